"""What all options share, in words: drivers, rates of exchange and inflation, and where they change the leader."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal

import numpy as np

from decision.analysis.sensitivity.sensitivity import SensitivityResult
from decision.analysis.sensitivity.shared_switching import SharedSwitch
from decision.model.distribution import Z90
from decision.model.driver import Driver
from decision.model.estimate import Estimate, Range, ThreePoint
from decision.model.expectation.latent import at_latent
from decision.model.plan_basis import INFLATION, is_shared
from decision.model.scenario import Scenario
from decision.outputs.words.figures import number
from decision.outputs.words.scoring import short_names
from decision.outputs.words.simulation import futures
from decision.outputs.words.thresholds import plain_number

_TENTHS = np.array([-Z90, Z90])
_BEGUN = 1e-6  # of the last digit: a step is begun just beyond a whole one
_DIGITS = 3  # of a threshold, rounded so that going as far as is said suffices


def shared_name(scenario: Scenario, path: str) -> str:
    """``Active patients``, ``Rate of EUR`` or ``Inflation``; of a driver of which only its growth is open, so."""
    driver = _driver(scenario, path)
    if driver is not None:
        return f"Growth of {_lower(driver.name)}" if path.endswith(".growth") else driver.name
    return f"Rate of {path.partition('.')[2]}" if path.startswith("exchange.") else "Inflation"


def shared_figure(scenario: Scenario, figure: str, x: float) -> str:
    """A figure with its unit: ``21,000 patients``, ``1.08 USD``, ``3 %``."""
    driver = _driver(scenario, figure)
    if driver is not None and not figure.endswith(".growth"):
        return f"{_rounded(x)} {driver.unit}".strip()
    if figure.startswith("exchange."):
        return f"{number(x)} {scenario.currency}".strip()
    return f"{100 * x:.3g} %"


def shared_number(scenario: Scenario, figure: str, x: Decimal) -> str:
    """A figure with all its digits and its unit, such as ``21,000`` (of a driver, whose name says of what)."""
    driver = _driver(scenario, figure)
    if driver is not None and not figure.endswith(".growth"):
        return plain_number(x)
    if figure.startswith("exchange."):
        return f"{plain_number(x)} {scenario.currency}".strip()
    return f"{plain_number(100 * x)} % a year"


def shared_unit(scenario: Scenario, figure: str) -> str:
    """The unit of such a figure."""
    driver = _driver(scenario, figure)
    if driver is not None and not figure.endswith(".growth"):
        return driver.unit
    return scenario.currency if figure.startswith("exchange.") else "a year"


def is_yearly(figure: str) -> bool:
    """Whether it is a share a year, and said in percent: inflation, or how a driver grows."""
    return figure == INFLATION or figure.endswith(".growth")


def main_figure(scenario: Scenario, path: str) -> str:
    """The name of the figure that is moved of an input: the number of a driver, unless only its growth is open."""
    driver = _driver(scenario, path)
    if driver is None:
        return path
    grows_alone = driver.now.is_certain and driver.growth is not None and not driver.growth.is_certain
    return driver.growth_figure if grows_alone else driver.figure


def shared_switches_in_words(scenario: Scenario, result: SensitivityResult) -> tuple[str, ...]:
    """A sentence for every input that all options share and that could change the leader, or that it cannot."""
    return tuple(_sentence(scenario, result, each) for each in result.shared)


def nearest_shared(scenario: Scenario, result: SensitivityResult) -> str:
    """Of what all options share, what most futures lie beyond the turn of; empty where nothing changes the leader."""
    nearest = result.robustness.shared
    return "" if nearest is None else _sentence(scenario, result, nearest)


def _sentence(scenario: Scenario, result: SensitivityResult, switch: SharedSwitch) -> str:
    names, leads = short_names(scenario.options), short_names(scenario.options)[result.leader]
    ends = [
        f"{names[to]} overtakes {leads} {side} {_what(scenario, switch, _enough(x, side))} ({futures(chance)} futures)"
        for x, to, side, chance in (
            (switch.low, switch.low_to, "below", switch.chance_low),
            (switch.high, switch.high_to, "above", switch.chance_high),
        )
        if x is not None and to is not None
    ]
    now = _now(scenario, switch)
    if switch.low is not None and switch.low == switch.high:
        return f"{leads} leads only as long as {_known(scenario, switch)} is not known; today's estimate is {now}."
    if not ends:
        low, high = switch.searched[0], _towards(switch.searched[1])
        between = f"{_bare(scenario, switch.figure, low)} to {_what(scenario, switch, high)}"
        return f"{leads} stays first from {between}; today's estimate is {now}."
    return f"{'; '.join(ends)}; today's estimate is {now}."


def _what(scenario: Scenario, switch: SharedSwitch, x: float) -> str:
    """``21,000 active patients``, ``a rate of EUR of 1.52 USD``."""
    driver = _driver(scenario, switch.figure)
    bare = _bare(scenario, switch.figure, x)
    if driver is not None and not switch.figure.endswith(".growth"):
        return f"{bare} {_lower(driver.name)}"
    return f"{_article(_lower(shared_name(scenario, switch.figure)))} of {bare}"


def _article(name: str) -> str:
    return name if name == "inflation" else f"a {name}"


def _bare(scenario: Scenario, figure: str, x: float) -> str:
    driver = _driver(scenario, figure)
    if driver is not None and not figure.endswith(".growth"):
        return _rounded(x)
    return shared_figure(scenario, figure, x)


def _now(scenario: Scenario, switch: SharedSwitch) -> str:
    """What is believed of the figure: ``9,170 (4,000 to 15,000)``."""
    estimate = scenario.plan_basis.figures[switch.figure]
    expected = _bare(scenario, switch.figure, switch.expected)
    if estimate.is_certain:
        return expected
    low, high = (_bare(scenario, switch.figure, x) for x in _ends(estimate))
    return f"{expected} ({low} to {high})"


def shared_in_words(scenario: Scenario, figure: str) -> str:
    """What plans were counted with: ``Active patients: 9,170 (4,000 to 15,000) patients in year 1``."""
    driver, estimate = _driver(scenario, figure), scenario.plan_basis.figures[figure]
    units = driver is not None and not figure.endswith(".growth")
    expected = float(estimate.expected)
    said = _rounded(expected) if units else shared_figure(scenario, figure, expected)
    if not estimate.is_certain:
        low, high = (_bare(scenario, figure, x) for x in _ends(estimate))
        said += f" ({low} to {high})"
    if driver is not None and units:
        said = f"{said} {driver.unit}".strip() + " in year 1"
    elif not figure.startswith("exchange."):
        said += " a year"
    name = f"Growth of {_lower(driver.name)}" if driver is not None and not units else shared_name(scenario, figure)
    return f"{name}: {said}"


def _ends(estimate: Estimate) -> tuple[float, float]:
    """The ends that were stated, else P10 and P90."""
    if isinstance(estimate, ThreePoint | Range):
        return estimate.low, estimate.high
    low, high = at_latent(estimate.law, _TENTHS).tolist()
    return low, high


def _known(scenario: Scenario, switch: SharedSwitch) -> str:
    """``the number of active patients``, ``the rate of EUR``, ``inflation``"""
    driver = _driver(scenario, switch.figure)
    if driver is not None and not switch.figure.endswith(".growth"):
        return f"the number of {_lower(driver.name)}"
    name = _lower(shared_name(scenario, switch.figure))
    return name if name == "inflation" else f"the {name}"


def _enough(x: float, side: str) -> float:
    """A threshold rounded to its `side`, above or below, so that it suffices to go as far."""
    if x == 0:
        return 0.0
    step = 10.0 ** (math.floor(math.log10(abs(x))) - _DIGITS + 1)
    rounded = math.ceil(x / step - _BEGUN) if side == "above" else math.floor(x / step + _BEGUN)
    return rounded * step


def _towards(x: float) -> float:
    """A figure up to which something holds, rounded so that it does."""
    step = 10.0 ** (math.floor(math.log10(abs(x))) - _DIGITS + 1) if x else 1.0
    return math.floor(x / step + 1e-9) * step


def _rounded(x: float) -> str:
    """A number of units: three digits of it."""
    return f"{float(f'{x:.{_DIGITS}g}'):,.12g}"


def _driver(scenario: Scenario, path: str) -> Driver | None:
    kind, _, rest = path.partition(".")
    return scenario.plan_basis.by_id.get(rest.partition(".")[0]) if kind == "drivers" and is_shared(path) else None


def _lower(name: str) -> str:
    """A name inside a sentence; what is written in capitals stays so."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def price_basis_in_words(scenario: Scenario) -> str:
    """Whether amounts are real or nominal: empty where there is nothing to say, for no plan rests on it."""
    if scenario.inflation is None:
        return "Amounts are in prices of year 0, and the discount rate is real."
    rate = 100 * scenario.inflation.expected
    return f"Amounts rise by {rate:.3g} % a year from prices of year 0 on, and the discount rate is nominal."


def shared_estimates(scenario: Scenario) -> Iterator[tuple[str, str, Estimate]]:
    """Name, unit and estimate of everything that plans share, in the order of the file."""
    for driver in scenario.drivers:
        yield driver.name, driver.unit, driver.now
        if driver.growth is not None:
            yield f"Growth of {_lower(driver.name)}", "a year", driver.growth
    if scenario.inflation is not None:
        yield "Inflation", "a year", scenario.inflation
    yield from ((f"Rate of {currency}", scenario.currency, rate) for currency, rate in scenario.exchange)
