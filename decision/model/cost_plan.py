"""Cost plans: money over the years, and what it is worth today."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from decision.model.distribution import Discrete, Normal, SplitNormal
from decision.model.errors import ImpossibleError
from decision.model.estimate import ClassEstimate, Estimate, Percentiles, Range, ThreePoint
from decision.model.reference_class import ReferenceClass

COMPONENTS = ("upfront", "yearly", "growth", "exit")


def present_value(
    upfront: ArrayLike, yearly: ArrayLike, growth: ArrayLike, exit: ArrayLike, *, years: int, rate: float
) -> NDArray[np.float64]:
    """Worth today: upfront + sum over t = 1..years of yearly (1+growth)^(t-1)/(1+rate)^t + exit/(1+rate)^years.

    Payments fall at the ends of years, upfront in year 0 (Brealey, Myers and Allen, Principles of
    Corporate Finance, chapter 2). Amounts are array_like (...) in money and broadcast; `growth` and
    `rate` are shares a year.
    """
    upfront, yearly, growth, exit = (np.asarray(x, dtype=float) for x in (upfront, yearly, growth, exit))
    discount = 1 / (1 + rate)
    # Horner: yearly·d·(1 + g·d·(1 + g·d·(…)))
    ratio = (1 + growth) * discount
    annuity = np.ones_like(ratio)
    for _ in range(years - 1):
        annuity = 1 + ratio * annuity
    return np.asarray(upfront + yearly * discount * annuity + exit * discount**years)


@dataclass(frozen=True)
class Lines:
    """Named amounts that add up; with a reference class, one multiplier for their sum."""

    lines: tuple[tuple[str, Estimate], ...]
    reference_class: ReferenceClass | None = None

    def __post_init__(self) -> None:
        if not self.lines:
            raise ImpossibleError("no line is given", "give at least one line", ("lines",))
        if self.reference_class is not None:
            for name, estimate in self.lines:
                if isinstance(estimate, ClassEstimate):
                    raise ImpossibleError(
                        f"{name} has a reference class inside lines that have one already",
                        "keep one of the two: the overrun would count twice",
                        ("lines", name),
                    )

    @cached_property
    def central(self) -> float:
        """The sum of the lines' central figures, times the class's median where there is a class."""
        total = math.fsum(estimate.central for _, estimate in self.lines)
        return total if self.reference_class is None else total * self.reference_class.median


Component = Estimate | Lines


@dataclass(frozen=True)
class CostPlan:
    """What an option costs: at once, every year, with what yearly growth, and on leaving."""

    upfront: Component | None = None
    yearly: Component | None = None
    growth: Component | None = None
    exit: Component | None = None

    def __post_init__(self) -> None:
        if self.upfront is None and self.yearly is None and self.exit is None:
            raise ImpossibleError("the plan has no amount", "give upfront, yearly or exit")
        if self.growth is not None and self.yearly is None:
            raise ImpossibleError(
                "growth without yearly changes nothing", "give yearly or leave growth out", ("growth",)
            )
        if isinstance(self.growth, Lines):
            raise ImpossibleError("growth is a rate, not a sum of lines", "give one estimate", ("growth",))
        if self.growth is not None and not self.growth.central > -1:
            raise ImpossibleError(
                f"growth {self.growth.central:g} loses more than everything",
                "give a share a year, such as 0.03",
                ("growth",),
            )
        if self.growth is not None:
            _refuse_to_lose_more_than_everything(self.growth)

    def components(self) -> Iterator[tuple[str, Component]]:
        """The components that are given, with their names, in the order of `COMPONENTS`."""
        for name in COMPONENTS:
            component = getattr(self, name)
            if component is not None:
                yield name, component

    def central(self, years: int, rate: float) -> float:
        """Present value of the components' central figures, in money."""
        figures = {name: component.central for name, component in self.components()}
        return float(present_value(*(figures.get(name, 0.0) for name in COMPONENTS), years=years, rate=rate))


_OUT_OF_REACH = 3.719  # standard deviations: what lies beyond has a chance of 1 in 10,000


def _refuse_to_lose_more_than_everything(growth: Estimate) -> None:
    """Raise ImpossibleError if a yearly growth may well be below -1, after which costs would change their sign."""
    lowest, at = -1.0, ""
    match growth, growth.law:
        case ((ThreePoint(low=low) | Range(low=low)), _):
            lowest, at = low, "low"
        case _, Discrete(levels):
            lowest, at = levels[0], "levels"
        case Percentiles(), Normal(mu, sigma):
            lowest, at = mu - _OUT_OF_REACH * sigma, "p10"
        case Percentiles(), SplitNormal(median, below):
            lowest, at = median - _OUT_OF_REACH * below, "p10"
        case _, Normal(mu, sigma):
            lowest, at = mu - _OUT_OF_REACH * sigma, "sd"
    if lowest < -1:
        raise ImpossibleError(
            f"growth may be {lowest:.3g} a year, and so lose more than everything",
            "give shares a year from -1 on, such as 0.03 for 3 %",
            ("growth", at),
        )
