"""Who is in a room: coming in, coming back, and being taken out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from decision.room.ballot import BallotError
from decision.room.events import Again, ChooseMode, Lock, Reveal
from decision.room.modes import Mode
from decision.room.questions import RoomError
from decision.room.store import Store
from decision.room.store.people import LONGEST_NAME, JoinError
from tests.room.answering import choose, joined
from tests.room.conftest import Room

OpenRoom = Callable[..., Room]


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


def test_who_is_not_coming_is_waited_for_no_longer_until_they_answer(store: Store, room_in: OpenRoom) -> None:
    room = room_in(store)
    here, gone = joined(room, 2)
    room.ask()
    choose(room, here)
    choose(room, gone)  # who has voted before can be away now
    room.host.apply(Lock())
    room.host.apply(Reveal())
    room.host.apply(Again())
    choose(room, here, number=2)
    assert (room.host.progress().ready, room.host.progress().asked) == (1, 2)
    room.host.excuse(gone.id)
    assert (room.host.progress().ready, room.host.progress().asked) == (1, 1)
    choose(room, gone, number=2)
    assert (room.host.progress().ready, room.host.progress().asked) == (2, 2)
