"""Plans made up at random, reckoned by hand: what is paid in each year, from the definitions in docs/method.md alone.

All figures are plain numbers, so that nothing has to be drawn: cash by year, the rating and its present value follow
exactly. The reckoning uses the file as it is read by PyYAML, and nothing of ours.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import yaml

from decision.analysis.cash.draws import draw_cash
from decision.analysis.scoring import evaluate
from decision.files.reader import read_scenario

Numbers = dict[str, Any]


def made_up(rng: np.random.Generator) -> Numbers:
    """A decision of two plans on one driver or two, with any of the keys of a payment."""
    years = int(rng.integers(2, 9))
    file: Numbers = {"format": 1, "title": "Made up", "currency": "USD", "horizon_years": years}
    file |= {"discount_rate": round(float(rng.uniform(0, 0.12)), 3), "exchange": {"EUR": 1.25}}
    file["drivers"] = {
        "patients": {"now": int(rng.integers(50, 900)), "growth": round(float(rng.uniform(-0.2, 0.4)), 2)},
        "users": {"now": int(rng.integers(50, 900))},
    }
    if rng.random() < 0.5:
        file["inflation"] = 0.03
    file["criteria"] = {"cost": {"kind": "cost_plan", "worst": 9_000_000, "best": 0, "outside": "extrapolate"}}
    file["weights"] = {"cost": 1}
    every = {"per": "patients", "price": 7, "currency": "EUR"}  # so that all that is stated is used
    file["options"] = {
        name: {"ratings": {"cost": {"yearly": {"lines": {"base": every, "more": _payment(rng, years, dated=True)}}}}}
        for name in ("build", "buy")
    }
    for option in file["options"].values():
        plan = option["ratings"]["cost"]
        plan["upfront"] = {"per": "users", "price": 3} if rng.random() < 0.5 else _payment(rng, years, dated=False)
        plan["exit"] = _payment(rng, years, dated=False) if rng.random() < 0.5 else {"per": "users", "price": 2}
        plan["savings"] = _payment(rng, years, dated=True)
        if rng.random() < 0.5:
            plan["growth"] = 0.05
    file["options"]["buy"]["ratings"]["cost"]["exit"] = {"per": "users", "price": 1}
    return file


def _payment(rng: np.random.Generator, years: int, *, dated: bool) -> Numbers:
    forms: list[Numbers] = [
        {"amount": 5000},
        {"price": 40},
        {"price": 40, "above": 300},
        {"tiers": [[0, 60], [200, 45], [600, 20]]},
        {"tiers": [[0, 60], [200, 45], [600, 20]], "all_units": True},
        {"steps": {"every": 150, "price": 900}},
        {"steps": {"every": 150, "price": 900}, "above": 100, "price": 5},
    ]
    payment = dict(forms[int(rng.integers(len(forms)))])
    if "amount" not in payment:
        payment["per"] = str(rng.choice(["patients", "users"]))
        if rng.random() < 0.3:
            payment["minimum"] = 15_000
    if rng.random() < 0.3:
        payment["growth"] = 0.1
    if rng.random() < 0.3:
        payment["currency"] = "EUR"
    if rng.random() < 0.2:
        payment["schedule"] = {0: 0.25, int(rng.integers(1, years + 1)): 0.75}
    elif dated and rng.random() < 0.6:
        payment["from_year"] = int(rng.integers(1, years + 1))
        payment["until_year"] = int(rng.integers(payment["from_year"], years + 1))
        payment["every"] = int(rng.integers(1, 3))
    return payment


def cash(file: Numbers, option: str) -> list[float]:
    """What is paid in years 0..H, savings taken off."""
    plan, years = file["options"][option]["ratings"]["cost"], file["horizon_years"]
    paid = [0.0] * (years + 1)
    for component in ("upfront", "yearly", "exit", "savings"):
        said = plan[component]
        for payment in said["lines"].values() if "lines" in said else [said]:
            for t in range(years + 1):
                amount = _share(payment, component, t, years) * _charge(file, payment, t)
                grows = payment.get("growth", plan.get("growth", 0) if component in ("yearly", "savings") else 0)
                amount *= (1 + grows) ** (t - 1) if t else 1
                amount *= file["exchange"]["EUR"] if payment.get("currency") == "EUR" else 1
                amount *= (1 + file.get("inflation", 0)) ** t
                paid[t] += -amount if component == "savings" else amount
    return paid


def _share(payment: Numbers, component: str, t: int, years: int) -> float:
    if "schedule" in payment:
        return float(payment["schedule"].get(t, 0))
    if component in ("upfront", "exit"):
        return float(t == (0 if component == "upfront" else years))
    first, last = payment.get("from_year", 1), payment.get("until_year", years)
    return float(t in range(first, last + 1, payment.get("every", 1)))


def _charge(file: Numbers, payment: Numbers, t: int) -> float:
    if "amount" in payment:
        return float(payment["amount"])
    driver = file["drivers"][payment["per"]]
    units = driver["now"] * (1 + driver.get("growth", 0)) ** max(t - 1, 0)
    beyond = max(units - payment.get("above", 0), 0)
    charge = beyond * payment.get("price", 0)
    if "steps" in payment:
        charge += math.ceil(beyond / payment["steps"]["every"]) * payment["steps"]["price"]
    tiers = payment.get("tiers", [])
    ends = [*(low for low, _ in tiers[1:]), math.inf]
    for (low, price), high in zip(tiers, ends, strict=False):  # no tiers have one end too many
        if payment.get("all_units"):
            charge += units * price if low <= units < high else 0
        else:
            charge += min(max(units - low, 0), high - low) * price
    return max(charge, payment.get("minimum", 0))


@pytest.mark.parametrize("seed", range(25))
def test_cash_by_year_and_present_value_are_what_the_definitions_say(seed: int) -> None:
    file = made_up(np.random.default_rng(seed))
    scenario = read_scenario(yaml.safe_dump(file, sort_keys=False).encode(), "x.yaml")
    drawn = draw_cash(scenario, 2, 0)
    found = evaluate(scenario)
    for m, option in enumerate(drawn.options):
        paid = cash(file, option)
        assert drawn.cash[m, 0] == pytest.approx(paid, rel=1e-12, abs=1e-6)
        present = math.fsum(x / (1 + file["discount_rate"]) ** t for t, x in enumerate(paid))
        assert scenario.expected_rating(scenario.option(option), "cost") == pytest.approx(present, rel=1e-12)
        assert found.option(option).score == pytest.approx(100 * (1 - present / 9_000_000), abs=1e-9)
