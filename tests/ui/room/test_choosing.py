"""What the next round asks for, as it is chosen on the page; and the same again of those who were asked."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from decision.files.reader import load
from decision.model.requirement import Verdict
from decision.room.ballot import Number, RatingAnswer, Ratings, RequirementAnswer, Requirements, Weights
from decision.room.questions import Asked, Question
from decision.room.store import the_store
from decision.ui.session.work import opened
from tests.ui.conftest import ROOT
from tests.ui.room.leading import PAGE, answer, ask, come_in, host, press, pressed, texts


def choose_ratings(room: AppTest) -> None:
    (kind,) = [each for each in room.selectbox if each.label == "Ask for"]
    kind.select(next(each for each in kind.options if each.startswith("Ratings"))).run()


def asked(room: AppTest) -> Question:
    press(room, "Ask everybody")
    now = host(room).state.round
    assert now is not None
    return now.question


def cell_by_cell(room: AppTest, *, on: bool) -> None:
    (toggle,) = [each for each in room.toggle if each.label == "Choose cell by cell"]
    (toggle.set_value(on)).run()


def test_a_round_asks_for_the_options_and_criteria_that_were_chosen(room: AppTest) -> None:
    choose_ratings(room)
    pressed(room, "Of which options", "buy", "extend")
    pressed(room, "On which criteria", "fit", "cost")
    assert asked(room).items == ("buy/cost", "extend/cost", "buy/fit", "extend/fit")


def test_single_cells_are_chosen_and_what_was_chosen_before_is_not_lost(room: AppTest) -> None:
    choose_ratings(room)
    pressed(room, "Of which options", "buy", "extend")
    pressed(room, "On which criteria", "fit", "cost")
    cell_by_cell(room, on=True)
    pressed(room, "Cost", "extend")
    cell_by_cell(room, on=False)
    (options,) = [each for each in room.button_group if each.label.startswith("Of which options")]
    assert options.value == ["buy", "extend"]
    cell_by_cell(room, on=True)
    assert asked(room).items == ("extend/cost", "buy/fit", "extend/fit")


def test_a_choice_outlasts_another_page_and_ends_with_its_round(room: AppTest) -> None:
    choose_ratings(room)
    pressed(room, "On which criteria", "fit")
    room.switch_page("decision/ui/compare/page.py").run()
    room.switch_page(PAGE).run()
    assert {item.partition("/")[2] for item in asked(room).items} == {"fit"}
    press(room, "Skip this round")
    choose_ratings(room)
    assert len(asked(room).items) == len(host(room).room.sheet.items(Asked.RATINGS))


def test_no_cell_at_all_is_refused_in_words(room: AppTest) -> None:
    choose_ratings(room)
    pressed(room, "On which criteria", "fit")
    cell_by_cell(room, on=True)
    pressed(room, "Fit with patients")
    press(room, "Ask everybody")
    assert "choose what it asks for" in room.error[0].value
    assert host(room).state.round is None


def test_asked_again_are_those_alone_who_were_asked_before(room: AppTest) -> None:
    store, led = the_store(), host(room)
    people = [(str(k), store.join(led.id, str(k) * 20, f"P{k}", "clinical", watching=False).result()) for k in range(3)]
    choose_ratings(room)
    pressed(room, "On which criteria", "fit")
    pressed(room, "Only of these views", "clinical")
    first = asked(room)
    for person, x in zip(people, (1.0, 5.0, 9.0), strict=True):
        cells = {item: RatingAnswer(Number(x if item.startswith("buy") else 10 - x)) for item in first.items}
        answer([person], Ratings(cells))
    for name in ("Lock", "Reveal", "Show the middle"):
        press(room, name)
    (again,) = [each.label for each in room.button if each.label.startswith("Ask again")]
    press(room, again)
    now = host(room).state.round
    assert now is not None and now.again_of == 1
    assert now.question.only == {item: frozenset({"clinical"}) for item in now.question.items}


@pytest.fixture
def parted(app: AppTest) -> AppTest:
    """A room on a decision whose criteria have parts."""
    scenario = load(ROOT / "scenarios" / "decision-support-1989.yaml")
    app.session_state["work"] = opened(scenario, app.session_state["work"].origin)
    app.switch_page(PAGE).run()
    return press(app, "Open a room")


def test_weights_of_parts_are_asked_for_and_taken_over_among_themselves(parted: AppTest) -> None:
    before = parted.session_state["work"].scenario
    people = come_in(parted, "Ann", "Bo")
    (kind,) = [each for each in parted.selectbox if each.label == "Ask for"]
    kind.select(next(each for each in kind.options if each.startswith("Weights"))).run()
    (among,) = [each for each in parted.selectbox if each.label == "Among"]
    among.select(among.options[1]).run()
    first, *others = asked(parted).items
    answer(people, Weights({first: 60.0, **dict.fromkeys(others, 40 / len(others))}))
    for name in ("Lock", "Reveal"):
        press(parted, name)
    parted.session_state["room:take"] = True
    parted.run()
    press(parted, "Take over")
    after = parted.session_state["work"].scenario
    assert "Taken over: the decision has these figures now." in texts(parted)
    digits = 1e-5  # of six that a file has, those of the siblings added up
    assert after.sibling_shares[first] == pytest.approx(0.6, rel=digits)
    assert after.sibling_shares[others[0]] == pytest.approx(0.4 / len(others), rel=digits)
    rest = [path for path in before.weights if path not in (first, *others)]
    assert [after.weights[path] for path in rest] == pytest.approx([before.weights[path] for path in rest])
    press(parted, "Undo")
    assert parted.session_state["work"].scenario.sibling_shares == before.sibling_shares


def test_a_requirement_is_taken_over_as_more_than_half_say(room: AppTest) -> None:
    people = come_in(room, "Ann", "Bo", "Cy")
    ask(room, "Requirements")
    failed, split = "buy/K01", "buy/K02"
    for person, (one, other) in zip(
        people, ((Verdict.FAIL, Verdict.FAIL), (Verdict.FAIL, Verdict.PASS), (Verdict.PASS, None)), strict=True
    ):
        answer([person], Requirements({failed: RequirementAnswer(one), split: RequirementAnswer(other)}))
    for name in ("Lock", "Reveal"):
        press(room, name)
    room.session_state["room:take"] = True
    room.run()
    press(room, "Take over what more than half say")
    results = room.session_state["work"].scenario.option("buy").requirements
    assert (results["K01"].verdict, results["K02"].verdict) == (Verdict.FAIL, Verdict.PASS)
    assert results["K01"].because == "2 of 3 people in a room said so."
    press(room, "Undo")
    assert room.session_state["work"].scenario.option("buy").requirements["K01"].verdict is Verdict.PASS
