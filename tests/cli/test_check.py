"""``check``: the gate, from its arguments to its exit status."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from decision.analysis.simulation.simulation import simulate
from decision.cli import main
from decision.files.reader import load
from tests.files.test_revisions import commit, repository
from tests.gate.cases import DECIDED, PLAN

__all__ = ["repository"]

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = str(ROOT / "scenarios" / "health-centre-portal.yaml")
BROKEN = str(ROOT / "tests" / "data" / "broken.yaml")
DAY = ("--today", "2026-11-26")

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sound file in the folder where one stands, and no service."""
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "plan.yaml"
    path.write_text(DECIDED, encoding="utf-8")
    return path


def test_a_decision_that_is_as_it_should_be_passes(plan: Path, capsys: Captured) -> None:
    assert main(["check", "plan.yaml", *DAY]) == 0
    assert capsys.readouterr() == ("plan.yaml: Extend leads Buy by 14.0 points. Nothing found.\n", "")


def test_an_error_fails_and_a_warning_does_only_strictly(plan: Path, capsys: Captured) -> None:
    plan.write_text(DECIDED.replace("review_by: 2026-12-01", "review_by: 2026-07-01"), encoding="utf-8")
    assert main(["check", "plan.yaml", *DAY]) == 0
    assert "plan.yaml:15:55: warning: decision.review_by: the decision was to be looked at" in capsys.readouterr().out
    assert main(["check", "plan.yaml", *DAY, "--strict"]) == 1
    assert main(["check", "plan.yaml", *DAY, "--rule", "review-by=error"]) == 1
    assert main(["check", "plan.yaml", *DAY, "--strict", "--rule", "review_by=off"]) == 0


def test_dates_are_held_against_the_day_that_is_said_or_today(plan: Path, capsys: Captured) -> None:
    assert main(["check", "plan.yaml", "--today", "2030-01-01", "--rule", "review-by=error"]) == 1
    assert main(["check", "plan.yaml", "--json"]) == 0
    today = capsys.readouterr().out.partition("{")[2]
    assert f'"today": "{datetime.date.today()}"' in today


def test_p_best_is_that_of_the_draws_that_were_asked_for(capsys: Captured) -> None:
    assert main(["check", EXAMPLE, *DAY, "--min-p-best", "0.9", "--draws", "3000", "--json"]) == 1
    (file,) = json.loads(capsys.readouterr().out)["files"]
    result = simulate(load(EXAMPLE), 3_000)
    best = next(each for each in result.options if each.id == "extend")
    assert file["p_best"] == {
        "option": "extend", "p_best": best.p_best, "p_best_se": best.p_best_se, "draws": 3000, "seed": result.seed,
    }  # fmt: skip
    (one,) = (each for each in file["findings"] if each["level"] == "error")
    assert one["rule"] == "min-p-best" and file["leader"] == "extend" and file["fingerprint"] == result.fingerprint
    assert main(["check", EXAMPLE, *DAY, "--min-p-best", "0.9", "--draws", "3000", "--seed", "5", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["files"][0]["p_best"]["seed"] == 5


def test_the_age_of_evidence_can_be_asked_for_by_a_flag(plan: Path, capsys: Captured) -> None:
    assert main(["check", "plan.yaml", *DAY, "--evidence-age-days", "3", "--rule", "evidence-age=error"]) == 1
    assert "[evidence-age]" in capsys.readouterr().out


def test_a_bad_file_does_not_stop_the_others(plan: Path, capsys: Captured) -> None:
    assert main(["check", BROKEN, "missing.yaml", "plan.yaml", *DAY]) == 1
    printed = capsys.readouterr()
    assert printed.err == ""
    lines = printed.out.splitlines()
    assert sum("[valid]" in line for line in lines) == 5
    assert "missing.yaml:1:1: error: file: cannot be read (No such file or directory)" in printed.out
    assert lines[-2:] == [
        "",
        "3 files, of which 2 fail. 5 errors.",
    ]


def test_folders_are_gone_through(plan: Path, capsys: Captured) -> None:
    (plan.parent / "more").mkdir()
    for name in ("more/a.yaml", "more/b.yaml"):
        Path(name).write_text(PLAN, encoding="utf-8")
    assert main(["check", ".", *DAY, "--jobs", "2"]) == 0
    assert capsys.readouterr().out.endswith("\n\n3 files, of which none fails. Nothing found.\n")


def test_a_decision_that_was_written_down_holds_until_something_reopens_it(plan: Path, capsys: Captured) -> None:
    plan.write_text(PLAN, encoding="utf-8")
    decide = ["decide", "plan.yaml", "--choose", "extend", "--because", "It is ours.", "--on", "2026-11-20"]
    assert main([*decide, "--review-by", "2027-05-01"]) == 0
    assert main(["check", "plan.yaml", *DAY]) == 0
    (trigger, *_) = load("plan.yaml").decision.revisit  # type: ignore[union-attr]
    option, path = trigger.when.split(".")
    worse = trigger.figure - 1 if trigger.below is not None else trigger.figure + 1
    assert (
        main(
            [
                "set",
                "plan.yaml",
                f"options.{option}.ratings.{path}={{estimate: {worse:g}, because: Newer, evidence: pilot}}",
            ]
        )
        == 0
    )
    capsys.readouterr()
    assert main(["check", "plan.yaml", *DAY]) == 1
    assert "what was said to reopen the decision has come" in capsys.readouterr().out


# --- with a base ---------------------------------------------------------------------------------------------------


def test_a_change_is_compared_with_the_base(repository: Path, capsys: Captured) -> None:
    commit(repository, {"x.yaml": PLAN})
    (repository / "x.yaml").write_text(PLAN.replace("cost: 40", "cost: 60"), encoding="utf-8")
    assert main(["check", "x.yaml", *DAY, "--base", "main", "--rule", "weights-after-ratings=error"]) == 1
    assert "x.yaml:5:17: error: weights.cost: weights were changed after ratings were known" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("base", "says"),
    [("nowhere", "nowhere"), ("--upload-pack=touch x", "can be no revision"), ("main:x.yaml", "")],
)
def test_a_base_that_there_is_not_is_a_wrong_call(base: str, says: str, repository: Path, capsys: Captured) -> None:
    commit(repository, {"x.yaml": PLAN})
    assert main(["check", "x.yaml", *DAY, f"--base={base}"]) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"check: --base {base} cannot be compared with: ") and says in error
    assert not (repository / "x").exists()


