"""One option's assessment as data before any form: what it is told, and nothing of any other option.

A summary for an option is made of its assessment alone. Weights, scales, anchors and requirements are the same for all;
everything else here is the option's own.
"""

from __future__ import annotations

from dataclasses import dataclass

from decision.analysis.expectation.ranges import rating_range
from decision.analysis.scoring import Evaluation
from decision.analysis.stopping import go_on
from decision.model.contents import Option
from decision.model.cost_plan import CostPlan
from decision.model.open_ratings import is_open
from decision.model.requirement import RequirementResult, Verdict
from decision.model.scenario import Scenario
from decision.outputs.words.assessment import (
    bare_in_full,
    how_points_are_given,
    in_full,
    what_would_earn_more,
    why_failed,
)
from decision.outputs.words.figures import present_value_in_words
from decision.outputs.words.money import line_name
from decision.outputs.words.open_ratings import OPEN
from decision.outputs.words.scoring import criterion_name, shortfall
from decision.outputs.words.shared_inputs import shared_in_words
from decision.outputs.words.weights import weights_in_percent


@dataclass(frozen=True)
class AssessedCriterion:
    """One criterion or part: what it counts for, what it earned, and on what grounds.

    Attributes
    ----------
    depth
        0 at the top.
    percent, most
        Its weight in the whole, in words; the points there were.
    earned
        The points given.
    is_rated
        Whether it has a rating of its own; a criterion with parts has the sum of theirs, and what follows is empty.
    how, asked
        How points are given on it, and the question that it was asked as.
    rating, because, evidence, source
        What the option was rated, and why.
    more
        What would have earned more.
    made_of
        Of a cost plan, each line with what it comes to in present value, and their sum.
    counted_with
        What the plan hangs on beside its own figures, a sentence each without its full stop: the same for all options.
    """

    path: str
    name: str
    depth: int
    percent: str
    most: float
    earned: float
    is_rated: bool
    asked: str = ""
    how: str = ""
    rating: str = ""
    because: str = ""
    evidence: str = ""
    source: str = ""
    more: tuple[str, ...] = ()
    made_of: tuple[tuple[str, str], ...] = ()
    counted_with: tuple[str, ...] = ()


@dataclass(frozen=True)
class AssessedRequirement:
    """One requirement, and how the option stands on it; `test` is how it is found out."""

    id: str
    text: str
    test: str
    verdict: Verdict
    because: str
    source: str


@dataclass(frozen=True)
class Assessment:
    """All of one option.

    Attributes
    ----------
    out
        Why it is out, a sentence each; empty where it is not.
    money
        What amounts mean; empty where none is a present value.
    """

    id: str
    name: str
    total: float
    out: tuple[str, ...]
    criteria: tuple[AssessedCriterion, ...]
    requirements: tuple[AssessedRequirement, ...]
    money: str


def assessment(scenario: Scenario, evaluation: Evaluation, id: str) -> Assessment:
    """The assessment of the option called `id`."""
    option, result = scenario.option(id), evaluation.option(id)
    texts = {each.id: each for each in scenario.requirements}
    out = [
        why_failed(failed, texts[failed].text, option.requirements[failed].because, option.requirements[failed].source)
        for failed in option.failed
    ]
    out += [f"{_capital(shortfall(scenario, path, result.ratings[path]))}." for path in option.short_of]
    not_shown = RequirementResult(Verdict.NOT_SHOWN)
    return Assessment(
        id,
        option.name,
        result.score,
        tuple(out),
        tuple(_criterion(scenario, evaluation, id, path) for path in scenario.all_criteria),
        tuple(
            AssessedRequirement(each.id, each.text, each.test, found.verdict, found.because, found.source)
            for each in scenario.requirements
            for found in (option.requirements.get(each.id, not_shown),)
        ),
        _money(scenario),
    )


def _criterion(scenario: Scenario, evaluation: Evaluation, id: str, path: str) -> AssessedCriterion:
    go_on()
    criterion, result, option = scenario.all_criteria[path], evaluation.option(id), scenario.option(id)
    most = 100 * evaluation.weights[path]
    known = AssessedCriterion(
        path,
        criterion_name(scenario, path),
        path.count("."),
        weights_in_percent(evaluation.weights)[path],
        most,
        result.contributions[path],
        is_rated=path in option.ratings,
        asked=criterion.question,
    )
    if not known.is_rated:
        return known
    rated, unknown = option.ratings[path], is_open(scenario, id, path)
    x = None if unknown else result.ratings[path]
    return AssessedCriterion(
        **{name: getattr(known, name) for name in ("path", "name", "depth", "percent", "most", "earned", "is_rated")},
        asked=known.asked,
        how=how_points_are_given(criterion, scenario.currency, most),
        rating=OPEN if x is None else _rated(scenario, option, path, x),
        because=rated.because,
        evidence=str(rated.evidence or ""),
        source=rated.source,
        more=tuple(what_would_earn_more(criterion, scenario.currency, x, result.values[path], most)),
        made_of=_made_of(scenario, option, path),
        counted_with=_counted_with(scenario, option, path),
    )


def _rated(scenario: Scenario, option: Option, path: str, x: float) -> str:
    """A rating of which `x` is expected, in full, with its range where it is uncertain."""
    criterion, between = scenario.leaves[path], rating_range(scenario, option, path)
    shown = in_full(x, criterion, scenario.currency)
    if between is None:
        return shown
    low, high = (bare_in_full(end, criterion) for end in between)
    return f"{shown} ({low} to {high})"


def _made_of(scenario: Scenario, option: Option, path: str) -> tuple[tuple[str, str], ...]:
    """What is expected of each line of a cost plan, in present value; nothing where there is none."""
    plan, criterion = option.ratings[path].estimate, scenario.leaves[path]
    if not isinstance(plan, CostPlan):
        return ()
    from decision.model.cash_flow import PlanCash, discounts  # not needed where there is no plan
    from decision.model.expected_cash import ExpectedCash

    basis = scenario.plan_basis
    factors = discounts(basis)
    lines = [
        (line_name(each.component, each.line), float((each.cash @ factors)[0]))
        for each in ExpectedCash(PlanCash(plan, "", basis)).expected_cash()
    ]
    lines.append(("In all", sum(amount for _, amount in lines)))
    return tuple((name, in_full(amount, criterion, scenario.currency)) for name, amount in lines)


def _counted_with(scenario: Scenario, option: Option, path: str) -> tuple[str, ...]:
    """What a cost plan hangs on that is the same for all options, as far as it hangs on it itself."""
    plan = option.ratings[path].estimate
    if not isinstance(plan, CostPlan):
        return ()
    needed = scenario.plan_basis.needed(plan.drivers, plan.currencies)
    return tuple(shared_in_words(scenario, figure) for figure in needed.figures)


def _money(scenario: Scenario) -> str:
    over = present_value_in_words(scenario.horizon_years, scenario.discount_rate)
    plans = [criterion_name(scenario, path) for path, leaf in scenario.leaves.items() if leaf.kind == "cost_plan"]
    return f"{' and '.join(plans)}: {over}." if over and plans else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
