"""The value of information: what it is worth, at most, to settle a rating before deciding.

Throughout this module
    n  is a draw                     0 .. N-1
    m  is an option that is ranked   0 .. M-1
    k  is a criterion that is rated  0 .. K-1
    s  are expected scores (M, n) of 0 to 100, given what is settled in draw n

Whoever knows nothing takes the option with the highest expected score; whoever knows what is settled takes the best
in each draw. The value of that information is the difference, E[max s] - max E[s]: of perfect information, EVPI, if
everything is settled, else that of partial information, EVPPI (Raiffa and Schlaifer 1961, Applied Statistical
Decision Theory). Weights are held: preferences are not facts to be found out.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from decision.analysis.progress import Progress
from decision.analysis.sampling.values import DrawnValues
from decision.analysis.sensitivity.conditioning import Beliefs, Cell
from decision.analysis.shared_beliefs import SharedInput
from decision.analysis.standing import Standing
from decision.model.errors import DecisionError

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Worth:
    """What it is worth, at most, to settle one rating, one criterion for all options, or all of one option.

    Attributes
    ----------
    option, criterion
        Id and path; option None: for all options; criterion None: all ratings of the option. Of what all options share,
        as a driver, `criterion` is its path, such as ``drivers.active_patients``.
    points
        Points of score: the smaller of the estimate and of EVPI, its bound, which an estimate from draws may pass by
        its error.
    se
        Standard error of `points`, that of the expected scores of what is not settled included; 0 where no draw
        changes which option is best.
    money
        The same through the cost criterion; None where there is none to value points by.
    """

    option: str | None
    criterion: str | None
    points: float
    se: float
    money: float | None


@dataclass(frozen=True)
class Information:
    """What everything is worth (`evpi`), and each rating, criterion and option by itself, in the order of the file.

    A rating and an option are settled in figures of their own, a criterion in all that it hangs on, and what all
    options share, a driver for one, by itself (`by_shared`).

    `money_per_point` is |worst - best|/(100·weight) of the first linear cost criterion of positive weight, in
    `currency`; None where there is none.
    """

    evpi: float
    evpi_se: float
    evpi_money: float | None
    money_per_point: float | None
    currency: str
    by_cell: tuple[Worth, ...]
    by_criterion: tuple[Worth, ...]
    by_option: tuple[Worth, ...]
    by_shared: tuple[Worth, ...] = ()

    @property
    def singles(self) -> tuple[Worth, ...]:
        """Every rating, and everything that all options share, each by itself."""
        return (*self.by_cell, *self.by_shared)

    @property
    def by_worth(self) -> tuple[Worth, ...]:
        """Ratings, criteria and options together, those worth most first; ties in the order of the file."""
        every: Iterable[Worth] = (*self.by_cell, *self.by_criterion, *self.by_option, *self.by_shared)
        return tuple(sorted(every, key=lambda worth: -worth.points))

    def to_dict(self) -> dict[str, Any]:
        """The figures as the JSON of the command line."""
        return {
            "evpi": self.evpi,
            "evpi_se": self.evpi_se,
            "evpi_money": self.evpi_money,
            "money_per_point": self.money_per_point,
            "currency": self.currency,
            "by_cell": [dict(vars(each)) for each in self.by_cell],
            "by_criterion": [dict(vars(each)) for each in self.by_criterion],
            "by_option": [dict(vars(each)) for each in self.by_option],
            "by_shared": [dict(vars(each)) for each in self.by_shared],
        }


def information(
    standing: Standing, drawn: DrawnValues, beliefs: Beliefs | None = None, progress: Progress | None = None
) -> Information:
    """The value of settling everything, and each cell, criterion (its parts together) and option by itself.

    Parameters
    ----------
    drawn
        Draws of the values of the same scenario, by `draw_values`.
    beliefs
        Made from these two where left out.
    progress
        Called now and then with how much is done and how much there is to do.

    Raises
    ------
    DecisionError
        Scores are drawn too far out to compute with.
    """
    known = _Known(standing, drawn, beliefs or Beliefs(standing, drawn))
    ranked, paths, ids = standing.ranked, standing.paths, [option.id for option in standing.options]
    evpi, evpi_se = value_of(known.s, int(known.expected.argmax()))
    per_point = money_per_point(standing)

    done, total = count(1), len(ranked) * len(paths) + len(standing.scenario.all_criteria) + len(ranked)

    def worth(
        option: str | None, criterion: str | None, settled: Collection[Cell] | SharedInput, *, whole: bool = False
    ) -> Worth:
        if isinstance(settled, SharedInput):
            estimate, se = known.value_of_shared(settled)
        else:
            estimate, se = known.value_of_settling(settled, whole=whole)
        points = min(estimate, evpi)
        if progress is not None:
            progress(next(done), total)
        return Worth(option, criterion, points, se, None if per_point is None else points * per_point)

    return Information(
        evpi=evpi,
        evpi_se=evpi_se,
        evpi_money=None if per_point is None else evpi * per_point,
        money_per_point=per_point,
        currency=standing.scenario.currency,
        by_cell=tuple(worth(ids[m], path, [(m, k)]) for m in ranked for k, path in enumerate(paths)),
        by_criterion=tuple(
            worth(
                None,
                path,
                [(m, k) for m in ranked for k, leaf in enumerate(paths) if _is_below(leaf, path)],
                whole=True,
            )
            for path in standing.scenario.all_criteria
        ),
        by_option=tuple(worth(ids[m], None, [(m, k) for k in range(len(paths))]) for m in ranked),
        by_shared=tuple(worth(None, each.path, each) for each in known.beliefs.shared.inputs),
    )


def value_of(s: ArrayLike, best: int | None = None) -> tuple[float, float]:
    """E[max s] - max E[s] of scores, array_like (M, N), and the standard error that N independent draws leave.

    `best` is the option of the highest expected score, if that is known otherwise than from the draws.
    """
    s = np.asarray(s, dtype=float)
    regret = s.max(axis=0) - s[int(s.mean(axis=1).argmax()) if best is None else best]
    return float(regret.mean()), _sd(regret) / math.sqrt(len(regret))


def _sd(x: Array) -> float:
    """The standard deviation of `x` (N,), also where squares are too large for a double."""
    with np.errstate(over="ignore", invalid="ignore"):
        sd = float(x.std())
    if math.isfinite(sd):
        return sd
    largest = float(np.abs(x).max())
    return largest * float((x / largest).std())


def value_of_settling(
    standing: Standing, drawn: DrawnValues, settled: Collection[Cell], beliefs: Beliefs | None = None
) -> tuple[float, float]:
    """What it is worth to settle any cells of ranked options together, at most EVPI, and its standard error.

    Parameters are those of `information`, which see for what is raised.
    """
    known = _Known(standing, drawn, beliefs or Beliefs(standing, drawn))
    evpi, _ = value_of(known.s, int(known.expected.argmax()))
    estimate, se = known.value_of_settling(settled)
    return min(estimate, evpi), se


def value_of_shared(
    standing: Standing, drawn: DrawnValues, shared: SharedInput, beliefs: Beliefs | None = None
) -> tuple[float, float]:
    """The same of something that all options share."""
    known = _Known(standing, drawn, beliefs or Beliefs(standing, drawn))
    evpi, _ = value_of(known.s, int(known.expected.argmax()))
    estimate, se = known.value_of_shared(shared)
    return min(estimate, evpi), se


class _Known:
    """The scores (M, N) with nothing left open, and what it is worth to settle a part of that."""

    def __init__(self, standing: Standing, drawn: DrawnValues, beliefs: Beliefs) -> None:
        self.beliefs = beliefs
        self.ranked = standing.ranked
        self.weights = standing.weights
        with np.errstate(over="ignore", invalid="ignore"):  # checked below
            # not @: its threads wait for each other, which takes longer than this
            self.s = 100 * np.stack([np.einsum("k,kn->n", standing.weights, drawn.values[m]) for m in standing.ranked])
            # from the first draw, so that a small spread keeps its digits
            spreads = (self.s - self.s[:, :1]).var(axis=1)
        for m, spread in zip(standing.ranked, spreads, strict=True):
            if not math.isfinite(spread):
                raise DecisionError(
                    f"scores of {standing.options[m].name} are drawn too far out to compute with; "
                    "narrow its estimates, or let the criteria clip"
                )
        self.expected = beliefs.scores(standing.weights)[list(standing.ranked)]

    def value_of_shared(self, shared: SharedInput) -> tuple[float, float]:
        """E[max s] - max E[s] of scores given what all options share, and its standard error."""
        given = self.beliefs.given_shared(shared, self.weights)
        return self._value_of(given, centred=False) if given and len(self.ranked) > 1 else (0.0, 0.0)

    def value_of_settling(self, settled: Collection[Cell], *, whole: bool = False) -> tuple[float, float]:
        """E[max s] - max E[s] of scores given settled cells, and its standard error.

        A cell without weight, or clipped in every draw, adds nothing itself; under dependence it may tell of others.
        """
        moving = [cell for cell in settled if self.beliefs.tells(cell, self.weights)]
        if not moving or len(self.ranked) == 1:
            return 0.0, 0.0
        given = self.beliefs.given(moving, self.weights, whole=whole)
        return self._value_of(given, centred=self.beliefs.dependent)

    def _value_of(self, given: Mapping[int, Array], *, centred: bool) -> tuple[float, float]:
        rows = {self.ranked.index(m): row for m, row in given.items()}
        best = int(self.expected.argmax())
        held = [m for m in range(len(self.ranked)) if m not in rows]
        top = reduce(np.maximum, [*rows.values(), *(self.expected[m] for m in held)])
        gain = top - rows.get(best, self.expected[best])
        points = float(gain.mean())
        if points <= 0:
            return points, 0.0
        return points, _sd(self._centred(rows, held, top) if centred else gain) / math.sqrt(len(top))

    def _centred(self, rows: Mapping[int, Array], held: Sequence[int], top: Array) -> Array:
        """What each draw adds to mean(top), whose rows are put at their means over the draws (its influence function).

        A draw adds its own `top`, and shifts the means of all rows; that of m counts as often as m is first.
        """
        open_ = np.ones(len(top), dtype=bool)
        if held:
            open_ &= top > max(self.expected[m] for m in held)
        own = top.copy()
        for row in rows.values():
            first = open_ & (row == top)
            open_ &= ~first
            own -= np.count_nonzero(first) / len(top) * row
        return own


def money_per_point(standing: Standing) -> float | None:
    """What a point of score is worth in money; None without a linear cost criterion of positive weight."""
    scenario = standing.scenario
    for leaf, function, weight in zip(
        scenario.leaves.values(), standing.functions, standing.weights.tolist(), strict=True
    ):
        is_money = leaf.kind == "cost_plan" or (scenario.currency and leaf.unit == scenario.currency)
        if is_money and function.is_linear and weight > 0:
            return abs(function.scale.worst - function.scale.best) / (100 * float(weight))
    return None


def _is_below(leaf: str, path: str) -> bool:
    return leaf == path or leaf.startswith(path + ".")
