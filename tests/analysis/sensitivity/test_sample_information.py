"""A study is worth what preposterior analysis says, and keeps to its bounds."""

from __future__ import annotations

import itertools
import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr
from scipy.stats import norm

from decision.analysis.sampling.values import draw_values
from decision.analysis.sensitivity.information import information
from decision.analysis.sensitivity.sample_information import (
    Study,
    StudyWorth,
    expected_given,
    expected_of_two,
    worth_of_study,
)
from decision.analysis.sensitivity.shared_inputs import SharedBeliefs
from decision.analysis.standing import Standing
from decision.files.reader import read_scenario
from decision.model.dependence import Correlations, latents_of
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from decision.model.uncertain_figures import RatingSampler
from tests.analysis.cash.plans import PATIENTS, by_patients
from tests.analysis.sensitivity.test_information import INDEPENDENT, PAIRED, THREE, WITHIN, normals, scenario_with

# The published two options of voi's vignette: t1 is worth 0, t2 is worth p1 - p2 (tests/oracles and its source tell
# more). Here on scales of 100 so that a point of score is one of theirs, once weights of one half are taken.
TWO = """\
format: 1
title: Two normal options
criteria:
  p1: {worst: 0, best: 50, outside: extrapolate}
  p2: {worst: 50, best: 0, outside: extrapolate}
weights: {p1: 1, p2: 1}
options:
  t1: {ratings: {p1: 10, p2: 10}}
  t2: {ratings: {p1: {mean: 11, sd: 1}, p2: {mean: 10, sd: 2}}}
"""
LEFT = (0.0, 0.02, 0.3, 0.6, 0.9)


def unit_normal_loss(mean: float, sd: float) -> float:
    """E[max(0, x)] - max(0, mean) of x ~ N(mean, sd^2) (Raiffa and Schlaifer 1961)."""
    d = abs(mean) / sd
    return float(sd * (norm.pdf(d) - d * norm.sf(d)))


def studied(scenario: Scenario, cells: list[tuple[str, str]], left: float, draws: int = 100_000) -> StudyWorth:
    study = Study("pilot", tuple(cells), (left,) * len(cells))
    return worth_of_study(Standing(scenario), draw_values(scenario, draws, 1), study)


@pytest.mark.parametrize("left", LEFT)
@pytest.mark.parametrize(("cells", "sd"), [(["p1"], 1.0), (["p2"], 2.0), (["p1", "p2"], math.sqrt(5))])
def test_two_normal_options(cells: list[str], sd: float, left: float) -> None:
    """The mean after a study is normal with sqrt(1 - left^2) of the spread; perfect, they are the published figures."""
    scenario = read_scenario(TWO.encode(), "two.yaml")
    found = studied(scenario, [("t2", each) for each in cells], left)
    preposterior = sd * math.sqrt(1 - left**2)
    exact = unit_normal_loss(1.0, preposterior)
    assert found.points == pytest.approx(exact, abs=4 * found.se + 1e-4)
    assert found.changes == pytest.approx(norm.sf(1 / preposterior), abs=4 * found.changes_se + 1e-4)
    if left == 0:
        published = {("p1",): 0.0833154705877, ("p2",): 0.395593114803, ("p1", "p2"): 0.479810706348}
        assert exact == pytest.approx(published[tuple(cells)], abs=1e-9)


