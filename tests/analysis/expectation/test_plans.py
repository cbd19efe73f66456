"""What a cost plan is expected to be worth: against laws that sums and products have, fine grids, and many draws.

The bound is 1e-4 points where all weight is on the plan, which is 1e-6 of a value.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.polynomial.legendre import leggauss
from scipy.special import ndtr

from decision.analysis.expectation.lattice import Amounts, graded
from decision.analysis.expectation.plans import ExpectedPlan, expected_plan, plan_range
from decision.analysis.sampling.values import draw_values
from decision.model.contents import Dependence, Option
from decision.model.cost_plan import CostPlan, Lines, present_value
from decision.model.criterion import Criterion
from decision.model.dependence import Correlations, latents_of
from decision.model.distribution import Z90, BodyAndTail, Lognormal, Normal, Pert
from decision.model.estimate import Exact, LognormalShape, Moments, Percentiles, Range, ThreePoint
from decision.model.expectation.latent import at_latent
from decision.model.expectation.value import expected_value
from decision.model.rating import Rating
from decision.model.reference_class import ReferenceClass
from decision.model.scenario import Scenario
from decision.model.value_function import Midvalue, Points, Scale, ValueFunction

ALONE = Dependence()
BOUND = 1e-6  # of a value
YEARS, RATE = 5, 0.035
LATE = 1.035**-5
HEAVY = ReferenceClass("heavy", "Heavy", BodyAndTail(0.18, 1.5, 1.378, -0.086, 0.34, 10))


def costing(plan: CostPlan, function: ValueFunction, dependence: Dependence = ALONE) -> Scenario:
    """A decision on one criterion, whose option `a` has the plan."""
    cost = Criterion("cost", "Cost", function, 1.0, kind="cost_plan")
    options = (Option("a", {"cost": Rating(plan)}), Option("b", {"cost": Rating(Exact(100.0))}))
    return Scenario(
        "Which?", (cost,), options, currency="USD", horizon_years=YEARS, discount_rate=RATE, dependence=dependence
    )


def expected(scenario: Scenario) -> ExpectedPlan:
    function = scenario.leaves["cost"].value_function
    assert function is not None
    return expected_plan(scenario, scenario.option("a"), "cost", function)


def curves(worst: float, middle: float, best: float) -> list[ValueFunction]:
    return [
        ValueFunction(Scale(worst, best)),
        ValueFunction(Scale(worst, best), Midvalue(middle)),
        ValueFunction(Scale(worst, best), Points(((worst, 0), (middle, 0.3), (best, 1))), "extrapolate"),
    ]


@pytest.mark.parametrize("correlation", [0.0, 0.5])
@pytest.mark.parametrize("spreads", [(0.3, 0.2), (0.9, 0.6), (1.0, 1.0)])
def test_a_lognormal_amount_times_a_lognormal_multiplier_is_lognormal(
    spreads: tuple[float, float], correlation: float
) -> None:
    one, other = spreads
    overrun = ReferenceClass("overrun", "Overrun", Lognormal(0.2, other))
    plan = CostPlan(upfront=Lines((("all", LognormalShape(math.log(100), one)),), overrun))
    law = Lognormal(math.log(100) + 0.2, math.sqrt(one * one + other * other + 2 * correlation * one * other))
    for function in curves(300, 90, 40):
        found = expected(costing(plan, function, Dependence(correlation)))
        assert found.rating == pytest.approx(law.mean, rel=1e-6)
        assert found.value == pytest.approx(expected_value(function, law), abs=BOUND)
        assert found.error <= BOUND


@pytest.mark.parametrize("correlation", [0.0, 0.5, 0.9])
def test_normal_amounts_add_up_to_a_normal_one(correlation: float) -> None:
    plan = CostPlan(upfront=Moments(100, 30), exit=Moments(50, 20))
    late = 20 * LATE
    law = Normal(100 + 50 * LATE, math.sqrt(30 * 30 + late * late + 2 * correlation * 30 * late))
    for function in curves(200, 120, 90):
        found = expected(costing(plan, function, Dependence(correlation)))
        assert found.value == pytest.approx(expected_value(function, law), abs=BOUND)
        assert found.error <= BOUND
    low, high = plan_range(costing(plan, ValueFunction(Scale(200, 90)), Dependence(correlation)), _option(plan), "cost")
    assert (low, high) == pytest.approx((law.mu - Z90 * law.sigma, law.mu + Z90 * law.sigma), abs=1e-3 * law.sigma)


def _option(plan: CostPlan) -> Option:
    return Option("a", {"cost": Rating(plan)})


@pytest.mark.parametrize("correlation", [0.0, 0.6])
@pytest.mark.parametrize("count", [5, 8])
def test_many_normal_lines_add_up_to_a_normal_one(count: int, correlation: float) -> None:
    sds = 10 + 3 * np.arange(count)
    plan = CostPlan(upfront=Lines(tuple((f"l{i}", Moments(50 + 10 * i, float(sd))) for i, sd in enumerate(sds))))
    mean = float(np.sum(50 + 10 * np.arange(count)))
    variance = (1 - correlation) * float(sds @ sds) + correlation * float(sds.sum()) ** 2
    function = ValueFunction(Scale(1.1 * mean, 0.8 * mean))
    found = expected(costing(plan, function, Dependence(correlation)))
    assert found.value == pytest.approx(expected_value(function, Normal(mean, math.sqrt(variance))), abs=BOUND)
    assert found.error <= BOUND


NORMALS = CostPlan(upfront=Moments(100, 30), yearly=Moments(20, 6), exit=Moments(80, 25))
PAID = sum(1.035**-t for t in range(1, YEARS + 1))
EARLY_LATE, EARLY_YEARLY = ("a.cost.upfront", "a.cost.exit"), ("a.cost.upfront", "a.cost.yearly")


def total_of_normals(within: float, early_late: float, early_yearly: float) -> Normal:
    """The law of the present value of NORMALS, whose other pair correlates `within`."""
    sds = np.array([30, 6 * PAID, 25 * LATE])
    correlations = np.array([[1, early_yearly, early_late], [early_yearly, 1, within], [early_late, within, 1]])
    return Normal(100 + 20 * PAID + 80 * LATE, math.sqrt(sds @ correlations @ sds))


@pytest.mark.parametrize(
    ("within", "early_late", "early_yearly", "scale"),
    [
        (0.2, 0.7, 0.2, (320, 270, 200)),
        (0.3, 0.6, 0.5, (265, 255, 240)),
        (0.5, 0.2, 0.5, (265, 255, 240)),
        (0.3, -0.2, 0.3, (320, 270, 200)),
        (0.6, 0.9, 0.6, (320, 270, 200)),
        (0.4, 0.1, 0.7, (265, 255, 240)),
    ],
)
def test_pairs_of_figures_of_one_plan_are_as_exact_as_figures_that_hang_together_alike(
    within: float, early_late: float, early_yearly: float, scale: tuple[float, float, float]
) -> None:
    law = total_of_normals(within, early_late, early_yearly)
    dependence = Dependence(within, ((*EARLY_LATE, early_late), (*EARLY_YEARLY, early_yearly)))
    for function in curves(*scale):
        found = expected(costing(NORMALS, function, dependence))
        assert found.value == pytest.approx(expected_value(function, law), abs=BOUND)
        assert 0 < found.error <= BOUND


def test_where_no_few_factors_tell_how_figures_hang_together_the_error_told_covers_the_true_one() -> None:
    law = total_of_normals(0.7, -0.01, 0.7)  # early and late costs, added up, tell what the yearly ones are
    dependence = Dependence(0.7, ((*EARLY_LATE, -0.01),))
    for function in curves(265, 255, 240):
        found = expected(costing(NORMALS, function, dependence))
        assert 0 < found.error < 1e-5
        assert abs(found.value - expected_value(function, law)) <= found.error


SDS = (30.0, 22.0, 16.0, 12.0)


@pytest.mark.parametrize("count", [3, 4])
@pytest.mark.parametrize(("within", "pair"), [(0.0, 0.5), (0.3, 0.8)])
def test_lines_paired_with_yearly_costs_are_as_exact_as_single_figures(count: int, within: float, pair: float) -> None:
    """Normal lines and normal yearly costs, of which the pair is stated of the lines' total: all add up to a normal."""
    sds = np.array(SDS[:count])
    plan = CostPlan(
        upfront=Lines(tuple((f"l{i}", Moments(100, sd)) for i, sd in enumerate(sds))), yearly=Moments(20, 6)
    )
    mean, all_sds = 100 * count + 20 * PAID, np.append(sds, 6 * PAID)
    dependence = Dependence(within, ((*EARLY_YEARLY, pair),))
    for function in curves(1.2 * mean, 1.02 * mean, 0.8 * mean):
        scenario = costing(plan, function, dependence)
        law = Normal(mean, math.sqrt(all_sds @ correlations_of(scenario) @ all_sds))
        of_lines, yearly = math.sqrt((1 - within) * float(sds @ sds) + within * float(sds.sum()) ** 2), all_sds[-1]
        assert law.sigma**2 == pytest.approx(of_lines**2 + yearly**2 + 2 * pair * of_lines * yearly, rel=1e-4)
        found = expected(scenario)
        assert found.error <= BOUND
        assert abs(found.value - expected_value(function, law)) <= max(found.error, 1e-9)


