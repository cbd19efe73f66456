"""The chart of scores over one weight: a line for each option, thick where it leads, a ring where that changes."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from decision.analysis.sensitivity.leading_spans import Span, leading_spans
from decision.analysis.sensitivity.two_way import score_lines
from decision.analysis.standing import Standing
from decision.outputs.charts.colours import BLACK
from decision.outputs.charts.common import AXIS, COLOUR, EDGE, Row, frame, letter_layers, only, text_layer
from decision.outputs.charts.labels import brief
from decision.outputs.charts.option_marks import OptionMark, option_marks
from decision.outputs.words.figures import points, share_in_words
from decision.outputs.words.scoring import criterion_name, names_of

MOST_NAMED = 12  # lines with a name at their end; more would not fit above one another
LINES_HEIGHT = 380
_AT_LEFT, _AT_RIGHT = 14, 84  # percent up to and from which words stand beside their ring
_LABEL_GAP = 24  # pixels between the names at the ends of lines

_LINES_X: dict[str, Any] = {
    "field": "x",
    "type": "quantitative",
    "title": "its weight, %",
    # room for names at the right; at least that of a word, at most that of a long name
    "scale": {"domain": [0, 100], "range": [0, {"expr": "width - min(230, max(96, 0.2 * width))"}]},
    "axis": {**AXIS, "values": [0, 20, 40, 60, 80, 100], "domain": True, "domainColor": "currentColor",
             "domainOpacity": 0.3, "titleAnchor": "start", "labelFlush": False},
}  # fmt: skip
_LINES_Y: dict[str, Any] = {
    "field": "y",
    "type": "quantitative",
    "title": "score",
    "scale": {"nice": False},
    "axis": {**AXIS, "tickCount": 5, "titleAngle": 0, "titleAlign": "left", "titleAnchor": "end", "titleY": -12,
             "titleX": -22},
}  # fmt: skip
_LINES_AT = {"x": _LINES_X, "y": _LINES_Y}
_LINES_AT_END = {"x": {"value": {"expr": "width - min(230, max(96, 0.2 * width))"}}, "y": _LINES_Y}
_LINE_TOOLTIP = [{"field": field, "type": "nominal", "title": title} for field, title in (
    ("option", "Option"), ("from_to", "Score from 0 to 100 %"))]  # fmt: skip

SCORE_LINES: dict[str, Any] = {
    **frame(top=30, bottom=6),
    "height": LINES_HEIGHT,
    "layer": [
        {
            "transform": only("axis"),  # unseen: it makes the axis reach from 0 to 100, and further where a line does
            "mark": {"type": "point", "opacity": 0, "tooltip": None},
            "encoding": _LINES_AT,
        },
        {
            "transform": only("now"),
            "mark": {"type": "rule", "strokeWidth": 2, "strokeDash": [5, 4], "color": "currentColor", "tooltip": None},
            "encoding": {"x": _LINES_X, "y": {"value": 0}, "y2": {"value": LINES_HEIGHT}},
        },
        text_layer(
            "now", "text", {"x": _LINES_X, "y": {"value": -14}}, fontSize=16, fontWeight=600,
            align={"expr": "scale('x', datum.x) < 48 ? 'left' : 'center'"},
            dx={"expr": "scale('x', datum.x) < 48 ? max(0, 18 - scale('x', datum.x)) : 0"},
        ),
        {
            # a rim, for a line may be as pale as the page
            "transform": [*only("line", "datum.size > 2"), {"calculate": "datum.size + 2", "as": "rim"}],
            "mark": {"type": "rule", "color": "currentColor", "opacity": EDGE["strokeOpacity"], "tooltip": None},
            "encoding": {
                **_LINES_AT, "x2": {"field": "x2"}, "y2": {"field": "y2"},
                "size": {"field": "rim", "type": "quantitative", "scale": None, "legend": None},
            },
        },
        {
            "transform": only("line"),
            "mark": {"type": "rule", "strokeCap": "round"},
            "encoding": {
                **_LINES_AT, "x2": {"field": "x2"}, "y2": {"field": "y2"}, "color": COLOUR,
                "size": {"field": "size", "type": "quantitative", "scale": None, "legend": None},
                "tooltip": _LINE_TOOLTIP,
            },
        },
        {
            "transform": only("switch"),
            "mark": {
                "type": "point", "shape": "circle", "filled": True, "size": 170, "fill": "#FFFFFF", "opacity": 1,
                "stroke": BLACK, "strokeWidth": 3, "tooltip": None,
            },
            "encoding": _LINES_AT,
        },
        text_layer(
            "switch", "text", _LINES_AT, fontSize=17, fontWeight=650, dy={"expr": "datum.dy"},
            align={"expr": f"datum.x < {_AT_LEFT} ? 'left' : datum.x > {_AT_RIGHT} ? 'right' : 'center'"},
        ),
        {
            "transform": only("name"),  # from the end of a line to its name, where that had to give way
            "mark": {"type": "rule", "strokeWidth": 1, "color": "currentColor", "opacity": 0.4, "xOffset": 3,
                     "x2Offset": 12, "tooltip": None},
            "encoding": {"x": _LINES_AT_END["x"], "x2": _LINES_AT_END["x"], "y": _LINES_Y, "y2": {"field": "y2"}},
        },
        *letter_layers("name", {"x": _LINES_AT_END["x"], "y": {**_LINES_Y, "field": "y2"}}, dx=24),
        text_layer(
            "name", "option", {"x": _LINES_AT_END["x"], "y": {**_LINES_Y, "field": "y2"}}, align="left", dx=40,
            fontSize=16, fontWeight=600, limit={"expr": "min(230, max(96, 0.2 * width)) - 40"},
        ),
    ],
}  # fmt: skip

_LINES_BLANK: Row = {
    "kind": "", "x": 0.0, "y": 0.0, "x2": 0.0, "y2": 0.0, "option": "", "letter": "", "colour": "", "ink": "",
    "from_to": "", "text": "", "size": 0.0, "dy": 0.0,
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
    rows += _switch_rows(names, spans, ends, now, (low, high))
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
    names: Mapping[str, str],
    spans: Sequence[Span],
    ends: Mapping[str, tuple[float, float]],
    now: float,
    heights: tuple[float, float],
) -> Iterator[Row]:
    """A ring where the leader changes, and who leads beyond it in words that lie over no others."""
    placed: list[_Box] = []
    low, high = heights
    for one, other in itertools.pairwise(spans):
        x, y = 100 * one.end, _at(ends[one.option], one.end)
        shown = share_in_words(one.end, now)
        before, after = (brief(names[span.option]) for span in (one, other))
        text = f"{after} from {shown}" if one.end >= now else f"{before} below {shown}"
        from_top = LINES_HEIGHT * (high - y) / (high - low)
        boxes = [_box(text, x, from_top, dy) for dy in _OFFSETS]
        inside = [box for box in boxes if _LINE / 2 <= box.middle <= LINES_HEIGHT - _LINE / 2]
        box = next((each for each in inside if not any(map(each.covers, placed))), inside[0])
        placed.append(box)
        yield _LINES_BLANK | {"kind": "switch", "x": x, "y": y, "text": text, "dy": box.dy}


# Words are placed as on a narrow screen: where they do not meet there, they meet nowhere.
_NARROW = 420  # pixels from 0 to 100 %
_LETTER, _LINE = 8.6, 20  # pixels of a letter's width at most, on average, and of a line of words
_OFFSETS = [sign * (20 + _LINE * step) for step in range(MOST_NAMED) for sign in (-1, 1)]  # above, below, further …


@dataclass(frozen=True)
class _Box:
    """Where words lie, in pixels from the left and from the top of the chart on a narrow screen."""

    left: float
    right: float
    middle: float
    dy: float

    def covers(self, other: _Box) -> bool:
        return self.left < other.right and other.left < self.right and abs(self.middle - other.middle) < _LINE


def _box(text: str, x: float, from_top: float, dy: float) -> _Box:
    at, width = _NARROW * x / 100, _LETTER * len(text)
    left = at if x < _AT_LEFT else at - width if x > _AT_RIGHT else at - width / 2
    return _Box(left, left + width, from_top + dy, float(dy))


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
