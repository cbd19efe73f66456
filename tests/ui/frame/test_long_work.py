"""Long work says what it does, and can be stopped and begun again."""

from __future__ import annotations

import threading

import pytest
from streamlit.testing.v1 import AppTest

from decision.ui.frame import long_work
from decision.ui.session.shared_results import SharedResults

LONG = 20  # seconds that nothing takes unless it is wrong


def page() -> None:
    """A page whose work does not come to its end."""
    import streamlit as st

    from decision.ui.frame.long_work import long_work, was_stopped

    if was_stopped("x"):
        st.stop()
    with long_work("Working <b>it</b> out …", "x") as told:
        told("weighing *all*", 0.25)
        told("weighing *all*", 0.5)
        if not st.session_state.get("ends"):
            st.stop()
    st.markdown("done")


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setattr(long_work, "QUIET", 0.0)
    monkeypatch.setattr(long_work, "EVERY", 0.0)
    return AppTest.from_function(page, default_timeout=LONG)


def test_a_bar_says_what_is_done_and_how_far_it_is(app: AppTest) -> None:
    app.run()
    (bar,) = app.get("progress")
    assert (bar.proto.value, bar.proto.text) == (50, "50 %: weighing \\*all\\*")
    assert [button.label for button in app.button] == ["Stop"]


def test_nothing_is_left_of_it_at_the_end(app: AppTest) -> None:
    app.session_state["ends"] = True
    app.run()
    assert not app.get("progress")
    assert not app.button
    assert [each.value for each in app.markdown] == ["done"]


def test_work_that_is_stopped_says_so_and_can_be_begun_again(app: AppTest) -> None:
    app.run()
    app.button(key="stop_work").click().run()
    assert not app.get("progress")
    assert [each.value for each in app.markdown] == ["Stopped before the end, so there is nothing to show yet."]
    app.session_state["ends"] = True
    app.button(key="begin_again").click().run()
    assert [each.value for each in app.markdown] == ["done"]


def test_short_work_shows_no_bar(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_work, "QUIET", 60.0)
    app.run()
    assert not app.get("progress")
    assert not app.button


def test_who_waits_for_another_is_told_and_may_leave() -> None:
    shared: SharedResults[int] = SharedResults(5)
    end = threading.Event()
    other = threading.Thread(target=lambda: shared.get("x", lambda: int(end.wait(LONG))))
    other.start()
    while "x" not in shared._making:
        end.wait(0.001)

    class LeftError(Exception):
        pass

    def leave() -> None:
        raise LeftError

    with pytest.raises(LeftError):
        shared.get("x", lambda: 2, leave)
    end.set()
    other.join(LONG)
    assert shared.get("x", lambda: 3, leave) == 1
