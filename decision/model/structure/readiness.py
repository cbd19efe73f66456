"""What must be true before launch, edited: causes, conditions and measures. No score follows from any of it."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

from decision.model.errors import ImpossibleError
from decision.model.readiness import CauseState, Condition, LaunchCause, Measure, Readiness
from decision.model.scenario import Scenario
from decision.model.structure.texts import sound_line, sound_text

Known = tuple[LaunchCause, ...]  # the causes there are, for a decision that spoke of none before


def settling_cause(scenario: Scenario, known: Known, cause: str, option: str, state: CauseState) -> Scenario:
    """The decision with another state of one cause for one option."""
    causes = {id: dict(by) for id, by in scenario.readiness.causes.items()}
    causes.setdefault(cause, {})[option] = state
    order = [each.id for each in scenario.readiness.known or known]
    return _with(scenario, known, causes={id: causes[id] for id in sorted(causes, key=order.index)})


def adding_condition(scenario: Scenario, known: Known, what: str, option: str = "") -> Scenario:
    """The decision with one more condition, which nobody owns yet."""
    new = Condition(_said(what, "the condition"), option)
    return _with(scenario, known, conditions=(*scenario.readiness.conditions, new))


def changing_condition(scenario: Scenario, place: int, **said: Any) -> Scenario:
    """The decision with another `what`, `option`, `owner` or `by` of one condition."""
    conditions = list(scenario.readiness.conditions)
    conditions[place] = replace(conditions[place], **_clean(said, "the condition"))
    return _with(scenario, (), conditions=tuple(conditions))


def removing_condition(scenario: Scenario, place: int) -> Scenario:
    """The decision without one condition."""
    conditions = scenario.readiness.conditions
    return _with(scenario, (), conditions=conditions[:place] + conditions[place + 1 :])


def adding_measure(scenario: Scenario, known: Known, what: str) -> Scenario:
    """The decision with one more measure, of which only this is said."""
    return _with(scenario, known, measures=(*scenario.readiness.measures, Measure(_said(what, "the measure"))))


def changing_measure(scenario: Scenario, place: int, **said: str) -> Scenario:
    """The decision with another `what`, `baseline`, `target`, `indicator`, `reader` or `when` of one measure."""
    measures = list(scenario.readiness.measures)
    measures[place] = replace(measures[place], **_clean(said, "the measure"))
    return _with(scenario, (), measures=tuple(measures))


def removing_measure(scenario: Scenario, place: int) -> Scenario:
    """The decision without one measure."""
    measures = scenario.readiness.measures
    return _with(scenario, (), measures=measures[:place] + measures[place + 1 :])


def without_option(readiness: Readiness, option: str) -> Readiness:
    """What is said of readiness, without what is said of one option."""
    causes = {id: {each: state for each, state in by.items() if each != option} for id, by in readiness.causes.items()}
    return _shown(
        replace(
            readiness,
            causes={id: by for id, by in causes.items() if by},
            conditions=tuple(each for each in readiness.conditions if each.option != option),
        )
    )


def day_of(text: str) -> datetime.date | None:
    """The day that was typed, or none; raises ImpossibleError where it is no day."""
    text = text.strip()
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        raise ImpossibleError("that is no date", "write year-month-day, such as 2027-03-01") from None


def _with(scenario: Scenario, known: Known, **changed: Any) -> Scenario:
    made = replace(scenario.readiness, known=scenario.readiness.known or known, **changed)
    return replace(scenario, readiness=_shown(made))


def _shown(readiness: Readiness) -> Readiness:
    """`readiness`, or none at all where nothing is said: a file then says nothing of it either."""
    return readiness if readiness.is_said else Readiness()


def _clean(said: dict[str, Any], of: str) -> dict[str, Any]:
    clean: dict[str, Any] = {}
    for name, x in said.items():
        if name == "what":
            clean[name] = _said(x, of)
        elif name in ("owner", "reader"):
            clean[name] = sound_line(x, f"the {name}")
        else:
            clean[name] = sound_text(x, f"the {name}") if isinstance(x, str) else x
    return clean


def _said(text: str, of: str) -> str:
    text = sound_text(text, of)
    if not text:
        raise ImpossibleError(f"{of} is empty", "say it in a few words, or remove it")
    return text
