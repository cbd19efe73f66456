"""What phones are shown of a revealed round: how many answered what, the middle, and where one's own answer lies.

Throughout this module
    x  is an answer as a number: a rating in the criterion's unit, or a weight in percent of the person's points

Quartiles are those between which half of the answers lie, straight between neighbours (Hyndman and Fan 1996, type 7).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from decision.outputs.words.figures import percent, rating, rating_with_range
from decision.room.ballot import Ballot, GutChoice, Ratings, Requirements, Spread, Weights
from decision.room.questions import Asked, Question, parts_of
from decision.room.sheet import Sheet

BINS = 21  # places on a scale in which answers are counted, so that a thousand of them are no longer to tell than ten
COARSE, FINE = 10, 20  # points that a scale has at least, and at most
NEAR_WEIGHTS = 5.0  # percent of all points
MOST_ASKED_WHY = 3  # things of a round
MOST_AT_AN_END = 2  # people who are asked for the highest, and for the lowest
FEWEST_TO_ASK = 3  # answers, below which nobody is the highest


@dataclass(frozen=True)
class Dots:
    """The answers on one thing that is a number.

    Attributes
    ----------
    ends
        Left and right end of the strip that they are shown on.
    counts
        Answers in each of `BINS` places between the ends.
    near, step
        How many lie within `step` of the median.
    """

    ends: tuple[float, float]
    counts: tuple[int, ...]
    low: float
    lower_quartile: float
    median: float
    upper_quartile: float
    high: float
    near: int
    step: float
    answers: int
    cannot_judge: int


@dataclass(frozen=True)
class Counts:
    """The answers on one thing that is a word."""

    counts: Mapping[str, int]
    cannot_judge: int


def answers_on(question: Question, ballots: Iterable[Ballot]) -> dict[str, list[float | None]]:
    """Every x on each item, None for who cannot judge it; ballots in order, and those that leave it out missing."""
    found: dict[str, list[float | None]] = {item: [] for item in question.items}
    for ballot in ballots:
        for item, x in numbers_of(ballot, question).items():
            found[item].append(x)
    return found


def numbers_of(ballot: Ballot, question: Question) -> dict[str, float | None]:
    """x of one ballot by item; None where it says that one cannot judge."""
    match ballot.content:
        case Weights(None):
            return dict.fromkeys(question.items)
        case Weights(points):
            assert points is not None
            total = math.fsum(points.values())
            return {item: 100 * points[item] / total for item in question.items}
        case Ratings(cells):
            return {item: answer.likely for item, answer in cells.items()}
    return {}


def results(question: Question, sheet: Sheet, ballots: Sequence[Ballot]) -> dict[str, Dots | Counts]:
    """What was answered, by item; under an empty key for a gut choice. What nobody rated is missing."""
    if question.kind is Asked.GUT:
        chosen = [ballot.content.option for ballot in ballots if isinstance(ballot.content, GutChoice)]
        counted = Counter(each for each in chosen if each is not None)
        return {"": Counts({item: counted[item] for item in question.items}, chosen.count(None))}
    if question.kind is Asked.REQUIREMENTS:
        return _verdicts(question, ballots)
    found: dict[str, Dots | Counts] = {}
    for item, said in answers_on(question, ballots).items():
        numbers = sorted(x for x in said if x is not None)
        if numbers:
            found[item] = _dots(numbers, said.count(None), *_scale(question, sheet, item))
    return found


def asked_why(question: Question, sheet: Sheet, ballots: Mapping[str, Ballot]) -> dict[str, list[tuple[str, str]]]:
    """Who is asked for a reason: by person the items, each with ``highest`` or ``lowest``.

    Asked are the ends of the few items on which answers lie farthest apart, measured by their scales.
    """
    by_item: dict[str, dict[str, float]] = {}
    for person, ballot in ballots.items():
        for item, x in numbers_of(ballot, question).items():
            if x is not None:
                by_item.setdefault(item, {})[person] = x
    apart = {}
    for item, xs in by_item.items():
        low, high = min(xs.values()), max(xs.values())
        if len(xs) >= FEWEST_TO_ASK and high > low:
            left, right = _scale(question, sheet, item)[0]
            apart[item] = (high - low) / abs(right - left)
    asked: dict[str, list[tuple[str, str]]] = {}
    for item in sorted(apart, key=lambda item: (-apart[item], question.items.index(item)))[:MOST_ASKED_WHY]:
        xs = by_item[item]
        for end, x in (("highest", max(xs.values())), ("lowest", min(xs.values()))):
            for person in [each for each in xs if xs[each] == x][:MOST_AT_AN_END]:
                asked.setdefault(person, []).append((item, end))
    return asked


def in_words(sheet: Sheet, kind: Asked, item: str, x: float) -> str:
    """x as it is said everywhere: rounded the same way on phones, on the screen and in the file's record."""
    return percent(x / 100) if kind is Asked.WEIGHTS else rating(x, sheet.by_path[parts_of(item)[1]], sheet.currency)


