"""Price formulas side by side: what is said follows from the figures beside it."""

from __future__ import annotations

from decision.analysis.price_formulas import PriceFormula
from decision.analysis.scoring import evaluate
from decision.files.reader import read_scenario
from decision.model.requirement import RequirementResult, Verdict
from decision.model.scenario import Scenario
from decision.outputs.tables.comparison import comparison_table
from decision.outputs.tables.prices import FORMULAS, PriceTable, price_tables
from decision.outputs.words.prices import FIXED_DOES_NOT, NOBODY_TURNED, NOT_POSITIVE
from tests.outputs.samples import MINIMAL, PORTAL

BIDS = """
format: 1
title: Bids
currency: USD
criteria:
  price: {name: Price, kind: cost_plan, worst: 200, best: 50, weight: 50}
  quality: {worst: 0, best: 50, weight: 50}
options:
  a: {name: Ann, ratings: {price: 100, quality: 40}}
  b: {name: Bob, ratings: {price: 140, quality: 50}}
"""
THIRD = "  c: {name: Cem, ratings: {price: 50, quality: 10}}\n"


def bids(third: str = "") -> Scenario:
    return read_scenario((BIDS + third).encode(), "bids.yaml")


def prices(scenario: Scenario) -> PriceTable:
    (table,) = price_tables(comparison_table(scenario, evaluate(scenario)))
    return table


def test_the_sentence_names_the_bid_that_turns_the_winner() -> None:
    table = prices(bids())
    # lowest: 40 + 50 L/100 against 50 + 50 L/140, alike at 70; range: 40 + 50·40/S against 50, alike at S = 200
    lead = "to come in, worst in all else, Bob would lead Ann with points"
    assert table.sentences == (
        f"Were a further offer of $69 {lead} in proportion to the lowest price, 74.6 points to 74.5.",
        f"Were a further offer of $310 {lead} by place between the lowest and the highest price, 90.5 points to 90.0.",
        FIXED_DOES_NOT,
    )
    with_it = prices(bids(THIRD.replace("50,", "69,").replace("10}", "0}")))
    lowest = FORMULAS.index(PriceFormula.LOWEST)
    assert [offer.ranks[lowest] for offer in with_it.offers] == [2, 1, 3]
    fixed = FORMULAS.index(PriceFormula.FIXED)
    assert [offer.totals[fixed] for offer in with_it.offers[:2]] == [offer.totals[fixed] for offer in table.offers]


def test_a_withdrawal_is_told_and_who_leads_under_which_formula() -> None:
    said = prices(bids(THIRD)).sentences
    assert (
        "With points in proportion to the lowest price, Bob would lead in place of Ann, with the very same offers."
        in said
    )
    withdrawn = "Were Cem to be withdrawn, Ann would lead Bob with points in proportion to the lowest price"
    assert any(each.startswith(withdrawn) for each in said)
    assert said[-1] == "Cem is over 25 % below the median of the offers."


def test_fixed_ends_give_what_scores_here_and_who_is_out_does_not_count() -> None:
    scenario = bids(THIRD)
    scores = {option.id: option.score for option in evaluate(scenario).options}
    fixed = FORMULAS.index(PriceFormula.FIXED)
    for offer in prices(scenario).offers:
        assert abs((offer.totals[fixed] or 0) - scores[offer.option]) < 1e-9
    out = PORTAL.with_requirement_result("extend", "K04", RequirementResult(Verdict.FAIL))
    assert prices(out).offers[2].price is None
    assert prices(out).offers[2].ranks == (None,) * len(FORMULAS)


def test_where_nothing_turns_the_winner_that_is_said_and_without_costs_there_is_nothing() -> None:
    alike = bids().with_rating("b", "price", bids().option("a").ratings["price"])
    assert prices(alike).sentences == (NOBODY_TURNED,)
    assert price_tables(comparison_table(MINIMAL, evaluate(MINIMAL))) == ()


def test_a_price_of_nothing_has_no_relative_points_and_that_is_said() -> None:
    table = prices(bids("  c: {name: Cem, ratings: {price: 0, quality: 0}}\n"))
    assert NOT_POSITIVE in table.sentences
    assert [offer.points[FORMULAS.index(PriceFormula.LOWEST)] for offer in table.offers] == [None] * 3
    assert all(offer.ranks[FORMULAS.index(PriceFormula.RANGE)] for offer in table.offers)
