"""Scoring sheets that evaluators filled in, each read as an evaluation of the decision as it is now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from decision.files.faults import Fault, FileError
from decision.files.filled.ratings import evidence_in, rating_in
from decision.files.filled.sheets import FilledBook, FilledCell, Row, Sheet, day_in, text_in, time_in
from decision.model.bounds import LONGEST_NAME
from decision.model.errors import DecisionError, ImpossibleError, choice
from decision.model.evaluation import Evaluation, Score, cell_parts, letters
from decision.model.rating import Rating
from decision.model.scenario import Scenario
from decision.model.scoring_sheet import (
    DATE,
    EVALUATOR,
    EVIDENCE,
    FINGERPRINT,
    INTERESTS,
    KEY,
    OPTION,
    RATING,
    REASON,
    ROLE,
    SCORING_HEADS,
    SCORING_TITLE,
    SOURCE,
    TIME,
    asked_mark,
    read_asked_key,
)
from decision.model.visible import visible

Found = TypeVar("Found")


@dataclass(frozen=True)
class FilledSheet:
    """What one evaluator filled in: the evaluation, the row of every cell, and the fingerprint of what was rated."""

    evaluation: Evaluation
    sheet: Sheet
    rows: dict[str, Row]
    fingerprint: str


@dataclass
class Findings:
    """Faults as they are found, and sentences on what is not taken."""

    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def read(self, make: Callable[[], Found], fault: Callable[[str], Fault]) -> Found | None:
        """What `make` reads; None, and the fault noted, where it cannot be read."""
        try:
            return make()
        except DecisionError as error:
            self.faults.append(fault(str(error)))
            return None


def scoring_sheets(book: FilledBook, scenario: Scenario, by: str, found: Findings) -> list[FilledSheet]:
    """What stands on the scoring sheets of `book`; empty ones are left out. `by` names who did not say so.

    What does not fit is noted in `found`.
    """
    filled = []
    for name in book.titled(SCORING_TITLE):
        try:
            sheet = book.sheet(name, SCORING_HEADS)
        except FileError as error:
            found.faults += error.faults
            continue
        read = _Reader(sheet, scenario, by, found).read()
        if read is not None:
            filled.append(read)
    _each_once(filled, found)
    return filled


def name_in_force(name: str, scenario: Scenario) -> str:
    """The name of an evaluator as the decision has it; raises ImpossibleError where it is the letter of another."""
    known = {each.by.strip().casefold(): each.by for each in scenario.evaluations}
    if name.casefold() in known:
        return known[name.casefold()]
    for other, letter in letters(scenario.evaluations).items():
        if letter.casefold() == name.casefold():
            raise ImpossibleError(
                f"{letter} is the letter of {visible(other, 60)} in the file", "write the name, or another letter"
            )
    return name


def _each_once(filled: list[FilledSheet], found: Findings) -> None:
    seen: dict[str, FilledSheet] = {}
    for each in filled:
        name = each.evaluation.by.casefold()
        if name in seen:
            where = each.sheet.field(EVALUATOR)[1]
            message = (
                f"{visible(each.evaluation.by, 60)} has another sheet, {seen[name].sheet.name}; keep one of the two"
            )
            found.faults.append(each.sheet.field_fault(where, message))
        seen.setdefault(name, each)


class _Reader:
    """Reads one sheet."""

    def __init__(self, sheet: Sheet, scenario: Scenario, by: str, found: Findings) -> None:
        self.sheet, self.scenario, self.by, self.found = sheet, scenario, by, found
        self.marks: dict[str, str] = {}  # by path, what was asked on the sheet
        self.asked = {path: asked_mark(leaf) for path, leaf in scenario.leaves.items()}  # and what would be asked now

    def read(self) -> FilledSheet | None:
        rows = [row for row in self.sheet.rows() if self._is_filled(row)]
        for row in self.sheet.rows():
            self._note_mark(row)
        if not rows:
            self.found.notes.append(f"{self.sheet.name} is not filled in.")
            return None
        if self.sheet.others:
            heads = ", ".join(f"“{visible(each, 40)}”" for each in list(self.sheet.others)[:5])
            self.found.notes.append(f"{self.sheet.name}: columns that are not ours are not read: {heads}.")
        bands = {row.number for row in self.sheet.rows() if read_asked_key(row[KEY].text) is not None}
        self.found.faults += self.sheet.merged_faults([RATING, EVIDENCE, REASON, SOURCE, KEY], bands)
        fields = {name: self._field(name, text_in) or "" for name in (ROLE, INTERESTS)}
        on, at = self._field(DATE, day_in), self._field(TIME, time_in) or ""
        by = self._evaluator()
        scores: dict[str, Score] = {}
        places: dict[str, Row] = {}
        for row in rows:
            cell = self._cell(row, places)
            score = None if cell is None else self._score(row, cell)
            if cell is not None and score is not None:
                scores[cell], places[cell] = score, row
        mark = text_in(self.sheet.field(FINGERPRINT)[0])
        evaluation = Evaluation(by, fields[ROLE], on, at, fields[INTERESTS], scores)
        return FilledSheet(evaluation, self.sheet, places, mark)

    def _is_filled(self, row: Row) -> bool:
        if read_asked_key(row[KEY].text) is not None:
            return False
        return any(not row[head].is_blank for head in (RATING, EVIDENCE, REASON, SOURCE))

    def _note_mark(self, row: Row) -> None:
        asked = read_asked_key(row[KEY].text)
        if asked is None:
            return
        self.marks[asked[0]] = asked[1]
        if any(not row[head].is_blank for head in (RATING, EVIDENCE, REASON, SOURCE)):
            self.found.faults.append(row.fault(RATING, "stands beside a criterion; move it to the row of an option"))

    def _field(self, name: str, read: Callable[[FilledCell], Found]) -> Found | None:
        cell, where = self.sheet.field(name)
        return self.found.read(lambda: read(cell), lambda said: self.sheet.field_fault(where, said))

    def _evaluator(self) -> str:
        cell, where = self.sheet.field(EVALUATOR)
        said = self.found.read(lambda: text_in(cell, LONGEST_NAME), lambda what: self.sheet.field_fault(where, what))
        name = (said or "").strip()
        if said is not None and not name and not self.by:
            message = "nobody is named; write who filled this in, or say so with --by NAME"
            self.found.faults.append(self.sheet.field_fault(where, message))
        elif name and self.by and name.casefold() != self.by.casefold():
            message = f"names {visible(name, 60)}, and --by {visible(self.by, 60)}; correct one of the two"
            self.found.faults.append(self.sheet.field_fault(where, message))
        named = name or self.by
        known = self.found.read(
            lambda: name_in_force(named, self.scenario), lambda what: self.sheet.field_fault(where, what)
        )
        return known or named

    def _cell(self, row: Row, places: dict[str, Row]) -> str | None:
        """Which cell the row rates; None, and the fault noted, where it is none."""
        key = row[KEY].text
        if not key:
            self._fault(row, RATING, "is in a row without a key; put the row's key back, as in buy.fit")
            return None
        option_id, path = cell_parts(key)
        options = {each.id: each for each in self.scenario.options}
        if option_id not in options or path not in self.scenario.leaves:
            cells = [f"{id}.{leaf}" for id in options for leaf in self.scenario.leaves]
            self._fault(row, KEY, f"{visible(key, 60)} is no rating of this decision; {choice(key, cells)}")
            return None
        if key in places:
            self._fault(row, KEY, f"{key} stands in row {places[key].number} too; keep one of them")
            return None
        name = row[OPTION].text
        if _plain(name) != _plain(options[option_id].name):
            called = f"“{visible(options[option_id].name, 60)}”"
            self._fault(
                row,
                OPTION,
                f"is “{visible(name, 60)}”, and {option_id} is {called} in the file; rate it on a new sheet",
            )
            return None
        return key if self._is_asked_so(row, path) else None

    def _is_asked_so(self, row: Row, path: str) -> bool:
        mark = self.marks.get(path)
        if mark == self.asked[path]:
            return True
        name = visible(self.scenario.criterion_names[path], 60)
        if mark is None:
            said = f"the row that says how {name} is rated is gone; put it back with its key, or rate on a new sheet"
        else:
            said = f"{name} is asked or scaled otherwise in the file now; rate it on a new sheet"
        self._fault(row, RATING, said)
        return False

    def _score(self, row: Row, cell: str) -> Score | None:
        criterion = self.scenario.leaves[cell_parts(cell)[1]]
        before = len(self.found.faults)
        estimate = self._read(row, RATING, lambda each: rating_in(each, criterion, self.scenario.currency))
        evidence = self._read(row, EVIDENCE, evidence_in)
        because, source = self._read(row, REASON, text_in), self._read(row, SOURCE, text_in)
        if len(self.found.faults) == before and estimate is None:
            self._fault(row, RATING, "is empty, though more is said in its row; give a rating, or unknown")
        if len(self.found.faults) > before or estimate is None:
            return None
        return Score(Rating(estimate, because or "", source or "", evidence))

    def _read(self, row: Row, head: str, read: Callable[[FilledCell], Found]) -> Found | None:
        return self.found.read(lambda: read(row[head]), lambda said: row.fault(head, said))

    def _fault(self, row: Row, head: str, message: str) -> None:
        self.found.faults.append(row.fault(head, message))


def _plain(name: str) -> str:
    return " ".join(visible(name, None).split()).casefold()
