"""Bars of contributions: segments add up to scores, and options stand in rank order."""

from __future__ import annotations

import itertools

import pytest
import yaml

import decision
from decision.files.reader import read_scenario
from decision.outputs.charts.contributions import bars_in_words, contribution_bars
from tests.outputs.samples import PORTAL
from tests.ui.conftest import hostile_document


def test_segments_end_at_the_score_and_options_stand_in_rank_order() -> None:
    evaluation = decision.evaluate(PORTAL)
    rows = contribution_bars(PORTAL, evaluation)
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


def test_the_bars_in_words_name_every_option() -> None:
    words = bars_in_words(decision.evaluate(PORTAL))
    assert words.startswith("Points of each option, best first. 1. Extend the portal we have: 67.9 points;")
