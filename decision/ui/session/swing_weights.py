"""Swing weights: what it would be worth to go from worst to best on one criterion, against the others.

The first swing to be chosen is worth 100, every other is judged against it, and one question asked the other way round
shows whether the judgements hold (von Winterfeldt and Edwards 1986, Decision Analysis and Behavioral Research).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from decision.model.criterion import Criterion
from decision.model.scenario import Scenario
from decision.outputs.words.figures import rating

FIRST = 100.0
_FEWEST_TO_COMPARE = 3  # criteria: with two there is nothing between the first and the last

Answer = Literal["one", "other", "same"]


@dataclass(frozen=True)
class Swing:
    """The judgements so far, on criteria in the order of the file; immutable.

    `given` holds the points of those judged against the `first`, and `answer` what was said of the `pair` that is
    compared directly.
    """

    criteria: tuple[str, ...]
    first: str | None = None
    given: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    answer: Answer | None = None

    def beginning_with(self, criterion: str) -> Swing:
        """With the swing that one would choose first; judgements against another are judgements no more."""
        if criterion not in self.criteria or criterion == self.first:
            return self
        return Swing(self.criteria, criterion)

    def giving(self, criterion: str, points: float | None) -> Swing:
        """With one judgement against the first, 0 to 100, or taken back; the comparison has to be made again."""
        given = {id: x for id, x in self.given.items() if id != criterion}
        if points is not None and criterion in self.others and 0 <= points <= FIRST:
            given[criterion] = points
        return replace(self, given=MappingProxyType(given), answer=None)

    def answering(self, answer: Answer | None) -> Swing:
        return replace(self, answer=answer)

    @property
    def others(self) -> tuple[str, ...]:
        """The criteria that are judged against the first."""
        return tuple(id for id in self.criteria if id != self.first) if self.first is not None else ()

    @property
    def complete(self) -> bool:
        """Whether every criterion has its points."""
        return self.first is not None and set(self.given) == set(self.others)

    @property
    def points(self) -> Mapping[str, float]:
        """The points of each criterion, in the order of the file; asked only when `complete`."""
        return MappingProxyType({id: FIRST if id == self.first else self.given[id] for id in self.criteria})

    @property
    def pair(self) -> tuple[str, str] | None:
        """Two criteria from the middle of the order, the heavier first; None with fewer than three."""
        if not self.complete or len(self.criteria) < _FEWEST_TO_COMPARE:
            return None
        ranked = sorted(self.others, key=lambda id_: -self.given[id_])
        place = (len(ranked) - 1) // 2 if len(ranked) > 2 else 0
        return ranked[place], ranked[place + 1]

    @property
    def contradicted(self) -> bool:
        """Whether the direct comparison says something else than the points."""
        if self.pair is None or self.answer is None:
            return False
        one, other = (self.given[id] for id in self.pair)
        return self.answer != ("same" if one == other else "one")


def swing_in_words(scenario: Scenario, criterion: Criterion) -> str:
    """One swing with this decision's own range: ``Cost from $2.5M to $300k``."""
    name = scenario.criterion_names[criterion.id]
    if criterion.value_function is None:
        return f"{name}, all of it from its worst to its best"
    return f"{name} {_range_in_words(scenario, criterion)}"


def going_in_words(scenario: Scenario, criterion: Criterion) -> str:
    """One swing as something that happens: ``going from $2.5M to $300k``."""
    return f"going {_range_in_words(scenario, criterion)}"


def _range_in_words(scenario: Scenario, criterion: Criterion) -> str:
    function = criterion.value_function
    if function is None:
        return "from worst to best"
    worst, best = (rating(x, criterion, scenario.currency) for x in (function.scale.worst, function.scale.best))
    unit = f" {criterion.unit}" if criterion.unit else ""
    if unit and worst.endswith(unit) and best.endswith(unit):
        worst = worst.removesuffix(unit)
    return f"from {worst} to {best}"


def contradiction_in_words(scenario: Scenario, swing: Swing) -> str:
    """What does not fit together, and what to do about it; asked only where something does not."""
    assert swing.pair is not None  # or nothing could contradict
    one, other = (scenario.criterion_names[id] for id in swing.pair)
    x, y = (swing.given[id] for id in swing.pair)
    by_points = (
        f"you gave both {x:g} points" if x == y else f"you gave {one} {x:g} points, more than the {y:g} of {other}"
    )
    directly = {
        "one": f"{one} comes before {other}",
        "other": f"{other} comes before {one}",
        "same": f"{one} and {other} are worth the same",
    }[swing.answer or "same"]
    return f"Asked directly, {directly}; but {by_points}. Both cannot be true."
