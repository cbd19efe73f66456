"""What is said of a difference follows from its figures, whatever changed."""

from __future__ import annotations

import itertools
import json
import math
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision.analysis.difference.changes import Change
from decision.analysis.difference.difference import Difference, difference
from decision.analysis.scoring import evaluate
from decision.model.contents import Contents, Dependence, Simulation
from decision.model.cost_plan import CostPlan
from decision.model.errors import DecisionError
from decision.model.estimate import Exact, Range
from decision.model.rating import Rating
from decision.model.requirement import RequirementResult, Verdict
from decision.model.scenario import Scenario
from decision.model.value_function import Midvalue, Points, Scale, ValueFunction
from decision.model.weights import Anything, Fixed, Ordered, Ranged
from decision.outputs.files.difference_markdown import difference_markdown
from decision.outputs.tables.difference import difference_data, steps
from decision.outputs.text.difference import difference_text
from decision.outputs.words.adding_up import chance_ends, margin_ends
from decision.outputs.words.changes import Told, change_in_words
from decision.outputs.words.difference import answer, explanation
from decision.outputs.words.scoring import headline
from tests.changes import changed
from tests.outputs.samples import MINIMAL, PORTAL, THREE_LEVELS
from tests.random_decisions import made_up
from tests.small_decisions import flat
from tests.strategies import scenarios

DRAWS = 500


def told(old: Scenario, new: Scenario) -> list[str]:
    found = difference(old, new, DRAWS)
    return [str(change_in_words(found, change)) for change in every_change(found)]


def every_change(found: Difference) -> list[Change]:
    return [*itertools.chain.from_iterable(share.changes for share in found.shares), *found.said]


def scaled(function: ValueFunction) -> Scenario:
    leaf = PORTAL.leaves["fit"]
    return PORTAL.with_criterion("fit", replace(leaf, value_function=function))


PLAN = PORTAL.option("build").ratings["cost"]
IN_WORDS: list[tuple[Scenario, str]] = [
    (PORTAL.with_weights({"cost": 30}), "Weight of Cost, 15 (15 %) → 30 (26 %)"),
    (PORTAL.with_weights({"cost": 20, "fit": 25}), "Weight of Cost, 15 % → 20 %"),
    (
        replace(PORTAL, weight_uncertainty=Fixed()),
        "What is left open about weights, spread around them (concentration 40) → nothing",
    ),
    (
        replace(PORTAL, weight_uncertainty=Anything()),
        "What is left open about weights, spread around them (concentration 40) → anything",
    ),
    (
        replace(PORTAL, weight_uncertainty=Ordered((("fit",), ("cost", "risk")))),
        "What is left open about weights, spread around them (concentration 40) → an order (Fit with patients and staff ≥ Cost and Risk (10 = lowest risk))",
    ),
    (
        replace(PORTAL, weight_uncertainty=Ranged({"cost": (10.0, 30.0)})),
        "What is left open about weights, spread around them (concentration 40) → ranges (Cost 10 to 30 %)",
    ),
    (
        PORTAL.with_rating("buy", "fit", replace(PORTAL.option("buy").ratings["fit"], estimate=Range(5, 8))),
        "Buy, Fit with patients and staff, most likely 7 (6 to 9) → 5 to 8",
    ),
    (
        scaled(ValueFunction(Scale(0, 8))),
        "Scale of Fit with patients and staff, 0 to 10, more is better → 0 to 8, more is better",
    ),
    (
        scaled(ValueFunction(Scale(0, 10), Midvalue(3.0))),
        "Scale of Fit with patients and staff, 0 to 10, more is better → 0 to 10, more is better, half the value at 3",
    ),
    (
        scaled(ValueFunction(Scale(0, 10), Points(((0, 0), (4, 0.5), (10, 1))))),
        "Scale of Fit with patients and staff, 0 to 10, more is better → 0 to 10, more is better, value by points 0: 0, 4: 0.5, 10: 1",
    ),
    (
        PORTAL.with_criterion("fit", replace(PORTAL.leaves["fit"], minimum=3.0)),
        "Minimum of Fit with patients and staff, none → 3",
    ),
    (
        PORTAL.with_requirement_result("buy", "K04", RequirementResult(Verdict.FAIL)),
        "Buy, requirement K04, not shown → ✗ fail",
    ),
    (replace(PORTAL, dependence=Dependence(0.25)), "Dependence of estimates, 0.5 within options → 0.25 within options"),
    (replace(PORTAL, horizon_years=7), "Horizon, 5 years → 7 years"),
    (replace(PORTAL, discount_rate=0.05), "Discount rate, 3.5 % → 5 %"),
    (replace(PORTAL, options=PORTAL.options[:2]), "Option Extend, removed"),
    (replace(PORTAL, title="Another"), "Title, Relaunch the patient portal → Another"),
    (replace(PORTAL, about="Another"), "About, said otherwise"),
    (replace(PORTAL, owner="A. Person"), "Owner, none → A. Person"),
    (replace(PORTAL, date=None), "Date, 2026-11-23 → none"),
    (replace(PORTAL, views={}), "View clinical, removed"),
    (replace(PORTAL, simulation=Simulation(500, 3)), "Simulation, 100,000 draws, seed 20261123 → 500 draws, seed 3"),
    (
        PORTAL.with_rating("buy", "fit", replace(PORTAL.option("buy").ratings["fit"], evidence=None)),
        "Buy, Fit with patients and staff: evidence, demo → none",
    ),
    (
        PORTAL.with_criterion("fit", replace(PORTAL.leaves["fit"], question="Why?")),
        "Fit with patients and staff: question, said otherwise",
    ),
]


