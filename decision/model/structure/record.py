"""What is recorded of a decision and its evaluations follows what it names, or goes with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TypedDict

from decision.model.errors import ImpossibleError
from decision.model.evaluation import Consensus, Evaluation
from decision.model.record import Outcome, RecordedDecision
from decision.model.scenario import Scenario
from decision.model.settled_room import SettledRoom, with_names_moved
from decision.model.structure.evaluations import consensus_followed, evaluations_followed
from decision.model.structure.pairs import is_within


class Recorded(TypedDict):
    """The fields of a scenario that hold what is recorded."""

    evaluations: tuple[Evaluation, ...]
    consensus: Mapping[str, Consensus]
    decision: RecordedDecision | None
    outcome: Outcome | None
    rooms: tuple[SettledRoom, ...]


def recording(scenario: Scenario, decision: RecordedDecision | None) -> Scenario:
    """The decision with what was decided; with None, as not decided.

    Raises
    ------
    ImpossibleError
        An outcome is kept, of an option that would no longer be the one that was chosen.
    """
    before = scenario.decision
    if scenario.outcome is not None and before is not None and (decision is None or before.chosen != decision.chosen):
        name = scenario.option(before.chosen).name
        raise ImpossibleError(f"what came of {name} is kept under outcome", "take it out of the file first")
    return replace(scenario, decision=decision)


def without_record_of_option(scenario: Scenario, id: str) -> Recorded:
    """What stays recorded when an option goes: without the triggers and ratings that name it.

    Raises
    ------
    ImpossibleError
        It is the option that was chosen.
    """
    if scenario.decision is not None and scenario.decision.chosen == id:
        raise ImpossibleError(
            f"{scenario.option(id).name} is what was decided on", "take the recorded decision back first"
        )
    return without_record_of(scenario, [id])


def without_record_of(scenario: Scenario, gone: Collection[str]) -> Recorded:
    """What stays recorded when all that `gone` names is taken away: options, or ratings such as ``buy.cost``."""
    return _followed(scenario, dict.fromkeys(gone))


def with_record_moved(scenario: Scenario, moves: Mapping[str, str]) -> Recorded:
    """What is recorded with every name in `moves`, and what is below it, called by its new name."""
    return _followed(scenario, moves)


def _followed(scenario: Scenario, moves: Mapping[str, str | None]) -> Recorded:
    # a room is a record of what was: it follows a new name, and keeps what it says of what is gone
    rooms = with_names_moved(scenario.rooms, {old: new for old, new in moves.items() if new is not None})

    def follow(name: str) -> str | None:
        for old, new in moves.items():
            if is_within(name, old):
                return None if new is None else new + name[len(old) :]
        return name

    evaluations = evaluations_followed(scenario.evaluations, follow)
    consensus = consensus_followed(scenario.consensus, follow)
    decision, outcome = scenario.decision, scenario.outcome
    said: Recorded = {
        "evaluations": evaluations,
        "consensus": consensus,
        "decision": None,
        "outcome": None,
        "rooms": rooms,
    }
    if decision is None:
        return said
    triggers = [(each, follow(each.when)) for each in decision.revisit]
    decision = replace(decision, revisit=tuple(replace(each, when=to) for each, to in triggers if to is not None))
    if outcome is not None:
        of_chosen = f"{decision.chosen}."
        named = {follow(of_chosen + path): x for path, x in outcome.ratings.items()}
        outcome = replace(
            outcome, ratings={name.removeprefix(of_chosen): x for name, x in named.items() if name is not None}
        )
    return {**said, "decision": decision, "outcome": outcome}
