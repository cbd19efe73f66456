"""The map of who is cheapest, as the scale and the horizon move."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from decision.analysis.cash.cheapest import CheapestMap
from decision.model.driver import Driver
from decision.model.scenario import Scenario
from decision.outputs.charts.colours import BLACK
from decision.outputs.charts.common import AXIS, COLOUR, INK, Row, frame, only, text_layer
from decision.outputs.charts.labels import brief
from decision.outputs.charts.option_marks import option_marks
from decision.outputs.words.figures import percent
from decision.outputs.words.scoring import short_names

HEIGHT = 300
_TICKS = {
    **AXIS,
    "tickCount": 6,
    "labelExpr": "abs(datum.value) >= 10000 ? format(datum.value, '~s') : datum.label",
    "title": None,
}
_X: dict[str, Any] = {
    "field": "x", "type": "quantitative", "scale": {"nice": False, "zero": False}, "axis": _TICKS,
}  # fmt: skip
_Y: dict[str, Any] = {**_X, "field": "y", "axis": {**_TICKS, "format": "d"}}
_PLACE = {"x": _X, "y": _Y}

CHEAPEST_MAP: dict[str, Any] = {
    **frame(top=30, bottom=30, right=16),
    "height": HEIGHT,
    "layer": [
        {
            "name": "cells",
            "transform": only("cells"),
            "mark": {"type": "rect", "strokeWidth": 1, "opacity": 1},
            "encoding": {
                **_PLACE, "x2": {"field": "x2"}, "y2": {"field": "y2"}, "color": COLOUR, "stroke": COLOUR,
                "tooltip": [{"field": "option", "type": "nominal", "title": "Cheapest here"}],
            },
        },
        text_layer("region", "text", {**_PLACE, "color": INK}, fontSize=20, fontWeight=650),
        {
            "transform": only("now"),
            "mark": {
                "type": "point", "shape": "circle", "filled": True, "size": 220, "fill": "#FFFFFF", "opacity": 1,
                "stroke": BLACK, "strokeWidth": 4, "tooltip": None,
            },
            "encoding": _PLACE,
        },
        text_layer(
            "x_title", "text", {"x": {"value": {"expr": "width"}}, "y": {"value": HEIGHT + 40}}, align="right",
            fontSize=15, fontWeight=600, limit={"expr": "width"},
        ),
        text_layer(
            "y_title", "text", {"x": {"value": 0}, "y": {"value": -16}}, align="left", fontSize=15, fontWeight=600,
            limit={"expr": "width"},
        ),
    ],
}  # fmt: skip
_BLANK: Row = {
    "kind": "", "x": 0.0, "y": 0.0, "x2": 0.0, "y2": 0.0, "option": "", "colour": "", "ink": "", "text": "",
}  # fmt: skip


def cheapest_data(scenario: Scenario, driver: Driver, found: CheapestMap) -> list[Row]:
    """The data of `CHEAPEST_MAP`: neighbours of one option as one row, a name for each, and where we expect to be."""
    names, marks = short_names(scenario.options), option_marks(scenario)
    edges = np.concatenate([found.at[:1], (found.at[1:] + found.at[:-1]) / 2, found.at[-1:]]).tolist()
    rows, widest = list[Row](), dict[int, tuple[float, float, float]]()
    for h, leaders in zip(found.years, found.cheapest, strict=True):
        turns = [0, *(np.flatnonzero(np.diff(leaders)) + 1).tolist(), len(leaders)]
        for start, end in itertools.pairwise(turns):
            m = int(leaders[start])
            id = found.options[m]
            own = {"option": names[id], "colour": marks[id].colour, "ink": marks[id].ink}
            rows.append(
                _BLANK | own | {"kind": "cells", "x": edges[start], "x2": edges[end], "y": h - 0.5, "y2": h + 0.5}
            )
            width = edges[end] - edges[start]
            if width > widest.get(m, (0.0, 0.0, 0.0))[0]:
                widest[m] = (width, (edges[start] + edges[end]) / 2, float(h))
    for m, (_, x, y) in widest.items():
        id = found.options[m]
        text = f"{marks[id].letter}  {brief(names[id])}"
        rows.append(_BLANK | {"kind": "region", "x": x, "y": y, "text": text, "ink": marks[id].ink})
    rows.append(_BLANK | {"kind": "now", "x": found.now, "y": float(found.horizon)})
    unit = f", {driver.unit}" if driver.unit else ""
    rows.append(_BLANK | {"kind": "x_title", "text": f"{driver.name} in year 1{unit} →"})
    rows.append(_BLANK | {"kind": "y_title", "text": "↑ Over how many years"})
    return rows


def cheapest_in_words(scenario: Scenario, driver: Driver, found: CheapestMap) -> str:
    """What the map shows, for those who cannot see it."""
    names, cheapest = short_names(scenario.options), found.cheapest
    shares = {names[found.options[m]]: float((cheapest == m).mean()) for m in np.unique(cheapest).tolist()}
    lines = [f"{name} on {percent(share)} of it" for name, share in sorted(shares.items(), key=lambda each: -each[1])]
    return f"Who is cheapest as {driver.name} (across) and the years (up) move: {', '.join(lines)}."
