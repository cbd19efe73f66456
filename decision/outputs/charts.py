"""Charts as Vega-Lite specifications, and the colours that mean the same wherever they are shown.

A specification is a constant: only its data change, so that a browser that has drawn it once moves its marks
instead of building it anew. Positions and words are worked out here and not in the chart.
"""

from __future__ import annotations

import colorsys
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from decision.analysis.scoring import Evaluation, OptionScore
from decision.model.scenario import Scenario
from decision.outputs.figures import percent, points, rating

APPROACH_COLOURS: Mapping[str, str] = {"build": "#0072B2", "buy": "#E69F00", "extend": "#009E73"}
APPROACH_LETTERS: Mapping[str, str] = {"build": "B", "buy": "Y", "extend": "E"}
NO_APPROACH = "#6B7280"
EXCLUDED = "#B8BCC2"

# Paul Tol's muted scheme, in the order of the catalogue; then what is left of it, for criteria of one's own.
CRITERION_COLOURS: Mapping[str, str] = {
    "cost": "#332288",
    "time_to_launch": "#88CCEE",
    "flexibility": "#DDCC77",
    "integration": "#CC6677",
    "risk": "#44AA99",
    "fit": "#AA4499",
}
OWN_COLOURS = ("#117733", "#882255", "#999933", "#4477AA", "#EE8866", "#77AADD")

FONT = (
    "'Source Sans', 'Source Sans Pro', 'Source Sans 3', sans-serif"  # named: texts are measured before they are drawn
)
BLACK, WHITE = "#000000", "#FFFFFF"  # pure: whatever lies between, one of them has a contrast of at least 4.58 to it
EDGE: Mapping[str, Any] = {"stroke": "currentColor", "strokeWidth": 1, "strokeOpacity": 0.55}  # of pale marks and dark


# --- colours ------------------------------------------------------------------------------------------------


def criterion_colours(scenario: Scenario) -> dict[str, str]:
    """A colour for every criterion and part, by path: fixed for those of the catalogue, stable for others."""
    colours: dict[str, str] = {}
    for criterion in scenario.criteria:
        if criterion.id in CRITERION_COLOURS:
            colours[criterion.id] = CRITERION_COLOURS[criterion.id]
    for criterion in scenario.criteria:
        if criterion.id not in colours:
            colours[criterion.id] = _own_colour(criterion.id, set(colours.values()))
    for path in scenario.all_criteria:
        if "." in path:
            siblings = [other for other in scenario.all_criteria if other.rpartition(".")[0] == path.rpartition(".")[0]]
            colours[path] = shade(colours[path.rpartition(".")[0]], (siblings.index(path) + 1) / (len(siblings) + 1))
    return colours


def _own_colour(id: str, taken: set[str]) -> str:
    """The colour that the name leads to, or the next free one; once all are taken, a darker round begins."""
    start = hashlib.sha256(id.encode("utf-8")).digest()[0]
    palette = [*OWN_COLOURS, *CRITERION_COLOURS.values()]
    own = len(OWN_COLOURS)
    order = [*((start + step) % own for step in range(own)), *range(own, len(palette))]
    darker = 0.0
    while True:
        for place in order:
            colour = shade(palette[place], -darker)
            if colour not in taken:
                return colour
        darker = darker / 2 + 0.2


def shade(colour: str, share: float) -> str:
    """`colour` with a share of the way to white, or to black where `share` is negative."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    end = 0.92 if share > 0 else 0.0
    red, green, blue = colorsys.hls_to_rgb(hue, lightness + abs(share) * (end - lightness), saturation)
    return f"#{round(255 * red):02X}{round(255 * green):02X}{round(255 * blue):02X}"


def ink_on(colour: str) -> str:
    """Black or white, whichever is read more easily on `colour` (contrast as WCAG 2.2 defines it)."""
    luminance = sum(
        share * (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4)
        for share, x in zip((0.2126, 0.7152, 0.0722), _channels(colour), strict=True)
    )
    return WHITE if 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 else BLACK


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


@dataclass(frozen=True)
class OptionMark:
    """How an option is recognised besides its name: a letter, and the colour it stands on."""

    letter: str
    colour: str

    @property
    def ink(self) -> str:
        return ink_on(self.colour)


def option_marks(scenario: Scenario) -> dict[str, OptionMark]:
    """By id: the approach's letter and hue; several of one approach are numbered and differ in lightness."""
    marks: dict[str, OptionMark] = {}
    for approach in dict.fromkeys(option.approach for option in scenario.options):
        alike = [option for option in scenario.options if option.approach == approach]
        letter = APPROACH_LETTERS.get(approach or "", "")
        for place, option in enumerate(alike):
            number = str(place + 1) if len(alike) > 1 or not letter else ""
            colour = APPROACH_COLOURS.get(approach or "", NO_APPROACH)
            marks[option.id] = OptionMark(letter + number, shade(colour, 0.6 * place / len(alike)))
    return marks


# --- contribution bars --------------------------------------------------------------------------------------

STEP = 78  # pixels from one option to the next
_BAR_TOP, _BAR_HEIGHT = 30, 34


def _only(condition: str) -> list[dict[str, Any]]:
    return [{"filter": condition}]


_ROW: dict[str, Any] = {
    "field": "place",
    "type": "ordinal",
    "axis": None,
    "scale": {"paddingInner": 0, "paddingOuter": 0},
}
_AT_TOP: dict[str, Any] = {"y": {**_ROW, "bandPosition": 0}}
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


def _text(content: str, condition: str, x: Mapping[str, Any], **mark: Any) -> dict[str, Any]:
    return {
        "transform": _only(condition),
        "mark": {"type": "text", "baseline": "middle", "align": "left", "color": "currentColor", **mark},
        "encoding": {"text": {"field": content}, "x": x, **_AT_TOP},
    }


