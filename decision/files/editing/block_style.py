"""Entries of a collection in block style: each has whole lines, which go, come and move."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from decision.files.editing.alignment import Slot
from decision.files.editing.changes import Change
from decision.files.editing.entries import Entry, Extent, extent_of, is_block
from decision.files.editing.rendering import same_sort
from decision.files.editing.scalars import key_text
from decision.files.tree import Node

if TYPE_CHECKING:
    from decision.files.editing.splicer import Splicer


class Block:
    """What becomes of the text when `entries` of one collection take the places that `slots` say."""

    def __init__(self, splicer: Splicer, entries: Sequence[Entry], slots: Sequence[Slot]) -> None:
        self.splicer = splicer
        self.lines = splicer.lines
        self.entries = entries
        self.slots = slots
        self.extents = [extent_of(self.lines, each, leads=place == 0) for place, each in enumerate(entries)]
        self.column = self.lines.column(entries[0].start)
        self.staying = {slot.old for slot in slots if slot.stays and slot.old is not None}
        # the first entry of an item stands beside the dash: its line is not all its own
        self.beside_dash = not self.lines.begins(entries[0].start)

    def changes(self) -> Iterator[Change]:
        yield from self._gone()
        before: int | None = None
        coming: list[Slot] = []
        for slot in self.slots:
            if not slot.stays:
                coming.append(slot)
                continue
            assert slot.old is not None  # it stays
            if coming:
                yield from self._put(coming, before, slot.old)
            before, coming = slot.old, []
        if coming:
            yield from self._put(coming, before, None)

    # --- what goes ------------------------------------------------------------------------------------------

    def _gone(self) -> Iterator[Change]:
        first = min(self.staying)
        if self.beside_dash and first > 0:
            yield Change(self.entries[0].start, self.entries[first].start, "")
        for place in range(len(self.entries)):
            if place not in self.staying and not (self.beside_dash and place < first):
                yield self._without(self.extents[place], place)

    def _without(self, extent: Extent, place: int) -> Change:
        """A change that takes the lines of an entry away, and blank lines where they would meet others."""
        lines = self.lines
        above = self._blank(range(extent.first - 1, -1, -1))
        below = self._blank(range(extent.last + 1, len(lines)))
        at_end = extent.last + 1 + below >= len(lines)
        first = extent.first - (above if at_end else min(above, below))
        if not first:
            return Change(0, lines.after(extent.last), "")
        if extent.last + 1 == len(lines) and self._needs_its_line_break(first - 1, place):
            return Change(lines.start(first), lines.end(extent.last), "")
        return Change(lines.end(first - 1), lines.end(extent.last), "")  # with the line break before, not that behind

    def _blank(self, numbers: range) -> int:
        """How many of these lines are blank before the first that is not; what follows the last line break is none."""
        count = 0
        for number in numbers:
            if not self.lines.is_blank(number) or self.lines.start(number) == len(self.lines.text):
                break
            count += 1
        return count

    def _needs_its_line_break(self, line: int, place: int) -> bool:
        """Whether the text of the entry before ends with the break of `line`."""
        return any(
            self.lines.at(self.entries[other].end) == line and self._open_text(self.entries[other].node) is not None
            for other in range(place)
        )

    # --- what comes -----------------------------------------------------------------------------------------

    def _put(self, coming: Sequence[Slot], before: int | None, after: int | None) -> Iterator[Change]:
        """Put entries behind the entry `before`, or where there is none before the entry `after`."""
        blocks = [block for slot in coming if (block := self._lines_of(slot, before, after))]
        if before is None:
            assert after is not None  # something stays
            yield self._put_first(blocks, after)
            return
        position = self.lines.end(self.extents[before].last)
        line_break = self.lines.line_break(position)
        gap = line_break if self._apart(before) else ""
        yield Change(position, position, "".join(line_break + gap + line_break.join(block) for block in blocks))
        if position == len(self.lines.text):
            yield from self._closed(self.entries[before].node)

    def _put_first(self, blocks: list[list[str]], after: int) -> Change:
        position = self.lines.start(self.extents[after].first)
        line_break = self.lines.line_break(position)
        gap = line_break if self._apart(after) else ""
        text = "".join(line_break.join(block) + line_break + gap for block in blocks)
        if self.beside_dash:
            position = self.entries[after].start
            return Change(position, position, text.lstrip(" ") + " " * self.column)
        return Change(position, position, text)

    def _lines_of(self, slot: Slot, before: int | None, after: int | None) -> list[str]:
        """The lines of an entry that comes, from elsewhere in the collection or new."""
        if slot.old is not None and not (self.beside_dash and slot.old == 0):
            extent, entry = self.extents[slot.old], self.entries[slot.old]
            start, end = self.lines.start(extent.first), self.lines.end(extent.last)
            return [self.splicer.moved(entry, slot, self.entries, start, end, flow=False)]
        place = before if before is not None else after
        near = sorted(self.entries, key=lambda each: abs(each.start - self.entries[place or 0].start))
        like = self.splicer.like(slot.value, near)
        if slot.key is None:
            return self.splicer.renderer.item(slot.value, like, self.column)
        return self.splicer.renderer.entry(slot.key, slot.value, like, self.column, self._aligned(slot))

    def _aligned(self, slot: Slot) -> int:
        """How far from its key a value stands, where the values of all of its sort stand below each other."""
        beside = [
            each
            for each in self.entries
            if same_sort(each.node.value, slot.value)
            and not is_block(each.node)
            and self.lines.at(each.start) == self.lines.at(each.node.start)
        ]
        places = {each.node.start - each.start for each in beside}
        keys = {each.key.end - each.key.start for each in beside if each.key is not None}
        if len(keys) < 2 or len(places) > 1 or slot.key is None:
            return 0
        (place,) = places
        return place if len(key_text(slot.key)) + 2 <= place else 0

    def _apart(self, place: int) -> bool:
        """Whether blank lines part the entry from those before and after it."""
        gaps = [
            self._blank(range(self.extents[one].last + 1, len(self.lines))) > 0
            for one in (place - 1, place)
            if 0 <= one < len(self.entries) - 1
        ]
        return bool(gaps) and all(gaps)

    # --- text that runs to the end of a file without a last line break ----------------------------------------

    def _closed(self, node: Node) -> Iterator[Change]:
        """Have a text in lines that ended with the file go on ending where it did."""
        text = self._open_text(node)
        if text is not None and not self.lines.text.endswith(("\n", "\r")):
            header = self.lines.at(text.start)
            sign = self.lines.text.index(text.style, text.start)
            keeps = self.lines.text[sign + 1 : self.lines.end(header)].startswith("+")
            yield Change(sign + 1, sign + 2 if keeps else sign + 1, "-")

    def _open_text(self, node: Node) -> Node | None:
        """The last text in `node`, where it is in lines and the line break behind it counts."""
        while isinstance(node.value, dict | list) and node.value and is_block(node):
            node = list(node.value.values())[-1] if isinstance(node.value, dict) else node.value[-1]
        if node.style not in ("|", ">"):
            return None
        sign = self.lines.text.index(node.style, node.start)
        return None if "-" in self.lines.text[sign : self.lines.end(self.lines.at(sign))].split("#")[0] else node
