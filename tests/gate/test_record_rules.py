"""A recorded decision comes up again: when its day has passed, and when something comes that was said to reopen it."""

from __future__ import annotations

import datetime

from tests.gate.cases import DECIDED, PLAN, found, told

REOPENED_BELOW = PLAN + (
    "decision:\n  chosen: extend\n  revisit:\n"
    "    - {when: extend.cost, above: 90, say: Extend takes more than 90 months.}\n"
    "    - {when: extend.fit, below: FIGURE, say: Fit of Extend turns out below FIGURE.}\n"
)


def test_the_day_of_review_is_the_last_on_which_nothing_is_due() -> None:
    assert found("review_by", DECIDED, today=datetime.date(2026, 12, 1)) == []
    assert told("review_by", DECIDED, today=datetime.date(2026, 12, 2)) == [
        (
            "decision.review_by: the decision was to be looked at again by 2026-12-01, 1 day ago; "
            "look at it: say what came under outcome, and decide anew or set another day"
        )
    ]
    (later,) = found("review_by", DECIDED, today=datetime.date(2030, 12, 1))
    assert later.what.endswith("1,461 days ago")


def test_without_a_day_nothing_is_due() -> None:
    assert found("review_by", DECIDED.replace(", review_by: 2026-12-01", ""), today=datetime.date(2100, 1, 1)) == []


def test_a_trigger_that_is_not_met_reopens_nothing() -> None:
    assert found("trigger", REOPENED_BELOW.replace("FIGURE", "7")) == []
    assert found("trigger", DECIDED) == []


def test_a_trigger_that_is_met_is_told_in_its_own_words() -> None:
    assert told("trigger", REOPENED_BELOW.replace("FIGURE", "7.5")) == [
        (
            "decision.revisit.1: what was said to reopen the decision has come: Fit of Extend turns out below 7.5. "
            "(Fit of Extend is 7 now, below 7.5); decide anew, or say why this no longer reopens it"
        )
    ]
    (above,) = found("trigger", REOPENED_BELOW.replace("FIGURE", "7").replace("above: 90", "above: 20"))
    assert (
        above.keys == ("decision", "revisit", 0) and "(Cost of Extend is 30 months now, above 20 months)" in above.what
    )
