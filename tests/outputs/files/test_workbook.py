"""The workbook: numbers as numbers, text as text, the same bytes each time, and LibreOffice reads it so."""

from __future__ import annotations

import csv
import io
import math
import re
import warnings
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.analysis.scoring import evaluate
from decision.model.estimate import Exact
from decision.model.multiplied import multiplied
from decision.model.rating import Rating
from decision.model.scenario import Scenario
from decision.outputs.files.export import Figures, export, figures_of
from decision.outputs.files.workbook.sheets import clean, number_format
from decision.outputs.words.open_ratings import OPEN
from tests.outputs.files.driven import DRIVEN
from tests.outputs.files.recalculation import converted, needs_libreoffice
from tests.outputs.files.test_evaluations import EVALUATED
from tests.outputs.samples import EXCLUDED, MINIMAL, NASTY, PORTAL, THREE_LEVELS, with_texts

# commas, quotes, UTF-8, figures as shown, the second sheet
AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,2"
DIGITS = 1e-14  # XlsxWriter writes 16 of them
INPUT_SHEETS = ["Weights", "Scales", "Ratings"]
OF_ALL_KINDS = {
    "portal": PORTAL,
    "levels": THREE_LEVELS,
    "evaluated": EVALUATED,
    "driven": DRIVEN,
}
LAST_SHEETS = ["Scoring sheet", "Consensus", "Record and sign-off", "About", "Check", "Inputs"]


def exported(scenario: Scenario) -> bytes:
    """The workbook; of what hangs on drivers without the figures that no formula follows, which take long."""
    figures = Figures(evaluate(scenario), None, None) if scenario.drivers else None
    return export(scenario, ".xlsx", figures=figures)


def book_of(scenario: Scenario, *, formulas: bool = False) -> Any:
    """The workbook with the figures that it was kept with, or with its formulas."""
    return openpyxl.load_workbook(io.BytesIO(exported(scenario)), rich_text=False, data_only=not formulas)


def sheets_of(scenario: Scenario) -> dict[str, list[list[Any]]]:
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book_of(scenario)}


