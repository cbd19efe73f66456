"""What changed since a file was opened, in words: of a figure by its path, what it was and is, when and how."""

from __future__ import annotations

import datetime

from decision.model.scenario import Scenario
from decision.model.trail import LEFT_OUT, FigureChange, Step, Trail
from decision.outputs.words.figures import VERDICTS
from decision.outputs.words.scoring import criterion_name, distinct_names

NONE = "none"
STEPS = {Step.DONE: "", Step.UNDONE: "undone", Step.REDONE: "done again"}
_OF_A_CRITERION = {"outside": "what lies outside the scale", "value": "curve"}
_VERDICTS = {str(verdict): words for verdict, words in VERDICTS.items()}


def figure_in_words(scenario: Scenario, what: str) -> str:
    """What the path of a figure names; the path itself where that is no longer there."""
    kind, *rest = what.split(".")
    match kind, rest:
        case "weights", _:
            return f"Weight of {_criterion(scenario, rest)}"
        case "criteria", [*path, name]:
            return f"{_criterion(scenario, path[::2])}: {_OF_A_CRITERION.get(name, name)}"
        case "requirements", [id, _]:
            return f"Requirement {id}"
        case "options", [id, "name"]:
            return f"Option {id}"
        case "options", [id, "ratings", *path]:
            return f"{_option(scenario, id)}, {_criterion(scenario, path)}"
        case "options", [id, "requirements", requirement]:
            return f"{_option(scenario, id)}, requirement {requirement}"
        case "left_out", ["options", id]:
            return _option(scenario, id)
        case "left_out", ["criteria", *path]:
            return _criterion(scenario, path)
    return what


def _option(scenario: Scenario, id: str) -> str:
    return distinct_names(scenario.options).get(id, id)


def _criterion(scenario: Scenario, keys: list[str]) -> str:
    path = ".".join(keys)
    return criterion_name(scenario, path) if path in scenario.all_criteria else path


def was_and_is(change: FigureChange) -> tuple[str, str]:
    """What a figure was and what it is, as people read it; without the braces of a file."""
    return _said(change.what, change.was), _said(change.what, change.now)


def _said(what: str, text: str | None) -> str:
    if what.startswith(f"{LEFT_OUT}."):
        return "counts" if text is None else "left out"
    if text is None:
        return NONE
    said = text[1:-1] if text.startswith("{") and text.endswith("}") else text
    return _VERDICTS.get(said, said) if ".requirements." in what else said


def time_in_words(at: datetime.datetime) -> str:
    """A time in UTC, to the second: ``2026-11-26 04:33:08``."""
    return at.strftime("%Y-%m-%d %H:%M:%S")


def trail_in_words(trail: Trail) -> str:
    """How much was changed since when, in one or two sentences; empty where nobody opened a file."""
    if trail.begun is None:
        return ""
    begun = time_in_words(trail.begun)
    opened = f"since {begun} UTC, when the file with fingerprint {trail.fingerprint[:12]} was opened"
    count = len(trail.entries) + trail.forgotten
    if not count:
        return f"Nothing was changed {opened}."
    said = f"{count:,} {'change' if count == 1 else 'changes'} {opened}."
    if trail.forgotten:
        gone = f"the earliest {trail.forgotten:,} are" if trail.forgotten > 1 else "the earliest is"
        said += f" There is a bound to what is kept: {gone} not listed."
    without = trail.without_reason
    if without:
        said += f" {without:,} of those listed {'bears' if without == 1 else 'bear'} no reason."
    return said


def without_reason_in_words(count: int) -> str:
    """How many changes a reason would be for: ``3 changes have none yet``."""
    return f"{count:,} {'change has' if count == 1 else 'changes have'} no reason yet"
