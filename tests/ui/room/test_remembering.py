"""A browser that led a room leads it again after a reload, and no other room or decision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from decision.room.store import NoSuchRoomError, the_store
from decision.room.store.secrets import host_mark
from decision.ui.room import remembering
from tests.ui.room.leading import PAGE, host, press, texts


@pytest.fixture
def reloaded(room: AppTest, start: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch) -> Callable[[], AppTest]:
    """The page in the same browser, with nothing of what was open before but its cookie."""
    led = room.session_state["room"]
    monkeypatch.setattr(remembering, "_kept", lambda: host_mark(led.code, led.secret))

    def reload(title: str = "") -> AppTest:
        app = start()
        if title:
            work = app.session_state["work"]
            other = replace(work.scenario, title=title, options=work.scenario.options[:2])
            app.session_state["work"] = replace(work, scenario=other, opened=other)
        app.switch_page(PAGE).run()
        assert not app.exception and not app.error
        return app

    return reload


def test_after_a_reload_the_room_is_led_on_and_another_code_is_made(
    room: AppTest, reloaded: Callable[[], AppTest]
) -> None:
    app, before = reloaded(), room.session_state["room"]
    assert f"/join/{before.code}" in texts(app)
    app.session_state["room:settling"] = app.session_state["room:choice:once"] = True
    app.run()
    press(app, "Make another code")
    once = app.session_state["room"].once
    assert once and once != before.once
    with pytest.raises(NoSuchRoomError):
        the_store().come_back(before.code, before.once)
    the_store().come_back(before.code, once)


def test_beside_another_decision_the_room_is_offered_and_another_can_be_opened(
    room: AppTest, reloaded: Callable[[str], AppTest]
) -> None:
    app, title = reloaded("Another"), room.session_state["work"].scenario.title
    assert "room" not in app.session_state
    assert "Open a room" in [each.label for each in app.button]
    press(app, f"Lead the room on {title} again")
    assert app.session_state["room"].code == room.session_state["room"].code
    assert "another decision is open" in texts(app)


def test_a_room_that_has_ended_or_is_led_from_elsewhere_is_not_led_again(
    room: AppTest, reloaded: Callable[[], AppTest]
) -> None:
    led = room.session_state["room"]
    opened = the_store().come_back(led.code, led.once)
    assert "room" not in reloaded().session_state
    the_store().as_host(opened.code, opened.host_secret).end()
    assert "room" not in reloaded().session_state


@pytest.mark.parametrize("mark", ["", "x", "AAAAAAAA", "AAAAAAAA.", ".x", "AAAAAAAA.x", "a b.c", "0" * 5000])
def test_what_is_no_mark_leads_nothing(app: AppTest, mark: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "_kept", lambda: mark)
    app.switch_page(PAGE).run()
    assert not app.exception and not app.error
    assert "Open a room" in [each.label for each in app.button]


def test_only_a_browser_that_does_not_keep_it_yet_is_told_to(room: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    led = room.session_state["room"]
    told: list[object] = []
    monkeypatch.setattr(remembering, "_REMEMBER", lambda **said: told.append(said["data"]))
    room.run()
    assert told == [{"address": f"/join/{led.code}/lead", "secret": led.secret}]
    monkeypatch.setattr(remembering, "_kept", lambda: host_mark(led.code, led.secret))
    room.run()
    assert len(told) == 1
    assert host(room).id
