"""What changed between two decisions, and how much each change did to the lead.

The lead is followed of one option: the one that leads now, where it is ranked on both sides, else the one that led. Its
margin is its expected score less that of the best other, negative where another is ahead; its P(best) is the share of
draws in which it is first. Both go from the old decision to the new one by Shapley shares of the changes (`shapley`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from decision.analysis.difference.changes import Change, changes_between
from decision.analysis.difference.mixture import Mixture
from decision.analysis.difference.shapley import MOST_EXACT, Shares, shapley
from decision.analysis.difference.standings import Standings
from decision.analysis.sampling.streams import stream
from decision.analysis.sampling.weights import WeightsDrawn
from decision.analysis.scoring import Evaluation, evaluate
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from decision.version import __version__

DRAWS = 10_000

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Moved:
    """A figure before and after, and its standard error at either end."""

    old: float
    new: float
    old_error: float = 0.0
    new_error: float = 0.0

    @property
    def by(self) -> float:
        """How far it moved."""
        return self.new - self.old


@dataclass(frozen=True)
class Share:
    """What one item did: its changes, and its shares with their standard errors, 0 where they are exact.

    `changes` are several where they can only be made together. `margin` is None where no margin is followed, `p_best`
    where nothing leads on either side.
    """

    changes: tuple[Change, ...]
    margin: float | None = None
    p_best: float | None = None
    margin_error: float = 0.0
    p_best_error: float = 0.0


@dataclass(frozen=True)
class Turn:
    """Why another option leads.

    Attributes
    ----------
    alone
        Items each of which would have turned the lead by itself, as places among the shares.
    needed
        Items without each of which it would not have turned.
    together
        The fewest items that turn it, where none does alone and all sets were looked at; else empty.
    """

    alone: tuple[int, ...] = ()
    needed: tuple[int, ...] = ()
    together: tuple[int, ...] = ()


@dataclass(frozen=True)
class Difference:
    """What changed from `old` to `new`.

    Attributes
    ----------
    option
        Whose lead is followed; None where nothing leads on either side, or nothing is scored differently.
    margin, p_best
        How it stands before and after; None as in `Share`.
    shares
        Of all changes that are scored, the largest first: they add up to how far the figures moved.
    said
        The changes from which no score follows.
    orders
        How many orders the shares were counted in; None where they are exact.
    turn
        None where the same option leads.
    apart
        Whether the changes could be told apart; where not, all that are scored are one item.
    weights_drawn
        How uncertain weights were for P(best), as for `simulate`.
    """

    old: Scenario
    new: Scenario
    before: Evaluation
    after: Evaluation
    draws: int
    seed: int
    version: str
    option: str | None
    margin: Moved | None
    p_best: Moved | None
    shares: tuple[Share, ...]
    said: tuple[Change, ...]
    orders: int | None
    turn: Turn | None
    apart: bool = True
    weights_drawn: WeightsDrawn = "file"

    @property
    def is_same(self) -> bool:
        """Whether nothing changed at all."""
        return not self.shares and not self.said

    @property
    def moved(self) -> bool:
        """Whether anything that is scored changed."""
        return bool(self.shares)


def difference(
    old: Scenario, new: Scenario, draws: int = DRAWS, seed: int | None = None, *, weights: WeightsDrawn = "file"
) -> Difference:
    """What changed from `old` to `new`, and what each change did to the lead.

    Parameters
    ----------
    draws
        For P(best), the same on both sides.
    seed
        Where its random numbers begin; by default where those of `new` do.
    weights
        How uncertain weights are for P(best), as for `simulate`.

    Raises
    ------
    DecisionError
        The score of one side is too far out to compute with.
    """
    seed = new.simulation.seed if seed is None else seed
    before, after = evaluate(old), evaluate(new)
    changes = changes_between(old, new)
    said = tuple(change for change in changes if not change.scored)
    scored = [change for change in changes if change.scored]
    option, has_margin = _followed(before, after)
    apart, found = True, _Found()
    if scored:
        try:
            found = _work_out(Standings(Mixture(old, new, scored), draws, seed, weights), option, has_margin=has_margin)
        except DecisionError:  # a decision in between cannot be computed; both ends can
            apart = False
            mixture = Mixture(old, new, scored, apart=False)
            found = _work_out(Standings(mixture, draws, seed, weights), option, has_margin=has_margin)
    return Difference(
        old, new, before, after, draws, seed, __version__, option if scored else None, found.margin, found.p_best,
        found.shares, said, found.orders, found.turn, apart, weights,
    )  # fmt: skip


@dataclass(frozen=True)
class _Found:
    margin: Moved | None = None
    p_best: Moved | None = None
    shares: tuple[Share, ...] = ()
    orders: int | None = None
    turn: Turn | None = None


def _followed(before: Evaluation, after: Evaluation) -> tuple[str | None, bool]:
    """Whose lead is followed, and whether its margin can be: it and another are ranked on both sides."""
    ranked, ranked_now = ({each.id for each in side.options if not each.excluded} for side in (before, after))
    if min(len(ranked), len(ranked_now)) > 1:
        for option in (after.leader, before.leader):
            if option in ranked and option in ranked_now:
                return option, True
    return after.leader if after.leader is not None else before.leader, False


def _work_out(standings: Standings, option: str | None, *, has_margin: bool) -> _Found:
    items, whole = standings.mixture.items, standings.mixture.whole
    if option is None:
        return _Found(shares=tuple(Share(item) for item in items))

    def worth(made: int) -> Array:
        margin = standings.margin(made, option) if has_margin else 0.0
        return np.array([margin, standings.p_best(made, option)])

    found = shapley(len(items), worth, stream(standings.seed, "difference"))
    (margin, p_best), (margin_now, p_best_now) = worth(0), worth(whole)
    order = _by_size(found)
    turn = _turn(standings)
    return _Found(
        Moved(float(margin), float(margin_now)) if has_margin else None,
        Moved(float(p_best), float(p_best_now), *(_error(p, standings.draws) for p in (p_best, p_best_now))),
        tuple(
            Share(
                items[i],
                float(found.shares[i, 0]) if has_margin else None,
                float(found.shares[i, 1]),
                float(found.errors[i, 0]),
                float(found.errors[i, 1]),
            )
            for i in order
        ),
        found.orders,
        None if turn is None else _renumbered(turn, order),
    )


def _by_size(found: Shares) -> list[int]:
    """The items, those that did most first."""
    return sorted(range(len(found.shares)), key=lambda i: (-abs(found.shares[i, 0]), -abs(found.shares[i, 1]), i))


def _error(p: float, draws: int) -> float:
    return float(np.sqrt(max(0.0, p * (1 - p)) / draws))


# --- the turn -------------------------------------------------------------------------------------------------------


def _turn(standings: Standings) -> Turn | None:
    """Which items turned the lead, by their numbers in the mixture."""
    items, whole = len(standings.mixture.items), standings.mixture.whole
    was, now = standings.leader(0), standings.leader(whole)
    if was == now:
        return None
    alone = tuple(i for i in range(items) if standings.leader(1 << i) != was)
    needed = tuple(i for i in range(items) if standings.leader(whole & ~(1 << i)) == was)
    together: tuple[int, ...] = ()
    if not alone and items <= MOST_EXACT:
        turned = (made for made in sorted(range(1 << items), key=int.bit_count) if standings.leader(made) != was)
        fewest = next(turned)
        together = tuple(i for i in range(items) if fewest >> i & 1)
    return Turn(alone, needed, together)


def _renumbered(turn: Turn, order: list[int]) -> Turn:
    place = {i: n for n, i in enumerate(order)}
    return Turn(*(tuple(sorted(place[i] for i in which)) for which in (turn.alone, turn.needed, turn.together)))
