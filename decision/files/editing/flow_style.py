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
        for first, last in self._runs():
            yield self._without(first, last)
        before: int | None = None
        coming: list[str] = []
        for slot in self.slots:
            if not slot.stays:
                coming.append(self._text_of(slot, before))
                continue
            assert slot.old is not None  # it stays
            if coming:
                yield from self._put_first(coming, slot.old) if before is None else self._put(coming, before)
            before, coming = slot.old, []
        if coming:
            assert before is not None  # something stays
            yield from self._put(coming, before)

    # --- what goes ------------------------------------------------------------------------------------------

    def _runs(self) -> Iterator[tuple[int, int]]:
        """The entries that go, by first and last of those side by side."""
        start: int | None = None
        for place in range(len(self.entries) + 1):
            goes = place < len(self.entries) and place not in self.staying
            if goes and start is None:
                start = place
            elif not goes and start is not None:
                yield start, place - 1
                start = None

    def _without(self, first: int, last: int) -> Change:
        lines, entries = self.lines, self.entries
        start, end = entries[first].start, entries[last].end
        comma = comma_after(lines, end)
        after = end if comma is None else comma + 1
        if lines.begins(start) and self._ends_its_line(after):
            line = lines.at(start)
            while first and lines.is_comment(line - 1) and lines.indentation(line - 1) == lines.column(start):
                line -= 1
            return Change(lines.end(line - 1), lines.end(lines.at(after)), "")
        if last + 1 < len(entries) and lines.at(entries[last + 1].start) == lines.at(end):
            return Change(start, entries[last + 1].start, "")
        if first and lines.at(entries[first - 1].end) == lines.at(start):
            return Change(entries[first - 1].end, end, "")
        return Change(start, after, "")

    def _ends_its_line(self, position: int) -> bool:
        rest = self.lines.text[position : self.lines.end(self.lines.at(position))].lstrip(" \t")
        return not rest or rest.startswith("#")

    # --- what comes -----------------------------------------------------------------------------------------

    def _put(self, coming: Sequence[str], before: int) -> Iterator[Change]:
        """Put entries behind the entry `before`."""
        lines, entry = self.lines, self.entries[before]
        comma = comma_after(lines, entry.end)
        after = entry.end if comma is None else comma + 1
        if not lines.begins(entry.start) or not self._ends_its_line(after):
            yield Change(entry.end, entry.end, "".join(f", {text}" for text in coming))
            return
        begin = lines.line_break(entry.start) + lines.text[lines.start(lines.at(entry.start)) : entry.start]
        end = lines.end(lines.at(after))
        if comma is None:
            yield Change(entry.end, entry.end, ",")
            yield Change(end, end, begin + ("," + begin).join(coming))
        else:
            yield Change(end, end, "".join(f"{begin}{text}," for text in coming))

    def _put_first(self, coming: Sequence[str], after: int) -> Iterator[Change]:
        lines, entry = self.lines, self.entries[after]
        between = " "
        if lines.begins(entry.start):
            between = lines.line_break(entry.start) + lines.text[lines.start(lines.at(entry.start)) : entry.start]
        yield Change(entry.start, entry.start, "".join(f"{text},{between}" for text in coming))

    def _text_of(self, slot: Slot, before: int | None) -> str:
        """An entry that comes, from elsewhere in the collection or new."""
        if slot.old is not None:
            entry = self.entries[slot.old]
            return self.splicer.moved(entry, slot, self.entries, entry.start, entry.end, flow=True)
        near = sorted(self.entries, key=lambda each: abs(each.start - self.entries[before or 0].start))
        like = self.splicer.like(slot.value, near)
        value = self.splicer.renderer.rendered(slot.value, like, 0, flow=True).head
        return value if slot.key is None else f"{key_text(slot.key, flow=True)}: {value}"
