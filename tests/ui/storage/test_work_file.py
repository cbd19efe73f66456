from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import decision
from decision.files.library import Library
from decision.model.approach import given as given_answers
from decision.model.estimate import Exact
from decision.model.rating import Rating
from decision.model.requirement import RequirementResult, Verdict
from decision.ui.session.drafts import draft_of
from decision.ui.session.work import Origin, Work, opened
from decision.ui.storage.work_file import WorkFileError, Writer, read_work_file
from tests import strategies
from tests.ui.conftest import ROOT

PATH = ROOT / "scenarios" / "health-centre-portal.yaml"
START = opened(decision.load(PATH), Origin(PATH.name, PATH))


def known(path: str) -> Path | None:
    return PATH if path == str(PATH) else None


def back(work: Work) -> Work:
    kept = read_work_file(Writer().text(work), known)
    assert not kept.changed
    return kept.work


def busy() -> Work:
    """A work in which everything that can be kept was changed."""
    draft = draft_of(START.scenario.option("build").ratings["fit"])
    work = START.with_draft(
        ("build", "fit"), replace(draft, estimate=draft.estimate.with_figure("low", 5), because="ä")
    )  # type: ignore[union-attr]
    work = work.with_result("buy", "K02", RequirementResult(Verdict.FAIL, "no")).with_scale("cost", (3e6, 2e5))
    work = work.with_snapshot("Before <b>lunch</b>").with_equal_weights().leaving_out({"build"}, {"fit"})
    return work.with_snapshot("After").with_view("patients")


# --- as text --------------------------------------------------------------------------------------------------


def test_what_is_kept_comes_back_as_it_was() -> None:
    for work in (START, busy(), replace(busy(), saved="")):
        assert back(work) == work


def test_answers_come_back_and_are_not_those_of_another_with_the_same_decision() -> None:
    questions = Library().approach_questions
    writer = Writer()
    for said in ({"team": "none"}, {"team": "lasting", "data": "both"}, {}):
        scenario = replace(START.scenario, answers=given_answers(questions, said))
        work = opened(scenario, Origin(PATH.name, PATH))
        assert read_work_file(writer.text(work), known).work.scenario.answers == scenario.answers


def test_what_the_file_held_comes_back_byte_for_byte_once_for_all_that_came_from_it() -> None:
    raw = b"\xef\xbb\xbf" + PATH.read_bytes().replace(b"\n", b"\r\n")
    work = replace(busy(), origin=Origin(PATH.name, PATH, raw)).with_snapshot("x")
    text = Writer().text(work)
    assert len(json.loads(text)["files"]) == 1
    kept = back(work)
    assert kept.origin.raw == raw
    assert kept.snapshots[-1].work.origin.raw == raw


def test_a_file_too_long_to_be_kept_is_not() -> None:
    assert back(replace(START, origin=Origin(PATH.name, PATH, b"#" * 600_000))).origin.raw is None


@pytest.mark.parametrize("file", [7, "f" * 64, ["x"]])
def test_a_file_that_was_tampered_with_is_said(file: Any) -> None:
    document = json.loads(Writer().text(replace(START, origin=Origin(PATH.name, PATH, b"x"))))
    document["work"]["origin"]["file"] = file
    with pytest.raises(WorkFileError, match="what a file held is missing"):
        read_work_file(json.dumps(document), known)


@pytest.mark.parametrize("held", [None, 5, "\ud800"])
def test_what_a_file_held_is_text(held: Any) -> None:
    document = json.loads(Writer().text(replace(START, origin=Origin(PATH.name, PATH, b"x"))))
    document["files"] = dict.fromkeys(document["files"], held)
    with pytest.raises(WorkFileError, match="what a file held is"):
        read_work_file(json.dumps(document), known)


def test_work_kept_before_files_were_is_read() -> None:
    document = json.loads(Writer().text(START))
    del document["files"], document["work"]["origin"]["file"]
    assert read_work_file(json.dumps(document), known).work == START


def test_sliders_that_give_no_weights_come_back_with_the_reason() -> None:
    work = START.with_points(dict.fromkeys(START.points, 0))
    assert work.weights_problem
    assert back(work) == work


@settings(max_examples=30)
@given(strategies.scenarios())
def test_any_decision_comes_back_as_it_was(scenario: Any) -> None:
    for option in scenario.options:
        for path, rating in option.ratings.items():
            if "ReferenceClass" in repr(rating):  # of a library that is not there
                best = scenario.leaves[path].value_function.scale.best
                scenario = scenario.with_rating(option.id, path, Rating(Exact(best)))
    work = opened(scenario, Origin("x.yaml")).with_snapshot("x")
    again = read_work_file(Writer().text(work), known).work
    assert again.scenario.fingerprint == scenario.fingerprint
    assert again.points == work.points


