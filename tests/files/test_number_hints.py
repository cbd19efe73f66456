"""What stands where a number belongs is never read as one, and what to write instead is said."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.files.reading import faults_of, read

FILE = """\
format: 1
title: Signs in numbers
criteria: {{cost: {{worst: 900000, best: 0}}, fit: {{worst: 0, best: 10}}}}
weights: {{cost: 40, fit: 60}}
options:
  a:
    ratings:
      cost: {cost}
      fit: {fit}
  b: {{ratings: {{cost: 1, fit: 2}}}}
"""


def said(cost: str = "1", fit: str = "2") -> str:
    """What is said of the one fault of a file with these ratings, without what was found there."""
    (line,) = faults_of(FILE.format(cost=cost, fit=fit))
    return line.partition("; ")[2]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # docfx#5274: numbers with the signs that people put into them
        ("123,456", "write 123456, or 123.456 if the mark is a decimal one"),
        ("$1,200", "write 1200, or 1.2 if the mark is a decimal one"),
        ("1 200 000", "write the number alone: 1200000"),
        ("1_200", "write the number alone: 1200"),
        ("EUR 300k", "write the number alone: 300000"),
        ("300 TEUR", "write the number alone: 300000"),
        ("€0,3m", "write the number alone: 300000"),
        ("1.2 million", "write the number alone: 1200000"),
        ("1.200,50", "write the number alone: 1200.5"),
        ("1.200.000", "write the number alone: 1200000"),
        ("-$5", "write the number alone: -5"),
        ("$80k-$120k", "a range? write {low: 80000, high: 120000}"),
        ("80-120k", "a range? write {low: 80000, high: 120000}"),
        ("80,000 to 120,000", "a range? write {low: 80000, high: 120000}"),
        ("between 80.5 and 120", "a range? write {low: 80.5, high: 120}"),
        ("100 ± 10%", "a range? write {low: 90, mode: 100, high: 110}"),
        ("tbd", "where nobody knows yet, write unknown"),
        # what is a billion in one place is a thousand of them in another
        ("$1.2b", "write it as a plain number such as 12 or 0.5"),
        ("1.2 billion", "write it as a plain number such as 12 or 0.5"),
        ("ISO27001", "write it as a plain number such as 12 or 0.5"),
        ("23.11.2026", "write it as a plain number such as 12 or 0.5"),
        ("2026-11-23", "write it as a plain number such as 12 or 0.5"),
    ],
)
def test_a_sum_of_money_with_its_signs_is_told_as_a_number(typed: str, expected: str) -> None:
    assert said(cost=typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("8,5", "a decimal comma? write 8.5"),
        ("0,125", "a decimal comma? write 0.125"),
        ('"7"', "remove the quotes: 7"),
        ("'7.5'", "remove the quotes: 7.5"),
        ('"7,5"', "a decimal comma? write 7.5, without quotes"),
        ("9-12", "a range? write {low: 9, high: 12}"),
        ("9–12", "a range? write {low: 9, high: 12}"),
        ("12 - 9", "a range? write {low: 9, high: 12}"),
        ("9 to 12", "a range? write {low: 9, high: 12}"),
        ("9-12 months", "a range? write {low: 9, high: 12}"),
        ("4/7/9", "a range? write {low: 4, mode: 7, high: 9}"),
        ("7/10", "write 7"),
        ("3 of 5", "write 0.6, or 3 on a scale to 5"),
        ("½", "write 0.5"),
        ("7½", "write 7.5"),
        ("−3", "write the number alone: -3"),
        ("(3)", "write the number alone: -3"),
        ("７", "write the number alone: 7"),
        ("12 months", "write the number alone: 12"),
        ("~7", "write the number alone: 7"),
        ("65%", "write it in the unit of the scale: 65 where that is percent, 0.65 as a share"),
        ("high", "write it as a plain number such as 12 or 0.5"),
    ],
)
def test_a_rating_as_people_write_it_is_told_as_a_number(typed: str, expected: str) -> None:
    assert said(fit=typed) == expected


def test_each_suggested_range_is_a_rating() -> None:
    for typed in ("9-12", "9 to 12", "9 ± 1", "4/7/9"):
        read(FILE.format(cost=1, fit=said(fit=typed).removeprefix("a range? write ")))


@given(st.integers(-99, 999), st.integers(0, 99).map(lambda x: f"{x:02}"), st.booleans(), st.booleans())
def test_a_decimal_comma_is_told_alike_in_brackets_and_below_one_another(
    whole: int, decimals: str, as_range: bool, spaced: bool
) -> None:
    """The one fault there is, and what it says to write is the number that was meant."""
    typed = f"{whole},{' ' if spaced else ''}{decimals}" if as_range or spaced else f"{whole},{decimals}"
    rating = f"{{low: {typed}, mode: 1000, high: 1001}}" if as_range else None
    text = FILE.format(cost=1, fit=rating or f"{whole},{decimals}")
    in_brackets = (
        text if as_range else FILE.format(cost=1, fit=2).replace("{cost: 1, fit: 2}", f"{{cost: 1, fit: {typed}}}")
    )
    for each in (text, in_brackets):
        (line,) = faults_of(each)
        assert yaml.safe_load(line.rpartition("write ")[2]) == pytest.approx(float(f"{whole}.{decimals}"))


@given(st.text(max_size=20))
def test_whatever_is_quoted_is_refused_and_no_hint_fails(text: str) -> None:
    quoted = yaml.safe_dump(text, default_style='"', width=1000, allow_unicode=False).strip()
    (line,) = faults_of(FILE.format(cost=1, fit=quoted))
    assert "options.a.ratings.fit: must be a number" in line


def test_an_entry_without_a_value_is_no_decimal_where_no_number_stands_before_it() -> None:
    assert faults_of(FILE.format(cost=1, fit="{low: 1, mode: 2, high: 3, evidence: demo, because}")) == [
        "x.yaml:9:62: options.a.ratings.fit.because: must be text (got nothing); write it in quotes"
    ]
