"""Links that bring others to the same page with the same weights, and what they say read with suspicion."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlencode

from decision.model.errors import DecisionError, choice
from decision.outputs.words.figures import as_typed
from decision.ui.session.work import MOST_POINTS, Work

SCENARIO, WEIGHTS, WITHOUT_OPTIONS, WITHOUT_CRITERIA = "scenario", "weights", "without_options", "without_criteria"
PARAMETERS = (SCENARIO, WEIGHTS, WITHOUT_OPTIONS, WITHOUT_CRITERIA)
_LONGEST = 2_000  # characters of one parameter
_ENTRY = re.compile(r"([a-z][a-z0-9_]*):([0-9]{1,4}(?:\.[0-9]{1,6})?)", re.ASCII)


class LinkError(DecisionError):
    """A link says something that cannot be."""


def query(current: Work) -> str:
    """What stands behind the question mark; the scenario is named by its file."""
    path = current.origin.path
    said = {
        SCENARIO: path.stem if path is not None else "",
        WEIGHTS: ",".join(f"{id}:{as_typed(round(x, 2))}" for id, x in current.points.items()),
        WITHOUT_OPTIONS: ",".join(sorted(current.left_out_options)),
        WITHOUT_CRITERIA: ",".join(sorted(current.left_out_criteria)),
    }
    return urlencode({name: x for name, x in said.items() if x}, safe=":,")


def followed(current: Work, asked: Mapping[str, str]) -> Work:
    """The work with what a link asks of it; raises LinkError, with every fault, where it asks what cannot be."""
    for name in PARAMETERS:
        if len(asked.get(name, "")) > _LONGEST:
            raise LinkError(f"{name} is longer than any link from here")
    work = current
    if WEIGHTS in asked:
        work = current.with_points(_points(current, asked[WEIGHTS]))
        if work.weights_problem:
            raise LinkError(work.weights_problem)
    if WITHOUT_OPTIONS in asked or WITHOUT_CRITERIA in asked:
        options = _names(asked.get(WITHOUT_OPTIONS, ""), [option.id for option in current.scenario.options], "option")
        criteria = _names(asked.get(WITHOUT_CRITERIA, ""), list(current.points), "criterion")
        work = work.leaving_out(options, criteria)
        if work.what_if_problem:
            raise LinkError(work.what_if_problem)
    return work


def _points(current: Work, text: str) -> dict[str, float]:
    points: dict[str, float] = {}
    faults = []
    for entry in text.split(","):
        found = _ENTRY.fullmatch(entry)
        if found is None:
            faults.append(f"{_shown(entry)} is not a criterion with its points, such as cost:15")
            continue
        id, x = found[1], float(found[2])
        if id not in current.points:
            faults.append(f"{id} is not a criterion here; {choice(id, current.points)}")
        elif id in points:
            faults.append(f"{id} is given twice")
        elif x > MOST_POINTS:
            faults.append(f"{id} has {x:g} points; give 0 to {MOST_POINTS}")
        points[id] = x
    missing = [id for id in current.points if id not in points]
    if missing and not faults:
        faults.append(f"no points for {', '.join(missing)}")
    if faults:
        raise LinkError("; ".join(faults[:5]))
    return {id: points[id] for id in current.points}


def _names(text: str, known: list[str], what: str) -> list[str]:
    names = [name for name in text.split(",") if name]
    for name in names:
        if name not in known:
            raise LinkError(
                f"{_shown(name)} is not an {what} here" if what == "option" else f"{_shown(name)} is no {what}"
            )
    return names


def _shown(text: str) -> str:
    """What was found, on one line and not too long."""
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:40])
    return f'"{shown}…"' if len(text) > 40 else f'"{shown}"'
