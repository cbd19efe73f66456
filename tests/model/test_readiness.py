from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.analysis.scoring import evaluate
from decision.files.library import Library, project_folder
from decision.files.reader import load
from decision.model.errors import ImpossibleError
from decision.model.readiness import CauseState, Condition, Measure, Readiness, standing
from decision.model.scenario import ImpossibleScenarioError, Scenario
from decision.model.structure.options import removing_option
from decision.model.structure.readiness import (
    adding_condition,
    adding_measure,
    changing_condition,
    changing_measure,
    day_of,
    removing_condition,
    removing_measure,
    settling_cause,
)

KNOWN = Library().launch_causes
SCENARIO = load(project_folder("scenarios") / "health-centre-portal.yaml")
FIRST, SECOND = SCENARIO.options[0].id, SCENARIO.options[1].id


def said() -> Scenario:
    one = settling_cause(SCENARIO, KNOWN, "no_owner", FIRST, CauseState.HANDLED)
    two = settling_cause(one, KNOWN, "burden", SECOND, CauseState.NOT_RELEVANT)
    three = adding_condition(adding_condition(two, KNOWN, "The link works", FIRST), KNOWN, "Somebody owns it")
    return adding_measure(three, KNOWN, "Calls a week")


def test_a_decision_that_says_nothing_has_nothing() -> None:
    assert not SCENARIO.readiness.is_said
    assert SCENARIO.whole_fingerprint == SCENARIO.fingerprint


def test_what_nobody_spoke_of_is_open() -> None:
    readiness = said().readiness
    states = [readiness.state(cause.id, FIRST) for cause in KNOWN]
    assert states == [CauseState.OPEN] * 4 + [CauseState.HANDLED]
    found = standing(readiness, FIRST)
    assert (found.open, found.relevant) == (4, 5)
    found = standing(readiness, SECOND)
    assert (found.open, found.relevant) == (4, 4)


def test_a_condition_of_no_option_bears_on_all() -> None:
    scenario = changing_condition(said(), 1, owner=" Ana ", by=day_of("2027-03-01"))
    one, other = (standing(scenario.readiness, id) for id in (FIRST, SECOND))
    assert (one.conditions, one.without_owner, one.without_date) == (2, 1, 1)
    assert (other.conditions, other.without_owner, other.without_date) == (1, 0, 0)
    assert scenario.readiness.conditions[1] == Condition("Somebody owns it", "", "Ana", datetime.date(2027, 3, 1))


def test_causes_stand_in_the_order_in_which_they_are_known() -> None:
    assert list(said().readiness.causes) == ["burden", "no_owner"]


def test_no_score_and_no_fingerprint_follows_from_it_but_the_whole_one_does() -> None:
    scenario = said()
    assert scenario.fingerprint == SCENARIO.fingerprint
    assert evaluate(scenario).to_dict() == evaluate(SCENARIO).to_dict()
    assert len({each.whole_fingerprint for each in (SCENARIO, scenario, removing_measure(scenario, 0))}) == 3


def test_other_words_for_the_causes_are_no_other_decision() -> None:
    scenario = said()
    anew = replace(scenario.readiness, known=tuple(replace(each, text="Other words") for each in KNOWN))
    assert replace(scenario, readiness=anew).whole_fingerprint == scenario.whole_fingerprint


def test_taking_all_away_leaves_what_there_was() -> None:
    scenario = adding_measure(adding_condition(SCENARIO, KNOWN, "A"), KNOWN, "B")
    assert removing_measure(removing_condition(scenario, 0), 0) == SCENARIO


def test_what_is_said_of_an_option_goes_with_it() -> None:
    readiness = removing_option(said(), FIRST).readiness
    assert "no_owner" not in readiness.causes
    assert [each.what for each in readiness.conditions] == ["Somebody owns it"]


def test_a_measure_says_what_it_lacks() -> None:
    scenario = changing_measure(said(), 0, baseline="31", reader="The board")
    assert scenario.readiness.measures[0].missing == ("target", "what moves first", "when it is read")
    assert Measure("A", "1", "2", "3", "4", "5").missing == ()


@pytest.mark.parametrize("text", ["soon", "2027-13-01", "1.3.2027"])
def test_a_day_that_is_none_is_told(text: str) -> None:
    with pytest.raises(ImpossibleError, match="that is no date; write year-month-day"):
        day_of(text)


@pytest.mark.parametrize(
    ("readiness", "says"),
    [
        (Readiness({"no_owner": {"nobody": CauseState.OPEN}}, known=KNOWN), "nobody is not an option here"),
        (Readiness({"no_owners": {FIRST: CauseState.OPEN}}, known=KNOWN), 'no_owners is not a known cause; did you mean "no_owner"'),
        (Readiness(conditions=(Condition("A", "nobody"),)), "nobody is not an option here"),
        (Readiness(conditions=(Condition(" "),)), "the condition is empty"),
        (Readiness(measures=(Measure(""),)), "the measure is empty"),
        (Readiness(conditions=(Condition("A"),) * 201), "there are 201 conditions"),
        (Readiness(measures=(Measure("A"),) * 201), "there are 201 measures"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told(readiness: Readiness, says: str) -> None:
    with pytest.raises(ImpossibleScenarioError, match=says):
        replace(SCENARIO, readiness=readiness)


@given(st.dictionaries(st.sampled_from([each.id for each in KNOWN]), st.sampled_from(list(CauseState))))
def test_open_and_relevant_causes_are_counted(states: dict[str, CauseState]) -> None:
    found = standing(Readiness({id: {"a": state} for id, state in states.items()}, known=KNOWN), "a")
    said = list(states.values())
    assert found.relevant == len(KNOWN) - said.count(CauseState.NOT_RELEVANT)
    assert found.open == found.relevant - said.count(CauseState.HANDLED)
