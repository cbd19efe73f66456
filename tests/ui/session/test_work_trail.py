"""Whatever is done to the work, its trail leads from the figures that were opened to those that are there."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import decision
from decision.files.editing.edits import Delete, Edit, Set, edited, value_of
from decision.files.library import Library
from decision.files.reader import read_scenario
from decision.files.writer import scenario_document
from decision.files.yaml_text import as_yaml
from decision.model.errors import DecisionError
from decision.model.requirement import RequirementResult, Verdict
from decision.model.trail import LEFT_OUT, Step, replayed
from decision.ui.session import state
from decision.ui.session.drafts import draft_of
from decision.ui.session.restructuring import restructured
from decision.ui.session.work import Origin, Work, opened
from decision.ui.session.work_trail import figures_of
from decision.ui.storage.work_file import Writer, read_work_file
from tests.structure_edits import edits
from tests.ui.conftest import ROOT

PATH = ROOT / "scenarios" / "health-centre-portal.yaml"
SCENARIO = decision.load(PATH)
CRITERIA = [each.id for each in SCENARIO.criteria]


class Session:
    """A session in which changes are made as pages make them, with a clock of its own."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.clock = datetime.datetime(2026, 11, 26, 9, tzinfo=datetime.UTC)
        self.user: dict[str, Any] = {"email": "test@example.com"}
        self.kept: dict[str, Any] = {}
        monkeypatch.setattr(state, "st", SimpleNamespace(session_state=self.kept, user=self.user))
        monkeypatch.setattr(state, "_now", lambda: self.clock)
        self.begin()

    def begin(self) -> None:
        self.kept.clear()
        state.open_now(Origin(PATH.name, PATH), SCENARIO)

    def wait(self, seconds: float) -> None:
        self.clock += datetime.timedelta(seconds=seconds)

    @property
    def work(self) -> Work:
        return state.work()

    @property
    def told(self) -> list[tuple[str, str | None, str | None, str]]:
        return [(each.change.what, each.change.was, each.change.now, each.step) for each in self.work.trail.entries]


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Session:
    return Session(monkeypatch)


def checked(session: Session) -> None:
    start = figures_of(opened(session.work.opened, session.work.origin))
    assert replayed(start, session.work.trail) == figures_of(session.work)


def test_weights_ratings_requirements_and_what_is_left_out_are_told_by_their_paths(session: Session) -> None:
    for step in (
        lambda work: work.with_point("fit", 45),
        lambda work: work.with_draft(
            ("buy", "fit"), replace(draft_of(work.scenario.option("buy").ratings["fit"]), because="Seen.")
        ),
        lambda work: work.with_result("buy", "K02", RequirementResult(Verdict.FAIL, "No log.")),
        lambda work: work.leaving_out({"build"}, set()),
    ):
        state.change(step)
        session.wait(60)
        checked(session)
    state.undo()
    checked(session)
    notes = "low: 6, mode: 7, high: 9, because: {}, evidence: demo"
    demo = "Patients and front desk finished most core tasks in the demo. Illustrative."
    assert session.told == [
        ("weights.fit", "30", "45", "done"),
        ("options.buy.ratings.fit", f"{{{notes.format(demo)}}}", f"{{{notes.format('Seen.')}}}", "done"),
        ("options.buy.requirements.K02", "pass", "{result: fail, because: No log.}", "done"),
        ("left_out.options.build", None, "true", "done"),
        ("left_out.options.build", "true", None, "undone"),
    ]


def test_a_drag_is_one_entry_and_undo_and_redo_are_told_as_such(session: Session) -> None:
    for x in (31, 38, 45):
        state.change(lambda work, x=x: work.with_point("fit", x))
        session.wait(1)
    session.wait(60)
    state.undo()
    state.redo()
    assert session.told == [
        ("weights.fit", "30", "45", "done"),
        ("weights.fit", "45", "38", "undone"),
        ("weights.fit", "38", "45", "redone"),
    ]
    checked(session)


def test_what_is_opened_begins_a_trail_and_undoing_that_brings_the_earlier_one_back(session: Session) -> None:
    state.change(lambda work: work.with_point("fit", 45))
    trail = session.work.trail
    session.wait(60)
    state.open_now(Origin("minimal.yaml"), decision.load(ROOT / "scenarios" / "minimal.yaml"))
    assert session.work.trail.entries == ()
    assert session.work.trail.fingerprint == session.work.scenario.fingerprint
    state.undo()
    assert session.work.trail == trail


def test_who_made_a_change_is_told_where_people_sign_in_alone(session: Session) -> None:
    state.change(lambda work: work.with_point("fit", 45))
    session.user |= {"is_logged_in": True, "name": "Ann"}
    state.change(lambda work: work.with_point("cost", 45))
    assert [each.who for each in session.work.trail.entries] == ["", "Ann"]


