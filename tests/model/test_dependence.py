"""Dependence: what pairs state, whole plans included, and what contradicts itself is a fault with its place."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from decision.analysis.scoring import evaluate
from decision.analysis.simulation.simulation import simulate
from decision.files.faults import FileError
from decision.files.reader import read_scenario
from decision.model.dependence import Correlations, idle_ends, latents_of
from decision.model.scenario import Scenario
from decision.model.uncertain_figures import RatingSampler

PLAN = "{upfront: {lines: {work: {low: 1, high: 3}, kit: {low: 1, high: 3}}}, yearly: {low: 1, high: 2}, exit: {low: 1, high: 3}}"
SKEWED = "{upfront: {low: 1, mode: 2, high: 9}, yearly: {mean: 1, sd: 1, shape: lognormal}}"


SOURCE = """\
format: 1
title: Pairs
currency: USD
horizon_years: 3
discount_rate: 0.05
criteria:
  cost: {{kind: cost_plan, worst: 100, best: 0, outside: extrapolate, weight: 1}}
  fit: {{worst: 0, best: 10, outside: extrapolate, weight: 1}}
  risk: {{worst: 10, best: 0, outside: extrapolate, weight: 1}}
options:
  a: {{ratings: {{cost: {a}, fit: {fit}, risk: {{mean: 5, sd: 1}}}}}}
  b: {{ratings: {{cost: {b}, fit: {{mean: 5, sd: 1}}, risk: {{mean: 5, sd: 1}}}}}}
