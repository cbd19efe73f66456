"""Everybody's answers as dots on one line for each thing that was asked; constant specifications, see `common`.

Dots stand alone until the middle is asked for: what each person said is seen before what it comes to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from decision.outputs.charts.common import AXIS, Row, frame, only

_BINS = 60  # places along a line in which dots that would hide each other are stacked
_HEIGHT = 58  # pixels of a line
_BAND = 48  # pixels of it that dots take
_DOT = 12

_LINES: dict[str, Any] = {
    "field": "name",
    "type": "nominal",
    "sort": {"field": "place"},
    "title": None,
    "axis": {**AXIS, "labelFontSize": 16, "labelOpacity": 1, "labelLimit": 320, "labelPadding": 14},
    "scale": {"paddingInner": 0.08, "paddingOuter": 0.04},
}
_WHERE: dict[str, Any] = {
    "field": "at",
    "type": "quantitative",
    "title": None,
    "scale": {"domain": [0, 1], "nice": False, "clamp": True},
    "axis": None,
}
_TOLD = [
    {"field": "name", "type": "nominal", "title": "On"},
    {"field": "said", "type": "nominal", "title": "Answer"},
]


def _specification(*, with_middle: bool) -> dict[str, Any]:
    middle: list[dict[str, Any]] = [
        {
            "transform": only("middle"),
            "mark": {"type": "bar", "height": {"band": 0.9}, "color": "#88CCEE", "opacity": 0.4, "tooltip": None},
            "encoding": {"y": _LINES, "x": _WHERE, "x2": {"field": "to"}},
        },
        {
            "transform": only("median"),
            "mark": {"type": "tick", "thickness": 4, "height": {"band": 0.9}, "color": "currentColor"},
            "encoding": {"y": _LINES, "x": _WHERE, "tooltip": _TOLD},
        },
        {
            "transform": only("file"),
            "mark": {"type": "point", "shape": "diamond", "size": 150, "filled": False, "color": "currentColor",
                     "strokeWidth": 2},
            "encoding": {"y": _LINES, "x": _WHERE, "tooltip": _TOLD},
        },
    ]  # fmt: skip
    return {
        **frame(bottom=4, right=12),
        "height": {"step": _HEIGHT},
        "layer": [
            {
                "transform": only("line"),
                "mark": {"type": "rule", "color": "currentColor", "opacity": 0.25, "tooltip": None},
                "encoding": {"y": _LINES, "x": _WHERE, "x2": {"field": "to"}},
            },
            *(middle if with_middle else []),
            {
                "transform": only("dot"),
                "mark": {
                    "type": "circle",
                    "size": 110,
                    "color": "#AA4499",
                    "opacity": 0.9,
                    "yOffset": {"expr": "datum.rise"},
                },
                "encoding": {"y": _LINES, "x": _WHERE, "tooltip": _TOLD},
            },
        ],
    }


DOTS = _specification(with_middle=False)
DOTS_AND_MIDDLE = _specification(with_middle=True)


@dataclass(frozen=True)
class DotLine:
    """One line: what it is about, its ends, and where the answers lie between them, with the words of each.

    `worst` and `best` are its left and right end; figures beyond them are drawn at the end.
    """

    name: str
    worst: float
    best: float
    figures: Sequence[float]
    words: Sequence[str]
    median: tuple[float, str] | None = None
    middle: tuple[float, float] | None = None
    file: tuple[float, str] | None = None


def dots_data(lines: Sequence[DotLine]) -> list[Row]:
    """The rows of `DOTS` and `DOTS_AND_MIDDLE`."""
    rows: list[Row] = []
    for place, line in enumerate(lines):
        rows.append(_row(line, place, "line", 0.0, 1.0))
        if line.middle is not None:
            low, high = sorted(_at(line, x) for x in line.middle)
            rows.append(_row(line, place, "middle", low, high))
        for kind, mark in (("median", line.median), ("file", line.file)):
            if mark is not None:
                rows.append(_row(line, place, kind, _at(line, mark[0]), 0.0, mark[1]))
        rows += [
            _row(line, place, "dot", at, 0.0, words, rise)
            for at, words, rise in _stacked(line, [_at(line, x) for x in line.figures])
        ]
    return rows


def _row(
    line: DotLine, place: int, kind: str, at: float, to: float, said: str = "", rise: float = 0.0
) -> Row:  # all rows have the same fields
    return {"kind": kind, "name": line.name, "place": place, "at": at, "to": to, "said": said, "rise": rise}


def _at(line: DotLine, x: float) -> float:
    """How far from the left end to the right one a figure lies."""
    return min(1.0, max(0.0, (x - line.worst) / (line.best - line.worst)))


def _stacked(line: DotLine, at: Sequence[float]) -> list[tuple[float, str, float]]:
    """Where each dot stands, and how far above or below its line, so that none hides another."""
    columns: dict[int, list[int]] = {}
    for dot, x in enumerate(at):
        columns.setdefault(round(x * _BINS), []).append(dot)
    placed = []
    for dots in columns.values():
        apart = min(_DOT, (_BAND - _DOT) / max(1, len(dots) - 1))
        for n, dot in enumerate(dots):
            placed.append((at[dot], line.words[dot], apart * (n - (len(dots) - 1) / 2)))
    return placed
