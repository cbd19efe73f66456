"""Simulation: what holds of every run, and closed forms."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest

from decision.analysis.sampling.values import draw_values
from decision.analysis.sampling.weights import WeightsDrawn
from decision.analysis.simulation.simulation import MOST_DRAWS, simulate
from decision.files.reader import load, read_scenario
from decision.model.contents import Dependence
from decision.model.errors import DecisionError
from decision.model.estimate import Exact, Moments, Percentiles, ThreePoint
from decision.model.rating import Rating
from decision.model.requirement import RequirementResult, Verdict
from decision.model.scenario import Scenario
from decision.model.value_function import Midvalue, Scale, ValueFunction

ROOT = Path(__file__).resolve().parents[3]
PORTAL = load(ROOT / "scenarios" / "health-centre-portal.yaml")
MINIMAL = load(ROOT / "scenarios" / "minimal.yaml")
DRAWS = 20_000


def small(extra: str = "", **ratings: list[str]) -> Scenario:
    """Options with ratings on criteria a, b, … of weight 1 each, 0 to 10."""
    names = "abcdef"[: len(next(iter(ratings.values())))]
    lines = ["format: 1", "title: Small", "criteria:"]
    lines += [f"  {name}: {{worst: 0, best: 10, weight: 1, outside: extrapolate}}" for name in names]
    lines.append("options:")
    for option, given in ratings.items():
        pairs = ", ".join(f"{name}: {rating}" for name, rating in zip(names, given, strict=True))
        lines.append(f"  {option}: {{ratings: {{{pairs}}}}}")
    return read_scenario("\n".join([*lines, extra]).encode(), "small.yaml")


def test_the_same_seed_gives_the_same_bits_and_another_seed_others() -> None:
    assert simulate(PORTAL, DRAWS, 5).to_dict() == simulate(PORTAL, DRAWS, 5).to_dict()
    assert simulate(PORTAL, DRAWS, 5).to_dict() != simulate(PORTAL, DRAWS, 6).to_dict()


def test_zero_is_a_seed() -> None:
    assert simulate(PORTAL, DRAWS, 0).seed == 0
    assert simulate(PORTAL, DRAWS, 0).to_dict() != simulate(PORTAL, DRAWS, PORTAL.simulation.seed).to_dict()


@pytest.mark.parametrize("weights", ["file", "stated", "any"])
def test_shares_sum_to_one_over_options_and_over_ranks(weights: str) -> None:
    result = simulate(PORTAL, DRAWS, 1, weights=weights)  # type: ignore[arg-type]
    ranks = np.array([option.rank_acceptability for option in result.options])
    assert ranks.sum(axis=0) == pytest.approx([1, 1, 1], abs=1e-12)
    assert ranks.sum(axis=1) == pytest.approx([1, 1, 1], abs=1e-12)
    for one, row in result.pairwise.items():
        for other, share in row.items():
            assert share + result.pairwise[other][one] == pytest.approx(1, abs=1e-12)


def test_another_option_changes_nobody_elses_draws() -> None:
    more = replace(PORTAL, options=(*PORTAL.options, replace(PORTAL.options[0], id="other", name="Other")))
    before = draw_values(PORTAL, 1000, 3).values
    after = draw_values(more, 1000, 3).values
    assert (after[:3] == before).all()
    assert not (after[3] == before[0]).all()


def test_another_criterion_changes_nobody_elses_draws() -> None:
    two = small(x=["{low: 1, mode: 5, high: 9}", "{p10: 2, p90: 8}"], y=["3", "{low: 0, high: 5}"])
    one = small(x=["{low: 1, mode: 5, high: 9}"], y=["3"])
    assert (draw_values(two, 1000, 3).values[:, :1] == draw_values(one, 1000, 3).values).all()


def test_moving_a_weight_draws_no_rating_anew() -> None:
    moved = PORTAL.with_weights({"cost": 90})
    assert (draw_values(moved, 1000, 3).values == draw_values(PORTAL, 1000, 3).values).all()


@pytest.mark.parametrize("weights", ["file", "stated"])
def test_kept_draws_give_the_same_result_as_fresh_ones(weights: str) -> None:
    moved = PORTAL.with_weights({"cost": 90})
    drawn = draw_values(PORTAL, DRAWS, 3)
    fresh = simulate(moved, DRAWS, 3, weights=weights)  # type: ignore[arg-type]
    assert simulate(moved, DRAWS, 3, weights=weights, drawn=drawn).to_dict() == fresh.to_dict()  # type: ignore[arg-type]


def test_kept_draws_of_other_ratings_are_refused() -> None:
    drawn = draw_values(PORTAL, DRAWS, 3)
    changed = PORTAL.with_rating("buy", "fit", Rating(Exact(3)))
    with pytest.raises(DecisionError, match="drawn from other ratings"):
        simulate(changed, DRAWS, 3, drawn=drawn)
    with pytest.raises(DecisionError, match="drawn from other ratings"):
        simulate(PORTAL, DRAWS, 4, drawn=drawn)


def test_fewer_draws_are_the_first_of_more() -> None:
    assert (draw_values(PORTAL, 30_000, 3).values[:, :, :10_000] == draw_values(PORTAL, 10_000, 3).values).all()


def test_options_that_are_the_same_share_the_first_rank() -> None:
    result = simulate(small(x=["5", "3"], y=["3", "5"], z=["1", "1"]), 1000, 1)
    assert [option.p_best for option in result.options] == [0.5, 0.5, 0]
    assert result.option("x").rank_acceptability == (0.5, 0.5, 0)
    assert result.pairwise["x"]["y"] == 0.5


def test_a_certain_scenario_has_the_scores_of_the_evaluation() -> None:
    result = simulate(MINIMAL, 100, 1)
    assert [option.mean for option in result.options] == pytest.approx([48.5, 62.0, 65.5])
    assert [option.p10 for option in result.options] == pytest.approx([48.5, 62.0, 65.5])
    assert [option.sd for option in result.options] == pytest.approx([0, 0, 0], abs=1e-6)
    assert result.evpi == pytest.approx(0, abs=1e-9)


def test_two_options_with_normal_ratings_against_the_closed_form() -> None:
    """P(x beats y) = Phi((6 - 5)/sqrt(2² + 1²)); E max = mean + sd·phi(z) + … (Clark 1961)."""
    draws = 400_000
    result = simulate(small(x=["{mean: 6, sd: 2}"], y=["{mean: 5, sd: 1}"]), draws, 1)
    law, gap = NormalDist(), math.sqrt(5)
    p = law.cdf(1 / gap)
    assert result.option("x").p_best == pytest.approx(p, abs=4 * math.sqrt(p * (1 - p) / draws))
    highest = 10 * (6 * p + 5 * (1 - p) + gap * law.pdf(1 / gap))
    assert result.evpi == pytest.approx(highest - 60, abs=4 * 20 / math.sqrt(draws))
    assert result.option("x").mean == pytest.approx(60, abs=4 * 20 / math.sqrt(draws))
    assert result.option("x").sd == pytest.approx(20, rel=4 / math.sqrt(2 * draws))
    for name, level in (("p10", 0.1), ("p50", 0.5), ("p80", 0.8), ("p90", 0.9)):
        quantile = 60 + 20 * law.inv_cdf(level)
        spread = math.sqrt(level * (1 - level) / draws) * 20 / law.pdf(law.inv_cdf(level))
        assert getattr(result.option("x"), name) == pytest.approx(quantile, abs=4 * spread + result.quantile_error)


def test_the_error_of_a_share_is_its_standard_error() -> None:
    result = simulate(PORTAL, DRAWS, 1)
    for option in result.options:
        assert option.p_best is not None
        assert option.p_best_se == pytest.approx(math.sqrt(option.p_best * (1 - option.p_best) / DRAWS))


@pytest.mark.parametrize(
    ("ratings", "weights", "more", "certain"),
    [
        (["5", "5"], "file", "", True),
        (["{levels: {5: 0.9995, 0: 0.0005}}", "5"], "file", "", False),
        (["{levels: {5: 1}}", "{low: 3, high: 3}"], "file", "", True),
        (["5", "5"], "any", "", False),
        (["5", "5"], "stated", "weight_uncertainty: any", True),
        (["5", "5"], "file", "weight_uncertainty: any", False),
        (["5", "5"], "file", "weight_uncertainty: {ranges: {a: [50, 50]}}", True),
        (["{low: 1, high: 9}", "5"], "file", "", False),
    ],
)
def test_whether_anything_is_uncertain_follows_from_what_was_stated(
    ratings: list[str], weights: WeightsDrawn, more: str, certain: bool
) -> None:
    assert simulate(small(more, x=ratings, y=["1", "1"]), 10, 1, weights=weights).certain is certain


def test_what_is_uncertain_and_does_not_count_is_as_good_as_certain() -> None:
    scenario = small(x=["{low: 1, high: 9}", "5"], y=["1", "1"])
    assert simulate(scenario.with_weights({"a": 0, "b": 1}), 10, 1).certain
    assert simulate(scenario, 10, 1, ratings=False).certain
    out = replace(scenario.options[0], left_out=True)
    assert simulate(replace(scenario, options=(out, scenario.options[1])), 10, 1).certain


def test_a_share_without_spread_has_no_error() -> None:
    level = simulate(small(x=["5", "4"], y=["4", "5"], z=["1", "1"]), DRAWS, 1)
    assert [(option.p_best, option.p_best_se) for option in level.options] == [(0.5, 0), (0.5, 0), (0, 0)]
    assert level.option("x").rank_acceptability_se == (0, 0, 0)
    assert level.pairwise["x"]["y"] == 0.5
    assert {se for row in level.pairwise_se.values() for se in row.values()} == {0}


def test_the_error_of_a_share_with_ties_is_that_of_the_shares() -> None:
    """x is 6 or, as y is, 5, alike: its share of the first rank is 1 or a half, so 0.25 apart from the mean."""
    result = simulate(small(x=["{levels: {5: 0.5, 6: 0.5}}"], y=["5"]), DRAWS, 1)
    x = result.option("x")
    assert x.p_best == pytest.approx(0.75, abs=4 * 0.25 / math.sqrt(DRAWS))
    assert x.p_best_se == pytest.approx(0.25 / math.sqrt(DRAWS), rel=1e-3)
    assert result.pairwise_se["x"]["y"] == pytest.approx(0.25 / math.sqrt(DRAWS), rel=1e-3)


def test_regret_and_information_are_consistent() -> None:
    result = simulate(PORTAL, DRAWS, 1)
    regrets = [option.expected_regret for option in result.options]
    assert result.evpi == pytest.approx(min(regret for regret in regrets if regret is not None))
    means = [option.mean for option in result.options]
    assert np.ptp(np.array(regrets, dtype=float) + means) == pytest.approx(0, abs=1e-9)


def test_an_excluded_option_is_scored_and_never_ranked() -> None:
    excluded = PORTAL.with_requirement_result("extend", "K06", RequirementResult(Verdict.FAIL))
    before, after = simulate(PORTAL, DRAWS, 1), simulate(excluded, DRAWS, 1)
    extend = after.option("extend")
    assert extend.mean == before.option("extend").mean
    assert extend.p90 == before.option("extend").p90
    assert (extend.p_best, extend.rank_acceptability, extend.expected_regret) == (None, None, None)
    assert (extend.central_weights, extend.confidence_factor) == (None, None)
    assert "extend" not in after.pairwise
    assert all("extend" not in row for row in after.pairwise.values())
    assert len(after.option("buy").rank_acceptability or ()) == 2


def test_a_scenario_with_every_option_excluded_is_refused() -> None:
    scenario = PORTAL
    for option in PORTAL.options:
        scenario = scenario.with_requirement_result(option.id, "K06", RequirementResult(Verdict.FAIL))
    with pytest.raises(DecisionError, match="every option is excluded"):
        simulate(scenario, 100, 1)


@pytest.mark.parametrize("draws", [0, -1, MOST_DRAWS + 1, 10**12])
def test_numbers_of_draws_out_of_reach_are_refused(draws: int) -> None:
    with pytest.raises(DecisionError, match=r"a simulation takes 1 to 1,000,000,000 draws \(got"):
        simulate(PORTAL, draws, 1)


def test_a_negative_seed_is_refused() -> None:
    with pytest.raises(DecisionError, match="a seed is a whole number of 0 or more"):
        simulate(PORTAL, 100, -1)


def test_ratings_held_leave_the_weights_to_vary() -> None:
    result = simulate(PORTAL, DRAWS, 1, ratings=False)
    assert all(summary.p10 == summary.p90 for summary in result.option("buy").ratings.values())
    assert result.option("buy").sd > 0
    assert simulate(PORTAL, DRAWS, 1, ratings=False, weights="stated").option("buy").sd == pytest.approx(0, abs=1e-6)


def test_the_mean_of_drawn_ratings_is_the_mean_of_their_law() -> None:
    drawn = draw_values(
        small(
            x=["{low: 1, mode: 2, high: 9}", "{mean: 4, sd: 2, shape: gamma}", "{levels: {1: 0.2, 7: 0.8}}"],
            y=["1", "1", "1"],
        ),
        200_000,
        1,
    )
    for row, law in zip(drawn.values[0], (ThreePoint(1, 2, 9).law, Moments(4, 2, "gamma").law, None), strict=True):
        mean, sd = (5.8, 2.4) if law is None else (law.mean, law.sd)
        assert 10 * row.mean() == pytest.approx(mean, abs=4 * sd / math.sqrt(200_000))
        assert 10 * row.std() == pytest.approx(sd, rel=0.01)


def test_tails_are_drawn_more_finely_than_the_bulk() -> None:
    """Of 4,000,000 draws some 400 lie beyond P99.99, as many as should, where cells of equal width had one value."""
    draws = 4_000_000
    values = draw_values(small(x=["{p10: -1, p90: 1}"], y=["1"]), draws, 1).values[0, 0] * 10
    law = Percentiles(-1, 1).law
    beyond = values[values > float(law.quantile(0.9999))]
    assert abs(len(beyond) - 400) < 4 * math.sqrt(400)
    assert len(np.unique(beyond)) > 0.5 * len(beyond)
    lowest = values[values < float(law.quantile(0.0001))]
    assert abs(len(lowest) - 400) < 4 * math.sqrt(400)


def test_dependence_within_an_option_correlates_better_with_better() -> None:
    scenario = small("dependence: {within_option: 0.5}", x=["{mean: 5, sd: 1}", "{mean: 5, sd: 1}"], y=["1", "1"])
    flipped = replace(
        scenario,
        criteria=tuple(
            replace(
                c, value_function=replace(c.value_function, scale=replace(c.value_function.scale, worst=10.0, best=0.0))
            )  # type: ignore[type-var, union-attr]
            if c.id == "b"
            else c
            for c in scenario.criteria
        ),
    )
    for case in (scenario, flipped):
        values = draw_values(case, 100_000, 1).values[0]
        assert np.corrcoef(values)[0, 1] == pytest.approx(0.5, abs=4 / math.sqrt(100_000))


def test_dependence_leaves_every_law_as_it_is() -> None:
    free = small(x=["{low: 1, mode: 2, high: 9}", "{p10: 3, p90: 5}"], y=["1", "1"])
    bound = replace(free, dependence=Dependence(0.9, (("x.a", "x.b", -0.5),)))
    n = 200_000
    for row_free, row_bound in zip(draw_values(free, n, 1).values[0], draw_values(bound, n, 2).values[0], strict=True):
        levels = np.linspace(0.01, 0.99, 25)
        reached = np.array([(row_bound <= x).mean() for x in np.quantile(row_free, levels)])
        assert np.abs(reached - levels).max() < 4 * math.sqrt(2 * 0.25 / n)


def test_a_pair_overrides_the_correlation_on_the_scale_of_ratings() -> None:
    scenario = small(
        "dependence: {within_option: 0.3, pairs: [[x.a, y.a, -0.7], [x.a, x.b, 0.6]]}",
        x=["{mean: 5, sd: 1}", "{mean: 5, sd: 1}"],
        y=["{mean: 5, sd: 1}", "{mean: 5, sd: 1}"],
    )
    values = draw_values(scenario, 100_000, 1).values
    bound = 4 / math.sqrt(100_000)
    assert np.corrcoef(values[0, 0], values[1, 0])[0, 1] == pytest.approx(-0.7, abs=bound)
    assert np.corrcoef(values[0, 0], values[0, 1])[0, 1] == pytest.approx(0.6, abs=bound)
    assert np.corrcoef(values[1, 0], values[1, 1])[0, 1] == pytest.approx(0.3, abs=bound)


def test_what_is_not_stated_follows_from_what_is() -> None:
    scenario = small(
        "dependence: {within_option: 0.5, pairs: [[x.a, y.a, 0.7]]}",
        x=["{mean: 5, sd: 1}", "{mean: 5, sd: 1}"],
        y=["{mean: 5, sd: 1}", "{mean: 5, sd: 1}"],
    )
    values = draw_values(scenario, 100_000, 1).values.reshape(4, -1)
    expected = [[1, 0.5, 0.7, 0.35], [0.5, 1, 0.35, 0.175], [0.7, 0.35, 1, 0.5], [0.35, 0.175, 0.5, 1]]
    assert np.corrcoef(values) == pytest.approx(np.array(expected), abs=4 / math.sqrt(100_000))


def test_a_plan_is_drawn_from_all_its_parts() -> None:
    result = simulate(PORTAL, 100_000, 1)
    cost = result.option("build").ratings["cost"]
    assert cost.p50 < cost.p80 < cost.p90
    assert cost.mean == pytest.approx(2_037_000, rel=0.02)  # 288k + 640k·1.423 + 4.515·180k + 17k


def test_clipping_is_reported_as_the_share_of_draws() -> None:
    clipped = small(x=["{low: -5, high: 15}", "5"], y=["1", "20"])
    clipped = replace(
        clipped,
        criteria=tuple(
            replace(c, value_function=replace(c.value_function, outside="clip"))  # type: ignore[type-var]
            for c in clipped.criteria
        ),
    )
    result = simulate(clipped, 1000, 1)
    assert result.clipped["x"]["a"] == pytest.approx(0.5, abs=2**-14)
    assert result.clipped["x"]["b"] == 0
    assert result.clipped["y"]["b"] == 1


def test_progress_is_told_up_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    simulate(PORTAL, 50_000, 1, progress=lambda done, draws: told.append((done, draws)))
    assert told[-1] == (50_000, 50_000)
    assert [done for done, _ in told] == sorted({done for done, _ in told})


def test_results_as_a_frame_have_one_row_an_option() -> None:
    frame = simulate(PORTAL, 1000, 1).to_frame()
    assert list(frame.index) == ["build", "buy", "extend"]
    assert frame["p_best"].sum() == pytest.approx(1)


def test_scores_drawn_too_far_out_are_an_error_that_names_the_option() -> None:
    scenario = small("weight_uncertainty: any", x=["-990", "5"], y=["1", "5"])
    steep = ValueFunction(Scale(0, 10), Midvalue(1.0), "extrapolate")
    scenario = scenario.with_criterion("a", replace(scenario.criteria[0], value_function=steep))
    with pytest.raises(DecisionError, match="scores of X are drawn too far out to compute with"):
        simulate(scenario, 10_000, 1)
