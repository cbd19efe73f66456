"""Requirements: what an option must meet, whatever it scores."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from decision.model.fingerprint import RemembersItsText


class Verdict(StrEnum):
    """Whether an option meets a requirement. Only `FAIL` excludes it."""

    PASS = "pass"
    FAIL = "fail"
    NOT_SHOWN = "not_shown"


@dataclass(frozen=True)
class Requirement(RemembersItsText):
    """A mandatory condition, with what would show that it is met."""

    id: str
    text: str
    evidence: str = ""
    basis: str = ""
    test: str = ""
    source: str = ""


@dataclass(frozen=True)
class RequirementResult:
    """How an option stands on one requirement."""

    verdict: Verdict = Verdict.NOT_SHOWN
    because: str = ""
    source: str = ""
