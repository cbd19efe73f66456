"""What rooms of people settled, in sentences, and how far a group agrees in words."""

from __future__ import annotations

from collections.abc import Mapping

from decision.model.criterion import Criterion
from decision.model.scenario import Scenario
from decision.model.settled_room import AskedFor, Names, RoomRound, SettledRoom
from decision.outputs.words.figures import number, percent, rating
from decision.outputs.words.record import day
from decision.outputs.words.scoring import criterion_name, listed, short_names

PROMISES: Mapping[Names, str] = {
    Names.NAMED: "with names: everybody sees whose answer is whose once it is revealed",
    Names.UNNAMED_TO_OTHERS: "unnamed to the others: whoever leads the room sees whose answer is whose",
    Names.UNNAMED_TO_ALL: "unnamed to all: nobody sees whose answer is whose, and nothing that is kept tells it",
}
ASKED: Mapping[AskedFor, str] = {
    AskedFor.GUT: "a gut choice",
    AskedFor.WEIGHTS: "weights",
    AskedFor.RATINGS: "ratings",
    AskedFor.REQUIREMENTS: "requirements",
}
# Kendall's W from which on agreement has a word (Schmidt 1997, Managing Delphi surveys using nonparametric statistical
# techniques, Decision Sciences 28(3), table 2: 0.1 very weak, 0.3 weak, 0.5 moderate, 0.7 strong, 0.9 unusually strong)
_DEGREES = (
    (0.9, "nearly all put the options in the same order"),
    (0.7, "most put the options in much the same order"),
    (0.5, "the orders agree in part"),
    (0.3, "the orders agree little"),
    (0.0, "there is no common order"),
)


def agreement_in_words(w: float | None) -> str:
    """``Most put the options in much the same order (agreement 0.74 of 1).``"""
    if w is None:
        return "There is no order to compare: fewer than two people put the options in one."
    if w >= 1 - 1e-9:
        return "All put the options in the same order."
    words = next(words for least, words in _DEGREES if w >= least)
    return f"{words[0].upper()}{words[1:]} (agreement {w:.2f} of 1)."


def led_in_words(scenario: Scenario, leads: Mapping[str, float], people: float, verb: str = "leads for") -> str:
    """``Extend leads for 14 of 20, Buy for 6``; what leads for nobody is left out.

    Where options are level for somebody, each has its part of them, as 13.5.
    """
    names = short_names(scenario.options)
    told = sorted((id for id, count in leads.items() if count > 0), key=leads.__getitem__, reverse=True)
    if not told:
        return ""
    first, *others = [(names.get(id, id), number(round(leads[id], 2))) for id in told]
    rest = "".join(f", {name} for {count}" for name, count in others)
    return f"{first[0]} {verb} {first[1]} of {number(people)}{rest}"


def what_of(scenario: Scenario, of: str) -> tuple[str, Criterion | None]:
    """What a figure of a room is called, and the criterion in whose unit it is; of a weight, none.

    What is gone from the decision is called as the record calls it.
    """
    head, _, rest = of.partition(".")
    names = short_names(scenario.options)
    if head in names and rest in scenario.leaves:
        return f"{criterion_name(scenario, rest)} of {names[head]}", scenario.leaves[rest]
    if head in names and any(rest == each.id for each in scenario.requirements):
        return f"{rest} for {names[head]}", None
    if of in scenario.all_criteria:
        return f"Weight of {criterion_name(scenario, of)}", None
    return of, None


def figure_of(scenario: Scenario, of: str, x: float) -> str:
    """A figure of a room with its unit: a weight in percent, a rating in the unit of its criterion."""
    _, criterion = what_of(scenario, of)
    if criterion is not None:
        return rating(x, criterion, scenario.currency)
    return percent(x / 100) if of in scenario.all_criteria else number(x)


def room_in_words(scenario: Scenario, room: SettledRoom) -> tuple[str, ...]:
    """When, how many, under which promise, and what came of each round."""
    when = "" if room.on is None else f" on {day(room.on)}"
    people = "One person" if room.people == 1 else f"{room.people} people"
    sentences = [f"{people} answered{when}, {PROMISES[room.names]}."]
    if room.roster:
        sentences.append(f"They were {listed(room.roster)}.")
    sentences += [round_in_words(scenario, place, each) for place, each in enumerate(room.rounds, start=1)]
    return tuple(sentences)


def round_in_words(scenario: Scenario, place: int, asked: RoomRound) -> str:
    """``Round 2 asked for ratings; 18 answered. Extend leads for 14 of 18, Buy for 4. The orders agree in part …``"""
    told = [f"Round {place} asked for {ASKED[asked.asked]}; {asked.answered} answered."]
    verb = "is the choice of" if asked.asked is AskedFor.GUT else "leads for"
    counted = sum(asked.leads.values())
    if led := led_in_words(scenario, asked.leads, counted, verb):
        told.append(f"{led}.")
    if asked.agreement is not None:
        told.append(agreement_in_words(asked.agreement))
    return " ".join(told)
