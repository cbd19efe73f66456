"""Changes of structure, made to what is being worked on: points, entries and what is left out go along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from decision.model.scenario import Scenario
from decision.ui.session.work import Work, slider_points


def restructured(work: Work, edit: Callable[[Scenario], Scenario]) -> Work:
    """The work with other options or criteria, or other words about them, as `edit` makes them.

    Entries that are not sound yet, and what is left out for now, go with what they are about.

    Raises
    ------
    DecisionError
        The edit cannot be made; nothing is changed.
    """
    scenario = edit(work.scenario)
    options = {option.id for option in scenario.options}
    # weights that cannot be stay where they were asked for, as long as they are about the same criteria
    asked = bool(work.weights_problem) and [each.id for each in scenario.criteria] == list(work.points)
    drafts = {
        (option, path): draft
        for (option, path), draft in work.rating_drafts.items()
        if option in options and path in scenario.leaves
    }
    scales = {path: ends for path, ends in work.scale_drafts.items() if _same_scale(work.scenario, scenario, path)}
    made = replace(
        work,
        scenario=scenario,
        points=work.points if asked else MappingProxyType(slider_points(scenario)),
        weights_problem=work.weights_problem if asked else "",
        rating_drafts=MappingProxyType(drafts),
        scale_drafts=MappingProxyType(scales),
        left_out_options=work.left_out_options & options,
        left_out_criteria=work.left_out_criteria & {each.id for each in scenario.criteria},
    )
    assert made.scenario_in_force.weights  # with what is left out, too
    return made


def _same_scale(before: Scenario, after: Scenario, path: str) -> bool:
    return path in after.leaves and after.leaves[path].value_function == before.leaves[path].value_function
