"""Charts of how sure the answer is: ranks, and how scores are spread. Constant specifications; see `common`."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from decision.analysis.simulation.result import OptionOutcome, SimulationResult
from decision.model.scenario import Scenario
from decision.outputs.charts.colours import EXCLUDED, ink_on
from decision.outputs.charts.common import AXIS, COLOUR, EDGE, INK, Row, frame, only
from decision.outputs.charts.option_marks import OptionMark, option_marks
from decision.outputs.words.figures import percent, points

_AXIS: dict[str, Any] = {
    **AXIS,
    "labelOpacity": 0.75,
    "labelFontSize": 13,
    "titleFontSize": 13,
    "titleOpacity": 0.75,
}
_FRAME: dict[str, Any] = frame()
_NAMES: dict[str, Any] = {
    "field": "option",
    "type": "nominal",
    "sort": {"field": "place"},
    "title": None,
    "axis": {**_AXIS, "labelFontSize": 15, "labelOpacity": 1, "labelLimit": 180},
}

RANK_BARS: dict[str, Any] = {
    **_FRAME,
    "height": {"step": 48},
    "layer": [
        {
            "mark": {"type": "bar", "height": 32, "x2Offset": -1, **EDGE},
            "encoding": {
                "y": _NAMES,
                "x": {
                    "field": "start",
                    "type": "quantitative",
                    "title": "share of futures, %",
                    "scale": {"domain": [0, 100]},
                    "axis": {**_AXIS, "tickCount": 5},
                },
                "x2": {"field": "end"},
                "color": COLOUR,
                "tooltip": [
                    {"field": "option", "type": "nominal", "title": "Option"},
                    {"field": "rank", "type": "nominal", "title": "Rank"},
                    {"field": "share", "type": "nominal", "title": "Share of futures"},
                ],
            },
        },
        {
            "mark": {
                "type": "text",
                "baseline": "middle",
                "fontSize": 14,
                "opacity": {"expr": "abs(scale('x', datum.end) - scale('x', datum.start)) < 48 ? 0 : 1"},
                "tooltip": None,
            },
            "encoding": {
                "y": _NAMES,
                "x": {"field": "middle", "type": "quantitative"},
                "text": {"field": "label"},
                "color": INK,
            },
        },
    ],
}

SCORE_SPREAD: dict[str, Any] = {
    **_FRAME,
    "height": {"step": 60},
    "layer": [
        {
            # a rim, for the shape itself may be as pale as the page
            "transform": [*only("share"), {"calculate": "datum.height + 2", "as": "rim"}],
            "mark": {"type": "bar", "color": "currentColor", "opacity": EDGE["strokeOpacity"], "tooltip": None},
            "encoding": {
                "y": _NAMES,
                "x": {"field": "start", "type": "quantitative"},
                "x2": {"field": "end"},
                "size": {"field": "rim", "type": "quantitative", "scale": None, "legend": None},
            },
        },
        {
            "transform": only("share"),
            "mark": {"type": "bar", "opacity": 1},
            "encoding": {
                "y": _NAMES,
                "x": {
                    "field": "start",
                    "type": "quantitative",
                    "title": "score, points of 100",
                    "scale": {"zero": False, "nice": True, "padding": 8},
                    "axis": {**_AXIS, "tickCount": 6},
                },
                "x2": {"field": "end"},
                "size": {"field": "height", "type": "quantitative", "scale": None, "legend": None},
                "color": COLOUR,
                "tooltip": [
                    {"field": "option", "type": "nominal", "title": "Option"},
                    {"field": "score", "type": "nominal", "title": "Score"},
                    {"field": "share", "type": "nominal", "title": "Share of futures"},
                ],
            },
        },
        {
            # a score without spread has no shape: a stroke in its colour, as tall as the thickest shape
            "transform": only("certain"),
            "mark": {"type": "tick", "orient": "vertical", "size": 50, "thickness": 8, "opacity": 1, **EDGE},
            "encoding": {
                "y": _NAMES,
                "x": {"field": "start", "type": "quantitative"},
                "color": COLOUR,
                "tooltip": [
                    {"field": "option", "type": "nominal", "title": "Option"},
                    {"field": "score", "type": "nominal", "title": "Score, in every future"},
                ],
            },
        },
        {
            "transform": only("range"),
            "mark": {"type": "rule", "strokeWidth": 2, "color": "currentColor"},
            "encoding": {"y": _NAMES, "x": {"field": "start", "type": "quantitative"}, "x2": {"field": "end"}},
        },
        {
            "transform": only("middle"),
            "mark": {"type": "tick", "orient": "vertical", "size": 16, "thickness": 3, "color": "currentColor"},
            "encoding": {"y": _NAMES, "x": {"field": "start", "type": "quantitative"}},
        },
    ],
}

_CERTAIN = 1e-9  # points of spread up to which a score is one figure
_TALLEST = 50  # pixels of the thickest place
_FAINT = 0.8


def rank_bars(scenario: Scenario, result: SimulationResult) -> list[Row]:
    """The data of `RANK_BARS`: a row for each option and rank, options by P(best)."""
    marks = option_marks(scenario)
    rows: list[Row] = []
    for place, option in enumerate(by_chance(result)):
        shares = option.rank_acceptability
        if shares is None:
            continue
        end = 0.0
        for rank, share in enumerate(shares, start=1):
            start, end = end, end + 100 * share
            colour = _faded(marks[option.id].colour, _FAINT * (rank - 1) / max(1, len(shares) - 1))
            rows.append(
                {
                    "place": place,
                    "option": option.name,
                    "rank": str(rank),
                    "share": percent(share),
                    "label": f"{_ordinal(rank)}: {percent(share)}",
                    "start": start,
                    "middle": (start + end) / 2,
                    "end": end,
                    "colour": colour,
                    "ink": ink_on(colour),
                }
            )
    return rows


def score_spread(scenario: Scenario, result: SimulationResult) -> list[Row]:
    """The data of `SCORE_SPREAD`: its shape, point by point, the P10 to P90 and the middle."""
    marks = option_marks(scenario)
    spread = [result.score_shares[option.id] for option in result.options if option.sd > _CERTAIN]
    highest = max((max(shares) for shares in spread), default=1.0)
    rows: list[Row] = []
    for place, option in enumerate(by_chance(result)):
        mark = OptionMark(marks[option.id].letter, EXCLUDED) if option.excluded else marks[option.id]
        blank = {"place": place, "option": option.name, "colour": mark.colour, "score": "", "share": "", "height": 0.0}
        rows.append(blank | {"kind": "range", "start": option.p10, "end": option.p90})
        rows.append(blank | {"kind": "middle", "start": option.p50, "end": option.p50})
        if option.sd <= _CERTAIN:
            rows.append(
                blank | {"kind": "certain", "start": option.p50, "end": option.p50, "score": points(option.p50)}
            )
            continue
        rows += [
            blank
            | {
                "kind": "share",
                "start": start,
                "end": end,
                "score": f"{points(start)} to {points(end)}",
                "share": percent(share),
                "height": _TALLEST * share / highest,
            }
            for start, end, share in zip(
                result.score_edges, result.score_edges[1:], result.score_shares[option.id], strict=False
            )
            if share > 0
        ]
    return rows


def by_chance(result: SimulationResult) -> list[OptionOutcome]:
    """Options by P(best), highest first, ties in file order, the excluded last."""
    return sorted(result.options, key=lambda option: 1.0 if option.p_best is None else -option.p_best)


def ranks_in_words(result: SimulationResult) -> str:
    """What the bars of ranks show, for those who cannot see them."""
    lines = [
        f"{option.name}: "
        + ", ".join(f"{_ordinal(rank)} in {percent(share)}" for rank, share in enumerate(option.rank_acceptability, 1))
        for option in by_chance(result)
        if option.rank_acceptability is not None
    ]
    return "How often each option takes each rank. " + "; ".join(lines) + "."


def spread_in_words(result: SimulationResult, ids: Collection[str] | None = None) -> str:
    """What the spread of scores shows, of the options with these ids or all, for those who cannot see it."""
    lines = [
        f"{option.name}: {points(option.p10)} to {points(option.p90)} in eight of ten futures, "
        f"middle {points(option.p50)}"
        for option in by_chance(result)
        if ids is None or option.id in ids
    ]
    return "Scores of each option. " + "; ".join(lines) + "."


def _faded(colour: str, share: float) -> str:
    """`colour` mixed with a share of white: paler, and no more vivid."""
    channels = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(channel + share * (255 - channel)):02X}" for channel in channels)


def _ordinal(rank: int) -> str:
    ending = "th" if 10 <= rank % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank}{ending}"
