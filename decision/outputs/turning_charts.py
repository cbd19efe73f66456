"""Charts of what would change the answer. Constant specifications; see `charts`.

Where a chart is wide its labels stand left of the marks, where it is narrow above them: widths are known only to the
browser, so both are in the specification.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from decision.analysis.information import Worth
from decision.analysis.scoring import TIE
from decision.analysis.sensitivity import SensitivityResult
from decision.analysis.standing import Standing
from decision.analysis.tornado import TornadoBar
from decision.analysis.two_way import NOWHERE, Axis, TwoWayMap, score_lines
from decision.analysis.variance import VarianceShare
from decision.model.scenario import Scenario
from decision.outputs.charts import BLACK, EDGE, FONT, OptionMark, ink_on, option_marks
from decision.outputs.figures import percent, points, rating, unit_of
from decision.outputs.turning import criterion_name, names_of, worth_in_words

Array = NDArray[np.float64]
Row = dict[str, Any]

MOST_BARS = 12  # of a tornado
MOST_WORTHS = 8
MOST_NAMED = 12  # lines with a name at their end; more would not fit above one another
LOW_END, HIGH_END, NEUTRAL = "#BFD0E0", "#4A6F94", "#6B7B8C"

_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_BRIEF, _LABEL, _SHORT_LABEL, _FEWEST = 20, 38, 32, 12  # letters of a name, of labels, and of a name at the least
_CLOSE = 0.02  # shares nearer to each other than this are told apart by a decimal
_SHOWN = 0.005  # points of worth below which nothing would be shown


# --- words ----------------------------------------------------------------------------------------------------------


def share_in_words(share: float, *others: float) -> str:
    """A share in percent, with a decimal where whole ones would not tell it from others."""
    near = 0 < share < 1 and any(share != other and abs(share - other) < _CLOSE for other in others)
    return f"{100 * share:.1f} %" if near else percent(share)


def short_name(scenario: Scenario, path: str) -> str:
    """A criterion's own name where no other has it, else with those it is a part of."""
    own = scenario.all_criteria[path].name
    names = [criterion.name for criterion in scenario.all_criteria.values()]
    return own if names.count(own) == 1 else criterion_name(scenario, path)


def brief(name: str, most: int = _BRIEF) -> str:
    """A name short enough to stand in a chart, its end cut off where it is long."""
    return name if len(name) <= most else f"{name[: max(1, most - 1)].rstrip()}…"


def rating_label(scenario: Scenario, option: str, path: str, most: int = _LABEL) -> str:
    """``Extend · Fit``; of a long name as much as leaves the criterion readable, behind the option's letter."""
    criterion, name = short_name(scenario, path), names_of(scenario)[option]
    room = max(_FEWEST, most - len(criterion))
    if len(name) > room:
        letter = option_marks(scenario)[option].letter
        name = f"{letter} {brief(name, room - len(letter) - 1)}"
    return f"{name} · {criterion}"


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


# --- who leads over one weight --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Span:
    """A stretch of one weight on which one option leads; shares of 0 to 1."""

    option: str
    start: float
    end: float


def leading_spans(standing: Standing, path: str) -> tuple[Span, ...]:
    """Who leads as the weight of a criterion or part goes from 0 to 1; where several are first, the present leader."""
    none, all_ = score_lines(standing, path, (0.0, 1.0))
    ranked = list(standing.ranked)
    order = [standing.leader, *(m for m in ranked if m != standing.leader)]
    starts, slopes = none[order], (all_ - none)[order]
    apart, faster = starts[:, np.newaxis] - starts, slopes - slopes[:, np.newaxis]
    with np.errstate(divide="ignore", invalid="ignore"):
        crossings = apart / faster
    inside = crossings[np.isfinite(crossings) & (crossings > 0) & (crossings < 1)]
    ends = np.unique(np.concatenate([[0.0, 1.0], inside]))
    spans: list[Span] = []
    for start, end in itertools.pairwise(ends.tolist()):
        scores = starts + (start + end) / 2 * slopes
        id = standing.options[order[int(np.argmax(scores >= scores.max() - TIE))]].id
        if spans and spans[-1].option == id:
            spans[-1] = replace(spans[-1], end=end)
        else:
            spans.append(Span(id, start, end))
    return tuple(spans)


