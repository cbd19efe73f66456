"""One value in the place of another, whatever either looks like; what stands around it stays."""

from __future__ import annotations

from typing import Any

from decision.files.editing.changes import Change, SpliceError
from decision.files.editing.entries import Entry, after_anchor, colon_of, end_of, entries_of, extent_of, is_block
from decision.files.editing.lines import Lines
from decision.files.editing.rendering import Rendered, Renderer
from decision.files.editing.scalars import WIDTH, block_text, folded, header_of, scalar_text

_NARROW = 70  # columns to which a text in lines may always grow; one in longer lines keeps to those


class Replacement:
    """What becomes of the text when the value of `entry` is another."""

    def __init__(self, lines: Lines, renderer: Renderer, entry: Entry) -> None:
        self.lines = lines
        self.renderer = renderer
        self.entry = entry
        self.node = entry.node
        self.start = after_anchor(lines, entry.node)

    def by(self, new: Any, like: Entry | None, *, flow: bool) -> list[Change]:
        """The changes that put `new` in, laid out like `like`; with `flow`, in one line."""
        if isinstance(new, str) and isinstance(self.node.value, str):
            kept = self._same_lines(new, flow=flow)
            if kept is not None:
                return kept
        column = self.lines.column(self.entry.start)
        quotes = self.node.style if self.node.style in ("'", '"') else ""
        made = self.renderer.rendered(new, like, column, flow=flow, is_item=self.entry.key is None, quotes=quotes)
        if self.entry.key is None and not made.head and self.start == self.node.start:
            made = self._beside_dash(made)
        if is_block(self.node) and self.node.value:
            return self._of_block(made)
        if self.node.style in ("|", ">"):
            return self._of_block_text(made)
        return self._of_inline(made)

    def _beside_dash(self, made: Rendered) -> Rendered:
        """A collection as an item: its first line stands beside the dash, and the others below it."""
        first, *rest = made.lines
        column = max(self.lines.column(self.start), self.lines.column(self.entry.start) + 2)
        further = column - (len(first) - len(first.lstrip(" ")))
        return Rendered(
            first.lstrip(" "),
            tuple((" " * further + line)[max(0, -further) :] if line else line for line in rest),
        )

    # --- text that is laid out as text already -----------------------------------------------------------------

    def _same_lines(self, new: str, *, flow: bool) -> list[Change] | None:
        """Another text in as many of the same lines as may be; None where the old one stands in one line."""
        first, last = self.lines.at(self.start), self.lines.at(end_of(self.lines, self.node))
        if first == last or self.node.style in ("'", '"', "*"):
            return None
        if self.node.style in ("|", ">"):
            return self._same_block_text(new, first, last)
        pad = self.lines.content(last)[: self.lines.indentation(last)]
        old = [part.strip(" \t") for part in self._physical(self.start, self.node.end)]
        if "\n" in self.node.value or scalar_text(new, flow=flow) != new:
            return None
        words = folded(new, max(_NARROW - len(pad), *map(len, old)), old)
        line_break = self.lines.line_break(self.start)
        return [self._trimmed(Change(self.start, self.node.end, (line_break + pad).join(words)))]

    def _same_block_text(self, new: str, first: int, last: int) -> list[Change] | None:
        header = header_of(self.lines.text, self.start)
        if any(c.isdigit() for c in header):
            return None
        inside = range(first + 1, last + 1)
        full = [line for line in inside if not self.lines.is_blank(line)]
        pad = " " * min((self.lines.indentation(line) for line in full), default=0)
        old = [self.lines.content(line)[len(pad) :] for line in inside]
        width = max(_NARROW - len(pad), *map(len, old)) if len(old) > 1 else WIDTH - len(pad)
        one_paragraph = len(full) == len(inside) and "\n" not in self.node.value.rstrip("\n")
        made = block_text(new, self.node.style, width, old if one_paragraph else None)
        if made is None or not full:
            return None
        sign, lines = made
        changes = [] if sign == header else [Change(self.start, self.start + len(header), sign)]
        line_break = self.lines.line_break(self.start)
        text = line_break.join(pad + line if line else "" for line in lines)
        return [*changes, self._trimmed(Change(self.lines.start(first + 1), self.lines.end(last), text))]

    def _physical(self, start: int, end: int) -> list[str]:
        first, last = self.lines.at(start), self.lines.at(end)
        return [
            self.lines.text[max(start, self.lines.start(line)) : min(end, self.lines.end(line))]
            for line in range(first, last + 1)
        ]

    def _trimmed(self, change: Change) -> Change:
        """`change` without what is the same at both of its ends."""
        old, new = self.lines.text[change.start : change.end], change.text
        most = min(len(old), len(new))
        head = next((i for i in range(most) if old[i] != new[i]), most)
        tail = next((i for i in range(most - head) if old[-1 - i] != new[-1 - i]), most - head)
        return Change(change.start + head, change.end - tail, new[head : len(new) - tail])

    # --- any value for any other --------------------------------------------------------------------------------

    def _of_inline(self, made: Rendered) -> list[Change]:
        """In the place of what stands in brackets, in quotes, plainly, or not at all."""
        node, lines = self.node, self.lines
        below = self._below(made, self.start)
        if node.start == node.end or self.start >= node.end:  # nothing, or nothing but an anchor
            return self._of_nothing(made, below)
        if made.head:
            changes = [Change(self.start, node.end, made.head)]
            return [*changes, Change(lines.end(lines.at(node.end)), lines.end(lines.at(node.end)), below)]
        if lines.begins(self.start):
            return [
                Change(lines.start(lines.at(self.start)), node.end, below.removeprefix(lines.line_break(self.start)))
            ]
        blank = len(lines.text[: self.start]) - len(lines.text[: self.start].rstrip(" \t"))
        end = lines.end(lines.at(node.end))
        return [Change(self.start - blank, node.end, ""), Change(end, end, below)]

    def _of_nothing(self, made: Rendered, below: str) -> list[Change]:
        where, before = self._opened(), " "
        if self.entry.key is not None and colon_of(self.lines, self.entry.key) is None:
            where, before = self.entry.key.end, ": "
        end = self.lines.end(self.lines.at(where))
        return [Change(where, where, before + made.head if made.head else ""), Change(end, end, below)]

    def _of_block_text(self, made: Rendered) -> list[Change]:
        header = header_of(self.lines.text, self.start)
        line_end = self.lines.end(self.lines.at(self.start))
        end = end_of(self.lines, self.node)
        head = Change(self.start, self.start + len(header), made.head)
        return [head, Change(line_end, max(line_end, end), self._below(made, self.start))]

    def _of_block(self, made: Rendered) -> list[Change]:
        opened = self._opened()
        first = entries_of(self.lines, self.node)[0].start
        if self.lines.at(first) == self.lines.at(opened):
            return [Change(first, end_of(self.lines, self.node), made.head + self._below(made, first))]
        line_end = self.lines.end(self.lines.at(opened))
        extent = extent_of(self.lines, self.entry, leads=True)
        body = Change(line_end, self.lines.end(extent.last), self._below(made, opened))
        return [Change(opened, opened, " " + made.head if made.head else ""), body]

    def _below(self, made: Rendered, position: int) -> str:
        line_break = self.lines.line_break(position)
        return "".join(line_break + line for line in made.lines)

    def _opened(self) -> int:
        """Where a value would begin: behind the colon, the dash or the anchor."""
        text, position = self.lines.text, self.node.start
        if text.startswith("&", position):
            while position < len(text) and not text[position].isspace() and text[position] not in ",]}":
                position += 1
            return position
        if self.entry.key is None:
            return self.entry.start + 1
        colon = colon_of(self.lines, self.entry.key)
        if colon is None and not is_block(self.node):
            return self.entry.key.end
        if colon is None:
            raise SpliceError("a key has no colon")
        return colon