def test_an_entry_that_is_not_sound_is_not_kept() -> None:
    draft = draft_of(START.scenario.option("build").ratings["fit"])
    entered = START.with_draft(("build", "fit"), replace(draft, estimate=draft.estimate.with_figure("low", 99)))  # type: ignore[union-attr]
    assert back(entered) == START


def test_a_path_that_is_not_offered_is_never_read() -> None:
    elsewhere = replace(START, origin=Origin("shadow", Path("/etc/shadow")))
    assert read_work_file(Writer().text(elsewhere), lambda _: None).work.origin == Origin("shadow")


def test_a_scenario_that_was_edited_is_taken_and_told() -> None:
    text = Writer().text(START).replace("Relaunch the patient portal", "Relaunch something else")
    kept = read_work_file(text, known)
    assert kept.changed
    assert kept.work.scenario.title == "Relaunch something else"


def damaged() -> list[tuple[str, Any]]:
    return [
        ("format", 2), ("work", None), ("work", {}), ("snapshots", {}), ("snapshots", [1]), ("scenarios", []), ("scenarios", {}),
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "x"), damaged())
def test_what_is_damaged_is_refused(name: str, x: Any) -> None:
    document = json.loads(Writer().text(busy()))
    with pytest.raises(WorkFileError):
        read_work_file(json.dumps(document | {name: x}), known)


@pytest.mark.parametrize(
    ("name", "x"),
    [
        ("points", {"cost": 1}), ("points", []), ("origin", "x"), ("scenario", "../../etc/passwd"), ("saved", 7),
        ("left_out", {"options": "build", "criteria": []}), ("opened", None),
    ],
)  # fmt: skip
def test_a_damaged_state_is_refused(name: str, x: Any) -> None:
    document = json.loads(Writer().text(busy()))
    document["work"][name] = x
    with pytest.raises(WorkFileError):
        read_work_file(json.dumps(document), known)


@pytest.mark.parametrize("x", ["1", True, None, -1, 1001, float("nan"), float("inf")])
def test_points_are_checked(x: object) -> None:
    document = json.loads(Writer().text(START))
    document["work"]["points"]["cost"] = x
    with pytest.raises(WorkFileError, match="points are not numbers of 0 to 1000"):
        read_work_file(json.dumps(document), known)


@pytest.mark.parametrize("x", [[], {}, [[]], [{}], 1, [1], True, "nobody", ["nobody"], "../x"])
@pytest.mark.parametrize("name", ["catalogue", "requirement_sets"])
def test_names_of_what_a_scenario_was_made_from_are_taken_only_where_there_are_such_files(name: str, x: object) -> None:
    document = json.loads(Writer().text(START))
    for each in document["scenarios"].values():
        each[name] = x
    scenario = read_work_file(json.dumps(document), known).work.scenario
    assert getattr(scenario, name) == (None if name == "catalogue" else ())


def test_python_objects_in_yaml_are_refused() -> None:
    document = json.loads(Writer().text(START))
    for each in document["scenarios"].values():
        each["yaml"] = "!!python/object/apply:os.system ['touch /tmp/never']"
    with pytest.raises(WorkFileError):
        read_work_file(json.dumps(document), known)


@given(
    st.text()
    | st.recursive(st.none() | st.floats() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)).map(
        json.dumps
    )
)
def test_no_text_ends_in_anything_but_a_reason(text: str) -> None:
    with pytest.raises(WorkFileError):
        read_work_file(text, known)


@pytest.mark.parametrize("text", ["[" * 100_000, "", "null", '{"format": 1}'])
def test_broken_texts_are_refused(text: str) -> None:
    with pytest.raises(WorkFileError):
        read_work_file(text, known)


def test_a_scenario_as_it_was_opened_is_written_once(monkeypatch: pytest.MonkeyPatch) -> None:
    writer, made = Writer(), []
    text = writer._sections.text
    monkeypatch.setattr(writer._sections, "text", lambda *of: made.append(of) or text(*of))  # type: ignore[func-returns-value]
    for x in (10.0, 20.0, 30.0):
        work = START.with_point("cost", x)
        assert writer.text(work) == Writer().text(work)
    assert len(made) == 4
