"""What a person has before them: one scenario, where it came from, and what is being entered.

Every change gives a new `Work`, so that an earlier one can be put back as it was.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from decision.files.library import knowing_lines
from decision.model.cost_plan import COMPONENTS, CostPlan
from decision.model.errors import DecisionError, ImpossibleError
from decision.model.estimate import Estimate
from decision.model.evidence_ranges import range_by_evidence, with_ranges_by_evidence
from decision.model.requirement import RequirementResult
from decision.model.scenario import ImpossibleScenarioError, Scenario
from decision.model.structure.curves import with_ends
from decision.model.trail import Trail
from decision.model.visible import visible
from decision.model.what_if import leaving_out
from decision.outputs.words.viewpoints import weighted_by
from decision.ui.session.drafts import RatingDraft, draft_of, rating_of
from decision.ui.session.payment_draft import in_labels

Cell = tuple[str, str]  # option id and criterion path
ScaleDraft = tuple[float | None, float | None]  # worst and best

TRACKS = (100, 200, 300, 500, 1000)  # points at the right end of the sliders
MOST_POINTS = TRACKS[-1]
_EQUAL_TOTAL = 100  # points that equal weights share out
_FEWEST_IN_ALL = 50  # points: weights that sum to less would crowd at the left end of the sliders
LONGEST_NAME = 80  # characters of a snapshot's name
MOST_SNAPSHOTS = 30
_MOST_PROBLEMS = 3  # with one rating that are told at once


@dataclass(frozen=True)
class Origin:
    """The file a scenario was read from; one that was uploaded lies in no folder.

    `raw` is what it held when it was read or last saved in its place, and no part of which file it is. What `is_new`
    was begun here, and is in no file before it is saved: it finds catalogues as if it lay in the folder `beside`.
    """

    name: str
    path: Path | None = None
    raw: bytes | None = field(default=None, compare=False, repr=False)
    is_new: bool = field(default=False, compare=False)
    beside: Path | None = None

    @property
    def folder(self) -> Path | None:
        """Where what it refers to by name is looked for."""
        return self.beside if self.path is None else self.path.parent


@dataclass(frozen=True)
class Work:
    """One decision being worked on.

    Attributes
    ----------
    scenario
        The decision: always sound, and what is edited and saved. Results are computed from `scenario_in_force`.
    opened
        As it was read, or last saved in the place of the file.
    saved
        Whole fingerprint of what was last read or saved.
    points
        Where the weight sliders stand, by top-level criterion, 0 to `MOST_POINTS`. They are the scenario's weights
        unless `weights_problem` says why they cannot be.
    rating_drafts, scale_drafts
        Entries that no sound rating or scale can be made of yet, by cell and by criterion.
    left_out_options, left_out_criteria
        Ids of what is left out for now, as a question of what if. No file holds them.
    what_if_problem
        Why what was last asked to be left out is still in.
    snapshots
        Earlier states that were given a name.
    trail
        What was changed since the file was opened, by way of this state; no part of which state it is.
    """

    scenario: Scenario
    opened: Scenario
    origin: Origin
    saved: str
    points: Mapping[str, float]
    weights_problem: str = ""
    rating_drafts: Mapping[Cell, RatingDraft] = field(default_factory=lambda: MappingProxyType({}))
    scale_drafts: Mapping[str, ScaleDraft] = field(default_factory=lambda: MappingProxyType({}))
    left_out_options: frozenset[str] = frozenset()
    left_out_criteria: frozenset[str] = frozenset()
    what_if_problem: str = ""
    snapshots: tuple[Snapshot, ...] = ()
    trail: Trail = field(default=Trail(), compare=False, repr=False)

    @cached_property
    def scenario_in_force(self) -> Scenario:
        """The decision without what is left out for now: what every result is computed from."""
        return leaving_out(self.scenario, self.left_out_options, self.left_out_criteria)

    @property
    def unsaved(self) -> bool:
        """Whether something would be lost by leaving."""
        return self.scenario.whole_fingerprint != self.saved or bool(self.rating_drafts or self.scale_drafts)

    # --- weights ------------------------------------------------------------------------------------------

    def with_point(self, criterion: str, x: float) -> Work:
        """One slider moved."""
        return self.with_points({**self.points, criterion: x})

    def with_points(self, points: Mapping[str, float]) -> Work:
        """All sliders set; where the weights they give are impossible, the last sound ones stay in force."""
        points = MappingProxyType(dict(points))
        try:
            return self._in_force(
                replace(self, scenario=self.scenario.with_weights(points), points=points, weights_problem="")
            )
        except DecisionError as error:
            return replace(self, points=points, weights_problem=str(error))

    @property
    def points_in_force(self) -> Mapping[str, float]:
        """The points as they count now: 0 where a criterion is left out."""
        return MappingProxyType({id: 0.0 if id in self.left_out_criteria else x for id, x in self.points.items()})

    def with_points_in_force(self, points: Mapping[str, float]) -> Work:
        """All sliders put somewhere by one who knows only `points_in_force`: what is left out keeps its points."""
        return self.with_points(
            {id: self.points[id] if id in self.left_out_criteria else x for id, x in points.items()}
        )

    def with_view(self, name: str) -> Work:
        """The weights of one stakeholder."""
        return self._reweighted(lambda: self.scenario.with_weights(self.scenario.views[name]))

    def with_equal_weights(self) -> Work:
        """Every criterion alike, in whole points."""
        each = float(max(1, round(_EQUAL_TOTAL / len(self.points))))
        return self._reweighted(
            lambda: self.scenario.with_weights(dict.fromkeys(self.points, each)), dict.fromkeys(self.points, each)
        )

    def seen_with(self, weights: Mapping[str, float]) -> Work:
        """The work as it is with other weights, by path, to be shown beside it: they may lie outside a stated region.

        To go on with, it is not: what it says of its weights is no longer what the file leaves open about them.
        """
        return self._reweighted(lambda: weighted_by(self.scenario, weights))

    def with_file_weights(self) -> Work:
        """The weights as they were read; what the file has not keeps its own."""
        if not alike(self.scenario, self.opened):
            return self.with_points(self.file_points)
        return self._reweighted(lambda: self.scenario.with_weights_of(self.opened))

    @property
    def file_points(self) -> Mapping[str, float]:
        """Where the sliders stand with the weights as they were read; what the file has not stands where it is."""
        file = slider_points(self.opened)
        return {id: file.get(id, x) for id, x in self.points.items()}

    def _reweighted(self, make: Callable[[], Scenario], points: Mapping[str, float] | None = None) -> Work:
        try:
            scenario = make()
            stand = MappingProxyType(dict(points or slider_points(scenario)))
            return self._in_force(replace(self, scenario=scenario, points=stand, weights_problem=""))
        except DecisionError as error:
            return replace(self, weights_problem=str(error))

    @staticmethod
    def _in_force(made: Work) -> Work:
        """`made`, if it can be in force with what is left out; raises DecisionError otherwise."""
        assert made.scenario_in_force.weights
        return made

    # --- what if ----------------------------------------------------------------------------------------------

    def leaving_out(self, options: Iterable[str], criteria: Iterable[str]) -> Work:
        """Just these options and top-level criteria left out for now; not done where nothing would be left to weigh."""
        asked = replace(
            self,
            left_out_options=frozenset(options) & {option.id for option in self.scenario.options},
            left_out_criteria=frozenset(criteria) & frozenset(self.points),
            what_if_problem="",
        )
        try:
            return self._in_force(asked)
        except DecisionError as error:
            return replace(self, what_if_problem=str(error))

    # --- its file ---------------------------------------------------------------------------------------------

    @property
    def link_says_all(self) -> bool:
        """Whether its file and weights by top-level criterion are all there is to it."""
        return (
            alike(self.scenario, self.opened)
            and self.scenario.with_weights_of(self.opened).whole_fingerprint == self.opened.whole_fingerprint
        )

    def filed(self, raw: bytes) -> Work:
        """The work after it was saved in the place of its file, which holds `raw` now."""
        origin = replace(self.origin, raw=raw)
        return replace(self, origin=origin, opened=self.scenario, saved=self.scenario.whole_fingerprint)

    def in_the_file_of(self, other: Work) -> Work:
        """This work, which is another state of `other`, with the file as `other` knows it: as it was last saved."""
        if self.origin != other.origin:
            return self
        return replace(self, origin=other.origin, opened=other.opened, saved=other.saved)

    def as_read(self) -> Work:
        """The work as its file has it, with nothing left out."""
        return replace(opened(self.opened, self.origin, self.snapshots), saved=self.saved)

    def with_trail(self, trail: Trail) -> Work:
        """The same work, reached by another way."""
        if trail is self.trail:
            return self
        made = replace(self, trail=trail)
        if "scenario_in_force" in self.__dict__:  # worked out already, and no trail alters it
            made.__dict__["scenario_in_force"] = self.scenario_in_force
        return made

    # --- snapshots --------------------------------------------------------------------------------------------

    def as_snapshot(self) -> Work:
        """What a snapshot keeps: the work without its own snapshots and without entries that are not sound."""
        none: Any = MappingProxyType({})
        return replace(self, snapshots=(), rating_drafts=none, scale_drafts=none, what_if_problem="", trail=Trail())

    def with_snapshot(self, name: str) -> Work:
        """This state kept under `name`; as it was where there are as many snapshots as there may be."""
        if len(self.snapshots) >= MOST_SNAPSHOTS:
            return self
        name = " ".join(name.split())[:LONGEST_NAME]
        return replace(self, snapshots=(*self.snapshots, Snapshot(self.next_number, name, self.as_snapshot())))

    def renamed(self, number: int, name: str) -> Work:
        """One snapshot under another name; an empty name changes nothing."""
        name = " ".join(name.split())[:LONGEST_NAME]
        return self._with_snapshots(
            replace(each, name=name) if each.number == number and name else each for each in self.snapshots
        )

    def without_snapshot(self, number: int) -> Work:
        return self._with_snapshots(each for each in self.snapshots if each.number != number)

    def restored(self, number: int) -> Work:
        """The state that a snapshot kept; all snapshots stay."""
        kept = next((each.work for each in self.snapshots if each.number == number), None)
        if kept is None:
            return self
        return replace(kept.in_the_file_of(self), snapshots=self.snapshots)

    def _with_snapshots(self, snapshots: Iterable[Snapshot]) -> Work:
        return replace(self, snapshots=tuple(snapshots))

    @property
    def next_number(self) -> int:
        """The number that the next snapshot has."""
        return 1 + max((each.number for each in self.snapshots), default=0)

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

    def with_estimate(self, cell: Cell, step: Callable[[Estimate | CostPlan], Estimate | CostPlan | None]) -> Work:
        """One estimate changed, all else about the rating as it was; the same work where `step` makes none of it."""
        rating = self.scenario.option(cell[0]).ratings[cell[1]]
        made = step(rating.estimate)
        return self if made is None else self.with_draft(cell, draft_of(replace(rating, estimate=made)))

    def with_ranges_by_evidence(self) -> Work:
        """Every rating that is a single number with a range by its evidence."""
        return replace(self, scenario=with_ranges_by_evidence(self.scenario))

    def with_range_by_evidence(self, cell: Cell) -> Work:
        """One rating that is a single number with a range by its evidence; as it is where it can have none."""
        rating = range_by_evidence(self.scenario, *cell)
        return self if rating is None else self.with_draft(cell, draft_of(rating))

    def rating_problem(self, cell: Cell) -> str:
        """Why the fields of one rating say none, and where in a plan; empty where they do."""
        if cell not in self.rating_drafts:
            return ""
        try:
            self.scenario.with_rating(*cell, rating_of(self.rating_drafts[cell]))
        except ImpossibleScenarioError as error:
            return "; ".join(_in_plan(cell, problem) for problem in error.problems[:_MOST_PROBLEMS])
        except DecisionError as error:
            return str(error)
        return ""

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
        return self.scenario.with_criterion(path, replace(criterion, value_function=with_ends(function, worst, best)))

    # --- requirements -----------------------------------------------------------------------------------------

    def with_result(self, option: str, requirement: str, result: RequirementResult) -> Work:
        """How one option stands on one requirement; what the file left unsaid is left unsaid again."""
        said = {known.id: known.requirements for known in self.opened.options}.get(option, {})
        unsaid = result == RequirementResult() and requirement not in said
        return replace(
            self, scenario=self.scenario.with_requirement_result(option, requirement, None if unsaid else result)
        )


@dataclass(frozen=True)
class Snapshot:
    """A state of the work under a name; `number` tells it from the others, whatever it is called."""

    number: int
    name: str
    work: Work


def opened(scenario: Scenario, origin: Origin, snapshots: tuple[Snapshot, ...] = ()) -> Work:
    """The work that begins with a scenario just read or made; snapshots of what was open before are kept."""
    scenario = knowing_lines(scenario, origin.folder)
    points = MappingProxyType(slider_points(scenario))
    saved = "" if origin.is_new else scenario.whole_fingerprint
    trail = Trail(datetime.datetime.now(datetime.UTC).replace(microsecond=0), scenario.fingerprint)
    return Work(scenario, scenario, origin, saved, points, snapshots=snapshots, trail=trail)


def alike(one: Scenario, other: Scenario) -> bool:
    """Whether two scenarios have the same options and criteria, so that they can be compared piece by piece."""
    return list(one.all_criteria) == list(other.all_criteria) and [option.id for option in one.options] == [
        option.id for option in other.options
    ]


def slider_points(scenario: Scenario) -> dict[str, float]:
    """The top-level weights as points: as stated where the sliders can show them well, else as shares of 100."""
    stated = {criterion.id: criterion.weight for criterion in scenario.criteria}
    known = [x for x in stated.values() if x is not None]
    if len(known) == len(stated) and max(known) <= TRACKS[0] and math.fsum(known) >= _FEWEST_IN_ALL:
        return {name: x or 0.0 for name, x in stated.items()}
    return {name: 100 * scenario.weights[name] for name in stated}


def track_end(points: Iterable[float]) -> int:
    """The points at the right end of all sliders, so that each of `points` has its place."""
    most = max(points)
    return next((end for end in TRACKS if most <= end), MOST_POINTS)


def _in_plan(cell: Cell, problem: ImpossibleError) -> str:
    """What is wrong with a rating, after the component and the line of its plan if it is one of those."""
    option, path = cell
    here = ("options", option, "ratings", *path.split("."))
    if problem.at[: len(here)] != here:
        return str(problem)
    component, *below = (*problem.at[len(here) :], "")
    where = [component] if component in COMPONENTS else []
    where += below[1:2] if where and below[:1] == ["lines"] else []
    return "".join(f"{visible(str(each))}: " for each in where) + in_labels(str(problem), problem.at)


def _problem(make: Callable[[], object]) -> str:
    try:
        make()
    except DecisionError as error:
        return str(error)
    return ""