def formulas_of(scenario: Scenario) -> dict[str, str]:
    """Every formula by the cell it stands in; all else is text or a number, and nothing is a link."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(exported(scenario))) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/sheet"):
                for each in ElementTree.fromstring(package.read(name)).iter():  # noqa: S314 - made here
                    kind = each.tag.rpartition("}")[2]
                    assert kind not in {"hyperlink", "hyperlinks", "legacyDrawing", "controls"}
                    if kind == "c" and len(each) and each[0].tag.endswith("}f"):
                        found[f"{name} {each.get('r')}"] = each[0].text or ""
                    elif kind == "c":
                        assert each.get("t", "n") in {"s", "n"}
            assert "external" not in name.lower()
            assert not name.endswith(".bin")
    return found


def test_reference_classes_stand_with_their_caveats() -> None:
    head, *rows = sheets_of(PORTAL)["Reference classes"]
    assert head == ["Class", "Multiplies", "P50", "P80", "Basis", "Caveat", "Source"]
    landmark = next(row for row in rows if row[0] == "Commercial software releases, calendar time")
    assert landmark[1] == "Build our own: Time to launch (10 months)"
    assert landmark[2:4] == pytest.approx([math.exp(0.621), math.exp(0.621 + 0.8416212 * 0.433)], rel=1e-6)
    assert landmark[4] == "Fitted to 121 cases"
    assert landmark[5].startswith("One company, Landmark Graphics")
    assert len(rows) == len({each.reference_class for each in multiplied(PORTAL)})


def test_what_to_look_at_again_stands_with_what_the_file_is_about() -> None:
    first, *_ = MINIMAL.criteria
    same = MINIMAL
    for option in MINIMAL.options:
        same = same.with_rating(option.id, first.id, Rating(Exact(5)))
    told = [row[1] for row in sheets_of(same)["About"] if row[0] == "Look again"]
    assert [each.partition(" is rated")[0] for each in told] == [first.name]
    assert not [row for row in sheets_of(MINIMAL)["About"] if row[0] == "Look again"]


def test_numbers_read_back_as_the_same_numbers() -> None:
    sheets = sheets_of(PORTAL)
    turning = ["What would change it", "Worth finding out", "Money"]
    assert list(sheets) == [
        *["Summary", "Comparison", *INPUT_SHEETS, "Requirements", "Cost plan", "Price formulas", "Reference classes"],
        *["Charts", "How sure", *turning, *LAST_SHEETS],
    ]
    rows = sheets["Comparison"]
    result = evaluate(PORTAL)
    for row, path in zip(rows[6:12], PORTAL.leaves, strict=True):
        assert row[1] == pytest.approx(result.weights[path], rel=DIGITS)
        for m, option in enumerate(result.options):
            figures = [option.ratings[path], option.values[path], option.contributions[path]]
            assert row[2 + 4 * m : 5 + 4 * m] == pytest.approx(figures, rel=DIGITS)
    assert rows[6][0] == "Cost (USD)"
    assert rows[6][5] == "assumption"
    score, rank = rows[12:14]
    assert [score[at] for at in (4, 8, 12)] == pytest.approx([option.score for option in result.options], rel=DIGITS)
    assert [rank[at] for at in (4, 8, 12)] == [3, 2, 1]


def test_the_sentence_and_its_exceptions_stand_over_the_table() -> None:
    top = [row[0] for row in sheets_of(EXCLUDED)["Comparison"][:4]]
    assert top == [
        "Relaunch the patient portal",
        "Do we build, buy or extend the patient portal?",
        "Extend leads Build by 16.4 points. Extend is best in 89 of 100 futures, Build in 11, with weights varied as the file says: clear.",
        "Buy a portal is out: it fails K04. No export.",
    ]


def test_the_excluded_are_grey_and_struck_and_the_others_have_their_colour() -> None:
    sheet = book_of(EXCLUDED)["Comparison"]
    heads = [sheet.cell(5, column) for column in (3, 7, 11)]
    assert [head.value for head in heads] == ["Build our own", "Buy a portal", "Extend the portal we have"]
    assert [head.fill.fgColor.rgb[2:] for head in heads] == ["0072B2", "B8BCC2", "009E73"]
    assert [bool(head.font.strike) for head in heads] == [False, True, False]
    rank = [cell.value for cell in sheet[14]]
    assert (rank[0], rank[8], rank[9]) == ("Rank", "out", "fails K04")
    assert book_of(PORTAL)["Comparison"].cell(5, 7).fill.fgColor.rgb[2:] == "E69F00"


def test_weights_are_percent_and_points_have_one_decimal() -> None:
    sheet = book_of(PORTAL)["Comparison"]
    assert [sheet.cell(7, column).number_format for column in (2, 3, 4, 5)] == ["0.0%", "#,##0", "0.00", "0.0"]
    assert sheet.cell(8, 3).number_format == "#,##0.0"


@pytest.mark.parametrize(
    ("ratings", "shown"),
    [
        ([], "#,##0"),
        ([0.0], "#,##0"),
        ([3.0, 8.0], "#,##0"),
        ([3.5, 8.0], "#,##0.00"),
        ([18.6, 7.01], "#,##0.0"),
        ([1_878_295.5, 3.2], "#,##0"),
        ([-0.035, 0.01], "#,##0.0000"),
        ([1e-12], "#,##0.000000"),
    ],
)
def test_a_row_of_ratings_has_the_decimals_that_its_largest_needs(ratings: list[float], shown: str) -> None:
    assert number_format(ratings) == shown


def test_the_head_stays_in_sight_and_on_every_page() -> None:
    sheet = book_of(PORTAL)["Comparison"]
    assert sheet.freeze_panes == "B7"
    assert sheet.print_title_rows == "$5:$6"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_area == "'Comparison'!$A$1:$N$27"


def test_no_plan_is_divided_between_pages_that_fits_on_one() -> None:
    sheet = book_of(DRIVEN)["Cost plan"]
    first_rows = [cell.row for cell in sheet["A"] if str(cell.value).endswith(": Cost")]
    assert len(first_rows) == 3
    assert [each.id + 1 for each in sheet.row_breaks.brk] == first_rows[2:]  # it counts the rows above


def test_many_options_are_printed_side_by_side_without_dividing_one() -> None:
    first, *others = MINIMAL.options
    many = replace(MINIMAL, options=(*others, *(replace(first, id=f"vendor_{n}", name=f"V{n}") for n in range(5))))
    sheet = book_of(many)["Comparison"]
    assert sheet.print_title_cols == "$A:$B"
    assert [each.id for each in sheet.col_breaks.brk] == [2 + 12, 2 + 24]


def test_every_rating_has_its_reason() -> None:
    rows = sheets_of(PORTAL)["Ratings"][3:]
    head, *rows = rows
    told = {name: [row[at] for row in rows] for at, name in enumerate(head)}
    assert len(rows) == 18
    assert (told["Criterion"][0], told["Option"][0], told["Evidence"][0]) == ("Cost", "Build our own", "assumption")
    assert told["Because"][0].startswith("Three people for 9 months")
    assert told["Source"][0].startswith("18F sample cost estimate")
    assert told["As it was given"][6] == "most likely 8 (6 to 9)"
    assert [row[0] for row in sheets_of(THREE_LEVELS)["Ratings"][4::2]] == ["A › X", "A › Y › P", "A › Y › Q", "B"]


def test_rows_are_as_high_as_their_longest_text() -> None:
    short = MINIMAL.with_rating("build", "cost", Rating(Exact(4), because="Short."))
    long = MINIMAL.with_rating("build", "cost", Rating(Exact(4), because="Six words make one long sentence. " * 20))
    endless = MINIMAL.with_rating("build", "cost", Rating(Exact(4), because="word " * 6000))
    heights = [book_of(each)["Ratings"].row_dimensions[5].height for each in (short, long, endless)]
    assert heights[0] < 25
    assert 225 < heights[1] < 375  # 600 letters and more, 40 to a line
    assert 408 < heights[2] <= 409  # the highest row there is, in whole pixels


def test_every_requirement_has_its_results() -> None:
    row = next(row for row in sheets_of(EXCLUDED)["Requirements"] if row[0] == "K04")
    assert row[2:8] == ["not shown", None, "✗ fail", "No export.", "✓ pass", None]


def test_without_requirements_there_is_no_such_sheet() -> None:
    results = ["Charts", "How sure", "What would change it"]
    assert list(sheets_of(MINIMAL)) == ["Summary", "Comparison", *INPUT_SHEETS, *results, *LAST_SHEETS]


def test_switching_points_and_worths_are_numbers() -> None:
    sheets = sheets_of(PORTAL)
    switches = {row[0]: row for row in sheets["What would change it"][3:]}
    fit = switches["Weight of Fit with patients and staff"]
    assert fit[2:7] == [pytest.approx(0.3), None, None, pytest.approx(0.364562, abs=1e-6), "Buy a portal"]
    assert fit[8] == pytest.approx(40.160227, abs=1e-6)
    cost = switches["Extend the portal we have: Cost"]
    assert (cost[1], cost[5], cost[6]) == ("USD", pytest.approx(675_681.69, abs=0.01), "Buy a portal")
    head, first, *_ = sheets["Worth finding out"][2:]
    assert head[:3] == ["What is settled", "Points", "USD"]
    assert first[0] == "Everything"
    assert first[2] == pytest.approx(first[1] * (2_500_000 - 300_000) / 15)


def test_what_was_typed_stands_below_the_table_with_its_score() -> None:
    rows = sheets_of(PORTAL)["Comparison"]
    first = next(place for place, row in enumerate(rows) if row[0] == "Most likely ratings, as typed")
    typed = evaluate(PORTAL, "most-likely")
    for row, path in zip(rows[first + 1 : first + 7], PORTAL.leaves, strict=True):
        assert row[0] == PORTAL.criterion_names[path]
        assert [row[at] for at in (2, 6, 10)] == pytest.approx(
            [each.ratings[path] for each in typed.options], rel=DIGITS
        )
    assert [rows[first + 7][at] for at in (4, 8, 12)] == pytest.approx(
        [each.score for each in typed.options], rel=DIGITS
    )
    assert [row[2] for row in rows[6:12]] != [row[2] for row in rows[first + 1 : first + 7]]


def test_what_the_decision_is_about_is_told() -> None:
    told = {row[0]: row[1] for row in sheets_of(replace(PORTAL, owner="Dana"))["About"]}
    assert told["Owner"] == "Dana"
    assert told["Date"] == "2026-11-23"
    assert (told["Currency"], told["Horizon, years"], told["Discount rate, a year"]) == ("USD", 5, 0.035)
    assert told["Fingerprint"] == replace(PORTAL, owner="Dana").fingerprint
    assert told["Trilemma"] == "0.1.0"
    still = {row[0] for row in sheets_of(replace(PORTAL, discount_rate=0.0))["About"]}
    assert "Discount rate, a year" in still  # 0 is a number


def test_parts_are_indented_under_what_they_are_part_of() -> None:
    sheet = book_of(THREE_LEVELS)["Comparison"]
    rows = [sheet.cell(row, 1) for row in range(7, 13)]
    assert [cell.value for cell in rows] == ["A", "X", "Y", "P", "Q", "B"]
    assert [cell.alignment.indent for cell in rows] == [0, 2, 2, 4, 4, 0]
    assert sheet.cell(7, 3).value is None  # what has parts is not rated itself


FORMULAS = formulas_of(with_texts("x"))
OF_DRIVEN = formulas_of(DRIVEN)


@pytest.mark.parametrize("text", [*NASTY, "control \x07 character", "x" * 40_000])
def test_every_text_is_kept_as_text(text: str) -> None:
    scenario = with_texts(text)
    assert formulas_of(scenario) == FORMULAS
    assert book_of(scenario)["Ratings"].cell(5, 15).value == clean(text)


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_no_text_breaks_the_file(text: str) -> None:
    assert formulas_of(with_texts(text)) == FORMULAS


@pytest.mark.parametrize("text", ["=1+1", "</script>", "{7*7} {} {0} %s {{"])
def test_every_text_of_what_options_share_is_kept_as_text(text: str) -> None:
    patients = replace(DRIVEN.drivers[0], name=text, unit=text)
    assert formulas_of(replace(DRIVEN, drivers=(patients, *DRIVEN.drivers[1:]))) == OF_DRIVEN


def test_a_cell_holds_what_it_can_and_says_that_there_is_more() -> None:
    assert clean("x" * 32_767) == "x" * 32_767
    assert clean("x" * 40_000) == "x" * 32_766 + "…"
    emoji = clean("🙂" * 20_000)  # counted twice by spreadsheets
    assert emoji == "🙂" * 16_383 + "…"
    assert clean("a\x00b\x0bc\ufffed\r\ne\rf\tg\u202eh") == "a\\0b\\x0bc\\ufffed\ne\nf\tg\\u202eh"


def test_the_same_decision_gives_the_same_bytes() -> None:
    figures = figures_of(MINIMAL)
    assert export(MINIMAL, ".xlsx", figures=figures) == export(MINIMAL, ".xlsx", figures=figures_of(MINIMAL))


def test_formulas_are_kept_with_the_figures_they_give() -> None:
    formulas, figures = book_of(EXCLUDED, formulas=True), book_of(EXCLUDED)
    result = evaluate(EXCLUDED)
    for m, option in enumerate(result.options, start=8):
        assert [formulas["Summary"].cell(m, column).data_type for column in (2, 3, 4)] == ["f"] * 3
        assert figures["Summary"].cell(m, 3).value == pytest.approx(option.score, rel=DIGITS)
        assert figures["Summary"].cell(m, 4).value == option.rank
    assert figures["Check"]["B3"].value.startswith("OK: all ")


def test_what_may_be_changed_has_its_own_ground_and_takes_only_what_fits() -> None:
    book = book_of(PORTAL, formulas=True)
    assert book["Weights"]["C5"].fill.fgColor.rgb[2:] == book["Ratings"]["E5"].fill.fgColor.rgb[2:] == "FFF8E1"
    rules = {str(each.sqref): each for each in book["Ratings"].data_validations.dataValidation}
    assert rules["M5:M22"].formula1 == '"assumption,vendor,demo,reference,pilot"'
    assert rules["F5:F22"].formula1 == '"certain,uncertain"'
    assert rules["E5:E22"].formula1 == f'OR(ISNUMBER(E5),E5="{OPEN}")'
    [points] = book["Weights"].data_validations.dataValidation
    assert (points.type, points.operator, points.formula1) == ("decimal", "greaterThanOrEqual", "0")
    [results, *_] = book["Requirements"].data_validations.dataValidation
    assert results.formula1 == '"✓ pass,✗ fail,not shown"'


def test_names_lead_to_what_they_are_called() -> None:
    book = book_of(PORTAL, formulas=True)
    found = {name: book[sheet.strip("'")][at.replace("$", "")].value for name, (sheet, at) in places_of(book).items()}
    assert found["score.extend"] == "=Comparison!$M$13"
    assert found["discount_rate"] == 0.035
    assert found["weight.fit"] == "=$D$10"
    assert found["leader"].startswith("=IFERROR(INDEX(Summary!$A$8:$A$10,")
    assert {"margin", "inputs_changed", "check"} <= set(found)


def places_of(book: Any) -> dict[str, list[str]]:
    """Of every name for a single cell, sheet and cell."""
    names = {name: each.attr_text for name, each in book.defined_names.items()}
    return {name: text.split("!") for name, text in names.items() if ":" not in text}


def test_what_was_drawn_stands_with_what_it_takes_to_draw_it_again() -> None:
    figures = figures_of(EXCLUDED)
    assert figures.simulation is not None
    book = openpyxl.load_workbook(io.BytesIO(export(EXCLUDED, ".xlsx", figures=figures)))
    sheet = book["How sure"]
    for text in ("100,000 draws", "seed 20261123", EXCLUDED.fingerprint):
        assert text in sheet["A3"].value
    assert sheet["A4"].value.startswith("=IF(inputs_changed=0,")
    for row, each in zip(sheet.iter_rows(min_row=8, max_row=10), figures.simulation.options, strict=True):
        told = [cell.value for cell in row[1:10]]
        chances = [each.p_best, each.p_best_se, each.mean, each.sd, each.p10, each.p50, each.p80, each.p90]
        assert told == [None if x is None else pytest.approx(x, rel=DIGITS) for x in (*chances, each.expected_regret)]
    assert [cell.data_type for cell in sheet["B"][7:10]] == ["n"] * 3


def test_charts_are_the_spreadsheets_own() -> None:
    sheet = book_of(PORTAL, formulas=True)["Charts"]
    points, chances = sheet._charts
    assert [each.tx.strRef.f for each in points.series] == [f"Charts!$A${row}" for row in range(5, 11)]
    assert {each.val.numRef.f for each in chances.series} == {"'How sure'!$B$8:$B$10"}
    assert sheet["B5"].value == "=Comparison!$E$7"


def test_those_who_rate_see_neither_ratings_nor_costs() -> None:
    book = book_of(PORTAL)
    told = [cell.value for row in book["Scoring sheet"].iter_rows() for cell in row if cell.value is not None]
    assert not [each for each in told if isinstance(each, float | int)]
    asked = [each for each in told if "(worst) to" in each]
    assert [each.partition(".")[0] for each in asked] == [
        PORTAL.criterion_names[path] for path in PORTAL.leaves if path != "cost"
    ]
    assert "1: Small changes cannot be had" in asked[1]
    assert told.count("Build our own") == 5


@pytest.mark.parametrize("scenario", OF_ALL_KINDS.values(), ids=OF_ALL_KINDS)
def test_formulas_are_as_short_as_a_spreadsheet_takes_them(scenario: Scenario) -> None:
    for where, formula in formulas_of(scenario).items():
        assert len(formula) <= 8192, where
        assert all(len(text) <= 255 for text in re.findall(r'"([^"]*)"', formula)), where


@pytest.mark.parametrize("scenario", OF_ALL_KINDS.values(), ids=OF_ALL_KINDS)
def test_a_workbook_keeps_the_rules_that_spreadsheets_repair_files_for(scenario: Scenario) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        book = openpyxl.load_workbook(io.BytesIO(exported(scenario)))
    names = [name.casefold() for name in book.defined_names]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z_\\][a-z0-9_.\\]*", name) for name in names)
    titles = [sheet.title.casefold() for sheet in book]
    assert len(set(titles)) == len(titles) and max(map(len, titles)) <= 31
    for sheet in book:
        assert sheet.print_area, sheet.title
        for rule in sheet.data_validations.dataValidation:
            assert rule.type != "list" or not rule.formula1.startswith('"') or len(rule.formula1) <= 257
            for text, most in ((rule.promptTitle, 32), (rule.prompt, 255), (rule.errorTitle, 32), (rule.error, 255)):
                assert len(text or "") <= most, (sheet.title, text)


# those of the first edition of the file format (ECMA-376, 2006), which need no prefix
_KNOWN = frozenset(
    [
        "ABS",
        "AND",
        "COUNT",
        "COUNTIF",
        "COUNTIFS",
        "EXACT",
        "EXP",
        "IF",
        "IFERROR",
        "INDEX",
        "ISNUMBER",
        "LARGE",
        "LN",
        "MATCH",
        "MAX",
        "MEDIAN",
        "MIN",
        "MOD",
        "NA",
        "NOT",
        "OR",
        "PV",
        "SINH",
        "ROUND",
        "RANK",
        "ROUNDUP",
        "SUM",
        "SUMIF",
        "SUMIFS",
        "SUMPRODUCT",
    ]
)


@pytest.mark.parametrize("scenario", OF_ALL_KINDS.values(), ids=OF_ALL_KINDS)
def test_formulas_use_functions_that_every_edition_knows(scenario: Scenario) -> None:
    for where, formula in formulas_of(scenario).items():
        used = re.findall(r"([A-Z_a-z.][A-Z_a-z.0-9]*)\(", re.sub(r'"[^"]*"', "", formula))
        assert set(used) <= _KNOWN, where


def test_a_range_typed_among_ratings_is_warned_of_and_not_refused() -> None:
    book = book_of(PORTAL, formulas=True)
    [rule] = [each for each in book["Ratings"].data_validations.dataValidation if str(each.sqref) == "E5:E22"]
    assert rule.errorStyle == "warning"  # the reader takes it in, though no formula can
    assert "3 to 8" in rule.prompt and "3 to 8" in rule.error


def test_nothing_prints_in_less_than_nine_points() -> None:
    for sheet in book_of(EXCLUDED, formulas=True):
        assert not sheet.sheet_properties.pageSetUpPr or not sheet.sheet_properties.pageSetUpPr.fitToPage
        smallest = min(cell.font.sz for row in sheet.iter_rows() for cell in row if cell.value is not None)
        assert smallest * (sheet.page_setup.scale or 100) / 100 >= 9, sheet.title


# --- LibreOffice --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def as_shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[str]]]:
    nasty = with_texts("=1+1").with_rating("buy", "fit", Rating(Exact(8)))
    nasty = replace(nasty, question="_x0041_ ＝1+1 <b>&amp;</b> 🙂")
    contents = {"excluded": export(EXCLUDED, ".xlsx"), "nasty": export(nasty, ".xlsx")}
    found = converted(contents, AS_SHOWN, tmp_path_factory.mktemp("shown"), name="{}-Comparison")
    return {name: list(csv.reader(io.StringIO(raw.decode("utf-8")))) for name, raw in found.items()}


@needs_libreoffice
def test_libreoffice_reads_the_figures(as_shown: dict[str, list[list[str]]]) -> None:
    rows = as_shown["excluded"]
    assert rows[0][0] == "Relaunch the patient portal"
    assert (
        rows[2][0]
        == "Extend leads Build by 16.4 points. Extend is best in 89 of 100 futures, Build in 11, with weights varied as the file says: clear."
    )
    assert rows[4][2:12:4] == ["Build our own", "Buy a portal", "Extend the portal we have"]
    assert rows[6][:6] == ["Cost (USD)", "15.0%", "2,028,554", "0.21", "3.2", "assumption"]
    assert [rows[12][at] for at in (0, 1, 4, 8, 12)] == ["Score", "100%", "51.5", "66.6", "67.9"]
    assert [rows[13][at] for at in (0, 4, 8, 9, 12)] == ["Rank", "2", "out", "fails K04", "1"]
    assert [rows[14][at] for at in (0, 4, 8, 12)] == ["Best in", "10.5%", "", "89.5%"]
    assert [rows[16][at] for at in (0, 8)] == ["P10: one future in ten is lower", "58.9"]


@needs_libreoffice
def test_libreoffice_shows_texts_and_runs_none(as_shown: dict[str, list[list[str]]]) -> None:
    rows = as_shown["nasty"]
    assert rows[0][0] == "=1+1"
    assert rows[1][0] == "_x0041_ ＝1+1 <b>&amp;</b> 🙂"
    assert rows[6][0] == "=1+1 (=1+1)"


@needs_libreoffice
def test_libreoffice_prints_the_workbook(tmp_path: Path) -> None:
    assert converted({"portal": export(PORTAL, ".xlsx")}, "pdf", tmp_path)["portal"].startswith(b"%PDF-")
