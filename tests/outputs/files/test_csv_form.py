"""What stands between fields and before decimals, by locale, and how texts are made harmless for spreadsheets."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.model.errors import DecisionError
from decision.outputs.files.csv_form import CsvForm, as_text, form_of
from tests.outputs.samples import INSIDE, OTHER, RUN, begins_a_formula


@pytest.mark.parametrize(
    ("locale", "separator", "decimal"),
    [
        ("en", ",", "."),
        ("en-GB", ",", "."),
        ("en_ZA", ";", ","),
        ("de", ";", ","),
        ("DE_de", ";", ","),
        ("de_DE.UTF-8", ";", ","),
        ("de-CH", ";", "."),
        ("de-Latn-LI", ";", "."),
        ("fr-CH", ";", ","),
        ("fr", ";", ","),
        ("es", ";", ","),
        ("es-MX", ",", "."),
        ("es-419", ",", "."),
        ("pt-BR", ";", ","),
        ("ja", ",", "."),
    ],
)
def test_each_locale_has_its_form(locale: str, separator: str, decimal: str) -> None:
    assert form_of(locale) == CsvForm(separator, decimal)


@pytest.mark.parametrize("locale", ["", "xx", "german", "de-", "de DE", "de;", "\x1b[31m", "C", "de_DE.UTF-8\n"])
def test_what_is_no_locale_is_refused(locale: str) -> None:
    with pytest.raises(DecisionError, match="a locale such as en, de or fr-CH is wanted"):
        form_of(locale)


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("=1", "'=1"),
        (" =1", "' =1"),
        ("＝1", "'＝1"),
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\n'=1"),
        ("\ufeff=1", r"\ufeff=1"),
        ("\x00=1", r"\0=1"),
        ("ok;=1;=2", "ok;'=1;'=2"),
        ("ok; =1", "ok;' =1"),
        ("ok\r\n@x", "ok\n'@x"),
        ('x;"=1', "x;'\"=1"),
        ("a; b, c | d\te", "a; b, c | d\te"),
        ("a = b, c - d, a@b.example", "a = b, c - d, a@b.example"),
        ("\x1b[31mred \u202egnp.exe", r"\x1b[31mred \u202egnp.exe"),
        ("two\r\nlines\rthree", "two\nlines\nthree"),
    ],
)
def test_texts_are_made_harmless(text: str, harmless: str) -> None:
    assert as_text(text) == harmless


@pytest.mark.parametrize("text", [each for each in OTHER if not each.startswith(("- ", "+ "))])
def test_other_texts_are_kept_as_they_are(text: str) -> None:
    assert as_text(text) == text


@pytest.mark.parametrize("separator", ";,\t|\n")
@pytest.mark.parametrize("text", [*RUN, *INSIDE])
def test_no_piece_of_a_text_begins_a_formula(text: str, separator: str) -> None:
    assert not any(begins_a_formula(piece) for piece in as_text(text).split(separator))


@given(st.text(st.sampled_from(" ;,|\t\r\n\"'=+-@＝＋－＠﹦⁼\u200b\u200d\ufeff\u00a0\u2028\x00\x1bab1("), max_size=30))
def test_no_piece_of_any_text_begins_a_formula(text: str) -> None:
    harmless = as_text(text)
    for separator in ";,\t|\n":
        assert not any(begins_a_formula(piece) for piece in harmless.split(separator))


def test_every_sign_that_is_one_in_another_width_is_known() -> None:
    signs = [chr(n) for n in range(0x110000) if unicodedata.normalize("NFKC", chr(n))[:1] in ("=", "+", "-", "@")]
    assert len(signs) > 12
    assert all(as_text(f"x;{sign}1") == f"x;'{sign}1" for sign in signs)


def test_a_long_text_takes_no_longer_than_it_is() -> None:
    assert as_text(";" + " " * 200_000) == ";" + " " * 200_000
    assert as_text('"' * 200_000 + "=") == "'" + '"' * 200_000 + "="
