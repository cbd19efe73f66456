"""Correlations that are not stated, completed to fit those that are.

Throughout this module
    i  is one of I things, of which some correlations are stated
    X  is the completed matrix (I, I)

Of all positive semidefinite matrices with the stated entries, X is the one with the largest determinant (Dempster
1972, Covariance selection): the one that says no more than was stated, in which what is not linked directly is
independent given what links it. If there is a positive definite one at all, X exists and is unique (Grone, Johnson, Sá
and Wolkowicz 1984, Positive definite completions of partial Hermitian matrices).

A thing whose neighbours, those with which its correlation is stated, are all linked to each other can be left out first
and put back last: given its neighbours it is independent of all else. Where everything can be left out like that (the
graph of what is stated is chordal), X has a closed form. What remains of a graph with long circles is found by Newton's
method on log det X, which is concave in the entries not stated.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Places = NDArray[np.intp]

_ROUNDING = 1e-10  # an eigenvalue this far below zero is rounding, not contradiction
_MISSED = 1e-7  # of a stated entry, by which what follows from the others may miss it where they leave no freedom
_SHORT = 1e-9  # stated correlations of which all but this share fit are taken to fit
_DIRECT = 600  # entries to find, up to which Newton's equations are solved directly
_CENTRED, _FOUND = 1e-2, 1e-20  # squared Newton decrements
_MOST_STEPS = 60


def completion(stated: Array) -> Array | None:
    """X for the stated correlations (I, I), nan where none is stated; None where no completion exists.

    The diagonal is 1 and the matrix symmetric.
    """
    known = ~np.isnan(stated)
    core, left_out = _simplified(known)
    x = np.eye(len(stated))
    if len(core):
        middle = _most_determinant(stated[np.ix_(core, core)])
        if middle is None:
            return None
        x[np.ix_(core, core)] = middle
    present = core
    for block, neighbours in reversed(left_out):
        if not _put_back(x, stated, present, block, neighbours):
            return None
        present = np.concatenate([present, block])
    return x


def _simplified(known: NDArray[np.bool_]) -> tuple[Places, list[tuple[Places, Places]]]:
    """What remains, and what was left out: things with the same neighbours together, beside those neighbours."""
    alive = np.ones(len(known), dtype=bool)
    left_out: list[tuple[Places, Places]] = []
    changed = True
    while changed:
        changed = False
        for i in range(len(known)):
            if not alive[i]:
                continue
            linked = known[i] & alive
            near = np.flatnonzero(linked)
            among = known[np.ix_(near, near)]
            if among.all():
                alike = (known[near] & alive).sum(axis=1) == len(near)  # all linked, and to nothing else
                left_out.append((near[alike], near[~alike]))
                alive[near[alike]] = False
                changed = True
    return np.flatnonzero(alive), left_out


def _put_back(x: Array, stated: Array, present: Places, block: Places, neighbours: Places) -> bool:
    """Fill the rows of `block` in, given its neighbours; False where these leave no room for what is stated."""
    own, across = stated[np.ix_(block, block)], stated[np.ix_(block, neighbours)]
    inside = x[np.ix_(neighbours, neighbours)]
    loadings = across @ np.linalg.pinv(inside, rcond=_ROUNDING, hermitian=True)
    if len(neighbours) and np.abs(loadings @ inside - across).max() > _MISSED:
        return False
    if np.linalg.eigvalsh(own - loadings @ across.T)[0] < -_ROUNDING:
        return False
    x[np.ix_(block, block)] = own
    x[np.ix_(block, neighbours)] = across
    x[np.ix_(neighbours, block)] = across.T
    rest = np.setdiff1d(present, neighbours)
    x[np.ix_(block, rest)] = loadings @ x[np.ix_(neighbours, rest)]
    x[np.ix_(rest, block)] = x[np.ix_(block, rest)].T
    return True


def _most_determinant(stated: Array) -> Array | None:
    """X by Newton's method; None where there is none.

    All correlations are first held near 0, where 0 completes them, and raised to what is stated as far as that goes.
    """
    known = ~np.isnan(stated)
    rows, columns = np.nonzero(np.triu(~known))
    entries = rows, columns
    goal = np.where(known, stated, 0.0)
    np.fill_diagonal(goal, 0.0)
    x = np.eye(len(stated))
    reached, step = 0.0, 1.0
    while reached < 1.0 and step > _SHORT / 4:
        share = min(1.0, reached + step)
        found = _newton(
            _with_entries(share * goal, entries, x[entries] * (share / reached if reached else 0.0)), entries
        )
        if found is None:
            step /= 2
        else:
            x, reached, step = found, share, 2 * step
    return x if reached > 1.0 - _SHORT else None


def _with_entries(off_diagonal: Array, entries: tuple[Places, Places], values: Array) -> Array:
    x = off_diagonal + np.eye(len(off_diagonal))
    x[entries] = values
    x[entries[::-1]] = values
    return x


def _newton(x: Array, entries: tuple[Places, Places]) -> Array | None:
    """The matrix with the largest determinant that differs from x in `entries` alone; None if x is not positive."""
    least = np.inf
    for _ in range(_MOST_STEPS):
        inverse = _inverse(x)
        if inverse is None:
            return None
        slope = inverse[entries]
        way = _newton_step(inverse, entries, slope)
        decrement = float(2 * slope @ way)
        if decrement < _FOUND or (decrement < _CENTRED and decrement >= least):  # no nearer: that is rounding
            return x
        least = decrement
        damped = 1.0 if decrement < _CENTRED else 1 / (1 + decrement**0.5)  # a step within which x stays positive
        x = _with_entries(np.where(np.eye(len(x), dtype=bool), 0.0, x), entries, x[entries] + damped * way)
    return x


def _inverse(x: Array) -> Array | None:
    try:
        root = np.linalg.cholesky(x)
    except np.linalg.LinAlgError:
        return None
    half = np.linalg.inv(root)
    return np.asarray(half.T @ half)


def _newton_step(y: Array, entries: tuple[Places, Places], slope: Array) -> Array:
    """By how much to move the entries, y being the inverse; half the gradient of log det is `slope`."""
    i, j = entries
    if len(i) <= _DIRECT:
        curvature = y[np.ix_(i, i)] * y[np.ix_(j, j)] + y[np.ix_(i, j)] * y[np.ix_(j, i)]
        return np.asarray(np.linalg.solve(curvature, slope))
    from scipy.sparse.linalg import LinearOperator, cg

    def curved(way: Array) -> Array:
        moved = np.zeros_like(y)
        moved[entries] = way
        moved[j, i] = way
        return np.asarray((y @ moved @ y)[entries])

    scale = 1 / np.sqrt(y[i, i] * y[j, j] + y[i, j] ** 2)
    operator = LinearOperator((len(i), len(i)), matvec=lambda way: scale * curved(scale * way), dtype=float)
    found, _ = cg(operator, scale * slope, rtol=1e-8, maxiter=500)
    return np.asarray(scale * found)
