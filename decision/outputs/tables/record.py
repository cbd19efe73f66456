"""What is written down of a decision when it is taken: the choice with the figures that it rests on."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from decision.analysis.scoring import Evaluation
from decision.analysis.sensitivity.sensitivity import SensitivityResult
from decision.analysis.simulation.result import SimulationResult
from decision.model.record import RecordedDecision
from decision.model.scenario import Scenario
from decision.outputs.tables.comparison import ComparisonTable, CriterionRow, OptionColumn, comparison_table
from decision.outputs.words.record import proposed_triggers, said_of_choice
from decision.outputs.words.reversals import reversals
from decision.outputs.words.scoring import headline
from decision.outputs.words.simulation import surety

_DIGITS = 4  # of a margin, significant
_DECIMALS = 6  # of a share of futures: the most draws that are usual tell no more
_SHOWN = 0.05  # points, below which a difference would be shown as 0.0


def recorded_decision(
    scenario: Scenario,
    chosen: str,
    evaluation: Evaluation,
    simulation: SimulationResult | None,
    sensitivity: SensitivityResult | None,
    *,
    on: datetime.date | None = None,
    by: str = "",
    because: str = "",
    review_by: datetime.date | None = None,
    record: str = "",
    supersedes: str = "",
) -> RecordedDecision:
    """The choice of the option `chosen`, with how it stood by these results and what would reopen it."""
    p_best = None if simulation is None else simulation.option(chosen).p_best
    margin = margin_of(evaluation, chosen)
    return RecordedDecision(
        chosen=chosen,
        on=on,
        by=by,
        because=because,
        p_best=None if p_best is None else round(p_best, _DECIMALS),
        margin=None if margin is None else float(f"{margin:.{_DIGITS}g}"),
        version=evaluation.version,
        fingerprint=evaluation.fingerprint,
        review_by=review_by,
        record=record,
        supersedes=supersedes,
        revisit=() if sensitivity is None else proposed_triggers(scenario, chosen, sensitivity),
    )


def margin_of(evaluation: Evaluation, chosen: str) -> float | None:
    """By how many points an option leads the best of the others that are ranked, negative where it does not.

    None where it is excluded or the only one.
    """
    others = [each.score for each in evaluation.options if each.rank is not None and each.id != chosen]
    own = evaluation.option(chosen)
    if own.rank is None or not others:
        return None
    if own.id in evaluation.joint_leaders and len(evaluation.joint_leaders) > 1:
        return 0.0
    return own.score - max(others)


# --- the whole record ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Earlier:
    """The record of the decision that this one takes the place of: what it is called, and where it lies from this."""

    name: str
    link: str


@dataclass(frozen=True)
class Consequence:
    """By how many points the choice is worth more on one criterion than the best of the others, or less."""

    row: CriterionRow
    points: float


@dataclass(frozen=True)
class DecisionRecord:
    """All that the record of a decision tells, before any form.

    Attributes
    ----------
    number
        Of the record, among those of its folder.
    file
        Where the scenario lies, from the folder of the record.
    call
        The same as one would call it on the command line.
    sentences
        Who leads and how sure that is.
    said
        What speaks against deciding so.
    others
        By id of each option that was not chosen, what would have to be true for it.
    rival
        Id of the best of the others; None where none is ranked.
    reversibility
        Whether it can be taken back, and what that costs; empty where nobody said.
    """

    number: int
    file: str
    call: str
    scenario: Scenario
    decision: RecordedDecision
    table: ComparisonTable
    sentences: tuple[str, ...]
    said: tuple[str, ...]
    others: Mapping[str, Sequence[str]]
    rival: str | None
    reversibility: str = ""
    earlier: Earlier | None = None

    @property
    def chosen(self) -> OptionColumn:
        """The option that was chosen."""
        return self.table.options[self.place(self.decision.chosen)]

    @property
    def title(self) -> str:
        """What was decided, and what for."""
        return f"{self.table.title}: {self.chosen.name}"

    def place(self, option: str) -> int:
        """The column of an option."""
        return [each.id for each in self.table.options].index(option)

    @property
    def rated(self) -> tuple[CriterionRow, ...]:
        """The criteria that are rated and have weight, the weightiest first."""
        rows = [row for row in self.table.criteria if row.path in self.scenario.leaves and row.weight > 0]
        return tuple(sorted(rows, key=lambda row: -row.weight))

    @property
    def consequences(self) -> tuple[Consequence, ...]:
        """Criterion by criterion, what the choice is worth more or less than the best of the others, most first."""
        if self.rival is None:
            return ()
        chosen, rival = self.place(self.decision.chosen), self.place(self.rival)
        apart = [Consequence(row, row.cells[chosen].points - row.cells[rival].points) for row in self.rated]
        return tuple(sorted((each for each in apart if abs(each.points) >= _SHOWN), key=lambda each: -abs(each.points)))


def decision_record(
    scenario: Scenario,
    decision: RecordedDecision,
    evaluation: Evaluation,
    simulation: SimulationResult | None,
    sensitivity: SensitivityResult | None,
    *,
    number: int,
    file: str,
    call: str,
    reversibility: str = "",
    earlier: Earlier | None = None,
) -> DecisionRecord:
    """The record of `decision`, by the results it rests on."""
    ranked = [each for each in evaluation.in_rank_order if each.rank is not None and each.id != decision.chosen]
    sure = () if simulation is None else (surety(simulation, evaluation.joint_leaders),)
    others = {} if sensitivity is None else reversals(scenario, sensitivity)
    return DecisionRecord(
        number,
        file,
        call,
        scenario,
        decision,
        comparison_table(scenario, evaluation, simulation),
        (headline(evaluation, simulation), *sure),
        tuple(said_of_choice(scenario, decision.chosen, evaluation, simulation)),
        {id: sentences for id, sentences in others.items() if id != decision.chosen},
        ranked[0].id if ranked else None,
        reversibility,
        earlier,
    )
