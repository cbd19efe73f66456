"""Workbooks of scoring sheets alone, for those who judge quality: no weight, no price and nothing that others gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from decision.model.scoring_sheet import sheet_name
from decision.outputs.files.workbook.book import Book
from decision.outputs.files.workbook.evaluators_sheets import left_out, names_of, scored_rows, scoring_sheets
from decision.outputs.files.workbook.places import Places
from decision.outputs.tables.comparison import ComparisonTable


def scoring_workbook(
    scenario: Scenario, table: ComparisonTable, evaluators: str | None, leave_out: str | None
) -> bytes:
    """A sheet for each of `evaluators`, or one to copy, as a workbook that holds nothing else.

    Raises
    ------
    DecisionError
        A criterion to leave out is none, or none is left to be scored.
    """
    return _workbook(scenario, table, names_of(evaluators), leave_out)


def scoring_folder(
    scenario: Scenario, table: ComparisonTable, evaluators: str | None, leave_out: str | None
) -> Mapping[str, bytes]:
    """By name of its file, a workbook for each of `evaluators`, so that nobody sees what another gave.

    Raises
    ------
    DecisionError
        Nobody is named; else as for `scoring_workbook`.
    """
    names = names_of(evaluators)
    if not names:
        raise DecisionError('nobody is named; say whom the sheets are for, as in --evaluators "A,B"')
    taken: set[str] = set()
    return {f"{sheet_name(name, taken)}.xlsx": _workbook(scenario, table, [name], leave_out) for name in names}


def _workbook(scenario: Scenario, table: ComparisonTable, names: Sequence[str], leave_out: str | None) -> bytes:
    book, places = Book.new(table.title), Places(scenario, table)
    out = left_out(scenario, leave_out)
    if not scored_rows(places, out):
        raise DecisionError("no criterion is left to be scored: all are rated in money or left out")
    scoring_sheets(book, places, names, out)
    return book.content()
