"""The region of weights, against what each statement about weights says, and the tree of parts in weights."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from decision.analysis.reversal.weight_region import WeightRegion
from decision.model.contents import Option
from decision.model.criterion import Criterion
from decision.model.estimate import Exact
from decision.model.rating import Rating
from decision.model.scenario import Scenario
from decision.model.value_function import Scale, ValueFunction
from decision.model.weights import Anything, Concentrated, Fixed, Ordered, Ranged, WeightUncertainty
from tests.strategies import scenarios

FIXED = Fixed()
LINE = ValueFunction(Scale(0, 10))


def decision(
    weights: list[float],
    uncertainty: WeightUncertainty = FIXED,
    parts: WeightUncertainty = FIXED,
    parts_weights: tuple[float, float] | None = None,
) -> Scenario:
    """Criteria c1 .. cK; with `parts_weights`, the last has the parts left and right."""
    criteria = [Criterion(f"c{k}", "", LINE, weight) for k, weight in enumerate(weights, start=1)]
    if parts_weights is not None:
        halves = tuple(Criterion(id, "", LINE, x) for id, x in zip(("left", "right"), parts_weights, strict=True))
        criteria[-1] = Criterion(criteria[-1].id, "", None, weights[-1], parts=halves, weight_uncertainty=parts)
    leaves = [path for criterion in criteria for path, _ in criterion.leaves()]
    options = tuple(Option(id, {path: Rating(Exact(5.0)) for path in leaves}) for id in ("a", "b"))
    return Scenario("A decision", tuple(criteria), options, weight_uncertainty=uncertainty)


def holds(region: WeightRegion, weights: list[float], t: float = 1.0) -> bool:
    """Whether weights of the whole and of all nodes, in their order, lie within share t of the way."""
    u = np.array(weights)
    return bool(
        np.all(region.limits(t) @ u <= 1e-12) and np.allclose(region.sums @ u, 0, atol=1e-12) and np.all(u >= 0)
    )


# --- one family -------------------------------------------------------------------------------------------


def test_fixed_weights_may_go_from_nothing_to_twice_their_size() -> None:
    region = WeightRegion(decision([5, 3, 2]))
    assert holds(region, [1, 0, 0.6, 0.4])
    assert holds(region, [1, 1, 0, 0])
    assert not holds(region, [1, 0.1, 0.5, 0.41])


def test_concentrated_weights_go_from_p5_to_p95_of_their_marginal_law() -> None:
    region = WeightRegion(decision([5, 3, 2], Concentrated(40.0)))
    (family,) = region.families
    laws = [stats.beta(40 * w, 40 * (1 - w)) for w in (0.5, 0.3, 0.2)]
    assert family.low == pytest.approx([law.ppf(0.05) for law in laws])
    assert family.high == pytest.approx([law.ppf(0.95) for law in laws])


@pytest.mark.parametrize("concentration", [0.01, 1e15, 1e300])
def test_a_law_too_skewed_or_too_narrow_still_holds_the_stated_weights(concentration: float) -> None:
    region = WeightRegion(decision([98, 1, 1], Concentrated(concentration)))
    (family,) = region.families
    assert np.all(family.low <= family.stated)
    assert np.all(family.stated <= family.high)
    assert holds(region, [1, 0.98, 0.01, 0.01])


def test_any_weights_are_held_but_of_a_criterion_without_weight() -> None:
    region = WeightRegion(decision([5, 3, 0], Anything()))
    assert holds(region, [1, 0, 1, 0])
    assert not holds(region, [1, 0.5, 0.4, 0.1])


def test_an_order_holds_what_keeps_it_and_frees_a_named_weight_of_0() -> None:
    region = WeightRegion(decision([5, 3, 0], Ordered((("c1",), ("c3",)))))
    assert holds(region, [1, 0.5, 0, 0.5])
    assert holds(region, [1, 0, 1, 0])
    assert not holds(region, [1, 0.4, 0.1, 0.5])


def test_ranges_hold_what_lies_within_them_and_may_be_a_single_point() -> None:
    region = WeightRegion(decision([5, 3, 2], Ranged({"c1": (40, 60), "c3": (0, 25)})))
    assert holds(region, [1, 0.6, 0.15, 0.25])
    assert not holds(region, [1, 0.61, 0.15, 0.24])
    pinned = WeightRegion(decision([5, 3, 2], Ranged({"c1": (50, 50), "c2": (30, 30)})))
    assert holds(pinned, [1, 0.5, 0.3, 0.2])
    assert pinned.families[0].movable == ()


@given(scenarios(), st.floats(0, 1), st.floats(0, 1))
def test_regions_are_nested_around_the_stated_weights(scenario: Scenario, one: float, other: float) -> None:
    region = WeightRegion(scenario)
    stated = region.weights(region.stated)
    assert dict(zip(region.paths, stated[1:], strict=True)) == pytest.approx(dict(scenario.weights), abs=1e-12)
    inner, outer = region.limits(min(one, other)) @ stated, region.limits(max(one, other)) @ stated
    assert np.all(inner <= 1e-12)
    assert np.all(outer <= inner + 1e-12)
    assert np.allclose(region.sums @ stated, 0, atol=1e-12)


# --- parts ------------------------------------------------------------------------------------------------


def test_shares_of_parts_are_limited_within_their_parent() -> None:
    region = WeightRegion(decision([6, 4], Anything(), Ranged({"left": (50, 75)}), (60, 40)))
    assert region.paths == ("c1", "c2", "c2.left", "c2.right")
    assert holds(region, [1, 0, 1, 0.75, 0.25])
    assert not holds(region, [1, 0, 1, 0.76, 0.24])
    assert holds(region, [1, 1, 0, 0, 0])
    half = [1, 0.3, 0.7, 0.7 * 0.675, 0.7 * 0.325]  # both families half of their way
    assert holds(region, half, 0.5)
    assert not holds(region, half, 0.49)
    assert region.limits_of_whole is None


def test_parts_that_keep_their_shares_leave_one_linear_programme() -> None:
    assert WeightRegion(decision([6, 4], Anything(), Ranged({"left": (60, 60)}), (60, 40))).limits_of_whole is not None


@given(scenarios())
def test_shares_and_weights_say_the_same(scenario: Scenario) -> None:
    region = WeightRegion(scenario)
    weights = region.weights(region.stated)
    assert region.weights(region.shares(weights)) == pytest.approx(weights, abs=1e-9)
    assert region.weights_of_leaves(weights[region.leaves]) == pytest.approx(weights, abs=1e-12)


# --- proportions ------------------------------------------------------------------------------------------


def test_what_is_held_keeps_its_proportions() -> None:
    region = WeightRegion(decision([5, 3, 2]))
    rows = region.held({2, 3})
    assert rows @ np.array([1, 0.8, 0.12, 0.08]) == pytest.approx([0.0])
    assert abs(float((rows @ np.array([1, 0.8, 0.1, 0.1]))[0])) > 1e-3


def test_one_that_is_held_alone_has_nothing_to_keep_to_unless_it_weighs_nothing() -> None:
    region = WeightRegion(decision([5, 3, 0], Anything()))
    assert len(region.held({1})) == 0
    rows = region.held({3})
    assert rows @ np.array([1, 0.5, 0.4, 0.1]) == pytest.approx([0.1])
