"""The comparison table as a workbook that opens cleanly and runs nothing."""

from __future__ import annotations

import datetime
import io
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from decision.analysis.stopping import go_on
from decision.model.requirement import Verdict
from decision.model.scenario import Scenario
from decision.outputs.charts.colours import EXCLUDED, ink_on
from decision.outputs.charts.option_marks import option_marks
from decision.outputs.files.workbook.classes_sheet import reference_classes
from decision.outputs.files.workbook.decided_sheet import what_was_decided
from decision.outputs.files.workbook.readiness_sheet import risks_and_conditions
from decision.outputs.files.workbook.sensitivity_sheets import switching_points, worth_finding_out
from decision.outputs.files.workbook.sheets import (
    BAD,
    FIT_ON_A_PAGE,
    HEAD,
    LINE,
    NARROW,
    OPTIONS_ON_A_PAGE,
    ROW,
    SAID,
    clean,
    edge,
    height,
    number_format,
    page,
    write,
)
from decision.outputs.tables.comparison import Cell, ComparisonTable, CriterionRow
from decision.outputs.words.answers import HEADING
from decision.outputs.words.figures import VERDICTS
from decision.outputs.words.open_ratings import OPEN

_CREATED = datetime.datetime(2000, 1, 1)  # fixed, so that the same decision gives the same bytes
_COLUMNS = (("Rating", 13), ("Value", 8), ("Points", 8), ("Evidence", 13))
_NAME_WIDTH, _WEIGHT_WIDTH = 34, 10
_CHANCES = (
    ("p_best", "Best in", "0.0%"),
    ("p_best_se", "Best in: standard error", "0.00%"),
    ("p10", "P10: one future in ten is lower", "0.0"),
    ("p90", "P90: one future in ten is higher", "0.0"),
)
_HOW_TO_READ = (
    "Ratings are what we expect, in the criterion's unit. Values are what we expect them to be worth, "
    "from 0 (worst) to 1 (best). Points are weight times value times 100; they add up to the score. "
    "Best in is the share of futures in which an option is best. "
    "The most likely ratings, as they were typed, stand below the table with the scores that follow from them. "
    "Reasons gives every rating as it was stated, with evidence, reason and source."
)


def comparison_workbook(scenario: Scenario, table: ComparisonTable, sentence: str) -> bytes:
    """The comparison on a sheet, then why ratings are what they are, requirements, and what the file is about.

    Where the table says what would change the answer, sheets *Switching points* and *Worth finding out* say it too.
    """
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": False,
    }
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": clean(table.title), "created": _CREATED, "author": "Trilemma"})
    heads = _option_heads(book, scenario, table)
    _Comparison(book, table, heads).write(sentence)
    if table.decided is not None:
        what_was_decided(book, table.decided)
    if table.turning is not None:
        switching_points(book, table.turning)
        if table.turning.worths:
            worth_finding_out(book, table.turning)
    _reasons(book, table)
    if table.classes:
        reference_classes(book, table.classes)
    if table.requirements:
        _requirements(book, table, heads)
    if table.readiness is not None:
        risks_and_conditions(book, [option.name for option in table.options], table.readiness)
    _about(book, scenario, table)
    go_on()
    book.close()  # not where work was stopped: nobody waits for what it would write
    return out.getvalue()


def _option_heads(book: Any, scenario: Scenario, table: ComparisonTable) -> list[Any]:
    """The format of each option's heading: its colour, or grey and struck where it is excluded."""
    marks = option_marks(scenario)
    colours = [EXCLUDED if option.out else marks[option.id].colour for option in table.options]
    return [
        book.add_format(
            {
                **HEAD,
                "text_wrap": True,
                "indent": 1,
                "align": "left",
                "bg_color": colour,
                "font_color": ink_on(colour),
                "font_strikeout": bool(option.out),
            }
        )
        for option, colour in zip(table.options, colours, strict=True)
    ]


