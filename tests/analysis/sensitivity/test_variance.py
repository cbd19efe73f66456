"""Shares of variance agree with closed forms and with slicing the draws."""

from __future__ import annotations

import numpy as np
import pytest

from decision.analysis.sampling.values import draw_values
from decision.analysis.sampling.weights import ScenarioWeightSampler
from decision.analysis.sensitivity.variance import VarianceShares, first_order_from_draws, variance_shares
from decision.analysis.standing import Standing
from decision.files.reader import read_scenario
from decision.model.scenario import Scenario
from tests.analysis.sensitivity.test_information import INDEPENDENT, PAIRED, WITHIN, scenario_with
from tests.oracles.decisions import decision

Shares = dict[tuple[str | None, str | None], tuple[float, float | None]]


def shares_of(scenario: Scenario, draws: int = 100_000) -> tuple[VarianceShares, Shares]:
    weights = ScenarioWeightSampler(scenario, 1, "file").draw(draws)
    found = variance_shares(Standing(scenario), draw_values(scenario, draws, 1), weights)
    return found, {(each.option, each.criterion): (each.first, each.total) for each in found.inputs}


def test_an_additive_model_salib() -> None:
    """An additive model: first-order and total shares are w²·variance over their sum; SALib 1.6 agrees to 0.003."""
    scenario = read_scenario(
        b"""\
format: 1
title: Sum
criteria: {x1: &c {worst: 0, best: 1}, x2: *c, x3: *c, x4: *c}
weights: {x1: 40, x2: 30, x3: 20, x4: 10}
options:
  a:
    ratings:
      x1: {low: 0, high: 1}
      x2: {low: 0, mode: 0.5, high: 1, shape: triangular}
      x3: {low: 0, mode: 0.6, high: 1}
      x4: {beta: [20, 116]}
  b: {ratings: {x1: 0, x2: 0, x3: 0, x4: 0}}
""",
        "sum.yaml",
    )
    found, shares = shares_of(scenario)
    exact = [0.720889697448, 0.202750227407, 0.0758650586361, 0.000495016509215]
    assert [shares["a", f"x{k}"][0] for k in range(1, 5)] == pytest.approx(exact, abs=0.005)
    assert [shares["a", f"x{k}"][1] for k in range(1, 5)] == pytest.approx(exact, abs=0.005)
    assert found.variance == pytest.approx(100**2 * 0.0184956635953, rel=0.01)
    assert sum(first for first, _ in shares.values()) == pytest.approx(1)


WEIGHED = """\
format: 1
title: W
criteria: {x: {worst: 0, best: 10}, y: {worst: 0, best: 10}}
weights: {x: 60, y: 40}
weight_uncertainty: {concentration: 8}
options:
  a: {ratings: {x: {low: 4, high: 9}, y: {low: 1, mode: 3, high: 4}}}
  b: {ratings: {x: {low: 2, high: 5}, y: 8}}
"""


def test_with_uncertain_weights_first_order_agrees_with_slices_of_the_draws() -> None:
    scenario, draws = read_scenario(WEIGHED.encode(), "w.yaml"), 200_000
    weights = ScenarioWeightSampler(scenario, 1, "file").draw(draws)
    values = draw_values(scenario, draws, 1).values
    found, shares = shares_of(scenario, draws)
    a, b = (1, 0) if Standing(scenario).leader == 1 else (0, 1)
    margin = 100 * (weights * (values[a] - values[b])).sum(axis=0)
    assert found.variance == pytest.approx(margin.var(), rel=0.01)
    for m, k, path in ((0, 0, "x"), (0, 1, "y"), (1, 0, "x")):
        first = shares[scenario.options[m].id, path][0]
        assert first == pytest.approx(first_order_from_draws(values[m, k], margin), abs=0.01)
    assert shares[None, None][0] == pytest.approx(first_order_from_draws(weights[0], margin), abs=0.01)


