r"""Whatever a file says, made fit to be quoted: seen and not obeyed, on one line, and no longer than wanted.

A text of a file can hold what a terminal or a browser acts on: escapes, line breaks, marks that turn the direction of
writing, characters of no width. They are shown here as YAML writes them in quotes, ``\x1b`` or ``\u202e``; everything
else stands as it was written.
"""

from __future__ import annotations

import unicodedata

SHORT = 60  # characters of a quotation

# of control (Cc), format (Cf), surrogate (Cs), private (Co) and unassigned (Cn) characters and of line and paragraph
# separators (Zl, Zp) nobody knows what they do where they are shown
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"  # Persian, Hindi and many signs need them within words
_BY_NAME = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0"}


def visible(text: str, most: int | None = SHORT) -> str:
    """`text` with what cannot be seen shown by its number, cut to `most` characters and ``…``; None cuts nothing."""
    if text.isascii() and text.isprintable():
        return text if most is None or len(text) <= most else text[:most] + "…"
    shown, length = [], 0
    for character in text:
        piece = _shown(character)
        length += len(piece)
        if most is not None and length > most:
            shown.append("…")
            break
        shown.append(piece)
    return "".join(shown)


def _shown(character: str) -> str:
    if unicodedata.category(character) not in _UNSEEN or character in _JOINERS:
        return character
    if character in _BY_NAME:
        return _BY_NAME[character]
    number = ord(character)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
