"""What evaluators gave and agreed on follows the ratings it names, or goes with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from decision.model.evaluation import Consensus, Evaluation

Follow = Callable[[str], str | None]  # a cell to what it is called afterwards; None if it is gone


def evaluations_followed(evaluations: tuple[Evaluation, ...], follow: Follow) -> tuple[Evaluation, ...]:
    """The evaluations with every cell called as `follow` says; one with no rating left stays, for what was declared."""
    return tuple(_followed(each, follow) for each in evaluations)


def consensus_followed(consensus: Mapping[str, Consensus], follow: Follow) -> dict[str, Consensus]:
    """What was agreed, with every cell called as `follow` says."""
    named = ((follow(cell), agreed) for cell, agreed in consensus.items())
    return {cell: agreed for cell, agreed in named if cell is not None}


def _followed(evaluation: Evaluation, follow: Follow) -> Evaluation:
    ratings = {to: score for cell, score in evaluation.ratings.items() if (to := follow(cell)) is not None}
    moderated = [replace(each, of=to) for each in evaluation.moderated if (to := follow(each.of)) is not None]
    return replace(evaluation, ratings=ratings, moderated=tuple(moderated))
