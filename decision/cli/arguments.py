"""Arguments that several commands take, and how their values are read; one that cannot be is a wrong call."""

from __future__ import annotations

import datetime
import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from decimal import Decimal

from decision.model.errors import DecisionError
from decision.model.visible import visible

_NUMBER = re.compile(r"[+-]?[0-9]{1,300}(\.[0-9]{0,300})?([eE]\+?[0-9]{1,3})?")


def add_draws(parser: ArgumentParser) -> None:
    """How many draws, and from which seed."""
    parser.add_argument(
        "--draws", type=draws, metavar="N", help="how many worlds to draw; the file's number if not said"
    )
    parser.add_argument("--seed", type=seed, metavar="S", help="where the random numbers begin; the file's if not said")


def add_today(parser: ArgumentParser) -> None:
    """The day that days in files are held against."""
    parser.add_argument("--today", type=day, metavar="DAY", help="the day to hold dates against; today if not said")


def the_day(call: Namespace) -> datetime.date:
    """The day that was asked for, or today."""
    asked: datetime.date | None = call.today
    return datetime.date.today() if asked is None else asked


def day(text: str) -> datetime.date:
    """A day as it is written in files."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"a day is written as in 2026-11-26 (got {visible(text)})") from None


def locale(text: str) -> str:
    """Where a file of values will be opened."""
    from decision.outputs.files.csv_form import form_of

    try:
        form_of(text)
    except DecisionError as error:
        raise ArgumentTypeError(str(error)) from None
    return text


def draws(text: str) -> int:
    """A number of draws that a simulation can take."""
    from decision.analysis.simulation.simulation import MOST_DRAWS

    n = whole_number(text)
    if not 1 <= n <= MOST_DRAWS:
        raise ArgumentTypeError(f"1 to {MOST_DRAWS:,} draws can be taken (got {visible(text)})")
    return n


def seed(text: str) -> int:
    """Where random numbers may begin."""
    n = whole_number(text)
    if n < 0:
        raise ArgumentTypeError(f"a seed is 0 or more (got {visible(text)})")
    return n


def whole_number(text: str) -> int:
    """`text` as a whole number; ``1.5e6`` is one."""
    number = Decimal(text) if _NUMBER.fullmatch(text) else None
    if number is None or number != number.to_integral_value():
        raise ArgumentTypeError(f"a whole number is wanted (got {visible(text)})")
    return int(number)
