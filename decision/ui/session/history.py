"""Undo and redo: earlier works kept under the names of the changes that were made to them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from decision.ui.session.changes import differences, entries, in_few_words, preset
from decision.ui.session.work import Work

DEEPEST = 100


@dataclass(frozen=True)
class Step:
    """One change: its name, and the work on its other side.

    `slider` is the criterion whose weight alone was changed; moves of one slider in a row are one step.
    """

    name: str
    work: Work
    slider: str = ""


@dataclass(frozen=True)
class History:
    """The steps that can be undone, and those that can be redone; in both, the last is the next to be taken."""

    past: tuple[Step, ...] = ()
    future: tuple[Step, ...] = ()

    def noted(self, before: Work, after: Work, name: str = "") -> History:
        """The history after one more change, named by what differs unless a name is given."""
        found = differences(before, after) or entries(before, after)
        slider = found[0].about if not name and len(found) == 1 and found[0].kind == "weight" else ""
        if after == before:
            return self
        past = self.past
        if slider and past and past[-1].slider == slider and not self.future:
            before, past = past[-1].work, past[:-1]
            found = differences(before, after)
            if after == before:
                return History(past)
        if not name and len(found) > 1 and all(each.kind == "weight" for each in found):
            name = preset(before, after)
        step = Step(name or in_few_words(found), before, slider)
        return History((*past, step)[-DEEPEST:])

    def undone(self, present: Work) -> tuple[Work, History]:
        """The work before the last change, and the history there; `present` itself where there is none."""
        if not self.past:
            return present, self
        last = self.past[-1]
        # what comes after an undo is a change of its own: no slider goes on where it was left
        settled = tuple(replace(step, slider="") for step in self.past[-2:-1])
        return last.work, History((*self.past[:-2], *settled), (*self.future, replace(last, work=present, slider="")))

    def redone(self, present: Work) -> tuple[Work, History]:
        """The work after the change last undone, and the history there; `present` itself where there is none."""
        if not self.future:
            return present, self
        last = self.future[-1]
        return last.work, History((*self.past, replace(last, work=present)), self.future[:-1])
