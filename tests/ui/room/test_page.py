"""The page Room: opened, led through a round, come back to, ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from decision.room.ballot import Ballot, Weights
from decision.room.store import HostRoom, the_store
from decision.room.store.shared import close_the_store
from decision.ui.session.work import Work

PAGE = "decision/ui/room/page.py"


@pytest.fixture(autouse=True)
def a_store_of_its_own(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("TRILEMMA_DATABASE", raising=False)
    close_the_store()
    yield
    close_the_store()


@pytest.fixture
def room(app: AppTest) -> AppTest:
    app.switch_page(PAGE).run()
    return press(app, "Open a room")


def press(app: AppTest, name: str) -> AppTest:
    (button,) = [each for each in app.button if each.label == name]
    button.click().run()
    assert not app.exception
    return app


def texts(app: AppTest) -> str:
    return "\n".join(each.proto.body for each in app.get("html"))


def host(app: AppTest) -> HostRoom:
    led = app.session_state["room"]
    return the_store().as_host(led.code, led.secret)


def come_in(app: AppTest, *names: str) -> list[tuple[str, object]]:
    store, room = the_store(), host(app).room
    return [(name, store.join(room.id, name * 20, name, "", watching=False).result()) for name in names]


def weigh(people: list[tuple[str, object]], points: dict[str, dict[str, float]], number: int = 1) -> None:
    for name, person in people:
        the_store().vote(person, Ballot(number, 1, Weights(points[name]))).result()  # type: ignore[arg-type]


def ask_weights(app: AppTest) -> None:
    (ask,) = [each for each in app.selectbox if each.label == "Ask for"]
    ask.select_index(1).run()
    press(app, "Ask everybody")


def revealed(app: AppTest) -> None:
    """Ann and Bo weigh cost and fit the other way round, and it is revealed."""
    people = come_in(app, "Ann", "Bo")
    ask_weights(app)
    tops = host(app).room.sheet.items(host(app).state.round.question.kind)  # type: ignore[union-attr]
    even = dict.fromkeys(tops, 0.0)
    weigh(people, {"Ann": {**even, "cost": 90, "fit": 10}, "Bo": {**even, "cost": 10, "fit": 90}})
    press(app, "Lock")
    assert "Ann" not in texts(app) and "Where do we differ" not in texts(app)
    press(app, "Reveal")


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
    press(room, "Undo")
    assert room.session_state["work"].scenario.weights == before.scenario.weights


def test_settling_puts_the_record_into_the_decision_and_ending_deletes_the_rest(room: AppTest) -> None:
    revealed(room)
    room.session_state["room:settling"] = True
    room.run()
    press(room, "Settle")
    (record,) = room.session_state["work"].scenario.rooms
    assert (record.people, record.roster, record.rounds[0].answered) == (2, (), 2)
    assert room.session_state["work"].unsaved
    (sure,) = [each for each in room.checkbox if each.label.startswith("Delete all")]
    sure.check().run()
    press(room, "End the room now")
    assert "Open a room" in [each.label for each in room.button]
    assert "room" not in room.session_state


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


def test_a_database_that_cannot_be_had_is_said(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRILEMMA_DATABASE", "oracle://x")
    app.switch_page(PAGE).run()
    press(app, "Open a room")
    assert "names neither PostgreSQL nor SQLite" in app.error[0].value
