"""What was decided, what would reopen it, and what came of it. No score uses any of it.

A decision that was taken is kept beside what it was taken on: which option, when, by whom and why, how sure it was,
and what would have to turn out for it to be looked at again. Later, the figures that came are kept with it.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from decision.model.cost_plan import CostPlan, Lines
from decision.model.driver import DRIVERS
from decision.model.errors import ImpossibleError, choice
from decision.model.estimate import Unknown
from decision.model.expected_cash import expected_in_first_year
from decision.model.named_figures import names_a_driver, names_a_figure
from decision.model.payment import Payment
from decision.model.visible import visible

if TYPE_CHECKING:
    from decision.model.contents import Contents, Option

MOST_TRIGGERS = 100


@dataclass(frozen=True)
class Trigger:
    """What would reopen a decision: a rating that is no longer expected to be what it was.

    Attributes
    ----------
    when
        Which rating: ``option.criterion``, ``option.criterion.component`` of a cost plan, or ``drivers.id``: what is
        expected of a driver in year 1.
    say
        The same for people, in a sentence.
    below, above
        Exactly one of them: less, or more, than this is expected of the rating, in its unit.
    """

    when: str
    say: str
    below: float | None = None
    above: float | None = None

    def is_met_by(self, x: float) -> bool:
        """Whether a rating of which `x` is expected reopens the decision."""
        return (self.below is not None and x < self.below) or (self.above is not None and x > self.above)

    @property
    def figure(self) -> float:
        """Where it begins to be met."""
        x = self.below if self.below is not None else self.above
        assert x is not None  # checked when the scenario was made
        return x


@dataclass(frozen=True)
class RecordedDecision:
    """A decision that was taken.

    Attributes
    ----------
    chosen
        Id of the option.
    p_best
        Its share of the futures in which it is best, as it was then; None where that is not known or it was excluded.
    margin
        Points by which it led the best of the others, negative where it did not lead; None likewise.
    version, fingerprint
        Of the program and of the decision that these figures follow from.
    review_by
        The day by which it is looked at again.
    record, supersedes
        The decision records of this and of the decision it took the place of, from the folder of the file.
    """

    chosen: str
    on: datetime.date | None = None
    by: str = ""
    because: str = ""
    p_best: float | None = None
    margin: float | None = None
    version: str = ""
    fingerprint: str = ""
    review_by: datetime.date | None = None
    record: str = ""
    supersedes: str = ""
    revisit: tuple[Trigger, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What came of the option that was chosen.

    Attributes
    ----------
    ratings
        By criterion, or component of a cost plan such as ``cost.upfront``, the figure that came, in the unit of the
        rating.
    """

    on: datetime.date | None = None
    ratings: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ratings", MappingProxyType(dict(self.ratings)))


# --- triggers that are met ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MetTrigger:
    """A trigger that is met, its place in ``decision.revisit``, and what is expected of the rating now."""

    trigger: Trigger
    place: int
    now: float


def met_triggers(scenario: Contents) -> tuple[MetTrigger, ...]:
    """The triggers of the recorded decision that what is expected now meets, in the order of the file.

    A rating that nobody knows meets none.
    """
    if scenario.decision is None:
        return ()
    expected = [(trigger, figure_now(scenario, trigger.when)) for trigger in scenario.decision.revisit]
    return tuple(
        MetTrigger(trigger, place, x)
        for place, (trigger, x) in enumerate(expected)
        if x is not None and trigger.is_met_by(x)
    )


def figure_now(scenario: Contents, when: str) -> float | None:
    """What is expected of the rating, or the component of a plan, that a trigger names; None where nobody knows."""
    id, _, path = when.partition(".")
    if names_a_driver(scenario, when):
        return float(scenario.plan_basis.by_id[path].now.expected)
    option = scenario.option(id)
    if path in option.ratings:
        return None if isinstance(option.ratings[path].estimate, Unknown) else scenario.expected_rating(option, path)
    whole, _, component = path.rpartition(".")
    plan = option.ratings[whole].estimate
    assert isinstance(plan, CostPlan)  # checked when the scenario was made
    part = dict(plan.components())[component]
    if isinstance(part, Payment) or (isinstance(part, Lines) and not part.is_plain):
        return expected_in_first_year(plan, component, scenario.plan_basis)
    return float(part.expected)


