"""The shape of what a file says of rooms, format 1, read and written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from decision.files.kinds import Date, Document, Id, Name, Number, Pair, Text, WholeNumber
from decision.model.bounds import LONGEST_ID
from decision.model.settled_room import (
    MOST_DISSENT,
    MOST_FIGURES,
    MOST_PEOPLE,
    MOST_ROUNDS,
    MOST_SETTLED,
    AnswersOn,
    AskedFor,
    Dissent,
    Names,
    RoomRound,
    SettledFigure,
    SettledRoom,
)

NamesWord = Literal["named", "unnamed_to_others", "unnamed_to_all"]
AskedWord = Literal["gut", "weights", "ratings", "requirements"]
VerdictWord = Literal["pass", "fail", "not_shown"]
_REST = f"{{0,{LONGEST_ID - 1}}}"
OF = rf"^[a-z][a-z0-9_]{_REST}(\.[A-Za-z][A-Za-z0-9_]{_REST}){{0,3}}$"  # of a requirement with capitals
Of = Annotated[str, Field(pattern=OF)]


class AnswersOnDocument(Document):
    """How the answers on one thing lay."""

    of: Of = Field(description="Of what: option.criterion of a rating, criterion of a weight, option.requirement.")
    answered: WholeNumber = Field(description="How many gave a figure or a result.")
    cannot_judge: WholeNumber = Field(0, description="How many said that they cannot judge it.")
    group: Number | None = Field(
        None, description="The median of ratings in their unit, or the mean share of a weight in percent."
    )
    middle: Pair | None = Field(None, description="Between which figures the middle half of the answers lies.")
    within_one: Number | None = Field(
        None, description="Share of the answers within one point of the median, as docs/method.md says."
    )
    verdicts: dict[VerdictWord, WholeNumber] = Field(
        default_factory=dict, description="Of a requirement, how many said what."
    )


class RoundDocument(Document):
    """One question, asked once."""

    asked: AskedWord = Field(description="What was asked for.")
    answered: WholeNumber = Field(description="How many answered.")
    leads: dict[Id, Number] = Field(
        default_factory=dict, description="By option, for how many people it led; of a gut choice, how many chose it."
    )
    agreement: Number | None = Field(None, description="Kendall's W over people's orders of the options, 0 to 1.")
    figures: Annotated[list[AnswersOnDocument], Field(max_length=MOST_FIGURES)] = Field(
        default_factory=list, description="How the answers lay."
    )


class DissentDocument(Document):
    """Who saw a figure otherwise, and why."""

    value: Number | None = Field(None, description="Their figure.")
    because: Text = Field("", description="Why, in a line.")
    by: Name = Field("", description="Who; only where names is named.")


class SettledFigureDocument(Document):
    """What the room talked about or settled."""

    of: Of = Field(description="Of what: option.criterion of a rating, criterion of a weight, option.requirement.")
    value: Number | None = Field(None, description="The figure that was taken over.")
    was: Number | None = Field(None, description="The figure before.")
    because: Text = Field("", description="Why, in a sentence.")
    dissent: Annotated[list[DissentDocument], Field(max_length=MOST_DISSENT)] = Field(
        default_factory=list, description="Who saw it otherwise."
    )


class RoomDocument(Document):
    """What a room of people settled. No score uses it."""

    on: Date | None = Field(None, description="The day: year-month-day.")
    names: NamesWord = Field(description="Who saw whose answers.")
    people: WholeNumber = Field(description="How many answered.")
    roster: Annotated[list[Name], Field(max_length=MOST_PEOPLE)] = Field(
        default_factory=list, description="Who they were; only where names is named."
    )
    rounds: Annotated[list[RoundDocument], Field(max_length=MOST_ROUNDS)] = Field(
        default_factory=list, description="What was asked, in order."
    )
    settled: Annotated[list[SettledFigureDocument], Field(max_length=MOST_SETTLED)] = Field(
        default_factory=list, description="What was settled."
    )


def rooms_of(documents: list[RoomDocument]) -> tuple[SettledRoom, ...]:
    """The rooms of a file."""
    return tuple(
        SettledRoom(
            Names(room.names),
            room.people,
            room.on,
            tuple(_round(each) for each in room.rounds),
            tuple(
                SettledFigure(
                    each.of, each.value, each.was, each.because, tuple(Dissent(**dict(d)) for d in each.dissent)
                )
                for each in room.settled
            ),
            tuple(room.roster),
        )
        for room in documents
    )


def _round(document: RoundDocument) -> RoomRound:
    figures = (
        AnswersOn(**{**dict(each), "middle": None if each.middle is None else (each.middle[0], each.middle[1])})
        for each in document.figures
    )
    return RoomRound(AskedFor(document.asked), document.answered, document.leads, document.agreement, tuple(figures))


# --- writing ---------------------------------------------------------------------------------------------------


def room_documents(rooms: tuple[SettledRoom, ...]) -> list[dict[str, Any]]:
    """The rooms as a file holds them, without what is left open; numbers are as they are."""
    return [
        _said(
            {
                "on": room.on,
                "names": str(room.names),
                "people": room.people,
                "roster": list(room.roster),
                "rounds": [_round_document(each) for each in room.rounds],
                "settled": [_settled_document(each) for each in room.settled],
            }
        )
        for room in rooms
    ]


def _round_document(each: RoomRound) -> dict[str, Any]:
    return _said(
        {
            "asked": str(each.asked),
            "answered": each.answered,
            "leads": dict(each.leads),
            "agreement": each.agreement,
            "figures": [_figure_document(figure) for figure in each.figures],
        }
    )


def _figure_document(figure: AnswersOn) -> dict[str, Any]:
    return _said(
        {
            "of": figure.of,
            "answered": figure.answered,
            "cannot_judge": figure.cannot_judge or None,
            "group": figure.group,
            "middle": None if figure.middle is None else list(figure.middle),
            "within_one": figure.within_one,
            "verdicts": dict(figure.verdicts),
        }
    )


def _settled_document(figure: SettledFigure) -> dict[str, Any]:
    return _said(
        {
            "of": figure.of,
            "value": figure.value,
            "was": figure.was,
            "because": figure.because,
            "dissent": [
                _said({"by": each.by, "value": each.value, "because": each.because}) for each in figure.dissent
            ],
        }
    )


def _said(document: Mapping[str, Any]) -> dict[str, Any]:
    return {name: x for name, x in document.items() if x is not None and x not in ("", [], {})}


# --- other names -------------------------------------------------------------------------------------------------


def follow_in_rooms(document: dict[str, Any], old: str, new: str | None) -> None:
    """Have what rooms say of `old`, and of what is below it, say it of `new`; what they say of what is gone stays."""
    rooms = document.get("rooms")
    if new is None or not isinstance(rooms, list):
        return
    for room in rooms:
        for each in _items(room, "rounds"):
            leads = each.get("leads")
            if isinstance(leads, dict) and old in leads:
                each["leads"] = {new if id == old else id: x for id, x in leads.items()}
            _follow_of(each, "figures", old, new)
        if isinstance(room, dict):
            _follow_of(room, "settled", old, new)


def _follow_of(holder: dict[str, Any], key: str, old: str, new: str) -> None:
    for item in _items(holder, key):
        of = item.get("of")
        if isinstance(of, str) and (of == old or of.startswith(old + ".")):
            item["of"] = new + of[len(old) :]


def _items(holder: Any, key: str) -> list[dict[str, Any]]:
    items = holder.get(key) if isinstance(holder, dict) else None
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
