"""Lines that cost plans of software usually have, and which of them a line is, read from its name.

From the total-cost checklist of Canada's guidance on adopting, buying or building (Employment and Social Development
Canada: acquisition, operation and end of life), and the question that our catalogues ask of cost: which line did we
leave out for one option only?
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class UsualLine:
    """A line with the beginnings of words that a name is known by."""

    name: str
    words: tuple[str, ...]

    @property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![a-z])({'|'.join(self.words)})", re.IGNORECASE)


USUAL_LINES = (
    UsualLine("choosing and negotiating", ("selection", "procure", "tender", "negotiat", "evaluation")),
    UsualLine("licences or subscription", ("licen[cs]e", "subscription", "fees?(?![a-z])", "seats?(?![a-z])", "saas")),
    UsualLine("integration", ("integrat", "interface", "api(?![a-z])")),
    UsualLine("moving data", ("migrat", "data (load|transfer|clean)", "conversion")),
    UsualLine("training", ("train", "onboard", "champion")),
    UsualLine("hosting and hardware", ("host", "cloud", "infrastructure", "server", "hardware", "device", "kiosk")),
    UsualLine("support and upkeep", ("support", "mainten", "upkeep", "helpdesk", "help desk", "operation")),
    UsualLine("security and audits", ("secur", "audit", "compliance", "penetration", "accessib", "assurance")),
    UsualLine("our own staff", ("staff", "team", "labou?r", "people", "nurse", "triage", "backfill")),
)


def usual_line(name: str) -> UsualLine | None:
    """The first usual line that a name speaks of; None where it speaks of none."""
    return next((line for line in USUAL_LINES if line.pattern.search(name)), None)
