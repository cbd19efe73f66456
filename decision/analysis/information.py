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
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from decision.analysis.conditioning import Beliefs, Cell
from decision.analysis.sampling import DrawnValues
from decision.analysis.standing import Standing

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Worth:
    """What it is worth, at most, to settle one rating, one criterion for all options, or all of one option.

    Attributes
    ----------
    option, criterion
        Id and path; option None: for all options; criterion None: all ratings of the option.
    points
        Points of score; never more than EVPI, its bound, which the estimate from draws may pass by its error.
    se
        Standard error of `points`.
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
        }


def information(standing: Standing, drawn: DrawnValues, beliefs: Beliefs | None = None) -> Information:
    """The value of settling everything, and each cell, criterion (its parts together) and option by itself."""
    beliefs = beliefs or Beliefs(standing, drawn)
    ranked, ids = standing.ranked, [option.id for option in standing.options]
    paths = standing.paths
    everything = np.stack([100 * (standing.weights @ drawn.values[m]) for m in ranked])
    evpi, evpi_se = value_of(everything)
    per_point = money_per_point(standing)

    def worth(option: str | None, criterion: str | None, settled: Collection[Cell]) -> Worth:
        moving = [cell for cell in settled if standing.weights[cell[1]] > 0 and np.ptp(drawn.values[cell]) > 0]
        points = se = 0.0
        if moving and len(ranked) > 1:
            points, se = value_of(beliefs.given(moving, standing.weights)[list(ranked)])
        points = min(points, evpi)
        return Worth(option, criterion, points, se, None if per_point is None else points * per_point)

    return Information(
        evpi=evpi,
        evpi_se=evpi_se,
        evpi_money=None if per_point is None else evpi * per_point,
        money_per_point=per_point,
        currency=standing.scenario.currency,
        by_cell=tuple(worth(ids[m], path, [(m, k)]) for m in ranked for k, path in enumerate(paths)),
        by_criterion=tuple(
            worth(None, path, [(m, k) for m in ranked for k, leaf in enumerate(paths) if _is_below(leaf, path)])
            for path in standing.scenario.all_criteria
        ),
        by_option=tuple(worth(ids[m], None, [(m, k) for k in range(len(paths))]) for m in ranked),
    )


def value_of(s: ArrayLike) -> tuple[float, float]:
    """E[max s] - max E[s] of expected scores, array_like (M, N), and its standard error."""
    s = np.asarray(s, dtype=float)
    regret = s.max(axis=0) - s[int(s.mean(axis=1).argmax())]
    return float(regret.mean()), float(regret.std() / math.sqrt(len(regret)))


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
