"""What all options share, in every form that says what would change the answer: where it turns, how likely, what worth."""

from __future__ import annotations

import csv
import html
import io
from dataclasses import replace
from typing import Any

import docx
import openpyxl
import pytest

from decision.files.reader import read_scenario
from decision.model.estimate import ThreePoint
from decision.model.what_if import leaving_out
from decision.outputs.files.export import Figures, Settings, export, figures_of
from decision.outputs.files.material import Material
from decision.outputs.tables.sensitivity import switch_cells
from decision.outputs.words.shared_inputs import shared_switches_in_words

# 400,000 and 2 a patient against 30 a patient: level at 400,000 / 28 = 14,285.7 patients
SCENARIO = leaving_out(
    read_scenario(
        b"""
format: 1
title: Paid by the patient
currency: USD
horizon_years: 2
discount_rate: 0
simulation: {draws: 1000}
drivers: {patients: {name: Active patients, unit: patients, now: {low: 4000, mode: 8000, high: 24000}}}
criteria: {cost: {worst: 900000, best: 100000, kind: cost_plan, outside: extrapolate}, fit: {worst: 0, best: 10}}
weights: {cost: 60, fit: 40}
options:
  build:
    name: Build
    ratings: {cost: {upfront: 400000, yearly: {lines: {staff: {per: patients, price: 1}}}}, fit: {low: 5, mode: 6, high: 7}}
  buy: {name: Buy, ratings: {cost: {yearly: {lines: {fee: {per: patients, price: 15}}}}, fit: {low: 5, mode: 6, high: 7}}}
  wait: {name: Wait, ratings: {cost: {yearly: 450000}, fit: 1}}
""",
        "patients.yaml",
    ),
    ["wait"],
)
FORMS = [
    ("table", ".md"),
    ("table", ".html"),
    ("table", ".xlsx"),
    ("memo", ".md"),
    ("memo", ".html"),
    ("memo", ".docx"),
]


@pytest.fixture(scope="module")
def figures() -> Figures:
    return figures_of(SCENARIO)


def shown(content: bytes, ending: str) -> str:
    """The texts that a reader sees; of a workbook those of the sheet on what would change the answer."""
    if ending == ".xlsx":
        rows = openpyxl.load_workbook(io.BytesIO(content))["What would change it"].iter_rows(values_only=True)
        return "\n".join(str(cell) for row in rows for cell in row if cell is not None)
    if ending == ".docx":
        return "\n".join(each.text for each in docx.Document(io.BytesIO(content)).paragraphs)
    return html.unescape(content.decode())


@pytest.mark.parametrize(("form", "ending"), [*FORMS, ("brief", ".html")])
def test_every_form_says_from_how_many_on_another_leads_and_in_how_many_futures(
    figures: Figures, form: str, ending: str
) -> None:
    assert figures.sensitivity is not None
    (said,) = shared_switches_in_words(SCENARIO, figures.sensitivity)
    assert said.startswith("Build overtakes Buy above 14,300 active patients (13 of 100 futures); today's estimate is ")
    assert said in shown(export(SCENARIO, ending, form=form, figures=figures), ending)


@pytest.mark.parametrize("ending", [".md", ".html", ".xlsx"])
def test_it_is_a_row_beside_those_of_weights_and_ratings(figures: Figures, ending: str) -> None:
    turning = Material(SCENARIO, figures).table.turning
    assert turning is not None
    assert turning.rows[-1].high == pytest.approx(400_000 / 28, rel=1e-9)
    now, turns = ("10000", "14285.7") if ending == ".xlsx" else ("10,000 patients", "14,286 patients")
    told = shown(export(SCENARIO, ending, form="table", figures=figures), ending)
    before, _, after = told.partition("Active patients")
    assert "Weight of Cost" in before or "Build: Cost" in before
    assert after.index(now) < after.index(turns) < after.index("14,300 active patients")


def test_what_is_a_share_a_year_stands_in_percent() -> None:
    rising = replace(SCENARIO, inflation=ThreePoint(0.0, 0.02, 0.5))
    found = figures_of(rising)
    turning = Material(rising, found).table.turning
    assert turning is not None
    row = turning.rows[-1]
    assert row.criterion == "inflation"
    assert row.high is not None
    _, now, _, _, turns, to, _ = switch_cells(row)
    assert [float(each.removesuffix(" % a year")) for each in (now, turns)] == [
        float(f"{100 * x:.3g}") for x in (row.now, row.high)
    ]
    assert to == "Build"
    book = openpyxl.load_workbook(io.BytesIO(export(rising, ".xlsx", figures=found)))
    (cells,) = (each for each in book["What would change it"].iter_rows() if each[0].value == "Inflation")
    assert [cells[column].number_format for column in (2, 5)] == ["0.0%"] * 2
    assert [cells[column].value for column in (1, 5)] == ["a year", pytest.approx(row.high, rel=1e-12)]


@pytest.mark.parametrize("shape", ["wide", "long"])
def test_what_it_is_worth_to_know_stands_under_each_option_that_is_ranked(figures: Figures, shape: Any) -> None:
    assert figures.sensitivity is not None
    (known,) = figures.sensitivity.information.by_shared
    content = export(SCENARIO, ".csv", figures=figures, settings=Settings(shape=shape)).decode("utf-8-sig")
    rows = [row for row in csv.DictReader(io.StringIO(content)) if row["id"] == "drivers.patients"]
    for kind, column, unit, figure in (
        ("worth", "points", "points", known.points),
        ("worth_money", "rating", "USD", known.money),
    ):
        of_kind = [row for row in rows if row["kind"] == kind]
        if shape == "long":
            found = {row["option_name"]: row[column] for row in of_kind}
        else:
            found = {name: x for name in ("Build", "Buy", "Wait") if (x := of_kind[0][f"{name}: {column}"])}
        assert {name: float(x) for name, x in found.items()} == {"Build": figure, "Buy": figure}
        assert {(row["name"], row["unit"]) for row in of_kind} == {("Active patients: worth of knowing, at most", unit)}
