"""Cost plans taken apart so that a browser can put them together again, for any scale and horizon, in every frame.

Throughout this module
    n  is a draw                       0 .. N-1
    m  is an option with a cost plan   0 .. M-1
    t  is a year                       0 .. H', the longest horizon
    h  is the horizon                  1 .. H'
    d  is what the driver is in year 1
    q  is the quantity that a price is paid for

What hangs on the driver that moves is kept payment by payment: in year t it comes to factor[n, t] · max(Σ price[n] ·
q(d · growth[n, t]), minimum[n]), as `cash_flow` has it. All else is one amount a year, `fixed`. What falls at the end
of the horizon is kept apart, by horizon: `last`. So for any d and h, with t up to h,

    cash[n, t] = fixed[n, t] + Σ of payments + last[n, h] where t = h

are the amounts that `PlanCash` gives, to rounding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from decision.analysis.cash.cheapest import cash_over, falls_at_the_end, plan_figures, with_horizon
from decision.model.cash_flow import Paid, PlanCash, Years, discounts, rises
from decision.model.cost_plan import CostPlan
from decision.model.payment import Quantity
from decision.model.plan_basis import PlanBasis
from decision.model.scenario import Scenario

Array = NDArray[np.float64]

LIVE_DRAWS = 1_000  # an error of a median of 3 in 100 of its rank; the browser sorts them for every year in every frame
LONGEST = 10  # years that the slider goes to, unless the decision looks further
_MOST_NUMBERS = 1_000_000  # 8 MB
_MOST_SORTED = 60_000  # amounts that are put in order in a frame


@dataclass(frozen=True)
class Piece:
    """One payment that hangs on the driver: prices (N,) or (1,), quantities, least charge, and factors by year.

    `at_end` says that it falls in the last year alone: then factors are by horizon.
    """

    prices: tuple[tuple[Array, Quantity], ...]
    minimum: Array | None
    factor: Array
    at_end: bool


@dataclass(frozen=True)
class OptionPieces:
    """One option: `fixed` and `last` are (N, H'+1), or (1, H'+1) where they are the same in all draws."""

    option: str
    fixed: Array
    last: Array
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Pieces:
    """All plans on one criterion.

    `now` is the driver in year 1, (N,) or (1,), and `growth` that in year t over it, (N, H'+1) or (1, H'+1). `driver`
    is None where nothing hangs on one; then only the horizon can move.
    """

    criterion: str
    driver: str | None
    years: int
    discounts: Array
    now: Array
    growth: Array
    options: tuple[OptionPieces, ...]


def pieces_of(scenario: Scenario, path: str, driver: str | None, seed: int) -> Pieces:
    """The plans of ranked options on the criterion `path`, from the first draws of their figures."""
    basis = scenario.plan_basis
    longest = max(LONGEST, basis.years)
    every = plan_figures(scenario, path, draws_sent(scenario, path, driver, longest), seed)
    wide, now, growth = with_horizon(basis, longest), np.ones(1), np.ones((1, longest + 1))
    options = []
    for id, x in every.items():
        estimate = scenario.option(id).ratings[path].estimate
        assert isinstance(estimate, CostPlan)  # only those with a plan have figures here
        options.append(_option(id, estimate, path, basis, longest, driver, x))
        if driver is not None and driver in estimate.drivers:
            shared = Years(wide, x)
            now, growth = shared.units(driver, 1), _growth(shared, driver, longest)
    return Pieces(path, driver, longest, discounts(wide), now, growth, tuple(options))


def draws_sent(scenario: Scenario, path: str, driver: str | None, longest: int) -> int:
    """How many draws: as many as keep what is sent within bounds."""
    plans = [option.ratings[path].estimate for option in scenario.ranked_options]
    moved = sum(_hangs_on(paid, driver) for plan in plans if isinstance(plan, CostPlan) for *_, paid in plan.payments())
    a_draw = (longest + 1) * (2 * len(plans) + moved)
    return max(100, min(LIVE_DRAWS, _MOST_NUMBERS // a_draw, _MOST_SORTED // ((longest + 1) * len(plans))))


def _hangs_on(paid: object, driver: str | None) -> bool:
    return driver is not None and getattr(paid, "per", None) == driver


def _growth(years: Years, driver: str, longest: int) -> Array:
    """The driver in year t over that in year 1, (N, H'+1)."""
    name = years.basis.by_id[driver].growth_figure
    rise = years.figure(name) if years.basis.by_id[driver].growth is not None else np.zeros(1)
    powers = np.maximum(np.arange(longest + 1) - 1, 0)
    return np.asarray((1 + rise)[:, np.newaxis] ** powers)


def _option(
    id: str, plan: CostPlan, path: str, basis: PlanBasis, longest: int, driver: str | None, x: Mapping[str, Array]
) -> OptionPieces:
    wide = cash_over(plan, f"{id}.{path}", basis, longest)
    years = Years(wide.basis, x)
    fixed, last, pieces = np.zeros((1, longest + 1)), np.zeros((1, longest + 1)), []
    lines = wide.cash(x, years)
    for paid, line in zip(wide.paid, lines, strict=True):
        at_end = falls_at_the_end(paid)
        if _hangs_on(paid.payment, driver):
            pieces.append(_piece(wide, paid, x, years, at_end=at_end))
        elif at_end:
            last = last + _by_horizon(plan, f"{id}.{path}", basis, longest, paid, x)
        else:
            fixed = fixed + line.cash
    return OptionPieces(id, fixed, last, tuple(pieces))


def _by_horizon(plan: CostPlan, name: str, basis: PlanBasis, longest: int, paid: Paid, x: Mapping[str, Array]) -> Array:
    """What a payment at the end comes to if the horizon is h, (N, H'+1) or (1, H'+1); 0 for a horizon of 0."""
    found = []
    for h in range(1, longest + 1):
        cash = cash_over(plan, name, basis, h)
        place = next(i for i, each in enumerate(cash.paid) if each.name == paid.name)
        found.append(cash.cash(x, Years(cash.basis, x))[place].cash[:, -1])
    draws = max(len(each) for each in found)
    return np.stack([np.zeros(draws), *(np.broadcast_to(each, draws) for each in found)], axis=1)


def _piece(plan: PlanCash, paid: Paid, x: Mapping[str, Array], years: Years, *, at_end: bool) -> Piece:
    payment, longest = paid.payment, plan.basis.years
    prices = tuple((_row(plan.amount(x, paid.name + end, each)), q) for end, each, q in payment.priced)
    minimum = None
    if payment.minimum is not None:
        minimum = _row(plan.amount(x, f"{paid.name}.minimum", payment.minimum))
    growth = plan.growth(paid, x)
    rate = paid.sign * years.exchange(payment.currency) * plan.multiplier(paid.component, x)
    shares = (1.0,) * (longest + 1) if at_end else paid.shares
    columns = [
        _row(share * rises(growth, t) * rate * years.levels[t]) if share else np.zeros(1)
        for t, share in enumerate(shares)
    ]
    draws = max(len(each) for each in columns)
    return Piece(prices, minimum, np.stack([np.broadcast_to(each, draws) for each in columns], axis=1), at_end)


def _row(x: Array | float) -> Array:
    """A figure as (n,), or (1,)."""
    return np.atleast_1d(np.asarray(x, dtype=float))


def put_together(pieces: Pieces, d: float | None, h: int) -> dict[str, Array]:
    """Cash by year (N, h+1) of every option, by id, for a driver of d in year 1 over h years: what the browser sums.

    With None the driver is as uncertain as it is.
    """
    units = (pieces.now[:, np.newaxis] if d is None else d) * pieces.growth
    found = {}
    for each in pieces.options:
        cash = each.fixed[:, : h + 1]
        end = each.last[:, h : h + 1]
        for piece in each.pieces:
            charge = sum(
                (price[:, np.newaxis] * quantity.of(units) for price, quantity in piece.prices), np.zeros((1, 1))
            )
            if piece.minimum is not None:
                charge = np.maximum(charge, piece.minimum[:, np.newaxis])
            paid = piece.factor * charge
            if piece.at_end:
                end = end + paid[:, h : h + 1]
            else:
                cash = cash + paid[:, : h + 1]
        draws = max(len(cash), len(end))
        whole = np.array(np.broadcast_to(cash, (draws, h + 1)))
        whole[:, h] += np.broadcast_to(end, (draws, 1))[:, 0]
        found[each.option] = whole
    return found
