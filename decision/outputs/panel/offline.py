"""What the live panel needs on a page that asks nobody: all that the app would tell it, once."""

from __future__ import annotations

import base64
from typing import Any

from decision.analysis.sampling.values import draw_values
from decision.analysis.scoring import Evaluation
from decision.analysis.simulation.simulation import simulate
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from decision.outputs.panel.payload import LIVE_DRAWS, heading, live_values, packed, refined, with_slider

MOST_BYTES = 700_000  # of drawn values in one page, a third more as text: it stays small enough to be mailed
FEWEST_DRAWS = 50
_EQUAL = 100  # points that equal weights share out


def offline_data(scenario: Scenario, evaluation: Evaluation, draws: int | None = None) -> dict[str, Any]:
    """The panel's data for one page: heading and draws, and how all stands with the weights as they are.

    `draws` are those that chances with the weights as they are counted over; as many as the scenario asks for if not
    said.

    Raises
    ------
    DecisionError
        Correlations contradict each other, or the number of draws is out of reach.
    """
    left_out = [each.id for each in scenario.criteria if each.left_out]
    shown = with_slider(scenario, left_out)
    result = simulate(scenario, draws, weights="stated") if scenario.ranked_options else None
    values = None
    if result is not None:
        drawn = draw_values(scenario, draws_enclosed(scenario), scenario.simulation.seed)
        values = live_values(scenario, drawn, left_out)
    head = _with_presets(heading(scenario, evaluation, left_out), scenario)
    told = refined(result)
    points = _points(scenario)
    return {
        "message": base64.b64encode(packed(head, values)[1]).decode("ascii"),
        "points": [points[each.id] for each in shown],
        "shares": [scenario.weights[each.id] for each in shown],
        "scores": [option.score for option in evaluation.options],
        "chances": None if told is None or result is None or result.certain else told["chances"],
        "draws": 0 if told is None else told["draws"],
        "note": "" if told is None else told["note"],
        "elsewhere": _elsewhere(scenario, told),
        "presets": {
            "file": [points[each.id] for each in shown],
            "equal": [float(max(1, round(_EQUAL / len(shown))))] * len(shown),
        }
        | {f"view:{name}": [view[each.id] for each in shown] for name, view in _views(scenario).items()},
    }


def draws_enclosed(scenario: Scenario) -> int:
    """How many draws a page holds: as many as the live panel has, as far as there is room."""
    figures = len(scenario.options) * len(scenario.criteria)
    return max(FEWEST_DRAWS, min(LIVE_DRAWS, MOST_BYTES // (8 * figures)))


def _elsewhere(scenario: Scenario, told: dict[str, Any] | None) -> str:
    if told is None:
        return ""
    return (
        f"Counted over the {draws_enclosed(scenario):,} futures that this page holds, led by {told['draws']:,} with "
        "the weights of the file."
    )


def _points(scenario: Scenario) -> dict[str, float]:
    """The top-level weights as points: as stated, where they all are, else as shares of 100."""
    stated = {each.id: each.weight for each in scenario.criteria}
    if all(x is not None for x in stated.values()) and max(x or 0.0 for x in stated.values()) <= _EQUAL:
        return {id: x or 0.0 for id, x in stated.items()}
    return {id: 100 * scenario.weights[id] for id in stated}


def _views(scenario: Scenario) -> dict[str, dict[str, float]]:
    """The views that a page can show: those that weigh parts as the file does, for their draws are one value."""
    found = {}
    for name, view in scenario.views.items():
        try:
            other = scenario.with_weights(view)
        except DecisionError:
            continue
        parts = (path for path in scenario.sibling_shares if "." in path)
        if all(other.sibling_shares[path] == scenario.sibling_shares[path] for path in parts):
            found[name] = _points(other)
    return found


def _with_presets(head: dict[str, Any], scenario: Scenario) -> dict[str, Any]:
    known = {"file", "equal", *(f"view:{name}" for name in _views(scenario))}
    return head | {"presets": [each for each in head["presets"] if each["id"] in known]}
