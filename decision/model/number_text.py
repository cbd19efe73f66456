"""Numbers as people type them: read as what they say, or refused with the reason; nothing is guessed.

A comma or a point may part decimals or thousands, by where one comes from. What can only be read in one way is read so,
whatever the language of the browser: ``4,5``, ``1 000``, ``1.234,5``. What can be read in two ways, such as
``400.000``, is refused with both. `decision/outputs/panel/number_text.js` reads points in the same way.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from decision.model.errors import ImpossibleError
from decision.model.visible import visible

LONGEST = 60  # characters of a number
MOST_DIGITS = 15  # that a float keeps, whatever they are

_THIN = "\N{NARROW NO-BREAK SPACE}"
_SPACES = str.maketrans(
    dict.fromkeys("\t\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\N{FIGURE SPACE}", " ")
)
_SIGNS = str.maketrans({"\N{MINUS SIGN}": "-", "\N{RIGHT SINGLE QUOTATION MARK}": "'"})

# what stands before the figures, the figures, a power of ten, and what stands behind
_SHAPE = re.compile(r"([^0-9.,]*)([0-9.,](?:[0-9., ']*[0-9.,])?)(e[+-]?[0-9]{1,3})?([^0-9]*)", re.IGNORECASE)
_RANGE = re.compile(r".*[0-9]\s*(?:-|–|—|\.\.|to|bis|until)\s*[0-9].*", re.IGNORECASE)
_THOUSANDS = re.compile(r"[0-9]{1,3}(?P<mark>[ .,'])[0-9]{3}(?:(?P=mark)[0-9]{3})*")

_PERCENT = ("%", "percent", "per cent", "pct")
_MAGNITUDES: Mapping[str, int] = MappingProxyType(
    {"k": 3, "tsd": 3, "tsd.": 3, "thousand": 3, "m": 6, "mn": 6, "mio": 6, "mio.": 6, "million": 6, "millions": 6}
    | {"bn": 9, "mrd": 9, "mrd.": 9}
)  # no "billion", which is a million millions elsewhere


@dataclass(frozen=True)
class NumberKind:
    """What a number means where it is typed.

    Attributes
    ----------
    percent
        What a sign of percent says: a ``share`` (5 % is 0.05), the unit that the number has anyway (``unit``, 5 % is
        5), or nothing that could be known.
    magnitudes
        Whether ``k`` and ``m`` are thousands and millions, as they are of money.
    units
        Words that may stand before or behind and change nothing.
    least, most
        Its bounds, both within.
    """

    percent: Literal["", "share", "unit"] = ""
    magnitudes: bool = False
    units: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None

    def holds(self, x: float) -> bool:
        """Whether `x` lies within."""
        return (self.least is None or x >= self.least) and (self.most is None or x <= self.most)


ANY = NumberKind()


def read_number(text: str, kind: NumberKind = ANY) -> float:
    """The number that `text` says.

    Raises
    ------
    ImpossibleError
        It says none, or could say two; with what was typed and what to type instead.
    """
    shown = _shown(text)
    found = _said(text, kind, shown)
    if len(found) > 1:
        found = [x for x in found if kind.holds(float(x))] or found
    if len(found) > 1:
        one, other = (number_text(float(x)) for x in found)
        raise ImpossibleError(f"{shown} can be read as {one} and as {other}", "type one of these")
    return _checked(found[0], kind, shown)


def readings(text: str, kind: NumberKind = ANY) -> tuple[float, ...]:
    """All numbers that `text` can say, one or two of them; raises ImpossibleError where it says none."""
    return tuple(float(x) for x in _said(text, kind, _shown(text)))


def number_text(x: float) -> str:
    """`x` with all its digits, so that it reads back as itself and in one way only; thousands are set off."""
    size = abs(Decimal(repr(float(x))))
    if size and not Decimal("1e-7") <= size < Decimal("1e15"):
        return repr(float(x))
    whole, _, decimals = f"{size:f}".partition(".")
    decimals = decimals.rstrip("0")
    if len(whole) > 4:  # four digits are seen at once
        whole = f"{int(whole):,}".replace(",", _THIN)
    elif len(decimals) == 3 and whole != "0" and len(whole) <= 3:  # or it would look like thousands
        decimals += "0"
    return ("-" if x < 0 else "") + whole + ("." + decimals if decimals else "")


# --- parts ----------------------------------------------------------------------------------------------------


def _shown(text: str) -> str:
    return f"“{visible(text.strip())}”"


def _said(text: str, kind: NumberKind, shown: str) -> list[Decimal]:
    """All that `text` can say, decimals first; raises ImpossibleError where it says nothing."""
    if len(text) > LONGEST:
        raise ImpossibleError(f"{shown} is longer than any number", f"type at most {LONGEST} characters")
    found = _SHAPE.fullmatch(text.translate(_SPACES).translate(_SIGNS).strip())
    if found is None:
        raise _no_number(text, shown)
    before, figures, exponent, behind = found.groups()
    negative = _negative(before, kind, text, shown)
    power = _power(behind, kind, shown) + int((exponent or "e0")[1:])
    return [
        (digits.copy_negate() if negative else digits).scaleb(power)
        for digits in _readings(figures, shown, scientific=exponent is not None)
    ]


def _no_number(text: str, shown: str) -> ImpossibleError:
    if _RANGE.fullmatch(text):
        return ImpossibleError(
            f"{shown} is a range and not a number", "type one number, or choose a form with two ends"
        )
    return ImpossibleError(f"{shown} is not a number", "type digits, such as 4.5 or 1200")


def _negative(before: str, kind: NumberKind, text: str, shown: str) -> bool:
    """Whether there is a minus among what stands before the figures, which may also be a unit and nothing else."""
    lead, sign = before.strip(), ""
    if lead[:1] in ("+", "-"):
        lead, sign = lead[1:].strip(), lead[0]
    elif lead[-1:] in ("+", "-"):
        lead, sign = lead[:-1].strip(), lead[-1]
    if lead and lead.lower() not in _lower(kind.units):
        raise _no_number(text, shown)
    return sign == "-"


def _power(behind: str, kind: NumberKind, shown: str) -> int:
    """The power of ten in the word behind the figures; raises ImpossibleError where it is not understood."""
    word = behind.strip().lower()
    nothing = ("", *_lower(kind.units))
    if word in nothing:
        return 0
    if word in _PERCENT:
        if not kind.percent:
            raise ImpossibleError(f"{shown}: it is not known of what that is a share", "type a number without a sign")
        return -2 if kind.percent == "share" else 0
    for magnitude in sorted(_MAGNITUDES, key=len, reverse=True):
        if word.startswith(magnitude) and word[len(magnitude) :].strip() in nothing:
            if not kind.magnitudes:
                raise ImpossibleError(f"{shown}: “{magnitude}” is not understood here", "write the number out")
            return _MAGNITUDES[magnitude]
    raise ImpossibleError(f"{shown}: “{visible(behind.strip())}” is not understood here", "type the number alone")


def _lower(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.strip().lower() for word in words)


def _readings(figures: str, shown: str, *, scientific: bool) -> list[Decimal]:
    """All that figures with marks among them may say, decimals first."""
    found = list(dict.fromkeys(_each_reading(figures, scientific=scientific)))
    if not found:
        raise ImpossibleError(
            f"{shown} cannot be read: its marks are not where decimals or thousands are", "type it like 4.5 or 1200"
        )
    if any(_significant(x) > MOST_DIGITS for x in found):
        raise ImpossibleError(f"{shown} has more digits than can be kept", f"give at most {MOST_DIGITS}")
    return found


def _each_reading(figures: str, *, scientific: bool) -> Iterator[Decimal]:
    if figures.isdigit():
        yield Decimal(figures)
        return
    for mark in (".", ","):
        whole, found, decimals = figures.rpartition(mark)
        if found and decimals.isdigit() and (not whole or whole.isdigit() or _marked(whole) not in ("", mark)):
            yield Decimal(f"{_bare(whole)}.{decimals}")
    # a power of ten follows a point of decimals and never thousands
    if _marked(figures) not in (("", ".") if scientific else ("",)):
        yield Decimal(_bare(figures))


def _marked(figures: str) -> str:
    """The mark before every third digit; empty where there is none, or where figures begin with a 0."""
    found = _THOUSANDS.fullmatch(figures)
    return "" if found is None or figures.startswith("0") else found["mark"]


def _bare(figures: str) -> str:
    return re.sub(r"[^0-9]", "", figures)


def _significant(x: Decimal) -> int:
    return len("".join(map(str, x.as_tuple().digits)).rstrip("0"))


def _checked(x: Decimal, kind: NumberKind, shown: str) -> float:
    made = float(x)
    if math.isinf(made) or (made == 0) != (x == 0):
        raise ImpossibleError(
            f"{shown} is too {'small' if made == 0 else 'large'} to be kept", "give it in another unit"
        )
    if not kind.holds(made):
        raise ImpossibleError(f"{shown} is {_outside(made, kind)}", f"give {_within(kind)}")
    return made + 0.0  # no -0.0


def _outside(x: float, kind: NumberKind) -> str:
    if kind.most is not None and x > kind.most:
        return f"more than {number_text(kind.most)}"
    assert kind.least is not None  # or it would lie within
    return f"less than {number_text(kind.least)}"


def _within(kind: NumberKind) -> str:
    if kind.least is None:
        assert kind.most is not None  # asked only of what has a bound
        return f"at most {number_text(kind.most)}"
    if kind.most is None:
        return f"at least {number_text(kind.least)}"
    return f"{number_text(kind.least)} to {number_text(kind.most)}"
