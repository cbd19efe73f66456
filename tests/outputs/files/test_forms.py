"""All forms of the one list: what each is asked for, the same bytes each time, and hostile texts in every one of them."""

from __future__ import annotations

import csv
import datetime
import html.parser
import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from xml.etree import ElementTree

import openpyxl
import pytest

from decision.analysis.stopping import StoppedError, stoppable
from decision.model.errors import DecisionError
from decision.model.record import RecordedDecision
from decision.model.scenario import Scenario
from decision.outputs.files.export import (
    FORMS,
    Figures,
    FileForm,
    Settings,
    export,
    export_folder,
    figures_of,
    form_for,
)
from decision.outputs.files.forms import Form
from tests.outputs.samples import MINIMAL, begins_a_formula, with_texts

HOSTILE = [
    '=HYPERLINK("http://x.example","=1")',
    "@SUM(A1) <script>alert(1)</script>",
    "\t=1+1 [x](javascript:alert(1)) ![x](http://x.example)",
    '"><img src=x onerror=alert(1)> \x00\x1b[0m \u202e ]]> --> \ud800',
    "-1+1 | `code` **b** \\ </script> &lt; {{x}} ${x}",
]
_XML = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FIELDS = {"PAGE", "NUMPAGES"}
_RUNS = {"script", "iframe", "object", "embed", "base", "form", "link", "img", "a"}


def named(form: Form) -> str:
    return f"{form.name} {form.ending}"


def files_of(scenario: Scenario, form: Form, figures: Figures) -> Mapping[str, bytes]:
    """The file or the files of one form, by name."""
    if isinstance(form, FileForm):
        process = Settings(ocid="ocds-213czf-1") if "ocid" in form.takes else Settings()
        return {f"file{form.ending}": export(scenario, form.ending, form=form.name, figures=figures, settings=process)}
    whom = Settings(evaluators="A,B") if "evaluators" in form.takes else Settings()
    return export_folder(scenario, form.name, figures, settings=whom)


def decided(scenario: Scenario) -> Scenario:
    on = datetime.date(2026, 11, 23)
    decision = RecordedDecision(scenario.options[1].id, on, by=scenario.owner, because=scenario.about)
    return replace(scenario, decision=decision)


# --- what each kind of file must not do with a text -------------------------------------------------------------------


def runs_nothing_csv(content: bytes, usual: bytes) -> None:
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
        for cell in row:
            assert not begins_a_formula(cell) or re.fullmatch(r"-?[\d.e+-]+", cell), cell


def runs_nothing_markdown(content: bytes, usual: bytes) -> None:
    text = content.decode("utf-8")
    assert not re.search(r"(?<!\\)<(?!/?(br|sub|sup)\b)", text)
    assert not re.search(r"(?<!\\)\]\(", text)
    assert not re.search(r"(?<![\\\w])https?:", text)


def runs_nothing_html(content: bytes, usual: bytes) -> None:
    found: list[tuple[str, dict[str, str | None]]] = []

    class Reader(html.parser.HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, dict(attrs)))

    Reader().feed(usual.decode("utf-8"))
    tags_before = {tag for tag, _ in found}
    found.clear()
    Reader().feed(content.decode("utf-8"))
    drawn = {"g", "path", "rect", "text", "line", "tspan"}
    assert {tag for tag, _ in found} <= tags_before | drawn
    for tag, attrs in found:
        assert not [name for name in attrs if name.startswith("on")]
        assert tag not in _RUNS or tag == "script", tag
    scripts = re.compile(rb"<script(?![^>]*application/json)[^>]*>(.*?)</script>", re.DOTALL)
    assert scripts.findall(content) == scripts.findall(usual)  # a form's own, which no text is a part of


def runs_nothing_workbook(content: bytes, usual: bytes) -> None:
    def formulas(raw: bytes) -> int:
        book = openpyxl.load_workbook(io.BytesIO(raw))
        cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
        return sum(cell.data_type == "f" for cell in cells)

    assert formulas(content) == formulas(usual)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        relations = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".rels"))
    assert b'TargetMode="External"' not in relations


