"""Names that several bear, told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping


def told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """By id, each of `names`, with its id behind it where another has the same: ``Portal (v1)``."""
    apart = dict(names)
    while again := [id for id, count in _bearers(apart).items() if count > 1 and apart[id] == names[id]]:
        for id in again:
            apart[id] = f"{names[id]} ({id})"
    return apart


def _bearers(names: Mapping[str, str]) -> dict[str, int]:
    counted = Counter(names.values())
    return {id: counted[name] for id, name in names.items()}
