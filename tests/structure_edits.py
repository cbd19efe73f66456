"""Edits of the structure of a decision, any that a page can ask for, each with a few words that say which it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from hypothesis import strategies as st

from decision.files.library import Library
from decision.model.estimate import Exact
from decision.model.requirement import Requirement
from decision.model.scenario import Scenario
from decision.model.structure import criteria, curves, drivers, frame, options, requirements, weight_regions
from decision.model.structure.answers import answering
from decision.model.structure.pairs import uncertain_ratings
from decision.model.weights import Ordered, Ranged

Edit = Callable[[Scenario], Scenario]

names = st.sampled_from(
    ("Cost", "Wait and see", "Zürich", "Use", "low", "no", "  two\nlines ", "", "安全", "x" * 300, "9")
)
figures = st.sampled_from((-5.0, 0.0, 1.0, 4.0, 10.0, 120.0))
QUESTIONS = Library().approach_questions
ANSWERS = (
    {"question": "team", "answer": "none"},
    {"question": "data", "answer": "both"},
    {"question": "team", "answer": None},
)
weight_regions_kinds = ("none", "concentration", "order", "ranges", "any")
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
        lambda: partial(drivers.adding_driver, name=name, now=best, option=option, path=leaf, price=worst),
        lambda: partial(_with_a_driver, now=worst, unit=name, remove=draw(st.booleans())),
        lambda: partial(_with_a_pair, draw=draw(st.integers(0, 5)), r=draw(st.sampled_from((0.7, -0.4, 1.0)))),
        lambda: partial(_with_a_region, path=path, kind=draw(st.sampled_from(weight_regions_kinds)), x=worst),
        lambda: partial(answering, questions=QUESTIONS, **draw(st.sampled_from(ANSWERS))),
        lambda: partial(frame.adding_view, name=name),
        lambda: partial(_with_a_view, path=path, points=abs(worst), change=draw(st.sampled_from("nwr")), name=name),
        lambda: partial(requirements.adding_requirement, text=name),
        lambda: partial(requirements.using_sets, sets=SET),
        lambda: partial(requirements.removing_requirements, ids=[each.id for each in scenario.requirements[:1]]),
    ]
    return draw(st.sampled_from(kinds))()


def _with_a_driver(scenario: Scenario, now: float, unit: str, remove: bool) -> Scenario:
    if not scenario.drivers:
        return scenario
    id = scenario.drivers[0].id
    if remove:
        return drivers.removing_driver(scenario, id)
    return drivers.changing_driver(scenario, id, now=Exact(now), growth=Exact(now / 100), unit=unit)


def _adding_part(scenario: Scenario, path: str, name: str, worst: float, best: float) -> Scenario:
    return criteria.adding_part(scenario, path, name, worst, best) if scenario.all_criteria[path].parts else scenario


def _joining_parts(scenario: Scenario, path: str) -> Scenario:
    return criteria.joining_parts(scenario, path) if scenario.all_criteria[path].parts else scenario


def _with_function(scenario: Scenario, path: str, change: Callable[[Any], Any]) -> Scenario:
    function = scenario.leaves[path].value_function
    return criteria.changing_criterion(scenario, path, value_function=change(function))


def _with_a_pair(scenario: Scenario, draw: int, r: float) -> Scenario:
    """A pair stated, given another correlation, or taken away."""
    pairs, known = scenario.dependence.pairs, list(uncertain_ratings(scenario))
    if draw < 2 and pairs:
        at = draw % len(pairs)
        return frame.unpairing(scenario, at) if draw else frame.correlating(scenario, at, r)
    return frame.pairing(scenario, known[0], known[-1], r) if len(known) > 1 else scenario


def _with_a_region(scenario: Scenario, path: str, kind: Any, x: float) -> Scenario:
    """Something else left open about the weights beside that of a criterion, or a place or a bound of it."""
    under, _, id = path.rpartition(".")
    region = weight_regions.region_of(scenario, under)
    if isinstance(region, Ordered):
        return weight_regions.placing(scenario, id, None if x < 0 else x, under)
    if isinstance(region, Ranged):
        return weight_regions.bounding(scenario, id, 0 if x < 5 else 1, x, under)
    return weight_regions.leaving_open(scenario, weight_regions.beginning(scenario, kind, under), under)


def _with_a_view(scenario: Scenario, path: str, points: float, change: str, name: str) -> Scenario:
    if not scenario.views:
        return scenario
    view = next(iter(scenario.views))
    if change == "n":
        return frame.naming_view(scenario, view, name)
    return frame.weighing_view(scenario, view, path, points) if change == "w" else frame.removing_view(scenario, view)
