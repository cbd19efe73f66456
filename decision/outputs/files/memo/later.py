"""The memo's last parts: money, dissent, requirements, conditions, what to check later, and how it was made."""

from __future__ import annotations

from collections.abc import Iterator

from decision.analysis.scoring import evaluate
from decision.outputs.files.material import Material
from decision.outputs.files.memo.bounds import MOST_OPTIONS, MOST_ROWS, first_options, rest_in_words
from decision.outputs.files.money_paper import by_year, in_short
from decision.outputs.files.paper.blocks import Block, Bullets, Grid, Heading, Paragraph
from decision.outputs.tables.evaluations import evaluations_table
from decision.outputs.words.figures import present_value_in_words, rating
from decision.outputs.words.memo import (
    NOBODY_DISSENTS,
    dissent_in_words,
    money_criteria,
    not_shown_in_words,
    prediction_rows,
    spoken_for,
    to_reserve,
    what_to_check_later,
)
from decision.outputs.words.readiness import owner_and_day
from decision.outputs.words.scoring import criterion_name, open_requirements
from decision.outputs.words.viewpoints import parting, parting_in_words, weighted_by


def money(material: Material) -> Iterator[Block]:
    """What each option costs in the middle and in four of five futures, what to hold in reserve, and what pays back."""
    scenario, simulation = material.scenario, material.figures.simulation
    paths = money_criteria(scenario)
    if not paths or simulation is None:
        return
    yield Heading("Money to commit to")
    chosen = spoken_for(scenario, material.figures.evaluation)
    if chosen is not None:
        yield Bullets(tuple(to_reserve(scenario, simulation, chosen, path) for path in paths))
    head = ["Option"]
    for path in paths:
        head += [f"{criterion_name(scenario, path)}, P50", "P80"]
    rows = []
    by_id = {column.id: column for column in material.table.options}
    for column in (by_id[each.id] for each in first_options(material)):
        drawn = simulation.option(column.id).ratings
        cells = [
            rating(x, scenario.leaves[path], scenario.currency)
            for path in paths
            for x in (drawn[path].p50, drawn[path].p80)
        ]
        rows.append((f"{column.name} (out)" if column.out else column.name, *cells))
    widths = (4.0, *[1.6] * (len(head) - 1))
    yield Grid("Money at P50 and P80", tuple(head), tuple(rows), frozenset(range(1, len(head))), widths)
    if rest := rest_in_words(len(by_id), len(rows)):
        yield Paragraph(rest, "note")
    over = present_value_in_words(scenario.horizon_years, scenario.discount_rate)
    meaning = f" Cost plans are {over}." if over and any(scenario.leaves[p].kind == "cost_plan" for p in paths) else ""
    yield Paragraph(f"P50: enough in half of the futures; P80: in four of five.{meaning}", "note")
    costs = material.table.costs
    if costs is not None and costs.cash is not None:
        if len(paths) > 1:
            yield Paragraph(f"{costs.cash.criterion} over the years:")
        yield from in_short(costs.cash)


def money_by_year(material: Material) -> Iterator[Block]:
    """What a page has room for and a memo has not: the years and the lines of cost plans."""
    costs = material.table.costs
    if costs is not None and costs.cash is not None:
        yield from by_year(costs.cash, material.scenario.currency)


def dissent(material: Material) -> Iterator[Block]:
    """Who would choose otherwise."""
    scenario = material.scenario
    yield Heading("Dissent")
    evaluated = evaluations_table(scenario)
    if not scenario.views and evaluated is None:
        yield Paragraph(NOBODY_DISSENTS)
        return
    if scenario.views:
        yield from _views(material)
    if evaluated is not None:
        told = [f"{cell.criterion} of {cell.option}: {said}" for cell in evaluated.cells for said in cell.dissent]
        yield Paragraph(" ".join(evaluated.sentences))
        if told:
            more = [f"And {len(told) - MOST_ROWS} more, which the workbook lists."] if len(told) > MOST_ROWS else []
            yield Bullets((*told[:MOST_ROWS], *more))


