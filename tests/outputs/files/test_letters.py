"""Letters in charts of documents: no name is a row of empty boxes, and what stands in its place is said."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from docx import Document

from decision.outputs.files.paper import letters
from decision.outputs.files.paper.blocks import Paper, Picture
from decision.outputs.files.paper.docx import docx_paper
from decision.outputs.files.paper.html import html_paper
from decision.outputs.files.paper.letters import can_draw, drawable, standing_in
from decision.outputs.files.paper.pictures import as_png, said_of_letters

NAME = "株式会社ヘルス Portal"
CHART = {"mark": "text", "encoding": {"text": {"field": "name"}, "y": {"field": "name"}}}


def chart(name: str, stand_ins: dict[str, str] | None = None, more: str = "") -> Picture:
    return Picture(CHART, [{"name": name}, {"name": "Ann"}], f"Shows {name}", more, stand_ins or {})


@pytest.fixture
def _no_japanese(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that has no letters from here on, whatever fonts this one has."""
    monkeypatch.setattr(letters, "_is_drawn", lambda character: character < "\u3000")


def test_what_no_font_can_have_is_not_drawn_and_what_comes_with_the_charts_is() -> None:
    assert can_draw("Ann & Bob, é ñ Ω Ж …")
    assert can_draw("")
    assert not can_draw("Ann \u0378")  # which stands for nothing


@pytest.mark.usefixtures("_no_japanese")
def test_a_name_whose_letters_are_lacking_stands_by_what_is_given_for_it() -> None:
    needed = standing_in({NAME: "buy", "Ann": "build", "Fit": "fit"})
    assert needed == {NAME: "buy"}
    assert drawable(f"{NAME} leads", needed) == "buy leads"
    assert drawable(f"B {NAME[:5]}… · Fit", needed) == "B buy · Fit"
    assert drawable("Ann leads", needed) == "Ann leads"
    assert drawable("12 円", needed) == "12 ?"  # of which nothing is known
    assert drawable("Port…", needed) == "Port…"


@pytest.mark.usefixtures("_no_japanese")
def test_the_chart_of_a_document_is_that_of_the_stand_in_and_says_so() -> None:
    shown = chart(NAME, {NAME: "buy", "Ann": "build", "品質": "fit"})
    assert as_png(shown) == as_png(replace(chart("buy"), stand_ins={}))
    said = f"What drew this chart has not all letters of these names: buy is {NAME}."
    assert said_of_letters(shown) == said
    document = Document(io.BytesIO(docx_paper(Paper("x", "y", (shown, shown)))))
    assert [each.text.replace("\u200e", "") for each in document.paragraphs].count(said) == 1  # and not twice
    assert said_of_letters(chart("Ann", {NAME: "buy"})) == ""


@pytest.mark.usefixtures("_no_japanese")
def test_a_page_keeps_the_name_for_the_browser_has_letters_of_its_own() -> None:
    page = html_paper(Paper("x", "y", (chart(NAME, {NAME: "buy"}),))).decode()
    assert NAME in page and "has not all letters" not in page


def test_a_picture_stands_on_the_page_of_what_is_said_below_it() -> None:
    with zipfile.ZipFile(io.BytesIO(docx_paper(Paper("x", "y", (chart("Ann", more="One of two."),))))) as archive:
        body = archive.read("word/document.xml").decode()
    before = body[: body.index("<w:drawing>")]
    assert "<w:keepNext" in before[before.rindex("<w:p>") if "<w:p>" in before else before.rindex("<w:p ") :]
