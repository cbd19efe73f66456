"""``check FILE… [--base REV]``: the gate. A decision is held against rules, as code is against tests."""

from __future__ import annotations

import datetime
import math
import os
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from decision.cli.arguments import day, draws, seed, whole_number
from decision.cli.many import Outcome, add_files, files_of, for_each
from decision.cli.printing import complain, say, say_json
from decision.cli.status import FAILED, FINE, WrongCallError
from decision.cli.warnings import add_strict
from decision.gate.case import USUAL_DRAWS, Asked
from decision.gate.checking import check_file, failed, failed_with
from decision.gate.finding import Checked, Report
from decision.gate.rules import RULES, key_of
from decision.model.checks import Checks, Level
from decision.model.errors import ImpossibleError
from decision.model.visible import visible

_SUMMARY = "GITHUB_STEP_SUMMARY"  # the environment variable that names the file with the summary of a job
_ROOTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")  # those in which a service says where the repository lies
_FORMATS = ("text", "github", "json", "sarif", "gitlab")
_TRIED = 20  # files, of which one must lie in a repository that knows the base


def add_arguments(parser: ArgumentParser) -> None:
    add_files(parser)
    add_strict(parser)
    parser.add_argument(
        "--base",
        default="",
        metavar="REV",
        help="compare with this revision, such as origin/main: for rules on changes",
    )
    parser.add_argument(
        "--rule",
        action="append",
        default=[],
        type=_rule,
        metavar="NAME=LEVEL",
        help=f"how much a rule counts, error, warning or off, whatever the file says; rules are {', '.join(_names())}",
    )
    parser.add_argument(
        "--min-p-best", type=_share, metavar="P", help="the least P(best) that the leader may have, such as 0.7"
    )
    parser.add_argument(
        "--evidence-age-days", type=_days, metavar="N", help="how many days old what ratings rest on may be"
    )
    parser.add_argument(
        "--draws",
        type=draws,
        default=USUAL_DRAWS,
        metavar="N",
        help=f"how many worlds to draw; {USUAL_DRAWS:,} if not said",
    )
    parser.add_argument("--seed", type=seed, metavar="S", help="where the random numbers begin; the file's if not said")
    parser.add_argument("--today", type=day, metavar="DAY", help="the day to hold dates against; today if not said")
    parser.add_argument(
        "--format", choices=_FORMATS, help="text if not said; github writes a job summary too; --json is --format json"
    )


def run(call: Namespace) -> int:
    if call.json and call.format not in (None, "json"):
        raise WrongCallError(f"--json and --format {call.format} say two things; leave one out")
    asked = _asked(call)
    files = files_of(call, every_kind=True)
    if asked.base:
        _check_base(asked.base, files)
    outcomes = for_each(call, files, partial(check_file, asked=asked))
    reports = tuple(_report(each) for each in outcomes)
    checked = Checked(reports, asked.today.isoformat(), asked.base, call.strict)
    _tell("json" if call.json else call.format or "text", checked)
    return FINE if checked.passed else FAILED


def _asked(call: Namespace) -> Asked:
    today = datetime.date.today() if call.today is None else call.today
    try:
        checks = Checks(call.min_p_best, call.evidence_age_days, dict(call.rule))
    except ImpossibleError as error:
        raise WrongCallError(str(error)) from None
    return Asked(today, call.base, checks, call.draws, call.seed)


def _check_base(base: str, files: Sequence[str]) -> None:
    """Raise WrongCallError unless one of the files lies in a repository that has the revision `base`."""
    from decision.files.repository import RevisionError, repository_of

    why = ""
    for file in islice(files, _TRIED):
        try:
            with repository_of(Path(file)) as repository:
                repository.commit(base)
                return
        except RevisionError as error:
            why = why or str(error)
    raise WrongCallError(f"--base {visible(base)} cannot be compared with: {why}")


def _report(outcome: Outcome[Report]) -> Report:
    if outcome.result is not None:
        return outcome.result
    if outcome.faults:
        return failed_with(outcome.file, outcome.faults, outcome.more)
    return failed(outcome.file, outcome.error)


# --- telling -------------------------------------------------------------------------------------------------------


def _tell(form: str, checked: Checked) -> None:
    """Say what was found; each form is imported where it is asked for."""
    root = Path(next(filter(None, map(os.environ.get, _ROOTS)), os.curdir))
    if form == "text":
        from decision.gate.forms.text import check_text

        say(check_text(checked))
    elif form == "json":
        from decision.gate.forms.data import check_data

        say_json(check_data(checked))
    elif form == "github":
        from decision.gate.forms.github import job_summary, workflow_commands

        say(workflow_commands(checked, root))
        if os.environ.get(_SUMMARY):
            _add_to(os.environ[_SUMMARY], job_summary(checked, root))
    elif form == "sarif":
        from decision.gate.forms.sarif import sarif

        say_json(sarif(checked, root))
    else:
        from decision.gate.forms.gitlab import code_quality

        say_json(code_quality(checked, root))


def _add_to(file: str, text: str) -> None:
    """Put `text` at the end of the summary of a job; if that cannot be, what was found counts all the same."""
    try:
        with Path(file).open("a", encoding="utf-8", errors="backslashreplace") as summary:
            summary.write(text)
    except OSError as error:
        complain(f"check: the job summary cannot be written to {visible(file, None)} ({error.strerror or error})")


# --- arguments -----------------------------------------------------------------------------------------------------


def _names() -> list[str]:
    return [rule.name for rule in RULES]


def _rule(text: str) -> tuple[str, Level]:
    name, _, level = text.partition("=")
    if level not in list(Level):
        raise ArgumentTypeError(f"write NAME=error, NAME=warning or NAME=off (got {visible(text)})")
    try:
        return key_of(name.strip()), Level(level)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from None


def _share(text: str) -> float:
    try:
        x = float(text)
    except ValueError:
        x = math.nan
    if not 0 <= x <= 1:
        raise ArgumentTypeError(f"a share is from 0 to 1 (got {visible(text)})")
    return x


def _days(text: str) -> int:
    n = whole_number(text)
    if n < 0:
        raise ArgumentTypeError(f"a number of days is 0 or more (got {visible(text)})")
    return n
