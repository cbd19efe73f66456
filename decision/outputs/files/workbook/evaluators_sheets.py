"""The sheets for those who rate: a *Scoring sheet* for each, the *Consensus* form, and the *Moderation* record."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from decision.analysis.stopping import go_on
from decision.model.criterion import Criterion
from decision.model.errors import DecisionError, choice
from decision.model.rating import Evidence
from decision.model.scenario import Scenario
from decision.model.scoring_sheet import (
    DATE,
    DECISION,
    EVALUATOR,
    EVIDENCE,
    FIELDS,
    FINGERPRINT,
    KEY,
    OPTION,
    RATING,
    REASON,
    SCORING_TITLE,
    SOURCE,
    TIME,
    asked_key,
    is_money,
    sheet_name,
)
from decision.outputs.files.workbook.book import INPUT, Book
from decision.outputs.files.workbook.consensus_sheet import consensus
from decision.outputs.files.workbook.moderation_sheet import moderation
from decision.outputs.files.workbook.places import Places
from decision.outputs.files.workbook.sheets import NARROW, ROW, SAID, head, height, intro, page, write
from decision.outputs.tables.comparison import CriterionRow
from decision.outputs.tables.evaluations import evaluations_table
from decision.outputs.words.figures import number

SCORING = "Scoring sheet"
_SCORING = {
    OPTION: (28, "left"),
    RATING: (11, "right"),
    EVIDENCE: (11, "left"),
    REASON: (44, "left"),
    SOURCE: (18, "left"),
    KEY: (15, "left"),
}
_HOW_TO_SCORE = (
    "Filled in alone, before anybody hears the others. A rating is in the unit of the scale: a number, a range such as "
    "“4 to 7”, or “unknown” where nothing was shown; an empty row is not rated. Give the reason by reference to what "
    "was offered. Leave the keys as they are: by them the sheet is read back."
)
_NO_PRICES = " What is rated in money is not on this sheet: it is judged apart, by others."


def scoring_and_consensus(
    book: Book, places: Places, evaluators: Sequence[str] = (), leave_out: Collection[str] = ()
) -> None:
    """Write all of them: a scoring sheet for each of `evaluators`, or one to copy, and what was evaluated so far.

    What is rated in money is on no scoring sheet, and neither are the criteria to `leave_out`.
    """
    rows = [row for row in places.leaf_rows if row.criterion.kind != "cost_plan"]
    scoring_sheets(book, places, evaluators, leave_out)
    evaluated = evaluations_table(places.scenario)
    if rows:
        consensus(book, places, rows, evaluated)
    if evaluated is not None:
        moderation(book, evaluated)


def scoring_sheets(book: Book, places: Places, evaluators: Sequence[str], leave_out: Collection[str]) -> None:
    """Write the scoring sheets, unless nothing is left to be scored."""
    rows = scored_rows(places, leave_out)
    taken: set[str] = set()
    for evaluator in evaluators if rows else ():
        _scoring(book, places, rows, sheet_name(evaluator, taken), evaluator)
    if rows and not evaluators:
        _scoring(book, places, rows, SCORING, "")


def scored_rows(places: Places, leave_out: Collection[str]) -> list[CriterionRow]:
    """The criteria on scoring sheets: none in money, and none of those to `leave_out` or of their parts."""
    return [
        row
        for row in places.leaf_rows
        if not is_money(places.scenario, row.criterion)
        and not any(row.path == path or row.path.startswith(f"{path}.") for path in leave_out)
    ]


def left_out(scenario: Scenario, said: str | None) -> tuple[str, ...]:
    """The criteria that ``--leave-out`` names.

    Raises
    ------
    DecisionError
        One of them is none here.
    """
    names = tuple(dict.fromkeys(each.strip() for each in (said or "").split(",") if each.strip()))
    for name in names:
        if name not in scenario.all_criteria:
            raise DecisionError(f"{name} is not a criterion; {choice(name, scenario.all_criteria)}")
    return names


def names_of(said: str | None) -> tuple[str, ...]:
    """The evaluators that ``--evaluators`` names, each once."""
    return tuple(dict.fromkeys(each.strip() for each in (said or "").split(",") if each.strip()))


def _scoring(book: Book, places: Places, rows: list[CriterionRow], name: str, evaluator: str) -> None:
    sheet = book.raw.add_worksheet(name)
    widths = [width for width, _ in _SCORING.values()]
    with_money = any(is_money(places.scenario, row.criterion) for row in places.leaf_rows)
    how = _HOW_TO_SCORE + (_NO_PRICES if with_money else "")
    intro(book, sheet, SCORING_TITLE, how, sum(widths), len(_SCORING))
    change = book.style(**ROW, bg_color=INPUT, text_wrap=True, locked=False, align="left")
    place = _fields(book, sheet, places, evaluator)
    first = place + 2
    head(book, sheet, first - 1, _SCORING)
    place = first
    quiet = book.style(**ROW, font_color=NARROW, align="left", indent=1, text_wrap=True)
    for row in rows:
        _criterion(book, sheet, place, row, places.table.full_name(row), places.table.unit(row))
        for option in places.table.options:
            go_on()
            place += 1
            write(sheet, place, 0, option.name, book.style(**ROW, text_wrap=True, align="left", indent=1))
            for column in range(1, len(_SCORING) - 1):
                sheet.write_blank(place, column, None, change)
            key = f"{option.id}.{row.path}"
            sheet.write_string(place, len(_SCORING) - 1, key, quiet)
            texts = [(option.name, _SCORING[OPTION][0] - 2), (key, _SCORING[KEY][0] - 2)]
            sheet.set_row(place, max(30, height(texts)))
        place += 1
    grades = {"validate": "list", "source": [str(each) for each in Evidence]}
    sheet.data_validation(first, 2, place - 1, 2, grades)
    sheet.freeze_panes(first, 1)
    sheet.print_area(0, 0, place - 1, len(_SCORING) - 1)
    page(sheet, (first - 1, first - 1), widths)


def _fields(book: Book, sheet: Any, places: Places, evaluator: str) -> int:
    """Who rates and what; the row below."""
    bold, place = book.style(**ROW, bold=True), 2
    known = {EVALUATOR: evaluator, DECISION: places.table.title, FINGERPRINT: places.table.fingerprint}
    forms = {DATE: "yyyy-mm-dd", TIME: "hh:mm"}
    for name in (*FIELDS, DECISION, FINGERPRINT):
        sheet.write_string(place, 0, name, bold)
        ground = {"bg_color": INPUT, "locked": False} if name in FIELDS else {"font_color": NARROW}
        style = book.style(**ROW, **ground, text_wrap=True, align="left", num_format=forms.get(name, "@"))
        sheet.merge_range(place, 1, place, 3, "", style)
        write(sheet, place, 1, known.get(name, ""), style)
        sheet.set_row(place, height([(known.get(name, ""), 62)]))
        place += 1
    return place


def _criterion(book: Book, sheet: Any, place: int, row: CriterionRow, name: str, unit: str) -> None:
    """A row across the sheet: what is rated, on which scale, and what the anchors mean."""
    text = f"{name}. {row.criterion.question} {_scale(row.criterion, unit)}".replace(".  ", ". ")
    style = book.style(**ROW, text_wrap=True, align="left", bg_color=SAID)
    quiet = book.style(**ROW, font_color=NARROW, indent=1, text_wrap=True)
    last = len(_SCORING) - 1
    sheet.merge_range(place, 0, place, last - 1, "", style)
    write(sheet, place, 0, text, style)
    sheet.write_string(place, last, asked_key(row.path, row.criterion), quiet)
    sheet.set_row(place, height([(text, sum(width for width, _ in _SCORING.values()) - _SCORING[KEY][0])]))


def _scale(criterion: Criterion, unit: str) -> str:
    """From where to where a rating goes, and what its anchors mean."""
    assert criterion.value_function is not None  # what is rated has a scale
    scale = criterion.value_function.scale
    ends = f"{number(scale.worst)} (worst) to {number(scale.best)} (best)"
    told = "; ".join(f"{number(at)}: {words}" for at, words in criterion.anchors.items())
    return "; ".join(each for each in (f"{ends} {unit}".strip(), told) if each)