def _views(material: Material) -> Iterator[Block]:
    """Who leads with the weights of each view, and where they part."""
    scenario = material.scenario
    views = {name: weighted_by(scenario, view) for name, view in scenario.views.items()}
    evaluations = {name: evaluate(view) for name, view in views.items()}
    yield Paragraph(dissent_in_words(scenario, material.figures.evaluation, evaluations))
    if len(views) > 1:
        yield Paragraph(parting_in_words(scenario, parting(scenario, views)))


def requirements(material: Material) -> Iterator[Block]:
    """What has not been shown to be met, by every option, and in full by the one that the memo speaks of."""
    scenario = material.scenario
    if not scenario.requirements:
        return
    yield Heading("Requirements not shown")
    missing = open_requirements(scenario)
    told = tuple(filter(None, (not_shown_in_words(scenario, missing, each.id) for each in scenario.options)))
    if not told:
        yield Paragraph(f"Every option was held against all {len(scenario.requirements)} requirements.")
        return
    yield Bullets(told[:MOST_OPTIONS])
    if len(told) > MOST_OPTIONS:
        yield Paragraph(f"And {len(told) - MOST_OPTIONS} more options, as the comparison tells.", "note")
    chosen = spoken_for(scenario, material.figures.evaluation)
    open_ = [each for each in scenario.requirements if chosen is not None and each.id in missing[chosen]]
    if open_:
        rows = tuple((each.id, each.text, each.evidence) for each in open_[:MOST_ROWS])
        name = next(column.name for column in material.table.options if column.id == chosen)
        yield Grid(
            f"What {name} has still to show", ("Id", "Requirement", "What would show it"), rows, widths=(1, 4, 4)
        )
    if len(open_) > MOST_ROWS:
        yield Paragraph(f"And {len(open_) - MOST_ROWS} more, which the comparison lists.", "note")


def conditions(material: Material) -> Iterator[Block]:
    """What must be true before launch, and what will be read after it."""
    tables = material.table.readiness
    if tables is None:
        return
    yield Heading("Conditions and measures")
    yield Paragraph(" ".join(tables.sentences))
    if tables.conditions:
        held = [(row.condition.what, row.of, owner_and_day(row.condition)) for row in tables.conditions[:MOST_ROWS]]
        yield Grid(
            "What must be true before launch", ("Condition", "Of", "Owner and day"), tuple(held), widths=(5, 2, 3)
        )
    if tables.measures:
        read = [(m.what, m.baseline, m.target, m.reader, m.when) for m in tables.measures[:MOST_ROWS]]
        head = ("Measure", "Baseline", "Target", "Read by", "When")
        yield Grid("What will be read after launch", head, tuple(read), widths=(3, 2, 2, 2, 2))
    left = max(0, len(tables.conditions) - MOST_ROWS) + max(0, len(tables.measures) - MOST_ROWS)
    if left:
        yield Paragraph(f"And {left} more, which the comparison lists.", "note")


def prediction(material: Material) -> Iterator[Block]:
    """What is expected of the option chosen, to be held against what comes."""
    scenario, simulation = material.scenario, material.figures.simulation
    chosen = spoken_for(scenario, material.figures.evaluation)
    if simulation is None or chosen is None:
        return
    rows = prediction_rows(scenario, simulation, chosen, MOST_ROWS)
    if not rows:
        return
    yield Heading("The prediction to check later")
    yield Paragraph(what_to_check_later(scenario, chosen))
    yield Grid(
        "What is expected", ("Figure", "P10", "P50", "P90"), tuple(rows), frozenset({1, 2, 3}), (4, 1.6, 1.6, 1.6)
    )


def made_how(material: Material) -> Iterator[Block]:
    """What the points are, from which draws, and where the whole method is."""
    table = material.table
    yield Heading("How this was made")
    drawn = ""
    if table.simulation is not None:
        drawn = f" Chances: {table.simulation.draws:,} draws from seed {table.simulation.seed}."
    yield Paragraph(f"{table.points_of_what}{drawn} Every formula and its source: docs/method.md of Trilemma.", "note")