def ballot_in_words(ballot: Ballot, question: Question, sheet: Sheet) -> dict[str, str]:
    """What one answered, by item: ``20 %``, ``7``, ``7 (6 to 9)``; only what is a number."""
    said = {}
    for item, x in numbers_of(ballot, question).items():
        answer = ballot.content.cells.get(item) if isinstance(ballot.content, Ratings) else None
        if x is not None and answer is not None and isinstance(answer.value, Spread):
            criterion = sheet.by_path[parts_of(item)[1]]
            said[item] = rating_with_range(x, answer.value.low, answer.value.high, criterion, sheet.currency)
        elif x is not None:
            said[item] = in_words(sheet, question.kind, item, x)
    return said


def _verdicts(question: Question, ballots: Sequence[Ballot]) -> dict[str, Dots | Counts]:
    found: dict[str, Dots | Counts] = {}
    for item in question.items:
        said = [
            ballot.content.cells[item].verdict
            for ballot in ballots
            if isinstance(ballot.content, Requirements) and item in ballot.content.cells
        ]
        if said:
            counted = Counter(str(each) for each in said if each is not None)
            found[item] = Counts(dict(counted), said.count(None))
    return found


def one_point(width: float) -> float:
    """What one point is on a scale so wide: 1, but a tenth of one below 10 and a twentieth of one above 20."""
    return 1.0 if COARSE <= width <= FINE else width / (COARSE if width < COARSE else FINE)


def _scale(question: Question, sheet: Sheet, item: str) -> tuple[tuple[float, float], float]:
    """The ends of the strip of an item, and what counts as near."""
    if question.kind is Asked.WEIGHTS:
        return (0.0, 100.0), NEAR_WEIGHTS
    criterion = sheet.by_path[parts_of(item)[1]]
    assert criterion.worst is not None  # only what has a scale is rated
    assert criterion.best is not None
    width = abs(criterion.best - criterion.worst)
    return (criterion.worst, criterion.best), one_point(width)


def _dots(numbers: list[float], cannot_judge: int, scale: tuple[float, float], step: float) -> Dots:
    """`numbers` ascending; the strip reaches from worst to best, and farther where an answer does."""
    worst, best = scale
    if best > worst:
        ends = min(worst, numbers[0]), max(best, numbers[-1])
    else:
        ends = max(worst, numbers[-1]), min(best, numbers[0])
    counts = [0] * BINS
    for x in numbers:
        counts[round((BINS - 1) * _share(x, ends))] += 1
    median = _quantile(numbers, 0.5)
    return Dots(
        ends,
        tuple(counts),
        numbers[0],
        _quantile(numbers, 0.25),
        median,
        _quantile(numbers, 0.75),
        numbers[-1],
        sum(abs(x - median) <= step for x in numbers),
        step,
        len(numbers),
        cannot_judge,
    )


def _share(x: float, ends: tuple[float, float]) -> float:
    return (x - ends[0]) / (ends[1] - ends[0])


def _quantile(numbers: Sequence[float], q: float) -> float:
    """Of `numbers` in ascending order."""
    place = q * (len(numbers) - 1)
    below = math.floor(place)
    above = min(below + 1, len(numbers) - 1)
    part = place - below
    return numbers[below] * (1 - part) + numbers[above] * part
