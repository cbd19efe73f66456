"""The house stands as designed: who may import whom, and what a plain import may cost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_import_rules_are_kept() -> None:
    command = "import sys; from importlinter.cli import lint_imports_command as run; sys.argv = ['lint-imports']; run()"
    result = python(command)
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_scenario_is_scored_with_neither_streamlit_nor_altair_nor_pandas_nor_scipy_installed() -> None:
    result = python(
        "import sys\n"
        "for name in ('streamlit', 'altair', 'pandas', 'scipy', 'xlsxwriter'): sys.modules[name] = None\n"
        "import decision\n"
        "print(decision.evaluate(decision.load('scenarios/health-centre-portal.yaml')).leader)\n"
    )
    assert result.stdout.strip() == "extend", result.stderr


@pytest.mark.parametrize("command", ["evaluate scenarios/health-centre-portal.yaml", "validate scenarios/minimal.yaml"])
def test_a_command_imports_nothing_heavy(command: str) -> None:
    result = python(
        "import sys\n"
        "from decision.cli import main\n"
        f"status = main({command.split()!r})\n"
        "heavy = {'streamlit', 'altair', 'pandas', 'scipy', 'xlsxwriter'} & set(sys.modules)\n"
        "sys.exit(f'imported {heavy}' if heavy else status)\n"
    )
    assert result.returncode == 0, result.stderr


def test_every_package_that_runs_is_pinned() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "-r ")):
                assert "==" in line, line
