"""Many decisions in one table."""

from __future__ import annotations

from collections.abc import Sequence

from decision.outputs.tables.portfolio import PortfolioRow
from decision.outputs.text.layout import heading, one_line, table, wrapped
from decision.outputs.text.summary import left_over
from decision.outputs.words.figures import money, percent
from decision.outputs.words.scoring import listed
from decision.outputs.words.simulation import share_with_error

_TITLE, _CELL, _HEAD = 36, 22, 12  # columns before a text goes on in the next line


def portfolio_text(rows: Sequence[tuple[str, PortfolioRow]], failed: Sequence[tuple[str, str]]) -> str:
    """A row for each file that was read; below, why others were not, and what reopens a decision in full."""
    head = ["decision", "leader", "how sure", "review by"]
    head += [heading(each, _HEAD) for each in ("best in", "assumed or unsaid", "cost, P50")]
    body = [_cells(file, row) for file, row in rows]
    blocks = [table([head, *body], texts=4)] if body else []
    blocks += [_reopened(row) for _, row in rows if row.reopened_by]
    blocks += left_over(len(rows), failed)
    if rows:
        blocks.append(_notes([row for _, row in rows]))
    return "\n\n".join(blocks) + "\n"


def _cells(file: str, row: PortfolioRow) -> list[str]:
    leader = listed([row.names[id] for id in row.leaders]) or "none: all are excluded"
    if row.chosen is not None and row.leaders != (row.chosen,):
        leader += f", but {row.names[row.chosen]} was chosen"
    best = "" if row.p_best is None or row.how_sure == "not known" or row.draws is None else (
        share_with_error(row.p_best, row.p_best_se or 0.0, row.draws)
    )  # fmt: skip
    due = "" if row.review_by is None else row.review_by.isoformat() + (", overdue" if row.is_overdue else "")
    if row.reopened_by:
        due = f"now: reopened{due and ', '}{due}"
    amounts = "\n".join(money(each.p50, row.currency) for each in row.money)
    name = "\n".join((wrapped(row.title, _TITLE), f"  {one_line(file)}"))
    weak = "" if row.spoken_for is None else percent(row.weak)
    return [name, wrapped(leader, _CELL), wrapped(row.how_sure or "", _CELL), wrapped(due, _CELL), best, weak, amounts]


def _reopened(row: PortfolioRow) -> str:
    return "\n".join([f"{one_line(row.title)} is reopened:", *(f"  {one_line(each)}" for each in row.reopened_by)])


def _notes(rows: Sequence[PortfolioRow]) -> str:
    draws = sorted({row.draws for row in rows if row.draws is not None})
    said = f"{' or '.join(f'{each:,}' for each in draws)} draws. " if draws else ""
    return (
        f"{said}Assumed or unsaid: the share of the weight on which the rating of the chosen option, or else the "
        "leader, rests on assumption, names no evidence, or is not known. "
        "Cost: of the same option, over its years in today's money."
    )
