"""The multiplier of a reference class: how many of its cases came to so many times their estimate, or less."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from decision.model.distribution import BodyAndTail, Lognormal
from decision.model.reference_class import ReferenceClass
from decision.outputs.charts.common import AXIS, Row, frame, only, text_layer
from decision.outputs.words.reference_classes import half_and_eight_of_ten, times

_STEPS = 120
_HEIGHT = 128
_BEYOND_P90 = 1.3  # how far the chart goes on after it; what lies beyond is said in words
_ROOM = 0.72  # of the width: where the mark of the estimate leaves room for the right end's label

_X: dict[str, Any] = {"field": "z", "type": "quantitative", "scale": {"domain": [0, 1]}, "axis": None}
_Y: dict[str, Any] = {
    "field": "share",
    "type": "quantitative",
    "title": None,
    "scale": {"domain": [0, 100]},
    "axis": {**AXIS, "values": [0, 50, 80, 100], "labelOverlap": False, "grid": True,
             "gridColor": "currentColor", "gridOpacity": 0.15, "labelExpr": "datum.value + ' %'"},
}  # fmt: skip
_AT = {"x": _X, "y": _Y}
_BELOW = {"y": {"value": _HEIGHT + 14}}

MULTIPLIER_CURVE: dict[str, Any] = {
    **frame(top=8, bottom=24, right=8),
    "height": _HEIGHT,
    "layer": [
        {
            "transform": only("estimate"),
            "mark": {"type": "rule", "strokeDash": [4, 4], "opacity": 0.6, "color": "currentColor", "tooltip": None},
            "encoding": {"x": _X},
        },
        {
            "transform": only("line"),
            "mark": {"type": "line", "strokeWidth": 2.5, "color": "currentColor", "clip": True, "tooltip": None},
            "encoding": {**_AT, "order": {"field": "share", "type": "quantitative"}},
        },
        *(
            {
                "transform": only(kind),
                "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1, "color": "currentColor",
                         "tooltip": None},
                "encoding": _AT,
            }
            for kind in ("half", "eight")
        ),
        text_layer("half", "text", _AT, fontSize=14, dx=10, dy=12, align="left"),
        text_layer("eight", "text", _AT, fontSize=14, dx=10, dy=12, align="left"),
        text_layer("estimate", "text", {"x": _X, **_BELOW}, fontSize=14, align="center"),
        text_layer("end", "text", {"x": {"value": {"expr": "width"}}, **_BELOW}, fontSize=14, align="right"),
    ],
}  # fmt: skip


def multiplier_rows(reference_class: ReferenceClass) -> list[Row]:
    """The cumulative curve from 0 on, P50 and P80 with their multipliers, and where the estimate itself lies."""
    shares, multipliers, end = _curve(reference_class.law)
    rows = [_row("line", x / end, 100 * p) for p, x in zip(shares, multipliers, strict=True)]
    for kind, share, x in zip(("half", "eight"), (50, 80), half_and_eight_of_ten(reference_class), strict=True):
        rows.append(_row(kind, x / end, share, times(x)))
    rows.append(_row("estimate", 1 / end, 0, "× 1"))
    return [*rows, _row("end", 1, 0, times(end) if 1 / end < _ROOM else "")]


def multiplier_curve_in_words(reference_class: ReferenceClass) -> str:
    """What the chart shows, for whom it cannot be seen."""
    half, eight = half_and_eight_of_ten(reference_class)
    return (
        f"How many cases of {reference_class.name} came to so many times their estimate or less: "
        f"50 % to {times(half)}, 80 % to {times(eight)}."
    )


@lru_cache(maxsize=200)
def _curve(law: Lognormal | BodyAndTail) -> tuple[tuple[float, ...], tuple[float, ...], float]:
    """Shares of cases, their multipliers, and the multiplier at the right end of the chart."""
    end = max(_BEYOND_P90 * float(law.quantile(0.9)), 1.1)
    shares = np.union1d(np.linspace(0.001, 0.999, _STEPS + 1), [0.5, 0.8])  # the marked points lie on it
    multipliers = law.quantile(shares)
    return (0.0, *shares.tolist()), (0.0, *multipliers.tolist()), end


def _row(kind: str, z: float, share: float, text: str = "") -> Row:
    return {"kind": kind, "z": float(z), "share": float(share), "text": text}
