from __future__ import annotations

import math
from dataclasses import replace

import pytest

import decision
from decision.model.estimate import Exact
from decision.model.requirement import RequirementResult, Verdict
from decision.model.scenario import Scenario
from decision.model.weights import Anything, Ordered
from decision.ui.session.drafts import draft_of
from decision.ui.session.work import Origin, Work, opened, track_end
from tests.ui.conftest import ROOT


@pytest.fixture
def scenario() -> Scenario:
    return decision.load(ROOT / "scenarios" / "health-centre-portal.yaml")


@pytest.fixture
def work(scenario: Scenario) -> Work:
    return opened(scenario, Origin("x.yaml"))


def test_nothing_is_unsaved_at_first_and_anything_changed_is(work: Work) -> None:
    assert not work.unsaved
    assert work.with_point("cost", 40).unsaved
    assert not work.with_point("cost", 40).with_point("cost", 15).unsaved


def times(scenario: Scenario, factor: float) -> Scenario:
    return scenario.with_weights({each.id: factor * (each.weight or 0) for each in scenario.criteria})


@pytest.mark.parametrize("factor", [0.5, 1, 1.05, 2])
def test_points_are_the_weights_as_stated_whatever_they_sum_to(scenario: Scenario, factor: float) -> None:
    scaled = times(scenario, factor)
    assert dict(opened(scaled, Origin("x.yaml")).points) == {each.id: each.weight for each in scaled.criteria}


@pytest.mark.parametrize("factor", [0.01, 0.4, 10])
def test_weights_that_sliders_show_badly_are_shown_as_shares_and_the_model_is_left_alone(
    scenario: Scenario, factor: float
) -> None:
    scaled = times(scenario, factor)
    work = opened(scaled, Origin("x.yaml"))
    assert math.isclose(sum(work.points.values()), 100)
    assert work.scenario is scaled


def test_what_if_leaves_points_as_they_were_typed_whatever_they_sum_to(work: Work) -> None:
    typed = work.with_point("cost", 20)
    assert sum(typed.points.values()) == 105
    without = typed.leaving_out({"buy"}, {"risk"})
    assert without.points == typed.points
    assert without.with_points_in_force({**without.points_in_force, "fit": 40}).points == {**typed.points, "fit": 40}
    assert without.leaving_out((), ()).scenario == typed.scenario


def test_the_track_has_a_place_for_every_point() -> None:
    assert [track_end(each) for each in ([0], [100, 3], [100.5], [201], [301], [1000])] == [
        100,
        100,
        200,
        300,
        500,
        1000,
    ]


def test_a_moved_slider_gives_what_the_model_gives_for_those_points(work: Work, scenario: Scenario) -> None:
    moved = work.with_point("cost", 60)
    assert moved.scenario == scenario.with_weights({**work.points, "cost": 60})


def test_all_sliders_at_zero_keep_the_last_sound_weights(work: Work) -> None:
    for criterion in work.points:
        before, work = work, work.with_point(criterion, 0)
    assert work.weights_problem == "all weights are zero; give at least one a weight above 0"
    assert work.scenario is before.scenario
    assert set(work.points.values()) == {0}
    back = work.with_point("fit", 7)
    assert not back.weights_problem
    assert back.scenario.weights["fit"] == 1


def test_weights_outside_a_stated_order_are_told_and_not_used(scenario: Scenario) -> None:
    ordered = replace(scenario, weight_uncertainty=Ordered((("fit",), ("risk",))))
    moved = opened(ordered, Origin("x.yaml")).with_point("risk", 90)
    assert "outside the region" in moved.weights_problem
    assert moved.scenario is ordered


