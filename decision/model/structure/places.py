"""Places in a row."""

from __future__ import annotations

from typing import TypeVar

Thing = TypeVar("Thing")


def moved(things: tuple[Thing, ...], at: int, by: int) -> tuple[Thing, ...]:
    """`things` with the one in place `at` moved `by` places towards the end, and no further than to either end."""
    others = [*things[:at], *things[at + 1 :]]
    others.insert(max(0, min(at + by, len(others))), things[at])
    return tuple(others)
