"""Whatever a file looks like and whatever is to be said: it is said, and nothing else is touched."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from decision.files.editing.alignment import same
from decision.files.editing.changes import SpliceError
from decision.files.editing.entries import Entry, entries_of
from decision.files.editing.lines import Lines
from decision.files.editing.splice import spliced
from decision.files.editing.splicer import Splicer
from decision.files.faults import FileError
from decision.files.tree import Node, read_tree
from tests.layouts import written

KEYS = ("a", "b", "cost", "fit", "time_to_launch", "integration.x", "odd key", "5", "7.5", "é", "no")
TEXTS = (
    "alpha", "b c", "it's: so", "# no", "x #y", "ü日本🙂", "true", "5", "two\nlines here", "ends\n", "", "- x", "a, b]",
    "a long text of many words that goes on and on until it needs a second line or so, and then some", "2026-11-23",
)  # fmt: skip


def splice(text: str, change: Callable[[dict[str, Any]], None]) -> str:
    """`text` after `change` was made to what it says."""
    raw = text.encode()
    root = read_tree(raw, "x.yaml")
    intended = root.plain()
    change(intended)
    return spliced(raw, root, intended, "x.yaml").raw.decode()


# --- any file, any change -----------------------------------------------------------------------------------


def value(chance: random.Random, depth: int, pool: list[Any]) -> Any:
    """A value of any kind; some come again, for aliases to name."""
    if pool and chance.random() < 0.2:
        return copy.deepcopy(chance.choice(pool))
    kind = chance.random()
    made: Any
    if depth == 0 or kind < 0.45:
        made = chance.choice((chance.randint(-5, 99), chance.random(), 1e-7, chance.choice(TEXTS), True, None, 12.5))
    elif kind < 0.8:
        made = {key: value(chance, depth - 1, pool) for key in chance.sample(KEYS, chance.randint(0, 5))}
    else:
        made = [value(chance, depth - 1, pool) for _ in range(chance.randint(0, 4))]
    pool.append(made)
    return made


def a_file(chance: random.Random, *, anchors: bool) -> tuple[bytes, Node, dict[str, Any]]:
    """A file in some layout, its tree, and what it says."""
    pool: list[Any] = []
    document = {key: value(chance, 3, pool) for key in chance.sample(KEYS, chance.randint(2, 6))}
    raw = written(document, chance, anchors=anchors)
    root = read_tree(raw, "x.yaml")
    assume(same(root, document))  # a literal text at the end loses its line break if the file has none there
    return raw, root, document


def collections(document: Any) -> Iterator[Any]:
    if isinstance(document, dict | list) and document:
        yield document
        for each in document.values() if isinstance(document, dict) else document:
            yield from collections(each)


def edit(chance: random.Random, document: dict[str, Any]) -> None:
    """Change something somewhere."""
    holder = chance.choice(list(collections(document)))
    pool: list[Any] = []
    if isinstance(holder, list):
        kind = chance.choice(("set", "add", "del", "move"))
        place = chance.randrange(len(holder))
        if kind == "set":
            holder[place] = value(chance, 2, pool)
        elif kind == "add":
            holder.insert(place, value(chance, 2, pool))
        elif kind == "del":
            del holder[place]
        else:
            chance.shuffle(holder)
        return
    kind, key, items = (
        chance.choice(("set", "add", "del", "move", "rename")),
        chance.choice(list(holder)),
        list(holder.items()),
    )
    if kind == "set":
        holder[key] = value(chance, 2, pool)
    elif kind == "del" and (len(holder) > 1 or holder is not document):
        del holder[key]
    else:
        if kind == "add":
            items.insert(chance.randint(0, len(items)), (f"new{chance.random()}", value(chance, 2, pool)))
        elif kind == "move":
            chance.shuffle(items)
        elif kind == "rename":
            items = [("renamed" if name == key else name, x) for name, x in items]
        holder.clear()
        holder.update(items)


@settings(max_examples=120)
@given(st.integers(0, 2**32), st.booleans(), st.integers(1, 4))
def test_what_was_meant_is_said(seed: int, anchors: bool, edits: int) -> None:
    """`spliced` itself reads again and compares; here it must come to that in every case."""
    chance = random.Random(seed)
    raw, root, document = a_file(chance, anchors=anchors)
    intended = copy.deepcopy(document)
    for _ in range(edits):
        edit(chance, intended)
    assume(any(key in document for key in intended))
    made = spliced(raw, root, intended, "x.yaml")
    assert same(made.root, intended)
    assert same(read_tree(made.raw, "x.yaml"), intended)


def places(lines: Lines, node: Node, *, flow: bool) -> Iterator[tuple[Node, Entry, bool, bool]]:
    """Every entry with its holder, whether it stands in brackets, and whether it is the only one."""
    if isinstance(node.value, dict | list):
        entries = entries_of(lines, node)
        for entry in entries:
            yield node, entry, flow or bool(node.style), len(entries) == 1
            yield from places(lines, entry.node, flow=flow or bool(node.style))


def put(document: dict[str, Any], root: Node, entry: Entry, new: Any) -> None:
    """Put `new` where `entry` stands; take the entry away where that is the entry itself."""

    def walk(held: Any, node: Node) -> bool:
        if not isinstance(node.value, dict | list):
            return False
        for key, each in node.value.items() if isinstance(node.value, dict) else enumerate(node.value):
            if each is entry.node:
                if new is entry:
                    del held[key]
                else:
                    held[key] = new
                return True
            if walk(held[key], each):
                return True
        return False

    assert walk(document, root)


@settings(max_examples=120)
@given(st.integers(0, 2**32), st.booleans())
def test_what_lies_before_and_behind_is_not_touched(seed: int, gone: bool) -> None:
    """An entry that is set has its lines, one that goes also blank lines and comments beside it; in brackets, its commas."""
    chance = random.Random(seed)
    raw, root, document = a_file(chance, anchors=False)
    text = raw.decode("utf-8-sig")
    lines = Lines(text)
    holder, entry, flow, alone = chance.choice(list(places(lines, root, flow=False)))
    assume(not gone or not alone)
    alike = [each for each in entries_of(lines, holder) if each.key is None and same(each.node, entry.node.plain())]
    assume(len(alike) < 2)  # which of two equal items is meant, nobody can tell
    assume(not gone or flow or lines.begins(entry.start))  # the next one takes its place beside the dash
    put(document, root, entry, entry if gone else value(chance, 2, []))
    made = spliced(raw, root, document, "x.yaml").raw.decode("utf-8-sig")
    first, last = lines.at(entry.start), lines.at(entry.end)
    if gone:
        while first and (lines.is_blank(first - 1) or lines.is_comment(first - 1)):
            first -= 1
        while last + 1 < len(lines) and (lines.is_blank(last + 1) or lines.is_comment(last + 1)):
            last += 1
        before = [lines.at(each.end) for each in entries_of(lines, holder) if flow and each.end < entry.start]
        first = min([first, *before[-1:]])
    start = lines.end(first - 1) if first else 0
    end = lines.end(last) if first else lines.after(last)  # a line goes with the line break before it, if there is one
    assert made.startswith(text[:start].rstrip("\r\n"))
    assert made.endswith(text[end:])


@settings(max_examples=120)
@given(st.integers(0, 2**32))
def test_what_is_added_takes_nothing_away(seed: int) -> None:
    chance = random.Random(seed)
    raw, root, document = a_file(chance, anchors=False)
    holder = chance.choice([each for each in collections(document) if isinstance(each, dict)])
    items = list(holder.items())
    items.insert(chance.randint(0, len(items)), ("new", value(chance, 2, [])))
    holder.clear()
    holder.update(items)
    made = spliced(raw, root, document, "x.yaml").raw.decode()
    rest = iter(made)
    assert all(character in rest for character in raw.decode())  # all of it is still there, in order


# --- what broke others: traps from the trackers of tools that edit YAML ------------------------------------------


def _set(*path: Any) -> Callable[[dict[str, Any]], None]:
    *keys, last, new = path

    def change(document: dict[str, Any]) -> None:
        holder: Any = document
        for key in keys:
            holder = holder[key]
        holder[last] = new

    return change


def _drop(*path: Any) -> Callable[[dict[str, Any]], None]:
    *keys, last = path

    def change(document: dict[str, Any]) -> None:
        holder: Any = document
        for key in keys:
            holder = holder[key]
        del holder[last]

    return change


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        pytest.param("a: >-\n  x\n  y\nb: 1\n", _set("a", "z"), "a: >-\n  z\nb: 1\n", id="the break behind a folded text"),
        pytest.param("a: |-\n  x\n\n\nb: 1\n", _set("a", 5), "a: 5\n\n\nb: 1\n", id="blank lines behind a literal text"),
        pytest.param("a:\n- b: |\n    x\n", _set("a", 0, "b", "y\n"), "a:\n- b: |\n    y\n", id="a text in a compact list"),
        pytest.param("a: ✓🙂é\nb: 1\n", _set("b", 2), "a: ✓🙂é\nb: 2\n", id="characters of several bytes"),
        pytest.param("a: {b: 1, # x, y}\n  c: 2}\n", _set("a", "d", 3), "a: {b: 1, # x, y}\n  c: 2, d: 3}\n", id="commas in comments"),
        pytest.param("a: [\n  x,\n  y,\n]\n", _set("a", ["x", "y", "z"]), "a: [\n  x,\n  y,\n  z,\n]\n", id="a last comma"),
        pytest.param("a: [\n  x,\n  y # c\n]\n", _set("a", ["x", "y", "z"]), "a: [\n  x,\n  y, # c\n  z\n]\n", id="no last comma"),
        pytest.param("a: 1\r\nb:\r\n  c: 2\r\n", _set("b", "d", 3), "a: 1\r\nb:\r\n  c: 2\r\n  d: 3\r\n", id="line ends of Windows"),
        pytest.param("a:\n  b: 1\n", _set("a", "c", {"d": {"e": {"f": 1}}}), "a:\n  b: 1\n  c:\n    d:\n      e: {f: 1}\n", id="deep in block style"),
        pytest.param("a:\n    b: 1\n", _set("a", "c", {"d": {"e": "x" * 30}}), f"a:\n    b: 1\n    c:\n        d:\n            e: {'x' * 30}\n", id="four spaces"),
        pytest.param("a:\n- # why\n  b: 1\n- c: 2\n", _set("a", 0, "b", 3), "a:\n- # why\n  b: 3\n- c: 2\n", id="a comment behind a dash"),
        pytest.param("a:\n- b: 1\n  c: 2\n", _drop("a", 0, "b"), "a:\n- c: 2\n", id="the first key beside a dash"),
        pytest.param("a:  # nothing\nb: 1\n", _set("a", 5), "a: 5  # nothing\nb: 1\n", id="an empty value"),
        pytest.param("a: 1  # why\nb: 1\n", _set("a", {"x": {"w": "z" * 30}}), f"a:  # why\n  x:\n    w: {'z' * 30}\nb: 1\n", id="a block behind a comment"),
        pytest.param("? a\n: 1\n? b\n: 2\n", _drop("a"), "? b\n: 2\n", id="keys with question marks"),
        pytest.param("x: {a, b: 1}\n", _set("x", "a", 5), "x: {a: 5, b: 1}\n", id="a key without colon"),
        pytest.param('x: {"a":1,"b":2}\n', _set("x", "a", "t"), 'x: {"a":t,"b":2}\n', id="as in JSON"),
        pytest.param("a: 'it''s'\nb: \"x\"\n", _set("a", "it's so"), "a: 'it''s so'\nb: \"x\"\n", id="a quote in quotes"),
        pytest.param("a: 1\nb: |\n  x", _set("c", 2), "a: 1\nb: |-\n  x\nc: 2", id="a text that ended with the file"),
        pytest.param("a: 1\nb: |\n  x\nc: 2", _drop("c"), "a: 1\nb: |\n  x\n", id="a text that would end with the file"),
        pytest.param("a: 1\nb: 2", _drop("b"), "a: 1", id="no line end at the end"),
        pytest.param("a: 1\n\nb: 2\n\nc: 3\n", _drop("b"), "a: 1\n\nc: 3\n", id="blank lines on both sides"),
        pytest.param("a: 1\n\n# of b\nb: 2\n# of c\nc: 3\n", _drop("b"), "a: 1\n\n# of c\nc: 3\n", id="a comment of what goes"),
        pytest.param("# of all\na: 1\nb: 2\n", _drop("a"), "# of all\nb: 2\n", id="a comment above the first"),
        pytest.param("a:\n  b: 1\n  # end\nc: 1\n", _set("a", "d", 2), "a:\n  b: 1\n  d: 2\n  # end\nc: 1\n", id="a comment at the end"),
        pytest.param("a: x  # b\n", _set("a", "y # z"), 'a: "y # z"  # b\n', id="a text like a comment"),
        pytest.param("a: 1\n", _set("b", "no"), 'a: 1\nb: "no"\n', id="a text like a truth"),
        pytest.param("a: {}\n", _set("a", "b", 1), "a: {b: 1}\n", id="the first in empty brackets"),
        pytest.param("a: { b: 1 }\n", _set("a", "c", 1), "a: { b: 1, c: 1 }\n", id="spaces in brackets"),
        pytest.param("a: &x {b: 1}\nc: *x\n", _set("a", "b", 2), "a: &x {b: 2}\nc: {b: 1}\n", id="an alias keeps its value"),
        pytest.param("a: &x {b: 1}\nc: *x\n", _set("c", "b", 2), "a: &x {b: 1}\nc: {b: 2}\n", id="an alias gets a value of its own"),
        pytest.param("---\na: 1\n...\n", _set("b", 2), "---\na: 1\nb: 2\n...\n", id="marks of documents"),
        pytest.param("\ufeffa: 1\n", _set("a", 2), "\ufeffa: 2\n", id="a byte-order mark"),
        pytest.param("a: 1\n", _set("a", 1e-7), "a: 1.0e-07\n", id="a number that all readers take for one"),
    ],
)  # fmt: skip
def test_known_traps(before: str, change: Callable[[dict[str, Any]], None], after: str) -> None:
    assert splice(before, change) == after


def test_what_reads_back_otherwise_is_refused() -> None:
    """Nothing comes out that was not read again and compared, whatever went wrong before."""
    with patch.object(Splicer, "splice", return_value=[]), pytest.raises(SpliceError, match="said something else"):
        splice("a: 1\n", _set("a", 2))


def test_a_file_of_which_nothing_would_stay_is_refused() -> None:
    with pytest.raises(SpliceError, match=r"nothing of the file would stay.*by hand"):
        splice("a: 1\n", lambda document: document.update(b=document.pop("a") + 1))


def test_what_no_file_can_say_is_told_as_its_fault() -> None:
    with pytest.raises(FileError, match="longer than"):
        splice("a: 1\n", _set("a", "x" * 1_000_000))
