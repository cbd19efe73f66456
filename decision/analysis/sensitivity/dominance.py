"""Dominance: which option is at least as good as another whatever the weights, and whatever the futures.

Throughout this module
    m  is an option                     0 .. M-1
    k  is a criterion that is rated     0 .. K-1
    n  is a draw                        0 .. N-1
    p  is a probability, in the middle of one of P equal parts of 0 to 1

First-order stochastic dominance: at every p the better option's quantile is at least the other's, and at one it is
more. Second-order: so are the running means of its quantiles from the bottom, that is, whoever dislikes risk prefers it
(Hadar and Russell 1969, Rules for ordering uncertain prospects; Levy 2016, Stochastic Dominance).

Criteria and scores are compared at the same p. A quantile is known exactly where it follows from one law: that of a
single estimate, and of a score in which one such estimate is all that is uncertain. Elsewhere it is counted from the
draws, with the standard error √(p(1 - p)/N) in p, which is half the distance between the quantiles at that error to
either side. Quantiles closer than three such errors are taken as equal.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from decision.analysis.progress import Progress
from decision.analysis.sampling.values import DrawnValues
from decision.analysis.scoring import TIE
from decision.analysis.standing import Standing
from decision.analysis.stopping import go_on
from decision.model.cost_plan import CostPlan

Array = NDArray[np.float64]

_PARTS = 999
_P = (np.arange(_PARTS) + 0.5) / _PARTS
_ERRORS = 3.0  # standard errors within which quantiles are equal


@dataclass(frozen=True)
class Dominance:
    """How one ranked option stands to another.

    Attributes
    ----------
    values
        Whether it is at least as good on every criterion and better on one, by what is expected of the values.
    always
        Whether it is so in every future drawn, and not only by what is expected.
    criteria
        Paths of the criteria on which it dominates the other stochastically, to first order.
    score_order
        1 or 2: the order to which its score dominates the other's, weights held; None if it does not.
    """

    option: str
    over: str
    values: bool
    always: bool
    criteria: tuple[str, ...]
    score_order: int | None


@dataclass(frozen=True)
class _Quantiles:
    """Quantiles (..., P), lowest first, and the squared standard error of each."""

    x: Array
    variance: Array


def dominances(standing: Standing, drawn: DrawnValues, progress: Progress | None = None) -> tuple[Dominance, ...]:
    """Every pair of ranked options in which the first dominates the other in some way, in the order of the file.

    `progress` is called now and then with how much is done and how much there is to do.
    """
    ids = [option.id for option in standing.options]
    cells = {m: _of_cells(standing, m, drawn) for m in standing.ranked}
    scores = {m: _of_score(standing, m, cells[m], drawn) for m in standing.ranked}
    found = []
    for done, m in enumerate(standing.ranked):
        if progress is not None:
            progress(done, len(standing.ranked))
        for other in standing.ranked:
            if m == other:
                continue
            go_on()
            values = bool(_is_above(standing.values[m] - standing.values[other], TIE / 100))
            above = _is_above(cells[m].x - cells[other].x, _tolerance(cells[m], cells[other], TIE / 100))
            each = Dominance(
                option=ids[m],
                over=ids[other],
                values=values,
                always=values and _in_every_draw(drawn.values[m], drawn.values[other]),
                criteria=tuple(path for path, is_above in zip(standing.paths, above, strict=True) if is_above),
                score_order=_order(scores[m], scores[other]),
            )
            if each.values or each.criteria or each.score_order:
                found.append(each)
    return tuple(found)


def _in_every_draw(one: Array, other: Array) -> bool:
    """Whether values (K, N) of one option are at least those of the other in every draw and on every criterion."""
    return all(bool((mine >= theirs - TIE / 100).all()) for mine, theirs in zip(one, other, strict=True))


def _is_above(gaps: Array, tolerance: Array | float) -> NDArray[np.bool_]:
    """Whether no gap (..., P) is below 0 and some gap is above, by more than the tolerance; (...)."""
    return np.asarray((gaps >= -tolerance).all(axis=-1) & (gaps > tolerance).any(axis=-1))


def _tolerance(one: _Quantiles, other: _Quantiles, tie: float) -> Array:
    """By how much quantiles of the two have to differ to be different, (..., P)."""
    return np.asarray(tie + _ERRORS * np.sqrt(one.variance + other.variance))


def _order(one: _Quantiles, other: _Quantiles) -> int | None:
    """The order to which the score with the first quantiles dominates that with the others."""
    gaps, tolerance = one.x - other.x, _tolerance(one, other, TIE)
    if _is_above(gaps, tolerance):
        return 1
    counts = np.arange(1, _PARTS + 1)
    # errors of neighbouring quantiles go together, so that those of running means are no larger than their mean
    with np.errstate(over="ignore", invalid="ignore"):  # sums of what is too large are no order at all
        return 2 if _is_above(np.cumsum(gaps) / counts, np.cumsum(tolerance) / counts) else None


def _of_cells(standing: Standing, m: int, drawn: DrawnValues) -> _Quantiles:
    """Those of the values of option m on all criteria, (K, P)."""
    found = [_of_cell(standing, m, k, drawn) for k in range(len(standing.paths))]
    return _Quantiles(np.stack([each.x for each in found]), np.stack([each.variance for each in found]))


def _of_cell(standing: Standing, m: int, k: int, drawn: DrawnValues) -> _Quantiles:
    estimate = standing.options[m].ratings[standing.paths[k]].estimate
    if isinstance(estimate, CostPlan):
        return _counted(drawn.values[m, k])
    function = standing.functions[k]
    values = function(estimate.law.quantile(_P))
    return _Quantiles(values if function.scale.best > function.scale.worst else values[::-1], np.zeros(_PARTS))


def _of_score(standing: Standing, m: int, cells: _Quantiles, drawn: DrawnValues) -> _Quantiles:
    """Those of the score of option m, weights held."""
    weights, estimates = standing.weights, [standing.options[m].ratings[path].estimate for path in standing.paths]
    uncertain = [
        estimate
        for weight, estimate in zip(weights, estimates, strict=True)
        if weight > 0 and (isinstance(estimate, CostPlan) or not estimate.is_certain)
    ]
    if len(uncertain) > 1 or any(isinstance(estimate, CostPlan) for estimate in uncertain):
        # not @: its threads wait for each other, which takes longer than this
        return _counted(100 * np.einsum("k,kn->n", weights, drawn.values[m]))
    weighs = weights > 0
    return _Quantiles(100 * (weights[weighs] @ cells.x[weighs]), np.zeros(_PARTS))


def _counted(x: Array) -> _Quantiles:
    """Those of draws (N,)."""
    error = np.sqrt(_P * (1 - _P) / len(x))
    probabilities = np.concatenate([np.maximum(_P - error, 0.0), _P, np.minimum(_P + error, 1.0)])
    # of so many quantiles: in order once, which takes a tenth of finding each
    below, at, above = np.interp((len(x) - 1) * probabilities, np.arange(len(x)), np.sort(x)).reshape(3, _PARTS)
    with np.errstate(over="ignore"):  # what lies too far out to square is equal to all else
        return _Quantiles(at, ((above - below) / 2) ** 2)
