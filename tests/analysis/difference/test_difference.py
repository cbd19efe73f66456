"""What changed, and what each change did: against decisions that are really made with some of the changes."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from decision.analysis.difference.changes import changes_between
from decision.analysis.difference.difference import Difference, difference
from decision.analysis.scoring import evaluate
from decision.analysis.simulation.simulation import simulate
from decision.files.reader import read_scenario
from decision.files.yaml_text import as_yaml
from decision.model.contents import Dependence, Simulation
from decision.model.criterion import Criterion
from decision.model.errors import DecisionError
from decision.model.estimate import Exact, Range, ThreePoint, Unknown
from decision.model.rating import Evidence, Rating
from decision.model.requirement import Requirement, RequirementResult, Verdict
from decision.model.scenario import Scenario
from decision.model.value_function import Midvalue, Scale, ValueFunction
from decision.model.weights import Anything, Concentrated, Ordered
from tests.analysis.driven import decision as driven_decision
from tests.changes import changed
from tests.respelling import respelled
from tests.small_decisions import flat
from tests.strategies import scenarios

Edit = Callable[[Scenario], Scenario]
DRAWS = 2_000


def base(**also: object) -> Scenario:
    scenario = flat(
        {
            "build": [ThreePoint(2, 5, 9), 4, Range(1, 8), 6],
            "buy": [ThreePoint(4, 6, 8), Range(3, 9), 5, 3],
            "extend": [Range(2, 9), ThreePoint(3, 6, 7), 7, Range(2, 6)],
        },
        [30, 20, 40, 10],
    )
    return replace(scenario, **also)  # type: ignore[arg-type]


def rated(option: str, path: str, low: float, high: float) -> Edit:
    return lambda scenario: scenario.with_rating(option, path, Rating(Range(low, high)))


def weighing(path: str, points: float) -> Edit:
    return lambda scenario: scenario.with_weights({path: points})


def scaled(path: str, worst: float, best: float) -> Edit:
    def edit(scenario: Scenario) -> Scenario:
        return scenario.with_criterion(
            path, replace(scenario.leaves[path], value_function=ValueFunction(Scale(worst, best)))
        )

    return edit


def held(**parts: object) -> Edit:
    return lambda scenario: replace(scenario, **parts)  # type: ignore[arg-type]


def by_hand(old: Scenario, edits: list[Edit], option: str, seed: int) -> NDArray[np.float64]:
    """Shares (I, 2) by the definition, from scenarios that are made, scored and simulated one by one."""
    worths = {}
    for made in itertools.product((False, True), repeat=len(edits)):
        scenario = old
        for edit, is_made in zip(edits, made, strict=True):
            scenario = edit(scenario) if is_made else scenario
        scores = {each.id: each.score for each in evaluate(scenario).options if not each.excluded}
        margin = scores[option] - max(score for id, score in scores.items() if id != option)
        worths[made] = np.array([margin, simulate(scenario, DRAWS, seed).option(option).p_best])
    total = np.zeros((len(edits), 2))
    for order in itertools.permutations(range(len(edits))):
        made = [False] * len(edits)
        for i in order:
            before = worths[tuple(made)]
            made[i] = True
            total[i] += worths[tuple(made)] - before
    return total / math.factorial(len(edits))


def shares_of(found: Difference) -> dict[str, tuple[float | None, float | None]]:
    return {
        "+".join(f"{each.kind} {each.at}" for each in item.changes): (item.margin, item.p_best) for item in found.shares
    }


CASES: dict[str, tuple[Scenario, list[tuple[str, Edit]]]] = {
    "weights and ratings": (
        base(),
        [
            ("weight c1", weighing("c1", 60)),
            ("weight c3", weighing("c3", 5)),
            ("rating buy.c2", rated("buy", "c2", 6, 10)),
            ("rating extend.c1", rated("extend", "c1", 0, 5)),
        ],
    ),
    "weights left open": (
        base(weight_uncertainty=Concentrated(30)),
        [
            ("weight_uncertainty ", held(weight_uncertainty=Concentrated(8))),
            ("weight c2", weighing("c2", 50)),
            ("rating build.c4", rated("build", "c4", 8, 10)),
        ],
    ),
    "weights of any kind": (
        base(),
        [("weight_uncertainty ", held(weight_uncertainty=Anything())), ("weight c4", weighing("c4", 90))],
    ),
    "an order instead": (
        base(),
        [
            ("weight_uncertainty ", held(weight_uncertainty=Ordered((("c3",), ("c1",))))),
            ("rating buy.c3", rated("buy", "c3", 7, 9)),
        ],
    ),
    "scales and ratings on them": (
        base(),
        [
            ("scale c1", scaled("c1", 2, 7)),
            ("scale c2", scaled("c2", 10, 0)),
            ("rating build.c1", rated("build", "c1", 3, 9)),
        ],
    ),
    "dependence within options": (
        base(),
        [
            ("dependence ", held(dependence=Dependence(0.6))),
            ("rating extend.c1", rated("extend", "c1", 4, 9)),
            ("scale c2", scaled("c2", 10, 0)),
        ],
    ),
    "pairs": (
        base(),
        [
            ("dependence ", held(dependence=Dependence(0.3, (("build.c1", "buy.c2", 0.5),)))),
            ("rating buy.c2", rated("buy", "c2", 1, 9)),
            ("weight c2", weighing("c2", 45)),
        ],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_shares_are_those_of_decisions_really_made_with_some_of_the_changes(case: str) -> None:
    old, named = CASES[case]
    new = old
    for _, edit in named:
        new = edit(new)
    new = replace(new, simulation=Simulation(seed=7))
    found = difference(old, new, DRAWS)
    shares = shares_of(found)
    assert found.option is not None and found.margin is not None and found.p_best is not None
    expected = by_hand(old, [edit for _, edit in named], found.option, 7)
    assert set(shares) == {name for name, _ in named}
    np.testing.assert_allclose([shares[name] for name, _ in named], expected, atol=1e-9)
    assert found.margin.by == pytest.approx(sum(margin for margin, _ in shares.values()), abs=1e-9)  # type: ignore[misc]
    assert found.p_best.by == pytest.approx(sum(p for _, p in shares.values()), abs=1e-9)  # type: ignore[misc]


def plans(horizon: int, rate: float, upfront: float) -> Scenario:
    return read_scenario(
        f"""
