"""What stands around options and criteria: words about the decision, money and years, views, dependence."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from decision.model.errors import ImpossibleError
from decision.model.scenario import Scenario
from decision.model.structure.texts import sound_line, sound_name, sound_text


def describing_decision(scenario: Scenario, **said: str) -> Scenario:
    """The decision with another `title`, `question`, `about`, `owner` or `currency`."""
    clean: dict[str, Any] = {}
    for key, text in said.items():
        if key == "title":
            clean[key] = sound_name(text, "the decision")
        else:
            clean[key] = (sound_line if key in ("owner", "currency") else sound_text)(text, f"the {key}")
    return replace(scenario, **clean)


def over_years(scenario: Scenario, years: float | None) -> Scenario:
    """The decision with another horizon of its cost plans, in whole years, or none."""
    if years is not None and not float(years).is_integer():
        raise ImpossibleError(f"the horizon is {years:g} years", "give whole years")
    return replace(scenario, horizon_years=None if years is None else int(years))


def discounting(scenario: Scenario, rate: float | None) -> Scenario:
    """The decision with another discount rate, as a share a year, or none."""
    return replace(scenario, discount_rate=rate)


def with_dependence(scenario: Scenario, within_option: float) -> Scenario:
    """The decision with another correlation of any two estimates of one option; single pairs stay."""
    return replace(scenario, dependence=replace(scenario.dependence, within_option=within_option))


# --- views ------------------------------------------------------------------------------------------------------


def adding_view(scenario: Scenario, name: str) -> Scenario:
    """The decision with one more view, which begins with the weights that are there."""
    name = _free(scenario, name)
    stated = {each.id: each.weight for each in scenario.criteria}
    points = {id: float(f"{100 * scenario.weights[id]:.3g}") if x is None else x for id, x in stated.items()}
    return replace(scenario, views={**scenario.views, name: points})


def naming_view(scenario: Scenario, old: str, name: str) -> Scenario:
    """The decision with another name for one view."""
    if " ".join(name.split()) == old:
        return scenario
    name = _free(scenario, name)
    return replace(scenario, views={name if known == old else known: view for known, view in scenario.views.items()})


def weighing_view(scenario: Scenario, name: str, path: str, points: float | None) -> Scenario:
    """The decision with other points for one criterion in one view; those of a part may be left out (None)."""
    view = dict(scenario.views[name])
    if points is None and "." not in path:
        raise ImpossibleError("a view needs points for every criterion", "give 0 or more")
    if points is not None and not (math.isfinite(points) and points >= 0):
        raise ImpossibleError(f"{points:g} is less than 0", "give 0 or more")
    if points is None:
        view.pop(path, None)
    else:
        view[path] = points
    return replace(scenario, views={**scenario.views, name: view})


def removing_view(scenario: Scenario, name: str) -> Scenario:
    """The decision without one view."""
    return replace(scenario, views={known: view for known, view in scenario.views.items() if known != name})


def _free(scenario: Scenario, name: str) -> str:
    name = sound_name(name, "the view")
    if name in scenario.views:
        raise ImpossibleError(f"there is a view called {name} already", "give another name")
    return name


# --- pairs of dependence ------------------------------------------------------------------------------------------


def pairing(scenario: Scenario, one: str, other: str, r: float) -> Scenario:
    """The decision with the correlation of two estimates stated, such as ``build.cost`` and ``buy.cost``."""
    pairs = scenario.dependence.pairs
    known = next((at for at, pair in enumerate(pairs) if {one, other} == set(pair[:2])), None)
    if known is not None:
        return correlating(scenario, known, r)
    return replace(scenario, dependence=replace(scenario.dependence, pairs=(*pairs, (one, other, r))))


def correlating(scenario: Scenario, place: int, r: float | None) -> Scenario:
    """The decision with another correlation of one pair."""
    if r is None:
        raise ImpossibleError("a pair needs a correlation", "give a number between -1 and 1, or remove the pair")
    pairs = list(scenario.dependence.pairs)
    pairs[place] = (*pairs[place][:2], r)
    return replace(scenario, dependence=replace(scenario.dependence, pairs=tuple(pairs)))


def unpairing(scenario: Scenario, place: int) -> Scenario:
    """The decision without one pair."""
    pairs = scenario.dependence.pairs
    return replace(scenario, dependence=replace(scenario.dependence, pairs=(*pairs[:place], *pairs[place + 1 :])))
