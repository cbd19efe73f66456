"""What does not hold in an export, and what was changed in it on purpose."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass

from decision.model.visible import visible

Said = float | str | None  # what a cell or a text says; None where it says nothing
CLOSE = 1e-9  # as a share of what is larger than 1
_LONGEST = 160  # characters of a text that is quoted
_FEWEST, _MOST = 3, 17  # digits


@dataclass(frozen=True)
class Finding:
    """Something that an export says and that does not follow from the decision inside it.

    Attributes
    ----------
    where
        The cell, or the text, as a person finds it: ``Comparison!D7``.
    says, is_
        What stands there, and what follows; None where nothing does.
    what
        What it is, where that is known: ``Points of Extend: Cost``.
    note
        In place of both, or beside them: what is wrong.
    """

    where: str
    says: Said = None
    is_: Said = None
    what: str = ""
    note: str = ""

    def __str__(self) -> str:
        what = f" ({visible(self.what, _LONGEST)})" if self.what else ""
        if self.says is None and self.is_ is None:
            return f"{self.where}: {self.note}{what}"
        says, is_ = told_apart(self.says, self.is_)
        return f"{self.where}: says {says}, is {is_}{what}" + (f"; {self.note}" if self.note else "")

    def to_dict(self) -> dict[str, Said]:
        """The finding as data."""
        return {"where": self.where, "what": self.what, "says": self.says, "is": self.is_, "note": self.note}


@dataclass(frozen=True)
class ChangedInput:
    """A cell that is there to be changed, and was."""

    where: str
    what: str
    was: Said
    now: Said
    key: tuple[str, ...]

    def __str__(self) -> str:
        was, now = told_apart(self.was, self.now)
        return f"{self.where}: was {was}, is {now} ({visible(self.what, _LONGEST)})"

    def to_dict(self) -> dict[str, Said]:
        """The change as data."""
        return {"where": self.where, "what": self.what, "was": self.was, "is": self.now}


def said(x: object) -> Said:
    """What a cell holds, as it is compared: numbers as such, everything else as text, nothing as None."""
    if x is None or x == "":
        return None
    if isinstance(x, bool):
        return "TRUE" if x else "FALSE"
    if isinstance(x, int | float):
        return float(x)
    if isinstance(x, datetime.datetime | datetime.date | datetime.time):
        return x.isoformat()
    return str(x)


def same(one: Said, other: Said) -> bool:
    """Whether two say the same: numbers to a billionth, texts to the letter but for line ends and blanks at them."""
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= CLOSE * max(1.0, abs(other)) or one == other
    if isinstance(one, str) and isinstance(other, str):
        return one == other or one.split() == other.split()
    return one is None and other is None


def told_apart(one: Said, other: Said) -> tuple[str, str]:
    """Both in words, numbers with as many digits as it takes to tell them apart."""
    if isinstance(one, float) and isinstance(other, float):
        for digits in range(_FEWEST, _MOST + 1):
            shown = _number(one, digits), _number(other, digits)
            if shown[0] != shown[1]:
                return shown
    return _shown(one), _shown(other)


def _shown(x: Said) -> str:
    if x is None:
        return "nothing"
    return _number(x, _FEWEST) if isinstance(x, float) else f"“{visible(x, _LONGEST)}”"


def _number(x: float, digits: int) -> str:
    """So many digits, but all of those before the point."""
    if not math.isfinite(x):
        return str(x)
    before = 1 if x == 0 else math.floor(math.log10(abs(x))) + 1
    decimals = max(0, digits - before)
    shown = f"{x:,.{decimals}f}" if decimals <= _MOST else f"{x:.{digits}g}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown
