"""The comparison table as a file."""

from __future__ import annotations

from decision.analysis.scoring import evaluate
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from decision.outputs.sentences import headline
from decision.outputs.table import comparison_table

ENDINGS = (".csv", ".md", ".xlsx")


def export(scenario: Scenario, ending: str) -> bytes:
    """The comparison table of `scenario` as the bytes of a file with that `ending`; the same bytes each time.

    Raises
    ------
    DecisionError
        There is no such kind of file.
    """
    if ending not in ENDINGS:
        raise DecisionError(f"a table is not written as {ending}; use one of {', '.join(ENDINGS)}")
    evaluation = evaluate(scenario)
    table, sentence = comparison_table(scenario, evaluation), headline(evaluation)
    if ending == ".csv":
        from decision.outputs.delimited import comparison_csv

        # the mark at the front is what spreadsheets know UTF-8 by
        return comparison_csv(table).encode("utf-8-sig")
    if ending == ".md":
        from decision.outputs.markdown import comparison_markdown

        return comparison_markdown(table, sentence).encode("utf-8")
    from decision.outputs.workbook import comparison_workbook

    return comparison_workbook(scenario, table, sentence)
