from __future__ import annotations

import threading
from typing import Any

import pytest

from decision.analysis.scoring import evaluate
from decision.analysis.simulation.result import SimulationResult
from decision.analysis.simulation.simulation import simulate
from decision.model.scenario import Scenario
from decision.ui.session import sureties
from decision.ui.session.sureties import Sureties
from tests.outputs.samples import EXCLUDED, MINIMAL, PORTAL
from tests.small_decisions import flat


def told(scenario: Scenario) -> str:
    """What is told once it is known."""
    known = Sureties()
    known.of(scenario, evaluate(scenario))
    known.wait()
    return known.of(scenario, evaluate(scenario))


def test_how_sure_it_is_stands_behind_who_leads() -> None:
    assert told(PORTAL) == "Extend leads Buy by 1.3 points. It is best in 55 of 100 futures: too close to call."
    assert told(MINIMAL) == "Extend leads Buy by 3.5 points. It is not known how sure this is."
    assert told(EXCLUDED).startswith("Extend leads Build by ")


def test_nothing_is_told_where_none_is_alone_in_the_lead() -> None:
    assert told(flat({"a": [5], "b": [5]}, [1])) == ""
    assert told(flat({"a": [5, 1], "b": [1, 5]}, [1, 1])) == ""


def test_nobody_waits_and_it_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    go, times = threading.Event(), []

    def slow(*given: Any, **more: Any) -> SimulationResult:
        times.append(1)
        assert go.wait(30)
        return simulate(*given, **more)

    monkeypatch.setattr(sureties, "simulate", slow)
    known, evaluation = Sureties(), evaluate(MINIMAL)
    assert [known.of(MINIMAL, evaluation) for _ in range(3)] == [""] * 3  # asked for thrice while it is worked on
    go.set()
    known.wait()
    assert known.of(MINIMAL, evaluation)
    assert len(times) == 1


def test_what_fails_is_not_told_and_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    times = []

    def failing(*_: Any, **__: Any) -> SimulationResult:
        times.append(1)
        raise sureties.DecisionError("it took too long")

    monkeypatch.setattr(sureties, "simulate", failing)
    known, evaluation = Sureties(), evaluate(MINIMAL)
    for _ in range(2):
        assert known.of(MINIMAL, evaluation) == ""
        known.wait()
    assert len(times) == 1
