"""Rules about the decision that was recorded: when it is looked at again, and what reopens it."""

from __future__ import annotations

from collections.abc import Iterator

from decision.gate.case import Case
from decision.gate.finding import Found
from decision.model.record import met_triggers


def review_is_not_due(case: Case) -> Iterator[Found]:
    """The day by which the decision is to be looked at again has not passed."""
    decision = case.scenario.decision
    assert decision is not None  # asked only then
    if decision.review_by is not None and decision.review_by < case.asked.today:
        days = (case.asked.today - decision.review_by).days
        ago = "1 day ago" if days == 1 else f"{days:,} days ago"
        yield Found(
            ("decision", "review_by"),
            f"the decision was to be looked at again by {decision.review_by}, {ago}",
            "look at it: say what came under outcome, and decide anew or set another day",
        )


def nothing_reopens_it(case: Case) -> Iterator[Found]:
    """Nothing that was said to reopen the decision is expected now."""
    from decision.outputs.words.record import now_and_then

    for met in met_triggers(case.scenario):
        whose, now, side, then = now_and_then(case.scenario, met)
        yield Found(
            ("decision", "revisit", met.place),
            f"what was said to reopen the decision has come: {met.trigger.say} ({whose} is {now} now, {side} {then})",
            "decide anew, or say why this no longer reopens it",
        )
