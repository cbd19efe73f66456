"""Readiness: what has to be true before launch, and what will be read after it. No score uses any of it.

The causes for which launches are known to fail are data (``criteria/launch-causes.yaml``); a decision says of each,
option by option, whether it is still open, and keeps conditions and measures of its own. What nobody spoke of is open.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from types import MappingProxyType

from decision.model.errors import ImpossibleError, choice
from decision.model.visible import visible

_OF_A_MEASURE = {
    "baseline": "baseline",
    "target": "target",
    "indicator": "what moves first",
    "reader": "who reads it",
    "when": "when it is read",
}
MOST_CONDITIONS = MOST_MEASURES = 200


class CauseState(StrEnum):
    """How an option stands on a known cause of failed launches."""

    OPEN = "open"
    HANDLED = "handled"
    NOT_RELEVANT = "not_relevant"


@dataclass(frozen=True)
class LaunchCause:
    """A known cause of failed launches.

    Attributes
    ----------
    kind
        What it rests on, in a word: ``sourced`` or ``judgement``.
    before_launch
        What to do about it, each in a sentence.
    bears_on
        Paths of the criteria, or of what they are parts of, whose ratings are the less sure while it is open.
    """

    id: str
    name: str
    text: str
    source: str
    kind: str
    before_launch: tuple[str, ...]
    bears_on: tuple[str, ...] = ()

    def first_borne_on(self, paths: Sequence[str]) -> str | None:
        """Of the criteria at `paths` the first that it bears on; None where it is said to bear on none of them."""
        return next((path for named in self.bears_on for path in paths if f"{path}.".startswith(f"{named}.")), None)


@dataclass(frozen=True)
class Condition:
    """What must be true before launch: of one option, or of all where `option` is empty; who sees to it, by when."""

    what: str
    option: str = ""
    owner: str = ""
    by: datetime.date | None = None


@dataclass(frozen=True)
class Measure:
    """What will be read after launch: from where, to where, what moves first, and who reads it when."""

    what: str
    baseline: str = ""
    target: str = ""
    indicator: str = ""
    reader: str = ""
    when: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not said of it yet, in words."""
        return tuple(words for name, words in _OF_A_MEASURE.items() if not getattr(self, name))


@dataclass(frozen=True)
class Readiness:
    """All that is said of readiness.

    Attributes
    ----------
    causes
        By cause and option, how it stands.
    known
        The causes there are, in their order; none where a decision says nothing of readiness.
    """

    causes: Mapping[str, Mapping[str, CauseState]] = field(default_factory=dict)
    conditions: tuple[Condition, ...] = ()
    measures: tuple[Measure, ...] = ()
    known: tuple[LaunchCause, ...] = ()

    def __post_init__(self) -> None:
        frozen = {cause: MappingProxyType(dict(by)) for cause, by in self.causes.items()}
        object.__setattr__(self, "causes", MappingProxyType(frozen))

    @property
    def is_said(self) -> bool:
        """Whether anything is said of it at all."""
        return bool(self.causes or self.conditions or self.measures)

    def state(self, cause: str, option: str) -> CauseState:
        """How an option stands on a cause: open, where nobody spoke of it."""
        return self.causes.get(cause, {}).get(option, CauseState.OPEN)

    def open_causes(self, option: str) -> tuple[LaunchCause, ...]:
        """The known causes that are open for an option."""
        return tuple(cause for cause in self.known if self.state(cause.id, option) is CauseState.OPEN)

    def relevant_causes(self, option: str) -> tuple[LaunchCause, ...]:
        """The known causes that can befall an option."""
        return tuple(cause for cause in self.known if self.state(cause.id, option) is not CauseState.NOT_RELEVANT)


def problems_of_readiness(readiness: Readiness, options: Sequence[str]) -> Iterator[ImpossibleError]:
    """What cannot be, each with the keys that lead to it in a file."""
    at = ("readiness",)
    known = {cause.id for cause in readiness.known}
    for cause, by in readiness.causes.items():
        if cause not in known:
            remedy = partial(choice, cause, [each.id for each in readiness.known], beside=readiness.causes)
            yield ImpossibleError(f"{visible(cause)} is not a known cause", remedy, (*at, "causes", cause))
            continue
        for option in by:
            if option not in options:
                yield _no_option(option, options, (*at, "causes", cause, option))
    for place, condition in enumerate(readiness.conditions):
        where = (*at, "conditions", place)
        if not condition.what.strip():
            yield ImpossibleError("the condition is empty", "say what must be true", (*where, "what"))
        if condition.option and condition.option not in options:
            yield _no_option(condition.option, options, (*where, "option"))
    for place, measure in enumerate(readiness.measures):
        if not measure.what.strip():
            yield ImpossibleError("the measure is empty", "say what is measured", (*at, "measures", place, "what"))
    yield from _too_many(readiness)


def _too_many(readiness: Readiness) -> Iterator[ImpossibleError]:
    for name, count, most in (
        ("conditions", len(readiness.conditions), MOST_CONDITIONS),
        ("measures", len(readiness.measures), MOST_MEASURES),
    ):
        if count > most:
            yield ImpossibleError(f"there are {count:,} {name}", f"keep to {most:,} at most", ("readiness", name))


def _no_option(option: str, options: Sequence[str], at: tuple[str | int, ...]) -> ImpossibleError:
    return ImpossibleError(f"{visible(option)} is not an option here", partial(choice, option, options), at)


@dataclass(frozen=True)
class Standing:
    """How far an option is.

    Attributes
    ----------
    open, relevant
        How many known causes are open, and how many can befall it.
    without_owner, without_date
        How many of the conditions that bear on it have none.
    """

    open: int
    relevant: int
    conditions: int
    without_owner: int
    without_date: int


def standing(readiness: Readiness, option: str) -> Standing:
    """How far an option is; a condition of no option bears on all."""
    bearing = [each for each in readiness.conditions if each.option in ("", option)]
    lacking = Counter(lack for each in bearing for lack in _lacking(each))
    return Standing(
        len(readiness.open_causes(option)),
        len(readiness.relevant_causes(option)),
        len(bearing),
        lacking["owner"],
        lacking["by"],
    )


def _lacking(condition: Condition) -> Iterator[str]:
    if not condition.owner:
        yield "owner"
    if condition.by is None:
        yield "by"
