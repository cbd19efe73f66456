"""Whatever is typed or stands in a file: a word about it, and no traceback, no waiting and no memory without end."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision.files.editing.edits import Add, Delete, Edit, Move, Rename, Set, value_of
from decision.files.editing.files import edited_text
from decision.files.editing.paths import EditError, split_off_value
from decision.model.errors import DecisionError

TEXT = (
    "format: 1\ntitle: x\ncriteria: {fit: {worst: 0, best: 10}, cost: {worst: 9, best: 1}}\nweights: {fit: 1, cost: 2}\n"
    "options:\n  a: {ratings: {fit: &r {low: 1, high: 2}, cost: 3}}\n  b: {ratings: {fit: *r, cost: 2}}\n"
    'dependence: {pairs: [[a.fit, b.fit, 0.1]]}\nviews: {"a \\"b\\" = [c]": {fit: 1, cost: 1}}\n'
)
PATHS = st.sampled_from(
    ("weights.fit", "options.a", "options", "options.a.ratings.fit.low", "dependence.pairs[0]", "criteria.fit", "title",
     "", "options.b.ratings.fit", "views", 'views."a \\"b\\" = [c]".fit', "options.a.ratings", "format", "weights", "criteria")
) | st.text(max_size=12)  # fmt: skip
VALUES = (
    st.text(max_size=12)
    | st.sampled_from(
        (
            "{}",
            "[]",
            "{a: {b: [1, {c: 2}]}}",
            "[[1, 2], [3]]",
            "null",
            "1e999",
            "&a [1]",
            "{<<: 1}",
            "|",
            "\0",
            "\ud800",
        )
    )
    | st.recursive(st.integers() | st.text(max_size=4), st.lists, max_leaves=4).map(repr)
)
KEYS = st.text(max_size=8) | st.sampled_from(("a", "b", "fit", "cost", "x"))


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    path = draw(PATHS)
    kind = draw(st.integers(0, 4))
    if kind == 0:
        return Set(path, value_of(draw(VALUES), path))
    if kind == 1:
        return Add(path, value_of(draw(VALUES), path), draw(st.just("") | KEYS))
    if kind == 2:
        return Delete(path)
    return Rename(path, draw(KEYS)) if kind == 3 else Move(path, draw(st.just("") | KEYS), last=draw(st.booleans()))


@settings(max_examples=300)
@given(st.data())
def test_any_edit_is_made_or_refused_with_a_word(data: st.DataObject) -> None:
    try:
        made = edited_text(
            TEXT.encode(), [data.draw(edits()) for _ in range(data.draw(st.integers(1, 3)))], "x.yaml", None
        )
    except DecisionError:
        return
    assert made.decode()


BIG = {
    "a long path": (TEXT, Set("." * 100_000 + "x", 1)),
    "a path of many keys": (TEXT, Set("weights" + ".x" * 50_000, 1)),
    "a long text": (TEXT, Set("title", "x" * 300_000)),
    "a value of many items": (TEXT, Set("dependence.pairs", [["a.fit", "b.fit", 0.1]] * 3_000)),
    "a list of many items": (TEXT.replace("[[a.fit, b.fit, 0.1]]", "[" + "[a.fit, b.fit, 0.1], " * 6_000 + "]"), Add("dependence.pairs", [1])),
    "items side by side": (TEXT.replace("[[a.fit, b.fit, 0.1]]", "[" + "1, 2, " * 8_000 + "]"), Delete("dependence.pairs[8000]")),
    "many comments": (TEXT.replace("options:\n", "options:\n" + "  # no\n" * 30_000), Delete("options.a")),
    "many blank lines": (TEXT.replace("  b:", "\n" * 50_000 + "  b:"), Delete("options.b")),
    "many keys": (TEXT + "x:\n" + "".join(f"  k{i}: 1\n" for i in range(12_000)), Move("x.k1", last=True)),
    "many aliases": (TEXT.replace("cost: 3", "cost: [" + "*r, " * 4_000 + "]"), Set("options.a.ratings.fit.low", 1.5)),
}  # fmt: skip


@pytest.mark.parametrize(("text", "edit"), BIG.values(), ids=BIG)
def test_large_ones_come_to_an_end(text: str, edit: Edit) -> None:
    """What compares all with all would take minutes over them."""
    with contextlib.suppress(DecisionError):
        edited_text(text.encode(), [edit], "x.yaml", None)


@pytest.mark.parametrize("edit", ["x" * 200_000, '"' * 200_001, '"' + "\\" * 200_000])
def test_long_arguments_are_taken_apart_at_once(edit: str) -> None:
    with pytest.raises(EditError, match="sets nothing") as caught:
        split_off_value(edit)
    assert len(str(caught.value)) < 400
