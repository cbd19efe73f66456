"""``validate``: every fault, and where."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from decision.cli import main

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = str(ROOT / "scenarios" / "health-centre-portal.yaml")
MINIMAL = str(ROOT / "scenarios" / "minimal.yaml")
BROKEN = str(ROOT / "tests" / "data" / "broken.yaml")

Captured = pytest.CaptureFixture[str]


def test_validate_says_that_a_sound_file_is_sound(capsys: Captured) -> None:
    assert main(["validate", EXAMPLE]) == 0
    assert capsys.readouterr().out == f"{EXAMPLE}: a sound file (scenario)\n"


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("patient-facing", "catalogue"),
        ("reference-classes", "reference classes"),
        ("us-health-phi", "requirements"),
        ("approach-questions", "approach questions"),
        ("launch-causes", "launch causes"),
        ("usual-lines", "usual lines"),
    ],
)
def test_validate_knows_every_kind_of_file(file: str, kind: str, capsys: Captured) -> None:
    path = str(ROOT / "criteria" / f"{file}.yaml")
    assert main(["validate", path]) == 0
    assert capsys.readouterr().out == f"{path}: a sound file ({kind})\n"


def test_validate_tells_every_fault_of_every_file_and_fails(capsys: Captured) -> None:
    assert main(["validate", BROKEN, MINIMAL]) == 1
    printed = capsys.readouterr()
    assert [line.partition(": ")[0] for line in printed.err.splitlines()] == [
        f"{BROKEN}:{place}" for place in ("1:1", "2:1", "7:33", "8:25")
    ]
    assert printed.out == f"{MINIMAL}: a sound file (scenario)\n"


def test_validate_as_json_names_file_line_column_path_and_message(capsys: Captured) -> None:
    assert main(["validate", "--json", BROKEN]) == 1
    printed = capsys.readouterr()
    report = json.loads(printed.out)
    assert printed.err == ""
    assert report["valid"] is False
    assert report["files"][0]["faults"][1] == {
        "file": BROKEN,
        "line": 2,
        "column": 1,
        "path": "titel",
        "message": 'unknown key; did you mean "title"?',
    }


def test_validate_lists_what_is_still_open(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "open.yaml"
    file.write_text(Path(MINIMAL).read_text("utf-8").replace("fit: 5}", "fit: unknown}"), "utf-8")
    assert main(["validate", str(file)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert (
        said[1] == "1 of 18 ratings is still open; it may be anything from worst to best, and could change who leads."
    )
    assert said[2] == "  25:89: options.extend.ratings.fit"
    assert main(["validate", str(file), "--json"]) == 0
    (report,) = json.loads(capsys.readouterr().out)["files"]
    assert [(each["path"], each["message"]) for each in report["open"]] == [
        ("options.extend.ratings.fit", "not known yet")
    ]
