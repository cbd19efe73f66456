"""What a file shall say once its decision is another, in the file's own way of saying it.

A decision can be written in many ways: a weight in a list of weights or beside its criterion, a certain rating as a
number or as an estimate, what a catalogue says not at all. So the documents that the writer would make of the decision
before and after are compared, and only where those two differ is the document of the file changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from decision.files.editing.alignment import renamed_keys, same
from decision.files.editing.scalars import number_text
from decision.files.tree import resolved

_ABSENT = object()


def revised(file: dict[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The document `file` with the differences from `before` to `after`, two documents of the writer, in it."""
    old, new = as_read(before), as_read(after)
    rest = _merged(_without(file, "weights"), _without(old, "weights"), _without(new, "weights"))
    weights = _weights(file.get("weights") or {}, rest, old.get("weights", {}), new.get("weights", {}))
    return _with_weights(rest, list(file), weights)


# --- weights --------------------------------------------------------------------------------------------------


def _weights(file: dict[str, Any], rest: dict[str, Any], old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """The list of weights that the file shall have; weights it gives beside criteria are changed in `rest`."""
    listed = {path: x for path, x in file.items() if path in new or path not in old}
    lists_all = any("." not in path for path in file)
    beside = {path: criterion for path in new if (criterion := _criterion_of(rest, path)) is not None}
    for path in old.keys() - new.keys():
        (_criterion_of(rest, path) or {}).pop("weight", None)
    stands_beside = [path for path, criterion in beside.items() if "weight" in criterion]
    for path, x in new.items():
        if path in old and same(old[path], x):
            continue
        is_part = "." in path
        siblings_beside = path in stands_beside or (path not in old and any("." not in each for each in stands_beside))
        if path in file:
            listed[path] = x
        elif path in beside and siblings_beside and (is_part or not lists_all):
            beside[path]["weight"] = x
        else:
            listed[path] = x
    if not lists_all and any("." not in path for path in listed):  # part of a list is an error
        listed |= {path: x for path, x in new.items() if "." not in path}
    return _in_order_of({path: listed[path] for path in {**new, **listed} if path in listed}, file)


def _with_weights(rest: dict[str, Any], names: list[str], weights: dict[str, Any]) -> dict[str, Any]:
    """`rest` with weights where the file has them, or else behind its criteria."""
    if not weights:
        return rest
    earlier = names[: names.index("weights")] if "weights" in names else ["criteria"]
    behind = [name for name in rest if name in earlier][-1:]
    placed: dict[str, Any] = {} if behind else {"weights": weights}
    for name, x in rest.items():
        placed[name] = x
        if [name] == behind:
            placed["weights"] = weights
    return placed


def _without(document: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: x for key, x in document.items() if key != name}


def _criterion_of(document: Mapping[str, Any], path: str) -> dict[str, Any] | None:
    first, *parts = path.split(".")
    found: Any = document.get("criteria")
    for key in (first, *(key for part in parts for key in ("parts", part))):
        found = found.get(key) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else None


# --- three documents in one ---------------------------------------------------------------------------------


def _merged(file: Any, old: Any, new: Any) -> Any:
    """What the file shall say in one place, where the writer said `old` and would now say `new`."""
    if same(old, new):
        return file
    if isinstance(file, dict) and not isinstance(new, dict):
        return _in_a_mapping(file, old, new)
    if isinstance(file, list) and isinstance(old, list) and isinstance(new, list) and len(file) == len(old):
        return _in_a_list(file, old, new)
    if not isinstance(file, dict) or not isinstance(new, dict):
        return new
    if not isinstance(old, dict):
        old = {key: file[key] for key in ("estimate", "result") if key in file}
    if _forms_differ(old, new) or ("rating" in old and "rating" not in file and _FORM_KEYS & file.keys()):
        return _in_order_of(new, file)
    for name, former in renamed_keys(old, new).items():
        file, old = ({name if key == former else key: x for key, x in each.items()} for each in (file, old))
    keys = {_name_in(file, key): key for key in {**old, **new}}
    changed = {_name_in(file, key): x for key, x in new.items() if not same(old.get(key, _ABSENT), x)}
    merged: dict[str, Any] = {}
    for name in _order(file, old, new, changed):
        key = keys.get(name, name)
        if name not in file:
            merged[name] = new[key]
        elif name in changed:
            merged[name] = _merged(file[name], old.get(key, _ABSENT), new[key])
        elif key in new or key not in old:
            merged[name] = file[name]
    return merged


def _in_a_mapping(file: dict[str, Any], old: Any, new: Any) -> Any:
    """A plain value in the place of a mapping; one that said a plain value goes on being a mapping."""
    for name in ("estimate", "result"):
        if name in file and not isinstance(old, dict) and not isinstance(new, list):
            return {**file, name: new}
    return new


def _in_a_list(file: list[Any], old: list[Any], new: list[Any]) -> list[Any]:
    """A list with what is the same at both its ends as the file has it, and what is between them item by item."""
    most = min(len(old), len(new))
    head = next((i for i in range(most) if not same(old[i], new[i])), most)
    tail = next((i for i in range(most - head) if not same(old[-1 - i], new[-1 - i])), most - head)
    middle = new[head : len(new) - tail]
    known = range(head, len(old) - tail)
    merged = [_merged(file[i], old[i], x) for i, x in zip(known, middle, strict=False)]
    return [*file[:head], *merged, *middle[len(merged) :], *file[len(file) - tail :]]


_FORM_KEYS = frozenset(
    {
        "low",
        "mode",
        "high",
        "p10",
        "p50",
        "p90",
        "mean",
        "sd",
        "beta",
        "lognormal",
        "levels",
        "estimate",
        "class",
        "lines",
    }
)


def _forms_differ(old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Whether the two are estimates of different forms: then nothing of the one is left beside the other."""
    one, other = _FORM_KEYS & old.keys(), _FORM_KEYS & new.keys()
    return bool(one and other) and one != other


def _in_order_of(new: dict[str, Any], file: dict[str, Any]) -> dict[str, Any]:
    """`new`, with the keys that the file has already in the file's order."""
    return {name: new[name] for name in _order(file, {}, new, new) if name in new}


def _order(file: dict[str, Any], old: dict[str, Any], new: dict[str, Any], coming: dict[str, Any]) -> list[str]:
    """The keys of `file` with those of `coming` that it has not, each behind the one that `new` has before it.

    They keep the order of the file, unless `new` has another one than `old`.
    """
    order = list(file)
    was, shall = ([_name_in(file, key) for key in one if key in other] for one, other in ((old, new), (new, old)))
    if was != shall:
        moving = iter([name for name in shall if name in file])
        order = [next(moving) if name in shall else name for name in order]
    before: str | None = None
    for key in new:
        name = _name_in(file, key)
        if name not in order and name in coming:
            order.insert(0 if before is None else order.index(before) + 1, name)
        if name in order:
            before = name
    return order


def _name_in(file: Mapping[str, Any], name: str) -> str:
    """How the file writes a key: one that is a number may have other digits there, as 5.0 for 5."""
    number = resolved(name)
    if name in file or isinstance(number, bool) or not isinstance(number, int | float):
        return name
    return next((key for key in file if not isinstance(resolved(key), str) and same(resolved(key), number)), name)


def as_read(x: Any) -> Any:
    """A document of the writer as the reader would find it: keys are text, and so are dates."""
    if isinstance(x, Mapping):
        return {key if isinstance(key, str) else number_text(key): as_read(each) for key, each in x.items()}
    if isinstance(x, list | tuple):
        return [as_read(each) for each in x]
    return x if x is None or isinstance(x, bool | int | float | str) else x.isoformat()
