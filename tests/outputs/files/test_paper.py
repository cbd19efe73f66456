"""Papers as Word documents, HTML and Markdown: real structure, every text as it was written, the same bytes."""

from __future__ import annotations

import html.parser
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from docx import Document

from decision.outputs.files.markdown import plain
from decision.outputs.files.paper.blocks import (
    Bullets,
    Grid,
    Heading,
    Paper,
    Paragraph,
    Picture,
    is_from_right,
    runs,
    shown,
)
from decision.outputs.files.paper.docx import docx_paper
from decision.outputs.files.paper.html import html_paper
from decision.outputs.files.paper.markdown import markdown_paper
from tests.outputs.samples import INSIDE, NASTY

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHART = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "mark": "bar",
    "encoding": {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y", "type": "nominal"}},
}
HOSTILE = [*NASTY, *INSIDE, "\ufffe", "\x1b[0m", "\ud800", "\u202eabc", "]]>", "--><b>"]
HEBREW, ARABIC, JAPANESE = "שלום עולם", "مرحبا بالعالم", "患者ポータル"


def paper(text: str = "Some text") -> Paper:
    return Paper(
        text,
        f"Kind {text}",
        (
            Heading(text),
            Paragraph(text, "lead"),
            Paragraph(text, quoted=True),
            Heading(text, 2),
            Bullets((text, "another")),
            Grid(text, (text, "Points"), ((text, "1.0"), ("Total", "1.0")), frozenset({1}), (3, 1), frozenset({1})),
            Picture(CHART, [{"x": 3, "y": text}], f"Shows {text}", f"More {text}"),
            Paragraph(text, "note"),
        ),
        text,
    )


def of_all(texts: list[str]) -> Paper:
    """One paper with each of `texts` in every place that a text can have; one chart has them all."""
    blocks = [block for text in texts for block in paper(text).blocks if not isinstance(block, Picture)]
    every = " ".join(texts)
    chart = Picture(CHART, [{"x": 3, "y": text} for text in texts], f"Shows {every}", f"More {every}")
    return Paper("t", "k", (*blocks, chart))


def opened(content: bytes) -> Document:
    return Document(io.BytesIO(content))


def texts_of(content: bytes) -> list[str]:
    """Every text of a document, in its body, tables and footer."""
    document = opened(content)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    foot = [each.text for each in document.sections[0].footer.paragraphs]
    return [*(each.text for each in document.paragraphs), *cells, *foot]


