"""The figures of a difference as they are shown: in tenths, and adding up to those at the ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from decision.analysis.difference.difference import Difference
from decision.analysis.scoring import Evaluation

_TENTH = 10  # figures are shown in tenths: of points, and of futures in 100


@dataclass(frozen=True)
class Ends:
    """A figure before and now, in tenths as it is shown."""

    old: float
    new: float


def margin_ends(found: Difference) -> Ends | None:
    """The margin that is followed, between the scores as they are shown, as in the sentence of who leads."""
    if found.margin is None or found.option is None:
        return None
    return Ends(*(_shown_margin(side, found.option) for side in (found.before, found.after)))


def chance_ends(found: Difference) -> Ends | None:
    """In how many of 100 futures the option is best that is followed."""
    if found.p_best is None:
        return None
    return Ends(_tenths(100 * found.p_best.old), _tenths(100 * found.p_best.new))


def shown_margins(found: Difference) -> list[float | None]:
    """What each item moved the margin, in points."""
    return _adding_up([share.margin for share in found.shares], margin_ends(found))


def shown_chances(found: Difference) -> list[float | None]:
    """What each item moved the chance, in futures of 100."""
    return _adding_up([100 * (share.p_best or 0.0) for share in found.shares], chance_ends(found))


def _shown_margin(side: Evaluation, option: str) -> float:
    others = [each.score for each in side.options if not each.excluded and each.id != option]
    return _tenths(_tenths(side.option(option).score) - _tenths(max(others)))


def _tenths(x: float) -> float:
    return float(f"{x:.1f}") + 0.0


def _adding_up(shares: Sequence[float | None], ends: Ends | None) -> list[float | None]:
    """Shares in tenths that sum to the difference of the ends: what rounding left over goes to those it took most from.

    (Hamilton's method.) Never to what did nothing.
    """
    if ends is None:
        return [None] * len(shares)
    exact = [_TENTH * (share or 0.0) for share in shares]
    given = [round(x) for x in exact]
    movable = [i for i, x in enumerate(exact) if x != 0]
    lacking = round(_TENTH * (ends.new - ends.old)) - sum(given)
    step = 1 if lacking > 0 else -1
    for _ in range(abs(lacking) if movable else 0):
        given[max(movable, key=lambda i: step * (exact[i] - given[i]))] += step
    return [x / _TENTH for x in given]
