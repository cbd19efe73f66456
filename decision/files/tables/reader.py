"""A layout read: options, criteria, weights, scales and ratings, with every fault at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from decision.files.faults import Fault
from decision.files.tables.cell_comments import comments_in_words
from decision.files.tables.cells import Reading, read_cell
from decision.files.tables.grid import Grid
from decision.files.tables.layout import Layout, Role
from decision.files.tables.numbers import Figure, decimal_mark
from decision.files.tables.scales import GuessedScale, Row, scales_of
from decision.files.tables.stated_figures import StatedFigures
from decision.files.tables.titles import less_is_better, unit_in_name
from decision.files.tables.understanding import (
    MOST_CRITERIA,
    Choices,
    Note,
    Said,
    TableCriterion,
    TableOption,
    TableRating,
    Understanding,
)
from decision.files.tables.words import means_signs, plain, steps_for
from decision.files.tables.worth import worth_of
from decision.model.bounds import FEWEST_OPTIONS, LONGEST_NAME, MOST_OPTIONS
from decision.model.naming import id_of
from decision.model.visible import visible

APPROACHES = ("build", "buy", "extend")


def understood(layout: Layout, choices: Choices, title: str = "") -> Understanding:
    """The decision that the grid of `layout` says, as far as it can be understood."""
    return _Reader(layout, choices).understanding(title)


@dataclass(frozen=True)
class _Line:
    """One criterion as it was read: its ratings by column, and what is known of its scale."""

    row: int
    name: str
    ratings: Mapping[int, TableRating]
    scale: Row
    unit: str


class _Reader:
    def __init__(self, layout: Layout, choices: Choices) -> None:
        self.layout = layout
        self.grid: Grid = layout.grid
        self.choices = choices
        self.faults: list[Fault] = []
        self.notes: list[Note] = [Note(text) for text in self.grid.notes]
        self.columns = layout.columns_that_are(Role.RATED)
        self.rows = layout.rows_that_are(Role.RATED)
        self.said = {plain(name): said for name, said in choices.of.items()}
        self.own_words = {plain(word): x for word, x in choices.words.items()}
        ratings = [self.grid[row, column].text for row in self.rows for column in self.columns]
        self.words = [text for text in ratings if text]
        self.signs = means_signs(self.words)
        weights = [self.grid[row, c].text for row in self.rows for c in layout.columns_that_are(Role.WEIGHT)]
        self.mark = choices.decimal or decimal_mark(
            self.words + weights, points_part_decimals=self.grid.points_part_decimals
        )

    def understanding(self, title: str) -> Understanding:
        options = self._options()
        self._check_size(options)
        self._check_merged()
        lines = [self._line(row) for row in self.rows]
        weights = self._weights()
        has_totals = bool(self.layout.rows_that_are(Role.TOTAL))
        scales = scales_of(
            [line.scale for line in lines],
            self.choices.scale,
            [self._own_scale(line) for line in lines],
            totals_count_from_zero=has_totals,
        )
        criteria = self._criteria(lines, scales, weights)
        self._check_choices(lines)
        self._note_what_is_left_out()
        self.notes += [Note(text) for text in comments_in_words(self.layout)]
        ratings = {
            (o.id, c.id): line.ratings[o.column] for c, line in zip(criteria, lines, strict=True) for o in options
        }
        stated = StatedFigures(self.layout, self.mark, options, criteria, ratings, weights)
        return Understanding(
            self.layout,
            self.choices.title or title or "A table of options",
            options,
            criteria,
            ratings,
            weights is not None,
            tuple(self.notes),
            () if self.faults else stated.compared(),
            tuple(self.faults),
        )

    # --- options ---------------------------------------------------------------------------------------------

    def _options(self) -> tuple[TableOption, ...]:
        options: list[TableOption] = []
        approaches = self.layout.rows_that_are(Role.APPROACH)
        for column in self.columns:
            in_table = self.layout.option_name(column)
            own = self._said(self.choices.columns.get(column), in_table)
            name = self._name(own.name or in_table, *self._names_row(), column)
            abouts = [self.grid[row, column].text for row in self.layout.rows_that_are(Role.COMMENT)]
            abouts += [self.grid.comment(row, column) for row in self._names_row()]
            said = next((plain(self.grid[row, column].text) for row in approaches), plain(name).split(" ")[0])
            approach = next((each for each in APPROACHES if said == each), None)
            if own.approach is not None:
                approach = own.approach or None
            id = id_of(name, [option.id for option in options], "option")
            options.append(TableOption(id, name, column, "\n".join(filter(None, abouts)), approach))
        return tuple(options)

    def _said(self, by_place: Said | None, name: str) -> Said:
        """What a person says of an option or criterion."""
        return by_place or self.said.get(plain(name)) or Said()

    def _names_row(self) -> tuple[int]:
        return (next(iter(self.layout.rows_that_are(Role.NAMES)), 0),)

    def _name(self, name: str, row: int, column: int) -> str:
        if len(name) > LONGEST_NAME:
            self.faults.append(self.grid.fault(row, column, f"is a name of more than {LONGEST_NAME:,} characters"))
        return name or "(no name)"

    def _check_size(self, options: tuple[TableOption, ...]) -> None:
        if not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
            names = ", ".join(f"“{visible(option.name)}”" for option in options[:3])
            got = f"{len(options)}: {names}" if len(options) in (1, 2, 3) else f"{len(options)}"
            self._fault(f"2 to {MOST_OPTIONS} options are needed, each with a name and ratings (got {got})")
        if not 1 <= len(self.rows) <= MOST_CRITERIA:
            self._fault(
                f"1 to {MOST_CRITERIA} criteria are needed, each with a name and ratings (got {len(self.rows)})"
            )
        if not self.layout.columns_that_are(Role.NAMES):
            self._fault("no column or row holds the names of the criteria; put them beside the ratings")

    def _fault(self, message: str) -> None:
        self.faults.append(Fault(self.grid.file, 1, 1, self.grid.sheet, message))

    def _check_merged(self) -> None:
        for area in self.grid.merged:
            rows = [row for row in self.rows if area.top <= row <= area.bottom]
            columns = [column for column in self.columns if area.left <= column <= area.right]
            if rows and columns and len(rows) * len(columns) > 1:
                end = self.grid.place(area.bottom, area.right).rpartition("!")[2]
                message = f"is merged with the cells up to {end}; unmerge them and write a rating in each"
                self.faults.append(self.grid.fault(area.top, area.left, message))

    # --- criteria --------------------------------------------------------------------------------------------

    def _line(self, row: int) -> _Line:
        in_table = self.layout.label(row)
        own = self._said(self.choices.rows.get(row), in_table)
        name = self._criterion_name(row, own)
        in_table = in_table or name
        cells = {column: self.grid[row, column] for column in self.columns}
        readings = {
            column: read_cell(cell, self.mark, known=frozenset(self.own_words), signs=self.signs)
            for column, cell in cells.items()
        }
        for column, reading in readings.items():
            if reading.problem:
                self.faults.append(self.grid.fault(row, column, reading.problem))
        unit = self._unit(row, in_table, readings)
        texts = {column: cell.text for column, cell in cells.items()}
        worth = worth_of(readings, texts, self.words, self.own_words, signs=self.signs)
        self.faults += [self.grid.fault(row, column, message) for column, message in worth.faults.items()]
        ratings = {
            column: TableRating(*_ends(worth.figures.get(column)), reading.because, self.grid.comment(row, column))
            for column, reading in readings.items()
        }
        scale = Row(
            in_table,
            tuple(x for figure in worth.figures.values() for x in (figure.low, figure.high)),
            worth.kind if worth.kind == "words" or not unit else "percent" if unit == "%" else "measured",
            worth.ends,
            (self._stated(row, Role.WORST), self._stated(row, Role.BEST)),
            self._less(row, in_table),
            worth.anchors,
        )
        # a unit that is said is a word for the figures: what scale they are on is seen in the table
        return _Line(row, name, ratings, scale, unit if own.unit is None else own.unit)

    def _own_scale(self, line: _Line) -> tuple[float, float] | None:
        """Worst and best as a person says them."""
        by_place = self.choices.rows.get(line.row)
        if by_place is not None and by_place.scale is not None:
            return by_place.scale
        return next((ends for name, ends in self.choices.scales.items() if plain(name) == plain(line.scale.name)), None)

    def _criterion_name(self, row: int, own: Said) -> str:
        column = next(iter(self.layout.columns_that_are(Role.NAMES)), 0)
        name = own.name or self.layout.label(row)
        if not name:
            self.faults.append(self.grid.fault(row, column, "has no name, though there are ratings beside it; name it"))
        return self._name(name, row, column)

    def _unit(self, row: int, name: str, readings: Mapping[int, Reading]) -> str:
        found = {
            column: reading.figure.unit
            for column, reading in readings.items()
            if reading.figure is not None and reading.figure.unit
        }
        units = [unit for unit, _ in Counter(found.values()).most_common()]
        for column, unit in found.items():
            if unit != units[0]:
                self.faults.append(
                    self.grid.fault(
                        row,
                        column,
                        f"is in {visible(unit)}, others of this criterion in {visible(units[0])}; use one unit",
                    )
                )
        if units and units[0] == "%":
            for column, reading in readings.items():
                if reading.figure is not None and not reading.figure.unit:
                    message = (
                        "is no percentage, though others of this criterion are; add the sign or take it away there"
                    )
                    self.faults.append(self.grid.fault(row, column, message))
        said = [self.grid[row, c].text for c in self.layout.columns_that_are(Role.UNIT)]
        return next((unit for unit in (*said, *units[:1], unit_in_name(name)) if unit), "")

    def _stated(self, row: int, role: Role) -> float | None:
        for column in self.layout.columns_that_are(role):
            reading = read_cell(self.grid[row, column], self.mark)
            if reading.figure is not None and reading.figure.low == reading.figure.high:
                return reading.figure.low
            if not reading.is_open:
                message = reading.problem or "is no single number; write worst and best as numbers"
                self.faults.append(self.grid.fault(row, column, message))
        return None

    def _less(self, row: int, name: str) -> bool | None:
        if any(plain(name) == plain(each) for each in self.choices.less_is_better):
            return True
        for column in self.layout.columns_that_are(Role.DIRECTION):
            text = self.grid[row, column].text
            said = less_is_better(text)
            if said is not None:
                return said
            if text:
                message = f"“{visible(text)}” does not say whether more or less is better; write more or less"
                self.faults.append(self.grid.fault(row, column, message))
        return None

    def _criteria(
        self, lines: list[_Line], scales: list[GuessedScale], weights: list[float] | None
    ) -> tuple[TableCriterion, ...]:
        criteria: list[TableCriterion] = []
        taken = ["use"]  # a key of its own among criteria
        for place, (line, scale) in enumerate(zip(lines, scales, strict=True)):
            id = id_of(line.name, taken, "criterion")
            taken.append(id)
            anchors = line.scale.anchors
            weight = 1.0 if weights is None else weights[place]
            criteria.append(
                TableCriterion(
                    id, line.name, line.row, weight, scale.worst, scale.best, line.unit,
                    self._about(line.row), anchors, scale.guesses,
                )
            )  # fmt: skip
        return tuple(criteria)

    def _about(self, row: int) -> str:
        comments = [self.grid[row, c].text for c in self.layout.columns_that_are(Role.COMMENT)]
        comments += [self.grid.comment(row, c) for c in self.layout.columns_that_are(Role.NAMES)]
        return "\n".join(dict.fromkeys(filter(None, (self._group(row), *comments))))

    def _group(self, row: int) -> str:
        """The group that a criterion stands in: in a column beside it, or in a row of its own above."""
        for column in self.layout.columns_that_are(Role.MORE_NAMES):
            group = next((text for r in range(row, -1, -1) if (text := self._in_group_column(r, column))), "")
            if group:
                return group
        headings = [r for r in self.layout.rows_that_are(Role.HEADING) if r < row]
        return self.layout.label(headings[-1]) if headings else ""

    def _in_group_column(self, row: int, column: int) -> str:
        return self.grid[row, column].text if self.layout.rows[row] in (Role.RATED, Role.HEADING) else ""

    # --- weights ---------------------------------------------------------------------------------------------

    def _weights(self) -> list[float] | None:
        columns = self.layout.columns_that_are(Role.WEIGHT)
        if not columns:
            self.notes.append(Note("No weights are found: all criteria count alike.", "--weights NAME"))
            return None
        if len(columns) > 1:
            self.notes.append(
                Note(f"Weights are taken from {self.grid.column_place(columns[0])} alone.", "--weights NAME")
            )
        column = columns[0]
        readings = {row: read_cell(self.grid[row, column], self.mark) for row in self.rows}
        words = [reading.word for reading in readings.values() if reading.word]
        steps = steps_for(words, words) if words else None
        weights = [self._weight(row, column, reading, steps and steps[1]) for row, reading in readings.items()]
        if steps:
            named = ", ".join(f"{word} {steps[1][plain(word)]:g}" for word in dict.fromkeys(words))
            self.notes.append(Note(f"Weights in words are read as figures: {named}."))
        if weights and not any(weights):
            self.faults.append(self.grid.fault(self.rows[0], column, "all weights are 0; give at least one above"))
        return weights

    def _weight(self, row: int, column: int, reading: Reading, steps: Mapping[str, float] | None) -> float:
        if reading.word and steps and plain(reading.word) in steps:
            return steps[plain(reading.word)]
        figure = reading.figure
        if figure is not None and figure.low == figure.high and figure.low >= 0:
            return figure.low
        if reading.problem:
            message = reading.problem
        elif reading.is_open:
            message = "has no weight; give one, or 0 if it is not to count"
        else:
            message = f"“{visible(self.grid[row, column].text)}” is no weight; give one number, 0 or more"
        self.faults.append(self.grid.fault(row, column, message))
        return 0.0

    # --- what else is to be said -------------------------------------------------------------------------------

    def _check_choices(self, lines: list[_Line]) -> None:
        criteria = {plain(line.scale.name) for line in lines}
        for name in (*self.choices.less_is_better, *self.choices.scales):
            if plain(name) not in criteria:
                self._fault(f"there is no criterion “{visible(name)}”; use one of the names in the table")
        options = {plain(self.layout.option_name(column)) for column in self.columns}
        for name, said in self.choices.of.items():
            known = options if said.approach is not None else criteria if said.unit is not None else options | criteria
            if plain(name) not in known:
                what = "option" if known is options else "criterion" if known is criteria else "option or criterion"
                self._fault(f"there is no {what} “{visible(name)}”; use one of the names in the table")

    def _note_what_is_left_out(self) -> None:
        for row, role in enumerate(self.layout.rows):
            cells = self.grid.rows[row]
            if role is Role.LEFT_OUT and not all(cell.is_blank for cell in cells):
                shown = next(cell.text for cell in cells if not cell.is_blank)
                self.notes.append(Note(f"Left out: {self.grid.row_place(row)}, “{visible(shown)}”."))
        for column, role in enumerate(self.layout.columns):
            cells = self.grid.column(column)
            if role is Role.LEFT_OUT and not all(cell.is_blank for cell in cells):
                shown = next(cell.text for cell in cells if not cell.is_blank)
                self.notes.append(Note(f"Left out: {self.grid.column_place(column)}, “{visible(shown)}”."))


def _ends(figure: Figure | None) -> tuple[float | None, float | None]:
    return (None, None) if figure is None else (figure.low, figure.high)
