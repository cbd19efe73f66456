"""The trail of a decision: every change of a figure since its file was opened, each with its time, kept in order.

A figure is named by the path under which a file holds it, as in ``weights.cost`` and ``options.buy.ratings.fit``, and
written as a file writes it, in one line. What is left out for now is in no file; its paths begin with ``left_out``.
"""

from __future__ import annotations

import datetime
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from decision.model.errors import ImpossibleError

MOST_ENTRIES = 1_000
MOST_CHARACTERS = 400_000  # of all entries; ratings have reasons
LONGEST_REASON = 500
LONGEST_NAME = 200
QUICKLY = datetime.timedelta(seconds=5)  # within which one more move of the same figure is the same move

WEIGHTS, OPTIONS, CRITERIA, LEFT_OUT = "weights", "options", "criteria", "left_out"


class Step(StrEnum):
    """How a change came to be."""

    DONE = "done"
    UNDONE = "undone"  # the same change taken back
    REDONE = "redone"  # and made again


@dataclass(frozen=True)
class FigureChange:
    """One figure, and what it was before and is now: text as a file writes it, None where there is none."""

    what: str
    was: str | None
    now: str | None

    def __post_init__(self) -> None:
        if not self.what:
            raise ImpossibleError("a change is of nothing; name the path of a figure")
        if self.was == self.now:
            raise ImpossibleError(f"{self.what} was {self.was} and still is; that is no change")


@dataclass(frozen=True)
class TrailEntry:
    """One change that somebody made.

    Attributes
    ----------
    change
        What changed, from what, to what.
    at
        When, in UTC, to the second.
    why, who
        The reason and the person, as far as they are known.
    """

    change: FigureChange
    at: datetime.datetime
    step: Step = Step.DONE
    why: str = ""
    who: str = ""

    def __post_init__(self) -> None:
        if self.at.utcoffset() != datetime.timedelta(0):
            raise ImpossibleError(f"{self.at.isoformat()} is no time in UTC; give it with that time zone")
        if self.at.microsecond:
            raise ImpossibleError(f"{self.at.isoformat()} is finer than seconds; leave what is beyond them out")
        for name, text, most in (("a reason", self.why, LONGEST_REASON), ("a name", self.who, LONGEST_NAME)):
            if len(text) > most:
                raise ImpossibleError(f"{name} has {len(text):,} characters; say it in at most {most}")

    @property
    def characters(self) -> int:
        """How much room it takes."""
        change = self.change
        return len(change.what) + len(change.was or "") + len(change.now or "") + len(self.why) + len(self.who)


@dataclass(frozen=True)
class Trail:
    """All changes since a file was opened, in the order in which they were made.

    Attributes
    ----------
    begun
        When the file was opened, in UTC.
    fingerprint
        Of the decision as it was opened.
    forgotten
        How many of the earliest changes are no longer in `entries`, for there is a bound.
    """

    begun: datetime.datetime | None = None
    fingerprint: str = ""
    entries: tuple[TrailEntry, ...] = ()
    forgotten: int = 0

    def __post_init__(self) -> None:
        if len(self.entries) > MOST_ENTRIES:
            raise ImpossibleError(f"a trail has {len(self.entries):,} changes; it holds {MOST_ENTRIES:,}")
        if self.forgotten < 0:
            raise ImpossibleError(f"{self.forgotten} changes cannot be forgotten")

    def noted(
        self, changes: Iterable[FigureChange], at: datetime.datetime, step: Step = Step.DONE, who: str = ""
    ) -> Trail:
        """The trail with `changes` that were made at one time.

        One figure that is moved again and again in quick succession is one entry, from the first to the last; where it
        came back to where it was, nothing happened. The earliest entries go where there are too many, and are counted.
        """
        at = at.replace(microsecond=0)
        found = list(changes)
        entries = list(self.entries)
        if len(found) == 1 and step is Step.DONE and entries and _is_same_move(entries[-1], found[0], at, who):
            first = entries.pop()
            was, now = first.change.was, found[0].now
            found = [] if was == now else [FigureChange(found[0].what, was, now)]
        entries += [TrailEntry(change, at, step, who=who) for change in found]
        return self._within_bounds(entries)

    def _within_bounds(self, entries: Iterable[TrailEntry]) -> Trail:
        kept = deque(entries)
        characters, before = sum(each.characters for each in kept), len(kept)
        while len(kept) > MOST_ENTRIES or characters > MOST_CHARACTERS:
            characters -= kept.popleft().characters
        return replace(self, entries=tuple(kept), forgotten=self.forgotten + before - len(kept))

    def with_reason(self, place: int, why: str) -> Trail:
        """The trail with a reason for the entry at `place`, in place of the one it had."""
        if not 0 <= place < len(self.entries):
            raise ImpossibleError(f"the trail has no change {place + 1}; it has {len(self.entries)}")
        entries = list(self.entries)
        entries[place] = replace(entries[place], why=" ".join(why.split()))
        return self._within_bounds(entries)

    @property
    def without_reason(self) -> int:
        """How many changes have none."""
        return sum(not each.why for each in self.entries)

    def with_reason_for_the_rest(self, why: str) -> Trail:
        """The trail with one reason for every entry that has none.

        Raises
        ------
        ImpossibleError
            It is longer than a reason may be, or than there is room for beside so many changes.
        """
        line = " ".join(why.split())
        entries = [each if each.why else replace(each, why=line) for each in self.entries]
        if sum(each.characters for each in entries) > MOST_CHARACTERS:
            raise ImpossibleError(
                f"a reason of {len(line)} characters has no room beside {self.without_reason:,} changes; say it shorter"
            )
        return replace(self, entries=tuple(entries))

    def is_of_the_same_file(self, other: Trail) -> bool:
        """Whether both began when the same file was opened."""
        return (self.begun, self.fingerprint) == (other.begun, other.fingerprint)

    def known(self, what: str) -> str | None:
        """What a figure was changed to last; None where it was not changed, or is no longer there."""
        return next((each.change.now for each in reversed(self.entries) if each.change.what == what), None)


def _is_same_move(last: TrailEntry, change: FigureChange, at: datetime.datetime, who: str) -> bool:
    """Whether `change` goes on with what the last entry tells, by the same hand; a reason given closes an entry."""
    return (
        last.step is Step.DONE
        and last.change.what == change.what
        and last.change.now == change.was
        and not last.why
        and last.who == who
        and datetime.timedelta(0) <= at - last.at <= QUICKLY
    )


def replayed(figures: Mapping[str, str], trail: Trail) -> dict[str, str]:
    """`figures`, by path, after all changes of `trail` were made to them, one after the other.

    Raises
    ------
    ImpossibleError
        A change does not begin where the one before it, or the opened file, left its figure.
    """
    made = dict(figures)
    for place, entry in enumerate(trail.entries, start=1):
        change = entry.change
        if made.get(change.what) != change.was:
            raise ImpossibleError(
                f"change {place} of the trail is of {change.what} from {change.was}, which is "
                f"{made.get(change.what)} there; the trail is not of this file, or not whole"
            )
        if change.now is None:
            del made[change.what]
        else:
            made[change.what] = change.now
    return made
