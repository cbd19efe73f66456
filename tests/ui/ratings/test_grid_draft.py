from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from decision.model.estimate import Estimate, Exact, Range
from decision.ui.ratings.grid_draft import Entry, GridDraft
from decision.ui.session.work import Cell

A, B = ("a", "x"), ("b", "x")
PLAIN = {A: "5", B: "3 to 8"}
COUNTING: dict[Cell, Estimate] = {A: Exact(5), B: Range(3, 8)}


def begun() -> GridDraft:
    return GridDraft().fitting(PLAIN, COUNTING, {})


def test_a_table_shows_what_counts_and_stays_as_long_as_it_does() -> None:
    draft = begun()
    assert (dict(draft.began), draft.version) == (PLAIN, 1)
    assert draft.fitting(PLAIN, COUNTING, {}) == draft


def test_what_was_typed_stays_as_typed_and_the_table_with_it() -> None:
    draft, edits = begun(), {A: "6,0"}
    assert draft.fresh(edits) == {A: "6,0"}
    draft = draft.noting({A: Entry("6,0", Exact(6))})
    assert not draft.fresh(edits)
    assert draft.fitting({**PLAIN, A: "6"}, {**COUNTING, A: Exact(6)}, edits).version == 1


def test_what_is_undone_or_changed_elsewhere_begins_the_table_anew() -> None:
    draft = begun().noting({A: Entry("6,0", Exact(6))})
    undone = draft.fitting(PLAIN, COUNTING, {A: "6,0"})
    assert (undone.version, dict(undone.began), dict(undone.entries)) == (2, PLAIN, {})


def test_what_is_refused_stays_in_its_cell_until_something_else_counts() -> None:
    draft = begun().noting({A: Entry("six", Exact(5), "not a rating")})
    assert draft.fitting(PLAIN, COUNTING, {A: "six"}).refusals()
    assert not draft.fresh({})
    left = draft.fitting(PLAIN, COUNTING, {})  # the page was left: the browser knows of no edit any more
    assert (left.version, left.began[A]) == (2, "six")
    assert left.refusals()
    other = left.fitting({**PLAIN, A: "7"}, {**COUNTING, A: Exact(7)}, {})
    assert (other.version, other.began[A]) == (3, "7")
    assert not other.refusals()


def test_what_is_refused_can_be_put_back() -> None:
    draft = begun().noting({A: Entry("six", Exact(5), "not a rating"), B: Entry("3-8", Range(3, 8))})
    back = draft.without_refusals()
    assert not back.fresh({A: "six", B: "3-8"})  # the table on screen still has them
    back = back.fitting(PLAIN, COUNTING, {})
    assert back.version > draft.version
    assert dict(back.began) == {A: "5", B: "3-8"}


@given(st.lists(st.tuples(st.sampled_from([A, B]), st.integers(0, 9), st.booleans()), max_size=8))
def test_whatever_is_typed_the_table_shows_it_or_what_counts(steps: list[tuple[Cell, int, bool]]) -> None:
    """Nothing is fresh once it was taken, whether it was understood or not, and a table that fits fits for good."""
    draft, plain, counting = begun(), dict(PLAIN), dict(COUNTING)
    edits: dict[Cell, str] = {}
    for cell, x, sound in steps:
        text = f"{x}" if sound else f"{x}?"
        edits[cell] = text
        for known, typed in draft.fresh(edits).items():
            assert (known, typed) == (cell, text)
            if sound:
                counting[cell], plain[cell] = Exact(x), text
            draft = draft.noting({cell: Entry(text, counting[cell], "" if sound else "no")})
        before = draft
        draft = draft.fitting(plain, counting, edits)
        assert draft.version == before.version
        assert draft.shown(edits)[cell] == text
        assert not draft.fresh(edits)
