"""The files we ship are sound, each as what it is."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from decision.analysis.scoring import evaluate
from decision.files.library import project_folder
from decision.files.reader import load
from decision.files.validation import validate

SCENARIOS = sorted(project_folder("scenarios").glob("*.yaml"))
CRITERIA = sorted(project_folder("criteria").glob("*.yaml"))
CATALOGUES = ("patient-facing", "patient-facing-parts", "general-software")
KINDS = dict.fromkeys(CATALOGUES, "catalogue") | {"reference-classes": "reference classes"}


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_scenario_loads_and_its_contributions_sum(path: Path) -> None:
    scenario = load(path)
    evaluation = evaluate(scenario)
    assert evaluation.leader is not None
    for option in evaluation.options:
        total = math.fsum(option.contributions[top.id] for top in scenario.criteria)
        assert total == pytest.approx(option.score, abs=1e-9)
    assert validate(path) == "scenario"


@pytest.mark.parametrize("path", CRITERIA, ids=lambda path: path.stem)
def test_every_file_of_criteria_reads_as_its_kind(path: Path) -> None:
    assert validate(path) == KINDS.get(path.stem, "requirements")


def test_there_are_files_to_check() -> None:
    assert {"minimal", "health-centre-portal"} <= {path.stem for path in SCENARIOS}
    assert KINDS.keys() <= {path.stem for path in CRITERIA}


def test_starting_weights_sum_to_100() -> None:
    text = load(project_folder("scenarios") / "health-centre-portal.yaml")
    assert math.fsum(criterion.weight or 0 for criterion in text.criteria) == 100
