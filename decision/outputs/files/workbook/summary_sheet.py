"""The sheet *Summary*: who leads, by how much, who is out and why, and how sure that is."""

from __future__ import annotations

from typing import Any

from decision.model.requirement import Verdict
from decision.outputs.files.workbook.book import CHANGED, OF_THE_ENGINE, Book, cell
from decision.outputs.files.workbook.places import (
    FIRST_OPTION,
    OPTION_KEY,
    RANK,
    SCORE,
    SHORT,
    STATUS,
    SUMMARY,
    Places,
)
from decision.outputs.files.workbook.sheets import BAD, NARROW, ROW, head, height, page, write
from decision.outputs.words.figures import VERDICTS
from decision.outputs.words.scoring import LEFT_OUT

RANKED, OUT = "ranked", "out"
FAILS = VERDICTS[Verdict.FAIL]
_COLUMNS = {
    "Option": (26, "left"),
    "Status": (9, "left"),
    "Score": (8, "right"),
    "Rank": (7, "right"),
    "Best in": (9, "right"),
    "± error": (9, "right"),
    "P10": (8, "right"),
    "P90": (8, "right"),
    "Fails": (7, "right"),
    "Short of": (8, "right"),
    "Why out": (22, "left"),
}
_CHANCES = (("p_best", "0.0%"), ("p_best_se", "0.00%"), ("p10", "0.0"), ("p90", "0.0"))
_FAILS, _SHORT_OF, WHY, _TOLD, _COUNTED = 8, 9, 10, 11, 12
_HELPERS = {"Why out, as exported": (38, "left"), "Score where ranked": (12, "right")}  # beside what is printed
_BESIDE = {**ROW, "font_color": NARROW, "num_format": "0.0"}
_SEE = "see Requirements and Ratings"
FRESH = "Inputs are as they were when this was exported."
STALE = (
    "Inputs were changed since. Scores, ranks and margin follow; the sentence above, chances, P10 and P90 are "
    "still those of the file as it was."
)
_VARIED = (
    " Weights were varied as the file says. On Decide in the app they are held as they stand, which is another "
    "question: chances there are a little different."
)


def summary(book: Book, places: Places, sentence: str) -> None:
    """Write the sheet, a row for each option."""
    table = places.table
    sheet = book.raw.add_worksheet(SUMMARY)
    whole = sum(width for width, _ in _COLUMNS.values())
    lines: tuple[tuple[str, int, dict[str, Any]], ...] = (
        (table.title, 16, {"bold": True}),
        (table.question, 11, {"font_color": NARROW}),
        (sentence, 13, {"bold": True}),
    )
    for place, (text, size, style) in enumerate(lines):
        _across(book, sheet, place, text, whole, size=size, **style)
    head(book, sheet, FIRST_OPTION - 1, {**_COLUMNS, **_HELPERS})
    for m in range(len(table.options)):
        _option(book, sheet, places, m)
    last = FIRST_OPTION + len(table.options) - 1
    _live(book, sheet, places, whole)
    _about_the_draws(book, sheet, places, last + 2, whole)
    sheet.freeze_panes(FIRST_OPTION, 1)
    sheet.print_area(0, 0, last + 3, len(_COLUMNS) - 1)
    page(sheet, (FIRST_OPTION - 1, FIRST_OPTION - 1), [width for width, _ in _COLUMNS.values()])


