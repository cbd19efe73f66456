"""The page Room: opened, led through a round, come back to, ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from decision.model.requirement import Verdict
from decision.model.settled_room import AskedFor
from decision.room.ballot import GutChoice, RequirementAnswer, Requirements, Weights
from decision.room.modes import Mode
from decision.room.questions import Asked
from decision.room.store import the_store
from decision.ui.room.joining import promise
from decision.ui.session.work import Work
from tests.ui.room.leading import PAGE, answer, ask, come_in, host, press, pressed, revealed, texts


def test_the_lobby_shows_how_to_come_in_and_no_secret(room: AppTest) -> None:
    led, shown = room.session_state["room"], texts(room)
    assert f"/join/{led.code}" in shown
    assert led.secret not in shown and led.once not in shown.replace("-", "")
    assert "Phones cannot reach this address" in shown and "--address 0.0.0.0" in shown


def test_dots_come_before_what_they_come_to(room: AppTest) -> None:
    revealed(room)
    assert "Where do we differ?" in texts(room)
    assert "middle half" not in texts(room) and "leads for" not in texts(room)
    press(room, "Show the middle")
    assert "leads for" in texts(room) and "middle half" in texts(room)


def test_after_a_gut_choice_the_weights_are_next(room: AppTest) -> None:
    people = come_in(room, "Ann")
    ask(room, "A gut choice")
    answer(people, GutChoice("buy"))
    press(room, "Lock")
    press(room, "Reveal")
    (choice,) = [each for each in room.selectbox if each.label == "Ask for"]
    assert choice.value is Asked.WEIGHTS
    assert not [each for each in room.expander if each.label.startswith("**Take over**")]


def test_what_the_group_said_is_taken_over_as_one_change_that_can_be_undone(room: AppTest) -> None:
    before: Work = room.session_state["work"]
    revealed(room)
    press(room, "Show the middle")
    room.session_state["room:take"] = True
    room.run()
    press(room, "Take over")
    after: Work = room.session_state["work"]
    assert after.scenario.weights["cost"] == pytest.approx(0.5)
    assert after.scenario.weights["fit"] == pytest.approx(0.5)
    assert "Taken over: the decision has these figures now." in texts(room)
    press(room, "Undo")
    assert "Taken over:" not in texts(room)
    assert room.session_state["work"].scenario.weights == before.scenario.weights


def test_settling_puts_the_record_into_the_decision_and_ending_deletes_the_rest(room: AppTest) -> None:
    revealed(room)
    room.session_state["room:settling"] = True
    room.run()
    assert "The last answers are not taken over" in texts(room)
    press(room, "Settle")
    (record,) = room.session_state["work"].scenario.rooms
    assert (record.people, record.roster, record.rounds[0].answered) == (2, (), 2)
    assert room.session_state["work"].unsaved
    (sure,) = [each for each in room.checkbox if each.label.startswith("Delete all")]
    sure.check().run()
    press(room, "End the room now")
    assert "Open a room" in [each.label for each in room.button]
    assert "room" not in room.session_state


@pytest.mark.parametrize("mode", list(Mode))
def test_every_promise_is_kept_to_the_end(app: AppTest, mode: Mode) -> None:
    app.switch_page(PAGE).run()
    (modes,) = [each for each in app.radio if each.label == "Who sees whose answer"]
    modes.set_value(mode).run()
    press(app, "Open a room")
    assert host(app).state.mode is mode and promise(mode) in texts(app)
    revealed(app)
    press(app, "Show the middle")
    for fold in ("take", "talk", "sure", "next", "settling"):
        app.session_state[f"room:{fold}"] = True
    app.run()
    assert not app.exception and not app.error
    (chart,) = app.get("vega_lite_chart")
    assert ("Ann" in chart.proto.alt) == (mode is Mode.NAMED)
    assert "Ann" not in texts(app)
    press(app, "Settle")
    assert not app.error
    (record,) = app.session_state["work"].scenario.rooms
    assert set(record.roster) == ({"Ann", "Bo"} if mode is Mode.NAMED else set())
    assert {each.person for each in host(app).ballots(1)} == {""} or mode is not Mode.UNNAMED_TO_ALL


def test_who_lost_the_window_leads_again_with_the_code_that_works_once(
    room: AppTest, start: Callable[[], AppTest]
) -> None:
    led = room.session_state["room"]
    other = start()
    other.switch_page(PAGE).run()
    other.session_state["room:back"] = True
    other.run()

    def come_back(once: str) -> None:
        by_label = {each.label: each for each in other.text_input}
        by_label["Code of the room"].set_value(led.code.lower())
        by_label["Code to come back with"].set_value(once)
        press(other, "Lead it again")

    come_back("0000-0000-0000-0000")
    assert "works once" in other.error[0].value
    come_back(led.once)
    assert f"/join/{led.code}" in texts(other)
    assert other.session_state["room"].secret != led.secret
    room.run()  # the window that was lost leads no longer
    assert "room" not in room.session_state and not room.exception


def test_before_the_reveal_nothing_of_a_ballot_reaches_the_page(room: AppTest) -> None:
    people = come_in(room, "Ann", "Bo")
    even = dict.fromkeys(ask(room, "Weights"), 10.0)
    answer(people, Weights({**even, "cost": 731.25}))
    for fold in ("missing", "entering", "settling"):
        room.session_state[f"room:{fold}"] = True
    for name in ("", "Lock"):
        if name:
            press(room, name)
        room.run()
        sent = "".join(str(each.proto) for each in room.main if hasattr(each, "proto")) + texts(room)
        assert "2</b> of <b>2</b> ready" in sent
        assert "731" not in sent and "93.6" not in sent  # the points, and their share
    press(room, "Reveal")
    press(room, "Show the middle")
    assert "94 %" in texts(room)


def test_a_gut_choice_and_requirements_are_shown_as_they_were_answered_and_kept(room: AppTest) -> None:
    people = come_in(room, "Ann", "Bo")
    ask(room, "A gut choice")
    answer(people, GutChoice("buy"))
    for name in ("Lock", "Reveal"):
        press(room, name)
    assert "Buy is the choice of 2 of 2" in texts(room)
    room.session_state["room:next"] = True
    room.run()
    first, *_ = ask(room, "Requirements")
    answer(people, Requirements({first: RequirementAnswer(None)}), 2)
    for name in ("Lock", "Reveal"):
        press(room, name)
    assert "What each of us thinks the options meet" in texts(room)
    room.session_state["room:settling"] = True
    room.run()
    press(room, "Settle")
    (record,) = room.session_state["work"].scenario.rooms
    assert [each.asked for each in record.rounds] == [AskedFor.GUT, AskedFor.REQUIREMENTS]
    assert dict(record.rounds[0].leads) == {"buy": 2} and record.rounds[1].figures[0].cannot_judge == 2


def test_what_people_type_is_shown_and_never_run(room: AppTest) -> None:
    wild = "<img src=x onerror=alert(1)>"
    come_in(room, wild)
    ask(room, "A gut choice")
    room.session_state["room:missing"] = True
    room.run()
    assert "&lt;img src=x onerror=alert(1)&gt;" in texts(room)
    assert wild not in texts(room)


def test_nothing_is_taken_over_into_another_decision(room: AppTest) -> None:
    revealed(room)
    press(room, "Show the middle")
    work: Work = room.session_state["work"]
    other = replace(work.scenario, title="Another", options=work.scenario.options[:2])
    room.session_state["work"] = replace(work, scenario=other, opened=other)
    room.session_state["room:take"] = True
    room.run()
    assert "another decision is open" in texts(room)
    press(room, "Take over")
    assert "open that one first" in room.error[0].value
    assert room.session_state["work"].scenario.weights == other.weights


def test_a_database_that_cannot_be_had_is_said(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRILEMMA_DATABASE", "oracle://x")
    app.switch_page(PAGE).run()
    press(app, "Open a room")
    assert "names neither PostgreSQL nor SQLite" in app.error[0].value


def test_only_those_are_asked_who_can_judge_and_what_was_talked_about_is_marked(room: AppTest) -> None:
    (kind,) = [each for each in room.selectbox if each.label == "Ask for"]
    kind.select(next(each for each in kind.options if each.startswith("Ratings"))).run()
    pressed(room, "Only of these views", "clinical")
    press(room, "Ask everybody")
    asked = host(room).state.round
    assert asked is not None and set(asked.question.only) == set(asked.question.items)
    assert not asked.question.items_for("finance") and asked.question.items_for("clinical")
    press(room, "Skip this round")
    revealed(room, 2)
    press(room, "Show the middle")
    room.session_state["room:talk"] = True
    room.run()
    first = next(each for each in room.checkbox if each.label == "Talked about")
    first.check().run()
    assert len(host(room).notes()) == 1
    next(each for each in room.checkbox if each.label == "Talked about").uncheck().run()
    assert host(room).notes() == {} and not room.exception


def test_a_countdown_can_be_stopped_and_a_locked_round_reopened(room: AppTest) -> None:
    people = come_in(room, "Ann")
    ask(room, "A gut choice")
    press(room, "One minute more")
    asked = host(room).state.round
    assert asked is not None and asked.closes_at is not None and "locks in 1:0" in texts(room)
    press(room, "Lock")
    press(room, "Count down")
    assert "revealed in" in texts(room)
    press(room, "Stop the countdown")
    assert "revealed in" not in texts(room)
    press(room, "Reopen")
    answer(people, GutChoice(None))
    press(room, "Lock")
    press(room, "Reveal")
    assert "Nobody chose." in texts(room) and "One person could not judge" in texts(room)


def test_rounds_of_every_kind_stand_side_by_side(room: AppTest) -> None:
    people = come_in(room, "Ann", "Bo")
    ask(room, "A gut choice")
    answer(people, GutChoice("buy"))
    for name in ("Lock", "Reveal"):
        press(room, name)
    first, *_ = ask(room, "Requirements")
    answer(people, Requirements({first: RequirementAnswer(Verdict.PASS)}), 2)
    for name in ("Lock", "Reveal"):
        press(room, name)
    room.session_state["room:rounds"] = True
    room.run()
    table = texts(room).partition("Round 1: a gut choice")[2].partition("</table>")[0]
    assert "Round 2: requirements" in table and "2 ✓ pass" in table
    assert "Buy is the choice of 2 of 2" in table


def test_who_is_not_coming_is_waited_for_no_longer_and_a_room_can_last_longer(room: AppTest) -> None:
    people = come_in(room, "Ann", "Bo")
    ask(room, "A gut choice")
    answer(people[:1], GutChoice("buy"))
    room.session_state["room:missing"] = room.session_state["room:settling"] = True
    room.run()
    press(room, "Wait for them no longer")
    assert "<b>1</b> of <b>1</b> ready" in texts(room) and "Nobody is missing." in texts(room)
    assert "ends by itself in 23 h 59 min" in texts(room) or "ends by itself in 1 day" in texts(room)
    (last,) = [each for each in room.selectbox if each.label == "Let it last, from now on"]
    last.select("a week").run()
    press(room, "Let it last so long")
    assert host(room).room.expires_at > the_store().clock() + 6.9 * 86_400


def test_a_clock_that_outlasts_the_room_is_refused_in_words(room: AppTest) -> None:
    (clock,) = [each for each in room.selectbox if each.label == "Clock"]
    clock.select("a week").run()
    press(room, "Ask everybody")
    assert "let the room last longer first" in room.error[0].value
    assert host(room).state.round is None