# --- specifications: parts ------------------------------------------------------------------------------------------

_AXIS: dict[str, Any] = {
    "grid": False,
    "domain": False,
    "ticks": False,
    "labelColor": "currentColor",
    "labelOpacity": 0.75,
    "labelFontSize": 14,
    "titleColor": "currentColor",
    "titleFontSize": 14,
    "titleFontWeight": "normal",
    "titleOpacity": 0.75,
    "labelFlush": True,
}
_OWN: dict[str, Any] = {"field": "colour", "type": "nominal", "scale": None, "legend": None}
_INK: dict[str, Any] = {"field": "ink", "type": "nominal", "scale": None, "legend": None}


def _frame(top: float = 4, bottom: float = 0, right: float = 4) -> dict[str, Any]:
    return {
        "$schema": _SCHEMA,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "padding": {"left": 0, "right": right, "top": top, "bottom": bottom},
        "view": {"stroke": None},
        "config": {"font": FONT, "mark": {"aria": False}, "axis": {"aria": False}},  # else every mark is read out
    }


def _only(kind: str) -> list[dict[str, Any]]:
    return [{"filter": f"datum.kind == '{kind}'"}]


def _text(kind: str, field: str, encoding: Mapping[str, Any], **mark: Any) -> dict[str, Any]:
    """A layer of text; a page may set it off from what it lies on, by its name."""
    return {
        "name": f"text_{kind}_{field}",
        "transform": _only(kind),
        "mark": {"type": "text", "baseline": "middle", "color": "currentColor", "tooltip": None, **mark},
        "encoding": {**encoding, "text": {"field": field}},
    }


def _letter(kind: str, encoding: Mapping[str, Any], dx: float, dy: Any = 0) -> list[dict[str, Any]]:
    """An option's letter on its colour."""
    return [
        {
            "transform": _only(kind),
            "mark": {"type": "square", "size": 484, "opacity": 1, "xOffset": dx, "yOffset": dy, "tooltip": None},
            "encoding": {**encoding, "color": _OWN},
        },
        {
            "transform": _only(kind),
            "mark": {
                "type": "text", "baseline": "middle", "align": "center", "fontWeight": 700, "dx": dx, "dy": dy,
                "fontSize": {"expr": "length(datum.letter) > 2 ? 11 : 14"}, "tooltip": None,
            },
            "encoding": {**encoding, "text": {"field": "letter"}, "color": _INK},
        },
    ]  # fmt: skip


# --- score lines ----------------------------------------------------------------------------------------------------

LINES_HEIGHT = 380
_LABEL_GAP = 24  # pixels between the names at the ends of lines

_LINES_X: dict[str, Any] = {
    "field": "x",
    "type": "quantitative",
    "title": "its weight, %",
    # room for names at the right; at least that of a word, at most that of a long name
    "scale": {"domain": [0, 100], "range": [0, {"expr": "width - min(230, max(96, 0.2 * width))"}]},
    "axis": {**_AXIS, "values": [0, 20, 40, 60, 80, 100], "domain": True, "domainColor": "currentColor",
             "domainOpacity": 0.3, "titleAnchor": "start", "labelFlush": False},
}  # fmt: skip
_LINES_Y: dict[str, Any] = {
    "field": "y",
    "type": "quantitative",
    "title": "score",
    "scale": {"nice": False},
    "axis": {**_AXIS, "tickCount": 5, "titleAngle": 0, "titleAlign": "left", "titleAnchor": "end", "titleY": -12,
             "titleX": -22},
}  # fmt: skip
_LINES_AT = {"x": _LINES_X, "y": _LINES_Y}
_LINES_AT_END = {"x": {"value": {"expr": "width - min(230, max(96, 0.2 * width))"}}, "y": _LINES_Y}
_LINE_TOOLTIP = [{"field": field, "type": "nominal", "title": title} for field, title in (
    ("option", "Option"), ("from_to", "Score from 0 to 100 %"))]  # fmt: skip