@pytest.mark.parametrize(("new", "words"), IN_WORDS, ids=lambda case: str(case)[:40] if isinstance(case, str) else "")
def test_a_change_is_said_with_both_sides(new: Scenario, words: str) -> None:
    assert words in told(PORTAL, new)


def test_of_a_plan_only_what_changed_is_said() -> None:
    assert isinstance(PLAN.estimate, CostPlan)
    plan = replace(PLAN.estimate, exit=Exact(35000.0))
    assert told(PORTAL, PORTAL.with_rating("build", "cost", replace(PLAN, estimate=plan))) == [
        "Build, Cost, exit 20,000 → exit 35,000"
    ]
    kept = {name: part for name, part in PLAN.estimate.components() if name != "exit"}
    bare = PORTAL.with_rating("build", "cost", replace(PLAN, estimate=CostPlan(**kept)))
    assert told(PORTAL, bare) == ["Build, Cost, exit 20,000 → exit none"]
    assert told(bare, PORTAL) == ["Build, Cost, exit none → exit 20,000"]


def test_parts_are_called_by_their_path() -> None:
    assert told(THREE_LEVELS, THREE_LEVELS.with_weights({"a.x": 3, "a.y": 3})) == [
        "Weight of A › X, 1 (25 %) → 3 (50 %)"
    ]


@pytest.mark.parametrize("name", [field.name for field in fields(Contents)])
def test_no_field_of_a_decision_is_passed_over(name: str) -> None:
    """Whatever is in a decision, now or in time to come: if it differs, that is told, or it only says where from."""
    other = made_up(np.random.default_rng(4))
    value = getattr(other, name)
    if value == getattr(PORTAL, name):
        value = {"answers": ("x",), "requirements": (), "currency": "EUR", "simulation": Simulation(7)}.get(name)
    if value is None or name in ("catalogue", "requirement_sets"):
        return
    parts = {field.name: getattr(PORTAL, field.name) for field in fields(Contents)}
    from decision.analysis.difference.changes import changes_between

    assert changes_between(Contents(**parts), Contents(**(parts | {name: value})))


def test_nothing_is_said_of_nothing() -> None:
    found = difference(PORTAL, PORTAL, DRAWS)
    assert (answer(found), explanation(found), difference_text(found)) == ("Nothing changed.", [], "Nothing changed.\n")


def test_where_no_score_moved_one_line_says_so() -> None:
    found = difference(PORTAL, replace(PORTAL, title="Another", owner="A"), DRAWS)
    assert answer(found) == "No score moved: Extend leads Buy by 1.3 points, as before. Two changes beside the scores."
    assert difference_text(found).splitlines()[2:] == [
        "Changed:",
        "  Title, Relaunch the patient portal → Another",
        "  Owner, none → A",
    ]


