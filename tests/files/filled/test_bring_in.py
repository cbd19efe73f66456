"""Workbooks that people filled in come back as what they typed, or are refused with every cell that does not fit."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from decision.files.editing.files import diff
from decision.files.editing.saved import saved
from decision.files.faults import FileError
from decision.files.filled.bring_in import BroughtIn, bring_in
from decision.files.reader import read_scenario
from decision.model.estimate import Exact, Range, Unknown
from decision.model.evaluation import Consensus, Evaluation, Score
from decision.model.rating import Evidence, Rating
from decision.model.scenario import Scenario
from tests.files.filled.filling import SCENARIO, TEXT, changed, fill_in, filled, head_row, scoring, workbook
from tests.outputs.files.recalculation import converted, needs_libreoffice

REASON = "Reason, by reference to what was offered"
SHEET = scoring(evaluators="Dana")
WHOLE = workbook()
READ = ("Ratings", "Weights", "Comparison", "Inputs", "Enclosed decision")
LEAN = changed(WHOLE, lambda book: [book.remove(each) for each in book.worksheets if each.title not in READ])  # quicker


def brought(raw: bytes, scenario: Scenario = SCENARIO, **asked: Any) -> BroughtIn:
    return bring_in(raw, "x.xlsx", scenario, **asked)


def faults_of(raw: bytes, scenario: Scenario = SCENARIO, **asked: Any) -> list[str]:
    with pytest.raises(FileError) as caught:
        brought(raw, scenario, **asked)
    return [f"{fault.path}: {fault.message}" for fault in caught.value.faults]


# --- scoring sheets -----------------------------------------------------------------------------------------------

FILLED = filled(
    SHEET,
    "Scoring Dana",
    {
        ("buy.fit", "Rating"): 6,
        ("buy.fit", "Evidence"): "Demo",
        ("buy.fit", REASON): "Shown,\nbut slow.",
        ("buy.fit", "Document, page"): "Offer, p. 12",
        ("build.fit", "Rating"): "4,5 to 7",
        ("build.fit", REASON): "=1+1 is what they wrote",
        ("buy.safety.now", "Rating"): "unknown",
    },
    {"Role": "Clinical safety", "Date": datetime.date(2026, 11, 20), "Time of day": datetime.time(14, 30),
     "Interests declared": "None."},
)  # fmt: skip


def test_a_scoring_sheet_comes_back_as_an_evaluation() -> None:
    made = brought(FILLED)
    assert made.scenario.evaluations == (
        Evaluation(
            "Dana",
            "Clinical safety",
            datetime.date(2026, 11, 20),
            "14:30",
            "None.",
            {
                "build.fit": Score(Rating(Range(4.5, 7), "=1+1 is what they wrote")),
                "buy.fit": Score(Rating(Exact(6), "Shown,\nbut slow.", "Offer, p. 12", Evidence.DEMO)),
                "buy.safety.now": Score(Rating(Unknown())),
            },
        ),
    )
    assert made.said == ("Dana rated 3 cells.",)
    assert replace(made.scenario, evaluations=()) == SCENARIO  # and nothing else is another


def test_it_is_one_change_that_keeps_all_other_lines() -> None:
    made = saved(TEXT.encode(), brought(FILLED).scenario, None, "x.yaml")
    assert not made.anew
    assert made.raw.decode().startswith(TEXT)
    assert all(not line.startswith("-") for line in diff(TEXT.encode(), made.raw, "x").splitlines()[2:])
    again = read_scenario(made.raw, "x.yaml")
    assert brought(FILLED, again).scenario == again
    assert brought(FILLED, again).said == ("Nothing in it is another than in the file.",)


def test_who_filled_it_in_is_said_on_the_sheet_or_by_the_call() -> None:
    nobody = filled(FILLED, "Scoring Dana", {}, {"Evaluator": None})
    assert brought(nobody, by="Cy").scenario.evaluations[0].by == "Cy"
    assert "Scoring Dana!B3: nobody is named" in faults_of(nobody)[0]
    assert "Scoring Dana!B3: names Dana, and --by Cy" in faults_of(FILLED, by="Cy")[0]
    dana = replace(SCENARIO, evaluations=(Evaluation("Dana Okafor"),))
    by_letter = filled(FILLED, "Scoring Dana", {}, {"Evaluator": "A"})
    assert "A is the letter of Dana Okafor" in faults_of(by_letter, dana)[0]


def test_what_was_given_is_not_overwritten_unless_that_is_asked_for() -> None:
    before = brought(FILLED).scenario
    other = filled(FILLED, "Scoring Dana", {("buy.fit", "Rating"): 9, ("build.safety.later", "Rating"): 3})
    (fault,) = faults_of(other, before)
    assert fault.startswith("Scoring Dana!B")
    assert "is another than the file has of Dana" in fault
    after = brought(other, before, replacing=True)
    assert after.scenario.evaluations[0].ratings["buy.fit"].rating.estimate == Exact(9)
    assert after.said == ("Dana rated 1 cell more, 1 cell otherwise than before.",)


def test_rows_may_be_sorted_moved_and_added() -> None:
    def shuffle(book: Any) -> None:
        sheet = book["Scoring Dana"]
        top = head_row(sheet)
        for area in list(sheet.merged_cells.ranges):
            if area.min_row > top:
                sheet.unmerge_cells(str(area))
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=top + 1)]
        for row in sheet.iter_rows(min_row=top + 1):
            for cell in row:
                cell.value = None
        for at, row in enumerate(reversed(rows), start=top + 3):
            for column, x in enumerate(row, start=1):
                cell = sheet.cell(at, column)
                cell.value, cell.data_type = x, "s" if isinstance(x, str) else cell.data_type
        sheet.insert_cols(2)
        sheet.cell(top, 2).value = "My notes"
        sheet.insert_rows(1 + top)

    made = brought(changed(FILLED, shuffle))
    assert made.scenario == brought(FILLED).scenario
    assert any("“My notes”" in note for note in made.notes)


def test_every_cell_that_does_not_fit_is_named_at_once() -> None:
    def spoil(book: Any) -> None:
        sheet = book["Scoring Dana"]
        fill_in(
            sheet,
            {
                ("buy.fit", "Rating"): "high",
                ("buy.fit", "Evidence"): "hearsay",
                ("build.fit", "Rating"): datetime.datetime(2026, 5, 3),
                ("buy.safety.now", "Rating"): "4.000",
                ("buy.safety.later", REASON): "No rating beside this.",
                ("build.safety.now", "Rating"): 0.4,
            },
            {"Date": "yesterday", "Time of day": "noonish"},
        )
        heads = {cell.value: cell.column for cell in sheet[head_row(sheet)]}
        rows = {sheet.cell(row, heads["Key"]).value: row for row in range(1, sheet.max_row + 1)}
        sheet.cell(rows["build.safety.now"], heads["Rating"]).number_format = "0%"
        sheet.cell(rows["build.safety.later"], heads["Rating"]).value = "=3+4"

    found = "\n".join(faults_of(changed(FILLED, spoil)))
    for said in (
        "Scoring Dana!B5: “yesterday” is no day",
        "Scoring Dana!B6: “noonish” is no time of day",
        "“high” is a word",
        "“hearsay” is no evidence; use one of assumption, vendor",
        "is a date (2026-05-03); if it was typed as a range such as 3-5, make the cell a text",
        "“4.000” can be read as 4 and as 4000",
        "is empty, though more is said in its row",
        "holds a formula where a rating belongs",
        "it is not known of what that is a share",
    ):
        assert said in found, said


@pytest.mark.parametrize(
    ("fill", "said"),
    [
        ({("buy.fit", "Key"): "buy.fti"}, "buy.fti is no rating of this decision; did you mean"),
        ({("buy.fit", "Key"): "build.fit"}, "stands in row"),
        ({("buy.fit", "Key"): None}, "is in a row without a key"),
        ({("buy.fit", "Option"): "Vendor B"}, "is “Vendor B”, and buy is “Buy one” in the file"),
        ({("buy.fit", "Option"): "Build our own"}, "is “Build our own”, and buy is “Buy one” in the file"),
    ],
)
def test_a_row_that_is_about_something_else_is_refused(fill: Any, said: str) -> None:
    assert said in "\n".join(faults_of(filled(FILLED, "Scoring Dana", fill)))


def test_merged_ratings_are_refused() -> None:
    def merge(book: Any) -> None:
        sheet = book["Scoring Dana"]
        top = head_row(sheet)
        sheet.merge_cells(start_row=top + 2, end_row=top + 3, start_column=2, end_column=2)

    assert "is merged into one cell" in faults_of(changed(FILLED, merge))[0]


def test_a_column_that_is_gone_is_refused_with_its_name() -> None:
    assert (
        "the head “Key” is not there" in faults_of(changed(FILLED, lambda book: book["Scoring Dana"].delete_cols(6)))[0]
    )


def test_a_sheet_of_an_older_version_is_taken_where_it_is_still_asked_the_same() -> None:
    reweighted = SCENARIO.with_weights({"cost": 5})
    made = brought(FILLED, reweighted)
    assert made.scenario.evaluations == brought(FILLED).scenario.evaluations
    assert any("another version of the decision" in note for note in made.notes)
    rescaled = read_scenario(
        TEXT.replace("fit: {name: Fit, worst: 0, best: 10", "fit: {name: Fit, worst: 0, best: 20").encode(), "x"
    )
    assert "Fit is asked or scaled otherwise in the file now" in faults_of(FILLED, rescaled)[0]


names = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cf", "Cn", "Co")), max_size=30
)
texts = names.map(str.strip)
ratings = st.floats(-1e6, 1e6, allow_subnormal=False).map(lambda x: 0.0 if abs(x) < 1e-9 else float(f"{x:.15g}"))
CELLS = [f"{option.id}.{path}" for option in SCENARIO.options for path in ("fit", "safety.now", "safety.later")]


@given(
    st.dictionaries(
        st.sampled_from(CELLS), st.tuples(ratings, texts, st.none() | st.sampled_from(Evidence), texts), min_size=1
    ),
    names.map(str.strip).filter(bool),
)
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_filled_in_comes_back_exactly(given_: dict[str, Any], name: str) -> None:
    fill: dict[tuple[str, str], Any] = {}
    for cell, (x, because, evidence, source) in given_.items():
        fill[cell, "Rating"] = x
        fill[cell, REASON], fill[cell, "Document, page"] = because or None, source or None
        fill[cell, "Evidence"] = None if evidence is None else str(evidence)

    def typed(book: Any) -> None:
        fill_in(book["Scoring Dana"], fill)
        cell = book["Scoring Dana"]["B3"]
        cell.value, cell.data_type = name, "s"

    (one,) = brought(changed(SHEET, typed)).scenario.evaluations
    assert one.by == name
    assert {
        cell: (s.rating.estimate, s.rating.because, s.rating.evidence, s.rating.source)
        for cell, s in one.ratings.items()
    } == {cell: (Exact(x), because, evidence, source) for cell, (x, because, evidence, source) in given_.items()}


@needs_libreoffice
def test_what_libreoffice_saves_comes_back_too(tmp_path: Path) -> None:
    both = converted({"sheet": FILLED, "whole": CHANGED}, "xlsx", tmp_path)
    assert brought(both["sheet"]).scenario == brought(FILLED).scenario
    assert brought(both["whole"]).scenario == brought(CHANGED).scenario


# --- ratings, weights and what was agreed, in a whole workbook -----------------------------------------------------


def change_ratings(book: Any, fill: dict[tuple[str, str, str], Any]) -> None:
    sheet = book["Ratings"]
    top = head_row(sheet)
    columns = {cell.value: cell.column for cell in sheet[top]}
    for row in range(top + 1, sheet.max_row + 1):
        key = (sheet.cell(row, columns["Option's key"]).value, sheet.cell(row, columns["Key"]).value)
        for (option, path, head), x in fill.items():
            if key == (option, path):
                sheet.cell(row, columns[head]).value = x


def change(fill: dict[tuple[str, str, str], Any], raw: bytes = LEAN) -> bytes:
    return changed(raw, lambda book: change_ratings(book, fill))


def _changes(book: Any) -> None:
    change_ratings(
        book,
        {
            ("build", "fit", "Rating"): 6,
            ("build", "fit", "Because"): "Two more sprints.",
            ("buy", "fit", "Evidence"): "demo",
            ("buy", "safety.now", "Rating"): 7,
        },
    )
    fill_in(book["Weights"], {("fit", "Points"): 5})
    fill_in(
        book["Consensus"],
        {("buy.fit", "Agreed"): 6, ("buy.fit", "Reason for it"): "Shown to all of us."},
        {"Written down by": "The chair", "Date": datetime.date(2026, 11, 25)},
    )


CHANGED = changed(WHOLE, _changes)


def test_changed_ratings_weights_and_what_was_agreed_come_back_as_one_change() -> None:
    made = brought(CHANGED)
    after = made.scenario
    assert after.option("build").ratings["fit"] == Rating(Exact(6), "Two more sprints.")
    assert after.option("buy").ratings["fit"] == Rating(Range(5, 8), "Seen once.", "", Evidence.DEMO)
    assert after.option("buy").ratings["safety.now"].estimate == Exact(7)
    assert after.all_criteria["fit"].weight == 5
    agreed = Consensus(Rating(Exact(6), "Shown to all of us."), "The chair", datetime.date(2026, 11, 25))
    assert dict(after.consensus) == {"buy.fit": agreed}
    text = saved(TEXT.encode(), after, None, "x.yaml")
    assert not text.anew
    assert "# ask again" in text.raw.decode() and "# the vendor's own words" in text.raw.decode()


def test_a_workbook_in_which_nothing_was_changed_changes_nothing() -> None:
    assert brought(WHOLE).scenario == SCENARIO


def test_what_was_changed_on_both_sides_is_refused_and_what_was_changed_on_one_is_taken() -> None:
    elsewhere = SCENARIO.with_rating("buy", "fee", Rating(Exact(40)))
    made = brought(CHANGED, elsewhere)
    assert made.scenario.option("buy").ratings["fee"].estimate == Exact(40)
    assert made.scenario.option("build").ratings["fit"].estimate == Exact(6)
    assert any("of another version" in note for note in made.notes)
    both = SCENARIO.with_rating("build", "fit", Rating(Exact(9)))
    assert "was changed here and otherwise in the file" in faults_of(CHANGED, both)[0]


@pytest.mark.parametrize(
    ("fill", "said"),
    [
        (
            {("buy", "fit", "Rating"): 6},
            "was a range and is one figure that counts as uncertain; put certain beside it",
        ),
        ({("build", "fit", "Rating"): None}, "is empty; give a rating, or unknown"),
        ({("build", "fit", "Rating"): "=2+2"}, "holds a formula where a rating belongs"),
        ({("build", "cost", "Rating"): 5}, "is typed over the total of a cost plan"),
        ({("build", "fit", "Counts as"): "perhaps"}, "counts as “perhaps”"),
        ({("build", "fit", "Option's key"): None}, "is empty; put the keys of the row back"),
        ({("build", "fit", "Evidence"): "gut"}, "“gut” is no evidence"),
    ],
)
def test_what_a_rating_cannot_be_is_refused_in_its_cell(fill: Any, said: str) -> None:
    found = faults_of(change(fill))
    assert any(said in fault and fault.startswith("Ratings!") for fault in found), found


def test_a_range_that_turned_certain_and_a_range_in_the_place_of_a_figure_are_taken() -> None:
    made = brought(
        change(
            {
                ("buy", "fit", "Rating"): 6,
                ("buy", "fit", "Counts as"): "certain",
                ("build", "fit", "Rating"): "3 to 5",
            }
        )
    ).scenario
    assert made.option("buy").ratings["fit"].estimate == Exact(6)
    assert made.option("build").ratings["fit"].estimate == Range(3, 5)


@pytest.mark.parametrize("written", ["as_is", "utf_16", "prefixed"])
def test_a_formula_is_seen_however_the_sheet_is_written(written: str) -> None:
    def type_a_formula(book: Any) -> None:
        [cell] = [row[1] for row in book["Scoring Dana"] if row[-1].value == "build.fit"]
        cell.value = "=2+2"

    raw, out = changed(SHEET, type_a_formula), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as package, zipfile.ZipFile(out, "w") as copy:
        for part in package.infolist():
            content = package.read(part)
            if part.filename.startswith("xl/worksheets/sheet"):
                text = content.decode()
                if written == "utf_16":
                    content = f'<?xml version="1.0" encoding="UTF-16"?>{text.partition("?>")[2] or text}'.encode(
                        "utf-16"
                    )
                elif written == "prefixed":
                    text = re.sub(r"<(/?)(?=[A-Za-z])", r"<\1x:", text)
                    content = text.replace(" xmlns=", " xmlns:x=").encode()
            copy.writestr(part, content)
    faults = faults_of(out.getvalue())
    assert any("holds a formula where a rating belongs" in each for each in faults), faults


def test_a_figure_typed_over_a_formula_of_the_comparison_is_refused() -> None:
    def type_over(book: Any) -> None:
        sheet = book["Comparison"]
        row = next(row for row in sheet.iter_rows(min_row=6) if row[0].value == "Fit")
        column = next(cell.column for cell in sheet[6] if cell.value == "Rating")
        sheet.cell(row[0].row, column).value = 3

    (fault,) = faults_of(changed(WHOLE, type_over))
    assert fault.startswith("Comparison!C")
    assert "put the formula back, and type it there" in fault


def test_other_inputs_that_were_changed_are_named_and_not_brought_in() -> None:
    def change_scale(book: Any) -> None:
        sheet = book["Scales"]
        row = next(row for row in sheet.iter_rows() if row[0].value == "Fit")
        row[3].value = 20

    made = brought(changed(WHOLE, change_scale))
    assert made.scenario == SCENARIO
    assert any("Scales!D" in note and "not brought in" in note for note in made.notes)


def test_the_consensus_form_shows_letters_and_takes_dissent_by_letter_or_name() -> None:
    evaluated = brought(FILLED).scenario
    raw = workbook(evaluated)
    fill = {("buy.fit", "Agreed"): 6, ("buy.fit", "Reason for it"): "Shown.",
            ("buy.fit", "Who holds another view, and which"): "A: no export\nDana: and slow"}  # fmt: skip
    made = brought(filled(raw, "Consensus", fill), evaluated)
    assert made.scenario.consensus["buy.fit"].dissent == {"Dana": "no export and slow"}
    fill["buy.fit", "Who holds another view, and which"] = "Zed: no"
    assert "names no evaluator and view" in faults_of(filled(raw, "Consensus", fill), evaluated)[0]
    del fill["buy.fit", "Who holds another view, and which"], fill["buy.fit", "Reason for it"]
    assert "is empty; say why that was agreed" in faults_of(filled(raw, "Consensus", fill), evaluated)[0]


# --- workbooks of another kind ------------------------------------------------------------------------------------


def test_a_workbook_of_another_decision_is_refused() -> None:
    other = read_scenario(TEXT.replace("A portal", "A kiosk").replace("buy:", "rent:").encode(), "x.yaml")
    assert "is of another decision, “A portal”" in faults_of(WHOLE, other)[0]


def test_a_workbook_that_no_longer_says_what_it_is_of_is_refused() -> None:
    def forget(book: Any) -> None:
        del book["Enclosed decision"], book["Scoring sheet"], book["Consensus"]

    assert "does not say which decision it is of" in faults_of(changed(WHOLE, forget))[0]


def test_any_other_workbook_is_refused() -> None:
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = "Budget"
    book.save(out)
    assert "is no workbook of Trilemma's" in faults_of(out.getvalue())[0]


@pytest.mark.parametrize(
    "raw", [b"", b"PK\x03\x04 nothing", b"\xd0\xcf\x11\xe0 old", b"Option,Rating\n", b"PK" + b"x" * 6_000_000]
)
def test_what_is_no_workbook_is_refused(raw: bytes) -> None:
    assert faults_of(raw)


def test_a_bomb_and_entities_are_refused_before_they_are_opened() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b" " * 70_000_000)
    assert "which is not opened" in faults_of(out.getvalue())[0]
    entities = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(FILLED)) as before, zipfile.ZipFile(entities, "w") as package:
        for part in before.namelist():
            content = before.read(part)
            if part == "xl/workbook.xml":
                content = b'<!DOCTYPE x [<!ENTITY a "b">]>' + content
            package.writestr(part, content)
    assert "defines entities" in faults_of(entities.getvalue())[0]


def test_macros_and_links_to_other_workbooks_are_left_alone_and_told() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(FILLED)) as before, zipfile.ZipFile(out, "w") as package:
        for part in before.namelist():
            package.writestr(part, before.read(part))
        package.writestr("xl/vbaProject.bin", b"evil")
        package.writestr("xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    made = brought(out.getvalue())
    assert made.scenario == brought(FILLED).scenario
    assert len([note for note in made.notes if "macros" in note or "other workbooks" in note]) == 2


def test_ratings_typed_on_the_consensus_form_are_not_taken_and_that_is_said() -> None:
    made = brought(filled(WHOLE, "Consensus", {("buy.fit", "B"): 4}))
    assert made.scenario == SCENARIO
    assert any("are taken from scoring sheets, and not from Consensus!D" in note for note in made.notes)
    evaluated = brought(FILLED).scenario
    assert not any("are taken from" in note for note in brought(workbook(evaluated), evaluated).notes)


def test_an_evaluator_may_be_called_like_a_head_of_the_form() -> None:
    evaluated = replace(SCENARIO, evaluations=(Evaluation("Key", ratings={"buy.fit": Score(Rating(Exact(3)))}),))
    assert brought(workbook(evaluated, names=True), evaluated).scenario == evaluated
