"""One decision as the rules see it: what they ask for is worked out once, and only if one of them asks."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from decision.analysis.scoring import Evaluation, evaluate
from decision.analysis.standing import Standing
from decision.model.checks import Checks, Level
from decision.model.scenario import Scenario
from decision.outputs.words.scoring import criterion_name, short_names

if TYPE_CHECKING:
    from decision.analysis.simulation.result import SimulationResult

USUAL_DRAWS = 10_000


@dataclass(frozen=True)
class Asked:
    """What a call asks, beside what the file does. It goes before that.

    Attributes
    ----------
    today
        The day that dates are held against.
    base
        The revision that a file is compared with; empty for none.
    checks
        Floors, limits and levels, as far as the call says them.
    draws, seed
        Of simulations; the file's own seed where that is None.
    """

    today: datetime.date
    base: str = ""
    checks: Checks = field(default_factory=Checks)
    draws: int = USUAL_DRAWS
    seed: int | None = None


@dataclass(frozen=True)
class Case:
    """A decision, what it was at the base if that is known, and what is asked of it."""

    scenario: Scenario
    asked: Asked
    base: Scenario | None = None

    @property
    def min_p_best(self) -> float | None:
        """The least P(best) that the leader may have, if one is asked for."""
        said = self.asked.checks.min_p_best
        return self.scenario.checks.min_p_best if said is None else said

    @property
    def evidence_age_days(self) -> int | None:
        """How old evidence may be, if that is asked for."""
        said = self.asked.checks.evidence_age_days
        return self.scenario.checks.evidence_age_days if said is None else said

    def level(self, key: str) -> Level:
        """How much a rule counts, by its key in the model: as the call says, else as the file does, else as usual."""
        return self.asked.checks.levels.get(key) or self.scenario.checks.level(key)

    @cached_property
    def evaluation(self) -> Evaluation:
        """The decision, scored."""
        if not self.scenario.ranked_options:
            return evaluate(self.scenario)
        return evaluate(self.scenario, expected=self.standing.expected)

    @cached_property
    def standing(self) -> Standing:
        """The same as arrays; raises DecisionError where every option is excluded."""
        return Standing(self.scenario)

    @cached_property
    def simulation(self) -> SimulationResult:
        """The decision drawn, with the weights as uncertain as it says."""
        from decision.analysis.simulation.simulation import (
            simulate,
        )  # what it needs is not needed where nothing is drawn

        return simulate(self.scenario, self.asked.draws, self.asked.seed)

    @property
    def was_simulated(self) -> bool:
        """Whether any rule asked for that."""
        return "simulation" in self.__dict__

    @cached_property
    def names(self) -> Mapping[str, str]:
        """By id, what a sentence calls each option."""
        return short_names(self.scenario.options)

    def cell(self, option: str, path: str) -> str:
        """What a sentence calls a rating: ``Fit of Extend``."""
        return f"{criterion_name(self.scenario, path)} of {self.names[option]}"
