"""What would change the answer, worked out for a page once and kept while nothing changes."""

from __future__ import annotations

from decision.analysis.progress import Told
from decision.analysis.sensitivity.conditioning import Beliefs
from decision.analysis.sensitivity.sample_information import Study, StudyWorth, worth_of_study
from decision.analysis.sensitivity.sensitivity import SensitivityResult, sensitivity
from decision.analysis.sensitivity.two_way import Axis, TwoWayMap, two_way
from decision.analysis.standing import Standing
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from decision.outputs.charts.two_way import MAP_STEPS
from decision.outputs.words.grammar import capital
from decision.outputs.words.scoring import nobody_ranked
from decision.ui.session.shared_results import SharedResults
from decision.ui.session.simulations import drawn_values

_RESULTS: SharedResults[SensitivityResult] = SharedResults(32)
_STANDINGS: SharedResults[Standing] = SharedResults(32)
_STUDIES: SharedResults[tuple[StudyWorth, ...]] = SharedResults(200)
_MAPS: SharedResults[TwoWayMap] = SharedResults(64)


def sensitivity_of(scenario: Scenario, progress: Told | None = None) -> SensitivityResult | str:
    """What would change the answer to `scenario`, or why there is none; `progress` as for `sensitivity`."""

    def waiting() -> None:
        if progress is not None:
            progress("another page is working it out", 0.0)

    try:
        if not scenario.ranked_options:
            return nobody_ranked(scenario.options)
        drawn = drawn_values(scenario)
        key = (scenario.fingerprint, drawn.draws, drawn.seed)
        return _RESULTS.get(key, lambda: sensitivity(scenario, drawn=drawn, progress=progress), waiting)
    except DecisionError as error:
        return f"{capital(str(error))}."


def standing_of(scenario: Scenario) -> Standing:
    """How a scenario stands by what is expected of it."""
    return _STANDINGS.get(scenario.fingerprint, lambda: Standing(scenario))


def study_worths(scenario: Scenario, studies: tuple[Study, ...]) -> tuple[StudyWorth, ...] | str:
    """What each study is worth before deciding, or why that cannot be said."""

    def work_out() -> tuple[StudyWorth, ...]:
        standing, drawn = standing_of(scenario), drawn_values(scenario)
        beliefs = Beliefs(standing, drawn)
        return tuple(worth_of_study(standing, drawn, study, beliefs) for study in studies)

    try:
        return _STUDIES.get((scenario.fingerprint, studies), work_out)
    except DecisionError as error:
        return f"{capital(str(error))}."


def mapped(scenario: Scenario, x: Axis, y: Axis) -> TwoWayMap | str:
    """Who leads where as two inputs move, or why that cannot be shown."""
    try:
        return _MAPS.get((scenario.fingerprint, x, y), lambda: two_way(standing_of(scenario), x, y, MAP_STEPS))
    except DecisionError as error:
        return f"{capital(str(error))}."
