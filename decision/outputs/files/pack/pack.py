"""The whole pack as files by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from decision.analysis.stopping import go_on
from decision.model.errors import DecisionError
from decision.model.trail import Trail
from decision.model.visible import visible
from decision.outputs.files.forms import SHOWN
from decision.outputs.files.material import Material
from decision.outputs.files.pack.buyer import moderation_record, read_me
from decision.outputs.files.pack.summary import Outcome, summary
from decision.outputs.files.paper.blocks import Paper
from decision.outputs.files.paper.docx import docx_paper
from decision.outputs.files.paper.markdown import markdown_paper
from decision.outputs.tables.assessment import Assessment, assessment

NOTHING, _, REASONS = SHOWN  # nothing unless somebody asks: what was sent cannot be taken back
_BUYER, _SUMMARIES = "for-the-buyer", "summaries"


def pack(material: Material) -> Mapping[str, bytes]:
    """A summary for each option as Word document and Markdown, and what is for the buyer.

    Raises
    ------
    DecisionError
        What is asked to be shown of the option chosen cannot be.
    """
    scenario, evaluation = material.scenario, material.figures.evaluation
    shown = material.settings.show_chosen or NOTHING
    if shown not in SHOWN:
        raise DecisionError(f"nothing is shown by {visible(shown)}; use one of {', '.join(SHOWN)}")
    if shown != NOTHING and scenario.decision is None:
        raise DecisionError(
            "no decision is recorded, so no option is chosen; record one with decide, or leave --show-chosen out"
        )
    chosen = None if scenario.decision is None else assessment(scenario, evaluation, scenario.decision.chosen)
    files: dict[str, bytes] = {}
    for option in scenario.options:
        go_on()
        own = assessment(scenario, evaluation, option.id)
        paper = summary(scenario.title, own, _outcome(material, own, chosen, shown))
        files |= dict(_both(f"{_SUMMARIES}/{option.id}", paper))
    record = moderation_record(scenario, material.trail or Trail())
    if record is not None:
        files |= dict(_both(f"{_BUYER}/moderation-record", record))
    of = {option.id: f"{_SUMMARIES}/{option.id}" for option in scenario.options}
    about = read_me(scenario, evaluation, shown, of, moderated=record is not None)
    files[f"{_BUYER}/read-me.md"] = markdown_paper(about)
    return files


def _outcome(material: Material, own: Assessment, chosen: Assessment | None, shown: str) -> Outcome:
    decision = material.scenario.decision
    if decision is None or chosen is None:
        return Outcome()
    is_chosen = own.id == chosen.id
    other = None if is_chosen or shown == NOTHING else chosen
    return Outcome(is_chosen, decision.on, other, with_reasons=shown == REASONS)


def _both(name: str, paper: Paper) -> Iterator[tuple[str, bytes]]:
    yield f"{name}.docx", docx_paper(paper)
    yield f"{name}.md", markdown_paper(paper)
