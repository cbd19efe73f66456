"""The comparison as a workbook: inputs to change, formulas that follow them, and a check of both; it runs nothing."""

from __future__ import annotations

from typing import Any

from decision.analysis.stopping import go_on
from decision.model.scenario import Scenario
from decision.outputs.charts.colours import EXCLUDED, ink_on
from decision.outputs.charts.option_marks import option_marks
from decision.outputs.files.workbook.about_sheet import about
from decision.outputs.files.workbook.book import Book
from decision.outputs.files.workbook.charts_sheet import charts
from decision.outputs.files.workbook.check_sheets import check, inputs
from decision.outputs.files.workbook.classes_sheet import reference_classes
from decision.outputs.files.workbook.comparison_sheet import Comparison
from decision.outputs.files.workbook.cost_plan_sheet import CostPlans
from decision.outputs.files.workbook.decided_sheet import what_was_decided
from decision.outputs.files.workbook.enclosed_sheet import enclosed_decision
from decision.outputs.files.workbook.evaluators_sheets import left_out, names_of, scoring_and_consensus
from decision.outputs.files.workbook.how_sure_sheet import how_sure
from decision.outputs.files.workbook.money_sheet import money_over_the_years
from decision.outputs.files.workbook.places import Places
from decision.outputs.files.workbook.price_sheet import price_formulas
from decision.outputs.files.workbook.ratings_sheet import ratings
from decision.outputs.files.workbook.readiness_sheet import risks_and_conditions
from decision.outputs.files.workbook.requirements_sheet import requirements
from decision.outputs.files.workbook.rooms_sheet import what_rooms_settled
from decision.outputs.files.workbook.scales_sheet import Scales
from decision.outputs.files.workbook.sensitivity_sheets import switching_points, worth_finding_out
from decision.outputs.files.workbook.sheets import HEAD
from decision.outputs.files.workbook.sign_off_sheet import sign_off
from decision.outputs.files.workbook.summary_sheet import summary
from decision.outputs.files.workbook.trail_sheet import trail
from decision.outputs.files.workbook.weights_sheet import weights
from decision.outputs.tables.comparison import ComparisonTable
from decision.outputs.tables.prices import price_tables


def comparison_workbook(
    scenario: Scenario,
    table: ComparisonTable,
    sentence: str,
    enclosed: str = "",
    evaluators: str | None = None,
    leave_out: str | None = None,
) -> bytes:
    """The workbook that `laid_out` makes, as the bytes of a file."""
    book = laid_out(scenario, table, sentence, enclosed, evaluators, leave_out)
    go_on()
    return book.content()  # not where work was stopped: nobody waits for what it would write


def laid_out(
    scenario: Scenario,
    table: ComparisonTable,
    sentence: str,
    enclosed: str = "",
    evaluators: str | None = None,
    leave_out: str | None = None,
) -> Book:
    """Who leads, the comparison and all it follows from, then what would change it, and what the file is about.

    Weights, ratings, requirements, scales and cost plans are cells to change; shares, values, points, scores, ranks and
    present values are formulas. What no formula can follow is a figure, and marked as such. `enclosed` is the text of
    the decision, as `decision.files.enclosure` makes it, to be read back from the workbook.
    There is a scoring sheet for each of `evaluators`, without the criteria to `leave_out`.
    """
    book, places = Book.new(table.title), Places(scenario, table)
    scales, plans, heads = Scales(places), CostPlans(places), _option_heads(book, scenario, table)
    summary(book, places, sentence)
    Comparison(book, places, heads, scales).write(sentence)
    if table.decided is not None:
        what_was_decided(book.raw, table.decided)
    weights(book, places)
    scales.write(book)
    ratings(book, places, scales, plans)
    if table.requirements:
        requirements(book, places, heads)
    if plans.first_rows:
        plans.write(book)
    prices = price_tables(table)
    if prices:
        price_formulas(book, places, prices)
    if table.classes:
        reference_classes(book.raw, table.classes)
    charts(book, places)
    if table.simulation is not None:
        how_sure(book, places, table.simulation)
    if table.turning is not None:
        switching_points(book.raw, table.turning)
        if table.turning.worths:
            worth_finding_out(book.raw, table.turning)
    if table.costs is not None:
        money_over_the_years(book, table.costs, table.currency)
    if table.readiness is not None:
        risks_and_conditions(book.raw, [option.name for option in table.options], table.readiness)
    if table.rooms:
        what_rooms_settled(book.raw, table.rooms)
    scoring_and_consensus(book, places, names_of(evaluators), left_out(scenario, leave_out))
    sign_off(book, places)
    if table.trail is not None:
        trail(book, table.trail)
    about(book.raw, scenario, table)
    check(book)
    inputs(book)
    if enclosed:
        enclosed_decision(book, enclosed)
    return book


def _option_heads(book: Book, scenario: Scenario, table: ComparisonTable) -> list[Any]:
    """The format of each option's heading: its colour, or grey and struck where it is excluded."""
    marks = option_marks(scenario)
    colours = [EXCLUDED if option.out else marks[option.id].colour for option in table.options]
    return [
        book.style(
            **HEAD,
            text_wrap=True,
            indent=1,
            align="left",
            bg_color=colour,
            font_color=ink_on(colour),
            font_strikeout=bool(option.out),
        )
        for option, colour in zip(table.options, colours, strict=True)
    ]
