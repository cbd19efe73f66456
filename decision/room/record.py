"""What a room leaves in the file: rounds, how answers lay, what was talked about and settled, who saw it otherwise."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from decision.model.scenario import Scenario
from decision.model.settled_room import (
    MOST_DISSENT,
    MOST_FIGURES,
    MOST_SETTLED,
    AnswersOn,
    AskedFor,
    Dissent,
    Names,
    RoomRound,
    SettledFigure,
    SettledRoom,
)
from decision.room.ballot import Ratings
from decision.room.gathered import Gathered, Lying, RevealedRound, gut_choices, lying
from decision.room.modes import Mode
from decision.room.questions import Asked
from decision.room.store.kept import Reason

NAMES: Mapping[Mode, Names] = {
    Mode.NAMED: Names.NAMED,
    Mode.UNNAMED_TO_OTHERS: Names.UNNAMED_TO_OTHERS,
    Mode.UNNAMED_TO_ALL: Names.UNNAMED_TO_ALL,
}


@dataclass(frozen=True)
class Note:
    """What was noted of one thing while people talked: that it was discussed, what was taken over, and why."""

    of: str
    because: str = ""
    value: float | None = None
    was: float | None = None

    @classmethod
    def read(cls, of: str, said: Mapping[str, Any]) -> Note:
        """The note that `said` holds, as `as_said` gives it."""
        return cls(of, str(said.get("because", "")), said.get("value"), said.get("was"))

    def as_said(self) -> dict[str, Any]:
        """The note as a room keeps it."""
        return {"because": self.because, "value": self.value, "was": self.was}


def asked_for(kind: Asked) -> AskedFor:
    """What a round asked for, as the file calls it."""
    return AskedFor(str(kind))


def settled_room(
    scenario: Scenario,
    mode: Mode,
    rounds: Sequence[RevealedRound],
    notes: Sequence[Note] = (),
    reasons: Sequence[Reason] = (),
    on: datetime.date | None = None,
) -> SettledRoom:
    """The record of a room on `scenario`, of all its revealed rounds. Names are in it only where `mode` is named."""
    who = dict.fromkeys(key for each in rounds for key in each.whose)
    latest = {figure.of: (revealed, figure) for revealed in rounds for figure in lying(scenario, revealed)}
    names = Gathered(scenario, tuple(rounds)).names if mode is Mode.NAMED else {}
    return SettledRoom(
        NAMES[mode],
        len(who),
        on,
        tuple(_round(scenario, rounds, place) for place in range(len(rounds))),
        tuple(
            SettledFigure(
                note.of, note.value, note.was, note.because, tuple(_dissent(note, latest.get(note.of), reasons, names))
            )
            for note in notes[:MOST_SETTLED]
        ),
        tuple(dict.fromkeys(names.values())),
    )


def _round(scenario: Scenario, rounds: Sequence[RevealedRound], place: int) -> RoomRound:
    revealed, leads, agreement = rounds[place], dict[str, float](), None
    kind = revealed.round.question.kind
    if kind is Asked.GUT:
        leads = {option: float(count) for option, count in gut_choices(revealed).items()}
    elif kind in (Asked.WEIGHTS, Asked.RATINGS):
        found = Gathered(scenario, tuple(rounds[: place + 1]))
        if found.can_be_scored:
            shares = found.disagreement.leads_for.tolist()
            leads = {each.id: round(x, 3) for each, x in zip(scenario.options, shares, strict=True) if x > 0}
            agreement = None if found.agreement is None else round(found.agreement, 3)
    figures = tuple(_answers(each) for each in lying(scenario, revealed)[:MOST_FIGURES])
    return RoomRound(asked_for(kind), len(revealed.casts), leads, agreement, figures)


def _answers(each: Lying) -> AnswersOn:
    middle = None if each.middle is None else (_short(each.middle[0]), _short(each.middle[1]))
    return AnswersOn(
        each.of,
        each.answered,
        each.cannot_judge,
        None if each.group is None else _short(each.group),
        middle,
        None if each.within_one is None else round(each.within_one, 3),
        each.verdicts,
    )


def _dissent(
    note: Note,
    lies: tuple[RevealedRound, Lying] | None,
    reasons: Sequence[Reason],
    names: Mapping[str, str],
) -> Iterator[Dissent]:
    """Whoever is more than a point from what was settled, farthest first, with the reason they gave."""
    if lies is None or not len(lies[1].figures):
        return
    revealed, figure = lies
    settled = note.value if note.value is not None else figure.median
    assert settled is not None  # somebody answered
    given = dict(zip(figure.people, figure.figures.tolist(), strict=True))
    apart = sorted(given, key=lambda key: -abs(given[key] - settled))
    said, of_names = _reasons(revealed, figure.item), {r.name: r.text for r in reasons if r.item == figure.item}
    casts = dict(zip(revealed.whose, revealed.casts, strict=True))
    told = 0
    for key in apart:
        if abs(given[key] - settled) <= figure.reach * (1 + 1e-9) or told >= MOST_DISSENT:
            break
        told += 1
        because = said.get(key, "") or (of_names.get(casts[key].name, "") if casts[key].name else "")
        yield Dissent(_short(given[key]), because, names.get(key, ""))
    # reasons of people whom the room does not tell apart stand without a figure
    for reason in reasons:
        if reason.item == figure.item and not reason.name and told < MOST_DISSENT:
            told += 1
            yield Dissent(None, reason.text)


def _reasons(revealed: RevealedRound, item: str) -> Mapping[str, str]:
    found = {}
    for key, cast in zip(revealed.whose, revealed.casts, strict=True):
        content = cast.ballot.content
        answer = content.cells.get(item) if isinstance(content, Ratings) else None
        if answer is not None and answer.reason and answer.likely is not None:
            found[key] = answer.reason
    return found


def _short(x: float) -> float:
    """A figure with six digits: what was answered was typed with fewer, and a mean of it needs no more."""
    return float(f"{x:.6g}")
