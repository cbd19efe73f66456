"""Dominance: which option is at least as good as another whatever the weights, and whatever the futures.

Throughout this module
    m  is an option                     0 .. M-1
    k  is a criterion that is rated     0 .. K-1
    n  is a draw                        0 .. N-1
    p  is a probability, in the middle of one of P equal parts of 0 to 1

First-order stochastic dominance: at every probability the better option's quantile is at least the other's, and at
one it is more. Second-order: so are the running means of its quantiles from the bottom, that is, whoever dislikes
risk prefers it (Hadar and Russell 1969, Rules for ordering uncertain prospects; Levy 2016, Stochastic Dominance).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from decision.analysis.sampling.values import DrawnValues
from decision.analysis.scoring import TIE
from decision.analysis.standing import Standing
from decision.model.cost_plan import CostPlan

Array = NDArray[np.float64]

_PROBABILITIES = 999
_DRAWS = 20_000  # are enough for the quantiles of a plan or a score


@dataclass(frozen=True)
class Dominance:
    """How one ranked option stands to another.

    Attributes
    ----------
    values
        Whether it is at least as good on every criterion and better on one, by what is expected of the values.
    criteria
        Paths of the criteria on which it dominates the other stochastically, to first order.
    score_order
        1 or 2: the order to which its score dominates the other's, weights held; None if it does not.
    """

    option: str
    over: str
    values: bool
    criteria: tuple[str, ...]
    score_order: int | None


def dominances(standing: Standing, drawn: DrawnValues) -> tuple[Dominance, ...]:
    """Every pair of ranked options in which the first dominates the other in some way, in the order of the file.

    Quantiles of single estimates are those of their laws; those of plans and scores are of the first 20,000 draws.
    """
    ids = [option.id for option in standing.options]
    kept = drawn.values[:, :, :_DRAWS]
    by_criterion = {
        (m, k): _cell_quantiles(standing, m, k, kept) for m in standing.ranked for k in range(len(standing.paths))
    }
    scores = {m: np.sort(100 * (standing.weights @ kept[m])) for m in standing.ranked}
    found = []
    for m in standing.ranked:
        for other in standing.ranked:
            if m == other:
                continue
            gaps = standing.values[m] - standing.values[other]
            each = Dominance(
                option=ids[m],
                over=ids[other],
                values=_is_above(gaps),
                criteria=tuple(
                    path
                    for k, path in enumerate(standing.paths)
                    if _is_above(by_criterion[m, k] - by_criterion[other, k])
                ),
                score_order=_order(scores[m] - scores[other]),
            )
            if each.values or each.criteria or each.score_order:
                found.append(each)
    return tuple(found)


def _is_above(gaps: Array) -> bool:
    """Whether no gap is below 0 and some gap is above."""
    return bool((gaps >= -TIE / 100).all() and (gaps > TIE / 100).any())


def _order(gaps: Array) -> int | None:
    """The order of dominance by gaps between quantiles at evenly spaced probabilities, lowest first."""
    if _is_above(gaps):
        return 1
    return 2 if _is_above(np.cumsum(gaps) / len(gaps)) else None


def _cell_quantiles(standing: Standing, m: int, k: int, kept: Array) -> Array:
    """Quantiles (P,) of the value of option m on criterion k, lowest first."""
    p = (np.arange(_PROBABILITIES) + 0.5) / _PROBABILITIES
    estimate = standing.options[m].ratings[standing.paths[k]].estimate
    if isinstance(estimate, CostPlan):
        return np.asarray(np.quantile(kept[m, k], p))
    function = standing.functions[k]
    values = function(estimate.law.quantile(p))
    return values if function.scale.best > function.scale.worst else values[::-1]
