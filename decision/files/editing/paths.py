"""Paths as people type them: ``options.buy.ratings.fit``, ``dependence.pairs[0]``, ``views."the board".cost``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from decision.files.faults import Keys, path_of
from decision.model.errors import DecisionError, suggestion
from decision.model.visible import visible

_STEP = re.compile(r"""\.?"((?:[^"\\]|\\.)*)"|\[(\d{1,9})\]|\.?([^.\["]+)""")
_LONGEST_PATH = 2_000  # characters
_OF_WHOLE_PATHS = ("weights", "views", "ranges")  # whose keys may be paths of criteria themselves


class EditError(DecisionError):
    """An edit that cannot be made: its path leads nowhere, or its value cannot be read."""


def steps_of(path: str) -> list[str | int]:
    """The keys that `path` names, a dotted one as several."""
    if len(path) > _LONGEST_PATH:
        raise EditError(f"a path has at most {_LONGEST_PATH:,} characters (got {len(path):,}: {visible(path)})")
    steps: list[str | int] = []
    position = 0
    while position < len(path):
        found = _STEP.match(path, position)
        if found is None or (position == 0 and found.group().startswith((".", "["))):
            break
        quoted, number, plain = found.groups()
        steps.append(int(number) if number is not None else plain if quoted is None else _unquoted(quoted))
        position = found.end()
    if not steps or position < len(path):
        raise EditError(
            f"{visible(path) or 'an empty text'} is no path; write keys with dots between, as in weights.cost"
        )
    return steps


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def split_off_value(edit: str) -> tuple[str, str]:
    """The path and the value of ``path=value``; an ``=`` in quotes belongs to the path."""
    found = re.match(r"""((?:[^="]|"(?:[^"\\]|\\.)*")*)=(.*)""", edit, re.DOTALL)
    if found is None:
        raise EditError(f"{visible(edit)} sets nothing; write path=value, as in weights.cost=30")
    return found.group(1).strip(), found.group(2).strip()


def found_keys(document: Any, steps: Sequence[str | int]) -> tuple[Keys, Sequence[str | int]]:
    """The keys that lead along `steps` as far as `document` has them, and the steps that are left.

    A key that has dots of its own, such as the path of a part among weights, takes as many steps as it can.
    """
    keys: list[str | int] = []
    value = document
    steps = list(steps)
    while steps:
        if isinstance(value, list) and isinstance(steps[0], int) and steps[0] < len(value):
            keys.append(steps[0])
            value, steps = value[steps[0]], steps[1:]
            continue
        if not isinstance(value, dict):
            break
        joined = [".".join(map(str, steps[:many])) for many in range(len(steps), 0, -1) if _all_words(steps[:many])]
        name = next((name for name in joined if name in value), None)
        if name is None:
            break
        taken = len(joined) - joined.index(name) if joined else 0
        keys.append(name)
        value, steps = value[name], steps[taken:]
    return tuple(keys), steps


def _all_words(steps: Sequence[str | int]) -> bool:
    return all(isinstance(step, str) for step in steps)


def new_key(keys: Keys, steps: Sequence[str | int]) -> str | None:
    """The one key that `steps` are the name of, in the mapping that `keys` lead to; None if they are more than one."""
    if len(steps) == 1 and isinstance(steps[0], str):
        return steps[0]
    if _all_words(steps) and any(key in _OF_WHOLE_PATHS for key in keys[:2]):
        return ".".join(map(str, steps))
    return None


def at(document: Any, keys: Keys) -> Any:
    """What `keys` lead to, which is there."""
    for key in keys:
        document = document[key]
    return document


def existing(document: Any, path: str) -> Keys:
    """The keys of `path`, all of which `document` has; raises EditError with what there is instead."""
    keys, left = found_keys(document, steps_of(path))
    if left:
        raise EditError(missing(document, keys, left))
    return keys


def missing(document: Any, keys: Keys, left: Sequence[str | int]) -> str:
    """What to say where nothing stands under the first of the steps that are `left`."""
    holder = at(document, keys)
    sought = path_of((*keys, left[0]))
    here = path_of(keys) or "the file"
    if isinstance(holder, dict):
        names = list(holder)
        few = ", ".join(visible(name, 30) for name in names[:12]) + (
            f" and {len(names) - 12} more" if len(names) > 12 else ""
        )
        hint = suggestion(str(left[0]), names[:1000]) if len(str(left[0])) <= 200 else ""
        return f"there is no {sought}; {hint or (f'{here} has {few}' if names else f'{here} is empty')}"
    if isinstance(holder, list):
        return f"there is no {sought}; {here} is a list of {len(holder)}, counted from [0]"
    return f"there is no {sought}: {here} is a single value; give all of it in a new one"
