"""Reviews as Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from decision.analysis.review import record_of
from decision.outputs.files.markdown import plain, table_lines
from decision.outputs.text.review import HEAD, cells_of
from decision.outputs.words.review import Reviewed, how_they_did


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
    head = ["Figure", "came", "expected", "P10", "P90", "where"], ["---", *["--:"] * 4, "---"]
    rows = [*head, *([plain(cell) for cell in row] for row in each.rows)]
    blocks = [f"## {plain(each.review.title)}", *map(plain, each.told)]
    return [*blocks, *([table_lines(rows)] if each.rows else [])]
