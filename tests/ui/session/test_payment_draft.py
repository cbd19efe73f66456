"""What is paid by the unit, or in some years only, as it is being entered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.model.errors import ImpossibleError
from decision.model.estimate import Exact, Range, ThreePoint
from decision.model.payment import Payment, Steps
from decision.ui.session.estimate_draft import PAYMENT, EstimateDraft, estimate_draft, new_draft
from decision.ui.session.form_change import changed_form
from decision.ui.session.payment_draft import (
    BY_THE_UNIT,
    ESTIMATES,
    NUMBERS,
    PARTS,
    PaymentDraft,
    payment_draft,
    payment_of,
)
from tests.payment_strategies import bases, payments

PAYMENTS = [
    Payment(amount=Exact(25_000), from_year=2, every=2),
    Payment(amount=ThreePoint(1, 2, 3), schedule=((0, 0.6), (1, 0.4))),
    Payment(amount=Range(1, 2), until_year=3, growth=Exact(0.02), currency="EUR"),
    Payment(per="patients", price=Range(3, 5), above=100.0, minimum=Exact(60_000)),
    Payment(per="patients", price=Exact(3), steps=Steps(10_000, Range(1, 2)), from_year=1, until_year=4),
    Payment(per="patients", steps=Steps(500, Exact(92_000))),
    Payment(per="patients", tiers=((0, Range(6, 7)), (5_000, Exact(4)), (20_000, Exact(2.5)))),
    Payment(per="patients", tiers=((0, Exact(0)), (400, Exact(3))), all_units=True, growth=ThreePoint(0, 0.1, 0.2)),
]


@pytest.mark.parametrize("payment", PAYMENTS, ids=repr)
def test_fields_give_back_the_payment_they_were_filled_from(payment: Payment) -> None:
    draft = payment_draft(payment)
    assert payment_of(draft) == payment
    assert set(draft.said) <= set(draft.possible)


def test_every_key_of_a_payment_has_its_fields() -> None:
    keys = {key for key in Payment.__dataclass_fields__ if key not in ("per", "amount", "all_units")}
    assert keys == set(PARTS)
    assert {"amount", *PARTS} == {*ESTIMATES, *NUMBERS, "tiers", "schedule", "currency"} - {"steps_every"}


@pytest.mark.parametrize("payment", PAYMENTS, ids=repr)
@pytest.mark.parametrize("part", list(PARTS))
def test_a_part_that_is_said_is_empty_first_and_one_that_is_not_leaves_nothing_behind(
    payment: Payment, part: str
) -> None:
    draft = payment_draft(payment)
    if part not in draft.possible or part in draft.said:
        return
    more = draft.saying((*draft.said, part), "EUR")
    assert part in more.said
    if part == "tiers":
        assert "price" not in more.said  # one of the two
        return
    if part != "currency":
        with pytest.raises(ImpossibleError):
            payment_of(more)  # nothing is taken for a figure that nobody gave
    if part == "price" and draft.tiers is not None:
        return
    assert payment_of(more.saying(draft.said)) == payment


@pytest.mark.parametrize("payment", PAYMENTS, ids=repr)
def test_changing_what_it_hangs_on_keeps_what_it_costs_and_nothing_that_cannot_be(payment: Payment) -> None:
    draft = payment_draft(payment)
    amount = draft.hanging_on(None)
    assert amount.per is None and not set(amount.said) & set(BY_THE_UNIT) and "amount" in amount.estimates
    again = amount.hanging_on("users")
    assert again.per == "users" and "price" in again.said and "amount" not in again.estimates
    made = payment_of(again)
    costs = payment.amount or payment.price or (payment.steps.price if payment.steps else payment.tiers[0][1])
    assert made.price == costs
    assert (made.growth, made.schedule, made.currency) == (payment.growth, payment.schedule, payment.currency)
    other = draft.hanging_on("users")
    assert other.per == "users"
    if payment.per is not None:
        assert payment_of(other) == Payment(**{**vars(payment), "per": "users"})


PER = payment_draft(PAYMENTS[3])
TIERED = payment_draft(PAYMENTS[6])


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (PER.with_number("above", None), "Only above so many is empty; give a number"),
        (PER.with_number("above", -1), "Only above so many is -1; give so many units, 0 or more"),
        (PER.with_estimate("price", lambda old: old.with_figure("low", 9)), "Price of each: Low 9 is above High 5; "),
        (PER.with_estimate("price", lambda old: old.with_figure("low", -9)), "price may be -9; give prices of 0 or more"),
        (PER.with_estimate("minimum", lambda old: old.with_figure("x", None)), "The least charged a year: Number is empty"),
        (PER.saying(("above",)), "per patients has no price; give price, tiers or steps"),
        (TIERED.with_tier(1, (30_000.0, estimate_draft(Exact(4)))), "the tier from 20000 comes after the one from 30000; "),
        (TIERED.with_tier(0, None), "the first tier begins at 5000; begin with 0"),
        (TIERED.with_tier(1, (None, estimate_draft(Exact(4)))), "From so many on, of tier 2 is empty; give a number"),
        (TIERED.with_tier(3, (50_000.0, EstimateDraft())), "Price of tier 4: Number is empty; give a number"),
        (PaymentDraft("patients", tiers=()), "Prices by volume: no tier is given; add a tier, or do not say it"),
        (payment_draft(PAYMENTS[0]).with_number("from_year", 0), "First year is 0; give a whole number from 1 on"),
        (payment_draft(PAYMENTS[0]).with_number("every", 1.5), "Every how many years is 1.5; give a whole number"),
        (payment_draft(PAYMENTS[4]).with_number("from_year", 5), "Last year 4 is before First year 5; correct one of the two"),
        (payment_draft(PAYMENTS[4]).with_number("steps_every", 0), "One more for every is 0; give so many units, above 0"),
        (payment_draft(PAYMENTS[1]).with_share(1, (1.0, 0.5)), "the shares of the schedule sum to 1.1; let them sum to 1"),
        (payment_draft(PAYMENTS[1]).with_share(1, (0.0, 0.4)), "year 0 stands twice; keep one of the two"),
        (payment_draft(PAYMENTS[1]).with_share(1, (0.5, 0.4)), "Year 2 is 0.5; give a whole number"),
        (payment_draft(PAYMENTS[1]).with_share(1, (None, 0.4)), "Year 2 is empty; give a number"),
        (payment_draft(PAYMENTS[2]).with_estimate("growth", lambda old: old.with_figure("x", -2)), "growth -2 loses more"),
        (PaymentDraft("patients", tiers=TIERED.tiers, estimates=PER.estimates), "price and tiers do not go together"),
    ],
)  # fmt: skip
def test_an_impossible_entry_is_told_in_the_words_of_its_fields(draft: PaymentDraft, words: str) -> None:
    with pytest.raises(ImpossibleError) as told:
        payment_of(draft)
    assert str(told.value).startswith(words), str(told.value)


def test_an_estimate_becomes_an_amount_in_some_years_and_back() -> None:
    draft = estimate_draft(ThreePoint(1, 2, 3))
    paid = changed_form(draft, PAYMENT)
    assert paid.payment is not None and payment_of(paid.payment) == Payment(amount=ThreePoint(1, 2, 3))
    assert changed_form(paid, "three_point") == draft
    per = EstimateDraft(PAYMENT, payment=PER)
    assert changed_form(per, "number") == new_draft("number")  # a price is no amount


PRICES = st.floats(1, 1e6).map(Exact) | st.sampled_from((Range(1, 2), ThreePoint(1, 2, 3, "triangular")))
COMPONENTS = ("upfront", "yearly", "exit", "savings")


@given(st.data())
def test_any_payment_there_is_comes_back_from_its_fields(data: st.DataObject) -> None:
    payment = data.draw(payments(data.draw(bases(5, 0.05)), data.draw(st.sampled_from(COMPONENTS)), PRICES))
    assert payment_of(payment_draft(payment)) == payment
