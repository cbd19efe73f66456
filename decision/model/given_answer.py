"""An answer to the question which approach suits us, as it is remembered beside a decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class GivenAnswer:
    """What was answered to one question.

    Attributes
    ----------
    question, answer
        Their ids.
    said
        What was said with it, as it follows "you said that".
    moves
        By approach and criterion, by how much it moves a starting rating: points of ten, more is better; or months.
    """

    question: str
    answer: str
    said: str
    moves: Mapping[str, Mapping[str, float]]

    def __post_init__(self) -> None:
        frozen = {approach: MappingProxyType(dict(by)) for approach, by in self.moves.items()}
        object.__setattr__(self, "moves", MappingProxyType(frozen))

    def move(self, approach: str | None, criterion: str) -> float:
        """By how much it moves the starting rating of an approach on a criterion."""
        return self.moves.get(approach or "", {}).get(criterion, 0.0)
