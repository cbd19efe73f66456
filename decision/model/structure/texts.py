"""Names and texts as people type them, held against what a file can hold."""

from __future__ import annotations

import unicodedata

from decision.model.bounds import LONGEST_NAME, LONGEST_TEXT
from decision.model.errors import ImpossibleError

_SHOWN_AS_SPACE = "\n\t"


def sound_name(name: str, what: str) -> str:
    """`name` on one line, without space around it; raises ImpossibleError where it is no name of `what`."""
    name = " ".join(name.split())
    if not name:
        raise ImpossibleError(f"{what} has no name", "give it one")
    return _no_longer_than(LONGEST_NAME, _printable(name), f"the name of {what}")


def sound_text(text: str, what: str) -> str:
    """`text` without space around it, which may be empty; raises ImpossibleError where no file could hold it."""
    return _no_longer_than(LONGEST_TEXT, _printable(text.replace("\r\n", "\n").strip()), what)


def sound_line(text: str, what: str) -> str:
    """`text` on one line, which may be empty; raises as `sound_text`."""
    return _no_longer_than(LONGEST_NAME, _printable(" ".join(text.split())), what)


def copied(name: str) -> str:
    """What a copy of `name` is called at first."""
    copy = f"{name} (copy)"
    return copy if len(copy) <= LONGEST_NAME else name


def _printable(text: str) -> str:
    for c in text:
        if unicodedata.category(c) in ("Cc", "Cs") and c not in _SHOWN_AS_SPACE:
            raise ImpossibleError(f"the text holds a sign that cannot be shown (U+{ord(c):04X})", "type it anew")
    return text


def _no_longer_than(most: int, text: str, what: str) -> str:
    if len(text) > most:
        raise ImpossibleError(f"{what} has {len(text):,} characters", f"keep to {most:,} at most")
    return text
