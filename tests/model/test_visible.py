"""What is quoted from a file is seen and never obeyed, on one line, and no longer than wanted."""

from __future__ import annotations

import unicodedata

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from decision.model.visible import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words", "plain words"),
        ("Überprüfung, 部署, بررسی", "Überprüfung, 部署, بررسی"),
        ("\x1b[31mred\x07", r"\x1b[31mred\x07"),
        ("\x9b31m\x85\x7f", r"\x9b31m\x85\x7f"),
        ("one\ntwo\r\n\tthree\0", r"one\ntwo\r\n\tthree\0"),
        ("pay \u202ered\u202c \u2066x\u2069 \u200fy\u061c", r"pay \u202ered\u202c \u2066x\u2069 \u200fy\u061c"),
        ("a\ufeffb\u200bc\u2060d\u2028e\u2029", r"a\ufeffb\u200bc\u2060d\u2028e\u2029"),
        ("\ud800", r"\ud800"),
        ("\U000e0041\U0010ffff\uffff", r"\U000e0041\U0010ffff\uffff"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d⚕️", "👩\u200d⚕️"),
        ("12\u00a0000\u202f€", "12\u00a0000\u202f€"),
    ],
)
def test_what_cannot_be_seen_is_shown_by_its_number_and_the_rest_as_written(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [("x" * 60, "x" * 60), ("x" * 61, "x" * 60 + "…"), ("ü" * 61, "ü" * 60 + "…"), ("x" * 57 + "\x1b", "x" * 57 + "…")],
)
def test_what_is_long_is_cut_between_characters(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_nothing_is_cut_where_no_length_is_wanted() -> None:
    assert visible("x" * 1000, None) == "x" * 1000
    assert visible("\a" * 1000, None) == r"\x07" * 1000


@given(st.text(st.characters(), max_size=100), st.integers(0, 100))
def test_whatever_the_text(text: str, most: int) -> None:
    shown = visible(text, most)
    assert len(shown) <= most + 1
    assert not any(
        unicodedata.category(c)[0] == "C" or c in "\u2028\u2029"
        for c in shown.replace("\u200c", "").replace("\u200d", "")
    )


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=100))
def test_it_reads_back_as_yaml_in_quotes(text: str) -> None:
    quoted = visible(text.replace("\\", "/").replace('"', "'"), None)
    assert yaml.safe_load(f'"{quoted}"') == text.replace("\\", "/").replace('"', "'")
