"""What an edit means for values that stand once, under an anchor, and are named again elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from decision.files.editing.alignment import same, says
from decision.files.editing.entries import Entry, entries_of
from decision.files.editing.lines import Lines
from decision.files.faults import Keys
from decision.files.tree import Node

_NOTHING = object()


@dataclass(frozen=True)
class Alias:
    """An alias, the way to it through the nodes of the tree, and the entry it stands for."""

    node: Node
    keys: Keys
    above: tuple[Node, ...]
    target: Entry
    target_keys: Keys


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
    for alias in _aliases(lines, root):
        own = _at(intended, alias.target_keys)
        if not all_written_out and own is not _NOTHING and says(alias.target.node, own):
            continue
        if not all_written_out and own is not _NOTHING and same(_at(intended, alias.keys), own):
            following.add(id(alias.node))
        else:
            written_out[id(alias.node)] = alias.target
            above.update(id(node) for node in alias.above)
    return Aliases(written_out, frozenset(following), frozenset(above))


def _aliases(lines: Lines, root: Node) -> Iterator[Alias]:
    anchors: dict[str, tuple[Entry, Keys]] = {}

    def walk(entry: Entry, keys: Keys, above: tuple[Node, ...]) -> Iterator[Alias]:
        node = entry.node
        if node.style == "*":
            target, target_keys = anchors[_name(lines.text, node.start)]
            yield Alias(node, keys, above, target, target_keys)
            return
        if lines.text.startswith("&", node.start):
            anchors[_name(lines.text, node.start)] = (entry, keys)
        if isinstance(node.value, dict | list):
            for place, each in enumerate(entries_of(lines, node)):
                key = place if each.key is None else each.key.text
                yield from walk(each, (*keys, key), (*above, node))

    yield from walk(Entry(None, root, root.start, root.end), (), ())


def _name(text: str, start: int) -> str:
    end = start + 1
    while end < len(text) and not text[end].isspace() and text[end] not in ",[]{}":
        end += 1
    return text[start + 1 : end]


def _at(value: Any, keys: Keys) -> Any:
    for key in keys:
        if isinstance(value, dict) and key in value:
            value = value[key]
        elif isinstance(value, list) and isinstance(key, int) and key < len(value):
            value = value[key]
        else:
            return _NOTHING
    return value