def correlations_of(scenario: Scenario) -> np.ndarray:
    """Correlations of all latents of the plan, in the order of its figures."""
    places = range(len(latents_of(scenario)))
    return Correlations(scenario).of(places, places)


@pytest.mark.parametrize("pair", [-0.3, 0.5])
def test_lines_with_breaks_in_their_laws_are_as_far_off_as_is_told_at_most(pair: float) -> None:
    """Two lines of two half-lognormals each, and yearly costs: on a fine grid of all three."""
    line = Percentiles(60, 160, 90, "lognormal")
    plan = CostPlan(upfront=Lines((("a", line), ("b", line))), yearly=LognormalShape(3, 0.3))
    function = ValueFunction(Scale(500, 200), Midvalue(300), "extrapolate")
    scenario = costing(plan, function, Dependence(0.0, ((*EARLY_YEARLY, pair),)))
    found = expected(scenario)
    assert abs(found.value - worth_on_a_grid(scenario)) <= max(found.error, 1e-9)
    assert found.error <= 1e-5


def worth_on_a_grid(scenario: Scenario) -> float:
    """What the plan of three figures is worth: even points of independent normals, on either side of their breaks."""
    laws = [latent.law for latent in latents_of(scenario)]
    root = np.linalg.cholesky(correlations_of(scenario))
    assert np.allclose(root[:2, :2], np.eye(2))  # breaks of the lines lie at 0 of the first two
    points, weights = leggauss(40)
    half = np.concatenate([8.5 * (points - 1) / 2, 8.5 * (points + 1) / 2])
    own = np.concatenate([weights, weights]) * 8.5 / 2 * np.exp(-half * half / 2) / math.sqrt(2 * math.pi)
    z, density = _standard_normal(120)
    a, b, e = half[:, np.newaxis, np.newaxis], half[:, np.newaxis], z
    latents = (a, b, root[2, 0] * a + root[2, 1] * b + root[2, 2] * e)
    x = [at_latent(law, z.ravel()).reshape(z.shape) for law, z in zip(laws, latents, strict=True)]
    function = scenario.leaves["cost"].value_function
    assert function is not None
    worth = np.asarray(function(present_value(x[0] + x[1], x[2], 0, 0, years=YEARS, rate=RATE)))
    return float(np.einsum("i,j,k,ijk", own, own, density, worth))


