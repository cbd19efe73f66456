"""The value of information agrees with simulations inside simulations, and keeps to its bounds."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from scipy.special import ndtr, ndtri
from scipy.stats import qmc

from decision.analysis.sampling.values import ValueSampler, draw_values
from decision.analysis.sensitivity.information import Information, Worth, information
from decision.analysis.sensitivity.variance import variance_shares
from decision.analysis.standing import Standing
from decision.files.reader import read_scenario
from decision.model.dependence import Correlations, latents_of
from decision.model.errors import DecisionError
from decision.model.requirement import Requirement, RequirementResult, Verdict
from decision.model.scenario import Scenario
from decision.model.uncertain_figures import RatingSampler
from tests.oracles.decisions import decision
from tests.outputs.samples import PORTAL, THREE_LEVELS
from tests.strategies import scenarios

THREE = """\
format: 1
title: Three
currency: USD
horizon_years: 3
discount_rate: 0.05
criteria:
  cost: {worst: 100, best: 0, kind: cost_plan, outside: extrapolate}
  fit: {worst: 0, best: 10}
  risk: {worst: 0, best: 10, value: {midvalue: 4}}
weights: {cost: 40, fit: 40, risk: 20}
dependence: DEPENDENCE
options:
  a:
    ratings:
      cost: {upfront: {low: 10, high: 40}, yearly: {mean: 8, sd: 3}}
      fit: {low: 3, high: 9}
      risk: {levels: {3: 0.5, 8: 0.5}}
  b:
    ratings:
      cost: {low: 30, mode: 40, high: 70, shape: triangular}
      fit: {mean: 6, sd: 1.5}
      risk: {low: 2, high: 9}
  c:
    ratings: {cost: 45, fit: {low: 4, high: 8}, risk: 6}