def test_weights_outside_a_stated_region_are_seen_beside_it_with_what_follows_from_them(scenario: Scenario) -> None:
    ordered = replace(scenario, weight_uncertainty=Ordered((("fit",), ("risk",))))
    current, view = opened(ordered, Origin("x.yaml")), {**dict(scenario.views["finance"]), "risk": 90.0, "fit": 1.0}
    assert "outside the region" in current.with_points(view).weights_problem
    seen = current.seen_with(view)
    assert not seen.weights_problem
    assert seen.scenario.weights["risk"] == pytest.approx(90 / sum(view.values()))
    assert current.scenario is ordered  # which stays what is worked on


def test_presets(work: Work, scenario: Scenario) -> None:
    moved = work.with_point("cost", 60)
    assert moved.with_file_weights() == work
    equal = moved.with_equal_weights()
    assert set(equal.points.values()) == {17}
    assert all(math.isclose(equal.scenario.weights[id], 1 / 6) for id in equal.points)
    assert dict(moved.with_view("finance").points) == dict(scenario.views["finance"])


def test_weights_that_no_one_stated_come_back_as_not_stated(scenario: Scenario) -> None:
    open_weights = replace(
        scenario,
        criteria=tuple(replace(criterion, weight=None) for criterion in scenario.criteria),
        weight_uncertainty=Anything(),
    )
    work = opened(open_weights, Origin("x.yaml"))
    assert all(math.isclose(x, 100 / 6) for x in work.points.values())
    assert work.with_point("cost", 50).with_file_weights() == work


def test_an_impossible_rating_is_kept_as_entered_beside_the_last_sound_one(work: Work) -> None:
    cell = ("build", "fit")
    draft = draft_of(work.scenario.option("build").ratings["fit"])
    broken = replace(draft, estimate=draft.estimate.with_figure("low", 99))  # type: ignore[union-attr]
    entered = work.with_draft(cell, broken)
    assert entered.scenario is work.scenario
    assert entered.draft(cell) == broken
    assert entered.rating_problem(cell) == "Low 99 is above Most likely 7; put them in order, lowest first"
    assert entered.unsaved
    mended = entered.with_draft(cell, replace(draft, estimate=draft.estimate.with_figure("low", 5)))  # type: ignore[union-attr]
    assert not mended.rating_drafts
    assert not mended.rating_problem(cell)
    assert mended.scenario.option("build").ratings["fit"].estimate.low == 5  # type: ignore[union-attr]


def test_an_impossible_scale_is_kept_as_entered_beside_the_last_sound_one(work: Work) -> None:
    entered = work.with_scale("cost", (5.0, 5.0))
    assert entered.scenario is work.scenario
    assert entered.scale("cost") == (5, 5)
    assert entered.scale_problem("cost") == "worst and best are both 5; give two different ratings"
    assert "empty" in work.with_scale("cost", (None, 5.0)).scale_problem("cost")
    mended = entered.with_scale("cost", (9.0, 5.0))
    assert not mended.scale_problem("cost")
    assert mended.scale("cost") == (9, 5)


def test_a_result_taken_back_leaves_nothing_unsaved(work: Work) -> None:
    failed = work.with_result("build", "K02", RequirementResult(Verdict.FAIL, "no"))
    assert failed.scenario.option("build").excluded
    assert not failed.with_result("build", "K02", RequirementResult()).unsaved


def test_what_is_left_out_keeps_its_points_whoever_moves_the_others(work: Work) -> None:
    out = work.leaving_out((), {"fit"})
    assert dict(out.points_in_force) == dict(work.points) | {"fit": 0}
    moved = out.with_points_in_force({**out.points_in_force, "cost": 40})
    assert dict(moved.points) == dict(work.points) | {"cost": 40}
    assert out.with_points_in_force(out.points_in_force) == out


def test_no_change_touches_what_it_was_made_from(work: Work, scenario: Scenario) -> None:
    work.with_point("cost", 1)
    work.with_draft(("build", "fit"), replace(draft_of(scenario.option("build").ratings["fit"]), because="x"))
    assert work == opened(scenario, Origin("x.yaml"))
    assert scenario.option("build").ratings["fit"].estimate != Exact(1)
