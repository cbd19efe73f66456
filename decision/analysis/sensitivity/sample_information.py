"""The value of sample information: what a pilot, a demo or a few calls are worth that leave a rating less open.

Throughout this module
    n  is a draw                     0 .. N-1
    m  is an option that is ranked   0 .. M-1
    c  is a cell that is studied     0 .. C-1, a rating of an option
    u  is the normal score of a cell: standard normal, and higher where its figure is
    r  is what is left of its spread, 0 to 1
    t  is what the study shows of it, a standard normal too
    s  are expected scores (M, n) of 0 to 100, given what the study shows

A study of a cell shows t = sqrt(1 - r^2)·u + r·e, with e standard normal and independent of everything. So given t,
u is normal with mean sqrt(1 - r^2)·t and standard deviation r: whatever the study shows, r times its spread is left.
That is the normal model of sampling (Raiffa and Schlaifer 1961, Applied Statistical Decision Theory) on the scale of
normal scores, on which every law is normal. The study is worth E[max s] - max E[s], by preposterior analysis.
As t is u with noise, it is worth no less than nothing and no more than knowing u, and the more the smaller r is
(Blackwell 1953, Equivalent comparisons of experiments).

Where ratings are independent, E[v | t] of a studied cell is a function of t alone, worked out from the law as it was
drawn; all other cells stay at what is expected of them. Where ratings hang together, a study of one tells of others:
then the scores are fitted to t over the draws, as a polynomial (Strong, Oakley, Brennan and Breeze 2015, Estimating the
expected value of sample information using the probabilistic sensitivity analysis sample, Medical Decision Making 35).

What all options share, as the number of patients that costs hang on, a study of a rating tells nothing of. It is
studied by itself, in each of its figures: E[s | u] in each draw, as for knowing it, is averaged over what is left open.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from decision.analysis.sampling.streams import stream
from decision.analysis.sampling.values import DrawnValues
from decision.analysis.scoring import TIE
from decision.analysis.sensitivity.conditioning import Beliefs, Cell, ranks_as_normals
from decision.analysis.sensitivity.information import money_per_point, value_of, value_of_settling, value_of_shared
from decision.analysis.shared_beliefs import SharedInput
from decision.analysis.standing import Standing
from decision.model.errors import DecisionError

Array = NDArray[np.float64]

_REACH = 8.0  # standard deviations of t that are tabulated
_BINS = 2_048  # equally likely parts of what was drawn, each at its mean
_NARROWEST = 0.001  # what is left of a spread below which parts are wider than that
_COARSEST, _FINEST = 0.05, 0.004  # steps of t between two entries
_MOST_DRAWS = 1 << 14  # to which scores are fitted
_MOST_TERMS, _MOST_DEGREE = 100, 7  # of a polynomial
_MOST_SIDE, _LEAST_IN_CELL = 64, 16  # parts of each of two figures, and draws in each of their cells on average


@dataclass(frozen=True)
class Study:
    """A study before deciding, of ratings or of something that all options share.

    Attributes
    ----------
    name
        What it is called.
    cells
        The ratings it is about, as pairs of an option's id and a criterion's path.
    left
        How much of today's spread of each of them would still be left afterwards, 0 to 1.
    price
        What it costs, in the currency of the scenario; None where that is not said.
    shared
        In place of ratings what all options share: ``drivers.patients``, or one figure of it, ``drivers.patients.now``;
        `left` is then one share, of each of its figures.
    """

    name: str
    cells: tuple[tuple[str, str], ...]
    left: tuple[float, ...]
    price: float | None = None
    shared: str = ""

    def __post_init__(self) -> None:
        if self.cells and self.shared:
            raise DecisionError(f"one study is about ratings, or about {self.shared}; name two studies")
        if not self.subjects:
            raise DecisionError("the study is about no rating; name at least one")
        for subject, left in zip(self.subjects, self.left, strict=True):
            if not 0 <= left <= 1:
                raise DecisionError(f"what is left of the spread of {subject} is between 0 and 1 (got {left:g})")
        if self.price is not None and not (math.isfinite(self.price) and self.price >= 0):
            raise DecisionError(f"a price is 0 or more (got {self.price:g})")

    @property
    def subjects(self) -> tuple[str, ...]:
        """What it is about, each by its name, in the order of `left`."""
        return (self.shared,) if self.shared else tuple(f"{option}.{criterion}" for option, criterion in self.cells)


@dataclass(frozen=True)
class StudyWorth:
    """What a study is worth before deciding.

    Attributes
    ----------
    points, se
        Points of score, and the standard error that the draws leave.
    most
        What knowing the same ratings for certain would be worth: `points` is never more.
    money, most_money
        The same through the cost criterion; None where there is none to value points by.
    changes, changes_se
        In what share of futures another option than today's leader would be chosen after it.
    """

    study: Study
    points: float
    se: float
    most: float
    money: float | None
    most_money: float | None
    changes: float
    changes_se: float

    @property
    def net(self) -> float | None:
        """What it is worth less its price; None where either is not known."""
        return None if self.money is None or self.study.price is None else self.money - self.study.price

    def to_dict(self) -> dict[str, Any]:
        """The figures as the JSON of the command line."""
        return {
            "study": self.study.name,
            "of": [
                {"shared" if self.study.shared else "rating": subject, "left": left}
                for subject, left in zip(self.study.subjects, self.study.left, strict=True)
            ],
            "price": self.study.price,
            "points": self.points,
            "se": self.se,
            "most_points": self.most,
            "money": self.money,
            "most_money": self.most_money,
            "net": self.net,
            "changes": self.changes,
            "changes_se": self.changes_se,
        }


def worth_of_study(standing: Standing, drawn: DrawnValues, study: Study, beliefs: Beliefs | None = None) -> StudyWorth:
    """The expected value of what `study` would show.

    Parameters
    ----------
    drawn
        Draws of the values of the same scenario, by `draw_values`.
    beliefs
        Made from these two where left out.

    Raises
    ------
    DecisionError
        A cell is not a rating of the scenario, or of an option that is excluded; or scores are drawn too far out.
    """
    beliefs = beliefs or Beliefs(standing, drawn)
    if study.shared:
        shared = _shared(beliefs, study.shared)
        most, _ = value_of_shared(standing, drawn, shared, beliefs)
        rows = _of_shared(standing, drawn, beliefs, shared, study.left[0]) if study.left[0] < 1 else {}
    else:
        cells = _cells(standing, study)
        most, _ = value_of_settling(standing, drawn, list(cells), beliefs)
        moving = {cell: left for cell, left in cells.items() if left < 1 and beliefs.tells(cell, standing.weights)}
        rows = (_fitted if beliefs.dependent else _tabulated)(standing, drawn, beliefs, moving) if moving else {}
    expected = beliefs.scores(standing.weights)
    points = se = changes = changes_se = 0.0
    if rows and len(standing.ranked) > 1:
        s = np.stack([rows.get(m, np.broadcast_to(expected[m], _length(rows))) for m in standing.ranked])
        leader = standing.ranked.index(standing.leader)
        points, se = value_of(s, leader)
        changed = s.max(axis=0) > s[leader] + TIE
        changes = float(changed.mean())
        changes_se = math.sqrt(changes * (1 - changes) / len(changed))
    points = min(points, most)
    per_point = money_per_point(standing)
    return StudyWorth(
        study,
        points,
        se,
        most,
        None if per_point is None else points * per_point,
        None if per_point is None else most * per_point,
        changes if points > 0 else 0.0,
        changes_se if points > 0 else 0.0,
    )


def _cells(standing: Standing, study: Study) -> dict[Cell, float]:
    """The cells of a study, as indices, and what is left of the spread of each; of a repeated one the last."""
    ids = [option.id for option in standing.options]
    cells = dict(zip(study.cells, study.left, strict=True))
    for option, path in cells:
        if option not in ids:
            raise DecisionError(f"there is no option {option}; choose one of {', '.join(ids)}")
        if path not in standing.paths:
            raise DecisionError(f"no rating is called {option}.{path}; choose one of {', '.join(standing.paths)}")
        if ids.index(option) not in standing.ranked:
            raise DecisionError(f"{option} is excluded, so that no study of it changes the choice; leave it out")
    return {(ids.index(option), standing.paths.index(path)): left for (option, path), left in cells.items()}


def _shared(beliefs: Beliefs, name: str) -> SharedInput:
    """What all options share by that name, or one figure of it."""
    known = beliefs.shared.inputs
    for each in known:
        if name == each.path:
            return each
        if name in each.figures:
            return replace(each, path=name, main=name, figures=(name,))
    names = [path for each in known for path in dict.fromkeys((each.path, *each.figures))]
    rest = f"choose one of {', '.join(names)}" if names else "they share nothing that a study could find out"
    raise DecisionError(f"nothing uncertain that options share is called {name}; {rest}")


def _length(rows: dict[int, Array]) -> int:
    return len(next(iter(rows.values())))


# --- independent ratings --------------------------------------------------------------------------------------------


def _tabulated(
    standing: Standing, drawn: DrawnValues, beliefs: Beliefs, cells: Mapping[Cell, float]
) -> dict[int, Array]:
    """E[s | t] (N,) by option m, of those that a study of `cells` tells of; their means are what is expected."""
    expected, rows = beliefs.scores(standing.weights), dict[int, Array]()
    for (m, k), left in cells.items():
        values = beliefs.own_values(m, k)
        if len(cells) == 1:  # quantiles of t, which need no luck
            from scipy.special import ndtri

            t = np.asarray(ndtri((np.arange(drawn.draws) + 0.5) / drawn.draws))
        else:
            t = _noise(standing, drawn, (m, k), drawn.draws)
        part = 100 * standing.weights[k] * expected_given(values, t, left)
        rows[m] = rows[m] + part if m in rows else part
    return {m: row + (expected[m] - row.mean()) for m, row in rows.items()}


def expected_given(x: Array, t: Array, left: float) -> Array:
    """E[x | t] at each t (n,), of a figure with equally likely draws x (N,) whose normal score a study tells of."""
    return expected_in_order(np.sort(x), t, left)


def expected_in_order(ordered: Array, t: Array, left: float) -> Array:
    """The same of what hangs on a figure, drawn (N,) in the order of that.

    It is taken in up to 2,048 equally likely parts, each at its mean; given t, the chance of each part follows from
    u ~ N(sqrt(1 - left^2)·t, left^2). Entries in between are interpolated.
    """
    from scipy.special import ndtr, ndtri

    ends = np.linspace(0, len(ordered), min(_BINS, len(ordered)) + 1).astype(np.intp)
    means = np.add.reduceat(ordered, ends[:-1]) / np.diff(ends)
    between = ndtri(ends[1:-1] / len(ordered))
    if left < _NARROWEST:
        return np.asarray(means[np.searchsorted(between, t, side="right")])
    steps = math.ceil(2 * _REACH / min(_COARSEST, max(_FINEST, left / 4)))
    grid = np.linspace(-_REACH, _REACH, steps + 1)
    rises = np.diff(means)
    curve = np.empty(len(grid))
    for place in range(0, len(grid), 64):  # so that little room is taken at once
        part = slice(place, place + 64)
        beyond = ndtr((math.sqrt(1 - left**2) * grid[part, np.newaxis] - between) / left)
        curve[part] = means[0] + np.einsum("ti,i->t", beyond, rises)
    return np.asarray(np.interp(t, grid, curve))


# --- ratings that hang together -------------------------------------------------------------------------------------


def _fitted(standing: Standing, drawn: DrawnValues, beliefs: Beliefs, cells: Mapping[Cell, float]) -> dict[int, Array]:
    """E[s | t] (n,) of every ranked option m, fitted to the first draws; their means are what is expected."""
    n = min(drawn.draws, _MOST_DRAWS)
    t = []
    for (m, k), left in cells.items():
        u = beliefs.normal_scores((m, k), n)
        t.append(math.sqrt(1 - left**2) * u + left * _noise(standing, drawn, (m, k), n))
    basis, _ = np.linalg.qr(_polynomials(np.stack(t)))
    expected, rows = beliefs.scores(standing.weights), dict[int, Array]()
    for m in standing.ranked:
        s = 100 * np.einsum("k,kn->n", standing.weights, drawn.values[m, :, :n])
        row = np.einsum("nj,j->n", basis, np.einsum("nj,n->j", basis, s - s[0]))
        rows[m] = row + (expected[m] - row.mean())
    return rows


def _of_shared(
    standing: Standing, drawn: DrawnValues, beliefs: Beliefs, shared: SharedInput, left: float
) -> dict[int, Array]:
    """E[s | t] (n,) by ranked option m, of those that what is shared makes a difference to.

    E[s | u] is known in each draw. Of one figure it is taken in equally likely parts of what was drawn, as a rating is.
    """
    from scipy.special import ndtri

    names = [name for name in shared.figures if name in drawn.shared]
    figures = [drawn.shared[name] for name in names]
    given, rows = beliefs.given_shared(shared, standing.weights), dict[int, Array]()
    if len(figures) == 1:
        order, t = np.argsort(figures[0], kind="stable"), ndtri((np.arange(drawn.draws) + 0.5) / drawn.draws)
        rows = {m: expected_in_order(s[order], np.asarray(t), left) for m, s in given.items()}
    else:
        n = min(drawn.draws, _MOST_DRAWS)
        u = np.stack([ranks_as_normals(each) for each in figures])
        noise = np.stack([stream(drawn.seed, "study", name).standard_normal(n) for name in names])
        rows = expected_of_two(given, u, math.sqrt(1 - left**2) * u[:, :n] + left * noise, left)
    expected = beliefs.scores(standing.weights)
    return {m: row + (expected[m] - row.mean()) for m, row in rows.items()}


def expected_of_two(given: Mapping[int, Array], u: Array, t: Array, left: float) -> dict[int, Array]:
    """E[s | t] at each t (2, n) of every s (N,) in `given`, which hangs on two figures with normal scores u (2, N).

    What products of Hermite polynomials of u tell of s, far out too, follows from E[He_d(u) | t] =
    (1 - left^2)^(d/2)·He_d(t). What they leave, as of a step, is taken in equally likely parts of u, each at its mean.
    """
    from scipy.special import ndtri

    if left < _NARROWEST:
        return {m: s[: t.shape[1]] for m, s in given.items()}
    parts = max(1, min(_MOST_SIDE, math.isqrt(u.shape[1] // _LEAST_IN_CELL)))
    between = np.asarray(ndtri(np.arange(1, parts) / parts))
    first, second = np.searchsorted(between, u, side="right")
    cells = first * parts + second
    counts = np.maximum(np.bincount(cells, minlength=parts**2), 1)
    one, other = (_chances_of_parts(row, between, left) for row in t)
    (of_u, degrees), (of_t, _) = _hermite(u), _hermite(t)
    kept = math.sqrt(1 - left**2) ** degrees
    rows = {}
    for m, s in given.items():
        fitted, *_ = np.linalg.lstsq(of_u, s, rcond=None)
        rest = np.bincount(cells, s - of_u @ fitted, parts**2) / counts
        rows[m] = of_t @ (fitted * kept) + np.einsum("np,np->n", one @ rest.reshape(parts, parts), other)
    return rows


def _hermite(u: Array) -> tuple[Array, Array]:
    """Products (n, J) of Hermite polynomials of u (C, n), as many terms as `_polynomials`, and degrees (J,)."""
    most = _highest_degree(len(u))
    powers = [np.polynomial.hermite_e.hermevander(row, most) for row in u]
    chosen = [each for each in itertools.product(range(most + 1), repeat=len(u)) if sum(each) <= most]
    terms = [np.prod([power[:, d] for power, d in zip(powers, each, strict=True)], axis=0) for each in chosen]
    return np.stack(terms, axis=1), np.array([sum(each) for each in chosen])


def _chances_of_parts(t: Array, between: Array, left: float) -> Array:
    """P(u in a part | t) (n, P) of the parts between those normal scores (P - 1,)."""
    from scipy.special import ndtr

    beyond = ndtr((math.sqrt(1 - left**2) * t[:, np.newaxis] - between) / left)
    certain, never = np.ones((len(t), 1)), np.zeros((len(t), 1))
    return -np.diff(np.hstack([certain, beyond, never]), axis=1)


def _noise(standing: Standing, drawn: DrawnValues, cell: Cell, n: int) -> Array:
    """Standard normals (n,) of a cell's own."""
    name = f"{standing.options[cell[0]].id}.{standing.paths[cell[1]]}"
    return stream(drawn.seed, "study", name).standard_normal(n)


def _polynomials(t: Array) -> Array:
    """The products (n, J) of powers of t (C, n) up to the highest degree that needs no more than 100 terms, or 1."""
    count = len(t)
    terms = [np.ones(t.shape[1])]
    for d in range(1, _highest_degree(count) + 1):
        for chosen in itertools.combinations_with_replacement(range(count), d):
            terms.append(np.prod(t[list(chosen)], axis=0))
    return np.stack(terms, axis=1)


def _highest_degree(count: int) -> int:
    """Of a polynomial in so many variables."""
    return max(d for d in range(1, _MOST_DEGREE + 1) if d == 1 or math.comb(count + d, d) <= _MOST_TERMS)
