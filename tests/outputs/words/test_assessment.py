"""What an option is told of its assessment, held against the figures it speaks of, and found to be of no other."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from decision.analysis.scoring import evaluate
from decision.model.criterion import Criterion
from decision.model.estimate import Exact
from decision.model.rating import Rating
from decision.model.scenario import Scenario
from decision.model.value_function import Linear, Midvalue, Points, Scale, ValueFunction
from decision.outputs.tables.assessment import assessment
from decision.outputs.words.assessment import how_points_are_given, what_would_earn_more, why_failed
from decision.outputs.words.figures import points, rating
from tests.random_decisions import made_up

SEEDS = range(30)


@pytest.mark.parametrize("seed", SEEDS)
def test_points_are_those_of_the_engine_and_add_up(seed: int) -> None:
    scenario = made_up(np.random.default_rng(seed))
    result = evaluate(scenario)
    for option in result.options:
        own = assessment(scenario, result, option.id)
        rated = [each for each in own.criteria if each.is_rated]
        assert own.total == option.score == pytest.approx(sum(each.earned for each in rated), abs=1e-9)
        assert sum(each.most for each in rated) == pytest.approx(100)
        assert bool(own.out) == bool(scenario.option(option.id).failed or scenario.option(option.id).short_of)


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_of_another_option_is_in_an_assessment(seed: int) -> None:
    scenario = made_up(np.random.default_rng(seed))
    for own in scenario.options:
        changed = _others_changed(scenario, own.id)
        assert assessment(changed, evaluate(changed), own.id) == assessment(scenario, evaluate(scenario), own.id)


def _others_changed(scenario: Scenario, kept: str) -> Scenario:
    options = []
    for option in scenario.options:
        if option.id != kept:
            ratings = {path: Rating(Exact(4.25), "CHANGED") for path in option.ratings}
            option = replace(option, name=f"CHANGED {option.id}", about="CHANGED", ratings=ratings, requirements={})
        options.append(option)
    pairs = tuple(each for each in scenario.dependence.pairs if all(end.split(".")[0] == kept for end in each[:2]))
    tied = replace(scenario.dependence, pairs=pairs)
    return replace(scenario, options=tuple(options), dependence=tied, decision=None, outcome=None)


@pytest.mark.parametrize("seed", SEEDS)
def test_descriptions_that_would_earn_more_are_of_better_ratings_and_the_missing_points_are_right(seed: int) -> None:
    rng = np.random.default_rng(seed)
    scale = Scale(0.0, 10.0) if seed % 2 else Scale(10.0, 0.0)
    anchors = {float(at): f"ANCHOR-{at}" for at in rng.choice(11, 4, replace=False)}
    criterion = Criterion("c", "C", ValueFunction(scale), anchors=anchors)
    x, most = float(rng.uniform(0, 10)), float(rng.uniform(1, 100))
    value = float(criterion.value_function(x)) if criterion.value_function else 0.0
    *described, last = what_would_earn_more(criterion, "", x, value, most)
    told = [float(re.search(r"ANCHOR-(\d+)", each)[1]) for each in described]  # type: ignore[index]
    better = sorted((at for at in anchors if criterion.is_worse(x, at)), key=lambda at: abs(at - x))
    assert told == better[:3]
    assert points(most * (1 - value)) in last
    assert last.startswith(rating(scale.best, criterion))
    assert what_would_earn_more(criterion, "", scale.best, 1.0, most) == ["All points that there were."]


@pytest.mark.parametrize(
    ("curve", "said"),
    [
        (Linear(), "between them points grow evenly"),
        (Midvalue(3.0), "half of them are earned at 3, and those between along an exponential curve"),
        (
            Points(((0.0, 0.0), (4.0, 0.7), (10.0, 1.0))),
            "straight lines from point to point: 0 0 % of them, 4 70 % of them",
        ),
    ],
)
def test_how_points_are_given_follows_the_curve(curve: Linear | Midvalue | Points, said: str) -> None:
    function = ValueFunction(Scale(0.0, 10.0), curve)
    criterion = Criterion("c", "C", function, minimum=2.0)
    told = how_points_are_given(criterion, "", 40.0)
    assert told.startswith("0 earns nothing, 10 all 40.0 points;")
    assert said in told
    assert told.endswith("earns no less and no more. At least 2 is wanted.")
    assert (float(function(0)), float(function(10))) == (0.0, 1.0)
    if isinstance(curve, Midvalue):
        assert float(function(3.0)) == pytest.approx(0.5)


def test_what_lies_beyond_the_ends_is_told_as_it_counts() -> None:
    beyond = Criterion("c", "C", ValueFunction(Scale(0.0, 10.0), outside="extrapolate"))
    assert "what lies beyond the ends earns accordingly less or more" in how_points_are_given(beyond, "", 10.0)


def test_a_failed_requirement_is_told_with_how_that_was_decided() -> None:
    assert why_failed("R1", "It exports.", "", "") == (
        "Requirement R1 is held not to be met: It exports. How that was decided: nothing was written down of how that "
        "was decided"
    )
    assert why_failed("R1", "It exports.", "We tried.", "Test of May").endswith("decided: We tried. (Test of May)")
