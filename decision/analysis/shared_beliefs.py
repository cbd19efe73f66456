"""What all options share, one input each: drivers, rates of exchange, inflation; what is expected given one of them.

Throughout this module
    n  is a case of what is given              0 .. N-1
    m  is an option                            0 .. M-1
    k  is a criterion that is rated            0 .. K-1
    v  are values, s scores of 0 to 100
    PV is the present value of a cost plan

A driver is one input, its growth included: settled, it is the same for every option. Its figures are independent of
all else, so where v is a straight line E[v | driver] is v of E[PV | driver], a sum of products of means that is exact
(`decision.model.expected_cash`), shifted so that what is expected in all stays what it is. Elsewhere E[v | driver] is
a mean over points of all others, not shifted: what a jump in the driver does to a mean over all says nothing of the
mean on one side of it.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from decision.analysis.expectation.plans import driven_plan
from decision.analysis.standing import Standing
from decision.analysis.stopping import go_on
from decision.model.cost_plan import CostPlan
from decision.model.distribution import Discrete, Distribution
from decision.model.estimate import Estimate
from decision.model.expectation.latent import at_latents
from decision.model.expected_cash import ExpectedCash
from decision.model.plan_basis import EXCHANGE, INFLATION, exchange_figure, is_shared
from decision.model.uncertain_figures import RatingSampler, rating_function
from decision.model.value_function import ValueFunction

Array = NDArray[np.float64]
Known = Mapping[str, Array]

_POINTS, _MULTIPLIER = 4_093, 1_516  # of a lattice rule
_MOST_SETTINGS = 16  # of figures that take a few levels


@dataclass(frozen=True)
class SharedInput:
    """One input that all options share.

    Attributes
    ----------
    path
        ``drivers.active_patients``, ``exchange.EUR`` or ``inflation``.
    main
        The figure that is moved alone: of a driver its number in year 1, unless only its growth is uncertain.
    estimate
        That figure's.
    figures
        Names of all its figures that are uncertain.
    """

    path: str
    main: str
    estimate: Estimate
    figures: tuple[str, ...]

    @property
    def law(self) -> Distribution:
        return self.estimate.law


def shared_inputs(standing: Standing) -> tuple[SharedInput, ...]:
    """The inputs that plans of ranked options share, in the order of the file; drivers that are certain too."""
    basis = standing.scenario.plan_basis
    found = []
    for driver in basis.drivers:
        uncertain = tuple(name for name, each in driver.figures() if not each.is_certain)
        grows_alone = uncertain == (driver.growth_figure,)
        main, estimate = (
            (driver.growth_figure, driver.growth)
            if grows_alone and driver.growth is not None
            else (driver.figure, driver.now)
        )
        found.append(SharedInput(f"drivers.{driver.id}", main, estimate, uncertain))
    if basis.inflation is not None:
        names = () if basis.inflation.is_certain else (INFLATION,)
        found.append(SharedInput(INFLATION, INFLATION, basis.inflation, names))
    for currency, rate in basis.exchange:
        name = exchange_figure(currency)
        found.append(SharedInput(f"{EXCHANGE}.{currency}", name, rate, () if rate.is_certain else (name,)))
    shared = SharedBeliefs(standing)
    return tuple(each for each in found if shared.hangs_on(each))


@dataclass(frozen=True)
class _Cell:
    """A plan of a ranked option on a criterion with weight, that hangs on something that is shared."""

    sampler: RatingSampler
    expected: ExpectedCash
    function: ValueFunction
    names: frozenset[str]  # of the shared figures that it hangs on, certain or not

    @cached_property
    def in_all(self) -> float:
        """The mean of the present value, its own figures independent of one another."""
        return float(self.expected.given({})[0])


class SharedBeliefs:
    """Expected values and scores given what all options share; `weightless` criteria count where weights may move."""

    def __init__(self, standing: Standing, *, weightless: bool = False) -> None:
        self.standing = standing
        self.cells: dict[tuple[int, int], _Cell] = {}
        basis = standing.scenario.plan_basis
        for m in standing.ranked:
            for k, path in enumerate(standing.paths):
                sampler = RatingSampler(standing.scenario, standing.options[m], path)
                if sampler.cash is None or (standing.weights[k] == 0 and not weightless):
                    continue
                plan = sampler.estimate
                assert isinstance(plan, CostPlan)  # or it had no cash
                names = frozenset(basis.needed(plan.drivers, plan.currencies).figures)
                if names:
                    self.cells[m, k] = _Cell(sampler, ExpectedCash(sampler.cash), standing.functions[k], names)

    def hangs_on(self, shared: SharedInput) -> bool:
        """Whether any score hangs on that input."""
        return any({shared.main, *shared.figures} & cell.names for cell in self.cells.values())

    def thresholds(self, shared: SharedInput) -> set[float]:
        """Numbers of a driver at which a price begins, or a tier ends: there present values bend or jump."""
        return {
            x
            for cell in self.cells.values()
            for paid in cell.expected.paid
            for *_, quantity in paid.payment.priced
            if f"drivers.{quantity.driver}.now" == shared.main
            for x in (quantity.low, quantity.high)
            if 0 < x < np.inf
        }

    def scores(self, known: Known) -> Array:
        """E[s | known] (M, N) of all options, those that are not ranked as they are expected."""
        n = len(next(iter(known.values())))
        scores = np.tile(self.standing.scores[:, np.newaxis], (1, n))
        for (m, k), _ in self.cells.items():
            scores[m] += 100 * self.standing.weights[k] * (self.values(m, k, known) - self.standing.values[m, k])
        return scores

    def values(self, m: int, k: int, known: Known) -> Array:
        """E[v | known] (N,) of one plan."""
        go_on()
        cell = self.cells[m, k]
        known = {name: row for name, row in known.items() if name in cell.names}
        if not known:
            return np.full(1, self.standing.values[m, k])
        if cell.function.is_straight:
            return np.asarray(cell.function(self.rating(m, k, known)))
        return self._over_points(m, k, known)

    def rating(self, m: int, k: int, known: Known) -> Array:
        """E[PV | known] (N,) of one plan."""
        cell = self.cells[m, k]
        known = {name: row for name, row in known.items() if name in cell.names}
        if not known:
            return np.full(1, self.standing.ratings[m, k])
        shift = self.standing.ratings[m, k] - cell.in_all
        return np.asarray(cell.expected.given(known) + shift)

    def _over_points(self, m: int, k: int, known: Known) -> Array:
        """The same as a mean over points of all other figures."""
        cell = self.cells[m, k]
        option, path = self.standing.options[m], self.standing.paths[k]
        driven = driven_plan(self.standing.scenario, option, path)
        assert driven is not None  # or it had no cash
        names, laws = list(driven.laws), list(driven.laws.values())
        lengths, vectors = np.linalg.eigh(driven.matrix)
        z = (vectors * np.sqrt(np.maximum(lengths, 0.0))) @ _normals(len(laws))
        points = {name: at_latents(law, row) for name, law, row in zip(names, laws, z, strict=True)}
        rating = rating_function(driven.plan, "", driven.basis)
        levels = _levels({name: law for name, law in driven.laws.items() if is_shared(name) and name not in known})

        def mean(i: int) -> float:
            given = {name: np.full(1, row[i]) for name, row in known.items()}
            return math.fsum(
                weight * float(cell.function(np.asarray(rating({**points, **each, **given}))).mean())
                for each, weight in levels
            )

        return np.array([mean(i) for i in range(len(next(iter(known.values()))))])


def _levels(laws: Mapping[str, Distribution]) -> list[tuple[dict[str, Array], float]]:
    """Every setting of those figures that take a few levels, with its chance; points would meet a level too often."""
    few = {name: law for name, law in laws.items() if isinstance(law, Discrete)}
    if math.prod(len(law.levels) for law in few.values()) > _MOST_SETTINGS:
        return [({}, 1.0)]
    settings = itertools.product(*(zip(law.levels, law.probabilities, strict=True) for law in few.values()))
    return [
        (
            {name: np.full(1, x) for name, (x, _) in zip(few, each, strict=True)},
            math.prod(weight for _, weight in each),
        )
        for each in settings
    ]


def _normals(dimensions: int) -> Array:
    """Independent standard normals (dimensions, P) on a lattice rule, folded so that nothing jumps."""
    from scipy.special import ndtri

    step, rows, n = 1, [], np.arange(_POINTS)
    for _ in range(dimensions):
        rows.append(1 - np.abs(2 * ((n * step % _POINTS + 0.5) / _POINTS) - 1))
        step = step * _MULTIPLIER % _POINTS
    return np.asarray(ndtri(np.clip(np.array(rows), 1e-15, 1 - 1e-15)))
