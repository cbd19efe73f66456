"""Ratings as they are typed in one cell: ``5``, ``3-8``, ``3 5 8``, ``?``; read as what they say, or refused.

Numbers are read as everywhere (`decision/model/number_text.py`); what says that nobody knows, and what parts the ends
of a range, as in tables that are brought (`decision/files/tables/`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from decision.files.tables.numbers import ends_of_range
from decision.files.tables.words import is_unknown, is_word
from decision.model.errors import ImpossibleError
from decision.model.estimate import Exact, Range, ThreePoint, Unknown
from decision.model.number_text import ANY, NumberKind, number_text, read_number
from decision.model.visible import visible

LONGEST = 200  # characters of a rating

TypedEstimate = Exact | Range | ThreePoint | Unknown

_FORMS = "a number, 3 to 8, 3 5 8 (low, most likely, high), or ? where nobody knows"
# narrow and fixed spaces part thousands, and never numbers
_BEFORE_A_NUMBER = re.compile(r"[ \t]+(?=[-+\N{MINUS SIGN}$€£¥₹]?[.,]?[0-9])")


def read_rating(text: str, kind: NumberKind = ANY) -> TypedEstimate:
    """The estimate that `text` says, in numbers of `kind`.

    Raises
    ------
    ImpossibleError
        It says none, or could say two; with what was typed and what to type instead.
    """
    text = text.strip()
    shown = f"“{visible(text)}”"
    if not text:
        raise ImpossibleError("the cell is empty", f"type {_FORMS}")
    if len(text) > LONGEST:
        raise ImpossibleError(f"what was typed is longer than {LONGEST} characters", f"type {_FORMS}")
    if is_unknown(text):
        return Unknown()
    if is_word(text):
        raise ImpossibleError(f"{shown} is a word, and stands for no figure here", f"type {_FORMS}")
    one, three = _single(text, kind), _three(text, kind)
    if isinstance(one, float) and three is not None and list(three) == sorted(three):
        low, mode, high = map(number_text, three)
        raise ImpossibleError(
            f"{shown} can be read as {number_text(one)} and as low {low}, most likely {mode}, high {high}",
            f"type {number_text(one)}, or {low}; {mode}; {high}",
        )
    if isinstance(one, float):
        return Exact(one)
    if three is not None:
        return _in_order(three, shown)
    ends = ends_of_range(text)
    if ends is None:
        raise _refused(text, kind, shown, one)
    return _range(ends, kind, shown)


# --- parts ----------------------------------------------------------------------------------------------------


def _single(text: str, kind: NumberKind) -> float | ImpossibleError:
    """The one number that `text` says, or why it says none."""
    try:
        return read_number(text, kind)
    except ImpossibleError as error:
        return error


def _parts(text: str) -> list[str]:
    """The numbers that stand beside each other in `text`: parted by semicolons, or commas with a space, or spaces."""
    if ";" in text:
        return [part.strip() for part in text.split(";")]
    return re.split(r",\s+", text) if re.search(r",\s", text) else _BEFORE_A_NUMBER.split(text)


def _three(text: str, kind: NumberKind) -> tuple[float, float, float] | None:
    """Three numbers beside each other; None where there are not three, or one of them is none."""
    found = [_single(part, kind) for part in _parts(text)]
    numbers = [x for x in found if isinstance(x, float)]
    if len(found) != 3 or len(numbers) != 3:
        return None
    return numbers[0], numbers[1], numbers[2]


def _in_order(three: tuple[float, float, float], shown: str) -> ThreePoint:
    low, mode, high = three
    if not low <= mode <= high:
        raise ImpossibleError(f"{shown} is not in order", "type low, most likely and high, lowest first")
    return ThreePoint(low, mode, high)


def _range(ends: tuple[str, str], kind: NumberKind, shown: str) -> Range:
    found = [_single(end, kind) for end in ends]
    for x in found:
        if not isinstance(x, float):
            raise ImpossibleError(f"{shown}: {x.what}", x.remedy if "range" not in x.what else f"type {_FORMS}")
    low, high = (read_number(end, kind) for end in ends)
    plain = replace(kind, magnitudes=False)
    if low and isinstance(_single(ends[0], plain), float) and not isinstance(_single(ends[1], plain), float):
        raise ImpossibleError(
            f"{shown} may begin at {number_text(low)} or at its thousandfold or millionfold", "write both ends out"
        )
    if low > high:
        raise ImpossibleError(
            f"{shown} runs from {number_text(low)} down to {number_text(high)}", "type the lower end first"
        )
    return Range(low, high)


def _refused(text: str, kind: NumberKind, shown: str, error: ImpossibleError) -> ImpossibleError:
    parts = _parts(text)
    if len(parts) > 1 and all(isinstance(_single(part, kind), float) for part in parts):
        if len(parts) == 2:
            return ImpossibleError(f"{shown} is two numbers", f"type {parts[0]} to {parts[1]} for a range")
        return ImpossibleError(f"{shown} is {len(parts)} numbers", f"type {_FORMS}")
    if len(parts) == 3:
        for part in parts:
            why = _single(part, kind)
            if isinstance(why, ImpossibleError):
                return ImpossibleError(f"{shown}: {why.what}", why.remedy)
    return error if re.search(r"[0-9]", text) else ImpossibleError(f"{shown} is not a rating", f"type {_FORMS}")
