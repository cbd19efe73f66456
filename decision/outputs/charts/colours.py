"""Colours that mean the same wherever they are shown."""

from __future__ import annotations

import colorsys
import hashlib
from collections.abc import Mapping

from decision.model.scenario import Scenario

APPROACH_COLOURS: Mapping[str, str] = {"build": "#0072B2", "buy": "#E69F00", "extend": "#009E73"}
APPROACH_LETTERS: Mapping[str, str] = {"build": "B", "buy": "Y", "extend": "E"}
EXCLUDED = "#B8BCC2"
STILL_OPEN = "#E3E5E8"  # what nobody knows yet

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

# Of options that share an approach, or have none: Okabe and Ito's scheme (vermilion a little lighter, to be read when
# greyed), hues of approaches last.
OPTION_COLOURS = ("#D86410", "#56B4E9", "#CC79A7", "#F0E442", "#0072B2", "#009E73", "#E69F00", "#6B4226")

BLACK, WHITE = "#000000", "#FFFFFF"  # pure: whatever lies between, one of them has a contrast of at least 4.58 to it


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
