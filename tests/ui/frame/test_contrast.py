"""Everything that is written or drawn stands out from what it lies on, in both themes (WCAG 2.2: 1.4.3 and 1.4.11).

Colours are read from where they are set, so that a paler one is found here: the theme, the two style sheets, and the
specifications of the charts.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from decision.outputs.charts import bars as labelled_bars
from decision.outputs.charts import contributions as contribution_chart
from decision.outputs.charts import score_lines as score_lines_chart
from decision.outputs.charts import simulation as simulation_charts
from decision.outputs.charts import tornado as tornado_chart
from decision.outputs.charts import two_way as two_way_chart
from decision.outputs.charts.colours import (
    APPROACH_COLOURS,
    CRITERION_COLOURS,
    EXCLUDED,
    OPTION_COLOURS,
    OWN_COLOURS,
    ink_on,
    shade,
)
from decision.outputs.charts.common import EDGE
from decision.outputs.charts.tornado import HIGH_END, LOW_END
from decision.outputs.charts.variance import NEUTRAL
from decision.outputs.panel.payload import _GREYS
from tests.colours import blend, contrast, greyed
from tests.ui.conftest import ROOT

TEXT, GRAPHIC = 4.5, 3.0

_CSS = (ROOT / "decision" / "ui" / "frame" / "style.css").read_text(encoding="utf-8")
_PANEL = (ROOT / "decision" / "outputs" / "panel" / "panel.css").read_text(encoding="utf-8")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# what holds on paper alone stands at the end of each
(STYLE, _, PAPER), (PANEL, _, PANEL_PAPER) = (
    _COMMENT.sub("", each).partition("@media print") for each in (_CSS, _PANEL)
)
_CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
_SPECIFICATIONS = {
    name: each
    for module in (
        contribution_chart,
        labelled_bars,
        score_lines_chart,
        simulation_charts,
        tornado_chart,
        two_way_chart,
    )
    for name, each in vars(module).items()
    if isinstance(each, dict) and "layer" in each
}
CRITERIA = [*CRITERION_COLOURS.values(), *OWN_COLOURS]
OPTIONS = [*APPROACH_COLOURS.values(), *OPTION_COLOURS]
VENDORS = [shade(colour, 0.6 * place / n) for colour in OPTIONS for n in range(1, 7) for place in range(n)]
RANKS = [simulation_charts._faded(colour, share / 100) for colour in VENDORS for share in range(81)]
PARTS = [shade(colour, (at + 1) / (n + 1)) for colour in CRITERIA for n in range(2, 7) for at in range(n)]


@dataclass(frozen=True)
class Theme:
    """Colours of one theme, with those that our own style sheet has for it."""

    name: str
    page: str
    second: str
    text: str
    link: str
    primary: str
    own: dict[str, str]

    @property
    def grounds(self) -> list[str]:
        """What text may lie on: the page, panels, a table's marked rows, faults and notices, what is pointed at."""
        tints = [
            *(blend(self.text, share, self.page) for share in _shares(r"background: color-mix\(in srgb, currentColor")),
            *(blend(alarm, 0.1, self.page) for alarm in ("#C2410C", self.own["accent"])),
            blend(self.text, _share(PANEL, r"--faint: color-mix\(in srgb, currentColor"), self.page),
        ]
        return [self.page, self.second, *tints]


def _shares(start: str, sheet: str = STYLE) -> list[float]:
    return [float(found) / 100 for found in re.findall(start + r" (\d+)%", sheet)]


def _share(sheet: str, start: str) -> float:
    (share,) = _shares(start, sheet)
    return share


def _theme(name: str) -> Theme:
    said = _CONFIG[name]
    roots = re.findall(r":root \{([^}]*)\}", STYLE)
    own: dict[str, str] = {}
    for block in roots if name == "dark" else roots[:1]:
        own |= dict(re.findall(r"--(\w+): (#[0-9A-F]{6})", block))
    colours = (said[f"{each}Color"] for each in ("background", "secondaryBackground", "text", "link", "primary"))
    return Theme(name, *colours, own)


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest) -> Theme:
    return _theme(request.param)


