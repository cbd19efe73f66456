"""Tables in workbooks: values as they were kept, faults by sheet and cell, and nothing opened that could do harm."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from decision.files.faults import FileError
from decision.files.tables.scenario import scenario_of, scenario_text
from decision.files.tables.tables import table_grid, understand
from decision.files.tables.understanding import Choices, Understanding
from decision.model.errors import DecisionError

ROWS = [
    ["Criteria", "Weight", "Vendor A", "Vendor B"],
    ["Fit", 0.25, 4, 3],
    ["Price", 0.75, 1200.5, 900],
]


def workbook(rows: list[list[Any]] = ROWS, change: Callable[[Any, Any], None] = lambda book, sheet: None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Scores"
    for row in rows:
        sheet.append(row)
    change(book, sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(raw: bytes, sheet: str = "", name: str = "table.xlsx") -> Understanding:
    return understand(table_grid(raw, name, sheet), Choices())


def with_part(raw: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO(raw)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return out.getvalue()


def replaced(raw: bytes, part: str, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as package, zipfile.ZipFile(out, "w") as changed:
        for name in package.namelist():
            content = package.read(name)
            changed.writestr(name, content.replace(old, new) if name == part else content)
    return out.getvalue()


def test_a_workbook_is_read_as_its_figures_stand() -> None:
    def formats(_: Any, sheet: Any) -> None:
        sheet["B2"].number_format = sheet["B3"].number_format = "0%"
        sheet["C3"].number_format = sheet["D3"].number_format = "[$€-407] #,##0.00"

    found = read(workbook(change=formats))
    assert found.faults == ()
    assert [(each.weight, each.unit) for each in found.criteria] == [(25, ""), (75, "€")]
    assert found.ratings["vendor_a", "price"].ends == (1200.5, 1200.5)
    assert "# Made from the sheet Scores of table.xlsx." in scenario_text(found)


def test_numbers_of_a_workbook_cannot_be_read_in_two_ways() -> None:
    found = read(workbook([["Criteria", "Weight", "A", "B"], ["Fit", 1, 1.234, 2]]))
    assert found.ratings["a", "fit"].ends == (1.234, 1.234)


def test_a_formula_is_its_kept_value_and_a_fault_where_none_was_kept() -> None:
    def formula(_: Any, sheet: Any) -> None:
        sheet["C2"] = "=2+2"

    raw = workbook(change=formula)
    assert [str(fault) for fault in read(raw).faults] == [
        "table.xlsx:2:3: Scores!C2: is a formula whose result is not in the file; open it in a spreadsheet and save it"
    ]
    kept = replaced(raw, "xl/worksheets/sheet1.xml", b"<f>2+2</f><v></v>", b"<f>2+2</f><v>4</v>")
    kept = replaced(kept, "xl/worksheets/sheet1.xml", b"<f>2+2</f><v />", b"<f>2+2</f><v>4</v>")
    assert read(kept).ratings["vendor_a", "fit"].ends == (4, 4)


def test_merged_ratings_are_a_fault_and_merged_names_are_not() -> None:
    def names(_: Any, sheet: Any) -> None:
        sheet.insert_rows(1)
        sheet["C1"] = "Vendors"
        sheet.merge_cells("C1:D1")

    assert read(workbook(change=names)).faults == ()

    def ratings(_: Any, sheet: Any) -> None:
        sheet.merge_cells("C2:D2")

    assert [str(fault) for fault in read(workbook(change=ratings)).faults] == [
        "table.xlsx:2:3: Scores!C2: is merged with the cells up to D2; unmerge them and write a rating in each"
    ]


def test_errors_and_dates_are_faults_of_their_cell() -> None:
    def wrong(_: Any, sheet: Any) -> None:
        sheet["C2"] = "#REF!"
        sheet["D2"] = datetime.date(2026, 5, 3)

    first, second = (str(fault) for fault in read(workbook(change=wrong)).faults)
    assert first.endswith("Scores!C2: is an error of the spreadsheet (#REF!); mend its formula")
    assert "Scores!D2: is a date (2026-05-03); if it was typed as a range such as 3-5" in second


def test_of_several_sheets_one_has_to_be_named() -> None:
    def another(book: Any, _: Any) -> None:
        book.create_sheet("Notes").append(["Read me"])
        book.create_sheet("Empty")

    raw = workbook(change=another)
    with pytest.raises(FileError, match="has 2 sheets that hold something; say which is meant: Scores, Notes"):
        read(raw)
    assert len(read(raw, "scores").options) == len(read(raw, "1").options) == 2
    with pytest.raises(FileError, match="has no sheet Sores; name one of Scores, Notes, Empty"):
        read(raw, "Sores")


def test_macros_and_links_are_left_alone_and_said() -> None:
    raw = with_part(workbook(), "xl/vbaProject.bin", b"macro")
    notes = [note.text for note in read(raw, name="table.xlsm").notes]
    assert "The workbook holds macros; they are neither run nor kept." in notes


def test_what_unpacks_to_too_much_is_not_opened() -> None:
    raw = with_part(workbook(), "xl/media/big.xml", b"\0" * 70_000_000)
    assert len(raw) < 200_000
    with pytest.raises(FileError, match=r"unpacks to 70 MB in \d+ parts, which is not opened"):
        read(raw)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_not_opened(encoding: str) -> None:
    entity = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode(encoding)
    with pytest.raises(FileError, match="defines entities"):
        read(with_part(workbook(), "xl/other.xml", entity))


def test_100_000_rows_are_refused() -> None:
    rows = [["Criteria", "Weight", "A", "B"], *(["Fit", 1, 4, 3] for _ in range(3_000))]
    with pytest.raises(FileError, match="Scores: has more than 200 rows; keep the rows and columns of the decision"):
        read(workbook(rows))
    one = b'<row r="3"><c r="A3"><v>1</v></c></row>'
    long = replaced(workbook(), "xl/worksheets/sheet1.xml", b"</sheetData>", 100_000 * one + b"</sheetData>")
    with pytest.raises(FileError, match="has more than 200 rows; keep the rows and columns of the decision"):
        read(long)


def test_a_table_far_down_with_empty_rows_is_found() -> None:
    found = read(workbook([[], [], [None], *([None, *row] for row in ROWS)]))
    assert [option.name for option in found.options] == ["Vendor A", "Vendor B"]
    scenario_of(found)


@pytest.mark.parametrize("name", ["table.ods", "table.numbers", "table.xlsb", "table.xls"])
def test_other_spreadsheets_are_told_what_to_save_as(name: str) -> None:
    with pytest.raises(FileError, match="is not read; save the table as"):
        table_grid(b"anything", name)


RAW = workbook()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(RAW) - 1), st.binary(min_size=1, max_size=4))
def test_a_broken_workbook_is_read_or_refused(at: int, bytes_: bytes) -> None:
    try:
        scenario_text(read(RAW[:at] + bytes_ + RAW[at + len(bytes_) :]))
    except DecisionError:
        return


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml")),
    st.integers(0, 2000),
    st.sampled_from((b"", b"<", b">", b"\"", b"9", b"</", b"r=\"A0\"", b"t=\"s\"", b"\xff")),
)  # fmt: skip
def test_a_workbook_with_broken_parts_is_read_or_refused(part: str, at: int, new: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(RAW)) as package:
        content = package.read(part)
    at %= len(content)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(RAW)) as package, zipfile.ZipFile(out, "w") as changed:
        for name in package.namelist():
            whole = package.read(name)
            changed.writestr(name, whole[:at] + new + whole[at + 3 :] if name == part else whole)
    try:
        scenario_text(read(out.getvalue()))
    except DecisionError:
        return


@pytest.mark.parametrize("lost", [1, 50, 449, 1000])
def test_a_workbook_without_its_beginning_is_refused(lost: int) -> None:
    with pytest.raises(FileError, match="is no workbook that can be read"):
        table_grid(workbook()[lost:], "table.xlsx")


# --- what a sheet does not show at once -----------------------------------------------------------------------------


def noted(_: Any, sheet: Any) -> None:
    for place, text in {
        "A2": "How well it does",
        "C1": "Of Ohio",
        "D2": "Seen in a demo",
        "B3": "By the board",
    }.items():
        sheet[place].comment = Comment(text, "me")


def test_hidden_rows_and_columns_are_read_and_said() -> None:
    def hide(_: Any, sheet: Any) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["D"].hidden = True
        sheet.column_dimensions["H"].hidden = True

    raw = workbook(change=hide)
    found = read(raw)
    assert len(found.options) == len(found.criteria) == 2
    assert "Hidden in the spreadsheet, but read like the rest: row 3, column D." in [note.text for note in found.notes]
    assert not any("Hidden" in note.text for note in read(workbook()).notes)
    grid = found.layout.grid
    assert (grid.is_row_hidden(2), grid.is_row_hidden(1), grid.is_column_hidden(3)) == (True, False, True)
    assert (grid.turned().is_column_hidden(2), grid.turned().is_row_hidden(3)) == (True, True)


def test_a_hidden_sheet_is_said_to_be_one() -> None:
    def another(book: Any, _: Any) -> None:
        book.create_sheet("Old").append(["x", "y"])
        book["Scores"].sheet_state = "hidden"
        book.active = book["Old"]

    raw = workbook(change=another)
    assert "The sheet Scores is hidden." in [note.text for note in read(raw, "Scores").notes]


def test_comments_on_cells_are_reasons_and_what_things_are_about() -> None:
    found = read(workbook(change=noted))
    assert found.ratings["vendor_b", "fit"].reason == "Seen in a demo"
    assert (found.criteria[0].about, found.options[0].about) == ("How well it does", "Of Ohio")
    notes = [note.text for note in found.notes]
    assert "1 comment on ratings is kept as reasons." in notes
    assert "2 comments on names are kept as what these are about." in notes
    assert "Comments that are not kept: Scores!B3 “By the board”." in notes
    assert scenario_of(found).option("vendor_b").ratings["fit"].because == "Seen in a demo"


def test_comments_go_with_their_cells_when_a_table_is_turned() -> None:
    turned = [["Option", "Fit", "Reach"], ["Weight", 3, 2], ["A", 4, 1], ["B", 3, 5]]

    def on_a_rating(_: Any, sheet: Any) -> None:
        sheet["C4"].comment = Comment("So they say", "me")
        sheet["B1"].comment = Comment("For whom", "me")

    found = read(workbook(turned, on_a_rating))
    assert not found.layout.options_are_across
    assert found.ratings["b", "reach"].reason == "So they say"
    assert found.criteria[0].about == "For whom"


def test_of_a_threaded_comment_the_words_are_kept() -> None:
    def threaded(_: Any, sheet: Any) -> None:
        sheet["C2"].comment = Comment(
            "[Threaded comment]\n\nYour version of Excel … \n\nComment:\n    Asked twice", "me"
        )

    assert read(workbook(change=threaded)).ratings["vendor_a", "fit"].reason == "Asked twice"


def test_comments_that_cannot_be_kept_are_said_or_refused() -> None:
    def long(_: Any, sheet: Any) -> None:
        sheet["C2"].comment = Comment("x" * 2_001, "me")

    with pytest.raises(FileError, match="has a comment of more than 2,000 characters at C2; shorten it"):
        read(workbook(change=long))
    raw = replaced(
        workbook(change=noted), "xl/comments/comment1.xml", b"</comments>", b" " * 3_000_000 + b"</comments>"
    )
    notes = [note.text for note in read(raw).notes]
    assert "The comments on its cells cannot be read, or are too many; they are left out." in notes


def test_comments_named_again_and_again_are_read_once() -> None:
    relation = (
        b'<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" '
        b'Target="/xl/comments/comment1.xml" Id="c%d" />'
    )
    many = b"".join(relation % n for n in range(10_000))
    raw = replaced(NOTED, "xl/worksheets/_rels/sheet1.xml.rels", b"</Relationships>", many + b"</Relationships>")
    large = replaced(raw, "xl/comments/comment1.xml", b"</comments>", b" " * 2_000_000 + b"</comments>")
    assert read(large).ratings["vendor_b", "fit"].reason == "Seen in a demo"  # and not after an hour


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(("xl/comments/comment1.xml", "xl/worksheets/_rels/sheet1.xml.rels", "xl/worksheets/sheet1.xml")),
    st.sampled_from((b"<", b"/", b"ref=", b"Target=", b"A2", b"</t>", b"comment", b"min=")),
    st.sampled_from((b"", b"<", b"x", b"../../..", b"ZZZ9999999", b"\xff")),
)
def test_a_workbook_with_broken_comments_is_read_or_refused(part: str, old: bytes, new: bytes) -> None:
    try:
        scenario_text(read(replaced(NOTED, part, old, new)))
    except DecisionError:
        return


NOTED = workbook(change=noted)