def turned(*ratings: float) -> list[str]:
    old = flat({"a": [6, 6], "b": [5, 5]}, [1, 1])
    new = old
    for k, x in enumerate(ratings, start=1):
        new = new.with_rating("b", f"c{k}", Rating(Exact(x)))
    return explanation(difference(old, new, DRAWS))


def test_what_turned_the_lead_is_said() -> None:
    assert turned(9, 5.1)[0] == "What turned the lead: B, C1, 5 → 9, +20.0 points. It would have done so alone."
    assert turned(9, 9)[0] == "Each of 2 changes would have turned the lead alone: B, C1, 5 → 9; B, C2, 5 → 9."
    assert turned(6.4, 6.5)[0] == (
        "No change alone turned the lead; these do together: B, C2, 5 → 6.5; B, C1, 5 → 6.4."
    )


def pairs_of_decisions() -> list[tuple[Scenario, Scenario]]:
    found = [(PORTAL, PORTAL.with_weights({"fit": 5})), (PORTAL, MINIMAL)]
    for seed in range(24):
        rng = np.random.default_rng(seed)
        old = made_up(rng)
        new = old
        for _ in range(int(rng.integers(1, 6))):
            option, path = old.options[int(rng.integers(len(old.options)))], str(rng.choice(list(old.leaves)))
            try:
                new = new.with_rating(option.id, path, Rating(Exact(float(rng.integers(0, 11)))))
                top = str(rng.choice([each.id for each in old.criteria]))
                new = new.with_weights({top: float(rng.integers(1, 40))}) if rng.random() < 0.5 else new
            except DecisionError:
                continue
        found.append((old, new))
    return found


@pytest.mark.parametrize(("old", "new"), pairs_of_decisions())
def test_what_is_said_follows_from_the_figures(old: Scenario, new: Scenario) -> None:
    found = difference(old, new, 200)
    text = difference_text(found)
    assert text.startswith(headline(evaluate(new)) if found.moved else ("No score moved", "Nothing changed."))
    shown = steps(found)
    for ends, of in ((margin_ends(found), "margin"), (chance_ends(found), "chance")):
        if ends is not None and found.moved:
            total = sum(getattr(step, of) for step in shown)
            assert total == pytest.approx(ends.new - ends.old, abs=1e-9)  # as they are printed
    for step, share in zip(shown, found.shares, strict=True):
        if step.margin is not None and share.margin is not None:
            assert (
                abs(step.margin - share.margin) < 0.26
            )  # the ends are off by a tenth each, and rounding by half of one
            assert step.margin == 0 or share.margin != 0
        assert isinstance(step.told, Told) and step.told.label
    data = difference_data(found)
    assert data["same"] == found.is_same
    assert len(data["changes"]) == len(found.shares)
    if found.turn is not None:
        assert {evaluate(old).leader} != {evaluate(new).leader}
        if found.turn.alone and len(found.shares) > 1:
            assert str(steps(found)[found.turn.alone[0]].told) in " ".join(explanation(found))


@settings(max_examples=6)
@given(st.data())
def test_whatever_changed_there_are_words_for_it_and_the_shares_add_up(data: st.DataObject) -> None:
    old = data.draw(scenarios())
    new = old if data.draw(st.booleans()) else data.draw(scenarios())
    for _ in range(data.draw(st.integers(1, 3))):
        new = data.draw(changed(new))
    try:
        found = difference(old, new, 64)
    except DecisionError:
        return
    for change in every_change(found):
        assert str(change_in_words(found, change)).strip()
    for words in (difference_text(found), difference_markdown(found, new.title)):
        assert words.endswith("\n")
    json.dumps(difference_data(found), allow_nan=False)
    for moved, of in ((found.margin, "margin"), (found.p_best, "p_best")):
        if moved is not None:
            shares = [getattr(share, of) for share in found.shares]
            largest = max(map(abs, (moved.old, moved.new, *shares)))  # what a double can tell apart goes by it
            assert math.fsum(shares) == pytest.approx(moved.by, abs=1e-7 + 1e-9 * largest)
