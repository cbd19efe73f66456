from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import decision
from decision.model.requirement import RequirementResult, Verdict
from decision.ui.session.changes import differences, in_few_words
from decision.ui.session.drafts import draft_of
from decision.ui.session.history import DEEPEST, History
from decision.ui.session.work import Origin, Work, opened
from tests.ui.conftest import ROOT

SCENARIO = decision.load(ROOT / "scenarios" / "health-centre-portal.yaml")
START = opened(SCENARIO, Origin("x.yaml"))
FIT = SCENARIO.all_criteria["fit"].name


class Desk:
    """A work with its history, changed as the pages change it."""

    def __init__(self) -> None:
        self.work, self.history = START, History()

    def change(self, after: Work, name: str = "", gesture: str = "") -> None:
        self.history = self.history.noted(self.work, after, name, gesture)
        self.work = after

    def undo(self) -> None:
        self.work, self.history = self.history.undone(self.work)

    def redo(self) -> None:
        self.work, self.history = self.history.redone(self.work)

    @property
    def names(self) -> list[str]:
        return [step.name for step in self.history.past]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_moved_weight_is_named_with_where_it_was_and_where_it_is(desk: Desk) -> None:
    desk.change(START.with_point("fit", 45))
    assert desk.names == [f"{FIT} 30 → 45"]


def test_moves_of_one_gesture_are_one_step(desk: Desk) -> None:
    for x in (31, 38, 45):
        desk.change(desk.work.with_point("fit", x), gesture="1")
    assert desk.names == [f"{FIT} 30 → 45"]
    desk.change(desk.work.with_point("cost", 20), gesture="2")
    desk.change(desk.work.with_point("fit", 50), gesture="3")
    assert desk.names == [f"{FIT} 30 → 45", "Cost 15 → 20", f"{FIT} 45 → 50"]
    for _ in range(3):
        desk.undo()
    assert desk.work == START


def test_two_gestures_with_one_slider_are_two_steps_and_no_state_is_lost(desk: Desk) -> None:
    for gesture, x in enumerate((35, 55)):
        desk.change(desk.work.with_point("cost", x), gesture=str(gesture))
    desk.undo()
    assert desk.work.points["cost"] == 35


def test_what_a_gesture_brings_back_to_where_the_last_began_can_be_undone(desk: Desk) -> None:
    desk.change(desk.work.with_point("cost", 45), gesture="a drag")
    desk.change(desk.work.with_point("cost", 15), gesture="a double click")
    assert desk.names == ["Cost 15 → 45", "Cost 45 → 15"]
    desk.undo()
    assert desk.work.points["cost"] == 45


def test_changes_of_no_gesture_are_never_joined(desk: Desk) -> None:
    desk.change(desk.work.with_point("fit", 45))
    desk.change(desk.work.with_point("fit", 50))
    assert len(desk.names) == 2


def test_a_gesture_that_ends_where_it_began_leaves_no_step(desk: Desk) -> None:
    desk.change(desk.work.with_point("fit", 45), gesture="1")
    desk.change(desk.work.with_point("fit", 30), gesture="1")
    assert not desk.history.past
    assert desk.work == START


def test_a_gesture_is_not_gone_on_with_after_an_undo(desk: Desk) -> None:
    desk.change(desk.work.with_point("fit", 45), gesture="1")
    desk.change(desk.work.with_point("cost", 20), gesture="2")
    desk.undo()
    desk.change(desk.work.with_point("fit", 50), gesture="1")
    assert desk.names == [f"{FIT} 30 → 45", f"{FIT} 45 → 50"]


def test_a_change_to_the_same_is_none(desk: Desk) -> None:
    desk.change(desk.work.with_file_weights(), "weights of the file")
    assert not desk.history.past


def test_only_the_last_hundred_can_be_undone(desk: Desk) -> None:
    for place in range(DEEPEST + 20):
        desk.change(desk.work.with_point(("fit", "cost")[place % 2], 31 + place % 60))
    assert len(desk.history.past) == DEEPEST


