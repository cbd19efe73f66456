"""What every kind of file is written from: a decision, its results, and what was asked for."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cached_property

from decision.analysis.progress import Told
from decision.analysis.scoring import Evaluation, evaluate
from decision.analysis.sensitivity.sensitivity import SensitivityResult, sensitivity
from decision.analysis.simulation.result import SimulationResult
from decision.analysis.simulation.simulation import simulate
from decision.analysis.standing import Standing
from decision.analysis.stopping import StoppedError
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from decision.model.trail import Trail
from decision.outputs.tables.comparison import ComparisonTable, comparison_table, with_cautions
from decision.outputs.tables.sensitivity import turning_tables
from decision.outputs.tables.trail import trail_table
from decision.outputs.words.evaluations import judged_in_words
from decision.outputs.words.scoring import headline
from decision.outputs.words.simulation import surety


@dataclass(frozen=True)
class Figures:
    """The results that a file tells of; `missing` says, in sentences, why some are not there."""

    evaluation: Evaluation
    simulation: SimulationResult | None
    sensitivity: SensitivityResult | None
    missing: str = ""


def figures_of(
    scenario: Scenario, progress: Told | None = None, *, simulated: bool = True, draws: int | None = None
) -> Figures:
    """All results of `scenario`, with as many draws as it asks for or as are said; `progress` as for `sensitivity`.

    Where nothing shall be `simulated`, the scores alone.
    """
    evaluation = evaluate(scenario)
    if not simulated or not scenario.ranked_options:
        return Figures(evaluation, None, None)
    try:
        simulation = simulate(scenario, draws)
    except StoppedError:
        raise
    except DecisionError as error:
        return Figures(evaluation, None, None, f"How sure this is cannot be said: {error}.")
    return Figures(evaluation, simulation, sensitivity(scenario, draws, progress=progress))


@dataclass(frozen=True)
class Settings:
    """What can be asked of a file beside its form; each is for the forms that say so, and None where nobody asked.

    Attributes
    ----------
    locale
        That of the spreadsheet that a CSV file is for, such as ``de``: what stands between fields and before decimals.
    shape
        ``wide`` for a column for each option, ``long`` for a row for each.
    ocid
        What a contracting process is called in the Open Contracting Data Standard.
    show_chosen
        What the summaries for the others tell of the option chosen: ``none``, its ``scores``, or its ``reasons`` too.
    evaluators
        Whom scoring sheets are for, parted by commas.
    leave_out
        Criteria that are on no scoring sheet, parted by commas.
    names
        Whether evaluators are called by name; by letter if not.
    """

    locale: str | None = None
    shape: str | None = None
    ocid: str | None = None
    show_chosen: str | None = None
    evaluators: str | None = None
    leave_out: str | None = None
    names: bool | None = None

    @property
    def said(self) -> dict[str, str]:
        """What was asked for, as words by its name."""
        return {name: str(getattr(self, name)) for name in sorted(self.asked)}

    @property
    def asked(self) -> frozenset[str]:
        """The names of what was asked for."""
        return frozenset(each.name for each in fields(self) if getattr(self, each.name) is not None)


NOTHING_ASKED = Settings()


@dataclass(frozen=True)
class Material:
    """What a file is written from; what several kinds of file need is made when the first asks for it.

    Attributes
    ----------
    trail
        What was changed since the file was opened, where that is known.
    enclosed
        The text of the decision, to be read back from the file; empty where none is to be in it.
    """

    scenario: Scenario
    figures: Figures
    settings: Settings = NOTHING_ASKED
    trail: Trail | None = None
    enclosed: str = ""

    @cached_property
    def table(self) -> ComparisonTable:
        """The comparison, with all that those should know who have nothing but the file."""
        scenario, figures = self.scenario, self.figures
        turning = None if figures.sensitivity is None else turning_tables(scenario, figures.sensitivity)
        most_likely = evaluate(scenario, "most-likely")
        table = comparison_table(scenario, figures.evaluation, figures.simulation, turning, most_likely)
        return replace(
            with_cautions(table, scenario),
            judged=tuple(judged_in_words(scenario)),
            trail=trail_table(scenario, self.trail or Trail()),
        )

    @cached_property
    def standing(self) -> Standing:
        """The decision as arrays; only where an option is ranked."""
        return Standing(self.scenario)

    @cached_property
    def sentence(self) -> str:
        """Who leads, and how sure that is."""
        figures = self.figures
        how_sure = "" if figures.simulation is None else surety(figures.simulation, figures.evaluation.joint_leaders)
        return " ".join(each for each in (headline(figures.evaluation), how_sure, figures.missing) if each)