def worst(pairs: Iterator[tuple[str, str]]) -> tuple[float, str, str]:
    return min((contrast(one, other), one, other) for one, other in pairs)


def test_our_own_page_colour_is_that_of_the_theme(theme: Theme) -> None:
    assert theme.own["page"] == theme.page


def test_text_and_links_on_every_ground(theme: Theme) -> None:
    assert worst((ink, ground) for ink in (theme.text, theme.link) for ground in theme.grounds)[0] >= TEXT


def test_what_is_chosen_is_written_in_the_primary_colour_on_a_tint_of_it(theme: Theme) -> None:
    tints = [theme.page, *(blend(theme.primary, share, theme.page) for share in (0.1, 0.15, 0.2))]
    assert worst((theme.primary, ground) for ground in tints)[0] >= TEXT


def test_what_is_written_on_a_button_of_the_primary_colour(theme: Theme) -> None:
    assert '[data-testid="stBaseButton-primary"]:not(:disabled) p { color: var(--page); }' in STYLE
    assert contrast(theme.page, theme.primary) >= TEXT
    assert contrast(theme.page, theme.own["accent"]) >= TEXT  # while it is pointed at


def test_a_failure_is_read_and_the_place_of_the_keyboard_is_seen(theme: Theme) -> None:
    assert contrast(theme.own["bad"], theme.page) >= TEXT
    assert contrast(theme.own["accent"], theme.page) >= GRAPHIC
    assert contrast(theme.own["accent"], theme.second) >= GRAPHIC
    assert contrast(theme.link, theme.page) >= GRAPHIC  # in the live panel


def test_quiet_text_is_still_read(theme: Theme) -> None:
    opacities = {float(x) for x in re.findall(r"(?<![-\w])opacity: (0\.\d+)", STYLE)}
    mixed = set(_shares(r"(?<![-\w])color: color-mix\(in srgb, currentColor"))
    quiet = {_share(PANEL, r"--quiet: color-mix\(in srgb, var\(--st-text-color\)")}
    assert opacities
    assert mixed
    for share in opacities | mixed | quiet:
        for ground in (theme.page, theme.second):
            assert contrast(blend(theme.text, share, ground), ground) >= TEXT, share
    assert not re.findall(r"(?<![-\w])opacity: 0\.\d+", PANEL)  # there it is --quiet that says so


def test_quiet_text_of_charts_is_still_read(theme: Theme) -> None:
    found = set(_opacities(_SPECIFICATIONS))
    assert len(_SPECIFICATIONS) >= 6
    assert found
    for share in found:
        assert contrast(blend(theme.text, share, theme.page), theme.page) >= TEXT, share


def _opacities(part: Any) -> Iterator[float]:
    """Opacities of text in a specification: of axes, titles, and marks that are text; 0 is not seen at all."""
    if isinstance(part, list):
        for each in part:
            yield from _opacities(each)
    elif isinstance(part, dict):
        names = ("labelOpacity", "titleOpacity", *(("opacity",) if part.get("type") == "text" else ()))
        yield from (part[name] for name in names if isinstance(part.get(name), int | float) and part[name] > 0)
        for each in part.values():
            yield from _opacities(each)


@pytest.mark.parametrize(
    "colours",
    [CRITERIA, OPTIONS, VENDORS, RANKS, PARTS, [EXCLUDED, *_GREYS], [LOW_END, HIGH_END, NEUTRAL]],
    ids=["criteria", "options", "vendors", "ranks", "parts", "left out", "tornado"],
)
def test_what_is_written_on_a_colour(colours: list[str]) -> None:
    assert worst((ink_on(colour), colour) for colour in colours)[0] >= TEXT


def test_one_of_two_inks_is_read_on_any_colour_at_all() -> None:
    greys = [f"#{x:02X}{x:02X}{x:02X}" for x in range(256)]
    assert worst((ink_on(grey), grey) for grey in greys)[0] >= TEXT


