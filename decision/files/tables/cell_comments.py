"""What becomes of the comments on the cells of a spreadsheet, in words."""

from __future__ import annotations

from decision.files.tables.layout import Layout, Role
from decision.model.errors import listed
from decision.model.visible import visible

_LONGEST = 60  # characters of a comment that is quoted
_MOST = 5  # comments that are quoted


def comments_in_words(layout: Layout) -> list[str]:
    """How many comments are kept as what, and which are not kept."""
    reasons, abouts, others = 0, 0, []
    names_row = layout.rows_that_are(Role.NAMES)[:1]
    for place, text in layout.grid.comments.items():
        row, column = reversed(place) if layout.grid.is_turned else place
        inside = row < layout.grid.height and column < layout.grid.width
        row_is, column_is = (layout.rows[row], layout.columns[column]) if inside else (Role.LEFT_OUT, Role.LEFT_OUT)
        if row_is is Role.RATED and column_is is Role.RATED:
            reasons += 1
        elif (row_is is Role.RATED and column_is is Role.NAMES) or (row in names_row and column_is is Role.RATED):
            abouts += 1
        else:
            others.append(f"{layout.grid.place(row, column)} “{visible(text, _LONGEST)}”")
    said = []
    if reasons:
        said.append(f"{_count(reasons)} on ratings {'is' if reasons == 1 else 'are'} kept as reasons.")
    if abouts:
        said.append(f"{_count(abouts)} on names {'is' if abouts == 1 else 'are'} kept as what these are about.")
    if others:
        more = f" and {len(others) - _MOST} more" if len(others) > _MOST else ""
        said.append(f"Comments that are not kept: {listed(others[:_MOST])}{more}.")
    return said


def _count(number: int) -> str:
    return "1 comment" if number == 1 else f"{number} comments"
