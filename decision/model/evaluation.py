"""What each evaluator gave, kept apart; what moderation changed; and what they agreed on. No score uses any of it.

An evaluator rates alone, before hearing the others, and what was given then is never overwritten: a moderation that
moved it stands beside it, with its reason. What the evaluators agree on becomes a rating of the decision only when
somebody takes it over.

A *cell* is what is rated, by its name in the file: ``option.criterion``, or ``option.criterion.part``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase
from types import MappingProxyType

from decision.model.cost_plan import CostPlan
from decision.model.estimate import Estimate
from decision.model.rating import Rating

MOST_SCORES = 20_000  # of all evaluators together
MOST_MODERATED = 20_000
_LETTER = re.compile(r"[A-Z]{1,2}")


@dataclass(frozen=True)
class Score:
    """One evaluator's rating of one cell; `on` and `at`, the day and the time of day, where they are its own."""

    rating: Rating
    on: datetime.date | None = None
    at: str = ""


@dataclass(frozen=True)
class Moderation:
    """A rating of one evaluator that moderation moved.

    Attributes
    ----------
    of
        The cell.
    to
        What it was moved to; what was given stays as it was given.
    because
        Why. A score that moves without a reason is worth nothing to those who ask later.
    before
        What it was until then, as far as the file says so.
    by
        Who led the moderation.
    """

    of: str
    to: Estimate
    because: str
    before: Estimate | None = None
    by: str = ""
    on: datetime.date | None = None


@dataclass(frozen=True)
class Evaluation:
    """What one evaluator gave.

    Attributes
    ----------
    by
        Name or letter; no two evaluators have the same.
    role
        What the evaluator is in the organisation.
    on, at
        Day and time of day at which the ratings were given, where they do not say so themselves.
    interests
        What was declared: that there are none, or which. Empty where nothing was declared.
    ratings
        By cell, what was given alone.
    moderated
        What moderation changed, in order.
    """

    by: str
    role: str = ""
    on: datetime.date | None = None
    at: str = ""
    interests: str = ""
    ratings: Mapping[str, Score] = field(default_factory=dict)
    moderated: tuple[Moderation, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "ratings", MappingProxyType(dict(self.ratings)))

    def standing(self, cell: str) -> Estimate | None:
        """What the evaluator's rating of a cell is after moderation; None where there is none."""
        moved = [each.to for each in self.moderated if each.of == cell]
        if moved:
            return moved[-1]
        return figure_of(self.ratings[cell].rating) if cell in self.ratings else None

    def given_on(self, cell: str) -> tuple[datetime.date | None, str]:
        """Day and time of day at which a cell was rated, as far as they are known."""
        score = self.ratings[cell]
        return (score.on, score.at) if score.on is not None else (self.on, score.at or self.at)


@dataclass(frozen=True)
class Consensus:
    """What the evaluators agreed on for one cell.

    Attributes
    ----------
    rating
        With the reason in its `because`.
    by, on
        Who wrote it down, and when.
    dissent
        By evaluator, the view of each who does not share it.
    """

    rating: Rating
    by: str = ""
    on: datetime.date | None = None
    dissent: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "dissent", MappingProxyType(dict(self.dissent)))


def letters(evaluations: Sequence[Evaluation]) -> dict[str, str]:
    """By name, the letter under which each evaluator is shown where names are not.

    Who is called by a letter keeps it; the others get those that are left, in the order of the file.
    """
    kept = {each.by for each in evaluations if _LETTER.fullmatch(each.by)}
    free = (letter for letter in _all_letters() if letter not in kept)
    return {each.by: each.by if each.by in kept else next(free) for each in evaluations}


def figure_of(rating: Rating) -> Estimate:
    """The estimate of a rating that an evaluator gave, or that was agreed: none is a cost plan."""
    assert not isinstance(rating.estimate, CostPlan)  # checked when the scenario was made
    return rating.estimate


def cell_parts(cell: str) -> tuple[str, str]:
    """The option's id and the criterion's path that the name of a cell holds."""
    option, _, path = cell.partition(".")
    return option, path


def _all_letters() -> Iterator[str]:
    yield from ascii_uppercase
    yield from (first + second for first in ascii_uppercase for second in ascii_uppercase)