"""
INDEPENDENT, WITHIN = "{}", "{within_option: 0.5}"
PAIRED = "{within_option: 0.3, pairs: [[a.cost.upfront, b.cost, 0.7], [a.fit, b.fit, -0.6]]}"


def scenario_with(dependence: str) -> Scenario:
    return read_scenario(THREE.replace("DEPENDENCE", dependence).encode(), "three.yaml")


def known_of(scenario: Scenario, draws: int = 100_000) -> Information:
    return information(Standing(scenario), draw_values(scenario, draws, 1))


def normals(dimensions: int, count: int, seed: int) -> np.ndarray:
    """Standard normals (dimensions, count) that are spread more evenly than random ones: a scrambled Sobol sequence."""
    return np.asarray(ndtri(qmc.Sobol(dimensions, seed=seed).random(count)).T)


def nested(scenario: Scenario, settled: list[tuple[str, str]], outer: int = 1024, inner: int = 1024) -> float:
    """What settling cells is worth, by drawing them, and all else again and again given them."""
    standing = Standing(scenario)
    sampler = ValueSampler(scenario, 1)
    latents = sampler.latents
    everything = range(len(latents_of(scenario)))
    matrix = Correlations(scenario).of(everything, everything)
    names = [latent.name for latent in latents]
    known = [
        i for i, name in enumerate(names) if any(name == f"{o}.{p}" or name.startswith(f"{o}.{p}.") for o, p in settled)
    ]
    rest = [i for i in range(len(names)) if i not in known]
    z_known = np.linalg.cholesky(matrix[np.ix_(known, known)]) @ normals(len(known), outer, 5)
    loadings = matrix[np.ix_(rest, known)] @ np.linalg.inv(matrix[np.ix_(known, known)])
    left = matrix[np.ix_(rest, rest)] - loadings @ matrix[np.ix_(known, rest)]
    noise = np.linalg.cholesky(left) @ normals(len(rest), inner, 6)  # the same for every outer draw
    z = np.empty((len(names), outer, inner))
    z[known] = z_known[:, :, np.newaxis]
    z[rest] = (loadings @ z_known)[:, :, np.newaxis] + noise[:, np.newaxis, :]
    s = np.zeros((len(scenario.options), outer, inner))
    for m, option in enumerate(scenario.options):
        for k, path in enumerate(standing.paths):
            cell = RatingSampler(scenario, option, path)
            x = {each.name: each.law.quantile(ndtr(z[names.index(each.name)])) for each in cell.uncertain}
            rating = cell.rating(x) if x else cell.certain
            s[m] += 100 * standing.weights[k] * standing.functions[k](rating)
    means = s.mean(axis=2)
    return float(means.max(axis=0).mean() - means.mean(axis=1).max())


@pytest.mark.parametrize("dependence", [INDEPENDENT, WITHIN, PAIRED])
@pytest.mark.parametrize(
    ("option", "criterion"), [("a", "fit"), ("a", "cost"), ("b", "cost"), ("b", "risk"), (None, "fit"), ("a", None)]
)
def test_as_much_as_a_simulation_in_a_simulation(dependence: str, option: str | None, criterion: str | None) -> None:
    scenario = scenario_with(dependence)
    known = known_of(scenario)
    found = next(
        each
        for each in (*known.by_cell, *known.by_criterion, *known.by_option)
        if (each.option, each.criterion) == (option, criterion)
    )
    cells = [
        (each.id, path)
        for each in scenario.options
        for path in scenario.leaves
        if option in (None, each.id) and criterion in (None, path)
    ]
    brute = nested(scenario, cells)
    assert found.points == pytest.approx(brute, abs=5 * found.se + 0.02 * brute)


SEVERAL = "{pairs: [[a.cost.upfront, b.cost, 0.6], [a.cost.yearly, b.fit, -0.6], [a.risk, b.fit, 0.4]]}"


@pytest.mark.parametrize(("option", "criterion"), [("b", None), (None, "fit")])
def test_a_plan_told_of_in_several_directions(option: str | None, criterion: str | None) -> None:
    scenario = scenario_with(SEVERAL)
    known = known_of(scenario)
    found = next(
        each for each in (*known.by_criterion, *known.by_option) if (each.option, each.criterion) == (option, criterion)
    )
    cells = [(o.id, p) for o in scenario.options for p in scenario.leaves if option in (None, o.id)]
    brute = nested(scenario, [(o, p) for o, p in cells if criterion in (None, p)])
    assert found.points == pytest.approx(brute, abs=5 * found.se + 0.02 * brute)


@pytest.mark.parametrize("dependence", [INDEPENDENT, WITHIN])
def test_standard_errors_are_as_large_as_figures_differ_from_seed_to_seed(dependence: str) -> None:
    """Of 80 runs, the spread is right to a factor of 1 ± 4/√160; stated errors themselves add little to that."""
    scenario, runs = scenario_with(dependence), 80
    standing = Standing(scenario)
    known = [information(standing, draw_values(scenario, 2000, seed)) for seed in range(runs)]
    assert np.std([each.evpi for each in known]) == pytest.approx(np.mean([each.evpi_se for each in known]), rel=0.35)
    compared = 0
    for each in zip(*((*one.by_cell, *one.by_criterion, *one.by_option) for one in known), strict=True):
        spread, stated = np.std([one.points for one in each]), np.mean([one.se for one in each])
        if stated > 0:
            assert spread == pytest.approx(stated, rel=0.35), each[0]
            compared += 1
    assert compared >= 12


def test_everything_by_itself() -> None:
    known = known_of(scenario_with(INDEPENDENT))
    assert [(each.option, each.criterion) for each in known.by_criterion] == [
        (None, p) for p in ("cost", "fit", "risk")
    ]
    assert [(each.option, each.criterion) for each in known.by_option] == [(o, None) for o in "abc"]
    assert len(known.by_cell) == 9
    certain = {(each.option, each.criterion): each for each in known.by_cell}
    assert certain["c", "cost"] == Worth("c", "cost", 0.0, 0.0, 0.0)


def test_money_goes_through_the_cost_criterion() -> None:
    known = known_of(scenario_with(INDEPENDENT))
    assert known.money_per_point == pytest.approx(100 / (100 * 0.4))
    assert known.currency == "USD"
    assert known.evpi_money == pytest.approx(known.evpi * 2.5)
    assert all(each.money == pytest.approx(each.points * 2.5) for each in known.by_cell)


def test_without_a_linear_cost_of_positive_weight_there_is_no_money() -> None:
    for old, new in (("cost: 40", "cost: 0"), ("outside: extrapolate", "value: {midvalue: 30}")):
        scenario = read_scenario(THREE.replace("DEPENDENCE", "{}").replace(old, new).encode(), "t.yaml")
        known = known_of(scenario, 1000)
        assert known.money_per_point is None
        assert known.evpi_money is None
        assert {each.money for each in known.by_cell} == {None}


def test_what_weighs_nothing_and_tells_of_nothing_is_worth_nothing() -> None:
    scenario = read_scenario(THREE.replace("DEPENDENCE", INDEPENDENT).replace("risk: 20", "risk: 0").encode(), "t.yaml")
    assert {each.points for each in known_of(scenario, 5000).by_cell if each.criterion == "risk"} == {0.0}


def test_parents_are_worth_what_their_parts_are_together() -> None:
    known = known_of(THREE_LEVELS, 1000)
    assert [each.criterion for each in known.by_criterion] == list(THREE_LEVELS.all_criteria)


def test_an_excluded_option_takes_no_part() -> None:
    scenario = scenario_with(INDEPENDENT)
    out = replace(scenario.options[0], requirements={"K01": RequirementResult(Verdict.FAIL)})
    scenario = replace(scenario, options=(out, *scenario.options[1:]), requirements=(Requirement("K01", "must"),))
    known = known_of(scenario, 5000)
    assert {each.option for each in (*known.by_cell, *known.by_option)} == {"b", "c", None} - {None}


def test_certain_ratings_are_worth_nothing() -> None:
    known = known_of(decision({"a": [1, 0], "b": [0, 1]}, [1, 1], [(0, 1)] * 2), 100)
    assert known.evpi == 0
    assert {each.points for each in (*known.by_cell, *known.by_criterion, *known.by_option)} == {0.0}


TELLING = b"""
format: 1
title: A rating without weight that tells of one with weight
criteria:
  fit:   {worst: 0, best: 100, outside: extrapolate}
  pilot: {worst: 0, best: 10}
