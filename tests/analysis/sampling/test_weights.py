"""Draws of weights against closed forms.

Means, shares and products are compared within 4 standard errors, each estimated from the draws; seeds are fixed.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from decision.analysis.sampling.weights import (
    DirichletSampler,
    OrderedSampler,
    ScenarioWeightSampler,
    WeightSampler,
    weight_sampler,
)
from decision.model.contents import Option
from decision.model.criterion import Criterion
from decision.model.errors import ImpossibleError
from decision.model.estimate import Exact
from decision.model.rating import Rating
from decision.model.scenario import Scenario
from decision.model.value_function import Linear, Scale, ValueFunction
from decision.model.weights import Anything, Concentrated, Fixed, Ordered, Ranged, WeightUncertainty
from tests.strategies import scenarios

Array = NDArray[np.float64]

N = 200_000
SEED = 20261123


def sampler(uncertainty: WeightUncertainty, stated: Sequence[float], seed: int = SEED) -> WeightSampler:
    ids = [f"c{k}" for k in range(1, len(stated) + 1)]
    return weight_sampler(uncertainty, ids, dict(zip(ids, stated, strict=True)), seed)


def draws(uncertainty: WeightUncertainty, stated: Sequence[float], n: int = N, seed: int = SEED) -> Array:
    return sampler(uncertainty, stated, seed).draw(n)


def assert_mean(x: Array, expected: float, error: float = 0.0) -> None:
    """The mean of `x` is as expected, within 4 standard errors and an error that is stated."""
    assert abs(x.mean() - expected) <= 4 * x.std() / math.sqrt(x.size) + error + 1e-15


def assert_covariances(w: Array, mean: Array, covariance: Array) -> None:
    for i, j in itertools.combinations_with_replacement(range(len(w)), 2):
        assert_mean((w[i] - mean[i]) * (w[j] - mean[j]), covariance[i, j])


# --- uniform on the simplex ---------------------------------------------------------------------------------------

# scipy.stats.dirichlet and beta, and the closed form (marginals are Beta(1, K - 1)): mean, variance, covariance, and
# the quantiles at 2.5, 50 and 97.5 percent, by K
SIMPLEX = {
    2: (0.5, 0.0833333333333, -0.0833333333333, (0.025, 0.5, 0.975)),
    3: (0.333333333333, 0.0555555555556, -0.0277777777778, (0.0125791170934, 0.292893218813, 0.841886116992)),
    5: (0.2, 0.0266666666667, -0.00666666666667, (0.00630946320971, 0.159103584746, 0.602364635616)),
    10: (0.1, 0.00818181818182, -0.000909090909091, (0.0028091367466, 0.0741252877127, 0.33626711688)),
}


@pytest.mark.parametrize("criteria", SIMPLEX)
def test_anything_is_uniform_on_the_simplex(criteria: int) -> None:
    mean, variance, covariance, quantiles = SIMPLEX[criteria]
    w = draws(Anything(), [1 / criteria] * criteria)
    expected = np.full((criteria, criteria), covariance)
    np.fill_diagonal(expected, variance)
    assert_covariances(w, np.full(criteria, mean), expected)
    for row in w:
        assert_mean(row, mean)
        for p, quantile in zip((0.025, 0.5, 0.975), quantiles, strict=True):
            assert_mean((row <= quantile).astype(float), p)


@pytest.mark.parametrize("criteria", range(2, 9))
def test_some_weight_exceeds_one_half_as_often_as_the_simplex_says(criteria: int) -> None:
    # the corner of the simplex where w[k] > 1/2 is half as large in each of K - 1 directions, and corners are disjoint
    w = draws(Anything(), [1 / criteria] * criteria)
    assert_mean((w.max(axis=0) > 0.5).astype(float), criteria / 2 ** (criteria - 1))


# --- Dirichlet ----------------------------------------------------------------------------------------------------


def test_dirichlet_moments_are_those_of_the_oracle() -> None:
    # scipy.stats.dirichlet([8, 4, 2, 1]) and the closed form agree on these
    mean = np.array([0.533333333333, 0.266666666667, 0.133333333333, 0.0666666666667])
    covariance = np.array(
        [
            [0.0155555555556, -0.00888888888889, -0.00444444444444, -0.00222222222222],
            [-0.00888888888889, 0.0122222222222, -0.00222222222222, -0.00111111111111],
            [-0.00444444444444, -0.00222222222222, 0.00722222222222, -0.000555555555556],
            [-0.00222222222222, -0.00111111111111, -0.000555555555556, 0.00388888888889],
        ]
    )
    w = draws(Concentrated(15), [8 / 15, 4 / 15, 2 / 15, 1 / 15])
    for row, expected in zip(w, mean, strict=True):
        assert_mean(row, expected)
    assert_covariances(w, mean, covariance)


@pytest.mark.parametrize(
    "concentration", [5e-324, 1e-300, 1e-9, 1e-3, 0.1, 0.3, 1, 3, 40, 1e3, 1e6, 1e9, 1e15, 1e29, 1e31, 1.7e308]
)
def test_any_concentration_gives_weights_with_the_stated_mean(concentration: float) -> None:
    stated = np.array([0.5, 0.3, 0.15, 0.05])
    w = draws(Concentrated(concentration), stated)
    assert np.all((w >= 0) & (w <= 1))
    assert np.abs(w.sum(axis=0) - 1).max() < 1e-12
    for row, share in zip(w, stated, strict=True):
        assert_mean(row, share, 1e-15)
        # all on one criterion, but for a share of draws of about the concentration: too few to be seen below 1/N
        unseen = concentration if concentration < 1 / N else 0.0
        assert_mean((row - share) ** 2, share * (1 - share) / (concentration + 1), unseen)


def test_a_share_that_is_next_to_nothing_does_no_harm() -> None:
    for concentration in (1e-3, 1.0, 1e6):
        w = draws(Concentrated(concentration), [1.0, 1e-12, 1e-300, 5e-324])
        assert np.isfinite(w).all()
        assert np.abs(w.sum(axis=0) - 1).max() < 1e-12


@pytest.mark.parametrize("uncertainty", [Concentrated(1e-4), Concentrated(40), Anything(), Ordered((("c1", "c2"),))])
def test_a_stated_zero_stays_zero(uncertainty: WeightUncertainty) -> None:
    w = draws(uncertainty, [0.5, 0.25, 0.0, 0.25])
    assert not w[2].any()
    assert w[[0, 1, 3]].all() or isinstance(uncertainty, Concentrated)
    assert np.abs(w.sum(axis=0) - 1).max() < 1e-12


def test_a_stated_zero_that_an_order_or_a_range_names_may_weigh_something() -> None:
    assert draws(Ordered((("c1",), ("c3",))), [0.5, 0.5, 0.0])[2].all()
    assert draws(Ordered((("c1",), ("c2",))), [1.0, 0.0])[1].all()
    assert draws(Ranged({"c3": (0, 20)}), [0.5, 0.5, 0.0])[2].all()
    assert not draws(Ranged({"c1": (40, 60)}), [0.5, 0.5, 0.0])[2].any()


def test_a_single_criterion_has_all_the_weight() -> None:
    for uncertainty in (Fixed(), Concentrated(0.01), Anything(), Ordered((("c1",),)), Ranged({"c1": (0, 100)})):
        assert np.all(draws(uncertainty, [1.0], 8) == 1)


# --- orders -------------------------------------------------------------------------------------------------------

ORDERS = [
    (("c1",), ("c2",), ("c3",), ("c4",)),
    (("c4",), ("c2",)),
    (("c2", "c5"), ("c1",)),
    (("c3",), ("c1", "c2", "c4"), ("c5",)),
    (("c5", "c4", "c3", "c2", "c1"),),
    (),
]


@pytest.mark.parametrize("tiers", ORDERS)
def test_an_order_holds_in_every_draw_and_means_are_its_centroid(tiers: tuple[tuple[str, ...], ...]) -> None:
    ids = [f"c{k}" for k in range(1, 6)]
    order = Ordered(tiers)
    centroid = order.centroid(ids)
    w = weight_sampler(order, ids, centroid, SEED).draw(N)
    at = {id: w[k] for k, id in enumerate(ids)}
    for tier, below in itertools.pairwise(tiers):
        assert np.all(np.min([at[id] for id in tier], axis=0) >= np.max([at[id] for id in below], axis=0))
    for id in ids:
        assert_mean(at[id], centroid[id])


def test_a_rank_order_of_four_has_the_centroid_of_barron_and_barrett1996() -> None:
    # rank-order centroid weights for four attributes, as printed: .5208, .2708, .1458, .0625
    w = draws(Ordered((("c1",), ("c2",), ("c3",), ("c4",))), [0.4, 0.3, 0.2, 0.1])
    for row, printed in zip(w, (0.5208, 0.2708, 0.1458, 0.0625), strict=True):
        assert_mean(row, printed, 0.00005)


@pytest.mark.parametrize("tiers", ORDERS)
def test_an_order_is_drawn_as_rejection_draws_it(tiers: tuple[tuple[str, ...], ...]) -> None:
    ids = [f"c{k}" for k in range(1, 6)]
    exact = weight_sampler(Ordered(tiers), ids, dict.fromkeys(ids, 0.2), SEED).draw(N)
    plain = np.random.default_rng(7).dirichlet(np.ones(5), 4 * N).T
    holds = np.ones(4 * N, dtype=bool)
    for tier, below in itertools.pairwise(tiers):
        heavier, lighter = (plain[[ids.index(id) for id in members]] for members in (tier, below))
        holds &= heavier.min(axis=0) >= lighter.max(axis=0)
    rejected = plain[:, holds]
    # products of any two, and whether one exceeds the other, tell joint laws apart
    for i, j in itertools.combinations_with_replacement(range(5), 2):
        for ours, theirs in (
            (exact[i] * exact[j], rejected[i] * rejected[j]),
            ((exact[i] > exact[j]).astype(float), (rejected[i] > rejected[j]).astype(float)),
        ):
            error = math.hypot(ours.std() / math.sqrt(ours.size), theirs.std() / math.sqrt(theirs.size))
            assert abs(ours.mean() - theirs.mean()) <= 4 * error


# --- whatever is left open ----------------------------------------------------------------------------------------

FORMS = [
    Fixed(),
    Concentrated(1e-3),
    Concentrated(2),
    Concentrated(40),
    Anything(),
    Ordered((("c2",), ("c3", "c1"))),
    Ranged({"c2": (30, 60)}),
    Ranged({"c1": (19, 21), "c2": (45, 55), "c3": (28, 32)}),
]
STATED = [0.2, 0.5, 0.3]


@pytest.mark.parametrize("uncertainty", FORMS)
def test_portions_in_multiples_of_four_are_the_same_as_all_at_once(uncertainty: WeightUncertainty) -> None:
    whole = draws(uncertainty, STATED, 20_002)
    portions = sampler(uncertainty, STATED)
    assert np.array_equal(np.concatenate([portions.draw(n) for n in (4, 8192, 400, 11_404, 2)], axis=1), whole)


@pytest.mark.parametrize("uncertainty", FORMS[1:])
def test_a_seed_gives_its_own_draws(uncertainty: WeightUncertainty) -> None:
    w = draws(uncertainty, STATED, 1000, seed=0)
    assert np.array_equal(w, draws(uncertainty, STATED, 1000, seed=0))
    assert np.mean(w == draws(uncertainty, STATED, 1000, seed=1)) < 0.01 or w.max() == 1


def test_fixed_weights_take_no_memory() -> None:
    w = draws(Fixed(), STATED, 10_000_000)
    assert w.shape == (3, 10_000_000)
    assert w.strides[1] == 0
    assert w[:, -1].tolist() == STATED


def test_another_criterion_changes_nobodys_gamma_variates() -> None:
    few, more = sampler(Anything(), [0.5, 0.5]), sampler(Anything(), [0.25] * 4)
    assert isinstance(few, DirichletSampler)
    assert isinstance(more, DirichletSampler)
    assert np.array_equal(few.gammas.draw(10_000), more.gammas.draw(10_000)[:2])
    one, two = sampler(Ordered((("c1",),)), [0.5, 0.5]), sampler(Ordered((("c1",), ("c3",))), [0.25] * 4)
    assert isinstance(one, OrderedSampler)
    assert isinstance(two, OrderedSampler)
    assert np.array_equal(one.gammas.draw(10_000)[0], two.gammas.draw(10_000)[0])


@pytest.mark.parametrize(
    ("uncertainty", "text"),
    [
        (
            Ranged({"c1": (60, 70), "c2": (50, 60)}),
            "the lower bounds sum to 110 percent (c1 at least 60, c2 at least 50)",
        ),
        (Ranged({f"c{k}": (0, 20) for k in (1, 2, 3)}), "the upper bounds sum to only 60 percent"),
        (Ordered((("c1",), ("c9",))), "c9 is not a criterion here"),
    ],
)
def test_an_impossible_region_is_an_error_that_says_why(uncertainty: WeightUncertainty, text: str) -> None:
    with pytest.raises(ImpossibleError) as error:
        sampler(uncertainty, STATED)
    assert text in str(error.value)


# --- whole scenarios ----------------------------------------------------------------------------------------------


AT_THE_TOP, AMONG_PARTS = Concentrated(20), Concentrated(9)


def leaf(id: str, weight: float | None = None) -> Criterion:
    return Criterion(id, id, ValueFunction(Scale(0, 10), Linear()), weight)


def nested(uncertainty: WeightUncertainty = AT_THE_TOP, parts: WeightUncertainty = AMONG_PARTS) -> Scenario:
    """Criteria a, b and c, of which b has parts x and y, and y has parts p and q."""
    y = Criterion("y", "Y", weight=2, parts=(leaf("p", 1), leaf("q", 3)), weight_uncertainty=Anything())
    b = Criterion("b", "B", weight=5, parts=(leaf("x", 1), y), weight_uncertainty=parts)
    tops = (leaf("a", 3), b, leaf("c", 2))
    paths = ["a", "b.x", "b.y.p", "b.y.q", "c"]
    options = tuple(Option(id, {path: Rating(Exact(5)) for path in paths}) for id in ("build", "buy"))
    return Scenario("A decision", tops, options, weight_uncertainty=uncertainty)


def test_weights_of_parts_multiply_down_the_tree() -> None:
    top, leaves = ScenarioWeightSampler(nested(), SEED).draw_levels(N)
    assert top.shape == (3, N)
    assert leaves.shape == (5, N)
    assert np.abs(leaves.sum(axis=0) - 1).max() < 1e-12
    assert np.array_equal(leaves[0], top[0])
    assert np.allclose(leaves[1:4].sum(axis=0), top[1], rtol=1e-12)
    # independent at every level, so means multiply: b is 1/2, x a third of it, and p half of the rest
    for row, mean in zip(leaves, (0.3, 1 / 6, 1 / 6, 1 / 6, 0.2), strict=True):
        assert_mean(row, mean)
    assert_mean(leaves[1] ** 2, (0.25 / 21 + 0.25) * ((2 / 9) / 10 + 1 / 9))  # E[b²]·E[x²]


def test_a_part_with_the_id_of_a_criterion_has_draws_of_its_own() -> None:
    a = Criterion("a", "A", weight=1, parts=(leaf("a", 1), leaf("b", 1)), weight_uncertainty=Anything())
    options = tuple(Option(id, {path: Rating(Exact(5)) for path in ("a.a", "a.b", "b")}) for id in ("build", "buy"))
    scenario = Scenario("A decision", (a, leaf("b", 1)), options, weight_uncertainty=Anything())
    top, leaves = ScenarioWeightSampler(scenario, SEED).draw_levels(N)
    part = leaves[0] / top[0]
    assert_mean((top[0] - 0.5) * (part - 0.5), 0)


def test_stated_weights_are_held_all_the_way_down() -> None:
    scenario = nested()
    held = ScenarioWeightSampler(scenario, SEED, "stated")
    assert held.certain
    expected = [scenario.weights[path] for path in scenario.leaves]
    assert held.draw(1000).tolist() == pytest.approx(expected, abs=1e-15)
    top, leaves = held.draw_levels(4)
    assert top[:, 3].tolist() == pytest.approx([0.3, 0.5, 0.2])
    assert leaves[:, 3].tolist() == pytest.approx(expected)


def test_any_weights_are_uniform_at_the_top_and_as_the_file_says_below() -> None:
    sampler = ScenarioWeightSampler(nested(Fixed(), Fixed()), SEED, "any")
    assert not sampler.certain
    top, leaves = sampler.draw_levels(N)
    for row in top:
        assert_mean(row, 1 / 3)
        assert_mean((row - 1 / 3) ** 2, 1 / 18)
    assert np.allclose(leaves[1], top[1] / 3, rtol=1e-12)


def test_moving_a_weight_at_the_top_redraws_no_parts() -> None:
    scenario = nested(Anything())
    moved = scenario.with_weights({"a": 1, "b": 1, "c": 8})
    before, after = (ScenarioWeightSampler(each, SEED).draw_levels(1000) for each in (scenario, moved))
    assert np.array_equal(before[1], after[1])
    parts_before, parts_after = (
        leaves[1] / top[1]
        for top, leaves in (
            ScenarioWeightSampler(replace(each, weight_uncertainty=Concentrated(10)), SEED).draw_levels(1000)
            for each in (scenario, moved)
        )
    )
    assert np.allclose(parts_before, parts_after, rtol=1e-12)


def test_independent_draws_are_all_effective() -> None:
    sampler = ScenarioWeightSampler(nested(), SEED)
    sampler.draw(1000)
    assert sampler.independent
    assert sampler.effective_draws(1000) == 1000


@given(scenarios(), st.sampled_from(("file", "any", "stated")))
def test_every_draw_of_every_scenario_lies_in_what_is_left_open(scenario: Scenario, drawn: str) -> None:
    sampler = ScenarioWeightSampler(scenario, 5, drawn)  # type: ignore[arg-type]
    top, leaves = sampler.draw_levels(64)
    assert leaves.shape == (len(scenario.leaves), 64)
    for w in (top, leaves):
        assert np.all(w >= 0)
        assert np.abs(w.sum(axis=0) - 1).max() < 1e-9
    if drawn == "file":
        ids = [criterion.id for criterion in scenario.criteria]
        for n in range(64):
            assert scenario.weight_uncertainty.contains(dict(zip(ids, top[:, n], strict=True)))
    again = ScenarioWeightSampler(scenario, 5, drawn).draw(64)  # type: ignore[arg-type]
    assert np.array_equal(np.broadcast_to(again.reshape(len(leaves), -1), leaves.shape), leaves)
