"""Factors given which the figures of a plan are independent, though they do not all hang together alike.

Throughout this module
    i  is an uncertain figure       0 .. I-1
    k  is a factor                  0 .. K-1
    f  is a state of the factors    0 .. Q-1
    C  are correlations of latents, L loadings (I, K): C = L·Lᵀ off the diagonal, D = 1 - Σ_k L² (I,) what is left of it

Latents are z = L·F + sqrt(D)·e with all F and e independent standard normals (Anderson and Rubin 1956, Statistical
inference in factor analysis). One factor is what all figures share; pairs that differ from it add one each. States are
points of a product of even rows, with steps by how closely the figures tell F: its variance given all of them is
V = inverse(1 + Lᵀ·D⁻¹·L). Sums over steps h are off by about exp(-2π²·kᵀ·V·k) at k = 1/h (Poisson's formula).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_SAME = 1e-8  # correlations that differ by less are alike; completed ones are found to 1e-9
_LEFT = 0.005  # the least of D
_FACTORS = 3
_ROUNDS = 60  # of Newton's method, by when it has found loadings or never will
_STATES = 1_400
_FARTHEST = 6.5  # standard deviations of the factors together
_STEP = 1.1  # over the square root of V
_SHIFTS = (0.5, 0.25, 0.125)  # of a step, each different, so that no wave is seen alike at both


@dataclass(frozen=True)
class States:
    """Points (Q, K) of the factors, and their weights (Q,), which add up to 1."""

    points: Array
    weights: Array


def loadings_of(correlations: Array) -> Array | None:
    """L for correlations C (I, I): the one that needs the fewest states; None where there is none that will do."""
    for candidates in (_sparse, _dense):  # products are sooner made where L has zeros
        fitting = [each for each in candidates(correlations) if _is_fit(each, correlations)]
        best = min(fitting, key=_box, default=None)
        if best is not None and _box(best) <= 2 * _STATES and len(states_of(best).weights) <= _STATES:
            return best
    return None


def left_over(loadings: Array) -> Array:
    """D (I,)."""
    return np.asarray(1 - (loadings**2).sum(axis=1))


def states_of(loadings: Array, shifted: bool = False) -> States:
    """The states that do for L; or as many others beside them, by which it is seen how far off they are."""
    rows = []
    for step, shift in zip(_steps(loadings), _SHIFTS, strict=False):
        reach = math.ceil(_FARTHEST / step)
        rows.append(step * (np.arange(-reach, reach + 1) + (shift if shifted else 0.0)))
    points = np.array(list(itertools.product(*rows)))
    squares = (points**2).sum(axis=1)
    near = squares <= _FARTHEST**2
    density = np.exp(-squares[near] / 2)
    return States(points[near], density / density.sum())


def _sparse(correlations: Array) -> Iterator[Array]:
    """Loadings that may do: of one factor, or of one that all share and more for what differs from that."""
    one = _one_factor(correlations)
    if one is not None:
        yield one[:, np.newaxis]
    others = correlations[np.triu_indices(len(correlations), 1)]
    for shared in sorted({0.0, *np.round(others[others > 0], 8).tolist()}):
        differs = correlations - shared
        columns = [np.full(len(correlations), math.sqrt(shared))] if shared else []
        for group in _groups(np.abs(differs) > _SAME):
            columns += _columns(differs, group)
        if 0 < len(columns) <= _FACTORS:
            yield np.stack(columns, axis=1)


def _dense(correlations: Array) -> Iterator[Array]:
    """Loadings of two factors for all figures."""
    if len(correlations) > 2:
        least = np.full(len(correlations), np.linalg.eigvalsh(correlations)[0])
        yield _two_factors(correlations, least)
        yield _two_factors(correlations, 1 / np.diag(np.linalg.inv(correlations)))


def _two_factors(correlations: Array, left: Array) -> Array:
    """Loadings (I, 2) by Newton's method, from those that are nearest to C less a first guess of D (I,)."""
    sizes, vectors = np.linalg.eigh(correlations - np.diag(left))
    loadings = vectors[:, -2:] * np.sqrt(np.maximum(sizes[-2:], 0.0))
    i, j = np.triu_indices(len(correlations), 1)
    rows = np.arange(len(i))
    for _ in range(_ROUNDS):
        off = correlations[i, j] - (loadings[i] * loadings[j]).sum(axis=1)
        if np.abs(off).max() <= _SAME / 100:
            break
        slopes = np.zeros((len(i), *loadings.shape))
        slopes[rows, i], slopes[rows, j] = loadings[j], loadings[i]
        change = np.linalg.lstsq(slopes.reshape(len(i), -1), off, rcond=1e-10)[0]
        loadings = loadings + change.reshape(loadings.shape)
    return loadings


