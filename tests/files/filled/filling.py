"""Workbooks of ours made, and filled in as a person would: by key and head, with openpyxl."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

import openpyxl

from decision.files.enclosure import enclosure_text
from decision.files.reader import read_scenario
from decision.model.scenario import Scenario
from decision.outputs.files.export import Figures, Settings, export
from decision.outputs.files.material import figures_of

TEXT = """\
format: 1
title: A portal
currency: USD
horizon_years: 5
discount_rate: 0.035
criteria:
  cost: {name: Cost, worst: 900000, best: 0, kind: cost_plan}
  fee: {name: Fee, worst: 100, best: 0, unit: USD}
  fit: {name: Fit, worst: 0, best: 10, anchors: {5: Half of what was asked}}
  safety: {name: Safety, parts: {now: {name: Now, worst: 0, best: 10}, later: {name: Later, worst: 0, best: 10}}}
weights: {cost: 1, fee: 1, fit: 2, safety: 2}
options:
  build: {name: Build our own, ratings: {cost: {upfront: 100000}, fee: 10, fit: 4, safety: {now: 4, later: 5}}}
  buy:     # the vendor's own words are in the offer
    name: Buy one
    ratings:
      cost: 400000
      fee: 30
      fit: {low: 5, high: 8, because: Seen once., evidence: vendor}   # ask again
      safety: {now: unknown, later: 6}
"""
SCENARIO = read_scenario(TEXT.encode(), "x.yaml")
Fill = Mapping[tuple[str, str], Any]  # by key and head, what is typed


def figures(scenario: Scenario) -> Figures:
    return figures_of(scenario, simulated=False)  # nothing here is about chances


def workbook(scenario: Scenario = SCENARIO, **asked: Any) -> bytes:
    """The whole workbook of a decision, as `export` makes it."""
    settings = Settings(**asked)
    enclosed = enclosure_text(scenario, "table", ".xlsx", settings.said)
    return export(scenario, ".xlsx", figures=figures(scenario), settings=settings, enclosed=enclosed)


def scoring(scenario: Scenario = SCENARIO, **asked: Any) -> bytes:
    """A workbook of scoring sheets alone."""
    return export(scenario, ".xlsx", figures=figures(scenario), form="scoring", settings=Settings(**asked))


def changed(raw: bytes, change: Callable[[Any], object]) -> bytes:
    """The workbook after `change` of it, as openpyxl saves it."""
    book = openpyxl.load_workbook(io.BytesIO(raw))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def filled(raw: bytes, sheet: str, fill: Fill, fields: Mapping[str, Any] | None = None, key: str = "Key") -> bytes:
    """The workbook with what is typed in the rows with those keys, and beside those labels."""
    return changed(raw, lambda book: fill_in(book[sheet], fill, fields, key))


def fill_in(sheet: Any, fill: Fill, fields: Mapping[str, Any] | None = None, key: str = "Key") -> None:
    """Type in a sheet."""
    heads = head_row(sheet, key)
    columns = {cell.value: cell.column for cell in sheet[heads] if cell.value is not None}
    rows = {sheet.cell(row, columns[key]).value: row for row in range(heads + 1, sheet.max_row + 1)}
    for (of_row, head), x in fill.items():
        cell = sheet.cell(rows[of_row], columns[head])
        cell.value = x
        if isinstance(x, str) and x.startswith("="):
            cell.data_type = "s"  # as a spreadsheet keeps what begins with an apostrophe
    for label, x in (fields or {}).items():
        for row in sheet.iter_rows(max_row=heads):
            for cell in row:
                if cell.value == label:
                    sheet.cell(cell.row, _right_of(sheet, cell)).value = x


def head_row(sheet: Any, key: str = "Key") -> int:
    return next(row[0].row for row in sheet.iter_rows(max_row=20) if key in [cell.value for cell in row])


def _right_of(sheet: Any, cell: Any) -> int:
    merged = next((area for area in sheet.merged_cells.ranges if cell.coordinate in area), None)
    return (cell.column if merged is None else merged.max_col) + 1
