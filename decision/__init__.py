"""Trilemma: build it, buy it, or extend what we have?

import decision

scenario = decision.load("scenarios/health-centre-portal.yaml")
print(decision.evaluate(scenario).leader)
"""

from __future__ import annotations

TYPE_CHECKING = False  # as `typing` has it; nothing is imported before it is asked for, so that all starts quickly
if TYPE_CHECKING:
    from typing import Any

    from decision.analysis.scoring import Evaluation, evaluate
    from decision.analysis.sensitivity.sensitivity import SensitivityResult
    from decision.analysis.simulation.result import SimulationResult
    from decision.files.faults import FileError
    from decision.files.reader import load
    from decision.model.errors import DecisionError
    from decision.model.scenario import Scenario
    from decision.version import __version__

__all__ = [
    "DecisionError",
    "Evaluation",
    "FileError",
    "Scenario",
    "__version__",
    "evaluate",
    "load",
    "sensitivity",
    "simulate",
]

_FROM = {
    "DecisionError": "decision.model.errors",
    "Evaluation": "decision.analysis.scoring",
    "FileError": "decision.files.faults",
    "Scenario": "decision.model.scenario",
    "__version__": "decision.version",
    "evaluate": "decision.analysis.scoring",
    "load": "decision.files.reader",
}


def __getattr__(name: str) -> Any:
    if name not in _FROM:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = globals()[name] = getattr(import_module(_FROM[name]), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def simulate(scenario: Scenario, draws: int | None = None, seed: int | None = None, **options: Any) -> SimulationResult:
    """Draw many worlds of `scenario` and count who is first: see `decision.analysis.simulation.simulation.simulate`."""
    from decision.analysis.simulation.simulation import simulate  # what it needs is not needed for scoring

    return simulate(scenario, draws, seed, **options)


def sensitivity(
    scenario: Scenario, draws: int | None = None, seed: int | None = None, **options: Any
) -> SensitivityResult:
    """What would change the answer to `scenario`: see `decision.analysis.sensitivity.sensitivity.sensitivity`."""
    from decision.analysis.sensitivity.sensitivity import sensitivity  # what it needs is not needed for scoring

    return sensitivity(scenario, draws, seed, **options)
