"""What was answered on which approach suits us, in sentences."""

from __future__ import annotations

from decision.model.scenario import Scenario
from decision.outputs.words.grammar import capital

HEADING = "Which approach suits us"


def answers_in_words(scenario: Scenario) -> tuple[tuple[str, str], ...]:
    """For each question that was answered: its id, and what was said."""
    return tuple((each.question, f"{capital(each.said)}.") for each in scenario.answers)
