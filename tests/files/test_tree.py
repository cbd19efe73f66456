"""Text that is no tree of ours is refused where it goes wrong, and nothing is built or repaired on the way."""

from __future__ import annotations

from typing import Any

import pytest

from decision.files.tree import resolved
from tests.files.reading import faults_of, tree, tree_faults_of

BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + before] * 10)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
TOO_DEEP = "nested more than 30 levels deep; a decision needs far fewer"
NOT_A_MAPPING = "must be a mapping with the keys of a file"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb:\n  c: 1\n  c: 2\n", "4:3: b.c: the key stands here a second time (first in line 3); remove one"),
        ('"a": 1\na: 2\n', "2:1: a: the key stands here a second time (first in line 1); remove one"),
        ("a:\n  - {b: 1, b: 2}\n", "2:12: a[0].b: the key stands here a second time (first in line 2); remove one"),
        ("a: !!str 5\n", '1:4: a: tags are not read (got "tag:yaml.org,2002:str"); remove it'),
        ("a: !mine {b: 1}\n", '1:4: a: tags are not read (got "!mine"); remove it'),
        (
            "a: !!python/object/apply:os.system ['true']\n",
            '1:4: a: tags are not read (got "tag:yaml.org,2002:python/object/apply:os.system"); remove it',
        ),
        ("a: &x {b: 1}\nc:\n  <<: *x\n", "3:3: c: merge keys are not read; write the merged keys out"),
        ("a: *x\n", "1:4: a: no anchor &x stands above; name one that does, or put it in quotes where it is text"),
        ("a: &x\n  b: *x\n", "2:6: a.b: *x stands inside what it names; write the value out"),
        ("a: &x [1, *x]\n", "1:11: a[1]: *x stands inside what it names; write the value out"),
        (BOMB, "6:8: f[0]: more than 200,000 values, aliases counted in full; write less"),
        ("? {a: 1}\n: 2\n", "1:3: file: a key must be a word (got a mapping); write it as text"),
        ("[a]: 2\n", "1:1: file: a key must be a word (got a list); write it as text"),
        ("a: &x [1]\n*x : 2\n", "1:4: file: a key must be a word (got an alias of a collection); write it as text"),
        ("null: 3\n", "1:1: file: a key is empty; give it a name"),
        ("a: 1\n---\nb: 2\n", "2:1: file: a second document begins here; keep one decision in one file"),
        ("", "1:1: file: the file is empty; write a decision into it"),
        ("  \n\n", "1:1: file: the file is empty; write a decision into it"),
        ("# only\n# remarks\n", "1:1: file: the file is empty; write a decision into it"),
        (
            "a:\n\tb: 1\n",
            (
                "2:1: a: not readable as YAML: found character that cannot start any token while scanning for the next "
                "token; indent with spaces, not tabs"
            ),
        ),
        (
            'a: "open\nb: 1\n',
            (
                "1:4: a: not readable as YAML: found unexpected end of stream while scanning a quoted scalar; "
                "mend the YAML here"
            ),
        ),
        (
            'a:\n  b: {source: "C:\\Users\\new\\table.xlsx"}\n',  # scopehal-apps#453
            (
                "2:20: a.b.source: not readable as YAML: did not find expected hexdecimal number while parsing a quoted "
                "scalar; write the text in single quotes, where a backslash is a backslash: 'C:\\new'"
            ),
        ),
        (
            'a: "see \\d+"\n',
            (
                "1:9: a: not readable as YAML: found unknown escape character while parsing a quoted scalar; "
                "write the text in single quotes, where a backslash is a backslash: 'C:\\new'"
            ),
        ),
        (
            'a: "C:\\temp\\"\nb: 1\n',
            (
                "1:4: a: not readable as YAML: found unexpected end of stream while scanning a quoted scalar; "
                "write the text in single quotes, where a backslash is a backslash: 'C:\\new'"
            ),
        ),
        (
            "a: b: c\n",
            (
                "1:5: file: not readable as YAML: mapping values are not allowed in this context; "
                "put text that contains a colon in quotes, or check the indentation"
            ),
        ),
        (
            "a: {b: 1\n",
            (
                "2:1: a: not readable as YAML: did not find expected ',' or '}' while parsing a flow mapping; "
                "mend the YAML here"
            ),
        ),
        (
            "a: @x\n",
            (
                "1:4: a: not readable as YAML: found character that cannot start any token while scanning for the next "
                "token; mend the YAML here"
            ),
        ),
        ("a: 1\nb: x\0y\n", "2:5: file: a character that YAML does not allow (got U+0000); remove it"),
        ("a: \x07\n", "1:4: file: a character that YAML does not allow (got U+0007); remove it"),
        ("title: café\n".encode("latin-1"), "1:11: file: the file is not UTF-8 text (got byte 0xe9); save it as UTF-8"),
        ("a: é\nb: ".encode() + b"\xff", "2:4: file: the file is not UTF-8 text (got byte 0xff); save it as UTF-8"),
        ("a: 1\n".encode("utf-16"), "1:1: file: the file is not UTF-8 text (got byte 0xff); save it as UTF-8"),
    ],
)
def test_what_is_refused_is_refused_in_its_place(text: str | bytes, expected: str) -> None:
    assert tree_faults_of(text) == [f"x.yaml:{expected}"]


