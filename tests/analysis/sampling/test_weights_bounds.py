"""Draws of weights within bounds: against exact centroids, against rejection, and through thin regions.

Means are compared within 4 standard errors; seeds are fixed.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from decision.analysis.sampling import hit_and_run
from decision.analysis.sampling.box_simplex import BoxSimplexSampler, Region, kept_shares, region_of
from decision.analysis.sampling.hit_and_run import CHAINS, HitAndRunSampler, effective_sample_size
from decision.analysis.sampling.weights import MOST_INDEPENDENT, weight_sampler
from decision.model.weights import Ranged

Array = NDArray[np.float64]
Bounds = Mapping[str, tuple[float, float]]

N = 100_000
SEED = 20261123
_random = np.random.default_rng(11)


def same(criteria: int, low: float, high: float) -> Bounds:
    return {f"c{k}": (low, high) for k in range(criteria)}


REGIONS: dict[str, Bounds] = {
    "one bound of four": {"a": (10, 30), "b": (0, 100), "c": (0, 100), "d": (0, 100)},
    "low bounds only": same(6, 5, 100),
    "two criteria": {"a": (10, 30), "b": (60, 85)},
    "one criterion fixed": {"a": (30, 30), "b": (20, 65), "c": (0, 100)},
    "nearly a full box": same(12, 0, 8.4),
    "twelve, kept seldom by the simplex": same(12, 8, 8.8),
    "twelve, a millionth of a percent wide": same(12, 8.33333333, 8.33333334),
    "thin beside wide": {**{f"a{k}": (3, 3.000001) for k in range(6)}, **{f"b{k}": (0, 30) for k in range(6)}},
    "thin, thinner, thinnest": {**{f"c{k}": (5, 5 + 10.0**-k) for k in range(11)}, "rest": (0, 60)},
    "twelve of every width": {
        f"c{k}": (round(_random.uniform(0, 5), 3), round(_random.uniform(7, 30), 3)) for k in range(12)
    },
    "a corner cut off": {"a": (0, 99), "b": (0, 100), "c": (0, 100)},
    "full but for a corner": {"a": (0, 33.4), "b": (0, 33.4), "c": (0, 33.4)},
}


def region(bounds: Bounds) -> Region:
    return region_of([(Fraction(repr(low)) / 100, Fraction(repr(high)) / 100) for low, high in bounds.values()])


def centroid(bounds: Bounds) -> Array:
    return np.array(list(Ranged(bounds).centroid(list(bounds)).values()))


def assert_within(w: Array, bounds: Bounds) -> None:
    low, high = np.array(list(bounds.values())).T[:, :, np.newaxis] / 100
    assert np.all((w >= low - 1e-15) & (w <= high + 1e-15))
    assert np.abs(w.sum(axis=0) - 1).max() < 1e-14 * len(w)


@pytest.mark.parametrize("name", REGIONS)
def test_means_are_the_exact_centroid(name: str) -> None:
    bounds = REGIONS[name]
    sampler = weight_sampler(Ranged(bounds), list(bounds), dict.fromkeys(bounds, 0.1), SEED)
    assert sampler.independent
    w = sampler.draw(N)
    assert_within(w, bounds)
    errors = w.std(axis=1) / math.sqrt(N)
    assert np.all(np.abs(w.mean(axis=1) - centroid(bounds)) <= 4 * errors + 1e-15)


@pytest.mark.parametrize(
    "bounds",
    [
        {"a": (10, 30), "b": (0, 100), "c": (0, 100), "d": (0, 100)},
        {"a": (20, 60), "b": (5, 45), "c": (0, 50)},
        {"a": (0, 22), "b": (10, 35), "c": (0, 40), "d": (15, 60), "e": (0, 100)},
        {"a": (0, 35), "b": (0, 35), "c": (0, 36)},
    ],
)
def test_draws_are_those_of_rejection_where_rejection_works(bounds: Bounds) -> None:
    plain = np.random.default_rng(7).dirichlet(np.ones(len(bounds)), 4_000_000).T
    low, high = np.array(list(bounds.values())).T[:, :, np.newaxis] / 100
    rejected = plain[:, ((plain >= low) & (plain <= high)).all(axis=0)]
    exact = BoxSimplexSampler(region(bounds), list(bounds), SEED, "weights").draw(N)
    for i, j in itertools.combinations_with_replacement(range(len(bounds)), 2):
        for ours, theirs in (
            (exact[i] * exact[j], rejected[i] * rejected[j]),
            ((exact[i] > exact[j]).astype(float), (rejected[i] > rejected[j]).astype(float)),
        ):
            error = math.hypot(ours.std() / math.sqrt(ours.size), theirs.std() / math.sqrt(theirs.size))
            assert abs(ours.mean() - theirs.mean()) <= 4 * error
    for i, row in enumerate(rejected):
        for p in (0.01, 0.1, 0.5, 0.9, 0.99):
            error = math.sqrt(p * (1 - p) * (1 / N + 1 / row.size))
            assert abs((exact[i] <= np.quantile(row, p)).mean() - p) <= 4 * error


@pytest.mark.parametrize("name", REGIONS)
def test_proposals_are_kept_as_often_as_the_volume_says(name: str) -> None:
    sampler = BoxSimplexSampler(region(REGIONS[name]), list(REGIONS[name]), SEED, "weights")
    plain, tilted = kept_shares(sampler.region.widths, sampler.z)
    criteria = len(sampler.region.open)
    assert tilted >= 1 / math.sqrt(2 * math.pi * (criteria + 1))
    for share, block in ((plain, sampler._plain_block), (tilted, sampler._tilted_block)):
        kept = np.array([block().shape[1] for _ in range(20)]) / sampler.proposals
        assert abs(kept.mean() - share) <= 4 * math.sqrt(share * (1 - share) / (20 * sampler.proposals)) + 1e-15


def test_plain_and_tilted_proposals_lead_to_the_same_law() -> None:
    bounds = {"a": (0, 40), "b": (5, 60), "c": (0, 45), "d": (0, 100)}
    sampler = BoxSimplexSampler(region(bounds), list(bounds), SEED, "weights")
    plain = np.concatenate([sampler._plain_block() for _ in range(20)], axis=1)
    tilted = np.concatenate([sampler._tilted_block() for _ in range(20)], axis=1)
    for power in (1, 2, 3):
        for one, other in zip(plain**power, tilted**power, strict=True):
            error = math.hypot(one.std() / math.sqrt(one.size), other.std() / math.sqrt(other.size))
            assert abs(one.mean() - other.mean()) <= 4 * error


@pytest.mark.parametrize(
    ("bounds", "point"),
    [
        ({"a": (30, 30), "b": (70, 70)}, [0.3, 0.7]),
        ({"a": (30, 100), "b": (70, 100)}, [0.3, 0.7]),
        ({"a": (0, 30), "b": (0, 70)}, [0.3, 0.7]),
        ({"a": (20, 20), "b": (10, 80)}, [0.2, 0.8]),
        (same(20, 0, 5), [0.05] * 20),
        ({"a": (100, 100), "b": (0, 100)}, [1.0, 0.0]),
    ],
)
def test_a_region_that_is_a_point_is_that_point(bounds: Bounds, point: list[float]) -> None:
    w = weight_sampler(Ranged(bounds), list(bounds), dict.fromkeys(bounds, 0.5), SEED).draw(8)
    assert np.abs(w - np.array(point)[:, np.newaxis]).max() < 1e-15


@given(st.data())
def test_any_bounds_around_some_weights_give_draws_within_them(data: st.DataObject) -> None:
    points = data.draw(st.lists(st.floats(0.01, 10), min_size=2, max_size=14))
    bounds = {}
    for k, share in enumerate(points):
        percent = 100 * share / sum(points)
        below = percent * data.draw(st.floats(0, 1) | st.floats(0, 1e-9))
        above = (100 - percent) * data.draw(st.floats(0, 1) | st.floats(0, 1e-9))
        bounds[f"c{k}"] = (max(0.0, percent - below - 1e-12), min(100.0, percent + above + 1e-12))
    w = weight_sampler(Ranged(bounds), list(bounds), dict.fromkeys(bounds, 0.5), SEED).draw(16)
    assert_within(w, bounds)


def test_another_criterion_changes_nobodys_proposals() -> None:
    few, more = (
        BoxSimplexSampler(region(bounds), list(bounds), SEED, "weights")
        for bounds in (same(3, 10, 60), same(4, 10, 60))
    )
    for one, other in zip(few.streams, more.streams, strict=False):
        assert np.array_equal(one.random(100), other.random(100))


# --- the walk -----------------------------------------------------------------------------------------------------

WALKS: dict[str, Bounds] = {
    "twenty alike": same(20, 0, 10),
    "twenty in a row": {f"c{k}": (0, k + 1) for k in range(20)},
    "thin beside wide": {**{f"a{k}": (1, 1.001) for k in range(10)}, **{f"b{k}": (0, 20) for k in range(10)}},
    "one wide": {**same(20, 0, 4), "wide": (0, 90)},
}


def walk(bounds: Bounds, seed: int = SEED) -> HitAndRunSampler:
    return HitAndRunSampler(region(bounds), list(bounds), seed, "weights")


@pytest.mark.parametrize("name", WALKS)
def test_means_of_the_walk_are_the_exact_centroid(name: str) -> None:
    bounds = WALKS[name]
    sampler = weight_sampler(Ranged(bounds), list(bounds), dict.fromkeys(bounds, 0.05), SEED)
    assert isinstance(sampler, HitAndRunSampler)
    assert not sampler.independent
    steps = 100
    w = sampler.draw(steps * CHAINS)
    assert_within(w, bounds)
    chains = w.reshape(len(w), steps, CHAINS).swapaxes(1, 2)
    for row, chain, mean in zip(w, chains, centroid(bounds), strict=True):
        assert abs(row.mean() - mean) <= 4 * row.std() / math.sqrt(effective_sample_size(chain))


@pytest.mark.parametrize("name", WALKS)
def test_the_walk_agrees_with_independent_draws(name: str) -> None:
    bounds = WALKS[name]
    sampler = walk(bounds)
    walked = sampler.draw(50 * CHAINS)
    exact = BoxSimplexSampler(region(bounds), list(bounds), SEED + 1, "weights").draw(50 * CHAINS)
    effective = sampler.efficiency * walked.shape[1]
    for one, other in zip(walked**2, exact**2, strict=True):
        error = math.hypot(one.std() / math.sqrt(effective), other.std() / math.sqrt(other.size))
        assert abs(one.mean() - other.mean()) <= 4 * error


def test_the_walk_is_taken_only_where_many_bounds_matter() -> None:
    few = {**same(MOST_INDEPENDENT, 0, 12), **{f"free{k}": (0.0, 100.0) for k in range(10)}}
    many = {**same(MOST_INDEPENDENT + 1, 0, 12), **{f"free{k}": (0.0, 100.0) for k in range(10)}}
    for bounds, independent in ((few, True), (many, False)):
        sampler = weight_sampler(Ranged(bounds), list(bounds), dict.fromkeys(bounds, 0.04), SEED)
        assert sampler.independent is independent


def test_the_walk_in_portions_is_the_same_as_at_once() -> None:
    bounds = WALKS["twenty in a row"]
    portions = walk(bounds)
    assert np.array_equal(
        np.concatenate([portions.draw(n) for n in (4, 8192, 400, 3)], axis=1), walk(bounds).draw(8599)
    )
    assert not np.array_equal(walk(bounds, 0).draw(8), walk(bounds, 1).draw(8))


def test_the_first_draws_of_the_walk_are_independent() -> None:
    sampler = walk(WALKS["twenty alike"])
    assert sampler.efficiency == 1
    sampler.draw(CHAINS)
    assert sampler.efficiency == pytest.approx(1, abs=1e-9)


def test_a_walk_that_forgets_slowly_is_worth_fewer_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hit_and_run, "PAIRINGS", 1)
    slow = walk(WALKS["one wide"])
    slow.draw(50 * CHAINS)
    monkeypatch.setattr(hit_and_run, "PAIRINGS", 16)
    quick = walk(WALKS["one wide"])
    quick.draw(50 * CHAINS)
    assert slow.efficiency < 0.5 * quick.efficiency < 0.5


def test_effective_sample_size_of_an_autoregression_is_its_closed_form() -> None:
    # x[t+1] = r·x[t] + noise: the mean of T values is worth about T·(1 - r)/(1 + r) independent ones
    r, chains, steps = 0.8, 2000, 2000
    rng = np.random.default_rng(1)
    x = np.empty((chains, steps))
    x[:, 0] = rng.standard_normal(chains)
    for t in range(1, steps):
        x[:, t] = r * x[:, t - 1] + math.sqrt(1 - r * r) * rng.standard_normal(chains)
    expected = chains * steps / (1 + 2 * sum((1 - t / steps) * r**t for t in range(1, steps)))
    assert effective_sample_size(x) == pytest.approx(expected, rel=4 * math.sqrt(2 / (chains - 1)))


def test_independent_draws_are_all_effective() -> None:
    x = np.random.default_rng(2).standard_normal((2000, 100))
    assert effective_sample_size(x) == pytest.approx(x.size, rel=4 * math.sqrt(2 / 1999))
    assert effective_sample_size(np.ones((10, 10))) == 100
