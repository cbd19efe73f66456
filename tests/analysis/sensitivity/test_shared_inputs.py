"""Drivers as inputs common to all options: switching points, tornado, value of information, shares of variance."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from decision.analysis.sampling.values import draw_values
from decision.analysis.scoring import evaluate
from decision.analysis.sensitivity.conditioning import Beliefs
from decision.analysis.sensitivity.information import information
from decision.analysis.sensitivity.sensitivity import sensitivity
from decision.analysis.sensitivity.shared_switching import shared_bars, shared_switches
from decision.analysis.sensitivity.variance import variance_shares
from decision.analysis.shared_beliefs import SharedBeliefs, shared_inputs
from decision.analysis.simulation.simulation import simulate
from decision.analysis.standing import Standing
from decision.files.reader import read_scenario
from decision.model.contents import Dependence
from decision.model.cost_plan import CostPlan
from decision.model.driver import Driver
from decision.model.estimate import Exact, Percentiles, Range
from decision.model.evidence_ranges import is_single
from decision.model.expectation.above import above
from decision.model.payment import Payment, Steps
from decision.model.rating import Rating
from decision.model.scenario import Scenario
from decision.outputs.words.shared_inputs import nearest_shared, shared_switches_in_words
from tests.analysis.driven import BEHIND_WHERE_EXPECTED, BUY, FIRST_NOWHERE, USERS, decision, with_driver

CERTAIN_GROWTH = replace(USERS, growth=Exact(0.1))
PLANS = {
    "units": BUY,
    "above": CostPlan(upfront=Exact(20_000), yearly=Payment(per="users", price=Exact(60), above=8000)),
    "tiers": CostPlan(yearly=Payment(per="users", tiers=((0.0, Exact(20.0)), (9000.0, Exact(8.0))))),
    "steps": CostPlan(yearly=Payment(per="users", steps=Steps(4000, Exact(45_000)))),
}


def lead(scenario: Scenario, now: float) -> float:
    """Build's score less buy's with so many users for certain, worked out anew."""
    driver = replace(scenario.drivers[0], now=Exact(now))
    found = evaluate(with_driver(scenario, driver))
    return found.option("build").score - found.option("buy").score


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("outside", ["extrapolate", "clip"])
def test_the_switching_point_is_where_a_dense_scan_finds_it(plan: str, outside: str) -> None:
    scenario = decision(outside, CERTAIN_GROWTH, buy=PLANS[plan])
    standing = Standing(scenario)
    (switch,) = shared_switches(standing)
    sign = 1 if standing.options[standing.leader].id == "build" else -1
    for x, inside, outside_ in ((switch.low, 1.001, 0.999), (switch.high, 0.999, 1.001)):
        if x is not None:
            assert sign * lead(scenario, x * inside) >= -1e-6
            assert sign * lead(scenario, x * outside_) < 1e-6
    low = 0.0 if switch.low is None else switch.low
    high = switch.searched[1] if switch.high is None else switch.high
    for x in np.linspace(low * 1.001, min(high * 0.999, 40_000), 25 if outside == "extrapolate" else 4):
        assert sign * lead(scenario, float(x)) >= -1e-6
    assert switch.low is not None or switch.high is not None


def test_the_chance_beyond_a_switching_point_is_that_of_the_law() -> None:
    scenario = decision(users=replace(CERTAIN_GROWTH, now=Percentiles(4000, 15_000, shape="lognormal")))
    (switch,) = shared_switches(Standing(scenario))
    end = switch.low if switch.high is None else switch.high
    assert end is not None
    drawn = draw_values(scenario, 100_000, 0).shared["drivers.users.now"]
    beyond = np.mean(drawn > end) if switch.high is not None else np.mean(drawn < end)
    assert max(switch.chance_low, switch.chance_high) == pytest.approx(float(beyond), abs=0.005)


def test_a_driver_that_is_certain_has_a_switching_point_and_nothing_else() -> None:
    scenario = decision(users=Driver("users", Exact(9000.0)))
    standing = Standing(scenario)
    assert [switch.input for switch in shared_switches(standing)] == ["drivers.users"]
    assert shared_bars(standing) == []
    assert information(standing, draw_values(scenario, 1000, 0)).by_shared == ()


def test_a_bar_of_the_tornado_is_the_lead_with_the_driver_known() -> None:
    scenario = decision(users=CERTAIN_GROWTH)
    (bar,) = shared_bars(Standing(scenario))
    sign = 1 if Standing(scenario).leader == 0 else -1
    assert bar.criterion == "drivers.users"
    assert above(USERS.now.law, bar.low) == pytest.approx(0.9, abs=1e-5)
    assert bar.margin_low == pytest.approx(sign * lead(scenario, bar.low), abs=1e-6)
    assert bar.margin_high == pytest.approx(sign * lead(scenario, bar.high), abs=1e-6)


def test_what_a_driver_tells_of_scores_is_what_they_are_with_it_known_and_on_average_what_they_are() -> None:
    scenario = decision()
    standing = Standing(scenario)
    drawn = draw_values(scenario, 40_000, 0)
    beliefs = Beliefs(standing, drawn)
    (shared,) = shared_inputs(standing)
    told = beliefs.given_shared(shared, standing.weights)
    assert set(told) == {1}  # build hangs on nothing
    assert told[1].mean() == pytest.approx(standing.scores[1], abs=1e-9)
    known = {name: drawn.shared[name][:3] for name in shared.figures}
    exact = SharedBeliefs(standing).scores(known)
    assert np.allclose(told[1][:3], exact[1], atol=0.2)  # but for the mean over the draws
    for n in range(3):
        sure = Driver(
            "users", Exact(float(known["drivers.users.now"][n])), growth=Exact(float(known["drivers.users.growth"][n]))
        )
        assert evaluate(with_driver(scenario, sure)).option("buy").score == pytest.approx(exact[1, n], abs=1e-6)


def test_settling_a_driver_is_worth_what_nested_simulation_says_and_no_more_than_everything() -> None:
    scenario = decision(users=replace(USERS, now=Range(2000, 12_000)))
    standing = Standing(scenario)
    drawn = draw_values(scenario, 60_000, 0)
    found = information(standing, drawn)
    (worth,) = found.by_shared
    rng = np.random.default_rng(5)
    gains = []
    for _ in range(4000):
        now = USERS.growth.law.quantile(rng.random())  # type: ignore[union-attr]
        sure = {"drivers.users.now": np.array([rng.uniform(2000, 12_000)]), "drivers.users.growth": np.array([now])}
        s = SharedBeliefs(standing).scores(sure)[:, 0]
        gains.append(s.max() - s[standing.leader])
    error = np.std(gains) / np.sqrt(len(gains))
    assert worth.points > 0.1
    assert abs(worth.points - np.mean(gains)) < 4 * (error + worth.se)
    assert worth.points <= found.evpi
    cost = next(each for each in found.by_criterion if each.criterion == "cost")
    assert cost.points >= worth.points - 3 * worth.se  # the criterion is settled in all that it hangs on


def test_first_order_shares_add_up_to_little_less_than_the_whole() -> None:
    scenario = decision()
    standing = Standing(scenario)
    drawn = draw_values(scenario, 100_000, 0)
    shares = variance_shares(standing, drawn, standing.weights)
    by_name = {
        each.criterion if each.option is None else f"{each.option}.{each.criterion}": each for each in shares.inputs
    }
    assert {"drivers.users", "buy.cost", "build.cost", "buy.fit", "build.fit"} == set(by_name)
    assert 0.9 < sum(each.first for each in shares.inputs) <= 1 + 1e-9  # the rest is price times number
    gap = (drawn.values[standing.leader] - drawn.values[1 - standing.leader]).T @ standing.weights
    assert shares.variance == pytest.approx(100**2 * float(gap.var()), rel=1e-9)
    assert by_name["drivers.users"].first > by_name["buy.cost"].first
    assert by_name["drivers.users"].total is None


def test_options_that_hang_on_a_driver_alike_have_nothing_to_find_out_from_it() -> None:
    paid = CostPlan(yearly=Payment(per="users", price=Exact(13)))
    scenario = decision(build=paid, buy=paid)
    standing = Standing(scenario)
    drawn = draw_values(scenario, 20_000, 0)
    (worth,) = information(standing, drawn).by_shared
    assert worth.points == pytest.approx(0, abs=1e-9)
    assert all(each.criterion != "drivers.users" for each in variance_shares(standing, drawn, standing.weights).inputs)


def test_under_dependence_a_driver_is_still_an_input_of_its_own() -> None:
    scenario = decision(dependence=Dependence(0.4))
    result = sensitivity(scenario, 20_000, 0)
    (worth,) = result.information.by_shared
    assert 0 < worth.points <= result.information.evpi
    assert any(each.criterion == "drivers.users" and each.first > 0.05 for each in result.variance.inputs)


def test_a_clipped_cost_has_the_same_inputs() -> None:
    result = sensitivity(decision("clip"), 20_000, 0)
    assert [each.criterion for each in result.information.by_shared] == ["drivers.users"]
    assert sum(each.first for each in result.variance.inputs) == pytest.approx(1, abs=0.1)


def test_the_json_of_the_command_line_has_drivers() -> None:
    found = sensitivity(decision(), 5000, 0).to_dict()
    (driver,) = found["drivers"]
    assert driver["input"] == "drivers.users"
    assert driver["figure"] == "drivers.users.now"
    assert {"expected", "low", "high", "low_to", "high_to", "chance_low", "chance_high", "searched"} <= driver.keys()
    assert [each["criterion"] for each in found["information"]["by_shared"]] == ["drivers.users"]
    assert any(bar["criterion"] == "drivers.users" for bar in found["tornado"])


def test_a_decision_without_drivers_has_none() -> None:
    plain = decision(buy=CostPlan(yearly=Exact(100_000)), drivers=())
    found = sensitivity(plain, 2000, 0)
    assert found.shared == ()
    assert found.information.by_shared == ()


def test_the_nearest_change_may_be_that_of_a_driver_the_one_beyond_which_most_futures_lie() -> None:
    scenario = decision()
    found = sensitivity(scenario, 2000, 1)
    nearest, (switch,) = found.robustness.shared, found.shared
    assert nearest == switch
    assert found.to_dict()["robustness"]["driver"] == "drivers.users.now"
    assert found.to_dict()["robustness"]["driver_chance"] == max(switch.chance_low, switch.chance_high)
    assert nearest_shared(scenario, found) in shared_switches_in_words(scenario, found)
    nowhere = decision(build=BUY)
    assert sensitivity(nowhere, 2000, 1).robustness.shared is None
    assert nearest_shared(nowhere, sensitivity(nowhere, 2000, 1)) == ""


def test_with_an_open_growth_scores_given_the_number_are_those_of_the_number_typed() -> None:
    for plan in PLANS.values():
        scenario = decision(buy=plan)
        numbers = np.array([3000.0, 8000, 9000, 12_000, 20_000])
        found = SharedBeliefs(Standing(scenario)).scores({"drivers.users.now": numbers})
        for i, x in enumerate(numbers.tolist()):
            typed = evaluate(with_driver(scenario, replace(USERS, now=Exact(x))))
            assert [each.score for each in typed.options] == pytest.approx(found[:, i], abs=1e-5)


def test_a_plan_of_numbers_that_hangs_on_an_open_driver_is_no_single_number() -> None:
    certain = CostPlan(yearly=Payment(per="users", price=Exact(10)))
    scenario = decision(build=CostPlan(upfront=Exact(400_000)), buy=certain)
    rows = [is_single(scenario, option.id, "cost") for option in scenario.options]
    assert rows == [True, False]
    fits = scenario.with_rating("build", "fit", Rating(Exact(6))).with_rating("buy", "fit", Rating(Exact(6)))
    assert not simulate(fits, 100, 1).certain
    assert simulate(with_driver(fits, Driver("users", Exact(9000))), 100, 1).certain


@pytest.mark.parametrize("text", [BEHIND_WHERE_EXPECTED, FIRST_NOWHERE], ids=["behind", "nowhere"])
def test_a_lead_that_is_not_there_at_what_is_expected_turns_where_it_is(text: str) -> None:
    """Averages over steps are no score at any number: of 2,050 users a third step is begun, on average 2.55 are."""
    scenario = read_scenario(text.encode(), "x.yaml")
    standing = Standing(scenario)
    (switch,) = shared_switches(standing)
    leads = standing.options[standing.leader].id
    if text == FIRST_NOWHERE:
        assert (leads, switch.low, switch.high) == ("extend", switch.expected, switch.expected)
        assert switch.chance_low + switch.chance_high == pytest.approx(1)
        return
    assert (leads, switch.low, switch.high_to) == ("build", None, "buy")
    assert switch.expected == 2050
    assert switch.high == pytest.approx(2000, abs=1e-4)
    assert switch.chance_high == pytest.approx(1500 / 2900, abs=1e-6)
