"""A table that was brought, and what has been set right about it so far; pure, so that it can be tested alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

from decision.files.tables.corrections import Corrections, corrected, place_of, rating_text, words_in
from decision.files.tables.grid import Grid
from decision.files.tables.layout import COLUMN_ROLES, ROW_ROLES, Role
from decision.files.tables.orientation import Way
from decision.files.tables.understanding import Said, TableCriterion, Understanding
from decision.model.errors import DecisionError
from decision.model.number_text import number_text, read_number
from decision.model.visible import visible

Edits = Mapping[int, Mapping[str, Any]]  # by row of a table on screen and name of its column, what was typed

ROLE_NAMES = {
    Role.NAMES: "names",
    Role.MORE_NAMES: "groups",
    Role.RATED: "option",
    Role.WEIGHT: "weights",
    Role.UNIT: "units",
    Role.DIRECTION: "more or less is better",
    Role.WORST: "worst",
    Role.BEST: "best",
    Role.COMMENT: "comments",
    Role.APPROACH: "approach",
    Role.WEIGHTED: "ratings times weights",
    Role.TOTAL: "totals",
    Role.HEADING: "heading of a group",
    Role.LEFT_OUT: "left out",
}
ROW_NAMES = ROLE_NAMES | {Role.RATED: "criterion"}
COLUMN_CHOICES = tuple(ROLE_NAMES[role] for role in COLUMN_ROLES)
ROW_CHOICES = tuple(ROW_NAMES[role] for role in ROW_ROLES)

_HIDDEN = " (hidden)"
_SHOWN = 40  # characters of a row or column
_MOST_SHOWN = 4  # cells of it


@dataclass(frozen=True)
class TableDraft:
    """The cells as they were read, and the corrections; `version` tells tables on screen apart that begin anew."""

    grid: Grid
    corrections: Corrections = Corrections()
    version: int = 0

    @cached_property
    def understanding(self) -> Understanding:
        return corrected(self.grid, self.corrections)

    # --- as tables on screen ----------------------------------------------------------------------------------

    def cells(self) -> list[dict[str, str]]:
        """A row for each criterion: name, weight if there are any, scale, unit, and ratings as they can be typed."""
        found = self.understanding
        return [
            {
                "name": criterion.name,
                **({"weight": number_text(criterion.weight)} if found.has_weights else {}),
                "worst": number_text(criterion.worst),
                "best": number_text(criterion.best),
                "unit": criterion.unit,
                **{option.id: rating_text(found, criterion, option) for option in found.options},
            }
            for criterion in found.criteria
        ]

    def options(self) -> list[dict[str, str | None]]:
        """A row for each option: its name and approach."""
        return [{"name": option.name, "approach": option.approach} for option in self.understanding.options]

    def roles_of_columns(self) -> list[dict[str, str]]:
        grid, layout = self.understanding.layout.grid, self.understanding.layout
        return [
            {
                "place": grid.column_place(at) + (_HIDDEN if grid.is_column_hidden(at) else ""),
                "role": ROLE_NAMES[role],
                "holds": _shown(cell.text for cell in grid.column(at)),
            }
            for at, role in enumerate(layout.columns)
        ]

    def roles_of_rows(self) -> list[dict[str, str]]:
        grid, layout = self.understanding.layout.grid, self.understanding.layout
        return [
            {
                "place": grid.row_place(at) + (_HIDDEN if grid.is_row_hidden(at) else ""),
                "role": ROW_NAMES[role],
                "holds": _shown(cell.text for cell in grid.rows[at]),
            }
            for at, role in enumerate(layout.rows)
        ]

    def words(self) -> list[dict[str, str]]:
        return [{"word": word, "figure": number_text(x)} for word, x in words_in(self.understanding).items()]

    # --- set right --------------------------------------------------------------------------------------------

    def standing(self, options: Way) -> TableDraft:
        """Options across or down; what rows and columns are is found anew."""
        choices = replace(self.corrections.choices, rows=_none(), columns=_none())
        return self._with(replace(self.corrections, options=options, rows=_none(), columns=_none(), choices=choices))

    def with_roles(self, rows: Edits, columns: Edits) -> TableDraft:
        """What rows and columns are said to be."""
        by_row = {name: role for role, name in ROW_NAMES.items()}
        by_column = {name: role for role, name in ROLE_NAMES.items()}
        way: Way = "across" if self.understanding.layout.options_are_across else "down"
        return self._with(
            replace(
                self.corrections,
                options=way,
                rows=MappingProxyType({**self.corrections.rows, **_roles(rows, by_row)}),
                columns=MappingProxyType({**self.corrections.columns, **_roles(columns, by_column)}),
            )
        )

    def with_words(self, edits: Edits) -> tuple[TableDraft, list[str]]:
        """The figures that words are said to stand for, and what of it could not be read."""
        known = [row["word"] for row in self.words()]
        choices = dict(self.corrections.choices.words)
        wrong: list[str] = []
        for row, edit in edits.items():
            if "figure" in edit and row < len(known):
                x = _number(edit["figure"], wrong)
                choices |= {} if x is None else {known[row]: x}
        # a word that is given a figure takes its neighbours' figures along: they are one scale
        others = {row["word"]: read_number(row["figure"]) for row in self.words()}
        corrections = replace(
            self.corrections, choices=replace(self.corrections.choices, words=MappingProxyType(others | choices))
        )
        return (self._with(corrections) if edits else self), wrong

    def with_cells(self, edits: Edits) -> tuple[TableDraft, list[str]]:
        """What was typed in the cells, and what of it could not be read; the table on screen stays as it began."""
        found, layout = self.understanding, self.understanding.layout
        wrong: list[str] = []
        cells, rows = dict(self.corrections.cells), dict(self.corrections.choices.rows)
        columns: dict[str, int] = {option.id: option.column for option in found.options}
        columns |= {"weight": layout.columns_that_are(Role.WEIGHT)[0]} if found.has_weights else {}
        for at, edit in edits.items():
            if at >= len(found.criteria):
                continue
            criterion = found.criteria[at]
            for name, typed in edit.items():
                if name in columns:
                    cells[place_of(layout, criterion.row, columns[name])] = str(typed or "")
            rows[criterion.row] = _said_of(criterion, edit, rows.get(criterion.row, Said()), wrong)
        choices = replace(self.corrections.choices, rows=MappingProxyType(rows))
        return replace(
            self, corrections=replace(self.corrections, cells=MappingProxyType(cells), choices=choices)
        ), wrong

    def with_options(self, edits: Edits) -> tuple[TableDraft, list[str]]:
        """What options are said to be called, and which approach they are."""
        found = self.understanding
        wrong: list[str] = []
        columns = dict(self.corrections.choices.columns)
        for at, edit in edits.items():
            if at >= len(found.options):
                continue
            option = found.options[at]
            said = columns.get(option.column, Said())
            if "name" in edit:
                said = replace(said, name=_name(edit["name"], option.name, wrong))
            if "approach" in edit:
                said = replace(said, approach=str(edit["approach"] or ""))
            columns[option.column] = said
        choices = replace(self.corrections.choices, columns=MappingProxyType(columns))
        return replace(self, corrections=replace(self.corrections, choices=choices)), wrong

    def titled(self, title: str) -> TableDraft:
        return replace(
            self, corrections=replace(self.corrections, choices=replace(self.corrections.choices, title=title))
        )

    def _with(self, corrections: Corrections) -> TableDraft:
        return replace(self, corrections=corrections, version=self.version + 1)


def _said_of(criterion: TableCriterion, edit: Mapping[str, Any], said: Said, wrong: list[str]) -> Said:
    """What is said of a criterion, with what was typed of its name, unit and scale."""
    if "name" in edit:
        said = replace(said, name=_name(edit["name"], criterion.name, wrong))
    if "unit" in edit:
        said = replace(said, unit=" ".join(str(edit["unit"] or "").split()))
    if not {"worst", "best"} & set(edit):
        return said
    worst, best = (
        _number(edit[end], wrong) if end in edit else x
        for end, x in (("worst", criterion.worst), ("best", criterion.best))
    )
    if worst is None or best is None:
        return said
    if worst == best:
        name = str(edit.get("name") or criterion.name)
        wrong.append(f"{visible(name)}: worst and best are the same; give two different numbers")
        return said
    return replace(said, scale=(worst, best))


def _name(typed: Any, before: str, wrong: list[str]) -> str:
    name = " ".join(str(typed or "").split())
    if not name:
        wrong.append(f"{visible(before)}: a name is needed; give one, or leave the row out below")
    return name


def _roles(edits: Edits, by_name: Mapping[str, Role]) -> dict[int, Role]:
    return {row: by_name[edit["role"]] for row, edit in edits.items() if edit.get("role") in by_name}


def _number(typed: Any, wrong: list[str]) -> float | None:
    try:
        return read_number(str(typed or ""))
    except DecisionError as error:
        wrong.append(str(error))
        return None


def _shown(texts: Any) -> str:
    shown = " · ".join([text for text in texts if text][:_MOST_SHOWN])
    return shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"


def _none() -> Any:
    return MappingProxyType({})
