from __future__ import annotations

import datetime
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.files.reader import read_scenario
from decision.model.errors import ImpossibleError
from decision.model.record import MetTrigger, Outcome, RecordedDecision, Trigger, met_triggers
from decision.model.scenario import ImpossibleScenarioError, Scenario
from decision.model.structure.criteria import joining_parts, removing_criterion, splitting_criterion
from decision.model.structure.options import removing_option
from decision.model.structure.record import recording

TEXT = """format: 1
title: A plan
currency: USD
horizon_years: 2
discount_rate: 0
criteria: {cost: {worst: 900, best: 0, kind: cost_plan}, fit: {worst: 0, best: 10}, reach: {worst: 0, best: 10}}
weights: {cost: 1, fit: 1, reach: 1}
options:
  build: {ratings: {cost: {upfront: {low: 100, high: 300}, yearly: 50}, fit: {low: 3, high: 7}, reach: 2}}
  buy: {ratings: {cost: 400, fit: 5, reach: unknown}}
  wait: {ratings: {cost: 0, fit: 1, reach: 1}}
"""
PLAN = read_scenario(TEXT.encode(), "x.yaml")
BELOW, ABOVE = Trigger("build.fit", "Fit falls.", below=5.3), Trigger("build.cost.upfront", "It grows.", above=199)


def with_triggers(*triggers: Trigger) -> Scenario:
    return recording(PLAN, RecordedDecision("build", revisit=triggers))


def test_a_trigger_is_met_by_what_is_expected_and_not_at_its_figure() -> None:
    fit = replace(BELOW, below=5.0)  # the mean of 3 to 7
    assert met_triggers(with_triggers(fit, replace(fit, below=None, above=5.0))) == ()
    met = met_triggers(with_triggers(fit, BELOW, ABOVE))
    assert met == (MetTrigger(BELOW, 1, 5.0), MetTrigger(ABOVE, 2, 200.0))


def test_a_trigger_may_be_about_a_whole_plan() -> None:
    of_plan = Trigger("build.cost", "It grows.", above=299)
    assert [each.now for each in met_triggers(with_triggers(of_plan))] == [300.0]  # 200 and twice 50


def test_what_nobody_knows_meets_nothing() -> None:
    triggers = (Trigger("buy.reach", "It falls.", below=100), Trigger("buy.reach", "It grows.", above=-100))
    assert met_triggers(with_triggers(*triggers)) == ()
    assert met_triggers(PLAN) == ()


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_below_and_above_part_all_numbers_but_the_figure_itself(figure: float, x: float) -> None:
    met = [Trigger("a.b", "s", below=figure).is_met_by(x), Trigger("a.b", "s", above=figure).is_met_by(x)]
    assert met == [x < figure, x > figure]
    assert Trigger("a.b", "s", below=figure).figure == Trigger("a.b", "s", above=figure).figure == figure


def test_what_is_recorded_is_no_part_of_the_fingerprint_but_is_worth_saving() -> None:
    decided = with_triggers(BELOW)
    known = replace(decided, outcome=Outcome(ratings={"fit": 5}))
    assert {PLAN.fingerprint, decided.fingerprint, known.fingerprint} == {PLAN.fingerprint}
    assert len({each.whole_fingerprint for each in (PLAN, decided, known, with_triggers(ABOVE))}) == 4
    assert recording(decided, None) == PLAN
    for other in (None, RecordedDecision("buy")):
        with pytest.raises(ImpossibleError, match="what came of Build is kept under outcome; take it out of the file"):
            recording(known, other)


@pytest.mark.parametrize(
    ("decision", "outcome", "says"),
    [
        (RecordedDecision("bild"), None, 'bild is not an option here; did you mean "build"?'),
        (RecordedDecision("build", p_best=-0.1), None, "a share of futures is from 0 to 1"),
        (RecordedDecision("build", p_best=math.nan), None, "a share of futures is from 0 to 1"),
        (RecordedDecision("build", margin=math.inf), None, "the margin is no number"),
        (RecordedDecision("build", revisit=(BELOW,) * 101), None, "there are 101 triggers; keep to 100 at most"),
        (RecordedDecision("build", revisit=(replace(BELOW, below=math.nan),)), None, "the figure of the trigger is no"),
        (RecordedDecision("build", revisit=(replace(BELOW, below=None),)), None, "either below or above"),
        (RecordedDecision("build", revisit=(replace(BELOW, above=1.0),)), None, "either below or above"),
        (RecordedDecision("build", revisit=(replace(BELOW, when="build"),)), None, "build names no rating"),
        (RecordedDecision("build", revisit=(replace(BELOW, when="build.cost.exit"),)), None, "cost.exit names no rating"),
        (None, Outcome(), "there is an outcome of no decision"),
        (RecordedDecision("build"), Outcome(ratings={"fit": math.nan}), "what came is no number"),
        (RecordedDecision("buy"), Outcome(ratings={"cost.upfront": 1}), "cost.upfront is no rating of buy"),
        (
            RecordedDecision("buy", on=datetime.date(2026, 12, 1)),
            Outcome(datetime.date(2026, 11, 1)),
            "the outcome of 2026-11-01 is before the decision on 2026-12-01",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(decision: RecordedDecision | None, outcome: Outcome | None, says: str) -> None:
    with pytest.raises(ImpossibleScenarioError) as error:
        replace(PLAN, decision=decision, outcome=outcome)
    assert says in str(error.value)


# --- what follows the structure ---------------------------------------------------------------------------------


def test_the_option_that_was_chosen_stays_as_long_as_it_is_what_was_decided_on() -> None:
    decided = with_triggers(BELOW, Trigger("buy.fit", "It grows.", above=7))
    with pytest.raises(ImpossibleError, match="Build is what was decided on; take the recorded decision back first"):
        removing_option(decided, "build")
    left = removing_option(decided, "buy").decision
    assert left is not None and left.revisit == (BELOW,)


def test_what_names_a_criterion_that_goes_goes_with_it() -> None:
    decided = replace(with_triggers(BELOW, ABOVE), outcome=Outcome(ratings={"fit": 4, "cost.upfront": 120}))
    without = removing_criterion(decided, "cost")
    assert without.decision == RecordedDecision("build", revisit=(BELOW,))
    assert without.outcome == Outcome(ratings={"fit": 4})


def test_what_names_a_criterion_follows_it_into_its_first_part_and_back() -> None:
    decided = replace(with_triggers(BELOW), outcome=Outcome(ratings={"fit": 4}))
    split = splitting_criterion(decided, "fit", "Reading")
    assert split.decision is not None and split.outcome is not None
    (moved,), (path,) = split.decision.revisit, split.outcome.ratings
    assert moved.when == f"build.{path}" and path.startswith("fit.")
    assert joining_parts(removing_criterion(split, "fit.reading"), "fit").decision == decided.decision
    joined = joining_parts(split, "fit")
    assert joined.decision == RecordedDecision("build") and joined.outcome == Outcome()
