"""The text that a workbook, a document or a page of ours encloses: found, with nothing run, followed or expanded."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, TypeVar
from xml.etree import ElementTree

from decision.files.enclosure import MOST_CHARACTERS, Enclosure, read_enclosure, refused
from decision.files.open_file import read_file
from decision.files.packages import BROKEN, checked_parts, rows_of
from decision.model.enclosed import ELEMENT, FIRST_LINE, HTML_ID, NAMESPACE, SHEET
from decision.model.errors import DecisionError
from decision.model.visible import visible

Found = TypeVar("Found")

WORKBOOK, DOCUMENT, PAGE = ".xlsx", ".docx", ".html"
ENDINGS = (WORKBOOK, DOCUMENT, PAGE)
MOST_BYTES = 20_000_000  # of an export, which holds pictures, draws and cells beside the decision
_MOST_LINES = 200_000
_NONE = "encloses no decision: it was not exported by Trilemma, or the part that holds it was removed"


def load_export(path: str | Path) -> tuple[Enclosure, bytes]:
    """What the export at `path` encloses, and the bytes of that file.

    Raises
    ------
    FileError
        It cannot be read, is none of ours, or what it encloses cannot be read.
    """
    raw = read_file(Path(path), MOST_BYTES)
    return enclosed_in(raw, str(path)), raw


def enclosed_in(raw: bytes, file: str) -> Enclosure:
    """What the export `file` with the bytes `raw` encloses; raises FileError as `load_export` does."""
    ending = Path(file).suffix.lower()
    if ending not in ENDINGS:
        raise refused(file, f"is none of {', '.join(ENDINGS)}; give an export of those kinds")
    find = {WORKBOOK: _in_workbook, DOCUMENT: _in_document, PAGE: _in_page}[ending]
    text = read_safely(lambda: find(raw, file), file)
    if text is None:
        raise refused(file, f"{_NONE}; export the decision again")
    return read_enclosure(text, file)


def read_safely(read: Callable[[], Found], file: str) -> Found:
    """What `read` finds in the export `file`; FileError for whatever libraries stumble over in a broken one."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and validation, which are not read here
            return read()
    except DecisionError:
        raise
    # errors of XML are SyntaxErrors
    except (*BROKEN, LookupError, TypeError, AttributeError, SyntaxError, RecursionError) as error:
        raise refused(file, f"cannot be read ({visible(str(error))}); export the decision again") from None


def _in_workbook(raw: bytes, file: str) -> str | None:
    from openpyxl import load_workbook

    checked_parts(raw, file, "workbook", "export the decision again")
    book = load_workbook(io.BytesIO(raw), read_only=True, keep_links=False)
    try:
        if SHEET not in book.sheetnames:
            return None
        lines: list[str] = []
        book[SHEET].reset_dimensions()  # what a file says of its size need not be so
        for number, row in enumerate(rows_of(SHEET, book[SHEET].iter_rows(max_col=1, values_only=True))):
            if number > _MOST_LINES:
                raise refused(file, f"has more than {_MOST_LINES:,} rows on {SHEET}; export the decision again")
            if lines or row[:1] == (FIRST_LINE,):
                lines.append("" if not row or row[0] is None else str(row[0]))
        return "".join(lines) or None
    finally:
        book.close()


def _in_document(raw: bytes, file: str) -> str | None:
    for part in checked_parts(raw, file, "document", "export the decision again"):
        if part.startswith("customXml/") and part.endswith(".xml"):
            text = _element(raw, part)
            if text is not None:
                return text
    return None


def _element(raw: bytes, part: str) -> str | None:
    """The text of our element, if that is what the part holds."""
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        content = package.read(part)
    if NAMESPACE.encode() not in content or len(content) > 2 * MOST_CHARACTERS:
        return None
    root = ElementTree.fromstring(content)  # noqa: S314  # whatever defines entities was refused before
    return root.text if root.tag == f"{{{NAMESPACE}}}{ELEMENT}" else None


def _in_page(raw: bytes, file: str) -> str | None:
    try:
        page = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise refused(file, "is not UTF-8, as pages of Trilemma are; export the decision again") from None
    found = _Script()
    found.feed(page)
    if found.count > 1:
        raise refused(file, "encloses two decisions; export the decision again")
    return "".join(found.pieces) if found.count else None


class _Script(HTMLParser):
    """Hears what stands in the script element that encloses a decision."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.pieces: list[str] = []
        self.count = 0
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said: dict[str, Any] = dict(attrs)
        self._inside = tag == "script" and said.get("id") == HTML_ID and said.get("type") == "application/json"
        self.count += self._inside

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.pieces.append(data)
