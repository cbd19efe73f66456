"""The sheets *Evaluators* and *Moderation*: who rated with which interests, and every rating with what became of it."""

from __future__ import annotations

from typing import Any

from decision.analysis.stopping import go_on
from decision.outputs.files.workbook.book import Book
from decision.outputs.files.workbook.sheets import ROW, SAID, head, height, intro, page, write
from decision.outputs.tables.evaluations import CellRow, EvaluationsTable, ScoreRow
from decision.outputs.words.evaluations import RULE

_EVALUATORS = {
    "Evaluator": (18, "left"),
    "Role": (22, "left"),
    "When": (18, "left"),
    "Interests declared": (50, "left"),
    "Cells rated": (10, "right"),
}
_MODERATION = {
    "Criterion": (14, "left"),
    "Option": (12, "left"),
    "Evaluator": (12, "left"),
    "Gave": (10, "right"),
    "Stands at": (10, "right"),
    "Because": (36, "left"),
    "Evidence": (10, "left"),
    "Source": (12, "left"),
    "When": (11, "left"),
}
_SIDES = [side for _, side in _MODERATION.values()]
_FIRST, _NAMES = 4, 3
_WHO = "Who rated, when, and what each declared. An empty declaration is none: it was not made."
_HOW_TO_READ = (
    "Every rating as it was given before anybody talked, with its reason and time; below it what moderation changed,"
    " by whom and why; and below each option what was agreed and who holds another view. "
)


def moderation(book: Book, evaluated: EvaluationsTable) -> None:
    """Write both sheets."""
    if evaluated.evaluators:
        _evaluators(book, evaluated)
    if evaluated.cells:
        _moderation(book, evaluated)


def _evaluators(book: Book, evaluated: EvaluationsTable) -> None:
    sheet, widths = book.raw.add_worksheet("Evaluators"), [width for width, _ in _EVALUATORS.values()]
    intro(book, sheet, "Who evaluated", " ".join((_WHO, *evaluated.sentences)), sum(widths), len(widths))
    head(book, sheet, _FIRST - 1, _EVALUATORS)
    wrap, count = book.style(**ROW, text_wrap=True, align="left"), book.style(**ROW, num_format="0")
    for place, each in enumerate(evaluated.evaluators, start=_FIRST):
        texts = (each.by, each.role, each.when, each.interests)
        for column, text in enumerate(texts):
            write(sheet, place, column, text, wrap)
        sheet.write_number(place, len(texts), each.rated, count)
        sheet.set_row(place, height(zip(texts, widths, strict=False)))
    last = _FIRST + len(evaluated.evaluators) - 1
    sheet.freeze_panes(_FIRST, 1)
    sheet.print_area(0, 0, last, len(widths) - 1)
    page(sheet, (_FIRST - 1, _FIRST - 1), widths)


def _moderation(book: Book, evaluated: EvaluationsTable) -> None:
    sheet, widths = book.raw.add_worksheet("Moderation"), [width for width, _ in _MODERATION.values()]
    intro(book, sheet, "Moderation record", _HOW_TO_READ + RULE, sum(widths), len(widths))
    head(book, sheet, _FIRST - 1, _MODERATION)
    place = _FIRST
    for each in evaluated.cells:
        for score in each.scores:
            go_on()
            _score(book, sheet, place, each, score)
            place += 1
            for moved in score.moved:
                _across(book, sheet, place, (each.criterion, each.option, score.by), f"Moderation: {moved}")
                place += 1
        _across(
            book, sheet, place, (each.criterion, each.option, ""), _agreed(each), ground=SAID, bold=bool(each.agreed)
        )
        place += 1
    sheet.freeze_panes(_FIRST, _NAMES)
    sheet.print_area(0, 0, place - 1, len(widths) - 1)
    page(sheet, (_FIRST - 1, _FIRST - 1), widths)


def _score(book: Book, sheet: Any, place: int, each: CellRow, score: ScoreRow) -> None:
    stands = score.stands if score.moved else ""
    texts = (
        *(each.criterion, each.option, score.by, score.given, stands, score.because),
        *(score.evidence, score.source, score.when),
    )
    for column, (text, side) in enumerate(zip(texts, _SIDES, strict=True)):
        after_a_figure = {"indent": 1} if column and side == "left" and _SIDES[column - 1] == "right" else {}
        write(sheet, place, column, text, book.style(**ROW, text_wrap=True, align=side, **after_a_figure))
    sheet.set_row(place, height((text, width) for text, (width, _) in zip(texts, _MODERATION.values(), strict=True)))


def _across(
    book: Book, sheet: Any, place: int, names: tuple[str, str, str], text: str, *, ground: str = "", bold: bool = False
) -> None:
    """A row with a text across, behind the names that it is about."""
    style = {**ROW, "text_wrap": True, "align": "left", **({"bg_color": ground} if ground else {})}
    for column, name in enumerate(names):
        write(sheet, place, column, name, book.style(**style))
    shown = book.style(**style, bold=bold)
    sheet.merge_range(place, _NAMES, place, len(_MODERATION) - 1, "", shown)
    write(sheet, place, _NAMES, text, shown)
    widths = [width for width, _ in _MODERATION.values()]
    sheet.set_row(place, height([*zip(names, widths, strict=False), (text, sum(widths[_NAMES:]) - 4)]))


def _agreed(each: CellRow) -> str:
    """How far apart they are, what was agreed, by whom and when, and who holds another view."""
    who = " ".join(x for x in (f"by {each.by}" if each.by else "", each.when) if x)
    written = [f"Written down {who}."] if who else []
    return " ".join((*each.sentences, *written, *(f"Another view: {x}" for x in each.dissent)))
