"""The chart of contributions: options as bars, best first, a segment for each criterion."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from decision.analysis.open_ratings import open_weights
from decision.analysis.scoring import TIE, Evaluation, OptionScore
from decision.model.scenario import Scenario
from decision.outputs.charts.colours import EXCLUDED, STILL_OPEN, criterion_colours, ink_on, shade
from decision.outputs.charts.common import BAND, COLOUR, EDGE, INK, Row, frame, only
from decision.outputs.charts.option_marks import OptionMark, option_marks
from decision.outputs.words.expectation import rating_in_words
from decision.outputs.words.figures import percent, points
from decision.outputs.words.open_ratings import OPEN
from decision.outputs.words.scoring import listed, out_word

STEP = 78  # pixels from one option to the next
_BAR_TOP, _BAR_HEIGHT = 30, 34


_AT_TOP: dict[str, Any] = {"y": {**BAND, "bandPosition": 0}}
_TOOLTIP = [
    {"field": field, "type": "nominal", "title": title}
    for field, title in (
        ("option", "Option"),
        ("criterion", "Criterion"),
        ("weight", "Weight"),
        ("rating", "Rating"),
        ("points", "Points"),
    )
]


def _of_option(content: str, x: Mapping[str, Any], *also: str, **mark: Any) -> dict[str, Any]:
    return {
        "transform": only("option", *also),
        "mark": {"type": "text", "baseline": "middle", "align": "left", "color": "currentColor", **mark},
        "encoding": {"text": {"field": content}, "x": x, **_AT_TOP},
    }


_NAME_LINE = {"dy": 14, "fontSize": 18, "fontWeight": 600}
_BEFORE_SCORE = {
    "dx": 30,
    "limit": {"expr": "width - (datum.chance ? 190 : 100)"},
}  # a name leaves room for the score at the other end

CONTRIBUTION_BARS: dict[str, Any] = {
    **frame(top=0, right=0),
    "height": {"step": STEP},
    "layer": [
        {
            # unseen: it makes the axis reach from 0 to 100, and further only where a bar does
            "transform": only("axis"),
            "mark": {"type": "rule", "opacity": 0, "tooltip": None},
            "encoding": {"x": {"field": "start", "type": "quantitative"}, "x2": {"field": "end"}},
        },
        {
            "transform": only("segment"),
            "mark": {
                "type": "bar",
                "height": _BAR_HEIGHT,
                "yOffset": _BAR_TOP + _BAR_HEIGHT / 2 - STEP / 2,
                "x2Offset": -1,
                **EDGE,
            },
            "encoding": {
                "y": BAND,
                "x": {
                    "field": "start",
                    "type": "quantitative",
                    "title": None,
                    "scale": {"nice": False},
                    "axis": {
                        "tickCount": 5,
                        "grid": False,
                        "domain": False,
                        "ticks": False,
                        "labelColor": "currentColor",
                        "labelOpacity": 0.75,
                        "labelFontSize": 13,
                        "labelPadding": 2,
                        "labelFlush": True,
                    },
                },
                "x2": {"field": "end"},
                "color": COLOUR,
                "tooltip": _TOOLTIP,
            },
        },
        {
            "transform": only("segment"),
            "mark": {
                "type": "text",
                "baseline": "middle",
                "align": "center",
                "fontSize": 14,
                "dy": _BAR_TOP + _BAR_HEIGHT / 2 + 1,
                "opacity": {"expr": "abs(scale('x', datum.end) - scale('x', datum.start)) < 30 ? 0 : 1"},
            },
            "encoding": {
                **_AT_TOP,
                "x": {"field": "middle", "type": "quantitative"},
                "text": {"field": "points"},
                "tooltip": _TOOLTIP,  # it lies over the segment
                "color": INK,
            },
        },
        {
            "transform": only("option"),
            "mark": {"type": "square", "size": 484, "opacity": 1, "yOffset": 13, "xOffset": 11},
            "encoding": {
                **_AT_TOP,
                "x": {"value": 0},
                "color": COLOUR,
            },
        },
        {
            "transform": only("option"),
            "mark": {
                "type": "text", "baseline": "middle", "align": "center", "dx": 11, "dy": 14, "fontWeight": 700,
                "fontSize": {"expr": "length(datum.letter) > 2 ? 11 : 14"},
            },
            "encoding": {
                **_AT_TOP,
                "x": {"value": 0},
                "text": {"field": "letter"},
                "color": INK,
            },
        },
        _of_option("name", {"value": 0}, "!datum.excluded", **_NAME_LINE, **_BEFORE_SCORE),
        {
            # named, so that a page can strike these through: a chart's text has no such property
            "name": "struck",
            **_of_option("name", {"value": 0}, "datum.excluded", **_NAME_LINE, **_BEFORE_SCORE, opacity=0.75),
        },
        _of_option(
            "score", {"value": "width"}, **(_NAME_LINE | {"fontSize": 20}), align="right",
            dx={"expr": "datum.chance ? -92 : 0"},
        ),
        _of_option("chance", {"value": "width"}, dy=14, fontSize=16, align="right"),
        {
            # where some contributions are negative the bar ends right of the score: a stroke marks the score itself
            "transform": only("option", "datum.stroke"),
            "mark": {
                "type": "tick", "orient": "vertical", "thickness": 3, "size": _BAR_HEIGHT + 8, "color": "currentColor",
                "yOffset": _BAR_TOP + _BAR_HEIGHT / 2 - STEP / 2,
            },
            "encoding": {**_AT_TOP, "x": {"field": "end", "type": "quantitative"}},
        },
    ],
}  # fmt: skip


def contribution_bars(
    scenario: Scenario, evaluation: Evaluation, chances: Mapping[str, str] | None = None
) -> list[Row]:
    """The data of `CONTRIBUTION_BARS`: a row for each option in rank order, and one for each of its segments.

    `chances` says by id how often an option is best, in a few words that stand beside its score.
    What counts for an option is stacked from zero to the right, what counts against it to the left.
    """
    colours, marks = criterion_colours(scenario), option_marks(scenario)
    rows: list[Row] = [_BLANK | {"kind": "axis", "end": 100.0}]
    for place, option in enumerate(evaluation.in_rank_order):
        segments = _segments(scenario, evaluation, option, place, colours)
        mark = marks[option.id] if not option.excluded else OptionMark(marks[option.id].letter, EXCLUDED)
        rows.append(
            _BLANK
            | {
                "kind": "option",
                "place": place,
                "option": option.name,
                "name": option.name,
                "letter": mark.letter,
                "score": points(option.score),
                "chance": out_word(option) or (chances or {}).get(option.id, ""),
                "colour": mark.colour,
                "ink": mark.ink,
                "excluded": option.excluded,
                "stroke": any(segment["end"] < 0 or segment["rating"] == OPEN for segment in segments),
                "start": 0.0,
                "end": option.score,
            }
        )
        rows += segments
    return rows


_BLANK: Row = {
    "kind": "", "place": 0, "option": "", "name": "", "letter": "", "score": "", "chance": "", "criterion": "",
    "weight": "", "rating": "", "points": "", "colour": "", "ink": "", "excluded": False, "stroke": False,
    "start": 0.0, "middle": 0.0, "end": 0.0,
}  # fmt: skip


def _segments(
    scenario: Scenario, evaluation: Evaluation, option: OptionScore, place: int, colours: Mapping[str, str]
) -> list[Row]:
    ends = {True: 0.0, False: 0.0}  # of what counts for the option, and of what counts against it
    segments: list[Row] = []
    missing = open_weights(scenario, option.id)
    for criterion in scenario.criteria:
        # of what is open one half is expected; it stands at the end of the bar, over its whole width
        size = option.contributions[criterion.id] - 50 * missing.get(criterion.id, 0.0)
        if abs(size) < TIE:
            continue
        start = ends[size > 0]
        end = ends[size > 0] = start + size
        colour = colours[criterion.id] if not option.excluded else shade(EXCLUDED, 0.2 + 0.25 * (len(segments) % 2))
        segments.append(
            _BLANK
            | {
                "kind": "segment",
                "place": place,
                "option": option.name,
                "criterion": scenario.criterion_names[criterion.id],
                "weight": percent(evaluation.weights[criterion.id]),
                "rating": rating_in_words(
                    scenario, scenario.option(option.id), criterion.id, option.ratings[criterion.id]
                )
                if criterion.id in option.ratings
                else "from its parts",
                "points": points(size),
                "colour": colour,
                "ink": ink_on(colour),
                "start": start,
                "middle": start + size / 2,
                "end": end,
            }
        )
    if any(missing.values()):
        segments.append(_open_segment(scenario, option, place, missing, ends[True]))
    return segments


def _open_segment(
    scenario: Scenario, option: OptionScore, place: int, missing: Mapping[str, float], start: float
) -> Row:
    """What is still open, from nothing to all of its weight."""
    size = 100 * sum(missing.values())
    return _BLANK | {
        "kind": "segment",
        "place": place,
        "option": option.name,
        "criterion": f"Still open: {listed([scenario.criterion_names[id] for id in missing])}",
        "weight": percent(size / 100),
        "rating": OPEN,
        "points": f"0 to {points(size)}",
        "colour": STILL_OPEN,
        "ink": ink_on(STILL_OPEN),
        "start": start,
        "middle": start + size / 2,
        "end": start + size,
    }


def bars_in_words(evaluation: Evaluation, ids: Collection[str] | None = None) -> str:
    """What the bars show, of the options with these ids or all, for those who cannot see them.

    The table beside them has every figure.
    """
    lines = [
        f"{option.name}: out, {points(option.score)} points"
        if option.rank is None
        else f"{option.rank}. {option.name}: {points(option.score)} points"
        for option in evaluation.in_rank_order
        if ids is None or option.id in ids
    ]
    return "Points of each option, best first. " + "; ".join(lines) + "."
