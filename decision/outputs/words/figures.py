"""Figures in words: points, shares, money and ratings as people say them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Protocol

from decision.model.cost_plan import Component, CostPlan, Lines
from decision.model.estimate import (
    BetaShape,
    ClassEstimate,
    Exact,
    Levels,
    LognormalShape,
    Moments,
    Percentiles,
    Range,
    ThreePoint,
    Unknown,
)
from decision.model.payment import Payment
from decision.model.reference_class import ReferenceClass
from decision.model.requirement import Verdict
from decision.outputs.words.payments import payment_words

_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹"}
_STEPS = ((1e9, "bn"), (1e6, "M"), (1e3, "k"))
_DIGITS, _WIDE = 2, 0.2  # of the ends of a range; one more where it is narrower than this share of its middle
_VAST = 1e15  # from here on a number is shown by its power of ten
_CLOSE = 0.02  # shares nearer to each other than this are told apart by a decimal

VERDICTS: Mapping[Verdict, str] = {Verdict.PASS: "✓ pass", Verdict.FAIL: "✗ fail", Verdict.NOT_SHOWN: "not shown"}


def points(x: float) -> str:
    """Points of a score: one decimal."""
    return f"{x + 0.0:.1f}".replace("-0.0", "0.0")


def percent(share: float) -> str:
    """A share as whole percent; one decimal where that would hide it."""
    shown = f"{100 * share:.0f}"
    if shown == "0" and share > 0:
        shown = f"{100 * share:.1f}" if share >= 0.0005 else "< 0.1"
    return f"{shown} %"


def share_in_words(share: float, *others: float) -> str:
    """A share in percent, with a decimal where whole ones would not tell it from others."""
    near = 0 < share < 1 and any(share != other and abs(share - other) < _CLOSE for other in others)
    return f"{100 * share:.1f} %" if near else percent(share)


def number(x: float) -> str:
    """A number with at most four significant digits, thousands grouped, no trailing zeros."""
    if not math.isfinite(x):
        return str(x)
    if _VAST > abs(x) >= 999.95:  # what rounds up to a thousand is grouped like one
        return f"{x:,.0f}"
    return f"{x + 0.0:.4g}"


def as_typed(x: float) -> str:
    """A number as a file would have it: all its digits, nothing between them."""
    x = float(x)
    return str(int(x)) if abs(x) < _VAST and x.is_integer() else repr(x)


def _in_full(x: float) -> str:
    """A number with the digits that people type, thousands grouped."""
    return f"{x + 0.0:,.12g}"


def money(x: float, currency: str) -> str:
    """An amount rounded as people say it: ``$714k``, ``$2.05M``."""
    if not math.isfinite(x):
        return str(x)
    sign = "-" if x < 0 else ""
    size = abs(x)
    symbol = money_sign(currency)
    for step, suffix in _STEPS:
        # what rounds up to the next step is said in it: 999,600 is 1M, not 1000k
        if _step_of(size) == step:
            scaled = float(f"{size / step:.3g}")
            return f"{sign}{symbol}{scaled:g}{suffix}"
    return f"{sign}{symbol}{size:.3g}"


def money_sign(currency: str) -> str:
    """What stands before an amount: ``$``, or ``CHF `` with a blank; empty where no currency is stated."""
    return _SIGNS.get(currency, f"{currency} " if currency else "")


def rounded_up(x: float) -> float:
    """x, of 0 or more, to two significant digits and never less than it is, as a bound is said."""
    if x <= 0 or not math.isfinite(x):
        return x
    step = 10.0 ** (math.floor(math.log10(x)) - 1)
    return float(f"{math.ceil(x / step - 1e-9) * step:.12g}")


def present_value_in_words(horizon_years: int | None, discount_rate: float | None) -> str:
    """What an amount that stands for payments over years means: ``over 5 years, in today's money (3.5 % a year)``.

    Empty where no horizon or no discount rate was stated, for then nothing is a present value.
    """
    if horizon_years is None or discount_rate is None:
        return ""
    years = "1 year" if horizon_years == 1 else f"{horizon_years} years"
    return f"over {years}, in today's money (discounted at {100 * discount_rate:.4g} % a year)"


def money_signs(currency: str) -> tuple[str, ...]:
    """What may stand beside an amount of a currency: its code and its sign, as far as it has them."""
    return tuple(dict.fromkeys(filter(None, (currency, _SIGNS.get(currency, "")))))


class InUnit(Protocol):
    """What ratings are in: a criterion, or what a page knows of one."""

    @property
    def kind(self) -> str: ...
    @property
    def unit(self) -> str: ...


def rating(x: float, criterion: InUnit, currency: str = "") -> str:
    """A rating with its unit, rounded for reading."""
    if criterion.kind == "cost_plan":
        return money(x, currency)
    unit = criterion.unit
    return f"{_short(x)} {unit}" if unit and unit != "points" else _short(x)


def rating_with_range(x: float, low: float, high: float, criterion: InUnit, currency: str = "") -> str:
    """A rating with the range it lies in: ``7.8 (6 to 9)``, ``$2.03M (1.5 to 2.7)``, ``20.4 months (13.4 to 28.6)``."""
    shown = rating(x, criterion, currency)
    if criterion.kind != "cost_plan":
        return f"{shown} ({_short(low)} to {_short(high)})"
    step, digits = _step_of(x), _DIGITS if high - low >= _WIDE * abs(x) else _DIGITS + 1
    return f"{shown} ({_scaled(low / step, digits)} to {_scaled(high / step, digits)})"


def _step_of(x: float) -> float:
    """A billion, a million, a thousand or one: that in which an amount is said."""
    rounded = float(f"{abs(x):.3g}") if math.isfinite(x) else 0.0
    return next((step for step, _ in _STEPS if rounded >= step), 1.0)


def _scaled(x: float, digits: int) -> str:
    """A number with so many significant digits, thousands grouped."""
    return f"{float(f'{x:.{digits}g}') + 0.0:,.12g}"


def _short(x: float) -> str:
    """A rating for a table: no decimals from 100 on, one from 10 on, two from 1 on; below, two that say something."""
    if not math.isfinite(x) or abs(x) >= 1000:
        return number(x)
    if abs(x) < 1:
        return f"{x + 0.0:.2g}"
    decimals = 0 if abs(x) >= 100 else 1 if abs(x) >= 10 else 2
    shown = f"{x:,.{decimals}f}"
    return shown.rstrip("0").rstrip(".") if decimals else shown


def exact_rating(x: float, criterion: InUnit, currency: str = "") -> str:
    """A rating with its unit, to the last unit of money."""
    if criterion.kind == "cost_plan":
        return f"{currency} {x:,.0f}".strip()
    return f"{number(x)} {criterion.unit}" if criterion.unit and criterion.unit != "points" else number(x)


def unit_of(criterion: InUnit, currency: str = "") -> str:
    """The unit of a criterion's ratings: of a cost plan the currency; empty where none is stated."""
    return currency if criterion.kind == "cost_plan" and currency else criterion.unit


