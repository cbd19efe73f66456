"""The chart of trade-offs: options on two axes, each with a cloud of eight futures in ten, and what is efficient."""

from __future__ import annotations

from typing import Any

import numpy as np

from decision.analysis.trade_offs import TradeAxis, TradeOff
from decision.model.scenario import Scenario
from decision.outputs.charts.common import AXIS, COLOUR, Row, frame, letter_layers, only, text_layer
from decision.outputs.charts.labels import brief
from decision.outputs.charts.option_marks import option_marks
from decision.outputs.words.figures import money
from decision.outputs.words.grammar import capital
from decision.outputs.words.scoring import short_names
from decision.outputs.words.trade_offs import at, axis_name, dominated, is_money, worth_most

HEIGHT = 380
MOST_NAMED = 6  # options with their names in the chart; of more these would lie on each other
_ABOVE_CLOUD, _ABOVE_LETTER = -11.0, -20.0  # pixels from the top of a cloud, or from a letter's middle, to a name
_NARROW = 420  # pixels
_EDGE = 0.12  # of the way across
_TICKS = {
    **AXIS,
    "grid": True,
    "gridColor": "currentColor",
    "gridOpacity": 0.08,
    "tickCount": 5,
    "labelExpr": "abs(datum.value) >= 10000 ? format(datum.value, '~s') : datum.label",
    "title": None,
}
_X: dict[str, Any] = {
    "field": "x", "type": "quantitative", "scale": {"nice": True, "zero": False, "padding": 16}, "axis": _TICKS,
}  # fmt: skip
_Y: dict[str, Any] = {**_X, "field": "y"}
_PLACE = {"x": _X, "y": _Y}

TRADE_OFF: dict[str, Any] = {
    **frame(top=30, bottom=30, right=24),
    "height": HEIGHT,
    "layer": [
        {
            "transform": only("cloud"),
            "mark": {
                "type": "line", "interpolate": "linear-closed", "strokeWidth": 1.5, "fillOpacity": 0.22,
                "strokeOpacity": 0.9, "tooltip": None,
            },
            "encoding": {
                **_PLACE, "order": {"field": "order", "type": "quantitative"},
                "detail": {"field": "option", "type": "nominal"}, "stroke": COLOUR, "fill": COLOUR,
            },
        },
        {
            "transform": only("frontier"),
            "mark": {"type": "line", "color": "currentColor", "strokeWidth": 2, "strokeDash": [6, 4], "tooltip": None},
            "encoding": {**_PLACE, "order": {"field": "order", "type": "quantitative"}},
        },
        *letter_layers("option", _PLACE, 0),
        text_layer(
            "name", "text", _PLACE, fontSize=16, fontWeight=650, dy={"expr": "datum.lift"},
            align={"expr": "datum.room < 0 ? 'left' : datum.room > 0 ? 'right' : 'center'"},
        ),
        text_layer(
            "step", "text", _PLACE, fontSize=14, dy=22, align="center",
            opacity={"expr": f"width < {_NARROW} ? 0 : 1"},  # it would lie on letters, and is said in a sentence
        ),
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
    "kind": "", "x": 0.0, "y": 0.0, "order": 0.0, "option": "", "letter": "", "colour": "", "ink": "", "text": "",
    "room": 0.0, "lift": 0.0,
}  # fmt: skip


def trade_off_data(scenario: Scenario, found: TradeOff) -> list[Row]:
    """The data of `TRADE_OFF`: clouds, the frontier with what its steps cost, options, and what the axes are."""
    names, marks = short_names(scenario.options), option_marks(scenario)
    rows: list[Row] = []
    for each in found.points:
        mark = marks[each.option]
        own = {"option": names[each.option], "letter": mark.letter, "colour": mark.colour, "ink": mark.ink}
        corners = ((float(x), float(y)) for x, y in each.cloud)
        rows += [
            _BLANK | own | {"kind": "cloud", "x": x, "y": y, "order": float(place)}
            for place, (x, y) in enumerate(corners)
        ]
    sign = -1.0 if found.up.less_is_better else 1.0
    efficient = sorted((each for each in found.points if each.efficient), key=lambda each: sign * each.y)
    rows += [
        _BLANK | {"kind": "frontier", "x": each.x, "y": each.y, "order": float(place)}
        for place, each in enumerate(efficient)
    ]
    for step in found.steps if is_money(scenario, found.across) else ():
        ends = found.point(step.from_), found.point(step.to)
        unit = "a point" if not found.up.is_rating else "each"
        middle = {axis: sum(getattr(end, axis) for end in ends) / 2 for axis in ("x", "y")}
        text = f"{money(step.each, scenario.currency)} {unit}"
        rows.append(_BLANK | middle | {"kind": "step", "text": text})
    every = [float(x) for each in found.points for x in each.cloud[:, 0]]
    left, right = min(every), max(every)
    for each in found.points:
        mark = marks[each.option]
        own = {"option": names[each.option], "letter": mark.letter, "colour": mark.colour, "ink": mark.ink}
        rows.append(_BLANK | own | {"kind": "option", "x": each.x, "y": each.y})
        if len(found.points) > MOST_NAMED:
            continue
        x, y = (float(at) for at in each.cloud[int(each.cloud[:, 1].argmax())])
        share = (x - left) / (right - left) if right > left else 0.5
        room = -1.0 if share < _EDGE else 1.0 if share > 1 - _EDGE else 0.0  # so that no name is cut off
        lift = _ABOVE_LETTER if np.ptp(each.cloud[:, 1]) == 0 else _ABOVE_CLOUD
        rows.append(
            _BLANK | {"kind": "name", "x": x, "y": y, "text": brief(names[each.option]), "room": room, "lift": lift}
        )
    rows.append(_BLANK | {"kind": "x_title", "text": f"{_title(scenario, found.across)} →"})
    rows.append(_BLANK | {"kind": "y_title", "text": f"↑ {_title(scenario, found.up)}"})
    return rows


def trade_off_in_words(scenario: Scenario, found: TradeOff) -> str:
    """What the chart shows, for those who cannot see it."""
    names = short_names(scenario.options)
    across, up = (axis_name(scenario, axis) for axis in (found.across, found.up))
    lines = [
        f"{names[each.option]} {at(scenario, found.across, each.x)} and {at(scenario, found.up, each.y)}"
        for each in found.points
    ]
    said = " ".join([worth_most(scenario, found), *dominated(scenario, found)])
    return f"{capital(across)} (across) and {up} (up): {'; '.join(lines)}. {said}"


def _title(scenario: Scenario, axis: TradeAxis) -> str:
    unit = axis.unit if axis.unit != "points" or not axis.is_rating else ""
    better = ", less is better" if axis.less_is_better else ""
    return f"{capital(axis_name(scenario, axis))}{f', {unit}' if unit else ''}{better}"
