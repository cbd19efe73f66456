"""The sheet *Weights*: points to change, shares among siblings, and weights in the whole, which are formulas."""

from __future__ import annotations

from typing import Any

from decision.analysis.stopping import go_on
from decision.model.scoring_sheet import KEY
from decision.outputs.files.workbook.book import INPUT, Book
from decision.outputs.files.workbook.places import (
    FIRST_WEIGHT,
    PART_OF,
    SHARE_OF,
    TOP_LEVEL,
    WEIGHT_OF,
    WEIGHTS,
    Places,
)
from decision.outputs.files.workbook.sheets import NARROW, ROW, head, height, intro, page, write

_POINTS = 2
_COLUMNS = {
    "Criterion": (34, "left"),
    "Part of": (20, "left"),
    "Points": (10, "right"),
    "Share among its like": (11, "right"),
    "Weight": (10, "right"),
    "How it came about": (28, "left"),
    KEY: (20, "left"),
}
_HOW_TO_READ = (
    "Change the points: shares, weights, scores and ranks follow. A share is a criterion's points over those of all"
    " that are part of the same; a weight is the share times the weight of what it is part of."
)
_STATED = "points as stated"
_NOT_STATED = "none stated: the middle of what is left open, in percent"


def weights(book: Book, places: Places) -> None:
    """Write the sheet, a row for each criterion and part."""
    sheet = book.raw.add_worksheet(WEIGHTS)
    intro(book, sheet, "What counts, and how much", _HOW_TO_READ, sum(width for width, _ in _COLUMNS.values()))
    head(book, sheet, FIRST_WEIGHT - 1, _COLUMNS)
    for place, path in enumerate(places.scenario.all_criteria):
        go_on()
        _row(book, sheet, places, FIRST_WEIGHT + place, path)
    last = FIRST_WEIGHT + len(places.rows) - 1
    sheet.data_validation(
        FIRST_WEIGHT,
        _POINTS,
        last,
        _POINTS,
        {
            "validate": "decimal",
            "criteria": ">=",
            "value": 0,
            "error_title": "Points",
            "error_message": "Give a number of 0 or more.",
        },
    )
    sheet.freeze_panes(FIRST_WEIGHT, 1)
    sheet.print_area(0, 0, last, len(_COLUMNS) - 1)
    page(sheet, (FIRST_WEIGHT - 1, FIRST_WEIGHT - 1), [width for width, _ in _COLUMNS.values()])


def _row(book: Book, sheet: Any, places: Places, place: int, path: str) -> None:
    scenario, row = places.scenario, places.table.criteria[places.rows[path]]
    above = path.rpartition(".")[0]
    stated = row.criterion.weight
    shown = {**ROW, "bold": bool(row.criterion.parts)}
    write(sheet, place, 0, row.name, book.style(**shown, text_wrap=True, align="left", indent=2 * row.depth))
    sheet.write_string(place, PART_OF, above or TOP_LEVEL, book.style(**shown, text_wrap=True))
    points = 100 * scenario.sibling_shares[path] if stated is None else stated
    style = book.style(**ROW, bg_color=INPUT, num_format="0.0##" if stated is None else "0.###", locked=False)
    name = places.table.full_name(row)
    book.input(sheet, place, _POINTS, points, style, f"Points of {name}", ("points", path))
    here, alike = f"$C${place + 1}", places.weights(PART_OF)
    share = f"{here}/SUMIF({alike},$B${place + 1},{places.weights(_POINTS)})"
    percent = book.style(**shown, num_format="0.0%")
    book.formula(sheet, place, SHARE_OF, share, scenario.sibling_shares[path], percent)
    own = f"$D${place + 1}"
    formula = f"{own}*{places.weight(above)}" if above else own
    where = book.checked(sheet, place, WEIGHT_OF, formula, row.weight, percent, f"Weight of {name}")
    book.name(f"weight.{path}", where)
    write(
        sheet,
        place,
        5,
        _NOT_STATED if stated is None else _STATED,
        book.style(**ROW, indent=1, align="left", text_wrap=True),
    )
    write(sheet, place, 6, path, book.style(**ROW, text_wrap=True, align="left", font_color=NARROW))
    texts = [
        (path, _COLUMNS[KEY][0]),
        (row.name, _COLUMNS["Criterion"][0] - 3 * row.depth),
        (above, _COLUMNS["Part of"][0]),
    ]
    came = [(_NOT_STATED, _COLUMNS["How it came about"][0] - 2)] if stated is None else []
    sheet.set_row(place, height([*texts, *came]))