def estimate_in_words(estimate: Component | CostPlan, *, as_data: bool = False) -> str:
    """An estimate as it was given, short enough for a cell.

    `as_data` has every digit, no signs between them, and nothing that a program would take for a date.
    """
    n: Callable[[float], str] = as_typed if as_data else _in_full
    if isinstance(estimate, Payment):
        return payment_words(estimate, lambda each: estimate_in_words(each, as_data=as_data), n)
    if isinstance(estimate, Lines):
        return _lines_in_words(estimate, as_data=as_data)
    match estimate:
        case Exact(x):
            return n(x)
        case Unknown():
            return "unknown"
        case ThreePoint(low, mode, high, shape):
            ends = _three_points(n(low), n(mode), n(high), as_data=as_data)
            return ends + (" (triangular)" if shape == "triangular" else "")
        case Range(low, high):
            return f"{n(low)} to {n(high)}"
        case Percentiles(p10, p90, p50, shape):
            middle = f", P50 {n(p50)}" if p50 is not None else ""
            return f"P10 {n(p10)}{middle}, P90 {n(p90)}" + (" (lognormal)" if shape == "lognormal" else "")
        case Moments(mean, sd, shape):
            return f"{n(mean)} ± {n(sd)}" + ("" if shape == "normal" else f" ({shape})")
        case BetaShape(alpha, beta):
            return f"beta({n(alpha)}, {n(beta)})"
        case LognormalShape(mu, sigma):
            return f"lognormal({n(mu)}, {n(sigma)})"
        case Levels(levels):
            return ", ".join(f"{n(x)}: {100 * share:.6g} %" for x, share in levels)
        case ClassEstimate(x, reference_class):
            return f"{n(x)} × {_class_in_words(reference_class, as_data=as_data)}"
        case CostPlan():
            return "; ".join(
                f"{name} {estimate_in_words(component, as_data=as_data)}" for name, component in estimate.components()
            )
    raise TypeError(f"no words for {type(estimate).__name__}")


def _lines_in_words(lines: Lines, *, as_data: bool) -> str:
    total = " + ".join(estimate_in_words(each, as_data=as_data) for _, each in lines.lines)
    if lines.reference_class is None:
        return total
    return f"({total}) × {_class_in_words(lines.reference_class, as_data=as_data)}"


def _three_points(low: str, mode: str, high: str, *, as_data: bool) -> str:
    return f"low {low}, mode {mode}, high {high}" if as_data else f"most likely {mode} ({low} to {high})"


def _class_in_words(reference_class: ReferenceClass, *, as_data: bool) -> str:
    return reference_class.id if as_data else f"“{reference_class.name}”"
