"""The two-way map: who leads where, as two inputs move."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from decision.analysis.sensitivity.two_way import NOWHERE, Axis, TwoWayMap
from decision.model.scenario import Scenario
from decision.outputs.charts.colours import BLACK
from decision.outputs.charts.common import AXIS, COLOUR, EDGE, INK, Row, frame, only, text_layer
from decision.outputs.charts.labels import brief
from decision.outputs.charts.option_marks import OptionMark, option_marks
from decision.outputs.words.figures import percent, unit_of
from decision.outputs.words.scoring import criterion_name, names_of

Array = NDArray[np.float64]

MAP_HEIGHT, MAP_STEPS = 420, 201
_WORD = 0.14  # of the map: a short word on a phone
_DEEP = 0.02  # of the map: what is less deep has no room for a letter
_TICKS = {
    **AXIS,
    "tickCount": 5,
    "labelExpr": "abs(datum.value) >= 10000 ? format(datum.value, '~s') : datum.label",
    "labelFlush": False,
    "title": None,
}
_MAP_X: dict[str, Any] = {
    "field": "x", "type": "quantitative", "scale": {"nice": False, "zero": False}, "axis": _TICKS,
}  # fmt: skip
_MAP_Y: dict[str, Any] = {**_MAP_X, "field": "y"}
_MAP_AT = {"x": _MAP_X, "y": _MAP_Y}
_MAP_INKED = {**_MAP_AT, "color": INK}

TWO_WAY: dict[str, Any] = {
    **frame(top=30, bottom=30, right=16),
    "height": MAP_HEIGHT,
    "layer": [
        {
            "transform": only("axis"),
            "mark": {"type": "rect", "fill": None, **EDGE, "strokeWidth": 3, "tooltip": None},
            "encoding": {**_MAP_AT, "x2": {"field": "x2"}, "y2": {"field": "y2"}},
        },
        {
            "name": "cells",
            "transform": only("cells"),
            # a stroke of its own colour, or hair lines would be seen between the rows
            "mark": {"type": "rect", "strokeWidth": 1, "opacity": 1},
            "encoding": {
                **_MAP_AT, "x2": {"field": "x2"}, "y2": {"field": "y2"}, "color": COLOUR, "stroke": COLOUR,
                "tooltip": [{"field": "option", "type": "nominal", "title": "Leads here"}],
            },
        },
        text_layer(
            "region", "letter", _MAP_INKED, fontSize=26, fontWeight=700,
            opacity={"expr": "datum.room * width < 10 + 11 * length(datum.text) ? 1 : 0"},
        ),
        text_layer(
            "region", "text", _MAP_INKED, fontSize=22, fontWeight=650,
            opacity={"expr": "datum.room * width < 10 + 11 * length(datum.text) ? 0 : 1"},
        ),
        text_layer("void", "text", _MAP_AT, align="right", baseline="top", dx=-8, dy=8, fontSize=14, opacity=0.75,
                   lineBreak="\n"),
        {
            "transform": only("now"),
            "mark": {
                "type": "point", "shape": "circle", "filled": True, "size": 220, "fill": "#FFFFFF", "opacity": 1,
                "stroke": BLACK, "strokeWidth": 4, "tooltip": None,
            },
            "encoding": _MAP_AT,
        },
        text_layer(
            "now", "text", _MAP_INKED, fontSize=17, fontWeight=700, dx={"expr": "13 * datum.room"},
            align={"expr": "datum.room < 0 ? 'right' : 'left'"},
        ),
        text_layer(
            "x_title", "text", {"x": {"value": {"expr": "width"}}, "y": {"value": MAP_HEIGHT + 40}}, align="right",
            fontSize=15, fontWeight=600, limit={"expr": "width"},
        ),
        text_layer(
            "y_title", "text", {"x": {"value": 0}, "y": {"value": -16}}, align="left", fontSize=15, fontWeight=600,
            limit={"expr": "width"},
        ),
    ],
}  # fmt: skip

_MAP_BLANK: Row = {
    "kind": "", "x": 0.0, "y": 0.0, "x2": 0.0, "y2": 0.0, "option": "", "letter": "", "colour": "", "ink": "",
    "text": "", "room": 0.0,
}  # fmt: skip


def map_data(scenario: Scenario, found: TwoWayMap) -> list[Row]:
    """The data of `TWO_WAY`: neighbouring cells of one leader as one row, a letter for each region, and the present."""
    names, marks = names_of(scenario), option_marks(scenario)
    x_edges, y_edges = _edges(found.x_at, found.x), _edges(found.y_at, found.y)
    rows = [_MAP_BLANK | {"kind": "axis", "x": x_edges[0], "x2": x_edges[-1], "y": y_edges[0], "y2": y_edges[-1]}]
    for j, leaders in enumerate(found.leader):
        turns = [0, *(np.flatnonzero(np.diff(leaders)) + 1).tolist(), len(leaders)]
        for start, end in itertools.pairwise(turns):
            if leaders[start] == NOWHERE:
                continue
            id = scenario.options[int(leaders[start])].id
            own = {"option": names[id], "letter": marks[id].letter, "colour": marks[id].colour, "ink": marks[id].ink}
            place = {"x": x_edges[start], "x2": x_edges[end], "y": y_edges[j], "y2": y_edges[j + 1]}
            rows.append(_MAP_BLANK | own | place | {"kind": "cells"})
    here = (_nearest(found.y_at, found.y_now), _nearest(found.x_at, found.x_now))
    for m in np.unique(found.leader[found.leader != NOWHERE]).tolist():
        id = scenario.options[m].id
        j, i, depth = _middle(found.leader == m, here)
        if depth < _DEEP * len(found.leader):
            continue
        row = found.leader[j] == m
        own = {"option": names[id], "letter": marks[id].letter, "colour": marks[id].colour, "ink": marks[id].ink}
        place = {"x": (x_edges[i] + x_edges[i + 1]) / 2, "y": (y_edges[j] + y_edges[j + 1]) / 2}
        rows.append(
            _MAP_BLANK
            | own
            | place
            | {"kind": "region", "text": f"{marks[id].letter}  {brief(names[id])}", "room": _run(row, i) / len(row)}
        )
    if (found.leader == NOWHERE).any():
        rows.append(_MAP_BLANK | {"kind": "void", "x": x_edges[-1], "y": y_edges[-1], "text": "together over 100 %"})
    rows.append(_now_row(found, here, marks, scenario))
    rows.append(_MAP_BLANK | {"kind": "x_title", "text": f"{_axis_title(scenario, found.x)} →"})
    rows.append(_MAP_BLANK | {"kind": "y_title", "text": f"↑ {_axis_title(scenario, found.y)}"})
    return rows


def _now_row(found: TwoWayMap, here: tuple[int, int], marks: Mapping[str, OptionMark], scenario: Scenario) -> Row:
    """The present, and in `room` on which side of it the word stands: where it has more of its own colour."""
    m = int(found.leader[here])
    same = found.leader[here[0]] == m
    left, right = _reach(same[here[1] :: -1]), _reach(same[here[1] :])
    return _MAP_BLANK | {
        "kind": "now",
        "text": "now",
        "ink": "currentColor" if m == NOWHERE else marks[scenario.options[m].id].ink,
        "x": _shown(found.x_now, found.x),
        "y": _shown(found.y_now, found.y),
        "room": -1.0 if right < min(left, _WORD * len(same)) else 1.0,
    }


def _shown(x: float, axis: Axis) -> float:
    return x if axis.option is not None else 100 * x


def _edges(at: Array, axis: Axis) -> list[float]:
    """Ends of the cells about each of `at`, those at the rim cut off there; weights in percent."""
    edges = np.concatenate([at[:1], (at[1:] + at[:-1]) / 2, at[-1:]])
    return [_shown(float(x), axis) for x in edges]


def _nearest(at: Array, x: float) -> int:
    return int(np.argmin(np.abs(at - x)))


def _middle(region: NDArray[np.bool_], here: tuple[int, int]) -> tuple[int, int, float]:
    """The cell farthest from the rim of a region, and not right on what stands at `here`; how far from both."""
    depth = np.zeros(region.shape)
    inner = np.pad(region, 1)
    while inner.any():
        depth += inner[1:-1, 1:-1]
        shrunk = inner.copy()
        shrunk[1:-1, 1:-1] &= inner[:-2, 1:-1] & inner[2:, 1:-1] & inner[1:-1, :-2] & inner[1:-1, 2:]
        inner = shrunk
    j, i = np.indices(region.shape)
    clear = np.hypot(1.5 * (j - here[0]), 0.7 * (i - here[1]))  # a word is wider than high
    best = np.where(region, np.minimum(depth, clear + 1), 0)
    found = np.unravel_index(int(np.argmax(best)), region.shape)
    return int(found[0]), int(found[1]), float(best[found])


def _run(row: NDArray[np.bool_], i: int) -> int:
    """How many neighbours in a row, `i` in their middle, are in the region."""
    return 2 * min(_reach(row[i::-1]), _reach(row[i:])) - 1


def _reach(row: NDArray[np.bool_]) -> int:
    """How many from the start are in the region."""
    return len(row) if row.all() else int(np.argmin(row))


def map_in_words(scenario: Scenario, found: TwoWayMap) -> str:
    """What the map shows, for those who cannot see it."""
    names = names_of(scenario)
    possible = found.leader[found.leader != NOWHERE]
    shares = {names[scenario.options[m].id]: float((possible == m).mean()) for m in np.unique(possible).tolist()}
    lines = [f"{name} on {percent(share)} of it" for name, share in sorted(shares.items(), key=lambda each: -each[1])]
    across, up = (("the " if each.option is None else "") + axis_name(scenario, each) for each in (found.x, found.y))
    return f"Who leads as {across} (across) and {up} (up) move: {', '.join(lines)}."


def axis_name(scenario: Scenario, axis: Axis) -> str:
    """An input of the two-way map: ``weight of Fit``, ``Extend's Fit``."""
    if axis.option is None:
        return f"weight of {criterion_name(scenario, axis.criterion)}"
    return f"{names_of(scenario)[axis.option]}'s {criterion_name(scenario, axis.criterion)}"


def _axis_title(scenario: Scenario, axis: Axis) -> str:
    above = axis.criterion.rpartition(".")[0]
    if axis.option is None:
        of = f"% of {criterion_name(scenario, above)}" if above else "%"
        return f"{axis_name(scenario, axis).capitalize()[:1]}{axis_name(scenario, axis)[1:]}, {of}"
    unit = unit_of(scenario.leaves[axis.criterion], scenario.currency)
    return f"{axis_name(scenario, axis)}{f', {unit}' if unit else ''}"