def test_weights_that_cannot_be_are_not_noted_until_they_can(session: Session) -> None:
    state.change(lambda work: work.with_point("fit", 45))
    session.wait(60)
    state.change(lambda work: work.with_points(dict.fromkeys(CRITERIA, 0)))
    assert session.work.weights_problem
    assert len(session.told) == 1
    state.change(lambda work: work.with_points({**dict.fromkeys(CRITERIA, 0), "fit": 10}))
    assert ("weights.fit", "45", "10", "done") in session.told
    checked(session)


def test_the_trail_survives_a_restart_and_broken_ones_are_refused(session: Session) -> None:
    state.change(lambda work: work.with_point("fit", 45))
    state.amend(lambda work: work.with_trail(work.trail.with_reason(0, "Für die Patienten; =1+1")))
    text = Writer().text(session.work)
    assert read_work_file(text, Path).work.trail == session.work.trail
    for broken in ('"redo"', "7"):
        with pytest.raises(DecisionError, match="trail"):
            read_work_file(text.replace('"done"', broken), Path)
    older = text[: text.index(', "trail"')] + "}"
    assert read_work_file(older, Path).work.trail.entries == ()


def moving(work: Work, data: st.DataObject) -> Work:
    return work.with_point(data.draw(st.sampled_from(list(work.points))), data.draw(st.sampled_from((0, 45, 100, 300))))


def putting_all(work: Work, data: st.DataObject) -> Work:
    return work.with_points(dict.fromkeys(work.points, data.draw(st.sampled_from((0, 7)))))


def viewing(work: Work, data: st.DataObject) -> Work:
    return work.with_view(data.draw(st.sampled_from(list(work.scenario.views)))) if work.scenario.views else work


def an_option(work: Work, data: st.DataObject) -> str:
    return data.draw(st.sampled_from([each.id for each in work.scenario.options]))


def rating(work: Work, data: st.DataObject) -> Work:
    path, other = data.draw(st.sampled_from(list(work.scenario.leaves))), an_option(work, data)
    return work.with_draft((an_option(work, data), path), draft_of(work.scenario.option(other).ratings[path]))


def requiring(work: Work, data: st.DataObject) -> Work:
    verdict = data.draw(st.sampled_from(list(Verdict)))
    required = [each.id for each in work.scenario.requirements][:1]
    return work.with_result(an_option(work, data), required[0], RequirementResult(verdict)) if required else work


def leaving_out(work: Work, data: st.DataObject) -> Work:
    return work.leaving_out({an_option(work, data)}, set())


def restructuring(work: Work, data: st.DataObject) -> Work:
    edit = data.draw(edits(work.scenario))
    try:
        return restructured(work, edit)
    except DecisionError:
        return work


CHANGES = (
    moving,
    putting_all,
    viewing,
    rating,
    requiring,
    leaving_out,
    restructuring,
    lambda work, _: work.with_equal_weights(),
    lambda work, _: work.with_snapshot("x"),
    lambda work, _: work.restored(1),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_replaying_the_trail_from_the_opened_file_gives_the_present_figures(
    session: Session, data: st.DataObject
) -> None:
    session.begin()
    for step in data.draw(st.lists(st.sampled_from((*CHANGES, state.undo, state.redo)), max_size=10)):
        session.wait(data.draw(st.sampled_from((1, 60))))
        if step in CHANGES:
            after = step(session.work, data)
            state.change(lambda _, after=after: after)
        else:
            step()
        checked(session)
    assert read_work_file(Writer().text(session.work), lambda _: PATH).work.trail == session.work.trail


def test_a_trail_of_figures_can_be_set_in_the_file_line_by_line(session: Session) -> None:
    state.change(lambda work: work.with_points({**work.points, "fit": 45, "cost": 12}))
    state.change(lambda work: work.with_draft(("build", "cost"), draft_of(work.scenario.option("buy").ratings["cost"])))
    state.change(lambda work: work.with_draft(("build", "risk"), draft_of(work.scenario.option("buy").ratings["risk"])))
    state.change(lambda work: work.with_result("buy", "K02", RequirementResult(Verdict.FAIL, 'No "log": none')))
    state.change(lambda work: work.with_scale("cost", (3e6, 2e5)))
    state.change(lambda work: work.leaving_out({"build"}, set()))
    document = scenario_document(SCENARIO, Library(PATH.parent))
    calls: list[Edit] = [
        Delete(each.change.what) if each.change.now is None else Set(each.change.what, value_of(each.change.now, "x"))
        for each in session.work.trail.entries
        if each.step is Step.DONE and not each.change.what.startswith(f"{LEFT_OUT}.")
    ]
    made = read_scenario(as_yaml(edited(document, calls)).encode(), PATH.name, PATH.parent)
    assert made.fingerprint == session.work.scenario.fingerprint
