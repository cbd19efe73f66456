"""From a tree that was read and what it shall say to the changes of its text, each at the reader's own marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from decision.files.editing.aliases import Aliases
from decision.files.editing.alignment import Slot, list_slots, mapping_slots, says
from decision.files.editing.block_style import Block
from decision.files.editing.changes import Change, SpliceError, applied
from decision.files.editing.entries import Entry, after_anchor, entries_of, is_block
from decision.files.editing.flow_style import Flow
from decision.files.editing.lines import Lines
from decision.files.editing.rendering import Renderer, laid_out_like
from decision.files.editing.replacement import Replacement
from decision.files.editing.scalars import key_text
from decision.files.tree import Node


class Splicer:
    """Finds the changes that bring a text to say something else; `changes` collects them."""

    def __init__(self, lines: Lines, root: Node, aliases: Aliases) -> None:
        self.lines = lines
        self.root = root
        self.aliases = aliases
        self.renderer = Renderer(lines, root)
        self.changes: list[Change] = []

    def splice(self, intended: dict[str, Any]) -> list[Change]:
        """The changes after which the text says `intended`."""
        if not isinstance(self.root.value, dict) or not self.root.value or not intended:
            raise SpliceError("the file is no mapping of keys")
        start = after_anchor(self.lines, self.root)
        self._value(Entry(None, self.root, start, self.root.end), intended, (), flow=bool(self.root.style))
        return self.changes

    def _value(self, entry: Entry, new: Any, siblings: Sequence[Entry], *, flow: bool) -> None:
        """Bring the value of `entry` to be `new`; it stands among `siblings`, and with `flow` inside of brackets."""
        node = entry.node
        if node.style == "*":
            self._alias(entry, new, flow=flow)
        elif says(node, new) and id(node) not in self.aliases.above_written_out:
            return
        elif isinstance(new, dict) and isinstance(node.value, dict) and new and node.value:
            self._arrange(entry, mapping_slots(node, new), new, siblings, flow=flow)
        elif isinstance(new, list) and isinstance(node.value, list) and new and node.value:
            self._arrange(entry, list_slots(node, new), new, siblings, flow=flow)
        else:
            self._replace(entry, new, siblings, flow=flow)

    def _alias(self, entry: Entry, new: Any, *, flow: bool) -> None:
        if id(entry.node) in self.aliases.following:
            return
        target = self.aliases.written_out.get(id(entry.node))
        if target is not None or not says(entry.node, new):
            self._replace(entry, new, [] if target is None else [target], flow=flow)

    def _replace(self, entry: Entry, new: Any, siblings: Iterable[Entry], *, flow: bool) -> None:
        near = sorted(siblings, key=lambda other: abs(other.start - entry.start))
        like = entry if laid_out_like(entry.node.value, new) and entry.node.style != "*" else self.like(new, near)
        if entry.node is self.root:
            raise SpliceError("nothing of the file would stay")
        made = Replacement(self.lines, self.renderer, entry).by(new, like, flow=flow)
        self.changes += [change for change in made if change.text or change.end > change.start]

    def _arrange(self, entry: Entry, slots: list[Slot], new: Any, siblings: Sequence[Entry], *, flow: bool) -> None:
        """Bring the entries of a collection into the places they shall have."""
        if not any(slot.stays for slot in slots):
            self._replace(entry, new, siblings, flow=flow)
            return
        inner = flow or bool(entry.node.style)
        entries = entries_of(self.lines, entry.node)
        for slot in slots:
            if slot.old is not None and slot.stays:
                self._entry(entries[slot.old], slot, entries, flow=inner)
        style = Block if is_block(entry.node) else Flow
        self.changes += style(self, entries, slots).changes()

    def _entry(self, entry: Entry, slot: Slot, siblings: Sequence[Entry], *, flow: bool) -> None:
        if entry.key is not None and slot.key is not None and entry.key.text != slot.key:
            self.changes.append(self._renamed(entry, entry.key, slot.key, flow=flow))
        self._value(entry, slot.value, siblings, flow=flow)

    def _renamed(self, entry: Entry, key: Node, name: str, *, flow: bool) -> Change:
        """Another key, with the value in its column as far as spaces before it allow."""
        start = after_anchor(self.lines, key)
        text = key_text(name, key.style, flow=flow)
        between = self.lines.text[key.end : entry.node.start]
        spaces = len(between) - 1
        if spaces < 2 or between != ":" + " " * spaces:
            return Change(start, key.end, text)
        spaces = max(1, spaces - (len(text) - (key.end - start)))
        return Change(start, entry.node.start, text + ":" + " " * spaces)

    # --- what the styles ask for ------------------------------------------------------------------------------

    def moved(self, entry: Entry, slot: Slot, siblings: Sequence[Entry], start: int, end: int, *, flow: bool) -> str:
        """The text from `start` to `end`, in which `entry` stands, as it shall be elsewhere."""
        outside, self.changes = self.changes, []
        self._entry(entry, slot, siblings, flow=flow)
        inside, self.changes = self.changes, outside
        return applied(self.lines.text, inside, start, end)

    def like(self, value: Any, near: Iterable[Entry]) -> Entry | None:
        """The nearest entry whose value is of the sort of `value`, to lay it out alike."""
        return next((each for each in near if laid_out_like(each.node.value, value) and each.node.style != "*"), None)
