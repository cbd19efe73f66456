from __future__ import annotations

import math
import re
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from decision.model.errors import ImpossibleError
from decision.model.number_text import ANY, NumberKind, number_text, read_number

MONEY = NumberKind(magnitudes=True, units=("USD", "$"))
SHARE = NumberKind(percent="share")
POINTS = NumberKind(least=0, most=100)


@pytest.mark.parametrize(
    ("typed", "x"),
    [
        ("5", 5),
        ("  5 ", 5),
        ("-3", -3),
        ("−3", -3),
        ("+3", 3),
        ("4,5", 4.5),
        ("4.5", 4.5),
        (",5", 0.5),
        (".5", 0.5),
        ("0,125", 0.125),
        ("0.125", 0.125),
        ("1234,567", 1234.567),
        ("1234.567", 1234.567),
        ("1 000", 1000),
        ("1 000 000", 1e6),
        ("1\N{NO-BREAK SPACE}000,5", 1000.5),
        ("1\N{NARROW NO-BREAK SPACE}000", 1000),
        ("1'000.5", 1000.5),
        ("1’000", 1000),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1,234.567", 1234.567),
        ("1.234.567", 1234567),
        ("1,234,567", 1234567),
        ("1.234.567,89", 1234567.89),
        ("1e6", 1e6),
        ("1.5E-3", 0.0015),
        ("1.500e3", 1500),
        ("-0", 0),
        ("007", 7),
    ],
)
def test_what_can_be_read_in_one_way_is_read_so(typed: str, x: float) -> None:
    assert read_number(typed) == x
    assert math.copysign(1, read_number(typed)) == (-1 if x < 0 else 1)


