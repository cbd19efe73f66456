"""Many decisions in one table, a line each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from decision.analysis.scoring import Evaluation
from decision.analysis.sensitivity.sensitivity import SensitivityResult
from decision.analysis.simulation.result import OptionOutcome, SimulationResult
from decision.model.scenario import Scenario
from decision.outputs.tables.history import HistoryRow
from decision.outputs.text.layout import one_line, table, wrapped
from decision.outputs.words.grammar import counted
from decision.outputs.words.scoring import lead_in_points, listed, short_names

_CELL = 44  # columns of a text before it goes on in the next line


@dataclass(frozen=True)
class Columns:
    """The heads of a table's columns after that of the file; the first `texts` of them hold texts."""

    heads: tuple[str, ...]
    texts: int


EVALUATION = Columns(("leader", "ahead of", "by points"), 2)
SIMULATION = Columns(("leader", "how sure", "best in", "next", "in"), 2)
HISTORY = Columns(("first led", "leads now", "versions", "turns", "faulty"), 2)
SENSITIVITY = Columns(("leader", "changes first", "find out first"), 3)


def evaluation_cells(evaluation: Evaluation) -> tuple[str, ...]:
    """Who leads, whom, and by how many points."""
    names = short_names(evaluation.options)
    behind = [names[option.id] for option in evaluation.options if option.rank == 2]
    return (
        _leaders(evaluation),
        listed(behind),
        lead_in_points(evaluation),
    )


def simulation_cells(evaluation: Evaluation, result: SimulationResult) -> tuple[str, ...]:
    """Who leads by score, how sure that is, and the two that are best most often."""
    from decision.outputs.words.simulation import share_with_error, verdict

    names = short_names(result.options)

    def chance(option: OptionOutcome) -> str:
        return share_with_error(option.p_best or 0.0, option.p_best_se or 0.0, result.draws)

    ranked = sorted((o for o in result.options if o.p_best is not None), key=lambda option: -(option.p_best or 0.0))
    cells = [_leaders(evaluation), verdict(result, evaluation.joint_leaders)]
    if result.certain:
        return (*cells, "", "", "")
    first, *others = ranked
    second = (one_line(names[others[0].id]), chance(others[0])) if others else ("", "")
    who = "" if evaluation.joint_leaders == (first.id,) else f"{one_line(names[first.id])} "
    return (*cells, who + chance(first), *second)


def sensitivity_cells(scenario: Scenario, result: SensitivityResult) -> tuple[str, ...]:
    """Who leads, the weight that turns that first, and what is worth finding out first."""
    from decision.outputs.words.information import in_order_of_asking, worth_label
    from decision.outputs.words.scoring import names_of
    from decision.outputs.words.switching import nearest_weight

    worths = in_order_of_asking(scenario, result.information.singles)
    nearest = nearest_weight(scenario, result, typed=False)
    return names_of(scenario)[result.leader], nearest, worth_label(scenario, worths[0]) if worths else ""


def history_cells(rows: Sequence[HistoryRow]) -> tuple[str, ...]:
    """Who led first and who leads now, in how many versions, how often that changed, and how many have no result."""
    sound = [row.leaders for row in rows if row.moment is not None]
    figures = (len(rows), sum(row.turned for row in rows), len(rows) - len(sound))
    return (
        sound[0] if sound else "",
        sound[-1] if sound else "",
        *(f"{figure:,}" if figure else "" for figure in figures),
    )


def summary(columns: Columns, rows: Sequence[tuple[str, Sequence[str]]], failed: Sequence[tuple[str, str]]) -> str:
    """A table of files with the cells of each; below, those that have none and why, and how many there are."""
    head = ["file", *columns.heads]
    body = [[one_line(file), *(wrapped(cell, _CELL) for cell in cells)] for file, cells in rows]
    blocks = [table([head, *body], texts=1 + columns.texts)] if body else []
    return "\n\n".join([*blocks, *left_over(len(rows), failed)]) + "\n"


def left_over(found: int, failed: Sequence[tuple[str, str]]) -> list[str]:
    """What stands below a table of that many files: those that have no row and why, and how many there are."""
    blocks = ["\n".join(f"{one_line(file)}: {one_line(why)}" for file, why in failed)] if failed else []
    faulty = f", {len(failed):,} of them with no result" if failed else ""
    return [*blocks, f"{counted(found + len(failed), 'file')}{faulty}."]


def _leaders(evaluation: Evaluation) -> str:
    names = short_names(evaluation.options)
    return listed([names[id] for id in evaluation.joint_leaders]) or "none: all are excluded"
