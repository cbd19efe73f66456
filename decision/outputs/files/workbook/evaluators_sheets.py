"""The sheets for those who rate: a blank *Scoring sheet* for each of them to copy, and the *Consensus* form."""

from __future__ import annotations

from typing import Any

from decision.analysis.stopping import go_on
from decision.model.criterion import Criterion
from decision.model.rating import Evidence
from decision.outputs.files.workbook.book import INPUT, Book
from decision.outputs.files.workbook.places import Places
from decision.outputs.files.workbook.scales_sheet import BEST, WORST
from decision.outputs.files.workbook.sheets import BAD, BAD_GROUND, ROW, SAID, head, height, intro, page, write
from decision.outputs.tables.comparison import CriterionRow
from decision.outputs.words.figures import number

SCORING, CONSENSUS = "Scoring sheet", "Consensus"
_FIELDS = ("Evaluator", "Role", "Date", "Interests declared")
_SCORING = {
    "Option": (32, "left"),
    "Rating": (10, "right"),
    "Evidence": (12, "left"),
    "Reason, by reference to what was offered": (52, "left"),
    "Document, page": (20, "left"),
}
_LETTERS = "ABCDEF"
_CONSENSUS = {
    "Criterion": (18, "left"),
    "Option": (14, "left"),
    **dict.fromkeys(_LETTERS, (6, "right")),
    "Median": (8, "right"),
    "Range": (8, "right"),
    "Close": (7, "right"),
    "Talk?": (6, "left"),
    "Agreed": (8, "right"),
    "Reason, and who dissents": (20, "left"),
}
_HOW_TO_SCORE = (
    "A copy for each evaluator, filled in alone before anybody hears the others. A rating is in the unit of the "
    "scale; leave it empty where nothing was shown. Give the reason by reference to what was offered. Costs are not"
    " on this sheet: they are scored apart, so that nobody who judges quality sees a price."
)
_HOW_TO_AGREE = (
    "Ratings of up to six evaluators, by letter. Close is the share of them within a tenth of the scale from the "
    "median; where fewer than three in four are, talk: the highest and the lowest first. Write what was agreed, "
    "why, and who holds another view: dissent is kept, not averaged away. What is agreed here changes no score "
    "until it is typed into Ratings."
)
_FEWEST_CLOSE = 0.75


def scoring_and_consensus(book: Book, places: Places) -> None:
    """Write both sheets, unless every criterion is a cost plan."""
    rows = [row for row in places.leaf_rows if row.criterion.kind != "cost_plan"]
    if rows:
        _scoring(book, places, rows)
        _consensus(book, places, rows)


def _scoring(book: Book, places: Places, rows: list[CriterionRow]) -> None:
    sheet = book.raw.add_worksheet(SCORING)
    widths = [width for width, _ in _SCORING.values()]
    intro(book, sheet, "Ratings of one evaluator", _HOW_TO_SCORE, sum(widths), len(_SCORING))
    change = book.style(**ROW, bg_color=INPUT, text_wrap=True, locked=False, align="left")
    for place, name in enumerate(_FIELDS, start=2):
        sheet.write_string(place, 0, name, book.style(**ROW, bold=True))
        sheet.merge_range(place, 1, place, 3, "", change)
    first = place = len(_FIELDS) + 4
    head(book, sheet, first - 1, _SCORING)
    for row in rows:
        _criterion(book, sheet, place, row, places.table.full_name(row), places.table.unit(row))
        for option in places.table.options:
            go_on()
            place += 1
            write(sheet, place, 0, option.name, book.style(**ROW, text_wrap=True, align="left", indent=1))
            for column in range(1, len(_SCORING)):
                sheet.write_blank(place, column, None, change)
            sheet.set_row(place, max(30, height([(option.name, _SCORING["Option"][0] - 2)])))
        _only_numbers(sheet, place - len(places.table.options) + 1, 1, place, 1)
        place += 1
    grades = {"validate": "list", "source": [str(each) for each in Evidence]}
    sheet.data_validation(first, 2, place - 1, 2, grades)
    sheet.freeze_panes(first, 1)
    sheet.print_area(0, 0, place - 1, len(_SCORING) - 1)
    page(sheet, (first - 1, first - 1), widths)


