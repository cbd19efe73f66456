"""Switching points of what all options share: from how many patients on another option leads.

Throughout this module
    x  is the figure: of a driver its number in year 1, a rate of exchange, inflation
    d  is the margin, the leader's expected score less the best of the others', given x and weights as they stand

d is a function of x that bends at the thresholds of tiers and jumps at steps, and may have several zeros. It is
worked out on a grid that reaches far beyond what is believed of x, and at all thresholds; where its sign changes, the
crossing is enclosed by halving. What counts is where the leader is first nearest to what is expected, and the crossings
on either side of it; which share of the futures lies beyond them follows from the law of x, exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from decision.analysis.scoring import TIE
from decision.analysis.sensitivity.tornado import TornadoBar, bar_of
from decision.analysis.shared_beliefs import SharedBeliefs, SharedInput, shared_inputs
from decision.analysis.standing import Standing
from decision.model.distribution import Z90
from decision.model.expectation.above import above
from decision.model.expectation.latent import at_latent

Array = NDArray[np.float64]

_POINTS = 257
_FURTHEST = 10.0  # times what is expected, or what lies beyond all but one future in a thousand
_RARE = 3.09  # standard deviations: one in a thousand
_HALVINGS = 40


@dataclass(frozen=True)
class SharedSwitch:
    """Where the leader changes as one thing that all options share moves, all else as it is expected.

    Attributes
    ----------
    input
        ``drivers.active_patients``, ``exchange.EUR`` or ``inflation``.
    figure
        What moves of it: ``drivers.active_patients.now``, in its unit.
    expected
        What is expected of the figure.
    low, high
        The leader is first from `low` to `high`, both in the unit; None where nothing beyond changes it, as far as was
        looked. What is expected lies between, unless the leader would not be first were it known: then this is what is
        nearest to it. Where the leader is first nowhere, both are what is expected.
    low_to, high_to
        Who takes over below and above.
    chance_low, chance_high
        The share of the futures in which the figure lies below `low`, and above `high`.
    searched
        Between which figures it was looked for.
    """

    input: str
    figure: str
    expected: float
    low: float | None
    high: float | None
    low_to: str | None
    high_to: str | None
    chance_low: float
    chance_high: float
    searched: tuple[float, float]

    @property
    def likeliest(self) -> float:
        """The share of the futures beyond that end beyond which more of them lie."""
        return max(self.chance_low, self.chance_high)

    def to_dict(self) -> dict[str, Any]:
        """The figures as the JSON of the command line."""
        return dict(vars(self)) | {"searched": list(self.searched)}


def shared_switches(standing: Standing) -> tuple[SharedSwitch, ...]:
    """Those of every shared input on which a plan of a ranked option hangs; none where fewer than two are ranked."""
    if standing.runner_up is None:
        return ()
    beliefs = SharedBeliefs(standing)
    return tuple(_switch(standing, beliefs, each) for each in shared_inputs(standing))


def shared_bars(standing: Standing) -> list[TornadoBar]:
    """Bars of the tornado: the lead with each uncertain shared figure at its P10 and at its P90."""
    if standing.runner_up is None:
        return []
    beliefs, bars = SharedBeliefs(standing), []
    for each in shared_inputs(standing):
        if each.figures:
            low, high = at_latent(each.law, np.array([-Z90, Z90])).tolist()
            if low < high:
                scores = beliefs.scores({each.main: np.array([low, high])})
                bars.append(bar_of(standing, None, each.path, (low, high), scores.T))
    return bars


def _switch(standing: Standing, beliefs: SharedBeliefs, shared: SharedInput) -> SharedSwitch:
    expected = float(shared.estimate.expected)
    grid = _grid(beliefs, shared, expected)
    others = list(standing.others)

    def margins(x: Array) -> Array:
        scores = beliefs.scores({shared.main: x})
        return np.asarray(scores[standing.leader] - scores[others].max(axis=0))

    def taker(x: float) -> str:
        scores = beliefs.scores({shared.main: np.array([x])})[others, 0]
        return standing.options[others[int(scores.argmax())]].id

    behind = margins(grid) < -TIE
    low: tuple[float, str] | None = None
    high: tuple[float, str] | None = None
    if behind.all():  # it leads by what lies between: averages over x are no score at any x
        low = high = (expected, taker(expected))
    else:
        home = int(np.where(behind, np.inf, np.abs(grid - expected)).argmin())
        below, beyond = np.flatnonzero(behind[:home])[-1:], home + 1 + np.flatnonzero(behind[home + 1 :])[:1]
        for i in below.tolist():
            inside, outside = _halved(margins, float(grid[i + 1]), float(grid[i]))
            low = inside, taker(outside)
        for i in beyond.tolist():
            inside, outside = _halved(margins, float(grid[i - 1]), float(grid[i]))
            high = inside, taker(outside)
    return SharedSwitch(
        input=shared.path,
        figure=shared.main,
        expected=expected,
        low=None if low is None else low[0],
        high=None if high is None else high[0],
        low_to=None if low is None else low[1],
        high_to=None if high is None else high[1],
        chance_low=0.0 if low is None else 1 - above(shared.law, low[0]),
        chance_high=0.0 if high is None else above(shared.law, high[0]),
        searched=(float(grid[0]), float(grid[-1])),
    )


def _grid(beliefs: SharedBeliefs, shared: SharedInput, expected: float) -> Array:
    """Figures (G,), ascending, on which the margin is worked out: what is expected and all thresholds among them."""
    low, high = at_latent(shared.law, np.array([-_RARE, _RARE])).tolist()
    if (shared.path.startswith("drivers.") and shared.main.endswith(".now")) or shared.path.startswith("exchange."):
        low, high = 0.0, _FURTHEST * max(expected, high)
        if shared.path.startswith("exchange."):
            low = min(expected, high / _FURTHEST) / _FURTHEST
        near = np.concatenate([np.linspace(low, 2 * expected, _POINTS), np.linspace(2 * expected, high, _POINTS)])
    else:  # a share a year
        low, high = max(-0.5, min(low, expected) - 0.5), max(high, expected) + 0.5
        near = np.linspace(low, high, 2 * _POINTS)
    thresholds = [x for x in beliefs.thresholds(shared) if low < x < high]
    return np.unique(np.concatenate([near, [expected], thresholds]))


def _halved(margins: Any, inside: float, outside: float) -> tuple[float, float]:
    """Figures next to each other between these two, of which the leader is first at one and not at the other."""
    for _ in range(_HALVINGS):
        middle = (inside + outside) / 2
        if margins(np.array([middle]))[0] < -TIE:
            outside = middle
        else:
            inside = middle
    return inside, outside
