"""Reviews as Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from decision.analysis.review import record_of
from decision.outputs.files.markdown import plain, table_lines
from decision.outputs.text.review import HEAD, cells_of
from decision.outputs.words.review import (
    Reviewed,
    changed_since,
    figure_name,
    how_it_stands,
    how_they_did,
    shown,
    what_was_reviewed,
    where_it_lies,
)


def review_markdown(reviewed: Sequence[Reviewed]) -> str:
    """A table of all decisions, what they say together, and each with its figures."""
    rows = [list(HEAD), ["---", "---", *["--:"] * (len(HEAD) - 2)]]
    rows += [[plain(cell) for cell in cells_of(each)] for each in reviewed]
    blocks = ["# How the forecasts did", *map(plain, how_they_did(record_of([each.review for each in reviewed])))]
    blocks.append(table_lines(rows))
    for each in reviewed:
        blocks += _one(each)
    return "\n\n".join(blocks) + "\n"


def _one(each: Reviewed) -> list[str]:
    scenario, review = each.scenario, each.review
    rows = [["Figure", "came", "expected", "P10", "P90", ""], ["---", *["--:"] * 4, "---"]]
    for figure in review.figures:
        figures = (figure.came, figure.expected, figure.p10, figure.p90)
        cells = [figure_name(scenario, review, figure), *(shown(scenario, figure, x) for x in figures)]
        rows.append([plain(cell) for cell in (*cells, where_it_lies(figure))])
    told = [what_was_reviewed(scenario, review), how_it_stands(scenario, review), changed_since(review)]
    blocks = [f"## {plain(review.title)}", *(plain(text) for text in told if text)]
    return [*blocks, *([table_lines(rows)] if review.figures else [])]
