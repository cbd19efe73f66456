"""Nothing less than what a reversal finds would do: brute force, other linear programmes, and a million weights."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import linprog

from decision.analysis.reversal.favourable_ratings import FavourableRatings
from decision.analysis.reversal.first_place import FirstPlace, first_reached
from decision.analysis.reversal.reversal import potentially_optimal, reversals
from decision.analysis.reversal.weight_region import WeightRegion
from decision.analysis.scoring import weighted_scores
from decision.analysis.standing import Standing
from decision.model.estimate import Estimate
from decision.model.scenario import Scenario
from tests.small_decisions import flat, three_point_decisions
from tests.strategies import scenarios

Array = NDArray[np.float64]


# --- nothing less would do --------------------------------------------------------------------------------


def random_shares(region: WeightRegion, t: float, n: int, rng: np.random.Generator) -> Array:
    """Shares (n, I) within t of the way to the region's edge: steps in random directions, as far as limits allow."""
    shares = np.repeat(region.stated[np.newaxis], n, axis=0)
    for family in region.families:
        nodes = list(family.nodes)
        low, high = family.stated + t * (family.low - family.stated), family.stated + t * (family.high - family.stated)
        for _ in range(3):
            step = rng.standard_normal((n, len(nodes)))
            step -= step.mean(axis=1, keepdims=True)
            with np.errstate(divide="ignore", invalid="ignore"):
                reach = np.where(step > 0, (high - shares[:, nodes]) / step, (low - shares[:, nodes]) / step)
                for heavier, lighter in family.pairs:
                    apart = shares[:, nodes[heavier]] - shares[:, nodes[lighter]]
                    least = (1 - t) * (family.stated[heavier] - family.stated[lighter])
                    closing = step[:, lighter] - step[:, heavier]
                    ends = np.where(closing > 0, (apart - least) / closing, np.inf)
                    reach = np.column_stack([reach, ends])
            furthest = np.nan_to_num(reach, nan=0.0, posinf=np.inf).min(axis=1)
            room = np.where(np.isfinite(furthest), np.clip(furthest, 0, None), 0.0)
            shares[:, nodes] += (rng.random(n) ** 0.3 * room)[:, np.newaxis] * step
    return shares


@given(three_point_decisions() | scenarios(), st.integers(0, 2**32))
def test_no_random_weights_within_99_percent_of_the_way_would_do(scenario: Scenario, seed: int) -> None:
    assume(scenario.ranked_options)
    standing, rng = Standing(scenario), np.random.default_rng(seed)
    region = WeightRegion(scenario)
    for each in reversals(standing):
        if each.t is None:
            less = 1.0
        elif each.t < 1e-3:
            continue
        else:
            less = 0.99 * each.t
        m = [option.id for option in standing.options].index(each.option)
        values = FavourableRatings(standing, m).values(less if each.moving != "weights" else 0.0)
        shares = random_shares(region, less, 500, rng) if each.moving != "ratings" else region.stated[np.newaxis]
        weights = np.array([region.weights(each) for each in shares])[:, region.leaves]
        scores = 100 * weights @ values.T
        rivals = [other for other in standing.ranked if other != m]
        assert np.all(scores[:, m] < scores[:, rivals].max(axis=1))


@given(three_point_decisions(criteria=2))
def test_on_two_criteria_a_dense_scan_finds_the_same(scenario: Scenario) -> None:
    standing, region = Standing(scenario), WeightRegion(scenario)
    (family,) = region.families
    ends = []
    for first in (
        max(family.low[0], 1 - family.high[1]),
        min(family.high[0], 1 - family.low[1]),
    ):
        for heavier, _ in family.pairs:  # the only order of two: the heavier has half or more
            first = max(first, 0.5) if heavier == 0 else min(first, 0.5)
        ends.append(np.array([first, 1 - first]))
    for each in reversals(standing):
        m = [option.id for option in standing.options].index(each.option)
        favourable = FavourableRatings(standing, m)
        for t in np.linspace(0, 1, 101):
            values = favourable.values(t) if each.moving != "ratings" or t else standing.values
            values = standing.values if each.moving == "weights" else values
            between = np.linspace(0, 1, 400)[:, np.newaxis]
            weights = region.stated[1:] + t * ((1 - between) * ends[0] + between * ends[1] - region.stated[1:])
            if each.moving == "ratings":
                weights = region.stated[np.newaxis, 1:]
            scores = 100 * weights @ values.T
            rivals = [other for other in standing.ranked if other != m]
            best = float((scores[:, m] - scores[:, rivals].max(axis=1)).max())
            if best >= 0:
                assert each.t is not None
                assert each.t <= t + 1e-9
            elif best < -1:  # the scan may miss what lies between its weights
                assert each.t is None or each.t > t - 1e-9


