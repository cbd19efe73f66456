"""One file checked: read, held against every rule that counts, and each finding put in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from decision.files.checked import Place
from decision.files.faults import Fault, FileError
from decision.files.tree import Node
from decision.files.validation import SoundFile, sound_file
from decision.gate.case import Asked, Case
from decision.gate.finding import MOST_FINDINGS, Chance, Finding, Found, NotAsked, Report
from decision.gate.rules import RULES, VALID, Rule
from decision.model.checks import Level
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from decision.outputs.words.scoring import headline

_NO_BASE = "no base is given to compare with"
_NO_RECORD = "no decision is recorded in the file"


def check_file(file: str, asked: Asked, read: Callable[[str], SoundFile] = sound_file) -> Report:
    """What is to be said of the file called `file`; a file that cannot be read or has faults is one that fails.

    `read` finds it by its name.
    """
    try:
        sound = read(file)
    except FileError as error:
        return _invalid(file, error)
    if sound.scenario is None:  # a catalogue or the like, of which no more is asked
        return Report(file, sound.kind)
    base = _base(file, asked.base)
    case = Case(sound.scenario, asked, base.scenario)
    try:
        return replace(_checked(case, file, sound.root, base.missing), kind=sound.kind)
    except DecisionError as error:  # such as figures too far out to compute with
        return replace(failed(file, str(error)), kind=sound.kind, title=sound.scenario.title)


def failed(file: str, what: str) -> Report:
    """What is to be said of a file that could not be checked at all."""
    return Report(file, findings=(Finding(file, 1, 1, "", VALID, Level.ERROR, f"cannot be checked: {what}", ""),))


def failed_with(file: str, faults: Iterable[Fault], more: int) -> Report:
    """What is to be said of a file with these faults, and so many more."""
    found = tuple(
        Finding(each.file, each.line, each.column, each.path, VALID, Level.ERROR, each.message, "") for each in faults
    )
    return Report(file, findings=found, more_errors=more)


def _invalid(file: str, error: FileError) -> Report:
    return failed_with(file, error.faults, error.more)


# --- the base ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Base:
    """What a file was at the base, or why nothing is to be compared with."""

    scenario: Scenario | None
    missing: str = ""


def _base(file: str, revision: str) -> _Base:
    if not revision:
        return _Base(None, _NO_BASE)
    from decision.files.repository import RevisionError, repository_of  # git is not needed where no base is given
    from decision.files.revisions import scenario_at

    try:
        with repository_of(Path(file)) as repository:
            commit, path = repository.commit(revision), repository.path_of(Path(file))
            if repository.blob(commit, path) is None:
                return _Base(None, f"the file is new since {revision}")
            return _Base(scenario_at(repository, commit, path, revision))
    except FileError as error:
        return _Base(None, f"as of {revision} the file has faults, the first: {error.lines[0]}")
    except RevisionError as error:
        return _Base(None, str(error))


# --- the rules -----------------------------------------------------------------------------------------------------


def _checked(case: Case, file: str, root: Node, no_base: str) -> Report:
    findings: list[Finding] = []
    not_asked: list[NotAsked] = []
    for rule in RULES:
        level = case.level(rule.key)
        if level is Level.OFF:
            continue
        missing = _missing(case, rule, no_base)
        if missing:
            not_asked.append(NotAsked(rule.name, missing, rule.needs == "a base"))
        else:
            findings += _placed(file, root, rule.name, level, rule.find(case))
    findings.sort(key=lambda each: (each.line, each.column, each.rule, each.path))
    told, more = findings[:MOST_FINDINGS], findings[MOST_FINDINGS:]
    return Report(
        file,
        title=case.scenario.title,
        fingerprint=case.scenario.fingerprint,
        leads=headline(case.evaluation, case.simulation if case.was_simulated else None),
        leader=case.evaluation.leader or "",
        chance=_chance(case),
        findings=tuple(told),
        more_errors=sum(each.level is Level.ERROR for each in more),
        more_warnings=sum(each.level is Level.WARNING for each in more),
        not_asked=tuple(not_asked),
    )


def _missing(case: Case, rule: Rule, no_base: str) -> str:
    """Why a rule cannot be asked; empty where it can."""
    if rule.needs == "a base" and case.base is None:
        return no_base
    if rule.needs == "a recorded decision" and case.scenario.decision is None:
        return _NO_RECORD
    return ""


def _placed(file: str, root: Node, rule: str, level: Level, found: Iterable[Found]) -> Iterator[Finding]:
    """What a rule found, each with the line and column that its keys lead to, as far as the file has them."""
    for each in found:
        place = Place(file, root)
        place.add(each.keys, each.what)
        (at,) = place.faults
        yield Finding(file, at.line, at.column, at.path, rule, level, each.what, each.remedy)


def _chance(case: Case) -> Chance | None:
    if not case.was_simulated:
        return None
    result = case.simulation
    option = next(each for each in result.options if each.id == case.evaluation.leader)
    assert option.p_best is not None and option.p_best_se is not None  # a leader is ranked
    return Chance(option.id, option.p_best, option.p_best_se, result.draws, result.seed)
