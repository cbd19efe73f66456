"""A file is checked whole: its faults, its rules, and each finding at its line."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision.files.open_file import MOST_BYTES
from decision.gate.case import Asked, Case
from decision.gate.checking import check_file
from decision.gate.finding import MOST_FINDINGS, Report
from decision.gate.rules import RULES, key_of
from decision.model.checks import USUAL_LEVELS, Checks, Level
from decision.model.record import RecordedDecision
from decision.model.scenario import Scenario
from tests.changes import changed
from tests.files.test_revisions import commit, repository
from tests.gate.cases import DECIDED, PLAN, TODAY
from tests.strategies import scenarios

__all__ = ["repository"]

NEW_LEADER = DECIDED.replace("chosen: extend", "chosen: buy")


def checked(path: Path, text: str, **asked: object) -> Report:
    path.write_text(text, encoding="utf-8")
    return check_file(str(path), Asked(TODAY, **asked))  # type: ignore[arg-type]


def rules_of(report: Report) -> list[str]:
    return [each.rule for each in report.findings]


def test_every_rule_has_a_level_and_every_level_a_rule() -> None:
    assert [rule.key for rule in RULES] == list(dict.fromkeys(rule.key for rule in RULES))
    assert {rule.key: rule.usual_level for rule in RULES} == dict(USUAL_LEVELS)
    assert all(key_of(rule.name) == rule.key == key_of(rule.key) for rule in RULES)
    with pytest.raises(ValueError, match='reason is not a rule; did you mean "reasons"'):
        key_of("reason")


def test_a_sound_file_has_nothing_to_find(tmp_path: Path) -> None:
    report = checked(tmp_path / "x.yaml", DECIDED)
    assert report.findings == () and (report.errors, report.warnings) == (0, 0)
    assert report.leads == "Extend leads Buy by 14.0 points." and report.leader == "extend"
    assert report.chance is None  # nobody asked for it, so nothing was drawn
    assert [each.rule for each in report.not_asked] == ["weight-after-range", "weights-after-ratings"]


def test_a_finding_stands_where_its_keys_lead(tmp_path: Path) -> None:
    report = checked(tmp_path / "x.yaml", NEW_LEADER)
    (one,) = report.findings
    line = NEW_LEADER.splitlines().index("decision: {chosen: buy, on: 2026-06-01, review_by: 2026-12-01}") + 1
    assert (one.rule, one.level, one.line, one.column, one.path) == ("leader", Level.ERROR, line, 20, "decision.chosen")
    assert one.file == str(tmp_path / "x.yaml")


def test_the_call_goes_before_the_file_and_the_file_before_what_is_usual(tmp_path: Path) -> None:
    said = NEW_LEADER + "checks: {leader: warning}\n"
    assert checked(tmp_path / "x.yaml", said).warnings == 1
    assert checked(tmp_path / "x.yaml", said, checks=Checks(levels={"leader": Level.ERROR})).errors == 1
    assert checked(tmp_path / "x.yaml", said, checks=Checks(levels={"leader": Level.OFF})).findings == ()
    assert checked(tmp_path / "x.yaml", NEW_LEADER + 'checks: {leader: "off"}\n').findings == ()


def test_findings_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = NEW_LEADER.replace("review_by: 2026-12-01", "review_by: 2026-07-01").replace(
        "weights:", "checks: {min_p_best: 1}\nweights:"
    )
    text = text.replace("{low: 40, high: 60", "{low: 0, high: 60")
    report = checked(tmp_path / "x.yaml", text)
    assert rules_of(report) == ["min-p-best", "leader", "review-by"]
    assert report.chance is not None and report.chance.draws == 10_000 and report.chance.option == "extend"


def test_a_file_with_faults_is_one_that_fails_with_all_of_them(tmp_path: Path) -> None:
    report = checked(
        tmp_path / "x.yaml", PLAN.replace("low: 5, high: 7", "low: 7, high: 5").replace("title: A plan", "title: 5")
    )
    assert rules_of(report) == ["valid", "valid"] and report.errors == 2 and report.leads == ""
    assert [(each.line, each.path) for each in report.findings] == [(2, "title"), (10, "options.buy.ratings.fit.low")]
    missing = check_file(str(tmp_path / "none.yaml"), Asked(TODAY))
    assert (
        rules_of(missing) == ["valid"] and "cannot be read (No such file or directory)" in missing.findings[0].message
    )
    (tmp_path / "big.yaml").write_bytes(b"#" * (MOST_BYTES + 1))
    assert rules_of(check_file(str(tmp_path / "big.yaml"), Asked(TODAY))) == ["valid"]


def test_of_another_file_of_ours_only_faults_are_asked_for(tmp_path: Path) -> None:
    catalogue = "format: 1\nname: Ours\ncriteria: {fit: {worst: 0, best: 10}}\n"
    report = checked(tmp_path / "x.yaml", catalogue)
    assert report.kind == "catalogue" and report.findings == () and report.leads == ""
    assert rules_of(checked(tmp_path / "x.yaml", catalogue.replace("best: 10", "best: 0"))) == ["valid"]


STEEP = """format: 1
title: Far out
criteria:
  a: {worst: 0, best: 10, value: {midvalue: 1}, outside: extrapolate}
  b: {worst: 0, best: 10}
