"""One writer for many: together, once, through lost connections and a killed process."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from decision.room.ballot import Ballot, BallotError, GutChoice
from decision.room.events import Again, CountDown, Lock, Reveal, Settle, Skip
from decision.room.phases import NotNowError, Phase
from decision.room.store import Store, StoreError
from decision.room.store.engine import engine_for
from tests.room.answering import choose, joined
from tests.room.conftest import ROOT, Clock, Room

OpenRoom = Callable[..., Room]


def test_many_who_write_at_once_are_all_kept_and_one_fault_is_its_own(store: Store, room_in: OpenRoom) -> None:
    room = room_in(store)
    people = joined(room, 40)
    room.ask()
    sent = [store.vote(person, Ballot(1, 1, GutChoice("buy" if k % 4 else "rent"))) for k, person in enumerate(people)]
    refused = [future.exception() for future in sent]
    assert sum(isinstance(each, BallotError) for each in refused) == 10
    assert room.host.progress().ready == 30


def test_two_processes_with_one_database_keep_each_others_ballots(
    database: str, clock: Clock, room_in: OpenRoom
) -> None:
    one, other = (Store(engine_for(make_url(database)), clock) for _ in range(2))
    room = room_in(one)
    people = joined(room, 20)
    room.ask()

    def vote(store: Store, sequence: int) -> None:
        for future in [store.vote(person, Ballot(1, sequence, GutChoice("buy"))) for person in people]:
            future.exception()

    threads = [threading.Thread(target=vote, args=(store, k)) for store in (one, other) for k in (1, 2, 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert {one.own_ballot(person, 1) for person in people} == {Ballot(1, 3, GutChoice("buy"))}
    Room(other, room.opened, other.as_host(room.opened.code, room.opened.host_secret)).host.apply(Lock())
    with pytest.raises(NotNowError, match="locked"):
        one.vote(people[0], Ballot(1, 9, GutChoice("build"))).result()
    one.close()
    other.close()


def test_a_closed_store_refuses(store: Store, room_in: OpenRoom) -> None:
    room = room_in(store)
    store.close()
    with pytest.raises(StoreError, match="being ended"):
        room.host.apply(Settle())


VOTE_AND_DIE = """
import os, sys
from decision.room.ballot import Ballot, GutChoice
from decision.room.store import Store
from decision.room.store.engine import engine_for
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
store = Store(engine_for(make_url(sys.argv[1])))
person = store.person(sys.argv[2], "Person--0")
store.vote(person, Ballot(1, 7, GutChoice("buy"))).result()
os.kill(os.getpid(), 9)
"""


def test_what_was_answered_is_there_after_the_process_was_killed(database: str, room_in: OpenRoom) -> None:
    store = Store(engine_for(make_url(database)))
    room = room_in(store)
    person, *_ = joined(room)
    room.ask()
    command = [sys.executable, "-c", VOTE_AND_DIE, database, room.id]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -9
    assert store.own_ballot(person, 1) == Ballot(1, 7, GutChoice("buy"))
    store.close()


def test_a_ballot_that_the_database_cannot_keep_is_not_acknowledged_and_may_come_again(
    store: Store, room_in: OpenRoom
) -> None:
    room = room_in(store)
    person, *_ = joined(room)
    room.ask()

    def rename(old: str, new: str) -> None:
        with store.engine.begin() as connection:
            connection.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))

    rename("trilemma_ballots", "away")
    with pytest.raises(StoreError, match="try again"):
        choose(room, person)
    with pytest.raises(StoreError, match="try again"):
        store.own_ballot(person, 1)
    rename("away", "trilemma_ballots")
    choose(room, person)
    assert room.host.progress().ready == 1


@pytest.mark.parametrize("event", [Lock(), Skip(), Again()], ids=lambda event: type(event).__name__)
def test_what_was_kept_while_the_connection_was_lost_is_done_once_and_not_refused(
    store: Store, room_in: OpenRoom, event: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = room_in(store)
    room.ask()
    if isinstance(event, Again):
        room.host.apply(Lock())
        room.host.apply(Reveal())
    before, steps = room.host.room, len(room.host.log())
    whole = store._writer._transaction
    lost = [False] * 9 + [True]

    def kept_and_then_lost(jobs: Any) -> Any:
        done = whole(jobs)
        if lost.pop():
            raise OperationalError("COMMIT", None, Exception("the connection was lost"))
        return done

    monkeypatch.setattr(store._writer, "_transaction", kept_and_then_lost)
    told: list[int | None] = []
    store.listen(lambda _, version: told.append(version))
    state = room.host.apply(event)
    assert state == room.host.state != before.state
    assert (room.host.room.version, len(room.host.log())) == (before.version + 1, steps + 1)
    assert told == [before.version + 1]  # or phones would wait for somebody to look


def test_a_click_on_what_time_has_done_meanwhile_is_not_refused(store: Store, room_in: OpenRoom, clock: Clock) -> None:
    room = room_in(store)
    room.ask()
    room.host.apply(Lock())
    room.host.apply(CountDown(clock() + 10))
    seen = room.host.state
    clock.now += 11
    assert room.host.apply(Reveal(), seen).phase is Phase.REVEALED
    with pytest.raises(NotNowError):
        room.host.apply(Reveal())
    with pytest.raises(NotNowError):
        room.host.apply(Lock(), seen)
