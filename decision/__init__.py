"""Trilemma: build it, buy it, or extend what we have?

import decision

scenario = decision.load("scenarios/health-centre-portal.yaml")
print(decision.evaluate(scenario).leader)
"""

from __future__ import annotations

from decision.analysis.scoring import Evaluation, evaluate
from decision.files.faults import FileError
from decision.files.reader import load
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from decision.version import __version__

__all__ = ["DecisionError", "Evaluation", "FileError", "Scenario", "__version__", "evaluate", "load"]
