"""Entries of a collection in brackets: with the commas between them, in one line or each in its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from decision.files.editing.alignment import Slot
from decision.files.editing.changes import Change
from decision.files.editing.entries import Entry, comma_after
from decision.files.editing.scalars import key_text

if TYPE_CHECKING:
    from decision.files.editing.splicer import Splicer


class Flow:
    """What becomes of the text when `entries` of one collection take the places that `slots` say."""

    def __init__(self, splicer: Splicer, entries: Sequence[Entry], slots: Sequence[Slot]) -> None:
        self.splicer = splicer
        self.lines = splicer.lines
        self.entries = entries
        self.slots = slots
        self.staying = {slot.old for slot in slots if slot.stays and slot.old is not None}

    def changes(self) -> Iterator[Change]:
        before: int | None = None
        coming: list[Slot] = []
        moved_as_lines: set[int] = set()
        for slot in [*self.slots, None]:
            if slot is not None and not slot.stays:
                coming.append(slot)
                continue
            after = None if slot is None else slot.old
            if coming:
                beside = self.entries[(before if before is not None else after) or 0]
                in_lines = self._has_lines(beside)
                moved_as_lines |= {
                    each.old for each in coming if in_lines and self._moves_lines(each) and each.old is not None
                }
                parts = [self._part(each, beside, in_lines=in_lines) for each in coming]
                yield from (
                    self._put_first(parts, beside) if before is None else self._put(parts, beside, in_lines=in_lines)
                )
            before, coming = after, []
        for first, last in self._runs(moved_as_lines):
            yield self._without(first, last, moved_as_lines)

    # --- what goes ------------------------------------------------------------------------------------------

    def _runs(self, moved_as_lines: set[int]) -> Iterator[tuple[int, int]]:
        """The entries that go, by first and last of those side by side; those with lines of their own one by one."""
        start: int | None = None
        for place in range(len(self.entries) + 1):
            goes = place < len(self.entries) and place not in self.staying
            alone = goes and (place in moved_as_lines or self._has_lines(self.entries[place]))
            if start is not None and (not goes or alone):
                yield start, place - 1
                start = None
            if alone:
                yield place, place
            elif goes and start is None:
                start = place

    def _without(self, first: int, last: int, moved_as_lines: set[int]) -> Change:
        lines, entries = self.lines, self.entries
        start, end = entries[first].start, entries[last].end
        comma = comma_after(lines, end)
        after = end if comma is None else comma + 1
        moves = any(slot.old == first for slot in self.slots)
        if self._has_lines(entries[first]) and first == last and (not moves or first in moved_as_lines):
            line = self._first_line(first)
            return Change(lines.end(line - 1), lines.end(lines.at(after)), "")
        if last + 1 < len(entries) and lines.at(entries[last + 1].start) == lines.at(end):
            return Change(start, entries[last + 1].start, "")
        if first and lines.at(entries[first - 1].end) == lines.at(start):
            return Change(entries[first - 1].end, end, "")
        return Change(start, after, "")

    def _has_lines(self, entry: Entry) -> bool:
        """Whether an entry stands in lines of its own, with nothing but a comma and a comment behind it."""
        comma = comma_after(self.lines, entry.end)
        same_line = comma is not None and self.lines.at(comma) == self.lines.at(entry.end)
        after = comma + 1 if comma is not None and same_line else entry.end
        return self.lines.begins(entry.start) and self._ends_its_line(after)

    def _first_line(self, place: int) -> int:
        """The first line of an entry that has its own: that of the comments directly above, unless it leads."""
        lines, start = self.lines, self.entries[place].start
        line = lines.at(start)
        while place and lines.is_comment(line - 1) and lines.indentation(line - 1) == lines.column(start):
            line -= 1
        return line

    def _ends_its_line(self, position: int) -> bool:
        rest = self.lines.text[position : self.lines.end(self.lines.at(position))].lstrip(" \t")
        return not rest or rest.startswith("#")

    # --- what comes -----------------------------------------------------------------------------------------

    def _put(self, coming: Sequence[str], before: Entry, *, in_lines: bool) -> Iterator[Change]:
        """Put entries behind the entry `before`, in lines of their own if it has its own."""
        lines = self.lines
        comma = comma_after(lines, before.end)
        if not in_lines:
            yield Change(before.end, before.end, "".join(f", {text}" for text in coming))
            return
        line_break = lines.line_break(before.start)
        if comma is None:  # it was the last, with no comma behind it, and so is the last that comes
            yield Change(before.end, before.end, ",")
            coming = [*coming[:-1], coming[-1].removesuffix(",")]
        end = lines.end(lines.at(before.end if comma is None else comma))
        yield Change(end, end, "".join(line_break + text for text in coming))

    def _put_first(self, coming: Sequence[str], after: Entry) -> Iterator[Change]:
        lines = self.lines
        if not self._has_lines(after):
            yield Change(after.start, after.start, "".join(f"{text}, " for text in coming))
            return
        line, line_break = lines.at(after.start), lines.line_break(after.start)
        yield Change(lines.start(line), lines.start(line), "".join(text + line_break for text in coming))

    def _part(self, slot: Slot, beside: Entry, *, in_lines: bool) -> str:
        """The text of an entry that comes; in lines of its own with its indentation and the comma behind it."""
        if not in_lines:
            return self._text_of(slot, beside)
        if slot.old is None or not self._moves_lines(slot):
            start = self.lines.start(self.lines.at(beside.start))
            return self.lines.text[start : beside.start] + self._text_of(slot, beside) + ","
        entry = self.entries[slot.old]
        comma = comma_after(self.lines, entry.end)
        start = self.lines.start(self._first_line(slot.old))
        end = self.lines.end(self.lines.at(entry.end if comma is None else comma))
        closing = "" if comma is not None else ","
        head = self.splicer.moved(entry, slot, self.entries, start, entry.end, flow=True)
        return head + closing + self.lines.text[entry.end : end]

    def _moves_lines(self, slot: Slot) -> bool:
        return slot.old is not None and self._has_lines(self.entries[slot.old])

    def _text_of(self, slot: Slot, beside: Entry) -> str:
        """An entry that comes, from elsewhere in the collection or new, by itself."""
        if slot.old is not None:
            entry = self.entries[slot.old]
            return self.splicer.moved(entry, slot, self.entries, entry.start, entry.end, flow=True)
        near = sorted(self.entries, key=lambda each: abs(each.start - beside.start))
        like = self.splicer.like(slot.value, near)
        value = self.splicer.renderer.rendered(slot.value, like, 0, flow=True).head
        return value if slot.key is None else f"{key_text(slot.key, flow=True)}: {value}"
