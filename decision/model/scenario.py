"""The scenario: a whole decision, complete and free of contradictions as soon as it exists."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np

from decision.model.cost_plan import CostPlan
from decision.model.criterion import Criterion
from decision.model.errors import DecisionError, ImpossibleError, choice
from decision.model.estimate import BetaShape, Moments
from decision.model.fingerprint import COUNTS_IF_SET, fingerprint
from decision.model.rating import Rating
from decision.model.requirement import Requirement, RequirementResult, Verdict
from decision.model.weights import Anything, Concentrated, Fixed, WeightUncertainty, normalised

APPROACHES = ("build", "buy", "extend")
FEWEST_OPTIONS, MOST_OPTIONS = 2, 30
FARTHEST = 1e12  # swings from worst that a rating may lie away: beyond, sums lose what else they hold


class ImpossibleScenarioError(DecisionError):
    """The parts of a scenario do not fit together; `problems` says in how many ways."""

    def __init__(self, problems: list[ImpossibleError]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class Option:
    """One way to go: a rating for every rated criterion, by path, and how it stands on the requirements.

    `left_out` is for a question of what if: the option is scored and shown, but not ranked. No file says so.
    """

    id: str
    ratings: Mapping[str, Rating]
    name: str = ""
    approach: str | None = None
    about: str = ""
    requirements: Mapping[str, RequirementResult] = field(default_factory=dict)
    left_out: bool = field(default=False, metadata=COUNTS_IF_SET)

    def __post_init__(self) -> None:
        _freeze(self, "ratings", "requirements")
        if not self.name:
            object.__setattr__(self, "name", self.id.replace("_", " ").capitalize())

    @property
    def failed(self) -> tuple[str, ...]:
        """Ids of the requirements that the option fails."""
        return tuple(name for name, result in self.requirements.items() if result.verdict is Verdict.FAIL)

    @property
    def excluded(self) -> bool:
        """Whether the option is not ranked: a failed requirement rules it out, or it is left out for now."""
        return self.left_out or bool(self.failed)


@dataclass(frozen=True)
class Dependence:
    """Correlation of the latent normals behind estimates, within each option and between single pairs."""

    within_option: float = 0.0
    pairs: tuple[tuple[str, str, float], ...] = ()


@dataclass(frozen=True)
class Simulation:
    """How many draws to take and from which seed, unless the call says otherwise."""

    draws: int = 100_000
    seed: int = 0


@dataclass(frozen=True)
class Scenario:
    """A whole decision.

    Attributes
    ----------
    criteria
        Top-level criteria, with their weights as stated and their parts.
    views
        By name, one stakeholder's weights: points by criterion path.
    catalogue, requirement_sets
        Names of the files that criteria and requirements were taken from.
    """

    title: str
    criteria: tuple[Criterion, ...]
    options: tuple[Option, ...]
    question: str = ""
    about: str = ""
    owner: str = ""
    date: datetime.date | None = None
    currency: str = ""
    horizon_years: int | None = None
    discount_rate: float | None = None
    weight_uncertainty: WeightUncertainty = Fixed()
    dependence: Dependence = Dependence()
    requirements: tuple[Requirement, ...] = ()
    views: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    simulation: Simulation = Simulation()
    catalogue: str | None = None
    requirement_sets: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(
            self, "views", MappingProxyType({name: MappingProxyType(dict(view)) for name, view in self.views.items()})
        )
        problems = list(self._problems())
        if problems:
            raise ImpossibleScenarioError(problems)

    # --- looking up ---------------------------------------------------------------------------------

    @cached_property
    def leaves(self) -> Mapping[str, Criterion]:
        """The criteria that are rated, by path, in the order of the file."""
        return MappingProxyType({path: leaf for top in self.criteria for path, leaf in top.leaves()})

    @cached_property
    def all_criteria(self) -> Mapping[str, Criterion]:
        """Every criterion and part, by path, parents before their parts."""
        return MappingProxyType({path: criterion for top in self.criteria for path, criterion in top.walk()})

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """The share of every criterion and part in the whole, by path; a part's is the product down the tree."""
        weights: dict[str, float] = {}
        for path, share in self.sibling_shares.items():
            above = path.rpartition(".")[0]
            weights[path] = weights[above] * share if above else share
        return MappingProxyType(weights)

    @cached_property
    def sibling_shares(self) -> Mapping[str, float]:
        """The share of every criterion and part among its siblings, by path, parents before their parts."""
        return MappingProxyType(_sibling_shares(self.criteria, self.weight_uncertainty))

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the whole decision, wherever its criteria and requirements were written down."""
        return fingerprint(self, leave_out=frozenset({"catalogue", "requirement_sets"}))

    @property
    def ranked_options(self) -> tuple[Option, ...]:
        """The options that are not excluded."""
        return tuple(option for option in self.options if not option.excluded)

    def option(self, id: str) -> Option:
        """The option called `id`; raises KeyError if there is none."""
        for option in self.options:
            if option.id == id:
                return option
        raise KeyError(id)

    def central_rating(self, option: Option, path: str) -> float:
        """The central figure of one rating, in the criterion's unit; of a plan, its present value."""
        estimate = option.ratings[path].estimate
        if isinstance(estimate, CostPlan):
            assert self.horizon_years is not None and self.discount_rate is not None  # checked when made
            return estimate.central(self.horizon_years, self.discount_rate)
        return float(estimate.central)

    # --- changing: each returns a new scenario -------------------------------------------------------

    def with_weights(self, points: Mapping[str, float]) -> Scenario:
        """The same decision with other weights; `points` by path, complete among siblings it touches."""
        return replace(self, criteria=_reweighted(self.criteria, points))

    def with_weights_of(self, other: Scenario) -> Scenario:
        """The same decision with the weights of `other`, a decision on the same criteria, as they were stated there."""
        return replace(self, criteria=_weighted_as(self.criteria, other.criteria))

    def with_criterion(self, path: str, criterion: Criterion) -> Scenario:
        """The same decision with the criterion or part at `path` replaced."""
        return replace(self, criteria=_replaced(self.criteria, path.split("."), criterion))

    def with_rating(self, option_id: str, path: str, rating: Rating) -> Scenario:
        """The same decision with one rating replaced."""
        option = self.option(option_id)
        return self._with_option(replace(option, ratings={**option.ratings, path: rating}))

    def with_requirement_result(
        self, option_id: str, requirement_id: str, result: RequirementResult | None
    ) -> Scenario:
        """The same decision with one requirement's result replaced, or taken back where `result` is None."""
        option = self.option(option_id)
        results = {id: known for id, known in option.requirements.items() if id != requirement_id or result is not None}
        if result is not None:
            results[requirement_id] = result
        return self._with_option(replace(option, requirements=results))

    def _with_option(self, changed: Option) -> Scenario:
        return replace(self, options=tuple(changed if option.id == changed.id else option for option in self.options))

    # --- checking -------------------------------------------------------------------------------------

    def _problems(self) -> Iterator[ImpossibleError]:
        """Everything in which the parts contradict each other, each with the keys that lead to it in a file."""
        yield from self._problems_of_the_frame()
        yield from _problems_of_weights(self.criteria, self.weight_uncertainty, ())
        for option in self.options:
            yield from self._problems_of_option(option)
        for name, view in self.views.items():
            yield from self._problems_of_view(name, view)
        yield from self._problems_of_dependence()

    def _problems_of_the_frame(self) -> Iterator[ImpossibleError]:
        if not self.title.strip():
            yield ImpossibleError("the title is empty", "say what is to be decided", ("title",))
        if not self.criteria:
            yield ImpossibleError("there is no criterion", "add at least one, or use a catalogue", ("criteria",))
        yield from _repeated("criterion", [criterion.id for criterion in self.criteria], "criteria")
        yield from _repeated("option", [option.id for option in self.options], "options")
        yield from _repeated("requirement", [requirement.id for requirement in self.requirements], "requirements")
        if not FEWEST_OPTIONS <= len(self.options) <= MOST_OPTIONS:
            yield ImpossibleError(
                f"a decision has {FEWEST_OPTIONS} to {MOST_OPTIONS} options (got {len(self.options)})",
                "add or remove options",
                ("options",),
            )
        yield from self._problems_of_the_years()

    def _problems_of_the_years(self) -> Iterator[ImpossibleError]:
        if self.horizon_years is not None and not 1 <= self.horizon_years <= 100:
            yield ImpossibleError(f"the horizon is {self.horizon_years} years", "give 1 to 100", ("horizon_years",))
        if self.discount_rate is not None and not (math.isfinite(self.discount_rate) and self.discount_rate > -1):
            yield ImpossibleError(
                f"the discount rate is {self.discount_rate:g}", "give a share a year, such as 0.035", ("discount_rate",)
            )

    def _problems_of_option(self, option: Option) -> Iterator[ImpossibleError]:
        at = ("options", option.id)
        if option.approach is not None and option.approach not in APPROACHES:
            yield ImpossibleError(
                f"{option.approach} is not an approach", f"use one of {', '.join(APPROACHES)}", (*at, "approach")
            )
        for path in self.leaves:
            if path not in option.ratings:
                yield ImpossibleError(
                    f"no rating on {path}", "rate every option on every criterion", (*at, "ratings", *path.split("."))
                )
        for path, rating in option.ratings.items():
            where = (*at, "ratings", *path.split("."))
            if path not in self.leaves:
                yield ImpossibleError(f"{path} is not a criterion that is rated", choice(path, self.leaves), where)
            else:
                problems = list(self._problems_of_plan(path, where)) if isinstance(rating.estimate, CostPlan) else []
                yield from problems or self._problems_of_size(option, path, where)
        known = {requirement.id for requirement in self.requirements}
        for name in option.requirements:
            if name not in known:
                yield ImpossibleError(
                    f"{name} is not a requirement here",
                    choice(name, sorted(known)) if known else "define it, or use a set, under requirements",
                    (*at, "requirements", name),
                )

    def _problems_of_plan(self, path: str, where: tuple[str, ...]) -> Iterator[ImpossibleError]:
        if self.leaves[path].kind != "cost_plan":
            yield ImpossibleError(
                f"{path} does not take a cost plan", "give an estimate, or say kind: cost_plan in the criterion", where
            )
            return
        for name in ("horizon_years", "discount_rate", "currency"):
            if getattr(self, name) in (None, ""):
                yield ImpossibleError(f"a cost plan needs {name}", f"add {name} at the top of the file", (name,))

    def _problems_of_size(self, option: Option, path: str, where: tuple[str, ...]) -> Iterator[ImpossibleError]:
        function, estimate = self.leaves[path].value_function, option.ratings[path].estimate
        assert function is not None  # leaves have a scale
        if isinstance(estimate, Moments | BetaShape):
            return  # their medians lie near the mean as given, and take long to compute
        if isinstance(estimate, CostPlan) and any(self._problems_of_the_years()):
            return
        with np.errstate(over="ignore", invalid="ignore"):
            central = self.central_rating(option, path)
        scale = function.scale
        if not abs((central - scale.worst) / (scale.best - scale.worst)) < FARTHEST:
            yield ImpossibleError(
                f"the rating {central:g} is out of all proportion to worst {scale.worst:g} and best {scale.best:g}",
                "correct it, or worst and best",
                where,
            )

    def _problems_of_view(self, name: str, view: Mapping[str, float]) -> Iterator[ImpossibleError]:
        at = ("views", name)
        yield from _problems_of_points(view, self.all_criteria, at)
        yield from _incomplete(view, [criterion.id for criterion in self.criteria], at)

    def _problems_of_dependence(self) -> Iterator[ImpossibleError]:
        at: tuple[str | int, ...] = ("dependence",)
        within = self.dependence.within_option
        if not 0 <= within < 1:
            yield ImpossibleError(
                f"within_option is {within:g}", "give a correlation of at least 0 and below 1", (*at, "within_option")
            )
        seen: set[frozenset[str]] = set()
        for place, (one, other, correlation) in enumerate(self.dependence.pairs):
            here = (*at, "pairs", place)
            for end in (one, other):
                if not self._names_an_estimate(end):
                    yield ImpossibleError(
                        f"{end} names no estimate",
                        "write option.criterion, or option.criterion.component of a plan",
                        here,
                    )
            if one == other:
                yield ImpossibleError(f"{one} is paired with itself", "leave the pair out", here)
            elif frozenset((one, other)) in seen:
                yield ImpossibleError(f"{one} and {other} are paired twice", "leave one pair out", here)
            seen.add(frozenset((one, other)))
            if not -1 < correlation < 1:
                yield ImpossibleError(
                    f"the correlation {correlation:g} is not between -1 and 1", "give a number between them", here
                )

    def _names_an_estimate(self, name: str) -> bool:
        option_id, _, path = name.partition(".")
        option = next((option for option in self.options if option.id == option_id), None)
        if option is None:
            return False
        if path in option.ratings:
            return True
        path, _, component = path.rpartition(".")
        plan = option.ratings[path].estimate if path in option.ratings else None
        return isinstance(plan, CostPlan) and component in dict(plan.components())


