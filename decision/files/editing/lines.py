"""The text of a file as lines: where they begin and end, which are blank and which hold nothing but a comment."""

from __future__ import annotations

import re
from bisect import bisect_right

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # what ends a line for the reader of YAML


class Lines:
    """The lines of `text`, counted from 0; positions are those of characters in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0]
        self._ends: list[int] = []  # before the line break
        for found in _BREAK.finditer(text):
            self._ends.append(found.start())
            self._starts.append(found.end())
        self._ends.append(len(text))

    def __len__(self) -> int:
        return len(self._starts)

    def at(self, position: int) -> int:
        """The line in which `position` lies."""
        return bisect_right(self._starts, position) - 1

    def start(self, line: int) -> int:
        return self._starts[line]

    def end(self, line: int) -> int:
        """Where `line` ends, before its line break."""
        return self._ends[line]

    def after(self, line: int) -> int:
        """Where what follows `line` begins, behind its line break."""
        return self._starts[line + 1] if line + 1 < len(self) else len(self.text)

    def content(self, line: int) -> str:
        return self.text[self._starts[line] : self._ends[line]]

    def is_blank(self, line: int) -> bool:
        return not self.content(line).strip(" \t")

    def is_comment(self, line: int) -> bool:
        """Whether `line` holds a comment and nothing else."""
        return self.content(line).lstrip(" \t").startswith("#")

    def indentation(self, line: int) -> int:
        content = self.content(line)
        return len(content) - len(content.lstrip(" "))

    def begins(self, position: int) -> bool:
        """Whether nothing but spaces stands before `position` in its line."""
        return not self.text[self._starts[self.at(position)] : position].strip(" ")

    def column(self, position: int) -> int:
        return position - self._starts[self.at(position)]

    def line_break(self, position: int) -> str:
        """The line break to use beside `position`: that of its line, or of the one before where it has none."""
        for line in (self.at(position), self.at(position) - 1):
            if 0 <= line < len(self) - 1:
                return self.text[self._ends[line] : self._starts[line + 1]]
        return "\n"
