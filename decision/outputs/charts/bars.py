"""Bars with labels: the parts that charts of them share, and the chart of single bars from zero.

Where a chart is wide its labels stand left of the bars, where it is narrow above them: widths are known only to the
browser, so both are in the specification.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from decision.outputs.charts.common import BAND, COLOUR, EDGE, Row, frame, only, text_layer

STEP = 46
WIDE = "width >= 600"
LABELS = "min(0.4 * width, max(330, 0.22 * width))"  # where the bars begin
MIDDLE: dict[str, Any] = {"y": {**BAND, "bandPosition": 0.5}}
BAR_OFFSET = {"expr": f"{WIDE} ? 0 : 10"}
BAR_HEIGHT = {"expr": f"{WIDE} ? 26 : 18"}
BAR_RANGE = [{"expr": f"{WIDE} ? {LABELS} : 0"}, {"expr": "width"}]

LABEL_LAYERS: list[dict[str, Any]] = [
    text_layer(
        "label", "label", {**MIDDLE, "x": {"value": 0}}, align="left", fontSize=16, fontWeight=600,
        dy={"expr": f"!({WIDE}) ? -12 : datum.detail ? -8 : 0"},
        limit={"expr": f"{WIDE} ? {LABELS} - 12 : datum.detail ? width - 120 : width"},
    ),
    text_layer(
        "label", "detail", {**MIDDLE, "x": {"value": {"expr": f"{WIDE} ? 0 : width"}}}, fontSize=14, opacity=0.8,
        align={"expr": f"{WIDE} ? 'left' : 'right'"}, dy={"expr": f"{WIDE} ? 11 : -12"},
        limit={"expr": f"{WIDE} ? {LABELS} - 12 : 118"},
    ),
]  # fmt: skip
BARS_BLANK: Row = {
    "kind": "", "place": 0, "label": "", "detail": "", "start": 0.0, "end": 0.0, "colour": "", "ink": "", "text": "",
    "option": "", "letter": "",
}  # fmt: skip


def bar_layers(x: dict[str, Any], tooltip: dict[str, str]) -> list[dict[str, Any]]:
    """What every chart of labelled bars begins with: how far the axis goes, the labels, and the bars.

    `x` is where bars start; `tooltip` gives a title to each field that is said of a bar.
    """
    said = [{"field": field, "type": "nominal", "title": title} for field, title in tooltip.items()]
    return [
        {
            "transform": only("axis"),
            "mark": {"type": "rule", "opacity": 0, "tooltip": None},
            "encoding": {"x": x, "x2": {"field": "end"}},
        },
        *LABEL_LAYERS,
        {
            "transform": only("bar"),
            "mark": {"type": "bar", "height": BAR_HEIGHT, "yOffset": BAR_OFFSET, **EDGE},
            "encoding": {"y": BAND, "x": x, "x2": {"field": "end"}, "color": COLOUR, "tooltip": said},
        },
    ]


_SIZE: dict[str, Any] = {
    "field": "start",
    "type": "quantitative",
    "axis": None,
    "scale": {"nice": False, "zero": True, "range": [BAR_RANGE[0], {"expr": "width - 100"}]},
}
LABELLED_BARS: dict[str, Any] = {
    **frame(),
    "height": {"step": STEP},
    "layer": [
        *bar_layers(_SIZE, {"label": "Input", "text": "Up to"}),
        text_layer(
            "bar", "text", {**MIDDLE, "x": {**_SIZE, "field": "end"}}, align="left", dx=8,
            dy=BAR_OFFSET, fontSize=16, fontWeight=600,
        ),
    ],
}  # fmt: skip


@dataclass(frozen=True)
class Bar:
    """One bar from zero: what it is called, its size, and that size in words."""

    label: str
    size: float
    text: str
    colour: str
    detail: str = ""


def bars_of(bars: Iterable[Bar]) -> list[Row]:
    """The data of `LABELLED_BARS`, in the order given; empty where there are none."""
    drawn = list(bars)
    rows = [BARS_BLANK | {"kind": "axis", "end": max(bar.size for bar in drawn)}] if drawn else []
    for place, bar in enumerate(drawn):
        own = BARS_BLANK | {"place": place, "label": bar.label, "detail": bar.detail, "end": bar.size}
        rows += [own | {"kind": "label"}, own | {"kind": "bar", "colour": bar.colour, "text": bar.text}]
    return rows
