"""A filled workbook brought into a decision: evaluations, what was agreed, and changed ratings, as one change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from decision.files.enclosed_in import enclosed_in
from decision.files.faults import Fault, FileError
from decision.files.filled.agreed import agreed_in
from decision.files.filled.changed_ratings import changed_ratings, changed_weights, typed_over
from decision.files.filled.other_inputs import other_inputs
from decision.files.filled.scoring import FilledSheet, Findings, scoring_sheets
from decision.files.filled.sheets import FilledBook, Row, filled_book
from decision.model.enclosed import SHEET as ENCLOSED
from decision.model.evaluation import Consensus, Evaluation, Score
from decision.model.scenario import ImpossibleScenarioError, Scenario
from decision.model.scoring_sheet import (
    AGREED,
    CONSENSUS_TITLE,
    INTERESTS,
    KEY,
    RATING,
    RATINGS_SHEET,
    REASON,
    ROLE,
    SCORING_TITLE,
)
from decision.model.visible import visible

_ANOTHER = "export it anew from this file, or give the file that it was made of"


@dataclass(frozen=True)
class BroughtIn:
    """A decision after a filled workbook was brought in.

    Attributes
    ----------
    scenario
        With all that was filled in.
    said
        What was brought in, in sentences.
    notes
        What was not, and what is to be known of the workbook.
    """

    scenario: Scenario
    said: tuple[str, ...]
    notes: tuple[str, ...]


def bring_in(
    raw: bytes,
    file: str,
    scenario: Scenario,
    *,
    by: str = "",
    replacing: bool = False,
) -> BroughtIn:
    """`scenario` with what somebody filled in in the workbook `raw`; `file` names it in errors.

    Parameters
    ----------
    by
        Who filled in the scoring sheet, where it does not say so.
    replacing
        Whether what a sheet says takes the place of what the decision has of the same evaluator or consensus; else
        that is refused where the two are not the same.

    Raises
    ------
    FileError
        It is no workbook, or none of this decision, or something in it does not fit: every fault, with its cell.
    """
    book = filled_book(raw, file)
    try:
        return _brought(book, raw, scenario, by.strip(), replacing=replacing)
    finally:
        book.close()


def _brought(book: FilledBook, raw: bytes, scenario: Scenario, by: str, *, replacing: bool) -> BroughtIn:
    found = Findings(notes=list(book.notes))
    said: list[str] = []
    after = scenario
    if ENCLOSED in book.names:
        after = _with_changes(book, raw, scenario, found, said)
    elif RATINGS_SHEET in book.names and not _is_ours_to_score(book):
        raise _refused(book, f"does not say which decision it is of: its sheet “{ENCLOSED}” is gone; {_ANOTHER}")
    sheets = scoring_sheets(book, scenario, by, found)
    _note_versions(sheets, scenario, found)
    evaluations = _with_sheets(scenario, sheets, found, said, replacing=replacing)
    agreed = agreed_in(book, scenario, evaluations, found)
    consensus = _with_agreed(scenario, agreed, found, said, replacing=replacing)
    if found.faults:
        raise FileError(found.faults)
    if not _is_ours_to_score(book) and ENCLOSED not in book.names:
        raise _refused(book, f"is no workbook of Trilemma's: no sheet of it is one to fill in; {_ANOTHER}")
    try:
        after = replace(after, evaluations=evaluations, consensus=consensus)
    except ImpossibleScenarioError as error:
        raise FileError(_told(error, sheets, agreed, book)) from None
    if not said:
        said.append("Nothing in it is another than in the file.")
    return BroughtIn(after, tuple(said), tuple(found.notes))


def _is_ours_to_score(book: FilledBook) -> bool:
    return bool(book.titled(SCORING_TITLE) or book.titled(CONSENSUS_TITLE))


# --- ratings of the decision ---------------------------------------------------------------------------------------


def _with_changes(book: FilledBook, raw: bytes, now: Scenario, found: Findings, said: list[str]) -> Scenario:
    """`now` with what was changed on the sheets of a whole workbook."""
    inside = enclosed_in(raw, f"{book.file}.xlsx" if not book.file.lower().endswith(".xlsx") else book.file)
    base = inside.scenario
    if inside.fingerprint != base.fingerprint:
        raise _refused(book, f"encloses another decision than it says: somebody changed one of the two; {_ANOTHER}")
    if base.title != now.title and {each.id for each in base.options} != {each.id for each in now.options}:
        raise _refused(book, f"is of another decision, “{visible(base.title)}”; {_ANOTHER}")
    before = len(found.faults)
    after = changed_ratings(book, base, now, found)
    after = changed_weights(book, base, after, found)
    typed_over(book, found)
    other_inputs(book, found)
    if base.fingerprint != now.fingerprint and len(found.faults) == before:
        found.notes.append(
            f"The workbook is of another version of the decision (fingerprint {base.fingerprint[:12]}, the file has "
            f"{now.fingerprint[:12]}); nothing that was changed in it contradicts the file."
        )
    said += _changes(now, after)
    return after


def _changes(now: Scenario, after: Scenario) -> Iterator[str]:
    ratings = [
        f"{option.id}.{path}"
        for option in after.options
        for path, rating in option.ratings.items()
        if now.option(option.id).ratings[path] != rating
    ]
    weights = [path for path, each in after.all_criteria.items() if each.weight != now.all_criteria[path].weight]
    for what, names in (("rating", ratings), ("weight", weights)):
        if names:
            yield f"{len(names)} {what}{'' if len(names) == 1 else 's'} changed: {_some(names)}."


def _some(names: list[str], most: int = 6) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


# --- evaluations ---------------------------------------------------------------------------------------------------


def _note_versions(sheets: list[FilledSheet], scenario: Scenario, found: Findings) -> None:
    older = [each.sheet.name for each in sheets if each.fingerprint != scenario.fingerprint]
    if older and not found.faults:
        found.notes.append(
            f"Handed out for another version of the decision: {_some(older)}; what was rated is still called, asked "
            "and scaled the same."
        )


def _with_sheets(
    scenario: Scenario, sheets: list[FilledSheet], found: Findings, said: list[str], *, replacing: bool
) -> tuple[Evaluation, ...]:
    known = {each.by: each for each in scenario.evaluations}
    for filled in sheets:
        new, there = filled.evaluation, known.get(filled.evaluation.by)
        if there is None:
            known[new.by] = new
            said.append(f"{visible(new.by)} rated {_cells(len(new.ratings))}.")
            continue
        if not replacing:
            found.faults += _contradictions(filled, there)
        known[new.by] = together = _together(there, new)
        added = len(together.ratings) - len(there.ratings)
        other = sum(there.ratings[cell] != score for cell, score in together.ratings.items() if cell in there.ratings)
        if together != there:
            instead = f", {_cells(other)} otherwise than before" if other else ""
            said.append(f"{visible(new.by)} rated {_cells(added)} more{instead}.")
    return tuple(known.values())


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"


def _contradictions(filled: FilledSheet, there: Evaluation) -> Iterator[Fault]:
    """What the sheet says otherwise than the file."""
    who = visible(there.by, 60)
    for cell, score in filled.evaluation.ratings.items():
        known = there.ratings.get(cell)
        if known is None or known.rating == score.rating:
            continue
        head = RATING if known.rating.estimate != score.rating.estimate else REASON
        yield filled.rows[cell].fault(
            head,
            f"is another than the file has of {who}: what was given is kept as it was given; write a change under "
            "moderated, or bring the sheet in with --replace if the file is wrong",
        )
    for name, label in (("role", ROLE), ("interests", INTERESTS)):
        new, old = getattr(filled.evaluation, name), getattr(there, name)
        if new and old and new != old:
            where = filled.sheet.field(label)[1]
            yield filled.sheet.field_fault(
                where, f"is another than the file has of {who}; correct one of the two, or bring it in with --replace"
            )


def _together(there: Evaluation, new: Evaluation) -> Evaluation:
    """What the file and a sheet have of one evaluator; where they differ, what the sheet has."""
    another_day = (new.on, new.at) != (there.on, there.at) and there.on is not None
    ratings: dict[str, Score] = dict(there.ratings)
    for cell, score in new.ratings.items():
        known = there.ratings.get(cell)
        if known is not None and known.rating == score.rating:
            continue
        ratings[cell] = replace(score, on=new.on, at=new.at) if another_day and new.on is not None else score
    moved = tuple(each for each in there.moderated if ratings[each.of] == there.ratings[each.of])
    return replace(
        there,
        role=new.role or there.role,
        interests=new.interests or there.interests,
        on=there.on if there.on is not None else new.on,
        at=there.at if there.on is not None else new.at,
        ratings=ratings,
        moderated=moved,
    )


def _with_agreed(
    scenario: Scenario, agreed: dict[str, tuple[Consensus, Row]], found: Findings, said: list[str], *, replacing: bool
) -> dict[str, Consensus]:
    known, written = dict(scenario.consensus), []
    for cell, (new, row) in agreed.items():
        there = known.get(cell)
        if there is not None and _says_the_same(there, new):
            continue
        if there is not None and not replacing:
            found.faults.append(
                row.fault(
                    AGREED, "is another than what the file says was agreed; bring it in with --replace if that is so"
                )
            )
        if there is not None:
            rating = replace(new.rating, source=there.rating.source, evidence=there.rating.evidence)
            rating = replace(rating, evidence_on=there.rating.evidence_on)
            known[cell] = replace(new, rating=rating)
        else:
            known[cell] = new
        written.append(cell)
    if written:
        said.append(f"Agreed on {_cells(len(written))}: {_some(written)}.")
    return known


def _says_the_same(there: Consensus, new: Consensus) -> bool:
    """Whether a form says no other than is known; who wrote it down, and when, is not asked."""

    def views(of: Consensus) -> dict[str, list[str]]:
        return {name: view.split() for name, view in of.dissent.items()}

    one, other = there.rating, new.rating
    return (one.estimate, one.because.split(), views(there)) == (other.estimate, other.because.split(), views(new))


# --- refusals ------------------------------------------------------------------------------------------------------


def _told(
    error: ImpossibleScenarioError,
    sheets: list[FilledSheet],
    agreed: dict[str, tuple[Consensus, Row]],
    book: FilledBook,
) -> list[Fault]:
    """What is impossible about the evaluations, with the cells that say so."""
    rows = {cell: row for each in sheets for cell, row in each.rows.items()}
    rows |= {cell: row for cell, (_, row) in agreed.items()}
    faults = []
    for problem in error.problems:
        row = next((rows[key] for key in problem.at if isinstance(key, str) and key in rows), None)
        faults.append(row.fault(KEY, str(problem)) if row is not None else Fault(book.file, 1, 1, "", str(problem)))
    return faults


def _refused(book: FilledBook, message: str) -> FileError:
    return FileError([Fault(book.file, 1, 1, "", message)])
