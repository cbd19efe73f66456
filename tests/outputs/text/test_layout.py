"""Tables as plain text: nothing is cut, columns stand one under another, and rows that differ look different."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from decision.outputs.text.layout import heading, one_line, table, wrapped


def test_figures_stand_at_the_right_and_what_is_long_goes_on_below() -> None:
    rows = [["", heading("Integrated Patient Portal", 11), "weight"]]
    rows.append([wrapped("Clinical and administrative needs", 20), "1.0", "60 %"])
    rows.append([wrapped("Triage and booking of appointments", 20, 1), "24.0", "100 %"])
    rows.append(["Score", "25.0", ""])
    assert table(rows, feet=1) == (
        "                      Integrated\n"
        "                         Patient\n"
        "                          Portal  weight\n"
        "----------------------------------------\n"
        "Clinical and                 1.0    60 %\n"
        "  administrative\n"
        "  needs\n"
        "  Triage and booking        24.0   100 %\n"
        "    of appointments\n"
        "----------------------------------------\n"
        "Score                       25.0"
    )


def test_signs_that_are_two_columns_wide_keep_their_columns() -> None:
    lines = table([["", "x"], ["日本", "1"], ["e\u0301te", "2"], ["ab", "3"]]).splitlines()
    assert lines[2:] == ["日本  1", "e\u0301te   2", "ab    3"]


def test_a_text_of_the_file_keeps_to_its_line() -> None:
    assert one_line(" two\n lines\tand \x1b[31m \u202e ") == r"two lines and \x1b[31m \u202e"
    assert "\x1b" not in wrapped("a\x1bb", 10) + heading("a\x1bb", 10)


_WORDS = st.text(st.sampled_from("ab \n\t-日\x1b"), min_size=1, max_size=120)


@given(_WORDS, st.integers(1, 30), st.integers(0, 2))
def test_nothing_of_a_name_is_lost(name: str, width: int, depth: int) -> None:
    whole = re.sub(r"\s", "", one_line(name))
    assert re.sub(r"\s", "", wrapped(name, width, depth)) == whole
    assert re.sub(r"\s", "", heading(name, width)) == whole


@given(st.lists(st.lists(_WORDS, min_size=2, max_size=2), min_size=1, max_size=5))
def test_no_row_is_wider_than_the_rule_and_none_ends_in_blanks(cells: list[list[str]]) -> None:
    rows = [["", ""], *([wrapped(first, 12), heading(second, 9)] for first, second in cells)]
    lines = table(rows).splitlines()
    rule = max((line for line in lines if set(line) == {"-"}), key=len)
    assert all(line == line.rstrip() and len(line) <= len(rule) for line in lines)
