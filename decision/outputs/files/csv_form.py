"""How a CSV file is written for the programs of one country, and how a text stands in it without being run.

A spreadsheet splits a file where its country's separator stands, whatever separator was meant, and takes what begins
with a sign such as ``=`` for a formula. So a text is defused wherever a cell may begin in it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from decision.model.errors import DecisionError
from decision.model.visible import visible
from decision.outputs.files.lines import seen_lines


def _tags(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


# The languages of two letters that write decimals with a comma, and those with a point, as the Unicode Common Locale
# Data Repository has them; and the countries that differ from their language.
_COMMA = _tags(
    "af az be bg br bs ca cs cv da de el eo es et eu fi fo fr fy gl hr ht hu hy ia id is it ka kk kl ku ky lb ln lo lt",
    "lv mk nb nl nn no pl ps pt rn ro ru rw sc se sg sk sl sq sr su sv tg tk tr tt uk uz vi wo",
)
_POINT = _tags(
    "am ar bn cy en fa ga gd gu gv ha he hi ig ja kn ko kw mi ml mn mr ms mt my ne om or pa rm sd si so sw ta te th ti",
    "tn to ur xh yo zh zu",
)
_POINT_THERE = _tags(
    "de-CH de-LI it-CH es-419 es-BR es-BZ es-CU es-DO es-GT es-HN es-MX es-NI es-PA es-PE es-PR es-SV es-US"
)
_COMMA_THERE = _tags(
    "en-AT en-BE en-CZ en-DE en-DK en-ES en-FI en-FR en-HU en-ID en-IT en-NL en-NO en-PL en-PT en-RO en-SE en-SI en-SK",
    "en-ZA ar-DZ ar-LB ar-LY ar-MA ar-MR ar-TN ms-BN ms-ID sw-CD",
)
_SEMICOLON_THERE = frozenset(("CH", "LI"))  # whatever the language, and the decimals

_LOCALE = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z]{4})?(?:[-_]([A-Za-z]{2}|[0-9]{3}))?(?:\.[A-Za-z0-9-]{1,20})?")

# where a cell may begin, at the front or after what some program splits at; blanks and quotation marks that it looks
# past; and what the cell then begins with
_BEGINNING = re.compile(r'(^|[;,\t|\n])((?:[^\S\t\n]|["\u200c\u200d])*)(?=(\S))')


@dataclass(frozen=True)
class CsvForm:
    """What stands between the fields, and before the decimals."""

    separator: str = ","
    decimal: str = "."

    def field(self, x: str | float | None) -> str | float | None:
        """`x` as it stands in the file, but for quotation marks."""
        if isinstance(x, str):
            return as_text(x)
        return x if x is None or self.decimal == "." else repr(x).replace(".", self.decimal)


PLAIN = CsvForm()


def form_of(locale: str) -> CsvForm:
    """The form that spreadsheets read where `locale` is set, such as ``en``, ``de`` or ``fr-CH``.

    Raises
    ------
    DecisionError
        It is none that is known.
    """
    found = _LOCALE.fullmatch(locale)
    language = found[1].lower() if found else ""
    if found is None or language not in _COMMA | _POINT:
        raise DecisionError(f"a locale such as en, de or fr-CH is wanted (got {visible(locale)})")
    country = (found[2] or "").upper()
    there = f"{language}-{country}"
    comma = there in _COMMA_THERE or (language in _COMMA and there not in _POINT_THERE)
    return CsvForm(";" if comma or country in _SEMICOLON_THERE else ",", "," if comma else ".")


def as_text(text: str) -> str:
    """`text` for a field: an apostrophe stands where a cell could begin with what runs (OWASP, CSV injection).

    Spreadsheets look past blanks and take signs in full width for plain ones. What cannot be seen is shown, and every
    break of a line is the same.
    """
    defused = _BEGINNING.sub(lambda found: f"{found[1]}'{found[2]}" if _runs(found[3]) else found[0], seen_lines(text))
    return f"'{defused}" if defused.startswith(("\t", "\n")) else defused


def _runs(character: str) -> bool:
    return unicodedata.normalize("NFKC", character).startswith(("=", "+", "-", "@"))
