"""The comparison table as a workbook that opens cleanly and runs nothing."""

from __future__ import annotations

import datetime
import io
import re
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from decision.model.requirement import Verdict
from decision.model.scenario import Scenario
from decision.outputs.charts import NO_APPROACH, ink_on, option_marks
from decision.outputs.table import Cell, ComparisonTable, CriterionRow

_CREATED = datetime.datetime(2000, 1, 1)  # fixed, so that the same decision gives the same bytes
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")  # what XML cannot hold
_LONGEST = 32_767  # characters in a cell
_COLUMNS = (("Rating", 14), ("Value", 9), ("Points", 9), ("Evidence", 13))
_VERDICTS = {Verdict.PASS: "✓ pass", Verdict.FAIL: "✗ fail", Verdict.NOT_SHOWN: "not shown"}
_HOW_TO_READ = (
    "Ratings are central figures in the criterion's unit; values run from 0 (worst) to 1 (best); "
    "points are weight times value times 100 and add up to the score."
)
_LINE = 17  # points of height
_MONEY, _NUMBER = "#,##0", "#,##0.##"


def comparison_workbook(scenario: Scenario, table: ComparisonTable, sentence: str) -> bytes:
    """Sheets *Comparison*, *Reasons*, *Requirements* where there are any, and *About*."""
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": clean(table.title), "created": _CREATED, "author": "Trilemma"})
        _Comparison(book, scenario, table).write(sentence)
        _reasons(book, table)
        if table.requirements:
            _requirements(book, scenario, table)
        _about(book, scenario, table)
    return out.getvalue()


def clean(text: str) -> str:
    """`text` as a cell can hold it: what XML has no place for is shown as a replacement character."""
    return _UNREADABLE.sub("\N{REPLACEMENT CHARACTER}", text)[:_LONGEST]


