"""The trail of what is being worked on: what each change did to figures, noted whatever way the change was made."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from decision.files.figure_lines import changed_figures, figure_lines
from decision.model.scenario import Scenario
from decision.model.trail import WEIGHTS, Step, Trail
from decision.ui.session.work import Work, slider_points

_Figures = tuple[Scenario, Mapping[str, float], frozenset[str], frozenset[str]]


def noted(trail: Trail, before: Work, after: Work, at: datetime.datetime, step: Step, who: str) -> Trail:
    """`trail` with all that differs between two works; weights that cannot be are not in force, and not noted."""
    changes = changed_figures(_figures(before, trail), _figures(after, trail))
    return trail.noted(changes, at, step, who) if changes else trail


def figures_of(work: Work) -> dict[str, str]:
    """Every figure of `work` by path, as its trail leaves it."""
    return figure_lines(*_figures(work, work.trail))


def _figures(work: Work, trail: Trail) -> _Figures:
    return work.scenario, _weights_in_force(work, trail), work.left_out_options, work.left_out_criteria


def _weights_in_force(work: Work, trail: Trail) -> Mapping[str, float]:
    """The points of the sliders that count: where they stand, or as they were before they stood where they cannot."""
    if not work.weights_problem:
        return work.points
    derived = slider_points(work.scenario)
    known = {id: trail.known(f"{WEIGHTS}.{id}") for id in derived}
    return {id: x if known[id] is None else float(known[id] or x) for id, x in derived.items()}