def test_outside_a_repository_there_is_no_base(plan: Path, capsys: Captured) -> None:
    assert main(["check", "plan.yaml", *DAY, "--base", "main"]) == 2
    assert "is in no git repository" in capsys.readouterr().err


# --- forms ---------------------------------------------------------------------------------------------------------

REOPENED = DECIDED.replace("chosen: extend", "chosen: buy")


def test_github_gets_annotations_and_a_summary(plan: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    plan.write_text(REOPENED, encoding="utf-8")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(plan.parent.parent))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    Path("summary.md").write_text("Before\n\n", encoding="utf-8")
    assert main(["check", "plan.yaml", *DAY, "--format", "github"]) == 1
    first = capsys.readouterr().out.splitlines()[0]
    assert first.startswith(
        f"::error file={plan.parent.name}/plan.yaml,line=15,col=20,title=leader%3A decision.chosen::"
    )
    assert Path("summary.md").read_text(encoding="utf-8").startswith("Before\n\n## Decisions: failed\n")


def test_a_summary_that_cannot_be_written_does_not_change_what_was_found(
    plan: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(plan.parent))
    assert main(["check", "plan.yaml", *DAY, "--format", "github"]) == 0
    assert capsys.readouterr().err.startswith(
        f"check: the job summary cannot be written to {plan.parent} (Is a directory)"
    )


@pytest.mark.parametrize(("form", "kind"), [("sarif", dict), ("gitlab", list), ("json", dict)])
def test_the_other_forms_are_json_whether_or_not_it_passes(form: str, kind: type, plan: Path, capsys: Captured) -> None:
    for text, status in ((DECIDED, 0), (REOPENED, 1)):
        plan.write_text(text, encoding="utf-8")
        assert main(["check", "plan.yaml", *DAY, "--format", form]) == status
        assert isinstance(json.loads(capsys.readouterr().out), kind)


def test_gitlab_says_where_the_repository_lies(plan: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    plan.write_text(REOPENED, encoding="utf-8")
    monkeypatch.setenv("CI_PROJECT_DIR", str(plan.parent.parent))
    assert main(["check", str(plan), *DAY, "--format", "gitlab"]) == 1
    (one,) = json.loads(capsys.readouterr().out)
    assert one["location"] == {"path": f"{plan.parent.name}/plan.yaml", "lines": {"begin": 15}}


# --- wrong calls ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--rule", "reason=error"], 'reason is not a rule; did you mean "reasons"?'),
        (["--rule", "reasons=fatal"], "write NAME=error, NAME=warning or NAME=off (got reasons=fatal)"),
        (["--rule", "valid=off"], "valid is not a rule"),
        (["--min-p-best", "70"], "a share is from 0 to 1 (got 70)"),
        (["--min-p-best", "nan"], "a share is from 0 to 1 (got nan)"),
        (["--evidence-age-days", "-1"], "a number of days is 0 or more (got -1)"),
        (["--evidence-age-days", "40000"], "40,000 days cannot be asked for; give 0 to 36,500"),
        (["--today", "26.11.2026"], "a day is written as in 2026-11-26 (got 26.11.2026)"),
        (["--draws", "0"], "1 to 1,000,000,000 draws can be taken (got 0)"),
        (["--format", "xml"], "invalid choice: 'xml'"),
        (["--json", "--format", "sarif"], "--json and --format sarif say two things; leave one out"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(arguments: list[str], says: str, plan: Path, capsys: Captured) -> None:
    assert main(["check", "plan.yaml", *arguments]) == 2
    assert says in capsys.readouterr().err


def test_a_folder_without_decisions_is_a_wrong_call(plan: Path, capsys: Captured) -> None:
    Path("empty").mkdir()
    assert main(["check", "empty"]) == 2
    assert "no file of ours is found in empty" in capsys.readouterr().err