weights: {fit: 1, pilot: 0}
options:
  a: {ratings: {fit: {mean: 50, sd: 10}, pilot: {mean: 5, sd: 1}}}
  b: {ratings: {fit: 50, pilot: 5}}
dependence: {within_option: 0.8}
"""


@pytest.mark.parametrize("pilot", ["{mean: 5, sd: 1}", "{mean: 500, sd: 1}", "{mean: 5, sd: 1, shape: gamma}"])
def test_a_rating_without_weight_is_worth_what_it_tells_of_others(pilot: str) -> None:
    """E[fit | pilot] is normal with 0.8 of the spread, though all the draws of the pilot itself may be clipped."""
    scenario = read_scenario(TELLING.replace(b"pilot: {mean: 5, sd: 1}", f"pilot: {pilot}".encode()), "telling.yaml")
    known = known_of(scenario)
    of_pilot = next(each for each in known.by_cell if (each.option, each.criterion) == ("a", "pilot"))
    assert of_pilot.points == pytest.approx(0.8 * 10 / math.sqrt(2 * math.pi), abs=4 * of_pilot.se)
    assert 0 < of_pilot.se < 0.05
    by_option = next(each for each in known.by_option if each.option == "a")
    assert by_option.points >= of_pilot.points
    shares = variance_shares(standing := Standing(scenario), draw_values(scenario, 100_000, 1), standing.weights)
    share = next(each for each in shares.inputs if (each.option, each.criterion) == ("a", "pilot"))
    assert share.first == pytest.approx(0.64, abs=0.02)


def test_without_dependence_a_rating_without_weight_is_worth_nothing() -> None:
    scenario = read_scenario(TELLING.replace(b"dependence: {within_option: 0.8}", b""), "free.yaml")
    assert [each.points > 0 for each in known_of(scenario, 5000).by_cell] == [True, False, False, False]


def test_where_one_option_is_ranked_or_all_are_equal_nothing_is_worth_finding_out() -> None:
    scenario = scenario_with(WITHIN)
    out = [replace(each, requirements={"K01": RequirementResult(Verdict.FAIL)}) for each in scenario.options[1:]]
    alone = replace(scenario, options=(scenario.options[0], *out), requirements=(Requirement("K01", "must"),))
    equal = decision({"a": [3, 4], "b": [4, 3], "c": [3, 4]}, [1, 1], [(0, 10)] * 2)
    for one in (alone, equal):
        known = known_of(one, 1000)
        assert (known.evpi, known.evpi_se) == (0, 0)
        assert {(each.points, each.se) for each in known.by_worth} == {(0.0, 0.0)}


def test_by_worth_puts_first_what_is_worth_most() -> None:
    known = known_of(PORTAL, 2000)
    points = [each.points for each in known.by_worth]
    assert points == sorted(points, reverse=True)
    assert sorted(known.by_worth, key=repr) == sorted((*known.by_cell, *known.by_criterion, *known.by_option), key=repr)


def test_as_json() -> None:
    known = known_of(PORTAL, 1000).to_dict()
    assert set(known) >= {"evpi", "evpi_money", "money_per_point", "by_cell", "by_criterion", "by_option"}
    assert set(known["by_cell"][0]) >= {"option", "criterion", "points", "money"}


def test_the_same_bits_again() -> None:
    assert known_of(PORTAL, 5000).to_dict() == known_of(PORTAL, 5000).to_dict()


@settings(max_examples=40, deadline=None)
@given(scenarios())
def test_never_negative_and_never_above_perfect_information(scenario: Scenario) -> None:
    assume(scenario.ranked_options)
    try:
        known = known_of(scenario, 500)
    except DecisionError:
        assume(False)
    for each in (*known.by_cell, *known.by_criterion, *known.by_option):
        assert 0 <= each.points <= known.evpi
