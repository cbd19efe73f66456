"""What in a decision is possible but hardly meant: found without a draw, so that it can be said wherever a file is met.

Throughout this module
    m  is an option that is ranked      0 .. M-1
    k  is a criterion that is rated     0 .. K-1
    x  is a rating, in the criterion's unit
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from decision.model.approach import contradictions
from decision.model.contents import Option
from decision.model.cost_plan import Component, CostPlan, Lines
from decision.model.counted_twice import CountedTwice, counted_twice
from decision.model.criterion import Criterion
from decision.model.dependence import idle_ends
from decision.model.estimate import Exact, Levels, Range, ThreePoint, Unknown
from decision.model.expectation.tail import share_of_rarest
from decision.model.payment import Payment
from decision.model.really_build import ReallyBuild, really_builds
from decision.model.scenario import Scenario

Kind = Literal[
    "all_outside",
    "outside",
    "mean_outside",
    "tail",
    "wrong_way",
    "alike",
    "idle_pair",
    "against_answers",
    "really_build",
    "counted_twice",
]

HEAVY = 0.5  # of a mean; a tail that makes up more of it is what the mean speaks of

# Of what one has or keeps, more is better even in money or in time.
_MORE_IS_BETTER = re.compile(
    r"saving|benefit|revenue|income|return|profit|margin|value|gain|earning|life|uptime|warrant|support|notice|runway",
    re.IGNORECASE,
)
_TIME = re.compile(r"\b(second|minute|hour|day|week|month|quarter|year)s?\b", re.IGNORECASE)
_MONEY = re.compile(r"[$€£¥₹]|\b(usd|eur|gbp|chf|jpy|inr|dollars?|euros?|pounds?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Oddity:
    """Something that a second look may mend.

    Attributes
    ----------
    kind
        ``all_outside``: all ranked options are rated beyond the same end of a clipped scale, and so are worth the same;
        ``outside``: one rating lies there, whole; ``mean_outside``: not the whole of it, but its mean does;
        ``tail``: the highest hundredth of cases makes up most of the mean of a rating, or of a part of a plan;
        ``wrong_way``: more of what is counted in money or time is called better; ``alike``: all ranked options have
        the same certain rating, so that the weight has no effect; ``idle_pair``: a correlation with a rating, or a
        part of a plan, that is certain, so that it has no effect; ``against_answers``: a
        rating that says the opposite of what was answered when the decision began; ``really_build``: customising
        costs more than the product that is customised; ``counted_twice``: a criterion speaks of overruns, which a class
        counts already.
    path
        Of the criterion.
    option
        Id, of what is about one rating; None elsewhere. Of ``counted_twice`` only where the reason for the rating
        speaks of overruns, and not the criterion itself.
    x
        The rating nearest to the scale, of ``outside``; the mean, of ``mean_outside`` and ``tail``; the most likely
        rating, of ``against_answers``; None elsewhere.
    beyond
        The end of the scale that was passed, of what lies outside.
    pair, certain
        Of ``idle_pair``: its place among the pairs, and what it names that is certain.
    share, part
        Of ``tail``: how much of the mean it makes up, and of which part of a plan; None of what is no plan.
    said
        Of ``against_answers``: what was answered, as it follows "you said that".
    build, twice
        Of ``really_build`` and ``counted_twice``: what was found.
    """

    kind: Kind
    path: str
    option: str | None = None
    x: float | None = None
    beyond: Literal["worst", "best"] | None = None
    pair: int | None = None
    certain: str | None = None
    share: float | None = None
    part: str | None = None
    said: tuple[str, ...] = ()
    build: ReallyBuild | None = None
    twice: CountedTwice | None = None

    @property
    def keys(self) -> tuple[str | int, ...]:
        """The way to it through the keys of a file."""
        if self.pair is not None:
            return ("dependence", "pairs", self.pair)
        if self.option is not None:
            part = () if self.part is None else (self.part,)
            return ("options", self.option, "ratings", *self.path.split("."), *part)
        first, *parts = self.path.split(".")
        return ("criteria", first, *(key for part in parts for key in ("parts", part)))


def oddities(scenario: Scenario) -> tuple[Oddity, ...]:
    """All that looks hardly meant, criterion by criterion, pair by pair, against answers, then in how it is counted."""
    of_criteria = (each for path, leaf in scenario.leaves.items() for each in _of_criterion(scenario, path, leaf))
    return (*of_criteria, *_of_pairs(scenario), *_of_answers(scenario), *_of_counting(scenario))


def _of_counting(scenario: Scenario) -> Iterator[Oddity]:
    for build in really_builds(scenario):
        yield Oddity("really_build", build.path, build.option, build=build)
    for twice in counted_twice(scenario):
        yield Oddity("counted_twice", twice.path, twice.option if twice.by_option else None, twice=twice)


def _of_answers(scenario: Scenario) -> Iterator[Oddity]:
    for each in contradictions(scenario):
        said = tuple(answer.said for answer in each.answers)
        yield Oddity("against_answers", each.path, each.option, each.x, said=said)


def _of_pairs(scenario: Scenario) -> Iterator[Oddity]:
    for place, end in idle_ends(scenario):
        option, _, path = end.partition(".")
        leaf = next(leaf for leaf in scenario.leaves if path == leaf or path.startswith(leaf + "."))
        yield Oddity("idle_pair", leaf, option, pair=place, certain=end)


def _of_criterion(scenario: Scenario, path: str, leaf: Criterion) -> Iterator[Oddity]:
    options = scenario.ranked_options
    beyond = {option.id: _beyond(scenario, option, path, leaf) for option in options}
    ends = {each[0] for each in beyond.values() if each is not None}
    if len(options) > 1 and len(ends) == 1 and None not in beyond.values():
        yield Oddity("all_outside", path, beyond=ends.pop())
    else:
        for id, each in beyond.items():
            if each is not None:
                yield Oddity("outside", path, id, each[1], each[0])
        for option in options:
            if beyond[option.id] is None:
                yield from _of_mean(scenario, option, path, leaf)
        if len(options) > 1 and scenario.weights[path] > 0 and _all_alike(options, path):
            yield Oddity("alike", path)
    if _is_wrong_way(leaf):
        yield Oddity("wrong_way", path)


def _beyond(
    scenario: Scenario, option: Option, path: str, leaf: Criterion
) -> tuple[Literal["worst", "best"], float] | None:
    """Which end of a clipped scale all of a rating lies beyond, with what of it is nearest; None where it does not."""
    function = leaf.value_function
    assert function is not None  # a criterion that is rated has one
    if function.outside != "clip":
        return None
    scale, (low, high) = function.scale, _ends(scenario, option, path)
    bottom, top = min(scale.worst, scale.best), max(scale.worst, scale.best)
    if low > top:
        return "best" if scale.best == top else "worst", low
    if high < bottom:
        return "best" if scale.best == bottom else "worst", high
    return None


def _of_mean(scenario: Scenario, option: Option, path: str, leaf: Criterion) -> Iterator[Oddity]:
    """A mean that lies beyond an end of a clipped scale, and the tails that make up most of a mean."""
    function, estimate = leaf.value_function, option.ratings[path].estimate
    assert function is not None  # a criterion that is rated has one
    if scenario.is_certain_rating(option, path):
        return
    parts: Iterable[tuple[str | None, Component]]
    if isinstance(estimate, CostPlan):
        mean, parts = scenario.expected_rating(option, path), estimate.components()
    else:
        mean, parts = estimate.expected, ((None, estimate),)
    if function.outside == "clip":
        scale = function.scale
        passed = (mean - scale.worst) / (scale.best - scale.worst)
        if not 0 <= passed <= 1:
            yield Oddity("mean_outside", path, option.id, mean, "worst" if passed < 0 else "best")
    for name, part in parts:
        if isinstance(part, Lines | Payment):
            continue
        share = share_of_rarest(part.law)
        if share > HEAVY:
            yield Oddity("tail", path, option.id, part.expected, share=share, part=name)


def _ends(scenario: Scenario, option: Option, path: str) -> tuple[float, float]:
    """Between which figures all of a rating lies; infinite without stated ends, and of plans that are uncertain."""
    estimate = option.ratings[path].estimate
    if scenario.is_certain_rating(option, path):
        x = scenario.most_likely_rating(option, path)
        return x, x
    match estimate:
        case ThreePoint(low, _, high) | Range(low, high):
            return low, high
        case Unknown(ends=ends):
            return ends
        case Levels(levels):
            possible = [x for x, p in levels if p > 0]
            return min(possible), max(possible)
        case _:
            return -math.inf, math.inf


def _all_alike(options: tuple[Option, ...], path: str) -> bool:
    first = options[0].ratings[path].estimate
    return isinstance(first, Exact) and all(option.ratings[path].estimate == first for option in options)


def _is_wrong_way(leaf: Criterion) -> bool:
    function = leaf.value_function
    assert function is not None
    counted = leaf.kind == "cost_plan" or bool(_TIME.search(leaf.unit) or _MONEY.search(leaf.unit))
    named = f"{leaf.id.replace('_', ' ')} {leaf.name}"
    return counted and function.scale.best > function.scale.worst and not _MORE_IS_BETTER.search(named)