def nested(
    scenario: Scenario, cells: list[tuple[str, str]], left: float, outer: int = 1024, inner: int = 1024
) -> float:
    """What a study of single estimates is worth: what it shows is drawn, and all figures again and again given that."""
    standing = Standing(scenario)
    every = latents_of(scenario)
    matrix = Correlations(scenario).of(range(len(every)), range(len(every)))
    names = [latent.name for latent in every]
    seen = [names.index(f"{option}.{path}") for option, path in cells]
    share = math.sqrt(1 - left**2)
    across = share * matrix[:, seen]
    shown = share**2 * matrix[np.ix_(seen, seen)] + left**2 * np.eye(len(seen))
    loadings = across @ np.linalg.inv(shown)
    t = np.linalg.cholesky(shown) @ normals(len(seen), outer, 5)
    size, vectors = np.linalg.eigh(matrix - loadings @ across.T)
    noise = vectors * np.sqrt(np.maximum(size, 0)) @ normals(len(names), inner, 6)
    z = (loadings @ t)[:, :, np.newaxis] + noise[:, np.newaxis, :]
    s = np.zeros((len(scenario.options), outer, inner))
    for m, option in enumerate(scenario.options):
        for k, path in enumerate(standing.paths):
            cell = RatingSampler(scenario, option, path)
            x = {each.name: each.law.quantile(ndtr(z[names.index(each.name)])) for each in cell.uncertain}
            s[m] += 100 * standing.weights[k] * standing.functions[k](cell.rating(x) if x else cell.certain)
    means = s.mean(axis=2)
    return float(means.max(axis=0).mean() - means.mean(axis=1).max())


@pytest.mark.parametrize("left", [0.2, 0.6])
@pytest.mark.parametrize("dependence", [INDEPENDENT, WITHIN, PAIRED])
@pytest.mark.parametrize("cells", [[("a", "fit")], [("a", "risk")], [("a", "fit"), ("b", "fit"), ("c", "fit")]])
def test_as_much_as_a_simulation_in_a_simulation(dependence: str, cells: list[tuple[str, str]], left: float) -> None:
    """A polynomial cannot follow every bend, so under dependence 4 % of the whole are allowed for."""
    scenario = scenario_with(dependence)
    found, brute = studied(scenario, cells, left), nested(scenario, cells, left)
    assert found.points == pytest.approx(
        brute, abs=5 * found.se + (0.02 if dependence == INDEPENDENT else 0.04) * brute
    )


@pytest.mark.parametrize("dependence", [INDEPENDENT, WITHIN, PAIRED])
@pytest.mark.parametrize("cells", [[("a", "fit")], [("a", "cost")], [("a", "cost"), ("b", "risk"), ("b", "fit")]])
def test_worth_more_the_less_it_leaves_and_never_more_than_knowing(
    dependence: str, cells: list[tuple[str, str]]
) -> None:
    found = [studied(scenario_with(dependence), cells, left, 20_000) for left in (0, 0.1, 0.3, 0.5, 0.7, 0.9, 1)]
    assert found[-1].points == found[-1].changes == 0
    for better, worse in itertools.pairwise(found):
        assert 0 <= worse.points <= worse.most
        assert worse.points <= better.points + 4 * (worse.se if len(cells) > 1 or dependence != INDEPENDENT else 0)
    assert found[0].points == pytest.approx(found[0].most, abs=4 * found[0].se + 0.02 * found[0].most)


def test_the_bound_is_that_of_knowing_for_certain() -> None:
    scenario = scenario_with(WITHIN)
    standing, drawn = Standing(scenario), draw_values(scenario, 20_000, 1)
    known = information(standing, drawn)
    found = worth_of_study(standing, drawn, Study("pilot", (("a", "fit"),), (0.3,), 5.0))
    cell = next(each for each in known.by_cell if (each.option, each.criterion) == ("a", "fit"))
    assert found.most == cell.points
    assert found.most_money == cell.money
    assert found.money == pytest.approx(found.points * 2.5)
    assert found.net == pytest.approx(found.points * 2.5 - 5.0)


@given(st.floats(0, 0.99), st.floats(-2, 2))
def test_a_normal_figure_moves_by_the_share_that_is_shown(left: float, t: float) -> None:
    """A part of 1 in 2,048 is no wider than 1 / (2,048 · the density at 2) = 0.009 up to there."""
    x = norm.ppf((np.arange(100_000) + 0.5) / 100_000)
    exact = math.sqrt(1 - left**2) * t
    assert expected_given(x, np.array([t]), left)[0] == pytest.approx(exact, abs=0.01)


