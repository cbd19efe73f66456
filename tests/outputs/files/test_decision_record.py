from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from decision.analysis.scoring import evaluate
from decision.analysis.sensitivity.sensitivity import SensitivityResult
from decision.analysis.simulation.simulation import simulate
from decision.files.reader import load
from decision.files.tree import read_tree
from decision.model.readiness import Condition, Readiness
from decision.model.scenario import Scenario
from decision.outputs.files.decision_record.madr import madr
from decision.outputs.files.decision_record.nhs import nhs
from decision.outputs.files.export import export, figures_of
from decision.outputs.tables.record import DecisionRecord, Earlier, decision_record, recorded_decision
from tests.outputs.files.test_evaluations import EVALUATED
from tests.outputs.samples import EXCLUDED, MINIMAL, OTHER, PORTAL, ROOT

MADR_HEADINGS = [
    "## Context and Problem Statement", "## Decision Drivers", "## Considered Options", "## Decision Outcome",
    "### Consequences", "### Confirmation", "## Pros and Cons of the Options", "## More Information",
]  # fmt: skip
GROWING = load(ROOT / "scenarios" / "growing-programme.yaml")
NHS_HEADINGS = [
    "## Context", "## Decision", "### Assumptions", "### Drivers", "### Options", "### Outcome", "### Rationale",
    "## Consequences", "## Compliance", "## Notes", "## Actions", "## Tags",
]  # fmt: skip


def record_of(
    scenario: Scenario, chosen: str, sensitivity: SensitivityResult | None = None, **told: str
) -> DecisionRecord:
    evaluation, simulation = evaluate(scenario), simulate(scenario, 500)
    decision = recorded_decision(
        scenario, chosen, evaluation, simulation, sensitivity, on=datetime.date(2026, 12, 1),
        by=told.get("by", "The board"), because=told.get("because", "It is ours."), review_by=datetime.date(2027, 6, 1),
    )  # fmt: skip
    return decision_record(
        scenario, decision, evaluation, simulation, sensitivity, number=2, file="../../scenarios/portal.yaml",
        call="scenarios/portal.yaml", reversibility=told.get("reversibility", ""), earlier=Earlier("0001-old", "0001-old.md"),
    )  # fmt: skip


def headings(text: str) -> list[str]:
    return [line for line in text.split("\n") if re.match("#{2,3} ", line)]


def test_madr_has_the_headings_of_its_template_in_their_order(turned: SensitivityResult) -> None:
    text = madr(record_of(PORTAL, "extend", turned))
    told = headings(text)
    assert [each for each in told if each in MADR_HEADINGS] == MADR_HEADINGS
    assert [each for each in told if each not in MADR_HEADINGS] == [f"### {option.name}" for option in PORTAL.options]
    front = read_tree(text.split("---\n")[1].encode(), "x.md").plain()
    assert front == {"status": "accepted", "date": "2026-12-01", "decision-makers": "The board"}
    assert 'Chosen option: "Extend the portal we have", because It is ours.' in text
    assert "* Fit with patients and staff of Extend turns out below 5.3" in text
    assert "(`extend.fit below 5.3" in text
    assert "It is reviewed by 1 June 2027." in text and "[0001-old](0001-old.md)" in text


def test_nhs_has_the_headings_of_its_template_in_their_order(turned: SensitivityResult) -> None:
    text = nhs(record_of(PORTAL, "extend", turned, reversibility="Yes, within a year."))
    assert [each for each in headings(text) if each in NHS_HEADINGS] == NHS_HEADINGS
    assert ">| Date         | 01/12/2026 |\n>| Status       | Accepted |\n>| Deciders     | The board |" in text
    assert "Reversible or not: Yes, within a year." in text
    assert "The fitness function is `python -m decision check scenarios/portal.yaml`" in text
    assert "- [ ] The board, 2027-06-01, review this decision" in text
    assert "`#cost` `#time_to_launch`" in text
    assert "it can be reversed" not in text


def test_a_weighted_option_score_is_the_score_out_of_five(turned: SensitivityResult) -> None:
    text = nhs(record_of(PORTAL, "extend", turned))
    shown = re.findall(r"\*\*Weighted option score\*\*: ([0-9.]+) of 5\.0", text)
    assert [float(each) for each in shown] == [round(option.score / 20, 2) for option in evaluate(PORTAL).options]
    assert text.count("(Selected)") == 1 and "#### Option C: Extend the portal we have (Selected)" in text
    assert text.count("**Why not chosen**") == 2


