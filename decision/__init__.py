"""Trilemma: build it, buy it, or extend what we have?

import decision

scenario = decision.load("scenarios/health-centre-portal.yaml")
print(decision.evaluate(scenario).leader)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from decision.analysis.scoring import Evaluation, evaluate
from decision.files.faults import FileError
from decision.files.reader import load
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from decision.version import __version__

if TYPE_CHECKING:
    from decision.analysis.sensitivity.sensitivity import SensitivityResult
    from decision.analysis.simulation.result import SimulationResult

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
