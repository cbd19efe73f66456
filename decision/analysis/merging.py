"""Ratings of several evaluators side by side: median, range, who is far from the others, and what was agreed.

Throughout this module
    x      is what is expected of one evaluator's rating, after moderation, in the criterion's unit
    tenth  is a tenth of the way from the criterion's worst to its best

Who gave a range or another estimate is counted with what is expected of it; who wrote ``unknown`` is shown and not
counted. An evaluator *dissents* who is more than a tenth of the scale away from what was agreed, or from the median as
long as nothing is agreed, and who is named under `dissent`. The rule is said wherever its result is.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass

from decision.model.criterion import Criterion
from decision.model.estimate import Estimate, Unknown
from decision.model.evaluation import Consensus, Evaluation, Moderation, Score, figure_of
from decision.model.rating import Rating
from decision.model.scenario import Scenario

NEAR = 0.1  # of the scale
FEWEST_NEAR = 0.75  # of the evaluators; where fewer are near the median they should talk
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Given:
    """What one evaluator gave for one cell.

    Attributes
    ----------
    by
        The evaluator.
    score
        As it was given.
    moderated
        What moderation made of it, in order.
    x
        What is expected of it now; None where it is unknown.
    """

    by: str
    score: Score
    moderated: tuple[Moderation, ...]
    x: float | None

    @property
    def standing(self) -> Estimate:
        """What it is now."""
        return self.moderated[-1].to if self.moderated else figure_of(self.score.rating)


@dataclass(frozen=True)
class Merged:
    """What evaluators gave for one option on one criterion.

    Attributes
    ----------
    option, path, criterion
        What was rated.
    now
        The rating of the decision.
    given
        By evaluator, in the order of the file.
    median, low, high
        Of the figures that count; None where there is none.
    near
        Which share of them is within a tenth of the scale from the median.
    dissenting
        Who dissents, by the rule above.
    consensus
        What was agreed, if anything was.
    """

    option: str
    path: str
    criterion: Criterion
    now: Rating
    given: tuple[Given, ...]
    median: float | None
    low: float | None
    high: float | None
    near: float | None
    dissenting: tuple[str, ...]
    consensus: Consensus | None

    @property
    def cell(self) -> str:
        return f"{self.option}.{self.path}"

    @property
    def should_talk(self) -> bool:
        """Whether so few are near the median that the highest and the lowest should say why."""
        return self.near is not None and self.near < FEWEST_NEAR and self.consensus is None

    @property
    def outside(self) -> tuple[Given, ...]:
        """Those whose figure lies beyond a scale outside which nothing counts, and so is hardly meant."""
        function = self.criterion.value_function
        if function is None or function.outside != "clip":
            return ()
        low, high = sorted((function.scale.worst, function.scale.best))
        return tuple(each for each in self.given if each.x is not None and not low <= each.x <= high)

    @property
    def is_taken_over(self) -> bool:
        """Whether the rating of the decision is what was agreed."""
        return self.consensus is not None and figure_of(self.consensus.rating) == self.now.estimate


def merged(scenario: Scenario) -> tuple[Merged, ...]:
    """Every cell that somebody rated or agreed on, all options of one criterion together, in the order of the file."""
    cells = [(option.id, path) for path in scenario.leaves for option in scenario.options]
    made = (_merged(scenario, option, path) for option, path in cells)
    return tuple(each for each in made if each.given or each.consensus is not None)


def figures(given: tuple[Given, ...]) -> list[float]:
    """The figures that count."""
    return [each.x for each in given if each.x is not None]


def _merged(scenario: Scenario, option: str, path: str) -> Merged:
    cell = f"{option}.{path}"
    given = tuple(_given(each, cell) for each in scenario.evaluations if cell in each.ratings)
    xs, agreed, criterion = figures(given), scenario.consensus.get(cell), scenario.leaves[path]
    median = statistics.median(xs) if xs else None
    near = None if median is None else sum(_is_near(x, median, criterion) for x in xs) / len(xs)
    return Merged(
        option,
        path,
        criterion,
        scenario.option(option).ratings[path],
        given,
        median,
        min(xs, default=None),
        max(xs, default=None),
        near,
        _dissenting(given, agreed, median, criterion),
        agreed,
    )


def _given(evaluation: Evaluation, cell: str) -> Given:
    moderated = tuple(each for each in evaluation.moderated if each.of == cell)
    standing = evaluation.standing(cell)
    x = None if standing is None or isinstance(standing, Unknown) else float(standing.expected)
    return Given(evaluation.by, evaluation.ratings[cell], moderated, x)


def _dissenting(
    given: tuple[Given, ...], agreed: Consensus | None, median: float | None, criterion: Criterion
) -> tuple[str, ...]:
    middle, named = median, dict[str, None]()
    if agreed is not None:
        figure = figure_of(agreed.rating)
        middle = None if isinstance(figure, Unknown) else float(figure.expected)
        named = dict.fromkeys(agreed.dissent)
    apart = [
        each.by
        for each in given
        if each.x is not None and middle is not None and not _is_near(each.x, middle, criterion)
    ]
    return tuple(dict.fromkeys([*apart, *named]))


def _is_near(x: float, middle: float, criterion: Criterion) -> bool:
    assert criterion.value_function is not None  # what is rated has a scale
    scale = criterion.value_function.scale
    return abs(x - middle) <= NEAR * abs(scale.best - scale.worst) + _ROUNDING * max(1.0, abs(middle))
