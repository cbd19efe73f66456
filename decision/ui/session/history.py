"""Undo and redo: earlier works kept under the names of the changes that were made to them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from decision.ui.session.changes import differences, entries, in_few_words, preset
from decision.ui.session.work import Work

DEEPEST = 100


@dataclass(frozen=True)
class Step:
    """One change: its name, and the work on its other side.

    `gesture` tells what a hand did without letting go from everything else it did; what belongs to no gesture has none.
    """

    name: str
    work: Work
    gesture: str = ""


@dataclass(frozen=True)
class History:
    """The steps that can be undone, and those that can be redone; in both, the last is the next to be taken."""

    past: tuple[Step, ...] = ()
    future: tuple[Step, ...] = ()

    def noted(self, before: Work, after: Work, name: str = "", gesture: str = "") -> History:
        """The history after one more change, named by what differs unless a name is given.

        A change joins the last step if both are of one gesture, and for no other reason: however quickly one change
        follows another, what was there in between is not lost.
        """
        if after == before:
            return self
        past = self.past
        if gesture and past and past[-1].gesture == gesture and not self.future:
            before, past = past[-1].work, past[:-1]
            if after == before:
                return History(past)
        found = differences(before, after) or entries(before, after)
        if not name and len(found) > 1 and all(each.kind == "weight" for each in found):
            name = preset(before, after)
        return History((*past, Step(name or in_few_words(found), before, gesture))[-DEEPEST:])

    def undone(self, present: Work) -> tuple[Work, History]:
        """The work before the last change, and the history there; `present` itself where there is none."""
        if not self.past:
            return present, self
        last = self.past[-1]
        return last.work, History(self.past[:-1], (*self.future, replace(last, work=present)))

    def redone(self, present: Work) -> tuple[Work, History]:
        """The work after the change last undone, and the history there; `present` itself where there is none."""
        if not self.future:
            return present, self
        last = self.future[-1]
        return last.work, History((*self.past, replace(last, work=present)), self.future[:-1])
