"""What rooms of people settled, as data before any form."""

from __future__ import annotations

from dataclasses import dataclass

from decision.model.scenario import Scenario
from decision.model.settled_room import AnswersOn, SettledFigure, SettledRoom
from decision.outputs.words.figures import percent
from decision.outputs.words.rooms import figure_of, room_in_words, what_of

ANSWERS_HEAD = ("Round", "Of", "Answered", "Cannot judge", "Group", "Middle half", "Within one point")
SETTLED_HEAD = ("Settled", "Taken over", "Before", "Because", "Seen otherwise")
_VERDICTS = {"pass": "pass", "fail": "fail", "not_shown": "not shown"}


@dataclass(frozen=True)
class RoomTable:
    """One room in sentences; how the answers lay under `ANSWERS_HEAD`, and what was settled under `SETTLED_HEAD`."""

    sentences: tuple[str, ...]
    answers: tuple[tuple[str, ...], ...]
    settled: tuple[tuple[str, ...], ...]


def rooms_tables(scenario: Scenario) -> tuple[RoomTable, ...]:
    """What `scenario` says of rooms, in the order of the file."""
    return tuple(_table(scenario, room) for room in scenario.rooms)


def _table(scenario: Scenario, room: SettledRoom) -> RoomTable:
    return RoomTable(
        room_in_words(scenario, room),
        tuple(
            _answers(scenario, place, figure)
            for place, each in enumerate(room.rounds, start=1)
            for figure in each.figures
        ),
        tuple(_settled(scenario, each) for each in room.settled),
    )


def _answers(scenario: Scenario, place: int, figure: AnswersOn) -> tuple[str, ...]:
    def shown(x: float | None) -> str:
        return "" if x is None else figure_of(scenario, figure.of, x)

    verdicts = ", ".join(f"{count} {_VERDICTS[verdict]}" for verdict, count in figure.verdicts.items())
    middle = "" if figure.middle is None else " to ".join(shown(x) for x in figure.middle)
    near = "" if figure.within_one is None else percent(figure.within_one)
    name, group = what_of(scenario, figure.of)[0], verdicts or shown(figure.group)
    return (str(place), name, str(figure.answered), str(figure.cannot_judge), group, middle, near)


def _settled(scenario: Scenario, figure: SettledFigure) -> tuple[str, ...]:
    def shown(x: float | None) -> str:
        return "" if x is None else figure_of(scenario, figure.of, x)

    otherwise = (
        f"{each.by}: {said}" if each.by else said
        for each in figure.dissent
        for said in (" ".join(filter(None, (shown(each.value), f"({each.because})" if each.because else ""))),)
    )
    name = what_of(scenario, figure.of)[0]
    return (name, shown(figure.value), shown(figure.was), figure.because, "; ".join(otherwise))