def runs_nothing_document(content: bytes, usual: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                root = ElementTree.fromstring(archive.read(name))  # noqa: S314  it is our own
                assert not [each for each in root.iter() if each.tag in (f"{_XML}instrText", f"{_XML}hyperlink")]
                fields = {each.get(f"{_XML}instr") for each in root.iter(f"{_XML}fldSimple")}
                assert fields <= _FIELDS
                assert not [each for each in root.iter() if each.get("TargetMode") == "External"]


def runs_nothing_json(content: bytes, usual: bytes) -> None:
    json.loads(content.decode("utf-8"))


CHECKS: dict[str, Callable[[bytes, bytes], None]] = {
    "csv": runs_nothing_csv,
    "md": runs_nothing_markdown,
    "html": runs_nothing_html,
    "xlsx": runs_nothing_workbook,
    "docx": runs_nothing_document,
    "json": runs_nothing_json,
}


@pytest.fixture(scope="module")
def hostile() -> list[tuple[Scenario, Figures]]:
    found = []
    for text in HOSTILE:
        scenario = decided(with_texts(text.replace("\ud800", "")))
        found.append((scenario, figures_of(scenario)))
    return found


@pytest.fixture(scope="module")
def usual() -> tuple[Scenario, Figures]:
    scenario = decided(with_texts("plain words"))
    return scenario, figures_of(scenario)


@pytest.mark.parametrize("form", FORMS, ids=named)
def test_no_text_runs_in_any_form(
    form: Form, hostile: list[tuple[Scenario, Figures]], usual: tuple[Scenario, Figures]
) -> None:
    plain = files_of(usual[0], form, usual[1])
    for scenario, figures in hostile:
        files = files_of(scenario, form, figures)
        assert set(files) == set(plain)
        for name, content in files.items():
            CHECKS[name.rpartition(".")[2]](content, plain[name])


@pytest.mark.parametrize("form", FORMS, ids=named)
def test_the_same_decision_gives_the_same_bytes_in_every_form(form: Form, usual: tuple[Scenario, Figures]) -> None:
    assert files_of(*usual[:1], form, usual[1]) == files_of(*usual[:1], form, usual[1])


@pytest.mark.parametrize("form", FORMS, ids=named)
def test_no_form_is_made_to_its_end_where_nobody_waits_for_it(form: Form, usual: tuple[Scenario, Figures]) -> None:
    with stoppable(lambda: False), pytest.raises(StoppedError):
        files_of(usual[0], form, usual[1])


def test_no_two_forms_have_the_same_name_and_ending_and_each_says_what_it_is() -> None:
    assert len({(form.name, form.ending) for form in FORMS}) == len(FORMS)
    assert all(form.holds and form.whom for form in FORMS)


# --- asking ---------------------------------------------------------------------------------------------------------


def test_an_ending_alone_asks_for_its_usual_form() -> None:
    usual = {ending: form_for(ending).name for ending in (".csv", ".md", ".xlsx", ".html", ".docx", "/")}
    assert usual == {".csv": "table", ".md": "table", ".xlsx": "table", ".html": "table", ".docx": "memo", "/": "pack"}
    assert form_for(".md", "memo").name == "memo"


@pytest.mark.parametrize(
    ("ending", "name", "settings", "said"),
    [
        (".docx", "table", Settings(), r"^no table is written as \.docx; use one of \.csv, \.md, \.xlsx, \.html$"),
        (".md", "letter", Settings(), r"^there is no form letter; use one of table, memo, "),
        (".md", None, Settings(shape="long"), r"^--shape is for \.csv, not for \.md; leave it out$"),
        (".docx", None, Settings(locale="de"), r"^--locale is for --form table, not for memo; leave it out$"),
        (
            ".csv",
            None,
            Settings(show_chosen="none"),
            r"^--show-chosen is for --form pack, not for table; leave it out$",
        ),
    ],
)
def test_what_cannot_be_asked_for_is_said_with_a_way_out(
    ending: str, name: str | None, settings: Settings, said: str
) -> None:
    with pytest.raises(DecisionError, match=said):
        form_for(ending, name, settings)


def test_a_long_csv_file_has_the_figures_of_the_wide_one_a_row_for_each() -> None:
    wide, long = (
        list(csv.DictReader(io.StringIO(export(MINIMAL, ".csv", settings=Settings(shape=shape)).decode("utf-8-sig"))))
        for shape in ("wide", "long")
    )
    assert {row["option"] for row in long} == {option.id for option in MINIMAL.options}
    for row in wide:
        for option in MINIMAL.options:
            own = {name.partition(": ")[2]: x for name, x in row.items() if name.startswith(f"{option.name}: ")}
            same = [
                each
                for each in long
                if (each["kind"], each["id"], each["option"]) == (row["kind"], row["id"], option.id)
            ]
            assert len(same) == any(own.values()), row
            for each in same:
                assert {name: each[name] for name in own} == own
                assert each["weight_percent"] == row["weight_percent"]
    with pytest.raises(DecisionError, match=r"there is no shape tall; use one of wide, long"):
        export(MINIMAL, ".csv", settings=Settings(shape="tall"))


def test_a_long_csv_file_takes_a_locale() -> None:
    content = export(MINIMAL, ".csv", settings=Settings(locale="de", shape="long")).decode("utf-8-sig")
    assert content.startswith("kind;id;name;unit;weight_percent;option;option_name;rating;")
