"""Cells of a workbook that were changed and are not brought in: said, so that nothing gets lost unseen."""

from __future__ import annotations

import math
import re

from decision.files.filled.scoring import Findings
from decision.files.filled.sheets import FilledBook, FilledCell
from decision.model.errors import listed
from decision.model.scoring_sheet import INPUTS_SHEET, RATINGS_SHEET, WEIGHTS_SHEET
from decision.model.visible import visible

_WHERE = re.compile(r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'!]+))!(?P<letters>[A-Z]{1,3})(?P<row>[0-9]{1,7})")
_HEADS = ("What", "Where", "As exported")
_SAME = 1e-9
_TOLD = 8


def other_inputs(book: FilledBook, found: Findings) -> None:
    """Say in `found` which cells to change are others now, but for those that are brought in."""
    if INPUTS_SHEET not in book.names:
        return
    sheets: dict[str, list[tuple[int, tuple[FilledCell, ...]]]] = {}
    changed = []
    sheet = book.sheet(INPUTS_SHEET, _HEADS)
    for row in sheet.rows():
        at = _WHERE.fullmatch(row["Where"].text)
        if at is None:
            continue
        name = (at["quoted"] or "").replace("''", "'") or at["plain"]
        if name in (RATINGS_SHEET, WEIGHTS_SHEET) or name not in book.names:
            continue
        if name not in sheets:
            sheets[name] = book.rows(name)
        if _is_another(_at(sheets[name], int(at["row"]), at["letters"]), row["As exported"]):
            changed.append(f"{visible(name)}!{at['letters']}{at['row']} ({visible(row['What'].text)})")
    if changed:
        found.notes.append(
            f"Changed in the workbook and not brought in, for only ratings and weights are: {listed(changed, _TOLD)}. "
            "Change the file itself."
        )


def _at(rows: list[tuple[int, tuple[FilledCell, ...]]], row: int, letters: str) -> FilledCell:
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - 64
    cells = rows[row - 1][1] if row <= len(rows) else ()
    return cells[column - 1] if column <= len(cells) else FilledCell()


def _is_another(now: FilledCell, was: FilledCell) -> bool:
    if now.is_formula:
        return False  # as it was exported
    if now.number is not None and was.number is not None:
        return not math.isclose(now.number, was.number, rel_tol=_SAME, abs_tol=_SAME) and not _is_percent(now, was)
    return now.text != was.text


def _is_percent(now: FilledCell, was: FilledCell) -> bool:
    """Whether one of the two is the same figure, shown in percent."""
    shares = [
        cell.number / 100 if cell.text.endswith("%") else cell.number for cell in (now, was) if cell.number is not None
    ]
    return len(shares) == 2 and math.isclose(*shares, rel_tol=_SAME, abs_tol=_SAME)
