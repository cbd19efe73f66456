"""What whoever leads a room looks at: how far the round is, what was revealed, and the reasons that were given."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from decision.room.gathered import RevealedRound
from decision.room.phases import Outcome, RoomState
from decision.room.store import HostRoom, Progress, Reason


def how_far(host: HostRoom) -> Progress:
    """How many are in and ready."""
    return host.progress()


def revealed_rounds(
    host: HostRoom, room: RoomState, known: Mapping[int, RevealedRound] = MappingProxyType({})
) -> tuple[RevealedRound, ...]:
    """All rounds that were revealed, with their ballots; those `known`, by number, are not read again.

    What was revealed does not change any more, but that settling may forget whose it is.
    """
    return tuple(
        known[each.number] if each.number in known else RevealedRound(each, host.ballots(each.number))
        for each in room.rounds
        if each.outcome is Outcome.REVEALED
    )


def reasons_in(host: HostRoom, revealed: RevealedRound) -> tuple[Reason, ...]:
    """The reasons in a round: those sent with an answer, and those that the highest and the lowest were asked for."""
    found = []
    for cast in revealed.casts:
        for item, answer in getattr(cast.ballot.content, "cells", {}).items():
            if answer.reason:
                found.append(Reason(revealed.round.number, item, answer.reason, cast.name))
    return (*found, *host.reasons(revealed.round.number))
