"""Where things stand in a workbook, so that a formula on one sheet can name a cell on another.

Throughout this module
    m     is an option, in the order of the file
    path  is a criterion or part
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from decision.model.cost_plan import CostPlan
from decision.model.scenario import Scenario
from decision.outputs.files.workbook.book import cell, cells
from decision.outputs.tables.comparison import ComparisonTable, CriterionRow

SUMMARY, COMPARISON, WEIGHTS, SCALES = "Summary", "Comparison", "Weights", "Scales"
RATINGS, REQUIREMENTS, PLANS, LINES = "Ratings", "Requirements", "Cost plan", "Cost lines"
TOP_LEVEL = "top level"  # no id has a blank
FIRST_WEIGHT = FIRST_SCALE = FIRST_RATING = 4  # rows
FIRST_CRITERION = 6  # on *Comparison*
FIRST_OPTION = 7  # on *Summary*
FIRST_REQUIREMENT = 3
WEIGHT_OF, SHARE_OF, PART_OF = 4, 3, 1  # columns on *Weights*
STATUS, SCORE, RANK = 1, 2, 3  # columns on *Summary*
RATING, VALUE, SHORT, EVIDENCE, OPTION_KEY = 4, 10, 11, 12, 17  # columns on *Ratings*


@dataclass(frozen=True)
class Places:
    """The cells of one decision."""

    scenario: Scenario
    table: ComparisonTable

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """The place of every criterion and part among all of them, by path."""
        return {path: place for place, path in enumerate(self.scenario.all_criteria)}

    @cached_property
    def leaves(self) -> Mapping[str, int]:
        """The place of every criterion that is rated among those, by path."""
        return {path: place for place, path in enumerate(self.scenario.leaves)}

    @cached_property
    def leaf_rows(self) -> tuple[CriterionRow, ...]:
        """What the table says of every criterion that is rated."""
        return tuple(row for row in self.table.criteria if not row.criterion.parts)

    def is_plan(self, m: int, path: str) -> bool:
        """Whether the rating is given as a cost plan."""
        rating = self.scenario.options[m].ratings.get(path)
        return rating is not None and isinstance(rating.estimate, CostPlan)

    def weight(self, path: str) -> str:
        """The weight in the whole."""
        return cell(WEIGHTS, FIRST_WEIGHT + self.rows[path], WEIGHT_OF)

    def weights(self, column: int, after: str | None = None, below: int | None = None) -> str:
        """A column of *Weights*: all of it, or of as many rows as are `below` the row of `after`."""
        first = FIRST_WEIGHT if after is None else FIRST_WEIGHT + self.rows[after] + 1
        count = len(self.rows) if below is None else below
        return cells(WEIGHTS, (first, column), (first + count - 1, column))

    def scale(self, path: str, column: int) -> str:
        """A cell of the scale of a criterion that is rated."""
        return cell(SCALES, FIRST_SCALE + self.leaves[path], column)

    def rating_row(self, m: int, path: str) -> int:
        """The row of a rating on *Ratings*."""
        return FIRST_RATING + self.leaves[path] * len(self.scenario.options) + m

    def rating(self, m: int, path: str, column: int = RATING) -> str:
        """A cell of the row of a rating."""
        return cell(RATINGS, self.rating_row(m, path), column)

    def ratings(self, column: int) -> str:
        """A whole column of *Ratings*."""
        last = FIRST_RATING + len(self.leaves) * len(self.scenario.options) - 1
        return cells(RATINGS, (FIRST_RATING, column), (last, column))

    def of_option(self, m: int, column: int) -> str:
        """A cell of the row of an option on *Summary*."""
        return cell(SUMMARY, FIRST_OPTION + m, column)

    def of_options(self, column: int) -> str:
        """A whole column of *Summary*."""
        return cells(SUMMARY, (FIRST_OPTION, column), (FIRST_OPTION + len(self.scenario.options) - 1, column))

    def score(self, m: int) -> str:
        """The score of an option under its points on *Comparison*."""
        return cell(COMPARISON, FIRST_CRITERION + len(self.rows), 4 + 4 * m)

    def points(self, m: int, path: str) -> str:
        """The points of an option on a criterion or part on *Comparison*."""
        return cell(COMPARISON, FIRST_CRITERION + self.rows[path], 4 + 4 * m)

    def results(self, m: int) -> str:
        """How an option stands on all requirements; there is at least one."""
        last = FIRST_REQUIREMENT + len(self.table.requirements) - 1
        return cells(REQUIREMENTS, (FIRST_REQUIREMENT, 2 + 2 * m), (last, 2 + 2 * m))
