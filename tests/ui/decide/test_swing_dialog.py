from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

import decision
from decision.outputs.words.scoring import headline
from decision.ui.session.swing_weights import Swing, contradiction_in_words, swing_in_words
from tests.ui.conftest import ROOT
from tests.ui.decide.test_page import page, said
from tests.ui.frame.test_tools import press

SCENARIO = decision.load(ROOT / "scenarios" / "health-centre-portal.yaml")
IDS = tuple(top.id for top in SCENARIO.criteria)
GIVEN = {"cost": 40, "time_to_launch": 20, "flexibility": 60, "integration": 80, "risk": 50}


def judged(**given: float) -> Swing:
    swing = Swing(IDS).beginning_with("fit")
    for id, x in (GIVEN | given).items():
        swing = swing.giving(id, x)
    return swing


def test_the_question_has_the_ranges_of_this_decision() -> None:
    words = [swing_in_words(SCENARIO, top) for top in SCENARIO.criteria]
    assert words[:2] == ["Cost from $2.5M to $300k", "Time to launch from 24 to 3 months"]


def test_a_criterion_with_parts_swings_as_a_whole() -> None:
    whole = replace(SCENARIO.criteria[3], value_function=None, parts=(SCENARIO.criteria[0],), kind="rating")
    assert swing_in_words(SCENARIO, whole) == "Integration, all of it from its worst to its best"


def test_the_first_has_a_hundred_and_the_others_what_they_were_given() -> None:
    assert dict(judged().points) == GIVEN | {"fit": 100}


def test_another_first_takes_all_judgements_back() -> None:
    assert not judged().beginning_with("cost").given
    assert judged().beginning_with("fit") == judged()
    assert judged().beginning_with("nonsense") == judged()


def test_it_is_complete_only_with_every_judgement() -> None:
    assert not Swing(IDS).complete
    assert not judged().giving("cost", None).complete
    assert not judged().giving("cost", 101).complete
    assert not judged().giving("cost", -1).complete
    assert judged(cost=0).complete


def test_the_pair_is_from_the_middle() -> None:
    assert judged().pair == ("risk", "cost")
    assert Swing(("a", "b")).beginning_with("a").giving("b", 3).pair is None
    assert Swing(("a", "b", "c")).beginning_with("a").giving("b", 3).giving("c", 9).pair == ("c", "b")


@pytest.mark.parametrize(
    ("cost", "answer", "contradicted"),
    [
        (40, "one", False),
        (40, "other", True),
        (40, "same", True),
        (50, "same", False),
        (50, "one", True),
        (40, None, False),
    ],
)
def test_an_answer_that_does_not_fit_the_points_is_found(
    cost: float, answer: str | None, *, contradicted: bool
) -> None:
    assert judged(cost=cost).answering(answer).contradicted is contradicted  # type: ignore[arg-type]


def test_the_contradiction_is_said() -> None:
    assert contradiction_in_words(SCENARIO, judged().answering("other")) == (
        "Asked directly, Cost comes before Risk (10 = lowest risk); but you gave Risk (10 = lowest risk) 50 points, more than the 40 of "
        "Cost. Both cannot be true."
    )


def test_a_revised_judgement_has_to_be_compared_again() -> None:
    assert judged().answering("other").giving("cost", 55).answer is None


@given(st.dictionaries(st.sampled_from(IDS), st.floats(0, 100)), st.sampled_from(IDS))
def test_points_are_whole_and_the_first_has_the_most(given_points: dict[str, float], first: str) -> None:
    swing = Swing(IDS).beginning_with(first)
    for id, x in given_points.items():
        swing = swing.giving(id, x)
    assert first not in swing.given
    if swing.complete:
        assert list(swing.points) == list(IDS)
        assert max(swing.points.values()) == swing.points[first] == 100
        one, other = swing.pair or (first, first)
        assert swing.points[one] >= swing.points[other]


# --- in the app -----------------------------------------------------------------------------------------------


def answer(app: AppTest, first: str, **points: int) -> AppTest:
    press(app, "swing_open")
    press(app, "swing_next")
    assert "Choose one first." in page(app)
    app.radio(key="swing_first").set_value(first).run()
    press(app, "swing_next")
    press(app, "swing_next")
    assert "Give each of them a figure first" in page(app)
    for id, x in points.items():
        app.text_input(key=f"swing_points:{id}").set_value(str(x))
        app.run()
    press(app, "swing_next")
    return app


def test_weights_by_swings_are_one_step(app: AppTest) -> None:
    before = said(app)
    answer(app, "fit", **GIVEN)
    app.radio(key="swing_answer").set_value("one").run()
    assert "Both cannot be" not in page(app)
    press(app, "swing_next")
    press(app, "swing_use")
    expected = SCENARIO.with_weights(GIVEN | {"fit": 100})
    assert said(app) == headline(decision.evaluate(expected))
    assert app.slider(key="weight:fit").value == 100
    assert not app.get("dialog")
    assert app.button(key="undo").help == "Undo: weights by swings"
    press(app, "undo")
    assert said(app) == before


def test_a_contradiction_is_told_and_can_be_revised(app: AppTest) -> None:
    answer(app, "fit", **GIVEN)
    app.radio(key="swing_answer").set_value("other").run()
    assert "Asked directly, Cost comes before Risk" in page(app)
    press(app, "swing_back")
    app.text_input(key="swing_points:cost").set_value("5,5").run()
    app.text_input(key="swing_points:cost").set_value("155").run()
    assert "“155” is more than 100; give 0 to 100. 5.5 stays." in page(app)
    app.text_input(key="swing_points:cost").set_value("55").run()
    press(app, "swing_next")
    assert app.radio(key="swing_answer").value is None
    app.radio(key="swing_answer").set_value("one").run()  # of the pair as it is now
    assert "Both cannot be" not in page(app)
    press(app, "swing_next")
    press(app, "swing_use")
    assert app.slider(key="weight:cost").value == 55
