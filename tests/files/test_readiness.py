from __future__ import annotations

from pathlib import Path

import pytest

from decision.files.editing.saved import saved
from decision.files.faults import FileError
from decision.files.library import Library, project_folder
from decision.files.reader import load, read_scenario
from decision.files.validation import validate
from decision.files.writer import scenario_yaml
from decision.model.readiness import CauseState, Readiness
from decision.model.structure.readiness import changing_condition, day_of, settling_cause

PLAN = """format: 1
title: A plan
criteria: {fit: {worst: 0, best: 10}}
weights: {fit: 1}
options: {build: {ratings: {fit: 3}}, buy: {ratings: {fit: 5}}}
"""
SAID = (
    PLAN
    + """readiness:
  causes: {no_owner: {buy: handled}}  # since May
  conditions:
    - {what: The link works both ways, option: buy, owner: Ana, by: 2027-03-01}
    - what: Somebody owns it
  measures:
    - {what: Calls per 100 visits, baseline: "31", target: "25", indicator: Messages, reader: Board, when: Each quarter}
"""
)
CAUSES = """format: 1
name: Ours
causes:
  rain: {name: Rain, text: It rains., source: Ours, kind: judgement, before_launch: [Take a coat.]}
"""


def test_what_is_said_is_read_and_written_back() -> None:
    scenario = read_scenario(SAID.encode(), "x.yaml")
    readiness = scenario.readiness
    assert readiness.state("no_owner", "buy") is CauseState.HANDLED
    assert [each.owner for each in readiness.conditions] == ["Ana", ""]
    assert readiness.measures[0].missing == ()
    assert readiness.known == Library().launch_causes
    assert read_scenario(scenario_yaml(scenario).encode(), "x.yaml") == scenario


def test_a_file_that_says_nothing_of_it_reads_no_causes() -> None:
    assert read_scenario(PLAN.encode(), "x.yaml").readiness == Readiness()
    assert read_scenario((PLAN + "readiness: {}\n").encode(), "x.yaml").readiness == Readiness()


def test_saving_changes_the_lines_it_must_and_keeps_comments() -> None:
    before = read_scenario(SAID.encode(), "x.yaml")
    after = changing_condition(before, 1, owner="Ben", by=day_of("2027-04-01"))
    after = settling_cause(after, (), "burden", "build", CauseState.NOT_RELEVANT)
    made = saved(SAID.encode(), after)
    text = made.raw.decode()
    assert not made.anew
    assert "# since May" in text and "    - {what: The link works both ways, option: buy, owner: Ana" in text
    assert read_scenario(made.raw, "x.yaml") == after


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("no_owner", "no_onwer", '7:22: readiness.causes.no_onwer: no_onwer is not a known cause; did you mean "no_owner"?'),
        ("{buy: handled}", "{by: handled}", '7:27: readiness.causes.no_owner.by: by is not an option here; did you mean "buy"?'),
        ("handled", "done", '7:28: readiness.causes.no_owner.buy: must be open, handled or not_relevant (got "done")'),
        ("option: buy,", "option: bay,", '9:48: readiness.conditions[0].option: bay is not an option here; did you mean "buy"?'),
        ("2027-03-01", "soon", "9:69: readiness.conditions[0].by: must be a date such as 2026-11-23"),
        ("what: Somebody owns it", "owner: Ana", "10:7: readiness.conditions[1].what: is missing"),
        ("Somebody owns it", '" "', "10:13: readiness.conditions[1].what: the condition is empty; say what must be true"),
        ('baseline: "31"', "baseline: 31", "12:46: readiness.measures[0].baseline: must be text (got 31); write it in quotes"),
        ("reader: Board", "who: Board", "12:87: readiness.measures[0].who: unknown key"),
        ("readiness:", "readiness: 5\nx:", "6:12: readiness: "),
    ],
)  # fmt: skip
def test_faults_are_told_with_their_place(old: str, new: str, says: str) -> None:
    assert old in SAID
    with pytest.raises(FileError) as error:
        read_scenario(SAID.replace(old, new, 1).encode(), "x.yaml")
    assert f"x.yaml:{says}" in str(error.value)


def test_an_option_that_is_faulty_itself_is_not_called_unknown() -> None:
    with pytest.raises(FileError) as error:
        read_scenario(SAID.replace("{ratings: {fit: 5}}", "{ratings: 5}").encode(), "x.yaml")
    assert "readiness" not in str(error.value)


def test_a_wrong_id_of_an_option_is_one_fault_wherever_it_is_named() -> None:
    with pytest.raises(FileError) as error:
        read_scenario(SAID.replace("buy", "buy-it").encode(), "x.yaml")
    (fault,) = error.value.faults
    assert (fault.path, fault.line) == ("options.buy-it", 5)


def test_too_many_and_wrong_kinds_are_told() -> None:
    for said, says in (
        (
            "conditions:\n" + "    - what: A\n" * 201,
            "8:5: readiness.conditions: must have at most 200 entries (got 201)",
        ),
        ("causes: {no_owner: handled}\n", 'readiness.causes.no_owner: must be a mapping (got "handled")'),
        ("conditions: [x]\n", 'readiness.conditions[0]: must be a mapping (got "x")'),
    ):
        with pytest.raises(FileError) as error:
            read_scenario((PLAN + "readiness:\n  " + said).encode(), "x.yaml")
        assert says in str(error.value)


def test_a_cause_that_is_called_as_an_option_is_told_all_the_same() -> None:
    with pytest.raises(FileError, match=r"readiness\.causes\.buy: buy is not a known cause"):
        read_scenario(SAID.replace("no_owner", "buy").encode(), "x.yaml")


def test_own_causes_lie_beside_a_decision(tmp_path: Path) -> None:
    (tmp_path / "launch-causes.yaml").write_text(CAUSES, encoding="utf-8")
    file = tmp_path / "x.yaml"
    file.write_text(SAID.replace("no_owner", "rain"), encoding="utf-8")
    assert validate(tmp_path / "launch-causes.yaml") == "launch causes"
    assert [each.id for each in load(file).readiness.known] == ["rain"]
    (tmp_path / "launch-causes.yaml").write_text(CAUSES.replace("kind: judgement", "kind: rumour"), encoding="utf-8")
    with pytest.raises(
        FileError, match=r"launch-causes.yaml:4:\d+: causes\.rain\.kind: must be sourced or judgement"
    ) as error:
        load(file)
    assert "not a known cause" not in str(error.value)


def test_every_cause_we_ship_has_its_source_and_what_to_do() -> None:
    causes = Library().launch_causes
    assert [each.id for each in causes] == ["needs_assumed", "burden", "integration", "training_once", "no_owner"]
    steps = " ".join(step for each in causes for step in each.before_launch)
    for words in (
        "Needs assessment",
        "Stakeholders",
        "Workflow map",
        "Pilot: 100 users",
        "Success measures",
        "leading indicator",
    ):
        assert words in steps
    assert all(each.source and each.kind in ("sourced", "judgement") for each in causes)


def test_the_page_on_the_format_is_read_as_it_stands() -> None:
    page = (project_folder("scenarios").parent / "docs" / "file-format.md").read_text(encoding="utf-8")
    example = page[page.index("```yaml\nreadiness:") + 8 :]
    example = example[: example.index("```")]
    readiness = read_scenario((PLAN + example).encode(), "x.yaml").readiness
    assert readiness.causes and readiness.conditions and readiness.measures
