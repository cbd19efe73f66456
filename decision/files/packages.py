"""Zipped packages of parts, as workbooks and documents are: whether unpacking one is harmless."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from decision.files.faults import Fault, FileError
from decision.model.visible import visible

BROKEN = (  # what zipfile says of a broken package
    zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError,
)  # fmt: skip

Row = TypeVar("Row")

MOST_PARTS = 2_000  # files in a package
MOST_UNPACKED = 60_000_000  # bytes of all parts together
_BLOCK = 1 << 16

_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def checked_parts(
    raw: bytes, file: str, kind: str, remedy: str, look: Callable[[str, bytes], None] | None = None
) -> list[str]:
    """The names of the parts of a package, once it is sure that unpacking them is harmless.

    Parameters
    ----------
    kind, remedy
        What the package is to be, and what to do where it is none, for the words of errors.
    look
        Told the name and every block of each part of XML while it is looked at.

    Raises
    ------
    FileError
        It is no package, unpacks to more than is opened, or defines entities.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            parts = package.infolist()
            unpacked = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED:
                raise _refused(
                    file,
                    f"unpacks to {unpacked / 1e6:,.0f} MB in {len(parts):,} parts, which is not opened; {remedy}",
                )
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _look_at(package, part, file, kind, look)
            return [part.filename for part in parts]
    except FileError:
        raise
    except BROKEN as error:
        raise _refused(file, f"is no {kind} that can be read ({visible(str(error))}); {remedy}") from None


def rows_of(sheet: str, rows: Iterable[Row]) -> Iterator[Row]:
    """The `rows` of the sheet of that name; ValueError in words where openpyxl finds no figure or no text of a cell."""
    try:
        yield from rows
    except (ValueError, IndexError):
        raise ValueError(f"a cell of the sheet {visible(sheet)} is damaged") from None


def _look_at(
    package: zipfile.ZipFile, part: zipfile.ZipInfo, file: str, kind: str, look: Callable[[str, bytes], None] | None
) -> None:
    with package.open(part) as content:
        before = b""
        while block := content.read(_BLOCK):
            if _DOCTYPE.search((before + block).replace(b"\0", b"")):  # in UTF-16 too
                raise _refused(file, f"defines entities, as no {kind} does, and is not opened; save it anew")
            if look is not None:
                look(part.filename, block)
            before = block[-40:]


def _refused(file: str, message: str) -> FileError:
    return FileError([Fault(file, 1, 1, "", message)])
