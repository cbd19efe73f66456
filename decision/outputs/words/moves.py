"""Moves that together put an option first, with figures that are enough as they are printed.

One threshold is rounded to the side on which it holds. Of several at once that need not do: two weights that are both
rounded up leave less for the others than was reckoned with. So what is printed is checked, and where it is not enough,
weights are rounded the other way, or printed with more digits, and ratings with more only if that does not help: what
they are rounded by is to the good.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from decision.analysis.reversal.reversal import Move, Reversal
from decision.model.scenario import Scenario
from decision.outputs.words.shared_inputs import shared_number
from decision.outputs.words.thresholds import (
    Threshold,
    exact_rating_threshold,
    exact_share_threshold,
    figure_thresholds,
    rating_thresholds,
    share_thresholds,
)

_MOST_DIGITS = 9  # more than the fewest that tell a figure from where it stands
_MOST_TURNED = 8  # weights of which any are tried rounded the other way; of more, none


def printed_moves(scenario: Scenario, each: Reversal) -> list[Threshold]:
    """The figures of the moves of a reversal, in their order."""
    for candidates in _candidates(scenario, each.moves):
        for chosen in _fewest_turned(candidates):
            moved = [replace(move, to=float(to.value)) for move, to in zip(each.moves, chosen, strict=True)]
            if each.check is None or each.check.are_enough(moved):
                return list(chosen)
    return [_exact(scenario, move) for move in each.moves]


def _exact(scenario: Scenario, move: Move) -> Threshold:
    """The figure of a move with all digits."""
    if move.kind == "weight":
        return exact_share_threshold(move.to, move.from_)
    if move.kind == "shared":
        then, now = (shared_number(scenario, move.criterion, Decimal(repr(x))) for x in (move.to, move.from_))
        return Threshold(then, now, Decimal(move.to))
    return exact_rating_threshold(move.to, move.from_, scenario.leaves[move.criterion], scenario.currency)


def _rounded(scenario: Scenario, move: Move) -> Iterator[tuple[Threshold, ...]]:
    """The figure of a move with ever more digits."""
    if move.kind == "weight":
        return share_thresholds(move.to, move.from_)
    if move.kind == "shared":
        return figure_thresholds(move.to, move.from_, partial(shared_number, scenario, move.criterion))
    return rating_thresholds(move.to, move.from_, scenario.leaves[move.criterion], scenario.currency)


def _candidates(scenario: Scenario, moves: Sequence[Move]) -> Iterator[list[tuple[Threshold, ...]]]:
    """Ever finer figures of all moves: of each those to choose from, what it is rounded to first."""
    turned = sum(move.kind == "weight" for move in moves) <= _MOST_TURNED
    ever_finer = [list(itertools.islice(_rounded(scenario, move), _MOST_DIGITS)) for move in moves]
    for more in range(2 * _MOST_DIGITS - 1):
        for of_ratings in range(max(0, more - _MOST_DIGITS + 1), min(more, _MOST_DIGITS - 1) + 1):
            finer = [more - of_ratings if move.kind == "weight" else of_ratings for move in moves]
            if all(n < len(figures) for n, figures in zip(finer, ever_finer, strict=True)):
                chosen = [figures[n] for n, figures in zip(finer, ever_finer, strict=True)]
                yield [
                    figures if move.kind == "weight" and turned else figures[:1]
                    for move, figures in zip(moves, chosen, strict=True)
                ]


def _fewest_turned(candidates: Sequence[tuple[Threshold, ...]]) -> Iterator[tuple[Threshold, ...]]:
    """Every choice of one figure for each move, those that are rounded as usual first."""
    choices = itertools.product(*(range(len(each)) for each in candidates))
    for choice in sorted(choices, key=lambda choice: (sum(choice), choice)):
        yield tuple(figures[n] for figures, n in zip(candidates, choice, strict=True))
