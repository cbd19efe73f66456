"""The sheet *About*: what the decision is, what its figures rest on, and how to read them."""

from __future__ import annotations

from typing import Any

from decision.model.scenario import Scenario
from decision.outputs.files.workbook.sheets import ROW, height, page, write
from decision.outputs.tables.comparison import ComparisonTable
from decision.outputs.words.answers import HEADING

_HOW_TO_READ = (
    "Ratings are what we expect, in the criterion's unit. Values are what we expect them to be worth, from 0 "
    "(worst) to 1 (best). Points are weight times value times 100; they add up to the score. Best in is the share "
    "of futures in which an option is best. The most likely ratings, as they were typed, stand below the table with"
    " the scores that follow from them. Ratings gives every rating as it was stated, with evidence, reason and "
    "source. Cells on a yellow ground are there to be changed, and all that follows from them is worked out by "
    "formulas. Figures on a blue ground were worked out by Trilemma, and no formula follows them. Check holds every"
    " formula against Trilemma's figure, and Inputs lists what was changed."
)


def about(book: Any, scenario: Scenario, table: ComparisonTable) -> None:
    """Write the sheet, a row for each thing that is said."""
    sheet = book.add_worksheet("About")
    name_style = book.add_format({**ROW, "bold": True})
    left = {**ROW, "align": "left"}
    wrap, whole = book.add_format({**left, "text_wrap": True}), book.add_format({**left, "num_format": "0"})
    rate = book.add_format({**left, "num_format": "0.0##%"})
    entries: tuple[tuple[str, str | float | None, Any], ...] = (
        ("Title", table.title, wrap),
        ("Question", table.question, wrap),
        ("About", scenario.about, wrap),
        ("Owner", scenario.owner, wrap),
        ("Date", "" if scenario.date is None else scenario.date.isoformat(), wrap),
        ("Currency", scenario.currency, wrap),
        ("Horizon, years", scenario.horizon_years, whole),
        ("Discount rate, a year", scenario.discount_rate, rate),
        ("Amounts", table.money, wrap),
        *(("Look again", sentence, wrap) for sentence in table.look_again),
        *((HEADING if not place else "", said, wrap) for place, (_, said) in enumerate(table.answers)),
        ("Draws", None if table.simulation is None else table.simulation.draws, whole),
        ("Seed", None if table.simulation is None else table.simulation.seed, whole),
        ("Fingerprint", table.fingerprint, wrap),
        ("Trilemma", table.version, wrap),
        ("How to read", _HOW_TO_READ, wrap),
    )
    for place, (name, entry, style) in enumerate(each for each in entries if each[1] not in ("", None)):
        sheet.write_string(place, 0, name, name_style)
        if isinstance(entry, str):
            write(sheet, place, 1, entry, style)
            sheet.set_row(place, height([(entry, 90)]))
        else:
            sheet.write_number(place, 1, entry, style)
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 90)
    page(sheet, None, (22, 90))
