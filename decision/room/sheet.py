"""What people in a room are told of the decision: what is chosen between, by what, and what the numbers mean."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from decision.model.scenario import Scenario
from decision.outputs.words.figures import present_value_in_words
from decision.room.questions import Asked, Question, RoomError, cell


@dataclass(frozen=True)
class SheetOption:
    id: str
    name: str
    approach: str = ""


@dataclass(frozen=True)
class SheetCriterion:
    """A criterion or part; `worst` and `best` are None where it has parts, which are rated in its stead.

    `kind` is that of the criterion; `over` says of amounts over which years they are.
    """

    path: str
    name: str
    question: str = ""
    unit: str = ""
    worst: float | None = None
    best: float | None = None
    anchors: tuple[tuple[float, str], ...] = ()
    kind: str = "rating"
    over: str = ""


@dataclass(frozen=True)
class SheetRequirement:
    id: str
    text: str
    test: str = ""


@dataclass(frozen=True)
class Sheet:
    """All that a round may ask about."""

    title: str
    question: str
    options: tuple[SheetOption, ...]
    criteria: tuple[SheetCriterion, ...]
    requirements: tuple[SheetRequirement, ...] = ()
    roles: tuple[str, ...] = ()
    currency: str = ""

    def items(self, kind: Asked) -> tuple[str, ...]:
        """All that a round of this kind may ask for: what it asks for if nobody chose."""
        options = [option.id for option in self.options]
        match kind:
            case Asked.GUT:
                return tuple(options)
            case Asked.WEIGHTS:
                return tuple(each.path for each in self.criteria if "." not in each.path)
            case Asked.RATINGS:
                return tuple(cell(option, each.path) for each in self.rated for option in options)
            case Asked.REQUIREMENTS:
                return tuple(cell(option, each.id) for each in self.requirements for option in options)

    @property
    def rated(self) -> tuple[SheetCriterion, ...]:
        return tuple(each for each in self.criteria if each.worst is not None)

    @cached_property
    def by_path(self) -> Mapping[str, SheetCriterion]:
        return MappingProxyType({each.path: each for each in self.criteria})

    def check(self, question: Question) -> None:
        """Raise RoomError if a question asks for what the decision does not have."""
        known = set(self.items(question.kind))
        if question.kind is Asked.WEIGHTS:  # of parts too, but only among siblings
            known = {each.path for each in self.criteria}
            if len({path.rpartition(".")[0] for path in question.items}) > 1:
                raise RoomError(
                    "weights are asked of criteria beside each other; ask for those of parts in a round of their own"
                )
        unknown = [item for item in question.items if item not in known]
        if unknown:
            raise RoomError(f"the decision has nothing called {unknown[0][:60]}; choose from what it has")
        for roles in question.only.values():
            if not roles <= set(self.roles):
                raise RoomError("a view is asked that the decision does not have; choose from its views")

    def as_json(self) -> dict[str, Any]:
        return dataclasses.asdict(self)


def sheet_of(scenario: Scenario) -> Sheet:
    """The sheet of a decision: no rating, no weight and no result is in it."""
    names = scenario.criterion_names
    return Sheet(
        title=scenario.title,
        question=scenario.question,
        options=tuple(
            SheetOption(each.id, each.name, each.approach or "") for each in scenario.options if not each.left_out
        ),
        criteria=tuple(
            SheetCriterion(
                path,
                names[path],
                each.question,
                each.unit,
                None if each.value_function is None else each.value_function.scale.worst,
                None if each.value_function is None else each.value_function.scale.best,
                tuple(each.anchors.items()),
                each.kind,
                present_value_in_words(scenario.horizon_years, scenario.discount_rate)
                if each.kind == "cost_plan"
                else "",
            )
            for path, each in scenario.all_criteria.items()
        ),
        requirements=tuple(SheetRequirement(each.id, each.text, each.test) for each in scenario.requirements),
        roles=tuple(scenario.views),
        currency=scenario.currency,
    )


def sheet_from(said: Mapping[str, Any]) -> Sheet:
    """The sheet that `Sheet.as_json` wrote."""
    return Sheet(
        title=said["title"],
        question=said["question"],
        options=tuple(SheetOption(**each) for each in said["options"]),
        criteria=tuple(
            SheetCriterion(**{**each, "anchors": tuple((at, words) for at, words in each["anchors"])})
            for each in said["criteria"]
        ),
        requirements=tuple(SheetRequirement(**each) for each in said["requirements"]),
        roles=tuple(said["roles"]),
        currency=said.get("currency", ""),  # rooms that were opened before sheets had one
    )
