"""What was found, as the JSON of the command line."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from decision.gate.finding import Checked, Finding, Report
from decision.version import __version__


def check_data(checked: Checked) -> dict[str, Any]:
    """All files, each with all that is told of it."""
    return {
        "version": __version__,
        "today": checked.today,
        "base": checked.base or None,
        "strict": checked.strict,
        "passed": checked.passed,
        "errors": checked.errors,
        "warnings": checked.warnings,
        "files": [_file(checked, report) for report in checked.reports],
    }


def _file(checked: Checked, report: Report) -> dict[str, Any]:
    return {
        "file": report.file,
        "kind": report.kind or None,
        "title": report.title,
        "fingerprint": report.fingerprint or None,
        "leads": report.leads,
        "leader": report.leader or None,
        "p_best": None if report.chance is None else _chance(report),
        "passed": not checked.fails(report),
        "errors": report.errors,
        "warnings": report.warnings,
        "findings": [finding_data(each) for each in report.findings],
        "more": report.more_errors + report.more_warnings,
        "not_asked": [{"rule": each.rule, "because": each.because} for each in report.not_asked],
    }


def _chance(report: Report) -> dict[str, Any]:
    assert report.chance is not None
    return {"p_best_se" if name == "standard_error" else name: x for name, x in asdict(report.chance).items()}


def finding_data(each: Finding) -> dict[str, Any]:
    """One finding."""
    return {
        "file": each.file,
        "line": each.line,
        "column": each.column,
        "path": each.path,
        "rule": each.rule,
        "level": str(each.level),
        "message": each.what,
        "remedy": each.remedy,
    }