def _sibling_shares(
    siblings: tuple[Criterion, ...], uncertainty: WeightUncertainty, above: str = ""
) -> dict[str, float]:
    """The share of each of `siblings` among them, and of all below among theirs, by path."""
    if not siblings:
        return {}
    stated = {criterion.id: criterion.weight for criterion in siblings if criterion.weight is not None}
    if stated:
        among = normalised(stated)
    elif isinstance(uncertainty, Fixed | Concentrated):
        among = Anything().centroid([criterion.id for criterion in siblings])  # parts without weights count alike
    else:
        among = uncertainty.centroid([criterion.id for criterion in siblings])
    shares: dict[str, float] = {}
    for criterion in siblings:
        path = f"{above}.{criterion.id}" if above else criterion.id
        shares[path] = among[criterion.id]
        shares |= _sibling_shares(criterion.parts, criterion.weight_uncertainty, path)
    return shares


def _reweighted(siblings: tuple[Criterion, ...], points: Mapping[str, float], above: str = "") -> tuple[Criterion, ...]:
    changed = []
    for criterion in siblings:
        path = f"{above}.{criterion.id}" if above else criterion.id
        changed.append(
            replace(
                criterion, weight=points.get(path, criterion.weight), parts=_reweighted(criterion.parts, points, path)
            )
        )
    return tuple(changed)


