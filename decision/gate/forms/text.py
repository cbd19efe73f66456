"""What was found, as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from decision.gate.finding import Checked, Report
from decision.model.visible import visible
from decision.outputs.text.layout import table

_LONGEST_FILE = 1_000
_CELL = 100  # characters of a cell; it goes on in no next line, which a service could take for a command


def check_text(checked: Checked) -> str:
    """A line for each finding, then one for the file; of several files one table, and a line for all."""
    lines = [line for report in checked.reports for line in _findings(checked, report)]
    if len(checked.reports) > 1:
        lines += ["", _table(checked), "", in_all(checked)] if lines else [_table(checked), "", in_all(checked)]
    else:
        lines += [f"{_file(report.file)}: {_in_short(report)}" for report in checked.reports]
    return "\n".join(lines) + "\n"


def _table(checked: Checked) -> str:
    drawn = any(report.chance is not None for report in checked.reports)
    head = ["file", "", "what it says", *(["best in"] if drawn else []), "what is found"]
    rows = [
        [
            _file(report.file),
            "fails" if checked.fails(report) else "passes",
            visible((report.leads or what_it_is(report)).removesuffix("."), _CELL),
            *([_best_in(report)] if drawn else []),
            counts(report.errors, report.warnings).removesuffix("."),
        ]
        for report in checked.reports
    ]
    return table([head, *rows], texts=len(head))


def _in_short(report: Report) -> str:
    return " ".join(filter(None, (what_it_is(report), counts(report.errors, report.warnings))))


def _findings(checked: Checked, report: Report) -> Iterator[str]:
    file = _file(report.file)
    for each in report.findings:
        where = f"{file}:{each.line}:{each.column}"
        yield f"{where}: {each.level}: {each.path or 'file'}: {each.message} [{each.rule}]"
    more = report.more_errors + report.more_warnings
    if more:
        yield f"{file}: … and {more:,} more"
    for names, because in not_compared(checked, report):
        yield f"{file}: not asked: {names} ({because})"


def what_it_is(report: Report) -> str:
    """Who leads, and how often that is best where it was counted; of other files, what they are."""
    if not report.kind:
        return ""
    if not report.leads:
        return "cannot be checked." if report.findings else f"a sound file ({report.kind})."
    chance = report.chance
    if chance is None:
        return report.leads
    return f"{report.leads} The leader is best in {_best_in(report)} of {chance.draws:,} draws."


def _best_in(report: Report) -> str:
    from decision.outputs.words.simulation import share_with_error  # not needed where nothing is drawn

    chance = report.chance
    return "" if chance is None else share_with_error(chance.p_best, chance.standard_error, chance.draws)


def counts(errors: int, warnings: int) -> str:
    """How many there are of each, as a sentence."""
    if not errors and not warnings:
        return "Nothing found."
    told = [
        f"{count:,} {word}{'' if count == 1 else 's'}"
        for count, word in ((errors, "error"), (warnings, "warning"))
        if count
    ]
    return f"{' and '.join(told)}."


def in_all(checked: Checked) -> str:
    """How many files there are, how many of them fail, and what was found in all."""
    failing = sum(checked.fails(report) for report in checked.reports)
    fail = "none fails" if not failing else "1 fails" if failing == 1 else f"{failing:,} fail"
    number = len(checked.reports)
    return f"{number:,} file{'' if number == 1 else 's'}, of which {fail}. {counts(checked.errors, checked.warnings)}"


def not_compared(checked: Checked, report: Report) -> Iterator[tuple[str, str]]:
    """The rules that could not be asked although a base was given, by why."""
    by_reason: dict[str, list[str]] = {}
    if checked.base:
        for each in report.not_asked:
            if each.needs_base:
                by_reason.setdefault(each.because, []).append(each.rule)
    for because, rules in by_reason.items():
        yield ", ".join(rules), because


def _file(name: str) -> str:
    """The name of a file at the start of a line, where no service takes it for one of its commands."""
    shown = visible(name, _LONGEST_FILE)
    return f"./{shown}" if shown.lstrip().startswith((":", "#")) else shown
