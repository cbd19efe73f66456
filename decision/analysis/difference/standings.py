"""How options stand in decisions between two decisions: by what is expected, and over many draws.

Throughout this module
    S  is a set of changes that are made, as the bits of a whole number
    m  is an option that is there
    k  is a criterion that is rated
    n  is a draw                     0 .. N-1

Every figure is worked out once for all S in which what it rests on is the same: a rating for each combination of what
touches it, the scores of an option for each combination of what touches its ratings and the weights. All draws are
common (streams are keyed by name), so that what did not change has the same draws on both sides.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, replace
from functools import cached_property
from typing import TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from decision.analysis.difference.mixture import Mixture, union
from decision.analysis.expectation.expectations import expectations
from decision.analysis.expectation.plans import expected_plan
from decision.analysis.sampling.copula import Copula
from decision.analysis.sampling.values import ValueSampler
from decision.analysis.sampling.weights import ScenarioWeightSampler, WeightsDrawn
from decision.analysis.scoring import TIE
from decision.analysis.simulation.acceptability import first_rank_share
from decision.analysis.stopping import go_on
from decision.model.contents import Contents, Dependence, Option
from decision.model.cost_plan import CostPlan
from decision.model.dependence import fit_together
from decision.model.errors import DecisionError
from decision.model.estimate import Unknown
from decision.model.rating import Rating

Array = NDArray[np.float64]
Found = TypeVar("Found")

_MOST_BYTES = 100_000_000  # of draws that are kept
_MOST_SMALL = 20_000  # of other results


class Standings:
    """How the options of a mixture stand, for any S.

    Raises
    ------
    DecisionError
        A decision in between cannot be computed: a value too far out, or correlations that nothing fits.
    """

    def __init__(self, mixture: Mixture, draws: int, seed: int, weights: WeightsDrawn = "file") -> None:
        self.mixture, self.draws, self.seed, self.weights = mixture, draws, seed, weights
        self._small = _Kept(_MOST_SMALL)
        self._large = _Kept(_MOST_BYTES, weigh=_bytes)
        self._wide = _Kept(8)  # latent normals of several options
        self._numbers: dict[Hashable, int] = {}  # of what latent normals rest on
        self._decisions = _Kept(64)

    # --- figures ----------------------------------------------------------------------------------------------------

    def leader(self, made: int) -> str | None:
        """The first of those with the highest score, in the order of the new decision; None where none is ranked."""
        ranked = self._ranked(made)[0]
        if not ranked:
            return None
        scores = {option: self.score(made, option) for option in ranked}
        best = max(scores.values())
        return next(option for option in self.mixture.options if option in scores and best - scores[option] <= TIE)

    def margin(self, made: int, option: str) -> float:
        """Points between an option and the best other, negative where that is ahead.

        Only those ranked count; but the option does in any case, and all others do where none of them is ranked.
        """
        ranked, there = self._ranked(made)
        others = [each for each in ranked if each != option] or [each for each in there if each != option]
        return self.score(made, option) - max(self.score(made, each) for each in others)

    def score(self, made: int, option: str) -> float:
        """The expected score of an option that is there, 0 to 100."""
        rests_on = made & (self.mixture.of_weights | self._of_option[option])
        return self._small.get(("score", option, rests_on), lambda: self._score(made, option))

    def p_best(self, made: int, option: str) -> float:
        """The share of draws in which an option is first, ties shared; 0 where it is not ranked."""
        ranked = [each for each in self.mixture.options if each in self._ranked(made)[0]]
        if option not in ranked:
            return 0.0
        if len(ranked) == 1:
            return 1.0
        go_on()
        own, *others = (self._drawn_scores(made, each) for each in (option, *(o for o in ranked if o != option)))
        best = others[0].copy()
        for scores in others[1:]:
            np.maximum(best, scores, out=best)
        gap = own - best
        wins = int(np.count_nonzero(gap > TIE))
        if wins + np.count_nonzero(gap < -TIE) < len(gap):  # some draws are ties, to be shared
            return first_rank_share(np.stack([own, *others]), 0)
        return wins / len(gap)

    # --- what they are made of --------------------------------------------------------------------------------------

    @cached_property
    def _joined(self) -> frozenset[str]:
        """The options of which a pair names a figure, on either side: their draws hang together."""
        pairs = (*self.mixture.old.dependence.pairs, *self.mixture.new.dependence.pairs)
        return frozenset(end.partition(".")[0] for one, other, _ in pairs for end in (one, other))

    @cached_property
    def _of_option(self) -> Mapping[str, int]:
        """By option, the items on which its ratings rest."""
        mixture = self.mixture
        shared = mixture.of_values & ~mixture.bits("rating", "option_added", "option_removed")
        paths = dict.fromkeys((*mixture.old.leaves, *mixture.new.leaves))
        own = {
            option: union(mixture.bits("rating", at=f"{option}.{path}") for path in paths) for option in mixture.options
        }
        return {option: mixture.of_values if option in self._joined else shared | bits for option, bits in own.items()}

    @cached_property
    def _of_values(self) -> int:
        return self.mixture.of_values

    def _ranked(self, made: int) -> tuple[frozenset[str], tuple[str, ...]]:
        """The options that are ranked, and all that are there."""
        return self._small.get(("ranked", made & self._of_ranking), lambda: self._who_is_ranked(made))

    @cached_property
    def _of_ranking(self) -> int:
        return self.mixture.of_ranking

    @cached_property
    def _of_weights(self) -> int:
        return self.mixture.of_weights

    def _who_is_ranked(self, made: int) -> tuple[frozenset[str], tuple[str, ...]]:
        decision = self._decision(made)
        limited = [path for path, leaf in decision.leaves.items() if leaf.minimum is not None]
        ranked = frozenset(
            option.id
            for option in decision.options
            if not (option.left_out or option.failed or any(_falls_short(decision, option, path) for path in limited))
        )
        return ranked, tuple(option.id for option in decision.options)

    def _decision(self, made: int) -> Contents:
        def mixed() -> Contents:
            decision = self.mixture.decision(made)
            if self.mixture.has_pairs and made not in (0, self.mixture.whole) and not fit_together(decision):
                raise DecisionError("the correlations of one side do not fit the ratings of the other")
            return decision

        return self._decisions.get(made, mixed)

    def _score(self, made: int, option: str) -> float:
        weights = self._weights(made)
        score = 100 * float(np.dot(weights, self._expected_values(made, option)))
        if not np.isfinite(score):
            raise DecisionError("a score in between is too far out to compute with")
        return score

    def _weights(self, made: int) -> Array:
        """w (K,)."""

        def found() -> Array:
            decision = self._decision(made)
            return np.array([decision.weights[path] for path in decision.leaves])

        return self._small.get(("weights", made & self._of_weights), found)

    def _drawn_weights(self, made: int) -> Array:
        """w (K, N), or (K,) where all draws are the same."""

        def found() -> Array:
            decision = self._decision(made)
            is_new = rests_on and rests_on == self.mixture.whole & self._of_weights
            # the new decision's own draws are in its own order: a walk within bounds goes by it
            drawn_from = self.mixture.new if is_new else decision
            w = ScenarioWeightSampler(drawn_from, self.seed, self.weights).draw(self.draws)
            place = {path: k for k, path in enumerate(drawn_from.leaves)}
            return w[[place[path] for path in decision.leaves]]

        rests_on = made & self._of_weights
        return self._large.get(("weights", rests_on), found)

    def _drawn_scores(self, made: int, option: str) -> Array:
        """s (N,) of one option."""

        def found() -> Array:
            w, v = self._drawn_weights(made), self._drawn_values(made, option)
            with np.errstate(over="ignore", invalid="ignore"):
                s = np.asarray(np.einsum("k,kn->n" if w.ndim == 1 else "kn,kn->n", 100 * w, v))
                apart = s - s[0]  # as `simulate` asks: a large score alone is not too far out, its spread may be
                beyond = not np.isfinite(self.draws * abs(s[0]) + np.einsum("n,n->", apart, apart))
            if beyond:
                raise DecisionError(
                    f"scores of {self._decision(made).option(option).name} are drawn too far out to compute with; "
                    "narrow its estimates, or let the criteria clip"
                )
            return s

        return self._large.get(("scores", option, made & (self._of_weights | self._of_option[option])), found)

    def _expected_values(self, made: int, option: str) -> Array:
        """v (K,) of one option."""
        decision = self._decision(made)
        held = decision.option(option)
        tied = [path for path in decision.leaves if option in self._joined and _is_open_plan(held.ratings[path])]
        rows = self._by_cell(
            made, option, "value", self._small, lambda one: expectations(one).values[0], leave_out=frozenset(tied)
        )
        for path in tied:  # how its figures hang together may rest on any rating

            def value(path: str = path) -> Array:
                function = decision.leaves[path].value_function
                assert function is not None  # a leaf has a scale
                return np.array(expected_plan(decision, held, path, function).value)

            rows[path] = self._small.get(("plan", option, path, made & self._of_values), value)
        return np.array([rows[path] for path in decision.leaves])

    def _drawn_values(self, made: int, option: str) -> Array:
        """v (K, N) of one option."""
        is_joined = option in self._joined
        held, number = self._normals(made) if is_joined else (None, 0)
        has_pairs = bool(self._decision(made).dependence.pairs)

        def drawn(one: Contents) -> Array:
            # where any pair is stated, all estimates are drawn by latent normals, those that none names too
            normals = held if is_joined else Copula(one, self.seed) if has_pairs else None
            sampler = ValueSampler(one, self.seed, normals=normals)
            sampler.begin(self.draws)
            return sampler.draw(0, self.draws).copy()

        rows = self._by_cell(made, option, f"draws {number}", self._large, drawn)
        return np.stack([rows[path] for path in self._decision(made).leaves])

    def _normals(self, made: int) -> tuple[_Held | None, int]:
        """The latent normals of the options that pairs join, and a number that tells these from others.

        None, and 0, where no dependence is stated.
        """

        def found() -> tuple[_Held | None, int]:
            decision = self._decision(made)
            if not (decision.dependence.within_option or decision.dependence.pairs):
                return None, 0
            joined = tuple(option for option in decision.options if option.id in self._joined)
            copula = Copula(_without(decision, joined), self.seed)
            names = tuple((latent.name, latent.sign) for latent in (*copula.joint, *copula.alone))
            rests_on = (names, len(copula.joint), copula.within, copula.root.tobytes())
            number = self._numbers.setdefault(rests_on, len(self._numbers) + 1)
            return self._wide.get(number, lambda: _Held(copula.draw(self.draws))), number

        return self._wide.get(("normals", made & self._of_values), found)

    def _by_cell(
        self,
        made: int,
        option: str,
        what: str,
        kept: _Kept,
        work_out: Callable[[Contents], Array],
        leave_out: frozenset[str] = frozenset(),
    ) -> dict[str, Array]:
        """A figure or row for every criterion, worked out together for those of one option that are not known yet."""
        decision = self._decision(made)
        paths = [path for path in decision.leaves if path not in leave_out]
        keys = {path: (what, option, path, made & self._of_cell(option, path)) for path in paths}
        rows = {path: kept.known(key) for path, key in keys.items()}
        missing = [path for path, row in rows.items() if row is None]
        if missing:
            for path, row in zip(missing, work_out(_cells(decision, option, missing)), strict=True):
                rows[path] = kept.keep(keys[path], row)
        return cast("dict[str, Array]", rows)

    def _of_cell(self, option: str, path: str) -> int:
        return self._small.get(("of cell", option, path), lambda: self.mixture.of_cell(option, path))


def _cells(decision: Contents, option: str, paths: list[str]) -> Contents:
    """A decision about single ratings of one option: nothing else has a part in what is believed of them."""
    held = decision.option(option)
    return Contents(
        title=decision.title,
        criteria=tuple(replace(decision.leaves[path], id=path) for path in paths),
        options=(replace(held, ratings={path: held.ratings[path] for path in paths}),),
        horizon_years=decision.horizon_years,
        discount_rate=decision.discount_rate,
        drivers=decision.drivers,
        inflation=decision.inflation,
        exchange=decision.exchange,
        currency=decision.currency,
        dependence=Dependence(decision.dependence.within_option),
    )


def _without(decision: Contents, joined: tuple[Option, ...]) -> Contents:
    """The decision about some of its options."""
    kept = {field.name: getattr(decision, field.name) for field in fields(Contents)}
    return Contents(**(kept | {"options": joined}))


def _is_open_plan(rating: Rating) -> bool:
    return isinstance(rating.estimate, CostPlan) and not rating.estimate.is_certain


class _Held:
    """Latent normals that were drawn before, to be looked at again for any of the estimates."""

    def __init__(self, drawn: Mapping[str, Array]) -> None:
        self._drawn = drawn

    def draw(self, n: int) -> Mapping[str, Array]:
        assert all(len(row) == n for row in self._drawn.values())  # all are taken at once
        return self._drawn


def _falls_short(decision: Contents, option: Option, path: str) -> bool:
    """Whether less than the minimum is expected, as a scenario finds it when it is made."""
    leaf = decision.leaves[path]
    if leaf.minimum is None or isinstance(option.ratings[path].estimate, Unknown):
        return False
    return leaf.is_worse(decision.expected_rating(option, path), leaf.minimum)


class _Kept:
    """The last results, by what they rest on, up to `most` in number, or in what each weighs."""

    def __init__(self, most: int, weigh: Callable[[object], int] = lambda _: 1) -> None:
        self._most, self._weigh = most, weigh
        self._found: OrderedDict[Hashable, object] = OrderedDict()
        self._weight = 0

    def get(self, key: Hashable, work_out: Callable[[], Found]) -> Found:
        found = self.known(key)
        return self.keep(key, work_out()) if found is None else cast("Found", found)

    def known(self, key: Hashable) -> object | None:
        if key in self._found:
            self._found.move_to_end(key)
        return self._found.get(key)

    def keep(self, key: Hashable, found: Found) -> Found:
        self._found[key] = found
        self._weight += self._weigh(found)
        while self._weight > self._most and len(self._found) > 1:
            self._weight -= self._weigh(self._found.popitem(last=False)[1])
        return found


def _bytes(found: object) -> int:
    return cast("Array", found).nbytes
