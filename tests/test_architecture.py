"""The house stands as designed: who may import whom, and what a plain import may cost."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


_LINT = "import sys; from importlinter.cli import lint_imports_command as run; sys.argv = ['lint-imports']; run()"


def python(code: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)


def test_the_import_rules_are_kept() -> None:
    result = python(_LINT)
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


def test_the_command_line_starts_without_looking_through_the_packages_installed() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "decision", "evaluate", "scenarios/health-centre-portal.yaml"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    imported = {line.rpartition("|")[2].strip() for line in result.stderr.splitlines()}
    assert "pydantic" in imported
    assert not {"importlib.metadata", "pydantic.plugin._loader"} & imported


def test_every_package_that_runs_is_pinned() -> None:
    files = sorted(ROOT.glob("requirements*.txt"))
    assert len(files) >= 4
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "-r ")):
                assert "==" in line, line


def test_every_room_is_on_the_page_about_the_house_and_every_place_named_there_exists() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {path.parent.name for path in (ROOT / "decision").glob("*/*/__init__.py")}
    assert {room for room in rooms if f"`{room}/`" not in page} == set()
    places = re.findall(r"`(decision/[\w/.]+)`", page)
    assert len(places) >= 20
    assert [place for place in places if not (ROOT / place).exists()] == []
    modules = {path.name for path in (ROOT / "decision").rglob("*") if path.suffix in {".py", ".js"}} | {"app.py"}
    assert set(re.findall(r"`(?:[\w/]+/)?(\w+\.(?:py|js))`", page)) <= modules


def test_a_page_reaches_into_no_other_page_and_no_module_sideways(tmp_path: Path) -> None:
    """The import rules fail when a sub-room reaches sideways: shown on a copy in which each does."""
    sideways = {
        "analysis/sampling/streams.py": "decision.analysis.simulation.result",
        "outputs/words/figures.py": "decision.outputs.charts.common",
        "ui/session/history.py": "decision.ui.frame.text",
        "ui/compare/page.py": "decision.ui.decide.result",
    }
    shutil.copytree(ROOT / "decision", tmp_path / "decision", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for file, module in sideways.items():
        path = tmp_path / "decision" / file
        path.write_text(f"{path.read_text(encoding='utf-8')}\nimport {module}\n", encoding="utf-8")
    result = python(_LINT, tmp_path)
    assert result.returncode != 0
    for file in sideways:
        importer = f"decision/{file}".removesuffix(".py").replace("/", ".")
        assert importer in result.stdout, importer
