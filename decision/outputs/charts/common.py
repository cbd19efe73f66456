"""What charts share: colours that mean the same wherever they are shown, and the parts of a specification.

A chart is a Vega-Lite specification that is a constant: only its data change, so that a browser that has drawn it
once moves its marks instead of building it anew. Positions and words are worked out here and not in the chart.
"""

from __future__ import annotations

import colorsys
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from decision.model.scenario import Scenario

Row = dict[str, Any]  # of a chart's data; all rows have the same fields, so that columns keep their types

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


# --- parts of a specification ---------------------------------------------------------------------------

AXIS: dict[str, Any] = {
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
BAND: dict[str, Any] = {
    "field": "place",
    "type": "ordinal",
    "axis": None,
    "scale": {"paddingInner": 0, "paddingOuter": 0},
}
COLOUR: dict[str, Any] = {"field": "colour", "type": "nominal", "scale": None, "legend": None}
INK: dict[str, Any] = {"field": "ink", "type": "nominal", "scale": None, "legend": None}


def frame(top: float = 4, bottom: float = 0, right: float = 4) -> dict[str, Any]:
    """What every specification begins with."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "autosize": {"type": "fit-x", "contains": "padding"},
        "padding": {"left": 0, "right": right, "top": top, "bottom": bottom},
        "view": {"stroke": None},
        "config": {"font": FONT, "mark": {"aria": False}, "axis": {"aria": False}},  # else every mark is read out
    }


def only(kind: str, *also: str) -> list[dict[str, Any]]:
    """Draw only rows of one kind, of which also holds what else is said."""
    return [{"filter": " && ".join([f"datum.kind == '{kind}'", *also])}]


def text_layer(kind: str, field: str, encoding: Mapping[str, Any], **mark: Any) -> dict[str, Any]:
    """A layer of text; a page may set it off from what it lies on, by its name."""
    return {
        "name": f"text_{kind}_{field}",
        "transform": only(kind),
        "mark": {"type": "text", "baseline": "middle", "color": "currentColor", "tooltip": None, **mark},
        "encoding": {**encoding, "text": {"field": field}},
    }


def letter_layers(kind: str, encoding: Mapping[str, Any], dx: float, dy: Any = 0) -> list[dict[str, Any]]:
    """An option's letter on its colour."""
    return [
        {
            "transform": only(kind),
            "mark": {"type": "square", "size": 484, "opacity": 1, "xOffset": dx, "yOffset": dy, "tooltip": None},
            "encoding": {**encoding, "color": COLOUR},
        },
        {
            "transform": only(kind),
            "mark": {
                "type": "text", "baseline": "middle", "align": "center", "fontWeight": 700, "dx": dx, "dy": dy,
                "fontSize": {"expr": "length(datum.letter) > 2 ? 11 : 14"}, "tooltip": None,
            },
            "encoding": {**encoding, "text": {"field": "letter"}, "color": INK},
        },
    ]  # fmt: skip