@dataclass
class _Comparison:
    """The sheet with criteria by options."""

    book: Any
    table: ComparisonTable
    heads: list[Any]

    def write(self, sentence: str) -> None:
        sheet = self.book.add_worksheet("Comparison")
        table = self.table
        self._line(sheet, 0, table.title, size=16, bold=True)
        self._line(sheet, 1, table.question, size=11, font_color=NARROW)
        self._line(sheet, 2, sentence, size=13, bold=True)
        self._line(sheet, 3, " ".join(table.exclusions()), size=11, font_color=BAD)
        sheet.set_row(4, height((option.name, sum(width for _, width in _COLUMNS) - 4) for option in table.options))
        sheet.set_row(5, 20)
        sheet.write_string(5, 0, "Criterion", self._format(**HEAD))
        sheet.write_string(5, 1, "Weight", self._format(**HEAD, align="right", indent=1))
        for m in range(len(table.options)):
            self._option_head(sheet, self._column(m), m)
        for place, row in enumerate(table.criteria):
            self._criterion(sheet, 6 + place, row)
        last = 6 + len(table.criteria)
        self._totals(sheet, last)
        if table.simulation is not None:
            self._chances(sheet, last + 2)
            last += len(_CHANCES)
        for apart in table.values_apart():
            last += 1
            self._line(sheet, last + 1, apart, size=11, font_color=NARROW)
        if all(option.most_likely is not None for option in table.options):
            last += self._most_likely(sheet, last + 3)
        sheet.set_column(0, 0, _NAME_WIDTH)
        sheet.set_column(1, 1, _WEIGHT_WIDTH)
        sheet.freeze_panes(6, 1)
        sheet.print_area(0, 0, last + 1, self._column(len(table.options)) - 1)
        widths = [width for _, width in _COLUMNS]
        page(sheet, repeat=(4, 5), before=[_NAME_WIDTH, _WEIGHT_WIDTH], each=widths, options=len(table.options))

    def _line(self, sheet: Any, place: int, text: str, *, size: int, **style: Any) -> None:
        """A line of text across the first page, as high as it needs to be."""
        options = len(self.table.options)
        options = options if options <= FIT_ON_A_PAGE else OPTIONS_ON_A_PAGE
        wide = _NAME_WIDTH + _WEIGHT_WIDTH + options * sum(width for _, width in _COLUMNS)
        shown = self._format(**style, font_size=size, text_wrap=True)
        sheet.merge_range(place, 0, place, self._column(options) - 1, "", shown)
        write(sheet, place, 0, text, shown)
        sheet.set_row(place, height([(text, wide * 11 // size)], size=size))

    def _column(self, m: int) -> int:
        return 2 + len(_COLUMNS) * m

    def _option_head(self, sheet: Any, column: int, m: int) -> None:
        sheet.merge_range(4, column, 4, column + len(_COLUMNS) - 1, "", self.heads[m])
        write(sheet, 4, column, self.table.options[m].name, self.heads[m])
        for place, (name, width) in enumerate(_COLUMNS):
            style = {**HEAD, "left": int(place == 0), "left_color": LINE}
            side = {"align": "left", "indent": 1} if name == "Evidence" else {"align": "right"}
            sheet.write_string(5, column + place, name, self._format(**style, **side))
            sheet.set_column(column + place, column + place, width)

    def _criterion(self, sheet: Any, place: int, row: CriterionRow) -> None:
        go_on()
        unit = self.table.unit(row)
        name = row.name + (f" ({unit})" if unit and unit != "points" else "")
        style = {**ROW, "bold": bool(row.criterion.parts)}
        indent = {"align": "left", "indent": 2 * row.depth}
        write(sheet, place, 0, name, self._format(**style, **indent, text_wrap=True))
        sheet.set_row(place, height([(name, _NAME_WIDTH - 3 * row.depth - (4 if row.criterion.parts else 0))]))
        sheet.write_number(place, 1, row.weight, self._format(**style, num_format="0.0%", indent=1, align="right"))
        digits = number_format([cell.rating for cell in row.cells if cell.rating is not None])
        for m, (option, cell) in enumerate(zip(self.table.options, row.cells, strict=True)):
            ink = {"font_color": NARROW} if option.out else {}
            self._cell(sheet, place, self._column(m), cell, digits, {**style, **ink})

    def _cell(self, sheet: Any, place: int, column: int, cell: Cell, digits: str, style: dict[str, Any]) -> None:
        first = self._format(**style, left=1, left_color=LINE, num_format=digits)
        if cell.rating is None:
            sheet.write_blank(place, column, None, first)
        elif cell.open:
            sheet.write_string(place, column, OPEN, first)
        else:
            sheet.write_number(place, column, cell.rating + 0.0, first)
        sheet.write_number(place, column + 1, cell.value + 0.0, self._format(**style, num_format="0.00"))
        sheet.write_number(place, column + 2, cell.points + 0.0, self._format(**style, num_format="0.0"))
        known = self._format(**style, align="left", indent=1)
        write(sheet, place, column + 3, str(cell.evidence), known)

    def _totals(self, sheet: Any, place: int) -> None:
        total: dict[str, Any] = {"bold": True, "top": 1, "bg_color": SAID}
        sheet.write_string(place, 0, "Score", self._format(**total))
        sheet.write_number(place, 1, 1, self._format(**total, num_format="0%", indent=1, align="right"))
        sheet.write_string(place + 1, 0, "Rank", self._format(bold=True))
        sheet.set_row(place, height([]))
        sheet.set_row(place + 1, height((option.out, 11) for option in self.table.options))
        for m, option in enumerate(self.table.options):
            column = self._column(m)
            out = {"font_color": NARROW, "font_strikeout": True} if option.out else {}
            for offset in range(len(_COLUMNS)):
                sheet.write_blank(place, column + offset, None, self._format(**total, **edge(offset)))
            sheet.write_number(place, column + 2, option.score, self._format(**total, **out, num_format="0.0"))
            sheet.write_blank(place + 1, column, None, self._format(**edge(0)))
            if option.rank is None:
                bad = {"bold": True, "font_color": BAD}
                sheet.write_string(place + 1, column + 2, "out", self._format(**bad, align="right"))
                style = self._format(font_color=BAD, text_wrap=True, align="left", indent=1)
                write(sheet, place + 1, column + 3, option.out, style)
            else:
                sheet.write_number(place + 1, column + 2, option.rank, self._format(bold=True, num_format="0"))

    def _chances(self, sheet: Any, place: int) -> None:
        """P(best) with its standard error, and P10 and P90 of the score, below the points."""
        for line, (name, label, style) in enumerate(_CHANCES, start=place):
            sheet.write_string(line, 0, label, self._format())
            for m, option in enumerate(self.table.options):
                sheet.write_blank(line, self._column(m), None, self._format(**edge(0)))
                figure = getattr(option.chance, name)
                if figure is not None:
                    sheet.write_number(line, self._column(m) + 2, figure, self._format(num_format=style))

    def _most_likely(self, sheet: Any, place: int) -> int:
        """The ratings as they were typed, and the scores that follow from them; how many rows that takes."""
        rated = [row for row in self.table.criteria if not row.criterion.parts]
        sheet.write_string(place, 0, "Most likely ratings, as typed", self._format(**HEAD))
        for line, row in enumerate(rated, start=place + 1):
            go_on()
            write(sheet, line, 0, self.table.full_name(row), self._format(**ROW, text_wrap=True))
            sheet.set_row(line, height([(self.table.full_name(row), _NAME_WIDTH)]))
            style = self._format(**ROW, num_format=number_format([cell.most_likely or 0.0 for cell in row.cells]))
            for m, cell in enumerate(row.cells):
                if cell.open:
                    sheet.write_string(line, self._column(m), OPEN, style)
                elif cell.most_likely is not None:
                    sheet.write_number(line, self._column(m), cell.most_likely + 0.0, style)
        last = place + len(rated) + 1
        sheet.write_string(last, 0, "Score at these", self._format(bold=True))
        for m, option in enumerate(self.table.options):
            if option.most_likely is not None:
                score = self._format(bold=True, num_format="0.0")
                sheet.write_number(last, self._column(m) + 2, option.most_likely + 0.0, score)
        return len(rated) + 3

    def _format(self, **style: Any) -> Any:
        return self.book.add_format({**style, "valign": "vcenter"})


def _reasons(book: Any, table: ComparisonTable) -> None:
    """A row for each rating: how it was given, on what evidence, why, and from where."""
    sheet = book.add_worksheet("Reasons")
    wrap, head = book.add_format({**ROW, "text_wrap": True}), book.add_format(HEAD)
    widths = {"Criterion": 26, "Option": 26, "Estimate": 40, "Evidence": 12, "Because": 60, "Source": 50}
    for column, (name, width) in enumerate(widths.items()):
        sheet.write_string(0, column, name, head)
        sheet.set_column(column, column, width)
    place = 0
    for row in table.criteria:
        go_on()
        for option, cell in zip(table.options, row.cells, strict=True):
            if cell.rating is None:
                continue
            place += 1
            name = table.full_name(row)
            texts = (name, option.name, cell.estimate or "", cell.evidence, cell.because, cell.source)
            for column, text in enumerate(texts):
                write(sheet, place, column, str(text), wrap)
            sheet.set_row(place, height(zip(map(str, texts), widths.values(), strict=True)))
    sheet.autofilter(0, 0, place, len(widths) - 1)
    sheet.freeze_panes(1, 2)
    page(sheet, repeat=(0, 0))


_REQUIREMENT_WIDTHS, _RESULT_WIDTHS = (8, 58), (12, 36)


def _requirements(book: Any, table: ComparisonTable, heads: list[Any]) -> None:
    sheet = book.add_worksheet("Requirements")
    wrap = book.add_format({**ROW, "text_wrap": True})
    head = book.add_format(HEAD)
    sheet.write_string(0, 0, "Id", head)
    sheet.write_string(0, 1, "Requirement", head)
    sheet.set_row(0, height((option.name, sum(_RESULT_WIDTHS) - 4) for option in table.options))
    edged = {**ROW, **edge(0), "align": "left", "indent": 1}
    styles = {
        Verdict.PASS: book.add_format(edged),
        Verdict.FAIL: book.add_format({**edged, "bold": True, "font_color": BAD}),
        Verdict.NOT_SHOWN: book.add_format({**edged, "italic": True, "font_color": NARROW}),
    }
    for m, option in enumerate(table.options):
        sheet.merge_range(0, 2 + 2 * m, 0, 3 + 2 * m, "", heads[m])
        write(sheet, 0, 2 + 2 * m, option.name, heads[m])
        for side, width in enumerate(_RESULT_WIDTHS):
            sheet.set_column(2 + 2 * m + side, 2 + 2 * m + side, width)
    for place, row in enumerate(table.requirements, start=1):
        go_on()
        write(sheet, place, 0, row.id, wrap)
        write(sheet, place, 1, row.text, wrap)
        for m, result in enumerate(row.results):
            sheet.write_string(place, 2 + 2 * m, VERDICTS[result.verdict], styles[result.verdict])
            write(sheet, place, 3 + 2 * m, result.because, wrap)
        reasons = [(result.because, _RESULT_WIDTHS[1]) for result in row.results]
        sheet.set_row(place, height([(row.id, _REQUIREMENT_WIDTHS[0]), (row.text, _REQUIREMENT_WIDTHS[1]), *reasons]))
    for column, width in enumerate(_REQUIREMENT_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 2)
    page(sheet, repeat=(0, 0), before=_REQUIREMENT_WIDTHS, each=_RESULT_WIDTHS, options=len(table.options))


def _about(book: Any, scenario: Scenario, table: ComparisonTable) -> None:
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
    page(sheet, repeat=None)
