"""The decision in an export: whole, found again in every kind of file, and read with suspicion."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision.files.enclosed_in import enclosed_in
from decision.files.enclosure import enclosure_text, read_enclosure
from decision.files.faults import FileError
from decision.files.reader import load
from decision.model.enclosed import SHEET
from decision.model.what_if import leaving_out
from decision.outputs.files.enclosed import enclose_in_document, html_block
from decision.outputs.files.workbook.book import Book
from decision.outputs.files.workbook.enclosed_sheet import enclosed_decision
from tests.random_decisions import made_up

SCENARIOS = sorted(Path("scenarios").glob("*.yaml"))
PORTAL = load("scenarios/health-centre-portal.yaml")
TEXT = enclosure_text(PORTAL, "table", ".xlsx", {"locale": "de"}, 500)


def workbook(text: str) -> bytes:
    book = Book.new("A decision")
    enclosed_decision(book, text)
    return book.content()


def document(text: str) -> bytes:
    made, out = docx.Document(), io.BytesIO()
    enclose_in_document(made, text)
    made.save(out)
    return out.getvalue()


def page(text: str) -> bytes:
    return f"<!doctype html><title>A decision</title><p>1 &lt; 2{html_block(text)}".encode()


FORMS = {"x.xlsx": workbook, "x.docx": document, "x.html": page}


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_what_is_enclosed_is_the_decision_without_any_other_file(file: Path) -> None:
    scenario = load(file)
    assert read_enclosure(enclosure_text(scenario, "table", ".md"), "x").scenario == scenario


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_any_decision_comes_back_by_its_fingerprint(seed: int) -> None:
    scenario = made_up(np.random.default_rng(seed))
    found = read_enclosure(enclosure_text(scenario, "table", ".xlsx"), "x").scenario
    assert found.whole_fingerprint == scenario.whole_fingerprint


@pytest.mark.parametrize("character", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"], ids=ascii)
def test_what_ends_a_line_elsewhere_stays_within_its_text(character: str) -> None:
    view = {each.id: 1.0 for each in PORTAL.criteria}
    scenario = replace(PORTAL, about=f"a{character}b", views={f"a{character}b": view})
    assert read_enclosure(enclosure_text(scenario, "table", ".xlsx"), "x").scenario == scenario


def test_what_is_left_out_for_now_stays_left_out() -> None:
    scenario = leaving_out(PORTAL, [PORTAL.options[0].id], [PORTAL.criteria[1].id])
    found = read_enclosure(enclosure_text(scenario, "table", ".xlsx"), "x").scenario
    assert found.fingerprint == scenario.fingerprint != PORTAL.fingerprint


@pytest.mark.parametrize("name", FORMS)
def test_every_kind_of_file_gives_it_back(name: str) -> None:
    found = enclosed_in(FORMS[name](TEXT), name)
    assert found.scenario == PORTAL
    assert (found.form, found.ending, dict(found.asked), found.draws) == ("table", ".xlsx", {"locale": "de"}, 500)


HOSTILE = (
    "</script><script>alert(1)</script>",
    "=HYPERLINK(1)",
    "<!--",
    "]]>&amp;",
    "_x0041_",
    "\u2028",
    "  x  " * 9000,
)


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_of_a_decision_gets_out_or_gets_lost(name: str, text: str) -> None:
    said = json.loads(TEXT)
    said["asked"]["locale"] = text
    raw = FORMS[name](json.dumps(said, indent=0))
    assert enclosed_in(raw, name).asked["locale"] == text
    if name == "x.html":
        assert raw.count(b"</script") == 1


@pytest.mark.parametrize("name", FORMS)
def test_a_file_of_others_is_told_to_be_one(name: str) -> None:
    others: dict[str, Any] = {"x.xlsx": Book.new("T"), "x.docx": docx.Document()}
    out = io.BytesIO()
    if name == "x.xlsx":
        others[name].raw.add_worksheet("Sheet")
        raw = others[name].content()
    elif name == "x.docx":
        others[name].save(out)
        raw = out.getvalue()
    else:
        raw = b"<p>Hello"
    with pytest.raises(FileError, match="encloses no decision: it was not exported by Trilemma"):
        enclosed_in(raw, name)


def changed(**more: Any) -> str:
    return json.dumps({**json.loads(TEXT), **more})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "encloses no decision that can be read"),
        ("[" * 100_000, "encloses no decision that can be read"),
        (changed(enclosed=2), "enclosed: input should be 1"),
        (changed(more=1), "more: extra inputs are not permitted"),
        (changed(draws="many"), "draws: input should be a valid integer"),
        (changed(seed=float("nan")), "NaN is no number"),
        (TEXT.replace('"seed"', '"draws"'), "a key stands twice"),
        (changed(scenario=["format: 1"]), "title: is missing"),
        (changed(reference_classes=[]), "is not enclosed; export the decision again"),
        (changed(left_out=["nobody"]), "leaves out what the decision inside does not have"),
    ],
)
def test_what_is_not_as_it_was_written_is_refused(text: str, says: str) -> None:
    with pytest.raises(FileError, match=says):
        read_enclosure(text, "x.html")


def test_what_is_enclosed_names_no_file_of_this_machine(tmp_path: Path) -> None:
    (tmp_path / "reference-classes.yaml").write_text("format: 1")
    with pytest.raises(FileError, match="is not enclosed"):
        read_enclosure(changed(reference_classes=[]), str(tmp_path / "x.html"))


def package(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in parts.items():
            written.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


@pytest.mark.parametrize("name", ["x.xlsx", "x.docx"])
@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"no package", "that can be read"),
        (package(customXml__item1=b'<!DOCTYPE x [<!ENTITY e "x">]><x>&e;</x>'), "defines entities"),
        (package(customXml__item1=b"\0" * 70_000_000), "unpacks to 70 MB"),
        (package(**{f"part{n}": b"" for n in range(2001)}), "unpacks to"),
    ],
)
def test_hostile_packages_are_not_opened(name: str, raw: bytes, says: str) -> None:
    with pytest.raises(FileError, match=says):
        enclosed_in(raw, name)


def test_a_broken_part_of_ours_is_an_error_and_no_traceback() -> None:
    raw = package(customXml__item1=b'<enclosed xmlns="urn:trilemma:enclosed:1">')
    with pytest.raises(FileError, match="cannot be read"):
        enclosed_in(raw, "x.docx")


def test_two_decisions_in_one_page_are_refused() -> None:
    with pytest.raises(FileError, match="encloses two decisions"):
        enclosed_in(page(TEXT) + page(TEXT), "x.html")


def test_other_kinds_of_files_are_refused() -> None:
    with pytest.raises(FileError, match=r"is none of .xlsx, .docx, .html"):
        enclosed_in(b"", "x.pdf")


def test_the_sheet_can_be_seen() -> None:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(workbook(TEXT)))
    assert book[SHEET].sheet_state == "visible"
    lines = [row[0].value for row in book[SHEET].iter_rows(min_row=4)]
    assert '"options:",' in lines
