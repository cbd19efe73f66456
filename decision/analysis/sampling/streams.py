"""Named streams of random numbers: what is drawn for one thing never depends on what else there is."""

from __future__ import annotations

import hashlib

import numpy as np


def stream(seed: int, *names: str) -> np.random.Generator:
    """The generator for the thing called `names`, such as an option's id and a criterion's.

    The same seed and names give the same numbers whatever else is drawn, so that another option or criterion
    changes nobody's draws (common random numbers). The names are hashed into the spawn key of a
    `numpy.random.SeedSequence`, which is made for many independent streams; 0 is a seed.
    """
    digest = _digest(names)
    spawn_key = tuple(int.from_bytes(digest[place : place + 4], "little") for place in range(0, 32, 4))
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence(seed, spawn_key=spawn_key)))


def key(seed: int, *names: str) -> int:
    """A number of 64 bits for the thing called `names`, for functions that need no stream."""
    return int.from_bytes(_digest((str(seed), *names))[:8], "little")


def _digest(names: tuple[str, ...]) -> bytes:
    return hashlib.sha256("\x1f".join(names).encode("utf-8")).digest()
