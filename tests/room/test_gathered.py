"""Ballots of several rounds put together."""

from __future__ import annotations

import numpy as np
import pytest

from decision.room.ballot import Spread
from decision.room.gathered import gut_choices, lying
from tests.room.meetings import PORTAL, chose, gathered, rated, weighed


def test_the_last_answer_to_each_thing_counts_and_others_stay() -> None:
    first = rated({"ann": {"buy/fit": 4, "extend/fit": 8}, "bo": {"buy/fit": 6}}, 1)
    again = rated({"ann": {"buy/fit": 5}}, 2)
    found = gathered(first, again)
    assert found.people == ("ann", "bo")
    assert found.answers.ratings[0, :, 0].tolist() == [5, 8]
    assert found.answers.ratings[1, 0, 0] == 6 and np.isnan(found.answers.ratings[1, 1, 0])


def test_who_can_no_longer_judge_takes_their_figure_back() -> None:
    found = gathered(rated({"ann": {"buy/fit": 4}}, 1), rated({"ann": {"buy/fit": None}}, 2))
    assert np.isnan(found.answers.ratings[0, 0, 0]) and found.answers.cannot_judge[0, 0, 0]


def test_a_range_is_shown_at_its_likely_figure_and_counts_as_what_is_expected_of_it() -> None:
    ranges = rated({"ann": {"buy/fit": Spread(2, 4, 9)}, "bo": {"buy/fit": Spread(4, 6, 7)}})
    (each,) = lying(PORTAL, ranges)
    assert each.figures.tolist() == [4, 6]
    # PERT: (low + 4·likely + high) / 6
    assert gathered(ranges).answers.ratings[:, 0, 0].tolist() == pytest.approx([27 / 6, 35 / 6])
    assert each.mean_spread == (3, 5, 8)
    (one,) = lying(PORTAL, rated({"ann": {"buy/fit": Spread(4, 4, 4)}}))
    assert one.figures.tolist() == [4]
    assert gathered(rated({"ann": {"buy/fit": Spread(4, 4, 4)}})).answers.ratings[0, 0, 0] == 4


def test_a_point_is_one_or_a_twentieth_of_a_wide_scale_or_five_percent_of_all_weight() -> None:
    time, fit = lying(PORTAL, rated({"ann": {"buy/time": 12, "buy/fit": 5}, "bo": {"buy/time": 15, "buy/fit": 7.1}}))
    assert (time.reach, fit.reach) == (1.5, 1)
    assert (time.within_one, fit.within_one) == (1, 0)
    weight, _ = lying(PORTAL, weighed({"ann": (50, 50), "bo": (6, 4), "cy": None}))
    assert (weight.reach, weight.answered, weight.cannot_judge) == (5, 2, 1)
    assert weight.group == pytest.approx(55) and weight.within_one == 1


def test_who_gave_no_weights_weighs_like_the_group() -> None:
    found = gathered(weighed({"ann": (80, 20), "bo": None}), rated({"cy": {"buy/fit": 5}}))
    assert found.disagreement.weights.tolist() == [pytest.approx([0.8, 0.2])] * 3
    assert gathered(rated({"cy": {"buy/fit": 5}})).disagreement.weights[0].tolist() == pytest.approx([0.6, 0.4])


def test_gut_choices_are_counted_and_bear_on_no_score() -> None:
    found = gathered(chose({"ann": "buy", "bo": "extend", "cy": "extend", "di": None}))
    assert list(gut_choices(found.rounds[0]).items()) == [("extend", 2), ("buy", 1)]
    assert found.people == () and found.agreement is None
