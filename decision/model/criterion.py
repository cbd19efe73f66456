"""Criteria: what matters, on which scale, in which parts."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from decision.model.bounds import MOST_ANCHORS
from decision.model.errors import ImpossibleError
from decision.model.fingerprint import COUNTS_IF_SET
from decision.model.value_function import ValueFunction
from decision.model.weights import Fixed, WeightUncertainty

if TYPE_CHECKING:
    from decision.model.line_names import LineNames  # few criteria say what lines are known by

DEEPEST = 3

# Keys of an estimate or a cost plan. A part may not be called one of these, or a rating could be read in two ways.
ESTIMATE_KEYS = (
    *("low", "mode", "high", "shape", "p10", "p50", "p90", "mean", "sd"),
    *("beta", "lognormal", "levels", "estimate", "class", "lines"),
    *("upfront", "yearly", "growth", "exit"),
    *("because", "source", "evidence", "evidence_on"),
)


@dataclass(frozen=True)
class Criterion:
    """One thing that matters.

    Attributes
    ----------
    value_function
        From ratings to values; None exactly where the criterion has parts, which are rated in its stead.
    weight
        Points as stated, on the scale of its siblings; None where none is stated.
    kind
        ``cost_plan`` where a rating may be a cost plan.
    anchors
        Words that say what a rating means.
    weight_uncertainty
        What is left open about the weights of the parts.
    minimum
        The worst rating that will do, in the criterion's unit: an option of which a worse one is expected is excluded.
    line_names
        What lines of cost plans are known by, as far as the criterion says so itself; None where it says nothing.
    left_out
        For a question of what if: it has weight 0 for now. No file says so.
    """

    id: str
    name: str
    value_function: ValueFunction | None = None
    weight: float | None = None
    question: str = ""
    about: str = ""
    unit: str = ""
    kind: Literal["rating", "cost_plan"] = "rating"
    anchors: Mapping[float, str] = field(default_factory=dict)
    parts: tuple[Criterion, ...] = ()
    weight_uncertainty: WeightUncertainty = Fixed()
    minimum: float | None = field(default=None, metadata=COUNTS_IF_SET)
    line_names: LineNames | None = field(default=None, metadata=COUNTS_IF_SET)
    left_out: bool = field(default=False, metadata=COUNTS_IF_SET)

    def __post_init__(self) -> None:
        anchors = sorted((float(at), words) for at, words in self.anchors.items())
        object.__setattr__(self, "anchors", MappingProxyType(dict(anchors)))
        if len(anchors) > MOST_ANCHORS:
            raise ImpossibleError(
                f"there are {len(anchors):,} anchors", f"keep to {MOST_ANCHORS} at most", ("anchors",)
            )
        self._check_minimum()
        if self.line_names is not None and self.kind != "cost_plan":
            raise ImpossibleError("only cost plans have lines", "leave out what they are known by", ("usual_lines",))
        if self.parts:
            if self.value_function is not None:
                raise ImpossibleError(
                    "a criterion with parts has no scale of its own", "give worst and best to its parts"
                )
            if self.kind == "cost_plan":
                raise ImpossibleError("a criterion with parts cannot be a cost plan", "leave kind out", ("kind",))
            if self.depth > DEEPEST:
                raise ImpossibleError(
                    f"criteria are nested {self.depth} levels deep", f"keep to {DEEPEST} levels at most", ("parts",)
                )
            for part in self.parts:
                if part.id in ESTIMATE_KEYS:
                    raise ImpossibleError(
                        f"a part may not be called {part.id}, which is a key of an estimate",
                        "give it another name",
                        ("parts", part.id),
                    )
        elif self.value_function is None:
            raise ImpossibleError("the criterion has no scale", "give worst and best, or parts")

    def _check_minimum(self) -> None:
        if self.minimum is None:
            return
        if self.parts or self.value_function is None:
            raise ImpossibleError(
                "a criterion with parts has no minimum of its own", "give it to the parts that have one", ("minimum",)
            )
        best = self.value_function.scale.best
        if not math.isfinite(self.minimum) or self.is_worse(best, self.minimum):
            raise ImpossibleError(
                f"the minimum {self.minimum:g} is better than best {best:g}, so that hardly any option could reach it",
                "give a rating between worst and best",
                ("minimum",),
            )

    def is_worse(self, x: float, other: float) -> bool:
        """Whether a rating is worse than another, which is less where more is better, and more where less is."""
        assert self.value_function is not None  # what is rated has a scale
        scale = self.value_function.scale
        return x < other if scale.best > scale.worst else x > other

    @property
    def depth(self) -> int:
        """1 without parts, one more for every level of parts."""
        return 1 + max((part.depth for part in self.parts), default=0)

    def walk(self, above: str = "") -> Iterator[tuple[str, Criterion]]:
        """This criterion and all below it, each with its path such as ``integration.freshness``."""
        path = f"{above}.{self.id}" if above else self.id
        yield path, self
        for part in self.parts:
            yield from part.walk(path)

    def leaves(self, above: str = "") -> Iterator[tuple[str, Criterion]]:
        """The criteria that are rated, each with its path."""
        return ((path, criterion) for path, criterion in self.walk(above) if not criterion.parts)

    def anchor_for(self, rating: float) -> str:
        """The words of the anchor nearest to `rating`, the worse one at a tie; empty without anchors."""
        if not self.anchors:
            return ""
        return self.anchors[min(self.anchors, key=lambda at: (abs(at - rating), at))]
