"""What an edit means for values that stand once, under an anchor, and are named again elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from decision.files.editing.alignment import Slot, list_slots, mapping_slots, same, says
from decision.files.editing.entries import Entry, entries_of
from decision.files.editing.lines import Lines
from decision.files.tree import Node


@dataclass(frozen=True)
class Alias:
    """An alias, the nodes of the tree above it, and the entry it stands for."""

    node: Node
    above: tuple[Node, ...]
    target: Entry


@dataclass(frozen=True)
class Aliases:
    """What becomes of the aliases of a text: which are written out, and which follow what they name."""

    written_out: dict[int, Entry]  # by the alias's identity, what it stands for
    following: frozenset[int]
    above_written_out: frozenset[int]


NONE = Aliases({}, frozenset(), frozenset())


def settled(lines: Lines, root: Node, intended: Any, *, all_written_out: bool) -> Aliases:
    """What becomes of each alias once the text says `intended`."""
    if "*" not in lines.text or "&" not in lines.text:
        return NONE
    written_out: dict[int, Entry] = {}
    following: set[int] = set()
    above: set[int] = set()
    becoming = _Becoming()
    becoming.follow(root, intended)
    for alias in _aliases(lines, root):
        target, here = (becoming.found.get(id(node)) for node in (alias.target.node, alias.node))
        comes_first = target is not None and (here is None or target.place < here.place)
        if comes_first and not all_written_out:
            assert target is not None  # it comes first
            if says(alias.target.node, target.value):
                continue
            if here is not None and same(here.value, target.value):
                following.add(id(alias.node))
                continue
        written_out[id(alias.node)] = alias.target
        above.update(id(node) for node in alias.above)
    return Aliases(written_out, frozenset(following), frozenset(above))


@dataclass(frozen=True)
class _Future:
    """What a node shall say, and its place among all that stay."""

    value: Any
    place: int


class _Becoming:
    """Follows the nodes of a tree to what they shall be, whatever they are called then and wherever they stand."""

    def __init__(self) -> None:
        self.found: dict[int, _Future] = {}

    def follow(self, node: Node, value: Any) -> None:
        self.found[id(node)] = _Future(value, len(self.found))
        if node.style == "*":
            return
        slots: list[Slot] = []
        if isinstance(node.value, dict) and isinstance(value, dict):
            slots = mapping_slots(node, value)
        elif isinstance(node.value, list) and isinstance(value, list):
            slots = list_slots(node, value)
        if not any(slot.stays for slot in slots):
            return  # it is written anew
        below = list(node.value.values()) if isinstance(node.value, dict) else node.value
        for slot in slots:
            if slot.old is not None:
                self.follow(below[slot.old], slot.value)


def _aliases(lines: Lines, root: Node) -> Iterator[Alias]:
    anchors: dict[str, Entry] = {}

    def walk(entry: Entry, above: tuple[Node, ...]) -> Iterator[Alias]:
        node = entry.node
        if node.style == "*":
            yield Alias(node, above, anchors[_name(lines.text, node.start)])
            return
        if lines.text.startswith("&", node.start):
            anchors[_name(lines.text, node.start)] = entry
        if isinstance(node.value, dict | list):
            for each in entries_of(lines, node):
                yield from walk(each, (*above, node))

    yield from walk(Entry(None, root, root.start, root.end), ())


def _name(text: str, start: int) -> str:
    end = start + 1
    while end < len(text) and not text[end].isspace() and text[end] not in ",[]{}":
        end += 1
    return text[start + 1 : end]