@pytest.mark.parametrize(
    ("opening", "place"),
    [("[", "1:31: " + "[0]" * 30), ("{a: ", "1:121: " + ".".join("a" * 30)), ("- ", "1:61: " + "[0]" * 30)],
)
def test_a_hundred_thousand_levels_are_refused_before_they_are_parsed(opening: str, place: str) -> None:
    assert tree_faults_of(opening * 100_000) == [f"x.yaml:{place}: {TOO_DEEP}"]


@pytest.mark.parametrize(
    ("opening", "entry", "end", "place"),
    [
        ("", "k{}: 1\n", "", "10001:1: file"),
        ("a:\n", "- {{}}\n", "", "10002:3: a[10000]"),
        ("a: [", "{}, ", "]", "1:58895: a[10000]"),
    ],
)
def test_one_collection_holds_so_many_entries_and_no_more(opening: str, entry: str, end: str, place: str) -> None:
    entries = [entry.format(number) for number in range(10_001)]
    tree(opening + "".join(entries[:-1]) + end)
    assert tree_faults_of(opening + "".join(entries) + end) == [
        f"x.yaml:{place}: more than 10,000 entries here; a decision needs far fewer"
    ]


def test_nesting_by_indentation_is_refused_as_well() -> None:
    assert tree_faults_of("\n".join(" " * level + "a:" for level in range(40))) == [
        f"x.yaml:31:31: {'.'.join('a' * 30)}: {TOO_DEEP}"
    ]


@pytest.mark.parametrize(
    ("text", "got"),
    [("- 1\n", "a list"), ("[]\n", "an empty list"), ("hello\n", '"hello"'), ("5\n", "5"), ("---\n", "nothing")],
)
def test_a_file_that_is_no_mapping_is_told_so(text: str, got: str) -> None:
    (line,) = faults_of(text)
    assert line.partition(" ")[2] == f"file: {NOT_A_MAPPING} (got {got}); write key: value lines"


def test_all_repeated_keys_are_told_at_once() -> None:
    assert [line.split(":")[2] for line in tree_faults_of("{b: 1, b: 2, c: 3, c: 4}\n")] == ["8", "20"]


def test_a_terminal_is_not_steered_by_what_a_file_says() -> None:
    (line,) = faults_of('"\\e[31mred"\n')
    assert "\x1b" not in line
    assert r'"\x1b[31mred"' in line


@pytest.mark.parametrize("breaks", ["\n", "\r\n", "\r"])
def test_lines_are_counted_whatever_ends_them(breaks: str) -> None:
    assert tree_faults_of(f"a: 1{breaks}b: {{c: 1, c: 2}}{breaks}")[0].startswith("x.yaml:2:11: ")


@pytest.mark.parametrize("separator", ["\x85", "\u2028", "\u2029"])
def test_rare_line_separators_do_no_harm(separator: str) -> None:
    assert "not readable as YAML" in tree_faults_of(f"a: x{separator}y\nb: {{\n")[0]


def test_a_byte_order_mark_is_accepted() -> None:
    assert tree(b"\xef\xbb\xbfa: 1\n").plain() == {"a": 1}


def test_anchors_and_aliases_are_read() -> None:
    assert tree("a: &x {low: 1, high: 2}\nb: *x\n").plain() == {"a": {"low": 1, "high": 2}, "b": {"low": 1, "high": 2}}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", 5), ("-5", -5), ("+5", 5), ("0", 0), ("1.5", 1.5), (".5", 0.5), ("5.", 5.0), ("1e6", 1_000_000.0),
        ("1E-3", 0.001), ("true", True), ("False", False), ("null", None), ("~", None), ("", None),
        ("010", "010"), ("00", "00"), ("12:30", "12:30"), ("no", "no"), ("yes", "yes"), ("on", "on"), ("y", "y"),
        (".nan", ".nan"), (".inf", ".inf"), ("1_000", "1_000"), ("0x1F", "0x1F"), ("0o17", "0o17"), ("1,5", "1,5"),
        ("2026-11-23", "2026-11-23"), ("1e", "1e"), (".", "."), ("tRue", "tRue"), ("١", "١"),
    ],
)  # fmt: skip
def test_only_what_everyone_reads_as_a_number_is_one(text: str, value: Any) -> None:
    found = resolved(text)
    assert (found, type(found)) == (value, type(value))


def test_whole_numbers_of_any_length_cost_no_more_than_their_text() -> None:
    assert resolved("9" * 18) == int("9" * 18)
    assert resolved("9" * 400) == float("inf")  # refused where a number is wanted


def test_quoted_scalars_stay_text() -> None:
    assert tree("a: \"5\"\nb: 'true'\nc: |\n  7\n").plain() == {"a": "5", "b": "true", "c": "7\n"}
