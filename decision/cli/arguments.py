"""Arguments that several commands take, and how their values are read."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError


def add_file(parser: ArgumentParser) -> None:
    """The scenario that the command is about."""
    parser.add_argument("file", metavar="FILE")


def add_draws(parser: ArgumentParser) -> None:
    """How many draws, and from which seed."""
    parser.add_argument("--draws", type=whole_number, help="how many worlds to draw; the file's number if not said")
    parser.add_argument("--seed", type=whole_number, help="where the random numbers begin; the file's if not said")


def whole_number(text: str) -> int:
    """`text` as a whole number; ``1e6`` is one."""
    try:
        number = float(text)
        return int(text) if number.is_integer() and text.lstrip("+-").isdigit() else int(_whole(number))
    except (ValueError, OverflowError):
        raise ArgumentTypeError(f"a whole number is wanted (got {text})") from None


def _whole(number: float) -> float:
    if not number.is_integer():
        raise ValueError
    return number
