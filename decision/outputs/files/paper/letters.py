"""Which letters this machine can draw in a picture, and what stands where it lacks those of a name.

A letter that no font has is drawn as an empty box, the same for all. So what looks like the box of a character that no
font can have is one that this machine lacks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from xml.sax.saxutils import escape

from decision.outputs.files.paper.blocks import shown

LETTERS = "Liberation Sans"  # comes with what draws, so that a chart looks the same everywhere
_NOWHERE = "\u0378"  # stands for no character in Unicode
_LACKING = "?"
_CUT = "…"  # ends a name that was cut short
_MOST = 20_000  # characters that are remembered


def can_draw(text: str) -> bool:
    """Whether this machine has every letter of `text`."""
    return text.isascii() or all(map(_is_drawn, text))


@lru_cache(maxsize=_MOST)
def _is_drawn(character: str) -> bool:
    return character.isascii() or _drawn(character) != _drawn(_NOWHERE)


@lru_cache(maxsize=_MOST)
def _drawn(character: str) -> bytes:
    import vl_convert

    return bytes(
        vl_convert.svg_to_png(
            '<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32">'
            f'<text x="4" y="24" font-family="{LETTERS}" font-size="20">{escape(character)}</text></svg>'
        )
    )


def standing_in(stand_ins: Mapping[str, str]) -> dict[str, str]:
    """Those of `stand_ins`, by the name that they stand for as it is shown, that are needed here."""
    return {seen: stand_in for name, stand_in in stand_ins.items() if not can_draw(seen := shown(name))}


def drawable(text: str, needed: Mapping[str, str]) -> str:
    """`text`, as it is shown, with no empty box: names that cannot be drawn, also cut short, as `needed` has them."""
    if can_draw(text):
        return text
    for name in sorted(needed, key=len, reverse=True):
        text = text.replace(name, needed[name])
    if _CUT in text:
        for name in needed:
            text = _without_beginning(text, name, needed[name])
    return "".join(character if _is_drawn(character) else _LACKING for character in text)


def _without_beginning(text: str, name: str, stand_in: str) -> str:
    """`text` with the longest beginning of `name` that was cut in it replaced."""
    cut = next((cut for cut in _beginnings(name) if cut in text), None)
    return text if cut is None else text.replace(cut, stand_in)


def _beginnings(name: str) -> Iterable[str]:
    """Beginnings of `name` that cannot be drawn, the longest first, each with the mark that it was cut."""
    for length in range(len(name) - 1, 0, -1):
        beginning = name[:length].rstrip()
        if beginning and not can_draw(beginning):
            yield beginning + _CUT
