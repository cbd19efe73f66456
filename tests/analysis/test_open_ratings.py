"""Whether what is open could change who leads, against every corner of what it may be."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.analysis.open_ratings import open_weights, openness
from decision.analysis.scoring import evaluate
from decision.analysis.simulation.certainty import certainty
from decision.analysis.simulation.simulation import simulate
from decision.model.estimate import Estimate, Exact, Range, Unknown
from decision.model.rating import Rating
from decision.model.scenario import Scenario
from tests.small_decisions import flat


@st.composite
def partly_open(draw: st.DrawFn) -> Scenario:
    figures = st.integers(0, 10).map(float) | st.just(Unknown())
    count = draw(st.integers(1, 3))
    rows: dict[str, list[float | Estimate]] = {
        f"o{m}": draw(st.lists(figures, min_size=count, max_size=count)) for m in range(draw(st.integers(2, 3)))
    }
    weights = draw(st.lists(st.integers(0, 9), min_size=count, max_size=count).filter(any))
    return flat(rows, [float(each) for each in weights])


@given(partly_open())
def test_it_could_change_the_leader_exactly_where_some_corner_does(scenario: Scenario) -> None:
    missing = [(each.id, path) for each in scenario.options for path in scenario.leaves
               if isinstance(each.ratings[path].estimate, Unknown)]  # fmt: skip
    before = evaluate(scenario)
    changed = False
    for corner in itertools.product((0.0, 10.0), repeat=len(missing)):
        settled = scenario
        for (option_id, path), x in zip(missing, corner, strict=True):
            settled = settled.with_rating(option_id, path, Rating(Exact(x)))
        changed |= evaluate(settled).joint_leaders != before.joint_leaders[:1]
    found = openness(scenario, before)
    assert (found.count, found.total) == (len(missing), len(scenario.options) * len(scenario.leaves))
    assert found.could_change_leader == (changed and bool(missing))
    assert before.open_ratings == tuple(f"{option_id}.{path}" for option_id, path in missing)


def test_no_answer_is_clear_while_what_is_open_could_change_the_leader() -> None:
    wide: list[float | Estimate] = [Range(7, 9), Unknown()]
    could = flat({"a": wide, "b": [Range(1, 3), Range(5.5, 7.5)]}, [1, 1])
    result = simulate(could, 2_000, 1)
    assert result.openness.could_change_leader
    assert (result.likeliest.p_best or 0) > 0.9
    assert certainty(result, ["a"]) == "not known"
    cannot = flat({"a": [Range(8, 9), Unknown()], "b": [Range(1, 2), Range(4, 6)]}, [9, 1])
    assert certainty(simulate(cannot, 2_000, 1), ["a"]) == "clear"


def test_half_the_weight_in_expectation_and_all_of_it_in_every_chance() -> None:
    scenario = flat({"a": [Unknown(), 5], "b": [5, 5]}, [3, 1])
    evaluation = evaluate(scenario)
    assert evaluation.option("a").contributions["c1"] == 37.5
    assert evaluation.joint_leaders == ("a", "b")
    assert open_weights(scenario, "a") == {"c1": 0.75}
    assert open_weights(scenario, "b") == {}
    option = simulate(scenario, 100_000, 1).option("a")
    assert option.mean == pytest.approx(50, abs=0.3)
    assert (option.p10, option.p90) == pytest.approx((12.5 + 7.5, 12.5 + 67.5), abs=0.5)