# --- what cannot be ------------------------------------------------------------------------------------------------


def problems_of_record(scenario: Contents) -> Iterator[ImpossibleError]:
    """What cannot be about the decision and its outcome, each with the keys that lead to it in a file."""
    decision, options = scenario.decision, {option.id: option for option in scenario.options}
    if decision is not None:
        yield from _problems_of_decision(scenario, decision, options)
    if scenario.outcome is not None:
        yield from _problems_of_outcome(scenario.outcome, decision, options)


def _problems_of_decision(
    scenario: Contents, decision: RecordedDecision, options: Mapping[str, Option]
) -> Iterator[ImpossibleError]:
    at = ("decision",)
    if decision.chosen not in options:
        yield ImpossibleError(
            f"{visible(decision.chosen)} is not an option here",
            partial(choice, decision.chosen, options),
            (*at, "chosen"),
        )
    if decision.p_best is not None and not 0 <= decision.p_best <= 1:
        yield ImpossibleError(
            f"a share of futures is from 0 to 1 (got {decision.p_best:g})", "write 0.6 for 60 %", (*at, "p_best")
        )
    if decision.margin is not None and not abs(decision.margin) < math.inf:
        yield ImpossibleError("the margin is no number", "give points, or leave it out", (*at, "margin"))
    if decision.on is not None and decision.review_by is not None and decision.review_by < decision.on:
        yield ImpossibleError(
            f"the review by {decision.review_by} is before the decision on {decision.on}",
            "correct one of the two",
            (*at, "review_by"),
        )
    if len(decision.revisit) > MOST_TRIGGERS:
        yield ImpossibleError(
            f"there are {len(decision.revisit):,} triggers", f"keep to {MOST_TRIGGERS} at most", (*at, "revisit")
        )
        return
    for place, trigger in enumerate(decision.revisit):
        is_driver = any(trigger.when == f"{DRIVERS}.{driver.id}" for driver in scenario.drivers)
        problems = _problems_of_trigger(trigger, options, is_driver=is_driver)
        yield from (problem.under(*at, "revisit", place) for problem in problems)


def _problems_of_trigger(
    trigger: Trigger, options: Mapping[str, Option], *, is_driver: bool
) -> Iterator[ImpossibleError]:
    id, _, path = trigger.when.partition(".")
    if not is_driver and (id not in options or not names_a_figure(options[id], path)):
        yield ImpossibleError(
            f"{visible(trigger.when)} names no rating",
            "write option.criterion, or option.criterion.component of a plan",
            ("when",),
        )
    if not trigger.say.strip():
        yield ImpossibleError("the sentence is empty", "say for people what would reopen the decision", ("say",))
    bounds = [x for x in (trigger.below, trigger.above) if x is not None]
    if len(bounds) != 1:
        yield ImpossibleError("a trigger has either below or above", "give exactly one of them")
    elif not math.isfinite(bounds[0]):
        yield ImpossibleError("the figure of the trigger is no number", "give one in the unit of the rating")


def _problems_of_outcome(
    outcome: Outcome, decision: RecordedDecision | None, options: Mapping[str, Option]
) -> Iterator[ImpossibleError]:
    at = ("outcome",)
    if decision is None:
        yield ImpossibleError("there is an outcome of no decision", "say what was chosen: decision: {chosen: …}", at)
        return
    if outcome.on is not None and decision.on is not None and outcome.on < decision.on:
        yield ImpossibleError(
            f"the outcome of {outcome.on} is before the decision on {decision.on}",
            "correct one of the two",
            (*at, "on"),
        )
    chosen = options.get(decision.chosen)
    for path, x in outcome.ratings.items() if chosen is not None else ():
        assert chosen is not None
        if not names_a_figure(chosen, path):
            yield ImpossibleError(
                f"{visible(path)} is no rating of {visible(chosen.id)}",
                partial(choice, path, chosen.ratings, beside=outcome.ratings),
                (*at, "ratings", path),
            )
        elif not math.isfinite(x):
            yield ImpossibleError(
                "what came is no number", "give one in the unit of the rating", (*at, "ratings", path)
            )
