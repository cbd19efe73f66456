"""What was found, as a code quality report of GitLab (GitLab, Code Quality: import results from a CI/CD job)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from decision.gate.finding import Checked
from decision.gate.forms.places import from_root, identities
from decision.model.checks import Level

_SEVERITIES = {Level.ERROR: "major", Level.WARNING: "minor"}


def code_quality(checked: Checked, root: Path) -> list[dict[str, Any]]:
    """A list with an entry for each finding, errors first."""
    findings = list(checked.findings)
    return [
        {
            "description": each.message,
            "check_name": each.rule,
            "fingerprint": identity,
            "severity": _SEVERITIES[each.level],
            "location": {"path": from_root(each.file, root), "lines": {"begin": each.line}},
        }
        for each, identity in zip(findings, identities(findings, root), strict=True)
    ]
