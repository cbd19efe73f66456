from __future__ import annotations

import re

import pytest

from decision.ui.frame.text import label, slug
from tests.ui.conftest import HOSTILE


@pytest.mark.parametrize(
    "name", ["Cost", "Risk (10 = lowest risk)", "time_to_launch", "Fit: patients & staff", "50 % or more!"]
)
def test_an_ordinary_name_is_left_as_it_is(name: str) -> None:
    # a widget's label is also what a screen reader says, backslashes included
    assert label(name) == name


@pytest.mark.parametrize(
    "markup", ["**x**", "$x$", ":red[x]", "<b>", "`c`", "![i](u)", "~~x~~", "_x_", "&lt;", "[a](b)"]
)
def test_markup_is_escaped(markup: str) -> None:
    shown = label(markup)
    assert shown != markup
    assert re.sub(r"[\\\u2060]", "", shown) == markup


@pytest.mark.parametrize(
    "found_later", [":smile:", ":material/home:", "http://evil.example", "www.evil.example", "a@evil.example"]
)
def test_what_a_backslash_does_not_stop_is_broken_by_a_word_joiner(found_later: str) -> None:
    assert "\u2060" in label(found_later)


def test_a_label_is_one_line_and_never_empty() -> None:
    assert label("a\n\n# b") == "a # b"
    assert label("  ").strip(" ") != ""


def test_a_slug_is_a_file_name_whatever_the_title() -> None:
    assert slug("Relaunch the patient portal") == "relaunch-the-patient-portal"
    assert re.fullmatch(r"[a-z0-9-]{1,60}", slug(HOSTILE))
    assert slug("…") == "scenario"
