"""What a person has before them: one scenario, where it came from, and what is being entered.

Every change gives a new `Work`, so that an earlier one can be put back as it was.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from decision.model.errors import DecisionError
from decision.model.requirement import RequirementResult
from decision.model.scenario import Scenario
from decision.ui.drafts import RatingDraft, draft_of, rating_of

Cell = tuple[str, str]  # option id and criterion path
ScaleDraft = tuple[float | None, float | None]  # worst and best

MOST_POINTS = 100


@dataclass(frozen=True)
class Origin:
    """The file a scenario was read from; one that was uploaded lies in no folder."""

    name: str
    path: Path | None = None

    @property
    def folder(self) -> Path | None:
        return None if self.path is None else self.path.parent


@dataclass(frozen=True)
class Work:
    """One decision being worked on.

    Attributes
    ----------
    scenario
        The decision: always sound, and all that results are computed from.
    opened
        As it was read.
    saved
        Fingerprint of what was last read or saved.
    points
        Where the weight sliders stand, by top-level criterion, 0 to 100. They are the scenario's weights unless
        `weights_problem` says why they cannot be.
    rating_drafts, scale_drafts
        Entries that no sound rating or scale can be made of yet, by cell and by criterion.
    """

    scenario: Scenario
    opened: Scenario
    origin: Origin
    saved: str
    points: Mapping[str, float]
    weights_problem: str = ""
    rating_drafts: Mapping[Cell, RatingDraft] = field(default_factory=lambda: MappingProxyType({}))
    scale_drafts: Mapping[str, ScaleDraft] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def unsaved(self) -> bool:
        """Whether something would be lost by leaving."""
        return self.scenario.fingerprint != self.saved or bool(self.rating_drafts or self.scale_drafts)

    # --- weights ------------------------------------------------------------------------------------------

    def with_point(self, criterion: str, x: float) -> Work:
        """One slider moved."""
        return self.with_points({**self.points, criterion: x})

    def with_points(self, points: Mapping[str, float]) -> Work:
        """All sliders set; where the weights they give are impossible, the last sound ones stay in force."""
        points = MappingProxyType(dict(points))
        try:
            scenario = self.scenario.with_weights(points)
        except DecisionError as error:
            return replace(self, points=points, weights_problem=str(error))
        return replace(self, scenario=scenario, points=points, weights_problem="")

    def with_view(self, name: str) -> Work:
        """The weights of one stakeholder."""
        return self._reweighted(lambda: self.scenario.with_weights(self.scenario.views[name]))

    def with_equal_weights(self) -> Work:
        """Every criterion alike, in whole points."""
        each = float(max(1, round(MOST_POINTS / len(self.points))))
        return self._reweighted(
            lambda: self.scenario.with_weights(dict.fromkeys(self.points, each)), dict.fromkeys(self.points, each)
        )

    def with_file_weights(self) -> Work:
        """The weights as they were read."""
        return self._reweighted(lambda: self.scenario.with_weights_of(self.opened))

    def _reweighted(self, make: Callable[[], Scenario], points: Mapping[str, float] | None = None) -> Work:
        try:
            scenario = make()
        except DecisionError as error:
            return replace(self, weights_problem=str(error))
        return replace(
            self,
            scenario=scenario,
            points=MappingProxyType(dict(points or slider_points(scenario))),
            weights_problem="",
        )

    # --- ratings and scales ---------------------------------------------------------------------------------

    def draft(self, cell: Cell) -> RatingDraft:
        """What stands in the fields of one rating."""
        if cell in self.rating_drafts:
            return self.rating_drafts[cell]
        option, path = cell
        return draft_of(self.scenario.option(option).ratings[path])

    def with_draft(self, cell: Cell, draft: RatingDraft) -> Work:
        """One rating entered; as long as it is impossible, the last sound one stays in force."""
        kept = {known: each for known, each in self.rating_drafts.items() if known != cell}
        try:
            scenario = self.scenario.with_rating(*cell, rating_of(draft))
        except DecisionError:
            return replace(self, rating_drafts=MappingProxyType({**kept, cell: draft}))
        return replace(self, scenario=scenario, rating_drafts=MappingProxyType(kept))

    def rating_problem(self, cell: Cell) -> str:
        """Why the fields of one rating say none; empty where they do."""
        return (
            ""
            if cell not in self.rating_drafts
            else _problem(lambda: self.scenario.with_rating(*cell, rating_of(self.rating_drafts[cell])))
        )

    def scale(self, path: str) -> ScaleDraft:
        """What stands in the fields for worst and best of one criterion."""
        function = self.scenario.leaves[path].value_function
        assert function is not None  # a criterion that is rated has one
        return self.scale_drafts.get(path, (function.scale.worst, function.scale.best))

    def with_scale(self, path: str, ends: ScaleDraft) -> Work:
        """Worst and best of one criterion entered; as long as they are impossible, the last sound ones stay."""
        kept = {known: each for known, each in self.scale_drafts.items() if known != path}
        try:
            scenario = self._rescaled(path, ends)
        except DecisionError:
            return replace(self, scale_drafts=MappingProxyType({**kept, path: ends}))
        return replace(self, scenario=scenario, scale_drafts=MappingProxyType(kept))

    def scale_problem(self, path: str) -> str:
        """Why worst and best of one criterion cannot be; empty where they can."""
        return "" if path not in self.scale_drafts else _problem(lambda: self._rescaled(path, self.scale_drafts[path]))

    def _rescaled(self, path: str, ends: ScaleDraft) -> Scenario:
        worst, best = ends
        if worst is None or best is None:
            raise DecisionError("worst or best is empty; give two numbers")
        criterion = self.scenario.leaves[path]
        function = criterion.value_function
        assert function is not None  # a criterion that is rated has one
        scale = replace(function.scale, worst=worst, best=best)
        return self.scenario.with_criterion(path, replace(criterion, value_function=replace(function, scale=scale)))

    # --- requirements -----------------------------------------------------------------------------------------

    def with_result(self, option: str, requirement: str, result: RequirementResult) -> Work:
        """How one option stands on one requirement; what the file left unsaid is left unsaid again."""
        unsaid = result == RequirementResult() and requirement not in self.opened.option(option).requirements
        return replace(
            self, scenario=self.scenario.with_requirement_result(option, requirement, None if unsaid else result)
        )


def opened(scenario: Scenario, origin: Origin) -> Work:
    """The work that begins with a scenario just read."""
    return Work(scenario, scenario, origin, scenario.fingerprint, MappingProxyType(slider_points(scenario)))


def slider_points(scenario: Scenario) -> dict[str, float]:
    """The top-level weights on a scale of 100 points: as stated if they sum to 100, else in proportion."""
    stated = {criterion.id: criterion.weight for criterion in scenario.criteria}
    if all(x is not None for x in stated.values()) and math.isclose(
        math.fsum(x or 0.0 for x in stated.values()), MOST_POINTS
    ):
        return {name: x or 0.0 for name, x in stated.items()}
    return {name: MOST_POINTS * scenario.weights[name] for name in stated}


def _problem(make: Callable[[], object]) -> str:
    try:
        make()
    except DecisionError as error:
        return str(error)
    return ""
