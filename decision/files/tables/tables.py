"""A table from bytes to what it is understood as."""

from __future__ import annotations

from pathlib import PurePath

from decision.files.open_file import check_size
from decision.files.tables.corrections import Corrections, corrected
from decision.files.tables.delimited import text_grid
from decision.files.tables.grid import Grid, refused
from decision.files.tables.orientation import Way
from decision.files.tables.understanding import Choices, Understanding
from decision.files.tables.workbook import workbook_grid

WORKBOOKS = (".xlsx", ".xlsm")
_NOT_READ = {".xls": ".xlsx", ".ods": ".xlsx or .csv", ".numbers": ".xlsx or .csv", ".xlsb": ".xlsx", ".pdf": ".csv"}


def table_grid(raw: bytes, file: str, sheet: str = "", delimiter: str = "") -> Grid:
    """The cells in `raw`, a workbook or a text by what it begins with; raises FileError."""
    check_size(file, len(raw))
    ending = PurePath(file).suffix.lower()
    if ending in _NOT_READ and not raw.startswith(b"PK"):
        raise refused(file, f"a {ending} file is not read; save the table as {_NOT_READ[ending]}")
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) or ending in WORKBOOKS:
        return workbook_grid(raw, file, sheet)
    if sheet:
        raise refused(file, "is a text and has no sheets; leave the sheet out")
    return text_grid(raw, file, delimiter)


def understand(grid: Grid, choices: Choices, options: Way | None = None, weights: str = "") -> Understanding:
    """What `grid` is understood as; which way `options` stand and what `weights` are called is found if not said."""
    return corrected(grid, Corrections(options, weights=weights, choices=choices))
