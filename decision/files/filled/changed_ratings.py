"""What somebody changed on the sheets *Ratings* and *Weights* of a workbook, held against the decision it was made of.

The decision enclosed in the workbook says what stood there, the file what stands there now. What was changed in both,
and not to the same, contradicts and is refused.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from decision.files.faults import FileError
from decision.files.filled.ratings import evidence_in, rating_in
from decision.files.filled.scoring import Findings, Found
from decision.files.filled.sheets import FilledBook, FilledCell, Row, text_in
from decision.model.cost_plan import CostPlan
from decision.model.errors import ImpossibleError
from decision.model.estimate import Estimate, Exact, Unknown
from decision.model.rating import Rating
from decision.model.scenario import ImpossibleScenarioError, Scenario
from decision.model.scoring_sheet import (
    BECAUSE,
    CERTAIN,
    COMPARISON_SHEET,
    COUNTS_AS,
    EVIDENCE,
    FROM,
    KEY,
    OPTION_KEY,
    POINTS,
    RATING,
    RATINGS_HEADS,
    RATINGS_SHEET,
    UNCERTAIN,
    WEIGHTS_SHEET,
)
from decision.model.visible import visible

_SAME = 1e-9  # as a share of what is larger than 1: a spreadsheet keeps 15 digits


def changed_ratings(book: FilledBook, base: Scenario, now: Scenario, found: Findings) -> Scenario:
    """`now` with the ratings that stand otherwise in `book` than in `base`, of which the workbook was made."""
    if RATINGS_SHEET not in book.names:
        found.notes.append(f"There is no sheet {RATINGS_SHEET}, so no rating was changed there.")
        return now
    try:
        sheet = book.sheet(RATINGS_SHEET, RATINGS_HEADS)
    except FileError as error:
        found.faults += error.faults
        return now
    found.faults += sheet.merged_faults(RATINGS_HEADS)
    seen: dict[str, Row] = {}
    for row in sheet.rows():
        cell = f"{row[OPTION_KEY].text}.{row[KEY].text}"
        if not row[KEY].text or not row[OPTION_KEY].text:
            if not row[RATING].is_blank or not row[BECAUSE].is_blank:
                found.faults.append(row.fault(KEY, "is empty; put the keys of the row back"))
        elif cell in seen:
            found.faults.append(
                row.fault(KEY, f"{visible(cell)} stands in row {seen[cell].number} too; keep one of them")
            )
        else:
            seen[cell] = row
            now = _Row(row, base, now, found).applied()
    return now


class _Row:
    """One row of *Ratings*."""

    def __init__(self, row: Row, base: Scenario, now: Scenario, found: Findings) -> None:
        self.row, self.base, self.now, self.found = row, base, now, found
        self.id, self.path = row[OPTION_KEY].text, row[KEY].text

    def applied(self) -> Scenario:
        """The decision with what was changed in the row."""
        was = self._of(self.base)
        if was is None:
            self._fault(KEY, f"{visible(f'{self.id}.{self.path}')} is no rating of the decision in the workbook")
            return self.now
        before = len(self.found.faults)
        rating = self._rating(was)
        if len(self.found.faults) > before or rating == was:
            return self.now
        now = self._of(self.now)
        if now is None:
            self._fault(RATING, f"was changed, and the file has no rating {self.id}.{self.path} now")
        elif now not in (was, rating):
            self._fault(self._changed_most(was, rating), "was changed here and otherwise in the file; settle it there")
        else:
            return self._made(rating)
        return self.now

    def _made(self, rating: Rating) -> Scenario:
        try:
            return self.now.with_rating(self.id, self.path, rating)
        except ImpossibleScenarioError as error:
            self._fault(RATING, "; ".join(str(each) for each in error.problems[:3]))
            return self.now

    def _of(self, scenario: Scenario) -> Rating | None:
        option = next((each for each in scenario.options if each.id == self.id), None)
        return None if option is None else option.ratings.get(self.path)

    def _changed_most(self, was: Rating, rating: Rating) -> str:
        if was.estimate != rating.estimate:
            return RATING
        return EVIDENCE if was.evidence != rating.evidence else BECAUSE if was.because != rating.because else FROM

    def _rating(self, was: Rating) -> Rating:
        """The rating that the row says; where it says what it said, `was`."""
        estimate = self._read(RATING, lambda cell: self._estimate(cell, was))
        evidence = self._read(EVIDENCE, evidence_in)
        texts = {head: self._read(head, text_in) or "" for head in (BECAUSE, FROM)}
        because = was.because if _same_text(texts[BECAUSE], was.because) else texts[BECAUSE]
        source = was.source if _same_text(texts[FROM], was.source) else texts[FROM]
        made = replace(was, estimate=was.estimate if estimate is None else estimate, because=because, source=source)
        if evidence != was.evidence:
            made = replace(made, evidence=evidence, evidence_on=None)  # the day was of the old evidence
        return made

    def _estimate(self, cell: FilledCell, was: Rating) -> Estimate | CostPlan:
        if isinstance(was.estimate, CostPlan):
            if not cell.is_formula:
                raise ImpossibleError(
                    "is typed over the total of a cost plan", "change the figures of the plan in the file"
                )
            return was.estimate
        if cell.is_blank:
            raise ImpossibleError("is empty", "give a rating, or unknown")
        typed = rating_in(cell, self.base.leaves[self.path], self.base.currency)
        assert typed is not None  # it is not empty
        counts_as = text_in(self.row[COUNTS_AS]).casefold()
        if counts_as not in (CERTAIN, UNCERTAIN):
            raise ImpossibleError(f"counts as “{visible(counts_as, 40)}”", f"put {CERTAIN} or {UNCERTAIN} beside it")
        return self._meant(typed, was.estimate, counts_as)

    def _meant(self, typed: Estimate, was: Estimate, counts_as: str) -> Estimate:
        same = _same_figure(typed, was)
        if isinstance(was, Unknown) or not isinstance(typed, Exact):
            return was if same else typed
        if was.is_certain:
            if counts_as == UNCERTAIN:
                raise ImpossibleError(
                    "counts as uncertain, and no range says how far", "type the range in the file, or put certain"
                )
            return was if same else typed
        if counts_as == CERTAIN:
            return typed
        if same:
            return was
        raise ImpossibleError(
            "was a range and is one figure that counts as uncertain",
            f"put {CERTAIN} beside it if it is, or change the range in the file",
        )

    def _read(self, head: str, read: Callable[[FilledCell], Found]) -> Found | None:
        return self.found.read(lambda: read(self.row[head]), lambda said: self.row.fault(head, said))

    def _fault(self, head: str, message: str) -> None:
        self.found.faults.append(self.row.fault(head, message))


def changed_weights(book: FilledBook, base: Scenario, now: Scenario, found: Findings) -> Scenario:
    """`now` with the points that stand otherwise on *Weights* than in `base`."""
    if WEIGHTS_SHEET not in book.names:
        return now
    try:
        sheet = book.sheet(WEIGHTS_SHEET, (POINTS, KEY))
    except FileError as error:
        found.faults += error.faults
        return now
    typed: dict[str, tuple[float, Row]] = {}
    for row in sheet.rows():
        path = row[KEY].text
        if path not in base.all_criteria:
            if not row[POINTS].is_blank:
                found.faults.append(
                    row.fault(KEY, f"“{visible(path, 60)}” is no criterion of the decision in the workbook")
                )
            continue
        points = found.read(lambda row=row: _points(row[POINTS]), lambda said, row=row: row.fault(POINTS, said))  # type: ignore[misc]
        stated = base.all_criteria[path].weight
        shown = 100 * base.sibling_shares[path] if stated is None else stated
        if points is not None and not _near(points, shown):
            typed[path] = (points, row)
    return _with_points(typed, base, now, found)


def _with_points(typed: dict[str, tuple[float, Row]], base: Scenario, now: Scenario, found: Findings) -> Scenario:
    changed: dict[str, float] = {}
    for path, (points, row) in typed.items():
        was, is_now = base.all_criteria[path].weight, now.all_criteria.get(path)
        if is_now is None:
            found.faults.append(row.fault(POINTS, f"was changed, and the file has no criterion {path} now"))
        elif was is None or is_now.weight is None:
            found.faults.append(
                row.fault(POINTS, "was changed, and the file states no points here; state them there first")
            )
        elif is_now.weight not in (was, points):
            found.faults.append(row.fault(POINTS, "was changed here and otherwise in the file; settle it there"))
        else:
            changed[path] = points
    if not changed:
        return now
    try:
        return now.with_weights(changed)
    except ImpossibleScenarioError as error:
        first = next(iter(changed))
        found.faults.append(typed[first][1].fault(POINTS, "; ".join(str(each) for each in error.problems[:3])))
        return now


def typed_over(book: FilledBook, found: Findings) -> None:
    """Note the ratings that somebody typed on *Comparison*, where they are formulas."""
    if COMPARISON_SHEET not in book.names:
        return
    heads = None
    for number, cells in book.rows(COMPARISON_SHEET):
        if heads is None:
            columns = [at for at, cell in enumerate(cells) if cell.text == RATING]
            heads = (columns, cells) if columns else None
            continue
        if cells and cells[0].text.startswith("Score"):
            return
        for column in heads[0]:
            cell = cells[column] if column < len(cells) else None
            if cell is not None and not cell.is_blank and not cell.is_formula:
                message = f"was typed over what follows from {RATINGS_SHEET}; put the formula back, and type it there"
                found.faults.append(book.fault(COMPARISON_SHEET, number, column, message))


def _points(cell: FilledCell) -> float:
    if cell.is_formula:
        raise ImpossibleError("holds a formula where points belong", "type the figure itself")
    if cell.problem:
        raise ImpossibleError(cell.problem)
    if cell.number is not None:
        x = cell.number
    else:
        from decision.model.number_text import read_number

        x = read_number(text_in(cell))
    if x < 0:
        raise ImpossibleError(f"is below 0 ({x:g})", "give 0 or more")
    return x


def _same_figure(typed: Estimate, was: Estimate) -> bool:
    if isinstance(was, Unknown) or isinstance(typed, Unknown):
        return isinstance(was, Unknown) and isinstance(typed, Unknown)
    return isinstance(typed, Exact) and _near(typed.x, float(was.expected))


def _near(x: float, other: float) -> bool:
    return math.isclose(x, other, rel_tol=_SAME, abs_tol=_SAME)


def _same_text(shown: str, text: str) -> bool:
    """Whether a cell says what it was given; what cannot be seen was shown by its number, and ends may be cut."""
    seen, wanted = (" ".join(each.split()) for each in (shown, visible(" ".join(text.split()), None)))
    return seen == wanted or (seen.endswith("…") and len(seen) > 30_000 and wanted.startswith(seen[:30_000]))