STEPS = st.one_of(
    st.tuples(st.sampled_from(sorted(START.points)), st.integers(0, 100), st.sampled_from(["", "1", "2"])),
    st.sampled_from(["equal", "file", "snapshot", "fail", "leave out", "undo", "redo", "undo"]),
)


def step(work: Work, what: object) -> Work:
    match what:
        case (str(criterion), int(x), _):
            return work.with_point(criterion, x)
        case "equal":
            return work.with_equal_weights()
        case "file":
            return work.with_file_weights()
        case "snapshot":
            return work.with_snapshot("x")
        case "fail":
            return work.with_result("build", "K02", RequirementResult(Verdict.FAIL))
    return work.leaving_out({"buy"}, {"cost"})


@given(st.lists(STEPS, max_size=30))
def test_undoing_everything_is_where_it_began_and_redoing_everything_where_it_ended(steps: list[object]) -> None:
    desk = Desk()
    for what in steps:
        if what == "undo":
            desk.undo()
        elif what == "redo":
            desk.redo()
        else:
            desk.change(step(desk.work, what), gesture=what[2] if isinstance(what, tuple) else "")
    while desk.history.future:
        desk.redo()
    end, depth = desk.work, len(desk.history.past)
    while desk.history.past:
        desk.undo()
    assert desk.work == START
    assert len(desk.history.future) == depth
    while desk.history.future:
        desk.redo()
    assert desk.work == end


def test_every_kind_of_difference_is_said() -> None:
    draft = draft_of(SCENARIO.option("build").ratings["fit"])
    changed = START.with_draft(("build", "fit"), replace(draft, estimate=draft.estimate.with_figure("low", 5)))  # type: ignore[union-attr]
    said = {
        "Cost 15 → 20": START.with_point("cost", 20),
        f"Build, {FIT}: most likely 7 (4 to 9) → most likely 7 (5 to 9)": changed,
        "Time to launch: scale 24 to 3 → 30 to 3": START.with_scale("time_to_launch", (30, 3)),
        "Build K02 not shown → ✗ fail": START.with_result("build", "K02", RequirementResult(Verdict.FAIL)),
        "Buy left out": START.leaving_out({"buy"}, ()),
        "Cost left out": START.leaving_out((), {"cost"}),
        f"Build, {FIT}: reason or source": START.with_draft(("build", "fit"), replace(draft, because="x")),
        "6 weights": START.with_equal_weights(),
    }
    for words, work in said.items():
        assert in_few_words(differences(START, work)) == words
    assert [str(each) for each in differences(START.leaving_out({"buy"}, ()), START)] == ["Buy put back"]


def test_weights_to_begin_from_are_named_whoever_puts_them_there(desk: Desk) -> None:
    desk.change(START.with_points(SCENARIO.views["finance"]))
    desk.change(desk.work.with_equal_weights())
    desk.change(desk.work.with_points({id: x + 1 for id, x in desk.work.points.items()}))
    desk.change(desk.work.with_file_weights())
    assert desk.names == ["weights of finance", "equal weights", "6 weights", "weights of the file"]


def test_another_decision_is_one_difference() -> None:
    other = replace(SCENARIO, title="Another", options=SCENARIO.options[:2])
    (only,) = differences(START, opened(other, Origin("y.yaml")))
    assert only.kind == "decision"
    minimal = decision.load(ROOT / "scenarios" / "minimal.yaml")  # the same options and criteria under another title
    assert [each.kind for each in differences(START, opened(minimal, Origin("y.yaml")))][:2] == ["decision", "weight"]


def test_an_entry_that_is_not_sound_yet_can_be_undone(desk: Desk) -> None:
    draft = draft_of(SCENARIO.option("build").ratings["fit"])
    desk.change(START.with_draft(("build", "fit"), replace(draft, estimate=draft.estimate.with_figure("low", 99))))  # type: ignore[union-attr]
    assert desk.names == [f"Build, {FIT}: an entry"]
    desk.undo()
    assert desk.work == START
