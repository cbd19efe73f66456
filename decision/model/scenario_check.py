"""What is impossible about a scenario: where its parts contradict each other, and what to do."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from decision.model.bounds import FARTHEST, FEWEST_OPTIONS, LARGEST, MOST_OPTIONS, SMALLEST
from decision.model.cost_plan import CostPlan
from decision.model.count_check import problems_of_counts
from decision.model.criterion import Criterion
from decision.model.errors import ImpossibleError, choice, listed
from decision.model.estimate import BetaShape, Moments
from decision.model.reach import plan_reach
from decision.model.visible import visible
from decision.model.weights import Concentrated, Fixed, WeightUncertainty, normalised

if TYPE_CHECKING:  # a scenario is checked as it is made
    from decision.model.scenario import Option, Scenario

APPROACHES = ("build", "buy", "extend")


def problems_of(scenario: Scenario) -> Iterator[ImpossibleError]:
    """Everything in which its parts contradict each other, each with the keys that lead to it in a file."""
    yield from _problems_of_the_frame(scenario)
    crowded = list(problems_of_counts(scenario))
    yield from crowded
    if crowded:
        return  # all against all of what is too many would take forever, and nobody would read it
    yield from _problems_of_weights(scenario.criteria, scenario.weight_uncertainty, ())
    for option in scenario.options[:MOST_OPTIONS]:
        yield from _problems_of_option(scenario, option)
    for name, view in scenario.views.items():
        yield from _problems_of_view(scenario, name, view)
    yield from _problems_of_dependence(scenario)


def _problems_of_the_frame(scenario: Scenario) -> Iterator[ImpossibleError]:
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


def _problems_of_the_years(scenario: Scenario) -> Iterator[ImpossibleError]:
    if scenario.horizon_years is not None and not 1 <= scenario.horizon_years <= 100:
        yield ImpossibleError(f"the horizon is {scenario.horizon_years} years", "give 1 to 100", ("horizon_years",))
    if scenario.discount_rate is not None and not (
        math.isfinite(scenario.discount_rate) and scenario.discount_rate > -1
    ):
        yield ImpossibleError(
            f"the discount rate is {scenario.discount_rate:g}", "give a share a year, such as 0.035", ("discount_rate",)
        )


def _problems_of_option(scenario: Scenario, option: Option) -> Iterator[ImpossibleError]:
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
                f"{visible(path)} is not a criterion that is rated", partial(choice, path, scenario.leaves), where
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
                partial(_requirement, name, known),
                (*at, "requirements", name),
            )


def _requirement(name: str, known: set[str]) -> str:
    return choice(name, sorted(known)) if known else "define it, or use a set, under requirements"


def _problems_of_plan(
    scenario: Scenario, path: str, plan: CostPlan, where: tuple[str, ...]
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
    assert scenario.horizon_years is not None
    assert scenario.discount_rate is not None
    reached = plan_reach(plan, scenario.horizon_years, scenario.discount_rate)
    if not reached <= LARGEST:
        yield ImpossibleError(
            f"the plan may come to {reached:.3g}, too much to compute with",
            "correct its amounts, growth or the discount rate",
            where,
        )


def _problems_of_size(
    scenario: Scenario, option: Option, path: str, where: tuple[str, ...]
) -> Iterator[ImpossibleError]:
    function, estimate = scenario.leaves[path].value_function, option.ratings[path].estimate
    assert function is not None  # leaves have a scale
    if isinstance(estimate, Moments | BetaShape):
        return  # their medians lie near the mean as given, and take long to compute
    if isinstance(estimate, CostPlan) and any(_problems_of_the_years(scenario)):
        return
    with np.errstate(over="ignore", invalid="ignore"):
        central = scenario.central_rating(option, path)
    scale = function.scale
    if not abs((central - scale.worst) / (scale.best - scale.worst)) < FARTHEST:
        yield ImpossibleError(
            f"the rating {central:g} is out of all proportion to worst {scale.worst:g} and best {scale.best:g}",
            "correct it, or worst and best",
            where,
        )


def _problems_of_view(scenario: Scenario, name: str, view: Mapping[str, float]) -> Iterator[ImpossibleError]:
    at = ("views", name)
    yield from _problems_of_points(view, scenario.all_criteria, at)
    yield from _incomplete(view, [criterion.id for criterion in scenario.criteria], at)


def _problems_of_dependence(scenario: Scenario) -> Iterator[ImpossibleError]:
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
            if not _names_an_estimate(options, end):
                yield ImpossibleError(
                    f"{visible(end)} names no estimate",
                    "write option.criterion, or option.criterion.component of a plan",
                    here,
                )
        if one == other:
            yield ImpossibleError(f"{visible(one)} is paired with itself", "leave the pair out", here)
        elif frozenset((one, other)) in seen:
            yield ImpossibleError(f"{visible(one)} and {visible(other)} are paired twice", "leave one pair out", here)
        seen.add(frozenset((one, other)))
        if not -1 < correlation < 1:
            yield ImpossibleError(
                f"the correlation {correlation:g} is not between -1 and 1", "give a number between them", here
            )


def _names_an_estimate(options: Mapping[str, Option], name: str) -> bool:
    option_id, _, path = name.partition(".")
    option = options.get(option_id)
    if option is None:
        return False
    if path in option.ratings:
        return True
    path, _, component = path.rpartition(".")
    plan = option.ratings[path].estimate if path in option.ratings else None
    return isinstance(plan, CostPlan) and component in dict(plan.components())


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
            yield ImpossibleError(f"{visible(name)} is not a criterion", partial(choice, name, known), (*at, path))
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
