from __future__ import annotations

from decision.files.reader import read_scenario
from decision.model.multiplied import multiplied

FILE = b"""
format: 1
title: Classes everywhere
horizon_years: 3
discount_rate: 0.03
currency: USD
weights: {cost: 1, months: 1, fit: 1}
criteria:
  cost: {kind: cost_plan, unit: USD, worst: 1000, best: 0}
  months: {unit: months, worst: 24, best: 0}
  fit: {worst: 0, best: 10}
options:
  one:
    ratings:
      cost:
        upfront: {class: package-cost, lines: {labour: {low: 10, mode: 20, high: 60}, licence: 5}}
        yearly: {lines: {upkeep: {estimate: 40, class: maintenance-ratio}, rest: 7}}
        exit: 3
      months: {estimate: 10, class: landmark-schedule}
      fit: 5
  two:
    ratings:
      cost: {estimate: 300, class: quote-spread}
      months: 4
      fit: 6
"""


def test_every_figure_with_a_class_is_found_where_it_stands() -> None:
    found = [
        (each.option, each.path, each.part, each.estimate, each.reference_class.id)
        for each in multiplied(read_scenario(FILE, "classes.yaml"))
    ]
    assert found == [
        ("one", "cost", "upfront", 25.0, "package-cost"),  # 20, the most likely of the three, and 5
        ("one", "cost", "yearly.upkeep", 40.0, "maintenance-ratio"),
        ("one", "months", "", 10.0, "landmark-schedule"),
        ("two", "cost", "", 300.0, "quote-spread"),
    ]
