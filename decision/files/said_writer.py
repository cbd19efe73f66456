"""What is said about a decision, beside what it is, as a file holds it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from decision.files.checks_document import checks_document
from decision.files.evaluation_document import consensus_document, evaluation_document
from decision.files.kinds import SHORT_FIGURES
from decision.files.rating_writer import figure_document
from decision.files.room_document import room_documents
from decision.files.yaml_text import fits_a_line, inline, line_or_lines, plain_number, plain_numbers
from decision.model.checks import Checks
from decision.model.readiness import Condition, Measure, Readiness
from decision.model.record import Outcome, RecordedDecision, Trigger
from decision.model.scenario import Scenario


def said_about(scenario: Scenario) -> dict[str, Any]:
    """What is said about a decision and is no part of it."""
    document: dict[str, Any] = {}
    if scenario.answers:
        document["answers"] = {each.question: each.answer for each in scenario.answers}
    if scenario.readiness.is_said:
        document["readiness"] = _readiness(scenario.readiness)
    if scenario.checks.is_said:
        document["checks"] = _checks(scenario.checks)
    if scenario.evaluations:
        document["evaluations"] = [evaluation_document(each, figure_document, inline) for each in scenario.evaluations]
    if scenario.consensus:
        document["consensus"] = {
            cell: inline(consensus_document(each, figure_document)) for cell, each in scenario.consensus.items()
        }
    if scenario.decision is not None:
        document["decision"] = decision_document(scenario.decision)
    if scenario.outcome is not None:
        document["outcome"] = _outcome(scenario.outcome)
    return document | _rooms(scenario)


def _readiness(readiness: Readiness) -> dict[str, Any]:
    causes = {id: inline({option: str(each) for option, each in by.items()}) for id, by in readiness.causes.items()}
    said = {
        "causes": causes,
        "conditions": [_said(each) for each in readiness.conditions],
        "measures": [_said(each) for each in readiness.measures],
    }
    return {name: entries for name, entries in said.items() if entries}


def _checks(checks: Checks) -> dict[str, Any]:
    said = checks_document(checks)
    return line_or_lines({key: plain_number(x) if isinstance(x, float) else x for key, x in said.items()})


def _said(entry: Condition | Measure | RecordedDecision | Trigger) -> dict[str, Any]:
    """What is said of such an entry, without what is left open."""
    said = {each.name: x for each in fields(entry) if (x := getattr(entry, each.name)) not in ("", None)}
    return {name: plain_number(x) if isinstance(x, float) else x for name, x in said.items()}


def decision_document(decision: RecordedDecision) -> dict[str, Any]:
    """What was decided, as a file holds it."""
    document = _said(decision) | {"revisit": [_trigger(each) for each in decision.revisit]}
    return {name: x for name, x in document.items() if x != []}


def _trigger(trigger: Trigger) -> dict[str, Any]:
    """A trigger, what people read behind what is checked."""
    said = _said(trigger)
    return {name: said[name] for name in ("when", "below", "above", "say") if name in said}


def _outcome(outcome: Outcome) -> dict[str, Any]:
    document: dict[str, Any] = {} if outcome.on is None else {"on": outcome.on}
    figures = plain_numbers(outcome.ratings)
    document |= {name: figures.pop(name) for name in SHORT_FIGURES if name in figures}
    return document | ({"ratings": inline(figures)} if figures else {})


def _rooms(scenario: Scenario) -> dict[str, Any]:
    return {"rooms": _compact(room_documents(scenario.rooms))} if scenario.rooms else {}


def _compact(said: Any) -> Any:
    """`said` with each mapping of figures and a few words in one line, and numbers as people write them."""
    if isinstance(said, list):
        return [_compact(each) for each in said]
    if isinstance(said, dict):
        inner = {name: _compact(x) for name, x in said.items()}
        return inner if any(isinstance(x, list | dict) and x for x in _nested(inner)) else line_or_lines(inner)
    return plain_number(said) if isinstance(said, float) else said


def _nested(said: Mapping[str, Any]) -> Iterable[Any]:
    """What of a mapping would not stand in a line: mappings, and lists of more than figures."""
    return (x for x in said.values() if isinstance(x, dict) or (isinstance(x, list) and not fits_a_line(x)))
