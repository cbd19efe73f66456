"""The value function of one criterion: what a rating is worth, from worst at the left to best at the right."""

from __future__ import annotations

from typing import Any

import numpy as np

from decision.model.criterion import Criterion
from decision.model.structure.curves import inner_points
from decision.model.value_function import Midvalue
from decision.outputs.charts.common import AXIS, Row, frame, only, text_layer
from decision.outputs.words.figures import percent, rating

_STEPS = 60
_HEIGHT = 88

_X: dict[str, Any] = {"field": "z", "type": "quantitative", "scale": {"domain": [0, 1]}, "axis": None}
_Y: dict[str, Any] = {
    "field": "worth",
    "type": "quantitative",
    "title": None,
    "scale": {"domain": [0, 100]},
    "axis": {**AXIS, "values": [0, 50, 100], "grid": True, "gridColor": "currentColor", "gridOpacity": 0.15,
             "labelExpr": "datum.value + ' %'"},
}  # fmt: skip
_AT = {"x": _X, "y": _Y}

VALUE_CURVE: dict[str, Any] = {
    **frame(top=16, bottom=24, right=8),
    "height": _HEIGHT,
    "layer": [
        {
            "transform": only("line"),
            "mark": {"type": "line", "strokeWidth": 2.5, "color": "currentColor", "clip": True, "tooltip": None},
            "encoding": {**_AT, "order": {"field": "z", "type": "quantitative"}},
        },
        {
            "transform": only("point"),
            "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1, "color": "currentColor",
                     "tooltip": None},
            "encoding": _AT,
        },
        text_layer(
            "point", "text", _AT, fontSize=14, dy=-14,
            align={"expr": "datum.z < 0.2 ? 'left' : datum.z > 0.8 ? 'right' : 'center'"},
        ),
        text_layer("worst", "text", {"x": {"value": 0}, "y": {"value": _HEIGHT + 16}}, fontSize=14, align="left"),
        text_layer(
            "best", "text", {"x": {"value": {"expr": "width"}}, "y": {"value": _HEIGHT + 16}},
            fontSize=14, align="right",
        ),
    ],
}  # fmt: skip


def value_curve_rows(criterion: Criterion, currency: str) -> list[Row]:
    """The curve between worst and best, its points, and what the ends are called."""
    function = criterion.value_function
    assert function is not None  # asked only of what is rated
    scale, inner = function.scale, inner_points(function)
    if isinstance(function.curve, Midvalue):
        inner = ((function.curve.midvalue, 0.5),)
    shares = np.union1d(np.linspace(0, 1, _STEPS + 1), [float(scale.share(x)) for x, _ in inner])
    worth = 100 * np.clip(function(scale.worst + shares * (scale.best - scale.worst)), 0, 1)
    rows = [_row("line", z, v) for z, v in zip(shares.tolist(), worth.tolist(), strict=True)]
    for x, v in inner:
        rows.append(_row("point", float(scale.share(x)), 100 * v, f"{rating(x, criterion, currency)}: {percent(v)}"))
    worst, best = (rating(x, criterion, currency) for x in (scale.worst, scale.best))
    return [*rows, _row("worst", 0, 0, worst), _row("best", 1, 100, best)]


def value_curve_in_words(criterion: Criterion, currency: str) -> str:
    """What the chart shows, for whom it cannot be seen."""
    function = criterion.value_function
    assert function is not None  # asked only of what is rated
    scale = function.scale
    middle = (scale.worst + scale.best) / 2
    ends = (
        f"from 0 % at {rating(scale.worst, criterion, currency)} to 100 % at {rating(scale.best, criterion, currency)}"
    )
    halfway = f"{rating(middle, criterion, currency)} is worth {percent(float(function(middle)))}"
    return f"What a rating is worth, {ends}; half way, {halfway}."


def _row(kind: str, z: float, worth: float, text: str = "") -> Row:
    return {"kind": kind, "z": float(z), "worth": float(worth), "text": text}