def test_a_stale_result_is_still_read(theme: Theme) -> None:
    assert ".stale .told { color: var(--quiet); filter: grayscale(1); }" in PANEL
    marks = [*CRITERIA, *OPTIONS]
    assert worst((greyed(ink_on(colour)), greyed(colour)) for colour in marks)[0] >= TEXT


def test_edges_of_what_is_drawn_are_seen_on_the_page(theme: Theme) -> None:
    """Fills may be as pale as the page, or as dark: it is their edge that has the contrast."""
    drawn = [*CRITERIA, *PARTS, *VENDORS, *_GREYS, LOW_END, HIGH_END, NEUTRAL]
    for sheet, colour in ((STYLE, "currentColor"), (PANEL, r"var\(--st-text-color\)")):
        share = _share(sheet, rf"--edge: color-mix\(in srgb, {colour}")
        assert worst((blend(theme.text, share, fill), theme.page) for fill in drawn)[0] >= GRAPHIC
    for sheet, rule in ((PANEL, ".part"), (PANEL, ".swatch"), (PANEL, ".track::before"), (STYLE, ".swatch"), (STYLE, ".strip i")):  # fmt: skip
        block = next(body for head, body in re.findall(r"([^{}]*)\{([^{}]*)\}", sheet) if _is_for(head, rule))
        assert "inset 0 0 0 1px var(--edge)" in block, rule


def _is_for(head: str, rule: str) -> bool:
    return any(each.strip() in (rule, f".weight i, {rule}") for each in [head, *head.split(",")])


def test_edges_in_charts_are_seen_on_the_page(theme: Theme) -> None:
    assert contrast(blend(theme.text, EDGE["strokeOpacity"], theme.page), theme.page) >= GRAPHIC
    for name, specification in _SPECIFICATIONS.items():
        coloured = [layer for layer in specification["layer"] if _has_own_colour(layer)]
        rims = [layer for layer in specification["layer"] if layer["mark"].get("opacity") == EDGE["strokeOpacity"]]
        edged = [layer for layer in coloured if EDGE.items() <= layer["mark"].items()]
        framed = [layer for layer in specification["layer"] if "strokeOpacity" in layer["mark"]]  # all cells of a map
        assert edged or rims or framed, name


def _has_own_colour(layer: dict[str, Any]) -> bool:
    return layer["mark"]["type"] != "text" and "color" in layer.get("encoding", {})


def test_bounds_of_what_is_filled_in_are_seen(theme: Theme) -> None:
    share = _share(STYLE, r"--edge: color-mix\(in srgb, currentColor")
    line = _share(PANEL, r"--line: color-mix\(in srgb, currentColor")
    for ground in (theme.page, theme.second):
        assert contrast(blend(theme.text, share, ground), ground) >= GRAPHIC
        assert contrast(blend(theme.text, line, ground), ground) >= GRAPHIC


def test_no_rule_has_a_colour_of_one_theme_only() -> None:
    """A colour written out is that of a variable, which has another in the dark, or of the alarm that is seen on both."""
    rules = re.sub(r":root \{[^}]*\}", "", STYLE)
    for colour in {*re.findall(r"#[0-9A-Fa-f]{6}", rules), *re.findall(r"#[0-9A-Fa-f]{6}", PANEL)}:
        assert all(contrast(colour, _theme(name).page) >= GRAPHIC for name in ("light", "dark")), colour
        inked = re.findall(rf"(?<![-\w])color: {colour}", rules + PANEL)
        assert len(inked) == len(re.findall(rf'content: "●"; margin-right: 0.4em; color: {colour}', rules + PANEL))


def test_paper_has_the_colours_of_the_light_theme() -> None:
    light = _theme("light")
    own = {"#B42318"}  # what is bad
    for sheet in (PAPER, PANEL_PAPER):
        assert set(re.findall(r"#[0-9A-Fa-f]{6}", sheet)) - own == {light.page, light.text}
    assert f"--bad: {light.own['bad']}" in PAPER
