from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import decision
from decision.files.reader import read_scenario
from decision.model.errors import DecisionError
from decision.model.requirement import RequirementResult, Verdict
from decision.model.scenario import Scenario
from decision.model.structure import criteria, options
from decision.outputs.panel.payload import heading
from decision.ui.session.changes import differences
from decision.ui.session.drafts import draft_of
from decision.ui.session.estimate_draft import new_draft
from decision.ui.session.history import History
from decision.ui.session.restructuring import restructured
from decision.ui.session.simulations import evaluated
from decision.ui.session.work import Origin, Work, opened
from decision.ui.storage.saved_file import file_of
from decision.ui.storage.work_file import Writer, read_work_file
from tests.structure_edits import edits
from tests.ui.conftest import ROOT

FILE = ROOT / "scenarios" / "health-centre-portal.yaml"
SCENARIO = decision.load(FILE)
START = opened(SCENARIO, Origin(FILE.name, FILE, FILE.read_bytes()))

ADD = partial(options.adding_option, name="Wait and see")
ADD_CRITERION = partial(criteria.adding_criterion, name="Reach", worst=0, best=10)


def without(id: str) -> partial[Scenario]:
    return partial(criteria.removing_criterion, path=id)


@settings(deadline=None, max_examples=15)
@given(st.data())
def test_undoing_every_change_gives_back_the_file_byte_for_byte(data: st.DataObject) -> None:
    work, history = START, History()
    for _ in range(data.draw(st.integers(1, 5))):
        edit = data.draw(edits(work.scenario))
        try:
            after = restructured(work, edit)
        except DecisionError:
            continue
        work, history = after, history.noted(work, after)
        assert list(work.points) == [each.id for each in work.scenario.criteria]
        assert all(step.name.strip() for step in history.past)
    last, steps = work, len(history.past)
    for _ in range(steps):
        work, history = history.undone(work)
    assert work == START
    assert file_of(work).raw == FILE.read_bytes()
    for _ in range(steps):
        work, history = history.redone(work)
    assert work == last


@settings(deadline=None, max_examples=10)
@given(st.data())
def test_what_is_kept_comes_back_with_its_structure(data: st.DataObject) -> None:
    work = START
    for _ in range(data.draw(st.integers(1, 4))):
        try:
            work = restructured(work, data.draw(edits(work.scenario))).with_snapshot("now")
        except DecisionError:
            continue
    again = read_work_file(Writer().text(work), lambda path: FILE)
    assert not again.changed
    assert again.work.scenario.fingerprint == work.scenario.fingerprint
    assert dict(again.work.points) == pytest.approx(dict(work.points))
    assert again.work.opened == work.opened
    assert [each.work.scenario.fingerprint for each in again.work.snapshots] == [
        each.work.scenario.fingerprint for each in work.snapshots
    ]


def test_a_file_saved_after_changes_of_structure_reads_as_what_was_on_screen() -> None:
    work = restructured(restructured(restructured(START, ADD), ADD_CRITERION), without("flexibility"))
    made = file_of(work)
    assert not made.anew
    assert read_scenario(made.raw, "x.yaml", FILE.parent).fingerprint == work.scenario.fingerprint
    assert not work.filed(made.raw).unsaved


def test_entries_and_what_is_left_out_go_with_what_they_are_about() -> None:
    draft = replace(draft_of(SCENARIO.option("buy").ratings["fit"]), estimate=new_draft("number", x=None))
    work = START.with_draft(("buy", "fit"), draft).with_draft(("build", "fit"), draft).with_scale("risk", (None, 1))
    work = work.leaving_out(["buy", "build"], ["risk", "cost"])
    after = restructured(work, partial(options.removing_option, id="buy"))
    assert set(after.rating_drafts) == {("build", "fit")}
    assert after.left_out_options == {"build"}
    after = restructured(after, without("risk"))
    assert after.left_out_criteria == {"cost"}
    assert not after.scale_drafts
    assert set(after.rating_drafts) == {("build", "fit")}


def test_what_would_leave_nothing_to_weigh_with_what_is_left_out_is_refused() -> None:
    others = [each.id for each in SCENARIO.criteria if each.id != "fit"]
    with pytest.raises(DecisionError, match="all weights are zero"):
        restructured(START.leaving_out([], others), without("fit"))


def test_impossible_weights_stay_where_they_were_asked_for_while_the_criteria_are_the_same() -> None:
    asked = START.with_points(dict.fromkeys(START.points, 0.0))
    named = restructured(asked, partial(criteria.naming_criterion, path="fit", name="Zed"))
    assert (named.points, named.weights_problem) == (asked.points, asked.weights_problem)
    assert not restructured(asked, ADD_CRITERION).weights_problem


def test_the_weights_of_the_file_are_those_it_has() -> None:
    work = restructured(START.with_point("cost", 90), ADD_CRITERION).with_point("reach", 33)
    back = work.with_file_weights()
    assert dict(back.points) == {**START.points, "reach": 33}
    assert dict(back.scenario.weights) == pytest.approx(
        {id: x / sum(back.points.values()) for id, x in back.points.items()}
    )


def test_a_new_option_can_stand_on_a_requirement() -> None:
    work = restructured(START, ADD)
    requirement = work.scenario.requirements[0].id
    failed = work.with_result("wait_and_see", requirement, RequirementResult(Verdict.FAIL))
    assert failed.scenario.option("wait_and_see").excluded
    back = failed.with_result("wait_and_see", requirement, RequirementResult())
    assert back.scenario == work.scenario


def test_the_panel_is_told_of_what_there_is_now() -> None:
    work = restructured(restructured(START, ADD), ADD_CRITERION)
    head = heading(work.scenario_in_force, evaluated(work.scenario_in_force))
    assert [each["id"] for each in head["options"]][-1] == "wait_and_see"
    assert [each["id"] for each in head["criteria"]] == list(work.file_points)
    assert work.file_points["reach"] == work.points["reach"]


def test_only_weights_can_be_told_by_a_link() -> None:
    assert START.with_point("fit", 3).link_says_all
    assert not restructured(START, ADD).link_says_all
    assert not restructured(START, partial(options.naming_option, id="buy", name="Acme")).link_says_all


def said(before: Work, after: Work) -> list[str]:
    return [str(each) for each in differences(before, after)]


def test_differences_say_what_came_went_and_is_called_otherwise() -> None:
    assert said(START, restructured(START, ADD)) == ["Option Wait and see not in → in"]
    assert said(START, restructured(START, without("fit"))) == [
        f"Criterion {SCENARIO.all_criteria['fit'].name} in → not in",
        "Views",
    ]
    named = restructured(START, partial(options.naming_option, id="buy", name="Acme"))
    assert said(START, named) == [f"Option buy: name {SCENARIO.option('buy').name} → Acme"]
    moved = restructured(START, partial(options.moving_option, id="buy", by=-1))
    assert said(START, moved) == ["Order of options"]
    least = restructured(START, partial(criteria.changing_criterion, path="fit", minimum=2.0))
    assert said(START, least) == [f"{SCENARIO.all_criteria['fit'].name}: minimum none → 2"]
