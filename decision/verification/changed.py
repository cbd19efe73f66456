"""The decision that a workbook is of once cells were changed in it: what people typed, as edits of the decision.

Some changes leave behind what no formula follows: the spread of a rating that is still uncertain, the curvature of an
exponential. Scores that hang on those are nearly right, the workbook says so, and no decision gives them exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from decision.model.cost_plan import CostPlan
from decision.model.criterion import Criterion
from decision.model.errors import DecisionError
from decision.model.estimate import Exact, Unknown
from decision.model.rating import Rating
from decision.model.requirement import RequirementResult, Verdict
from decision.model.scenario import Scenario
from decision.model.value_function import Curve, Midvalue, Outside, Points, Scale, ValueFunction
from decision.model.weights import Fixed
from decision.outputs.words.figures import VERDICTS
from decision.outputs.words.open_ratings import OPEN
from decision.verification import changed_plans
from decision.verification.changed_plans import number
from decision.verification.finding import ChangedInput, Said

_CERTAIN = "certain"
_VERDICTS: Mapping[str, Verdict] = {words: verdict for verdict, words in VERDICTS.items()}


@dataclass(frozen=True)
class ChangedDecision:
    """What the cells say now.

    Attributes
    ----------
    scenario
        None where what was typed makes no decision.
    nearly
        The changes after which some figures are only nearly right.
    problem
        Why there is no decision, in words.
    """

    scenario: Scenario | None
    nearly: tuple[ChangedInput, ...] = ()
    problem: str = ""


def changed_decision(
    scenario: Scenario, changes: Iterable[ChangedInput], now: Mapping[tuple[str, ...], Said]
) -> ChangedDecision:
    """`scenario` with `changes`; `now` is what every cell to change says, by its key."""
    made, nearly = _fixed(scenario), []
    for each in changes:
        try:
            made, exact = _EDITS[each.key[0]](made, each.key, now)
        except (DecisionError, ValueError, KeyError) as error:
            return ChangedDecision(None, problem=f"{each.where} makes no decision: {error}")
        if not exact:
            nearly.append(each)
    return ChangedDecision(made, tuple(nearly))


def _fixed(scenario: Scenario) -> Scenario:
    """The same with all weights as they are counted: what is typed takes the place of any region."""

    def fixed(siblings: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
        return tuple(replace(each, weight_uncertainty=Fixed(), parts=fixed(each.parts)) for each in siblings)

    points = {
        path: 100 * scenario.sibling_shares[path] for path, each in scenario.all_criteria.items() if each.weight is None
    }
    stated = scenario.with_weights(points)
    return replace(stated, criteria=fixed(stated.criteria), weight_uncertainty=Fixed(), decision=None, outcome=None)


Edit = Callable[[Scenario, tuple[str, ...], Mapping[tuple[str, ...], Said]], tuple[Scenario, bool]]


def _points(scenario: Scenario, key: tuple[str, ...], now: Mapping[tuple[str, ...], Said]) -> tuple[Scenario, bool]:
    above = key[1].rpartition(".")[0]
    alike = [path for path in scenario.all_criteria if path.rpartition(".")[0] == above]
    return scenario.with_weights({path: number(now["points", path]) for path in alike}), True


def _rating(scenario: Scenario, key: tuple[str, ...], now: Mapping[tuple[str, ...], Said]) -> tuple[Scenario, bool]:
    _, option, path = key
    estimate, x = scenario.option(option).ratings[path].estimate, now["rating", option, path]
    if isinstance(estimate, Unknown) and x == OPEN:
        return scenario, True  # how it counts says nothing while nobody knows it
    exact = now["counts_as", option, path] == _CERTAIN or _follows(scenario, option, path)
    return scenario.with_rating(option, path, Rating(Exact(number(x)))), exact


def _follows(scenario: Scenario, option: str, path: str) -> bool:
    """Whether the formula leaves no spread of the old rating behind."""
    estimate, function = scenario.option(option).ratings[path].estimate, scenario.leaves[path].value_function
    if isinstance(estimate, CostPlan):
        return scenario.is_certain_rating(scenario.option(option), path)
    straight = function is not None and function.is_straight and function.outside == "extrapolate"
    return estimate.is_certain or straight or isinstance(estimate, Unknown)


def _result(scenario: Scenario, key: tuple[str, ...], now: Mapping[tuple[str, ...], Said]) -> tuple[Scenario, bool]:
    verdict = _VERDICTS.get(str(now[key]))
    if verdict is None:
        raise DecisionError(f"one of {', '.join(_VERDICTS)} belongs there")
    return scenario.with_requirement_result(key[1], key[2], RequirementResult(verdict)), True


def _scale(scenario: Scenario, key: tuple[str, ...], now: Mapping[tuple[str, ...], Said]) -> tuple[Scenario, bool]:
    path = key[1]
    criterion = scenario.all_criteria[path]
    function = criterion.value_function
    assert function is not None  # what has such cells is rated
    certain = all(option.ratings[path].estimate.is_certain for option in scenario.options)
    exact = certain and not isinstance(function.curve, Midvalue)
    made = ValueFunction(
        Scale(number(now["worst", path]), number(now["best", path])), _curve(function, path, now), _outside(now, path)
    )
    return scenario.with_criterion(path, replace(criterion, value_function=made)), exact


def _outside(now: Mapping[tuple[str, ...], Said], path: str) -> Outside:
    return "extrapolate" if now["outside", path] != "clip" else "clip"


def _curve(function: ValueFunction, path: str, now: Mapping[tuple[str, ...], Said]) -> Curve:
    if not isinstance(function.curve, Points):
        return function.curve
    count = range(len(function.curve.points))
    return Points(
        tuple(
            (number(now["point", path, str(at), "rating"]), number(now["point", path, str(at), "value"]))
            for at in count
        )
    )


def _minimum(scenario: Scenario, key: tuple[str, ...], now: Mapping[tuple[str, ...], Said]) -> tuple[Scenario, bool]:
    criterion = replace(scenario.all_criteria[key[1]], minimum=number(now[key]))
    return scenario.with_criterion(key[1], criterion), True


_EDITS: Mapping[str, Edit] = {
    "points": _points,
    "rating": _rating,
    "counts_as": _rating,
    "result": _result,
    "worst": _scale,
    "best": _scale,
    "outside": _scale,
    "point": _scale,
    "minimum": _minimum,
    "discount_rate": changed_plans.discount_rate,
    "driver": changed_plans.driver,
    "inflation": changed_plans.inflation,
    "exchange": changed_plans.exchange,
    "plan": changed_plans.plan,
    "paid": changed_plans.paid,
    "multiplier": changed_plans.multiplier,
}
