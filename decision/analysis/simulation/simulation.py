"""Simulation: how sure the answer is.

Throughout this module
    n  is a draw                     0 .. N-1
    m  is an option that is ranked   0 .. M-1
    k  is a criterion that is rated  0 .. K-1
    v  are values (K, n) of one option, w weights (K, n), s scores (M, n)

Draws are taken in chunks that fit the processor's cache; what is kept does not grow with N, except the first draws,
which serve the confidence factors.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from decision.analysis.open_ratings import openness
from decision.analysis.progress import Progress
from decision.analysis.sampling.histogram import Histograms
from decision.analysis.sampling.values import DrawnValues, Replay, ValueSampler, chunk_size, ratings_origin
from decision.analysis.sampling.weights import ScenarioWeightSampler, WeightsDrawn
from decision.analysis.simulation.acceptability import Tally, first_rank_share
from decision.analysis.simulation.result import OptionOutcome, RatingSummary, SimulationResult
from decision.analysis.stopping import go_on
from decision.model.errors import DecisionError
from decision.model.evidence_ranges import single_numbers
from decision.model.scenario import Scenario
from decision.version import __version__

Array = NDArray[np.float64]

MOST_DRAWS = 1_000_000_000
_KEPT_BYTES = 16_000_000  # of the first draws' values
_KEPT_DRAWS = 20_000
_MOST_EDGES = 150  # of a drawn distribution


def simulate(
    scenario: Scenario,
    draws: int | None = None,
    seed: int | None = None,
    *,
    weights: WeightsDrawn = "file",
    ratings: bool = True,
    drawn: DrawnValues | None = None,
    progress: Progress | None = None,
) -> SimulationResult:
    """Draw `draws` worlds of `scenario` and count who is first in them.

    Parameters
    ----------
    draws, seed
        The scenario's own where left out. 0 is a seed.
    weights
        ``file``: as uncertain as the scenario says; ``stated``: held as stated; ``any``: anything at the top level.
    ratings
        Whether ratings are drawn; held at what is expected of them otherwise.
    drawn
        Draws of the values by `draw_values` with the same ratings, draws and seed, which are not drawn again.
    progress
        Called now and then with the draws done and the draws to do.

    Raises
    ------
    DecisionError
        Every option is excluded, the number of draws is out of reach, or correlations contradict each other.
    """
    draws = scenario.simulation.draws if draws is None else draws
    seed = scenario.simulation.seed if seed is None else seed
    check_draws(scenario, draws, seed)
    if drawn is not None and (drawn.origin, drawn.draws, drawn.seed) != (ratings_origin(scenario), draws, seed):
        raise DecisionError("the values given were drawn from other ratings, draws or seed; draw them again")
    run = _Run(scenario, draws, seed, weights, ratings=ratings, drawn=drawn)
    run.take(progress)
    return run.result()


def check_draws(scenario: Scenario, draws: int, seed: int) -> None:
    """Raise DecisionError unless `scenario` can be simulated with so many draws and that seed."""
    if not 1 <= draws <= MOST_DRAWS:
        raise DecisionError(f"a simulation takes 1 to {MOST_DRAWS:,} draws (got {draws:,}); choose a number in between")
    if seed < 0:
        raise DecisionError(f"a seed is a whole number of 0 or more (got {seed}); choose another")
    if not scenario.ranked_options:
        raise DecisionError(
            "every option is excluded or left out, so none can be best; mend a result, a rating or a minimum"
        )


class _Run:
    """One simulation in the making."""

    def __init__(
        self,
        scenario: Scenario,
        draws: int,
        seed: int,
        weights: WeightsDrawn,
        *,
        ratings: bool,
        drawn: DrawnValues | None,
    ) -> None:
        self.scenario = scenario
        self.draws = draws
        self.seed = seed
        self.weights = weights
        self.ratings = ratings
        self.leaves = list(scenario.leaves)
        self.ranked = [m for m, option in enumerate(scenario.options) if not option.excluded]
        self.values: ValueSampler | Replay
        self.values = ValueSampler(scenario, seed, ratings_uncertain=ratings) if drawn is None else Replay(drawn)
        self.weight_sampler = ScenarioWeightSampler(scenario, seed, weights)
        options, criteria = len(scenario.options), len(self.leaves)
        self.tally = Tally(len(self.ranked), criteria)
        self.sums = np.zeros(options)
        self.squares = np.zeros(options)
        self.origin = np.zeros((options, 1))
        self.scores = self.apart = np.empty((options, 0))
        self.histograms: Histograms | None = None
        self.kept_draws = min(draws, _KEPT_DRAWS, max(1, _KEPT_BYTES // (8 * options * criteria)))
        self.kept_before = drawn is not None
        self.kept = np.empty((options, criteria, self.kept_draws)) if drawn is None else drawn.values

    def take(self, progress: Progress | None) -> None:
        """Take all draws."""
        size = self.values.chunk
        # kept values under the same weights are read in one go: memory is quickest in long stretches
        at_once = self.draws if self.kept_before and self.weight_sampler.certain else size
        for begun in range(0, self.draws, at_once):
            weights, scores = self._score(begun, min(at_once, self.draws - begun))
            for place in range(0, scores.shape[1], size):
                go_on()
                self._count(scores[:, place : place + size], weights)
                if progress is not None:
                    progress(min(begun + place + size, self.draws), self.draws)

    def _score(self, done: int, n: int) -> tuple[Array, Array]:
        """The weights and the scores (M, n) of the next draws, after those `done`."""
        weights = self.weight_sampler.draw(n)
        if self.scores.shape[1] != n:
            self.scores = np.empty((len(self.scenario.options), n))
        self.values.begin(n)
        with np.errstate(over="ignore", invalid="ignore"):  # checked when they are counted
            for m, scores in enumerate(self.scores):
                go_on()
                values = self.values.draw(m, n)
                # term by term in the order of k, so that a draw's score does not hang on how many are drawn at once
                np.einsum("k,kn->n" if weights.ndim == 1 else "kn,kn->n", weights, values, out=scores)
                if done < self.kept_draws and not self.kept_before:
                    kept = min(n, self.kept_draws - done)
                    self.kept[m, :, done : done + kept] = values[:, :kept]
            self.scores *= 100
        if not done:
            self.origin = self.scores[:, :1].copy()
        return weights, self.scores

    def _count(self, scores: Array, weights: Array) -> None:
        """Count the draws with `scores` (M, n)."""
        if self.apart.shape != scores.shape:
            self.apart = np.empty(scores.shape)
        with np.errstate(over="ignore", invalid="ignore"):  # checked below
            # from the first draw, so that a small spread keeps its digits
            apart = np.subtract(scores, self.origin, out=self.apart)
            self.sums += apart.sum(axis=1)
            # not np.dot: its threads wait for each other, 30 ms a run where something else is busy
            self.squares += np.einsum("mn,mn->m", apart, apart)
        self._check_reach()
        self.tally.add(scores if len(self.ranked) == len(scores) else scores[self.ranked], weights)
        if self.histograms is None:
            self.histograms = Histograms(scores)
        else:
            self.histograms.add(scores)

    def _check_reach(self) -> None:
        """Raise DecisionError if scores have become too large to compute with."""
        with np.errstate(over="ignore", invalid="ignore"):
            # as the squares of what sets draws apart, so the sum of all draws, which may be large though all are alike
            sums = self.draws * np.abs(self.origin[:, 0]) + np.abs(self.sums) + self.squares
        beyond = [m for m, each in enumerate(sums) if not math.isfinite(each)]
        if beyond:
            raise DecisionError(
                f"scores of {self.scenario.options[beyond[0]].name} are drawn too far out to compute with; "
                "narrow its estimates, or let the criteria clip"
            )

    # --- the result ------------------------------------------------------------------------------------

    def result(self) -> SimulationResult:
        """What the draws taken say."""
        scenario = self.scenario
        apart = self.sums / self.draws
        means = self.origin[:, 0] + apart
        spreads = np.sqrt(np.maximum(0, self.squares / self.draws - apart**2))
        highest = self.tally.highest / self.draws
        effective = self.weight_sampler.effective_draws(self.draws)
        pairwise = self.tally.pairwise_winning
        central = self.tally.central_weights
        assert self.histograms is not None  # there is at least one draw
        quantiles = self.histograms.quantile([0.1, 0.5, 0.8, 0.9])
        edges = self._edges(self.histograms)
        shares = np.diff(self.histograms.share_below(edges), axis=1)
        ranked_ids = [scenario.options[m].id for m in self.ranked]
        return SimulationResult(
            title=scenario.title,
            fingerprint=scenario.fingerprint,
            version=__version__,
            draws=self.draws,
            seed=self.seed,
            weights_drawn=self.weights,
            ratings_drawn=self.ratings,
            effective_draws=effective,
            options=tuple(
                self._outcome(m, means, spreads, quantiles, highest, effective, central)
                for m in range(len(scenario.options))
            ),
            pairwise=_by_pair(ranked_ids, pairwise),
            pairwise_se=_by_pair(ranked_ids, np.sqrt(self.tally.pairwise_variance / effective)),
            evpi=float(max(0.0, highest - means[self.ranked].max())),
            clipped=MappingProxyType(
                {
                    option.id: MappingProxyType(self.values.clipped(m, self.draws))
                    for m, option in enumerate(scenario.options)
                }
            ),
            quantile_error=float(self.histograms.errors.max()),
            weights_vary=not self.weight_sampler.certain,
            single_numbers=single_numbers(scenario),
            openness=openness(scenario),
            certain=self.weight_sampler.certain and not (self.ratings and _any_counts(scenario)),
            confidence_draws=self.draws if self.weight_sampler.certain else self.kept_draws,
            score_edges=tuple(edges.tolist()),
            score_shares=MappingProxyType(
                {option.id: tuple(row.tolist()) for option, row in zip(scenario.options, shares, strict=True)}
            ),
        )

    def _edges(self, histograms: Histograms) -> Array:
        """Edges between which nearly all scores of all options lie, a point apart, or more for a wide spread."""
        ends = histograms.quantile([0.002, 0.998])
        low, high = math.floor(ends.min()), math.ceil(ends.max())
        step = max(1, math.ceil((high - low) / _MOST_EDGES))
        return np.arange(low - step, high + 2 * step, step, dtype=float)

    def _outcome(
        self,
        m: int,
        means: Array,
        spreads: Array,
        quantiles: Array,
        highest: float,
        effective: float,
        central_weights: Array,
    ) -> OptionOutcome:
        option = self.scenario.options[m]
        mean = float(means[m])
        p10, p50, p80, p90 = quantiles[m].tolist()
        ranks: tuple[float, ...] | None = None
        errors: tuple[float, ...] | None = None
        p_best = p_best_se = regret = confidence = None
        central: Mapping[str, float] | None = None
        if m in self.ranked:
            place = self.ranked.index(m)
            ranks = tuple(float(share) for share in self.tally.rank_acceptability[place])
            errors = tuple(math.sqrt(variance / effective) for variance in self.tally.rank_variance[place].tolist())
            p_best, p_best_se = ranks[0], errors[0]
            regret = highest - mean
            central, confidence = self._central(place, central_weights[place])
        return OptionOutcome(
            id=option.id,
            name=option.name,
            approach=option.approach,
            excluded=option.excluded,
            mean=mean,
            sd=float(spreads[m]),
            p10=p10,
            p50=p50,
            p80=p80,
            p90=p90,
            p_best=p_best,
            p_best_se=p_best_se,
            rank_acceptability=ranks,
            rank_acceptability_se=errors,
            central_weights=central,
            confidence_factor=confidence,
            expected_regret=regret,
            ratings=MappingProxyType(
                {path: RatingSummary(*self.values.summary(m, k, self.draws)) for k, path in enumerate(self.leaves)}
            ),
        )

    def _central(self, place: int, weights: Array) -> tuple[Mapping[str, float] | None, float | None]:
        """Central weights (K,) of a ranked option by path, with those of parents, and its confidence factor."""
        if np.isnan(weights[0]):
            return None, None
        if self.weight_sampler.certain:  # central weights are the weights, and all draws have been counted with them
            confidence = float(self.tally.rank_acceptability[place, 0])
        else:
            confidence = self._confidence(place, weights)
        parts: dict[str, list[float]] = {path: [] for path in self.scenario.all_criteria}
        for leaf, w in zip(self.leaves, weights.tolist(), strict=True):
            path = leaf
            while path:
                parts[path].append(w)
                path = path.rpartition(".")[0]
        return MappingProxyType({path: math.fsum(below) for path, below in parts.items()}), confidence

    def _confidence(self, place: int, weights: Array) -> float:
        """The share of the kept draws in which a ranked option is first with these weights."""
        size = chunk_size(len(self.leaves))
        scores = np.empty((len(self.ranked), min(size, self.kept_draws)))
        total = 0.0
        for start in range(0, self.kept_draws, size):
            go_on()
            stop = min(start + size, self.kept_draws)
            for row, m in zip(scores, self.ranked, strict=True):
                np.einsum("k,kn->n", 100 * weights, self.kept[m, :, start:stop], out=row[: stop - start])
            total += (stop - start) * first_rank_share(scores[:, : stop - start], place)
        return total / self.kept_draws


def _any_counts(scenario: Scenario) -> bool:
    """Whether any rating of a ranked option is uncertain on a criterion with weight, by itself or by what is shared."""
    return any(
        not scenario.is_certain_rating(option, path)
        for option in scenario.ranked_options
        for path in scenario.leaves
        if scenario.weights[path] > 0
    )


def _by_pair(ids: list[str], table: Array) -> Mapping[str, Mapping[str, float]]:
    """The entries off the diagonal of a table (M, M), by id, by id."""
    return MappingProxyType(
        {
            one: MappingProxyType({other: float(table[i, j]) for j, other in enumerate(ids) if other != one})
            for i, one in enumerate(ids)
        }
    )
