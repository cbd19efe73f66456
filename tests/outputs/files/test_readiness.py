from __future__ import annotations

import csv
import io
from dataclasses import replace

import openpyxl
import pytest

from decision.analysis.scoring import evaluate
from decision.files.library import Library, project_folder
from decision.files.reader import load
from decision.model.readiness import CauseState
from decision.model.scenario import Scenario
from decision.model.structure.readiness import (
    adding_condition,
    adding_measure,
    changing_condition,
    changing_measure,
    day_of,
    settling_cause,
)
from decision.outputs.files.export import Figures, export
from decision.outputs.words.readiness import readiness_in_words

PLAIN = load(project_folder("scenarios") / "minimal.yaml")
KNOWN = Library().launch_causes
FIRST, SECOND = PLAIN.options[0].id, PLAIN.options[1].id


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    said = settling_cause(PLAIN, KNOWN, "no_owner", FIRST, CauseState.HANDLED)
    said = adding_condition(said, KNOWN, "=cmd | a link", SECOND)
    said = changing_condition(said, 0, owner="Ana", by=day_of("2027-03-01"))
    said = adding_condition(said, KNOWN, "Somebody owns it")
    return changing_measure(adding_measure(said, KNOWN, "Calls"), 0, baseline="31", reader="The board")


def exported(scenario: Scenario, ending: str) -> bytes:
    return export(scenario, ending, figures=Figures(evaluate(scenario), None, None))


def test_markdown_tells_causes_conditions_and_measures(scenario: Scenario) -> None:
    text = exported(scenario, ".md").decode()
    part = text[text.index("## Risks and conditions") :]
    assert "\n| Nobody owns it after launch | handled | open |" in part
    assert f"\n| =cmd \\| a link | {PLAIN.options[1].name} | Ana | 2027-03-01 |\n" in part
    assert "\n| Somebody owns it | all options |  |  |\n" in part
    assert "\n| Calls | 31 |  |  | The board |  |\n" in part


def test_the_workbook_has_a_sheet_of_its_own_that_runs_nothing(scenario: Scenario) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exported(scenario, ".xlsx")))
    sheet = book["Risks and conditions"]
    cells = [[cell.value for cell in row if cell.value] for row in sheet.iter_rows()]
    assert ["Nobody owns it after launch", "handled", *["open"] * (len(PLAIN.options) - 1)] in cells
    assert ["=cmd | a link", PLAIN.options[1].name, "Ana", "2027-03-01"] in cells
    assert ["Calls", "31", "The board"] in cells
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_rows_of_values_tell_it_under_the_options(scenario: Scenario) -> None:
    rows = list(csv.reader(io.StringIO(exported(scenario, ".csv").decode("utf-8-sig"))))
    assert len({len(row) for row in rows}) == 1
    by_kind = {(row[0], row[1]): dict(zip(rows[0], row, strict=True)) for row in rows}
    first, second = (option.name for option in PLAIN.options[:2])
    assert by_kind["launch_cause", "no_owner"][f"{first}: estimate"] == "handled"
    condition = by_kind["condition", "1"]
    assert condition["name"] == "'=cmd | a link"
    assert (condition[f"{second}: estimate"], condition[f"{second}: because"]) == ("2027-03-01", "Ana")
    assert condition[f"{first}: estimate"] == condition[f"{first}: because"] == ""
    assert by_kind["measure", "1"]["name"] == "Calls; baseline: 31; read by: The board"


@pytest.mark.parametrize("ending", [".csv", ".md"])
def test_nothing_is_told_where_nothing_is_said(scenario: Scenario, ending: str) -> None:
    assert exported(PLAIN, ending) != exported(scenario, ending)
    for words in (b"Risks and conditions", b"launch_cause", b"condition,"):
        assert words not in exported(PLAIN, ending)
    assert exported(PLAIN, ending) == exported(replace(scenario, readiness=PLAIN.readiness), ending)


def test_the_sentence_counts_what_is_open_and_what_is_missing(scenario: Scenario) -> None:
    readiness = scenario.readiness
    assert readiness_in_words(readiness, FIRST, "Build") == (
        "4 of 5 known causes of failed launches are open for Build; its condition has no owner and no date; "
        "the measure is not complete."
    )
    assert (
        "5 of 5 known causes of failed launches are open for Buy; 1 of 2 conditions has no owner; 1 of 2"
        in readiness_in_words(readiness, SECOND, "Buy")
    )
    done = replace(
        readiness,
        causes={each.id: {FIRST: CauseState.NOT_RELEVANT} for each in KNOWN},
        conditions=(replace(readiness.conditions[0], option=""),),
        measures=(),
    )
    assert readiness_in_words(done, FIRST, "Build") == (
        "No known cause is relevant for Build; its condition has an owner and a date; nothing will be measured."
    )
