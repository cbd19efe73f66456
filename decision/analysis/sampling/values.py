"""Draws of the values of ratings, option by option and chunk by chunk.

Throughout this module
    n  is a draw                     0 .. N-1
    m  is an option                  0 .. M-1
    k  is a criterion that is rated  0 .. K-1
    x  are ratings, in the criterion's unit
    v  are values, on the 0-1 scale of preference

Every estimate has a stream of its own, keyed by the seed and its name, so that another option or criterion changes
nobody else's draws. What costs hang on (drivers, inflation, rates of exchange) is drawn once for all options, from
streams of its own. Independent estimates take 16 bits a draw from their stream and look their value up in a table
(`quantile_tables`), in which the value function is already applied.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from decision.analysis.expectation.expectations import expectations
from decision.analysis.progress import Progress
from decision.analysis.sampling.copula import Copula
from decision.analysis.sampling.histogram import Histograms
from decision.analysis.sampling.quantile_tables import CELLS, FINE, OUTER, Table, table_of
from decision.analysis.sampling.streams import stream
from decision.analysis.sampling.table_draws import CellStream, TableDraws, outermost
from decision.analysis.stopping import go_on
from decision.model.cash_flow import Years
from decision.model.contents import Contents
from decision.model.criterion import Criterion
from decision.model.dependence import Latent, latents_of
from decision.model.distribution import Discrete
from decision.model.scenario import Scenario
from decision.model.uncertain_figures import RatingSampler, Uncertain
from decision.model.value_function import ValueFunction

Array = NDArray[np.float64]


class LatentNormals(Protocol):
    """Draws of the latent normals of estimates, such as a copula's."""

    def draw(self, n: int) -> Mapping[str, Array]:
        """The next (n,) of every estimate, by name."""
        ...


