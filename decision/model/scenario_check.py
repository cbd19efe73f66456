"""What is impossible about a scenario: where its parts contradict each other, and what to do."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from functools import partial

import numpy as np

from decision.model.bounds import FARTHEST, FEWEST_OPTIONS, LARGEST, MOST_OPTIONS, SMALLEST
from decision.model.contents import Contents, Option
from decision.model.cost_plan import CostPlan
from decision.model.count_check import problems_of_counts
from decision.model.criterion import Criterion
from decision.model.errors import ImpossibleError, choice, listed
from decision.model.estimate import BetaShape, Estimate, Moments
from decision.model.expectation.value import expected_value, grows_on, has_end
from decision.model.named_figures import names_a_driver, names_a_figure
from decision.model.payment_check import cash_reach, driver_reach, problems_of_payments, problems_of_shared
from decision.model.readiness import problems_of_readiness
from decision.model.uncertain_figures import shared_figures
from decision.model.value_function import ValueFunction
from decision.model.visible import visible
from decision.model.weights import Concentrated, Fixed, Ranged, WeightUncertainty, normalised

APPROACHES = ("build", "buy", "extend")


def problems_of(scenario: Contents) -> Iterator[ImpossibleError]:
    """Everything in which its parts contradict each other, each with the keys that lead to it in a file."""
    of_the_frame = list(_problems_of_the_frame(scenario))
    yield from of_the_frame
    crowded = list(problems_of_counts(scenario))
    yield from crowded
    if crowded:
        return  # all against all of what is too many would take forever, and nobody would read it
    yield from _problems_of_weights(scenario.criteria, scenario.weight_uncertainty, ())
    of_options = [
        problem for option in scenario.options[:MOST_OPTIONS] for problem in _problems_of_option(scenario, option)
    ]
    yield from of_options
    for name, view in scenario.views.items():
        yield from _problems_of_view(scenario, name, view)
    yield from problems_of_shared(scenario)
    yield from _problems_of_what_is_said(scenario)
    of_dependence = list(_problems_of_dependence(scenario))
    yield from of_dependence
    if not of_the_frame and not of_options and not of_dependence:  # or no name says for sure what correlates
        yield from _problems_of_correlations(scenario)


def _problems_of_what_is_said(scenario: Contents) -> Iterator[ImpossibleError]:
    """Of what is said about the decision; what says how it may be is only imported where there is any of it."""
    yield from problems_of_readiness(scenario.readiness, [option.id for option in scenario.options])
    if scenario.evaluations or scenario.consensus:
        from decision.model.evaluation_check import problems_of_evaluations

        yield from problems_of_evaluations(scenario)
    if scenario.decision is not None or scenario.outcome is not None:
        from decision.model.record import problems_of_record

        yield from problems_of_record(scenario)
    if scenario.rooms:
        from decision.model.settled_room import problems_of_rooms

        yield from problems_of_rooms(scenario.rooms)


def _problems_of_the_frame(scenario: Contents) -> Iterator[ImpossibleError]:
    if not scenario.title.strip():
        yield ImpossibleError("the title is empty", "say what is to be decided", ("title",))
    if not scenario.criteria:
        yield ImpossibleError("there is no criterion", "add at least one, or use a catalogue", ("criteria",))
    yield from _repeated("criterion", [criterion.id for criterion in scenario.criteria], "criteria")
    yield from _repeated("option", [option.id for option in scenario.options], "options")
    yield from _repeated("requirement", [requirement.id for requirement in scenario.requirements], "requirements")
    if not FEWEST_OPTIONS <= len(scenario.options) <= MOST_OPTIONS:
        yield ImpossibleError(
            f"a decision has {FEWEST_OPTIONS} to {MOST_OPTIONS} options (got {len(scenario.options)})",
            "add or remove options",
            ("options",),
        )
    yield from _problems_of_the_years(scenario)


def _problems_of_the_years(scenario: Contents) -> Iterator[ImpossibleError]:
    if scenario.horizon_years is not None and not 1 <= scenario.horizon_years <= 100:
        yield ImpossibleError(f"the horizon is {scenario.horizon_years} years", "give 1 to 100", ("horizon_years",))
    if scenario.discount_rate is not None and not (
        math.isfinite(scenario.discount_rate) and scenario.discount_rate > -1
    ):
        yield ImpossibleError(
            f"the discount rate is {scenario.discount_rate:g}", "give a share a year, such as 0.035", ("discount_rate",)
        )


def _problems_of_option(scenario: Contents, option: Option) -> Iterator[ImpossibleError]:
    at = ("options", option.id)
    if option.approach is not None and option.approach not in APPROACHES:
        yield ImpossibleError(
            f"{visible(option.approach)} is not an approach", f"use one of {', '.join(APPROACHES)}", (*at, "approach")
        )
    for path in scenario.leaves:
        if path not in option.ratings:
            yield ImpossibleError(
                f"no rating on {visible(path)}",
                "rate every option on every criterion",
                (*at, "ratings", *path.split(".")),
            )
    for path, rating in option.ratings.items():
        where = (*at, "ratings", *path.split("."))
        if path not in scenario.leaves:
            yield ImpossibleError(
                f"{visible(path)} is not a criterion that is rated",
                partial(choice, path, scenario.leaves, beside=option.ratings),
                where,
            )
        else:
            plan = rating.estimate if isinstance(rating.estimate, CostPlan) else None
            problems = [] if plan is None else list(_problems_of_plan(scenario, path, plan, where))
            yield from problems or _problems_of_size(scenario, option, path, where)
    known = {requirement.id for requirement in scenario.requirements}
    for name in option.requirements:
        if name not in known:
            yield ImpossibleError(
                f"{visible(name)} is not a requirement here",
                partial(_requirement, name, known, option.requirements),
                (*at, "requirements", name),
            )


def _requirement(name: str, known: set[str], beside: Container[str]) -> str:
    return choice(name, sorted(known), beside=beside) if known else "define it, or use a set, under requirements"


def _problems_of_plan(
    scenario: Contents, path: str, plan: CostPlan, where: tuple[str, ...]
) -> Iterator[ImpossibleError]:
    if scenario.leaves[path].kind != "cost_plan":
        yield ImpossibleError(
            f"{visible(path)} does not take a cost plan",
            "give an estimate, or say kind: cost_plan in the criterion",
            where,
        )
        return
    missing = [name for name in ("horizon_years", "discount_rate", "currency") if getattr(scenario, name) in (None, "")]
    for name in missing:
        yield ImpossibleError(f"a cost plan needs {name}", f"add {name} at the top of the file", (name,))
    if missing or any(_problems_of_the_years(scenario)):
        return
    problems = list(problems_of_payments(scenario, plan, where))
    if problems:
        yield from problems
        return
    if any(not driver_reach(driver, scenario.plan_basis.years) <= LARGEST for driver in scenario.drivers):
        return  # told where the driver stands
    reached = cash_reach(plan, scenario.plan_basis)
    if not reached <= LARGEST:
        yield ImpossibleError(
            f"the plan may come to {reached:.3g}, too much to compute with",
            "correct its amounts, growth or the discount rate"
            + (", or a driver that it hangs on" if plan.drivers else ""),
            where,
        )


def _problems_of_size(
    scenario: Contents, option: Option, path: str, where: tuple[str, ...]
) -> Iterator[ImpossibleError]:
    function, estimate = scenario.leaves[path].value_function, option.ratings[path].estimate
    assert function is not None  # leaves have a scale
    if isinstance(estimate, CostPlan) and (
        any(_problems_of_the_years(scenario))
        or any(not driver_reach(driver, scenario.plan_basis.years) <= LARGEST for driver in scenario.drivers)
    ):
        return
    scale = function.scale
    # the median of a law given by its moments lies near the mean, and takes long to compute
    by_moments = isinstance(estimate, Moments | BetaShape)
    with np.errstate(over="ignore", invalid="ignore"):
        mean = scenario.expected_rating(option, path)
        typed = mean if by_moments else scenario.most_likely_rating(option, path)
    if not abs((typed - scale.worst) / (scale.best - scale.worst)) < FARTHEST:
        yield ImpossibleError(
            f"the rating {typed:g} is out of all proportion to worst {scale.worst:g} and best {scale.best:g}",
            "correct it, or worst and best",
            where,
        )
    elif not math.isfinite(mean):
        yield ImpossibleError(
            "the rating has no expected value: its tail falls off too slowly to compute with",
            "give a smaller spread, or figures with a low and a high end",
            where,
        )
    elif (
        function.outside == "extrapolate"
        and not scenario.is_certain_rating(option, path)
        and not _has_value(scenario, function, estimate, mean)
    ):
        yield ImpossibleError(
            "the rating has no expected value on this scale, or one out of all proportion: "
            "what lies outside worst and best counts for too much",
            "let the criterion clip (outside: clip), or give the rating a low and a high end",
            where,
        )


def _has_value(scenario: Contents, function: ValueFunction, estimate: Estimate | CostPlan, mean: float) -> bool:
    """Whether an uncertain rating with that mean has an expected value on a scale that goes on outside its ends."""
    scale = function.scale
    if function.bends is not None:
        return abs((mean - scale.worst) / (scale.best - scale.worst)) < FARTHEST
    if isinstance(estimate, CostPlan):
        shared = (each.law for each in shared_figures(estimate, scenario.plan_basis))
        return all(has_end(law, upper=grows_on(function) > 0) for law in (*estimate.laws(), *shared))
    return abs(expected_value(function, estimate.law)) < FARTHEST


def _problems_of_view(scenario: Contents, name: str, view: Mapping[str, float]) -> Iterator[ImpossibleError]:
    at = ("views", name)
    yield from _problems_of_points(view, scenario.all_criteria, at)
    yield from _incomplete(view, [criterion.id for criterion in scenario.criteria], at)


def _problems_of_dependence(scenario: Contents) -> Iterator[ImpossibleError]:
    at: tuple[str | int, ...] = ("dependence",)
    within = scenario.dependence.within_option
    if not 0 <= within < 1:
        yield ImpossibleError(
            f"within_option is {within:g}", "give a correlation of at least 0 and below 1", (*at, "within_option")
        )
    options = {option.id: option for option in scenario.options}
    seen: set[frozenset[str]] = set()
    for place, (one, other, correlation) in enumerate(scenario.dependence.pairs):
        here = (*at, "pairs", place)
        for end in (one, other):
            if not _names_an_estimate(options, end) and names_a_driver(scenario, end):
                yield ImpossibleError(
                    f"{visible(end)} is what costs hang on, and independent of all else",
                    "leave the pair out; one driver moves all options together",
                    here,
                )
            elif not _names_an_estimate(options, end):
                yield ImpossibleError(
                    f"{visible(end)} names no estimate",
                    "write option.criterion, or option.criterion.component of a plan",
                    here,
                )
        if one == other:
            yield ImpossibleError(f"{visible(one)} is paired with itself", "leave the pair out", here)
        elif one.startswith(other + ".") or other.startswith(one + "."):
            part, whole = (visible(end) for end in sorted((one, other), key=len, reverse=True))
            yield ImpossibleError(f"{part} is part of {whole}", "leave the pair out", here)
        elif frozenset((one, other)) in seen:
            yield ImpossibleError(f"{visible(one)} and {visible(other)} are paired twice", "leave one pair out", here)
        seen.add(frozenset((one, other)))
        if not -1 < correlation < 1:
            yield ImpossibleError(
                f"the correlation {correlation:g} is not between -1 and 1", "give a number between them", here
            )


def _problems_of_correlations(scenario: Contents) -> Iterator[ImpossibleError]:
    """Pairs about the same estimates, and the first one that nothing fits beside what else is stated."""
    if not scenario.dependence.pairs:
        return
    from decision.model.dependence import contradiction, doubled

    for place, first in doubled(scenario):
        one, other, _ = scenario.dependence.pairs[first]
        yield ImpossibleError(
            f"the same estimates are paired by {visible(one)} and {visible(other)}",
            "leave one pair out",
            ("dependence", "pairs", place),
        )
    found = contradiction(scenario)
    if found is not None:
        place, what, remedy = found
        yield ImpossibleError(what, remedy, ("dependence", "pairs", place))


def _names_an_estimate(options: Mapping[str, Option], name: str) -> bool:
    option_id, _, path = name.partition(".")
    return option_id in options and names_a_figure(options[option_id], path)


def _problems_of_weights(
    siblings: tuple[Criterion, ...], uncertainty: WeightUncertainty, above: tuple[str, ...]
) -> Iterator[ImpossibleError]:
    """What is wrong with the weights among siblings, and among the parts of each."""
    ids = [criterion.id for criterion in siblings]
    stated = {criterion.id: criterion.weight for criterion in siblings if criterion.weight is not None}
    at_uncertainty = _place_of_uncertainty(above)
    problems = list(_problems_of_points(stated, stated, ("weights",), above))
    if stated and not problems:
        problems += _incomplete(stated, ids, ("weights",), above)
    if not stated and not above and isinstance(uncertainty, Fixed | Concentrated) and ids:
        problems.append(
            ImpossibleError(
                "no weights are given", "add weights for all criteria, or weight_uncertainty: any", ("weights",)
            )
        )
    region = [problem.under(*at_uncertainty) for problem in uncertainty.problems(ids)]
    if stated and not problems and not region and not uncertainty.contains(normalised(stated)):
        region.append(
            ImpossibleError(
                "the stated weights lie outside the region stated for them",
                "change the weights, or the order or ranges",
                at_uncertainty,
            )
        )
    if not stated and not region and isinstance(uncertainty, Ranged):
        try:
            uncertainty.centroid(ids)  # scores rest on it where no weights are stated
        except ImpossibleError as error:
            region.append(error.under(*at_uncertainty, "ranges"))
    yield from problems
    yield from region
    for criterion in siblings:
        if criterion.parts:
            yield from _problems_of_weights(criterion.parts, criterion.weight_uncertainty, (*above, criterion.id))


def _place_of_uncertainty(above: tuple[str, ...]) -> tuple[str, ...]:
    if not above:
        return ("weight_uncertainty",)
    place = ["criteria", above[0]]
    for name in above[1:]:
        place += ["parts", name]
    return (*place, "weight_uncertainty")


def _problems_of_points(
    points: Mapping[str, float], known: Mapping[str, object], at: tuple[str, ...], above: tuple[str, ...] = ()
) -> Iterator[ImpossibleError]:
    """What is wrong with single weights, and with all being zero among siblings."""
    families: dict[str, list[float]] = {}
    sound = True
    largest = max(points.values(), default=0.0)
    least = SMALLEST * largest
    for name, x in points.items():
        path = ".".join((*above, name))
        if name not in known:
            sound = False
            yield ImpossibleError(
                f"{visible(name)} is not a criterion", partial(choice, name, known, beside=points), (*at, path)
            )
        elif not (math.isfinite(x) and x >= 0):
            sound = False
            yield ImpossibleError(f"weight {x:g} is not a number of 0 or more", "correct it", (*at, path))
        elif 0 < x < least:
            sound = False
            yield ImpossibleError(
                f"weight {x:g} is too small to compute with beside {largest:g}", "give 0, or more", (*at, path)
            )
        families.setdefault(path.rpartition(".")[0], []).append(x)
    if sound:
        for family, weights in families.items():
            if all(x == 0 for x in weights):
                of = f" of the parts of {visible(family)}" if family else ""
                yield ImpossibleError(f"all weights{of} are zero", "give at least one a weight above 0", at)


def _incomplete(
    points: Mapping[str, float], ids: list[str], at: tuple[str, ...], above: tuple[str, ...] = ()
) -> Iterator[ImpossibleError]:
    missing = [".".join((*above, name)) for name in ids if name not in points]
    if missing:
        yield ImpossibleError(
            f"no weight for {listed(missing)}", "give all of them a weight, or none: two scales do not mix", at
        )


def _repeated(what: str, ids: list[str], at: str) -> Iterator[ImpossibleError]:
    for name in sorted(name for name, times in Counter(ids).items() if times > 1):
        yield ImpossibleError(f"{what} {visible(name)} is given twice", "rename or remove one", (at, name))
