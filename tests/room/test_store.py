"""The store, on SQLite and on PostgreSQL: what is kept, who gets it, and what is gone."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from decision.model.scenario import Scenario
from decision.room.ballot import Ballot, BallotError, GutChoice, Number, RatingAnswer, Ratings, Weights
from decision.room.events import Again, ChooseMode, CountDown, Lock, Reveal, Settle, Skip, Start, Talk, Vote
from decision.room.modes import Mode
from decision.room.phases import NotNowError, Phase
from decision.room.questions import Asked, Question, RoomError
from decision.room.store import NoSuchRoomError, Person, Store, StoreError
from decision.room.store.casting import SupersededError
from decision.room.store.engine import address, engine_for
from decision.room.store.people import LONGEST_NAME, JoinError
from decision.room.store.rooms import GONE, LONGEST
from decision.room.store.secrets import CODE, LETTERS, read_code, shown_code
from decision.room.store.tables import METADATA, PEOPLE
from tests.room.conftest import ROOT, Clock, Room

OpenRoom = Callable[..., Room]
SAID = "why-I-think-so"


def joined(room: Room, count: int = 3, role: str = "", name: str = "Person") -> list[Person]:
    names = [f"{name} {k}" if room.host.state.mode is not Mode.UNNAMED_TO_ALL else "" for k in range(count)]
    tokens = [f"{name}-{role}-{k}" for k in range(count)]
    return [
        room.store.join(room.id, token, each, role, watching=False).result()
        for token, each in zip(tokens, names, strict=True)
    ]


def choose(room: Room, person: Person, option: str | None = "buy", sequence: int = 1, number: int = 1) -> Ballot:
    return room.store.vote(person, Ballot(number, sequence, GutChoice(option))).result()


def rows(store: Store) -> int:
    with store.engine.connect() as connection:
        return sum(
            connection.execute(select(func.count()).select_from(table)).scalar_one() for table in METADATA.sorted_tables
        )


# --- opening and finding ----------------------------------------------------------------------------------------------


def test_a_room_holds_the_decision_that_it_was_opened_on(store: Store, room_in: OpenRoom, scenario: Scenario) -> None:
    room = room_in(store)
    assert room.host.scenario.fingerprint == scenario.fingerprint
    assert room.host.state.phase is Phase.LOBBY
    assert [each.step for each in room.host.log()] == ["opened"]


def test_a_code_is_found_however_it_is_typed_and_no_other(store: Store, room_in: OpenRoom) -> None:
    code = room_in(store).opened.code
    assert len(code) == CODE
    assert len(LETTERS) ** CODE == 2**40
    for typed in (code, code.lower(), shown_code(code), f" {code[:4]} {code[4:]} "):
        assert store.find(typed).code == code
    for wrong in ("", "0", code[:-1], code[::-1] + "0", "ÄÖÜ" + code[3:], "A" * 10_000):
        with pytest.raises(NoSuchRoomError, match="no room with this code"):
            store.find(wrong)
    assert read_code("oil0-0000") == "01100000"


def test_the_hosts_rights_need_the_hosts_secret(store: Store, room_in: OpenRoom) -> None:
    one, other = room_in(store), room_in(store)
    for secret in ("", "x", other.opened.host_secret, one.opened.once, one.opened.code):
        with pytest.raises(NoSuchRoomError):
            store.as_host(one.opened.code, secret)


def test_a_host_comes_back_once_and_the_lost_secret_is_worth_nothing(store: Store, room_in: OpenRoom) -> None:
    room = room_in(store)
    again = store.come_back(room.opened.code.lower(), shown_code(room.opened.once).lower())
    assert store.as_host(room.opened.code, again.host_secret).id == room.id
    for code, once in ((room.opened.code, room.opened.once), (room.opened.code, ""), ("AAAAAAAA", again.once)):
        with pytest.raises(NoSuchRoomError):
            store.come_back(code, once)
    with pytest.raises(NoSuchRoomError):
        store.as_host(room.opened.code, room.opened.host_secret)
    assert store.come_back(room.opened.code, again.once).once != again.once


def test_of_secrets_only_hashes_are_kept(store: Store, room_in: OpenRoom) -> None:
    room = room_in(store)
    store.join(room.id, "the-token", "Ada", "", watching=False).result()
    with store.engine.connect() as connection:
        kept = str([connection.execute(select(table)).all() for table in METADATA.sorted_tables])
    assert room.opened.code in kept
    for secret in (room.opened.host_secret, room.opened.once, "the-token"):
        assert secret not in kept


# --- people -----------------------------------------------------------------------------------------------------------


def test_nobody_is_doubled_by_coming_in_again(store: Store, room_in: OpenRoom) -> None:
    room = room_in(store)
    first = store.join(room.id, "t", "Ada", "", watching=False).result()
    again = store.join(room.id, "t", "  Ada\tLovelace ", "", watching=True).result()
    assert again.id == first.id
    assert store.person(room.id, "t") == again
    assert [each.name for each in room.host.people()] == ["Ada Lovelace"]
    assert store.person(room.id, "u") is None


@pytest.mark.parametrize("name", ["", " ", "x" * (LONGEST_NAME + 1), "x" * 10_000, "a\x00b", "\u202eabc"])
def test_names_that_cannot_be_kept_are_refused(store: Store, room_in: OpenRoom, name: str) -> None:
    room = room_in(store)
    with pytest.raises(JoinError, match="name"):
        store.join(room.id, "t", name, "", watching=False).result()
    assert room.host.people() == ()


def test_a_script_is_a_name_like_any_other(store: Store, room_in: OpenRoom) -> None:
    room = room_in(store)
    name = "<script>alert(1)</script>'; DROP TABLE x;--"
    assert store.join(room.id, "t", name, "", watching=False).result().name == name


def test_a_room_that_is_unnamed_to_all_keeps_no_names(store: Store, room_in: OpenRoom) -> None:
    room = room_in(store, Mode.UNNAMED_TO_ALL)
    with pytest.raises(JoinError, match="asks for no names"):
        store.join(room.id, "t", "Ada", "", watching=False).result()
    other = room_in(store, Mode.NAMED)
    joined(other, 2)
    other.host.apply(ChooseMode(Mode.UNNAMED_TO_ALL))
    assert {each.name for each in other.host.people()} == {""}


def test_who_came_without_a_name_gives_one_where_names_are_shown(store: Store, room_in: OpenRoom) -> None:
    room = room_in(store, Mode.UNNAMED_TO_ALL)
    (person,) = joined(room, 1)
    room.host.apply(ChooseMode(Mode.NAMED))
    room.ask()
    with pytest.raises(BallotError, match="shows names"):
        choose(room, person)


def test_a_view_is_one_of_the_decisions_and_stays_once_somebody_has_voted(store: Store, room_in: OpenRoom) -> None:
    room = room_in(store)
    one, other = room.host.room.sheet.roles[:2]
    with pytest.raises(JoinError, match="view"):
        store.join(room.id, "t", "Ada", "nobody's", watching=False).result()
    person = store.join(room.id, "t", "Ada", one, watching=False).result()
    room.ask()
    choose(room, person)
    with pytest.raises(JoinError, match="stays what it was"):
        store.join(room.id, "t", "Ada", other, watching=False).result()


def test_who_was_removed_does_not_count_and_cannot_vote(store: Store, room_in: OpenRoom) -> None:
    room = room_in(store)
    gone, voter = joined(room, 2)
    room.ask()
    choose(room, voter)
    room.host.remove_person(gone.id)
    assert room.host.progress().missing == 0
    with pytest.raises(BallotError, match="not in this room"):
        choose(room, gone)
    with pytest.raises(RoomError, match="have voted"):
        room.host.remove_person(voter.id)


# --- ballots ----------------------------------------------------------------------------------------------------------


def test_a_ballot_may_come_twice_and_the_latest_counts(store: Store, room_in: OpenRoom) -> None:
    room = room_in(store)
    person, *_ = joined(room, 1)
    room.ask()
    for option, sequence in (("buy", 1), ("buy", 1), ("build", 2), ("build", 2)):
        choose(room, person, option, sequence)
    with pytest.raises(SupersededError, match="elsewhere") as refused:
        choose(room, person, "extend", 2)
    assert refused.value.sequence == 2
    assert store.own_ballot(person, 1) == Ballot(1, 2, GutChoice("build"))
    room.host.apply(Lock())
    room.host.apply(Reveal())
    assert [cast.ballot.content for cast in room.host.ballots(1)] == [GutChoice("build")]


def test_nobody_gets_ballots_before_the_reveal(store: Store, room_in: OpenRoom) -> None:
    room = room_in(store)
    people = joined(room)
    room.ask()
    for person in people:
        choose(room, person)
    for event in (None, Lock(), CountDown(store.clock() + 60)):
        if event is not None:
            room.host.apply(event)
        for read in (lambda: room.host.ballots(1), lambda: store.casts(store.room(room.id), 1)):
            with pytest.raises(NotNowError, match="not been revealed"):
                read()
    room.host.apply(Skip())
    with pytest.raises(NotNowError):
        room.host.ballots(1)


def test_ballots_that_do_not_fit_leave_what_was_there(store: Store, room_in: OpenRoom) -> None:
    room = room_in(store)
    person, watcher = joined(room, 2)
    store.join(room.id, "Person--1", "W", "", watching=True).result()
    with pytest.raises(NotNowError, match="nothing is asked yet"):
        choose(room, person)
    room.ask()
    choose(room, person, "buy", 1)
    for ballot, what in (
        (Ballot(1, 2, GutChoice("rent")), "not one of those"),
        (Ballot(2, 2, GutChoice("buy")), "another round"),
        (Ballot(1, 2, Weights({"cost": 1.0})), "asks for gut"),
    ):
        with pytest.raises(RoomError, match=what):
            store.vote(person, ballot).result()
    with pytest.raises(BallotError, match="only watch"):
        choose(room, watcher)
    assert store.own_ballot(person, 1) == Ballot(1, 1, GutChoice("buy"))
    room.host.apply(Lock())
    with pytest.raises(NotNowError, match="locked"):
        choose(room, person, "build", 2)


def test_the_first_ballot_fixes_the_mode(store: Store, room_in: OpenRoom) -> None:
    room = room_in(store)
    person, *_ = joined(room)
    room.ask()
    before = room.host.room.version
    choose(room, person)
    assert room.host.state.mode_is_fixed
    assert room.host.room.version == before + 1
    choose(room, person, "build", 2)
    assert room.host.room.version == before + 1  # phones hear of no ballot
    with pytest.raises(NotNowError, match="promise"):
        room.host.apply(ChooseMode(Mode.NAMED))


def test_how_far_a_round_is(store: Store, room_in: OpenRoom) -> None:
    room = room_in(store)
    role = room.host.room.sheet.roles[0]
    people = [*joined(room, 2), *joined(room, 1, role)]
    store.join(room.id, "watching", "W", "", watching=True).result()
    first, second = room.host.room.sheet.items(Asked.RATINGS)[:2]
    room.ask(Asked.RATINGS, (first, second), only={second: frozenset({role})})
    progress = room.host.progress()
    assert (progress.joined, progress.asked, progress.begun, progress.missing) == (4, 3, 0, 3)
    for person in people:
        store.vote(person, Ballot(1, 1, Ratings({first: RatingAnswer(Number(3.0))}))).result()
    progress = room.host.progress()
    assert (progress.begun, progress.ready, progress.missing) == (3, 2, 1)
    assert [each.person.role for each in progress.people if not each.is_ready] == [role]


def test_unnamed_to_all_the_host_is_not_told_who_is_ready(store: Store, room_in: OpenRoom) -> None:
    room = room_in(store, Mode.UNNAMED_TO_ALL)
    people = joined(room)
    room.ask()
    choose(room, people[0])
    assert room.host.progress().ready == 1
    assert room.host.progress().people == ()


def test_the_host_enters_ballots_for_those_without_a_phone_and_for_nobody_else(store: Store, room_in: OpenRoom) -> None:
    room = room_in(store)
    (phone,) = joined(room, 1)
    without = room.host.add_person("Grace")
    room.ask()
    room.host.enter_ballot(without.id, Ballot(1, 1, GutChoice("buy")))
    room.host.enter_ballot(without.id, Ballot(1, 2, GutChoice("build")))
    assert room.host.entered(without.id, 1) == Ballot(1, 2, GutChoice("build"))
    choose(room, phone)
    with pytest.raises(RoomError, match="without a phone"):
        room.host.enter_ballot(phone.id, Ballot(1, 2, GutChoice("build")))
    assert room.host.entered(phone.id, 1) is None
    with pytest.raises(RoomError, match="enter_ballot"):
        room.host.apply(Vote(1))
    room.host.apply(Lock())
    room.host.apply(Reveal())
    assert {(cast.name, cast.by_host) for cast in room.host.ballots(1)} == {("Grace", True), ("Person 0", False)}


def test_reasons_come_after_the_reveal_and_are_replaced(store: Store, room_in: OpenRoom) -> None:
    room = room_in(store)
    person, silent, *_ = joined(room)
    room.ask()
    choose(room, person)
    with pytest.raises(NotNowError, match="after the reveal"):
        store.give_reason(person, 1, "buy", SAID).result()
    room.host.apply(Lock())
    room.host.apply(Reveal())
    store.give_reason(person, 1, "buy", "first").result()
    store.give_reason(person, 1, "buy", SAID).result()
    assert [(each.item, each.text, each.name) for each in room.host.reasons(1)] == [("buy", SAID, person.name)]
    assert store.own_reasons(person, 1) == {"buy": SAID}
    for who, item, text_, what in (
        (person, "rent", SAID, "answered nothing"),
        (silent, "buy", SAID, "answered nothing"),
        (person, "buy", "x" * 501, "longer than 500"),
    ):
        with pytest.raises(RoomError, match=what):
            store.give_reason(who, 1, item, text_).result()


def test_a_round_on_what_the_decision_does_not_have_is_refused(store: Store, room_in: OpenRoom) -> None:
    room = room_in(store)
    with pytest.raises(RoomError, match="nothing called"):
        room.host.apply(Start(Question(Asked.GUT, ("rent",))))
    assert room.host.state.phase is Phase.LOBBY


# --- modes ------------------------------------------------------------------------------------------------------------


def revealed(room: Room, people: list[Person]) -> None:
    room.ask()
    for k, person in enumerate(people):
        choose(room, person, ["build", "buy", "extend", None][k % 4], sequence=k + 1)
    room.host.apply(Lock())
    room.host.apply(Reveal())


def test_unnamed_to_all_roles_are_told_only_of_five_or_more(store: Store, room_in: OpenRoom) -> None:
    room = room_in(store, Mode.UNNAMED_TO_ALL)
    many, few = room.host.room.sheet.roles[:2]
    revealed(room, [*joined(room, 5, many), *joined(room, 4, few)])
    assert sorted(cast.role for cast in room.host.ballots(1)) == ["", "", "", "", *[many] * 5]
    assert {cast.name for cast in room.host.ballots(1)} == {""}
    named = room_in(store, Mode.NAMED)
    revealed(named, joined(named, 4, few, "Named"))
    assert {cast.role for cast in named.host.ballots(1)} == {few}


def test_settling_unnamed_to_all_forgets_whose_ballot_was_whose(store: Store, room_in: OpenRoom) -> None:
    room = room_in(store, Mode.UNNAMED_TO_ALL)
    people = joined(room, 6)
    revealed(room, people)
    store.give_reason(people[0], 1, "buy", SAID).result()
    before = room.host.ballots(1)
    room.host.apply(Settle())
    after = room.host.ballots(1)
    assert {cast.person for cast in before} == {each.id for each in people}
    assert {cast.person for cast in after} == {""}
    assert {cast.ballot.sequence for cast in after} == {1}
    said = [sorted(str(cast.ballot.content) for cast in casts) for casts in (before, after)]
    assert said[0] == said[1]
    with store.engine.connect() as connection:
        kept = str([connection.execute(select(table)).all() for table in METADATA.sorted_tables])
        assert connection.execute(select(func.count()).select_from(PEOPLE)).scalar_one() == 0
    for person in people:
        assert person.id not in kept
    assert [each.text for each in room.host.reasons(1)] == [SAID]
    with pytest.raises(RoomError):
        store.join(room.id, "late", "", "", watching=False).result()


def test_settling_keeps_names_where_that_was_said_and_skipped_rounds_nowhere(store: Store, room_in: OpenRoom) -> None:
    room = room_in(store)
    people = joined(room)
    revealed(room, people)
    room.host.apply(Talk())
    room.host.apply(Again())
    choose(room, people[0], "buy", 1, 2)
    room.host.apply(Skip())
    room.host.apply(Settle())
    assert {cast.name for cast in room.host.ballots(1)} == {each.name for each in people}
    assert store.own_ballot(people[0], 2) is None


# --- time -------------------------------------------------------------------------------------------------------------


def test_a_closing_time_closes_whether_or_not_anybody_looks(store: Store, room_in: OpenRoom, clock: Clock) -> None:
    room = room_in(store, expires_at=clock.now + 10 * 86_400)
    person, *_ = joined(room)
    room.host.apply(Start(Question(Asked.GUT, ("build", "buy")), clock.now + 3 * 86_400))
    clock.now += 3 * 86_400 - 1
    choose(room, person, "buy", 1)
    clock.now += 1
    with pytest.raises(NotNowError, match="locked"):
        choose(room, person, "build", 2)
    assert room.host.state.phase is Phase.LOCKED
    room.host.apply(CountDown(clock.now + 5))
    clock.now += 5
    store.tick()
    assert room.host.state.phase is Phase.REVEALED
    assert [each.step for each in room.host.log()][-4:] == ["round started", "locked", "countdown started", "revealed"]


def test_a_room_is_gone_when_its_time_is_over(store: Store, room_in: OpenRoom, clock: Clock) -> None:
    room = room_in(store, expires_at=clock.now + 60)
    people = joined(room)
    revealed(room, people)
    clock.now += 60
    with pytest.raises(NoSuchRoomError):
        store.find(room.opened.code)
    with pytest.raises(NoSuchRoomError):
        room.host.apply(Settle())
    heard: list[tuple[str, int | None]] = []
    store.listen(lambda room_id, version: heard.append((room_id, version)))
    store.tick()
    assert heard == [(room.id, GONE)]
    assert rows(store) == 0


def test_a_room_ends_within_a_month(store: Store, room_in: OpenRoom, clock: Clock) -> None:
    for when in (clock.now, clock.now - 1, clock.now + LONGEST + 1):
        with pytest.raises(StoreError, match="31 days"):
            room_in(store, expires_at=when)
    room = room_in(store)
    room.host.keep_until(clock.now + LONGEST)
    assert room.host.room.expires_at == clock.now + LONGEST
    with pytest.raises(StoreError, match="31 days"):
        room.host.keep_until(clock.now)


def test_what_is_ended_is_gone_and_other_rooms_stay(store: Store, room_in: OpenRoom) -> None:
    room, other = room_in(store), room_in(store)
    people = joined(room)
    revealed(room, people)
    store.give_reason(people[0], 1, "buy", SAID).result()
    room.host.note("discussed", {"why": SAID})
    room.host.end()
    with pytest.raises(NoSuchRoomError):
        store.find(room.opened.code)
    with pytest.raises(NoSuchRoomError):
        room.host.progress()
    with pytest.raises(NoSuchRoomError):
        choose(room, people[0])
    assert rows(store) == 1
    assert other.host.state.phase is Phase.LOBBY


def test_notes_are_kept_and_bounded(store: Store, room_in: OpenRoom) -> None:
    room = room_in(store)
    room.host.note("buy/cost", {"discussed": True})
    room.host.note("buy/fit", {"because": "x"})
    room.host.note("buy/cost", None)
    assert room.host.notes() == {"buy/fit": {"because": "x"}}
    with pytest.raises(RoomError, match="shorten"):
        room.host.note("long", {"because": "x" * 2_001})


# --- writing ----------------------------------------------------------------------------------------------------------


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


# --- databases --------------------------------------------------------------------------------------------------------


def test_sqlite_keeps_what_it_says_on_the_disk_and_nothing_that_was_deleted(
    tmp_path: Path, clock: Clock, room_in: OpenRoom
) -> None:
    file = tmp_path / "below" / "rooms.sqlite"
    store = Store(engine_for(make_url(f"sqlite:///{file}")), clock)
    with store.engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar_one() == 2
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    room = room_in(store)
    people = joined(room, 3, name="Somebody")
    revealed(room, people)
    store.give_reason(people[0], 1, "build", SAID).result()

    def on_disk() -> bytes:
        return b"".join(each.read_bytes() for each in file.parent.iterdir())

    assert SAID.encode() in on_disk()
    assert b"Somebody" in on_disk()
    room.host.end()
    assert SAID.encode() not in on_disk()
    assert b"Somebody" not in on_disk()
    assert room.opened.code.encode() not in on_disk()
    store.close()


def test_the_database_is_what_the_environment_names(tmp_path: Path) -> None:
    kept = {"TRILEMMA_STATE": str(tmp_path)}
    assert address(kept).database == str(tmp_path / "rooms.sqlite")
    assert address({"XDG_STATE_HOME": str(tmp_path)}).database == str(tmp_path / "trilemma" / "rooms.sqlite")
    passing = address({"TRILEMMA_STATE": "off"}).database
    assert passing is not None
    assert Path(passing).parent.stat().st_mode & 0o077 == 0
    assert address({"TRILEMMA_DATABASE": "postgresql://h/d"}).drivername == "postgresql+psycopg"
    for wrong, what in (
        ("nonsense", "no address of a database"),
        ("mysql://h/d", "neither PostgreSQL nor SQLite"),
        ("sqlite://", "names no file"),
    ):
        with pytest.raises(StoreError, match=what):
            engine_for(address({"TRILEMMA_DATABASE": wrong}))


def test_a_database_that_cannot_be_had_is_said_without_its_password(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="correct TRILEMMA_DATABASE"):
        engine_for(make_url(f"sqlite:///{tmp_path / 'file' / 'rooms.sqlite'}"))
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    with pytest.raises(StoreError, match="cannot be kept") as refused:
        engine_for(make_url("postgresql+psycopg://me:hidden@127.0.0.1:1/none"))
    assert "hidden" not in str(refused.value)


# --- nothing is done twice --------------------------------------------------------------------------------------------


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
    state = room.host.apply(event)
    assert state == room.host.state != before.state
    assert (room.host.room.version, len(room.host.log())) == (before.version + 1, steps + 1)


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
