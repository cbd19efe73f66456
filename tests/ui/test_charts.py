from __future__ import annotations

import itertools
import json
from dataclasses import replace

import pytest
import yaml

import decision
from decision.files.reader import read_scenario
from decision.model.scenario import Scenario
from decision.outputs.charts import (
    CONTRIBUTION_BARS,
    CRITERION_COLOURS,
    bars_in_words,
    contribution_bars,
    criterion_colours,
    ink_on,
    option_marks,
)
from tests.ui.conftest import ROOT, hostile_document


@pytest.fixture
def scenario() -> Scenario:
    return decision.load(ROOT / "scenarios" / "health-centre-portal.yaml")


def test_the_specification_is_json() -> None:
    json.dumps(CONTRIBUTION_BARS, allow_nan=False)


def test_every_row_has_every_field_so_that_columns_keep_their_types(scenario: Scenario) -> None:
    rows = contribution_bars(scenario, decision.evaluate(scenario))
    assert len({tuple((name, type(x)) for name, x in row.items()) for row in rows}) == 1


def test_segments_end_at_the_score_and_options_stand_in_rank_order(scenario: Scenario) -> None:
    evaluation = decision.evaluate(scenario)
    rows = contribution_bars(scenario, evaluation)
    options = [row for row in rows if row["kind"] == "option"]
    assert [row["name"] for row in options] == [option.name for option in evaluation.in_rank_order]
    for place, option in enumerate(evaluation.in_rank_order):
        segments = [row for row in rows if row["kind"] == "segment" and row["place"] == place]
        assert segments[0]["start"] == 0
        assert segments[-1]["end"] == pytest.approx(option.score, abs=1e-9)
        assert all(one["end"] == other["start"] for one, other in itertools.pairwise(segments))


def test_what_counts_against_an_option_goes_left_of_zero() -> None:
    scenario = read_scenario(yaml.safe_dump(hostile_document()).encode(), "x.yaml")
    evaluation = decision.evaluate(scenario)
    rows = contribution_bars(scenario, evaluation)
    place = [option.id for option in evaluation.in_rank_order].index("b")
    segments = [row for row in rows if row["kind"] == "segment" and row["place"] == place]
    against = [row for row in segments if row["end"] < 0]
    assert [(row["start"], row["end"]) for row in against] == [(0, pytest.approx(-150))]
    assert sum(row["end"] - row["start"] for row in segments) == pytest.approx(evaluation.option("b").score)
    assert next(row for row in rows if row["kind"] == "option" and row["place"] == place)["stroke"]


def test_catalogue_criteria_have_their_colours_whatever_else_is_there(scenario: Scenario) -> None:
    assert criterion_colours(scenario) == CRITERION_COLOURS
    fewer = replace(
        scenario,
        criteria=scenario.criteria[3:],
        options=tuple(
            replace(option, ratings={path: option.ratings[path] for path in ("integration", "risk", "fit")})
            for option in scenario.options
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
    assert [mark.letter for mark in option_marks(scenario).values()] == ["1", "Y1", "Y2"]


@pytest.mark.parametrize("colour", [*CRITERION_COLOURS.values(), "#E69F00", "#009E73", "#0072B2"])
def test_figures_on_colours_can_be_read(colour: str) -> None:
    def luminance(hex: str) -> float:
        channels = [int(hex[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted((luminance(colour), luminance(ink_on(colour))))
    assert (light + 0.05) / (dark + 0.05) >= 4.5  # WCAG 2.2, 1.4.3


def test_the_bars_in_words_name_every_option(scenario: Scenario) -> None:
    words = bars_in_words(decision.evaluate(scenario))
    assert words.startswith("Points of each option, best first. 1. Extend the portal we have: 69.2 points;")
