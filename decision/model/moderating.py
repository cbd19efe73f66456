"""What evaluators come to together: a rating that moderation moves, and what they agree on.

What was given stays; beside it stands what it became, and why.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from decision.model.errors import ImpossibleError, choice
from decision.model.estimate import Estimate
from decision.model.evaluation import Consensus, Evaluation, Moderation, letters
from decision.model.rating import Rating
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
    evaluation = _evaluation(scenario, evaluator)
    before = evaluation.standing(cell)
    if before is None:
        raise ImpossibleError(
            f"{visible(evaluation.by)} has no rating of {visible(cell)}", partial(choice, cell, evaluation.ratings)
        )
    moved = replace(evaluation, moderated=(*evaluation.moderated, Moderation(cell, to, because, before, by, on)))
    return replace(scenario, evaluations=tuple(moved if each is evaluation else each for each in scenario.evaluations))


def agreeing(
    scenario: Scenario,
    cell: str,
    rating: Rating,
    dissent: Mapping[str, str],
    by: str = "",
    on: datetime.date | None = None,
) -> Scenario:
    """The decision with `rating` as what was agreed on a cell, in place of what was agreed on it before.

    `dissent` holds by evaluator, by name or letter, the view of each who does not share it; `by` wrote it down.

    Raises
    ------
    ImpossibleError
        There is no such evaluator.
    ImpossibleScenarioError
        There is no such cell, no reason, or an empty view.
    """
    views = {_evaluation(scenario, name).by: view for name, view in dissent.items()}
    return replace(scenario, consensus={**scenario.consensus, cell: Consensus(rating, by, on, views)})


def _evaluation(scenario: Scenario, evaluator: str) -> Evaluation:
    """What an evaluator gave, who is called by name or letter."""
    called = {letter.casefold(): name for name, letter in letters(scenario.evaluations).items()}
    called |= {each.by.casefold(): each.by for each in scenario.evaluations}
    name = called.get(evaluator.strip().casefold())
    if name is None:
        known = [each.by for each in scenario.evaluations]
        raise ImpossibleError(f"{visible(evaluator)} is no evaluator here", partial(choice, evaluator, known))
    return next(each for each in scenario.evaluations if each.by == name)