@pytest.mark.parametrize("correlation", [-0.4, 0.6])
def test_amounts_paired_with_their_growth_on_a_fine_grid(correlation: float) -> None:
    """E over yearly and growth, both uniform: on even points of both latents, where the value is smooth."""
    plan = CostPlan(yearly=Range(40, 80), growth=Range(0, 0.08))
    function = ValueFunction(Scale(900, 100), Midvalue(420), "extrapolate")
    z, density = _standard_normal(300)
    yearly = (40 + 40 * ndtr(z))[:, np.newaxis]
    growth = 0.08 * ndtr(correlation * z[:, np.newaxis] + math.sqrt(1 - correlation**2) * z)
    worth = np.asarray(function(present_value(0, yearly, growth, 0, years=YEARS, rate=RATE)))
    found = expected(costing(plan, function, Dependence(0.0, (("a.cost.yearly", "a.cost.growth", correlation),))))
    assert found.value == pytest.approx(float(density @ worth @ density), abs=BOUND)
    assert found.error <= BOUND


def test_a_sum_of_many_orders_of_magnitude_is_told_apart_where_it_counts() -> None:
    """Two independent lognormal lines, summed on a fine grid of both, and a certain factor."""
    sigma = 1.2
    plan = CostPlan(upfront=Lines((("a", LognormalShape(3, sigma)), ("b", LognormalShape(2, sigma)))))
    z, density = _standard_normal(400)
    total = np.exp(3 + sigma * z)[:, np.newaxis] + np.exp(2 + sigma * z)
    smooth = ValueFunction(Scale(400, 0), Midvalue(60), "extrapolate")  # a grid of products needs a smooth function
    exact = float(density @ np.asarray(smooth(total)) @ density)
    found = expected(costing(plan, smooth))
    assert found.value == pytest.approx(exact, abs=BOUND)