SCORE_LINES: dict[str, Any] = {
    **_frame(top=30, bottom=6),
    "height": LINES_HEIGHT,
    "layer": [
        {
            "transform": _only("axis"),  # unseen: it makes the axis reach from 0 to 100, and further where a line does
            "mark": {"type": "point", "opacity": 0, "tooltip": None},
            "encoding": _LINES_AT,
        },
        {
            "transform": _only("now"),
            "mark": {"type": "rule", "strokeWidth": 2, "strokeDash": [5, 4], "color": "currentColor", "tooltip": None},
            "encoding": {"x": _LINES_X, "y": {"value": 0}, "y2": {"value": LINES_HEIGHT}},
        },
        _text(
            "now", "text", {"x": _LINES_X, "y": {"value": -14}}, fontSize=16, fontWeight=600,
            align={"expr": "scale('x', datum.x) < 48 ? 'left' : 'center'"},
            dx={"expr": "scale('x', datum.x) < 48 ? max(0, 18 - scale('x', datum.x)) : 0"},
        ),
        {
            # a rim, for a line may be as pale as the page
            "transform": [*_only("line"), {"filter": "datum.size > 2"}, {"calculate": "datum.size + 2", "as": "rim"}],
            "mark": {"type": "rule", "color": "currentColor", "opacity": EDGE["strokeOpacity"], "tooltip": None},
            "encoding": {
                **_LINES_AT, "x2": {"field": "x2"}, "y2": {"field": "y2"},
                "size": {"field": "rim", "type": "quantitative", "scale": None, "legend": None},
            },
        },
        {
            "transform": _only("line"),
            "mark": {"type": "rule", "strokeCap": "round"},
            "encoding": {
                **_LINES_AT, "x2": {"field": "x2"}, "y2": {"field": "y2"}, "color": _OWN,
                "size": {"field": "size", "type": "quantitative", "scale": None, "legend": None},
                "tooltip": _LINE_TOOLTIP,
            },
        },
        {
            "transform": _only("switch"),
            "mark": {
                "type": "point", "shape": "circle", "filled": True, "size": 170, "fill": "#FFFFFF", "opacity": 1,
                "stroke": BLACK, "strokeWidth": 3, "tooltip": None,
            },
            "encoding": _LINES_AT,
        },
        _text(
            "switch", "text", _LINES_AT, fontSize=17, fontWeight=650, dy={"expr": "-20 - 20 * datum.level"},
            align={"expr": "datum.x < 14 ? 'left' : datum.x > 84 ? 'right' : 'center'"},
        ),
        {
            "transform": _only("name"),  # from the end of a line to its name, where that had to give way
            "mark": {"type": "rule", "strokeWidth": 1, "color": "currentColor", "opacity": 0.4, "xOffset": 3,
                     "x2Offset": 12, "tooltip": None},
            "encoding": {"x": _LINES_AT_END["x"], "x2": _LINES_AT_END["x"], "y": _LINES_Y, "y2": {"field": "y2"}},
        },
        *_letter("name", {"x": _LINES_AT_END["x"], "y": {**_LINES_Y, "field": "y2"}}, dx=24),
        _text(
            "name", "option", {"x": _LINES_AT_END["x"], "y": {**_LINES_Y, "field": "y2"}}, align="left", dx=40,
            fontSize=16, fontWeight=600, limit={"expr": "min(230, max(96, 0.2 * width)) - 40"},
        ),
    ],
}  # fmt: skip

_LINES_BLANK: Row = {
    "kind": "", "x": 0.0, "y": 0.0, "x2": 0.0, "y2": 0.0, "option": "", "letter": "", "colour": "", "ink": "",
    "from_to": "", "text": "", "size": 0.0, "level": 0,
}  # fmt: skip


