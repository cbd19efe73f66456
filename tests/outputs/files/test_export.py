"""What every kind of file has in common."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from decision.analysis import stopping
from decision.analysis.stopping import StoppedError, stoppable
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from decision.outputs.files.export import ENDINGS, export, figures_of
from tests.outputs.samples import EXCLUDED, MINIMAL, PORTAL, ROOT, THREE_LEVELS

UNASKED = tuple(each for each in ENDINGS if each != ".json")  # that say of themselves what else they need


@pytest.mark.parametrize("ending", UNASKED)
@pytest.mark.parametrize("scenario", [PORTAL, MINIMAL, EXCLUDED, THREE_LEVELS], ids=lambda scenario: scenario.title)
def test_the_same_decision_gives_the_same_bytes(ending: str, scenario: Scenario) -> None:
    assert export(scenario, ending) == export(scenario, ending)


def test_another_process_gives_the_same_bytes() -> None:
    digests = (
        "import hashlib, decision; from decision.outputs.files.export import ENDINGS, export\n"
        "s = decision.load('scenarios/health-centre-portal.yaml')\n"
        "print(*(hashlib.sha256(export(s, each)).hexdigest() for each in ENDINGS if each != '.json'))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", digests],
            cwd=ROOT, capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(runs) == 1


@pytest.mark.parametrize("ending", [".pdf", "", "csv", ".CSV"])
def test_another_ending_is_refused_with_a_way_out(ending: str) -> None:
    with pytest.raises(DecisionError, match=rf"^nothing is written as .*{ending}.*; use one of \.csv, \.md, \.xlsx"):
        export(PORTAL, ending)


def test_only_what_a_kind_of_file_needs_is_imported() -> None:
    code = (
        "import sys, decision; from decision.outputs.files.export import export\n"
        "s = decision.load('scenarios/minimal.yaml'); export(s, '.csv'); export(s, '.md')\n"
        "print({'xlsxwriter', 'pandas', 'altair', 'streamlit'} & set(sys.modules))"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout == "set()\n"


@pytest.mark.parametrize("ending", UNASKED)
def test_a_file_for_which_nobody_waits_any_more_is_not_made_to_its_end(
    ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = figures_of(PORTAL)
    monkeypatch.setattr(stopping, "EVERY", 0.0)
    asked = [0]

    def count() -> bool:
        asked[0] += 1
        return True

    with stoppable(count):
        made = export(PORTAL, ending, figures=figures)
    assert made == export(PORTAL, ending, figures=figures)
    rows = len(PORTAL.all_criteria)
    assert asked[0] > (3 if ending == ".xlsx" else 1) * rows
    for most in (0, asked[0] // 2, asked[0] - 1):
        left = [most]

        def wanted(left: list[int] = left) -> bool:
            left[0] -= 1
            return left[0] >= 0

        with stoppable(wanted), pytest.raises(StoppedError):
            export(PORTAL, ending, figures=figures)
