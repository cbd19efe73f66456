"""The workflows of docs/ci.md do what the page says, as far as that goes without the service: GitHub and GitLab are stood in for."""

from __future__ import annotations

import json
import os
import re
import shlex
import stat
import subprocess
import sys
import tomllib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from decision.cli import main
from decision.cli.commands import COMMANDS
from decision.gate.rules import RULES, VALID, VALID_ABOUT
from tests.files.test_revisions import commit, git
from tests.gate.cases import DECIDED, PLAN

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
GITHUB, GITLAB, PRE_COMMIT = (
    yaml.safe_load(block) for block in re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
)
STEPS = {step["name"]: step for step in GITHUB["jobs"]["decisions"]["steps"] if "name" in step}
SCRIPTS = {script.splitlines()[0].removeprefix("# "): script for script in GITLAB["decisions"]["script"]}
MARK = "<!-- trilemma -->"

# --- the page ------------------------------------------------------------------------------------------------------


def test_the_page_has_every_rule_as_it_is() -> None:
    table = PAGE.partition("## Rules")[2].partition("\n\nWhat each")[0]
    rows = [
        [cell.strip(" ") for cell in line.strip("|").split("|")]
        for line in table.splitlines()
        if line.startswith("| `")
    ]
    assert rows == [
        [f"`{VALID}`", VALID_ABOUT, "`error`, always"],
        *([f"`{rule.name}`", rule.about, f"`{rule.usual_level}`"] for rule in RULES),
    ]


def test_the_page_has_every_flag() -> None:
    command = next(command for command in COMMANDS if command.name == "check")
    parser = ArgumentParser()
    command.module().add_arguments(parser)
    flags = [flag for action in parser._actions for flag in action.option_strings if flag not in ("-h", "--help")]
    assert len(flags) > 8 and [flag for flag in flags if f"`{flag}" not in PAGE] == []


