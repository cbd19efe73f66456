"""Requirements added, from sets or one's own, changed and taken away."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from decision.model.errors import ImpossibleError
from decision.model.requirement import Requirement
from decision.model.scenario import Scenario
from decision.model.structure.texts import sound_text


def next_requirement_id(scenario: Scenario) -> str:
    """The id that a new requirement would get: R with the first number that is free."""
    taken = {each.id for each in scenario.requirements}
    return next(id for number in range(1, len(taken) + 2) if (id := f"R{number}") not in taken)


def adding_requirement(scenario: Scenario, text: str) -> Scenario:
    """The decision with one more requirement of its own, which nobody has shown to be met."""
    new = Requirement(next_requirement_id(scenario), _said(text))
    return replace(scenario, requirements=(*scenario.requirements, new))


def changing_requirement(scenario: Scenario, id: str, **said: str) -> Scenario:
    """The decision with another `text`, `evidence`, `basis`, `test` or `source` of one requirement."""
    clean = {key: _said(text) if key == "text" else sound_text(text, f"the {key}") for key, text in said.items()}
    changed = tuple(replace(each, **clean) if each.id == id else each for each in scenario.requirements)
    return replace(scenario, requirements=changed)


def removing_requirements(scenario: Scenario, ids: Collection[str]) -> Scenario:
    """The decision without some requirements, and without the options' results on them."""
    return replace(
        scenario,
        requirements=tuple(each for each in scenario.requirements if each.id not in ids),
        options=tuple(
            replace(option, requirements={id: x for id, x in option.requirements.items() if id not in ids})
            if any(id in ids for id in option.requirements)
            else option
            for option in scenario.options
        ),
    )


def using_sets(scenario: Scenario, sets: Mapping[str, Sequence[Requirement]]) -> Scenario:
    """The decision with all requirements of `sets`, by name, first, and its own behind them.

    `sets` are those it has already and what is new. Where it says something else of a requirement than the set, its
    own words stay.
    """
    own = {each.id: each for each in scenario.requirements}
    of_sets = {each.id: each for requirements in sets.values() for each in requirements}
    merged = {id: own.get(id, each) for id, each in of_sets.items()}
    merged |= {id: each for id, each in own.items() if id not in merged}
    return replace(scenario, requirements=tuple(merged.values()), requirement_sets=tuple(sets))


def dropping_set(scenario: Scenario, name: str, ids: Collection[str]) -> Scenario:
    """The decision without the set called `name`, whose requirements are `ids`, and without the results on them."""
    without = removing_requirements(scenario, ids)
    return replace(without, requirement_sets=tuple(each for each in scenario.requirement_sets if each != name))


def _said(text: str) -> str:
    text = sound_text(text, "the requirement")
    if not text:
        raise ImpossibleError("the requirement says nothing", "say what an option must meet")
    return text
