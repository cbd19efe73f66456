"""Edits as people call for them: a value set, something added, taken away, renamed or moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from decision.files.document import CriterionDocument, OptionDocument, ScenarioDocument
from decision.files.editing.paths import EditError, at, existing, found_keys, missing, new_key, steps_of
from decision.files.editing.references import follow_criterion, follow_driver, follow_option
from decision.files.faults import FileError, Keys, path_of
from decision.files.tree import read_tree, resolved
from decision.model.criterion import ESTIMATE_KEYS
from decision.model.visible import visible

_NOTES = ("because", "source", "evidence", "evidence_on")
_OF_A_RESULT = ("because", "source")
_MAY_BE_EMPTY = tuple((name,) for name in ("weights", "views", "dependence", "requirements", "simulation"))


@dataclass(frozen=True)
class Set:
    """`value` in the place of what `path` leads to; a key that is not there yet is made."""

    path: str
    value: Any


@dataclass(frozen=True)
class Add:
    """`value` under a key that is not there yet, or at the end of a list; before or after another key if so said."""

    path: str
    value: Any
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Delete:
    """What `path` leads to, taken away; with an option or a criterion, everything that speaks of it."""

    path: str


@dataclass(frozen=True)
class Rename:
    """Another key for what `path` leads to; everything that names an option or a criterion follows."""

    path: str
    key: str


@dataclass(frozen=True)
class Move:
    """What `path` leads to, moved before or after another key of the same mapping, or to its beginning or end."""

    path: str
    before: str = ""
    after: str = ""
    last: bool = False


Edit = Set | Add | Delete | Rename | Move


def value_of(text: str, path: str) -> Any:
    """The value that a person typed: text, a number or a word of YAML, or with brackets or quotes any value.

    Unlike in a file, text needs no quotes when it holds a colon or a ``#``.
    """
    if not text:
        raise EditError(f'{path} has no value; give one after the =, "" for an empty text, or use del')
    if text[0] not in "{[\"'":
        return resolved(text)
    try:
        return read_tree(text.encode("utf-8", "surrogateescape"), "value").plain()
    except FileError as error:
        fault = error.faults[0]
        raise EditError(f"the value of {path} cannot be read (column {fault.column}: {fault.message})") from None


def edited(document: dict[str, Any], edits: Iterable[Edit], inherited: frozenset[str] = frozenset()) -> dict[str, Any]:
    """`document` after all `edits`, one after the other; it is itself changed on the way.

    `inherited` are the criteria it has from a catalogue, which remain whatever it says of them.

    Raises
    ------
    EditError
        A path leads nowhere, or something is already there.
    """
    for edit in edits:
        match edit:
            case Set(path, value):
                _set(document, path, value)
            case Add(path, value, before, after):
                _add(document, path, value, before, after)
            case Delete(path):
                _delete(document, existing(document, path), inherited)
            case Rename(path, key):
                _rename(document, existing(document, path), key, inherited)
            case Move(path, before, after, last):
                _move(document, existing(document, path), before, after, last=last)
    return document


# --- setting ------------------------------------------------------------------------------------------------


def _set(document: dict[str, Any], path: str, value: Any) -> None:
    keys, left = found_keys(document, _said_elsewhere(document, steps_of(path)))
    if not left:
        _put(document, keys, value)
        return
    holder = at(document, keys)
    name = new_key(keys, left)
    if isinstance(holder, dict) and name is not None:
        _insert(document, keys, name, value)
    elif isinstance(holder, dict) and left[0] in _usual_order(keys) and (inner := new_key((left[0],), left[1:])):
        _insert(document, keys, str(left[0]), {inner: value})  # a section that is not there yet
    elif name is not None and (whole := _with_a_note(holder, keys, name, value)) is not None:
        _put(document, keys, whole)
    else:
        raise EditError(missing(document, keys, left))


def _said_elsewhere(document: dict[str, Any], steps: list[str | int]) -> list[str | int]:
    """A weight where the file says it: with its criterion, if it says weights there and has no list of them."""
    criteria = document.get("criteria")
    if steps[0] != "weights" or len(steps) < 2 or "weights" in document or not isinstance(criteria, dict):
        return steps
    ids = [part for step in steps[1:] for part in str(step).split(".")]
    keys: list[str | int] = ["criteria", ids[0], *(key for part in ids[1:] for key in ("parts", part))]
    beside = any(isinstance(each, dict) and "weight" in each for each in criteria.values())
    return [*keys, "weight"] if beside and not found_keys(document, keys)[1] else steps


def _with_a_note(held: Any, keys: Keys, name: str, value: Any) -> dict[str, Any] | None:
    """A rating that was a plain number, or a result that was a word, with a reason beside it."""
    if len(keys) < 4 or keys[0] != "options" or isinstance(held, dict | list):
        return None
    if keys[2] == "ratings" and name in _NOTES and isinstance(held, int | float) and not isinstance(held, bool):
        return {"estimate": held, name: value}
    if keys[2] == "requirements" and name in _OF_A_RESULT and isinstance(held, str):
        return {"result": held, name: value}
    return None


def _put(document: dict[str, Any], keys: Keys, value: Any) -> None:
    at(document, keys[:-1])[keys[-1]] = value


def _insert(document: dict[str, Any], keys: Keys, name: str, value: Any) -> None:
    """Put a new key where the format has it: behind the last of those that usually come before it."""
    holder = at(document, keys)
    order = _usual_order(keys)
    if name in order:
        earlier = [key for key in holder if key in order and order.index(key) < order.index(name)]
        _place(holder, name, value, after=earlier[-1] if earlier else None)
    else:
        holder[name] = value


def _usual_order(keys: Keys) -> list[str]:
    if not keys:
        return list(ScenarioDocument.model_fields)
    if keys[0] == "options":
        return list(OptionDocument.model_fields) if len(keys) == 2 else list(ESTIMATE_KEYS) if len(keys) > 3 else []
    return list(CriterionDocument.model_fields) if keys[0] == "criteria" and len(keys) > 1 else []


def _place(holder: dict[str, Any], name: str, value: Any, *, after: str | None) -> None:
    """Put `name` into a mapping right after another key, or first where that is None."""
    others = {key: x for key, x in holder.items() if key != name}
    holder.clear()
    if after is None:
        holder[name] = value
    for key, x in others.items():
        holder[key] = x
        if key == after:
            holder[name] = value


# --- adding, taking away, renaming, moving --------------------------------------------------------------------


def _add(document: dict[str, Any], path: str, value: Any, before: str, after: str) -> None:
    keys, left = found_keys(document, steps_of(path))
    holder = at(document, keys)
    if not left:
        if not isinstance(holder, list):
            raise EditError(f"{path_of(keys)} is there already; use set to change it")
        holder.append(value)
        return
    name = new_key(keys, left)
    if name is not None and isinstance(holder, dict):
        _insert(document, keys, name, value)
        if before or after:
            _move(document, (*keys, name), before, after, last=False)
    else:
        _set(document, path, value)  # a section that is not there yet, or an error that says so


def _delete(document: dict[str, Any], keys: Keys, inherited: frozenset[str]) -> None:
    holder = at(document, keys[:-1])
    last = keys[-1]
    del holder[last]
    if keys[0] == "options" and len(keys) == 2:
        follow_option(document, str(last), None)
    elif (path := _criterion_path(keys)) is not None and path.partition(".")[0] not in inherited:
        follow_criterion(document, path, None)
    if not holder and (keys[:-1] in _MAY_BE_EMPTY or (keys[0], *keys[2:-1]) == ("options", "requirements")):
        del at(document, keys[:-2])[keys[-2]]


def _rename(document: dict[str, Any], keys: Keys, key: str, inherited: frozenset[str]) -> None:
    holder = at(document, keys[:-1])
    last = keys[-1]
    if not isinstance(holder, dict):
        raise EditError(f"{path_of(keys)} is an item of a list, which has no name")
    if key == last:
        return
    if key in holder:
        raise EditError(f"there is a {path_of((*keys[:-1], key))} already; choose another name")
    if keys[0] == "criteria" and len(keys) == 2 and last in inherited:
        raise EditError(f"{last} is called so in the catalogue; rename it there")
    renamed = {key if name == last else name: x for name, x in holder.items()}
    holder.clear()
    holder.update(renamed)
    if keys[0] == "options" and len(keys) == 2:
        follow_option(document, str(last), key)
    elif keys[0] == "drivers" and len(keys) == 2:
        follow_driver(document, str(last), key)
    elif (path := _criterion_path(keys)) is not None:
        above = path.rpartition(".")[0]
        follow_criterion(document, path, f"{above}.{key}" if above else key)


def _criterion_path(keys: Keys) -> str | None:
    """The path of the criterion or part that `keys` lead to; None if they lead to none."""
    if keys[0] != "criteria" or len(keys) % 2 or keys[1] == "use" or any(key != "parts" for key in keys[2::2]):
        return None
    return ".".join(str(key) for key in keys[1::2])


def _move(document: dict[str, Any], keys: Keys, before: str, after: str, *, last: bool) -> None:
    holder = at(document, keys[:-1])
    name = keys[-1]
    if not isinstance(holder, dict):
        raise EditError(f"{path_of(keys)} is an item of a list; set the whole list in its new order")
    for other in (before, after):
        if other and (other not in holder or other == name):
            names = ", ".join(visible(each, 30) for each in list(holder)[:12] if each != name)
            raise EditError(f"there is no {visible(other)} beside {path_of(keys)} to go by; there are {names}")
    others = [key for key in holder if key != name]
    if before:
        place = others.index(before)
        after = others[place - 1] if place else ""
    elif last and others:
        after = others[-1]
    _place(holder, str(name), holder[name], after=after or None)
