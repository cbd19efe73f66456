"""Draws of weights, uniform or Dirichlet on exactly what a decision leaves open.

Throughout this module
    n  is a draw
    k  is a criterion among its siblings  0 .. K-1
    t  is a criterion at the top level    0 .. T-1
    l  is a criterion that is rated       0 .. L-1
    w  are weights (K, n), each column with sum 1
    g  are gamma variates (K, n), before they are divided by their sum

Gamma variates of scale 1 over their sum are Dirichlet with their shapes as parameters, and exponential ones uniform
on the simplex (Devroye 1986, Non-Uniform Random Variate Generation, chapter XI.4). Each criterion has a stream of its
own, so that another criterion changes nobody's variates. A stated weight of 0 stays 0, unless an order or a range
names the criterion.

Draws taken in portions of any sizes that are multiples of 4 are the same as taken at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from decision.analysis.sampling.box_simplex import BoxSimplexSampler, region_of
from decision.analysis.sampling.gammas import Gammas
from decision.analysis.sampling.hit_and_run import HitAndRunSampler
from decision.analysis.sampling.streams import stream
from decision.model.contents import Contents
from decision.model.criterion import Criterion
from decision.model.weights import Anything, Concentrated, Fixed, Ordered, Ranged, WeightUncertainty

Array = NDArray[np.float64]
WeightsDrawn = Literal["file", "stated", "any"]

MOST_INDEPENDENT = 12  # criteria with bounds that matter, beyond which weights come from a random walk

_LEAST_SHAPE = 0.1  # below, gamma variates may all be too small for a double
_SURE = 1e30  # a concentration at which weights do not differ from those stated by as much as a double can show


class WeightSampler(Protocol):
    """Draws of the weights of siblings.

    Attributes
    ----------
    independent
        Whether draws are independent of one another.
    k
        K.
    """

    @property
    def independent(self) -> bool: ...

    @property
    def k(self) -> int: ...

    def draw(self, n: int) -> Array:
        """The next weights (K, n)."""
        ...


def weight_sampler(
    uncertainty: WeightUncertainty, ids: Sequence[str], shares: Mapping[str, float], seed: int, name: str = "weights"
) -> WeightSampler:
    """The sampler of the weights that `uncertainty` allows.

    Parameters
    ----------
    ids
        The criteria, in the order of the rows drawn.
    shares
        The stated weights, by id, with sum 1.
    seed, name
        What the streams are keyed by, together with the ids.

    Raises
    ------
    ImpossibleError
        No weights are allowed, or a criterion is not among `ids`.
    """
    for problem in uncertainty.problems(ids):
        raise problem
    stated = np.array([shares[id] for id in ids], dtype=float)
    named = _named(uncertainty)
    free = [k for k, id in enumerate(ids) if stated[k] > 0 or id in named]
    if len(free) == 1:
        return HeldSampler(stated)
    match uncertainty:
        case Concentrated(concentration) if concentration < _SURE:
            if concentration * stated.max() < _LEAST_SHAPE:
                return SpikyDirichletSampler(concentration, stated, ids, seed, name)
            return DirichletSampler(concentration * stated, ids, seed, name)
        case Anything():
            return DirichletSampler((stated > 0).astype(float), ids, seed, name)
        case Ordered(tiers):
            return OrderedSampler(tiers, [ids[k] for k in free], ids, seed, name)
        case Ranged():
            return _range_sampler(uncertainty, free, ids, seed, name)
    return HeldSampler(stated)


def _named(uncertainty: WeightUncertainty) -> set[str]:
    """The criteria that an order or ranges speak of."""
    match uncertainty:
        case Ordered(tiers):
            return {id for tier in tiers for id in tier}
        case Ranged(bounds):
            return set(bounds)
    return set()


def _range_sampler(ranged: Ranged, free: Sequence[int], ids: Sequence[str], seed: int, name: str) -> WeightSampler:
    percent = [ranged.bounds.get(id, (0, 100) if k in free else (0, 0)) for k, id in enumerate(ids)]
    # exact as written: Fraction(repr(0.1)) is 1/10
    region = region_of([(Fraction(repr(low)) / 100, Fraction(repr(high)) / 100) for low, high in percent])
    if not region.open:
        return HeldSampler(region.offset / region.offset.sum())
    sampler = BoxSimplexSampler if region.binding <= MOST_INDEPENDENT else HitAndRunSampler
    return sampler(region, ids, seed, name)


class HeldSampler:
    """The same weights in every draw."""

    independent = True

    def __init__(self, shares: Array) -> None:
        self.k = len(shares)
        self.shares = shares

    def draw(self, n: int) -> Array:
        """The weights (K, n), a read-only view that takes no memory."""
        return np.broadcast_to(self.shares[:, np.newaxis], (self.k, n))


class DirichletSampler:
    """Dirichlet weights with the parameters `shapes`; where one is 0, so is the weight.

    At least one parameter is 0.1 or more. Variates are drawn as in `gammas`, which states
    their error.
    """

    independent = True

    def __init__(self, shapes: Array, ids: Sequence[str], seed: int, name: str) -> None:
        self.k = len(ids)
        self.rows = np.flatnonzero(shapes)
        self.gammas = gammas(shapes[self.rows], [ids[int(k)] for k in self.rows], seed, name)

    def draw(self, n: int) -> Array:
        """The next weights (K, n)."""
        g = self.gammas.draw(n)
        g *= 1 / g.sum(axis=0)
        return _spread(g, self.rows, self.k)


class SpikyDirichletSampler:
    """Dirichlet weights of so little concentration that nearly all weight is on one criterion.

    A gamma variate of shape a is one of shape a + 1 times U^(1/a) (Marsaglia and Tsang 2000, A simple method for
    generating gamma variables), so its logarithm is finite where the variate itself would be 0: log g = log g' - E/a,
    with E exponential. Logarithms are multiplied by the concentration c, so that they stay within range for any c.
    """

    independent = True

    def __init__(self, concentration: float, shares: Array, ids: Sequence[str], seed: int, name: str) -> None:
        self.k = len(ids)
        self.concentration = concentration
        self.rows = np.flatnonzero(shares)
        self.shares = shares[self.rows]
        spiky = [ids[int(k)] for k in self.rows]
        self.gammas = gammas(concentration * self.shares + 1, spiky, seed, name)
        self.exponentials = [stream(seed, name, id, "power") for id in spiky]

    def draw(self, n: int) -> Array:
        """The next weights (K, n)."""
        log = self.concentration * np.log(self.gammas.draw(n))
        with np.errstate(over="ignore"):  # what is that far below the largest weighs nothing
            for row, rng in enumerate(self.exponentials):
                log[row] -= rng.standard_exponential(n) / self.shares[row]
            log -= log.max(axis=0)
            w = np.exp(log / self.concentration)
        w /= w.sum(axis=0)
        return _spread(w, self.rows, self.k)


class OrderedSampler:
    """Weights uniform on an order: each of a tier weighs at least as much as each of the next, and the others are free.

    Why this is exact. Let g be independent exponentials, one to a criterion; g over its sum is uniform on the
    simplex, and whether the order holds does not depend on the sum; so it is enough to draw g given that the order
    holds. The g of the J listed criteria are exchangeable: which criterion has the j-th largest is independent of the
    sorted values, every permutation being equally likely. The order holds for just those permutations that deal the
    largest values to the first tier, the next to the second and so on, each tier's among its members in any way.
    Given the order, then, the sorted values keep their law, each tier's are dealt to its members in a random order,
    and the g of free criteria are what they were.

    The sorted values need no sorting: the j-th largest of J exponentials is E[j]/j + E[j+1]/(j+1) + … + E[J]/J, with
    E independent exponentials (Rényi 1953, On the theory of order statistics).

    Parameters
    ----------
    tiers
        Ids, heaviest tier first.
    free
        Ids of all criteria that may weigh something, the listed included; the others have weight 0.
    """

    independent = True

    def __init__(
        self, tiers: Sequence[Sequence[str]], free: Sequence[str], ids: Sequence[str], seed: int, name: str
    ) -> None:
        listed = [id for tier in tiers for id in tier]
        unlisted = [id for id in free if id not in listed]
        self.k = len(ids)
        self.listed = len(listed)
        self.rows = np.array([ids.index(id) for id in (*listed, *unlisted)], dtype=np.intp)
        self.gammas = gammas(np.ones(len(self.rows)), (*listed, *unlisted), seed, name)
        self.shared: list[tuple[slice, list[np.random.Generator]]] = []  # tiers of several, each with who draws lots
        place = 0
        for tier in tiers:
            if len(tier) > 1:
                rngs = [stream(seed, name, id, "place") for id in tier]
                self.shared.append((slice(place, place + len(tier)), rngs))
            place += len(tier)

    def draw(self, n: int) -> Array:
        """The next weights (K, n)."""
        g = self.gammas.draw(n)
        for j in range(self.listed, 0, -1):
            g[j - 1] *= 1 / j
            if j < self.listed:
                g[j - 1] += g[j]
        for members, rngs in self.shared:
            _shuffle(g[members], rngs)
        g *= 1 / g.sum(axis=0)
        return _spread(g, self.rows, self.k)


def _shuffle(x: Array, rngs: Sequence[np.random.Generator]) -> None:
    """Put each column of `x` into a random order, as Fisher and Yates do: row i trades places with one of 0 .. i."""
    n = int(x.shape[1])
    for i in range(1, len(x)):
        partner = (rngs[i].random(n) * (i + 1)).astype(np.int16)
        for j in range(i):
            trade = partner == j
            x[i], x[j] = np.where(trade, x[j], x[i]), np.where(trade, x[i], x[j])


def gammas(shapes: Array, ids: Sequence[str], seed: int, name: str) -> Gammas:
    """Gamma variates of `shapes` (K,), each from the streams of its criterion."""
    return Gammas(shapes, seed, [(name, id) for id in ids])


def _spread(w: Array, rows: NDArray[np.intp], k: int) -> Array:
    """`w` (len(rows), n) in its rows among `k`, the others 0."""
    if np.array_equal(rows, np.arange(k)):
        return w
    spread = np.zeros((k, w.shape[1]))
    spread[rows] = w
    return spread


class ScenarioWeightSampler:
    """Draws of all weights of a scenario: at the top level, and down the tree of parts.

    Parameters
    ----------
    drawn
        ``file``: as uncertain as the scenario says; ``stated``: held at its weights, parts included; ``any``:
        anything at the top level, and parts as the scenario says.
    """

    def __init__(self, scenario: Contents, seed: int, drawn: WeightsDrawn = "file") -> None:
        self.k = len(scenario.leaves)
        self._criteria = scenario.criteria
        self._samplers: dict[str, WeightSampler] = {}
        self._shares = scenario.sibling_shares
        self._seed = seed
        self._held = drawn == "stated"
        self._add("", scenario.criteria, Anything() if drawn == "any" else scenario.weight_uncertainty)

    def _add(self, above: str, siblings: Sequence[Criterion], uncertainty: WeightUncertainty) -> None:
        """Make the sampler of `siblings`, and those of all parts below."""
        before = f"{above}." if above else ""
        ids = [criterion.id for criterion in siblings]
        shares = {id: self._shares[before + id] for id in ids}
        name = f"weights.{above}" if above else "weights"
        left_open = Fixed() if self._held else uncertainty
        self._samplers[above] = weight_sampler(left_open, ids, shares, self._seed, name)
        for criterion in siblings:
            if criterion.parts:
                self._add(before + criterion.id, criterion.parts, criterion.weight_uncertainty)

    @property
    def certain(self) -> bool:
        """Whether all draws are the same."""
        return all(isinstance(sampler, HeldSampler) for sampler in self._samplers.values())

    @property
    def independent(self) -> bool:
        """Whether draws are independent of one another."""
        return all(sampler.independent for sampler in self._samplers.values())

    def effective_draws(self, draws: int) -> float:
        """How many independent draws `draws` of those taken so far are worth."""
        walks = [sampler for sampler in self._samplers.values() if isinstance(sampler, HitAndRunSampler)]
        return draws * min((walk.efficiency for walk in walks), default=1.0)

    def draw(self, n: int) -> Array:
        """The next weights of the leaves (L, n), in the order of the scenario; (L,) where all draws are the same."""
        if self.certain:
            return self.draw_levels(1)[1][:, 0]
        return self.draw_levels(n)[1]

    def draw_levels(self, n: int) -> tuple[Array, Array]:
        """The next weights of the top level (T, n) and of the leaves (L, n), from the same draws."""
        top = self._samplers[""].draw(n)
        if all(not criterion.parts for criterion in self._criteria):
            return top, top
        leaves: list[Array] = []
        self._collect("", self._criteria, top, n, leaves)
        return top, np.stack(leaves)

    def _collect(self, above: str, siblings: Sequence[Criterion], w: Array, n: int, leaves: list[Array]) -> None:
        """Append to `leaves` the weights (n,) of all leaves below `siblings`, whose weights are `w`."""
        for criterion, weights in zip(siblings, w, strict=True):
            path = f"{above}.{criterion.id}" if above else criterion.id
            if criterion.parts:
                self._collect(path, criterion.parts, weights * self._samplers[path].draw(n), n, leaves)
            else:
                leaves.append(weights)
