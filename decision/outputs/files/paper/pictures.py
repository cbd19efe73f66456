"""Charts as pictures: drawn on this machine, with no browser and no network.

The letters are those that come with what draws, and for scripts that they lack those of the machine.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from decision.outputs.files.paper.blocks import Picture, shown
from decision.outputs.files.paper.letters import LETTERS, drawable, standing_in

WIDTH = 640  # pixels at which charts are drawn for a page
_OF_PAGES = f"'{LETTERS}', Arial, Helvetica, sans-serif"  # as wide as those that charts are measured by
_SHARPER = 2.5  # pixels of a picture for each of these: sharp in print


def as_svg(picture: Picture) -> str:
    """The chart as SVG, with its texts as texts."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(_whole(picture, _OF_PAGES), allowed_base_urls=[]))


def as_png(picture: Picture) -> bytes:
    """The chart as a bitmap."""
    import vl_convert

    needed = standing_in(picture.stand_ins)
    rows = [
        {name: drawable(shown(x), needed) if isinstance(x, str) else x for name, x in row.items()}
        for row in picture.data
    ]
    here = _whole(replace(picture, data=rows), LETTERS)
    return bytes(vl_convert.vegalite_to_png(here, scale=_SHARPER, allowed_base_urls=[]))


def said_of_letters(picture: Picture) -> str:
    """Which names stand otherwise in the bitmap, for this machine lacks their letters; empty where none does."""
    needed = standing_in(picture.stand_ins)
    shown_there = [f"{stand_in} is {name}" for name, stand_in in needed.items() if _is_in(picture, name)]
    if not shown_there:
        return ""
    return f"What drew this chart has not all letters of these names: {'; '.join(shown_there)}."


def _is_in(picture: Picture, name: str) -> bool:
    return any(
        isinstance(x, str) and drawable(shown(x), {}) != drawable(shown(x), {name: ""})
        for row in picture.data
        for x in row.values()
    )


def _whole(picture: Picture, letters: str) -> dict[str, Any]:
    """The specification with its data, for a page that is as wide as this."""
    specification = dict(picture.specification)
    config = {**specification.get("config", {}), "font": letters}
    return {
        **specification,
        "width": WIDTH,
        "background": "white",
        "config": config,
        "data": {"values": [{name: _fit(x) for name, x in row.items()} for row in picture.data]},
    }


def _fit(x: Any) -> Any:
    """A value of the data, without characters that are none in XML: those would end the whole process."""
    return shown(x) if isinstance(x, str) else x