def _columns(differs: Array, group: list[int]) -> list[Array]:
    """Loadings (I,) of the factors of a group of figures that are linked: one for all, or one for each pair."""
    one = _one_factor(differs[np.ix_(group, group)])
    if one is not None:
        column = np.zeros(len(differs))
        column[group] = one
        return [column]
    columns = []
    for i, j in itertools.combinations(group, 2):
        if abs(differs[i, j]) > _SAME:
            column = np.zeros(len(differs))
            column[i] = math.sqrt(abs(differs[i, j]))
            column[j] = math.copysign(column[i], differs[i, j])
            columns.append(column)
    return columns


def _one_factor(correlations: Array) -> Array | None:
    """Loadings (I,) of one factor that makes all these correlations, where there is one."""
    if len(correlations) == 2:
        size = math.sqrt(abs(correlations[0, 1]))
        return np.array([size, math.copysign(size, correlations[0, 1])])
    first, second, both = correlations[0, 1], correlations[0, 2], correlations[1, 2]
    if min(map(abs, (first, second, both))) <= _SAME or first * second / both <= 0:
        return None
    own = math.sqrt(first * second / both)
    loadings = np.append(own, correlations[0, 1:] / own)
    off = np.outer(loadings, loadings) - correlations
    np.fill_diagonal(off, 0.0)
    return loadings if np.abs(off).max() <= _SAME else None


def _groups(linked: NDArray[np.bool_]) -> Iterator[list[int]]:
    """Figures that are linked, directly or by others; of two or more."""
    left = set(range(len(linked)))
    while left:
        group, reached = set[int](), {min(left)}
        while reached:
            group |= reached
            reached = {j for i in reached for j in np.flatnonzero(linked[i]).tolist()} - group
        left -= group
        if len(group) > 1:
            yield sorted(group)


def _is_fit(loadings: Array, correlations: Array) -> bool:
    """Whether L makes C, and leaves enough to each figure."""
    off = loadings @ loadings.T - correlations
    np.fill_diagonal(off, 0.0)
    return bool(np.abs(off).max() <= 2 * _SAME and left_over(loadings).min() >= _LEFT)  # not so if one is no number


def _steps(loadings: Array) -> Array:
    """Of each factor (K,)."""
    count = loadings.shape[1]
    given = np.linalg.inv(np.eye(count) + loadings.T @ (loadings / left_over(loadings)[:, np.newaxis]))
    sds = np.sqrt(np.diag(given))
    alike = given / np.outer(sds, sds)
    waves = np.array([each for each in itertools.product(range(-2, 3), repeat=count) if any(each)], dtype=np.float64)
    closest = float(np.einsum("wk,kl,wl->w", waves, alike, waves).min())
    return np.asarray(_STEP * math.sqrt(min(1.0, max(closest, 1e-6))) * sds)


def _box(loadings: Array) -> float:
    """About how many states L needs, before those far out are left out."""
    return math.prod((2 * _FARTHEST / _steps(loadings) + 1).tolist())
