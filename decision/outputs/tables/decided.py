"""What was decided, what would reopen it and what came of it, as data before any form."""

from __future__ import annotations

from dataclasses import dataclass

from decision.model.record import Trigger, figure_now
from decision.model.scenario import Scenario
from decision.outputs.words.record import because, decided, figure_in_words, how_it_stood, since_then, when_again


@dataclass(frozen=True)
class TriggerRow:
    """One trigger: what it is about, beyond which figure, what is expected now, and whether that meets it."""

    trigger: Trigger
    name: str
    beyond: str
    now: str
    is_met: bool

    @property
    def condition(self) -> str:
        """``Fit of Extend below 5.3``"""
        return f"{self.name} {self.beyond}"

    @property
    def state(self) -> str:
        """Whether it is met, in a word or two."""
        return "met" if self.is_met else "not met" if self.now else "not known yet"


@dataclass(frozen=True)
class DecidedTable:
    """All that is recorded.

    Attributes
    ----------
    sentences
        What was decided, why, how it stood, when it is looked at again, and whether the file was changed since.
    came
        What a figure is called, and what it turned out to be.
    """

    sentences: tuple[str, ...]
    triggers: tuple[TriggerRow, ...]
    came: tuple[tuple[str, str], ...]


def decided_table(scenario: Scenario) -> DecidedTable | None:
    """What is recorded of `scenario`; None where nothing is."""
    decision, outcome = scenario.decision, scenario.outcome
    if decision is None:
        return None
    told = (decided(scenario, decision), because(decision), how_it_stood(decision), when_again(decision))
    came = () if outcome is None else outcome.ratings.items()
    return DecidedTable(
        tuple(filter(None, (*told, since_then(scenario, decision)))),
        tuple(_trigger(scenario, each) for each in decision.revisit),
        tuple(figure_in_words(scenario, f"{decision.chosen}.{path}", x) for path, x in came),
    )


def _trigger(scenario: Scenario, trigger: Trigger) -> TriggerRow:
    name, figure = figure_in_words(scenario, trigger.when, trigger.figure)
    side = "below" if trigger.below is not None else "above"
    now = figure_now(scenario, trigger.when)
    return TriggerRow(
        trigger,
        name,
        f"{side} {figure}",
        "" if now is None else figure_in_words(scenario, trigger.when, now)[1],
        now is not None and trigger.is_met_by(now),
    )
