"""The tornado: what single figures do to the lead, each at its P10 and at its P90, the widest bars first."""

from __future__ import annotations

from typing import Any

from decision.analysis.sensitivity.sensitivity import SensitivityResult
from decision.analysis.sensitivity.tornado import TornadoBar
from decision.analysis.standing import Standing
from decision.model.plan_basis import is_shared
from decision.model.scenario import Scenario
from decision.outputs.charts.bars import (
    BAR_OFFSET,
    BAR_RANGE,
    BARS_BLANK,
    LABELS,
    MIDDLE,
    STEP,
    WIDE,
    bar_layers,
)
from decision.outputs.charts.colours import ink_on
from decision.outputs.charts.common import AXIS, INK, Row, frame, letter_layers, only, text_layer
from decision.outputs.charts.labels import brief, rating_label, short_name
from decision.outputs.charts.option_marks import option_marks
from decision.outputs.words.figures import percent, points, rating
from decision.outputs.words.scoring import names_of, shown_lead
from decision.outputs.words.shared_inputs import main_figure, shared_figure, shared_name

MOST_BARS = 12
LOW_END, HIGH_END = "#BFD0E0", "#4A6F94"

_MARGIN: dict[str, Any] = {
    "field": "start",
    "type": "quantitative",
    "title": None,
    "scale": {"nice": False, "zero": True, "range": BAR_RANGE},
    "axis": {**AXIS, "tickCount": 6, "labelExpr": "datum.value > 0 ? '+' + datum.label : datum.label"},
}


def _stroke(kind: str, thickness: float) -> dict[str, Any]:
    """A line through all bars; where labels lie between them, a stroke through each."""
    return {
        "transform": only(kind),
        "mark": {
            "type": "tick", "orient": "vertical", "thickness": thickness, "color": "currentColor", "opacity": 1,
            "size": {"expr": f"{WIDE} ? {STEP} : 24"}, "yOffset": BAR_OFFSET, "tooltip": None,
        },
        "encoding": {**MIDDLE, "x": _MARGIN},
    }  # fmt: skip


TORNADO: dict[str, Any] = {
    **frame(top=46, right=8),
    "height": {"step": STEP},
    "layer": [
        *bar_layers(_MARGIN, {"label": "Input", "detail": "Set to", "text": "Which is its", "option": "Then"}),
        {
            "transform": only("bar"),
            "mark": {
                "type": "text", "baseline": "middle", "fontSize": 14, "dy": BAR_OFFSET, "tooltip": None,
                "align": {"expr": "datum.end < datum.start ? 'left' : 'right'"},
                "dx": {"expr": "datum.end < datum.start ? 7 : -7"},
                "opacity": {
                    "expr": "abs(scale('x', datum.end) - scale('x', datum.start)) < 40"
                    " || abs(scale('x', datum.end) - scale('x', 0) + 20) < 20 ? 0 : 1"  # too short, or on the line
                },
            },
            "encoding": {**MIDDLE, "x": {**_MARGIN, "field": "end"}, "text": {"field": "text"}, "color": INK},
        },
        _stroke("zero", thickness=4),
        _stroke("now", thickness=2),
        text_layer(
            "head", "label", {"x": _MARGIN, "y": {"value": -32}}, align="right", dx=-8, fontSize=16, fontWeight=600,
            limit={"expr": "max(60, scale('x', 0) - 8)"},
        ),
        text_layer(
            "head", "detail", {"x": _MARGIN, "y": {"value": -32}}, align="left", dx=8, fontSize=16, fontWeight=600,
        ),
        text_layer("head_now", "text", {"x": _MARGIN, "y": {"value": -11}}, align="left", dx=-4, fontSize=15),
        *letter_layers("then", {**MIDDLE, "x": _MARGIN}, dx=-16, dy=BAR_OFFSET),
        text_layer(
            "then", "text", {**MIDDLE, "x": _MARGIN}, align="right", dx=-31, dy=BAR_OFFSET, fontSize=15,
            fontWeight=600, opacity={"expr": f"{WIDE} ? 1 : 0"},
            limit={"expr": f"max(40, scale('x', datum.start) - 31 - {LABELS})"},
        ),
    ],
}  # fmt: skip


