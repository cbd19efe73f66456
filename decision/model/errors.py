"""The exceptions of the project: one tree, meant for the person who can mend the cause."""

from __future__ import annotations

from collections.abc import Iterable


class DecisionError(ValueError):
    """Something is wrong with a decision, its file or what was asked of it."""


class ImpossibleError(DecisionError):
    """A part of the model that cannot exist: a triangle whose low end is above its high end.

    Parameters
    ----------
    what
        What is wrong and with which value: ``"low 6 is above mode 4"``.
    remedy
        What to do about it, in the imperative.
    at
        Keys that lead from the object that was being made to the culprit,
        so that a reader of files can point at the line.
    """

    def __init__(self, what: str, remedy: str = "", at: tuple[str | int, ...] = ()) -> None:
        super().__init__(f"{what}; {remedy}" if remedy else what)
        self.what = what
        self.remedy = remedy
        self.at = at

    def under(self, *keys: str | int) -> ImpossibleError:
        """The same fault, seen from an object that holds the faulty one under `keys`."""
        return type(self)(self.what, self.remedy, (*keys, *self.at))


def suggestion(word: str, known: Iterable[str]) -> str:
    """``did you mean "x"?`` for the nearest of `known`; empty if none is near."""
    from difflib import get_close_matches

    by_lower = {name.lower(): name for name in known}
    near = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return f'did you mean "{by_lower[near[0]]}"?' if near else ""


def choice(word: str, known: Iterable[str], most: int = 12) -> str:
    """What to do about an unknown word: the nearest known one, or all of them where none is near."""
    names = list(known)
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return suggestion(word, names) or (f"use one of {', '.join(names[:most])}{more}" if names else "remove it")
