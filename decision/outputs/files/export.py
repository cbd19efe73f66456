"""The comparison table as a file."""

from __future__ import annotations

from decision.analysis.scoring import evaluate
from decision.analysis.sensitivity.sensitivity import sensitivity
from decision.analysis.simulation.result import SimulationResult
from decision.analysis.simulation.simulation import simulate
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from decision.outputs.files.csv_form import PLAIN, form_of
from decision.outputs.tables.comparison import comparison_table
from decision.outputs.tables.sensitivity import turning_tables
from decision.outputs.words.scoring import headline
from decision.outputs.words.simulation import surety

ENDINGS = (".csv", ".md", ".xlsx")


def export(scenario: Scenario, ending: str, locale: str | None = None) -> bytes:
    """The comparison table of `scenario` as the bytes of a file with that `ending`; the same bytes each time.

    `locale`, such as ``de``, is that of the spreadsheet that a CSV file is for: what stands between fields and before
    decimals. Without one it is a comma and a point.

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
    evaluation = evaluate(scenario)
    simulation, how_sure = _simulated(scenario)
    turning = None if simulation is None else turning_tables(scenario, sensitivity(scenario))
    table = comparison_table(scenario, evaluation, simulation, turning)
    sentence = " ".join(each for each in (headline(evaluation), how_sure) if each)
    if ending == ".csv":
        from decision.outputs.files.delimited import comparison_csv

        # the mark at the front is what spreadsheets know UTF-8 by
        return comparison_csv(table, form).encode("utf-8-sig")
    if ending == ".md":
        from decision.outputs.files.markdown import comparison_markdown

        return comparison_markdown(table, sentence).encode("utf-8")
    from decision.outputs.files.workbook.workbook import comparison_workbook

    return comparison_workbook(scenario, table, sentence)


def _simulated(scenario: Scenario) -> tuple[SimulationResult | None, str]:
    """What a simulation says, and the sentence on how sure the answer is, or on why that cannot be said."""
    if not scenario.ranked_options:
        return None, ""
    try:
        simulation = simulate(scenario)
    except DecisionError as error:
        return None, f"How sure this is cannot be said: {error}."
    return simulation, surety(simulation, evaluate(scenario).joint_leaders)
