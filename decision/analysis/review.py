"""How a forecast did: the figures that came beside the ranges that were given, and the choice beside its chance.

Throughout this module
    x     is a figure that came
    l, u  are the P10 and P90 that were given for it
    p     is the share of futures in which the choice was best when it was made
    o     is 1 where, with what came in the place of what was expected, it still leads, else 0

A range from P10 to P90 is to hold four figures of five. It is scored by the interval score (Gneiting and Raftery 2007,
Strictly proper scoring rules, prediction, and estimation, equation 43), a chance by the square of its error (Brier
1950, Verification of forecasts expressed in terms of probability). Of both less is better, and on average neither gets
less by saying anything but what one believes.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from decision.analysis.expectation.plans import plan_range
from decision.analysis.scoring import evaluate
from decision.model.contents import Dependence, Option
from decision.model.cost_plan import CostPlan, Lines
from decision.model.criterion import Criterion
from decision.model.distribution import Z90
from decision.model.errors import DecisionError
from decision.model.estimate import Exact, Unknown
from decision.model.expectation.latent import at_latent
from decision.model.payment import Payment
from decision.model.rating import Rating
from decision.model.record import Outcome, RecordedDecision, figure_now
from decision.model.scenario import Scenario
from decision.model.structure.pairs import without_pairs_of

BELIEF = 0.8  # what a range from P10 to P90 is to hold
TOSS = 0.25  # the Brier score of saying one half of everything

Given = Literal["range", "single number", "not known"]


def interval_score(x: float, low: float, high: float, belief: float = BELIEF) -> float:
    """(u − l) + (2/α)(l − x)⁺ + (2/α)(x − u)⁺ with α = 1 − `belief`, in the unit of x; 0 is best."""
    alpha = 1 - belief
    return (high - low) + 2 / alpha * (max(low - x, 0.0) + max(x - high, 0.0))


def brier(p: float, *, came: bool) -> float:
    """(p − o)²; 0 is best, 1 worst."""
    return (p - float(came)) ** 2


def as_far_off(inside: int, count: int, belief: float = BELIEF) -> float:
    """P(X ≤ inside) of a binomial X of `count` with `belief`; P(X ≥ inside) where no fewer came than expected.

    The chance that as many figures or fewer, or more, would lie inside were every range right, each by itself.
    """
    if inside < belief * count:
        return math.fsum(_binomial(k, count, belief) for k in range(inside + 1))
    return math.fsum(_binomial(k, count, belief) for k in range(inside, count + 1))


def _binomial(k: int, count: int, belief: float) -> float:
    ways = math.lgamma(count + 1) - math.lgamma(k + 1) - math.lgamma(count - k + 1)
    return math.exp(ways + k * math.log(belief) + (count - k) * math.log1p(-belief))


@dataclass(frozen=True)
class FigureReview:
    """One figure that came.

    Attributes
    ----------
    path
        Of the criterion, or the component of a plan: ``cost.upfront``.
    criterion
        The criterion that it belongs to, by path.
    given
        Whether a range was given for it, a single number, or nothing.
    expected
        What was expected; None where nobody knew.
    p10, p90
        None where no range was given.
    is_worse
        Whether it came out worse than was expected; None where it came out as expected, or nobody knew.
    score
        Its interval score in its unit, and `relative` as a share of the criterion's scale; None without a range, the
        latter too of a growth, which is on no scale.
    """

    path: str
    criterion: str
    came: float
    given: Given
    expected: float | None
    p10: float | None
    p90: float | None
    is_worse: bool | None
    score: float | None
    relative: float | None

    @property
    def inside(self) -> bool | None:
        """Whether it lies from P10 to P90; None where no range was given."""
        return None if self.p10 is None or self.p90 is None else self.p10 <= self.came <= self.p90


@dataclass(frozen=True)
class Review:
    """How one decision did.

    Attributes
    ----------
    stands
        Whether the choice still leads, alone or with others, with what came in the place of what was expected of it;
        None where no figure came.
    leader
        Id of the option that leads then.
    p_best
        Its chance when it was made; None where that was not kept.
    unchanged
        Whether the file says of the decision what it said when it was made; None where that is not known.
    """

    title: str
    chosen: str
    on: datetime.date | None
    known_on: datetime.date | None
    figures: tuple[FigureReview, ...]
    stands: bool | None
    leader: str | None
    p_best: float | None
    unchanged: bool | None

    @property
    def brier(self) -> float | None:
        """The Brier score of its chance; None where there is no chance, or nothing to hold it against."""
        return None if self.p_best is None or self.stands is None else brier(self.p_best, came=self.stands)


def review(scenario: Scenario) -> Review:
    """How the forecast of `scenario` did.

    Raises
    ------
    DecisionError
        No decision is recorded, or no outcome; or with what came there is nothing to compare.
    """
    decision, outcome = scenario.decision, scenario.outcome
    if decision is None:
        raise DecisionError("no decision is recorded; write it down with decide, or under decision")
    if outcome is None:
        raise DecisionError("no outcome is kept; write what came under outcome")
    chosen = scenario.option(decision.chosen)
    after = _with_what_came(scenario, decision, outcome) if outcome.ratings else None
    evaluation = None if after is None else evaluate(after)
    return Review(
        title=scenario.title,
        chosen=decision.chosen,
        on=decision.on,
        known_on=outcome.on,
        figures=tuple(_figure(scenario, chosen, path, x) for path, x in outcome.ratings.items()),
        stands=None if evaluation is None else decision.chosen in evaluation.joint_leaders,
        leader=None if evaluation is None else evaluation.leader,
        p_best=decision.p_best,
        unchanged=decision.fingerprint == scenario.fingerprint if decision.fingerprint else None,
    )


def _figure(scenario: Scenario, option: Option, path: str, x: float) -> FigureReview:
    criterion = path if path in scenario.leaves else path.rpartition(".")[0]
    leaf = scenario.leaves[criterion]
    component = path.removeprefix(criterion).removeprefix(".")
    given, ends = _range(scenario, option, criterion, component)
    expected = figure_now(scenario, f"{option.id}.{path}")
    score = None if ends is None else interval_score(x, *ends)
    return FigureReview(
        path,
        criterion,
        x,
        given,
        expected,
        None if ends is None else ends[0],
        None if ends is None else ends[1],
        None if expected is None or x == expected else leaf.is_worse(x, expected),
        score,
        None if score is None or component == "growth" else score / _width(leaf),
    )


def _width(leaf: Criterion) -> float:
    assert leaf.value_function is not None  # what is rated has a scale
    return abs(leaf.value_function.scale.best - leaf.value_function.scale.worst)


def _range(
    scenario: Scenario, option: Option, criterion: str, component: str
) -> tuple[Given, tuple[float, float] | None]:
    """Whether a range was given for a rating or a component of a plan, and its P10 and P90."""
    estimate = option.ratings[criterion].estimate
    if isinstance(estimate, Unknown):
        return "not known", None
    part = dict(estimate.components())[component] if component and isinstance(estimate, CostPlan) else estimate
    if scenario.is_certain_rating(option, criterion) if part is estimate else part.is_certain:
        return "single number", None
    if isinstance(part, Lines | Payment):
        alone = replace(option, ratings={**option.ratings, criterion: Rating(CostPlan(upfront=part))}, short_of=())
        within = Dependence(scenario.dependence.within_option)  # pairs name what stands there no more
        options = tuple(alone if each.id == option.id else each for each in scenario.options)
        only = replace(scenario, options=options, dependence=within, decision=None, outcome=None)
        return "range", plan_range(only, only.option(option.id), criterion)
    if isinstance(part, CostPlan):
        return "range", plan_range(scenario, option, criterion)
    low, high = at_latent(part.law, np.array([-Z90, Z90])).tolist()
    return "range", (low, high)


def _with_what_came(scenario: Scenario, decision: RecordedDecision, outcome: Outcome) -> Scenario:
    """The decision with the figures that came in the place of what was believed of the choice."""
    option = scenario.option(decision.chosen)
    ratings = dict(option.ratings)
    for path, x in sorted(outcome.ratings.items(), key=lambda each: each[0] in ratings):  # whole ratings last
        whole, _, component = path.rpartition(".")
        if path in ratings:
            ratings[path] = replace(ratings[path], estimate=Exact(x))
        else:
            plan = ratings[whole].estimate
            assert isinstance(plan, CostPlan)  # checked when the scenario was made
            ratings[whole] = replace(
                ratings[whole], estimate=CostPlan(**{**dict(plan.components()), component: Exact(x)})
            )
    gone = [f"{option.id}.{path}" for path in outcome.ratings]
    changed = replace(option, ratings=ratings, short_of=())
    return replace(
        scenario,
        options=tuple(changed if each.id == option.id else each for each in scenario.options),
        dependence=without_pairs_of(scenario.dependence, gone),
        decision=None,
        outcome=None,
    )


# --- over many ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Record:
    """How the forecasts of many decisions did together.

    Attributes
    ----------
    decisions
        How many were looked at.
    ranges, inside
        How many figures came for which a range was given, and how many of them lie in it.
    by_chance
        As in `as_far_off`; None where there is no range.
    better, worse
        Of all figures that came, how many were better and worse than expected.
    relative
        The mean interval score as a share of the criterion's scale; None where there is none.
    chances, stood
        How many choices had a chance to be held against what came, and how many of them still lead.
    mean_chance, brier
        The mean of those chances, and of their Brier scores; None where there is none.
    """

    decisions: int
    ranges: int
    inside: int
    by_chance: float | None
    better: int
    worse: int
    relative: float | None
    chances: int
    stood: int
    mean_chance: float | None
    brier: float | None


def record_of(reviews: Sequence[Review]) -> Record:
    """How many forecasts did together."""
    figures = [figure for each in reviews for figure in each.figures]
    ranges = [each.inside for each in figures if each.inside is not None]
    scored = [(each.p_best, each.stands, each.brier) for each in reviews if each.brier is not None]
    return Record(
        decisions=len(reviews),
        ranges=len(ranges),
        inside=sum(ranges),
        by_chance=as_far_off(sum(ranges), len(ranges)) if ranges else None,
        better=sum(each.is_worse is False for each in figures),
        worse=sum(each.is_worse is True for each in figures),
        relative=_mean(each.relative for each in figures if each.relative is not None),
        chances=len(scored),
        stood=sum(bool(stands) for _, stands, _ in scored),
        mean_chance=_mean(p for p, _, _ in scored if p is not None),
        brier=_mean(score for _, _, score in scored if score is not None),
    )


def _mean(figures: Iterable[float]) -> float | None:
    known = list(figures)
    return math.fsum(known) / len(known) if known else None
