"""Works side by side: who leads in each, how surely, with which scores, and only what differs between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from decision.analysis.scoring import Evaluation
from decision.analysis.simulation.result import SimulationResult
from decision.model.scenario import Scenario
from decision.model.total_scale import TotalScale, total_scale
from decision.outputs.charts.colours import criterion_colours
from decision.outputs.charts.option_marks import OptionMark, option_marks
from decision.outputs.words.figures import percent, points
from decision.outputs.words.scoring import short_names
from decision.outputs.words.simulation import verdict
from decision.outputs.words.total_scale import scale_in_words, total
from decision.outputs.words.weights import weights_in_percent
from decision.ui.frame.blocks import heads, marked, row, swatch, table
from decision.ui.frame.snapshots import chance_of
from decision.ui.frame.text import escape
from decision.ui.session.changes import criterion_name, differences
from decision.ui.session.difference import Difference
from decision.ui.session.simulations import evaluated, simulated
from decision.ui.session.work import Work, alike

_NOTHING_SAID = "–"
_DIFFERS = "differs"
_SAME = 1e-9  # shares that differ by less are one


@dataclass(frozen=True)
class Column:
    """One work under a name, with what follows from it; `problem` says why its weights give no result."""

    name: str
    work: Work
    scenario: Scenario
    evaluation: Evaluation
    result: SimulationResult | str
    problem: str = ""


def column(name: str, work: Work) -> Column:
    """`work` with its results, under `name`."""
    scenario = work.scenario_in_force
    return Column(name, work, scenario, evaluated(scenario), simulated(scenario, "stated"), work.weights_problem)


def views_table(columns: Sequence[Column], parted: str | None, *, with_totals: bool = False) -> str:
    """Sets of weights on one decision: leaders, scores and every weight; the criterion `parted` stands out."""
    first = columns[0].scenario
    colours = criterion_colours(first)
    rows = _results(columns, first, with_totals=with_totals)
    rows += _heading("Weights", len(columns))
    shares = [weights_in_percent(each.scenario.weights) for each in columns]
    for top in first.criteria:
        name = f"{swatch(colours[top.id])}{escape(first.criterion_names[top.id])}"
        cells = [_NOTHING_SAID if each.problem else share[top.id] for each, share in zip(columns, shares, strict=True)]
        rows += row(name, cells, "parted" if top.id == parted else "")
    return _table("Views side by side", columns, rows)


def snapshots_table(columns: Sequence[Column], *, with_totals: bool = False) -> str:
    """The work now, first, beside others: leaders, scores, and what is not the same in all of them."""
    first = columns[0]
    comparable = [each for each in columns if alike(first.scenario, each.scenario)]
    rows = _results(columns, first.scenario, with_totals=with_totals)
    found = [{(each.kind, each.about): each for each in differences(first.work, other.work)} for other in columns]
    apart = _only_differences(columns, found)
    if apart:
        rows += _heading("What differs", len(columns)) + apart
    elif len(comparable) == len(columns):
        rows += _heading("Nothing differs", len(columns))
    return _table("Snapshots side by side", columns, rows)


def _only_differences(columns: Sequence[Column], found: Sequence[Mapping[tuple[str, str], Difference]]) -> str:
    """A row for everything in which any column is not as the first."""
    every: dict[tuple[str, str], Difference] = {}
    for differing in found:
        for key, each in differing.items():
            if each.kind != "weight":  # points say nothing beside others: shares are compared
                every.setdefault(key, each)
    rows = _weights(columns)
    for key, each in sorted(every.items(), key=lambda item: _ORDER.index(item[0][0])):
        base = each.was or _NOTHING_SAID
        cells, changed = [], []
        for differing in found:
            there = differing.get(key)
            cells.append(base if there is None else there.now or _DIFFERS)
            changed.append(there is not None)
        comparable = [alike(columns[0].scenario, one.scenario) for one in columns]
        if each.kind not in ("decision", "structure"):
            cells = [cell if same else _NOTHING_SAID for cell, same in zip(cells, comparable, strict=True)]
        rows += row(escape(_subject(each)), cells, "", changed)
    return rows


_ORDER = ("decision", "structure", "left out", "requirement", "scale", "rating", "evidence", "note")


def _subject(each: Difference) -> str:
    return each.subject.rstrip(":")


def _weights(columns: Sequence[Column]) -> str:
    """A row for every share among siblings that is not the same in all columns, what is left out for now included."""
    first = columns[0].work.scenario
    rows = ""
    for path in first.sibling_shares:
        shares = [
            each.work.scenario.sibling_shares[path] if alike(first, each.work.scenario) and not each.problem else None
            for each in columns
        ]
        changed = [share is not None and shares[0] is not None and abs(share - shares[0]) > _SAME for share in shares]
        if any(changed):
            cells = [_NOTHING_SAID if share is None else percent(share) for share in shares]
            rows += row(f"Weight of {escape(criterion_name(first, path))}", cells, "", changed)
    return rows


# --- parts ----------------------------------------------------------------------------------------------------


def _results(columns: Sequence[Column], first: Scenario, *, with_totals: bool) -> str:
    rows = row("Leads", [_leader(each) for each in columns], "leads", html=True)
    rows += row("How sure", [_sure(each) for each in columns])
    rows += _heading("Score, and best in so many of 100 futures", len(columns))
    marks, names = option_marks(first), short_names(first.options)
    for option in first.options:
        cells = [_score(each, option.id) for each in columns]
        rows += row(marked(marks[option.id], names[option.id]), cells, html=True)
    scale = total_scale(first)
    if with_totals and scale is not None:
        rows += _heading(f"Weighted mean of the ratings, from {scale_in_words(scale)}", len(columns))
        for option in first.options:
            rows += row(
                marked(marks[option.id], names[option.id]), [_total(each, option.id, scale) for each in columns]
            )
    return rows


def _total(column: Column, option: str, first: TotalScale) -> str:
    """The total of an option on the scale of the first column; nothing where another column has another."""
    scale = total_scale(column.scenario)
    found = next((each for each in column.evaluation.options if each.id == option), None)
    if found is None or column.problem or scale is None or scale.ends != first.ends:
        return _NOTHING_SAID
    return total(scale.mean(column.evaluation.weights, found.ratings))


def _leader(column: Column) -> str:
    if column.problem:
        return f'<span title="{escape(column.problem)}">not possible</span>'
    if not column.evaluation.joint_leaders:
        return _NOTHING_SAID
    marks: Mapping[str, OptionMark] = option_marks(column.scenario)
    names = short_names(column.scenario.options)
    return "<br>".join(marked(marks[id], names[id]) for id in column.evaluation.joint_leaders)


def _sure(column: Column) -> str:
    result = column.result
    if column.problem or isinstance(result, str):
        return _NOTHING_SAID
    return verdict(result, column.evaluation.joint_leaders)


def _score(column: Column, option: str) -> str:
    found = next((each for each in column.evaluation.options if each.id == option), None)
    if found is None or column.problem:
        return _NOTHING_SAID
    if found.excluded:
        return f'<span class="faint">{points(found.score)} {"left out" if found.left_out else "out"}</span>'
    chance = chance_of(column.result, option)
    return f"<b>{points(found.score)}</b>" + (f'<span class="chance">{escape(chance)} %</span>' if chance else "")


def _heading(title: str, width: int) -> str:
    """The head of a group of rows, which begins with it."""
    return f'</tbody><tbody><tr class="part_head"><th scope="rowgroup" colspan="{width + 1}">{escape(title)}</th></tr>'


def _table(name: str, columns: Sequence[Column], rows: str) -> str:
    return table(
        name,
        heads('<span class="unseen">Compared</span>', *(escape(each.name) for each in columns)),
        rows,
        "side_by_side",
    )
