"""The sheet *How sure*: what the draws say of every option and rating, as figures that no formula follows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from decision.analysis.simulation.result import OptionOutcome, SimulationResult
from decision.analysis.stopping import go_on
from decision.outputs.files.workbook.book import CHANGED, OF_THE_ENGINE, Book
from decision.outputs.files.workbook.places import Places
from decision.outputs.files.workbook.sheets import (
    BAD,
    HEAD,
    NARROW,
    ROW,
    head,
    height,
    intro,
    number_format,
    page,
    write,
)

HOW_SURE = "How sure"
FIRST_CHANCE, BEST_IN = 7, 1  # the row of the first option, and the column of its chance
_COLUMNS = {
    "Option": (34, "left"),
    "Best in": (10, "right"),
    "± error": (9, "right"),
    "Mean": (10, "right"),
    "Spread": (10, "right"),
    "P10": (10, "right"),
    "P50": (10, "right"),
    "P80": (10, "right"),
    "P90": (10, "right"),
    "Regret": (10, "right"),
}
_FIGURES = (
    ("p_best", "0.0%"),
    ("p_best_se", "0.00%"),
    ("mean", "0.0"),
    ("sd", "0.0"),
    ("p10", "0.0"),
    ("p50", "0.0"),
    ("p80", "0.0"),
    ("p90", "0.0"),
    ("expected_regret", "0.0"),
)
_HOW_TO_READ = (
    "Trilemma drew what is uncertain many times. Best in is the share of draws in which an option is first, with its "
    "standard error; mean to P90 are of its score in points, P10 being what one draw in ten is below; regret is by how "
    "much, on average, the best option of a draw is better. No formula follows these figures."
)
_FRESH = "These figures are of the inputs as they stand."
_STALE = "Stale: inputs were changed since these figures were worked out. Export the changed decision again."
_PER_RATING = {"p10": "P10", "p50": "P50", "p80": "P80", "p90": "P90"}


def how_sure(book: Book, places: Places, simulation: SimulationResult) -> None:
    """Write the sheet: what they rest on, the options, their ranks, then the ratings as they were drawn."""
    sheet = book.raw.add_worksheet(HOW_SURE)
    widths = [width for width, _ in _COLUMNS.values()]
    intro(book, sheet, "How sure is that?", _HOW_TO_READ, sum(widths), len(_COLUMNS))
    _rest_on(book, sheet, places, simulation)
    head(book, sheet, FIRST_CHANCE - 1, _COLUMNS)
    names = [option.name for option in places.table.options]
    for place, (name, outcome) in enumerate(zip(names, simulation.options, strict=True), start=FIRST_CHANCE):
        _name(book, sheet, place, name)
        for column, (figure, form) in enumerate(_FIGURES, start=1):
            _figure(book, sheet, place, column, getattr(outcome, figure), form)
    last = _ranks(book, sheet, FIRST_CHANCE + len(names) + 1, names, simulation.options)
    last = _ratings(book, sheet, places, last + 2, simulation.options)
    sheet.freeze_panes(FIRST_CHANCE, 1)
    wide = max(len(_COLUMNS), 1 + len(names))
    sheet.print_area(0, 0, last, wide - 1)
    shown = [*widths, *(wide - len(widths)) * [10]]
    page(sheet, None, shown, 1, range(len(_COLUMNS), wide, len(_COLUMNS) - 1))


def _rest_on(book: Book, sheet: Any, places: Places, simulation: SimulationResult) -> None:
    """Draws, seed and fingerprint, and whether the figures are still those of the inputs."""
    weights = "weights varied as the file says" if simulation.weights_vary else "weights as they stand"
    told = (
        f"{simulation.draws:,} draws from seed {simulation.seed}, {weights}; Trilemma {simulation.version}; "
        f"fingerprint of the file {simulation.fingerprint}"
    )
    wide = sum(width for width, _ in _COLUMNS.values())
    plain = book.style(text_wrap=True, valign="vcenter", font_color=NARROW)
    for place in (2, 3):
        sheet.merge_range(place, 0, place, len(_COLUMNS) - 1, "", plain)
    write(sheet, 2, 0, told, plain)
    sheet.set_row(2, height([(told, wide)]))
    book.formula(sheet, 3, 0, f'IF({CHANGED}=0,"{_FRESH}","{_STALE}")', _FRESH, plain)
    stale = {"type": "formula", "criteria": f"={CHANGED}>0", "format": book.style(font_color=BAD, bold=True)}
    sheet.conditional_format(3, 0, 3, 0, stale)
    amounts = places.table.money
    if amounts:
        sheet.merge_range(4, 0, 4, len(_COLUMNS) - 1, "", plain)
        write(sheet, 4, 0, amounts, plain)
        sheet.set_row(4, height([(amounts, wide)]))


def _ranks(book: Book, sheet: Any, place: int, names: Sequence[str], outcomes: Sequence[OptionOutcome]) -> int:
    """In what share of the draws each option has each rank; the last row."""
    ranked = sum(outcome.rank_acceptability is not None for outcome in outcomes)
    sheet.write_string(place, 0, "In what share of draws an option has each rank", book.style(bold=True, font_size=12))
    sheet.write_string(place + 1, 0, "Option", book.style(**HEAD))
    for rank in range(ranked):
        sheet.write_number(place + 1, 1 + rank, rank + 1, book.style(**HEAD, align="right", num_format='"rank "0'))
    for row, (name, outcome) in enumerate(zip(names, outcomes, strict=True), start=place + 2):
        _name(book, sheet, row, name)
        for column, share in enumerate(outcome.rank_acceptability or (), start=1):
            _figure(book, sheet, row, column, share, "0.0%")
    return place + 1 + len(names)


def _ratings(book: Book, sheet: Any, places: Places, place: int, outcomes: Sequence[OptionOutcome]) -> int:
    """How every rating is spread, in the criterion's unit; the last row."""
    title = "How ratings are spread, each in its unit"
    sheet.write_string(place, 0, title, book.style(bold=True, font_size=12))
    place += 1
    for row in places.leaf_rows:
        unit = places.table.unit(row)
        name = places.table.full_name(row) + (f" ({unit})" if unit else "")
        write(sheet, place, 0, name, book.style(**HEAD, text_wrap=True))
        sheet.set_row(place, height([(name, _COLUMNS["Option"][0] - 2)]))
        for column, quantile in enumerate(("mean", *_PER_RATING), start=1):
            title = _PER_RATING.get(quantile, "Mean")
            sheet.write_string(place, column, title, book.style(**HEAD, align="right"))
        for option, outcome in zip(places.table.options, outcomes, strict=True):
            go_on()
            place += 1
            _name(book, sheet, place, option.name)
            drawn = outcome.ratings[row.path]
            figures = [getattr(drawn, quantile) for quantile in ("mean", *_PER_RATING)]
            for column, figure in enumerate(figures, start=1):
                _figure(book, sheet, place, column, figure, number_format(figures))
        place += 2
    return place - 2


def _name(book: Book, sheet: Any, place: int, name: str) -> None:
    write(sheet, place, 0, name, book.style(**ROW, text_wrap=True))
    sheet.set_row(place, height([(name, _COLUMNS["Option"][0])]))


def _figure(book: Book, sheet: Any, place: int, column: int, figure: float | None, form: str) -> None:
    style = book.style(**ROW, num_format=form, bg_color=OF_THE_ENGINE)
    if figure is None:
        sheet.write_blank(place, column, None, style)
    else:
        sheet.write_number(place, column, figure + 0.0, style)