_OPTION = "datum.kind == 'option'"
_NAME_LINE = {"dy": 14, "fontSize": 18, "fontWeight": 600}
_BEFORE_SCORE = {
    "dx": 30,
    "limit": {"expr": "width - (datum.chance ? 190 : 100)"},
}  # a name leaves room for the score at the other end

CONTRIBUTION_BARS: dict[str, Any] = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "height": {"step": STEP},
    "autosize": {"type": "fit-x", "contains": "padding"},
    "padding": {"left": 0, "right": 0, "top": 0, "bottom": 0},
    "view": {"stroke": None},
    "config": {"font": FONT, "mark": {"aria": False}, "axis": {"aria": False}},  # else every mark is read out
    "layer": [
        {
            # unseen: it makes the axis reach from 0 to 100, and further only where a bar does
            "transform": _only("datum.kind == 'axis'"),
            "mark": {"type": "rule", "opacity": 0, "tooltip": None},
            "encoding": {"x": {"field": "start", "type": "quantitative"}, "x2": {"field": "end"}},
        },
        {
            "transform": _only("datum.kind == 'segment'"),
            "mark": {
                "type": "bar",
                "height": _BAR_HEIGHT,
                "yOffset": _BAR_TOP + _BAR_HEIGHT / 2 - STEP / 2,
                "x2Offset": -1,
                **EDGE,
            },
            "encoding": {
                "y": _ROW,
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
                "color": {"field": "colour", "type": "nominal", "scale": None, "legend": None},
                "tooltip": _TOOLTIP,
            },
        },
        {
            "transform": _only("datum.kind == 'segment'"),
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
                "color": {"field": "ink", "type": "nominal", "scale": None, "legend": None},
            },
        },
        {
            "transform": _only(_OPTION),
            "mark": {"type": "square", "size": 484, "opacity": 1, "yOffset": 13, "xOffset": 11},
            "encoding": {
                **_AT_TOP,
                "x": {"value": 0},
                "color": {"field": "colour", "type": "nominal", "scale": None, "legend": None},
            },
        },
        {
            "transform": _only(_OPTION),
            "mark": {
                "type": "text", "baseline": "middle", "align": "center", "dx": 11, "dy": 14, "fontWeight": 700,
                "fontSize": {"expr": "length(datum.letter) > 2 ? 11 : 14"},
            },
            "encoding": {
                **_AT_TOP,
                "x": {"value": 0},
                "text": {"field": "letter"},
                "color": {"field": "ink", "type": "nominal", "scale": None, "legend": None},
            },
        },
        _text("name", f"{_OPTION} && !datum.excluded", {"value": 0}, **_NAME_LINE, **_BEFORE_SCORE),
        {
            # named, so that a page can strike these through: a chart's text has no such property
            "name": "struck",
            **_text("name", f"{_OPTION} && datum.excluded", {"value": 0}, **_NAME_LINE, **_BEFORE_SCORE, opacity=0.75),
        },
        _text(
            "score", _OPTION, {"value": "width"}, **(_NAME_LINE | {"fontSize": 20}), align="right",
            dx={"expr": "datum.chance ? -92 : 0"},
        ),
        _text("chance", _OPTION, {"value": "width"}, dy=14, fontSize=16, align="right"),
        {
            # where some contributions are negative the bar ends right of the score: a stroke marks the score itself
            "transform": _only(f"{_OPTION} && datum.stroke"),
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
) -> list[dict[str, Any]]:
    """The data of `CONTRIBUTION_BARS`: a row for each option in rank order, and one for each of its segments.

    `chances` says by id how often an option is best, in a few words that stand beside its score.
    What counts for an option is stacked from zero to the right, what counts against it to the left.
    """
    colours, marks = criterion_colours(scenario), option_marks(scenario)
    rows: list[dict[str, Any]] = [_BLANK | {"kind": "axis", "end": 100.0}]
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
                "chance": "left out" if option.left_out else (chances or {}).get(option.id, ""),
                "colour": mark.colour,
                "ink": mark.ink,
                "excluded": option.excluded,
                "stroke": any(segment["end"] < 0 for segment in segments),
                "start": 0.0,
                "end": option.score,
            }
        )
        rows += segments
    return rows


_BLANK: dict[str, Any] = {
    "kind": "", "place": 0, "option": "", "name": "", "letter": "", "score": "", "chance": "", "criterion": "",
    "weight": "", "rating": "", "points": "", "colour": "", "ink": "", "excluded": False, "stroke": False,
    "start": 0.0, "middle": 0.0, "end": 0.0,
}  # fmt: skip


def _segments(
    scenario: Scenario, evaluation: Evaluation, option: OptionScore, place: int, colours: Mapping[str, str]
) -> list[dict[str, Any]]:
    ends = {True: 0.0, False: 0.0}  # of what counts for the option, and of what counts against it
    segments: list[dict[str, Any]] = []
    for criterion in scenario.criteria:
        size = option.contributions[criterion.id]
        if size == 0:
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
                "criterion": criterion.name,
                "weight": percent(evaluation.weights[criterion.id]),
                "rating": rating(option.ratings[criterion.id], criterion, scenario.currency)
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
    return segments


def bars_in_words(evaluation: Evaluation) -> str:
    """What the bars show, for those who cannot see them; the table beside them has every figure."""
    lines = [
        f"{option.name}: out, {points(option.score)} points"
        if option.rank is None
        else f"{option.rank}. {option.name}: {points(option.score)} points"
        for option in evaluation.in_rank_order
    ]
    return "Points of each option, best first. " + "; ".join(lines) + "."
