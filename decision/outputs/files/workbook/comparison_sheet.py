"""The sheet *Comparison*: criteria by options, with the ratings, what they are worth, and the score below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from decision.analysis.stopping import go_on
from decision.outputs.files.workbook.book import CHANGED, OF_THE_ENGINE, Book
from decision.outputs.files.workbook.places import (
    COMPARISON,
    EVIDENCE,
    FIRST_CRITERION,
    PART_OF,
    RANK,
    SHARE_OF,
    STATUS,
    TOP_LEVEL,
    VALUE,
    Places,
)
from decision.outputs.files.workbook.scales_sheet import Scales
from decision.outputs.files.workbook.sheets import (
    BAD,
    HEAD,
    LINE,
    NARROW,
    OPTIONS_ON_A_PAGE,
    ROW,
    SAID,
    edge,
    height,
    number_format,
    page_of_options,
    write,
)
from decision.outputs.files.workbook.summary_sheet import RANKED, WHY
from decision.outputs.tables.comparison import Cell, CriterionRow
from decision.outputs.words.open_ratings import OPEN

_COLUMNS = (("Rating", 10), ("Value", 6), ("Points", 6), ("Evidence", 11))
AT_WHAT_WAS_TYPED = " at what was typed"
_STALE = "Inputs changed: lines above and chances below are of the file as it was."
_NAME_WIDTH, _WEIGHT_WIDTH = 21, 7
_CHANCES = (
    ("p_best", "Best in", "0.0%"),
    ("p_best_se", "Best in: standard error", "0.00%"),
    ("p10", "P10: one future in ten is lower", "0.0"),
    ("p90", "P90: one future in ten is higher", "0.0"),
)


@dataclass
class Comparison:
    """The sheet with criteria by options; `heads` are the formats of the options' names."""

    book: Book
    places: Places
    heads: Sequence[Any]
    scales: Scales

    def __post_init__(self) -> None:
        self.table = self.places.table

    def write(self, sentence: str) -> None:
        """Write the sheet under that sentence."""
        sheet = self.book.raw.add_worksheet(COMPARISON)
        table = self.table
        self._line(sheet, 0, table.title, size=16, bold=True)
        self._line(sheet, 1, table.question, size=11, font_color=NARROW)
        self._line(sheet, 2, sentence, size=13, bold=True)
        self._line(sheet, 3, " ".join(table.exclusions()), size=11, font_color=BAD)
        self._stale(sheet)
        names = [(option.name, sum(width for _, width in _COLUMNS) - 4) for option in table.options]
        sheet.set_row(4, height([*names, (_STALE, _NAME_WIDTH + _WEIGHT_WIDTH - 2)]))
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
        page_of_options(sheet, (4, 5), [_NAME_WIDTH, _WEIGHT_WIDTH], widths, len(table.options))

    def _line(self, sheet: Any, place: int, text: str, *, size: int, **style: Any) -> None:
        """A line of text across the first page, as high as it needs to be."""
        options = min(len(self.table.options), OPTIONS_ON_A_PAGE)
        first = 0 if options == len(self.table.options) else 2  # not in what is printed again on each page
        wide = (0 if first else _NAME_WIDTH + _WEIGHT_WIDTH) + options * sum(width for _, width in _COLUMNS)
        shown = self._format(**style, font_size=size, text_wrap=True)
        sheet.merge_range(place, first, place, self._column(options) - 1, "", shown)
        write(sheet, place, first, text, shown)
        sheet.set_row(place, height([(text, wide * 11 // size)], size=size))

    def _stale(self, sheet: Any) -> None:
        """Left of the options' names: that the lines above them are of the file as it was, once an input is another."""
        style = self._format(font_color=BAD, text_wrap=True)
        sheet.merge_range(4, 0, 4, 1, "", style)
        self.book.formula(sheet, 4, 0, f'IF({CHANGED}=0,"","{_STALE}")', "", style)

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
        percent = self._format(**style, num_format="0.0%", indent=1, align="right")
        self.book.formula(sheet, place, 1, self.places.weight(row.path), row.weight, percent)
        digits = number_format([cell.rating for cell in row.cells if cell.rating is not None])
        for m, (option, cell) in enumerate(zip(self.table.options, row.cells, strict=True)):
            ink = {"font_color": NARROW} if option.out else {}
            self._cell(sheet, place, m, row, cell, digits, {**style, **ink})

    def _cell(
        self, sheet: Any, place: int, m: int, row: CriterionRow, cell: Cell, digits: str, style: dict[str, Any]
    ) -> None:
        column, path = self._column(m), row.path
        first = self._format(**style, left=1, left_color=LINE, num_format=digits, align="right")
        plain, known = self._format(**style, num_format="0.00"), self._format(**style, align="left", indent=1)
        what = f"{self.table.options[m].name}: {self.table.full_name(row)}"
        if cell.rating is None:
            sheet.write_blank(place, column, None, first)
            value = self.book.checked(
                sheet, place, column + 1, self._of_parts(row, column + 1), cell.value, plain, f"Value of {what}"
            )
            sheet.write_blank(place, column + 3, None, known)
        else:
            rating = self.places.rating(m, path)
            self.book.formula(sheet, place, column, rating, OPEN if cell.open else cell.rating, first)
            value = self.book.formula(sheet, place, column + 1, self.places.rating(m, path, VALUE), cell.value, plain)
            evidence = self.places.rating(m, path, EVIDENCE)
            self.book.formula(sheet, place, column + 3, f'{evidence}&""', str(cell.evidence), known)
        formula = f"100*$B${place + 1}*{value.rpartition('!')[2]}"
        points = self._format(**style, num_format="0.0")
        self.book.checked(sheet, place, column + 2, formula, cell.points, points, f"Points of {what}")

    def _of_parts(self, row: CriterionRow, column: int) -> str:
        """The value of what has parts: the mean of theirs, weighed by their shares; they stand in the rows below."""
        path, rows = row.path, self.places.rows
        below = sum(1 for each in rows if each.startswith(f"{path}."))
        first = FIRST_CRITERION + rows[path] + 1
        values = xl_range_abs(first, column, first + below - 1, column)
        parts, shares = (self.places.weights(each, after=path, below=below) for each in (PART_OF, SHARE_OF))
        return f'SUMPRODUCT(({parts}="{path}")*{shares}*{values})'

    def _sum_of_top(self, column: int) -> str:
        """The sum of what stands in a column at the top level."""
        last = FIRST_CRITERION + len(self.places.rows) - 1
        figures = xl_range_abs(FIRST_CRITERION, column, last, column)
        return f'SUMPRODUCT(({self.places.weights(PART_OF)}="{TOP_LEVEL}")*{figures})'

    def _totals(self, sheet: Any, place: int) -> None:
        total: dict[str, Any] = {"bold": True, "top": 1, "bg_color": SAID}
        sheet.write_string(place, 0, "Score", self._format(**total))
        percent = self._format(**total, num_format="0%", indent=1, align="right")
        self.book.formula(sheet, place, 1, self._sum_of_top(1), 1.0, percent)
        sheet.write_string(place + 1, 0, "Rank", self._format(bold=True))
        sheet.set_row(place, height([]))
        sheet.set_row(place + 1, height((option.out, 11) for option in self.table.options))
        for m, option in enumerate(self.table.options):
            column = self._column(m)
            out = {"font_color": NARROW, "font_strikeout": True} if option.out else {}
            for offset in range(len(_COLUMNS)):
                sheet.write_blank(place, column + offset, None, self._format(**total, **edge(offset)))
            score = self._format(**total, **out, num_format="0.0")
            self.book.formula(sheet, place, column + 2, self._sum_of_top(column + 2), option.score, score)
            sheet.write_blank(place + 1, column, None, self._format(**edge(0)))
            status, rank, why = (self.places.of_option(m, each) for each in (STATUS, RANK, WHY))
            bad: dict[str, Any] = {"font_color": BAD} if option.rank is None else {}
            place_of = self._format(bold=True, num_format="0", align="right", **bad)
            told = "out" if option.rank is None else option.rank
            self.book.formula(sheet, place + 1, column + 2, f'IF({status}="{RANKED}",{rank},"out")', told, place_of)
            style = self._format(font_color=BAD, text_wrap=True, align="left", indent=1)
            self.book.formula(sheet, place + 1, column + 3, f'{why}&""', option.out, style)

    def _chances(self, sheet: Any, place: int) -> None:
        """P(best) with its standard error, and P10 and P90 of the score, below the points."""
        for line, (name, label, style) in enumerate(_CHANCES, start=place):
            sheet.write_string(line, 0, label, self._format())
            for m, option in enumerate(self.table.options):
                sheet.write_blank(line, self._column(m), None, self._format(**edge(0)))
                figure = getattr(option.chance, name)
                if figure is not None:
                    known = self._format(num_format=style, bg_color=OF_THE_ENGINE)
                    sheet.write_number(line, self._column(m) + 2, figure + 0.0, known)

    def _most_likely(self, sheet: Any, place: int) -> int:
        """The ratings as they were typed, and the scores that follow from them; how many rows that takes."""
        rated = [row for row in self.table.criteria if not row.criterion.parts]
        sheet.write_string(place, 0, "Most likely ratings, as typed", self._format(**HEAD))
        for line, row in enumerate(rated, start=place + 1):
            go_on()
            write(sheet, line, 0, self.table.full_name(row), self._format(**ROW, text_wrap=True))
            sheet.set_row(line, height([(self.table.full_name(row), _NAME_WIDTH)]))
            digits = number_format([cell.most_likely or 0.0 for cell in row.cells])
            style = self._format(**ROW, num_format=digits, bg_color=OF_THE_ENGINE)
            for m, cell in enumerate(row.cells):
                self._typed(sheet, line, m, row, cell, style)
        last = place + len(rated) + 1
        sheet.write_string(last, 0, "Score at these", self._format(bold=True))
        for m, option in enumerate(self.table.options):
            if option.most_likely is not None:
                points = xl_range_abs(place + 1, self._column(m) + 2, last - 1, self._column(m) + 2)
                score, what = self._format(bold=True, num_format="0.0"), f"Score of {option.name}{AT_WHAT_WAS_TYPED}"
                self.book.checked(sheet, last, self._column(m) + 2, f"SUM({points})", option.most_likely, score, what)
        return len(rated) + 3

    def _typed(self, sheet: Any, line: int, m: int, row: CriterionRow, cell: Cell, style: Any) -> None:
        """A rating as it was typed, what that is worth by its scale, and the points for it."""
        column, value, points = (
            self._column(m),
            self._format(**ROW, num_format="0.00"),
            self._format(**ROW, num_format="0.0"),
        )
        x = cell.most_likely
        if cell.open:
            sheet.write_string(line, column, OPEN, style)
            known = self._format(**ROW, num_format="0.00", bg_color=OF_THE_ENGINE)
            sheet.write_number(line, column + 1, cell.value + 0.0, known)
            worth = cell.value
        elif x is not None:
            sheet.write_number(line, column, x + 0.0, style)
            at = xl_rowcol_to_cell(line, column, col_abs=True)
            on_curve = self.scales.on_curve(row.path, at, f"({self.scales.way(row.path, at)})")
            worth = self.scales.figures(row.path, x)[2]
            self.book.formula(sheet, line, column + 1, self.scales.value(row.path, on_curve), worth, value)
        else:
            return
        weight, of = self.places.weight(row.path), xl_rowcol_to_cell(line, column + 1, col_abs=True)
        self.book.formula(sheet, line, column + 2, f"100*{weight}*{of}", 100 * row.weight * worth, points)

    def _format(self, **style: Any) -> Any:
        return self.book.style(**{**style, "valign": "vcenter"})
