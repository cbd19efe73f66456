"""Cells of the comparison table in words, before any form."""

from __future__ import annotations

from decision.outputs.tables.comparison import Cell, ComparisonTable, CriterionRow
from decision.outputs.words.figures import points, rating, rating_with_range
from decision.outputs.words.open_ratings import OPEN
from decision.outputs.words.simulation import share_with_error, weights_in_play


def rating_in_cell(cell: Cell, row: CriterionRow, currency: str) -> str:
    """What is expected of a rating, with the range it lies in; empty where a criterion has parts."""
    if cell.rating is None:
        return ""
    if cell.open:
        return OPEN
    if cell.between is None:
        return rating(cell.rating, row.criterion, currency)
    return rating_with_range(cell.rating, *cell.between, row.criterion, currency)


def best_and_spread(table: ComparisonTable) -> list[tuple[str, list[str]]]:
    """How often each option is best, and between which points it scores in eight of ten futures; none without draws."""
    if table.simulation is None:
        return []
    draws = table.simulation.draws
    chances = [option.chance for option in table.options if option.chance is not None]
    best = [
        "" if each.p_best is None or each.p_best_se is None else share_with_error(each.p_best, each.p_best_se, draws)
        for each in chances
    ]
    spread = [f"{points(each.p10)} to {points(each.p90)}" for each in chances]
    return [("Best in", best), ("Score, P10 to P90", spread)]


def how_drawn(table: ComparisonTable) -> str:
    """What chances and ranges are, and from which draws; empty where there are none."""
    if table.simulation is None:
        return ""
    drawn = f"{table.simulation.draws:,} draws from seed {table.simulation.seed}"
    how = "Best in so many futures, with the standard error; one future in ten is lower than P10, one higher than P90"
    return f"{how}: {drawn}, with {weights_in_play(table.simulation)}."
