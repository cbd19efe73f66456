"""The rules there are, in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from decision.gate.answer_rules import leader_is_as_decided, p_best_is_high_enough
from decision.gate.case import Case
from decision.gate.evidence_rules import evidence_is_recent, ratings_have_reasons, requirements_are_shown
from decision.gate.finding import Found
from decision.gate.record_rules import nothing_reopens_it, review_is_not_due
from decision.gate.weight_rules import weights_follow_ranges, weights_were_set_first
from decision.model.checks import USUAL_LEVELS, Level
from decision.model.errors import choice

Needs = Literal["", "a base", "a recorded decision"]


@dataclass(frozen=True)
class Rule:
    """One rule.

    Attributes
    ----------
    key
        What the model calls it; see `decision.model.checks.USUAL_LEVELS`.
    about
        What it asks, as a sentence about what is found.
    find
        What is found of a decision; nothing where all is as it should be.
    needs
        Without what it cannot be asked.
    """

    key: str
    about: str
    find: Callable[[Case], Iterator[Found]]
    needs: Needs = ""

    @property
    def name(self) -> str:
        """As people write it."""
        return self.key.replace("_", "-")

    @property
    def usual_level(self) -> Level:
        """How much it counts where nobody says."""
        return USUAL_LEVELS[self.key]


VALID = "valid"
VALID_ABOUT = "A file has faults, so that there is no decision to be checked."

RULES = (
    Rule("leader", "Another option leads than was decided for.", leader_is_as_decided, "a recorded decision"),
    Rule("min_p_best", "P(best) of the leader is below its floor.", p_best_is_high_enough),
    Rule(
        "reasons",
        "A rating that could change the leader has no reason, or only an assumption behind it.",
        ratings_have_reasons,
    ),
    Rule("requirements", "It is not shown that an option meets a requirement.", requirements_are_shown),
    Rule("evidence_age", "What a rating rests on is older than its limit.", evidence_is_recent),
    Rule(
        "weight_after_range",
        "The range of a criterion was changed, and its weight, which is for that range, was not.",
        weights_follow_ranges,
        "a base",
    ),
    Rule(
        "weights_after_ratings",
        "Weights were changed after ratings were known, so that they may have been chosen for the result.",
        weights_were_set_first,
        "a base",
    ),
    Rule(
        "review_by",
        "The day by which the decision is to be looked at again has passed.",
        review_is_not_due,
        "a recorded decision",
    ),
    Rule("trigger", "Something came that was said to reopen the decision.", nothing_reopens_it, "a recorded decision"),
)


def key_of(name: str) -> str:
    """The key of the rule that people call `name`; raises ValueError, with the nearest there is, if there is none."""
    key = name.replace("-", "_")
    if key not in USUAL_LEVELS:
        raise ValueError(f"{name} is not a rule; {choice(name, [rule.name for rule in RULES])}")
    return key
