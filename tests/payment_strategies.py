"""Drivers, and payments of every kind that hang on them, for the property tests.

Sizes are those of `tests/strategies.py`: up to a few hundred units at a few units of money each, so that a present
value lies about the scales that are drawn there.
"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from decision.model.cost_plan import Component, CostPlan, Lines
from decision.model.driver import Driver
from decision.model.estimate import ClassEstimate, Estimate, Exact, Levels, Moments, Percentiles, Range, ThreePoint
from decision.model.payment import Payment, Steps
from decision.model.plan_basis import PlanBasis
from decision.model.rating import Evidence

DRIVER_IDS = ("users", "sites")
MOST_UNITS = 400.0


def _three(low: float, high: float) -> st.SearchStrategy[ThreePoint]:
    return st.lists(st.floats(low, high), min_size=3, max_size=3).map(lambda x: ThreePoint(*sorted(x)))


shares_a_year: st.SearchStrategy[Estimate] = st.one_of(
    st.floats(-0.1, 0.3).map(Exact), _three(-0.1, 0.3), st.builds(Moments, st.floats(0, 0.1), st.floats(0, 0.05))
)
units: st.SearchStrategy[Estimate] = st.one_of(
    st.floats(0, MOST_UNITS).map(Exact),
    _three(0, MOST_UNITS),
    st.lists(st.floats(0, MOST_UNITS), min_size=2, max_size=2).map(lambda x: Range(*sorted(x))),
    st.builds(lambda low, q: Percentiles(low, q * low, None, "lognormal"), st.floats(10, 100), st.floats(1, 5)),
    st.just(Levels(((0.0, 0.25), (100.0, 0.5), (250.0, 0.25)))),
)


@st.composite
def bases(draw: st.DrawFn, years: int, rate: float) -> PlanBasis:
    """Years and a rate with up to two drivers, inflation and a rate of exchange."""
    drivers = tuple(
        Driver(
            id,
            draw(units),
            unit=draw(st.sampled_from(("", "units"))),
            growth=draw(st.none() | shares_a_year),
            because=draw(st.sampled_from(("", "counted"))),
            evidence=draw(st.none() | st.sampled_from(Evidence)),
        )
        for id in DRIVER_IDS
        if draw(st.integers(0, 2))
    )
    rates: st.SearchStrategy[Estimate] = st.floats(0.5, 2).map(Exact) | _three(0.8, 1.5)
    exchange = (("EUR", draw(rates)),) if draw(st.booleans()) else ()
    return PlanBasis(years, rate, drivers, draw(st.none() | st.none() | shares_a_year), exchange, "USD")


@st.composite
def payments(draw: st.DrawFn, basis: PlanBasis, component: str, prices: st.SearchStrategy[Estimate]) -> Payment:
    """What is paid in a component of a plan on `basis`, of every kind; `prices` are those of what is paid once."""
    unit_prices = prices.map(_of_a_unit)
    if basis.drivers and draw(st.integers(0, 3)):
        paid = Payment(per=draw(st.sampled_from(basis.drivers)).id, price=draw(unit_prices))
        match draw(st.sampled_from(("units", "above", "tiers", "steps"))):
            case "above":
                paid = replace(paid, above=draw(st.floats(0, 200)))
            case "tiers":
                from_ = sorted(draw(st.sets(st.integers(1, 40), max_size=2)))
                tiers = tuple((10.0 * each, draw(unit_prices)) for each in (0, *from_))
                paid = replace(paid, price=None, tiers=tiers, all_units=draw(st.booleans()))
            case "steps":
                steps = Steps(draw(st.floats(20, 200)), draw(prices))
                price = draw(st.sampled_from((None, paid.price)))
                paid = replace(paid, price=price, steps=steps, above=draw(st.sampled_from((None, 50.0))))
        if draw(st.integers(0, 2)) == 0:
            paid = replace(paid, minimum=draw(prices))
    else:
        paid = Payment(amount=draw(prices))
    if draw(st.integers(0, 2)) == 0:
        paid = replace(paid, growth=draw(shares_a_year))
    if basis.exchange and draw(st.booleans()):
        paid = replace(paid, currency=basis.exchange[0][0])
    return replace(paid, **draw(_times(basis.years, component)))


def _of_a_unit(price: Estimate) -> Estimate:
    """An estimate a hundredth of the size."""
    match price:
        case Exact(x):
            return Exact(x / 100)
        case Range(low, high):
            return Range(low / 100, high / 100)
        case ThreePoint(low, mode, high, shape):
            return ThreePoint(low / 100, mode / 100, high / 100, shape)
        case ClassEstimate(x, reference_class):
            return ClassEstimate(x / 100, reference_class)
    raise TypeError(f"no price is {price}")


@st.composite
def _times(draw: st.DrawFn, years: int, component: str) -> dict[str, object]:
    match draw(st.sampled_from(("always", "schedule", "years"))):
        case "schedule":
            first, last = sorted(draw(st.sets(st.integers(0, years), min_size=2, max_size=2)))
            return {"schedule": ((first, 0.75), (last, 0.25))}
        case "years" if component not in ("upfront", "exit"):
            first, last = sorted(draw(st.lists(st.integers(1, years), min_size=2, max_size=2)))
            times = {"from_year": first, "until_year": last, "every": draw(st.integers(1, years))}
            return {name: x for name, x in times.items() if draw(st.booleans())}
    return {}


@st.composite
def driven_plans(draw: st.DrawFn, basis: PlanBasis, plain: CostPlan, prices: st.SearchStrategy[Estimate]) -> CostPlan:
    """A plan of plain amounts, some of them in the place of which payments stand, and savings."""
    changed: dict[str, Component | None] = {}
    for name, component in plain.components():
        if name == "growth":
            continue
        paid = payments(basis, name, prices)
        if not isinstance(component, Lines):
            changed[name] = draw(st.just(component) | paid)
        elif component.reference_class is None:
            lines = ((line, draw(st.just(each) | paid)) for line, each in component.lines)
            changed[name] = Lines(tuple(lines))
        else:  # a class of a sum has no classes inside
            certain = payments(basis, name, st.floats(0, 1000).map(Exact))
            lines = ((line, draw(st.just(each) | certain)) for line, each in component.lines)
            changed[name] = Lines(tuple(lines), component.reference_class)
    if draw(st.integers(0, 2)) == 0:
        changed["savings"] = draw(prices.map(_of_a_unit) | payments(basis, "savings", prices.map(_of_a_unit)))
    return replace(plain, **changed)
