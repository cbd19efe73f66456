"""What the live panel needs on a page that asks nobody: all that the app would tell it, once."""

from __future__ import annotations

import base64
import math
from typing import Any

from decision.analysis.sampling.values import draw_values
from decision.analysis.scoring import Evaluation
from decision.analysis.simulation.simulation import simulate
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from decision.outputs.panel.payload import EXACT, LIVE_DRAWS, grid, heading, live_values, packed, refined, with_slider
from decision.outputs.words.viewpoints import weighted_by

MOST_BYTES = 700_000  # of drawn values in one page, a third more as text: it stays small enough to be mailed
FEWEST_DRAWS = 100
_ENOUGH_DRAWS = {EXACT: LIVE_DRAWS, 16: 1_000, 8: FEWEST_DRAWS}  # by bits of a value: fewer are taken before more bits
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
    values, rounding = None, 0.0
    draws_here, bits = draws_enclosed(scenario), bits_enclosed(scenario)
    if result is not None:
        drawn = draw_values(scenario, draws_here, scenario.simulation.seed)
        values = live_values(scenario, drawn, left_out)
        rounding = 0.0 if bits == EXACT else 100 * float(grid(values, bits)[1].max()) / 2
    head = _with_presets(heading(scenario, evaluation, left_out), scenario)
    told = refined(result)
    points = _points(scenario)
    return {
        "message": base64.b64encode(packed(head, values, bits)[1]).decode("ascii"),
        "points": [points[each.id] for each in shown],
        "shares": [scenario.weights[each.id] for each in shown],
        "scores": [option.score for option in evaluation.options],
        "chances": None if told is None or result is None or result.certain else told["chances"],
        "draws": 0 if told is None else told["draws"],
        "note": "" if told is None else told["note"],
        "elsewhere": _elsewhere(draws_here, rounding, told),
        "presets": {
            "file": [points[each.id] for each in shown],
            "equal": [float(max(1, round(_EQUAL / len(shown))))] * len(shown),
        }
        | {f"view:{name}": [view[each.id] for each in shown] for name, view in _views(scenario).items()},
    }


def draws_enclosed(scenario: Scenario) -> int:
    """How many draws a page holds: as many as the live panel has, as far as there is room."""
    return max(FEWEST_DRAWS, min(LIVE_DRAWS, _room(scenario, bits_enclosed(scenario))))


def bits_enclosed(scenario: Scenario) -> int:
    """In how many bits a page holds a drawn value: as many as leave room for enough draws."""
    return next((bits for bits, enough in _ENOUGH_DRAWS.items() if _room(scenario, bits) >= enough), min(_ENOUGH_DRAWS))


def _room(scenario: Scenario, bits: int) -> int:
    return 8 * MOST_BYTES // (bits * len(scenario.options) * len(scenario.criteria))


def _elsewhere(draws: int, rounding: float, told: dict[str, Any] | None) -> str:
    """On how chances with other weights are counted, and how exact that is; `rounding` is in points of 100."""
    if told is None:
        return ""
    rounded = f", values rounded by {_up(rounding)} points of 100 at most" if rounding else ""
    within = _up(100 * _MOST_OFF / math.sqrt(draws))
    return (
        f"Counted over the {draws:,} futures that this page holds{rounded}, led by {told['draws']:,} with the weights "
        f"of the file; 19 times in 20 right to {within} in 100."
    )


_MOST_OFF = 1.96 * 0.5  # of a share counted over one draw: 19 times of 20, at a share of one half


def _up(x: float) -> str:
    """`x` with two digits, never less than it is."""
    digits = 1 - math.floor(math.log10(x))
    scale = 10.0**digits
    return f"{math.ceil(x * scale) / scale:.{max(0, digits)}f}".removesuffix(".0")


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
            other = weighted_by(scenario, view)
        except DecisionError:
            continue
        parts = (path for path in scenario.sibling_shares if "." in path)
        if all(other.sibling_shares[path] == scenario.sibling_shares[path] for path in parts):
            found[name] = _points(other)
    return found


def _with_presets(head: dict[str, Any], scenario: Scenario) -> dict[str, Any]:
    known = {"file", "equal", *(f"view:{name}" for name in _views(scenario))}
    return head | {"presets": [each for each in head["presets"] if each["id"] in known]}
