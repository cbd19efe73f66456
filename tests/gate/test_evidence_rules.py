"""What a decision rests on: reasons for what could change it, requirements shown, evidence that is not too old."""

from __future__ import annotations

import datetime

from tests.gate.cases import DECIDED, PLAN, found, told

# --- reasons -------------------------------------------------------------------------------------------------------

COULD = "options.extend.ratings.fit: Fit of Extend could change the leader (Buy would draw level or lead at 4)"


def open_to(rating: str) -> str:
    return PLAN.replace("{low: 6, high: 8, because: Measured, evidence: pilot}", rating)


def test_ratings_that_change_nothing_need_no_reason() -> None:
    assert found("reasons", PLAN.replace("because: A quote, evidence: vendor", "evidence: assumption")) == []


def test_a_rating_that_could_change_the_leader_needs_a_reason() -> None:
    (one,) = told("reasons", open_to("{low: 4, high: 10}"))
    assert one == f"{COULD}, and has no reason; say why it is so under because, and how it is known under evidence"
    (blank,) = told("reasons", open_to('{low: 4, high: 10, because: " ", evidence: pilot}'))
    assert blank == one


def test_an_assumption_is_no_more_than_that_said_or_not() -> None:
    remedy = "find out more, and say how it is known under evidence"
    assert told("reasons", open_to("{low: 4, high: 10, because: We think so, evidence: assumption}")) == [
        f"{COULD}, and rests on an assumption; {remedy}"
    ]
    assert told("reasons", open_to("{low: 4, high: 10, because: We think so}")) == [
        f"{COULD}, and says no evidence, so it counts as an assumption; {remedy}"
    ]
    assert found("reasons", open_to("{low: 4, high: 10, because: They say so, evidence: vendor}")) == []


def test_what_nobody_knows_is_said_to_be_open() -> None:
    (one,) = told("reasons", open_to("unknown").replace("worst: 0", "worst: 2"))
    assert "Fit of Extend could change the leader" in one
    assert one.endswith("and nobody knows it yet; find it out, or decide knowing that it is open")


def test_nothing_decides_where_nothing_is_ranked() -> None:
    assert found("reasons", PLAN.replace("best: 10}", "best: 10, minimum: 9}")) == []


# --- requirements --------------------------------------------------------------------------------------------------

ASKING = PLAN + "requirements: {R1: {text: One}, R2: {text: Two}}\n"
REMEDY = "ask for what would show it, and say pass or fail under requirements"


def answering(buy: str, extend: str) -> str:
    before, after = ASKING.split("  extend:\n")
    return f"{before}    requirements: {buy}\n  extend:\n    requirements: {extend}\n{after}"


def test_what_is_shown_is_shown_and_what_fails_is_out() -> None:
    assert found("requirements", PLAN) == []
    assert found("requirements", answering("{R1: fail}", "{R1: pass, R2: pass}")) == []


def test_what_is_not_shown_is_told_once_for_each_option() -> None:
    assert told("requirements", answering("{R1: pass, R2: {result: not_shown, because: Later}}", "{R1: pass}")) == [
        f"options.buy.requirements.R2: buy has not yet shown a requirement: R2; {REMEDY}".replace("buy has", "Buy has"),
        f"options.extend.requirements: Extend has not yet shown a requirement: R2; {REMEDY}",
    ]
    assert told("requirements", ASKING)[0] == (
        f"options.buy.requirements: Buy has not yet shown 2 requirements: R1, R2; {REMEDY}"
    )


# --- the age of evidence -------------------------------------------------------------------------------------------

AGAIN = "say under evidence_on from when each is, as it is looked at again"


def dated(*days: str) -> str:
    """The plan with a day for the first ratings, in their order."""
    text = PLAN
    for day in days:
        at = next(place for place in ("evidence: vendor}", "evidence: demo}", "evidence: pilot}") if place in text)
        text = text.replace(at, f"{at[:-1]}, evidence_on: {day}}}", 1)
    return text


def test_no_limit_asks_for_no_age() -> None:
    assert found("evidence_age", dated("2001-01-01")) == []


def test_evidence_is_as_old_as_it_may_be_to_the_day() -> None:
    text = dated("2025-11-26", "2025-11-25", "2026-11-26", "2030-01-01")
    assert told("evidence_age", text, evidence_age_days=365) == [
        (
            "options.buy.ratings.fit.evidence_on: what Fit of Buy rests on is of 2025-11-25, 366 days ago; 365 days are allowed; "
            "look at it again, and say the new day under evidence_on"
        )
    ]
    assert found("evidence_age", text, evidence_age_days=365, today=datetime.date(2026, 11, 25)) == []


def test_ratings_without_a_day_are_as_old_as_the_file() -> None:
    assert found("evidence_age", PLAN, evidence_age_days=25) == []
    assert told("evidence_age", PLAN, evidence_age_days=24) == [
        (
            "date: 4 ratings, the first of them Cost of Buy, say no day that the evidence is of, and the file is of 2026-11-01, "
            f"25 days ago; 24 days are allowed; {AGAIN}"
        )
    ]
    one_left = dated("2026-11-26", "2026-11-26", "2026-11-26")
    (one,) = told("evidence_age", one_left, evidence_age_days=24)
    assert one.startswith("date: Fit of Extend says no day that the evidence is of")


def test_a_file_without_a_date_is_of_the_day_of_its_decision_or_of_no_day() -> None:
    undated = DECIDED.replace("date: 2026-11-01\n", "")
    (of_decision,) = found("evidence_age", undated, evidence_age_days=100)
    assert of_decision.keys == ("decision", "on") and "of 2026-06-01, 178 days ago" in of_decision.what
    (of_none,) = told("evidence_age", PLAN.replace("date: 2026-11-01\n", ""), evidence_age_days=100)
    assert of_none == (
        "options: 4 ratings, the first of them Cost of Buy, say no day that the evidence is of, and the file has no date; "
        f"{AGAIN}"
    )


def test_what_is_open_rests_on_nothing_and_what_is_excluded_decides_nothing() -> None:
    old = PLAN.replace("date: 2026-11-01\n", "")
    open_ = old.replace("{low: 40, high: 60, because: A quote, evidence: vendor}", "unknown")
    (one,) = told("evidence_age", open_, evidence_age_days=1)
    assert "3 ratings, the first of them Fit of Buy," in one
    excluded = old.replace("best: 10}", "best: 10, minimum: 6.5}")
    (one,) = told("evidence_age", excluded, evidence_age_days=1)
    assert "2 ratings, the first of them Cost of Extend," in one


def test_the_file_says_the_limit_too() -> None:
    assert len(found("evidence_age", PLAN + "checks: {evidence_age_days: 3}\n")) == 1
    assert found("evidence_age", PLAN + "checks: {evidence_age_days: 3}\n", evidence_age_days=300) == []
