"""The same chart for a page: how often each option is best, version by version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from decision.outputs.charts.colours import ink_on
from decision.outputs.charts.common import AXIS, COLOUR, EDGE, Row, frame, letter_layers, only, text_layer
from decision.outputs.charts.history import apart, marks_of, pieces
from decision.outputs.charts.labels import brief
from decision.outputs.tables.history import HistoryRow, history_in_a_sentence

_HEIGHT = 280  # pixels
_NAME_GAP = 24

_ROOM = "min(230, max(96, 0.2 * width))"  # for names at the right
_X: dict[str, Any] = {
    "field": "x",
    "type": "quantitative",
    "axis": None,
    "scale": {"zero": False, "nice": False, "range": [12, {"expr": f"width - {_ROOM}"}]},
}
_Y: dict[str, Any] = {
    "field": "y",
    "type": "quantitative",
    "title": "best in how many of 100 futures",
    "scale": {"domain": [0, 100]},
    "axis": {**AXIS, "grid": True, "gridColor": "currentColor", "gridOpacity": 0.15, "values": [0, 25, 50, 75, 100],
             "titleAngle": 0, "titleAlign": "left", "titleAnchor": "end", "titleY": -14, "titleX": -22},
}  # fmt: skip
_AT = {"x": _X, "y": _Y}
_AT_END = {"x": {"value": {"expr": f"width - {_ROOM}"}}, "y": {**_Y, "field": "shown_at"}}
_TOOLTIP = [{"field": field, "type": "nominal", "title": title} for field, title in (
    ("version", "Version"), ("option", "Option"), ("text", "Best in"))]  # fmt: skip

HISTORY_LINES: dict[str, Any] = {
    **frame(top=30, bottom=14),
    "height": _HEIGHT,
    "layer": [
        {
            "transform": only("dot"),
            "mark": {"type": "line", "strokeWidth": 3, "strokeJoin": "round", "tooltip": None},
            "encoding": {**_AT, "color": COLOUR, "detail": {"field": "piece", "type": "nominal"},
                         "order": {"field": "x", "type": "quantitative"}},
        },
        {
            "transform": only("dot"),
            "mark": {"type": "circle", "size": 90, "opacity": 1, **EDGE},
            "encoding": {**_AT, "color": COLOUR, "tooltip": _TOOLTIP},
        },
        {
            "transform": only("fault"),
            "mark": {"type": "text", "text": "×", "fontSize": 20, "color": "currentColor", "baseline": "middle"},
            "encoding": {"x": _X, "y": {"value": _HEIGHT}, "tooltip": [
                {"field": "version", "type": "nominal", "title": "Version"},
                {"field": "text", "type": "nominal", "title": "What is wrong"}]},
        },
        *letter_layers("name", _AT_END, dx=24),
        text_layer("name", "option", _AT_END, align="left", dx=40, fontSize=16, fontWeight=600,
                   limit={"expr": f"{_ROOM} - 40"}),
    ],
}  # fmt: skip

_BLANK: Row = {
    "kind": "", "x": 0.0, "y": 0.0, "shown_at": 0.0, "piece": "", "option": "", "letter": "", "colour": "", "ink": "",
    "version": "", "text": "",
}  # fmt: skip


def history_data(rows: Sequence[HistoryRow]) -> list[Row]:
    """The data of `HISTORY_LINES`: a dot for each option in each version, names at the end, and faults."""
    marks = marks_of([row.moment for row in rows if row.moment is not None])
    told: list[Row] = []
    ends: list[tuple[float, str]] = []
    named: dict[str, Row] = {}
    for id, mark in marks.items():
        same = {"option": brief(mark.name), "letter": mark.letter, "colour": mark.colour, "ink": ink_on(mark.colour)}
        found = list(pieces(rows, id))
        for number, piece in enumerate(found):
            told += [
                _BLANK | same | {
                    "kind": "dot", "x": float(n), "y": 100 * p, "piece": f"{id} {number}", "version": rows[n].called,
                    "text": f"{100 * p:.0f} of 100",
                }
                for n, p in piece
            ]  # fmt: skip
        if found:
            ends.append((_HEIGHT * (1 - found[-1][-1][1]), id))
            named[id] = _BLANK | same | {"kind": "name"}
    for y, id in apart(ends, _NAME_GAP, _HEIGHT):
        told.append(named[id] | {"shown_at": 100 * (1 - y / _HEIGHT)})
    for n, each in enumerate(rows):
        if each.moment is None:
            told.append(_BLANK | {"kind": "fault", "x": float(n), "version": each.called, "text": each.problem})
    return told


def history_in_words(rows: Sequence[HistoryRow]) -> str:
    """What the chart shows, for whoever does not see it: of each option its first and its last chance."""
    said = [history_in_a_sentence(rows)]
    for id, mark in marks_of([row.moment for row in rows if row.moment is not None]).items():
        points = [point for piece in pieces(rows, id) for point in piece]
        if points:
            (first, p), (last, q) = points[0], points[-1]
            then = f", and in {100 * q:.0f} in {rows[last].called}" if last != first else ""
            said.append(f"{mark.name} is best in {100 * p:.0f} of 100 futures in {rows[first].called}{then}.")
    return " ".join(said)
