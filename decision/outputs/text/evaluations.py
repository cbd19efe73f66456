"""Evaluations as plain text: ratings side by side, then what is to be said of each cell."""

from __future__ import annotations

from decision.outputs.tables.evaluations import CellRow, EvaluationsTable
from decision.outputs.text.layout import heading, one_line, table, wrapped
from decision.outputs.words.evaluations import RULE

_NAME, _OPTION, _WIDE = 28, 20, 100


def evaluations_text(evaluations: EvaluationsTable) -> str:
    """All of it."""
    people = [each.by for each in evaluations.evaluators]
    rows = [[*("Criterion", "Option"), *(heading(each, 12) for each in people), "median", "range", "agreed"]]
    rows += [_row(each, people) for each in evaluations.cells]
    blocks = ["\n".join(one_line(each) for each in (evaluations.title, *evaluations.sentences))]
    if evaluations.cells:
        blocks.append(table(rows, texts=2))
    told = [
        _told(each) for each in evaluations.cells if each.dissent or each.agreed or any(s.moved for s in each.scores)
    ]
    blocks += ["\n".join(lines) for lines in told]
    return "\n\n".join([*blocks, wrapped(RULE, _WIDE)])


def _row(each: CellRow, people: list[str]) -> list[str]:
    given = {score.by: heading(score.stands, 16) for score in each.scores}
    names = [wrapped(each.criterion, _NAME), wrapped(each.option, _OPTION)]
    figures = [each.median, heading(each.spread, 16), heading(each.agreed, 16)]
    return [*names, *(given.get(name, "") for name in people), *figures]


def _told(each: CellRow) -> list[str]:
    lines = [one_line(f"{each.criterion}, {each.option}"), *(wrapped(said, _WIDE, 1) for said in each.sentences)]
    moved = [f"Moderation moved {score.by}'s rating. {said}" for score in each.scores for said in score.moved]
    dissent = [f"Another view: {said}" for said in each.dissent]
    return lines + [wrapped(said, _WIDE, 1) for said in (*moved, *dissent)]
