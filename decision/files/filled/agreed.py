"""The *Consensus* form as a group filled it in: what was agreed, why, and who holds another view."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator, Sequence

from decision.files.faults import FileError
from decision.files.filled.ratings import rating_in
from decision.files.filled.scoring import Findings
from decision.files.filled.sheets import BLANK, FilledBook, Row, Sheet, day_in, text_in
from decision.files.tables.grid import column_name
from decision.files.typed_rating import TypedEstimate
from decision.model.bounds import LONGEST_NAME
from decision.model.errors import ImpossibleError, choice, listed
from decision.model.estimate import Exact, Range, ThreePoint, Unknown
from decision.model.evaluation import Consensus, Evaluation, cell_parts, letters
from decision.model.evaluation_names import MODERATOR
from decision.model.rating import Rating
from decision.model.scenario import Scenario
from decision.model.scoring_sheet import (
    AGREED,
    CLOSE,
    CONSENSUS_HEADS,
    CONSENSUS_TITLE,
    DATE,
    DISSENT,
    KEY,
    MEDIAN,
    MODERATOR_FIELD,
    RANGE,
    WHY,
)
from decision.model.visible import visible


def agreed_in(
    book: FilledBook, scenario: Scenario, evaluations: Sequence[Evaluation], found: Findings
) -> dict[str, tuple[Consensus, Row]]:
    """By cell what was agreed, and the row that says so; `evaluations` are those known by now.

    What does not fit is noted in `found`.
    """
    agreed: dict[str, tuple[Consensus, Row]] = {}
    for name in book.titled(CONSENSUS_TITLE):
        try:
            sheet = book.sheet(name, CONSENSUS_HEADS)
        except FileError as error:
            found.faults += error.faults
            continue
        found.faults += sheet.merged_faults([AGREED, WHY, DISSENT, KEY])
        for cell, one, row in _Form(sheet, scenario, evaluations, found).read():
            if cell in agreed:
                found.faults.append(
                    row.fault(KEY, f"{cell} stands in {agreed[cell][1].place(KEY)} too; keep one of them")
                )
            agreed.setdefault(cell, (one, row))
    return agreed


class _Form:
    """Reads one form."""

    def __init__(self, sheet: Sheet, scenario: Scenario, evaluations: Sequence[Evaluation], found: Findings) -> None:
        self.sheet, self.scenario, self.found = sheet, scenario, found
        called = {letter.casefold(): name for name, letter in letters(evaluations).items()}
        self.people = {**called, **{each.by.casefold(): each.by for each in evaluations}}

    def read(self) -> Iterator[tuple[str, Consensus, Row]]:
        by, day = self._moderator(), self._day()
        self._note_ratings()
        for row in self.sheet.rows():
            if all(row[head].is_blank for head in (AGREED, WHY, DISSENT)):
                continue
            cell, before = self._cell(row), len(self.found.faults)
            why, dissent = self._text(row, WHY), self._dissent(row)
            if cell is None or self._is_kept(row, cell, why):
                continue
            estimate = self._estimate(row, cell)
            if len(self.found.faults) > before:
                continue
            if estimate is None:
                message = "is empty, though more is said in its row; say what was agreed"
                self.found.faults.append(row.fault(AGREED, message))
            elif not why:
                message = "is empty; say why that was agreed, by reference to what was offered"
                self.found.faults.append(row.fault(WHY, message))
            else:
                yield cell, Consensus(Rating(estimate, why), by, day, dissent), row

    def _estimate(self, row: Row, cell: str) -> TypedEstimate | None:
        criterion = self.scenario.leaves[cell_parts(cell)[1]]
        return self.found.read(
            lambda: rating_in(row[AGREED], criterion, self.scenario.currency), lambda said: row.fault(AGREED, said)
        )

    def _is_kept(self, row: Row, cell: str, why: str) -> bool:
        """Whether the row says an estimate of a form that nobody types, which stands there as words."""
        known = self.scenario.consensus.get(cell)
        if known is None or _is_typed(known.rating.estimate):
            return False
        return row[AGREED].number is None and why.split() == known.rating.because.split()

    def _note_ratings(self) -> None:
        """Say where ratings were typed in the columns of evaluators, for those are taken from scoring sheets alone."""
        typed = []
        for head, column in self.sheet.others.items():
            for row in self.sheet.rows() if head not in (MEDIAN, RANGE, CLOSE) else ():
                cell = row.cells[column] if column < len(row.cells) else BLANK
                if (
                    cell.number is not None
                    and not cell.is_formula
                    and not self._is_known(head, row[KEY].text, cell.number)
                ):
                    typed.append(f"{self.sheet.name}!{column_name(column)}{row.number}")
        if typed:
            self.found.notes.append(
                f"Ratings of evaluators are taken from scoring sheets, and not from {listed(typed, 6)}."
            )

    def _is_known(self, head: str, cell: str, x: float) -> bool:
        """Whether the figure is the one that an evaluator's column was exported with."""
        name = self.people.get(head.removesuffix(" (evaluator)").casefold())
        each = next((one for one in self.scenario.evaluations if one.by == name), None)
        standing = None if each is None else each.standing(cell)
        if standing is None or isinstance(standing, Unknown):
            return False
        return math.isclose(x, float(standing.expected), rel_tol=1e-9, abs_tol=1e-9)

    def _day(self) -> datetime.date | None:
        cell, where = self.sheet.field(DATE)
        return self.found.read(lambda: day_in(cell), lambda said: self.sheet.field_fault(where, said))

    def _moderator(self) -> str:
        cell, where = self.sheet.field(MODERATOR_FIELD)
        said = (
            self.found.read(lambda: text_in(cell, LONGEST_NAME), lambda what: self.sheet.field_fault(where, what)) or ""
        )
        return self.people.get(said.casefold(), "" if said.casefold().startswith(MODERATOR) else said)

    def _cell(self, row: Row) -> str | None:
        key = row[KEY].text
        option, path = cell_parts(key)
        options = [each.id for each in self.scenario.options]
        if option in options and path in self.scenario.leaves:
            return key
        cells = [f"{id}.{leaf}" for id in options for leaf in self.scenario.leaves]
        said = f"{visible(key, 60)} is no rating of this decision; {choice(key, cells)}" if key else "is empty"
        self.found.faults.append(row.fault(KEY, f"{said}{'' if key else '; put the key of the row back'}"))
        return None

    def _text(self, row: Row, head: str) -> str:
        return self.found.read(lambda: text_in(row[head]), lambda said: row.fault(head, said)) or ""

    def _dissent(self, row: Row) -> dict[str, str]:
        views: dict[str, str] = {}
        for line in filter(None, (each.strip() for each in self._text(row, DISSENT).split("\n"))):
            who, _, view = (each.strip() for each in line.partition(":"))
            name = self.people.get(who.casefold())
            try:
                if name is None or not view:
                    known = (
                        choice(who, dict.fromkeys(self.people.values())) if self.people else "no evaluation is kept yet"
                    )
                    raise ImpossibleError(
                        f"“{visible(line, 60)}” names no evaluator and view",
                        f"write a line such as C: would give 3; {known}",
                    )
                views[name] = f"{views[name]} {view}" if name in views else view
            except ImpossibleError as error:
                self.found.faults.append(row.fault(DISSENT, str(error)))
        return views


def _is_typed(estimate: object) -> bool:
    """Whether an estimate is of a form that one types in a cell."""
    return isinstance(estimate, Exact | Range | Unknown) or (
        isinstance(estimate, ThreePoint) and estimate.shape == "pert"
    )
