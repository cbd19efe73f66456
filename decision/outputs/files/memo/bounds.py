"""How much of a decision a memo has room for: what matters first, and where the rest stands.

With these a decision of 30 options and 60 criteria has three pages, as one of 3 and 6 has.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from decision.analysis.scoring import OptionScore
from decision.outputs.files.material import Material
from decision.outputs.words.memo import spoken_for

MOST_OPTIONS = 8  # that have a line of their own
MOST_DRAWN = 5  # options in a chart
MOST_CRITERIA = 8  # at the top, that have a line of their own
MOST_ROWS = 6  # of what is expected, of requirements not shown, of conditions, of what rooms settled
MOST_BARS = 5  # of what single figures do to the lead

Each = TypeVar("Each")


def first_of(material: Material, ranked: Sequence[Each], ids: Sequence[str], most: int) -> tuple[Each, ...]:
    """The first `most` of `ranked`, whose ids these are; the one that the memo speaks of is among them."""
    chosen = spoken_for(material.scenario, material.figures.evaluation)
    if chosen not in ids[most:]:
        return tuple(ranked[:most])
    return (*ranked[: most - 1], ranked[ids.index(chosen)])


def first_options(material: Material, most: int = MOST_OPTIONS) -> tuple[OptionScore, ...]:
    """The options that are told of, best first."""
    order = material.figures.evaluation.in_rank_order
    return first_of(material, order, [each.id for each in order], most)


def rest_in_words(total: int, told: int, what: str = "options") -> str:
    """Where those stand that a memo has no room for; empty where there are none."""
    return "" if total <= told else f"The comparison has the other {total - told} {what}."
