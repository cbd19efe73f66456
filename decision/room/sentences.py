"""What a round showed, in sentences: where people differ, whether that changes who leads, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from decision.analysis.scoring import TIE
from decision.outputs.words.figures import number, percent, points
from decision.outputs.words.rooms import agreement_in_words, figure_of, led_in_words, what_of
from decision.outputs.words.scoring import listed, nobody_ranked, short_names
from decision.outputs.words.simulation import futures
from decision.room.agreement import is_stable
from decision.room.disagreement import Difference
from decision.room.gathered import Gathered, Lying
from decision.room.phases import ADVISED_ROUNDS

# Agreement, and the share of people for whom the group's leader leads, from which on another round is not needed
NEAR = 0.7  # (Schmidt 1997: strong)
_MOST_TOLD = 5  # differences that decide
_LEAST_WORTH = 0.05  # points that are said as at least 0.1


def name_of(found: Gathered, each: Difference) -> str:
    """``Fit of Buy``, ``Weight of Fit``."""
    return what_of(found.scenario, item_of(found, each))[0]


def item_of(found: Gathered, each: Difference) -> str:
    """What a difference is called in the file: ``buy.fit``, ``fit``."""
    if each.option is None:
        return found.tops[each.criterion]
    return f"{found.scenario.options[each.option].id}.{found.paths[each.criterion]}"


# --- who leads ---------------------------------------------------------------------------------------------------


def who_leads(found: Gathered) -> str:
    """For how many people each option leads by their own answers, and which leads for the group.

    ``Extend leads for 14 of 20, Buy for 6. With the group's figures Extend leads.``
    """
    people = len(found.people)
    if not people:
        return "Nobody weighed or rated anything yet."
    if not found.can_be_scored:
        return nobody_ranked(found.scenario.options)
    options, names = found.scenario.options, short_names(found.scenario.options)
    leads = dict(zip((option.id for option in options), found.disagreement.leads_for.tolist(), strict=True))
    leader = options[found.disagreement.leader].id
    if abs(leads[leader] - people) <= TIE:
        everybody = "the one person who answered" if people == 1 else f"all {people} people"
        return f"{names[leader]} leads for {everybody}: their differences do not change who leads."
    group = f"With the group's figures {names[leader]} leads."
    return f"{led_in_words(found.scenario, leads, people)}. {group}"


def chances_in_words(found: Gathered, shares: Sequence[float]) -> str:
    """P(best) with people's weights as the weights that are drawn."""
    names = short_names(found.scenario.options)
    told = sorted(
        ((share, names[option.id]) for option, share in zip(found.scenario.options, shares, strict=True) if share > 0),
        reverse=True,
    )
    parts = [f"{name} is best in {futures(share)}" for share, name in told]
    return f"With each person's weights in turn, and ratings as uncertain as the file says: {listed(parts)}."


# --- where people differ -------------------------------------------------------------------------------------------


def widest(lyings: Sequence[Lying]) -> Lying | None:
    """What people differ in most: by the middle half of the answers, as a share of the scale or of all weight."""
    each = max((each for each in lyings if len(each.figures) > 1), key=_width, default=None)
    return each if each is not None and _width(each) > 0 else None


def _width(each: Lying) -> float:
    middle = each.middle
    if middle is None:
        return 0.0
    return (middle[1] - middle[0]) / each.whole


def by_width(lyings: Sequence[Lying]) -> list[str]:
    """What was answered, that on which answers lie farthest apart first."""
    return [each.of for each in sorted((each for each in lyings if len(each.figures)), key=_width, reverse=True)]


def differ_most(found: Gathered, lyings: Sequence[Lying]) -> str:
    """Where answers lie farthest apart, and whether that is among what decides."""
    each = widest(lyings)
    if each is None or each.middle is None:
        return "Half of the answers or more are the same on everything that was asked."
    name = what_of(found.scenario, each.of)[0]
    low, high = (figure_of(found.scenario, each.of, x) for x in each.middle)
    said = f"Answers lie farthest apart on {name}: the middle half from {low} to {high}."
    if not found.can_be_scored or each.of in {item_of(found, one) for one in found.disagreement.deciding}:
        return said
    return f"{said} Settling that is worth nothing: what the choice costs people would not fall."


