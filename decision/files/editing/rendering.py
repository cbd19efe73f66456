"""Values as YAML text, laid out like their neighbours: in brackets or in block style, as far indented, quoted alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from decision.files.editing.entries import Entry, entries_of, is_block
from decision.files.editing.lines import Lines
from decision.files.editing.scalars import WIDTH, block_text, key_text, scalar_text
from decision.files.tree import Node
from decision.files.yaml_text import fits_a_line

_NARROWEST = 30  # columns that are left for words, however far they are indented


@dataclass(frozen=True)
class Rendered:
    """A value as text: `head` follows its key or dash in the same line, and `lines` stand below, indented."""

    head: str
    lines: tuple[str, ...] = ()


class Renderer:
    """Lays out values that are new to a file as the file lays out its own."""

    def __init__(self, lines: Lines, root: Node) -> None:
        self.lines = lines
        self._step = self._usual_step(root)

    def rendered(
        self,
        value: Any,
        like: Entry | None,
        column: int,
        *,
        flow: bool = False,
        is_item: bool = False,
        quotes: str = "",
    ) -> Rendered:
        """`value` for an entry whose key, or as an item its dash, stands in `column`, laid out like that of `like`.

        With `flow`, inside of brackets, where everything stands in one line; with `quotes`, text in such quotes.
        """
        if isinstance(value, dict | list) and value:
            if flow or self._stands_in_line(value, like, column):
                return Rendered(self._in_line(value, like))
            inner = column + max(self._indentation(like, type(value)), 2 if is_item else 0)
            return Rendered("", tuple(self._block(value, like, inner)))
        if isinstance(value, str) and not flow:
            return self._text(value, like, column, quotes)
        if isinstance(value, dict | list):
            return Rendered("{}" if isinstance(value, dict) else "[]")
        return Rendered(scalar_text(value, quotes, flow=flow))

    def entry(self, key: str, value: Any, like: Entry | None, column: int, pad: int = 0) -> list[str]:
        """A new entry of a mapping in block style, indented by `column`; its value `pad` columns from its key."""
        made = self.rendered(value, like, column)
        begin = " " * column + key_text(key) + ":"
        if made.head:
            begin = begin.ljust(column + pad - 1) + " " + made.head
        return [begin, *made.lines]

    def item(self, value: Any, like: Entry | None, column: int) -> list[str]:
        """A new item of a list in block style, with its dash in `column`."""
        made = self.rendered(value, like, column, is_item=True)
        if made.head:
            return [" " * column + "- " + made.head, *made.lines]
        first, *rest = made.lines
        return [(" " * column + "-").ljust(len(first) - len(first.lstrip())) + first.lstrip(), *rest]

    # --- in brackets ----------------------------------------------------------------------------------------

    def _in_line(self, value: Any, like: Entry | None) -> str:
        if isinstance(value, dict) and value:
            pairs = (
                f"{key_text(key, flow=True)}: {self._in_line(each, self._child(like, key, each))}"
                for key, each in value.items()
            )
            return self._bracketed("{", pairs, "}", like)
        if isinstance(value, list) and value:
            return self._bracketed(
                "[", (self._in_line(each, self._child(like, None, each)) for each in value), "]", like
            )
        return self.rendered(value, None, 0, flow=True).head

    def _bracketed(self, begin: str, parts: Iterator[str], end: str, like: Entry | None) -> str:
        space = ""
        if like is not None and like.node.style == "{" and self.lines.text.startswith(begin + " ", like.node.start):
            space = " "
        return f"{begin}{space}{', '.join(parts)}{space}{end}"

    def _stands_in_line(self, value: dict[str, Any] | list[Any], like: Entry | None, column: int) -> bool:
        if like is not None and like.node.value and isinstance(like.node.value, dict | list):
            if is_block(like.node):
                return False
            return column + len(self._in_line(value, like)) <= max(WIDTH, self._longest(like))
        return fits_a_line(value.values() if isinstance(value, dict) else value)

    def _longest(self, like: Entry) -> int:
        line = self.lines.at(like.node.start)
        return self.lines.end(line) - self.lines.start(line)

    # --- in block style -------------------------------------------------------------------------------------

    def _block(self, value: dict[str, Any] | list[Any], like: Entry | None, column: int) -> Iterator[str]:
        for key, each in value.items() if isinstance(value, dict) else ((None, each) for each in value):
            child = self._child(like, key, each)
            yield from self.item(each, child, column) if key is None else self.entry(key, each, child, column)

    def _indentation(self, like: Entry | None, kind: type) -> int:
        """How many columns further in the entries of a collection stand than its own key or dash."""
        if like is not None and is_block(like.node) and isinstance(like.node.value, kind) and like.node.value:
            return self.lines.column(entries_of(self.lines, like.node)[0].start) - self.lines.column(like.start)
        return self._step

    def _child(self, like: Entry | None, key: str | None, value: Any) -> Entry | None:
        """The entry of `like` to lay out `value` after: of the same key, or else the first of its sort."""
        if like is None or like.node.style == "*" or not isinstance(like.node.value, dict if key is not None else list):
            return None
        entries = entries_of(self.lines, like.node)
        alike = [each for each in entries if laid_out_like(each.node.value, value)]
        return next((each for each in alike if each.key is not None and each.key.text == key), next(iter(alike), None))

    def _usual_step(self, root: Node) -> int:
        if isinstance(root.value, dict) and is_block(root):
            for each in root.value.values():
                if isinstance(each.value, dict) and is_block(each) and each.value:
                    return max(1, self.lines.column(entries_of(self.lines, each)[0].start))
        return 2

    # --- text -----------------------------------------------------------------------------------------------

    def _text(self, text: str, like: Entry | None, column: int, quotes: str) -> Rendered:
        style = "" if like is None or not isinstance(like.node.value, str) else like.node.style
        line = scalar_text(text, quotes)
        if ("\n" not in text and column + len(line) <= WIDTH) or ("\n" in text and style not in ("|", ">")):
            return Rendered(line)
        style = style if style in ("|", ">") else ">"
        indentation = self._step
        if like is not None and like.node.style in ("|", ">"):
            below = range(self.lines.at(like.node.start) + 1, len(self.lines))
            first = next((line for line in below if not self.lines.is_blank(line)), below.start - 1)
            indentation = max(1, self.lines.indentation(first) - self.lines.column(like.start))
        width = max(_NARROWEST, WIDTH - column - indentation)
        made = block_text(text, style, width)
        if made is None or (style == ">" and len(made[1]) == 1):
            return Rendered(line)
        sign, words = made
        return Rendered(sign, tuple(" " * (column + indentation) + word if word else "" for word in words))


def laid_out_like(one: Any, other: Any) -> bool:
    """Whether a value may be laid out like another: mappings that say something alike, lists, texts, or figures."""
    if isinstance(one, Node):
        one = one.value
    if isinstance(one, dict) and isinstance(other, dict):
        return any(laid_out_like(each, other[key]) for key, each in one.items() if key in other)
    return same_sort(one, other)


def same_sort(one: Any, other: Any) -> bool:
    """Whether two values are both mappings, lists, texts, or figures."""
    return _sort(one) is _sort(other)


def _sort(value: Any) -> type:
    return type(value) if isinstance(value, dict | list | str) else float
