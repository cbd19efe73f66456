"""Shapley shares: how much each of several changes did, which add up to what all of them did.

Throughout this module
    i  is an item      0 .. I-1
    S  is a set of items, as the bits of a whole number
    v  is a worth of sets: an array (G,) for each S, G figures at once

The share of i is the mean, over all orders in which the items could be made, of what v gains when i is (Shapley 1953,
A value for n-person games). Of up to `MOST_EXACT` items all sets are looked at. Of more, orders are drawn (Castro,
Gómez and Tejada 2009, Polynomial calculation of the Shapley value based on sampling), each beside its reverse, in which
what comes early comes late (antithetic pairs: Mitchell, Cooper, Frank and Holmes 2022, Sampling permutations for
Shapley value estimation). Shares of one order add up to the whole, and so does their mean.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Worth = Callable[[int], Array]

MOST_EXACT = 10
_MOST_SETS = 2_000  # that sampling looks at, or a few orders if those are more
_FEWEST_PAIRS, _MOST_PAIRS = 4, 128


@dataclass(frozen=True)
class Shares:
    """Shares (I, G) and their standard errors (I, G): 0 where they are exact, and `orders` None, else how many."""

    shares: Array
    errors: Array
    orders: int | None = None


def shapley(items: int, worth: Worth, rng: np.random.Generator) -> Shares:
    """The shares of `items` in `worth`: exact for up to `MOST_EXACT`, from orders drawn with `rng` for more."""
    if items <= MOST_EXACT:
        shares = exact(items, worth)
        return Shares(shares, np.zeros_like(shares))
    pairs = min(_MOST_PAIRS, max(_FEWEST_PAIRS, _MOST_SETS // (2 * items)))
    return sampled(items, worth, pairs, rng)


def exact(items: int, worth: Worth) -> Array:
    """Shares (I, G) from all sets: sum over S without i of |S|! (I - |S| - 1)! / I! · (v(S and i) - v(S))."""
    v = np.array([worth(made) for made in range(1 << items)])
    every = np.arange(1 << items)
    sizes = np.array([made.bit_count() for made in every.tolist()])
    weight = np.array([1 / (items * math.comb(items - 1, size)) for size in range(items)])
    shares = []
    for i in range(items):
        without = every[(every >> i) & 1 == 0]
        shares.append(weight[sizes[without]] @ (v[without | 1 << i] - v[without]))
    return np.array(shares).reshape(items, v.shape[1])


def sampled(items: int, worth: Worth, pairs: int, rng: np.random.Generator) -> Shares:
    """Shares (I, G) from `pairs` of orders, at least 2, the second of a pair being the first reversed."""
    found = []
    for _ in range(pairs):
        order = rng.permutation(items).tolist()
        found.append((_gains(order, worth) + _gains(order[::-1], worth)) / 2)
    by_pair = np.array(found)
    return Shares(by_pair.mean(axis=0), by_pair.std(axis=0, ddof=1) / math.sqrt(pairs), 2 * pairs)


def _gains(order: list[int], worth: Worth) -> Array:
    """What v gains (I, G) when each item is made, in this order."""
    made, before = 0, worth(0)
    gains = np.empty((len(order), len(before)))
    for i in order:
        made |= 1 << i
        after = worth(made)
        gains[i] = after - before
        before = after
    return gains
