"""The comparison table as a file."""

from __future__ import annotations

from dataclasses import dataclass

from decision.analysis.progress import Told
from decision.analysis.scoring import Evaluation, evaluate
from decision.analysis.sensitivity.sensitivity import SensitivityResult, sensitivity
from decision.analysis.simulation.result import SimulationResult
from decision.analysis.simulation.simulation import simulate
from decision.analysis.stopping import StoppedError
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from decision.outputs.files.csv_form import PLAIN, form_of
from decision.outputs.tables.comparison import comparison_table, with_cautions
from decision.outputs.tables.sensitivity import turning_tables
from decision.outputs.words.scoring import headline
from decision.outputs.words.simulation import surety

ENDINGS = (".csv", ".md", ".xlsx")
ENCLOSING = (".xlsx",)  # what holds the decision that it was made of


@dataclass(frozen=True)
class Figures:
    """The results that a file tells of; `missing` says, in sentences, why some are not there."""

    evaluation: Evaluation
    simulation: SimulationResult | None
    sensitivity: SensitivityResult | None
    missing: str = ""


def figures_of(scenario: Scenario, progress: Told | None = None) -> Figures:
    """All results of `scenario`, with as many draws as it asks for; `progress` as for `sensitivity`."""
    evaluation = evaluate(scenario)
    if not scenario.ranked_options:
        return Figures(evaluation, None, None)
    try:
        simulation = simulate(scenario)
    except StoppedError:
        raise
    except DecisionError as error:
        return Figures(evaluation, None, None, f"How sure this is cannot be said: {error}.")
    return Figures(evaluation, simulation, sensitivity(scenario, progress=progress))


def export(
    scenario: Scenario, ending: str, locale: str | None = None, figures: Figures | None = None, enclosed: str = ""
) -> bytes:
    """The comparison table of `scenario` as the bytes of a file with that `ending`; the same bytes each time.

    `locale`, such as ``de``, is that of the spreadsheet that a CSV file is for: what stands between fields and before
    decimals. Without one it is a comma and a point. `figures` are worked out where they are not given. `enclosed` is
    the text of the decision, to be read back from a file of one of the `ENCLOSING` endings.

    Raises
    ------
    DecisionError
        There is no such kind of file, or no such locale.
    """
    if ending not in ENDINGS:
        raise DecisionError(f"a table is not written as {ending}; use one of {', '.join(ENDINGS)}")
    if locale is not None and ending != ".csv":
        raise DecisionError(f"a locale is for .csv; what is written as {ending} reads the same everywhere")
    form = PLAIN if locale is None else form_of(locale)
    figures = figures or figures_of(scenario)
    simulation = figures.simulation
    turning = None if figures.sensitivity is None else turning_tables(scenario, figures.sensitivity)
    table = comparison_table(scenario, figures.evaluation, simulation, turning, evaluate(scenario, "most-likely"))
    table = with_cautions(table, scenario)
    how_sure = "" if simulation is None else surety(simulation, figures.evaluation.joint_leaders)
    sentence = " ".join(each for each in (headline(figures.evaluation), how_sure, figures.missing) if each)
    if ending == ".csv":
        from decision.outputs.files.delimited import comparison_csv

        # the mark at the front is what spreadsheets know UTF-8 by
        return comparison_csv(table, form).encode("utf-8-sig")
    if ending == ".md":
        from decision.outputs.files.markdown import comparison_markdown

        return comparison_markdown(table, sentence).encode("utf-8")
    from decision.outputs.files.workbook.workbook import comparison_workbook

    return comparison_workbook(scenario, table, sentence, enclosed)
