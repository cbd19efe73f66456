"""What the group said, as figures of the decision and as views."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from decision.files.reader import read_scenario
from decision.model.estimate import Exact, Percentiles, ThreePoint
from decision.model.rating import Evidence
from decision.model.requirement import Requirement, RequirementResult, Verdict
from decision.room.ballot import RequirementAnswer, Requirements, Spread, Weights
from decision.room.gathered import RevealedRound, lying
from decision.room.phases import Round
from decision.room.questions import Asked, Question
from decision.ui.room import taking_over
from decision.ui.room.results import in_file, moved_since
from decision.ui.room.taking_verdicts import with_results
from tests.room.meetings import PORTAL, cast, gathered, rated, weighed


def test_a_median_is_taken_over_as_a_number_with_where_it_is_from() -> None:
    lies = lying(PORTAL, rated({"ann": {"buy/fit": 4}, "bo": {"buy/fit": 8}, "cy": {"buy/fit": 5}}))
    after = taking_over._with_ratings(PORTAL, lies, taking_over._FIGURE, {})
    rating = after.option("buy").ratings["fit"]
    assert (rating.estimate, rating.evidence) == (Exact(5), Evidence.ASSUMPTION)
    assert rating.because == "What 3 people in a room said."
    noted = taking_over._with_ratings(PORTAL, lies, taking_over._FIGURE, {"buy.fit": {"because": "The demo"}})
    assert noted.option("buy").ratings["fit"].because == "The demo"


def test_low_likely_and_high_are_taken_over_as_their_means() -> None:
    (each,) = lying(PORTAL, rated({"ann": {"buy/fit": Spread(2, 4, 9)}, "bo": {"buy/fit": Spread(4, 6, 7)}}))
    assert taking_over._estimate(each, taking_over._RANGE) == ThreePoint(3, 5, 8)


def test_how_far_people_differ_becomes_a_range_only_where_that_was_asked_for() -> None:
    said = {f"p{i}": {"buy/fit": float(i)} for i in range(11)}
    (each,) = lying(PORTAL, rated(said))
    assert taking_over._estimate(each, taking_over._FIGURE) == Exact(5)
    assert taking_over._estimate(each, taking_over._SPREAD) == Percentiles(1, 9, 5)
    (alike,) = lying(PORTAL, rated({"ann": {"buy/fit": 5}, "bo": {"buy/fit": 5}}))
    assert taking_over._estimate(alike, taking_over._SPREAD) == Exact(5)


def test_weights_of_roles_become_views_from_five_people_on() -> None:
    question = Question(Asked.WEIGHTS, ("fit", "time"))
    casts = [*weighed({f"p{i}": (60 + i, 40 - i) for i in range(5)}).casts, *weighed({"q": (1, 9)}).casts]
    roles = ["clinical"] * 5 + ["it"]
    with_roles = [cast(each.person, each.ballot.content, 1, role) for each, role in zip(casts, roles, strict=True)]
    found = gathered(RevealedRound(Round(1, question, 0.0), tuple(with_roles)))
    assert taking_over._of_roles(found, ["clinical"]) == {"clinical": {"fit": pytest.approx(62), "time": 38}}
    people = taking_over._of_people(found)
    assert len(people) == 6 and people["Q"] == {"fit": 10, "time": 90}


def test_what_stands_in_the_file_is_in_the_unit_that_the_room_answered_in() -> None:
    weight, _ = lying(PORTAL, weighed({"ann": (50, 50)}))
    assert in_file(PORTAL, weight) == pytest.approx(60)
    (rating,) = lying(PORTAL, rated({"ann": {"buy/time": 9}}))
    assert in_file(PORTAL, rating) == 12


def test_what_moved_is_told_of_what_was_asked_twice() -> None:
    before, after = rated({"ann": {"buy/fit": 4, "buy/time": 9}}, 1), rated({"ann": {"buy/fit": 8}}, 2)
    assert moved_since(PORTAL, lying(PORTAL, after), before) == {"buy.fit": 1.0}
    assert moved_since(PORTAL, lying(PORTAL, after), None) == {}
    assert np.isfinite(list(moved_since(PORTAL, lying(PORTAL, before), before).values())).all()


def test_weights_of_parts_share_out_what_they_have_together_and_others_keep_theirs() -> None:
    parts = read_scenario(
        b"""format: 1
title: Portal
criteria:
  fit: {worst: 0, best: 10, weight: 60}
  cost:
    weight: 40
    parts:
      licence: {worst: 9, best: 0, weight: 50}
      work: {worst: 9, best: 0, weight: 30}
      leaving: {worst: 9, best: 0, weight: 20}
options:
  buy: {approach: buy, ratings: {fit: 6, cost: {licence: 1, work: 2, leaving: 3}}}
  extend: {approach: extend, ratings: {fit: 7, cost: {licence: 1, work: 2, leaving: 3}}}
""",
        "portal.yaml",
    )
    asked = ("cost.licence", "cost.work")
    said = Weights(dict(zip(asked, (10.0, 30.0), strict=True)))
    lies = lying(parts, RevealedRound(Round(1, Question(Asked.WEIGHTS, asked), 0.0), (cast("ann", said),)))
    after = taking_over._with_weights_of_parts(parts, lies).sibling_shares
    assert {path: after[path] for path in parts.sibling_shares} == pytest.approx(
        {"fit": 0.6, "cost": 0.4, "cost.licence": 0.2, "cost.work": 0.6, "cost.leaving": 0.2}
    )


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        (["pass", "pass", "fail"], Verdict.PASS),
        (["fail", "fail", "pass", None, None], Verdict.FAIL),  # who cannot judge does not count
        (["pass", "fail"], Verdict.NOT_SHOWN),  # no more than half: it stays as it is
        ([None], Verdict.NOT_SHOWN),
    ],
)
def test_a_requirement_is_taken_over_where_more_than_half_say_the_same(
    said: list[str | None], verdict: Verdict
) -> None:
    scenario = replace(PORTAL, requirements=(Requirement("r1", "Exports all data"),))
    question = Question(Asked.REQUIREMENTS, ("buy/r1",))
    casts = tuple(
        cast(f"p{k}", Requirements({"buy/r1": RequirementAnswer(None if each is None else Verdict(each))}))
        for k, each in enumerate(said)
    )
    lies = lying(scenario, RevealedRound(Round(1, question, 0.0), casts))
    after = with_results(scenario, lies)
    assert after.option("buy").requirements.get("r1", RequirementResult()).verdict is verdict
    assert with_results(after, lies) == after  # what stands already keeps its own reason
    assert after.option("extend") == scenario.option("extend")
