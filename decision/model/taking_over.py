"""What evaluators agreed on, taken over as ratings of the decision."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import partial

from decision.model.cost_plan import CostPlan
from decision.model.errors import ImpossibleError, choice
from decision.model.evaluation import Consensus, cell_parts
from decision.model.rating import Rating
from decision.model.scenario import Scenario
from decision.model.visible import visible


def taking_over(scenario: Scenario, cells: Collection[str] | None = None) -> Scenario:
    """The decision with what was agreed on `cells`, or wherever something was, as its ratings.

    Figure and reason are those of the consensus. Source and evidence are too where it has its own; else they stay.

    Raises
    ------
    ImpossibleError
        Nothing was agreed on one of the cells, or its rating is a cost plan, which no single figure says.
    """
    for cell in scenario.consensus if cells is None else cells:
        if cell not in scenario.consensus:
            raise ImpossibleError(
                f"nothing was agreed on {visible(cell)}", partial(choice, cell, scenario.consensus), (cell,)
            )
        option, path = cell_parts(cell)
        now = scenario.option(option).ratings[path]
        if isinstance(now.estimate, CostPlan):
            raise ImpossibleError(
                f"{visible(cell)} is a cost plan, which no single figure says", "change its figures", (cell,)
            )
        scenario = scenario.with_rating(option, path, agreed_rating(now, scenario.consensus[cell]))
    return scenario


def agreed_rating(now: Rating, agreed: Consensus) -> Rating:
    """The rating that takes the place of `now` once a consensus is taken over."""
    made = replace(agreed.rating, source=agreed.rating.source or now.source)
    if agreed.rating.evidence is None:
        made = replace(made, evidence=now.evidence, evidence_on=now.evidence_on)
    return made