def lines_data(standing: Standing, path: str) -> list[Row]:
    """The data of `SCORE_LINES`: lines of ranked options, who leads where, crossings, and where the weight stands."""
    scenario = standing.scenario
    names, marks = names_of(scenario), option_marks(scenario)
    none, all_ = score_lines(standing, path, (0.0, 1.0))
    ends = {standing.options[m].id: (float(none[m]), float(all_[m])) for m in standing.ranked}
    spans = leading_spans(standing, path)
    named = _named(ends, spans)
    low, high = min(0.0, *(min(each) for each in ends.values())), max(100.0, *(max(each) for each in ends.values()))
    rows = [_LINES_BLANK | {"kind": "axis", "y": y} for y in (low, high)]
    now = float(scenario.sibling_shares[path])
    rows.append(_LINES_BLANK | {"kind": "now", "x": 100 * now, "text": f"now {_now(now, spans)}"})
    # the faint first, the named over them, and over all who leads
    for id in [*(id for id in ends if id not in named), *named]:
        rows.append(_line(names[id], marks[id], ends[id], size=2.5 if id in named else 1))
    for span in spans:
        start, end = (_at(ends[span.option], x) for x in (span.start, span.end))
        rows.append(
            _line(names[span.option], marks[span.option], ends[span.option], size=6)
            | {"x": 100 * span.start, "x2": 100 * span.end, "y": start, "y2": end}
        )
    rows += _switch_rows(names, spans, ends, now)
    shown_at = _apart({id: ends[id][1] for id in named}, _LABEL_GAP * (high - low) / LINES_HEIGHT, low, high)
    for id in named:
        row = _line(names[id], marks[id], ends[id], size=0) | {"kind": "name", "x": 100.0}
        rows.append(row | {"y": ends[id][1], "y2": shown_at[id]})
    return rows


def _named(ends: Mapping[str, tuple[float, float]], spans: Sequence[Span]) -> list[str]:
    """Ids of the options that have their name at the end of their line: all, or those that lead or come near it."""
    leading = {span.option for span in spans}
    return sorted(ends, key=lambda each: (each not in leading, -max(ends[each])))[:MOST_NAMED]


def _at(ends: tuple[float, float], share: float) -> float:
    return ends[0] + share * (ends[1] - ends[0])


def _line(name: str, mark: OptionMark, ends: tuple[float, float], size: float) -> Row:
    return _LINES_BLANK | {
        "kind": "line",
        "option": name,
        "letter": mark.letter,
        "colour": mark.colour,
        "ink": mark.ink,
        "from_to": f"{points(ends[0])} to {points(ends[1])}",
        "size": float(size),
        "y": ends[0],
        "x2": 100.0,
        "y2": ends[1],
    }


def _now(now: float, spans: Sequence[Span]) -> str:
    return share_in_words(now, *(span.start for span in spans))


def _switch_rows(
    names: Mapping[str, str], spans: Sequence[Span], ends: Mapping[str, tuple[float, float]], now: float
) -> Iterator[Row]:
    last, level = -100.0, 0
    for one, other in itertools.pairwise(spans):
        x = 100 * one.end
        level = level + 1 if x - last < 22 else 0  # a label needs about so much room
        last = x
        shown = share_in_words(one.end, now)
        before, after = (brief(names[span.option]) for span in (one, other))
        text = f"{after} from {shown}" if one.end >= now else f"{before} below {shown}"
        yield _LINES_BLANK | {"kind": "switch", "x": x, "y": _at(ends[one.option], one.end), "text": text,
                              "level": level}  # fmt: skip


