"""How often somebody may ask: by token where there is one, for a whole room often shares one address."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

MOST_REMEMBERED = 50_000  # keys of one limit; of more, the longest unused are forgotten


@dataclass
class _Bucket:
    left: float
    at: float


class Limit:
    """At most `burst` at once, and `rate` a second in the long run, for each key; `clock` tells seconds."""

    def __init__(self, rate: float, burst: float, clock: Callable[[], float]) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def allows(self, key: str, cost: float = 1.0) -> bool:
        """Whether one more is allowed, which is then counted."""
        bucket = self._filled(key)
        if bucket.left < max(cost, 1.0):
            return False
        bucket.left -= cost
        return True

    def spend(self, key: str) -> None:
        """Count one, whether it was allowed or not."""
        bucket = self._filled(key)
        bucket.left = max(0.0, bucket.left - 1.0)

    def _filled(self, key: str) -> _Bucket:
        now = self._clock()
        bucket = self._buckets.setdefault(key, _Bucket(self._burst, now))
        bucket.left = min(self._burst, bucket.left + self._rate * (now - bucket.at))
        bucket.at = now
        self._buckets.move_to_end(key)
        while len(self._buckets) > MOST_REMEMBERED:
            self._buckets.popitem(last=False)
        return bucket


class Guesses:
    """Wrong codes: some are mistyped, many are guessed.

    An address that has sent `BURST` wrong ones waits. When many wrong ones come from everywhere, whoever is not yet in
    a room waits for their turn too, so that however many addresses somebody has, they try a few codes a second.
    """

    BURST, RATE = 60.0, 0.1  # wrong codes of one address, and a second more
    BURST_OF_ALL, RATE_OF_ALL = 600.0, 1.0
    TURNS = 2.0  # a second, while many wrong ones come

    def __init__(self, clock: Callable[[], float]) -> None:
        self._of_address = Limit(self.RATE, self.BURST, clock)
        self._of_all = Limit(self.RATE_OF_ALL, self.BURST_OF_ALL, clock)
        self._turns = Limit(self.TURNS, self.TURNS, clock)

    def may_try(self, address: str) -> bool:
        """Whether a code may be tried now, right or wrong."""
        if not self._of_address.allows(address, 0.0):
            return False
        return self._of_all.allows("", 0.0) or self._turns.allows("")

    def wrong(self, address: str) -> None:
        """A code was wrong."""
        self._of_address.spend(address)
        self._of_all.spend("")
