"""What a file holds, shown before it is taken away: the file itself is read, not what it was made from."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import streamlit as st

from decision.ui.frame.blocks import scrolling
from decision.ui.frame.text import escape, label
from decision.ui.session import state

LINES, LONGEST_LINE = 24, 400  # of text
ROWS, COLUMNS, LONGEST_CELL = 9, 8, 120  # of a sheet or a table
BLOCKS = 40  # paragraphs and tables of a document
HEIGHT = 420  # pixels of a page in the page
_SHEET = "preview:sheet"


def preview(ending: str, content: bytes) -> None:
    """The beginning of a file with that `ending`."""
    _KINDS.get(ending, _text)(content)


def _text(content: bytes) -> None:
    lines = content.decode("utf-8-sig", "replace").splitlines()
    shown = "\n".join(line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]}…" for line in lines[:LINES])
    st.code(shown, language=None, wrap_lines=True, height=HEIGHT if len(lines) > LINES // 2 else "content")
    if len(lines) > LINES:
        _note(f"The first {LINES} of {len(lines):,} lines.")


def _page(content: bytes) -> None:
    # by an address of its own, which makes it a stranger to this page: whatever it held could reach nothing here
    address = f"data:text/html;charset=utf-8;base64,{base64.b64encode(content).decode('ascii')}"
    st.iframe(address, height=HEIGHT, alt="The file as a browser shows it")


def _workbook(content: bytes) -> None:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    names = book.sheetnames
    sheet = st.selectbox(
        label(f"One of {len(names)} sheets"),
        names,
        format_func=label,
        key=state.as_widget(f"{_SHEET}:widget", state.chosen(_SHEET, names)),
        on_change=state.choose_as_told,
        args=(_SHEET, f"{_SHEET}:widget"),
        width=260,
    )
    rows = list(book[sheet].iter_rows(max_row=ROWS, max_col=COLUMNS, values_only=True))
    st.html(scrolling(f"Sheet {sheet}", _table([[_cell(x) for x in row] for row in rows if any(row)])))
    _note(f"The first {ROWS} rows and {COLUMNS} columns; formulas are shown by what they give.")


def _cell(x: Any) -> str:
    if x is None:
        return ""
    said = f"{x:.6g}" if isinstance(x, float) else str(x)
    return said if len(said) <= LONGEST_CELL else f"{said[:LONGEST_CELL]}…"


def _document(content: bytes) -> None:
    from docx import Document

    document = Document(io.BytesIO(content))
    shown = "".join(islice(_blocks(document), BLOCKS))
    with st.container(height=HEIGHT, key="preview_document"):
        st.html(f'<div class="document">{shown}</div>')
    _note("Its text, as far as it fits here; pictures and pages are in the file.")


def _blocks(document: Any) -> Iterator[str]:
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield scrolling(
                "A table of the document", _table([[cell.text for cell in row.cells] for row in block.rows])
            )
        elif block.text.strip():
            tag = "h3" if block.style.name.startswith(("Heading", "Title")) else "p"
            yield f"<{tag}>{escape(block.text)}</{tag}>"


def _table(rows: Sequence[Sequence[str]]) -> str:
    return f'<table class="peek"><tbody>{"".join(map(_row, rows))}</tbody></table>'


def _row(cells: Sequence[str]) -> str:
    """A row; what stands alone in it goes across, as it does on the sheet."""
    if len(cells) > 1 and cells[0] and not any(cells[1:]):
        return f'<tr><td colspan="{len(cells)}">{escape(cells[0])}</td></tr>'
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"


def _archive(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        listed = "".join(
            f"<li>{escape(each.filename)}, {size_in_words(each.file_size)}</li>" for each in entries[:LINES]
        )
        st.html(f'<ul class="found">{listed}</ul>')
        readable = next((each for each in entries if each.filename.endswith((".md", ".txt"))), None)
        if readable is not None:
            _note(f"The beginning of {readable.filename}:")
            _text(archive.read(readable))


def _note(text: str) -> None:
    st.html(f'<p class="note">{escape(text)}</p>')


def size_in_words(count: int) -> str:
    """How large a file is: ``84 kB``."""
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(1, round(count / 1000))} kB"


_KINDS: Mapping[str, Callable[[bytes], None]] = {
    ".xlsx": _workbook,
    ".docx": _document,
    ".html": _page,
    ".zip": _archive,
}