class ValueSampler:
    """Draws of the values of all options on all criteria, a chunk at a time.

    Call `begin`, then `draw` for each option in turn. With `ratings_uncertain` False every rating stays at what is
    expected of it. With `normals` the latent normals are theirs, which those of the scenario's estimates must be among.

    Attributes
    ----------
    latents
        Of all uncertain estimates.
    latent_normals
        By name, of this chunk (n,); none where estimates are independent.
    shared
        Of this chunk (n,), by name, the figures that all options share.
    chunk
        How many draws to take at once.
    """

    def __init__(
        self, scenario: Contents, seed: int, *, ratings_uncertain: bool = True, normals: LatentNormals | None = None
    ) -> None:
        functions = [_value_function(leaf) for leaf in scenario.leaves.values()]
        samplers = [[RatingSampler(scenario, option, path) for path in scenario.leaves] for option in scenario.options]
        figures: dict[str, _Figure] = {}
        for sampler in (each for row in samplers for each in row) if ratings_uncertain else ():
            figures |= {each.name: _Figure(each, seed) for each in sampler.uncertain}
        shared: dict[str, _Figure] = {}
        for sampler in (each for row in samplers for each in row) if ratings_uncertain else ():
            shared |= {each.name: _Figure(each, seed, *each.name.split(".", 1)) for each in sampler.shared}
        self._shared, self._basis = shared, scenario.plan_basis
        self.shared: Mapping[str, Array] = {}
        self._years = Years(self._basis)
        self.latents: tuple[Latent, ...] = latents_of(scenario) if ratings_uncertain else ()
        dependence = scenario.dependence
        self._copula: LatentNormals | None = normals
        if normals is None and self.latents and (dependence.within_option or dependence.pairs):
            self._copula = Copula(scenario, seed)
        self.latent_normals: Mapping[str, Array] = {}
        independent, kept = self._copula is None, len(figures) <= _MOST_TABLES
        held = None if ratings_uncertain else expectations(scenario)
        self._options = [
            _OptionSampler(
                row,
                functions,
                figures,
                held=None if held is None else (held.ratings[m], held.values[m]),
                independent=independent,
                tables_kept=kept,
            )
            for m, row in enumerate(samplers)
        ]
        self._values = np.empty((len(functions), 0))
        widest = max(len(sampler.uncertain) for row in samplers for sampler in row)  # of all plans, drawn at once
        self.chunk = chunk_size(max(len(functions), widest if widest > _WIDE else 0))
        if not kept and independent and widest <= _WIDE:
            # so that tables are made seldom; latent normals of so many would take more room than they
            self.chunk = max(self.chunk, _MOST_VALUES // len(functions) // 4 * 4)

    def begin(self, n: int) -> None:
        """Begin the next chunk, of `n` draws."""
        if self._values.shape[1] != n:
            self._values = np.empty((len(self._values), n))
        if self._copula is not None:
            self.latent_normals = self._copula.draw(n)
        if self._shared:
            self.shared = {name: figure.draw(n, None) for name, figure in self._shared.items()}
            self._years = Years(self._basis, self.shared)

    def draw(self, m: int, n: int) -> Array:
        """The values (K, n) of option m in this chunk, in a buffer that the next call may use again."""
        self._options[m].draw(n, self.latent_normals, self._years, out=self._values)
        return self._values

    def figures_of(self, m: int, n: int) -> dict[int, dict[str, Array]]:
        """In the place of `draw`: by k the figures (n,) by name behind the plans of option m, as `draw` has them."""
        return self._options[m].figures_of(n, self.latent_normals)

    def clipped(self, m: int, draws: int) -> dict[str, float]:
        """By path, the share of all `draws` in which the rating of option m was clipped."""
        return self._options[m].clipped(draws)

    def summary(self, m: int, k: int, draws: int) -> tuple[float, float, float, float, float]:
        """Mean, P10, P50, P80 and P90 of a rating over all `draws`: exact for an estimate, counted for a plan."""
        return self._options[m].summary(k, draws)


@dataclass(frozen=True)
class DrawnValues:
    """All draws of the values of a scenario, kept so that moving a weight draws no rating again.

    Attributes
    ----------
    origin
        What they were drawn from: `ratings_origin` of the scenario.
    chunk
        How many were drawn at once.
    values
        Array (M, K, N), read-only.
    shared
        By name, the figures (N,) that all options share, in the same draws.
    """

    origin: tuple[object, ...]
    seed: int
    chunk: int
    values: Array
    shares_clipped: tuple[Mapping[str, float], ...]
    summaries: tuple[tuple[tuple[float, float, float, float, float], ...], ...]
    shared: Mapping[str, Array] = field(default_factory=dict)

    @property
    def draws(self) -> int:
        """N."""
        return int(self.values.shape[2])


def ratings_origin(scenario: Scenario) -> tuple[object, ...]:
    """All that draws of values depend on: ratings, scales and dependence, not weights. To be compared."""
    scales = tuple((path, leaf.value_function) for path, leaf in scenario.leaves.items())
    ratings = tuple((option.id, option.ratings) for option in scenario.options)
    return (scales, ratings, scenario.dependence, scenario.plan_basis)


def draw_values(
    scenario: Scenario, draws: int, seed: int, *, ratings_uncertain: bool = True, progress: Progress | None = None
) -> DrawnValues:
    """All draws of the values of `scenario`; takes 8·M·K·draws bytes.

    `progress` is called now and then with the draws done and the draws to do.
    """
    sampler = ValueSampler(scenario, seed, ratings_uncertain=ratings_uncertain)
    values = np.empty((len(scenario.options), len(scenario.leaves), draws))
    size = sampler.chunk
    shared: dict[str, list[Array]] = {}
    for done in range(0, draws, size):
        n = min(size, draws - done)
        sampler.begin(n)
        for name, row in sampler.shared.items():
            shared.setdefault(name, []).append(row)
        for m in range(len(values)):
            go_on()
            values[m, :, done : done + n] = sampler.draw(m, n)
        if progress is not None:
            progress(done + n, draws)
    values.setflags(write=False)
    return DrawnValues(
        ratings_origin(scenario),
        seed,
        size,
        values,
        tuple(MappingProxyType(sampler.clipped(m, draws)) for m in range(len(values))),
        tuple(tuple(sampler.summary(m, k, draws) for k in range(values.shape[1])) for m in range(len(values))),
        MappingProxyType({name: np.concatenate(rows) for name, rows in shared.items()}),
    )


class Replay:
    """Draws of values as `ValueSampler` gives them, from those that were kept."""

    def __init__(self, drawn: DrawnValues) -> None:
        self.drawn = drawn
        self.chunk = drawn.chunk
        self.place = slice(0, 0)

    def begin(self, n: int) -> None:
        """Begin the next chunk, of `n` draws."""
        self.place = slice(self.place.stop, self.place.stop + n)

    def draw(self, m: int, n: int) -> Array:
        """The values (K, n) of option m in this chunk."""
        return self.drawn.values[m, :, self.place]

    def clipped(self, m: int, draws: int) -> Mapping[str, float]:
        """By path, the share of the draws in which the rating of option m was clipped."""
        return self.drawn.shares_clipped[m]

    def summary(self, m: int, k: int, draws: int) -> tuple[float, float, float, float, float]:
        """Mean, P10, P50, P80 and P90 of a rating."""
        return self.drawn.summaries[m][k]


def chunk_size(criteria: int) -> int:
    """How many draws of one option's values fit a processor's cache; a multiple of 4."""
    return max(1024, _CACHED_VALUES // criteria) // 4 * 4


_CACHED_VALUES = 147_456
_MOST_VALUES = 8_000_000
_WIDE = 100  # figures behind one rating, above which they decide how many draws are taken at once
_MOST_TABLES = 2_000  # kept from one chunk to the next: 250 MB of them; where there are more, each is made anew
_SUMMARISED = (0.1, 0.5, 0.8, 0.9)


class _OptionSampler:
    """Draws for one option, those of its independent single estimates all at once."""

    def __init__(
        self,
        samplers: list[RatingSampler],
        functions: list[ValueFunction],
        figures: Mapping[str, _Figure],
        *,
        held: tuple[Array, Array] | None,
        independent: bool,
        tables_kept: bool,
    ) -> None:
        self.samplers = samplers
        self.functions = functions
        self.figures = figures
        self.constant: dict[int, float] = {}
        self.constant_ratings: dict[int, float] = {}
        self.worked_out: list[int] = []
        self.outside = np.zeros(len(samplers))  # draws in which a rating was worked out and lay outside its scale
        self.always_outside: dict[int, float] = {}  # the share of them, where it is known from the law
        self.plan_sums: dict[int, float] = {}
        self.plan_histograms: dict[int, Histograms] = {}
        self.tables_kept = tables_kept
        rows = []
        for k, (sampler, function) in enumerate(zip(samplers, functions, strict=True)):
            go_on()
            is_certain = not sampler.uncertain and not sampler.shared
            if is_certain or held is not None:
                rating = sampler.certain if held is None or is_certain else float(held[0][k])
                self.constant[k] = float(function(rating) if held is None or is_certain else held[1][k])
                self.constant_ratings[k] = rating
                self.always_outside[k] = float(not function.scale.holds(rating))
            elif independent and sampler.law is not None and not isinstance(sampler.law, Discrete):
                rows.append(k)
            else:
                self.worked_out.append(k)
        self.rows = np.array(rows, dtype=np.intp)
        self._looked_up: TableDraws | None = None

    def draw(self, n: int, latents: Mapping[str, Array], years: Years, out: Array) -> None:
        """Put the next values into `out` (K, n)."""
        for k, value in self.constant.items():
            out[k] = value
        if self._looked_up is None:
            self._looked_up = self._looked_up_anew()
        self._looked_up.draw(n, out, self.rows)
        for k in self.worked_out:
            out[k] = self._worked_out(k, n, latents, years)
        if not self.tables_kept:
            self._looked_up = None

    def _looked_up_anew(self) -> TableDraws:
        tables: list[Table] = []
        for k in self.rows.tolist():
            law, function = self.samplers[k].law, self.functions[k]
            assert law is not None  # of what is looked up
            ratings = table_of(law)
            tables.append(ratings.mapped(function))
            self.always_outside[k] = _share_outside(function, ratings.bulk)
        return TableDraws(tables, [self.figures[self.samplers[k].name].stream for k in self.rows.tolist()])

    def figures_of(self, n: int, latents: Mapping[str, Array]) -> dict[int, dict[str, Array]]:
        return {k: self._figures(k, n, latents) for k in self.worked_out}

    def _figures(self, k: int, n: int, latents: Mapping[str, Array]) -> dict[str, Array]:
        drawn = {}
        for each in self.samplers[k].uncertain:
            figure = self.figures[each.name]
            drawn[each.name] = figure.draw(n, latents.get(each.name))
            if not self.tables_kept:
                figure.forget_table()
        return drawn

    def _worked_out(self, k: int, n: int, latents: Mapping[str, Array], years: Years) -> Array:
        sampler, function = self.samplers[k], self.functions[k]
        drawn = self._figures(k, n, latents)
        ratings = np.broadcast_to(sampler.rating(drawn, years), n)
        self.outside[k] += np.count_nonzero(_outside(function, ratings))
        if sampler.law is None:
            self.plan_sums[k] = self.plan_sums.get(k, 0.0) + float(ratings.sum())
            if k in self.plan_histograms:
                self.plan_histograms[k].add(ratings[np.newaxis])
            else:
                self.plan_histograms[k] = Histograms(ratings[np.newaxis])
        return function(ratings)

    def clipped(self, draws: int) -> dict[str, float]:
        """By path, the share of `draws` in which the rating was clipped: none where the scale extrapolates."""
        shares = {}
        for k, (sampler, function) in enumerate(zip(self.samplers, self.functions, strict=True)):
            share = self.always_outside.get(k, float(self.outside[k]) / draws)
            shares[sampler.path] = share if function.outside == "clip" else 0.0
        return shares

    def summary(self, k: int, draws: int) -> tuple[float, float, float, float, float]:
        sampler = self.samplers[k]
        if k in self.constant:
            return (self.constant_ratings[k],) * 5
        if sampler.law is None:
            p10, p50, p80, p90 = self.plan_histograms[k].quantile(_SUMMARISED)[0]
            return self.plan_sums[k] / draws, float(p10), float(p50), float(p80), float(p90)
        p10, p50, p80, p90 = sampler.law.quantile(_SUMMARISED)
        return sampler.law.mean, float(p10), float(p50), float(p80), float(p90)


def _outside(function: ValueFunction, ratings: Array) -> NDArray[np.bool_]:
    low, high = sorted((function.scale.worst, function.scale.best))
    return (ratings < low) | (ratings > high)


def _share_outside(function: ValueFunction, quantiles: Array) -> float:
    """The share of `quantiles` (CELLS,), in order, that lie outside the scale."""
    if all(function.scale.holds(float(quantiles[end])) for end in (0, -1)):
        return 0.0
    return float(np.mean(_outside(function, quantiles)))


class _Figure:
    """The draws of one uncertain figure."""

    def __init__(self, uncertain: Uncertain, seed: int, *key: str) -> None:
        self.law = uncertain.law
        self.key = key or (uncertain.name,)  # of a rating's own figure its name
        self.stream = CellStream(seed, *(key or ("rating", uncertain.name)))
        self.seed, self.name = seed, uncertain.name

    @cached_property
    def levels(self) -> np.random.Generator:
        """The stream of a figure that has a few levels."""
        return stream(self.seed, "levels", *self.key)

    @cached_property
    def table(self) -> Table:
        """Quantiles of the figure; kept only by figures that are drawn by themselves."""
        return table_of(self.law)

    @cached_property
    def alone(self) -> TableDraws:
        """Draws of this figure and no other."""
        return TableDraws([self.table], [self.stream])

    def forget_table(self) -> None:
        """Make room; the table is made anew when it is needed again, and the draws go on where they were."""
        for name in ("table", "alone"):
            self.__dict__.pop(name, None)

    def draw(self, n: int, latent: Array | None) -> Array:
        """The next figures (n,): from their own stream, or where the latent normals put them."""
        if isinstance(self.law, Discrete):
            p = self.levels.random(n) if latent is None else _probability(latent)
            return self.law.quantile(p)
        if latent is not None:
            return self._placed(latent)
        x = np.empty((1, n))
        self.alone.draw(n, x, np.zeros(1, dtype=np.intp))
        return np.asarray(x[0])

    def _placed(self, latent: Array) -> Array:
        """The quantiles (n,) at the probabilities of latent normals (n,)."""
        cells = np.minimum(_probability(latent) * CELLS, CELLS - 1).astype(np.uint16)
        x = self.table.bulk[cells]
        _, column, place = outermost(cells[np.newaxis])
        # the probability from the nearer end: close to 1 it has no digits left
        from_end = _probability(-np.abs(latent[column])) * (CELLS * FINE)
        part = np.minimum(from_end.astype(np.intp), OUTER * FINE - 1)
        upper = place >= OUTER
        x[column] = self.table.tails.reshape(2, -1)[
            upper.astype(np.intp), np.where(upper, OUTER * FINE - 1 - part, part)
        ]
        return x


def _probability(latent: Array) -> Array:
    from scipy.special import ndtr

    return np.asarray(ndtr(latent))


def _value_function(leaf: Criterion) -> ValueFunction:
    assert leaf.value_function is not None  # a leaf has a scale: checked when made
    return leaf.value_function
