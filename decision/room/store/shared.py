"""The one store of this process, made when it is first asked for."""

from __future__ import annotations

import threading

from decision.room.store.engine import from_environment
from decision.room.store.rooms import Store

_making = threading.Lock()
_made: list[Store] = []


def the_store() -> Store:
    """The rooms of this process; raises StoreError, with what to do, if the database cannot be had."""
    with _making:
        if not _made:
            _made.append(Store(from_environment()))
        return _made[0]


def close_the_store() -> None:
    """Let the database go, if it was ever asked for; the next who asks opens it anew."""
    with _making:
        if _made:
            _made.pop().close()
