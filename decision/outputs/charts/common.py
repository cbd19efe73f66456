"""What charts share: the parts of a specification.

A chart is a Vega-Lite specification that is a constant: only its data change, so that a browser that has drawn it
once moves its marks instead of building it anew. Positions and words are worked out here and not in the chart.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Row = dict[str, Any]  # of a chart's data; all rows have the same fields, so that columns keep their types

FONT = (
    "'Source Sans', 'Source Sans Pro', 'Source Sans 3', sans-serif"  # named: texts are measured before they are drawn
)
EDGE: Mapping[str, Any] = {"stroke": "currentColor", "strokeWidth": 1, "strokeOpacity": 0.55}  # of pale marks and dark


AXIS: dict[str, Any] = {
    "grid": False,
    "domain": False,
    "ticks": False,
    "labelColor": "currentColor",
    "labelOpacity": 0.75,
    "labelFontSize": 14,
    "titleColor": "currentColor",
    "titleFontSize": 14,
    "titleFontWeight": "normal",
    "titleOpacity": 0.75,
    "labelFlush": True,
}
BAND: dict[str, Any] = {
    "field": "place",
    "type": "ordinal",
    "axis": None,
    "scale": {"paddingInner": 0, "paddingOuter": 0},
}
COLOUR: dict[str, Any] = {"field": "colour", "type": "nominal", "scale": None, "legend": None}
INK: dict[str, Any] = {"field": "ink", "type": "nominal", "scale": None, "legend": None}


def frame(top: float = 4, bottom: float = 0, right: float = 4) -> dict[str, Any]:
    """What every specification begins with."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "autosize": {"type": "fit-x", "contains": "padding"},
        "padding": {"left": 0, "right": right, "top": top, "bottom": bottom},
        "view": {"stroke": None},
        "config": {"font": FONT, "mark": {"aria": False}, "axis": {"aria": False}},  # else every mark is read out
    }


def only(kind: str, *also: str) -> list[dict[str, Any]]:
    """Draw only rows of one kind, of which also holds what else is said."""
    return [{"filter": " && ".join([f"datum.kind == '{kind}'", *also])}]


def text_layer(kind: str, field: str, encoding: Mapping[str, Any], **mark: Any) -> dict[str, Any]:
    """A layer of text; a page may set it off from what it lies on, by its name."""
    return {
        "name": f"text_{kind}_{field}",
        "transform": only(kind),
        "mark": {"type": "text", "baseline": "middle", "color": "currentColor", "tooltip": None, **mark},
        "encoding": {**encoding, "text": {"field": field}},
    }


def letter_layers(kind: str, encoding: Mapping[str, Any], dx: float, dy: Any = 0) -> list[dict[str, Any]]:
    """An option's letter on its colour."""
    return [
        {
            "transform": only(kind),
            "mark": {"type": "square", "size": 484, "opacity": 1, "xOffset": dx, "yOffset": dy, "tooltip": None},
            "encoding": {**encoding, "color": COLOUR},
        },
        {
            "transform": only(kind),
            "mark": {
                "type": "text", "baseline": "middle", "align": "center", "fontWeight": 700, "dx": dx, "dy": dy,
                "fontSize": {"expr": "length(datum.letter) > 2 ? 11 : 14"}, "tooltip": None,
            },
            "encoding": {**encoding, "text": {"field": "letter"}, "color": INK},
        },
    ]  # fmt: skip
