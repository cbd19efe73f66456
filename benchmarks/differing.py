"""What each change did, timed beside simulating both sides with as many draws."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from benchmarks.measure import Ratio, ratio
from decision.analysis.difference.difference import DRAWS, difference
from decision.analysis.simulation.simulation import simulate
from decision.files.reader import load
from decision.model.estimate import ThreePoint
from decision.model.rating import Rating
from decision.model.scenario import Scenario

_EXAMPLE = "scenarios/health-centre-portal.yaml"
_PROMISED = {3: 2.0, 10: 8.0}  # times both simulations: all 8 and all 1,024 sets of changes; 16 are sampled
_OF_SAMPLED = 20.0


def ratios() -> Iterator[Ratio]:
    old = load(_EXAMPLE)
    for count in (3, 10, 16):
        new = _changed(old, count)
        yield ratio(
            f"shares of {count} changes, the example, {DRAWS:,} draws",
            partial(difference, old, new),
            "simulate of both sides",
            partial(_both, old, new),
            _PROMISED.get(count, _OF_SAMPLED),
        )


def _both(old: Scenario, new: Scenario) -> None:
    simulate(old, DRAWS)
    simulate(new, DRAWS)


def _changed(scenario: Scenario, count: int) -> Scenario:
    """So many changes: weights first, then ratings of all options in turn."""
    changed = scenario
    tops = [top for top in scenario.criteria if top.id != "cost"]
    weights = [(top.id, (top.weight or 0.0) + 3 + place) for place, top in enumerate(tops[:2])]
    changed = scenario.with_weights(dict(weights))
    cells = [(option.id, path) for path in scenario.leaves if path != "cost" for option in scenario.options]
    for place, (option, path) in enumerate(cells[: count - len(weights)]):
        low, high = (3.0, 24.0) if path == "time_to_launch" else (0.0, 10.0)
        mode = low + (high - low) * (0.3 + 0.03 * place)
        changed = changed.with_rating(option, path, Rating(ThreePoint(low, mode, high)))
    return changed
