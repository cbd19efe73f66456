"""A decision whose plans hang on a driver in every way there is."""

from __future__ import annotations

from decision.files.reader import read_scenario
from decision.model.scenario import Scenario

PATIENTS = """\
format: 1
title: A portal by patients
currency: USD
horizon_years: 5
discount_rate: 0.035
INFLATION
drivers:
  patients: {name: Active patients, unit: patients, now: {low: 4000, mode: 9000, high: 15000}, growth: {low: 0, mode: 0.1, high: 0.25}}
  nurses: {now: 4}
criteria:
  cost: {worst: 2500000, best: 100000, kind: cost_plan, outside: extrapolate}
  fit: {worst: 0, best: 10}
weights: {cost: 50, fit: 50}
exchange: {EUR: {low: 1.0, high: 1.2}}
options:
  build:
    approach: build
    ratings:
      cost:
        upfront: {class: software-effort-survey, lines: {project: {low: 300000, mode: 400000, high: 800000}, training: 20000}}
        yearly:
          lines:
            team: {low: 80000, mode: 100000, high: 200000}
            hosting: {per: patients, price: 0.5, above: 2000, steps: {every: 3000, price: {low: 2000, high: 6000}}}
            audit: {amount: 9000, currency: EUR, every: 2, from_year: 2}
        growth: {mean: 0.02, sd: 0.01}
        exit: {per: patients, price: 2}
      fit: {low: 5, mode: 7, high: 9}
  buy:
    approach: buy
    ratings:
      cost:
        upfront: {amount: 60000, schedule: {0: 0.5, 1: 0.5}}
        yearly:
          lines:
            subscription: {per: patients, tiers: [[0, {low: 14, mode: 18, high: 24}], [10000, 12]], minimum: {low: 90000, high: 150000}}
            seats: {per: nurses, price: 400}
            volume: {per: patients, all_units: true, tiers: [[0, 2], [8000, 1]], growth: 0.05, until_year: 4}
        savings: {per: patients, price: 1.5}
        exit: {low: 5000, high: 9000}
      fit: {low: 4, mode: 6, high: 8}
"""


def by_patients(inflation: str = "") -> Scenario:
    stated = f"inflation: {inflation}" if inflation else ""
    return read_scenario(PATIENTS.replace("INFLATION", stated).encode(), "patients.yaml")


_SINGLE = """\
format: 1
title: Single sums
currency: USD
horizon_years: 5
discount_rate: 0.035
criteria:
  cost: {worst: 2000000, best: 100000, unit: USD, kind: cost_plan}
  fit: {worst: 0, best: 10}
weights: {cost: 50, fit: 50}
options:
  build: {approach: build, ratings: {cost: {upfront: 500000, yearly: 10000}, fit: 6}}
  buy: {approach: buy, ratings: {cost: {upfront: BUY, yearly: YEARLY}, fit: 6}}
"""


def single(buy: str = "100000", yearly: str = "150000") -> Scenario:
    """Two plans, `buy` and `yearly` what the second one costs, without a range unless these have one."""
    return read_scenario(_SINGLE.replace("BUY", buy).replace("YEARLY", yearly).encode(), "single.yaml")


SINGLE, ALIKE = single(), single("500000", "10000")
