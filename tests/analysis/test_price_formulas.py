from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from decision.analysis.price_formulas import (
    RELATIVE,
    Offer,
    PriceFormula,
    PriceRule,
    Turn,
    is_unusually_low,
    ranks,
    turned_by_another_offer,
    turned_by_withdrawal,
)
from decision.analysis.scoring import TIE

A, B, C = Offer("a", 100, 40), Offer("b", 140, 50), Offer("c", 50, 10)


def rule(formula: PriceFormula, w: float = 50, ceiling: float = 200, target: float = 50) -> PriceRule:
    return PriceRule(formula, w, ceiling, target)


# --- points ---------------------------------------------------------------------------------------------------------


def test_lowest_over_price_negometrix() -> None:
    """The example of Negometrix, Low bid scoring formula: 70 points for price, 146 points and 144."""
    totals = rule(PriceFormula.LOWEST, 70).totals([Offer("a", 10_000, 90), Offer("b", 8_000, 74)])
    assert totals == {"a": 146, "b": 144}


@pytest.mark.parametrize(
    ("formula", "points"),
    [
        (PriceFormula.LOWEST, (25, 50 * 50 / 140, 50)),
        (PriceFormula.LINEAR, (0, -40, 50)),
        (PriceFormula.RANGE, (50 * 40 / 90, 0, 50)),
        (PriceFormula.FIXED, (50 * 100 / 150, 20, 50)),
    ],
)
def test_points_by_hand(formula: PriceFormula, points: tuple[float, ...]) -> None:
    totals = rule(formula).totals([A, B, C])
    assert [totals[offer.id] - offer.rest for offer in (A, B, C)] == pytest.approx(points)


def test_fixed_ends_are_cut_off_and_prices_of_nothing_have_no_relative_points() -> None:
    fixed = rule(PriceFormula.FIXED)
    assert [fixed.points(price, [price]) for price in (10, 50, 125, 200, 900)] == [50, 50, 25, 0, 0]
    assert rule(PriceFormula.LOWEST).points(5, [0, 5]) is None
    assert rule(PriceFormula.LINEAR).points(5, [-1, 5]) is None
    assert rule(PriceFormula.RANGE).points(5, [5, 5]) == 50
    assert turned_by_another_offer(rule(PriceFormula.LOWEST), [Offer("a", 0, 1), Offer("b", 5, 3)]) is None


def test_an_offer_over_a_quarter_below_the_median_is_unusually_low() -> None:
    assert not is_unusually_low(75, [75, 100, 120])
    assert is_unusually_low(74.9, [74.9, 100, 120])


def test_ranks_within_a_tie_are_alike() -> None:
    assert ranks([60.0, 60.0 + TIE / 2, None, 55.0]) == [1, 1, None, 3]


# --- who is turned --------------------------------------------------------------------------------------------------


def test_a_third_bid_turns_the_winner_under_lowest_over_price_by_hand() -> None:
    """Ahead by 40 + 50 L/100 - 50 - 50 L/140 = L/7 - 10, so a third bid below 70 turns it; 50 does."""
    lowest = rule(PriceFormula.LOWEST)
    assert lowest.totals([A, B]) == pytest.approx({"a": 90, "b": 50 * 100 / 140 + 50})
    assert lowest.totals([A, B, C]) == pytest.approx({"a": 65, "b": 67.857142857, "c": 60})
    turn = turned_by_another_offer(lowest, [A, B])
    assert turn == Turn("a", "b", (pytest.approx(74.5), pytest.approx(50 + 50 * 69 / 140)), price=69.0)
    assert turned_by_withdrawal(lowest, [A, B, C]) == Turn(
        "b", "a", (pytest.approx(50 + 50 / 1.4), pytest.approx(90)), withdrawn="c"
    )


def test_no_offer_turns_a_winner_under_fixed_ends_by_hand() -> None:
    fixed = rule(PriceFormula.FIXED)
    assert fixed.totals([A, B]) == pytest.approx({"a": 73.3333333, "b": 70})
    assert fixed.totals([A, B, C]) == pytest.approx({"a": 73.3333333, "b": 70, "c": 60})
    assert turned_by_another_offer(fixed, [A, B]) is None
    assert turned_by_withdrawal(fixed, [A, B, C]) is None


