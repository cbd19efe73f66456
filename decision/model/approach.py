"""Which approach suits us: answers that move the rating an approach begins with, and what contradicts them later.

An answer never scores an option. It moves a starting rating by so many points of ten, or by months where the criterion
counts months, and is remembered beside the decision so that a rating which says the opposite can be pointed out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from decision.model.contents import Contents, Option
from decision.model.criterion import Criterion
from decision.model.errors import DecisionError, ImpossibleError, choice
from decision.model.estimate import Unknown
from decision.model.given_answer import GivenAnswer
from decision.model.visible import visible

POINTS = (0.0, 10.0)  # worst and best of the scale that answers speak of
MOST_LIKELY = (1.0, 9.0)  # between which a rating that answers moved is most likely to be: they are no proof of more
LEAST_MONTHS = 1.0

DECIDED = 2.0  # points by which answers together have to move a rating before one can contradict them
GOOD, POOR = 7.0, 3.0  # points from which, and up to which, a rating contradicts answers that moved it the other way


@dataclass(frozen=True)
class Question:
    """A question on what suits us, and by id what can be answered.

    Attributes
    ----------
    kind
        What it rests on, in a word: ``sourced`` or ``judgement``.
    answers
        What each answer would be; `words` are those to choose by.
    """

    id: str
    text: str
    source: str
    kind: str
    answers: Mapping[str, GivenAnswer]
    words: Mapping[str, str]

    def __post_init__(self) -> None:
        object.__setattr__(self, "answers", MappingProxyType(dict(self.answers)))
        object.__setattr__(self, "words", MappingProxyType(dict(self.words)))


@dataclass(frozen=True)
class Moved:
    """A rating as answers move it.

    Attributes
    ----------
    figures
        Low, mode and high in the criterion's unit; of a single estimate that alone.
    stopped
        Whether it goes less far than the answers say, for its scale, or what answers can show, ends there.
    """

    figures: tuple[float, ...]
    stopped: bool = False


@dataclass(frozen=True)
class Contradiction:
    """A rating that says the opposite of answers: of which option, on which criterion, what, and the answers."""

    option: str
    path: str
    x: float
    answers: tuple[GivenAnswer, ...]


def given(questions: Mapping[str, Question], said: Mapping[str, str]) -> tuple[GivenAnswer, ...]:
    """The answers that `said` names, question by question, in the order of `questions`.

    Raises
    ------
    ImpossibleError
        A question or an answer is not known; its keys lead to it in `said`.
    """
    for question, answer in said.items():
        if question not in questions:
            raise ImpossibleError(
                f"{visible(question)} is not a question on what suits us",
                lambda question=question: choice(question, questions, most=len(questions), beside=said),  # type: ignore[misc]  # mypy cannot tell what a default is
                (question,),
            )
        known = questions[question].answers
        if answer not in known:
            raise ImpossibleError(
                f"{visible(answer)} is not an answer to {question}",
                lambda answer=answer, known=known: choice(answer, known, most=len(known)),  # type: ignore[misc]  # as above
                (question,),
            )
    return tuple(questions[id].answers[said[id]] for id in questions if id in said)


def move(answers: Sequence[GivenAnswer], approach: str | None, criterion: str) -> float:
    """By how much answers together move a rating: points of ten, more is better; or months."""
    return math.fsum(answer.move(approach, criterion) for answer in answers)


def movers(answers: Sequence[GivenAnswer], approach: str | None, criterion: str) -> tuple[GivenAnswer, ...]:
    """The answers that move a rating at all."""
    return tuple(answer for answer in answers if answer.move(approach, criterion))


def moved_points(low: float, mode: float, high: float, by: float) -> Moved:
    """A rating on a scale of 0 to 10 moved by points: its mode stays within 1 and 9, its ends within the scale."""
    bottom, top = min(mode, MOST_LIKELY[0]), max(mode, MOST_LIKELY[1])  # what lies beyond already is not moved back
    to = min(max(mode + by, bottom), top)
    ends = (low + (to - mode), high + (to - mode))
    kept = max(ends[0], POINTS[0]), min(ends[1], POINTS[1])
    return Moved((kept[0], to, kept[1]), to != mode + by or kept != ends)


def moved_months(months: float, by: float) -> Moved:
    """An estimate in months moved by months: at least one is left."""
    to = max(months + by, min(months, LEAST_MONTHS))
    return Moved((to,), to != months + by)


def contradictions(contents: Contents) -> Iterator[Contradiction]:
    """Ratings that say the opposite of what was answered, option by option.

    Compared are criteria that are rated as a whole, in anything but money and months: the most likely rating, as points
    of ten on its way from worst to best, against the sum of all moves there.
    """
    for option in contents.options if contents.answers else ():
        for path, leaf in contents.leaves.items():
            found = _contradiction(contents, option, path, leaf)
            if found is not None:
                yield found


def _contradiction(contents: Contents, option: Option, path: str, leaf: Criterion) -> Contradiction | None:
    by = move(contents.answers, option.approach, path)
    if abs(by) < DECIDED or leaf.unit == "months" or leaf.kind == "cost_plan":
        return None
    if isinstance(option.ratings[path].estimate, Unknown):
        return None
    assert leaf.value_function is not None  # a criterion that is rated has one
    scale, x = leaf.value_function.scale, contents.most_likely_rating(option, path)
    points = (x - scale.worst) / (scale.best - scale.worst) * POINTS[1]
    if not (points >= GOOD if by < 0 else points <= POOR):
        return None
    against = (answer for answer in contents.answers if answer.move(option.approach, path) * by > 0)
    return Contradiction(option.id, path, x, tuple(against))


def check_scale(id: str, unit: str, worst: float | None, best: float | None) -> None:
    """Raise DecisionError where answers cannot speak of the criterion `id`: not points of ten, and not months."""
    if unit != "months" and (worst, best) != POINTS:
        raise DecisionError(
            f"answers move {visible(id)} by points of ten, and it is not rated from 0 to 10; take another catalogue"
        )
