"""What all options share, in sentences: where a driver changes the leader, in its unit, and rounded so that it does."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from decision.analysis.scoring import evaluate
from decision.analysis.sensitivity.sensitivity import sensitivity
from decision.files.reader import read_scenario
from decision.model.cost_plan import CostPlan
from decision.model.driver import Driver
from decision.model.estimate import Exact, Range, ThreePoint
from decision.model.payment import Payment
from decision.model.rating import Rating
from decision.outputs.text.sensitivity import sensitivity_text
from decision.outputs.words.figures import estimate_in_words
from decision.outputs.words.reversals import reversals
from decision.outputs.words.shared_inputs import price_basis_in_words, shared_figure, shared_switches_in_words
from tests.analysis.driven import BEHIND_WHERE_EXPECTED, FIRST_NOWHERE, USERS, decision, with_driver

FIXED = replace(USERS, growth=Exact(0.1))


def test_a_driver_that_changes_the_leader_is_told_in_its_unit_beyond_which_it_does() -> None:
    scenario = decision(users=FIXED)
    result = sensitivity(scenario, 2000, 0)
    (sentence,) = shared_switches_in_words(scenario, result)
    found = re.fullmatch(
        r"(Build|Buy) overtakes (Build|Buy) (above|below) ([\d,]+) active users \((.+) of 100 futures\); "
        r"today's estimate is 9,170 \(4,000 to 15,000\)\.",
        sentence,
    )
    assert found is not None, sentence
    there = with_driver(scenario, replace(FIXED, now=Exact(float(found[4].replace(",", "")))))
    assert scenario.option(str(evaluate(there).leader)).name == found[1]
    assert scenario.option(str(evaluate(scenario).leader)).name == found[2]


def test_what_changes_nothing_is_said_with_how_far_was_looked() -> None:
    scenario = decision(users=FIXED, build=CostPlan(upfront=Exact(90_000_000)))
    (sentence,) = shared_switches_in_words(scenario, sensitivity(scenario, 2000, 0))
    found = re.match(r"Buy stays first from 0 to ([\d,]+) active users; today's estimate is", sentence)
    assert found is not None, sentence
    there = with_driver(scenario, replace(FIXED, now=Exact(float(found[1].replace(",", "")))))
    assert evaluate(there).leader == "buy"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BEHIND_WHERE_EXPECTED, "Buy overtakes Build above 2,000 users (52 of 100 futures); today's estimate is 2,050 (600 to 3,500)."),
        (FIRST_NOWHERE, "Extend leads only as long as the number of users is not known; today's estimate is 2,000 (1,000 to 3,000)."),
    ],
)  # fmt: skip
def test_a_lead_that_is_not_there_at_what_is_expected_is_told_where_it_is(text: str, said: str) -> None:
    scenario = read_scenario(text.encode(), "x.yaml")
    assert shared_switches_in_words(scenario, sensitivity(scenario, 1000, 0)) == (said,)


PER_USER = CostPlan(yearly=Payment(per="users", price=Exact(13)))
CHEAP_TO_BUILD = CostPlan(upfront=Exact(440_000))


def test_what_would_have_to_be_true_says_where_a_driver_would_have_to_be_and_there_it_is_enough() -> None:
    scenario = decision(users=replace(USERS, growth=None), build=CHEAP_TO_BUILD, buy=PER_USER)
    scenario = replace(
        scenario,
        options=tuple(replace(each, ratings={**each.ratings, "fit": Rating(Exact(6.0))}) for each in scenario.options),
    )
    result = sensitivity(scenario, 2000, 0)
    said = "\n".join(reversals(scenario, result)["buy" if result.leader == "build" else "build"])
    found = re.search(
        r"With the weights as they are, (Build|Buy) would draw level or lead with Active users at ([\d,]+) in year 1 "
        r"\(expected 9,170\), a shift of ([\d.]+) % towards \1\.",
        said,
    )
    assert found is not None, said
    users = float(found[2].replace(",", ""))
    there = with_driver(scenario, replace(scenario.drivers[0], now=Exact(users)))
    assert scenario.option(str(evaluate(there).leader)).name == found[1]
    end = 15_000 if users > 9000 else 4000
    expected = (4000 + 4 * 9000 + 15_000) / 6
    assert float(found[3]) == pytest.approx(100 * (users - expected) / (end - expected), abs=1)


def test_a_growth_is_said_in_percent_a_year_and_a_rating_beside_it_as_it_is_expected_then() -> None:
    scenario = decision(users=replace(USERS, now=Range(8900, 9100)), build=CostPlan(upfront=Range(500_000, 700_000)))
    said = "\n".join(each for row in reversals(scenario, sensitivity(scenario, 2000, 0)).values() for each in row)
    assert re.search(r"Growth of active users at [\d.]+ % a year \(expected [\d.]+ % a year\)", said), said
    assert re.search(r"Cost falls to \S+ \(expected \S+ then\)", said), said


def test_the_text_tells_a_driver_wherever_it_tells_inputs() -> None:
    scenario = decision()
    text = sensitivity_text(scenario, sensitivity(scenario, 5000, 0))
    assert re.search(r"^Active users +6,420 users +12,000 users", text, re.MULTILINE)
    assert len(re.findall("^Active users ", text, re.MULTILINE)) >= 2
    assert "Weight of Active" not in text


@pytest.mark.parametrize(
    ("payment", "words"),
    [
        (Payment(per="users", price=Exact(4), above=5000), "4 per users above 5,000"),
        (Payment(amount=Exact(4), from_year=2, until_year=4), "4, from year 2 to 4"),
        (Payment(amount=Exact(9), schedule=((0, 0.6), (1, 0.4))), "9, 0.6 of it in year 0, 0.4 of it in year 1"),
        (Payment(per="users", tiers=((0.0, Exact(6)), (5000.0, Exact(4)))), "per users 6 from 0 on, 4 from 5,000 on"),
        (Payment(amount=Range(1, 4), currency="EUR", growth=Exact(0.1)), "1 to 4 in EUR, rising by 0.1 a year"),
    ],
)
def test_a_payment_is_said_in_few_words(payment: Payment, words: str) -> None:
    assert estimate_in_words(payment) == words


def test_figures_that_are_shared_have_their_units() -> None:
    paid = CostPlan(upfront=Payment(amount=Exact(1), currency="EUR"), yearly=Payment(per="users", price=Exact(1)))
    scenario = decision(buy=paid, exchange=(("EUR", Exact(1.08)),), inflation=ThreePoint(0.0, 0.02, 0.04))
    assert shared_figure(scenario, "drivers.users.now", 21_000) == "21,000 users"
    assert shared_figure(scenario, "drivers.users.growth", 0.1) == "10 %"
    assert shared_figure(scenario, "exchange.EUR", 1.08) == "1.08 USD"
    assert price_basis_in_words(scenario).startswith("Amounts rise by 2 % a year")
    assert "prices of year 0" in price_basis_in_words(decision())


def test_a_driver_is_called_by_its_id_where_it_has_no_name() -> None:
    assert Driver("active_users", Exact(1.0)).name == "Active users"
