"""What holds of every chart, and of the colours that mean the same in all of them."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import yaml

from decision.analysis.scoring import evaluate
from decision.analysis.sensitivity.sensitivity import SensitivityResult
from decision.analysis.sensitivity.two_way import Axis, two_way
from decision.analysis.standing import Standing
from decision.files.reader import read_scenario
from decision.outputs.charts.bars import LABELLED_BARS
from decision.outputs.charts.colours import CRITERION_COLOURS, criterion_colours, ink_on
from decision.outputs.charts.common import Row
from decision.outputs.charts.contributions import CONTRIBUTION_BARS, contribution_bars
from decision.outputs.charts.information import worth_data
from decision.outputs.charts.option_marks import option_marks
from decision.outputs.charts.score_lines import SCORE_LINES, lines_data
from decision.outputs.charts.simulation import RANK_BARS, SCORE_SPREAD
from decision.outputs.charts.tornado import TORNADO, tornado_data
from decision.outputs.charts.two_way import TWO_WAY, map_data
from decision.outputs.charts.variance import variance_data
from tests.outputs.samples import PORTAL
from tests.ui.conftest import hostile_document


def every_row_alike(rows: list[Row]) -> bool:
    return len({tuple((name, type(x)) for name, x in row.items()) for row in rows}) == 1


@pytest.mark.parametrize(
    "specification",
    [CONTRIBUTION_BARS, RANK_BARS, SCORE_SPREAD, SCORE_LINES, TORNADO, LABELLED_BARS, TWO_WAY],
)
def test_the_specifications_are_json(specification: dict[str, object]) -> None:
    json.dumps(specification, allow_nan=False)


def test_every_row_has_every_field_so_that_columns_keep_their_types(turned: SensitivityResult) -> None:
    standing = Standing(PORTAL)
    assert every_row_alike(contribution_bars(PORTAL, evaluate(PORTAL)))
    assert every_row_alike(lines_data(standing, "fit"))
    assert every_row_alike(tornado_data(standing, turned))
    assert every_row_alike(worth_data(PORTAL, turned))
    assert every_row_alike(variance_data(PORTAL, turned))
    assert every_row_alike(map_data(PORTAL, two_way(standing, Axis("fit"), Axis("cost", "buy"), 21)))


def test_catalogue_criteria_have_their_colours_whatever_else_is_there() -> None:
    assert criterion_colours(PORTAL) == CRITERION_COLOURS
    fewer = replace(
        PORTAL,
        criteria=PORTAL.criteria[3:],
        options=tuple(
            replace(option, ratings={path: option.ratings[path] for path in ("integration", "risk", "fit")})
            for option in PORTAL.options
        ),
        views={},
    )
    assert criterion_colours(fewer) == {id: CRITERION_COLOURS[id] for id in ("integration", "risk", "fit")}


def test_own_criteria_get_colours_that_differ() -> None:
    document = {
        "format": 1,
        "title": "Many",
        "criteria": {f"c{i}": {"worst": 0, "best": 1} for i in range(30)},
        "weights": {f"c{i}": 1 for i in range(30)},
        "options": {id: {"ratings": {f"c{i}": 1 for i in range(30)}} for id in ("a", "b")},
    }
    colours = criterion_colours(read_scenario(yaml.safe_dump(document).encode(), "x.yaml"))
    assert len(set(colours.values())) == 30


def test_letters_tell_options_apart() -> None:
    scenario = read_scenario(yaml.safe_dump(hostile_document()).encode(), "x.yaml")
    assert [mark.letter for mark in option_marks(scenario).values()] == ["Lt", "L", "L1"]


@pytest.mark.parametrize("colour", [*CRITERION_COLOURS.values(), "#E69F00", "#009E73", "#0072B2"])
def test_figures_on_colours_can_be_read(colour: str) -> None:
    def luminance(hex: str) -> float:
        channels = [int(hex[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted((luminance(colour), luminance(ink_on(colour))))
    assert (light + 0.05) / (dark + 0.05) >= 4.5  # WCAG 2.2, 1.4.3