def _apart(at: Mapping[str, float], gap: float, low: float, high: float) -> dict[str, float]:
    """The same places, moved as little as keeps them `gap` apart, between `low` and `high` where there is room."""
    ids = sorted(at, key=lambda each: at[each], reverse=True)[::-1]  # of those level, the first is on top
    groups: list[tuple[list[str], float]] = []  # ids, and the place of the lowest
    for id in ids:
        members, lowest = [id], at[id]
        while groups and groups[-1][1] + gap * len(groups[-1][0]) > lowest:
            members = groups.pop()[0] + members
            lowest = sum(at[each] - gap * place for place, each in enumerate(members)) / len(members)
            lowest = max(low, min(lowest, high - gap * (len(members) - 1)))
        groups.append((members, lowest))
    return {id: lowest + gap * place for members, lowest in groups for place, id in enumerate(members)}


def lines_in_words(standing: Standing, path: str) -> str:
    """What the lines show, for those who cannot see them."""
    scenario, spans = standing.scenario, leading_spans(standing, path)
    names, now = names_of(scenario), float(scenario.sibling_shares[path])
    leading = "; ".join(
        f"{names[span.option]} from {share_in_words(span.start, now)} to {share_in_words(span.end, now)}"
        for span in spans
    )
    return (
        f"Score of each option as the weight of {criterion_name(scenario, path)} goes from 0 to 100 %, now "
        f"{_now(now, spans)}. Who leads: {leading}."
    )


# --- bars with labels -----------------------------------------------------------------------------------------------

STEP = 46
_WIDE = "width >= 600"
_LABELS = "min(0.4 * width, max(330, 0.22 * width))"  # where the bars begin
_BAND: dict[str, Any] = {
    "field": "place",
    "type": "ordinal",
    "axis": None,
    "scale": {"paddingInner": 0, "paddingOuter": 0},
}
_MIDDLE: dict[str, Any] = {"y": {**_BAND, "bandPosition": 0.5}}
_BAR_OFFSET = {"expr": f"{_WIDE} ? 0 : 10"}
_BAR_HEIGHT = {"expr": f"{_WIDE} ? 26 : 18"}
_BAR_RANGE = [{"expr": f"{_WIDE} ? {_LABELS} : 0"}, {"expr": "width"}]

_LABEL_LAYERS: list[dict[str, Any]] = [
    _text(
        "label", "label", {**_MIDDLE, "x": {"value": 0}}, align="left", fontSize=16, fontWeight=600,
        dy={"expr": f"!({_WIDE}) ? -12 : datum.detail ? -8 : 0"},
        limit={"expr": f"{_WIDE} ? {_LABELS} - 12 : datum.detail ? width - 120 : width"},
    ),
    _text(
        "label", "detail", {**_MIDDLE, "x": {"value": {"expr": f"{_WIDE} ? 0 : width"}}}, fontSize=14, opacity=0.8,
        align={"expr": f"{_WIDE} ? 'left' : 'right'"}, dy={"expr": f"{_WIDE} ? 11 : -12"},
        limit={"expr": f"{_WIDE} ? {_LABELS} - 12 : 118"},
    ),
]  # fmt: skip
_BARS_BLANK: Row = {
    "kind": "", "place": 0, "label": "", "detail": "", "start": 0.0, "end": 0.0, "colour": "", "ink": "", "text": "",
    "option": "", "letter": "",
}  # fmt: skip


# --- tornado --------------------------------------------------------------------------------------------------------

_MARGIN: dict[str, Any] = {
    "field": "start",
    "type": "quantitative",
    "title": None,
    "scale": {"nice": False, "zero": True, "range": _BAR_RANGE},
    "axis": {**_AXIS, "tickCount": 6, "labelExpr": "datum.value > 0 ? '+' + datum.label : datum.label"},
}


def _stroke(kind: str, thickness: float) -> dict[str, Any]:
    """A line through all bars; where labels lie between them, a stroke through each."""
    return {
        "transform": _only(kind),
        "mark": {
            "type": "tick", "orient": "vertical", "thickness": thickness, "color": "currentColor", "opacity": 1,
            "size": {"expr": f"{_WIDE} ? {STEP} : 24"}, "yOffset": _BAR_OFFSET, "tooltip": None,
        },
        "encoding": {**_MIDDLE, "x": _MARGIN},
    }  # fmt: skip


