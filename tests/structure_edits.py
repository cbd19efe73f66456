"""Edits of the structure of a decision, any that a page can ask for, each with a few words that say which it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from hypothesis import strategies as st

from decision.model.requirement import Requirement
from decision.model.scenario import Scenario
from decision.model.structure import criteria, curves, frame, options, requirements

Edit = Callable[[Scenario], Scenario]

names = st.sampled_from(
    ("Cost", "Wait and see", "Zürich", "Use", "low", "no", "  two\nlines ", "", "安全", "x" * 300, "9")
)
figures = st.sampled_from((-5.0, 0.0, 1.0, 4.0, 10.0, 120.0))
SET = {"a-set": (Requirement("K01", "Signs in safely."), Requirement("S9", "Keeps a log."))}


@st.composite
def edits(draw: st.DrawFn, scenario: Scenario) -> Edit:
    """One edit of `scenario`, which may be one that cannot be made."""
    option = draw(st.sampled_from([each.id for each in scenario.options]))
    path = draw(st.sampled_from(list(scenario.all_criteria)))
    leaf = draw(st.sampled_from(list(scenario.leaves)))
    name, worst, best, by = draw(names), draw(figures), draw(figures), draw(st.integers(-3, 3))
    kinds: list[Callable[..., Edit]] = [
        lambda: partial(options.adding_option, name=name, approach=draw(st.sampled_from((None, "build", "rent")))),
        lambda: partial(options.copying_option, id=option),
        lambda: partial(options.naming_option, id=option, name=name),
        lambda: partial(options.approaching_option, id=option, approach="buy"),
        lambda: partial(options.describing_option, id=option, about=name),
        lambda: partial(options.moving_option, id=option, by=by),
        lambda: partial(options.removing_option, id=option),
        lambda: partial(criteria.adding_criterion, name=name, worst=worst, best=best, unit="points"),
        lambda: partial(criteria.splitting_criterion, path=leaf, name=name),
        lambda: partial(_adding_part, path=path, name=name, worst=worst, best=best),
        lambda: partial(_joining_parts, path=path),
        lambda: partial(criteria.copying_criterion, path=path),
        lambda: partial(criteria.moving_criterion, path=path, by=by),
        lambda: partial(criteria.removing_criterion, path=path),
        lambda: partial(criteria.naming_criterion, path=path, name=name),
        lambda: partial(criteria.describing_criterion, path=path, question=name, about=name, unit="points"),
        lambda: partial(criteria.changing_criterion, path=leaf, minimum=worst),
        lambda: partial(criteria.changing_criterion, path=leaf, anchors={worst: "as it was", best: name}),
        lambda: partial(_with_function, path=leaf, change=partial(curves.with_ends, worst=worst, best=best)),
        lambda: partial(_with_function, path=leaf, change=curves.turned_round),
        lambda: partial(_with_function, path=leaf, change=curves.with_one_more_point),
        lambda: partial(frame.describing_decision, title=name, question=name, owner=name),
        lambda: partial(frame.over_years, years=draw(st.sampled_from((None, 0, 3, 7)))),
        lambda: partial(frame.discounting, rate=draw(st.sampled_from((None, -2, 0.05)))),
        lambda: partial(frame.with_dependence, within_option=draw(st.sampled_from((0.0, 0.3, 0.6, 1.0)))),
        lambda: partial(frame.adding_view, name=name),
        lambda: partial(_with_a_view, path=path, points=abs(worst), change=draw(st.sampled_from("nwr")), name=name),
        lambda: partial(requirements.adding_requirement, text=name),
        lambda: partial(requirements.using_sets, sets=SET),
        lambda: partial(requirements.removing_requirements, ids=[each.id for each in scenario.requirements[:1]]),
    ]
    return draw(st.sampled_from(kinds))()


def _adding_part(scenario: Scenario, path: str, name: str, worst: float, best: float) -> Scenario:
    return criteria.adding_part(scenario, path, name, worst, best) if scenario.all_criteria[path].parts else scenario


def _joining_parts(scenario: Scenario, path: str) -> Scenario:
    return criteria.joining_parts(scenario, path) if scenario.all_criteria[path].parts else scenario


def _with_function(scenario: Scenario, path: str, change: Callable[[Any], Any]) -> Scenario:
    function = scenario.leaves[path].value_function
    return criteria.changing_criterion(scenario, path, value_function=change(function))


def _with_a_view(scenario: Scenario, path: str, points: float, change: str, name: str) -> Scenario:
    if not scenario.views:
        return scenario
    view = next(iter(scenario.views))
    if change == "n":
        return frame.naming_view(scenario, view, name)
    return frame.weighing_view(scenario, view, path, points) if change == "w" else frame.removing_view(scenario, view)