@given(three_point_decisions())
def test_the_linear_programme_for_weights_agrees_with_another_and_with_bisection(scenario: Scenario) -> None:
    standing, region = Standing(scenario), WeightRegion(scenario)
    (family,) = region.families
    stated = family.stated
    for m in standing.others:
        rivals = [other for other in standing.ranked if other != m]
        found = next(each for each in reversals(standing) if each.option == standing.options[m].id).t
        # variables t and y = t·w': minimise t with w = stated + y - t·stated
        differences = standing.values[rivals] - standing.values[m]
        eye = np.eye(len(stated))
        rows = [*np.column_stack([-family.high, eye]), *np.column_stack([family.low, -eye])]
        rows += [np.insert(eye[lighter] - eye[heavier], 0, 0.0) for heavier, lighter in family.pairs]
        rows += [np.insert(row, 0, -float(row @ stated)) for row in differences]
        b = np.append(np.zeros(len(rows) - len(rivals)), -differences @ stated)
        solved = linprog(
            np.eye(1, len(stated) + 1)[0],
            A_ub=np.array(rows),
            b_ub=b + 1e-12,
            A_eq=[np.insert(np.ones(len(stated)), 0, -1.0)],
            b_eq=[0.0],
            bounds=[(0, 1), *[(0, None)] * len(stated)],
        )
        assert (found is None) == (solved.status == 2)
        if found is not None:
            assert found == pytest.approx(solved.fun, abs=1e-6)
            place = FirstPlace(region, m, rivals)
            followed = place.smallest(lambda _: standing.values)
            assert followed is not None or found > 1 - 1e-6
            assert followed is None or followed.t == pytest.approx(found, abs=1e-8)


def test_an_option_declared_impossible_never_leads_among_a_million_weights() -> None:
    rng = np.random.default_rng(5)
    weights = rng.standard_exponential((1_000_000, 4))
    weights /= weights.sum(axis=1, keepdims=True)
    seen = {"impossible": 0, "possible": 0}
    for _ in range(12):
        ratings: dict[str, list[float | Estimate]] = {
            f"o{m}": list(rng.integers(0, 11, 4).astype(float)) for m in range(6)
        }
        standing = Standing(flat(ratings, [4, 3, 2, 1]))
        first = (weights @ standing.values.T).argmax(axis=1)
        for each in reversals(standing):
            leads = np.any(first == [option.id for option in standing.options].index(each.option))
            if each.moving == "weights":
                assert potentially_optimal(standing)[each.option].anywhere == (each.status != "impossible")
                seen["impossible" if each.status == "impossible" else "possible"] += 1
                assert not (leads and each.status == "impossible")
    assert min(seen.values()) > 5


@given(scenarios())
def test_a_potentially_optimal_option_is_first_at_the_weights_given(scenario: Scenario) -> None:
    assume(scenario.ranked_options)
    standing = Standing(scenario)
    assume(np.abs(standing.values).max() < 1000)
    found = potentially_optimal(standing)
    assert found[standing.options[standing.leader].id].in_region
    for id, each in found.items():
        assert (each.weights is not None) == each.anywhere
        assert each.anywhere or not each.in_region
        if each.weights is not None and len(found) > 1:
            weights = np.array([each.weights[path] for path in standing.paths])
            assert weights.sum() == pytest.approx(1)
            scores = weighted_scores(standing.values, weights)
            m = [option.id for option in standing.options].index(id)
            assert scores[m] >= scores[list(standing.ranked)].max() - 1e-6 * max(1, np.abs(standing.values).max())


# --- the search -------------------------------------------------------------------------------------------


@given(st.floats(1e-6, 1 - 1e-6), st.sampled_from((1, 3, 7)))
def test_where_a_margin_reaches_0_is_found_and_lies_on_the_right_side(root: float, power: int) -> None:
    found = first_reached(lambda t: (t - root) ** power, 0.0, 1.0)
    assert found >= root
    assert found == pytest.approx(root, abs=1e-12)


def test_where_a_margin_jumps_is_found() -> None:
    assert first_reached(lambda t: 1.0 if t >= 0.3 else -5.0, 0.0, 1.0) == pytest.approx(0.3, abs=1e-12)
