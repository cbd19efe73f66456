"""What a run of a page sets reaches the browser, however soon the next run begins."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from decision.ui.session import state


def page() -> None:
    import streamlit as st

    from decision.ui.session import state

    state.begin_run()
    st.selectbox("Which", ["a", "b", "c"], key=state.as_widget("which", "b"))
    if not st.session_state.get("interrupted"):
        state.end_run()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr("decision.ui.session.state.time.monotonic", lambda: now[0])
    return now


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_function(page)


def told_to_browser(app: AppTest) -> bool:
    """Whether the run told the browser what is chosen, and did not rely on what it knows."""
    (box,) = app.selectbox
    assert box.value == "b"
    return bool(box.proto.set_value)


def test_what_arrived_is_not_said_again(app: AppTest, clock: list[float]) -> None:
    assert told_to_browser(app.run())
    clock[0] += state.SENT_WITHIN
    assert not told_to_browser(app.run())
    assert not told_to_browser(app.run())


def test_a_run_that_was_interrupted_may_have_sent_nothing(app: AppTest, clock: list[float]) -> None:
    app.session_state["interrupted"] = True
    assert told_to_browser(app.run())
    clock[0] += 60
    app.session_state["interrupted"] = False
    assert told_to_browser(app.run())
    clock[0] += 60
    assert not told_to_browser(app.run())


def test_nor_one_that_ended_just_before_the_next_began(app: AppTest, clock: list[float]) -> None:
    assert told_to_browser(app.run())
    clock[0] += state.SENT_WITHIN / 2
    assert told_to_browser(app.run())
