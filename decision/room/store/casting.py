"""Ballots and reasons: taken in, counted, told once revealed, and parted from who gave them."""

from __future__ import annotations

import json
import secrets
from collections import Counter

from sqlalchemy import Connection, delete, func, insert, select, update

from decision.room.ballot import Ballot, BallotError, answered_of, check_fits, check_reason
from decision.room.events import Vote
from decision.room.forms import ballot_from, ballot_json
from decision.room.modes import Mode
from decision.room.phases import NotNowError, Outcome, RoomState, Round, after, ballots_are_seen, host_sees_names
from decision.room.questions import RoomError
from decision.room.store.kept import Cast, KeptRoom, Person, PersonProgress, Progress, Reason
from decision.room.store.people import everybody, of_id
from decision.room.store.secrets import new_id
from decision.room.store.tables import BALLOTS, PEOPLE, REASONS
from decision.room.store.writing import Batch

LARGEST = 16_000  # bytes of a ballot
FEWEST_OF_ROLE = 5  # of whom anything is said together


def vote(batch: Batch, room_id: str, person: Person, ballot: Ballot) -> Ballot:
    """Keep a ballot. One that came before may come again; raises RoomError if it cannot be counted."""
    room = batch.room(room_id)
    state = after(room.state, Vote(ballot.round), batch.now)
    asked = room.state.round
    assert asked is not None  # or nobody could vote
    now = of_id(batch.connection, room_id, person.id)  # they may have been taken away, or have chosen another view
    if now is None:
        raise BallotError("you are not in this room any more; come in again")
    person = now
    if person.watching:  # they were not waited for any more, and are there after all
        batch.connection.execute(update(PEOPLE).where(PEOPLE.c.id == person.id).values(watching=False))
    if state.mode is Mode.NAMED and not person.name:
        raise BallotError("this room shows names; give yours first")
    check_fits(ballot, asked.question, person.role)
    content = json.dumps(ballot_json(ballot))
    if len(content) > LARGEST:
        raise BallotError("the ballot is too large; shorten your reasons")
    _keep(batch, room_id, person, ballot, content, answered_of(ballot, asked.question, person.role))
    if state != room.state:  # the first ballot of all fixes who sees what
        batch.move(room_id, state)
    batch.progressed(room_id)
    return ballot


def _keep(batch: Batch, room_id: str, person: Person, ballot: Ballot, content: str, answered: int) -> None:
    theirs = (BALLOTS.c.room == room_id, BALLOTS.c.round == ballot.round, BALLOTS.c.person == person.id)
    known = batch.connection.execute(select(BALLOTS.c.sequence, BALLOTS.c.content).where(*theirs)).one_or_none()
    if known is None:
        values = {"id": new_id(), "room": room_id, "round": ballot.round, "person": person.id}
        batch.connection.execute(
            insert(BALLOTS).values(
                **values, role=person.role, sequence=ballot.sequence, answered=answered, content=content
            )
        )
    elif known.sequence < ballot.sequence:
        batch.connection.execute(
            update(BALLOTS).where(*theirs).values(sequence=ballot.sequence, answered=answered, content=content)
        )
    elif known.content != content:
        raise SupersededError(known.sequence)


class SupersededError(BallotError):
    """Another ballot of the same person came before, with the same number or a later one."""

    def __init__(self, sequence: int) -> None:
        super().__init__("you have changed your ballot elsewhere meanwhile; look at it and send it again")
        self.sequence = sequence


def own_ballot(connection: Connection, person: Person, number: int) -> Ballot | None:
    """What a person answered in a round: theirs alone to see before the reveal."""
    asked = select(BALLOTS.c.content).where(
        BALLOTS.c.room == person.room, BALLOTS.c.round == number, BALLOTS.c.person == person.id
    )
    content = connection.execute(asked).scalar_one_or_none()
    return None if content is None else ballot_from(json.loads(content))


# --- how far a round is --------------------------------------------------------------------------------------------


def progress(connection: Connection, room: KeptRoom) -> Progress:
    """How far the latest round is; nothing of any ballot but how much of it is answered."""
    people = everybody(connection, room.id)
    asked = room.state.round
    if asked is None:
        return Progress(len(people), 0, 0, 0)
    of_role = {role: len(asked.question.items_for(role)) for role in {each.role for each in people}}
    rows = connection.execute(
        select(BALLOTS.c.person, BALLOTS.c.answered).where(BALLOTS.c.room == room.id, BALLOTS.c.round == asked.number)
    )
    answered = {row.person: row.answered for row in rows}
    told = tuple(
        PersonProgress(each, answered.get(each.id, 0), of_role[each.role])
        for each in people
        if not each.watching and of_role[each.role]
    )
    return Progress(
        joined=len(people),
        asked=len(told),
        begun=sum(each.answered > 0 for each in told),
        ready=sum(each.is_ready for each in told),
        people=told if host_sees_names(room.state) else (),
    )


# --- once revealed -------------------------------------------------------------------------------------------------


