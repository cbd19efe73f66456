"""What would have to be true for the other one, checked against closed forms, brute force and the scoring itself."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from numpy.typing import NDArray
from scipy import stats

from decision.analysis.reversal.favourable_ratings import FavourableRatings
from decision.analysis.reversal.few_moves import farthest_share
from decision.analysis.reversal.reversal import Reversal, potentially_optimal, reversals
from decision.analysis.scoring import weighted_scores
from decision.analysis.standing import Standing
from decision.files.reader import load
from decision.model.contents import Option
from decision.model.criterion import Criterion
from decision.model.estimate import Estimate, Exact, ThreePoint
from decision.model.rating import Rating
from decision.model.requirement import Requirement, RequirementResult, Verdict
from decision.model.scenario import Scenario
from decision.model.value_function import Curve, Midvalue, Points, Scale, ValueFunction
from decision.model.weights import Anything, Concentrated, Fixed, Ordered, Ranged, WeightUncertainty
from tests.small_decisions import flat, three_point_decisions
from tests.strategies import scenarios

Array = NDArray[np.float64]

POINTS = 1e-6  # within which a score is what it should be


def by(reversed_: tuple[Reversal, ...], option: str, moving: str) -> Reversal:
    return next(each for each in reversed_ if (each.option, each.moving) == (option, moving))


def values_with(standing: Standing, ratings: Array) -> Array:
    """Values (M, K) where some ratings are known for certain: those (M, K) that are not nan."""
    of_numbers = np.stack([function(ratings[:, k]) for k, function in enumerate(standing.functions)], axis=1)
    return np.where(np.isnan(ratings), standing.values, of_numbers)


def lead(standing: Standing, option: str, values: Array, weights: Array) -> float:
    """Points of the option less those of the best other that is ranked."""
    scores = weighted_scores(values, weights)
    m = [each.id for each in standing.options].index(option)
    return float(scores[m] - max(scores[other] for other in standing.ranked if other != m))


def lead_at(standing: Standing, reversal: Reversal) -> float:
    """By how much the option leads at the weights and ratings of its reversal."""
    weights = standing.weights
    if reversal.weights is not None:
        weights = np.array([reversal.weights[path] for path in standing.paths])
    ratings = np.full(standing.ratings.shape, np.nan)
    for id, row in (reversal.ratings or {}).items():
        for path, x in row.items():
            ratings[[each.id for each in standing.options].index(id), standing.paths.index(path)] = x
    return lead(standing, reversal.option, values_with(standing, ratings), weights)


def lead_after_moves(standing: Standing, reversal: Reversal, share: float = 1.0) -> float:
    """By how much the option leads when its few moves go `share` of their way, all else staying, or in proportion."""
    scenario = standing.scenario
    ratings = np.full(standing.ratings.shape, np.nan)
    assert reversal.moves_t is not None
    m = [each.id for each in standing.options].index(reversal.option)
    favourable = FavourableRatings(standing, m)
    gone, moved_ratings = favourable.ratings(share * reversal.moves_t), favourable.moved(share * reversal.moves_t)
    shares = dict(scenario.sibling_shares)
    families: dict[str, list[str]] = {}
    for path in shares:
        families.setdefault(path.rpartition(".")[0], []).append(path)
    moved = {each.criterion: each for each in reversal.moves if each.kind == "weight"}
    for paths in families.values():
        going = [path for path in paths if path in moved]
        staying = [path for path in paths if path not in moved]
        if not going:
            continue
        to = {path: moved[path].from_ + share * (moved[path].to - moved[path].from_) for path in going}
        left, stated = 1 - sum(to.values()), sum(shares[path] for path in staying)
        shares |= to | {path: shares[path] * left / stated if stated else 0.0 for path in staying}
    weights: dict[str, float] = {}
    for path, each in shares.items():
        weights[path] = each * weights.get(path.rpartition(".")[0], 1.0)
    for each in reversal.moves:
        if each.kind == "rating":
            place = (
                [option.id for option in standing.options].index(str(each.option)),
                standing.paths.index(each.criterion),
            )
            if moved_ratings[place]:
                ratings[place] = gone[place]
            assert share != 1 or each.to == pytest.approx(gone[place], rel=1e-12)
    return lead(
        standing,
        reversal.option,
        values_with(standing, ratings),
        np.array([weights[path] for path in standing.paths]),
    )


# --- closed forms -----------------------------------------------------------------------------------------

CROSSED: dict[str, list[float | Estimate]] = {"a": [10, 0], "b": [0, 10]}  # b is first where c1 weighs half or less


@pytest.mark.parametrize(
    ("uncertainty", "t"),
    [
        (Anything(), 1 / 6),
        (Fixed(), 1 / 4),  # c2 weighs 0.8 at most, so c1 0.2 at least
        (Ordered((("c1",), ("c2",))), 1.0),
        (Ranged({"c1": (40, 70)}), 1 / 2),
        (Concentrated(40.0), 0.1 / (0.6 - stats.beta(24, 16).ppf(0.05))),
    ],
)
def test_weights_of_two_criteria_go_straight_to_the_edge_of_their_region(
    uncertainty: WeightUncertainty, t: float
) -> None:
    found = by(reversals(Standing(flat(CROSSED, [6, 4], uncertainty))), "b", "weights")
    assert found.status == "within"
    assert found.t == pytest.approx(t, abs=1e-9)
    assert found.weights == pytest.approx({"c1": 0.5, "c2": 0.5}, abs=1e-9)
    assert found.ratings is None


@pytest.mark.parametrize("uncertainty", [Ranged({"c1": (60, 60)}), Ranged({"c1": (55, 70)})])
def test_weights_that_would_do_but_are_ruled_out_are_beyond(uncertainty: WeightUncertainty) -> None:
    found = by(reversals(Standing(flat(CROSSED, [6, 4], uncertainty))), "b", "weights")
    assert (found.status, found.t, found.weights, found.moves) == ("beyond", None, None, ())


def test_a_stated_weight_of_0_stays_0_unless_a_range_names_it() -> None:
    standing = Standing(flat(CROSSED, [1, 0], Anything()))
    assert by(reversals(standing), "b", "weights").status == "beyond"
    assert not potentially_optimal(standing)["b"].in_region
    named = Standing(flat(CROSSED, [1, 0], Ranged({"c2": (0, 80)})))
    found = by(reversals(named), "b", "weights")
    assert found.t == pytest.approx(0.5 / 0.8, abs=1e-9)


def test_both_ends_move_the_options_own_up_and_the_rivals_down() -> None:
    ratings: dict[str, list[float | Estimate]] = {
        "a": [ThreePoint(6, 6, 10, "triangular"), 0],  # 22/3 is expected
        "b": [ThreePoint(0, 2, 7, "triangular"), 5],  # and 3
    }
    found = by(reversals(Standing(flat(ratings, [6, 4]))), "b", "ratings")
    t = 6 / 32  # 44 - 8t = 38 + 24t
    assert found.t == pytest.approx(t, abs=1e-9)
    assert found.ratings is not None
    assert found.ratings["a"] == pytest.approx({"c1": 22 / 3 - 4 / 3 * t})
    assert found.ratings["b"] == pytest.approx({"c1": 3 + 4 * t})
    assert found.weights is None


@pytest.mark.parametrize("curve", [Midvalue(3.0), Points(((0, 0), (4, 0.8), (6, 0.8), (10, 1)))])
def test_a_curved_value_is_followed_to_where_the_scores_meet(curve: Curve) -> None:
    scenario = flat({"a": [4, 5], "b": [ThreePoint(0, 1, 10), 5]}, [6, 4], curve=curve)
    standing = Standing(scenario)
    found = by(reversals(standing), "b", "ratings")
    assert found.ratings is not None
    assert found.ratings["b"]["c1"] == pytest.approx(4, abs=1e-8)
    assert lead_at(standing, found) == pytest.approx(0, abs=POINTS)


def test_nothing_uncertain_leaves_ratings_alone() -> None:
    standing = Standing(flat(CROSSED, [6, 4]))
    assert by(reversals(standing), "b", "ratings").status == "beyond"
    weights, both = by(reversals(standing), "b", "weights"), by(reversals(standing), "b", "both")
    assert both.t == pytest.approx(weights.t, abs=1e-9)
    assert not any(move.kind == "rating" for move in both.moves)


def test_what_a_mixture_beats_on_every_criterion_is_impossible_though_nothing_dominates_it() -> None:
    ratings: dict[str, list[float | Estimate]] = {"a": [10, 0], "b": [0, 10], "c": [4, 4]}
    standing = Standing(flat(ratings, [6, 4], Anything()))
    assert by(reversals(standing), "c", "weights").status == "impossible"
    assert by(reversals(standing), "c", "ratings").status == "impossible"
    optimal = potentially_optimal(standing)["c"]
    assert (optimal.anywhere, optimal.in_region, optimal.weights) == (False, False, None)
    may_rise = Standing(flat({**ratings, "c": [ThreePoint(1, 4, 7), 4]}, [6, 4], Anything()))
    assert by(reversals(may_rise), "c", "weights").status == "impossible"
    assert by(reversals(may_rise), "c", "both").status == "within"


def test_shares_of_parts_move_as_well_as_the_weight_of_their_parent() -> None:
    line = ValueFunction(Scale(0, 10))
    halves = tuple(Criterion(id, "", line, weight) for id, weight in (("left", 60.0), ("right", 40.0)))
    criteria = (
        Criterion("c1", "", line, 6.0),
        Criterion("c2", "", None, 4.0, parts=halves, weight_uncertainty=Ranged({"left": (20, 80)})),
    )
    ratings = {"a": (10, 0, 0), "b": (0, 10, 0)}
    options = tuple(
        Option(id, {path: Rating(Exact(x)) for path, x in zip(("c1", "c2.left", "c2.right"), row, strict=True)})
        for id, row in ratings.items()
    )
    standing = Standing(Scenario("A decision", criteria, options, weight_uncertainty=Anything()))
    found = by(reversals(standing), "b", "weights")
    # c1 weighs 0.6 - 0.6t, and b has its score from left: (0.4 + 0.6t)(0.6 + 0.2t)
    t = float(np.roots([0.12, 1.04, -0.36]).max())
    assert found.t == pytest.approx(t, abs=2e-9)
    assert found.weights is not None
    assert found.weights["c2.left"] == pytest.approx(found.weights["c1"], abs=1e-8)
    assert found.weights["c2.left"] + found.weights["c2.right"] == pytest.approx(found.weights["c2"])
    (move,) = found.moves  # parts as they stand, c2 would have to count for 1 / 1.6
    assert (move.criterion, move.from_, move.to) == ("c2", pytest.approx(0.4), pytest.approx(0.625))


# --- edges ------------------------------------------------------------------------------------------------


def test_an_option_that_is_joint_first_needs_nothing() -> None:
    standing = Standing(flat({"a": [5, 5], "b": [5, 5], "c": [1, 1]}, [6, 4]))
    found = reversals(standing)
    assert [(each.t, each.status, each.moves) for each in found if each.option == "b"] == [(0.0, "within", ())] * 3
    assert by(found, "b", "weights").weights == pytest.approx({"c1": 0.6, "c2": 0.4})
    assert by(found, "b", "ratings").ratings == {}
    assert by(found, "c", "weights").status == "impossible"


def test_a_single_criterion_leaves_weights_nowhere_to_go() -> None:
    standing = Standing(flat({"a": [6], "b": [ThreePoint(2, 5, 8)]}, [3], Anything()))
    assert by(reversals(standing), "b", "weights").status == "impossible"
    for moving in ("ratings", "both"):
        found = by(reversals(standing), "b", moving)
        assert found.t == pytest.approx(1 / 3, abs=1e-9)
        assert [(move.criterion, move.kind) for move in found.moves] == [("c1", "rating")]


def test_who_is_excluded_neither_leads_nor_stands_in_the_way() -> None:
    scenario = flat({"a": [6, 5], "b": [5, 5], "out": [ThreePoint(8, 9, 10), 9]}, [6, 4])
    scenario = replace(scenario, requirements=(Requirement("K01", "a must"),))
    without = reversals(Standing(replace(scenario, options=scenario.options[:2])))
    excluded = Standing(
        scenario.with_requirement_result("out", "K01", RequirementResult(Verdict.FAIL)),
    )
    assert reversals(excluded) == without
    assert set(potentially_optimal(excluded)) == {"a", "b"}


def test_with_one_option_ranked_there_is_nothing_to_reverse() -> None:
    scenario = replace(flat(CROSSED, [6, 4]), requirements=(Requirement("K01", "a must"),))
    standing = Standing(scenario.with_requirement_result("a", "K01", RequirementResult(Verdict.FAIL)))
    assert reversals(standing) == ()
    assert potentially_optimal(standing)["b"].in_region


def test_options_come_in_the_order_of_the_file_and_movings_in_theirs() -> None:
    found = reversals(Standing(flat({"b": [0, 10], "a": [10, 5], "c": [1, 2]}, [6, 4])))
    assert [(each.option, each.moving) for each in found] == [
        (option, moving) for option in ("b", "c") for moving in ("weights", "ratings", "both")
    ]


def test_a_reversal_is_plain_json_with_the_keys_agreed() -> None:
    standing = Standing(load("scenarios/health-centre-portal.yaml"))
    for each in reversals(standing):
        written = json.loads(json.dumps(each.to_dict()))
        assert {"option", "moving", "status", "t", "weights", "ratings", "moves", "moves_t"} == set(written)
    for optimal in potentially_optimal(standing).values():
        assert set(json.loads(json.dumps(optimal.to_dict()))) == {"anywhere", "in_region", "weights"}


# --- against the scoring ----------------------------------------------------------------------------------


def check_all(scenario: Scenario) -> None:
    """Whatever is found makes the option first in the scoring, and what is kept of it does no less."""
    standing = Standing(scenario)
    found = reversals(standing)
    size = float(max(np.abs(FavourableRatings(standing, m).values(1.0)).max() for m in standing.ranked))
    assume(size < 1000)
    points = POINTS * max(1.0, size)
    for each in found:
        if each.status != "within":
            assert each.t is None
            continue
        assert each.t is not None
        assert 0 <= each.t <= 1
        assert lead_at(standing, each) >= -points
        if each.moves:
            assert each.moves_t is not None
            assert each.t - 2e-9 <= each.moves_t <= farthest_share(each.t) + 1e-9
            assert lead_after_moves(standing, each) >= -points
            if each.moves_t > 1e-3:
                assert lead_after_moves(standing, each, 0.99) < 0


@given(three_point_decisions())
def test_what_is_found_makes_the_option_first(scenario: Scenario) -> None:
    check_all(scenario)


@given(scenarios())
def test_what_is_found_makes_the_option_first_whatever_the_decision(scenario: Scenario) -> None:
    assume(scenario.ranked_options)
    check_all(scenario)


@given(scenarios())
def test_both_together_need_no_more_than_either(scenario: Scenario) -> None:
    assume(scenario.ranked_options)
    found = {(each.option, each.moving): each for each in reversals(Standing(scenario))}
    for (option, moving), each in found.items():
        if each.t is not None:
            both = found[option, "both"].t
            assert both is not None
            assert both <= each.t + 1e-9, moving