# --- what decides --------------------------------------------------------------------------------------------------


def cost_of_the_choice(found: Gathered) -> str:
    """What the group's choice costs its members, in their own eyes."""
    room, names = found.disagreement, short_names(found.scenario.options)
    leader = names[found.scenario.options[room.leader].id]
    if room.regret <= TIE:
        return f"Choosing {leader} costs nobody anything: for everybody it is first, or level with it."
    own = "by each person's own answers it is on average that far behind what they would choose"
    return f"Choosing {leader} costs people {points_said(room.regret)}: {own}."


def what_decides(found: Gathered, most: int = _MOST_TOLD) -> list[str]:
    """The differences that decide, a sentence each, the one whose settling is worth most first; others are counted."""
    deciding = found.disagreement.deciding
    weighty = [each for each in deciding if each.worth >= _LEAST_WORTH or each.turned_by] or deciding[:1]
    told = [_decides(found, each) for each in weighty[:most]]
    rest = len(deciding) - len(told)
    if rest:
        told.append("One more is worth less." if rest == 1 else f"{rest} more are worth less.")
    return told


def _decides(found: Gathered, each: Difference) -> str:
    said = f"{name_of(found, each)}: settling it takes {points_said(each.worth)} off that"
    if not each.turned_by:
        return f"{said}; alone it changes nothing about who leads."
    names = short_names(found.scenario.options)
    takers = listed([names[found.scenario.options[m].id] for m in each.taken_by])
    verb = "are" if len(each.taken_by) > 1 else "is"
    whose = "the answer of one person" if each.turned_by == 1 else f"the answers of {each.turned_by} people"
    return f"{said}; alone, at {whose}, it decides who leads: {takers} {verb} then ahead."


def points_said(x: float) -> str:
    """``0.9 points``; what is less than can be said so is not said as nothing."""
    return f"{points(x)} points" if x >= _LEAST_WORTH else "less than 0.1 points"


# --- agreement, and when to stop ----------------------------------------------------------------------------------


def agreement_said(found: Gathered) -> str:
    """How far people's answers put the options in one order."""
    return agreement_in_words(found.agreement)


def near_each_other(each: Lying) -> str:
    """``14 of 20 lie within one point of the middle.``; empty where nobody gave a figure."""
    if each.within_one is None:
        return ""
    return f"{number(round(each.within_one * len(each.figures)))} of {len(each.figures)} within one point"


def moved_in_words(moved: Mapping[str, float | None]) -> str:
    """How far answers moved since the round before, of what was asked in both."""
    known = [share for share in moved.values() if share is not None]
    if not known:
        return ""
    most = float(np.max(known))
    if is_stable(most):
        return f"Answers have come to rest: at most {percent(most)} of them moved since the round before."
    still = sum(not is_stable(share) for share in known)
    return f"Answers still move: up to {percent(most)} of them since the round before, on {still} of {len(known)}."


def advice(found: Gathered, times: int, moved: Mapping[str, float | None]) -> str:
    """Whether to ask again; `times` is how often the question was asked, this time included."""
    known = [share for share in moved.values() if share is not None]
    if not found.disagreement.deciding:
        return "There is no need to ask again: none of the differences is worth settling."
    for_the_leader = found.disagreement.leads_for[found.disagreement.leader] / len(found.people)
    if found.agreement is not None and found.agreement >= NEAR and for_the_leader >= NEAR:
        return "There is no need to ask again: people agree on the order. Settle it, and note who sees it otherwise."
    if known and all(map(is_stable, known)):
        return "Another round would change little: answers have come to rest. Settle it; note who sees it otherwise."
    if times >= ADVISED_ROUNDS:
        return (
            f"This was asked {times} times, and {ADVISED_ROUNDS} are enough: settle it, and note who sees it otherwise."
        )
    first = name_of(found, found.disagreement.deciding[0])
    return f"Talk about {first} first, then ask again on just what decides."
