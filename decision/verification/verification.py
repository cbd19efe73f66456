"""An export verified: everything it claims worked out again from the decision inside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any

from decision.analysis.difference.difference import Difference, difference
from decision.analysis.scoring import evaluate
from decision.analysis.simulation.simulation import simulate
from decision.files.enclosed_in import DOCUMENT, WORKBOOK, read_safely
from decision.files.enclosure import Enclosure, enclosure_text, refused
from decision.files.trail_document import trail_of_text
from decision.model.errors import DecisionError
from decision.model.evaluation_names import as_letters
from decision.model.scenario import Scenario
from decision.outputs.files.export import FileForm, export, form_for
from decision.outputs.files.material import Figures, Material, Settings, figures_of
from decision.verification.finding import ChangedInput, Finding
from decision.verification.parts import strange_parts
from decision.version import __version__

Told = Callable[[str, float], None]
_DRAWS = 2_000  # for what became of the lead, which is not told here


@dataclass(frozen=True)
class Verification:
    """What became of an export.

    Attributes
    ----------
    compared
        How many cells or texts were held against what they should say.
    findings
        What does not hold.
    changed
        Cells of a workbook that are there to be changed, and were.
    notes
        What could not be held against anything, in sentences.
    since
        What changed from the decision inside to the one that it was held against; None where there was none.
    """

    file: str
    enclosure: Enclosure
    compared: int
    findings: tuple[Finding, ...]
    changed: tuple[ChangedInput, ...]
    notes: tuple[str, ...]
    since: Difference | None = None

    @property
    def holds(self) -> bool:
        """Whether the export says what follows from the decision inside it, and that is still the decision."""
        return not self.findings and not self.changed and self.is_still_the_decision

    @property
    def is_still_the_decision(self) -> bool:
        """Whether what it was held against, if anything, is the decision inside; what is said about it may differ."""
        return self.since is None or self.since.old.fingerprint == self.since.new.fingerprint


def verify(
    enclosure: Enclosure, raw: bytes, file: str, now: Scenario | None = None, progress: Told | None = None
) -> Verification:
    """What holds of the export `file`, with the bytes `raw`, which encloses `enclosure`.

    Parameters
    ----------
    now
        The decision as it is today, if it is to be held against that too.
    progress
        Called now and then with what is being worked out, and what share of all is done.

    Raises
    ------
    DecisionError
        It is no file of a form that is written here, or cannot be compared.
    """
    form = _form(enclosure, file)
    findings, notes = list(_of_the_decision(enclosure)), list(_of_the_version(enclosure))
    material = _material(enclosure, progress)
    compared, found, changed, more = read_safely(lambda: _compared(enclosure, form, raw, material), file)
    since = None if now is None else difference(enclosure.scenario, _as_enclosed(now, enclosure), _DRAWS)
    return Verification(file, enclosure, compared, (*findings, *found), tuple(changed), (*notes, *more), since)


def _as_enclosed(now: Scenario, enclosure: Enclosure) -> Scenario:
    """The decision with evaluators called as they are inside: by letter, unless names were asked for."""
    return now if enclosure.asked.get("names") else as_letters(now)


def _form(enclosure: Enclosure, file: str) -> FileForm:
    try:
        form = form_for(enclosure.ending, enclosure.form)
    except DecisionError:
        form = None
    if not isinstance(form, FileForm) or not form.encloses or not file.lower().endswith(form.ending):
        raise refused(
            file, "does not have the ending that it was exported with, or is of a form unknown here; rename it"
        )
    return form


def _of_the_decision(enclosure: Enclosure) -> list[Finding]:
    is_ = enclosure.scenario.fingerprint
    if is_ == enclosure.fingerprint:
        return []
    return [Finding("The decision inside", enclosure.fingerprint, is_, "its fingerprint")]


def _of_the_version(enclosure: Enclosure) -> list[str]:
    if enclosure.version == __version__:
        return []
    versions = f"It was exported by version {enclosure.version} and worked out again by {__version__}"
    return [f"{versions}: what was put into other words since is told here as well."]


def _material(enclosure: Enclosure, progress: Told | None) -> Material:
    scenario, asked = enclosure.scenario, dict(enclosure.asked)
    missing, without = str(asked.pop("missing", "")), asked.pop("without", "")
    if without == "sensitivity":
        figures = Figures(evaluate(scenario), simulate(scenario, enclosure.draws), None, missing)
    elif missing:
        figures = Figures(evaluate(scenario), None, None, missing)
    else:
        draws = None if enclosure.draws == scenario.simulation.draws else enclosure.draws
        figures = figures_of(scenario, progress, draws=draws)
    trail = trail_of_text(str(asked.pop("trail"))) if "trail" in asked else None
    known: dict[str, Any] = {each.name: _setting(asked[each.name]) for each in fields(Settings) if each.name in asked}
    text = enclosure_text(scenario, enclosure.form, enclosure.ending, enclosure.asked, enclosure.draws)
    return Material(scenario, figures, Settings(**known), trail, text)


def _setting(said: str) -> str | bool:
    return said == "True" if said in ("True", "False") else said


def _compared(
    enclosure: Enclosure, form: FileForm, raw: bytes, material: Material
) -> tuple[int, list[Finding], list[ChangedInput], list[str]]:
    # what reads each kind is imported when there is one
    if enclosure.ending == WORKBOOK:
        return _compared_workbook(raw, material)
    is_ = export(
        material.scenario,
        form.ending,
        figures=material.figures,
        form=form.name,
        settings=material.settings,
        trail=material.trail,
        enclosed=material.enclosed,
    )
    from decision.verification.texts import (
        compare_pages,
        compare_pictures,
        compare_texts,
        document_texts,
        page_of,
    )

    if enclosure.ending == DOCUMENT:
        texts, findings = compare_texts(document_texts(raw), document_texts(is_))
        pictures, more = compare_pictures(raw, is_)
        return texts + pictures, [*strange_parts(raw), *findings, *more], [], []
    count, findings = compare_pages(page_of(raw), page_of(is_))
    return count, findings, [], []


def _compared_workbook(raw: bytes, material: Material) -> tuple[int, list[Finding], list[ChangedInput], list[str]]:
    from decision.outputs.files.workbook.workbook import laid_out
    from decision.verification.cells import sheets_in, sheets_of
    from decision.verification.workbook import compare

    asked = material.settings
    if not asked.names:
        material = replace(material, scenario=as_letters(material.scenario))  # as where it is exported
    book = laid_out(
        material.scenario, material.table, material.sentence, material.enclosed, asked.evaluators, asked.leave_out
    )
    same = raw == book.content()  # reading is slow, and what was left as it was exported is the same byte for byte
    is_ = sheets_in(book)
    found = compare(is_ if same else sheets_of(raw), is_, book, material.scenario)
    return found.compared, [*strange_parts(raw), *found.findings], found.changed, found.notes
