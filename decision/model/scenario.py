"""The scenario: a whole decision, complete and free of contradictions as soon as it exists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from decision.model.contents import Contents, Option
from decision.model.criterion import Criterion
from decision.model.errors import MOST_TOLD, DecisionError, ImpossibleError
from decision.model.estimate import Unknown
from decision.model.payment_check import used_by
from decision.model.rating import Rating
from decision.model.requirement import RequirementResult
from decision.model.scenario_check import problems_of


class ImpossibleScenarioError(DecisionError):
    """The parts of a scenario do not fit together; `problems` says in how many ways."""

    def __init__(self, problems: list[ImpossibleError]) -> None:
        super().__init__()
        self.problems = problems

    def __str__(self) -> str:
        told = [str(problem) for problem in self.problems[:MOST_TOLD]]
        more = len(self.problems) - len(told)
        return "\n".join([*told, f"… and {more:,} more"] if more else told)


@dataclass(frozen=True)
class Scenario(Contents):
    """A whole decision whose parts fit together.

    Raises
    ------
    ImpossibleScenarioError
        They do not: every contradiction, each with the keys that lead to it in a file.
    """

    def __post_init__(self) -> None:
        object.__setattr__(
            self, "views", MappingProxyType({name: MappingProxyType(dict(view)) for name, view in self.views.items()})
        )
        object.__setattr__(self, "consensus", MappingProxyType(dict(self.consensus)))
        object.__setattr__(self, "options", tuple(self._with_laws(option) for option in self.options))
        problems = list(problems_of(self))
        if problems:
            raise ImpossibleScenarioError(problems)
        self._keep_what_is_used()
        if any(leaf.minimum is not None for leaf in self.leaves.values()) or any(
            each.short_of for each in self.options
        ):
            object.__setattr__(self, "options", tuple(self._with_shortfalls(option) for option in self.options))

    def _keep_what_is_used(self) -> None:
        """Let go of drivers and rates of exchange on which nothing hangs any more, as when the last such plan goes."""
        if not self.drivers and not self.exchange:
            return
        used, stated = used_by(self.options, self.decision)
        object.__setattr__(self, "drivers", tuple(driver for driver in self.drivers if driver.id in used))
        object.__setattr__(self, "exchange", tuple(each for each in self.exchange if each[0] in stated))

    def _with_laws(self, option: Option) -> Option:
        """The option with the law of every unknown rating: that of the scale its criterion has now."""
        told = {
            path: replace(rating, estimate=Unknown(self.leaves[path].value_function))
            for path, rating in option.ratings.items()
            if isinstance(rating.estimate, Unknown)
            and path in self.leaves
            and rating.estimate.function != self.leaves[path].value_function
        }
        return replace(option, ratings={**option.ratings, **told}) if told else option

    def _with_shortfalls(self, option: Option) -> Option:
        """The option with the criteria on which less than their minimum is expected of it; of what is open, none."""
        return replace(option, short_of=tuple(path for path in self.leaves if self._falls_short(option, path)))

    def _falls_short(self, option: Option, path: str) -> bool:
        criterion, estimate = self.leaves[path], option.ratings[path].estimate
        if criterion.minimum is None or isinstance(estimate, Unknown):
            return False
        return criterion.is_worse(self.expected_rating(option, path), criterion.minimum)

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
