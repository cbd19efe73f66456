"""Words and signs that stand for ratings: High and Low, stars, traffic lights; and what each is taken to be worth."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

UNKNOWN = frozenset(
    (
        *("-", "–", "—", "…", "...", "?", "??", "???", "n/a", "na", "n.a.", "n.a", "#n/a", "n. a.", "k.a.", "k. a."),
        *("tbd", "tbc", "tba", "unknown", "not known", "open", "pending", "to be determined", "to be confirmed"),
        *("not rated", "todo", "to do", "unbekannt", "offen"),
    )
)


@dataclass(frozen=True)
class Steps:
    """Words in order, worst first, and the figures they are taken for.

    A step that only some tables know, such as *very low*, counts only where one of the table's words is it: `inner`
    holds the figures without these.
    """

    name: str
    figures: Mapping[str, float]
    inner: Mapping[str, float] | None = None

    def of(self, words: Iterable[str]) -> Mapping[str, float]:
        """The figures by which a table that uses `words` is read."""
        if self.inner is not None and set(words) <= set(self.inner):
            return self.inner
        return self.figures


def _steps(*steps: str, first: float) -> dict[str, float]:
    return {word: first + at for at, words in enumerate(steps) for word in words.split("|")}


_LOW = "low|l|niedrig|gering|small|minor|faible"
_MEDIUM = "medium|med|m|moderate|mid|middle|average|mittel|moyen"
_HIGH = "high|h|hoch|large|major|élevé"

STEPS = (
    Steps(
        "levels",
        _steps(
            "very low|vl|sehr niedrig|sehr gering",
            *(_LOW, _MEDIUM, _HIGH),
            "very high|vh|sehr hoch|extreme|critical",
            first=1,
        ),
        _steps(_LOW, _MEDIUM, _HIGH, first=1),
    ),
    Steps(
        "quality",
        _steps(
            "poor|bad|schlecht",
            "fair|ok|okay|acceptable|adequate|satisfactory|average|ausreichend",
            "good|gut|bon",
            "very good|sehr gut",
            "excellent|outstanding|best",
            first=1,
        ),
    ),
    Steps("strength", _steps("weak", "medium|moderate|average", "strong", first=1)),
    Steps(
        "yes or no",
        _steps(
            "no|n|false|none|nein|✗|✘|✕|❌",
            "partial|partly|partially|limited|some|teilweise|teils|(✓)|~",
            "yes|y|true|full|fully|ja|✓|✔|✅|☑",
            first=0,
        ),
    ),
    Steps("traffic lights", _steps("red|r|🔴|rot", "amber|yellow|orange|a|🟡|🟠|gelb", "green|g|🟢|grün", first=1)),
    Steps(
        "signs", {"---": -3, "--": -2, "-": -1, "−": -1, "0": 0, "o": 0, "+/-": 0, "±": 0, "+": 1, "++": 2, "+++": 3}
    ),
    Steps("circles", _steps("○", "◔", "◑", "◕", "●", first=0)),
)

_STARS = re.compile(r"([★⭐]*)([☆✩]*)")
_ASTERISKS = re.compile(r"\*{1,5}")
_MOST_STARS = 10
_KNOWN = frozenset(word for steps in STEPS for word in steps.figures) - {"0"}
_SINGLE_SIGNS = frozenset(("-", "−", "–"))


def plain(text: str) -> str:
    """`text` as words are known: small letters, one space between, no variation selectors."""
    return " ".join(text.replace("\ufe0f", "").casefold().split())


def stars(text: str) -> tuple[int, int | None] | None:
    """How many stars of how many; None for the second where that is not shown, and for both where there are none."""
    shown = text.replace("\ufe0f", "").replace(" ", "")
    found = _STARS.fullmatch(shown)
    if found and shown:
        full, empty = (len(each) for each in found.groups())
        return (full, full + empty if empty else None) if full + empty <= _MOST_STARS else None
    return (len(shown), None) if _ASTERISKS.fullmatch(shown) else None


def is_unknown(text: str) -> bool:
    """Whether a cell says that it is not known; an empty one does."""
    return not text or plain(text) in UNKNOWN


def is_word(text: str) -> bool:
    """Whether a cell holds a word or sign that stands for a rating."""
    return plain(text) in _KNOWN or stars(text) is not None


def steps_for(words: Iterable[str], everywhere: Iterable[str]) -> tuple[Steps, Mapping[str, float]] | None:
    """The steps that all of `words` belong to, with the figures for a table that uses the words `everywhere`.

    None where no steps hold them all.
    """
    here = {plain(word) for word in words}
    for steps in STEPS:
        if here <= set(steps.figures):
            table = {plain(word) for word in everywhere} & set(steps.figures)
            return steps, steps.of(here | (table if steps.inner is not None else set()))
    return None


def means_signs(words: Iterable[str]) -> bool:
    """Whether plus and minus are ratings here, so that a lone dash is a minus and not an empty cell."""
    known = {plain(word) for word in words}
    return bool(known & {"+", "++", "+++", "--", "---"})