def test_what_a_study_may_be() -> None:
    scenario = scenario_with(INDEPENDENT)
    for wrong, told in (
        ((("d", "fit"),), "there is no option d; choose one of a, b, c"),
        ((("a", "price"),), "no rating is called a.price; choose one of cost, fit, risk"),
    ):
        with pytest.raises(DecisionError, match=told):
            studied(scenario, list(wrong), 0.5, 1000)
    with pytest.raises(DecisionError, match=r"between 0 and 1 \(got 1\.2\)"):
        Study("pilot", (("a", "fit"),), (1.2,))
    with pytest.raises(DecisionError, match="a price is 0 or more"):
        Study("pilot", (("a", "fit"),), (0.2,), math.nan)
    with pytest.raises(DecisionError, match="about no rating"):
        Study("pilot", (), ())


def test_an_option_that_is_out_cannot_be_studied() -> None:
    text = THREE.replace("DEPENDENCE", "{}").replace(
        "fit: {worst: 0, best: 10}", "fit: {worst: 0, best: 10, minimum: 5.5}"
    )
    scenario = read_scenario(text.replace("low: 3, high: 9", "low: 2, high: 8").encode(), "three.yaml")
    with pytest.raises(DecisionError, match="a is excluded"):
        studied(scenario, [("a", "fit")], 0.5, 1000)


def test_a_study_of_a_plan_tells_nothing_of_what_all_options_share() -> None:
    """With patients alone uncertain it is worth nothing; with prices too it is worth as much as they are, at most."""
    scenario = by_patients()
    standing, drawn = Standing(scenario), draw_values(scenario, 20_000, 1)
    found = worth_of_study(standing, drawn, Study("pilot", (("buy", "cost"),), (0.2,)))
    cell = next(e for e in information(standing, drawn).by_cell if (e.option, e.criterion) == ("buy", "cost"))
    assert 0 < found.points <= found.most == cell.points
    text = PATIENTS.replace("INFLATION", "").replace("{low: 14, mode: 18, high: 24}", "18")
    for uncertain, plain in (
        ("minimum: {low: 90000, high: 150000}", "minimum: 90000"),
        ("{low: 5000, high: 9000}", "7000"),
    ):
        text = text.replace(uncertain, plain)
    certain = read_scenario(text.encode(), "patients.yaml")
    nothing = worth_of_study(
        Standing(certain), draw_values(certain, 5_000, 1), Study("pilot", (("buy", "cost"),), (0.2,))
    )
    assert nothing.points == pytest.approx(0, abs=1e-9)


# --- what all options share ---------------------------------------------------------------------------------------

BY_UNITS = """\
format: 1
title: Paid by the unit, or once
currency: USD
horizon_years: 1
discount_rate: 0
drivers: {units: {now: {mean: 50, sd: 5}}}
criteria:
  cost: {worst: 100, best: 0, kind: cost_plan, outside: extrapolate}
weights: {cost: 1}
options:
  rent: {ratings: {cost: {yearly: {per: units, price: 1}}}}
  own: {ratings: {cost: {upfront: 51}}}
"""


def counted(scenario: Scenario, name: str, left: float, draws: int = 100_000) -> StudyWorth:
    study = Study("A count", (), (left,), None, name)
    return worth_of_study(Standing(scenario), draw_values(scenario, draws, 1), study)


def close_by_patients() -> Scenario:
    """The decision by patients, with options so close that their number decides."""
    text = PATIENTS.replace("INFLATION", "").replace(
        "fit: {low: 4, mode: 6, high: 8}", "fit: {low: 3.4, mode: 5.4, high: 7.4}"
    )
    return read_scenario(text.encode(), "close.yaml")


@pytest.mark.parametrize("left", LEFT)
def test_counting_first_is_worth_what_two_normal_options_say(left: float) -> None:
    """A point of score is a unit: rent leads by 1, and a count leaves a share of the spread of 5."""
    found = counted(read_scenario(BY_UNITS.encode(), "units.yaml"), "drivers.units", left)
    preposterior = 5 * math.sqrt(1 - left**2)
    assert found.points == pytest.approx(unit_normal_loss(1.0, preposterior), abs=4 * found.se + 1e-3)
    assert found.changes == pytest.approx(norm.sf(1 / preposterior), abs=4 * found.changes_se + 1e-3)
    assert found.money == pytest.approx(found.points)