format: 1
title: T
currency: USD
horizon_years: {horizon}
discount_rate: {rate}
criteria:
  cost: {{worst: 900, best: 0, kind: cost_plan, weight: 2}}
  fit: {{worst: 0, best: 10, weight: 1}}
options:
  a: {{ratings: {{cost: {{upfront: {upfront}, yearly: {{low: 20, mode: 30, high: 90}}}}, fit: {{low: 2, high: 9}}}}}}
  b: {{ratings: {{cost: {{upfront: 30, yearly: {{low: 60, high: 100}}}}, fit: 6}}}}
""".encode(),
        "t",
    )


def test_the_years_and_the_rate_of_plans_have_shares() -> None:
    old = plans(3, 0.02, 100)
    edits = [
        held(horizon_years=6),
        held(discount_rate=0.09),
        lambda s: s.with_rating("a", "cost", plans(3, 0, 260).option("a").ratings["cost"]),
    ]
    new = plans(6, 0.09, 260)
    found = difference(old, new, DRAWS)
    shares = shares_of(found)
    assert found.option is not None
    expected = by_hand(old, edits, found.option, 0)
    np.testing.assert_allclose(
        [shares[name] for name in ("horizon_years ", "discount_rate ", "rating a.cost")], expected, atol=1e-9
    )


def test_what_only_one_side_needs_is_no_change_of_the_score() -> None:
    old = plans(3, 0.02, 100).with_rating("a", "cost", Rating(Exact(300))).with_rating("b", "cost", Rating(Exact(500)))
    found = difference(replace(old, horizon_years=None, discount_rate=None), plans(3, 0.02, 100), DRAWS)
    assert set(shares_of(found)) == {"rating a.cost", "rating b.cost"}
    assert {each.kind for each in found.said} == {"horizon_years", "discount_rate"}


# --- the ends are those of the other commands -----------------------------------------------------------------------


@settings(max_examples=20)
@given(st.data())
def test_the_ends_are_what_evaluate_and_simulate_say(data: st.DataObject) -> None:
    old = data.draw(scenarios())
    new = old
    for _ in range(data.draw(st.integers(1, 4))):
        new = data.draw(changed(new))
    try:
        found = difference(old, new, 256, 3)
    except DecisionError:
        with pytest.raises(DecisionError):
            simulate(old, 256, 3), simulate(new, 256, 3)
        return
    assert found.is_same == (not changes_between(old, new))
    if not found.moved:
        np.testing.assert_allclose(
            [evaluate(old).option(each.id).score for each in evaluate(new).options],
            [each.score for each in evaluate(new).options],
            rtol=1e-12, atol=1e-9,
        )  # fmt: skip
        return
    for end, side, before in ((0, old, True), (1, new, False)):
        evaluation = found.before if before else found.after
        ranked = [each.id for each in evaluation.options if not each.excluded]
        scores = {id: evaluation.option(id).score for id in ranked}
        if found.margin is not None:
            others = max(score for id, score in scores.items() if id != found.option)
            told = (found.margin.old, found.margin.new)[end]
            assert told == pytest.approx(scores[str(found.option)] - others, rel=1e-9, abs=1e-7)
        if found.p_best is not None:
            told = (found.p_best.old, found.p_best.new)[end]
            try:
                expected = simulate(side, 256, 3).option(str(found.option)).p_best if found.option in ranked else 0.0
            except DecisionError:  # another option's scores are out of reach, or an excluded one's
                continue
            # a draw or two where scores are level; other draws where only the order of criteria tells them apart
            same = [each.id for each in old.criteria] == [each.id for each in new.criteria]
            assert told == pytest.approx(expected, abs=2.5 / 256 if same else 5 * math.sqrt(0.25 / 256))
    for whole, of in ((found.margin, "margin"), (found.p_best, "p_best")):
        if whole is not None:
            shares = [getattr(each, of) for each in found.shares]
            largest = max(map(abs, (whole.old, whole.new, *shares)))  # what a double can tell apart goes by it
            assert math.fsum(shares) == pytest.approx(whole.by, abs=1e-7 + 1e-9 * largest)


def test_a_score_far_out_is_followed_where_its_draws_do_not_spread() -> None:
    steep = replace(base().criteria[0], value_function=ValueFunction(Scale(0, 10), Midvalue(9), outside="extrapolate"))
    far = replace(base(), criteria=(steep, *base().criteria[1:])).with_rating("buy", "c1", Rating(Exact(900)))
    new = far.with_rating("build", "c1", Rating(Exact(7)))
    assert simulate(new, 64).option("buy").mean > 1e200
    found = difference(far, new, 64)
    assert found.p_best is not None
    assert (found.option, found.p_best.old, found.p_best.new) == ("buy", 1, 1)


# --- what is a change ------------------------------------------------------------------------------------------------


@settings(max_examples=12)
@given(scenarios(), st.randoms(use_true_random=False))
def test_a_file_said_another_way_or_in_another_order_has_no_difference(
    scenario: Scenario, chance: random.Random
) -> None:
    text = as_yaml(respelled(scenario, chance))
    again = scenario if "class: drawn-class" in text else read_scenario(text.encode(), "again")  # no file has the class
    shuffled = replace(
        again,
        criteria=tuple(chance.sample(again.criteria, len(again.criteria))),
        options=tuple(chance.sample(again.options, len(again.options))),
    )
    for other in (again, shuffled):
        assert difference(scenario, other, 64).is_same


def test_weights_in_other_amounts_have_no_difference() -> None:
    assert difference(base(), base().with_weights({"c1": 3, "c2": 2, "c3": 4, "c4": 1}), DRAWS).is_same


def test_weights_in_other_amounts_are_compared_in_percent_where_none_stayed() -> None:
    new = base().with_weights({"c1": 4, "c2": 2, "c3": 3, "c4": 1})
    told = [(each.at, each.old, each.new) for each in changes_between(base(), new)]
    assert told == [("c1", 30, pytest.approx(40)), ("c3", 40, pytest.approx(30))]


def test_what_is_said_beside_the_score_is_listed_without_a_share() -> None:
    old = replace(base(), requirements=(Requirement("K1", "Must"),))
    rating = replace(old.option("buy").ratings["c1"], because="So", evidence=Evidence.DEMO)
    new = replace(
        old.with_rating("buy", "c1", rating).with_requirement_result("buy", "K1", RequirementResult(Verdict.PASS)),
        title="Another",
        owner="A",
        simulation=Simulation(draws=500),
        views={"v": {"c1": 1.0, "c2": 1.0, "c3": 1.0, "c4": 1.0}},
    )
    found = difference(old, new, DRAWS)
    assert not found.moved and not found.is_same
    assert [(each.kind, each.at) for each in found.said] == [
        ("rating_because", "buy.c1"),
        ("rating_evidence", "buy.c1"),
        ("requirement_result", "buy.K1"),
        ("view", "v"),
        ("title", ""),
        ("owner", ""),
        ("simulation", ""),
    ]


def test_what_is_unknown_on_another_scale_is_still_unknown() -> None:
    old = base().with_rating("buy", "c1", Rating(Unknown()))
    new = scaled("c1", 0, 20)(old)
    found = difference(old, new, DRAWS)
    assert list(shares_of(found)) == ["scale c1"]
    assert found.margin is not None
    assert found.margin.new == pytest.approx(
        by_hand(old, [scaled("c1", 0, 20)], str(found.option), 0)[0, 0] + found.margin.old
    )


# --- options and criteria that come and go ---------------------------------------------------------------------------


def without_option(scenario: Scenario, id: str) -> Scenario:
    return replace(scenario, options=tuple(each for each in scenario.options if each.id != id))


def without_criterion(scenario: Scenario, id: str) -> Scenario:
    return replace(
        scenario,
        criteria=tuple(each for each in scenario.criteria if each.id != id),
        options=tuple(
            replace(each, ratings={path: x for path, x in each.ratings.items() if path != id})
            for each in scenario.options
        ),
    )


def test_an_option_less_is_one_change_with_its_ratings() -> None:
    old, edits = base(), [lambda s: without_option(s, "extend"), weighing("c1", 80)]
    new = edits[1](edits[0](old))
    found = difference(old, new, DRAWS)
    expected = by_hand(old, edits, str(found.option), 0)
    shares = shares_of(found)
    np.testing.assert_allclose([shares["option_removed extend"], shares["weight c1"]], expected, atol=1e-9)


def test_a_criterion_less_is_one_change_with_its_weight_and_ratings() -> None:
    old, edits = base(), [lambda s: without_criterion(s, "c2"), weighing("c1", 80), rated("build", "c3", 5, 9)]
    new = edits[2](edits[1](edits[0](old)))
    found = difference(old, new, DRAWS)
    expected = by_hand(old, edits, str(found.option), 0)
    shares = shares_of(found)
    np.testing.assert_allclose(
        [shares[name] for name in ("criterion_removed c2", "weight c1", "rating build.c3")], expected, atol=1e-9
    )
    back = difference(new, old, DRAWS)
    assert set(shares_of(back)) == {"criterion_added c2", "weight c1", "rating build.c3"}


def test_what_no_side_rates_is_one_change() -> None:
    """A criterion goes and an option comes: nobody knows what the newcomer would do on what is gone."""
    old, new = without_option(base(), "extend"), without_criterion(base(), "c2")
    assert set(shares_of(difference(old, new, DRAWS))) == {"criterion_removed c2+option_added extend"}
    assert set(shares_of(difference(new, old, DRAWS))) == {"criterion_added c2+option_removed extend"}


def test_criteria_that_are_all_others_are_one_change() -> None:
    old = without_criterion(without_criterion(base(), "c3"), "c4")
    new = without_criterion(without_criterion(base(), "c1"), "c2")
    (share,) = difference(old, new, DRAWS).shares
    assert {each.kind for each in share.changes} == {"weights", "criterion_added", "criterion_removed"}


def test_a_criterion_that_is_split_into_parts_is_one_change() -> None:
    old = base()
    parts = tuple(Criterion(id, id, ValueFunction(Scale(0, 10)), 1.0) for id in ("x", "y"))
    new = replace(
        old,
        criteria=(replace(old.criteria[0], value_function=None, parts=parts), *old.criteria[1:]),
        options=tuple(
            replace(
                each,
                ratings={"c1.x": Rating(Exact(2)), "c1.y": Rating(Exact(9))}
                | {path: x for path, x in each.ratings.items() if path != "c1"},
            )
            for each in old.options
        ),
    )
    both = rated("buy", "c3", 2, 9)
    found = difference(old, both(new), DRAWS)
    shares = shares_of(found)
    expected = by_hand(old, [lambda s: new if s == old else both(new), both], str(found.option), 0)
    np.testing.assert_allclose([shares["criterion_remade c1"], shares["rating buy.c3"]], expected, atol=1e-9)


# --- who is followed, and who turned it ------------------------------------------------------------------------------


def plain(*scores: float, **also: object) -> Scenario:
    scenario = flat({f"o{m}": [x] for m, x in enumerate(scores)}, [1])
    return replace(scenario, **also)  # type: ignore[arg-type]


def to(option: str, x: float) -> Edit:
    return lambda scenario: scenario.with_rating(option, "c1", Rating(Exact(x)))


def test_the_lead_is_that_of_the_option_that_leads_now() -> None:
    found = difference(plain(6, 5, 1), to("o1", 8)(plain(6, 5, 1)), DRAWS)
    assert found.option == "o1"
    assert (found.margin.old, found.margin.new) == (pytest.approx(-10), pytest.approx(20))  # type: ignore[union-attr]
    assert (found.p_best.old, found.p_best.new) == (0, 1)  # type: ignore[union-attr]


def test_where_a_newcomer_leads_it_is_the_lead_of_the_one_that_led() -> None:
    found = difference(without_option(plain(6, 5, 9), "o2"), plain(6, 5, 9), DRAWS)
    assert found.option == "o0"
    assert (found.margin.old, found.margin.new) == (pytest.approx(10), pytest.approx(-30))  # type: ignore[union-attr]


def test_where_none_is_ranked_on_both_sides_only_chances_are_followed() -> None:
    old = without_option(plain(6, 1, 9), "o2")
    new = without_option(plain(6, 1, 9), "o0")
    found = difference(old, new, DRAWS)
    assert (found.option, found.margin) == ("o2", None)
    assert (found.p_best.old, found.p_best.new) == (0, 1)  # type: ignore[union-attr]
    assert all(share.margin is None for share in found.shares)


def test_where_all_rivals_are_others_they_are_one_change() -> None:
    old, new = plain(6, 5), without_option(plain(6, 1, 9), "o1")
    found = difference(old, to("o0", 7)(new), DRAWS)
    assert set(shares_of(found)) == {"option_added o2+option_removed o1", "rating o0.c1"}
    assert (found.option, found.margin.old, found.margin.new) == ("o0", pytest.approx(10), pytest.approx(-20))  # type: ignore[union-attr]


def test_a_requirement_that_is_failed_is_a_change_of_the_lead() -> None:
    old = plain(6, 5, 1, requirements=(Requirement("K1", "Must"),))
    new = old.with_requirement_result("o0", "K1", RequirementResult(Verdict.FAIL))
    found = difference(old, new, DRAWS)
    assert found.option == "o1"
    assert shares_of(found) == {"requirement_result o0.K1": (pytest.approx(50), 1.0)}
    assert found.turn is not None and found.turn.alone == found.turn.needed == (0,)


def test_a_minimum_that_a_rating_no_longer_reaches_is_counted_as_scenarios_count_it() -> None:
    def limited(scenario: Scenario) -> Scenario:
        return scenario.with_criterion("c1", replace(scenario.leaves["c1"], minimum=4.0))

    old, edits = plain(6, 5, 4.5, 4.2), [limited, to("o2", 3.5), to("o0", 3), to("o1", 9)]
    new = old
    for edit in edits:
        new = edit(new)
    found = difference(old, new, DRAWS)
    assert found.option == "o1"
    expected = by_hand(old, edits, "o1", 0)
    shares = shares_of(found)
    names = ["minimum c1", "rating o2.c1", "rating o0.c1", "rating o1.c1"]
    np.testing.assert_allclose([shares[name] for name in names], expected, atol=1e-9)


def test_every_option_excluded_has_no_lead() -> None:
    old = plain(6, 5, requirements=(Requirement("K1", "Must"),))
    new = old
    for id in ("o0", "o1"):
        new = new.with_requirement_result(id, "K1", RequirementResult(Verdict.FAIL))
    found = difference(old, new, DRAWS)
    assert (found.option, found.margin) == ("o0", None)
    assert (found.p_best.old, found.p_best.new) == (1, 0)  # type: ignore[union-attr]
    assert difference(new, new, DRAWS).is_same


def test_the_one_change_that_turned_the_lead_is_told() -> None:
    new = to("o2", 2)(to("o1", 8)(plain(6, 5, 1)))
    found = difference(plain(6, 5, 1), new, DRAWS)
    assert found.turn is not None
    assert [found.shares[i].changes[0].at for i in found.turn.alone] == ["o1.c1"]
    assert found.turn.needed == found.turn.alone
    assert found.turn.together == ()


def test_changes_that_turned_the_lead_only_together_are_told() -> None:
    old = flat({"a": [6, 6], "b": [5, 5]}, [1, 1])
    new = old.with_rating("b", "c1", Rating(Exact(6.4))).with_rating("b", "c2", Rating(Exact(6.4)))
    found = difference(old, new, DRAWS)
    assert found.turn is not None
    assert (found.turn.alone, found.turn.needed, found.turn.together) == ((), (0, 1), (0, 1))


def test_the_same_leader_was_not_turned() -> None:
    assert difference(plain(6, 5, 1), to("o1", 5.5)(plain(6, 5, 1)), DRAWS).turn is None


def test_a_decision_in_between_that_cannot_be_makes_all_changes_one() -> None:
    """A correlation that only the new ratings allow: with the old ones nothing fits it."""
    old = base(dependence=Dependence(0.0, (("build.c1", "buy.c1", 0.9), ("build.c1", "extend.c1", 0.9))))
    new = replace(
        old.with_rating("buy", "c2", Rating(Exact(3))),
        dependence=Dependence(0.0, (("build.c1", "buy.c1", 0.9), ("buy.c1", "extend.c1", -0.9))),
    )
    assert difference(old, new, DRAWS).apart  # it is one change, and needs no other
    crossed = replace(
        old.with_rating("buy", "c1", Rating(Exact(3))),
        dependence=Dependence(
            0.0, (("build.c1", "buy.c1", 0.9), ("build.c1", "extend.c1", 0.9), ("buy.c1", "extend.c1", -0.9))
        ),
    )
    found = difference(old, crossed, DRAWS)
    assert not found.apart
    assert len(found.shares) == 1
    assert found.margin is not None
    assert found.shares[0].margin == pytest.approx(found.margin.by)


# --- many changes ----------------------------------------------------------------------------------------------------


def test_more_than_ten_changes_are_sampled_with_their_errors_and_add_up() -> None:
    rng = np.random.default_rng(5)
    old = flat({f"o{m}": rng.uniform(2, 8, 5).tolist() for m in range(4)}, [1, 2, 3, 4, 5])
    new = old
    for m, k in itertools.product(range(4), range(1, 5)):
        new = new.with_rating(f"o{m}", f"c{k}", Rating(ThreePoint(1, float(rng.uniform(2, 8)), 9)))
    one, other = difference(old, new, DRAWS), difference(old, new, DRAWS)
    assert one == other
    assert len(one.shares) == 16
    assert one.orders is not None and one.orders % 2 == 0
    assert max(share.margin_error for share in one.shares) > 0
    for moved, of in ((one.margin, "margin"), (one.p_best, "p_best")):
        assert moved is not None
        assert math.fsum(getattr(share, of) for share in one.shares) == pytest.approx(moved.by, abs=1e-9)


def test_of_very_many_changes_the_ratings_of_an_option_are_one() -> None:
    old = flat({f"o{m}": [5.0] * 20 for m in range(4)}, list(range(1, 21)))
    new = flat({f"o{m}": [float((m + k) % 10) for k in range(20)] for m in range(4)}, list(range(1, 21)))
    found = difference(old, new.with_weights({"c1": 9}), DRAWS)
    assert len(found.shares) == 5
    assert {len(share.changes) for share in found.shares} == {1, 18}
    assert found.margin is not None
    assert math.fsum(share.margin or 0.0 for share in found.shares) == pytest.approx(found.margin.by)


def test_curves_and_scales_are_one_change_of_a_criterion() -> None:
    new = base().with_criterion(
        "c1", replace(base().leaves["c1"], value_function=ValueFunction(Scale(0, 12), Midvalue(4.0)))
    )
    assert list(shares_of(difference(base(), new, DRAWS))) == ["scale c1"]


def test_a_driver_an_inflation_and_a_rate_are_changes_of_their_own() -> None:
    old = driven_decision()
    new = replace(
        old,
        drivers=(replace(old.drivers[0], now=Exact(12_000.0), because="Counted."),),
        inflation=Exact(0.02),
        horizon_years=4,
    )
    found = changes_between(old, new)
    scored = [(change.kind, change.at) for change in found if change.scored]
    assert scored == [("horizon_years", ""), ("inflation", ""), ("driver", "users")]
    assert ("driver_because", "users") in [(change.kind, change.at) for change in found if not change.scored]
    told = difference(old, new, DRAWS)
    assert told.margin is not None
    moved = math.fsum(share.margin or 0.0 for share in told.shares)
    assert moved == pytest.approx(told.margin.new - told.margin.old, abs=1e-6)


def test_a_driver_that_comes_with_the_rating_that_hangs_on_it_can_be_told_from_other_changes() -> None:
    new = driven_decision()
    old = replace(new, drivers=(), options=(new.options[0], replace(new.options[1], ratings=new.options[0].ratings)))
    kinds = {(change.kind, change.scored) for change in changes_between(old, new)}
    assert {("driver_added", False), ("rating", True)} <= kinds
    assert difference(old, new, DRAWS).apart
