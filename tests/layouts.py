"""Plain documents written as YAML in every manner at once: styles, quotes, comments, indentation, line ends, by chance.

`written` gives text that reads back as the document. Every comment has a number of its own, so that a test can tell
whether one was lost or moved. With `anchors`, values that come again are aliases of the first.
"""

from __future__ import annotations

import random
from typing import Any

from decision.files.editing.scalars import block_text, key_text, scalar_text


def written(document: dict[str, Any], chance: random.Random, *, anchors: bool = False) -> bytes:
    """`document` as the bytes of a file."""
    return _Layout(chance, anchors=anchors).file(document)


class _Layout:
    def __init__(self, chance: random.Random, *, anchors: bool) -> None:
        self.chance = chance
        self.anchors: dict[str, str] | None = {} if anchors else None
        self.step = chance.choice((1, 2, 2, 2, 4))
        self.compact = chance.random() < 0.5
        self.comments = chance.choice((0.0, 0.2, 0.5))
        self.blanks = chance.choice((0.0, 0.1, 0.4))
        self.flow = chance.choice((0.1, 0.5, 0.9))
        self.numbers = 0

    def file(self, document: dict[str, Any]) -> bytes:
        lines: list[str] = []
        if self.chance.random() < 0.2:
            lines.append("%YAML 1.2\n---" if self.chance.random() < 0.2 else "---")
        self.mapping(document, 0, lines)
        if self.chance.random() < 0.2:
            lines += ["# the end", *[""] * self.chance.randint(0, 2)]
        if self.chance.random() < 0.1:
            lines.append("...")
        line_break = self.chance.choice(("\n", "\n", "\r\n"))
        text = "\n".join(lines).replace("\n", line_break)
        text += line_break if self.chance.random() < 0.8 else ""
        return (b"\xef\xbb\xbf" if self.chance.random() < 0.2 else b"") + text.encode()

    def named(self, value: Any) -> tuple[str, str]:
        """The anchor to put before a value, or the alias to put in its place; mostly neither."""
        if self.anchors is None:
            return "", ""
        said = repr(value)
        if said in self.anchors:
            return "", "*" + self.anchors[said]
        if self.chance.random() < 0.4:
            self.anchors[said] = f"a{len(self.anchors)}"
            return f"&{self.anchors[said]} ", ""
        return "", ""

    def comment(self) -> str:
        self.numbers += 1
        return f"#{self.chance.choice((' ', '', chr(9)))}{self.numbers}, 'a': [b] {{c: - {self.chance.choice(('x', 'é🙂'))}"

    def behind(self) -> str:
        return self.chance.choice((" ", "   ", "\t")) + self.comment() if self.chance.random() < self.comments else ""

    def above(self, column: int, lines: list[str]) -> None:
        while self.chance.random() < self.blanks:
            lines.append("")
        while self.chance.random() < self.comments:
            lines.append(" " * (column if self.chance.random() < 0.9 else 0) + self.comment())

    # --- block style ------------------------------------------------------------------------------------------

    def mapping(self, value: dict[str, Any], column: int, lines: list[str]) -> None:
        aligned = max(map(len, value)) + 2 if self.chance.random() < 0.2 else 0
        for key, each in value.items():
            self.above(column, lines)
            begin = " " * column + self.key(key, flow=False) + ":"
            self.value(begin.ljust(column + aligned - 1) if not _is_block(each) else begin, each, column, lines)

    def sequence(self, value: list[Any], column: int, lines: list[str]) -> None:
        for each in value:
            self.above(column, lines)
            begin = " " * column + "-"
            if isinstance(each, dict | list) and each and not self.is_flow(each):
                inner: list[str] = []
                spaces = self.chance.choice((1, 1, 3))
                (self.mapping if isinstance(each, dict) else self.sequence)(each, column + 1 + spaces, inner)
                while not inner[0].strip() or inner[0].lstrip().startswith("#"):
                    inner.pop(0)
                lines += [begin + " " * spaces + inner[0].lstrip(), *inner[1:]]
            else:
                self.value(begin, each, column, lines, leaf=True)

    def value(self, begin: str, value: Any, column: int, lines: list[str], *, leaf: bool = False) -> None:
        anchor, alias = self.named(value)
        if alias:
            lines.append(f"{begin} {alias}{self.behind()}")
            return
        begin += " " + anchor.rstrip() if anchor else ""
        if isinstance(value, dict | list) and value and not leaf and not self.is_flow(value):
            lines.append(begin + self.behind())
            if isinstance(value, dict):
                self.mapping(value, column + self.step, lines)
            else:
                self.sequence(value, column if self.compact else column + self.step, lines)
            return
        if isinstance(value, str) and self.chance.random() < 0.5:
            made = block_text(value, self.chance.choice("|>"), self.chance.choice((20, 60)))
            if made is not None:
                indentation = self.chance.choice((1, 2, 4))
                lines.append(f"{begin} {made[0]}{self.behind()}")
                lines += [" " * (column + indentation) + line if line else "" for line in made[1]]
                return
        if isinstance(value, str) and " " in value and self.chance.random() < 0.3 and scalar_text(value) == value:
            words = value.split(" ")
            if all(words) and not any(word.startswith("#") or word.endswith(":") for word in words):
                cut = self.chance.randint(1, len(words) - 1)
                lines += [
                    f"{begin} {' '.join(words[:cut])}",
                    " " * (column + 2) + " ".join(words[cut:]) + self.behind(),
                ]
                return
        inner = self.in_line(value, column + self.step, spread=self.chance.random() < 0.3, named=True)
        if isinstance(value, dict | list) and not leaf and self.chance.random() < 0.1:
            lines += [begin + self.behind(), *(" " * (column + self.step) + inner[0] + self.behind()).split("\n")]
        else:
            lines += (f"{begin} {inner[0]}{self.behind()}").split("\n")

    # --- in brackets ------------------------------------------------------------------------------------------

    def is_flow(self, value: Any) -> bool:
        return self.chance.random() < self.flow

    def in_line(self, value: Any, column: int, *, spread: bool, named: bool = False) -> tuple[str]:
        """A value in brackets; with `spread`, over several lines with comments between."""
        anchor, alias = ("", "") if named else self.named(value)
        return (alias + " " if alias else anchor + self.bare(value, column, spread=spread)[0],)

    def bare(self, value: Any, column: int, *, spread: bool) -> tuple[str]:
        if not isinstance(value, dict | list):
            return (
                scalar_text(value, self.chance.choice(("", "", "'", '"')) if isinstance(value, str) else "", flow=True),
            )
        begin, end = "{}" if isinstance(value, dict) else "[]"
        if not value:
            return (begin + end,)
        parts = []
        for key, each in value.items() if isinstance(value, dict) else ((None, x) for x in value):
            text = self.in_line(each, column + 2, spread=spread and self.chance.random() < 0.3)[0]
            parts.append(text if key is None else f"{self.key(key, flow=True)}: {text}")
        trailing = "," if self.chance.random() < 0.3 else ""
        if not spread:
            space = self.chance.choice(("", "", " "))
            return (begin + space + self.chance.choice((", ", ",  ")).join(parts) + trailing + space + end,)
        lines = [begin + self.behind()]
        for place, part in enumerate(parts):
            self.above(column, lines)
            comma = "," if place < len(parts) - 1 else trailing
            if place and self.chance.random() < 0.3 and lines[-1].endswith(","):
                lines[-1] += " " + part + comma
            else:
                lines.append(" " * column + part + comma)
            lines[-1] += self.behind()
        if self.chance.random() < 0.5 or "#" in lines[-1]:
            lines.append(" " * column + end)
        else:
            lines[-1] += end
        return ("\n".join(lines),)

    def key(self, key: str, *, flow: bool) -> str:
        return key_text(key, self.chance.choice(("", "", "", "'", '"')), flow=flow)


def _is_block(value: Any) -> bool:
    return isinstance(value, dict | list) and bool(value)