def _across(book: Book, sheet: Any, place: int, text: str, whole: int, *, size: int = 11, **style: Any) -> Any:
    """A line of text across all columns; its format."""
    shown = book.style(**style, font_size=size, text_wrap=True, valign="vcenter")
    sheet.merge_range(place, 0, place, len(_COLUMNS) - 1, "", shown)
    write(sheet, place, 0, text, shown)
    sheet.set_row(place, height([(text, whole * 11 // size)], size=size))
    return shown


def _option(book: Book, sheet: Any, places: Places, m: int) -> None:
    option, place = places.table.options[m], FIRST_OPTION + m
    at = place + 1
    plain, left = book.style(**ROW), book.style(**ROW, text_wrap=True, align="left")
    write(sheet, place, 0, option.name, book.style(**ROW, text_wrap=True, bold=True))
    fails = f'COUNTIF({places.results(m)},"{FAILS}")' if places.table.requirements else "0"
    short = f'COUNTIFS({places.ratings(OPTION_KEY)},"{option.id}",{places.ratings(SHORT)},"short")'
    book.formula(sheet, place, _FAILS, fails, len(option.failed), plain)
    book.formula(sheet, place, _SHORT_OF, short, len(option.shortfalls), plain)
    ranked = f'IF($I{at}+$J{at}>0,"{OUT}","{RANKED}")'
    status = f'"{OUT}"' if option.left_out else ranked
    what = f"Status of {option.name}"
    book.checked(sheet, place, STATUS, status, OUT if option.out else RANKED, left, what)
    score = book.style(**ROW, num_format="0.0", bold=True)
    from_comparison = places.score(m)
    where = book.checked(sheet, place, SCORE, from_comparison, option.score, score, f"Score of {option.name}")
    book.name(f"score.{option.id}", where)
    better = f'({places.of_options(STATUS)}="{RANKED}")*({places.of_options(SCORE)}>$C{at}+0.000000001)'
    rank = f'IF($B{at}="{RANKED}",1+SUMPRODUCT({better}),"")'
    cached = "" if option.rank is None else option.rank
    counted = f'IF($B{at}="{RANKED}",$C{at},"")'
    book.formula(sheet, place, _COUNTED, counted, "" if option.rank is None else option.score, book.style(**_BESIDE))
    book.checked(sheet, place, RANK, rank, cached, book.style(**ROW, bold=True), f"Rank of {option.name}")
    for column, (name, form) in enumerate(_CHANCES, start=RANK + 1):
        style = book.style(**ROW, num_format=form, bg_color=OF_THE_ENGINE)
        figure = None if option.chance is None else getattr(option.chance, name)
        if figure is None:
            sheet.write_blank(place, column, None, style)
        else:
            sheet.write_number(place, column, figure + 0.0, style)
    _why(book, sheet, place, option.out, len(option.failed), len(option.shortfalls))
    sheet.set_row(place, height([(option.out, _COLUMNS["Why out"][0] - 4), (option.name, _COLUMNS["Option"][0] - 4)]))


def _why(book: Book, sheet: Any, place: int, out: str, failed: int, short: int) -> None:
    """Why an option is out: in Trilemma's words while that is so, else where to look."""
    style = book.style(**ROW, text_wrap=True, align="left", indent=1, font_color=BAD)
    if LEFT_OUT in out and not failed and not short:
        write(sheet, place, WHY, out, style)
    else:
        at, told = place + 1, cell(SUMMARY, place, _TOLD)
        write(sheet, place, _TOLD, out, book.style(**_BESIDE))
        same = f'IF(AND($I{at}={failed},$J{at}={short}),{told}&"","{_SEE}")'
        book.formula(sheet, place, WHY, f'IF($B{at}="{RANKED}","",{same})', out, style)


def _live(book: Book, sheet: Any, places: Places, whole: int) -> None:
    """Leader and margin as formulas, and whether anything was changed."""
    options = places.table.options
    ranks, names, counted = (places.of_options(column) for column in (RANK, 0, _COUNTED))
    first = [option for option in options if option.rank == 1]
    label = book.style(bold=True)
    sheet.write_string(4, 0, "Leader, as it stands", label)
    leader = f'IFERROR(INDEX({names},MATCH(1,{ranks},0)),"nobody")'
    shown = book.style(bold=True, font_size=13, align="left")
    cached = first[0].name if first else "nobody"
    book.name("leader", book.checked(sheet, 4, 1, leader, cached, shown, "Leader"))
    sheet.write_string(5, 0, "Margin in points", label)
    ranked = sorted((option.score for option in options if option.rank is not None), reverse=True)
    margin = f'IF(COUNT({ranks})<2,"",IF(COUNTIF({ranks},1)>1,0,LARGE({counted},1)-LARGE({counted},2)))'
    told: float | str = "" if len(ranked) < 2 else 0.0 if len(first) > 1 else ranked[0] - ranked[1]
    points = book.style(bold=True, font_size=13, num_format="0.0", align="left")
    book.name("margin", book.checked(sheet, 5, 1, margin, told, points, "Margin"))
    note = _across(book, sheet, 3, STALE, whole, font_color=NARROW)
    stale = {"type": "formula", "criteria": f"={CHANGED}>0", "format": book.style(font_color=BAD, bold=True)}
    sheet.conditional_format(3, 0, 3, 0, stale)
    book.formula(sheet, 3, 0, f'IF({CHANGED}=0,"{FRESH}","{STALE}")', FRESH, note)


def _about_the_draws(book: Book, sheet: Any, places: Places, place: int, whole: int) -> None:
    simulation = places.table.simulation
    if simulation is None:
        return
    weights = _VARIED if simulation.weights_vary else ""
    _across(
        book,
        sheet,
        place,
        f"Best in, P10 and P90 were counted by Trilemma over {simulation.draws:,} draws from seed {simulation.seed}, "
        f"of the file with the fingerprint {simulation.fingerprint}; the error is one standard error. "
        f"No formula follows them.{weights}",
        whole,
        font_color=NARROW,
    )
