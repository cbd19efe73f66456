"""Options added, renamed, copied, moved and taken away."""

from __future__ import annotations

from dataclasses import replace

from decision.model.contents import Option
from decision.model.estimate import Unknown
from decision.model.naming import id_of
from decision.model.rating import Rating
from decision.model.scenario import Scenario
from decision.model.structure.pairs import without_pairs_of
from decision.model.structure.places import moved
from decision.model.structure.readiness import without_option
from decision.model.structure.record import without_record_of_option
from decision.model.structure.texts import copied, sound_name, sound_text

OPEN = Rating(Unknown())  # what nobody has rated yet


def next_option_id(scenario: Scenario, name: str) -> str:
    """The id that a new option called `name` would get."""
    return id_of(name, [option.id for option in scenario.options], "option")


def adding_option(scenario: Scenario, name: str, approach: str | None = None) -> Scenario:
    """The decision with one more option, the last, of which nothing is known yet."""
    name = sound_name(name, "the option")
    option = Option(next_option_id(scenario, name), dict.fromkeys(scenario.leaves, OPEN), name, approach)
    return replace(scenario, options=(*scenario.options, option))


def copying_option(scenario: Scenario, id: str) -> Scenario:
    """The decision with a copy of one option behind it: its ratings and results too, but none of its pairs."""
    option = scenario.option(id)
    name = copied(option.name)
    copy = replace(option, id=next_option_id(scenario, name), name=name, short_of=())
    at = scenario.options.index(option) + 1
    return replace(scenario, options=(*scenario.options[:at], copy, *scenario.options[at:]))


def naming_option(scenario: Scenario, id: str, name: str) -> Scenario:
    """The decision with another name for one option; its id stays."""
    return _with(scenario, replace(scenario.option(id), name=sound_name(name, "the option")))


def approaching_option(scenario: Scenario, id: str, approach: str | None) -> Scenario:
    """The decision with another approach of one option, or none."""
    return _with(scenario, replace(scenario.option(id), approach=approach))


def describing_option(scenario: Scenario, id: str, about: str) -> Scenario:
    """The decision with other words about one option."""
    return _with(scenario, replace(scenario.option(id), about=sound_text(about, "what is said about the option")))


def moving_option(scenario: Scenario, id: str, by: int) -> Scenario:
    """The decision with one option `by` places further down, or up where that is negative, as far as there are any."""
    return replace(scenario, options=moved(scenario.options, scenario.options.index(scenario.option(id)), by))


def removing_option(scenario: Scenario, id: str) -> Scenario:
    """The decision without one option, and without the pairs, triggers and what is said of readiness that name it.

    Raises
    ------
    ImpossibleError
        It is what was decided on.
    """
    gone = scenario.option(id)
    return replace(
        scenario,
        options=tuple(option for option in scenario.options if option is not gone),
        dependence=without_pairs_of(scenario.dependence, [id]),
        readiness=without_option(scenario.readiness, id),
        **without_record_of_option(scenario, id),
    )


def _with(scenario: Scenario, changed: Option) -> Scenario:
    return replace(
        scenario, options=tuple(changed if option.id == changed.id else option for option in scenario.options)
    )
