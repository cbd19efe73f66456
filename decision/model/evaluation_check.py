"""What cannot be about evaluations and what was agreed, each with the keys that lead to it in a file."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from decision.model.bounds import MOST_EVALUATORS
from decision.model.cost_plan import CostPlan
from decision.model.errors import ImpossibleError, choice
from decision.model.estimate import Estimate, Exact, Unknown
from decision.model.evaluation import (
    MOST_MODERATED,
    MOST_SCORES,
    Consensus,
    Evaluation,
    Moderation,
)
from decision.model.rating import Rating
from decision.model.visible import visible

if TYPE_CHECKING:
    from decision.model.contents import Contents

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?")


def problems_of_evaluations(scenario: Contents) -> Iterator[ImpossibleError]:
    """What cannot be about the evaluations of a decision and the consensus in it."""
    if not scenario.evaluations and not scenario.consensus:
        return
    crowded = list(_too_many(scenario.evaluations))
    yield from crowded
    if crowded:
        return
    cells = {f"{option.id}.{path}": None for option in scenario.options for path in scenario.leaves}
    seen: dict[str, str] = {}
    for place, evaluation in enumerate(scenario.evaluations):
        at = ("evaluations", place)
        yield from (problem.under(*at) for problem in _problems_of_name(evaluation, seen))
        yield from (problem.under(*at) for problem in _problems_of_one(evaluation, cells))
    for cell, agreed in scenario.consensus.items():
        known = [each.by for each in scenario.evaluations]
        for problem in _problems_of_consensus(cell, agreed, cells, known, scenario.consensus):
            yield problem.under("consensus", cell)


def _too_many(evaluations: Collection[Evaluation]) -> Iterator[ImpossibleError]:
    for what, count, most in (
        ("evaluations", len(evaluations), MOST_EVALUATORS),
        ("ratings of evaluators", sum(len(each.ratings) for each in evaluations), MOST_SCORES),
        ("moderated ratings", sum(len(each.moderated) for each in evaluations), MOST_MODERATED),
    ):
        if count > most:
            yield ImpossibleError(f"there are {count:,} {what}", f"keep to {most:,} at most", ("evaluations",))


def _problems_of_name(evaluation: Evaluation, seen: dict[str, str]) -> Iterator[ImpossibleError]:
    name = evaluation.by.strip()
    if not name:
        yield ImpossibleError("the evaluator has no name", "give a name or a letter, such as A", ("by",))
    elif name.casefold() in seen:
        yield ImpossibleError(
            f"{visible(seen[name.casefold()])} has two evaluations",
            "keep one, and write what changed later under moderated; or tell two people apart by name",
            ("by",),
        )
    seen.setdefault(name.casefold(), name)


def _problems_of_one(evaluation: Evaluation, cells: Mapping[str, None]) -> Iterator[ImpossibleError]:
    yield from _problems_of_time(evaluation.at, ("at",))
    for cell, score in evaluation.ratings.items():
        at = ("ratings", cell)
        if cell not in cells:
            yield _no_cell(cell, cells, evaluation.ratings, at)
        yield from _problems_of_time(score.at, (*at, "at"))
        yield from (problem.under(*at) for problem in _problems_of_rating(score.rating))
    standing: dict[str, Estimate | CostPlan] = {
        cell: score.rating.estimate for cell, score in evaluation.ratings.items()
    }
    for place, moved in enumerate(evaluation.moderated):
        at_moved = ("moderated", place)
        for problem in _problems_of_moderation(moved, evaluation, standing):
            yield problem.under(*at_moved)
        if moved.of in standing:
            standing[moved.of] = moved.to


def _problems_of_moderation(
    moved: Moderation, evaluation: Evaluation, standing: Mapping[str, Estimate | CostPlan]
) -> Iterator[ImpossibleError]:
    if moved.of not in standing:
        yield ImpossibleError(
            f"{visible(evaluation.by)} has no rating of {visible(moved.of)} that moderation could change",
            partial(choice, moved.of, standing),
            ("of",),
        )
    elif moved.before is not None and moved.before != standing[moved.of]:
        yield ImpossibleError(
            f"the rating was {_shown(standing[moved.of])} until then, not {_shown(moved.before)}",
            "correct one of the two, or leave from out",
            ("from",),
        )
    if not moved.because.strip():
        yield ImpossibleError("there is no reason for the change", "say why the rating was moved", ("because",))
    given_on = evaluation.given_on(moved.of)[0] if moved.of in evaluation.ratings else None
    if moved.on is not None and given_on is not None and moved.on < given_on:
        yield ImpossibleError(
            f"the rating of {given_on} was changed on {moved.on}, before it was given",
            "correct one of the two",
            ("on",),
        )
    yield from _problems_of_figure(moved.to, ("to",))


def _problems_of_consensus(
    cell: str,
    agreed: Consensus,
    cells: Mapping[str, None],
    evaluators: Collection[str],
    beside: Collection[str],
) -> Iterator[ImpossibleError]:
    if cell not in cells:
        yield _no_cell(cell, cells, beside, ())
    if not agreed.rating.because.strip():
        yield ImpossibleError(
            "there is no reason for what was agreed", "say why, by reference to what was offered", ("because",)
        )
    for name, view in agreed.dissent.items():
        at = ("dissent", name)
        if name not in evaluators:
            yield ImpossibleError(
                f"{visible(name)} is no evaluator here", partial(choice, name, evaluators, beside=agreed.dissent), at
            )
        elif not view.strip():
            yield ImpossibleError("the dissent is empty", "say which view is held instead", at)
    yield from _problems_of_rating(agreed.rating)


def _problems_of_rating(rating: Rating) -> Iterator[ImpossibleError]:
    if isinstance(rating.estimate, CostPlan):
        yield ImpossibleError("a cost plan is not judged", "give a number or a range in the unit", ("rating",))
    else:
        yield from _problems_of_figure(rating.estimate, ("rating",))


def _problems_of_figure(estimate: Estimate, at: tuple[str, ...]) -> Iterator[ImpossibleError]:
    if not isinstance(estimate, Unknown) and not math.isfinite(float(estimate.expected)):
        yield ImpossibleError("the tail of this estimate has no mean", "give a number or a range", at)


def _problems_of_time(time: str, at: tuple[str, ...]) -> Iterator[ImpossibleError]:
    if time and _TIME.fullmatch(time) is None:
        yield ImpossibleError(f"{visible(time, 40)} is no time of day", 'write hours and minutes: "14:30"', at)


def _no_cell(cell: str, cells: Mapping[str, None], beside: Collection[str], at: tuple[str, ...]) -> ImpossibleError:
    return ImpossibleError(
        f"{visible(cell)} is no rating here",
        lambda: f"write option.criterion, or option.criterion.part; {choice(cell, cells, beside=beside)}",
        at,
    )


def _shown(estimate: Estimate | CostPlan) -> str:
    match estimate:
        case Exact(x):
            return f"{x:.12g}"
        case Unknown():
            return "unknown"
        case CostPlan():
            return "a cost plan"
    return f"an estimate around {estimate.expected:g}"