def test_a_dear_bid_turns_the_winner_under_the_range_by_hand() -> None:
    """Ahead by 40 + 50 - 50 = 40 with the spread 40; with a spread S by 2000/S - 10, so beyond a spread of 200."""
    turn = turned_by_another_offer(rule(PriceFormula.RANGE), [A, B])
    assert turn is not None
    assert (turn.before, turn.after) == ("a", "b")
    assert turn.price == 310  # dearer than 300


def test_an_offer_that_would_win_by_its_price_alone_shows_nothing() -> None:
    offers = [Offer("a", 100, 4), Offer("b", 140, 6)]
    assert turned_by_another_offer(rule(PriceFormula.LOWEST, 90), offers) is None


prices = st.integers(1, 400).map(lambda x: x / 2)
points = st.integers(0, 120).map(lambda x: x / 2)
several = st.lists(st.tuples(prices, points), min_size=2, max_size=5).map(
    lambda found: [Offer(str(place), price, rest) for place, (price, rest) in enumerate(found)]
)


def leader_with(formula: PriceRule, offers: list[Offer], price: float) -> tuple[str, float]:
    """Who leads with another offer at `price`, and by how much more than the next."""
    totals = formula.totals([*offers, Offer("", price, 0.0)])
    first, second = sorted(totals.values(), reverse=True)[:2]
    return max(totals, key=totals.__getitem__), first - second


@given(several, st.sampled_from(RELATIVE), st.integers(1, 60))
def test_what_a_scan_of_prices_finds_is_found_and_nothing_before_it(
    offers: list[Offer], formula: PriceFormula, w: int
) -> None:
    how = rule(formula, w)
    totals = how.totals(offers)
    first, second = sorted(totals.values(), reverse=True)[:2]
    assume(first > second + 1e-6)
    before = max(totals, key=totals.__getitem__)
    turn = turned_by_another_offer(how, offers)
    low, high = min(offer.price for offer in offers), max(offer.price for offer in offers)
    scan = [low * share / 100 for share in range(1, 100)] + [high * 10 ** (power / 20) for power in range(1, 60)]
    turning = [
        price
        for price in scan
        for leader, lead in [leader_with(how, offers, price)]
        if leader not in (before, "") and lead > 1e-6
    ]
    if turn is None:
        assert not turning
        return
    assert turn.price is not None
    leader, _ = leader_with(how, offers, turn.price)
    assert leader == turn.after != before == turn.before
    nearer = (lambda x: x < turn.price) if turn.price > high else (lambda x: x > turn.price)
    same_side = [price for price in turning if (price > high) == (turn.price > high)]
    # two digits may lie up to a tenth beyond the crossing, and no further
    assert all(not nearer(price) or math.isclose(price, turn.price, rel_tol=0.2) for price in same_side)


@given(several, st.integers(1, 60), prices)
def test_under_fixed_ends_no_offer_changes_what_another_is_given(offers: list[Offer], w: int, price: float) -> None:
    fixed = rule(PriceFormula.FIXED, w)
    alone = fixed.totals(offers)
    with_another = fixed.totals([*offers, Offer("", price, 0.0)])
    assert all(with_another[id] == total for id, total in alone.items())
    assert turned_by_another_offer(fixed, offers) is None
    assert turned_by_withdrawal(fixed, offers) is None


@given(several, st.sampled_from(RELATIVE), st.integers(1, 60))
def test_a_withdrawal_that_turns_the_winner_does(offers: list[Offer], formula: PriceFormula, w: int) -> None:
    how = rule(formula, w)
    totals = how.totals(offers)
    first, second = sorted(totals.values(), reverse=True)[:2]
    assume(first > second + 1e-6)
    before = max(totals, key=totals.__getitem__)
    turn = turned_by_withdrawal(how, offers)
    found = {}
    for gone in offers:
        left = how.totals([offer for offer in offers if offer is not gone])
        if gone.id != before and max(left.values()) > left[before] + 1e-6:
            found[gone.id] = left
    if turn is None:
        assert not found
    else:
        assert turn.withdrawn in found or not found