def test_total_is_what_stays_when_all_else_is_settled() -> None:
    """With weights and one rating uncertain: the total of one is 1 less the first-order share of the other."""
    text = WEIGHED.replace("{low: 2, high: 5}", "3").replace("{low: 1, mode: 3, high: 4}", "3")
    _, shares = shares_of(read_scenario(text.encode(), "w.yaml"))
    (first, total), (first_w, total_w) = shares["a", "x"], shares[None, None]
    assert total == pytest.approx(1 - first_w, abs=0.005)
    assert total_w == pytest.approx(1 - first, abs=0.005)
    assert total is not None
    assert total > first


@pytest.mark.parametrize("dependence", [WITHIN, PAIRED])
def test_under_dependence_first_order_agrees_with_slices_and_totals_are_left_out(dependence: str) -> None:
    scenario = scenario_with(dependence)
    drawn = draw_values(scenario, 100_000, 1)
    standing = Standing(scenario)
    found, shares = shares_of(scenario)
    assert {total for _, total in shares.values()} == {None}
    assert standing.runner_up is not None
    s = 100 * np.einsum("k,mkn->mn", standing.weights, drawn.values)
    margin = s[standing.leader] - s[standing.runner_up]
    assert found.variance == pytest.approx(margin.var(), rel=1e-6)
    for option, path in (("a", "fit"), ("b", "fit"), ("b", "risk")):
        if (option, path) in shares:
            m = [each.id for each in scenario.options].index(option)
            sliced = first_order_from_draws(drawn.values[m, standing.paths.index(path)], margin)
            assert shares[option, path][0] == pytest.approx(sliced, abs=0.02)


def test_shares_of_independent_inputs_sum_to_at_most_1() -> None:
    _, shares = shares_of(scenario_with(INDEPENDENT))
    assert sum(first for first, _ in shares.values()) == pytest.approx(1)  # weights are held: nothing interacts


def test_where_nothing_varies_there_is_nothing_to_share() -> None:
    found, shares = shares_of(decision({"a": [1, 0], "b": [0, 1]}, [1, 1], [(0, 1)] * 2), 100)
    assert (found.variance, shares) == (0, {})


def test_the_two_options_are_named() -> None:
    scenario = scenario_with(INDEPENDENT)
    standing = Standing(scenario)
    found, _ = shares_of(scenario, 1000)
    assert standing.runner_up is not None
    names = [standing.options[m].id for m in (standing.leader, standing.runner_up)]
    assert [found.leader, found.runner_up] == names
    assert {each.option for each in found.inputs} <= {*names, None}
    assert found.to_dict()["runner_up"] == found.runner_up


def test_slices_need_two_draws_each() -> None:
    with pytest.raises(ValueError, match="50 draws do not fill 40 slices with two each; take more draws"):
        first_order_from_draws(np.arange(50), np.arange(50))


def test_what_does_not_vary_has_no_share() -> None:
    assert first_order_from_draws(np.arange(100), np.ones(100)) == 0


def test_a_value_that_grows_faster_than_a_tail_falls_is_expected_as_it_was_drawn() -> None:
    # e^(7 z) of a normal z: few draws reach what counts in its expectation
    steep = """
format: 1
title: A steep value
criteria:
  a: {worst: 0, best: 10, value: {midvalue: 9.69}, outside: extrapolate}
  b: {worst: 0, best: 10}
weights: {a: 1, b: 1}
dependence: {within_option: 0.3}
options:
  x: {ratings: {a: {p10: 1, p90: 9}, b: {p10: 2, p90: 7}}}
  y: {ratings: {a: {p10: 1, p90: 9}, b: {p10: 3, p90: 6}}}
"""
    shares, _ = shares_of(read_scenario(steep.encode(), "steep.yaml"), draws=300)
    assert np.isfinite(shares.variance)
    first = [each.first for each in shares.inputs]
    assert first == pytest.approx([1, 0, 0, 0], abs=0.01)
