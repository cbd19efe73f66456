"""What openpyxl does not tell of a sheet that it reads row by row: what is merged, hidden and commented on."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from xml.etree import ElementTree

from decision.files.tables.grid import LONGEST_CELL, MOST_COLUMNS, Area, Grid, refused

MOST_OF_COMMENTS = 3_000_000  # bytes of the part that holds them
MOST_LINES = 20_000  # rows of a sheet that are looked at, most of them empty

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})[\"']")
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_COLUMNS = re.compile(rb"<(?:\w+:)?col\s([^>]*)>")
_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")
_THREADED = "[Threaded comment]"  # what spreadsheets write before the words of newer comments, for older ones


@dataclass(frozen=True)
class SheetFacts:
    """Areas that are shown as one cell; rows and columns that are not shown, from 0; comments by row and column."""

    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    comments: Mapping[tuple[int, int], str] = field(default_factory=lambda: MappingProxyType({}))
    notes: tuple[str, ...] = ()


def sheet_facts(raw: bytes, path: str, file: str) -> SheetFacts:
    """What is known of the sheet in the part `path` of the workbook `raw`, whose parts are known to be harmless.

    Raises
    ------
    FileError
        A comment is longer than any cell may be.
    """
    path = path.lstrip("/")
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        if path not in package.namelist():
            return SheetFacts()
        content = package.read(path)
        comments, notes = _comments(package, path, file)
    return SheetFacts(
        tuple(_merged(content)), frozenset(_hidden_rows(content)), frozenset(_hidden_columns(content)), comments, notes
    )


def _merged(content: bytes) -> Iterator[Area]:
    for left, top, right, bottom in (match.groups() for match in _MERGED.finditer(content)):
        yield Area(int(top) - 1, _column(left), int(bottom) - 1, _column(right))


def _hidden_rows(content: bytes) -> Iterator[int]:
    row = -1
    for found in _ROW.finditer(content):
        said = re.search(rb"\br=[\"']([0-9]{1,7})[\"']", found[1])
        row = int(said[1]) - 1 if said else row + 1
        if row > MOST_LINES:  # none below is looked at
            return
        if _HIDDEN.search(found[1]):
            yield row


def _hidden_columns(content: bytes) -> Iterator[int]:
    for found in _COLUMNS.finditer(content):
        ends = [re.search(rb"\b" + end + rb"=[\"']([0-9]{1,5})[\"']", found[1]) for end in (b"min", b"max")]
        if _HIDDEN.search(found[1]) and ends[0] and ends[1]:
            yield from range(int(ends[0][1]) - 1, min(int(ends[1][1]), MOST_COLUMNS))


def _comments(package: zipfile.ZipFile, path: str, file: str) -> tuple[Mapping[tuple[int, int], str], tuple[str, ...]]:
    folder, name = posixpath.split(path)
    found: dict[tuple[int, int], str] = {}
    notes: tuple[str, ...] = ()
    parts: list[str] = []
    for relation in _parsed(package, f"{folder}/_rels/{name}.rels") or ():
        if relation.get("Type", "").endswith("/comments"):
            parts.append(posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/"))
    for part in parts[:1]:  # a sheet has one; whoever writes thousands only wants to keep us busy
        comments = _parsed(package, part)
        if comments is None:
            notes = ("The comments on its cells cannot be read, or are too many; they are left out.",)
            continue
        for comment in comments.iter():
            at = re.fullmatch(r"([A-Z]{1,3})([0-9]{1,7})", comment.get("ref", ""))
            if comment.tag.endswith("}comment") and at is not None:
                place = (int(at[2]) - 1, _column(at[1].encode()))
                found[place] = _words(comment)
                if len(found[place]) > LONGEST_CELL:
                    where = Grid((), file).place(*place)
                    raise refused(
                        file, f"has a comment of more than {LONGEST_CELL:,} characters at {where}; shorten it"
                    )
    return {place: text for place, text in found.items() if text}, notes


def _parsed(package: zipfile.ZipFile, part: str) -> ElementTree.Element | None:
    """A part as XML; None where there is none, or one that is larger than it may be."""
    if part not in package.namelist() or not part.endswith((".xml", ".rels")):
        return None
    if package.getinfo(part).file_size > MOST_OF_COMMENTS:
        return None
    return ElementTree.fromstring(package.read(part))  # noqa: S314  # whatever defines entities was refused before


def _words(comment: ElementTree.Element) -> str:
    text = " ".join("".join(each.text or "" for each in comment.iter() if each.tag.endswith("}t")).split())
    return text.partition("Comment:")[2].strip() if text.startswith(_THREADED) else text


def _column(name: bytes) -> int:
    number = 0
    for letter in name:
        number = 26 * number + letter - 64
    return number - 1
