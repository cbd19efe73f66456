from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import decision
from decision.analysis import stopping
from decision.analysis.sampling.values import draw_values
from decision.analysis.sensitivity.sensitivity import sensitivity
from decision.analysis.simulation.simulation import simulate
from decision.analysis.stopping import StoppedError, go_on, stoppable
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario

SCENARIO = decision.load(Path(__file__).resolve().parents[2] / "scenarios" / "health-centre-portal.yaml")


def looks(most: int) -> Callable[[], bool]:
    """Wanted for so many looks, and then no more."""
    left = [most]

    def wanted() -> bool:
        left[0] -= 1
        return left[0] >= 0

    return wanted


@pytest.fixture(autouse=True)
def at_every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stopping, "EVERY", 0.0)


def test_work_of_which_nobody_said_anything_goes_on() -> None:
    go_on()


def test_work_goes_on_while_it_is_wanted_and_no_longer() -> None:
    with stoppable(looks(3)):
        for _ in range(3):
            go_on()
        with pytest.raises(StoppedError, match="nobody waits for it any more"):
            go_on()
    go_on()


def test_it_is_looked_at_now_and_then_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stopping, "EVERY", 3600.0)
    asked = []
    with stoppable(lambda: bool(asked.append(1)) or True):
        for _ in range(1000):
            go_on()
    assert len(asked) == 1


def test_work_that_takes_too_long_is_stopped_and_says_how_long_it_may_take() -> None:
    with stoppable(lambda: True, within=0.01):
        go_on()
        time.sleep(0.02)
        with pytest.raises(
            StoppedError, match=r"longer than the 0\.01 seconds .* ask for fewer draws, or use the command line"
        ):
            go_on()


def test_work_within_work_ends_with_either() -> None:
    with stoppable(looks(2)), stoppable(lambda: True):
        go_on()
        go_on()
        with pytest.raises(StoppedError):
            go_on()
    with stoppable(lambda: True):
        with stoppable(looks(0)), pytest.raises(StoppedError):
            go_on()
        go_on()


def test_what_is_said_of_one_thread_is_not_said_of_another() -> None:
    went_on = []
    with stoppable(lambda: False):
        other = threading.Thread(target=lambda: (go_on(), went_on.append(1)))
        other.start()
        other.join()
    assert went_on


def test_being_stopped_is_an_error_of_ours() -> None:
    assert issubclass(StoppedError, DecisionError)


def with_dependence() -> Scenario:
    from dataclasses import replace

    from decision.model.contents import Dependence

    return replace(SCENARIO, dependence=Dependence(0.3))


WORKS: dict[str, Callable[[], object]] = {
    "simulate": lambda: simulate(SCENARIO, 50_000),
    "simulate, any weights": lambda: simulate(SCENARIO, 50_000, weights="any"),
    "draw_values": lambda: draw_values(SCENARIO, 50_000, 1),
    "sensitivity": lambda: sensitivity(SCENARIO, 2_000),
    "sensitivity under dependence": lambda: sensitivity(with_dependence(), 2_000),
}


@pytest.mark.parametrize("name", WORKS)
def test_all_long_work_can_be_stopped_at_every_look(name: str) -> None:
    asked = [0]

    def count() -> bool:
        asked[0] += 1
        return True

    with stoppable(count):
        WORKS[name]()
    assert asked[0] > 20
    for most in {0, 1, asked[0] // 3, asked[0] - 1}:
        with stoppable(looks(most)), pytest.raises(StoppedError):
            WORKS[name]()


def test_work_that_is_not_stopped_gives_what_it_gives_otherwise() -> None:
    with stoppable(lambda: True, within=3600):
        watched = simulate(SCENARIO, 5_000)
    assert watched.to_dict() == simulate(SCENARIO, 5_000).to_dict()
