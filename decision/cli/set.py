"""``set FILE path=value…``: values changed in a file, and no other line of it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from decision.cli.editing import add_edit_arguments, carry_out, path_and_value
from decision.cli.status import WrongCallError
from decision.files.editing.edits import Edit, Move, Rename, Set


def add_arguments(parser: ArgumentParser) -> None:
    add_edit_arguments(
        parser, "PATH=VALUE", "what to set, such as weights.cost=30 or options.buy.name='Buy a portal'", nargs="*"
    )
    parser.add_argument(
        "--rename",
        action="append",
        default=[],
        metavar="PATH=KEY",
        help="another key, such as options.buy=vendor_a; what names an option or a criterion follows",
    )
    parser.add_argument(
        "--move",
        action="append",
        default=[],
        metavar="PATH=PLACE",
        help="another place among its neighbours: first, last, before:KEY or after:KEY",
    )


def run(call: Namespace) -> int:
    edits: list[Edit] = [Set(*path_and_value(edit)) for edit in call.edits]
    edits += [Rename(*_halves(each, "--rename", "options.buy=vendor_a")) for each in call.rename]
    edits += [_move(each) for each in call.move]
    if not edits:
        raise WrongCallError("there is nothing to set; give path=value, as in weights.cost=30")
    return carry_out(call, edits)


def _move(text: str) -> Move:
    path, place = _halves(text, "--move", "options.buy=first")
    word, _, key = place.partition(":")
    if place in ("first", "last"):
        return Move(path, last=place == "last")
    if word in ("before", "after") and key:
        return Move(path, before=key) if word == "before" else Move(path, after=key)
    raise WrongCallError(f"--move {text} names no place; write first, last, before:KEY or after:KEY")


def _halves(text: str, flag: str, example: str) -> tuple[str, str]:
    path, _, other = (part.strip() for part in text.partition("="))
    if not path or not other:
        raise WrongCallError(f"{flag} {text} is not complete; write it as in {flag} {example}")
    return path, other
