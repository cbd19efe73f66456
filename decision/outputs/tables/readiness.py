"""What must be true before launch and what is read after it, as data before any form."""

from __future__ import annotations

from dataclasses import dataclass

from decision.model.readiness import CauseState, Condition, LaunchCause, Measure
from decision.model.scenario import Scenario
from decision.outputs.words.readiness import readiness_in_words
from decision.outputs.words.scoring import distinct_names, short_names

EVERY_OPTION = "all options"


@dataclass(frozen=True)
class CauseRow:
    """One known cause, and how each option stands on it, in the order of the options."""

    cause: LaunchCause
    states: tuple[CauseState, ...]


@dataclass(frozen=True)
class ConditionRow:
    """One condition; `option` is its id, empty where it bears on all, and `of` what that is called."""

    condition: Condition
    of: str

    @property
    def day(self) -> str:
        """By when, as a file writes it; empty where that is not said."""
        return "" if self.condition.by is None else self.condition.by.isoformat()


@dataclass(frozen=True)
class ReadinessTables:
    """All that is said of readiness; `sentences` say it of each option."""

    sentences: tuple[str, ...]
    causes: tuple[CauseRow, ...]
    conditions: tuple[ConditionRow, ...]
    measures: tuple[Measure, ...]


def readiness_tables(scenario: Scenario) -> ReadinessTables | None:
    """What `scenario` says of readiness; None where it says nothing of it."""
    said = scenario.readiness
    if not said.is_said:
        return None
    short, names = short_names(scenario.options), distinct_names(scenario.options)
    return ReadinessTables(
        tuple(readiness_in_words(said, option.id, short[option.id]) for option in scenario.options),
        tuple(
            CauseRow(cause, tuple(said.state(cause.id, option.id) for option in scenario.options))
            for cause in said.known
        ),
        tuple(ConditionRow(each, names.get(each.option, EVERY_OPTION)) for each in said.conditions),
        said.measures,
    )
