from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from decision.analysis.stopping import StoppedError, go_on, stoppable
from decision.model.errors import DecisionError
from decision.ui.session import shared_results, visitors
from decision.ui.session.shared_results import SharedResults

LONG = 20  # seconds that nothing takes unless it is wrong


def in_threads(works: list[Callable[[], object]]) -> None:
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)
        assert not thread.is_alive()


def test_what_many_ask_at_once_is_worked_out_once() -> None:
    shared: SharedResults[object] = SharedResults(5)
    begun, found = [], []

    def make() -> object:
        begun.append(1)
        time.sleep(0.05)
        return object()

    in_threads([lambda: found.append(shared.get("x", make)) for _ in range(20)])
    assert len(begun) == 1
    assert len(set(map(id, found))) == 1
    assert shared.knows("x")


def test_what_one_asks_does_not_wait_for_what_another_asks() -> None:
    shared: SharedResults[str] = SharedResults(5)
    go_on_now = threading.Event()
    slow = threading.Thread(target=lambda: shared.get("slow", lambda: "x" if go_on_now.wait(LONG) else "never"))
    slow.start()
    while "slow" not in shared._making:
        time.sleep(0.001)
    assert shared.get("quick", lambda: "y") == "y"
    go_on_now.set()
    slow.join(LONG)


def test_what_takes_much_room_is_worked_out_one_at_a_time() -> None:
    shared: SharedResults[int] = SharedResults(50, one_at_a_time=True)
    running, most = [0], [0]

    def make() -> int:
        running[0] += 1
        most[0] = max(most[0], running[0])
        time.sleep(0.005)
        running[0] -= 1
        return 1

    in_threads([lambda key=key: shared.get(key, make) for key in range(8)])  # type: ignore[misc]
    assert most == [1]


def test_what_fails_is_told_to_each_and_not_remembered() -> None:
    shared: SharedResults[int] = SharedResults(5)

    def fail() -> int:
        raise DecisionError("it cannot be")

    for _ in range(2):
        with pytest.raises(DecisionError, match="it cannot be"):
            shared.get("x", fail)
    assert shared.get("x", lambda: 3) == 3


def test_what_was_used_last_is_kept_within_bounds() -> None:
    shared: SharedResults[np.ndarray[Any, Any]] = SharedResults(3, size=lambda x: x.nbytes, most_size=1_000)
    for name in "abc":
        shared.get(name, lambda: np.zeros(10))
    shared.get("a", lambda: np.ones(10))
    shared.get("d", lambda: np.zeros(10))
    assert [shared.knows(name) for name in "abcd"] == [True, False, True, True]
    shared.get("large", lambda: np.zeros(120))
    assert [shared.knows(name) for name in ("a", "c", "d", "large")] == [False, False, False, True]
    shared.get("larger", lambda: np.zeros(1_000))  # kept by itself, or a page would work it out at every move
    assert [shared.knows(name) for name in ("large", "larger")] == [False, True]
    shared.clear()
    assert not shared.knows("larger")


def test_who_leaves_stops_working_and_the_next_takes_over() -> None:
    shared: SharedResults[str] = SharedResults(5)
    here, takes_over = threading.Event(), []
    here.set()

    def long() -> str:
        while True:
            go_on()
            time.sleep(0.005)

    def first() -> None:
        with stoppable(here.is_set), pytest.raises(StoppedError):
            shared.get("x", long)

    def second() -> None:
        while "x" not in shared._making:
            time.sleep(0.001)
        takes_over.append(shared.get("x", lambda: "made by the second"))

    threads = [threading.Thread(target=each) for each in (first, second)]
    for thread in threads:
        thread.start()
    time.sleep(0.05)
    here.clear()
    for thread in threads:
        thread.join(LONG)
        assert not thread.is_alive()
    assert takes_over == ["made by the second"]


def test_who_only_waits_and_leaves_waits_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_results, "_LOOK", 0.005)
    shared: SharedResults[str] = SharedResults(5)
    go_on_now = threading.Event()
    maker = threading.Thread(target=lambda: shared.get("x", lambda: "x" if go_on_now.wait(LONG) else "never"))
    maker.start()
    while "x" not in shared._making:
        time.sleep(0.001)
    with stoppable(lambda: False), pytest.raises(StoppedError):
        shared.get("x", lambda: "never")
    go_on_now.set()
    maker.join(LONG)


# --- visitors -----------------------------------------------------------------------------------------------


class Sessions:
    """The part of Streamlit's runtime that knows who is there."""

    def __init__(self, *there: str) -> None:
        self.there = set(there)

    def is_active_session(self, session: str) -> bool:
        return session in self.there


@pytest.fixture
def sessions(monkeypatch: pytest.MonkeyPatch) -> Sessions:
    known = Sessions("anna")
    monkeypatch.setattr(visitors.runtime, "exists", lambda: True)
    monkeypatch.setattr(visitors.runtime, "get_instance", lambda: known)
    monkeypatch.setattr(visitors, "_ENDED", threading.Event())
    monkeypatch.setattr("decision.analysis.stopping.EVERY", 0.0)
    return known


def test_work_goes_on_as_long_as_its_visitor_is_there(sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visitors, "RETURNS_WITHIN", 0.02)
    with visitors.work_for("anna"):
        go_on()
        sessions.there.clear()
        go_on()  # a connection that is lost for a moment is no leaving
        time.sleep(0.03)
        with pytest.raises(StoppedError):
            go_on()


def test_who_comes_back_in_time_has_not_left(sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visitors, "RETURNS_WITHIN", 0.1)
    with visitors.work_for("anna"):
        for _ in range(5):
            sessions.there.clear()
            go_on()
            time.sleep(0.03)
            sessions.there.add("anna")
            go_on()


def test_work_ends_when_the_app_does(sessions: Sessions) -> None:
    with visitors.work_for("anna"):
        go_on()
        visitors.end_all_work()
        with pytest.raises(StoppedError):
            go_on()


def test_work_of_nobody_in_particular_goes_on(sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visitors, "RETURNS_WITHIN", 0.0)
    with visitors.work_for(visitors.visitor()):
        time.sleep(0.01)
        with pytest.raises(StoppedError):  # nobody is ever seen within no time at all
            go_on()
    monkeypatch.setattr(visitors, "RETURNS_WITHIN", 1.0)
    with visitors.work_for(visitors.visitor()):
        go_on()


def test_work_may_take_so_long_and_no_longer(sessions: Sessions) -> None:
    with visitors.work_for("anna", most_seconds=0.01):
        time.sleep(0.02)
        with pytest.raises(StoppedError, match="longer than the"):
            go_on()
