"""What all options share moves beside ratings: closed forms, dense scans, and scores where it is written out."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from decision.analysis.reversal.favourable_ratings import FavourableRatings
from decision.analysis.reversal.reversal import Reversal, reversals
from decision.analysis.reversal.shared_way import SharedWay, favourable_way, shared_ends
from decision.analysis.scoring import evaluate
from decision.analysis.standing import Standing
from decision.files.reader import read_scenario
from decision.model.estimate import Exact
from decision.model.rating import Rating
from decision.model.scenario import Scenario

YEARS, RATE = 3, 0.04
PAID = sum((1 + RATE) ** -t for t in range(1, YEARS + 1))


def decision(build: str, buy: str, *, driver: str = "now: {low: 1000, high: 5000}", third: str = "") -> Scenario:
    """Two options or three, of which cost counts half and fit the other."""
    text = f"""
format: 1
title: By users
currency: USD
horizon_years: {YEARS}
discount_rate: {RATE}
drivers: {{users: {{unit: users, {driver}}}}}
criteria:
  cost: {{worst: 400000, best: 0, kind: cost_plan, outside: extrapolate}}
  fit: {{worst: 0, best: 10}}
weights: {{cost: 50, fit: 50}}
options:
  build: {{ratings: {{cost: {build}, fit: 6}}}}
  buy: {{ratings: {{cost: {buy}, fit: 6}}}}
{third}"""
    return read_scenario(text.encode(), "users.yaml")


def by_ratings(scenario: Scenario, option: str) -> Reversal:
    return next(each for each in reversals(Standing(scenario)) if (each.option, each.moving) == (option, "ratings"))


PER_USER = "{yearly: {per: users, price: 20}}"


def test_one_driver_alone_moves_to_where_both_cost_the_same() -> None:
    found = by_ratings(decision("{upfront: 200000}", PER_USER), "build")
    users = 200_000 / (20 * PAID)
    assert found.status == "within"
    assert found.shared is not None
    assert found.shared["drivers.users.now"] == pytest.approx(users, rel=1e-6)
    assert found.t == pytest.approx((users - 3000) / 2000, rel=1e-6)
    (move,) = found.moves
    assert (move.kind, move.option, move.criterion, move.from_) == ("shared", None, "drivers.users.now", 3000)
    assert move.to == pytest.approx(users, rel=1e-6)
    assert found.check is not None
    assert found.check.are_enough(found.moves)
    assert not found.check.are_enough([replace(move, to=0.999 * users)])
    assert json.loads(json.dumps(found.to_dict()))["shared"]["drivers.users.now"] == pytest.approx(users, rel=1e-6)


def test_a_driver_that_reaches_no_such_number_leaves_the_option_behind() -> None:
    found = by_ratings(decision("{upfront: 300000}", PER_USER), "build")
    assert (found.t, found.shared) == (None, None)
    assert found.status == "beyond"  # with all weight on what is level both are first together
    assert "shared" not in found.to_dict()


def test_where_no_number_would_do_on_any_criterion_it_is_impossible() -> None:
    worse = decision("{upfront: 300000}", PER_USER)
    build = worse.options[0]
    worse = replace(
        worse,
        options=(replace(build, ratings={**build.ratings, "fit": Rating(Exact(5.0))}), *worse.options[1:]),
    )
    assert by_ratings(worse, "build").status == "impossible"


def test_an_option_that_is_first_only_half_way_is_within_reach() -> None:
    """One more server at 4,000 users: buying is dearer just before the steps of building catch up."""
    build = "{yearly: {per: users, price: 0, above: 3999, steps: {every: 10000, price: 90000}}, upfront: 200000}"
    found = by_ratings(decision(build, PER_USER), "build")
    users = 200_000 / (20 * PAID)
    assert found.shared is not None
    assert found.shared["drivers.users.now"] == pytest.approx(users, rel=1e-6)
    assert found.check is not None
    assert found.check.are_enough(found.moves)


PLANS = (
    ("{upfront: {low: 150000, high: 320000}}", PER_USER),
    (
        "{upfront: 230000, yearly: {per: users, price: {low: 1, high: 3}}}",
        "{yearly: {per: users, tiers: [[0, 30], [3000, 8]]}}",
    ),
    (PER_USER, "{upfront: 90000, yearly: {per: users, steps: {every: 1500, price: 20000}}}"),
    (
        "{upfront: 260000, savings: {per: users, price: 5}}",
        "{yearly: {per: users, price: {low: 15, high: 25}, minimum: 40000}}",
    ),
)
DRIVER = "now: {low: 1000, mode: 2000, high: 5000}, growth: {low: -0.1, high: 0.5}"
THIRD = (
    "  extend: {ratings: {cost: {upfront: 110000, yearly: {per: users, price: 9}}, fit: {low: 3, mode: 5, high: 7}}}\n"
)


@pytest.mark.parametrize("plans", PLANS)
def test_a_dense_scan_of_all_directions_finds_nothing_nearer(plans: tuple[str, str]) -> None:
    standing = Standing(decision(*plans, driver=DRIVER, third=THIRD))
    for each in reversals(standing):
        if each.moving != "ratings":
            continue
        m = [option.id for option in standing.options].index(each.option)
        favourable = FavourableRatings(standing, m)
        ends = shared_ends(standing.scenario.plan_basis, favourable.beliefs)
        for t in np.linspace(0.02, 1.0, 30):
            if each.t is not None and t > each.t - 0.01:
                break
            for settings in itertools.product(
                *([(name, None), (name, low), (name, high)] for name, (_, low, high) in ends.items())
            ):
                way = SharedWay({name: (ends[name][0], end) for name, end in settings if end is not None})
                values = favourable.values(t, way.at(t))
                scores = 100 * values @ standing.weights
                assert scores[m] < max(scores[other] for other in standing.ranked if other != m)


def written_out(scenario: Scenario, found: Reversal, shared: Mapping[str, float]) -> Scenario:
    """The decision with what moves where a reversal says that it is."""
    drivers = tuple(
        replace(
            driver,
            now=Exact(shared[driver.figure]) if driver.figure in shared else driver.now,
            growth=Exact(shared[driver.growth_figure]) if driver.growth_figure in shared else driver.growth,
        )
        for driver in scenario.drivers
    )
    options = tuple(
        replace(
            option,
            ratings={
                **option.ratings,
                **{path: Rating(Exact(x)) for path, x in (found.ratings or {}).get(option.id, {}).items()},
            },
        )
        for option in scenario.options
    )
    weights = found.weights or scenario.weights
    criteria = tuple(replace(each, weight=100 * weights[each.id]) for each in scenario.criteria)
    return replace(scenario, drivers=drivers, options=options, criteria=criteria)


@pytest.mark.parametrize("plans", PLANS)
def test_the_option_is_first_where_all_that_moves_is_written_into_the_decision(plans: tuple[str, str]) -> None:
    scenario = decision(*plans, driver=DRIVER, third=THIRD)
    moved = 0
    for each in reversals(Standing(scenario)):
        if each.status != "within":
            continue
        moved += bool(each.shared)
        scores = {row.id: row.score for row in evaluate(written_out(scenario, each, each.shared or {})).options}
        assert scores[each.option] >= max(scores.values()) - 1e-6
        assert each.check is not None
        assert each.check.are_enough(each.moves)
    assert moved


@pytest.mark.parametrize("plans", PLANS)
def test_what_is_most_favourable_is_so_at_every_setting(plans: tuple[str, str]) -> None:
    standing = Standing(decision(*plans, driver=DRIVER, third=THIRD))
    rng = np.random.default_rng(1)
    for m in standing.others:
        favourable = FavourableRatings(standing, m)
        ends = shared_ends(standing.scenario.plan_basis, favourable.beliefs)
        bound = favourable.most_favourable({name: (low, high) for name, (_, low, high) in ends.items()})
        sign = np.where(np.arange(len(bound)) == m, 1, -1)[:, np.newaxis]
        for _ in range(40):
            shared = {name: float(rng.uniform(low, high)) for name, (_, low, high) in ends.items()}
            for t in (0.0, 0.5, 1.0):
                assert (sign * (bound - favourable.values(t, shared)) >= -0.01).all()


def test_a_figure_that_helps_nowhere_stays_as_uncertain_as_it_is() -> None:
    way = favourable_way(
        {"x": (0.5, 0.0, 1.0), "y": (0.5, 0.0, 1.0)},
        lambda _, at: -1.0 - abs(at.get("x", 0.5) - 0.5) + at.get("y", 0.5),
    )
    assert dict(way.ways) == {"y": (0.5, 1.0)}
    assert way.at(0.0) == {}
    assert way.at(0.5) == {"y": 0.75}
    assert way.at(0.5, ()) == {}
