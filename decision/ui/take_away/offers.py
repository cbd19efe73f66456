"""What can be taken away, and for whom: every form of export that there is, and what only the app hands out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from decision.files.record_folder import number_in
from decision.model.scenario import Scenario
from decision.model.trail import Trail
from decision.outputs.words.grammar import capital

if TYPE_CHECKING:
    from decision.outputs.files.export import Figures, FileForm, FolderForm, Form, Settings

SPREADSHEET, BOARD, SUPPLIERS, PROGRAM, GIT = "spreadsheet", "board", "suppliers", "program", "git"
RECORD = "record"  # beside what was decided, and in no group of files
GROUPS = {
    SPREADSHEET: "A colleague at a spreadsheet",
    BOARD: "The board",
    SUPPLIERS: "Suppliers and evaluators",
    PROGRAM: "A program",
    GIT: "Git, and pages of text",
}
ZIP = ".zip"
_FOLDER = "/"
_GROUP_BY_ENDING = {
    ".xlsx": SPREADSHEET,
    ".docx": BOARD,
    ".html": BOARD,
    _FOLDER: SUPPLIERS,
    ".csv": PROGRAM,
    ".json": PROGRAM,
    ".md": GIT,
}
_GROUP_BY_FORM = {("scoring", ".xlsx"): SUPPLIERS}
_NAMES = {
    ("table", ".xlsx"): "Workbook",
    ("table", ".csv"): "CSV",
    ("table", ".md"): "Comparison, Markdown",
    ("table", ".html"): "Comparison, page",
    ("memo", ".docx"): "Memo, Word",
    ("memo", ".html"): "Memo, page",
    ("memo", ".md"): "Memo, Markdown",
    ("brief", ".html"): "Interactive brief",
    ("scoring", ".xlsx"): "Scoring sheets, one file",
    ("scoring", _FOLDER): "Scoring sheets, one each",
    ("pack", _FOLDER): "Summaries",
    ("ocds", ".json"): "Open Contracting",
}
_NEEDS = {("scoring", _FOLDER): "evaluators", ("ocds", ".json"): "ocid"}
_MIMES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html",
    ".csv": "text/csv",
    ".json": "application/json",
    ".md": "text/markdown",
    ZIP: "application/zip",
}


@dataclass(frozen=True)
class Source:
    """What a file is made from.

    Attributes
    ----------
    stem, file
        What its name begins with, and what the decision's own file is called.
    asked
        What was asked for on the page, by the name of the setting; a form that does not take it is not told.
    """

    scenario: Scenario
    figures: Figures
    trail: Trail
    stem: str
    file: str
    asked: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Offer:
    """One thing to take away.

    Attributes
    ----------
    key
        Tells it from the others.
    suffix
        What its file is called after the name of the decision.
    ending
        How its file ends, which says what it is and how it can be looked at.
    simulated
        Whether it tells of chances, so that draws are taken for it.
    needs
        The setting without which there is none of it; empty where it needs none.
    """

    key: str
    group: str
    name: str
    holds: str
    suffix: str
    ending: str
    write: Callable[[Source], bytes]
    simulated: bool = True
    needs: str = ""

    @property
    def mime(self) -> str:
        """What its file is on the web."""
        return _MIMES.get(self.ending, "application/octet-stream")


def offers(scenario: Scenario) -> list[Offer]:
    """All there is for `scenario`, as the forms are listed."""
    from decision.outputs.files.export import FORMS

    found = [offer for form in FORMS for offer in _of_form(form)]
    if scenario.decision is not None:
        found += [_record("madr", "Decision record, MADR"), _record("nhs", "Decision record, NHS")]
    return found


def _of_form(form: Form) -> list[Offer]:
    from decision.outputs.files.export import FileForm

    if not isinstance(form, FileForm):
        return [_folder(form)]
    plain = _file(form)
    found = [plain]
    if "locale" in form.takes:
        found.append(_file(form, f"{plain.name}, decimal commas", "-decimal-commas", locale="de"))
    if "shape" in form.takes:
        found.append(_file(form, f"{plain.name}, long", "-long", shape="long"))
    return found


def _file(form: FileForm, name: str = "", more: str = "", **asked: str) -> Offer:
    ending = form.ending
    group = _GROUP_BY_FORM.get((form.name, ending), _GROUP_BY_ENDING.get(ending, GIT))
    usual = _NAMES.get((form.name, ending), f"{capital(form.name)} ({ending.removeprefix('.')})")
    own = "" if form.name == "table" else f"-{form.name}"

    def write(source: Source) -> bytes:
        from decision.files.enclosure import enclosure_text
        from decision.files.trail_document import trail_text
        from decision.outputs.files.export import export

        settings, figures = _settings(form, source, **asked), source.figures
        said, draws = _made_as(figures)
        enclosed = ""
        if form.encloses:
            made_of = {**said, **settings.said, "trail": trail_text(source.trail)}
            enclosed = enclosure_text(source.scenario, form.name, ending, made_of, draws)
        return export(
            source.scenario,
            ending,
            figures=figures,
            form=form.name,
            settings=settings,
            trail=source.trail,
            enclosed=enclosed,
        )

    key = f"{form.name}{more}{ending}"
    needs = _NEEDS.get((form.name, ending), "")
    return Offer(key, group, name or usual, form.holds, f"{own}{more}{ending}", ending, write, form.simulated, needs)


def _made_as(figures: Figures) -> tuple[dict[str, str], int | None]:
    """What to tell beside a decision, so that these figures can be worked out again: what is not there, and draws."""
    asked = {"missing": figures.missing} if figures.missing else {}
    if figures.missing and figures.simulation is not None:
        asked["without"] = "sensitivity"
    return asked, None if figures.simulation is None else figures.simulation.draws


def _settings(form: Form, source: Source, **asked: str) -> Settings:
    """What was asked for of all that this form takes."""
    from decision.outputs.files.export import Settings

    return Settings(**{name: x for name, x in {**source.asked, **asked}.items() if name in form.takes})


def _folder(form: FolderForm) -> Offer:
    def write(source: Source) -> bytes:
        from decision.outputs.files.export import export_folder
        from decision.outputs.files.zipped import zipped

        settings = _settings(form, source)
        files = export_folder(source.scenario, form.name, source.figures, settings=settings, trail=source.trail)
        return zipped(files, f"{source.stem}-{form.name}")

    name = _NAMES.get((form.name, _FOLDER), capital(form.name))
    needs = _NEEDS.get((form.name, _FOLDER), "")
    key, suffix = f"{form.name}{ZIP}", f"-{form.name}{ZIP}"
    return Offer(key, SUPPLIERS, name, form.holds, suffix, ZIP, write, form.simulated, needs)


def record_number(scenario: Scenario) -> int:
    """The number that a record has if nobody says another: that in its name, else the one after what it supersedes."""
    decision = scenario.decision
    if decision is None:
        return 1
    own, before = number_in(decision.record), number_in(decision.supersedes)
    return own if own is not None else 1 if before is None else before + 1


def _record(form: str, name: str) -> Offer:
    """The record of what was decided, as ``decide`` writes it beside the file."""

    def write(source: Source) -> bytes:
        from decision.outputs.files.decision_record.madr import madr
        from decision.outputs.files.decision_record.nhs import nhs
        from decision.outputs.tables.record import decision_record

        scenario, figures = source.scenario, source.figures
        assert scenario.decision is not None  # it is offered where there is one
        record = decision_record(
            scenario,
            scenario.decision,
            figures.evaluation,
            figures.simulation,
            figures.sensitivity,
            number=int(source.asked.get("record_number", 0)) or record_number(scenario),
            file=source.file,
            call=source.file,
        )
        return (nhs(record) if form == "nhs" else madr(record)).encode("utf-8")

    return Offer(f"record-{form}", RECORD, name, "what was decided and why", f"-decision-{form}.md", ".md", write)
