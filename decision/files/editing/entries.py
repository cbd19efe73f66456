"""Which part of the text each entry of a collection has for its own.

In block style these are whole lines: from the comments directly above its key, in line with it, to the last line of its
value and the comments below that are indented more than the key. Comments above the first entry may speak of all of
them, and belong to none; so do blank lines.
"""

from __future__ import annotations

from dataclasses import dataclass

from decision.files.editing.lines import Lines
from decision.files.tree import Node


@dataclass(frozen=True)
class Entry:
    """One entry of a mapping, or one item of a list, which has no key.

    `start` is where its key or dash begins, in brackets its key or value; `end` is where its value ends.
    """

    key: Node | None
    node: Node
    start: int
    end: int


def entries_of(lines: Lines, node: Node) -> list[Entry]:
    """The entries of a collection in the order of the file."""
    if isinstance(node.value, dict):
        return [
            Entry(node.keys[name], each, _before_mark(lines, node, node.keys[name]), end_of(lines, each))
            for name, each in node.value.items()
        ]
    if node.style:
        return [Entry(None, each, each.start, each.end) for each in node.value]
    items, position = [], after_anchor(lines, node)
    for each in node.value:
        dash = _past_space(lines, position)
        items.append(Entry(None, each, dash, end_of(lines, each)))
        position = items[-1].end
    return items


def _before_mark(lines: Lines, holder: Node, key: Node) -> int:
    """Where an entry begins: at its key, or at the question mark before it."""
    start = lines.start(lines.at(key.start))
    before = lines.text[start : key.start].rstrip(" \t")
    return start + len(before) - 1 if before.endswith("?") and not holder.style else key.start


def is_block(node: Node) -> bool:
    """Whether `node` is a collection in block style."""
    return not node.style and isinstance(node.value, dict | list)


def after_anchor(lines: Lines, node: Node) -> int:
    """Where what `node` says begins, behind its anchor."""
    text, position = lines.text, node.start
    if node.style == "*" or not text.startswith("&", position):
        return position
    stop = len(text) if is_block(node) else node.end
    while position < stop and not text[position].isspace():
        position += 1
    return min(_past_space(lines, position), stop)


def end_of(lines: Lines, node: Node) -> int:
    """Where `node` ends: in block style, where its last line of content does."""
    while is_block(node) and node.value:
        node = list(node.value.values())[-1] if isinstance(node.value, dict) else node.value[-1]
    if node.style not in ("|", ">"):
        return node.end
    first = lines.at(after_anchor(lines, node))
    last = lines.at(node.end) - (1 if lines.column(node.end) == 0 and lines.at(node.end) > first else 0)
    keeps = "+" in lines.text[after_anchor(lines, node) : lines.end(first)].split("#")[0]
    while last > first and lines.is_blank(last) and not keeps:
        last -= 1
    return lines.end(last)


def colon_of(lines: Lines, key: Node) -> int | None:
    """Where the colon behind `key` ends; None where there is none, as in ``{a, b}``."""
    position = _past_space(lines, key.end)
    return position + 1 if lines.text.startswith(":", position) else None


def comma_after(lines: Lines, position: int) -> int | None:
    """Where the comma that follows `position` begins; None if something else follows."""
    position = _past_space(lines, position)
    return position if lines.text.startswith(",", position) else None


def _past_space(lines: Lines, position: int) -> int:
    """Where something stands, from `position` on, that is no space, line break or comment."""
    text = lines.text
    while position < len(text):
        if text[position] == "#" and (position == 0 or text[position - 1].isspace()):
            position = lines.end(lines.at(position))
        elif not text[position].isspace():
            break
        else:
            position += 1
    return position


# --- lines of an entry in block style -----------------------------------------------------------------------


@dataclass(frozen=True)
class Extent:
    """The lines that an entry has for its own, `first` and `last` included."""

    first: int
    last: int


def extent_of(lines: Lines, entry: Entry, *, leads: bool) -> Extent:
    """The lines of an entry; one that `leads` the collection does not have the comments above."""
    column = lines.column(entry.start)
    first = lines.at(entry.start)
    while not leads and first and lines.is_comment(first - 1) and lines.indentation(first - 1) == column:
        first -= 1
    last = lines.at(entry.end)
    for below in range(last + 1, len(lines)):
        if lines.is_comment(below) and lines.indentation(below) > column:
            last = below
        elif not lines.is_blank(below):
            break
    return Extent(first, last)