TORNADO: dict[str, Any] = {
    **_frame(top=46, right=8),
    "height": {"step": STEP},
    "layer": [
        {
            "transform": _only("axis"),
            "mark": {"type": "rule", "opacity": 0, "tooltip": None},
            "encoding": {"x": _MARGIN, "x2": {"field": "end"}},
        },
        *_LABEL_LAYERS,
        {
            "transform": _only("bar"),
            "mark": {"type": "bar", "height": _BAR_HEIGHT, "yOffset": _BAR_OFFSET, **EDGE},
            "encoding": {
                "y": _BAND,
                "x": _MARGIN,
                "x2": {"field": "end"},
                "color": _OWN,
                "tooltip": [
                    {"field": "label", "type": "nominal", "title": "Input"},
                    {"field": "detail", "type": "nominal", "title": "Set to"},
                    {"field": "text", "type": "nominal", "title": "Which is its"},
                    {"field": "option", "type": "nominal", "title": "Then"},
                ],
            },
        },
        {
            "transform": _only("bar"),
            "mark": {
                "type": "text", "baseline": "middle", "fontSize": 14, "dy": _BAR_OFFSET, "tooltip": None,
                "align": {"expr": "datum.end < datum.start ? 'left' : 'right'"},
                "dx": {"expr": "datum.end < datum.start ? 7 : -7"},
                "opacity": {
                    "expr": "abs(scale('x', datum.end) - scale('x', datum.start)) < 40"
                    " || abs(scale('x', datum.end) - scale('x', 0) + 20) < 20 ? 0 : 1"  # too short, or on the line
                },
            },
            "encoding": {**_MIDDLE, "x": {**_MARGIN, "field": "end"}, "text": {"field": "text"}, "color": _INK},
        },
        _stroke("zero", thickness=4),
        _stroke("now", thickness=2),
        _text(
            "head", "label", {"x": _MARGIN, "y": {"value": -32}}, align="right", dx=-8, fontSize=16, fontWeight=600,
            limit={"expr": "max(60, scale('x', 0) - 8)"},
        ),
        _text("head", "detail", {"x": _MARGIN, "y": {"value": -32}}, align="left", dx=8, fontSize=16, fontWeight=600),
        _text("head_now", "text", {"x": _MARGIN, "y": {"value": -11}}, align="left", dx=-4, fontSize=15),
        *_letter("then", {**_MIDDLE, "x": _MARGIN}, dx=-16, dy=_BAR_OFFSET),
        _text(
            "then", "text", {**_MIDDLE, "x": _MARGIN}, align="right", dx=-31, dy=_BAR_OFFSET, fontSize=15,
            fontWeight=600, opacity={"expr": f"{_WIDE} ? 1 : 0"},
            limit={"expr": f"max(40, scale('x', datum.start) - 31 - {_LABELS})"},
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
    rows = [_BARS_BLANK | {"kind": "axis", "start": low - room, "end": high + 0.03 * (high - low)}]
    leader = names[result.leader]
    rows.append(_BARS_BLANK | {"kind": "head", "label": "← another leads", "detail": f"{leader} leads →"})
    rows.append(_BARS_BLANK | {"kind": "head_now", "start": margin, "text": f"now {_signed(margin)}"})
    for place, bar in enumerate(shown):
        label, low_text, high_text = _input(scenario, bar)
        blank = _BARS_BLANK | {"place": place, "label": label}
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


def _signed(x: float) -> str:
    return f"+{points(x)}" if x > 0 else points(x)


def tornado_in_words(scenario: Scenario, result: SensitivityResult) -> str:
    """What the tornado shows, for those who cannot see it."""
    names = names_of(scenario)
    lines = []
    for bar in result.tornado[:MOST_BARS]:
        label, low, high = _input(scenario, bar)
        taken = dict.fromkeys(names[id] for id in (bar.leader_low, bar.leader_high) if id != result.leader)
        then = f" ({' or '.join(taken)} leads at one end)" if taken else ""
        lines.append(f"{label}, {_range(low, high)}: {points(bar.margin_low)} to {points(bar.margin_high)}{then}")
    return (
        f"Margin of {names[result.leader]} over the best other, in points, with one input at its P10 and at its P90. "
        + "; ".join(lines)
        + "."
    )


# --- what to find out, and what moves the margin --------------------------------------------------------------------

_SIZE: dict[str, Any] = {
    "field": "start",
    "type": "quantitative",
    "axis": None,
    "scale": {"nice": False, "zero": True, "range": [_BAR_RANGE[0], {"expr": "width - 100"}]},
}
LABELLED_BARS: dict[str, Any] = {
    **_frame(),
    "height": {"step": STEP},
    "layer": [
        {
            "transform": _only("axis"),
            "mark": {"type": "rule", "opacity": 0, "tooltip": None},
            "encoding": {
                "x": _SIZE,
                "x2": {"field": "end"},
            },
        },
        *_LABEL_LAYERS,
        {
            "transform": _only("bar"),
            "mark": {"type": "bar", "height": _BAR_HEIGHT, "yOffset": _BAR_OFFSET, **EDGE},
            "encoding": {
                "y": _BAND,
                "x": _SIZE,
                "x2": {"field": "end"},
                "color": _OWN,
                "tooltip": [
                    {"field": "label", "type": "nominal", "title": "Input"},
                    {"field": "text", "type": "nominal", "title": "Up to"},
                ],
            },
        },
        _text(
            "bar", "text", {**_MIDDLE, "x": {**_SIZE, "field": "end"}}, align="left", dx=8,
            dy=_BAR_OFFSET, fontSize=16, fontWeight=600,
        ),
    ],
}  # fmt: skip


def worth_data(scenario: Scenario, result: SensitivityResult) -> list[Row]:
    """The data of `LABELLED_BARS` for what to find out first; empty where nothing is worth it."""
    marks = option_marks(scenario)
    return _bars_of(
        _Bar(input_label(scenario, worth), worth.points, worth_in_words(result, worth), marks[worth.option].colour)
        for worth in worth_finding(result.information.by_cell)[:MOST_WORTHS]
        if worth.option is not None
    )


def worth_finding(worths: Iterable[Worth]) -> list[Worth]:
    """Those that are worth anything, the most first."""
    return sorted((worth for worth in worths if worth.points >= _SHOWN), key=lambda worth: -worth.points)


def worth_in_words_of_all(scenario: Scenario, result: SensitivityResult) -> str:
    """What the bars of worth show, for those who cannot see them."""
    worths = worth_finding(result.information.by_cell)[:MOST_WORTHS]
    lines = [f"{input_label(scenario, worth)}: {worth_in_words(result, worth)}" for worth in worths]
    return "What finding out each rating is worth at most. " + "; ".join(lines) + "."


def variance_data(scenario: Scenario, result: SensitivityResult) -> list[Row]:
    """The data of `LABELLED_BARS` for what moves the margin; empty where nothing does."""
    marks = option_marks(scenario)
    return _bars_of(
        _Bar(
            input_label(scenario, each),
            max(0.0, each.first),
            percent(max(0.0, each.first)),
            NEUTRAL if each.option is None else marks[each.option].colour,
            "" if each.total is None else f"with others {percent(max(0.0, each.total))}",
        )
        for each in moving_most(result.variance.inputs)
    )


def moving_most(inputs: Iterable[VarianceShare]) -> list[VarianceShare]:
    """The inputs with the largest shares, down to half a percent."""
    ordered = sorted(inputs, key=lambda each: -max(each.first, each.total or 0.0))
    return [each for each in ordered if max(each.first, each.total or 0.0) >= _SHOWN][:MOST_WORTHS]


def input_label(scenario: Scenario, each: Worth | VarianceShare) -> str:
    """``Extend · Fit``, or all weights."""
    if each.option is None or each.criterion is None:
        return "The weights, all together"
    return rating_label(scenario, each.option, each.criterion, _SHORT_LABEL)


def variance_in_words(scenario: Scenario, result: SensitivityResult) -> str:
    """What the bars of variance show, for those who cannot see them."""
    lines = [
        f"{input_label(scenario, each)}: {percent(max(0.0, each.first))}"
        + ("" if each.total is None else f", with others {percent(max(0.0, each.total))}")
        for each in moving_most(result.variance.inputs)
    ]
    return "Share of the margin's variance that each input has by itself. " + "; ".join(lines) + "."


@dataclass(frozen=True)
class _Bar:
    label: str
    size: float
    text: str
    colour: str
    detail: str = ""


def _bars_of(bars: Iterable[_Bar]) -> list[Row]:
    drawn = list(bars)
    rows = [_BARS_BLANK | {"kind": "axis", "end": max(bar.size for bar in drawn)}] if drawn else []
    for place, bar in enumerate(drawn):
        own = _BARS_BLANK | {"place": place, "label": bar.label, "detail": bar.detail, "end": bar.size}
        rows += [own | {"kind": "label"}, own | {"kind": "bar", "colour": bar.colour, "text": bar.text}]
    return rows


# --- two-way map ----------------------------------------------------------------------------------------------------

MAP_HEIGHT, MAP_STEPS = 420, 201
_WORD = 0.14  # of the map: a short word on a phone
_DEEP = 0.02  # of the map: what is less deep has no room for a letter
_TICKS = {
    **_AXIS,
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
_MAP_INKED = {**_MAP_AT, "color": _INK}

TWO_WAY: dict[str, Any] = {
    **_frame(top=30, bottom=30, right=16),
    "height": MAP_HEIGHT,
    "layer": [
        {
            "transform": _only("axis"),
            "mark": {"type": "rect", "fill": None, **EDGE, "strokeWidth": 3, "tooltip": None},
            "encoding": {**_MAP_AT, "x2": {"field": "x2"}, "y2": {"field": "y2"}},
        },
        {
            "name": "cells",
            "transform": _only("cells"),
            # a stroke of its own colour, or hair lines would be seen between the rows
            "mark": {"type": "rect", "strokeWidth": 1, "opacity": 1},
            "encoding": {
                **_MAP_AT, "x2": {"field": "x2"}, "y2": {"field": "y2"}, "color": _OWN, "stroke": _OWN,
                "tooltip": [{"field": "option", "type": "nominal", "title": "Leads here"}],
            },
        },
        _text(
            "region", "letter", _MAP_INKED, fontSize=26, fontWeight=700,
            opacity={"expr": "datum.room * width < 10 + 11 * length(datum.text) ? 1 : 0"},
        ),
        _text(
            "region", "text", _MAP_INKED, fontSize=22, fontWeight=650,
            opacity={"expr": "datum.room * width < 10 + 11 * length(datum.text) ? 0 : 1"},
        ),
        _text("void", "text", _MAP_AT, align="right", baseline="top", dx=-8, dy=8, fontSize=14, opacity=0.75,
              lineBreak="\n"),
        {
            "transform": _only("now"),
            "mark": {
                "type": "point", "shape": "circle", "filled": True, "size": 220, "fill": "#FFFFFF", "opacity": 1,
                "stroke": BLACK, "strokeWidth": 4, "tooltip": None,
            },
            "encoding": _MAP_AT,
        },
        _text(
            "now", "text", _MAP_INKED, fontSize=17, fontWeight=700, dx={"expr": "13 * datum.room"},
            align={"expr": "datum.room < 0 ? 'right' : 'left'"},
        ),
        _text("x_title", "text", {"x": {"value": {"expr": "width"}}, "y": {"value": MAP_HEIGHT + 40}}, align="right",
              fontSize=15, fontWeight=600, limit={"expr": "width"}),
        _text("y_title", "text", {"x": {"value": 0}, "y": {"value": -16}}, align="left", fontSize=15, fontWeight=600,
              limit={"expr": "width"}),
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
