"""The sheet *Ratings*: a row for each rating, from the figure to change to the value that counts."""

from __future__ import annotations

from typing import Any

from decision.analysis.stopping import go_on
from decision.model.cost_plan import CostPlan
from decision.model.rating import Evidence
from decision.model.scoring_sheet import BECAUSE, CERTAIN, FROM, UNCERTAIN
from decision.outputs.files.workbook.book import INPUT, OF_THE_ENGINE, Book
from decision.outputs.files.workbook.cost_plan_sheet import CostPlans
from decision.outputs.files.workbook.places import EVIDENCE, FIRST_RATING, RATINGS, SHORT, VALUE, Places
from decision.outputs.files.workbook.scales_sheet import MINIMUM, Scales
from decision.outputs.files.workbook.sheets import BAD, NARROW, ROW, head, height, intro, number_format, page, write
from decision.outputs.tables.comparison import CriterionRow
from decision.outputs.words.open_ratings import OPEN

_RATING, _GIVEN_AS, _WAY, _CURVE, _OF_RATING, _SPREAD, _NOTE = 4, 5, 6, 7, 8, 9, 13
_COLUMNS = {
    "Criterion": (20, "left"),
    "Option": (16, "left"),
    "Unit": (8, "left"),
    "As it was given": (16, "left"),
    "Rating": (11, "right"),
    "Counts as": (10, "left"),
    "Way": (8, "right"),
    "On the curve": (8, "right"),
    "Value of the rating": (8, "right"),
    "For its spread": (7, "right"),
    "Value": (7, "right"),
}
_SECOND_PAGE = {"Minimum": (10, "left"), "Evidence": (11, "left"), "Note": (23, "left"), "Because": (40, "left")}
_THIRD_PAGE = {"Source": (44, "left"), "Key": (24, "left"), "Option's key": (16, "left")}
_HOW_TO_READ = (
    "Change the ratings; values, scores and ranks follow. A rating is what is expected, in the criterion's unit. "
    "What counts is what its value is expected to be. Of a certain rating that is the value of the rating. Of an "
    "uncertain one it is not always: where the curve bends within its spread, the difference stands under “For its "
    "spread”, a figure that Trilemma worked out for the spread as it was given, and that no formula here can "
    "follow. So after a change of an uncertain rating its value is nearly right, and a note says so; put “certain” "
    f"where the new figure is certain, and it is exact. Where nobody knows yet, the rating is “{OPEN}”: type the "
    "number over it once it is known."
)
_STILL = "changed: its allowance for spread is still that of the old rating"
_CHANGED = "changed"
_NOTHING = 1e-12  # what rounding leaves of no spread at all


def ratings(book: Book, places: Places, scales: Scales, plans: CostPlans) -> None:
    """Write the sheet, all options of one criterion together."""
    sheet = book.raw.add_worksheet(RATINGS)
    columns = {**_COLUMNS, **_SECOND_PAGE, **_THIRD_PAGE}
    whole = sum(width for width, _ in list(_COLUMNS.values())[2:])
    title = "What each option does, and what that is worth"
    intro(book, sheet, title, _HOW_TO_READ, whole, len(_COLUMNS), first=2)
    head(book, sheet, FIRST_RATING - 1, columns)
    for row in places.leaf_rows:
        digits = number_format([each.rating for each in row.cells if each.rating is not None])
        for m in range(len(places.scenario.options)):
            go_on()
            _Row(book, sheet, places, scales, plans, row, m).write(digits)
    last = FIRST_RATING + len(places.leaves) * len(places.scenario.options) - 1
    _validate(sheet, last)
    sheet.conditional_format(
        FIRST_RATING, _NOTE, last, _NOTE, {"type": "no_blanks", "format": book.style(font_color=BAD, bold=True)}
    )
    sheet.autofilter(FIRST_RATING - 1, 0, last, len(columns) - 1)
    sheet.freeze_panes(FIRST_RATING, 2)
    sheet.print_area(0, 0, last, len(columns) - 1)
    book.name("ratings", places.ratings(_RATING))
    book.name("values", places.ratings(VALUE))
    parts = [len(_COLUMNS), len(_COLUMNS) + len(_SECOND_PAGE)]
    page(sheet, (FIRST_RATING - 1, FIRST_RATING - 1), [width for width, _ in columns.values()], 2, parts)