def casts(connection: Connection, room: KeptRoom, number: int) -> tuple[Cast, ...]:
    """All ballots of a round, in no order that tells anything; raises NotNowError before its reveal."""
    if not ballots_are_seen(room.state, number):
        raise NotNowError("that round has not been revealed; reveal it first")
    asked = (
        select(BALLOTS.c.person, BALLOTS.c.role, BALLOTS.c.content, PEOPLE.c.name, PEOPLE.c.by_host)
        .outerjoin(PEOPLE, PEOPLE.c.id == BALLOTS.c.person)
        .where(BALLOTS.c.room == room.id, BALLOTS.c.round == number)
        .order_by(BALLOTS.c.id)
    )
    rows = connection.execute(asked).all()
    shown = _roles_told(room.state, Counter(row.role for row in rows))
    return tuple(
        Cast(
            row.person or "",
            (row.name or "") if host_sees_names(room.state) else "",
            row.role if row.role in shown else "",
            bool(row.by_host) and host_sees_names(room.state),
            ballot_from(json.loads(row.content)),
        )
        for row in rows
    )


def _roles_told(state: RoomState, voters: Counter[str]) -> set[str]:
    if host_sees_names(state):
        return set(voters)
    return {role for role, count in voters.items() if count >= FEWEST_OF_ROLE}


def give_reason(batch: Batch, room_id: str, person: Person, number: int, item: str, text: str) -> None:
    """Somebody's reason in a line for what they answered; replaces an earlier one, and an empty text takes it back."""
    room = batch.room(room_id)
    if room.state.is_over or not ballots_are_seen(room.state, number):
        raise NotNowError("reasons are asked for after the reveal; wait for it")
    text = " ".join(text.split())
    check_reason(text)
    asked = _round(room.state, number).question
    if item not in asked.items_for(person.role) or own_ballot(batch.connection, person, number) is None:
        raise RoomError("you answered nothing there in that round; look again")
    theirs = (REASONS.c.room == room_id, REASONS.c.round == number, REASONS.c.person == person.id)
    batch.connection.execute(delete(REASONS).where(*theirs, REASONS.c.item == item))
    if text:
        values = {"id": new_id(), "room": room_id, "round": number, "person": person.id, "item": item, "text": text}
        batch.connection.execute(insert(REASONS).values(**values))
    batch.progressed(room_id)


def reasons(connection: Connection, room: KeptRoom, number: int) -> tuple[Reason, ...]:
    asked = (
        select(REASONS.c.item, REASONS.c.text, PEOPLE.c.name)
        .outerjoin(PEOPLE, PEOPLE.c.id == REASONS.c.person)
        .where(REASONS.c.room == room.id, REASONS.c.round == number)
        .order_by(REASONS.c.id)
    )
    named = host_sees_names(room.state)
    return tuple(
        Reason(number, row.item, row.text, (row.name or "") if named else "") for row in connection.execute(asked)
    )


def reasons_of(connection: Connection, person: Person, number: int) -> dict[str, str]:
    """What one person gave as reasons in a round, by item."""
    asked = select(REASONS.c.item, REASONS.c.text).where(
        REASONS.c.room == person.room, REASONS.c.round == number, REASONS.c.person == person.id
    )
    return {row.item: row.text for row in connection.execute(asked)}


# --- forgetting ----------------------------------------------------------------------------------------------------


def forget_persons(connection: Connection, room: KeptRoom) -> None:
    """Part all that was said in a room from who said it.

    Ballots and reasons are written anew, without person, number and order, so that neither rows nor files tell which
    of them belong together; a role stays where at least five of it voted. People are deleted.
    """
    for table in (BALLOTS, REASONS):
        rows = [dict(row) for row in connection.execute(select(table).where(table.c.room == room.id)).mappings()]
        connection.execute(delete(table).where(table.c.room == room.id))
        secrets.SystemRandom().shuffle(rows)
        counted = Counter((row["round"], row.get("role")) for row in rows)
        for row in rows:
            row.update(id=new_id(), person=None)
            if table is BALLOTS:
                few = counted[row["round"], row["role"]] < FEWEST_OF_ROLE
                content = {**json.loads(row["content"]), "sequence": 1}
                row.update(sequence=1, role="" if few else row["role"], content=json.dumps(content))
        if rows:
            connection.execute(insert(table), rows)
    connection.execute(delete(PEOPLE).where(PEOPLE.c.room == room.id))


def forget_skipped(connection: Connection, room: KeptRoom) -> None:
    """Ballots of rounds that were never revealed are nobody's to see."""
    for each in room.state.rounds:
        if each.outcome is not Outcome.REVEALED:
            here = (BALLOTS.c.room == room.id, BALLOTS.c.round == each.number)
            connection.execute(delete(BALLOTS).where(*here))


def voters(connection: Connection, room_id: str, number: int) -> int:
    asked = select(func.count()).where(BALLOTS.c.room == room_id, BALLOTS.c.round == number)
    return int(connection.execute(asked).scalar_one())


def _round(state: RoomState, number: int) -> Round:
    return next(each for each in state.rounds if each.number == number)
