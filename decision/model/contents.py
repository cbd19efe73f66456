"""What a decision holds, and how it is looked up, before anybody asks whether it fits together."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from decision.model.checks import Checks
from decision.model.cost_plan import CostPlan
from decision.model.criterion import Criterion
from decision.model.driver import Driver
from decision.model.estimate import Estimate
from decision.model.expected_cash import expected_present_value, most_likely_present_value
from decision.model.fingerprint import COUNTS_IF_SET, DERIVED, RemembersItsText, fingerprint
from decision.model.given_answer import GivenAnswer
from decision.model.naming import told_apart
from decision.model.plan_basis import PlanBasis
from decision.model.rating import Rating
from decision.model.readiness import Readiness
from decision.model.requirement import Requirement, RequirementResult, Verdict
from decision.model.weights import Anything, Concentrated, Fixed, WeightUncertainty, normalised

if TYPE_CHECKING:  # what few decisions have: they bring it along
    from decision.model.evaluation import Consensus, Evaluation
    from decision.model.line_names import LineNames
    from decision.model.record import Outcome, RecordedDecision
    from decision.model.settled_room import SettledRoom


@dataclass(frozen=True)
class Option(RemembersItsText):
    """One way to go: a rating for every rated criterion, by path, and how it stands on the requirements.

    `left_out` is for a question of what if: the option is scored and shown, but not ranked. No file says so.
    `short_of` are the paths on which less than the criterion's minimum is expected of it: its scenario sees to that.
    """

    id: str
    ratings: Mapping[str, Rating]
    name: str = ""
    approach: str | None = None
    about: str = ""
    requirements: Mapping[str, RequirementResult] = field(default_factory=dict)
    left_out: bool = field(default=False, metadata=COUNTS_IF_SET)
    short_of: tuple[str, ...] = field(default=(), metadata=DERIVED)

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
        """Whether the option is not ranked: a requirement or a minimum rules it out, or it is left out for now."""
        return self.left_out or bool(self.failed) or bool(self.short_of)


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


# fields that say where a decision was taken from and what was said about it, but not what it is
NOT_OF_THE_DECISION = frozenset(
    {
        *("answers", "catalogue", "checks", "decision", "outcome", "readiness", "requirement_sets"),
        *("evaluations", "consensus", "rooms", "line_names"),
    }
)


@dataclass(frozen=True)
class Contents:
    """All that a decision holds, whether or not it fits together.

    Attributes
    ----------
    criteria
        Top-level criteria, with their weights as stated and their parts.
    views
        By name, one stakeholder's weights: points by criterion path.
    catalogue, requirement_sets
        Names of the files that criteria and requirements were taken from.
    answers
        What was answered when it began; no score uses them, but a rating can contradict them.
    readiness
        What must be done before launch and what is read after it; no score uses it.
    checks
        What is asked of it whenever it changes; no score uses it.
    evaluations, consensus
        What each evaluator gave, and by cell what they agreed on; no score uses them.
    decision, outcome
        What was decided and what came of it, where it was; no score uses them.
    drivers
        What costs hang on, shared by all options.
    inflation
        By what share amounts rise a year; None where they are in prices of year 0 and the discount rate is real.
    exchange
        By currency, what one of it is worth in that of the decision.
    rooms
        What rooms of people settled; no score uses it.
    line_names
        What lines of plans are known by where a criterion does not say; None where that was not read, as where no plan
        had lines. It is no part of the decision.
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
    answers: tuple[GivenAnswer, ...] = ()
    readiness: Readiness = Readiness()
    checks: Checks = Checks()
    evaluations: tuple[Evaluation, ...] = ()
    consensus: Mapping[str, Consensus] = field(default_factory=dict)
    decision: RecordedDecision | None = None
    outcome: Outcome | None = None
    drivers: tuple[Driver, ...] = field(default=(), metadata=COUNTS_IF_SET)
    inflation: Estimate | None = field(default=None, metadata=COUNTS_IF_SET)
    exchange: tuple[tuple[str, Estimate], ...] = field(default=(), metadata=COUNTS_IF_SET)
    rooms: tuple[SettledRoom, ...] = ()
    line_names: LineNames | None = field(default=None, compare=False)

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
    def criterion_names(self) -> Mapping[str, str]:
        """What every criterion and part is called, by path: its name, told apart from its siblings."""
        return MappingProxyType(_sibling_names(self.criteria))

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
        return fingerprint(self, leave_out=NOT_OF_THE_DECISION)

    @cached_property
    def whole_fingerprint(self) -> str:
        """The fingerprint, but another where something else is said of what no result follows from.

        That is answers, readiness, what is asked of it, how it was evaluated, what was decided, what came of it, and
        what rooms settled.
        """
        answers = tuple((each.question, each.answer) for each in self.answers)
        evaluated = ((self.evaluations, self.consensus),) if self.evaluations or self.consensus else ()
        more = (*([answers] if answers else []), *evaluated, *([self.rooms] if self.rooms else []))
        return fingerprint((self._with_what_is_said, *more)) if more else self._with_what_is_said

    @property
    def _with_what_is_said(self) -> str:
        """The fingerprint, but another where something else is said than answers or rooms."""
        said, recorded = self.readiness, (self.decision, self.outcome)
        asked = (self.checks,) if self.checks.is_said else ()
        if recorded != (None, None):
            return fingerprint((self.fingerprint, said.causes, said.conditions, said.measures, *asked, *recorded))
        if not said.is_said and not asked:
            return self.fingerprint
        return fingerprint((self.fingerprint, said.causes, said.conditions, said.measures, *asked))

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

    def most_likely_rating(self, option: Option, path: str) -> float:
        """The figure that was typed for one rating, in the criterion's unit; of a plan, its present value."""
        estimate = option.ratings[path].estimate
        if isinstance(estimate, CostPlan):
            return most_likely_present_value(estimate, self.plan_basis)
        return float(estimate.most_likely)

    def expected_rating(self, option: Option, path: str) -> float:
        """What is expected of one rating, in the criterion's unit; of a plan, with its figures independent."""
        estimate = option.ratings[path].estimate
        if isinstance(estimate, CostPlan):
            return expected_present_value(estimate, self.plan_basis)
        return float(estimate.expected)

    def line_names_of(self, path: str) -> LineNames:
        """What lines of the plans on a criterion are known by: as it says itself, else as files say in general."""
        from decision.model.line_names import LineNames

        own, general = self.leaves[path].line_names, self.line_names
        if own is None:
            return LineNames() if general is None else general
        return own if general is None else own.or_else(general)

    def is_certain_rating(self, option: Option, path: str) -> bool:
        """Whether nothing about one rating is open: no figure of its own, and none that it shares with others."""
        estimate = option.ratings[path].estimate
        if not isinstance(estimate, CostPlan) or not estimate.is_certain:
            return bool(estimate.is_certain)
        return not self.plan_basis.needed(estimate.drivers, estimate.currencies).uncertain

    @property
    def years_and_rate(self) -> tuple[int, float]:
        """Horizon and discount rate of the cost plans."""
        assert self.horizon_years is not None and self.discount_rate is not None  # checked when made
        return self.horizon_years, self.discount_rate

    @cached_property
    def plan_basis(self) -> PlanBasis:
        """What the cost plans rest on; with nobody's plan, a horizon of 0."""
        return PlanBasis(
            self.horizon_years or 0,
            self.discount_rate or 0.0,
            self.drivers,
            self.inflation,
            self.exchange,
            self.currency,
        )


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


def _sibling_names(siblings: tuple[Criterion, ...], above: str = "") -> dict[str, str]:
    names: dict[str, str] = {}
    for criterion in siblings:
        path = f"{above}.{criterion.id}" if above else criterion.id
        names[path] = criterion.name
        names |= _sibling_names(criterion.parts, path)
    apart = told_apart({criterion.id: criterion.name for criterion in siblings})
    return names | {f"{above}.{id}" if above else id: name for id, name in apart.items()}


def _freeze(holder: object, *names: str) -> None:
    for name in names:
        object.__setattr__(holder, name, MappingProxyType(dict(getattr(holder, name))))
