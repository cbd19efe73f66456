"""Decisions for the tests of the gate, and what is found of them."""

from __future__ import annotations

import datetime
from typing import Any

from decision.files.reader import read_scenario
from decision.gate.case import Asked, Case
from decision.gate.finding import Found
from decision.gate.rules import RULES
from decision.model.checks import Checks

TODAY = datetime.date(2026, 11, 26)

PLAN = """format: 1
title: A plan
date: 2026-11-01
criteria: {cost: {worst: 100, best: 0, unit: months}, fit: {worst: 0, best: 10}}
weights: {cost: 40, fit: 60}
options:
  buy:
    ratings:
      cost: {low: 40, high: 60, because: A quote, evidence: vendor}
      fit: {low: 5, high: 7, because: Seen, evidence: demo}
  extend:
    ratings:
      cost: {low: 20, high: 40, because: Measured, evidence: pilot}
      fit: {low: 6, high: 8, because: Measured, evidence: pilot}
"""
"""Extend leads by 14 points; no rating by itself could change that."""

DECIDED = PLAN + "decision: {chosen: extend, on: 2026-06-01, review_by: 2026-12-01}\n"


def found(rule: str, text: str, base: str | None = None, today: datetime.date = TODAY, **asked: Any) -> list[Found]:
    """What one rule finds of the decision in `text`."""
    draws = asked.pop("draws", 2_000)
    case = Case(
        read_scenario(text.encode(), "x.yaml"),
        Asked(today, checks=Checks(**asked), draws=draws),
        None if base is None else read_scenario(base.encode(), "base.yaml"),
    )
    (asking,) = (each for each in RULES if each.key == rule)
    return list(asking.find(case))


def told(rule: str, text: str, base: str | None = None, **asked: Any) -> list[str]:
    """The same, each as one text with its keys."""
    return [f"{'.'.join(map(str, each.keys))}: {each.what}; {each.remedy}" for each in found(rule, text, base, **asked)]