dependence: {dependence}
"""


def decision(dependence: str, *, a: str = PLAN, b: str = PLAN, fit: str = "{mean: 5, sd: 1}") -> Scenario:
    return read_scenario(SOURCE.format(a=a, b=b, fit=fit, dependence=dependence).encode(), "pairs.yaml", None)


def correlations_of(scenario: Scenario) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    everything = range(len(latents_of(scenario)))
    return Correlations(scenario).of(everything, everything)


def correlation(scenario: Scenario, one: str, other: str, draws: int = 200_000) -> float:
    """How two ratings correlate in normal scores, drawn from quantiles by themselves."""
    latents, matrix = latents_of(scenario), correlations_of(scenario)
    size, vectors = np.linalg.eigh(matrix)
    z = (vectors * np.sqrt(np.maximum(size, 0))) @ np.random.default_rng(1).standard_normal((len(latents), draws))
    x = {latent.name: latent.law.quantile(ndtr(row)) for latent, row in zip(latents, z, strict=True)}
    scores = []
    for name in (one, other):
        option, _, path = name.partition(".")
        ratings = RatingSampler(scenario, scenario.option(option), path).rating(x)
        scores.append(ndtri((np.argsort(np.argsort(ratings)) + 0.5) / draws))
    return float(np.corrcoef(scores)[0, 1])


def of_figures(scenario: Scenario, one: str, other: str) -> float:
    names = [latent.name for latent in latents_of(scenario)]
    return float(correlations_of(scenario)[names.index(one), names.index(other)])


# --- pairs that name a plan -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("r", [0.2, 0.3, 0.7, 0.9, -0.5])
def test_a_pair_of_plans_is_the_correlation_of_their_totals(r: float) -> None:
    scenario = decision(f"{{pairs: [[a.cost, b.cost, {r}]]}}")
    assert correlation(scenario, "a.cost", "b.cost") == pytest.approx(r, abs=0.005)
    assert of_figures(scenario, "a.cost.upfront.work", "a.cost.exit") == 0  # their own figures stay as they were


def test_a_plan_and_a_rating_correlate_as_stated_and_nothing_else_changes() -> None:
    scenario = decision("{within_option: 0.3, pairs: [[a.cost, a.risk, 0.6], [a.cost, b.fit, -0.4]]}")
    assert correlation(scenario, "a.cost", "a.risk") == pytest.approx(0.6, abs=0.005)
    assert correlation(scenario, "a.cost", "b.fit") == pytest.approx(-0.4, abs=0.005)
    assert of_figures(scenario, "a.cost.upfront.work", "a.cost.exit") == pytest.approx(0.3, abs=1e-12)
    assert of_figures(scenario, "a.fit", "a.risk") == pytest.approx(-0.3, abs=1e-12)
    assert of_figures(scenario, "b.fit", "b.cost.exit") == pytest.approx(-0.3, abs=1e-12)


def test_skewed_totals_correlate_as_stated_too() -> None:
    scenario = decision("{pairs: [[a.cost, b.cost, 0.6]]}", a=SKEWED, b=SKEWED)
    assert correlation(scenario, "a.cost", "b.cost") == pytest.approx(0.6, abs=0.01)


def test_a_component_of_several_lines_is_about_its_sum() -> None:
    scenario = decision("{pairs: [[a.cost.upfront, a.fit, 0.8]]}")
    found = [of_figures(scenario, f"a.cost.upfront.{line}", "a.fit") for line in ("work", "kit")]
    # each of two equal lines makes up 1/√2 of their sum, which is not quite normal
    assert found == pytest.approx([0.8 / math.sqrt(2)] * 2, abs=0.02)
    assert of_figures(scenario, "a.cost.exit", "a.fit") == 0


def test_a_plan_with_one_uncertain_figure_is_that_figure() -> None:
    falling = decision("{pairs: [[a.cost, b.fit, 0.4]]}", a="{upfront: 9, yearly: -2, growth: {low: 0, high: 0.2}}")
    assert of_figures(falling, "a.cost.growth", "b.fit") == -0.4  # the more it grows, the lower the plan
    rising = decision("{pairs: [[a.cost, b.fit, 0.4]]}", a="{upfront: 9, yearly: 2, growth: {low: 0, high: 0.2}}")
    assert of_figures(rising, "a.cost.growth", "b.fit") == 0.4


def test_totals_can_be_stated_beside_their_parts() -> None:
    scenario = decision("{pairs: [[a.cost, b.cost, 0.5], [a.cost.exit, b.cost.exit, 0.9], [a.fit, b.fit, 0.3]]}")
    # a part that correlates much more than the rest leaves the total a little off, where it is not normal
    assert correlation(scenario, "a.cost", "b.cost") == pytest.approx(0.5, abs=0.01)
    assert of_figures(scenario, "a.cost.exit", "b.cost.exit") == pytest.approx(0.9, abs=2e-9)
    assert of_figures(scenario, "a.fit", "b.fit") == pytest.approx(0.3, abs=1e-12)


def test_many_plans_at_once_are_completed() -> None:
    scenario = decision(
        "{within_option: 0.5, pairs: [[a.cost, b.cost, 0.7], [a.fit, b.fit, 0.6], [a.risk, b.risk, 0.5]]}"
    )
    assert correlation(scenario, "a.cost", "b.cost") == pytest.approx(0.7, abs=0.006)
    assert of_figures(scenario, "a.fit", "b.fit") == pytest.approx(0.6, abs=2e-9)


# --- what contradicts itself ----------------------------------------------------------------------------------------


def faults(dependence: str, **plans: str) -> list[str]:
    with pytest.raises(FileError) as caught:
        decision(dependence, **plans)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("dependence", "fault"),
    [
        (
            "{pairs: [[a.fit, a.risk, 0.9], [a.risk, b.fit, 0.9], [a.fit, b.fit, -0.9]]}",
            (
                "13:66: dependence.pairs[2]: a.fit and b.fit cannot correlate by -0.9 beside [a.fit, a.risk, 0.9], "
                "[a.risk, b.fit, 0.9]; give at least 0.62, or leave the pair out"
            ),
        ),
        (  # the second pair has no part in it
            "{pairs: [[a.fit, b.fit, 0.8], [a.risk, b.risk, 0.8], [a.fit, b.risk, 0.1], [b.fit, b.risk, 0.9]]}",
            (
                "13:88: dependence.pairs[3]: b.fit and b.risk cannot correlate by 0.9 beside [a.fit, b.fit, 0.8], "
                "[a.fit, b.risk, 0.1]; give at most 0.67, or leave the pair out"
            ),
        ),
        (
            "{within_option: 0.8, pairs: [[a.fit, a.risk, 0.7]]}",
            (
                "13:42: dependence.pairs[0]: a.fit and a.risk cannot correlate by 0.7 beside within_option 0.8; "
                "give at most -0.51, or leave the pair out"
            ),
        ),
        (
            "{pairs: [[a.cost, b.cost, 0.99]]}",
            (
                "13:22: dependence.pairs[0]: a.cost and b.cost cannot correlate by 0.99; "
                "give at most 0.95, or leave the pair out"
            ),
        ),
        (
            "{pairs: [[a.cost, a.cost.exit, 0.5]]}",
            "13:22: dependence.pairs[0]: a.cost.exit is part of a.cost; leave the pair out",
        ),
        (
            "{pairs: [[a.fit, b.cost, 0.5], [b.cost.exit, a.fit, 0.5]]}",
            "13:44: dependence.pairs[1]: the same estimates are paired by a.fit and b.cost; leave one pair out",
        ),
    ],
)
def test_what_cannot_be_is_a_fault_of_the_file_with_its_place(dependence: str, fault: str) -> None:
    plans = {"b": "{upfront: 5, exit: {low: 1, high: 3}}"} if "b.cost.exit" in dependence else {}
    assert faults(dependence, **plans) == [f"pairs.yaml:{fault}"]


def test_what_no_pair_joins_hangs_together_by_within_option_alone() -> None:
    third = "  c: {ratings: {cost: 5, fit: {mean: 5, sd: 1}, risk: {mean: 5, sd: 1}}}\ndependence:"
    text = "{within_option: 0.4, pairs: [[a.fit, b.fit, 0.5]]}"
    scenario = decision(text)
    more = read_scenario(
        SOURCE.format(a=PLAN, b=PLAN, fit="{mean: 5, sd: 1}", dependence=text).replace("dependence:", third).encode(),
        "x.yaml",
    )
    names = [latent.name for latent in latents_of(more)]
    matrix, before = correlations_of(more), correlations_of(scenario)
    size = len(before)
    assert names[:size] == [latent.name for latent in latents_of(scenario)]
    assert np.array_equal(matrix[:size, :size], before)
    assert not matrix[:size, size:].any()
    assert matrix[size:, size:].tolist() == [[1.0, -0.4], [-0.4, 1.0]]


def test_a_pair_with_what_is_certain_is_idle() -> None:
    scenario = decision(
        "{pairs: [[a.fit, b.fit, 0.5], [a.cost.exit, b.fit, 0.5], [a.risk, b.risk, 0.5]]}",
        fit="{levels: {5: 1}}",
        a="{upfront: {low: 1, high: 2}, exit: 3}",
    )
    assert list(idle_ends(scenario)) == [(0, "a.fit"), (1, "a.cost.exit")]
    assert np.count_nonzero(correlations_of(scenario)) == len(latents_of(scenario)) + 2


def test_a_plan_that_is_nothing_whatever_its_figures_are_may_be_in_a_pair() -> None:
    """Its total does not vary, so that nothing correlates with it: the growth of nothing is nothing."""
    text = """\
format: 1
title: A plan of nothing
currency: USD
horizon_years: 3
discount_rate: 0.03
criteria:
  cost: {worst: 100, best: 0, kind: cost_plan}
  fit: {worst: 0, best: 10}
weights: {cost: 50, fit: 50}
options:
  a:
    ratings:
      cost: {yearly: {class: software-effort-survey, lines: {staff: 0}}, growth: {low: 0, high: 0.2}}
      fit: {low: 2, high: 6}
  b: {ratings: {cost: 20, fit: 5}}
dependence: {within_option: 0.3, pairs: [[a.cost, a.fit, 0.4]]}
"""
    scenario = read_scenario(text.encode(), "nothing.yaml")
    assert {each.id: each.score for each in evaluate(scenario).options} == pytest.approx({"a": 70.0, "b": 65.0})
    assert simulate(scenario, 1000, 1).option("a").p_best == pytest.approx(0.75, abs=0.05)
