"""Rules about the decision that was recorded: when it is looked at again, and what reopens it."""

from __future__ import annotations

from collections.abc import Iterator

from decision.gate.case import Case
from decision.gate.finding import Found
from decision.model.record import met_triggers
from decision.outputs.words.figures import as_typed


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
    for met in met_triggers(case.scenario):
        side, figure = ("below", met.trigger.below) if met.trigger.below is not None else ("above", met.trigger.above)
        assert figure is not None  # a trigger has one of them
        yield Found(
            ("decision", "revisit", met.place),
            f"what was said to reopen the decision has come: {met.trigger.say} "
            f"({met.trigger.when} is {as_typed(met.now)} now, {side} {as_typed(figure)})",
            "decide anew, or say why this no longer reopens it",
        )