def test_consequences_add_up_to_the_lead() -> None:
    record = record_of(MINIMAL, "extend")
    assert record.rival == "buy"
    assert sum(each.points for each in record.consequences) == pytest.approx(evaluate(MINIMAL).margin)
    assert "* Good, because Cost (10 = cheapest) is worth 5.0 points more than with Buy: 8 against 6" in madr(record)
    assert "* Bad, because Fit is worth 4.5 points less than with Buy: 5 against 8" in madr(record)


def test_why_an_option_is_excluded_is_told_in_both_forms() -> None:
    record = record_of(EXCLUDED, "extend")
    assert "* Bad, because it fails K04\n" in madr(record)
    assert "**Why not chosen**: it is excluded: fails K04." in nhs(record)


def test_what_must_be_done_before_launch_is_an_action() -> None:
    conditions = (
        Condition("The link writes back", "extend", "Ana", datetime.date(2027, 3, 1)),
        Condition("Only of Buy", "buy"),
        Condition("Staff is free"),
    )
    text = nhs(record_of(replace(MINIMAL, readiness=Readiness(conditions=conditions)), "extend"))
    assert "- [ ] Ana, 2027-03-01, The link writes back\n- [ ] nobody yet, no date, Staff is free\n" in text
    assert "Only of Buy" not in text


@pytest.mark.parametrize("text", OTHER)
def test_no_text_of_a_file_is_markup_in_a_record(text: str) -> None:
    hostile = replace(
        MINIMAL,
        title=text,
        question=text,
        about=text,
        owner=text,
        options=tuple(replace(each, name=f"{each.id} {text}", about=text) for each in MINIMAL.options),
    )
    record = record_of(hostile, "extend", by=text, because=text, reversibility=text)
    harmless = record_of(
        replace(hostile, title="t", question="t", about="t", owner="t"),
        "extend",
        by="t",
        because="t",
        reversibility="t",
    )
    for form in (madr, nhs):
        made = form(record)
        assert not re.search(r"(?<!\\)<script|(?<!\\)\]\((javascript|http)", made)
        assert headings(made) != [] and len(headings(made)) == len(headings(form(harmless)))
        assert made.count("\n---\n") == form(harmless).count("\n---\n")
    front = read_tree(madr(record).split("---\n")[1].encode(), "x.md").plain()
    assert set(front) == {"status", "date", "decision-makers"}


def test_both_tell_what_evaluators_gave_by_letter_and_what_rooms_settled() -> None:
    for text in (madr(record_of(EVALUATED, "buy")), nhs(record_of(EVALUATED, "buy"))):
        assert "What evaluators gave:" in text and "evaluators rated" in text and "agreed on" in text
        assert not [each.by for each in EVALUATED.evaluations if each.by in text]
    assert "What evaluators gave" not in madr(record_of(PORTAL, "extend"))


@pytest.mark.parametrize("ending", [".md", ".html"])
def test_the_comparison_tells_how_evaluations_stand_and_who_sees_it_otherwise(ending: str) -> None:
    figures = figures_of(EVALUATED, simulated=False)
    text = export(EVALUATED, ending, figures=figures).decode()
    assert "What evaluators gave" in text and "Another view on" in text
    outside = text.partition('type="application/json"')[0]
    assert not [each.by for each in EVALUATED.evaluations if each.by in outside]
    assert "What evaluators gave" not in export(MINIMAL, ending).decode()


@pytest.mark.parametrize("form", [madr, nhs])
def test_a_record_tells_what_costs_were_counted_with(form: Callable[[DecisionRecord], str]) -> None:
    text = form(record_of(GROWING, "extend"))
    told = text[text.index("What costs were counted with, the same for every option:") :]
    assert "* Patients monitored: 333 (200 to 600) patients in year 1: The register has 2,400 patients out" in told
    assert "Illustrative. (evidence: assumption)\n* Growth of patients monitored: 38.3 % (0 % to 90 %) a year" in told
    assert "counted with, the same" not in form(record_of(PORTAL, "extend"))


@pytest.mark.parametrize("reason", ["Because it is ours.", "because it is ours", "It is ours."])
def test_because_is_said_once(reason: str) -> None:
    for text in (madr(record_of(PORTAL, "extend", because=reason)), nhs(record_of(PORTAL, "extend", because=reason))):
        assert re.search(r", because [Ii]t is ours\.?\n", text)
        assert "ecause Because" not in text