def _weighted_as(siblings: tuple[Criterion, ...], others: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
    return tuple(
        replace(criterion, weight=other.weight, parts=_weighted_as(criterion.parts, other.parts))
        for criterion, other in zip(siblings, others, strict=True)
    )


def _replaced(siblings: tuple[Criterion, ...], keys: list[str], new: Criterion) -> tuple[Criterion, ...]:
    first, *rest = keys
    return tuple(
        criterion
        if criterion.id != first
        else replace(criterion, parts=_replaced(criterion.parts, rest, new))
        if rest
        else new
        for criterion in siblings
    )


def _problems_of_weights(
    siblings: tuple[Criterion, ...], uncertainty: WeightUncertainty, above: tuple[str, ...]
) -> Iterator[ImpossibleError]:
    """What is wrong with the weights among siblings, and among the parts of each."""
    ids = [criterion.id for criterion in siblings]
    stated = {criterion.id: criterion.weight for criterion in siblings if criterion.weight is not None}
    at_uncertainty = _place_of_uncertainty(above)
    problems = list(_problems_of_points(stated, ids, ("weights",), above))
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
    points: Mapping[str, float], known: Any, at: tuple[str, ...], above: tuple[str, ...] = ()
) -> Iterator[ImpossibleError]:
    """What is wrong with single weights, and with all being zero among siblings."""
    families: dict[str, list[float]] = {}
    sound = True
    for name, x in points.items():
        path = ".".join((*above, name))
        if name not in known:
            sound = False
            yield ImpossibleError(f"{name} is not a criterion", choice(name, known), (*at, path))
        elif not (math.isfinite(x) and x >= 0):
            sound = False
            yield ImpossibleError(f"weight {x:g} is not a number of 0 or more", "correct it", (*at, path))
        families.setdefault(path.rpartition(".")[0], []).append(x)
    if sound:
        for family, weights in families.items():
            if all(x == 0 for x in weights):
                of = f" of the parts of {family}" if family else ""
                yield ImpossibleError(f"all weights{of} are zero", "give at least one a weight above 0", at)


def _incomplete(
    points: Mapping[str, float], ids: list[str], at: tuple[str, ...], above: tuple[str, ...] = ()
) -> Iterator[ImpossibleError]:
    missing = [".".join((*above, name)) for name in ids if name not in points]
    if missing:
        yield ImpossibleError(
            f"no weight for {', '.join(missing)}", "give all of them a weight, or none: two scales do not mix", at
        )


def _repeated(what: str, ids: list[str], at: str) -> Iterator[ImpossibleError]:
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        yield ImpossibleError(f"{what} {name} is given twice", "rename or remove one", (at, name))


def _freeze(holder: object, *names: str) -> None:
    for name in names:
        object.__setattr__(holder, name, MappingProxyType(dict(getattr(holder, name))))
