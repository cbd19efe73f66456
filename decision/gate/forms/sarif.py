"""What was found, as SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format, 27 March 2020)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

from decision.gate.finding import Checked, Finding
from decision.gate.forms.places import from_root, identities
from decision.gate.rules import RULES, VALID, VALID_ABOUT
from decision.model.checks import Level
from decision.version import __version__

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"  # what services take for the root of the repository
_RULES = ((VALID, VALID_ABOUT, Level.ERROR), *((rule.name, rule.about, rule.usual_level) for rule in RULES))
_PLACES = {name: place for place, (name, _, _) in enumerate(_RULES)}


def sarif(checked: Checked, root: Path) -> dict[str, Any]:
    """One run with all rules there are and all findings."""
    findings = list(checked.findings)
    results = [_result(each, name, root) for each, name in zip(findings, identities(findings, root), strict=True)]
    driver = {"name": "Trilemma", "version": __version__, "rules": [_rule(*each) for each in _RULES]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": _untold(checked)}],
        "results": results,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(name: str, about: str, level: Level) -> dict[str, Any]:
    return {"id": name, "shortDescription": {"text": about}, "defaultConfiguration": {"level": str(level)}}


def _result(each: Finding, identity: str, root: Path) -> dict[str, Any]:
    place: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": _artifact(each.file, root),
            "region": {"startLine": each.line, "startColumn": each.column},
        }
    }
    if each.path:
        place["logicalLocations"] = [{"fullyQualifiedName": each.path}]
    return {
        "ruleId": each.rule,
        "ruleIndex": _PLACES[each.rule],
        "level": str(each.level),
        "message": {"text": each.message},
        "locations": [place],
        "partialFingerprints": {"trilemma/v1": identity},
    }


def _artifact(file: str, root: Path) -> dict[str, str]:
    path = from_root(file, root)
    if Path(path).is_absolute():
        return {"uri": f"file://{'' if path.startswith('/') else '/'}{quote(os.fsencode(path))}"}
    return {"uri": quote(os.fsencode(path)), "uriBaseId": _ROOT}


def _untold(checked: Checked) -> list[dict[str, Any]]:
    """That there is more than is told, of each file of which that is so."""
    counted = [(report.file, report.more_errors + report.more_warnings) for report in checked.reports]
    return [
        {"level": "warning", "message": {"text": f"of {file!a} {more:,} findings more are not told"}}
        for file, more in counted
        if more
    ]
