"""Overruns that count twice: a class multiplies cost or time by them, and another criterion is rated for them again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from decision.model.ai_building import EFFECT_ALONE
from decision.model.contents import Contents
from decision.model.multiplied import multiplied

# Multipliers that are no overrun of an estimate
_NO_OVERRUN = frozenset({"quote-spread", "maintenance-ratio", EFFECT_ALONE})
_OVERRUN = re.compile(
    r"\boverr[au]n|\b(over|beyond|behind|above) (the |its |our )?(budget|schedule|estimate)s?\b|\bslippage\b"
    r"|\b(later|dearer|costlier|longer|more) than (planned|promised|estimated|budgeted|scheduled)\b"
    r"|\b(budget|schedule|cost and schedule|cost and time) risk",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"\b(not|no|never|nor|neither|without|other than|apart from|aside from|except|besides?|excluding|rather than|"
    r"instead of|though|although|held|nothing)\b|n't\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?;:]\s+")


@dataclass(frozen=True)
class CountedTwice:
    """One criterion that speaks of overruns, and one option whose rating on another is multiplied by them.

    `by_option` where not the criterion says so, but the reason that is given for this option's rating on it.
    """

    path: str
    option: str
    multiplied: str
    by_option: bool


def counted_twice(scenario: Contents) -> Iterator[CountedTwice]:
    """Each criterion that says so once; else each option whose reason does."""
    overruns = [each for each in multiplied(scenario) if each.reference_class.id not in _NO_OVERRUN]
    multiplied_by_option = {each.option: each.path for each in reversed(overruns)}  # the first of each option
    own = {each.path for each in overruns}  # what is multiplied may well say why
    for path in scenario.leaves if overruns else ():
        if path in own:
            continue
        if any(speaks_of_overruns(text) for text in _texts(scenario, path)):
            yield CountedTwice(path, overruns[0].option, overruns[0].path, by_option=False)
            continue
        for option in scenario.options:
            if option.id in multiplied_by_option and speaks_of_overruns(option.ratings[path].because):
                yield CountedTwice(path, option.id, multiplied_by_option[option.id], by_option=True)


@lru_cache(maxsize=500)  # it is asked of all texts whenever a page is drawn
def speaks_of_overruns(text: str) -> bool:
    """Whether a sentence of `text` names overruns, and does not say that it leaves them out."""
    return any(_OVERRUN.search(sentence) and not _OTHERWISE.search(sentence) for sentence in _SENTENCE_END.split(text))


def _texts(scenario: Contents, path: str) -> Iterator[str]:
    """What a criterion says of itself, and what those say that it is a part of."""
    keys = path.split(".")
    for depth in range(len(keys)):
        criterion = scenario.all_criteria[".".join(keys[: depth + 1])]
        yield from (criterion.name, criterion.question, criterion.about)
