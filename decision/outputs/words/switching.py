"""Which weight, and which rating, would change the leader, in sentences."""

from __future__ import annotations

import numpy as np

from decision.analysis.scoring import TIE
from decision.analysis.sensitivity.sensitivity import SensitivityResult
from decision.analysis.sensitivity.switching import RatingSwitch, WeightSwitch
from decision.analysis.standing import Standing
from decision.model.open_ratings import is_open
from decision.model.scenario import Scenario
from decision.outputs.words.figures import as_typed, percent, rating
from decision.outputs.words.open_ratings import OPEN
from decision.outputs.words.scoring import criterion_name, names_of
from decision.outputs.words.sensitivity import level_with_the_leader
from decision.outputs.words.thresholds import points_beyond, rating_threshold, share_threshold


def nearest_weight(scenario: Scenario, result: SensitivityResult, *, typed: bool = True) -> str:
    """The single weight that changes the leader soonest, or that none does."""
    if result.runner_up is None:
        return ""
    near = result.robustness.weight
    if level_with_the_leader(result):
        return ""  # there is no lead to be taken
    if near is None:
        return "No single weight changes the leader, whatever it is set to."
    return weight_switch(scenario, result, near, typed=typed)


def weight_switch(scenario: Scenario, result: SensitivityResult, switch: WeightSwitch, *, typed: bool = True) -> str:
    """Who takes over at which share of one weight, and where `typed`, what to write into the file for it."""
    names, criterion = names_of(scenario), criterion_name(scenario, switch.criterion)
    among = f" of the parts of {criterion_name(scenario, switch.among)}" if switch.among else ""
    ends = []
    now = percent(switch.weight)
    for end, to, there, more in (
        (switch.high, switch.high_to, switch.high_points, "more"),
        (switch.low, switch.low_to, switch.low_points, "less"),
    ):
        if to is None:
            continue
        at, now = share_threshold(end, switch.weight)
        written = points_beyond(there, switch.points) if typed else ""
        typing = f" (type {written} in place of {as_typed(switch.points or 0.0)})" if written else ""
        ends.append(f"{names[to]} overtakes if {criterion} counts for {more} than {at}{among}{typing}")
    if not ends:
        return f"No weight of {criterion} puts another option ahead of {names[result.leader]}."
    return f"{'; '.join(ends)}; now {now}."


def rating_switch(scenario: Scenario, result: SensitivityResult, switch: RatingSwitch) -> str:
    """Who takes over at which rating in one cell."""
    names, criterion = names_of(scenario), criterion_name(scenario, switch.criterion)
    now = _stands(scenario, switch.option, switch.criterion, switch.rating)
    whose = f"{names[switch.option]}'s {criterion}"
    if switch.switch is None or switch.to is None:
        wherever = _anywhere_on_the_scale(scenario, result, switch)
        return wherever or f"No rating between worst and best of {whose} changes the leader ({now})."
    leaf = scenario.leaves[switch.criterion]
    function = leaf.value_function
    assert function is not None  # what is rated has a scale
    leads, scale = names[switch.to], function.scale
    if switch.option == result.leader and _is_worse(scenario, switch.criterion, switch.rating, switch.switch):
        at, _ = rating_threshold(switch.switch, scale.best, leaf, scenario.currency)
        leader = names[result.leader]
        return f"{leader} stays first only if its {criterion} turns out better than {at} ({now}); else {leads} leads."
    if switch.option != result.leader and _is_worse(scenario, switch.criterion, switch.switch, switch.rating):
        at, _ = rating_threshold(switch.switch, scale.worst, leaf, scenario.currency)
        return f"{leads} overtakes if its {criterion} is sure to be {at} or better ({now})."
    at, shown = rating_threshold(switch.switch, switch.rating, leaf, scenario.currency)
    way = "rises above" if switch.switch > switch.rating else "falls below"
    its = f"{names[switch.option]}'s" if switch.option == result.leader else "its"
    stands = (
        f"{at} ({now_or_expected(scenario, switch.option, switch.criterion, shown)})"
        if at != shown
        else f"{at}, where it stands now"
    )
    return f"{leads} overtakes if {its} {criterion} {way} {stands}."


def _anywhere_on_the_scale(scenario: Scenario, result: SensitivityResult, switch: RatingSwitch) -> str:
    """Who takes over wherever on its scale a rating lies that is expected off it; empty where nobody does.

    Nothing switches between worst and best then: it has switched before the rating is back there.
    """
    function = scenario.leaves[switch.criterion].value_function
    if function is None or function.outside == "clip" or result.runner_up is None:
        return ""
    standing = Standing(scenario)
    m = [option.id for option in standing.options].index(switch.option)
    k = standing.paths.index(switch.criterion)
    gained = 100 * standing.weights[k] * (np.clip(standing.values[m, k], 0, 1) - standing.values[m, k])
    leads = switch.option == result.leader
    rival = standing.scores[standing.runner_up if leads else standing.leader]
    score = standing.scores[m] + gained
    if m not in standing.ranked or not (score < rival - TIE if leads else score > rival + TIE):
        return ""
    names, whose = names_of(scenario), f"{names_of(scenario)[switch.option]}'s" if leads else "its"
    now = _stands(scenario, switch.option, switch.criterion, switch.rating)
    criterion = criterion_name(scenario, switch.criterion)
    to = names[result.runner_up if leads else switch.option]
    return f"{to} overtakes if {whose} {criterion} is sure to be anywhere between worst and best ({now})."


def _is_worse(scenario: Scenario, path: str, x: float, other: float) -> bool:
    """Whether a rating is worse than another; the expected one may be, where its value is not the expected one."""
    function = scenario.leaves[path].value_function
    assert function is not None  # what is rated has a scale
    return (x - other) * (function.scale.best - function.scale.worst) < 0


def now_or_expected(scenario: Scenario, option: str, path: str, shown: str) -> str:
    """``now 5`` of what is certain, ``expected 5`` of what is not; that it is not known of what is open."""
    if is_open(scenario, option, path):
        return OPEN
    return f"{'now' if scenario.is_certain_rating(scenario.option(option), path) else 'expected'} {shown}"


def _stands(scenario: Scenario, option: str, path: str, x: float) -> str:
    """Where a rating stands now, or what is expected of it where it is uncertain."""
    return now_or_expected(scenario, option, path, _rating(scenario, path, x))


def nearest_rating(scenario: Scenario, result: SensitivityResult) -> str:
    """The single rating that changes the leader with the smallest part of its scale, or that none does."""
    if result.runner_up is None or level_with_the_leader(result):
        return ""
    switches = [each for each in result.ratings if each.switch is not None]
    if not switches:
        wherever = (_anywhere_on_the_scale(scenario, result, each) for each in result.ratings)
        return next(filter(None, wherever), "No single rating between worst and best changes the leader.")
    return rating_switch(scenario, result, min(switches, key=lambda each: _part_of_scale(scenario, each)))


def _part_of_scale(scenario: Scenario, switch: RatingSwitch) -> float:
    function = scenario.leaves[switch.criterion].value_function
    assert function is not None  # a criterion that is rated has one
    assert switch.switch is not None  # those without are not asked
    return abs(switch.switch / 2 - switch.rating / 2) / abs(function.scale.best / 2 - function.scale.worst / 2)


def _rating(scenario: Scenario, path: str, x: float) -> str:
    return rating(x, scenario.leaves[path], scenario.currency)
