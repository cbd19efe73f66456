"""Works side by side: who leads in each, how surely, with which scores, and only what differs between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from decision.analysis.outcome import SimulationResult
from decision.analysis.scoring import Evaluation, evaluate
from decision.model.scenario import Scenario
from decision.outputs.charts import OptionMark, criterion_colours, option_marks
from decision.outputs.figures import percent, points
from decision.outputs.sentences import short_names
from decision.outputs.surety import nothing_varies, verdict
from decision.ui.changes import Difference, alike, differences
from decision.ui.comparison import chip
from decision.ui.simulated import simulated
from decision.ui.snapshots import chance_of
from decision.ui.text import escape
from decision.ui.work import Work

_NOTHING_SAID = "–"
_DIFFERS = "differs"


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
    return Column(name, work, scenario, evaluate(scenario), simulated(scenario, "stated"), work.weights_problem)


def views_table(columns: Sequence[Column], parted: str | None) -> str:
    """Sets of weights on one decision: leaders, scores and every weight; the criterion `parted` stands out."""
    first = columns[0].scenario
    colours = criterion_colours(first)
    rows = _results(columns, first)
    rows += _heading("Weights", len(columns))
    for top in first.criteria:
        name = f'<i class="swatch" style="background:{colours[top.id]}"></i>{escape(top.name)}'
        cells = [_NOTHING_SAID if each.problem else percent(each.scenario.weights[top.id]) for each in columns]
        rows += _row(name, cells, "parted" if top.id == parted else "")
    return _table("Views side by side", columns, rows)


def snapshots_table(columns: Sequence[Column]) -> str:
    """The work now, first, beside others: leaders, scores, and what is not the same in all of them."""
    first = columns[0]
    comparable = [each for each in columns if alike(first.scenario, each.scenario)]
    rows = _results(columns, first.scenario)
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
            every.setdefault(key, each)
    rows = ""
    paths = list(columns[0].scenario.all_criteria)

    def place(key: tuple[str, str]) -> tuple[int, int]:
        kind, about = key
        return _ORDER.index(kind), paths.index(about) if kind == "weight" else 0

    for key, each in sorted(every.items(), key=lambda item: place(item[0])):
        base = each.was or _NOTHING_SAID
        cells, changed = [], []
        for differing in found:
            there = differing.get(key)
            cells.append(base if there is None else there.now or _DIFFERS)
            changed.append(there is not None)
        comparable = [alike(columns[0].scenario, one.scenario) for one in columns]
        if each.kind != "decision":
            cells = [cell if same else _NOTHING_SAID for cell, same in zip(cells, comparable, strict=True)]
        rows += _row(escape(_subject(each)), cells, "", changed)
    return rows


_ORDER = ("decision", "left out", "requirement", "weight", "scale", "rating", "evidence", "note")


def _subject(each: Difference) -> str:
    kind = {"weight": "Weight of ", "left out": ""}.get(each.kind, "")
    return f"{kind}{each.subject.rstrip(':')}"


# --- parts ----------------------------------------------------------------------------------------------------


def _results(columns: Sequence[Column], first: Scenario) -> str:
    rows = _row("Leads", [_leader(each) for each in columns], "leads", html=True)
    rows += _row("How sure", [_sure(each) for each in columns])
    rows += _heading("Score, and best in so many of 100 futures", len(columns))
    marks, names = option_marks(first), short_names(first.options)
    for option in first.options:
        cells = [_score(each, option.id) for each in columns]
        rows += _row(f"{chip(marks[option.id])}{escape(names[option.id])}", cells, html=True)
    return rows


def _leader(column: Column) -> str:
    if column.problem:
        return f'<span title="{escape(column.problem)}">not possible</span>'
    if not column.evaluation.joint_leaders:
        return _NOTHING_SAID
    marks: Mapping[str, OptionMark] = option_marks(column.scenario)
    names = short_names(column.scenario.options)
    return "<br>".join(f"{chip(marks[id])}{escape(names[id])}" for id in column.evaluation.joint_leaders)


def _sure(column: Column) -> str:
    result = column.result
    return _NOTHING_SAID if column.problem or isinstance(result, str) or nothing_varies(result) else verdict(result)


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


def _row(
    head: str, cells: Sequence[str], kind: str = "", changed: Sequence[bool] | None = None, *, html: bool = False
) -> str:
    """A row; `head` is HTML, and so are the cells where `html` says so. What has not changed is shown faint."""
    shown = ""
    for place, cell in enumerate(cells):
        faint = ' class="faint"' if changed is not None and place and not changed[place] else ""
        shown += f"<td{faint}>{cell if html else escape(cell)}</td>"
    return f'<tr{f" class={kind!r}" if kind else ""}><th scope="row">{head}</th>{shown}</tr>'


def _table(name: str, columns: Sequence[Column], rows: str) -> str:
    heads = "".join(f'<th scope="col">{escape(each.name)}</th>' for each in columns)
    return (
        f'<div class="scroll" role="region" aria-label="{escape(name)}" tabindex="0">'
        f'<table class="compare side_by_side"><thead><tr><th scope="col"><span class="unseen">Compared</span></th>'
        f"{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
