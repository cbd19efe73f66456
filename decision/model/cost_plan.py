"""Cost plans: money over the years, and what it is worth today."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from decision.model.distribution import Discrete, Distribution, Normal, SplitNormal
from decision.model.errors import ImpossibleError
from decision.model.estimate import ClassEstimate, Estimate, Percentiles, Range, ThreePoint, Unknown, check_expectation
from decision.model.expectation.annuity import annuity, mean_annuity
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
    return np.asarray(upfront + yearly * discount * annuity(growth, years, rate) + exit * discount**years)


@dataclass(frozen=True)
class Lines:
    """Named amounts that add up; with a reference class, one multiplier for their sum."""

    lines: tuple[tuple[str, Estimate], ...]
    reference_class: ReferenceClass | None = None

    def __post_init__(self) -> None:
        if not self.lines:
            raise ImpossibleError("no line is given", "give at least one line", ("lines",))
        for name, estimate in self.lines:
            _refuse_unknown(name, estimate, ("lines", name))
        if self.reference_class is not None:
            for name, estimate in self.lines:
                if isinstance(estimate, ClassEstimate):
                    raise ImpossibleError(
                        f"{name} has a reference class inside lines that have one already",
                        "keep one of the two: the overrun would count twice",
                        ("lines", name),
                    )
            check_expectation(self.reference_class)

    @cached_property
    def most_likely(self) -> float:
        """The sum of the lines' most likely figures, times the class's median where there is a class."""
        total = math.fsum(estimate.most_likely for _, estimate in self.lines)
        return total if self.reference_class is None else total * self.reference_class.median

    @cached_property
    def expected(self) -> float:
        """The mean of the sum, line by line and the class independent of one another."""
        total = math.fsum(estimate.expected for _, estimate in self.lines)
        return total if self.reference_class is None else total * self.reference_class.law.mean

    @property
    def is_certain(self) -> bool:
        """Whether neither a line nor a multiplier leaves anything open."""
        return self.reference_class is None and all(estimate.is_certain for _, estimate in self.lines)


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
        for name, component in self.components():
            _refuse_unknown(name, component, (name,))
        if self.growth is not None and self.yearly is None:
            raise ImpossibleError(
                "growth without yearly changes nothing", "give yearly or leave growth out", ("growth",)
            )
        if isinstance(self.growth, Lines):
            raise ImpossibleError("growth is a rate, not a sum of lines", "give one estimate", ("growth",))
        if self.growth is not None and not self.growth.most_likely > -1:
            raise ImpossibleError(
                f"growth {self.growth.most_likely:g} loses more than everything",
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

    def laws(self) -> Iterator[Distribution]:
        """The laws of everything that the plan adds up and multiplies."""
        for _, component in self.components():
            if isinstance(component, Lines):
                yield from (estimate.law for _, estimate in component.lines)
                if component.reference_class is not None:
                    yield component.reference_class.law
            else:
                yield component.law

    def most_likely(self, years: int, rate: float) -> float:
        """Present value of the components' most likely figures, in money."""
        figures = {name: component.most_likely for name, component in self.components()}
        return float(present_value(*(figures.get(name, 0.0) for name in COMPONENTS), years=years, rate=rate))

    def expected(self, years: int, rate: float) -> float:
        """The mean of the present value, its uncertain figures independent of one another; infinite if there is none.

        Growth is raised to powers, so the mean of the annuity is an integral over its law.
        """
        figures = {name: component.expected for name, component in self.components()}
        if self.growth is None or self.growth.is_certain:
            return float(present_value(*(figures.get(name, 0.0) for name in COMPONENTS), years=years, rate=rate))
        assert not isinstance(self.growth, Lines)  # checked when made
        yearly = figures["yearly"] / (1 + rate)
        grown = yearly * mean_annuity(self.growth.law, years, rate) if yearly else 0.0
        rest = present_value(figures.get("upfront", 0.0), 0.0, 0.0, figures.get("exit", 0.0), years=years, rate=rate)
        return float(rest) + grown

    @property
    def is_certain(self) -> bool:
        """Whether no component leaves anything open."""
        return all(component.is_certain for _, component in self.components())


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


def _refuse_unknown(name: str, component: Component, place: tuple[str, ...]) -> None:
    """Raise ImpossibleError for what nobody knows: it may be anything on a criterion's scale, and a piece has none."""
    if isinstance(component, Unknown):
        raise ImpossibleError(f"{name} is unknown", "only a whole rating can be unknown; give a wide range", place)
