"""Reviews as plain text."""

from __future__ import annotations

from collections.abc import Sequence

from decision.analysis.review import record_of
from decision.outputs.text.layout import one_line, table, wrapped
from decision.outputs.words.review import Reviewed, how_they_did

_NAME = 40  # columns of a name at the left before it goes on in the next line
HEAD = ("File", "chosen", "P(best)", "still leads", "Brier", "inside", "worse")


def review_text(reviewed: Sequence[Reviewed]) -> str:
    """Each decision with its figures; of several, a table of all and what they say together."""
    blocks = [_one(each) for each in reviewed]
    if len(reviewed) > 1:
        rows = [list(HEAD), *([wrapped(cells[0], _NAME), *cells[1:]] for cells in map(cells_of, reviewed))]
        blocks.append(table(rows))
    blocks.append("\n".join(how_they_did(record_of([each.review for each in reviewed]))))
    return "\n\n".join(blocks) + "\n"


def cells_of(each: Reviewed) -> list[str]:
    """The row of one decision in a table of many."""
    review, record = each.review, record_of([each.review])
    return [
        each.file,
        each.chosen,
        "" if review.p_best is None else f"{100 * review.p_best:.0f} %",
        "" if review.stands is None else "yes" if review.stands else "no",
        "" if review.brier is None else f"{review.brier:.2f}",
        f"{record.inside} of {record.ranges}",
        f"{record.worse} of {record.worse + record.better}",
    ]


def _one(each: Reviewed) -> str:
    rows = [["", "came", "expected", "P10", "P90", ""], *([wrapped(row[0], _NAME), *row[1:]] for row in each.rows)]
    head = "\n".join(one_line(text) for text in (f"{each.file}: {each.review.title}", *each.told))
    return "\n\n".join([head, *([table(rows)] if each.rows else [])])
