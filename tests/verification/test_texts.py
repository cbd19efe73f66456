"""Documents and pages verified: as they were exported, and with words, figures, marks and scripts changed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import docx
import pytest

from decision.files.enclosed_in import enclosed_in
from decision.files.enclosure import enclosure_text
from decision.files.faults import FileError
from decision.model.contents import Simulation
from decision.outputs.files.export import export
from decision.verification.verification import Verification, verify
from tests.outputs.samples import PORTAL

SCENARIO = replace(PORTAL, simulation=Simulation(1_000, 7))
FORMS = (("memo", ".docx"), ("memo", ".html"), ("table", ".html"), ("brief", ".html"))


def exported(form: str, ending: str) -> bytes:
    return export(SCENARIO, ending, form=form, enclosed=enclosure_text(SCENARIO, form, ending))


@pytest.fixture(scope="module")
def made() -> dict[tuple[str, str], bytes]:
    return {each: exported(*each) for each in FORMS}


def verified(raw: bytes, ending: str) -> Verification:
    return verify(enclosed_in(raw, f"x{ending}"), raw, f"x{ending}")


def said(found: Verification) -> list[str]:
    return [str(each) for each in found.findings]


@pytest.mark.parametrize("form", FORMS, ids=" ".join)
def test_what_was_exported_holds(made: dict[tuple[str, str], bytes], form: tuple[str, str]) -> None:
    found = verified(made[form], form[1])
    assert said(found) == []
    assert found.holds
    assert found.compared > 100


def rewritten(raw: bytes, edit: Callable[[docx.document.Document], None]) -> bytes:
    document, out = docx.Document(io.BytesIO(raw)), io.BytesIO()
    edit(document)
    document.save(out)
    return out.getvalue()


def test_a_document_may_be_saved_by_another_program(made: dict[tuple[str, str], bytes]) -> None:
    assert verified(rewritten(made["memo", ".docx"], lambda _: None), ".docx").holds


def test_a_sentence_changed_in_a_document_is_found(made: dict[tuple[str, str], bytes]) -> None:
    def edit(document: docx.document.Document) -> None:
        lead = next(each for each in document.paragraphs if each.text.startswith("Extend leads Buy"))
        lead.runs[0].text = "Buy leads Extend by 1.3 points."
        for run in lead.runs[1:]:
            run.text = ""

    found = verified(rewritten(made["memo", ".docx"], edit), ".docx")
    [finding] = said(found)
    assert finding.partition(": ")[2] == "says “Buy leads Extend by 1.3 points.”, is “Extend leads Buy by 1.3 points.”"
    assert finding.startswith("paragraph ")


def test_a_figure_changed_and_a_row_removed_in_a_table_are_found(made: dict[tuple[str, str], bytes]) -> None:
    def edit(document: docx.document.Document) -> None:
        table = next(each for each in document.tables if "Points" in each.rows[0].cells[1].text)
        table.rows[1].cells[1].paragraphs[0].runs[0].text = "77.7"
        table._tbl.remove(table.rows[-1]._tr)

    found = said(verified(rewritten(made["memo", ".docx"], edit), ".docx"))
    assert any("says “77.7”, is “67.9”" in each for each in found)
    assert any("says nothing, is “Build our own”" in each for each in found)


def test_another_picture_in_a_document_is_found(made: dict[tuple[str, str], bytes]) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made["memo", ".docx"])) as package, zipfile.ZipFile(out, "w") as written:
        pictures = [name for name in package.namelist() if name.startswith("word/media/")]
        for name in package.namelist():
            written.writestr(name, package.read(pictures[-1] if name == pictures[0] else name))
    assert any(
        "the picture that was drawn of the decision is not" in each for each in said(verified(out.getvalue(), ".docx"))
    )


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ("67.9", "77.9", "says “77.9”, is “67.9”"),
        ("<h2>", '<h2 onclick="alert(1)">', "says “<h2 onclick='alert(1)'>”, is “<h2>”"),
        ("</main>", "<p>All agreed.</p></main>", "says “All agreed.”, is nothing"),
        ("default-src 'none'", "default-src *", "default-src *"),
        ("<style>", "<style>p{display:none}", "style on line "),
    ],
)
def test_a_changed_page_is_found(made: dict[tuple[str, str], bytes], was: str, now: str, says: str) -> None:
    page = made["brief", ".html"].decode()
    assert was in page
    found = verified(page.replace(was, now, 1).encode(), ".html")
    assert any(says in each for each in said(found)), said(found)
    assert not found.holds


@pytest.mark.parametrize(
    ("was", "now"), [("const TIE", "const TIED = 0, TIE"), ('"chances": [', '"chances": [0.9, ')], ids=["code", "data"]
)
def test_a_brief_that_would_say_something_else_is_found(made: dict[tuple[str, str], bytes], was: str, now: str) -> None:
    page = made["brief", ".html"].decode()
    assert was in page
    found = verified(page.replace(was, now, 1).encode(), ".html")
    assert [each for each in said(found) if "it is not what Trilemma writes; do not trust what it does" in each]


def test_a_page_that_is_no_text_is_refused() -> None:
    with pytest.raises(FileError, match="is not UTF-8"):
        enclosed_in(b"\xff\xfe", "x.html")
