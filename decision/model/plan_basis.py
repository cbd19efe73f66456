"""What all cost plans of a decision rest on: years, discount rate, drivers, inflation and rates of exchange.

Its figures are shared by all options: in one future they are the same for each.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from decision.model.driver import Driver
from decision.model.estimate import Estimate

INFLATION = "inflation"
EXCHANGE = "exchange"
LONGEST_HORIZON = 50  # years, where amounts hang on drivers, years, inflation or other currencies


@dataclass(frozen=True)
class PlanBasis:
    """Years and discount rate of all plans, and what they share.

    Attributes
    ----------
    inflation
        A share a year. Without it amounts are in prices of year 0 and the discount rate is real; with it amounts rise
        from prices of year 0 on, and the discount rate is nominal.
    exchange
        By currency, how much money of the decision's one of it is worth.
    currency
        That of the decision.
    """

    years: int
    rate: float
    drivers: tuple[Driver, ...] = ()
    inflation: Estimate | None = None
    exchange: tuple[tuple[str, Estimate], ...] = ()
    currency: str = ""

    @cached_property
    def by_id(self) -> Mapping[str, Driver]:
        """The drivers by their ids."""
        return MappingProxyType({driver.id: driver for driver in self.drivers})

    @cached_property
    def figures(self) -> Mapping[str, Estimate]:
        """All figures that are shared, certain or not, by name."""
        return MappingProxyType(dict(self._figures()))

    @cached_property
    def uncertain(self) -> Mapping[str, Estimate]:
        """Those of them that are not certain."""
        return MappingProxyType({name: each for name, each in self.figures.items() if not each.is_certain})

    def _figures(self) -> Iterator[tuple[str, Estimate]]:
        for driver in self.drivers:
            yield from driver.figures()
        if self.inflation is not None:
            yield INFLATION, self.inflation
        yield from ((exchange_figure(currency), rate) for currency, rate in self.exchange)

    def needed(self, drivers: Collection[str], currencies: Collection[str]) -> PlanBasis:
        """As much of it as a plan rests on that names these drivers and currencies."""
        return PlanBasis(
            self.years,
            self.rate,
            tuple(driver for driver in self.drivers if driver.id in drivers),
            self.inflation,
            tuple((currency, rate) for currency, rate in self.exchange if currency in currencies),
            self.currency,
        )


def exchange_figure(currency: str) -> str:
    """What a rate of exchange is called among the figures of a decision."""
    return f"{EXCHANGE}.{currency}"


def is_shared(figure: str) -> bool:
    """Whether the figure of that name is one that all options share."""
    return figure == INFLATION or figure.startswith(("drivers.", f"{EXCHANGE}."))
