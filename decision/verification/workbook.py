"""A workbook held against the one that its decision gives, cell by cell.

As long as nothing was changed that is there to be changed, every cell is compared. Once an input is another, what no
formula follows is still that of the file as it was, and is compared so; what formulas give is compared with what the
engine makes of the changed decision, for every figure on the sheet *Check*.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from openpyxl.utils.cell import coordinate_from_string

from decision.analysis.scoring import evaluate
from decision.model.enclosed import SHEET as ENCLOSED
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from decision.outputs.files.material import Figures, Material
from decision.outputs.files.workbook.book import Book, Checked, Input
from decision.outputs.files.workbook.comparison_sheet import AT_WHAT_WAS_TYPED
from decision.outputs.files.workbook.consensus_sheet import CONSENSUS
from decision.outputs.files.workbook.evaluators_sheets import SCORING
from decision.outputs.files.workbook.sign_off_sheet import SIGN_OFF
from decision.outputs.files.workbook.workbook import laid_out
from decision.verification.cells import Cell, Place, Sheet, name_of, normalised, without_marks
from decision.verification.changed import changed_decision
from decision.verification.finding import ChangedInput, Finding, Said, same

_MOST_ROWS = 4_000  # of a sheet, that are looked for elsewhere once rows were taken out or put in
_WHERE = re.compile(r"^'?(.*?)'?!(.+)$")
_TYPED_OVER = "it was typed over a formula"
_OF_WEIGHTS = "Weight of "


@dataclass
class Comparison:
    """What was found.

    Attributes
    ----------
    compared
        How many cells were held against what they should say.
    notes
        What could not be held against anything, and why, in sentences.
    """

    compared: int = 0
    findings: list[Finding] = field(default_factory=list)
    changed: list[ChangedInput] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def compare(told: Mapping[str, Sheet], is_: Mapping[str, Sheet], book: Book, scenario: Scenario) -> Comparison:
    """The sheets of a workbook, as `told`, beside those that `book` gives, which is laid out from `scenario`."""
    found = Comparison()
    whats = {where: each.what for each in book.checks for where in [_plain(each.where)]}
    for name in is_:
        if name not in told:
            found.findings.append(Finding(name, note="the sheet is missing"))
    for name in told:
        if name not in is_:
            found.notes.append(f"The sheet {name} is not of this export, and was not held against anything.")
    shared = [name for name in is_ if name in told and name != ENCLOSED]
    rows = {name: _rows(told[name], is_[name], found) for name in shared}
    found.changed = list(_changed(book.inputs, told, rows))
    inputs = {_plain(each.where) for each in book.inputs}
    moved = any(row != at for of_sheet in rows.values() for row, at in of_sheet.items())
    for name in shared:
        sheets = _Sheets(told[name], is_[name], rows[name], moved=moved, stale=bool(found.changed))
        _compare_sheet(sheets, inputs, whats, found)
    if found.changed:
        _compare_changed(book, told, rows, scenario, found)
    found.findings.sort(key=lambda each: not each.note)  # what was done comes before what follows from it
    return found


def _is_form(sheet: str) -> bool:
    """Whether a sheet is there to be filled in."""
    return sheet in (CONSENSUS, SIGN_OFF) or sheet.startswith(SCORING)


def _plain(where: str) -> str:
    """A cell as findings name it: without quotes and signs."""
    sheet, place = _split(where)
    return name_of(sheet, place)


def _split(where: str) -> tuple[str, Place]:
    parts = _WHERE.match(where.replace("$", ""))
    assert parts is not None  # it was written by `book.cell`
    column, row = coordinate_from_string(parts[2])
    number = 0
    for letter in column:
        number = 26 * number + ord(letter) - ord("A") + 1
    return parts[1].replace("''", "'"), (row, number)


# --- where rows went --------------------------------------------------------------------------------------------


def _rows(told: Sheet, is_: Sheet, found: Comparison) -> dict[int, int]:
    """By row as it should be, where it stands now; rows that are gone, or that were put in, are findings."""
    last = is_.size[0]
    known = {row: is_.label(row) for row in range(1, last + 1)}
    if _is_form(told.name) or last > _MOST_ROWS or told.size[0] == last:
        return {row: row for row in known}
    now = [told.label(row) for row in range(1, min(told.size[0], 2 * _MOST_ROWS) + 1)]
    if len(now) > last and now[:last] == list(known.values()):
        return {row: row for row in known}  # what was added stands below
    rows: dict[int, int] = {}
    for kind, first, end, at, to in SequenceMatcher(None, list(known.values()), now, autojunk=False).get_opcodes():
        if kind == "equal" or (kind == "replace" and end - first == to - at):
            rows |= {first + 1 + each: at + 1 + each for each in range(end - first)}
            continue
        for row in range(first + 1, end + 1):
            what = ", ".join(known[row][:2])
            found.findings.append(Finding(name_of(told.name, (row, 1)), what=what, note="the row is missing"))
        for row in range(at + 1, to + 1):
            what = ", ".join(now[row - 1][:2])
            if what:
                found.findings.append(Finding(name_of(told.name, (row, 1)), what=what, note="the row was put in"))
    return rows


# --- cell by cell -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Sheets:
    """A sheet as it is told and as it should be; where each row of that went.

    `moved` is whether any row of the workbook did, `stale` whether anything was changed in it that is there to be.
    """

    told: Sheet
    is_: Sheet
    rows: Mapping[int, int]
    moved: bool
    stale: bool

    def pairs(self) -> Iterator[tuple[Place, Place, Cell, Cell]]:
        """Where a cell should be and where it is, and the cell as told and as it should be."""
        nothing = Cell(None)
        columns = self.is_.size[1]
        for row, at in self.rows.items():
            told, is_ = self.told.by_row.get(at, {}), self.is_.by_row.get(row, {})
            for column in sorted({*told, *is_}):
                if column <= columns:
                    yield (row, column), (at, column), told.get(column, nothing), is_.get(column, nothing)


def _compare_sheet(sheets: _Sheets, inputs: set[str], whats: Mapping[str, str], found: Comparison) -> None:
    name = sheets.is_.name
    a_form = _is_form(name)
    for place, at, told, is_ in sheets.pairs():
        here = name_of(name, place)
        if here in inputs or (a_form and (is_.value is None or is_.formula)):
            continue
        found.compared += 1
        finding = _difference(sheets, at, told, is_, whats.get(here, ""))
        if finding is not None:
            found.findings.append(finding)


def _difference(sheets: _Sheets, at: Place, told: Cell, is_: Cell, what: str) -> Finding | None:
    where = name_of(sheets.told.name, at)
    if is_.formula and not told.formula:
        if told.value is None:
            return Finding(where, what=what, note="the formula is gone")
        is_now = None if sheets.stale else is_.value  # else nobody knows what the formula would have given
        return Finding(where, told.value, is_now, what, _TYPED_OVER)
    if is_.formula and not sheets.moved and not _same_formula(told.formula, is_.formula):
        return Finding(where, what=what, note=f"the formula is another: {told.formula[:200]}")
    if is_.formula and sheets.stale:
        return None  # it follows what was changed, and is compared with what the engine makes of that
    if is_.formula and told.value is None and is_.value is not None:
        return Finding(where, what=what, note="the formula has no result; open and save the workbook in a spreadsheet")
    if same(told.value, is_.value):
        return None
    return Finding(where, told.value, is_.value, what)


def _same_formula(told: str, is_: str) -> bool:
    if told == is_ or without_marks(told) == without_marks(is_):
        return True
    return normalised(told) == normalised(is_)  # of few: taking one apart is slow


# --- what was changed on purpose --------------------------------------------------------------------------------


def _changed(
    inputs: list[Input], told: Mapping[str, Sheet], rows: Mapping[str, Mapping[int, int]]
) -> Iterator[ChangedInput]:
    for each in inputs:
        now = _now(each, told, rows)
        was: Said = float(each.as_exported) if isinstance(each.as_exported, int | float) else each.as_exported
        over = not each.exact and now is not None and not now.formula  # a formula that was typed over
        if now is not None and (over or (each.exact and not same(now.value, was))):
            yield ChangedInput(_place(each, rows), each.what, was, now.value, each.key)


def _now(each: Input, told: Mapping[str, Sheet], rows: Mapping[str, Mapping[int, int]]) -> Cell | None:
    """What stands in a cell to change; None where its row or sheet is gone, which is told already."""
    name, (row, column) = _split(each.where)
    at = rows.get(name, {}).get(row)
    return None if at is None else told[name].cells.get((at, column), Cell(None))


def _place(each: Input | Checked, rows: Mapping[str, Mapping[int, int]]) -> str:
    name, (row, column) = _split(each.where)
    return name_of(name, (rows[name][row], column))


def _compare_changed(
    book: Book,
    told: Mapping[str, Sheet],
    rows: Mapping[str, Mapping[int, int]],
    scenario: Scenario,
    found: Comparison,
) -> None:
    """Hold what formulas give against what the engine makes of the changed decision."""
    now = {each.key: cell.value for each in book.inputs if (cell := _now(each, told, rows)) is not None}
    made = changed_decision(scenario, found.changed, now)
    if made.scenario is None:
        found.findings.append(Finding(made.problem.partition(" ")[0], note=made.problem.partition(" ")[2]))
        return
    try:
        figures = _engine_figures(made.scenario)
    except DecisionError as error:
        found.notes.append(f"The engine cannot work out the decision with these changes: {error}.")
        return
    if made.nearly:
        cells = ", ".join(each.where for each in made.nearly[:5])
        more = f" and {len(made.nearly) - 5} more" if len(made.nearly) > 5 else ""
        found.notes.append(
            f"After the changes in {cells}{more} formulas are only nearly right, as the workbook says: a spread or a "
            "curve stays that of the file as it was. Their results were not held against the engine, but for weights."
        )
    found.notes.append(
        "Chances, sentences and all other figures that no formula follows are still those of the file as it was."
    )
    seen: Counter[str] = Counter()
    for each in book.checks:
        seen[each.what] += 1
        key = (each.what, seen[each.what])
        at = rows.get(_split(each.where)[0], {}).get(_split(each.where)[1][0])
        if key not in figures or at is None or (made.nearly and not each.what.startswith(_OF_WEIGHTS)):
            continue
        if each.what.endswith(AT_WHAT_WAS_TYPED) and any(change.key[0] != "points" for change in found.changed):
            continue
        cell = told[_split(each.where)[0]].cells.get((at, _split(each.where)[1][1]), Cell(None))
        figure = figures[key]
        is_: Said = float(figure) if isinstance(figure, int | float) else (figure or None)
        if cell.formula and not same(cell.value, is_):
            found.findings.append(Finding(_place(each, rows), cell.value, is_, each.what))


def _engine_figures(scenario: Scenario) -> dict[tuple[str, int], float | int | str]:
    """What the sheet *Check* of the changed decision holds, by name and how often that was there before."""
    material = Material(scenario, Figures(evaluate(scenario), None, None))
    seen: Counter[str] = Counter()
    figures = {}
    for each in laid_out(scenario, material.table, material.sentence).checks:
        seen[each.what] += 1
        figures[each.what, seen[each.what]] = each.figure
    return figures
