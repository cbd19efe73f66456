"""How an option is recognised besides its name: a short badge on a colour.

An approach that only one option takes gives it its hue and letter, everywhere the same. Two options of one approach
among others share the hue and differ in lightness; where approaches do not tell options apart, as with five bidders,
each has a hue of its own. Whoever shares an approach has a badge from what is different about its name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from decision.model.contents import Option
from decision.model.scenario import Scenario
from decision.outputs.charts.colours import (
    APPROACH_COLOURS,
    APPROACH_LETTERS,
    OPTION_COLOURS,
    ink_on,
    shade,
)

_MOST_IN_A_HUE = 2  # options that lightness tells apart


@dataclass(frozen=True)
class OptionMark:
    """A badge of up to three characters, and the colour it stands on."""

    letter: str
    colour: str

    @property
    def ink(self) -> str:
        return ink_on(self.colour)


def option_marks(scenario: Scenario) -> dict[str, OptionMark]:
    """By id, in the order of the file; no badge stands twice."""
    options = scenario.options
    groups: dict[str | None, list[Option]] = {}
    for option in options:
        groups.setdefault(option.approach, []).append(option)
    letters, colours, hues_taken = dict[str, str](), dict[str, str](), set[str]()
    for approach, alike in groups.items():
        hue = APPROACH_COLOURS.get(approach or "")
        if hue is None or approach is None:
            continue
        hues_taken.add(hue)
        if len(alike) == 1:
            letters[alike[0].id] = APPROACH_LETTERS[approach]
        if len(alike) == 1 or (len(alike) <= _MOST_IN_A_HUE and len(groups) > 1):
            colours |= {option.id: shade(hue, 0.45 * place) for place, option in enumerate(alike)}
    own = _own_hues(hues_taken)
    for option in options:
        if option.id not in colours:
            colours[option.id] = next(own)
    letters |= _badges([option for option in options if option.id not in letters], set(letters.values()))
    return {option.id: OptionMark(letters[option.id], colours[option.id]) for option in options}


def _own_hues(taken: set[str]) -> Iterator[str]:
    """Hues that mean no approach here, those that stand out first; then darker rounds of them."""
    darker = 0.0
    while True:
        for colour in OPTION_COLOURS:
            if darker or colour not in taken:
                yield shade(colour, -darker)
        darker = darker / 2 + 0.25


def _badges(options: Sequence[Option], taken: set[str]) -> dict[str, str]:
    """By id, the shortest badge from what is different about each name that nobody else has; else a number."""
    different = _what_differs([option.name.split() or [option.id] for option in options])
    wished = [list(_wishes(words)) for words in different]
    badges: dict[str, str] = {}
    for place, option in enumerate(options):
        others = {each for at, wishes in enumerate(wished) if at != place for each in wishes[:1]}
        free = [each for each in wished[place] if each not in taken]
        badge = next((each for each in free if each not in others), free[0] if free else "")
        number = 1
        while not badge or badge in taken:
            badge, number = f"{wished[place][0][:1]}{number}", number + 1
        taken.add(badge)
        badges[option.id] = badge
    return badges


def _what_differs(names: Sequence[list[str]]) -> list[list[str]]:
    """Each name without the words with which all of them begin or end."""
    while len(names) > 1 and all(len(each) > 1 for each in names) and len({each[0] for each in names}) == 1:
        names = [each[1:] for each in names]
    while len(names) > 1 and all(len(each) > 1 for each in names) and len({each[-1] for each in names}) == 1:
        names = [each[:-1] for each in names]
    return list(names)


def _wishes(words: Sequence[str]) -> Iterator[str]:
    """Badges for a name: its first letter, its initials, two letters of its first word, a letter and a later one."""
    plain = ["".join(c for c in word if c.isalnum()) for word in words]
    plain = [word for word in plain if word] or ["?"]
    first = plain[0]
    if first.isdigit() and len(first) <= 3:
        yield first
    yield first[0].upper()
    if len(plain) > 1:
        yield (first[0] + plain[1][0]).upper()
        yield "".join(word[0] for word in plain[:3]).upper()
    for later in first[1:]:
        yield first[0].upper() + later.lower()
