"""Expected scores given some of the ratings: what everyone would believe once those were settled.

Throughout this module
    n  is a draw                     0 .. N-1
    m  is an option                  0 .. M-1
    k  is a criterion that is rated  0 .. K-1
    c  is a cell, the pair (m, k)
    i  is a latent normal z[i], behind an uncertain figure
    v  are values, w weights (K,), s scores of 0 to 100

Settled is a set of cells. Where estimates are independent, E[s | settled] follows from s by putting every value that
is not settled at its mean, exactly. Under a Gaussian copula what is settled is the latent normals z of those cells.
Those of another cell are then normal with means B·z and covariances C - B·A', where C and A are their correlations with
one another and with z, and B is A times the inverse of the correlations among z.

Usually these means vary in one direction only, as multiples of one standard normal t: always for a single estimate,
and for a plan when all its latents correlate alike with what is settled. Then the expected value is a function of t
alone. It is tabulated, each entry over a Latin hypercube of what is left open (McKay, Beckman and Conover 1979, A
comparison of three methods for selecting values of input variables); its spread is right to about 1 %. The means of a
plan joined to others by several pairs may vary in several directions. Then the expected value is fitted to the draws as
a cubic polynomial in them (Strong, Oakley and Brennan 2014, Estimating multiparameter partial expected value of perfect
information from a probabilistic sensitivity analysis sample); with P terms the fit adds P/n of the variance as noise.
The same is done where a value function grows so fast that what is tabulated would lie far beyond all draws.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from decision.analysis.sampling.quantile_tables import CELLS, table_of
from decision.analysis.sampling.streams import stream
from decision.analysis.sampling.values import DrawnValues, ValueSampler
from decision.analysis.sensitivity.shared_inputs import DrawnSharedBeliefs
from decision.analysis.shared_beliefs import SharedInput
from decision.analysis.standing import Standing
from decision.analysis.stopping import go_on
from decision.model.dependence import Correlations, Latent, joined_options
from decision.model.distribution import Discrete, Distribution
from decision.model.expected_cash import ExpectedCash
from decision.model.uncertain_figures import RatingSampler

Array = NDArray[np.float64]
Cell = tuple[int, int]

_DEPENDENT_DRAWS = 1 << 14
_GRID = np.linspace(-6.0, 6.0, 81)  # of t, on which expected values are tabulated; as far below 0 as above
_POINTS, _POINTS_OF_PLANS = 128, 1024  # of the Latin hypercube at each
_DEGREE = 3
_FAR = 100.0  # times the furthest value drawn
_MOST_KEPT = 20_000  # of what settled cells tell of others
_SMALL = 1e-12
_SAME_VALUE = 1e-9  # what is certain is expected to be what it is, to this


@dataclass(frozen=True, eq=False)
class _Told:
    """What latents tell of the value of a cell.

    Attributes
    ----------
    directions
        Loadings (J, known) on them of the independent standard normals in which the means of its own latents vary.
    curve
        Its expected value on the grid, where there is one direction; None where it is to be fitted to the draws.
    """

    directions: Array
    curve: Array | None


def ranks_as_normals(x: Array) -> Array:
    """Standard normals (n,) in the order of x (n,); what is level goes in the order of the draws."""
    from scipy.special import ndtri

    places = np.empty(len(x))
    places[np.argsort(x, kind="stable")] = np.arange(len(x))
    return np.asarray(ndtri((places + 0.5) / len(x)))


class Beliefs:
    """Expected scores of a decision given settled cells.

    Attributes
    ----------
    means
        Of the values (M, K), over all draws.
    dependent
        Whether what is settled tells of other cells too.
    """

    def __init__(self, standing: Standing, drawn: DrawnValues) -> None:
        self.standing = standing
        self.drawn = drawn
        self.means = np.asarray(drawn.values.mean(axis=2))
        dependence = standing.scenario.dependence
        self.dependent = bool(dependence.within_option or dependence.pairs) and bool(self._sampler.latents)
        self._curves: dict[tuple[Cell, bytes], Array] = {}
        self._kept: dict[tuple[Cell, tuple[int, ...]], _Told] = {}
        self._inverted: tuple[tuple[int, ...], Array] | None = None

    @cached_property
    def varies(self) -> NDArray[np.bool_]:
        """Which values (M, K) differ from draw to draw, or from what is expected: a rare event may not be drawn."""
        highest = self.drawn.values.max(axis=2)
        return np.asarray(
            (highest > self.drawn.values.min(axis=2)) | (np.abs(highest - self.standing.values) > _SAME_VALUE)
        )

    def tells(self, cell: Cell, w: Array) -> bool:
        """Whether settling a cell of a ranked option may move an expected score."""
        return cell in self._cells if self.dependent else bool(w[cell[1]] and self.varies[cell])

    def scores(self, w: Array) -> Array:
        """Expected scores (M,) with weights w (K,), nothing being settled: those by which options are ranked."""
        return np.asarray(100 * (self.standing.values @ w))

    @cached_property
    def shared(self) -> DrawnSharedBeliefs:
        """What the inputs tell that all options share."""
        return DrawnSharedBeliefs(self.standing, self.drawn)

    def own_values(self, m: int, k: int, *, whole: bool = False) -> Array:
        """What settling a cell makes of its value (N,): without what it shares with others, unless that is settled."""
        own = None if whole else self.shared.own.get((m, k))
        return self.drawn.values[m, k] if own is None else own

    def given_shared(self, shared: SharedInput, w: Array) -> dict[int, Array]:
        """E[s | shared input] (N,), by ranked option m, of those that it makes a difference to."""
        expected, rows = self.scores(w), dict[int, Array]()
        for (m, k), values in self.shared.told_by(shared).items():
            part = (100 * w[k]) * (values - self.standing.values[m, k])
            rows[m] = rows[m] + part if m in rows else part
        return {m: row + expected[m] for m, row in rows.items()}

    def given(self, settled: Collection[Cell], w: Array, *, whole: bool = False) -> dict[int, Array]:
        """E[s | settled] (n,), by ranked option m, of those that it makes a difference to.

        There are N draws, and under dependence the first 16,384 of them; there the mean of each row over them is the
        option's expected score. Without, a draw adds what it is above the expected value of what is settled. A cell
        that hangs on what all options share is settled in its own figures only, unless it is settled as a `whole`.
        """
        go_on()
        expected = self.scores(w)
        rows: dict[int, Array] = {}
        for m, part in (
            self._dependent_parts(settled, w, whole=whole)
            if self.dependent
            else self._own_parts(settled, w, whole=whole)
        ):
            rows[m] = rows[m] + part if m in rows else part
        if not self.dependent:
            return {m: row + expected[m] for m, row in rows.items()}
        return {m: row + (expected[m] - row.mean()) for m, row in rows.items()}

    def _own_parts(self, settled: Collection[Cell], w: Array, *, whole: bool) -> list[tuple[int, Array]]:
        """What each settled cell adds to the expected score of its option m, (n,)."""
        return [
            (m, (100 * w[k]) * (self.own_values(m, k, whole=whole) - self.standing.values[m, k]))
            for m, k in settled
            if w[k] and self.varies[m, k]
        ]

    def normal_scores(self, cell: Cell, n: int) -> Array:
        """Standard normals (n,) behind the first draws of an uncertain cell, which are higher where its figure is.

        Of an estimate its latent; of a plan the normal scores of its values, without what it shares with other options,
        which tie in the order of the draws.
        """
        _, latents = self._cells[cell]
        if len(latents) == 1:
            return np.asarray(self._normals[latents[0], :n])
        return ranks_as_normals(self.own_values(*cell)[:n])

    # --- dependence -------------------------------------------------------------------------------------------

    @cached_property
    def _sampler(self) -> ValueSampler:
        return ValueSampler(self.standing.scenario, self.drawn.seed)

    @property
    def _latents(self) -> tuple[Latent, ...]:
        return self._sampler.latents

    @cached_property
    def _normals(self) -> Array:
        """Latent normals (I, n) of the first draws, the same as those that were drawn."""
        sampler = ValueSampler(self.standing.scenario, self.drawn.seed)
        sampler.begin(min(self.drawn.draws, _DEPENDENT_DRAWS))
        return np.stack([sampler.latent_normals[latent.name] for latent in self._latents])

    @cached_property
    def _correlations(self) -> Correlations:
        return Correlations(self.standing.scenario)

    @cached_property
    def _cells(self) -> dict[Cell, tuple[RatingSampler, list[int]]]:
        """How each uncertain cell of a ranked option comes about, and the latents behind it."""
        place = {latent.name: i for i, latent in enumerate(self._latents)}
        cells = {}
        for m in self.standing.ranked:
            for k, path in enumerate(self.standing.paths):
                sampler = RatingSampler(self.standing.scenario, self.standing.options[m], path)
                if sampler.uncertain:
                    cells[m, k] = sampler, [place[each.name] for each in sampler.uncertain]
        return cells

    @cached_property
    def _group_of(self) -> dict[int, int]:
        """By ranked option m, the first of those whose cells tell of one another: all that pairs join are together."""
        ids = joined_options(self.standing.scenario, self._latents)
        joined = [m for m in self.standing.ranked if self.standing.options[m].id in ids]
        return {m: joined[0] if m in joined else m for m in self.standing.ranked}

    @cached_property
    def _groups(self) -> dict[int, list[Cell]]:
        """The uncertain cells of each group, by its first option."""
        groups: dict[int, list[Cell]] = {}
        for cell in self._cells:
            groups.setdefault(self._group_of[cell[0]], []).append(cell)
        return groups

    @cached_property
    def _furthest(self) -> Array:
        """The largest of the values drawn, whatever its sign, (M, K)."""
        return np.asarray(np.abs(self.drawn.values[:, :, : self._normals.shape[1]]).max(axis=2))

    def _dependent_parts(self, settled: Collection[Cell], w: Array, *, whole: bool) -> list[tuple[int, Array]]:
        """What each cell adds to the score of its option m, (n,), if it is settled or something settled tells of it."""
        by_group: dict[int, set[Cell]] = {}
        for cell in settled:
            if cell in self._cells:
                by_group.setdefault(self._group_of[cell[0]], set()).add(cell)
        return [
            part
            for group, cells in by_group.items()
            for part in self._parts_in(self._groups[group], cells, w, whole=whole)
        ]

    def _parts_in(
        self, group: Sequence[Cell], settled: set[Cell], w: Array, *, whole: bool
    ) -> Iterator[tuple[int, Array]]:
        """The same of a group of cells of which no other tells anything; those that are settled are among them."""
        known = tuple(sorted({i for cell in settled for i in self._cells[cell][1]}))
        z = self._normals[list(known)]
        curves: dict[bytes, dict[int, Array]] = {}  # by direction, of an option along it, together
        directions: dict[bytes, Array] = {}
        for m, k in group:
            weight, values = 100 * w[k], self.own_values(m, k, whole=whole and (m, k) in settled)[: z.shape[1]]
            if not (weight and self.varies[m, k]):
                continue
            if (m, k) in settled:
                yield m, weight * values
                continue
            told = self._told((m, k), known)
            if told.curve is not None:
                key = told.directions.round(9).tobytes()
                directions.setdefault(key, told.directions[0])
                of_options = curves.setdefault(key, {})
                of_options[m] = of_options.get(m, 0.0) + weight * told.curve
            elif len(told.directions):
                yield m, weight * _fitted(told.directions @ z, values)
        for key, of_options in curves.items():
            places = _Places(_mean_along(directions[key], z))
            yield from ((m, places.interpolated(curve)) for m, curve in of_options.items())

    def _told(self, cell: Cell, known: tuple[int, ...]) -> _Told:
        """What the latents `known` tell of a cell that is not settled."""
        found = self._kept.get((cell, known))
        if found is None:
            found = self._worked_out(cell, known)
            if len(self._kept) < _MOST_KEPT:
                self._kept[cell, known] = found
        return found

    def _worked_out(self, cell: Cell, known: tuple[int, ...]) -> _Told:
        across = self._correlations.of(self._cells[cell][1], known)
        if not across.any():
            return _Told(np.empty((0, len(known))), None)
        directions, along = _directions(across @ self._inverse(known), across)
        if len(directions) != 1:
            return _Told(directions, None)
        curve = self._curve(cell, along)
        t = _mean_along(directions[0], self._normals[list(known)])
        return _Told(directions, None if _reaches_beyond(curve, t, self._furthest[cell]) else curve)

    def _inverse(self, known: tuple[int, ...]) -> Array:
        """The inverse of the correlations among the latents `known`; those asked for last are kept."""
        kept = self._inverted
        if kept is None or kept[0] != known:
            inverse = np.linalg.pinv(self._correlations.of(known, known), hermitian=True)
            kept = self._inverted = known, np.asarray(inverse, dtype=float)
        return kept[1]

    def _curve(self, cell: Cell, along: Array) -> Array:
        """E[v] of a cell at each t of the grid, its latents having the means along·t and the covariances C - along²."""
        if along[np.abs(along).argmax()] < 0:
            return self._curve(cell, -along)[::-1]
        key = (cell, along.round(9).tobytes())
        if key not in self._curves:
            from scipy.special import ndtr, ndtri

            sampler, latents = self._cells[cell]
            rng = stream(self.drawn.seed, "settled", sampler.name)
            points = _POINTS if len(latents) == 1 else _POINTS_OF_PLANS
            cube = np.stack([(rng.permutation(points) + 0.5) / points for _ in latents])
            size, vectors = np.linalg.eigh(self._correlations.of(latents, latents) - np.outer(along, along))
            left = (vectors * np.sqrt(np.maximum(size, 0))) @ ndtri(cube)  # an eigenvalue below 0 is rounding
            p = ndtr(along[:, np.newaxis, np.newaxis] * _GRID[:, np.newaxis] + left[:, np.newaxis, :])
            x = {each.name: _quantile(each.law, row.ravel()) for each, row in zip(sampler.uncertain, p, strict=True)}
            rating = sampler.rating(x) if sampler.cash is None else ExpectedCash(sampler.cash).given(x)
            values = self.standing.functions[cell[1]](rating)
            self._curves[key] = values.reshape(len(_GRID), points).mean(axis=1)
        return self._curves[key]


def _directions(loadings: Array, across: Array) -> tuple[Array, Array]:
    """The independent standard normals (J, known) that the means loadings·z consist of, as loadings on z.

    Then what the means (I,) are of the one with the largest part in them. `across` are the correlations with z.
    """
    told = loadings @ across.T  # the covariances of the means
    size, vectors = np.linalg.eigh((told + told.T) / 2)
    kept = size > _SMALL * max(float(size[-1]), 1.0)
    directions = (vectors[:, kept] / np.sqrt(size[kept])).T @ loadings
    along = vectors[:, -1] * np.sqrt(max(float(size[-1]), 0.0))
    if len(directions) == 1 and directions[0][np.abs(directions[0]).argmax()] < 0:
        directions, along = -directions, -along
    return directions, along


def _mean_along(direction: Array, z: Array) -> Array:
    """The standard normal t (n,) in one direction (known,) of z (known, n)."""
    # not @: its threads wait for each other, which takes longer than this
    return np.asarray(np.einsum("i,in->n", direction, z))


class _Places:
    """Where standard normals t (n,) lie on the grid: what interpolates one curve after another."""

    def __init__(self, t: Array) -> None:
        t = np.clip(t, _GRID[0], _GRID[-1])
        self.before = ((t - _GRID[0]) / (_GRID[1] - _GRID[0])).astype(np.intp)
        self.beyond = t - _GRID[self.before]

    def interpolated(self, curve: Array) -> Array:
        """Values (n,) at t of a curve on the grid, straight between its points and held beyond its ends."""
        slopes = np.append(np.diff(curve) / np.diff(_GRID), 0.0)
        return np.asarray(slopes[self.before] * self.beyond + curve[self.before])


def _reaches_beyond(curve: Array, t: Array, furthest: float) -> bool:
    """Whether an expected value on the grid rests on values far beyond the furthest that was drawn, with t (n,).

    So it is where a value function grows faster than a law's tail falls: there is then hardly an expected value.
    """
    far = np.abs(curve) > _FAR * furthest
    return bool(far.any() and far[np.abs(_GRID) <= np.abs(t).max()].any())


def _quantile(law: Distribution, p: Array) -> Array:
    """Quantiles (n,) of a law at probabilities (n,), of a continuous one to half a cell of its table."""
    if isinstance(law, Discrete):
        return law.quantile(p)
    return np.asarray(table_of(law).bulk[np.minimum((p * CELLS).astype(np.intp), CELLS - 1)])


def _fitted(directions: Array, values: Array) -> Array:
    """The cubic polynomial in `directions` (I, n) that fits `values` (n,) best, at those directions."""
    terms = [np.ones(directions.shape[1])]
    for degree in range(1, _DEGREE + 1):
        for chosen in itertools.combinations_with_replacement(range(len(directions)), degree):
            terms.append(np.prod([directions[i] for i in chosen], axis=0))
    basis = np.stack(terms, axis=1)
    coefficients, *_ = np.linalg.lstsq(basis, values, rcond=None)
    return np.asarray(basis @ coefficients)
