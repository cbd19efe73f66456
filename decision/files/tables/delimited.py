"""Tables as text, from a ``.csv`` file or as cells are copied: decoded, and parted at the mark that parts them."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from dataclasses import replace
from typing import Literal

from decision.files.tables.grid import MOST_ROWS, Cell, Grid, grid_of, refused

MARKS = {"tab": "\t", "semicolon": ";", "comma": ",", "pipe": "|"}
_RULE = re.compile(r"\s*:?-+:?\s*")  # below the names of a table in Markdown
_MOST_LINES = 100_000
_SNIFFED = 200  # lines by which the mark is found

csv.field_size_limit(131_072)


def text_grid(raw: bytes, file: str, delimiter: str = "") -> Grid:
    """The cells of a table as text; `delimiter` is found if it is empty.

    Raises
    ------
    FileError
        It is no text, holds no table, or more than a decision can.
    """
    text, notes = decoded(raw, file)
    mark = delimiter or _mark(text)
    if not text.strip("\t;,| \r\n"):
        raise refused(file, "holds nothing; give a table with names and figures")
    rows = _without_rule(_rows(text, mark, file)) if mark == "|" else _rows(text, mark, file)
    grid = grid_of(([Cell(" ".join(cell.split())) for cell in row] for row in rows), file)
    return replace(grid, notes=notes, points_part_decimals=mark == ",")


def decoded(raw: bytes, file: str) -> tuple[str, tuple[str, ...]]:
    """The text of `raw`, by its mark of byte order or else by what fits, and what is to be told about that."""
    for bom, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if raw.startswith(bom):
            return _as(raw[len(bom) :], encoding, file), ()
    if b"\0" in raw[:1000]:
        encoding = "utf-16-le" if raw[1:1000:2].count(0) >= raw[:1000:2].count(0) else "utf-16-be"
        return _as(raw, encoding, file), ("It is read as UTF-16, which it does not say.",)
    try:
        return _without_nul(raw.decode("utf-8"), file), ()
    except UnicodeDecodeError:
        return _as(raw, "cp1252", file), (
            "It is read as Windows-1252, for it is no UTF-8; if letters look wrong, save it as UTF-8.",
        )


def _as(raw: bytes, encoding: str, file: str) -> str:
    try:
        return _without_nul(raw.decode(encoding), file)
    except UnicodeDecodeError:
        raise refused(file, "is no text that can be read; save it as UTF-8 or as .xlsx") from None


def _without_nul(text: str, file: str) -> str:
    if "\0" in text:
        raise refused(file, "is no text; give a .csv file, an .xlsx workbook, or copied cells")
    return text


def _mark(text: str) -> str:
    """What parts the cells: the mark by which most lines have the same number of cells, and more than one."""
    lines = [line for line in text.splitlines()[:_SNIFFED] if line.strip()]
    best, found = (0.0, 0), "\t"
    for mark in MARKS.values():
        try:
            rows = [row for row in csv.reader(lines, delimiter=mark) if any(cell.strip() for cell in row)]
        except csv.Error:
            continue
        usual, count = Counter(map(len, rows)).most_common(1)[0] if rows else (0, 0)
        fits = (round(count / len(rows), 2), usual) if usual > 1 else (0.0, 0)
        if fits > best:
            best, found = fits, mark
    return found


def _rows(text: str, mark: str, file: str) -> list[list[str]]:
    try:
        return _parted(text, mark, file, quoted=True)
    except csv.Error as error:
        if mark == "\t":  # as cells are copied, a quote may be a sign of inches
            return _parted(text, mark, file, quoted=False)
        raise refused(file, f"cannot be parted into cells ({error}); check its quotation marks") from None


def _parted(text: str, mark: str, file: str, *, quoted: bool) -> list[list[str]]:
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    rows: list[list[str]] = []
    filled = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark, quoting=quoting, strict=quoted):
            rows.append(row)
            filled += any(row)
            if len(rows) > _MOST_LINES or filled > MOST_ROWS:
                break  # which is said when the grid is made
    except csv.Error as error:
        if not quoted:
            raise refused(file, f"cannot be parted into cells ({error}); check its lines") from None
        raise
    return rows


def _without_rule(rows: list[list[str]]) -> list[list[str]]:
    """The rows of a table in Markdown, without the line below the names and the empty cells at either end."""
    kept = [row for row in rows if not (any(row) and all(_RULE.fullmatch(cell) for cell in row if cell.strip()))]
    if kept and all(not row[0].strip() for row in kept if row):
        kept = [row[1:] for row in kept]
    return kept
