"""Ratings typed in one cell: each form reads as what it says, and what could be two is refused."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from decision.files.typed_rating import read_rating
from decision.model.errors import ImpossibleError
from decision.model.estimate import Exact, Range, ThreePoint, Unknown
from decision.model.number_text import ANY, NumberKind

MONEY = NumberKind(magnitudes=True, units=("USD", "$"))
MONTHS = NumberKind(units=("months",))
PERCENT = NumberKind(percent="unit")


@pytest.mark.parametrize(
    ("text", "kind", "estimate"),
    [
        ("5", ANY, Exact(5)),
        (" 4,5 ", ANY, Exact(4.5)),
        ("-3", ANY, Exact(-3)),
        ("3-8", ANY, Range(3, 8)),
        ("3 – 8", ANY, Range(3, 8)),
        ("3 to 8", ANY, Range(3, 8)),
        ("-3 - 5", ANY, Range(-3, 5)),
        ("3 5 8", ANY, ThreePoint(3, 5, 8)),
        ("3,5 5 8", ANY, ThreePoint(3.5, 5, 8)),
        ("3; 5; 8", ANY, ThreePoint(3, 5, 8)),
        ("3, 5, 8", ANY, ThreePoint(3, 5, 8)),
        ("-8 -5 -3", ANY, ThreePoint(-8, -5, -3)),
        ("1 200 000", ANY, Exact(1_200_000)),
        ("?", ANY, Unknown()),
        ("n/a", ANY, Unknown()),
        ("unknown", ANY, Unknown()),
        ("80k", MONEY, Exact(80_000)),
        ("$1.2m", MONEY, Exact(1_200_000)),
        ("80k to 1,2m", MONEY, Range(80_000, 1_200_000)),
        ("80k 100k $150k", MONEY, ThreePoint(80_000, 100_000, 150_000)),
        ("1 000; 2 000; 3 000", MONEY, ThreePoint(1000, 2000, 3000)),
        ("12 months", MONTHS, Exact(12)),
        ("12-14 months", MONTHS, Range(12, 14)),
        ("10 12 14 months", MONTHS, ThreePoint(10, 12, 14)),
        ("5-10 %", PERCENT, Range(5, 10)),
    ],
)
def test_what_is_typed_reads_as_what_it_says(text: str, kind: NumberKind, estimate: Any) -> None:
    assert read_rating(text, kind) == estimate


@pytest.mark.parametrize(
    ("text", "kind", "why"),
    [
        ("", ANY, "the cell is empty; type a number, 3 to 8, 3 5 8 (low, most likely, high), or ? where nobody knows"),
        ("4.125", ANY, "can be read as 4.1250 and as 4125"),
        ("100 200 300", ANY, "and as low 100, most likely 200, high 300"),
        ("3 5", ANY, "is two numbers; type 3 to 5 for a range"),
        ("3 8 5", ANY, "is not in order; type low, most likely and high, lowest first"),
        ("8-3", ANY, "runs from 8 down to 3; type the lower end first"),
        ("3 5 8 9", ANY, "is 4 numbers"),
        ("3-5-8", ANY, "type a number, 3 to 8, 3 5 8 (low, most likely, high)"),
        ("3 5 x", ANY, "“x” is not understood here"),
        ("High", ANY, "is a word, and stands for no figure here"),
        ("soon", ANY, "“soon” is not a rating"),
        ("80k", ANY, "“k” is not understood here; write the number out"),
        ("5 %", ANY, "it is not known of what that is a share"),
        ("12 weeks", MONTHS, "“weeks” is not understood here"),
        ("80-120k", MONEY, "may begin at 80 or at its thousandfold or millionfold; write both ends out"),
        ("80,000 to 90,000", MONEY, "“80,000” can be read as 80 and as 80\N{NARROW NO-BREAK SPACE}000"),
        ("5" * 300, ANY, "longer than 200 characters"),
    ],
)
def test_what_says_none_or_two_is_refused_with_the_way_out(text: str, kind: NumberKind, why: str) -> None:
    with pytest.raises(ImpossibleError) as caught:
        read_rating(text, kind)
    assert why in str(caught.value)


@given(st.text(max_size=30) | st.text("0123456789 .,;-–?kmto%$", max_size=16))
@example("1e999")
@example("٣ ٤ ٥")
def test_any_text_is_read_or_refused_and_what_is_read_says_its_digits(text: str) -> None:
    """No text ends in another error, and no figure comes out whose digits were not typed."""
    try:
        estimate = read_rating(text, MONEY)
    except ImpossibleError:
        return
    ends = {Exact: ("x",), Range: ("low", "high"), ThreePoint: ("low", "mode", "high"), Unknown: ()}[type(estimate)]
    typed = "".join(each for each in text if each.isdigit())
    for end in ends:
        said = repr(float(getattr(estimate, end))).partition("e")[0]
        digits = "".join(each for each in said if each.isdigit()).strip("0")
        assert "e" in text.lower() or digits in typed
