"""``history``: how leader, margin and P(best) moved, each version with the figures it has alone."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from decision.cli import main
from tests.files.test_revisions import commit, git, repository

__all__ = ["repository"]  # a fixture

ROOT = Path(__file__).resolve().parents[2]
MINIMAL = (ROOT / "scenarios" / "minimal.yaml").read_text(encoding="utf-8")
SURE = MINIMAL.replace("title: ", "simulation: {draws: 700, seed: 5}\ntitle: ").replace(
    "fit: 6", "fit: {low: 2, high: 9}", 1
)

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def walked(repository: Path) -> Path:
    """A decision whose leader turned twice, with faults once, and as it is not committed yet."""
    assert "weights:" in SURE
    commit(repository, {"d/x.yaml": SURE}, "First")
    commit(repository, {"d/x.yaml": weighted(time_to_launch=90)}, "Soon counts most")
    commit(repository, {"d/x.yaml": SURE + "nonsense: 1\n"}, "A mistake")
    commit(repository, {"d/x.yaml": SURE}, "<b>Back</b> & \u202emended")
    (repository / "d" / "x.yaml").write_text(weighted(flexibility=90), encoding="utf-8")
    return repository


def weighted(**points: int) -> str:
    return re.sub(
        r"^weights: \{.*\}$",
        "weights: {" + ", ".join(f"{id}: {points.get(id, 2)}" for id in IDS) + "}",
        SURE,
        flags=re.MULTILINE,
    )


IDS = ("cost", "time_to_launch", "flexibility", "integration", "risk", "fit")


def versions_told(capsys: Captured, *call: str) -> list[dict[str, object]]:
    assert main(["history", "d/x.yaml", "--json", *call]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["file"] == "d/x.yaml"
    found: list[dict[str, object]] = told["versions"]
    return found


def test_each_version_has_the_figures_that_it_has_alone(walked: Path, capsys: Captured) -> None:
    told = versions_told(capsys, "--draws", "700")
    assert [each["subject"] for each in told] == [
        "First",
        "Soon counts most",
        "A mistake",
        "<b>Back</b> & \u202emended",
        None,
    ]
    assert [each["valid"] for each in told] == [True, True, False, True, True]
    assert "leader" not in told[2]
    assert str(told[2]["problem"]).startswith("1 fault, in line ")
    for each in told:
        if not each["valid"]:
            continue
        if each["commit"] is not None:
            git(walked, "checkout", "-q", str(each["commit"]), "--", "d/x.yaml")
            text = (walked / "d" / "x.yaml").read_text(encoding="utf-8")
        else:
            text = weighted(flexibility=90)
        (walked / "alone.yaml").write_text(text, encoding="utf-8")
        assert main(["evaluate", "alone.yaml", "--json"]) == 0
        evaluated = json.loads(capsys.readouterr().out)
        assert main(["simulate", "alone.yaml", "--draws", "700", "--json"]) == 0
        simulated = json.loads(capsys.readouterr().out)
        assert [each[key] for key in ("leader", "margin", "fingerprint")] == [
            evaluated[key] for key in ("leader", "margin", "fingerprint")
        ]
        assert each["p_best"] == {option["id"]: option["p_best"] for option in simulated["options"]}
        assert (each["draws"], each["seed"]) == (simulated["draws"], simulated["seed"])
    assert len({each["leader"] for each in told if each["valid"]}) == 3
    assert [each["turned"] for each in told] == [False, True, False, True, True]


def test_people_are_shown_it_version_by_version_with_the_faulty_ones(walked: Path, capsys: Captured) -> None:
    assert main(["history", "d/x.yaml", "--draws", "700"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[2] == "Five versions: the leader changed 3 times; 1 has faults or no file."
    rows = [line for line in lines if line[:10].isalnum() or line.startswith("not committed")]
    assert [("> " in row, "fault" in row) for row in rows[-5:]] == [
        (False, False),
        (True, False),
        (False, True),
        (True, False),
        (True, False),
    ]
    assert any("<b>Back</b> & \\u202emended" in line for line in lines)
    assert "700 draws and seed 5 for every version" in lines[-1]


def test_the_seed_of_all_versions_is_the_one_asked_for_or_that_of_the_last(walked: Path, capsys: Captured) -> None:
    (walked / "d" / "x.yaml").write_text(SURE.replace("seed: 5", "seed: 6"), encoding="utf-8")
    assert {each.get("seed") for each in versions_told(capsys)} == {6, None}
    assert {each.get("seed") for each in versions_told(capsys, "--seed", "7")} == {7, None}


def test_only_the_last_commits_are_walked_where_that_is_asked_for(walked: Path, capsys: Captured) -> None:
    assert [each["subject"] for each in versions_told(capsys, "--most", "2")][:2] == [
        "A mistake",
        "<b>Back</b> & \u202emended",
    ]
    assert main(["history", "d/x.yaml", "--most", "0"]) == 2


def test_many_histories_stand_in_one_table(walked: Path, capsys: Captured) -> None:
    commit(walked, {"d/y.yaml": MINIMAL}, "Another")
    assert main(["history", "d", "--draws", "700"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0].split() == ["file", "first", "led", "leads", "now", "versions", "turns", "faulty"]
    assert told[2].split()[-3:] == ["5", "3", "1"]
    assert told[3].split() == ["d/y.yaml", "Extend", "Extend", "1"]


def test_the_chart_is_a_drawing_of_all_versions_in_which_no_text_of_a_file_is_code(
    walked: Path, capsys: Captured
) -> None:
    hostile = SURE.replace("options:", "about: x\noptions:").replace(
        "approach: build", "name: <script>alert(1)</script>&\"'"
    )
    (walked / "d" / "x.yaml").write_text(hostile, encoding="utf-8")
    assert main(["history", "d/x.yaml", "--draws", "700", "--chart", "out.svg"]) == 0
    root = ET.fromstring((walked / "out.svg").read_text(encoding="utf-8"))  # noqa: S314  # it is ours
    names = {each.tag.partition("}")[2] for each in root.iter()}
    assert names == {"svg", "rect", "path", "text", "title", "circle"}
    assert not [key for each in root.iter() for key in each.attrib if key.startswith("on") or "href" in key]
    circles = [each for each in root.iter() if each.tag.endswith("circle")]
    assert len(circles) == 4 * 3  # sound versions, options
    assert sum("fault" in (each.text or "") for each in root.iter() if each.tag.endswith("title")) == 1
    assert "Five versions" in root.attrib["aria-label"]


@pytest.mark.parametrize(
    ("call", "status", "words"),
    [
        (["d/x.yaml", "--chart", "out.png"], 2, "--chart must end in .svg (got out.png)"),
        (["d", "--chart", "out.svg"], 2, "--chart draws the history of one file; name one"),
        (["d/new.yaml"], 1, "no commit has d/new.yaml; commit it first, or check the name"),
        (["/x.yaml"], 1, "is in no git repository"),
    ],
)
def test_what_has_no_history_or_no_chart_is_said(
    call: list[str], status: int, words: str, walked: Path, capsys: Captured
) -> None:
    assert main(["history", *call]) == status
    told = capsys.readouterr()
    assert words in told.err
    assert (told.out, told.err.count("\n")) == ("", 1)