class Page(html.parser.HTMLParser):
    """What a browser would make of a page: its tags with their attributes, and the texts between them."""

    def __init__(self, content: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(content.decode("utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


# --- Word ---------------------------------------------------------------------------------------------------------


def test_a_document_has_titles_lists_and_tables_as_word_knows_them() -> None:
    document = opened(docx_paper(paper()))
    styles = [each.style.name for each in document.paragraphs]
    assert styles[:2] == ["Title", "Subtitle"]
    assert {"Heading 1", "Heading 2", "List Bullet", "Lead", "Note"} <= set(styles)
    (table,) = document.tables
    head = table.rows[0]._tr
    assert head.find(f"{W}trPr/{W}tblHeader") is not None
    assert all(row._tr.find(f"{W}trPr/{W}cantSplit") is not None for row in table.rows)
    assert [cell.text for cell in table.rows[2].cells] == ["Total", "1.0"]
    assert all(run.bold for cell in table.rows[2].cells for p in cell.paragraphs for run in p.runs)
    assert table._tbl.tblPr.find(f"{W}tblCaption").get(f"{W}val") == "Some text"


def test_a_picture_says_what_it_shows() -> None:
    document = opened(docx_paper(paper()))
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == "Shows Some text"
    blob = document.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed].blob
    assert blob.startswith(b"\x89PNG")


def test_the_properties_tell_what_it_is_and_nothing_of_a_machine_or_a_time() -> None:
    content = docx_paper(paper())
    properties = opened(content).core_properties
    assert (properties.title, properties.subject) == ("Some text", "Kind Some text")
    assert (properties.author, properties.last_modified_by, properties.comments) == ("Trilemma", "Trilemma", "")
    assert properties.created.year == properties.modified.year == 2000
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        everything = b"".join(archive.read(name) for name in archive.namelist())
        assert not [name for name in archive.namelist() if "thumbnail" in name or "Effects" in name]
    assert b"python-docx" not in everything
    assert b"Macintosh" not in everything
    assert b'w:lang w:val="en-GB"' in everything


def test_a_name_longer_than_a_property_may_be_is_cut_there_and_nowhere_else() -> None:
    long = "x" * 1_000
    made = Document(io.BytesIO(docx_paper(Paper(f"Summary: {long}", long, (Paragraph("a"),)))))
    properties = made.core_properties
    assert len(properties.title) == len(properties.subject) == 255
    assert long in [each.text for each in made.paragraphs]


def test_the_same_paper_gives_the_same_bytes_in_every_form() -> None:
    for form in (docx_paper, html_paper, markdown_paper):
        assert form(paper()) == form(paper())
        assert form(paper()) != form(paper("Another text"))


def test_every_text_stands_in_a_document_as_it_was_written() -> None:
    texts = texts_of(docx_paper(of_all(HOSTILE)))
    for text in HOSTILE:
        found = sum(each.split() == shown(text).split() for each in texts)
        alike = sum(shown(other).split() == shown(text).split() for other in HOSTILE)
        assert found == 9 * alike, text  # two headings, three paragraphs, a bullet, the caption, two cells
    assert not [each for each in texts if any(ord(c) < 32 for c in each)]


# --- scripts from the right -----------------------------------------------------------------------------------------


def test_runs_are_parted_by_direction_and_lose_nothing() -> None:
    assert list(runs(f"Of {HEBREW}, and 5")) == [("Of ", False), (HEBREW, True), (", and 5", False)]
    assert list(runs(f"{ARABIC} 12")) == [(ARABIC, True), (" 12", False)]
    assert list(runs("")) == []
    for text in (*NASTY, HEBREW, f"({HEBREW}) x", JAPANESE):
        assert "".join(part for part, _ in runs(text)) == text


@pytest.mark.parametrize(
    ("text", "right"), [(HEBREW, True), (f"1. {ARABIC}", True), ("abc", False), (JAPANESE, False), ("1", False)]
)
def test_a_text_runs_in_the_direction_of_its_script(text: str, right: bool) -> None:
    assert is_from_right(text) is right
    document = opened(docx_paper(paper(text)))
    quoted = document.paragraphs[0]._p.find(f"{W}pPr/{W}bidi")
    assert (quoted is not None) is right
    marked = [run for run in document.paragraphs[0].runs if run._r.find(f"{W}rPr/{W}rtl") is not None]
    assert bool(marked) is right


def test_a_sentence_of_ours_runs_from_the_left_whatever_name_begins_it() -> None:
    document = opened(docx_paper(Paper("t", "k", (Paragraph(f"{HEBREW} leads by 3 points."),))))
    (sentence,) = [each for each in document.paragraphs if "leads" in each.text]
    assert sentence._p.find(f"{W}pPr/{W}bidi") is None
    page = html_paper(
        Paper("t", "k", (Paragraph(f"{HEBREW} leads by 3 points."), Paragraph(HEBREW, quoted=True)))
    ).decode()
    assert f"<p><bdi>{HEBREW}</bdi> leads by 3 points.</p>" in page
    assert f'<p dir="auto"><bdi>{HEBREW}</bdi></p>' in page
    assert sentence.text == f"{HEBREW}\u200e leads by 3 points."


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_a_document_with_all_its_texts(tmp_path: Path) -> None:
    text = f"{HEBREW} {ARABIC} =1+1 <b>"
    (tmp_path / "paper.docx").write_bytes(docx_paper(paper(text)))
    command = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "txt:Text (encoded):UTF8",
    ]
    subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / "paper.docx")], check=True, capture_output=True)
    assert (tmp_path / "paper.txt").read_text(encoding="utf-8-sig").replace("\N{LEFT-TO-RIGHT MARK}", "").count(
        text
    ) >= 7


# --- HTML -----------------------------------------------------------------------------------------------------------


def test_no_text_becomes_a_tag_an_attribute_or_a_link_of_a_page() -> None:
    usual, page = Page(html_paper(of_all(["a"] * len(HOSTILE)))), Page(html_paper(of_all(HOSTILE)))
    drawn = {"g", "path", "rect", "text", "line", "tspan"}
    assert [tag for tag, _ in page.tags if tag not in drawn] == [tag for tag, _ in usual.tags if tag not in drawn]
    assert {tag for tag, _ in page.tags} <= {tag for tag, _ in usual.tags} | drawn
    attributes = {name for _, attrs in page.tags for name in attrs}
    assert not [name for name in attributes if name.startswith("on") or name in ("href", "src", "srcset", "style")]
    labels = [attrs["aria-label"] for tag, attrs in page.tags if tag == "svg"]
    assert labels == [shown(f"Shows {' '.join(HOSTILE)}")]
    texts = "".join(page.texts)
    for text in HOSTILE:
        assert texts.count(shown(text)) >= 9


def test_a_page_forbids_itself_scripts_requests_and_forms() -> None:
    page = Page(html_paper(paper()))
    policy = next(attrs["content"] for tag, attrs in page.tags if attrs.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "base-uri 'none'; form-action 'none'" in policy


def test_the_policy_is_of_the_style_that_the_page_has() -> None:
    import base64
    import hashlib

    page = html_paper(paper()).decode()
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"'sha256-{digest}'" in page


def test_a_table_of_a_page_tells_its_heads_and_repeats_them_in_print() -> None:
    page = html_paper(paper()).decode()
    assert '<th class="words" scope="col" dir="auto">Some text</th>' in page
    assert '<th class="words" scope="row" dir="auto">Total</th>' in page
    assert "thead { display: table-header-group; }" in page


# --- Markdown -------------------------------------------------------------------------------------------------------


def test_every_text_of_markdown_is_escaped() -> None:
    written = markdown_paper(of_all(HOSTILE)).decode()
    for text in HOSTILE:
        assert plain(text) in written
    assert not re.search(r"(?<!\\)<(?!br)", written)
    assert not re.search(r"(?<!\\)\]\(", written)
    rows = [line for line in written.splitlines() if line.startswith("| ")]
    assert len(rows) == 4 * len(HOSTILE)
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in rows} == {3}
