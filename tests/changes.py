"""Changes of whole decisions, any that a person can make, for the property tests of saving."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from decision.files.library import Library
from decision.model.approach import given
from decision.model.checks import MOST_DAYS, USUAL_LEVELS, Checks, Level
from decision.model.contents import Dependence, Option
from decision.model.cost_plan import CostPlan, Lines
from decision.model.criterion import Criterion
from decision.model.driver import Driver
from decision.model.errors import DecisionError
from decision.model.estimate import Exact
from decision.model.payment import Payment
from decision.model.rating import Rating
from decision.model.readiness import CauseState
from decision.model.record import Outcome, RecordedDecision, Trigger
from decision.model.scenario import Scenario
from decision.model.settled_room import (
    AnswersOn,
    AskedFor,
    Dissent,
    Names,
    RoomRound,
    SettledFigure,
    SettledRoom,
)
from decision.model.structure import readiness
from decision.model.value_function import Scale, ValueFunction
from decision.model.weights import Concentrated
from tests.payment_strategies import shares_a_year, units
from tests.strategies import notes, ratings

WORDS = st.sampled_from(
    ("Another", "with: colon", "# no comment", "a long sentence of many words, " * 6, "yes", "12", "é日本")
)


@st.composite
def changed(draw: st.DrawFn, scenario: Scenario) -> Scenario:
    """`scenario` after one change, or as it was where the one that was drawn cannot be."""
    try:
        after: Scenario = draw(st.sampled_from(CHANGES))(draw, scenario)
    except DecisionError:
        return scenario
    return after


def _weight(draw: Any, scenario: Scenario) -> Scenario:
    path = draw(st.sampled_from(list(scenario.all_criteria)))
    if scenario.all_criteria[path].weight is None:
        return scenario
    return scenario.with_weights({path: draw(st.integers(0, 60).map(float) | st.floats(0, 60))})


def _rating(draw: Any, scenario: Scenario) -> Scenario:
    option, path = draw(st.sampled_from(scenario.options)), draw(st.sampled_from(list(scenario.leaves)))
    return scenario.with_rating(option.id, path, draw(ratings(scenario.leaves[path], scenario.plan_basis)))


def _note(draw: Any, scenario: Scenario) -> Scenario:
    option, path = draw(st.sampled_from(scenario.options)), draw(st.sampled_from(list(scenario.leaves)))
    return scenario.with_rating(option.id, path, replace(option.ratings[path], because=draw(notes | WORDS)))


def _text(draw: Any, scenario: Scenario) -> Scenario:
    name = draw(st.sampled_from(("question", "about", "owner", "title")))
    return replace(scenario, **{name: draw(WORDS)})


def _scale(draw: Any, scenario: Scenario) -> Scenario:
    path = draw(st.sampled_from(list(scenario.leaves)))
    criterion = scenario.leaves[path]
    assert criterion.value_function is not None
    scale = replace(criterion.value_function.scale, worst=draw(st.integers(-2000, -1100).map(float)))
    return scenario.with_criterion(path, replace(criterion, value_function=ValueFunction(scale), name=draw(WORDS)))


def _option_gone(draw: Any, scenario: Scenario) -> Scenario:
    gone = draw(st.sampled_from(scenario.options)).id
    pairs = tuple(pair for pair in scenario.dependence.pairs if all(not end.startswith(gone + ".") for end in pair[:2]))
    options = tuple(option for option in scenario.options if option.id != gone)
    dependence = Dependence(scenario.dependence.within_option, pairs)
    return replace(scenario, options=options, dependence=dependence, decision=None, outcome=None)


def _option_new(draw: Any, scenario: Scenario) -> Scenario:
    new = Option(
        id="newcomer",
        ratings={path: draw(ratings(leaf, scenario.plan_basis)) for path, leaf in scenario.leaves.items()},
        name=draw(WORDS),
        about=draw(notes),
    )
    place = draw(st.integers(0, len(scenario.options)))
    return replace(scenario, options=(*scenario.options[:place], new, *scenario.options[place:]))


def _option_renamed(draw: Any, scenario: Scenario) -> Scenario:
    old = draw(st.sampled_from(scenario.options)).id
    if any(each.id == "renamed" for each in scenario.options):
        return scenario
    options = tuple(replace(each, id="renamed") if each.id == old else each for each in scenario.options)

    def renamed(end: str) -> str:
        return "renamed" + end[len(old) :] if end.startswith(old + ".") else end

    pairs = tuple((renamed(one), renamed(other), r) for one, other, r in scenario.dependence.pairs)
    dependence = Dependence(scenario.dependence.within_option, pairs)
    return replace(scenario, options=options, dependence=dependence, decision=None, outcome=None)


def _options_moved(draw: Any, scenario: Scenario) -> Scenario:
    return replace(scenario, options=tuple(draw(st.permutations(scenario.options))))


def _criteria_moved(draw: Any, scenario: Scenario) -> Scenario:
    return replace(scenario, criteria=tuple(draw(st.permutations(scenario.criteria))))


def _criterion_new(draw: Any, scenario: Scenario) -> Scenario:
    stated = all(each.weight is not None for each in scenario.criteria)
    new = Criterion("novelty", draw(WORDS), ValueFunction(Scale(0, 10)), 5.0 if stated else None)
    place = draw(st.integers(0, len(scenario.criteria)))
    return replace(
        scenario,
        criteria=(*scenario.criteria[:place], new, *scenario.criteria[place:]),
        options=tuple(
            replace(each, ratings={**each.ratings, "novelty": draw(ratings(new, scenario.plan_basis))})
            for each in scenario.options
        ),
        views={name: {**view, "novelty": 3.0} for name, view in scenario.views.items()},
    )


def _criterion_gone(draw: Any, scenario: Scenario) -> Scenario:
    gone = draw(st.sampled_from(scenario.criteria)).id

    def stays(path: str) -> bool:
        return path != gone and not path.startswith(gone + ".")

    pairs = tuple(pair for pair in scenario.dependence.pairs if all(stays(end.partition(".")[2]) for end in pair[:2]))
    return replace(
        scenario,
        criteria=tuple(each for each in scenario.criteria if each.id != gone),
        options=tuple(
            replace(each, ratings={path: x for path, x in each.ratings.items() if stays(path)})
            for each in scenario.options
        ),
        views={name: {path: x for path, x in view.items() if stays(path)} for name, view in scenario.views.items()},
        dependence=Dependence(scenario.dependence.within_option, pairs),
        weight_uncertainty=Concentrated(5),
        decision=None,
        outcome=None,
    )


def _shared(draw: Any, scenario: Scenario) -> Scenario:
    """What all options share: another number or growth of a driver, a rate of exchange, inflation."""
    kinds = ["inflation", *(["drivers"] if scenario.drivers else []), *(["exchange"] if scenario.exchange else [])]
    kind = draw(st.sampled_from(kinds[::-1]))
    if kind == "inflation":
        return replace(scenario, inflation=draw(st.none() | shares_a_year))
    if kind == "exchange":
        return replace(
            scenario, exchange=tuple((each, Exact(draw(st.floats(0.5, 2)))) for each, _ in scenario.exchange)
        )
    place = draw(st.integers(0, len(scenario.drivers) - 1))
    driver = replace(scenario.drivers[place], now=draw(units), growth=draw(st.none() | shares_a_year), name=draw(WORDS))
    return replace(scenario, drivers=(*scenario.drivers[:place], driver, *scenario.drivers[place + 1 :]))


def _driven(draw: Any, scenario: Scenario) -> Scenario:
    """A plan that hangs on a driver which the decision had not."""
    plans = [path for path, leaf in scenario.leaves.items() if leaf.kind == "cost_plan"]
    if not plans or "seats" in scenario.plan_basis.by_id:
        return scenario
    option, path = draw(st.sampled_from(scenario.options)), draw(st.sampled_from(plans))
    plan = CostPlan(yearly=Lines((("licence", Payment(per="seats", price=draw(units))),)))
    options = tuple(
        replace(each, ratings={**each.ratings, path: Rating(plan)}) if each.id == option.id else each
        for each in scenario.options
    )
    return replace(scenario, drivers=(*scenario.drivers, Driver("seats", draw(units))), options=options)


def _views(draw: Any, scenario: Scenario) -> Scenario:
    view = {each.id: draw(st.integers(1, 9).map(float)) for each in scenario.criteria}
    return replace(scenario, views={**scenario.views, "the board": view} if draw(st.booleans()) else {})


def _answers(draw: Any, scenario: Scenario) -> Scenario:
    questions = Library().approach_questions
    answers = {id: st.sampled_from(list(each.answers)) for id, each in list(questions.items())[:4]}
    return replace(scenario, answers=given(questions, draw(st.fixed_dictionaries({}, optional=answers))))


def _readiness(draw: Any, scenario: Scenario) -> Scenario:
    """Any of: a cause settled, a condition or measure added, changed or taken away."""
    known, option = Library().launch_causes, draw(st.sampled_from([each.id for each in scenario.options]))
    cause, state = draw(st.sampled_from([each.id for each in known])), draw(st.sampled_from(list(CauseState)))
    said = readiness.settling_cause(scenario, known, cause, option, state)
    said = readiness.adding_condition(said, known, draw(st.sampled_from(["It's 1: yes", "- a\nb", "no"])), option)
    last = len(said.readiness.conditions) - 1
    if draw(st.booleans()):
        said = readiness.changing_condition(said, last, option="", owner="7", by=datetime.date(2027, 3, 1))
    said = readiness.adding_measure(said, known, draw(st.sampled_from(["Calls", "12:30", "{x}"])))
    if draw(st.booleans()):
        said = readiness.removing_condition(said, 0)
    return readiness.changing_measure(said, 0, baseline="31", target="#25", when="2027-03-01")


def _checks(draw: Any, scenario: Scenario) -> Scenario:
    levels = st.dictionaries(st.sampled_from(list(USUAL_LEVELS)), st.sampled_from(list(Level)), max_size=3)
    floor = draw(st.none() | st.sampled_from((0.0, 0.6, 1.0)))
    return replace(scenario, checks=Checks(floor, draw(st.none() | st.integers(0, MOST_DAYS)), draw(levels)))


def _recorded(draw: Any, scenario: Scenario) -> Scenario:
    """What was decided, with a trigger, and perhaps what came of it."""
    option, path = draw(st.sampled_from(scenario.options)), draw(st.sampled_from(list(scenario.leaves)))
    trigger = Trigger(f"{option.id}.{path}", draw(WORDS), below=draw(st.sampled_from([0.0, -5.25, 1e6])))
    decision = RecordedDecision(
        option.id, datetime.date(2026, 12, 1), draw(WORDS), draw(WORDS), 0.5, revisit=(trigger,)
    )
    outcome = Outcome(None, {path: 3.5}) if draw(st.booleans()) else None
    return replace(scenario, decision=decision, outcome=outcome)


def _met(draw: Any, scenario: Scenario) -> Scenario:
    """What a room settled, with a reason and somebody who saw it otherwise."""
    option, path = draw(st.sampled_from(scenario.options)), draw(st.sampled_from(list(scenario.leaves)))
    of, names = f"{option.id}.{path}", draw(st.sampled_from(list(Names)))
    by = "no" if names is Names.NAMED else ""
    figure = AnswersOn(of, 3, 1, 6.5, (-5.25, 1e6), 0.5)
    asked = RoomRound(AskedFor.RATINGS, 4, {option.id: 3.5}, draw(st.none() | st.just(1.0)), (figure,))
    settled = SettledFigure(of, 6.0, None, draw(WORDS), (Dissent(draw(st.none() | st.just(3.0)), draw(WORDS), by),))
    room = SettledRoom(names, 4, datetime.date(2026, 11, 26), (asked,), (settled,), (by,) if by else ())
    return replace(scenario, rooms=(*scenario.rooms, room))


CHANGES = (
    _weight, _rating, _shared, _driven, _note, _text, _scale, _option_gone, _option_new, _option_renamed, _options_moved,
    _criteria_moved, _criterion_new, _criterion_gone, _views, _answers, _readiness, _checks, _recorded, _met,
)  # fmt: skip
