"""The shape of what a file asks to be checked for, format 1."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal

from pydantic import Field

from decision.files.kinds import Document, Number, WholeNumber
from decision.model.checks import MOST_DAYS, USUAL_LEVELS, Checks, Level

LevelWord = Literal["error", "warning", "off"]

LEVEL_KEYS: Mapping[str, str] = MappingProxyType(
    {rule: "min_p_best_level" if rule == "min_p_best" else rule for rule in USUAL_LEVELS}
)
"""By rule, the key under which a file says how much it counts: the floor of P(best) has its rule's own name."""


class ChecksDocument(Document):
    """What `check` asks of the decision. No score uses it."""

    min_p_best: Number | None = Field(
        None,
        ge=0,
        le=1,
        description="The least P(best) that the leader may have, 0 to 1.",
        json_schema_extra={"minimum": 0, "maximum": 1},
    )
    min_p_best_level: LevelWord | None = Field(None, description="How much it counts that P(best) is less.")
    evidence_age_days: WholeNumber | None = Field(
        None,
        ge=0,
        le=MOST_DAYS,
        description="How many days old what ratings rest on may be.",
        json_schema_extra={"minimum": 0, "maximum": MOST_DAYS},
    )
    evidence_age: LevelWord | None = Field(None, description="How much it counts that what a rating rests on is older.")
    leader: LevelWord | None = Field(None, description="How much it counts that another option leads than was chosen.")
    reasons: LevelWord | None = Field(
        None, description="How much it counts that a rating that could change the leader has no reason."
    )
    requirements: LevelWord | None = Field(None, description="How much it counts that a requirement is not shown.")
    weight_after_range: LevelWord | None = Field(
        None, description="How much it counts that a range was changed and its weight was not."
    )
    weights_after_ratings: LevelWord | None = Field(
        None, description="How much it counts that weights were changed after ratings were known."
    )
    review_by: LevelWord | None = Field(None, description="How much it counts that the day of review has passed.")
    trigger: LevelWord | None = Field(
        None, description="How much it counts that something came that was said to reopen the decision."
    )


def checks_of(document: ChecksDocument) -> Checks:
    """What a decision asks to be checked for."""
    said = {rule: getattr(document, key) for rule, key in LEVEL_KEYS.items()}
    return Checks(
        document.min_p_best,
        document.evidence_age_days,
        {rule: Level(word) for rule, word in said.items() if word is not None},
    )


def checks_document(checks: Checks) -> dict[str, Any]:
    """The same as a part of a document, in the order of the format."""
    said: dict[str, Any] = {"min_p_best": checks.min_p_best, "evidence_age_days": checks.evidence_age_days}
    said |= {LEVEL_KEYS[rule]: str(level) for rule, level in checks.levels.items()}
    return {key: said[key] for key in ChecksDocument.model_fields if said.get(key) is not None}
