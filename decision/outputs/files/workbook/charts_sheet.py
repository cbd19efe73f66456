"""The sheet *Charts*: what each criterion adds to the scores, as the sheets stand, and who is best how often."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_range_abs

from decision.outputs.charts.colours import EXCLUDED, criterion_colours
from decision.outputs.charts.option_marks import option_marks
from decision.outputs.files.workbook.book import Book, cell
from decision.outputs.files.workbook.how_sure_sheet import BEST_IN, FIRST_CHANCE, HOW_SURE
from decision.outputs.files.workbook.places import Places
from decision.outputs.files.workbook.sheets import HEAD, ROW, height, intro, page, write

CHARTS = "Charts"
_HEAD = 3  # row
_NAME, _EACH, _ON_A_PAGE = 30, 15, 6
_FULL = 36  # rows of usual height on a page
_ROW = 15  # points, that height
_HOW_TO_READ = (
    "Points that each criterion adds to each option's score: weight times value times 100. The bars of contributions "
    "follow every change; those of Best in are of the file as it was."
)
_AXIS = {"num_font": {"size": 10}, "name_font": {"size": 10, "bold": False}}


def charts(book: Book, places: Places) -> None:
    """Write the sheet: criteria at the top level by options, and the charts below."""
    options, criteria = places.table.options, [row for row in places.table.criteria if not row.depth]
    sheet = book.raw.add_worksheet(CHARTS)
    intro(book, sheet, "What makes up the scores", _HOW_TO_READ, 110)
    write(sheet, _HEAD, 0, "Criterion", book.style(**HEAD))
    for m, option in enumerate(options, start=1):
        write(sheet, _HEAD, m, option.name, book.style(**HEAD, text_wrap=True, align="right"))
    tall = height((option.name, _EACH - 2) for option in options)
    sheet.set_row(_HEAD, tall)
    for place, row in enumerate(criteria, start=_HEAD + 1):
        write(sheet, place, 0, row.name, book.style(**ROW, text_wrap=True))
        sheet.set_row(place, height([(row.name, _NAME)]))
        for m, points in enumerate(row.cells):
            style = book.style(**ROW, num_format="0.0")
            book.formula(sheet, place, m + 1, places.points(m, row.path), points.points, style)
    last = _HEAD + len(criteria)
    sheet.write_string(last + 1, 0, "All together", book.style(bold=True))
    for m, option in enumerate(options, start=1):
        total = f"SUM({xl_range_abs(_HEAD + 1, m, last, m)})"
        style, what = book.style(bold=True, num_format="0.0"), f"In the chart: {option.name}"
        book.checked(sheet, last + 1, m, total, option.score, style, what)
    sheet.set_column(0, 0, _NAME)
    sheet.set_column(1, max(6, len(options)), _EACH)
    below = last + 3
    rows = _contributions(book, sheet, places, below, [row.path for row in criteria])
    if places.table.simulation is not None:
        if below + 2 * rows + tall / _ROW > _FULL:  # both charts are as high
            sheet.set_h_pagebreaks([below + rows])
        rows += _best_in(book, sheet, places, below + rows)
    sheet.freeze_panes(_HEAD + 1, 1)
    wide = max(_ON_A_PAGE, len(options))
    sheet.print_area(0, 0, below + rows, wide)
    page(sheet, None, [_NAME, *wide * [_EACH]], 1, range(1 + _ON_A_PAGE, 1 + wide, _ON_A_PAGE))


def _contributions(book: Book, sheet: Any, places: Places, place: int, paths: list[str]) -> int:
    """The stacked bars; how many rows they take."""
    colours, options = criterion_colours(places.scenario), len(places.table.options)
    chart = book.raw.add_chart({"type": "bar", "subtype": "stacked"})
    for row, path in enumerate(paths, start=_HEAD + 1):
        series = {
            "name": [CHARTS, row, 0],
            "categories": [CHARTS, _HEAD, 1, _HEAD, options],
            "values": [CHARTS, row, 1, row, options],
            "fill": {"color": colours[path]},
            "gap": 60,
        }
        chart.add_series(series)
    chart.set_title({"name": "Points by criterion", "name_font": {"size": 13}, "overlay": False})
    chart.set_legend({"position": "right", "font": {"size": 10}})
    return _insert(sheet, chart, place, options)


def _best_in(book: Book, sheet: Any, places: Places, place: int) -> int:
    """The bars of how often each option is best; how many rows they take."""
    marks, options = option_marks(places.scenario), places.table.options
    chart = book.raw.add_chart({"type": "bar"})
    last = FIRST_CHANCE + len(options) - 1
    colours = [EXCLUDED if option.out else marks[option.id].colour for option in options]
    series = {
        "name": f"={cell(HOW_SURE, FIRST_CHANCE - 1, BEST_IN)}",
        "categories": [HOW_SURE, FIRST_CHANCE, 0, last, 0],
        "values": [HOW_SURE, FIRST_CHANCE, BEST_IN, last, BEST_IN],
        "points": [{"fill": {"color": colour}} for colour in colours],
        "data_labels": {"value": True, "num_format": "0%", "font": {"size": 10}},
        "gap": 60,
    }
    chart.add_series(series)
    chart.set_title({"name": "Best in this share of draws", "name_font": {"size": 13}, "overlay": False})
    chart.set_legend({"none": True})
    return _insert(sheet, chart, place, len(options), share=True)


def _insert(sheet: Any, chart: Any, place: int, options: int, *, share: bool = False) -> int:
    """Put a chart of horizontal bars there, the first option on top; how many rows it takes."""
    rows = 5 + 2 * options
    limits = {"min": 0, "max": 1, "num_format": "0%"} if share else {"num_format": "0"}
    chart.set_x_axis({**_AXIS, **limits, "major_gridlines": {"visible": True, "line": {"color": "#D5D9DE"}}})
    chart.set_y_axis({**_AXIS, "reverse": True, "label_position": "low"})
    chart.set_size({"width": 860, "height": 20 * rows - 10})
    sheet.insert_chart(place, 0, chart, {"object_position": 2})
    return rows