@dataclass
class _Comparison:
    """The sheet with criteria by options."""

    book: Any
    scenario: Scenario
    table: ComparisonTable

    def write(self, sentence: str) -> None:
        sheet = self.book.add_worksheet("Comparison")
        table, width = self.table, len(_COLUMNS)
        sheet.write_string(0, 0, clean(table.title), self._format(bold=True, font_size=16))
        sheet.write_string(1, 0, clean(table.question), self._format(font_color="#555555"))
        sheet.write_string(2, 0, clean(sentence), self._format(bold=True, font_size=13))
        for line, height in ((0, 24), (1, 18), (2, 24), (4, 20), (5, 18)):
            sheet.set_row(line, height)
        head = self._format(bold=True, bottom=1, valign="bottom")
        sheet.write_string(5, 0, "Criterion", head)
        sheet.write_string(5, 1, "Weight", self._format(bold=True, bottom=1, align="right"))
        for m, option in enumerate(table.options):
            self._option_head(sheet, 2 + width * m, m, struck=bool(option.failed))
        for place, row in enumerate(table.criteria):
            self._criterion(sheet, 6 + place, row)
        self._totals(sheet, 6 + len(table.criteria))
        sheet.set_column(0, 0, 32)
        sheet.set_column(1, 1, 9)
        sheet.freeze_panes(6, 1)
        _page(sheet, repeat=(4, 5))

    def _option_head(self, sheet: Any, column: int, m: int, *, struck: bool) -> None:
        option = self.table.options[m]
        colour = option_marks(self.scenario)[option.id].colour or NO_APPROACH
        style = self._format(
            bold=True, valign="vcenter", bg_color=colour, font_color=ink_on(colour), font_strikeout=struck
        )
        sheet.merge_range(4, column, 4, column + len(_COLUMNS) - 1, "", style)
        sheet.write_string(4, column, clean(option.name), style)
        for place, (name, width) in enumerate(_COLUMNS):
            align = "left" if name == "Evidence" else "right"
            style = self._format(bold=True, bottom=1, align=align, indent=int(align == "left"))
            sheet.write_string(5, column + place, name, style)
            sheet.set_column(column + place, column + place, width)

    def _criterion(self, sheet: Any, place: int, row: CriterionRow) -> None:
        unit = self.table.currency if row.criterion.kind == "cost_plan" else row.criterion.unit
        name = row.criterion.name + (f" ({unit})" if unit and unit != "points" else "")
        sheet.write_string(place, 0, clean(name), self._format(indent=row.depth, text_wrap=True))
        sheet.write_number(place, 1, row.weight, self._format(num_format="0.0%"))
        for m, cell in enumerate(row.cells):
            self._cell(sheet, place, 2 + len(_COLUMNS) * m, cell, row)
        sheet.set_row(place, _LINE * -(-len(name) // 30))

    def _cell(self, sheet: Any, place: int, column: int, cell: Cell, row: CriterionRow) -> None:
        if cell.rating is not None:
            style = _MONEY if row.criterion.kind == "cost_plan" else _NUMBER
            if cell.rating.is_integer():
                style = _MONEY
            sheet.write_number(place, column, cell.rating, self._format(num_format=style))
        sheet.write_number(place, column + 1, cell.value, self._format(num_format="0.00"))
        sheet.write_number(place, column + 2, cell.points, self._format(num_format="0.0"))
        sheet.write_string(place, column + 3, clean(str(cell.evidence)), self._format(indent=1))

    def _totals(self, sheet: Any, place: int) -> None:
        bold = self._format(bold=True, top=1, num_format="0.0")
        sheet.write_string(place, 0, "Score", bold)
        sheet.write_number(place, 1, 1, self._format(bold=True, top=1, num_format="0%"))
        sheet.write_string(place + 1, 0, "Rank", self._format())
        for m, option in enumerate(self.table.options):
            column = 2 + len(_COLUMNS) * m
            for offset in range(len(_COLUMNS)):
                sheet.write_blank(place, column + offset, None, bold)
            sheet.write_number(place, column + 2, option.score, bold)
            if option.rank is None:
                sheet.write_string(place + 1, column + 2, "out", self._format(align="right"))
                sheet.write_string(place + 1, column + 3, clean(f"fails {', '.join(option.failed)}"), self._format())
            else:
                sheet.write_number(place + 1, column + 2, option.rank, self._format(num_format="0"))

    def _format(self, **style: Any) -> Any:
        return self.book.add_format({"valign": "top", **style})


def _reasons(book: Any, table: ComparisonTable) -> None:
    """A row for each rating: how it was given, on what evidence, why, and from where."""
    sheet = book.add_worksheet("Reasons")
    wrap, head = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"bold": True, "bottom": 1})
    widths = {"Criterion": 26, "Option": 24, "Estimate": 40, "Evidence": 12, "Because": 60, "Source": 50}
    for column, (name, width) in enumerate(widths.items()):
        sheet.write_string(0, column, name, head)
        sheet.set_column(column, column, width)
    place = 0
    for row in table.criteria:
        for option, cell in zip(table.options, row.cells, strict=True):
            if cell.rating is None:
                continue
            place += 1
            texts = (row.criterion.name, option.name, cell.estimate or "", cell.evidence, cell.because, cell.source)
            for column, text in enumerate(texts):
                sheet.write_string(place, column, clean(str(text)), wrap)
            lines = max(-(-len(str(text)) // (width - 3)) for text, width in zip(texts, widths.values(), strict=True))
            sheet.set_row(place, _LINE * max(1, lines))
    sheet.freeze_panes(1, 2)
    _page(sheet, repeat=(0, 0))


def _requirements(book: Any, scenario: Scenario, table: ComparisonTable) -> None:
    sheet = book.add_worksheet("Requirements")
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    head = book.add_format({"bold": True, "bottom": 1})
    sheet.write_row(0, 0, ["Id", "Requirement"], head)
    for m, option in enumerate(table.options):
        colour = option_marks(scenario)[option.id].colour
        style = book.add_format({"bold": True, "bottom": 1, "bg_color": colour, "font_color": ink_on(colour)})
        sheet.merge_range(0, 2 + 2 * m, 0, 3 + 2 * m, "", style)
        sheet.write_string(0, 2 + 2 * m, clean(option.name), style)
    fail = book.add_format({"valign": "top", "bold": True, "font_color": "#B42318"})
    for place, row in enumerate(table.requirements, start=1):
        sheet.write_string(place, 0, clean(row.id), wrap)
        sheet.write_string(place, 1, clean(row.text), wrap)
        lines = -(-len(row.text) // 58)
        for m, result in enumerate(row.results):
            style = fail if result.verdict is Verdict.FAIL else wrap
            sheet.write_string(place, 2 + 2 * m, _VERDICTS[result.verdict], style)
            sheet.write_string(place, 3 + 2 * m, clean(result.because), wrap)
            lines = max(lines, -(-len(result.because) // 36))
        sheet.set_row(place, _LINE * max(1, lines))
    sheet.set_column(0, 0, 8)
    sheet.set_column(1, 1, 60)
    for m in range(len(table.options)):
        sheet.set_column(2 + 2 * m, 2 + 2 * m, 11)
        sheet.set_column(3 + 2 * m, 3 + 2 * m, 38)
    sheet.freeze_panes(1, 2)
    _page(sheet, repeat=(0, 0))


def _about(book: Any, scenario: Scenario, table: ComparisonTable) -> None:
    sheet = book.add_worksheet("About")
    bold, wrap = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True, "valign": "top"})
    years = "" if scenario.horizon_years is None else f"{scenario.horizon_years}"
    rate = "" if scenario.discount_rate is None else f"{100 * scenario.discount_rate:g} % a year"
    entries = (
        ("Title", table.title),
        ("Question", table.question),
        ("About", scenario.about),
        ("Owner", scenario.owner),
        ("Date", "" if scenario.date is None else scenario.date.isoformat()),
        ("Currency", scenario.currency),
        ("Horizon, years", years),
        ("Discount rate", rate),
        ("Fingerprint", table.fingerprint),
        ("Trilemma", table.version),
        ("How to read", _HOW_TO_READ),
    )
    for place, (name, text) in enumerate((name, text) for name, text in entries if text):
        sheet.write_string(place, 0, name, bold)
        sheet.write_string(place, 1, clean(text), wrap)
        sheet.set_row(place, _LINE * max(1, -(-len(text) // 88)))
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 90)
    _page(sheet, repeat=(0, 0))


def _page(sheet: Any, repeat: tuple[int, int]) -> None:
    """How the sheet prints: on wide pages as broad as the table, its head on each."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(*repeat)
    sheet.set_footer("&L&A&RPage &P of &N")
    sheet.hide_gridlines(2)