@pytest.mark.parametrize(
    ("typed", "one", "other"),
    [
        ("400.000", "400", "400 000"),
        ("400,000", "400", "400 000"),
        ("1,000", "1", "1000"),
        ("7.125", "7.1250", "7125"),
        ("-12,345", "-12.3450", "-12 345"),
        ("1,500e3", "1500", "1 500 000"),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused_with_both(typed: str, one: str, other: str) -> None:
    with pytest.raises(ImpossibleError) as refused:
        read_number(typed)
    assert seen(str(refused.value)) == f"“{typed}” can be read as {one} and as {other}; type one of these"
    assert {read_number(one), read_number(other)} == {read_number(x) for x in (one, other)}  # both can be typed


def seen(text: str) -> str:
    return text.replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_bounds_may_leave_one_reading() -> None:
    assert read_number("7.125", POINTS) == 7.125
    with pytest.raises(ImpossibleError, match="can be read as 1 and as 1000"):
        read_number("1.000", NumberKind(least=0, most=1000))


@pytest.mark.parametrize(
    ("typed", "kind", "x"),
    [
        ("5%", SHARE, 0.05),
        ("5 %", NumberKind(percent="unit"), 5),
        ("12,5 percent", SHARE, 0.125),
        ("640k", MONEY, 640_000),
        ("$2.5M", MONEY, 2_500_000),
        ("2,5 Mio. USD", MONEY, 2_500_000),
        ("USD 1 200 000", MONEY, 1_200_000),
        ("-$5k", MONEY, -5000),
        ("$-5k", MONEY, -5000),
        ("4.35m", MONEY, 4_350_000),
        ("1bn", MONEY, 1e9),
        ("12 Months", NumberKind(units=("months",)), 12),
        ("3 person-days", NumberKind(units=("person-days",)), 3),
        ("person-days 3", NumberKind(units=("person-days",)), 3),
    ],
)
def test_signs_and_words_are_read_where_they_mean_something(typed: str, kind: NumberKind, x: float) -> None:
    assert read_number(typed, kind) == x


@pytest.mark.parametrize(
    ("typed", "kind", "why"),
    [
        ("5%", ANY, "“5%”: it is not known of what that is a share; type a number without a sign"),
        ("10k", ANY, "“10k”: “k” is not understood here; write the number out"),
        ("9m", NumberKind(units=("months",)), "“9m”: “m” is not understood here; write the number out"),
        ("12 weeks", NumberKind(units=("months",)), "“12 weeks”: “weeks” is not understood here; type the number alone"),
        ("1 billion", MONEY, "“1 billion”: “billion” is not understood here; type the number alone"),
        ("€5", MONEY, "“€5” is not a number; type digits, such as 4.5 or 1200"),
        ("a lot", ANY, "“a lot” is not a number; type digits, such as 4.5 or 1200"),
        ("9-12", ANY, "“9-12” is a range and not a number; type one number, or choose a form with two ends"),
        ("9 to 12", ANY, "“9 to 12” is a range and not a number; type one number, or choose a form with two ends"),
        ("10 00", ANY, "“10 00” cannot be read: its marks are not where decimals or thousands are; type it like 4.5 or 1200"),
        ("1.2.3", ANY, "“1.2.3” cannot be read: its marks are not where decimals or thousands are; type it like 4.5 or 1200"),
        ("1,23.456,7", ANY, "“1,23.456,7” cannot be read: its marks are not where decimals or thousands are; type it like 4.5 or 1200"),
        ("120", POINTS, "“120” is more than 100; give 0 to 100"),
        ("-1", POINTS, "“-1” is less than 0; give 0 to 100"),
        ("-1", NumberKind(least=0), "“-1” is less than 0; give at least 0"),
        ("11", NumberKind(most=10), "“11” is more than 10; give at most 10"),
        ("1e999", ANY, "“1e999” is too large to be kept; give it in another unit"),
        ("1e-999", ANY, "“1e-999” is too small to be kept; give it in another unit"),
        ("0.1234567890123456", ANY, "“0.1234567890123456” has more digits than can be kept; give at most 15"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused_with_the_reason(typed: str, kind: NumberKind, why: str) -> None:
    with pytest.raises(ImpossibleError) as refused:
        read_number(typed, kind)
    assert str(refused.value) == why


@pytest.mark.parametrize(
    "typed",
    ["", " ", "-", "+-5", "--5", "±5", "1/2", "10²", "١٢", "１２", "1 e6", "(5)", "0x10", "nan", "inf", "5 -", "\u202e54", "1_000"],
)  # fmt: skip
def test_nothing_is_made_of_what_is_no_number(typed: str) -> None:
    with pytest.raises(ImpossibleError):
        read_number(typed)


def test_a_long_text_is_refused_at_once() -> None:
    with pytest.raises(ImpossibleError, match="longer than any number"):
        read_number("1" * 61)


@given(st.floats(allow_nan=False, allow_infinity=False))
@example(7.125)
@example(-400.0)
@example(400000.0)
@example(12345.678)
def test_what_is_shown_reads_back_as_itself(x: float) -> None:
    shown = number_text(x)
    assert float(shown.replace("\N{NARROW NO-BREAK SPACE}", "")) == x
    if len(re.sub(r"[^0-9]", "", shown.split("e")[0]).strip("0")) <= 15:
        assert read_number(shown) == x


@given(st.text("0123456789.,' -+e", max_size=16))
@example("400.000")
@example("1,234.56")
def test_whatever_is_read_is_one_that_the_digits_say_and_the_only_one(typed: str) -> None:
    """A number that is read has the digits that were typed, in their order, and no other place for the mark was possible."""
    try:
        x = read_number(typed)
    except ImpossibleError:
        return
    mantissa, _, exponent = typed.strip().lower().partition("e")
    digits = re.sub(r"[^0-9]", "", mantissa)
    assert abs(Decimal(repr(x))).scaleb(-int(exponent or 0)).normalize().as_tuple().digits in (
        Decimal(digits).normalize().as_tuple().digits,
        (0,),
    )
    assert (x < 0) == (typed.strip().startswith("-") and x != 0)
    if re.fullmatch(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}", typed.strip()):
        pytest.fail(f"{typed} could be two numbers")


@given(st.integers(1, 999), st.integers(0, 999), st.sampled_from(".,"))
def test_three_digits_behind_one_mark_are_never_guessed_at(whole: int, rest: int, mark: str) -> None:
    with pytest.raises(ImpossibleError, match="can be read as"):
        read_number(f"{whole}{mark}{rest:03d}")


@given(
    st.integers(-(10**12), 10**12),
    st.integers(0, 99),
    st.sampled_from([(",", "."), (".", ","), (" ", ","), ("'", ".")]),
)
def test_numbers_of_every_country_are_read_as_what_they_are(
    whole: int, hundredths: int, marks: tuple[str, str]
) -> None:
    thousands, decimal = marks
    typed = f"{whole:,}".replace(",", thousands) + f"{decimal}{hundredths:02d}"
    assert read_number(typed) == float(f"{whole}.{hundredths:02d}")