weight_uncertainty: any
options:
  x: {ratings: {a: -990, b: 5}}
  y: {ratings: {a: 1, b: 5}}
checks: {min_p_best: 0.5}
"""


def test_figures_too_far_out_to_compute_with_are_a_finding_and_no_traceback(tmp_path: Path) -> None:
    (one,) = checked(tmp_path / "x.yaml", STEEP).findings
    assert (one.rule, one.level, one.line) == ("valid", Level.ERROR, 1)
    assert one.message.startswith("cannot be checked: scores of X are drawn too far out to compute with; narrow its")


def test_of_very_many_findings_the_first_are_told_and_the_others_counted(tmp_path: Path) -> None:
    ids = [f"c{n}" for n in range(150)]
    text = "format: 1\ntitle: T\ncriteria:\n" + "".join(f"  {id}: {{worst: 0, best: 10, weight: 1}}\n" for id in ids)
    ratings = ", ".join(f"{id}: 5" for id in ids)
    text += f"options:\n  a: {{ratings: {{{ratings}}}}}\n  b: {{ratings: {{{ratings}}}}}\n"
    report = checked(tmp_path / "x.yaml", text)
    assert (
        len(report.findings) == MOST_FINDINGS and report.more_warnings == 300 - MOST_FINDINGS and report.warnings == 300
    )


# --- with a base ---------------------------------------------------------------------------------------------------


def against(base: str, file: str = "x.yaml") -> Report:
    return check_file(file, Asked(TODAY, base))


def test_a_file_is_compared_with_what_it_was(repository: Path) -> None:
    commit(repository, {"x.yaml": PLAN})
    (repository / "x.yaml").write_text(PLAN.replace("worst: 100", "worst: 80"), encoding="utf-8")
    report = against("main")
    assert rules_of(report) == ["weight-after-range"] and report.findings[0].line == 4
    assert not any(each.needs_base for each in report.not_asked)


def test_a_catalogue_that_was_changed_is_compared_as_it_was_then(repository: Path) -> None:
    using = PLAN.replace(
        "criteria: {cost: {worst: 100, best: 0, unit: months}, fit: {worst: 0, best: 10}}", "criteria: {use: ours}"
    )
    ours = "format: 1\nname: Ours\ncriteria: {cost: {worst: 100, best: 0}, fit: {worst: 0, best: 10}}\n"
    commit(repository, {"x.yaml": using, "criteria/ours.yaml": ours})
    (repository / "criteria/ours.yaml").write_text(ours.replace("worst: 100", "worst: 80"), encoding="utf-8")
    assert rules_of(against("main")) == ["weight-after-range"]


@pytest.mark.parametrize(
    ("then", "why"),
    [
        (None, "the file is new since main"),
        ("title: [", "as of main the file has faults, the first: main:x.yaml:"),
    ],
)
def test_where_there_was_nothing_to_compare_with_it_is_said_why(then: str | None, why: str, repository: Path) -> None:
    commit(repository, {"other.txt": "", **({} if then is None else {"x.yaml": then})})
    (repository / "x.yaml").write_text(PLAN, encoding="utf-8")
    report = against("main")
    assert report.findings == ()
    assert [each.because.startswith(why) for each in report.not_asked if each.needs_base] == [True, True]


def test_a_file_outside_any_repository_is_compared_with_nothing(tmp_path: Path) -> None:
    report = checked(tmp_path / "x.yaml", PLAN, base="main")
    assert report.findings == () and sum(each.needs_base for each in report.not_asked) == 2


# --- any decision --------------------------------------------------------------------------------------------------

PLACES = {"options", "criteria", "weights", "weight_uncertainty", "decision", "checks", "date"}


@settings(max_examples=10)
@given(scenarios(), st.data(), st.booleans())
def test_every_rule_has_something_to_say_of_any_decision_or_nothing(
    before: Scenario, data: st.DataObject, recorded: bool
) -> None:
    """Whatever a decision was and is: no rule breaks, and what it finds has a place, figures and a remedy."""
    now = data.draw(changed(before))
    if recorded:
        chosen = RecordedDecision(now.options[0].id, review_by=TODAY - datetime.timedelta(days=1))
        now = replace(now, decision=chosen)
    asked = Asked(TODAY, "main", Checks(1.0, 0), draws=50)
    case = Case(now, asked, before)
    for rule in RULES:
        if rule.needs == "a recorded decision" and not recorded:
            continue
        for each in rule.find(case):
            assert not each.keys or each.keys[0] in PLACES
            assert each.what and each.remedy and "None" not in each.what
    if recorded:
        assert len(list(next(rule for rule in RULES if rule.key == "review_by").find(case))) == 1
