"""What evaluators agreed on, taken over as ratings of the decision."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import partial

from decision.model.cost_plan import CostPlan
from decision.model.errors import ImpossibleError, choice
from decision.model.estimate import Unknown
from decision.model.evaluation import Consensus, cell_parts, figure_of
from decision.model.rating import Rating
from decision.model.scenario import Scenario
from decision.model.visible import visible


def taking_over(
    scenario: Scenario, cells: Collection[str] | None = None, *, in_place_of_plans: bool = False
) -> Scenario:
    """The decision with what was agreed on `cells`, or wherever something was, as its ratings.

    Figure and reason are those of the consensus. Source and evidence are too where it has its own; else they stay.

    A cost plan gives way to one figure, and so loses its lines and years, only where that is asked for; drivers that no
    other plan hangs on go with it.

    Raises
    ------
    ImpossibleError
        Nothing was agreed on one of the cells, or its rating is a cost plan and nothing is to stand in its place.
    """
    wanted = list(scenario.consensus if cells is None else cells)
    for cell in wanted:
        if cell not in scenario.consensus:
            raise ImpossibleError(
                f"nothing was agreed on {visible(cell)}", partial(choice, cell, scenario.consensus), (cell,)
            )
    if not in_place_of_plans:
        _refuse_plans(scenario, wanted)
    for cell in wanted:
        option, path = cell_parts(cell)
        now = scenario.option(option).ratings[path]
        scenario = scenario.with_rating(option, path, agreed_rating(now, scenario.consensus[cell]))
    return scenario


def is_plan(scenario: Scenario, cell: str) -> bool:
    """Whether the rating of a cell is a cost plan."""
    option, path = cell_parts(cell)
    return isinstance(scenario.option(option).ratings[path].estimate, CostPlan)


def _refuse_plans(scenario: Scenario, cells: Collection[str]) -> None:
    plans = [cell for cell in cells if is_plan(scenario, cell)]
    if not plans:
        return
    option, path = cell_parts(plans[0])
    now, agreed = (
        scenario.expected_rating(scenario.option(option), path),
        figure_of(scenario.consensus[plans[0]].rating),
    )
    figure = "" if isinstance(agreed, Unknown) else f", {agreed.expected:,.0f},"
    raise ImpossibleError(
        f"{visible(plans[0])} is a cost plan, worth {now:,.0f} as it is expected; what was agreed"
        f"{figure} does not say which of its lines is paid when",
        "change its lines until they come to that, or put the one figure in the place of the plan, without lines and "
        f"years: --replace-plan{_others(cells, plans)}",
        (plans[0],),
    )


def _others(cells: Collection[str], plans: Collection[str]) -> str:
    """How to take over what is agreed on anything else."""
    others = [visible(cell) for cell in cells if cell not in plans]
    return f"; for the others alone name them: --take-over {' '.join(others)}" if others else ""


def agreed_rating(now: Rating, agreed: Consensus) -> Rating:
    """The rating that takes the place of `now` once a consensus is taken over."""
    made = replace(agreed.rating, source=agreed.rating.source or now.source)
    if agreed.rating.evidence is None:
        made = replace(made, evidence=now.evidence, evidence_on=now.evidence_on)
    return made
