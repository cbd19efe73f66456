"""What changed between two decisions, as data: the waterfall from the old margin to the new, and the JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from decision.analysis.difference.changes import Change
from decision.analysis.difference.difference import Difference, Share, Turn
from decision.analysis.scoring import Evaluation
from decision.outputs.words.adding_up import shown_chances, shown_margins
from decision.outputs.words.changes import Told, change_in_words, item_in_words


@dataclass(frozen=True)
class Step:
    """One item of the waterfall: what it is, and what it moved, in tenths that add up as they are shown.

    `margin` is in points and `chance` in futures of 100; None where they are not followed.
    """

    told: Told
    margin: float | None
    chance: float | None
    margin_error: float
    chance_error: float


def steps(found: Difference) -> list[Step]:
    """The items in the order of the result, with figures that add up to those at the ends, as these are shown."""
    margins, chances = shown_margins(found), shown_chances(found)
    return [
        Step(item_in_words(found, share), margin, chance, share.margin_error, 100 * share.p_best_error)
        for share, margin, chance in zip(found.shares, margins, chances, strict=True)
    ]


def difference_data(found: Difference) -> dict[str, Any]:
    """The result as the JSON of the command line."""
    return {
        "same": found.is_same,
        "moved": found.moved,
        "version": found.version,
        "old": _side(found.before),
        "new": _side(found.after),
        "option": found.option,
        "margin": None if found.margin is None else {"old": found.margin.old, "new": found.margin.new},
        "p_best": None
        if found.p_best is None
        else {
            "old": found.p_best.old,
            "new": found.p_best.new,
            "old_se": found.p_best.old_error,
            "new_se": found.p_best.new_error,
        },
        "changes": [_share(found, share) for share in found.shares],
        "other_changes": [_change(found, change) for change in found.said],
        "turn": _turn(found.turn),
        "method": "exact" if found.orders is None else "sampled",
        "orders": found.orders,
        "told_apart": found.apart,
        "weights_drawn": found.weights_drawn,
        "draws": found.draws,
        "seed": found.seed,
    }


def _side(side: Evaluation) -> dict[str, Any]:
    return {
        "title": side.title,
        "fingerprint": side.fingerprint,
        "leader": side.leader,
        "joint_leaders": list(side.joint_leaders),
        "margin": side.margin,
    }


def _share(found: Difference, share: Share) -> dict[str, Any]:
    return {
        "changes": [_change(found, change) for change in share.changes],
        "margin": share.margin,
        "margin_se": None if share.margin is None else share.margin_error,
        "p_best": share.p_best,
        "p_best_se": None if share.p_best is None else share.p_best_error,
    }


def _change(found: Difference, change: Change) -> dict[str, Any]:
    told = change_in_words(found, change)
    return {"kind": change.kind, "at": change.at, "what": told.label, "old": told.was or None, "new": told.now or None}


def _turn(turn: Turn | None) -> dict[str, Any] | None:
    """By their places among the changes, those that turned the lead."""
    if turn is None:
        return None
    return {"alone": list(turn.alone), "needed": list(turn.needed), "together": list(turn.together)}
