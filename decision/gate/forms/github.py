"""What was found, for GitHub Actions: annotations on the lines of a change, and the summary of a job.

Annotations are workflow commands, ``::error file=…,line=…::message``, in which a few signs are written by their number
(GitHub, Workflow commands for GitHub Actions; the signs as in actions/toolkit, packages/core/src/command.ts). A line of
ours begins with nothing else that could be taken for one.
"""

from __future__ import annotations

from pathlib import Path

from decision.gate.finding import Checked, Finding, Report
from decision.gate.forms.places import from_root
from decision.gate.forms.text import counts, in_all, not_compared, what_it_is
from decision.model.visible import visible
from decision.outputs.files.markdown import plain

MOST_IN_SUMMARY = 200  # findings, and files: GitHub takes a summary of 1 MiB at most


def workflow_commands(checked: Checked, root: Path) -> str:
    """A workflow command for each finding, errors first, for GitHub shows ten of a kind in a step."""
    lines = [_annotation(each, root) for each in checked.findings]
    return "\n".join([*lines, f"Checked {in_all(checked)}"]) + "\n"


def _annotation(each: Finding, root: Path) -> str:
    about = {
        "file": from_root(each.file, root),
        "line": str(each.line),
        "col": str(each.column),
        "title": f"{each.rule}: {each.path or 'file'}",
    }
    properties = ",".join(f"{name}={_property(visible(x, None))}" for name, x in about.items())
    return f"::{each.level} {properties}::{_data(visible(each.message, None))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


# --- the summary of a job -------------------------------------------------------------------------------------------


def job_summary(checked: Checked, root: Path) -> str:
    """Markdown: whether it passes, a row for each file, and the findings."""
    blocks = [
        f"## Decisions: {'passed' if checked.passed else 'failed'}",
        plain(in_all(checked)),
        _files(checked, root),
    ]
    findings = list(checked.findings)
    if findings:
        blocks.append("\n".join(_item(each, root) for each in findings[:MOST_IN_SUMMARY]))
    more = max(0, len(findings) - MOST_IN_SUMMARY) + sum(
        each.more_errors + each.more_warnings for each in checked.reports
    )
    if more:
        blocks.append(f"… and {more:,} more")
    skipped = {(names, because) for report in checked.reports for names, because in not_compared(checked, report)}
    blocks += [
        f"Not asked of some: {plain(names)} ({plain(because)})." for names, because in sorted(skipped)[:_MOST_REASONS]
    ]
    return "\n\n".join(blocks) + "\n\n"


_MOST_REASONS = 10


def _files(checked: Checked, root: Path) -> str:
    rows = ["| file | decision | answer | found |", "|---|---|---|---|"]
    for report in checked.reports[:MOST_IN_SUMMARY]:
        rows.append(
            f"| {plain(from_root(report.file, root))} | {plain(report.title)} | {plain(_answer(report))} "
            f"| {_mark(checked, report)} {counts(report.errors, report.warnings)} |"
        )
    more = len(checked.reports) - MOST_IN_SUMMARY
    if more > 0:
        rows.append(f"| … and {more:,} more | | | |")
    return "\n".join(rows)


def _answer(report: Report) -> str:
    return what_it_is(report) or "The file has faults."


def _mark(checked: Checked, report: Report) -> str:
    return "✗" if checked.fails(report) else "!" if report.warnings else "✓"


def _item(each: Finding, root: Path) -> str:
    where = plain(f"{from_root(each.file, root)}:{each.line}")
    return f"- **{each.level}** {where} ({plain(each.path or 'file')}): {plain(each.message)} *{each.rule}*"
