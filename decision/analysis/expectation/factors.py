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
Row = np.ndarray[tuple[int], np.dtype[np.float64]]

_SAME = 1e-8  # correlations that differ by less are alike; completed ones are found to 1e-9
_LEFT = 0.005  # the least of D
_FACTORS = 3
_ROUNDS = 100  # by when two factors have been found, or never will
_NEAR = 0.01  # to C, from where Newton's method gets there
_MOST_FIGURES = 6  # for which two factors are sought: for more there are hardly any
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
    if np.linalg.eigvalsh(correlations)[0] < _LEFT:
        return None  # no less than the least of D
    for candidates in (_sparse, _dense):  # products are sooner made where L has zeros
        fitting = [each for each in candidates(correlations) if _is_fit(each, correlations)]
        best = min(fitting, key=_box, default=None)
        if best is not None and _box(best) <= 2 * _STATES and len(states_of(best).weights) <= _STATES:
            return best
    return None


def left_over(loadings: Array) -> Array:
    """D (I,)."""
    return np.asarray(1 - (loadings**2).sum(axis=1))


def states_of(loadings: Array, *, shifted: bool = False) -> States:
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
    two = _two_blocks(correlations)
    if two is not None:
        yield two
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
    if 2 < len(correlations) <= _MOST_FIGURES:
        for left in (np.linalg.eigvalsh(correlations)[0], 1 / np.diag(np.linalg.inv(correlations))):
            sizes, vectors = np.linalg.eigh(correlations - left * np.eye(len(correlations)))
            yield _two_factors(correlations, vectors[:, -2:] * np.sqrt(np.maximum(sizes[-2:], 0.0)))


def _two_factors(correlations: Array, start: Array) -> Array:
    """Of all loadings (I, 2) that make C, those that leave most to the figure to which they leave least.

    If there are none it is seen by what is found, which does not make C.
    """
    from scipy.optimize import NonlinearConstraint, minimize  # slow to import, and not needed for most plans

    i, j = np.triu_indices(len(correlations), 1)
    figures, pairs = np.arange(len(correlations)), np.arange(len(i))

    def off(x: Array) -> Array:
        loadings = x[:-1].reshape(-1, 2)
        return np.asarray((loadings[i] * loadings[j]).sum(axis=1) - correlations[i, j])

    def slopes_of_off(x: Array) -> Array:
        loadings, slopes = x[:-1].reshape(-1, 2), np.zeros((len(pairs), len(figures), 2))
        slopes[pairs, i], slopes[pairs, j] = loadings[j], loadings[i]
        return np.append(slopes.reshape(len(pairs), -1), np.zeros((len(pairs), 1)), axis=1)

    def beyond_least(x: Array) -> Array:
        return np.asarray(left_over(x[:-1].reshape(-1, 2)) - x[-1])

    def slopes_of_beyond(x: Array) -> Array:
        slopes = np.zeros((len(figures), len(figures), 2))
        slopes[figures, figures] = -2 * x[:-1].reshape(-1, 2)
        return np.append(slopes.reshape(len(figures), -1), -np.ones((len(figures), 1)), axis=1)

    down = np.append(np.zeros(start.size), -1.0)

    def to_make_small(x: Row) -> float:
        return -float(x[-1])

    def slopes_of_it(x: Row) -> Row:
        del x  # the same everywhere
        return down

    found = minimize(
        to_make_small,
        np.append(start, left_over(start).min()),
        jac=slopes_of_it,
        method="SLSQP",
        constraints=(
            NonlinearConstraint(off, 0.0, 0.0, jac=slopes_of_off),
            NonlinearConstraint(beyond_least, 0.0, np.inf, jac=slopes_of_beyond),
        ),
        tol=1e-9,
        options={"maxiter": _ROUNDS},
    ).x
    for _ in range(_ROUNDS):  # what is off is brought to nothing, if it is near
        if not _SAME / 100 < np.abs(off(found)).max() < _NEAR:
            break
        found = found - np.linalg.pinv(slopes_of_off(found), rcond=1e-10) @ off(found)
    return np.asarray(found[:-1].reshape(-1, 2))


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


def _two_blocks(correlations: Array) -> Array | None:
    """Loadings (I, 2) where figures are of two kinds, two or more of each, and correlate by their kinds alone."""
    figures = np.arange(len(correlations))
    unlike = np.abs(correlations - correlations[0]) > _SAME
    unlike[figures, figures] = unlike[:, 0] = False
    one, other = (figures[kind] for kind in (~unlike.any(axis=1), unlike.any(axis=1)))
    if min(len(one), len(other)) < 2:
        return None
    own, others, both = (float(correlations[pair]) for pair in ((one[0], one[1]), (other[0], other[1]), (0, other[0])))
    if own <= 0 or both * both > own * others:
        return None
    loadings = np.zeros((len(correlations), 2))
    loadings[one, 0] = math.sqrt(own)
    loadings[other] = both / math.sqrt(own), math.sqrt(max(0.0, others - both * both / own))
    return loadings


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
    return float(np.prod(2 * _FARTHEST / _steps(loadings) + 1))
