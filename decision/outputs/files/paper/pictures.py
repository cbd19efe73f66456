"""Charts as pictures: drawn on this machine, with no browser and no network.

The letters are those that come with what draws, and for scripts that they lack those of the machine.
"""

from __future__ import annotations

from typing import Any

from decision.outputs.files.paper.blocks import Picture, shown

WIDTH = 640  # pixels at which charts are drawn for a page
_SHARPER = 2.5  # pixels of a picture for each of these: sharp in print
_LETTERS = "Liberation Sans"  # comes with what draws, so that a chart looks the same everywhere


def as_svg(picture: Picture) -> str:
    """The chart as SVG, with its texts as texts."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(_whole(picture, "sans-serif"), allowed_base_urls=[]))


def as_png(picture: Picture) -> bytes:
    """The chart as a bitmap."""
    import vl_convert

    return bytes(vl_convert.vegalite_to_png(_whole(picture, _LETTERS), scale=_SHARPER, allowed_base_urls=[]))


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