_RANGES = "A range, as in 3 to 8, counts once the file is brought in; until then its row has no value."


def _validate(sheet: Any, last: int) -> None:
    given = {"validate": "list", "source": [CERTAIN, UNCERTAIN]}
    sheet.data_validation(FIRST_RATING, _GIVEN_AS, last, _GIVEN_AS, given)
    grades = {"validate": "list", "source": [str(each) for each in Evidence], "ignore_blank": True}
    sheet.data_validation(FIRST_RATING, EVIDENCE, last, EVIDENCE, grades)
    at = f"E{FIRST_RATING + 1}"
    number = {
        "validate": "custom",
        "value": f'=OR(ISNUMBER({at}),{at}="{OPEN}")',
        "input_title": "Rating",
        "input_message": f"A number in the criterion's unit, or {OPEN}. {_RANGES}",
        "error_type": "warning",  # a range is read when the file is brought in, and no formula can follow one
        "error_title": "Rating",
        "error_message": f"No formula follows this. Give a number in the criterion's unit, or {OPEN}. {_RANGES}",
    }
    sheet.data_validation(FIRST_RATING, _RATING, last, _RATING, number)


class _Row:
    """The row of one rating."""

    def __init__(
        self, book: Book, sheet: Any, places: Places, scales: Scales, plans: CostPlans, row: CriterionRow, m: int
    ) -> None:
        self.book, self.sheet, self.places, self.scales, self.plans = book, sheet, places, scales, plans
        self.row, self.m, self.cell = row, m, row.cells[m]
        self.place = places.rating_row(m, row.path)
        self.option = places.table.options[m]
        self.name = f"{self.option.name}: {places.table.full_name(row)}"

    def write(self, digits: str) -> None:
        """Write all of it."""
        self._texts()
        kept = self._rating(digits)
        at = {name: f"${letter}${self.place + 1}" for name, letter in _LETTERS.items()}
        path, x = self.row.path, self.cell.rating
        assert x is not None  # only what is rated has a row
        way, on_curve, of_rating = self.scales.figures(path, x)
        known = not self.cell.open
        figure = self.book.style(**ROW, num_format="0.0000")
        missing = '""' if self.cell.open else "NA()"
        for column, formula, cached in (
            (_WAY, self.scales.way(path, at["rating"]), way),
            (_CURVE, self.scales.on_curve(path, at["rating"], at["way"]), on_curve),
            (_OF_RATING, self.scales.value(path, at["curve"]), of_rating),
        ):
            guarded = f"IF(ISNUMBER({at['rating']}),{formula},{missing})"
            self.book.formula(self.sheet, self.place, column, guarded, cached if known else "", figure)
        spread = self.cell.value - of_rating if known else self.cell.value
        self.sheet.write_number(
            self.place, _SPREAD, spread + 0.0, self.book.style(**ROW, num_format="0.0000", bg_color=OF_THE_ENGINE)
        )
        self._value(at)
        self._minimum(at)
        self._note(at, kept, exact=abs(spread) < _NOTHING and self._is_straight() and self._follows())

    def _texts(self) -> None:
        wrap = self.book.style(**ROW, text_wrap=True, align="left")
        evidence = self.book.style(**ROW, bg_color=INPUT, locked=False)
        given = "a cost plan" if self._is_plan() else self.cell.estimate or ""
        name, unit = self.places.table.full_name(self.row), self.places.table.unit(self.row)
        of_row = {"Criterion": name, "Option": self.option.name, "Unit": unit, "As it was given": given}
        of_row |= {"Because": self.cell.because, "Source": self.cell.source}
        of_row |= {"Key": self.row.path, "Option's key": self.option.id}
        columns = {**_COLUMNS, **_SECOND_PAGE, **_THIRD_PAGE}
        change = self.book.style(**ROW, text_wrap=True, align="left", bg_color=INPUT, locked=False)
        for column, title in enumerate(columns):
            if title in of_row:
                style = change if title in (BECAUSE, FROM) else wrap
                write(self.sheet, self.place, column, of_row[title], style)
        write(self.sheet, self.place, EVIDENCE, str(self.cell.evidence), evidence)
        self.sheet.set_row(self.place, height((text, columns[title][0]) for title, text in of_row.items()))

    def _is_plan(self) -> bool:
        return self.places.is_plan(self.m, self.row.path)

    def _follows(self) -> bool:
        """Whether nothing of the rating itself is an allowance for its spread, as something of a cost plan may be."""
        return not self._is_plan() or self.plans.follows(self.m, self.row.path)

    def _is_straight(self) -> bool:
        function = self.row.criterion.value_function
        return function is not None and function.is_straight

    def _rating(self, digits: str) -> tuple[str, str]:
        """The figure to change and what it counts as; the cells that say whether they were changed."""
        style = self.book.style(**ROW, bg_color=INPUT, num_format=digits, align="right", locked=False)
        estimate = self.places.scenario.options[self.m].ratings[self.row.path].estimate
        certain = self._given_certain()
        what, of = f"Rating of {self.name}", (self.option.id, self.row.path)
        if isinstance(estimate, CostPlan):
            assert self.cell.rating is not None
            total = self.plans.total(self.m, self.row.path)
            kept = self.book.formula_to_change(
                self.sheet, self.place, _RATING, total, self.cell.rating, style, what, ("rating", *of)
            )
        else:
            now = OPEN if self.cell.open or self.cell.rating is None else self.cell.rating
            kept = self.book.input(self.sheet, self.place, _RATING, now, style, what, ("rating", *of))
        word = self.book.style(**ROW, bg_color=INPUT, align="left", indent=1, locked=False)
        given = CERTAIN if certain else UNCERTAIN
        counts = f"{what}: counts as"
        return kept, self.book.input(self.sheet, self.place, _GIVEN_AS, given, word, counts, ("counts_as", *of))

    def _value(self, at: dict[str, str]) -> None:
        if self.cell.open:
            formula = f"IF(ISNUMBER({at['rating']}),{at['of_rating']},{at['spread']})"
        else:
            formula = f'{at["of_rating"]}+IF({at["given"]}="{CERTAIN}",0,{at["spread"]})'
        style = self.book.style(**ROW, num_format="0.0000", bold=True)
        what = f"Value of {self.name}"
        self.book.checked(self.sheet, self.place, VALUE, formula, self.cell.value, style, what)

    def _minimum(self, at: dict[str, str]) -> None:
        minimum, function = self.row.criterion.minimum, self.row.criterion.value_function
        style = self.book.style(**ROW, align="left", indent=1)
        if minimum is None or function is None:
            self.sheet.write_blank(self.place, SHORT, None, style)
            return
        worse = "<" if function.scale.best > function.scale.worst else ">"
        limit = self.places.scale(self.row.path, MINIMUM)
        short = self.row.path in self.places.scenario.options[self.m].short_of
        formula = f'IF(ISNUMBER({at["rating"]}),IF({at["rating"]}{worse}{limit},"short","met"),"open")'
        cached = "open" if self.cell.open else "short" if short else "met"
        self.book.checked(self.sheet, self.place, SHORT, formula, cached, style, f"Minimum of {self.name}")

    def _note(self, at: dict[str, str], kept: tuple[str, str], *, exact: bool) -> None:
        """Whether the row is as it was, and what a change leaves out."""
        if exact or self.cell.open or self._given_certain():
            changed = f'"{_CHANGED}"'
        else:
            changed = f'IF({at["given"]}="{CERTAIN}","{_CHANGED}","{_STILL}")'
        formula = f'IF({"+".join(kept)}=0,"",{changed})'
        style = self.book.style(**ROW, text_wrap=True, font_color=NARROW, align="left", indent=1)
        self.book.formula(self.sheet, self.place, _NOTE, formula, "", style)

    def _given_certain(self) -> bool:
        scenario = self.places.scenario
        return scenario.is_certain_rating(scenario.options[self.m], self.row.path)


_LETTERS = {"rating": "E", "given": "F", "way": "G", "curve": "H", "of_rating": "I", "spread": "J", "value": "K"}