@pytest.mark.parametrize("left", [0.2, 0.6])
@pytest.mark.parametrize("name", ["drivers.patients", "drivers.patients.now"])
def test_counting_first_is_worth_as_much_as_a_simulation_in_a_simulation(name: str, left: float) -> None:
    scenario = close_by_patients()
    standing, beliefs = Standing(scenario), SharedBeliefs(Standing(scenario))
    driver = scenario.plan_basis.by_id["patients"]
    figures = [(each, x.law) for each, x in driver.figures() if name in (each, f"drivers.{driver.id}")]
    outer, inner = 512, 128
    t, noise = normals(len(figures), outer, 5), normals(len(figures), inner, 6)
    u = math.sqrt(1 - left**2) * t[:, :, np.newaxis] + left * noise[:, np.newaxis, :]
    known = {each: law.quantile(ndtr(u[i])).ravel() for i, (each, law) in enumerate(figures)}
    means = beliefs.scores(known)[list(standing.ranked)].reshape(-1, outer, inner).mean(axis=2)
    brute = float(means.max(axis=0).mean() - means.mean(axis=1).max())
    found = counted(scenario, name, left)
    assert brute > 0.1
    assert found.points == pytest.approx(brute, abs=5 * found.se + 0.04 * brute)


def test_counting_first_is_worth_more_the_less_it_leaves_and_never_more_than_knowing() -> None:
    scenario = close_by_patients()
    found = [counted(scenario, "drivers.patients", left, 20_000) for left in (0, 0.2, 0.5, 0.8, 1)]
    standing, drawn = Standing(scenario), draw_values(scenario, 20_000, 1)
    (known,) = (w for w in information(standing, drawn).by_shared if w.criterion == "drivers.patients")
    assert {each.most for each in found} == {known.points}
    assert found[-1].points == found[-1].changes == 0
    for better, worse in itertools.pairwise(found):
        assert known.points >= better.points >= worse.points - 2 * worse.se >= -2 * worse.se


def test_what_cannot_be_counted_is_told_with_what_can() -> None:
    with pytest.raises(
        DecisionError, match=r"is called drivers\.nurses; choose one of drivers\.patients, drivers\.patients\.now"
    ):
        counted(by_patients(), "drivers.nurses", 0.5, 1_000)
    with pytest.raises(DecisionError, match=r"what is left of the spread of drivers\.patients is between 0 and 1"):
        Study("A count", (), (1.5,), None, "drivers.patients")
    with pytest.raises(DecisionError, match="name two studies"):
        Study("A count", (("buy", "cost"),), (0.5,), None, "drivers.patients")


@pytest.mark.parametrize("left", [0.0, 0.2, 0.7])
def test_of_two_figures_what_is_expected_of_their_product_and_of_a_step_has_a_closed_form(left: float) -> None:
    """E[u·w | t] is (1 - r²)·t[0]·t[1], and the chance that both are above 0 a product of two normal ones."""
    rng = np.random.default_rng(20261126)
    u = rng.standard_normal((2, 200_000))
    kept = math.sqrt(1 - left**2)
    t = kept * u[:, :500] + left * rng.standard_normal((2, 500))
    found = expected_of_two({0: u[0] * u[1], 1: (u > 0).all(axis=0).astype(float)}, u, t, left)
    assert found[0] == pytest.approx(kept**2 * t[0] * t[1], abs=1e-6)
    above = [NormalDist().cdf(kept * x / left) if left else float(x > 0) for x in t.ravel().tolist()]
    chance = np.reshape(above, t.shape).prod(axis=0)
    usual = (np.abs(t) < 1.8).all(axis=0) | (left == 0)  # farther out a fit tells a step less well
    assert found[1][usual] == pytest.approx(chance[usual], abs=0.03)
