"""``export``: the table as a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from decision.cli import main

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = str(ROOT / "scenarios" / "health-centre-portal.yaml")

Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize("ending", [".csv", ".md", ".xlsx"])
def test_export_writes_the_table(ending: str, tmp_path: Path, capsys: Captured) -> None:
    target = tmp_path / f"table{ending}"
    assert main(["export", EXAMPLE, "--to", str(target)]) == 0
    assert capsys.readouterr().out == f"wrote {target}\n"
    assert target.stat().st_size > 1000


def test_export_to_an_unknown_ending_is_a_wrong_call(tmp_path: Path, capsys: Captured) -> None:
    assert main(["export", EXAMPLE, "--to", str(tmp_path / "table.pdf")]) == 2
    assert ".csv, .md, .xlsx" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_export_where_nothing_can_be_written_is_said_plainly(tmp_path: Path, capsys: Captured) -> None:
    assert main(["export", EXAMPLE, "--to", str(tmp_path / "no" / "table.csv")]) == 1
    assert "cannot be written" in capsys.readouterr().err
