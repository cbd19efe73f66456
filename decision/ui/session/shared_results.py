"""Results that are worked out once for all visitors who ask the same question.

A result is remembered under what it follows from: the fingerprint of a scenario and some numbers. Who asks while
another works it out waits for that; who leaves stops working, and the next one who waits takes over.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from decision.analysis.stopping import go_on
from decision.ui.session.visitors import visitor, work_for

Result = TypeVar("Result")

_LOOK = 0.1  # seconds between two looks at whether a visitor who waits is still there


class SharedResults(Generic[Result]):
    """Results by what they follow from, those used last, within bounds; for several threads at once.

    Parameters
    ----------
    most
        How many are kept.
    size, most_size
        How large a result is, and how much all that are kept may come to; the one made last is kept whatever its size.
    one_at_a_time
        Whether to work out only one at once, for such as take much memory meanwhile.
    """

    def __init__(
        self,
        most: int,
        size: Callable[[Result], int] = lambda _: 0,
        most_size: int = 0,
        *,
        one_at_a_time: bool = False,
    ) -> None:
        self._most, self._size, self._most_size = most, size, most_size
        self._kept: OrderedDict[Hashable, Result] = OrderedDict()
        self._total = 0
        self._making: set[Hashable] = set()
        self._changed = threading.Condition()
        self._alone = one_at_a_time

    def get(self, key: Hashable, make: Callable[[], Result], waiting: Callable[[], None] = lambda: None) -> Result:
        """The result that follows from `key`, made by `make` unless it is known.

        `waiting` is called now and then while another makes it.

        Raises
        ------
        StoppedError
            The visitor has left, or it took too long.
        """
        with self._changed:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        with work_for(visitor()):
            return self._wait_or_make(key, make, waiting)

    def knows(self, key: Hashable) -> bool:
        """Whether `get` would answer at once."""
        return key in self._kept

    def clear(self) -> None:
        """Forget everything."""
        with self._changed:
            self._kept.clear()
            self._total = 0

    def _wait_or_make(self, key: Hashable, make: Callable[[], Result], waiting: Callable[[], None]) -> Result:
        with self._changed:
            while key in self._making or (self._alone and self._making and key not in self._kept):
                self._changed.wait(_LOOK)
                go_on()
                waiting()
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            self._making.add(key)
        try:
            made = make()
            with self._changed:
                self._keep(key, made)
        finally:
            with self._changed:
                self._making.discard(key)
                self._changed.notify_all()
        return made

    def _keep(self, key: Hashable, made: Result) -> None:
        self._kept[key] = made
        self._total += self._size(made)
        while len(self._kept) > 1 and (len(self._kept) > self._most or self._total > self._most_size > 0):
            _, forgotten = self._kept.popitem(last=False)
            self._total -= self._size(forgotten)
