from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.analysis.scoring import evaluate
from decision.model.bounds import LONGEST_TEXT
from decision.model.estimate import Estimate, Exact, Percentiles, Range, ThreePoint
from decision.model.rating import Evidence, Rating
from decision.model.scenario import Scenario
from decision.model.value_function import Scale, ValueFunction
from decision.model.widening import widened
from tests.small_decisions import flat

WHY = "Nobody was asked."


def rated(estimate: Estimate, because: str = "", evidence: Evidence | None = None) -> Scenario:
    """One of two options on a scale from 0 to 10."""
    return flat({"a": [0], "b": [1]}, [1]).with_rating("a", "c1", Rating(estimate, because, "a source", evidence))


def made(estimate: Estimate) -> Estimate | None:
    rating = widened(rated(estimate), "a", "c1", WHY)
    return None if rating is None else rating.estimate  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("estimate", "wider"),
    [
        (Exact(5), ThreePoint(2, 5, 5)),
        (Exact(2), ThreePoint(0, 2, 2)),
        (Exact(0), None),  # worst already
        (ThreePoint(4, 5, 6), ThreePoint(2, 5, 6)),
        (ThreePoint(3, 5, 6, "triangular"), ThreePoint(2, 5, 6, "triangular")),
        (Range(4, 5), Range(1.5, 5)),
        (ThreePoint(4, 7, 8), None),  # goes as far already
        (ThreePoint(0, 5, 10), None),
        (Exact(11), None),  # off its scale
        (Percentiles(4, 6), None),  # has no ends
    ],
)
def test_the_end_towards_worst_goes_as_far_as_that_of_an_assumption(estimate: Estimate, wider: Estimate | None) -> None:
    assert made(estimate) == wider


@pytest.mark.parametrize(("estimate", "wider"), [(Exact(5), ThreePoint(5, 5, 8)), (Range(4, 5), Range(4, 7.5))])
def test_where_less_is_better_the_other_end_goes(estimate: Estimate, wider: Estimate) -> None:
    scenario = rated(estimate)
    criterion = replace(scenario.criteria[0], value_function=ValueFunction(Scale(10, 0)))
    rating = widened(scenario.with_criterion("c1", criterion), "a", "c1", WHY)
    assert rating is not None and rating.estimate == wider


def test_the_reason_stands_behind_the_one_that_was_given_and_all_else_stays() -> None:
    rating = widened(rated(Exact(5), "Seen in a demo. ", Evidence.DEMO), "a", "c1", WHY)
    assert rating is not None
    assert (rating.because, rating.source, rating.evidence) == (
        "Seen in a demo. Nobody was asked.",
        "a source",
        Evidence.DEMO,
    )
    short = widened(rated(Exact(5)), "a", "c1", WHY)
    assert short is not None and short.because == WHY


def test_a_reason_for_which_there_is_no_room_is_not_cut() -> None:
    assert widened(rated(Exact(5), "x" * (LONGEST_TEXT - 5)), "a", "c1", WHY) is None


@given(st.lists(st.floats(0, 10), min_size=3, max_size=3).map(sorted))
def test_nothing_becomes_narrower_or_leaves_its_scale_and_once_is_enough(ends: list[float]) -> None:
    scenario = rated(ThreePoint(*ends))
    rating = widened(scenario, "a", "c1", WHY)
    if rating is None:
        return
    estimate = rating.estimate
    assert isinstance(estimate, ThreePoint)
    assert 0 <= estimate.low < ends[0]
    assert (estimate.mode, estimate.high) == (ends[1], ends[2])
    before, after = (evaluate(each).option("a").score for each in (scenario, scenario.with_rating("a", "c1", rating)))
    assert after <= before + 1e-9
    assert widened(scenario.with_rating("a", "c1", rating), "a", "c1", WHY) is None
