from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.model import trail as trails
from decision.model.errors import ImpossibleError
from decision.model.trail import FigureChange, Step, Trail, TrailEntry, replayed

NOON = datetime.datetime(2026, 11, 26, 12, tzinfo=datetime.UTC)
FIGURES = {"weights.cost": "15", "weights.fit": "30", "options.buy.ratings.fit": "7"}


def after(seconds: float) -> datetime.datetime:
    return NOON + datetime.timedelta(seconds=seconds)


def moved(trail: Trail, now: str | None, at: float, what: str = "weights.cost", was: str | None = None) -> Trail:
    before = replayed(FIGURES, trail).get(what) if was is None else was
    return trail.noted([FigureChange(what, before, now)], after(at))


def test_quick_moves_of_one_figure_are_one_entry_from_the_first_to_the_last() -> None:
    trail = moved(moved(moved(Trail(), "20", 0), "24", 2), "31", 6)
    (entry,) = trail.entries
    assert entry == TrailEntry(FigureChange("weights.cost", "15", "31"), after(6))


def test_a_figure_that_came_back_to_where_it_was_was_not_changed() -> None:
    assert moved(moved(Trail(), "20", 0), "15", 1).entries == ()


@pytest.mark.parametrize("change", ["late", "another", "undone", "reason", "hand"])
def test_what_is_not_the_same_move_is_an_entry_of_its_own(change: str) -> None:
    trail = moved(Trail(), "20", 0)
    if change == "late":
        trail = moved(trail, "24", trails.QUICKLY.total_seconds() + 1)
    elif change == "another":
        trail = moved(trail, "24", 1, "weights.fit")
    elif change == "undone":
        trail = trail.noted([FigureChange("weights.cost", "20", "15")], after(1), Step.UNDONE)
    elif change == "reason":
        trail = moved(trail.with_reason(0, "The board's  wish"), "24", 1)
        assert trail.entries[0].why == "The board's wish"
    else:
        trail = trail.noted([FigureChange("weights.cost", "20", "24")], after(1), who="Ann")
    assert len(trail.entries) == 2


changes = st.lists(
    st.tuples(st.sampled_from(sorted(FIGURES)), st.sampled_from((None, "1", "2", "3")), st.integers(0, 9)), max_size=30
)


@given(changes)
def test_a_trail_leads_from_the_opened_figures_to_those_of_now(made: list[tuple[str, str | None, int]]) -> None:
    trail, figures, clock = Trail(NOON, "f"), dict(FIGURES), 0
    for what, now, seconds in made:
        clock += seconds
        was = figures.get(what)
        if was == now:
            continue
        trail = trail.noted([FigureChange(what, was, now)], after(clock))
        figures = {key: x for key, x in {**figures, what: now}.items() if x is not None}
        assert trail.known(what) == now or not any(each.change.what == what for each in trail.entries)
    assert replayed(FIGURES, trail) == figures
    assert [each.at for each in trail.entries] == sorted(each.at for each in trail.entries)


def test_a_trail_of_another_file_is_refused_with_the_change_that_does_not_fit() -> None:
    trail = moved(moved(Trail(), "20", 0), "31", 60)
    with pytest.raises(ImpossibleError, match=r"change 1 of the trail is of weights\.cost from 15, which is 16 there"):
        replayed({**FIGURES, "weights.cost": "16"}, trail)


def test_the_earliest_changes_go_where_there_are_too_many_and_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trails, "MOST_ENTRIES", 3)
    trail = Trail()
    for minute, x in enumerate("67891"):
        trail = moved(trail, x, 60 * minute, was=x + "0")
    assert [each.change.now for each in trail.entries] == ["8", "9", "1"]
    assert trail.forgotten == 2


def test_long_figures_count_against_the_bound_too() -> None:
    trail, half = Trail(), trails.MOST_CHARACTERS // 2
    trail = moved(trail, "x" * half, 0)
    trail = moved(trail, "y" * half, 60, "weights.fit")
    assert (len(trail.entries), trail.forgotten) == (1, 1)
    assert trail.entries[0].change.what == "weights.fit"


def test_what_cannot_be_is_refused() -> None:
    change = FigureChange("weights.cost", "1", "2")
    with pytest.raises(ImpossibleError, match="that is no change"):
        FigureChange("weights.cost", "1", "1")
    with pytest.raises(ImpossibleError, match="name the path"):
        FigureChange("", "1", "2")
    with pytest.raises(ImpossibleError, match="no time in UTC"):
        TrailEntry(change, NOON.replace(tzinfo=None))
    with pytest.raises(ImpossibleError, match="finer than seconds"):
        TrailEntry(change, NOON.replace(microsecond=1))
    with pytest.raises(ImpossibleError, match=r"a reason has 501 characters; say it in at most 500"):
        TrailEntry(change, NOON, why="x" * 501)
    with pytest.raises(ImpossibleError, match="the trail has no change 1; it has 0"):
        Trail().with_reason(0, "why")


def test_one_reason_goes_to_all_changes_that_have_none_and_to_no_other() -> None:
    trail = Trail(NOON)
    for place, figure in enumerate(FIGURES):
        trail = trail.noted([FigureChange(figure, FIGURES[figure], str(place))], NOON)
    trail = trail.with_reason(1, "Asked by the board")
    assert trail.without_reason == 2
    given = trail.with_reason_for_the_rest("  The workshop \n of Monday ")
    assert [each.why for each in given.entries] == [
        "The workshop of Monday",
        "Asked by the board",
        "The workshop of Monday",
    ]
    assert [replace(each, why="") for each in given.entries] == [replace(each, why="") for each in trail.entries]
    assert given.without_reason == 0 and given.with_reason_for_the_rest("Another") == given
    with pytest.raises(ImpossibleError, match="a reason has 501 characters"):
        trail.with_reason_for_the_rest("x" * 501)


def test_one_reason_for_very_many_changes_forgets_none_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trails, "MOST_CHARACTERS", 100)
    trail = Trail(NOON).noted([FigureChange(f"weights.{name}", "1", "2") for name in "abcd"], NOON)
    with pytest.raises(ImpossibleError, match="a reason of 20 characters has no room beside 4 changes; say it shorter"):
        trail.with_reason_for_the_rest("x" * 20)
    assert len(trail.with_reason_for_the_rest("x" * 5).entries) == 4
