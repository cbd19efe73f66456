"""Figures as tables hold them: with signs of money, units, marks of thousands, or as a range."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from decision.model.errors import ImpossibleError
from decision.model.number_text import LONGEST, NumberKind, number_text, read_number
from decision.model.visible import visible

DecimalMark = Literal["", ".", ","]

CURRENCIES = frozenset(
    (
        *"$€£¥₹",
        *("usd", "eur", "gbp", "chf", "jpy", "cad", "aud", "nzd", "sek", "nok", "dkk", "pln", "czk", "huf", "inr"),
        *("cny", "zar", "brl", "mxn", "sgd", "hkd", "krw", "ils", "us$", "a$", "c$", "fr.", "kr", "zł"),
    )
)
_MAGNITUDES = frozenset(
    ["k", "tsd", "tsd.", "thousand", "mn", "mio", "mio.", "million", "millions", "bn", "mrd", "mrd."]
)
_SPACES = str.maketrans(
    dict.fromkeys("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\N{FIGURE SPACE}\t", " ")
)
_SIGNS = str.maketrans({"\N{MINUS SIGN}": "-", "\N{RIGHT SINGLE QUOTATION MARK}": "'"})

_FIGURES = r"(?:[0-9](?:[.,' ]?[0-9])*|[.,][0-9]+)(?:e[+-]?[0-9]{1,3})?"
_SHAPE = re.compile(rf"([-+]?)\s*([^\d\s.,'+-]{{0,4}})\s*([-+]?)\s*({_FIGURES})\s*(.*)", re.IGNORECASE)
_OUT_OF = re.compile(rf"(?:/|of|out of|von)\s*({_FIGURES})", re.IGNORECASE)
_UNIT = re.compile(r"[^\W\d_]+\.?(?:[ /][^\W\d_]+){0,2}")
_LONGEST_UNIT = 20
_RANGE = re.compile(
    r"(.*?[0-9%€$£¥kKmM.]\s*)(?:-|–|—|−|\.\.|…|\bto\b|\bbis\b|\bund\b|\band\b|\buntil\b)(\s*[^\s].*)", re.IGNORECASE
)


@dataclass(frozen=True)
class Figure:
    """A number, or a range from `low` to `high`.

    `unit` is a sign of money, ``%`` or a word behind the figures; `out_of` is the end of the scale where one is
    stated, as in 4/5.
    """

    low: float
    high: float
    unit: str = ""
    out_of: float | None = None
    in_thousands: bool = False  # or in millions, by what stands behind it

    @property
    def middle(self) -> float:
        return self.low / 2 + self.high / 2


def read_figure(text: str, mark: DecimalMark = "") -> Figure:
    """The number or range that `text` says; `mark` parts decimals where that is known.

    Raises
    ------
    ImpossibleError
        It says none, or could say two.
    """
    text = text.translate(_SPACES).translate(_SIGNS).strip()
    shown = f"“{visible(text)}”"
    if len(text) > 2 * LONGEST:
        raise ImpossibleError(f"{shown} is longer than any figure", "write a number, or a range such as 3-5")
    found = _SHAPE.fullmatch(text)
    first = _single(found, mark, shown) if found else None
    if first is not None:
        return first
    parts = ends_of_range(text)
    if parts is None:
        raise ImpossibleError(f"{shown} is not understood as a figure", "write a number, or a range such as 3-5")
    low, high = (_end(part, mark, shown) for part in parts)
    unit = high.unit or low.unit
    if high.in_thousands and not low.in_thousands and low.low:
        raise ImpossibleError(
            f"{shown} may begin at {number_text(low.low)} or at its thousandfold", "write both ends out"
        )
    if low.unit and high.unit and low.unit != high.unit:
        raise ImpossibleError(f"{shown} has two units", "write both ends in one")
    if low.low > high.low:
        raise ImpossibleError(
            f"{shown} runs from {number_text(low.low)} down to {number_text(high.low)}", "write the lower end first"
        )
    return Figure(low.low, high.low, unit, high.out_of)


def ends_of_range(text: str) -> tuple[str, str] | None:
    """What stands before and behind the dash or word of a range, whatever it says; None where there is none."""
    found = _RANGE.fullmatch(text.translate(_SPACES).translate(_SIGNS).strip())
    return None if found is None else (found[1].strip(), found[2].strip())


def decimal_mark(texts: Iterable[str], *, points_part_decimals: bool = False) -> DecimalMark:
    """What parts decimals in all of `texts`, as far as they show it; empty where they do not, or contradict."""
    shown: set[DecimalMark] = set()
    hints: set[DecimalMark] = set()
    for text in texts:
        plain = text.translate(_SPACES).translate(_SIGNS)
        for figures in re.findall(r"[0-9](?:[.,]?[0-9])*", plain):
            found = _mark_of(figures)
            if found:
                shown.add(found)
            elif re.fullmatch(r"[0-9]{1,3}[.,][0-9]{3}", figures) and _has_money(plain):
                hints.add("," if "." in figures else ".")  # money has no thousandths
    for known in (shown, hints):
        if known:
            return known.pop() if len(known) == 1 else ""
    return "." if points_part_decimals else ""


# --- parts ----------------------------------------------------------------------------------------------------


def _mark_of(figures: str) -> DecimalMark:
    """What parts decimals in one figure, if that can only be one."""
    points, commas = figures.count("."), figures.count(",")
    if points and commas:
        return "." if figures.rindex(".") > figures.rindex(",") else ","
    if points + commas == 0:
        return ""
    mark: DecimalMark = "." if points else ","
    if points + commas > 1:
        return "," if points else "."
    whole, _, decimals = figures.partition(mark)
    return mark if len(decimals) != 3 or len(whole) > 3 or whole == "0" else ""


def _has_money(text: str) -> bool:
    words = re.findall(r"[$€£¥₹]|[A-Za-zł$.]+", text)
    return any(word.lower() in CURRENCIES for word in words)


def _single(found: re.Match[str], mark: DecimalMark, shown: str) -> Figure | None:
    """The one number that a text says; None where more stands behind it than a unit."""
    one, before, other, figures, behind = found.groups()
    if (one and other) or (before and before.lower() not in CURRENCIES):
        return None
    out_of = _OUT_OF.fullmatch(behind.strip())
    magnitude, unit = ("", "") if out_of else _magnitude_and_unit(behind.strip(), before, shown)
    if unit is None:
        return None
    x = _number(one + other, figures, magnitude, mark, shown)
    top = None if out_of is None else _number("", out_of[1], "", mark, shown)
    return Figure(x, x, before.upper() or unit, top, bool(magnitude))


def _magnitude_and_unit(behind: str, before: str, shown: str) -> tuple[str, str | None]:
    """The power of ten and the unit in what stands behind the figures; None for the unit where that is neither."""
    word, _, rest = behind.partition(" ")
    lower = word.lower()
    is_money = bool(before) or rest.lower() in CURRENCIES
    for sign in CURRENCIES:
        if lower.endswith(sign) and lower[: -len(sign)] in (*_MAGNITUDES, "m") and not rest:
            return lower[: -len(sign)], sign if len(sign) == 1 else sign.upper()
    if lower in _MAGNITUDES or (lower == "m" and is_money):
        magnitude, behind = lower, rest.strip()
    else:
        magnitude = ""
    if lower == "m" and not is_money:
        raise ImpossibleError(f"{shown}: “m” may be millions, metres or months", "write it out")
    if not behind or behind == "%" or behind.lower() in ("percent", "per cent", "pct"):
        return magnitude, "%" if behind else ""
    if behind.lower() in CURRENCIES:
        return magnitude, behind.upper() if behind.isalpha() else behind
    return magnitude, behind if _UNIT.fullmatch(behind) and len(behind) <= _LONGEST_UNIT else None


def _number(sign: str, figures: str, magnitude: str, mark: DecimalMark, shown: str) -> float:
    kind = NumberKind(magnitudes=True)
    try:
        return read_number(f"{sign}{_settled(figures, mark)}{magnitude}", kind)
    except ImpossibleError as error:
        what = error.what.partition("” ")[2]
        raise ImpossibleError(f"{shown} {what}" if what else error.what, error.remedy) from None


def _settled(figures: str, mark: DecimalMark) -> str:
    """`figures` so that they can be read in one way only, where it is known what parts decimals."""
    single = re.fullmatch(r"([0-9]{1,3})([.,])([0-9]{3})", figures)
    if not mark or single is None:
        return figures
    return f"{single[1]}.{single[3]}0" if single[2] == mark else single[1] + single[3]


def _end(part: str, mark: DecimalMark, shown: str) -> Figure:
    found = _SHAPE.fullmatch(part.strip())
    figure = None if found is None else _single(found, mark, shown)
    if figure is None:
        raise ImpossibleError(f"{shown} is neither a number nor a range", "write a number, or a range such as 3-5")
    return figure