def test_what_the_page_shows_is_what_check_prints(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    command, shown = re.findall(r"^```(?:console|text)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert main(shlex.split(command.removeprefix("$ python -m decision "))) == 1
    assert capsys.readouterr().out == shown


# --- GitHub --------------------------------------------------------------------------------------------------------


def test_the_workflow_of_github_is_one_and_asks_for_no_more_than_it_needs() -> None:
    triggers = GITHUB[True]  # what YAML 1.1 makes of the key `on`
    assert set(triggers) == {
        "pull_request",
        "schedule",
    }  # and not pull_request_target, which would run what a stranger sent
    assert GITHUB["permissions"] == {"contents": "read", "pull-requests": "write"}
    steps = GITHUB["jobs"]["decisions"]["steps"]
    assert all(("uses" in step) != ("run" in step) for step in steps)
    assert steps[0]["with"] == {"fetch-depth": 2, "persist-credentials": False}
    assert [step["uses"] for step in steps if "uses" in step] == ["actions/checkout@v4", "actions/setup-python@v5"]


def test_nothing_that_a_stranger_can_write_is_put_into_a_script() -> None:
    for step in GITHUB["jobs"]["decisions"]["steps"]:
        assert "${{" not in step.get("run", "")
    assert all("${{" not in script for script in SCRIPTS.values())


def program(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


class Service:
    """A repository whose last commit is the change, and programs in the place of those that talk to a service."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.programs = folder / "repository", folder / "programs"
        self.folder.mkdir()
        self.programs.mkdir()
        git(self.folder, "init", "-q", "-b", "main")
        program(self.programs, "python", f'#!/bin/sh\nexec {sys.executable} "$@"\n')
        program(self.programs, "gh", f"#!{sys.executable}\n{STAND_IN}\ngithub(sys.argv[1:])\n")
        program(self.programs, "curl", f"#!{sys.executable}\n{STAND_IN}\ngitlab(sys.argv[1:])\n")
        self.comments = folder / "comments.json"
        self.comments.write_text("[]", encoding="utf-8")
        self.environment = {
            "PATH": f"{self.programs}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "DECISIONS": "decisions",
            "COMMENTS": str(self.comments),
            "HOME": str(self.folder),
        }

    def change(self, before: dict[str, str | None], after: dict[str, str | None]) -> str:
        base = commit(self.folder, before)
        commit(self.folder, after)
        return base

    def run(self, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.folder,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def says(self) -> list[str]:
        return [each["body"] for each in json.loads(self.comments.read_text(encoding="utf-8"))]


STAND_IN = r"""
import json, os, sys
from pathlib import Path

FILE = Path(os.environ["COMMENTS"])
comments = json.loads(FILE.read_text(encoding="utf-8"))


def put(id, body):
    body = Path(body.removeprefix("body=").removeprefix("body").removeprefix("@")).read_text(encoding="utf-8")
    if id is None:
        comments.append({"id": 70 + len(comments), "body": body, "user": {"login": "github-actions[bot]"}})
    else:
        next(each for each in comments if each["id"] == int(id))["body"] = body
    FILE.write_text(json.dumps(comments), encoding="utf-8")


def github(call):
    of = "repos/us/decisions/issues"
    if call[:3] == ["api", "--paginate", f"{of}/7/comments"]:
        assert call[3:] == ["--jq", '.[] | select(.user.login == "github-actions[bot]" and (.body | startswith("<!-- trilemma -->"))) | .id']
        for each in comments:
            if each["user"]["login"] == "github-actions[bot]" and each["body"].startswith("<!-- trilemma -->"):
                print(each["id"])
        return
    api, silent, method, verb, path, field, body = call
    assert (api, silent, method, field) == ("api", "--silent", "--method", "--field")
    if verb == "POST":
        assert path == f"{of}/7/comments"
        put(None, body)
    else:
        assert verb == "PATCH" and path.startswith(f"{of}/comments/")
        put(path.rpartition("/")[2], body)


def gitlab(call):
    assert call[call.index("--header") + 1] == "PRIVATE-TOKEN: secret"
    of = "https://gitlab.example.org/api/v4/projects/3/merge_requests/7/notes"
    if "--request" not in call:
        assert call[-1] == f"{of}?sort=asc&per_page=100"
        print(json.dumps(comments))
    elif call[call.index("--request") + 1] == "POST":
        assert call[-1] == of
        put(None, call[call.index("--data-urlencode") + 1])
    else:
        assert call[-1].startswith(of + "/")
        put(call[-1].rpartition("/")[2], call[call.index("--data-urlencode") + 1])
"""
WHAT_CHANGED, COMMENT, CHECK = "Say what changed", "Keep one comment up to date", "Check"
OF_GITHUB = {"GITHUB_REPOSITORY": "us/decisions", "NUMBER": "7", "GH_TOKEN": "secret"}
OF_GITLAB = {
    "CI_API_V4_URL": "https://gitlab.example.org/api/v4", "CI_PROJECT_ID": "3", "CI_MERGE_REQUEST_IID": "7",
    "TRILEMMA_TOKEN": "secret",
}  # fmt: skip
HOSTILE = "decisions/-a b'\"$(touch x)`touch x`.yaml"
OTHER = PLAN.replace("cost: 40, fit: 60", "cost: 20, fit: 80")


@pytest.fixture
def service(tmp_path: Path) -> Service:
    return Service(tmp_path)


def test_the_comment_says_what_changed_and_is_kept_up_to_date(service: Service) -> None:
    service.change(
        {"decisions/x.yaml": PLAN, HOSTILE: PLAN, "decisions/same.yaml": PLAN, "decisions/notes.txt": "a"},
        {"decisions/x.yaml": OTHER, HOSTILE: OTHER, "decisions/same.yaml": f"# a comment\n{PLAN}", "decisions/notes.txt": "b",
         "decisions/new.yaml": PLAN, "elsewhere.yaml": PLAN},
    )  # fmt: skip
    ran = service.run(STEPS[WHAT_CHANGED]["run"])
    assert (ran.returncode, ran.stderr) == (0, "")
    text = (service.folder / "comment.md").read_text(encoding="utf-8")
    assert text.startswith(MARK + "\n") and text.count("A plan") == 2 and not (service.folder / "x").exists()
    for _ in range(2):
        assert service.run(STEPS[COMMENT]["run"], **OF_GITHUB).returncode == 0
        assert service.says() == [text]


def test_a_change_that_is_taken_back_is_said_to_be_none(service: Service) -> None:
    service.comments.write_text(
        json.dumps(
            [
                {"id": 1, "body": f"{MARK} by a stranger", "user": {"login": "stranger"}},
                {"id": 2, "body": f"{MARK}\nBuy leads.", "user": {"login": "github-actions[bot]"}},
            ]
        ),
        encoding="utf-8",
    )
    (service.folder / "comment.md").write_text(MARK + "\n", encoding="utf-8")
    assert service.run(STEPS[COMMENT]["run"], **OF_GITHUB).returncode == 0
    assert service.says() == [f"{MARK} by a stranger", f"{MARK}\nNo decision changes.\n"]


def test_where_no_decision_changes_nobody_is_told(service: Service) -> None:
    (service.folder / "comment.md").write_text(MARK + "\n", encoding="utf-8")
    ran = service.run(STEPS[COMMENT]["run"], **OF_GITHUB)
    assert (ran.returncode, ran.stderr, service.says()) == (0, "", [])


def test_a_catalogue_that_changed_is_told_of_all_that_use_it(service: Service) -> None:
    using = PLAN.replace(
        "criteria: {cost: {worst: 100, best: 0, unit: months}, fit: {worst: 0, best: 10}}", "criteria: {use: ours}"
    )
    ours = "format: 1\nname: Ours\ncriteria: {cost: {worst: 100, best: 0}, fit: {worst: 0, best: 10}}\n"
    service.change(
        {"decisions/x.yaml": using, "criteria/ours.yaml": ours},
        {"criteria/ours.yaml": ours.replace("worst: 100", "worst: 80")},
    )
    assert service.run(STEPS[WHAT_CHANGED]["run"]).returncode == 0
    assert "A plan" in (service.folder / "comment.md").read_text(encoding="utf-8")


def test_the_check_of_a_pull_request_is_against_its_base_and_fails_with_annotations(service: Service) -> None:
    service.change(
        {"decisions/x.yaml": DECIDED},
        {"decisions/x.yaml": DECIDED.replace("chosen: extend", "chosen: buy").replace("40, fit", "50, fit")},
    )
    ran = service.run(
        STEPS[CHECK]["run"],
        EVENT="pull_request",
        GITHUB_WORKSPACE=str(service.folder),
        GITHUB_STEP_SUMMARY="summary.md",
    )
    assert ran.returncode == 1
    assert "::error file=decisions/x.yaml,line=15,col=20,title=leader%3A decision.chosen::" in ran.stdout
    assert "title=weights-after-ratings%3A weights.cost::" in ran.stdout
    assert (service.folder / "summary.md").read_text(encoding="utf-8").startswith("## Decisions: failed")


def test_the_weekly_check_fails_where_a_review_is_due(service: Service) -> None:
    due = DECIDED.replace("review_by: 2026-12-01", "review_by: 2026-07-01")
    commit(service.folder, {"decisions/x.yaml": due})
    ran = service.run(STEPS[CHECK]["run"], EVENT="schedule", GITHUB_WORKSPACE=str(service.folder))
    assert ran.returncode == 1 and "title=review-by" in ran.stdout


# --- GitLab --------------------------------------------------------------------------------------------------------


def test_the_job_of_gitlab_is_one() -> None:
    job = GITLAB["decisions"]
    assert job["artifacts"] == {"when": "always", "reports": {"codequality": "gl-code-quality-report.json"}}
    assert list(SCRIPTS) == [WHAT_CHANGED, COMMENT, CHECK]
    assert [rule["if"] for rule in job["rules"]] == [
        '$CI_PIPELINE_SOURCE == "merge_request_event"',
        '$CI_PIPELINE_SOURCE == "schedule"',
    ]


def test_the_whole_job_of_gitlab_leaves_one_comment_and_a_report(service: Service) -> None:
    base = service.change(
        {"decisions/x.yaml": DECIDED},
        {"decisions/x.yaml": DECIDED.replace("fit: 60", "fit: 20").replace("chosen: extend", "chosen: buy")},
    )
    for _ in range(2):
        ran = service.run("\n".join(SCRIPTS.values()), CI_MERGE_REQUEST_DIFF_BASE_SHA=base, **OF_GITLAB)
        assert ran.returncode == 1 and "[leader]" in ran.stdout, ran.stderr
        (said,) = service.says()
        assert said.startswith(MARK + "\n") and "A plan" in said
    report = json.loads((service.folder / "gl-code-quality-report.json").read_text(encoding="utf-8"))
    assert {each["check_name"] for each in report} == {"leader", "weights-after-ratings"}
    assert {each["location"]["path"] for each in report} == {"decisions/x.yaml"}


def test_without_a_token_or_a_merge_request_there_is_no_comment(service: Service) -> None:
    commit(service.folder, {"decisions/x.yaml": PLAN})
    ran = service.run("\n".join(SCRIPTS.values()))
    assert (ran.returncode, ran.stderr, service.says()) == (0, "", [])
    assert json.loads((service.folder / "gl-code-quality-report.json").read_text(encoding="utf-8")) == []


# --- pre-commit ----------------------------------------------------------------------------------------------------

HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def test_hooks_have_what_pre_commit_asks_for() -> None:
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    names = {command.name for command in COMMANDS}
    for hook in HOOKS:
        assert {"id", "name", "entry", "language"} <= hook.keys() and hook["language"] == "python"
        script, command = hook["entry"].split()
        assert script in scripts and command in names
    assert len({hook["id"] for hook in HOOKS}) == len(HOOKS)


@pytest.mark.parametrize(
    ("path", "is_looked_at"),
    [
        ("decisions/x.yaml", True),
        ("a/scenarios/b/x.yaml", True),
        ("x.yaml", False),
        (".github/workflows/decisions.yml", False),
    ],
)
def test_hooks_look_at_decisions_and_at_no_other_yaml(path: str, is_looked_at: bool) -> None:
    assert [bool(re.search(hook["files"], path)) for hook in HOOKS] == [is_looked_at] * len(HOOKS)


def test_the_hook_on_the_page_is_one_there_is_and_its_call_works(service: Service) -> None:
    (repository,) = PRE_COMMIT["repos"]
    (used,) = repository["hooks"]
    hook: dict[str, Any] = next(each for each in HOOKS if each["id"] == used["id"])
    service.change({"decisions/x.yaml": DECIDED}, {"decisions/y.yaml": PLAN})
    call = " ".join(
        ["python -m decision", *hook["entry"].split()[1:], *used["args"], "decisions/x.yaml decisions/y.yaml"]
    )
    ran = service.run(call)
    assert (ran.returncode, ran.stderr) == (0, "") and ran.stdout.endswith(
        "2 files, of which none fails. Nothing found.\n"
    )
