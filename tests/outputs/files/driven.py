"""Decisions whose costs hang on drivers and years in every way there is: one of them certain, one not; and changes."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import openpyxl

from decision.files.reader import read_scenario
from decision.model.scenario import Scenario

_FILE = """
format: 1
title: Every way to pay
currency: USD
horizon_years: 5
discount_rate: 0.04
inflation: {inflation}
exchange: {{EUR: {euro}}}
drivers:
  patients: {{name: Patients, unit: patients, now: {patients}, growth: {growth}}}
  sites: {{now: {sites}}}
criteria:
  cost: {{worst: 900000, best: 100000, kind: cost_plan, outside: extrapolate}}
  care: {{worst: 0, best: 10}}
weights: {{cost: 60, care: 40}}
options:
  one:
    name: One
    ratings:
      cost:
        upfront:
          class: software-effort-survey
          lines:
            team: 60000
            move: {{amount: 30000, schedule: {{0: 0.6, 1: 0.3, 3: 0.1}}, currency: EUR}}
        yearly:
          lines:
            licence: {{per: patients, price: {price}, above: 2000}}
            nurses: {{per: patients, steps: {{every: 1500, price: 9000}}}}
            audit: {{amount: 4000, from_year: 2, until_year: {until}, every: {every}}}
        growth: {rise}
        exit: 5000
        savings: {{per: patients, price: 1.5, from_year: 2}}
      care: 7
  two:
    name: Two
    ratings:
      cost:
        yearly:
          lines:
            tiers: {{per: patients, tiers: [[0, {tier}], [{from_}, 9], [8000, 5]], minimum: {least}, currency: EUR, growth: 0.02}}
            racks: {{per: sites, price: 700, above: 1, steps: {{every: 2, price: 3000}}}}
        savings: {{lines: {{paper: {{amount: 2000, growth: -0.1}}}}}}
      care: {{low: 4, mode: 6, high: 8}}
  three:
    name: Three
    ratings:
      cost:
        upfront: {{amount: 20000, growth: 0.03}}
        yearly: {{per: patients, tiers: [[0, 14], [5000, 11], [9000, 8]], all_units: true, minimum: 40000}}
        exit: {{per: sites, price: 900}}
      care: 5
"""
CERTAIN = {
    "inflation": "0.02",
    "euro": "1.1",
    "patients": "4200",
    "growth": "0.15",
    "sites": "4",
    "price": "12",
    "until": "4",
    "every": "2",
    "rise": "0.03",
    "tier": "11",
    "from_": "3000",
    "least": "50000",
}
UNCERTAIN = {
    **CERTAIN,
    "inflation": "{low: 0, mode: 0.02, high: 0.06}",
    "euro": "{low: 0.9, high: 1.3}",
    "patients": "{low: 2000, mode: 4000, high: 9000}",
    "growth": "{low: -0.1, mode: 0.1, high: 0.5}",
    "sites": "{levels: {3: 0.5, 6: 0.5}}",
    "price": "{low: 8, mode: 12, high: 20}",
    "rise": "{low: 0, high: 0.1}",
    "tier": "{estimate: 9, class: package-cost}",
    "least": "{low: 30000, high: 80000}",
}


def driven(figures: Mapping[str, str]) -> Scenario:
    """The decision with those figures; of one that is certain without the class, which never is."""
    text = _FILE.format(**figures)
    if figures["patients"] == CERTAIN["patients"] or not figures["patients"].startswith("{"):
        text = text.replace("          class: software-effort-survey\n", "")
    return read_scenario(text.encode(), "driven.yaml")


DRIVEN, DRIVEN_CERTAIN = driven(UNCERTAIN), driven(CERTAIN)


@dataclass(frozen=True)
class Typed:
    """A figure typed over another: in the row of this name below the line of that name, or among what all share."""

    row: str
    column: str
    x: float
    line: str = "What all options share"
    plan: str = "What all options share"
    nth: int = 0


# what is typed, and the figures of the file that say the same
CHANGES: Mapping[str, tuple[tuple[Typed, ...], Mapping[str, str]]] = {
    "driver": (
        (
            Typed("Patients (patients): in year 1", "C", 6100),
            Typed("Patients: growth a year after it", "C", 0.25),
        ),
        {"patients": "6100", "growth": "0.25"},
    ),
    "prices": (
        (
            Typed("Price of a unit", "C", 21.5, "Yearly: licence", "One: Cost"),
            Typed("Price of a further unit, from so many on", "C", 15, "Yearly: tiers", "Two: Cost"),
            Typed("Price of a further unit, from so many on", "B", 4500, "Yearly: tiers", "Two: Cost", 1),
            Typed("At least, in a year in which it falls", "C", 81_000, "Yearly: tiers", "Two: Cost"),
        ),
        {"price": "21.5", "tier": "15", "from_": "4500", "least": "81000"},
    ),
    "years": (
        (
            Typed("Last in year", "C", 5, "Yearly: audit", "One: Cost"),
            Typed("Every so many years", "C", 3, "Yearly: audit", "One: Cost"),
            Typed("Growth, a year", "C", 0.07, "One: Cost", "One: Cost"),
            Typed("Inflation, a year", "C", 0.035),
            Typed("One EUR", "C", 0.95),
            Typed("Sites: in year 1", "C", 7),
        ),
        {"until": "5", "every": "3", "rise": "0.07", "inflation": "0.035", "euro": "0.95", "sites": "7"},
    ),
}


@dataclass
class CostLines:
    """The sheet *Cost lines* of a workbook, to change as a person would."""

    raw: bytes
    book: Any = field(init=False)

    def __post_init__(self) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(self.raw))

    def cell(self, typed: Typed) -> Any:
        """The cell that is meant."""
        plan = line = ""
        found = []
        for row in self.book["Cost lines"].iter_rows(min_row=5):
            name = row[0].value
            if row[0].font.b and row[0].font.sz == 12:
                plan = line = name
            elif row[0].font.b:
                line = name
            if (plan, line, name) == (typed.plan, typed.line, typed.row):
                found.append(row)
        return found[typed.nth]["ABC".index(typed.column)]

    def type(self, *typed: Typed) -> CostLines:
        """Type them."""
        for each in typed:
            cell = self.cell(each)
            assert isinstance(cell.value, int | float) and cell.value != each.x, each
            cell.value = each.x
        return self

    def content(self) -> bytes:
        """The bytes of the file."""
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()