def _criterion(book: Book, sheet: Any, place: int, row: CriterionRow, name: str, unit: str) -> None:
    """A row across the sheet: what is rated, on which scale, and what the anchors mean."""
    text = f"{name}. {row.criterion.question} {_scale(row.criterion, unit)}".replace(".  ", ". ")
    style = book.style(**ROW, text_wrap=True, align="left", bg_color=SAID)
    sheet.merge_range(place, 0, place, len(_SCORING) - 1, "", style)
    write(sheet, place, 0, text, style)
    sheet.set_row(place, height([(text, sum(width for width, _ in _SCORING.values()))]))


def _consensus(book: Book, places: Places, rows: list[CriterionRow]) -> None:
    sheet = book.raw.add_worksheet(CONSENSUS)
    widths = [width for width, _ in _CONSENSUS.values()]
    intro(book, sheet, "What the evaluators agree on", _HOW_TO_AGREE, sum(widths), len(_CONSENSUS))
    first = 4
    head(book, sheet, first - 1, _CONSENSUS)
    place = first
    for row in rows:
        for option in places.table.options:
            go_on()
            _agreement(book, sheet, places, place, row.path, (places.table.full_name(row), option.name))
            place += 1
    _only_numbers(sheet, first, 2, place - 1, 1 + len(_LETTERS))
    _only_numbers(sheet, first, 12, place - 1, 12)
    talk = {"type": "cell", "criteria": "==", "value": '"talk"'}
    shown = book.style(font_color=BAD, bg_color=BAD_GROUND, bold=True)
    sheet.conditional_format(first, 11, place - 1, 11, {**talk, "format": shown})
    sheet.freeze_panes(first, 2)
    sheet.print_area(0, 0, place - 1, len(_CONSENSUS) - 1)
    page(sheet, (first - 1, first - 1), widths)


def _agreement(book: Book, sheet: Any, places: Places, place: int, path: str, names: tuple[str, str]) -> None:
    _names(book, sheet, place, *names)
    change = book.style(**ROW, bg_color=INPUT, text_wrap=True, locked=False, num_format="0.##")
    for column in (*range(2, 2 + len(_LETTERS)), 12, 13):
        sheet.write_blank(place, column, None, change)
    given, at = f"$C{place + 1}:$H{place + 1}", place + 1
    some, tenth = f"COUNT({given})=0", f"ABS({places.scale(path, BEST)}-{places.scale(path, WORST)})/10"
    near = f"SUMPRODUCT(ISNUMBER({given})*(ABS({given}-$I{at})<={tenth}+0.000000001))/COUNT({given})"
    for column, formula, form in (
        (8, f'IF({some},"",MEDIAN({given}))', "0.##"),
        (9, f'IF({some},"",MAX({given})-MIN({given}))', "0.##"),
        (10, f'IF({some},"",{near})', "0%"),
        (11, f'IF({some},"",IF($K{at}<{_FEWEST_CLOSE},"talk","no"))', "General"),
    ):
        book.formula(sheet, place, column, formula, "", book.style(**ROW, num_format=form))
    sheet.set_row(place, max(30, height([(names[0], 18), (names[1], 14)])))


def _names(book: Book, sheet: Any, place: int, criterion: str, option: str) -> None:
    for column, name in enumerate((criterion, option)):
        write(sheet, place, column, name, book.style(**ROW, text_wrap=True, align="left"))


def _only_numbers(sheet: Any, first: int, left: int, last: int, right: int) -> None:
    at = f"{chr(ord('A') + left)}{first + 1}"
    rule = {
        "validate": "custom",
        "value": f"=ISNUMBER({at})",
        "error_title": "Rating",
        "error_message": "Give a number.",
    }
    sheet.data_validation(first, left, last, right, rule)


def _scale(criterion: Criterion, unit: str) -> str:
    """From where to where a rating goes, and what its anchors mean."""
    assert criterion.value_function is not None  # what is rated has a scale
    scale = criterion.value_function.scale
    ends = f"{number(scale.worst)} (worst) to {number(scale.best)} (best)"
    told = "; ".join(f"{number(at)}: {words}" for at, words in criterion.anchors.items())
    return "; ".join(each for each in (f"{ends} {unit}".strip(), told) if each)
