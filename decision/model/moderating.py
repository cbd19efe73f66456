"""A rating of an evaluator that moderation moves: what was given stays, and beside it what it became, and why."""

from __future__ import annotations

import datetime
from dataclasses import replace
from functools import partial

from decision.model.errors import ImpossibleError, choice
from decision.model.estimate import Estimate
from decision.model.evaluation import Moderation, letters
from decision.model.scenario import Scenario
from decision.model.visible import visible


def moderating(
    scenario: Scenario,
    evaluator: str,
    cell: str,
    to: Estimate,
    because: str,
    by: str = "",
    on: datetime.date | None = None,
) -> Scenario:
    """The decision with the rating of one evaluator, by name or letter, moved `to` another; `by` led the moderation.

    Raises
    ------
    ImpossibleError
        There is no such evaluator, or none of theirs of that cell.
    ImpossibleScenarioError
        There is no reason, or it was before the rating was given.
    """
    called = {letter.casefold(): name for name, letter in letters(scenario.evaluations).items()}
    called |= {each.by.casefold(): each.by for each in scenario.evaluations}
    name = called.get(evaluator.strip().casefold())
    if name is None:
        known = [each.by for each in scenario.evaluations]
        raise ImpossibleError(f"{visible(evaluator)} is no evaluator here", partial(choice, evaluator, known))
    (evaluation,) = (each for each in scenario.evaluations if each.by == name)
    before = evaluation.standing(cell)
    if before is None:
        raise ImpossibleError(
            f"{visible(name)} has no rating of {visible(cell)}", partial(choice, cell, evaluation.ratings)
        )
    moved = replace(evaluation, moderated=(*evaluation.moderated, Moderation(cell, to, because, before, by, on)))
    return replace(scenario, evaluations=tuple(moved if each is evaluation else each for each in scenario.evaluations))
