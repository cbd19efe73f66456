"""Texts of several lines, as files hold them that people open: every break of a line is the same, the rest is seen."""

from __future__ import annotations

import re

from decision.model.visible import visible

_BREAK = re.compile(r"\r\n?")
_LINE = re.compile(r"[^\n\t]+")


def seen_lines(text: str) -> str:
    """`text` with its lines and tabs as they are, and whatever else cannot be seen shown by its number."""
    return _LINE.sub(lambda found: visible(found[0], None), _BREAK.sub("\n", text))