def _standard_normal(points: int) -> tuple[np.ndarray, np.ndarray]:
    """Points from -9 to 9, and what each counts."""
    z = np.linspace(-9, 9, points)
    density = np.exp(-z * z / 2)
    return z, density / density.sum()


def test_amounts_that_grow_at_an_uncertain_rate_on_a_fine_grid() -> None:
    """E over yearly, uniform, and growth, PERT: Gauss's rule in both, the value being a quadratic where it is smooth."""
    plan = CostPlan(upfront=Exact(50), yearly=Range(80, 120), growth=ThreePoint(-0.02, 0.03, 0.12))
    function = ValueFunction(Scale(900, 100), Midvalue(420), "extrapolate")
    points, weights = leggauss(60)
    yearly = 100 + 20 * points
    growth = -0.02 + 0.14 * (points + 1) / 2
    law = Pert(-0.02, 0.03, 0.12)
    alpha, beta = law.shapes
    u = (points + 1) / 2
    density = u ** (alpha - 1) * (1 - u) ** (beta - 1) * weights
    worth = function(
        present_value(50, yearly[:, np.newaxis], growth, 0, years=YEARS, rate=RATE)  # (yearly, growth)
    )
    exact = float(weights / 2 @ np.asarray(worth) @ (density / density.sum()))
    found = expected(costing(plan, function))
    assert found.value == pytest.approx(exact, abs=BOUND)
    assert found.error <= BOUND


ODD = {
    "a heavy tail on three lines": CostPlan(
        upfront=Lines((("a", ThreePoint(10, 30, 90)), ("b", Range(5, 60)), ("c", LognormalShape(3, 0.6)))),
        yearly=Lines((("a", Moments(10, 9, "gamma")), ("b", Exact(4))), HEAVY),
        growth=Moments(0.03, 0.02),
        exit=ThreePoint(0, 5, 40, "triangular"),
    ),
    "two multipliers": CostPlan(upfront=Lines((("a", Moments(60, 25)),), HEAVY), yearly=Range(2, 30)),
}


COMMON = CostPlan(
    upfront=ThreePoint(50, 100, 220), yearly=Moments(20, 6), exit=Range(40, 90), growth=ThreePoint(0, 0.02, 0.06)
)


def test_a_plan_of_four_figures_with_a_pair_is_worth_what_its_draws_tend_to() -> None:
    draws = 400_000
    dependence = Dependence(0.3, ((*EARLY_YEARLY, 0.7),))
    for function in curves(320, 270, 200):
        scenario = costing(COMMON, function, dependence)
        values = draw_values(scenario, draws, 5).values[0, 0]
        found = expected(scenario)
        assert found.error <= BOUND
        assert abs(float(values.mean()) - found.value) < 5 * float(values.std()) / math.sqrt(draws)


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize(
    "dependence", [Dependence(), Dependence(0.4), Dependence(0.2, (("a.cost.yearly", "a.cost.upfront", 0.5),))]
)
def test_any_plan_is_worth_what_its_draws_tend_to(name: str, dependence: Dependence) -> None:
    draws = 400_000
    for function in curves(400, 150, 40):
        scenario = costing(ODD[name], function, dependence)
        values = draw_values(scenario, draws, 5).values[0, 0]
        found = expected(scenario)
        assert abs(float(values.mean()) - found.value) < 5 * float(values.std()) / math.sqrt(draws) + 1e-6 + found.error


def test_amounts_too_small_to_square_are_put_on_points_too() -> None:
    x = np.geomspace(1e-194, 1e-193, 1025)
    p = np.full((1, len(x)), 1 / len(x))
    few = graded(Amounts(x, p), 512)
    assert len(few.x) == 512
    assert few.mean == pytest.approx(float(p[0] @ x), rel=1e-9)