def tornado_data(standing: Standing, result: SensitivityResult) -> list[Row]:
    """The data of `TORNADO`: the widest bars, both ends of each, and who takes over; empty where there are none."""
    scenario, shown = standing.scenario, result.tornado[:MOST_BARS]
    if standing.runner_up is None or not shown:
        return []
    margin = float(standing.scores[standing.leader] - standing.scores[standing.runner_up])
    names, marks = names_of(scenario), option_marks(scenario)
    reached = [margin, 0.0, *(x for bar in shown for x in (bar.margin_low, bar.margin_high))]
    low, high = min(reached), max(reached)
    room = 0.24 * (high - low) if low < 0 else 0.06 * (high - low)
    rows = [BARS_BLANK | {"kind": "axis", "start": low - room, "end": high + 0.03 * (high - low)}]
    leader = names[result.leader]
    rows.append(BARS_BLANK | {"kind": "head", "label": "← another leads", "detail": f"{leader} leads →"})
    lead = shown_lead(float(standing.scores[standing.leader]), float(standing.scores[standing.runner_up]))
    now = lead if lead.startswith("less") else f"+{lead}"  # the same figure as in sentences
    rows.append(BARS_BLANK | {"kind": "head_now", "start": margin, "text": f"now {now}"})
    for place, bar in enumerate(shown):
        label, low_text, high_text = _input(scenario, bar)
        blank = BARS_BLANK | {"place": place, "label": label}
        rows.append(blank | {"kind": "label", "detail": _range(low_text, high_text)})
        rows += [blank | {"kind": "zero"}, blank | {"kind": "now", "start": margin}]
        ends = [
            ("P10", LOW_END, bar.margin_low, bar.leader_low, low_text),
            ("P90", HIGH_END, bar.margin_high, bar.leader_high, high_text),
        ]
        for text, colour, end, then, at in sorted(ends, key=lambda each: -abs(each[2] - margin)):
            said = f"{names[then]} leads by {points(abs(end))}"
            own = {"text": text, "detail": at, "option": said, "colour": colour, "ink": ink_on(colour)}
            rows.append(blank | own | {"kind": "bar", "start": margin, "end": end})
        taken = [(end, then) for _, _, end, then, _ in ends if then != result.leader]
        for end, then in sorted(taken)[:1]:
            mark = marks[then]
            own = {"option": names[then], "letter": mark.letter, "colour": mark.colour, "ink": mark.ink}
            rows.append(blank | own | {"kind": "then", "start": end, "text": f"{brief(names[then])} leads"})
    return rows


def _input(scenario: Scenario, bar: TornadoBar) -> tuple[str, str, str]:
    """What an input is called, its P10 and its P90."""
    if is_shared(bar.criterion):
        figure = main_figure(scenario, bar.criterion)
        low, high = (shared_figure(scenario, figure, x) for x in (bar.low, bar.high))
        return shared_name(scenario, figure), low, high
    name = short_name(scenario, bar.criterion)
    if bar.option is None:
        return f"Weight of {name}", percent(bar.low), percent(bar.high)
    leaf = scenario.leaves[bar.criterion]
    low, high = (rating(x, leaf, scenario.currency) for x in (bar.low, bar.high))
    return rating_label(scenario, bar.option, bar.criterion), low, high


def _range(low: str, high: str) -> str:
    """``4.6 to 7.1 months``: the unit once."""
    number, gap, unit = high.partition(" ")
    return f"{low.removesuffix(gap + unit) if unit else low} to {high}" if number else f"{low} to {high}"


def tornado_in_words(scenario: Scenario, result: SensitivityResult) -> str:
    """What the tornado shows, for those who cannot see it."""
    names = names_of(scenario)
    lines = []
    for bar in result.tornado[:MOST_BARS]:
        label, low, high = _input(scenario, bar)
        taken = [names[id] for id in (bar.leader_low, bar.leader_high) if id != result.leader]
        ends = "at one end" if len(taken) == 1 else "at both ends" if taken[1:] == taken[:1] else "at the other end"
        then = f" ({' leads at one end, '.join(dict.fromkeys(taken))} leads {ends})" if taken else ""
        lines.append(f"{label}, {_range(low, high)}: {points(bar.margin_low)} to {points(bar.margin_high)}{then}")
    return (
        f"Lead of {names[result.leader]} over the best other, in points, with one figure at its P10 and at its P90. "
        + "; ".join(lines)
        + "."
    )
