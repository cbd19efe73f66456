"""Cost plans: money over the years, and what it is worth today."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from decision.model.distribution import Distribution
from decision.model.errors import ImpossibleError
from decision.model.estimate import ClassEstimate, Estimate, Unknown, check_expectation
from decision.model.expectation.annuity import annuity, mean_annuity
from decision.model.fingerprint import COUNTS_IF_SET
from decision.model.payment import Payment, refuse_to_lose_more_than_everything
from decision.model.reference_class import ReferenceClass
from decision.model.visible import visible

COMPONENTS = ("upfront", "yearly", "growth", "exit", "savings")
PLAIN_COMPONENTS = ("upfront", "yearly", "growth", "exit")  # of `present_value`


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

    lines: tuple[tuple[str, Estimate | Payment], ...]
    reference_class: ReferenceClass | None = None

    def __post_init__(self) -> None:
        if not self.lines:
            raise ImpossibleError("no line is given", "give at least one line", ("lines",))
        for name, estimate in self.lines:
            _refuse_unknown(name, estimate, ("lines", name))
        if self.reference_class is not None:
            for name, estimate in self.lines:
                if any(isinstance(each, ClassEstimate) for each in _amounts_of(estimate)):
                    raise ImpossibleError(
                        f"{name} has a reference class inside lines that have one already",
                        "keep one of the two: the overrun would count twice",
                        ("lines", name),
                    )
            check_expectation(self.reference_class)

    @cached_property
    def most_likely(self) -> float:
        """The sum of the lines' most likely figures, times the class's median where there is a class."""
        total = math.fsum(estimate.most_likely for estimate in self._plain)
        return total if self.reference_class is None else total * self.reference_class.median

    @cached_property
    def expected(self) -> float:
        """The mean of the sum, line by line and the class independent of one another."""
        total = math.fsum(estimate.expected for estimate in self._plain)
        return total if self.reference_class is None else total * self.reference_class.law.mean

    @property
    def _plain(self) -> Iterator[Estimate]:
        """The lines, none of which is more than an amount."""
        for name, estimate in self.lines:
            if isinstance(estimate, Payment):
                raise TypeError(f"{name} has no amount of its own: its payments hang on the years of a plan")
            yield estimate

    @property
    def is_plain(self) -> bool:
        """Whether every line is just an amount."""
        return not any(isinstance(estimate, Payment) for _, estimate in self.lines)

    @property
    def is_certain(self) -> bool:
        """Whether neither a line nor a multiplier leaves anything open, apart from what all options share."""
        return self.reference_class is None and all(estimate.is_certain for _, estimate in self.lines)


Component = Estimate | Payment | Lines


def _amounts_of(line: Estimate | Payment) -> Iterator[Estimate]:
    """What a class of a sum would multiply once more."""
    if isinstance(line, Payment):
        yield from (estimate for _, estimate, _ in line.priced)
    else:
        yield line


@dataclass(frozen=True)
class CostPlan:
    """What an option costs: at once, every year, with what yearly growth, and on leaving; and what it saves a year."""

    upfront: Component | None = None
    yearly: Component | None = None
    growth: Component | None = None
    exit: Component | None = None
    savings: Component | None = field(default=None, metadata=COUNTS_IF_SET)

    def __post_init__(self) -> None:
        if self.upfront is None and self.yearly is None and self.exit is None and self.savings is None:
            raise ImpossibleError("the plan has no amount", "give upfront, yearly or exit")
        for name, component in self.components():
            _refuse_unknown(name, component, (name,))
        if self.growth is not None and self.yearly is None and self.savings is None:
            raise ImpossibleError(
                "growth without yearly changes nothing", "give yearly or leave growth out", ("growth",)
            )
        if isinstance(self.growth, Lines | Payment):
            raise ImpossibleError("growth is a rate, not a sum of lines", "give one estimate", ("growth",))
        if self.growth is not None:
            refuse_to_lose_more_than_everything(self.growth)
        _refuse_two_of_one_name(self)

    def components(self) -> Iterator[tuple[str, Component]]:
        """The components that are given, with their names, in the order of `COMPONENTS`."""
        for name in COMPONENTS:
            component = getattr(self, name)
            if component is not None:
                yield name, component

    def payments(self) -> Iterator[tuple[str, str, Estimate | Payment]]:
        """Component, line (empty where it has none) and what is paid, of all but the plan's growth."""
        for name, component in self.components():
            if isinstance(component, Lines):
                yield from ((name, line, each) for line, each in component.lines)
            elif name != "growth":
                yield name, "", component

    @cached_property
    def is_plain(self) -> bool:
        """Whether it has nothing but amounts that fall at once, every year and on leaving."""
        return self.savings is None and not any(isinstance(each, Payment) for *_, each in self.payments())

    @property
    def has_lines(self) -> bool:
        """Whether a component of it is named line by line."""
        return any(isinstance(component, Lines) for _, component in self.components())

    @cached_property
    def drivers(self) -> frozenset[str]:
        """Ids of the drivers that it hangs on."""
        payments = (each for *_, each in self.payments() if isinstance(each, Payment))
        return frozenset(each.per for each in payments if each.per is not None)

    @cached_property
    def currencies(self) -> frozenset[str]:
        """Those that are stated for a payment."""
        return frozenset(each.currency for *_, each in self.payments() if isinstance(each, Payment) and each.currency)

    def laws(self) -> Iterator[Distribution]:
        """The laws of everything of its own that the plan adds up and multiplies."""
        for _, component in self.components():
            if isinstance(component, Lines):
                for _, each in component.lines:
                    yield from _laws_of(each)
                if component.reference_class is not None:
                    yield component.reference_class.law
            else:
                yield from _laws_of(component)

    def most_likely(self, years: int, rate: float) -> float:
        """Present value of the components' most likely figures, in money."""
        figures = self._plain_figures("most_likely")
        return float(present_value(*(figures.get(name, 0.0) for name in PLAIN_COMPONENTS), years=years, rate=rate))

    def expected(self, years: int, rate: float) -> float:
        """The mean of the present value, its uncertain figures independent of one another; infinite if there is none.

        Growth is raised to powers, so the mean of the annuity is an integral over its law.
        """
        figures = self._plain_figures("expected")
        if self.growth is None or self.growth.is_certain:
            return float(present_value(*(figures.get(name, 0.0) for name in PLAIN_COMPONENTS), years=years, rate=rate))
        assert not isinstance(self.growth, Lines | Payment)  # checked when made
        yearly = figures["yearly"] / (1 + rate)
        grown = yearly * mean_annuity(self.growth.law, years, rate) if yearly else 0.0
        rest = present_value(figures.get("upfront", 0.0), 0.0, 0.0, figures.get("exit", 0.0), years=years, rate=rate)
        return float(rest) + grown

    def _plain_figures(self, which: Literal["most_likely", "expected"]) -> dict[str, float]:
        """A figure of every component of a plan of plain amounts."""
        if not self.is_plain:
            raise TypeError("the payments of the plan hang on what the decision says; ask the decision")
        return {name: float(getattr(component, which)) for name, component in self.components()}

    @property
    def is_certain(self) -> bool:
        """Whether no component leaves anything open, apart from what all options share."""
        return all(component.is_certain for _, component in self.components())


def _laws_of(paid: Estimate | Payment) -> Iterator[Distribution]:
    if isinstance(paid, Payment):
        yield from (estimate.law for _, estimate in paid.figures(""))
    else:
        yield paid.law


def _refuse_two_of_one_name(plan: CostPlan) -> None:
    """Raise ImpossibleError where a line bears the name that a figure of another one has."""
    seen: set[str] = set()
    for component, line, paid in plan.payments():
        at = f"{component}.{line}" if line else component
        for name, _ in paid.figures(at) if isinstance(paid, Payment) else ((at, paid),):
            if name in seen:
                raise ImpossibleError(
                    f"the line {visible(line)} is called as a figure of another line is",
                    "rename it",
                    (component, "lines", line),
                )
            seen.add(name)


def _refuse_unknown(name: str, component: Component, place: tuple[str, ...]) -> None:
    """Raise ImpossibleError for what nobody knows: it may be anything on a criterion's scale, and a piece has none."""
    if isinstance(component, Unknown):
        raise ImpossibleError(f"{name} is unknown", "only a whole rating can be unknown; give a wide range", place)
