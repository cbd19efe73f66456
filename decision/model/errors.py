"""The exceptions of the project: one tree, meant for the person who can mend the cause."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from itertools import islice

from decision.model.visible import visible

MOST_TOLD = 200  # things that are wrong with one decision; of the others only how many they are
LONGEST_SAID = 300  # characters of what is wrong, and of what to do


class DecisionError(ValueError):
    """Something is wrong with a decision, its file or what was asked of it."""


class ImpossibleError(DecisionError):
    """A part of the model that cannot exist: a triangle whose low end is above its high end.

    Parameters
    ----------
    what
        What is wrong and with which value: ``"low 6 is above mode 4"``.
    remedy
        What to do about it, in the imperative; or a function that says so, called only if anyone is told.
    at
        Keys that lead from the object that was being made to the culprit,
        so that a reader of files can point at the line.
    """

    def __init__(self, what: str, remedy: str | Callable[[], str] = "", at: tuple[str | int, ...] = ()) -> None:
        super().__init__(what)
        self.what = visible(what, LONGEST_SAID)
        self.at = at
        self._remedy = remedy

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return visible(self._remedy if isinstance(self._remedy, str) else self._remedy(), LONGEST_SAID)

    def __str__(self) -> str:
        remedy = self.remedy
        return f"{self.what}; {remedy}" if remedy else self.what

    def under(self, *keys: str | int) -> ImpossibleError:
        """The same fault, seen from an object that holds the faulty one under `keys`."""
        return type(self)(self.what, self._remedy, (*keys, *self.at))


# --- what was meant -------------------------------------------------------------------------------------------

_LONGEST_LIST = 160  # characters
_LONGEST_TYPED = 40  # characters; nobody mistypes longer names by a letter and wonders what was meant
_MOST_KNOWN = 500  # of which the nearest is looked for
_NEAR = 0.6  # of both words' letters are shared, in order


def suggestion(word: str, known: Iterable[str], *, near: float = _NEAR) -> str:
    """``did you mean "x"?`` for the nearest of `known`; empty if none is near.

    `near` is which share of both words' letters has to be the same, in order. Of very many known names only the first
    are looked at, and no very long ones: a file decides how many and how long they are.
    """
    from difflib import get_close_matches

    word = word.lower()
    if not 0 < len(word) <= _LONGEST_TYPED:
        return ""
    by_lower = {name.lower(): name for name in islice(known, _MOST_KNOWN) if len(name) <= _LONGEST_TYPED}
    found = get_close_matches(word, _nearest(word, by_lower), n=1, cutoff=near)
    return f'did you mean "{visible(by_lower[found[0]])}"?' if found else ""


def choice(word: str, known: Iterable[str], most: int = 12, *, beside: Container[str] = ()) -> str:
    """What to do about an unknown word: the nearest known one, or all of them where none is near.

    What stands `beside` it is there already, and is not what was meant.
    """
    names = [name for name in known if name not in beside]
    return suggestion(word, names) or (f"use one of {listed(names, most)}" if names else "remove it")


def listed(names: Iterable[str], most: int = 12) -> str:
    """The first of `names` in a row, none of them very long, and how many there are beyond."""
    names = list(names)
    shown: list[str] = []
    for name in names[:most]:
        shown.append(visible(name, _LONGEST_TYPED))
        if sum(map(len, shown)) > _LONGEST_LIST:
            break
    more = f" and {len(names) - len(shown):,} more" if len(names) > len(shown) else ""
    return ", ".join(shown) + more


def _nearest(word: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The few of `known` that share most letters in order with `word`.

    difflib compares well and slowly: where names are alike but for the order of their letters, seconds for some
    thousands of them. What it can find is among those with a long common subsequence, whose length takes a few
    operations on whole numbers to a letter (Hyyrö 2004, Bit-parallel LCS-length computation revisited).
    """
    places: dict[str, int] = {}
    for place, letter in enumerate(word):
        places[letter] = places.get(letter, 0) | 1 << place
    whole = (1 << len(word)) - 1

    def shared(name: str) -> float:
        if 2 * min(len(word), len(name)) < _NEAR * (len(word) + len(name)):
            return 0.0
        open_ = whole
        for letter in name:
            met = open_ & places.get(letter, 0)
            open_ = (open_ + met) | (open_ - met)
        return 2 * (len(word) - (open_ & whole).bit_count()) / (len(word) + len(name))

    near = ((share, name) for name in known if (share := shared(name)) >= _NEAR)
    return [name for _, name in sorted(near, reverse=True)[:most]]
