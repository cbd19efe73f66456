"""Pairs of dependence that follow what they name, or go with it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from decision.model.contents import Dependence
from decision.model.scenario import Scenario
from decision.model.uncertain_figures import figures_behind


def uncertain_ratings(scenario: Scenario) -> Iterator[str]:
    """The ratings that a pair can join, such as ``build.cost``: something about them is uncertain."""
    for option in scenario.options:
        for path in scenario.leaves:
            if any(True for _ in figures_behind(option.ratings[path].estimate, "")):
                yield f"{option.id}.{path}"


def is_within(name: str, whole: str) -> bool:
    """Whether a dotted name is `whole`, or something below it."""
    return name == whole or name.startswith(whole + ".")


def without_pairs_of(dependence: Dependence, gone: Collection[str]) -> Dependence:
    """What is left when all that `gone` names is taken away: options, or ratings such as ``buy.cost``."""
    return replace(
        dependence,
        pairs=tuple(
            pair for pair in dependence.pairs if not any(is_within(end, name) for end in pair[:2] for name in gone)
        ),
    )


def with_pairs_moved(dependence: Dependence, moves: dict[str, str]) -> Dependence:
    """The pairs with every name in `moves`, and what is below it, called by its new name."""

    def follow(end: str) -> str:
        return next((new + end[len(old) :] for old, new in moves.items() if is_within(end, old)), end)

    return replace(dependence, pairs=tuple((follow(one), follow(other), r) for one, other, r in dependence.pairs))
