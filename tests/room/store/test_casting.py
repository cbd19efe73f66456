"""Ballots and reasons: taken in, hidden until the reveal, and parted from who gave them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from decision.room.ballot import Ballot, BallotError, GutChoice, Number, RatingAnswer, Ratings, Weights
from decision.room.events import Again, ChooseMode, CountDown, Lock, Reveal, Settle, Skip, Start, Talk, Vote
from decision.room.modes import Mode
from decision.room.phases import NotNowError, Phase
from decision.room.questions import Asked, Question, RoomError
from decision.room.store import Store
from decision.room.store.casting import SupersededError
from decision.room.store.tables import METADATA, PEOPLE
from tests.room.answering import choose, joined, revealed
from tests.room.conftest import Room

OpenRoom = Callable[..., Room]
SAID = "why-I-think-so"


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
    assert room.host.progress().asked == 1
    with pytest.raises(BallotError, match="not one of those"):
        choose(room, watcher, "rent")
    assert room.host.progress().asked == 1  # nothing of it was kept
    choose(room, watcher)
    assert room.host.progress().asked == 2  # who answers after all takes part
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
