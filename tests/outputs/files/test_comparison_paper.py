"""The comparison as a page: the same figures and parts as in Markdown, and never too wide for paper."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

import pytest

from decision.analysis.scoring import evaluate
from decision.model.record import RecordedDecision
from decision.model.scenario import Scenario
from decision.model.trail import FigureChange, Trail
from decision.outputs.files.comparison_paper import MOST_BESIDE, comparison_paper
from decision.outputs.files.export import Figures, export, figures_of
from decision.outputs.files.material import Material
from decision.outputs.files.paper.blocks import Grid, Heading
from decision.outputs.words.figures import points
from tests.outputs.samples import EXCLUDED, MINIMAL, PORTAL, THREE_LEVELS

DECIDED = replace(PORTAL, decision=RecordedDecision("buy", datetime.date(2026, 12, 1), because="It was near."))


def grids(scenario: Scenario, caption: str) -> list[Grid]:
    material = Material(scenario, Figures(evaluate(scenario), None, None))
    blocks = comparison_paper(material.table, material.sentence).blocks
    return [block for block in blocks if isinstance(block, Grid) and block.caption.startswith(caption)]


@pytest.mark.parametrize("scenario", [DECIDED, MINIMAL, EXCLUDED, THREE_LEVELS], ids=lambda scenario: scenario.title)
def test_the_page_has_the_parts_of_the_markdown(scenario: Scenario) -> None:
    figures = figures_of(scenario)
    written = export(scenario, ".md", figures=figures).decode()
    page = Material(scenario, figures)
    headings = [b.text for b in comparison_paper(page.table, page.sentence).blocks if isinstance(b, Heading)]
    of_markdown = [line.removeprefix("## ") for line in written.splitlines() if line.startswith("## ")]
    assert [each for each in headings if each != "The comparison"] == [
        re.sub(r"\\(.)", r"\1", each) for each in of_markdown if each != "The comparison"
    ]


def test_points_scores_and_ranks_are_those_of_the_engine() -> None:
    (grid,) = grids(PORTAL, "Ratings in their units")
    result = evaluate(PORTAL)
    for k, path in enumerate(PORTAL.all_criteria):
        assert list(grid.rows[k][3::2]) == [points(option.contributions[path]) for option in result.options]
    assert grid.rows[len(PORTAL.all_criteria)][3::2] == tuple(points(option.score) for option in result.options)
    assert grid.rows[len(PORTAL.all_criteria) + 1][3::2] == tuple(str(option.rank) for option in result.options)


def test_more_options_than_fit_beside_each_other_follow_in_tables_of_their_own() -> None:
    first = MINIMAL.options[0]
    more = tuple(replace(first, id=f"o{n}", name=f"Option {n}", approach=None) for n in range(30))
    many = replace(MINIMAL, options=more, views={}, decision=None)
    found = grids(many, "Ratings in their units")
    assert len(found) == 30 / MOST_BESIDE
    assert all(len(grid.head) == 2 + 2 * MOST_BESIDE for grid in found)
    named = [name for grid in found for name in grid.head[2::2]]
    assert named == [option.name for option in many.options]
    assert found[1].caption.endswith(", options 6 to 10 of 30")


def test_what_was_changed_is_on_the_page() -> None:
    began = datetime.datetime(2026, 11, 26, 9, 0, tzinfo=datetime.UTC)
    trail = Trail(began, PORTAL.whole_fingerprint).noted([FigureChange("weights.cost", "15", "25")], began)
    page = export(PORTAL, ".html", figures=Figures(evaluate(PORTAL), None, None), trail=trail).decode()
    assert "<h2>What was changed</h2>" in page
    assert "2026-11-26" in page
