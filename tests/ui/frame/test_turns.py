from __future__ import annotations

import threading
import time

import pytest

from decision.ui.frame.turns import Turns

LONG = 20  # seconds that nothing takes unless it is wrong


def run_all(works: list[threading.Thread]) -> None:
    for each in works:
        each.start()
    for each in works:
        each.join(LONG)
        assert not each.is_alive()


def test_runs_come_one_after_the_other_in_the_order_in_which_they_came() -> None:
    turns, running, most, order = Turns(LONG, LONG), [0], [0], []

    def work(place: int) -> None:
        with turns.turn():
            running[0] += 1
            most[0] = max(most[0], running[0])
            order.append(place)
            time.sleep(0.001)
            running[0] -= 1

    with turns.turn():
        threads = [threading.Thread(target=work, args=(place,)) for place in range(30)]
        for place, thread in enumerate(threads):
            thread.start()
            while len(turns._waiting) <= place:
                time.sleep(0.0005)
        assert order == []
    for thread in threads:
        thread.join(LONG)
    assert most == [1]
    assert order == list(range(30))


def test_a_run_that_takes_long_lets_others_pass() -> None:
    turns, over = Turns(0.02, LONG), threading.Event()

    def long() -> None:
        with turns.turn():
            over.wait(LONG)

    one = threading.Thread(target=long)
    one.start()
    while not turns._until:
        time.sleep(0.001)
    passed = []

    def short() -> None:
        with turns.turn():
            passed.append(1)

    run_all([threading.Thread(target=short) for _ in range(10)])
    assert len(passed) == 10
    over.set()
    one.join(LONG)
    assert not turns._until


def test_nobody_waits_for_ever() -> None:
    turns, over = Turns(LONG, 0.02), threading.Event()

    def long() -> None:
        with turns.turn():
            over.wait(LONG)

    threads = [threading.Thread(target=long) for _ in range(5)]
    for thread in threads:
        thread.start()
    end = time.monotonic() + LONG
    while len(turns._until) < 5 and time.monotonic() < end:
        time.sleep(0.005)
    assert len(turns._until) == 5
    over.set()
    for thread in threads:
        thread.join(LONG)


def test_a_run_that_fails_gives_its_turn_back() -> None:
    turns = Turns(LONG, LONG)
    with pytest.raises(ZeroDivisionError), turns.turn():
        1 / 0  # noqa: B018
    with turns.turn():
        pass
    assert not turns._waiting
    assert not turns._until
