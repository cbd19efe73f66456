"""Phases: what may follow what, and that nothing is revealed early, whatever comes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.room.events import (
    Again,
    ChooseMode,
    CountDown,
    End,
    Event,
    Lock,
    Reopen,
    Reveal,
    SetClosing,
    Settle,
    Skip,
    Start,
    StopCountDown,
    Talk,
    Vote,
)
from decision.room.forms import state_from, state_text
from decision.room.modes import Mode
from decision.room.phases import (
    MAY_COME_IN,
    NotNowError,
    Outcome,
    Phase,
    RoomState,
    after,
    ballots_are_seen,
    due,
    host_sees_names,
    is_done,
    may,
    next_due,
    others_see_names,
)
from decision.room.questions import Asked, Question, Way

GUT = Question(Asked.GUT, ("build", "buy"))
WEIGHTS = Question(Asked.WEIGHTS, ("cost", "fit"), Way.SWINGS)
RATINGS = Question(Asked.RATINGS, ("build/cost", "buy/cost"), only={"buy/cost": frozenset({"clinical"})})

TIMES = st.none() | st.integers(1, 200).map(float)
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.sampled_from(Mode).map(ChooseMode),
    st.builds(Start, st.sampled_from([GUT, WEIGHTS, RATINGS]), TIMES),
    st.builds(Again, st.none() | st.sampled_from([GUT, WEIGHTS, RATINGS]), TIMES),
    st.integers(1, 4).map(Vote),
    st.builds(Lock),
    st.builds(Reopen, TIMES),
    st.builds(SetClosing, TIMES),
    st.integers(1, 200).map(float).map(CountDown),
    st.builds(StopCountDown),
    st.builds(Reveal),
    st.builds(Skip),
    st.builds(Talk),
    st.builds(Settle),
    st.builds(End),
)


def legal(state: RoomState) -> None:
    """What is true of every state that a room can be in."""
    assert [each.number for each in state.rounds] == list(range(1, len(state.rounds) + 1))
    for each in state.rounds[:-1]:  # what was left is over
        assert each.outcome in (Outcome.REVEALED, Outcome.SKIPPED)
        assert each.closes_at is None
        assert each.reveals_at is None
    for each in state.rounds:
        if each.again_of is not None:
            earlier = state.rounds[each.again_of - 1]
            assert earlier.number < each.number
            assert earlier.outcome is Outcome.REVEALED
            assert earlier.question.kind is each.question.kind
    last = state.round
    if state.phase in (Phase.OPEN, Phase.LOCKED, Phase.REVEALED):
        assert last is not None
        assert last.outcome.value == state.phase.value
    elif last is not None:
        assert last.outcome in (Outcome.REVEALED, Outcome.SKIPPED) or state.phase is Phase.ENDED
    if last is not None and state.phase is not Phase.ENDED:
        assert last.closes_at is None or state.phase is Phase.OPEN
        assert last.reveals_at is None or state.phase is Phase.LOCKED


@given(st.sampled_from(Mode), st.lists(st.tuples(EVENTS, st.integers(0, 20)), max_size=40))
def test_any_sequence_of_events_leaves_a_legal_state_and_reveals_nothing_early(
    mode: Mode, events: list[tuple[Event, int]]
) -> None:
    state, now = RoomState(mode), 0.0
    legal(state)
    for event, later in events:
        now += later
        while (of_itself := due(state, now)) is not None:
            assert isinstance(of_itself, Lock) or state.phase is Phase.LOCKED
            state = after(state, of_itself, now)
            legal(state)
        allowed = may(state, type(event))
        try:
            new = after(state, event, now)
        except NotNowError:
            continue
        assert allowed
        legal(new)
        assert new == state or is_done(state, event, new, now)
        assert not is_done(state, event, state, now)
        if state.phase not in (Phase.LOCKED,):  # only a locked round can become one that is seen
            seen = [each.number for each in state.rounds if ballots_are_seen(state, each.number)]
            assert [each.number for each in new.rounds if ballots_are_seen(new, each.number)] == seen
        if state.phase is Phase.LOCKED and not isinstance(event, Reveal):
            assert not ballots_are_seen(new, new.rounds[-1].number)
        if state.mode_is_fixed:
            assert new.mode is state.mode
            assert new.mode_is_fixed
        if state.phase is Phase.SETTLED:
            assert isinstance(event, End)
        assert state_from(state_text(new)) == new
        state = new


@given(st.sampled_from(Mode), st.lists(EVENTS, max_size=20), EVENTS)
def test_an_ended_room_takes_nothing_more(mode: Mode, events: list[Event], last: Event) -> None:
    state = RoomState(mode)
    for event in events:
        try:
            state = after(state, event, 0.0)
        except NotNowError:
            continue
    if state.phase is not Phase.ENDED:
        state = after(state, End(), 0.0)
    assert not may(state, type(last))
    with pytest.raises(NotNowError, match="ended"):
        after(state, last, 0.0)


def test_every_event_has_its_phases() -> None:
    assert set(MAY_COME_IN) == set(Event.__args__)


def opened(question: Question = GUT, closes_at: float | None = None) -> RoomState:
    return after(RoomState(Mode.NAMED), Start(question, closes_at), 10.0)


def test_a_whole_round() -> None:
    state = RoomState(Mode.NAMED)
    assert state.step == "lobby"
    state = after(state, Start(GUT), 10.0)
    assert state.step == "gut choice"
    state = after(state, Vote(1), 11.0)
    assert state.mode_is_fixed
    state = after(state, Lock(), 12.0)
    assert (state.step, ballots_are_seen(state, 1)) == ("locked", False)
    state = after(state, Reveal(), 13.0)
    assert (state.step, ballots_are_seen(state, 1)) == ("revealed", True)
    state = after(state, Talk(), 14.0)
    state = after(state, Again(), 15.0)
    assert state.round is not None
    assert (state.round.again_of, state.round.question, state.repeated(2)) == (1, GUT, 2)
    state = after(state, Skip(), 16.0)
    assert state.phase is Phase.TALK
    assert after(state, Settle(), 17.0).is_over


def test_each_kind_of_question_is_a_step_with_a_name() -> None:
    assert opened(WEIGHTS).step == "weigh"
    assert opened(RATINGS).step == "rate"
    assert opened(Question(Asked.REQUIREMENTS, ("build/hosting",))).step == "check requirements"


def test_a_round_closes_at_its_time_and_a_countdown_reveals_at_its_own() -> None:
    state = opened(closes_at=20.0)
    assert next_due(state) == 20.0
    assert due(state, 19.9) is None
    state = after(state, due(state, 20.0) or End(), 20.0)
    assert state.phase is Phase.LOCKED
    counting = after(state, CountDown(25.0), 21.0)
    assert due(counting, 24.9) is None
    assert due(counting, 25.0) == Reveal()
    assert due(after(counting, StopCountDown(), 22.0), 99.0) is None
    reopened = after(counting, Reopen(), 22.0)
    assert due(reopened, 99.0) is None


def test_times_that_have_passed_are_refused() -> None:
    for event in (Start(GUT, 10.0), Start(GUT, 5.0)):
        with pytest.raises(NotNowError, match="passed"):
            after(RoomState(Mode.NAMED), event, 10.0)
    with pytest.raises(NotNowError, match="passed"):
        after(opened(), SetClosing(9.0), 10.0)


def test_the_mode_is_chosen_until_the_first_ballot() -> None:
    state = after(opened(), ChooseMode(Mode.UNNAMED_TO_ALL), 11.0)
    state = after(state, Vote(1), 12.0)
    with pytest.raises(NotNowError, match="voted on the promise"):
        after(state, ChooseMode(Mode.NAMED), 13.0)


def test_a_ballot_for_another_round_is_refused() -> None:
    with pytest.raises(NotNowError, match="another round"):
        after(opened(), Vote(2), 11.0)
    with pytest.raises(NotNowError, match="locked"):
        after(after(opened(), Lock(), 11.0), Vote(1), 12.0)


def test_asking_again_keeps_to_the_kind_of_question() -> None:
    state = after(after(after(opened(WEIGHTS), Lock(), 1.0), Reveal(), 1.0), Talk(), 1.0)
    with pytest.raises(NotNowError, match="start a new round"):
        after(state, Again(GUT), 2.0)


def test_who_sees_names() -> None:
    seen = {mode: (host_sees_names(RoomState(mode)), others_see_names(RoomState(mode))) for mode in Mode}
    assert seen == {
        Mode.NAMED: (True, True),
        Mode.UNNAMED_TO_OTHERS: (True, False),
        Mode.UNNAMED_TO_ALL: (False, False),
    }


def test_a_change_makes_a_new_state() -> None:
    state = opened()
    before = replace(state)
    after(state, Lock(), 11.0)
    assert state == before
