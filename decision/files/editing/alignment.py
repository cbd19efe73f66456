"""Which entry of a collection became which: what stays where it is, what moved, what is new, what goes."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from decision.files.tree import Node

_MOST_COMPARED = 250_000  # pairs of items
_ENOUGH_ALIKE = 0.5  # of what two collections say; from there on one is taken for the other under a new name


@dataclass(frozen=True)
class Slot:
    """A place in the collection as it shall be: what stands there, and which of the old entries it was, if any.

    Of those, the ones that `stay` are in the order in which they were; the others are moved.
    """

    key: str | None
    value: Any
    old: int | None
    stays: bool


def says(node: Node, value: Any) -> bool:
    """Whether `node` says what `value` is, in the same order."""
    return same(node.value, value)


def same(held: Any, value: Any) -> bool:
    """Whether two trees, of nodes or plain, say the same: 1 and 1.0 are one number, and true is none."""
    if isinstance(held, Node):
        held = held.value
    if isinstance(held, dict):
        return (
            isinstance(value, dict)
            and list(held) == list(value)
            and all(same(each, value[key]) for key, each in held.items())
        )
    if isinstance(held, list):
        return (
            isinstance(value, list)
            and len(held) == len(value)
            and all(same(one, other) for one, other in zip(held, value, strict=True))
        )
    if isinstance(held, bool) or isinstance(value, bool):
        return held is value
    return held == value and isinstance(held, str) == isinstance(value, str)


def mapping_slots(node: Node, new: dict[str, Any]) -> list[Slot]:
    """The places of a mapping as it shall be."""
    places = {name: place for place, name in enumerate(node.value)}
    renamed = renamed_keys(node.value, new)
    old = [places.get(renamed.get(name, name)) for name in new]
    staying = _longest_rise([place for place in old if place is not None])
    return [Slot(name, value, place, place in staying) for (name, value), place in zip(new.items(), old, strict=True)]


def list_slots(node: Node, new: list[Any]) -> list[Slot]:
    """The places of a list as it shall be; items do not move, they go and come."""
    before = node.value
    if len(before) == len(new):
        return [Slot(None, value, place, stays=True) for place, value in enumerate(new)]
    most = min(len(before), len(new))
    head = next((i for i in range(most) if not same(before[i], new[i])), most)
    tail = next((i for i in range(most - head) if not same(before[-1 - i], new[-1 - i])), most - head)
    middle = _middle_places(before[head : len(before) - tail], new[head : len(new) - tail])
    places = [
        *range(head),
        *(None if place is None else head + place for place in middle),
        *range(len(before) - tail, len(before)),
    ]
    return [Slot(None, value, place, place is not None) for value, place in zip(new, places, strict=True)]


def _middle_places(old: list[Node], new: list[Any]) -> list[int | None]:
    """For each item of `new`, which of `old` it was: those that are alike in order, and others pair by pair."""
    if len(old) * len(new) > _MOST_COMPARED:
        return [place if place < len(old) else None for place in range(len(new))]
    before, after = ([json.dumps(each) for each in items] for items in ([node.plain() for node in old], new))
    places: list[int | None] = []
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        places += [i + offset if kind != "insert" and offset < j - i else None for offset in range(m - k)]
    return places


def renamed_keys(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, str]:
    """By new name the old one, of entries that stand where another stood that said much the same."""
    gone = {where: name for name, where in _with_those_before(old, new)}
    return {
        name: gone[where]
        for name, where in _with_those_before(new, old)
        if where in gone and _alike(old[gone[where]], new[name])
    }


def _with_those_before(names: Iterable[str], common: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, int]]]:
    """Each name that is not in `common`, with the last one before it that is, and how many stand between."""
    before, between = "", 0
    for name in names:
        if name in common:
            before, between = name, 0
        else:
            yield name, (before, between)
            between += 1


def _alike(old: Any, new: Any) -> bool:
    """Whether `new` may be what was `old`, under another name."""
    if same(old, new):
        return True
    before, after = dict(_leaves(old)), dict(_leaves(new))
    if "" in before or "" in after:  # single values, and another than before
        return False
    shared = sum(1 for path, leaf in before.items() if path in after and same(leaf, after[path]))
    return shared >= _ENOUGH_ALIKE * max(len(before), len(after), 1)


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, Node):
        value = value.value
    if isinstance(value, dict | list):
        for key, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(each, f"{path}\0{key}")
    else:
        yield path, value


def _longest_rise(places: list[int]) -> set[int]:
    """A longest part of `places`, each once, that is in rising order."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        length = bisect_left(ends, place)
        before[place] = ends[length - 1] if length else None
        ends[length : length + 1] = [place]
    rise: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        rise.add(last)
        last = before[last]
    return rise
