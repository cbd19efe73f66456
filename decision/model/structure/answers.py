"""Answers on which approach suits us, given, changed and taken back; ratings stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from decision.model.approach import Question, given
from decision.model.scenario import Scenario


def answering(scenario: Scenario, questions: Mapping[str, Question], question: str, answer: str | None) -> Scenario:
    """The decision with another answer to one question, or with none.

    Raises
    ------
    ImpossibleError
        There is no such question or answer.
    """
    said = {each.question: each.answer for each in scenario.answers if each.question != question}
    if answer is not None:
        said[question] = answer
    return replace(scenario, answers=given(questions, said))
