"""What would change the answer, in sentences."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from decision.analysis.reversal.reversal import Move, Reversal
from decision.analysis.sensitivity.dominance import Dominance
from decision.analysis.sensitivity.information import Worth
from decision.analysis.sensitivity.model_check import CLIPPED, Finding
from decision.analysis.sensitivity.sensitivity import SensitivityResult
from decision.analysis.sensitivity.switching import RatingSwitch, WeightSwitch
from decision.analysis.simulation.result import SimulationResult
from decision.model.open_ratings import is_open
from decision.model.scenario import Scenario
from decision.model.weights import Fixed
from decision.outputs.words.figures import money, percent, points, rating
from decision.outputs.words.open_ratings import OPEN, which_are_open
from decision.outputs.words.scoring import criterion_name, listed, short_names
from decision.outputs.words.simulation import futures, nothing_varies, surety, what_varies
from decision.outputs.words.thresholds import points_threshold, rating_threshold, share_threshold

_NAMED = 4  # items of a long list that are named
_SHOWN = 0.005  # points of worth below which nothing would be shown
_MOVING = {"weights": "By weights alone", "ratings": "By ratings alone", "both": "With weights and ratings"}
_LEAST_POINTS = 0.1  # below which a tenth is not said
_WORDS = 2  # moves that a sentence joins without a comma


def names_of(scenario: Scenario) -> Mapping[str, str]:
    """By id, what a sentence calls each option."""
    return short_names(scenario.options)


def verdict(scenario: Scenario, result: SensitivityResult, simulation: SimulationResult | None = None) -> str:
    """Who leads, and how sure that is, by `simulation`, else by the draws that the result rests on."""
    simulation, names = simulation or result.simulation, names_of(scenario)
    leader = names[result.leader]
    if result.runner_up is None:
        return f"{leader} is the only option that is not excluded."
    level = level_with_the_leader(result)
    sure = surety(simulation, level or [result.leader])
    if level:
        return f"{listed([names[id] for id in level])} are level. {sure}"
    chances = {option.id: option.p_best for option in simulation.options if option.p_best is not None}
    if not nothing_varies(simulation) and chances[result.leader] < max(chances.values()):
        return f"{leader} leads on average, but another is best in more futures. {sure}"
    return f"{leader} leads. {sure}"


def level_with_the_leader(result: SensitivityResult) -> list[str]:
    """The ids of all that are first together; empty where one leads alone."""
    joint = [each.option for each in result.reversal if each.status == "within" and not each.moves]
    return [result.leader, *dict.fromkeys(joint)] if joint else []


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
        typing = ""
        if typed and there is not None and switch.points is not None and there != switch.points:
            typing = " (type more than {} in place of {})" if more == "more" else " (type less than {} in place of {})"
            typing = typing.format(*points_threshold(there, switch.points))
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
        return f"No rating between worst and best of {whose} changes the leader ({now})."
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
        return f"{leads} takes the lead if its {criterion} is sure to be {at} or better ({now})."
    at, shown = rating_threshold(switch.switch, switch.rating, leaf, scenario.currency)
    way = "rises above" if switch.switch > switch.rating else "falls below"
    its = f"{names[switch.option]}'s" if switch.option == result.leader else "its"
    stands = (
        f"{at} ({_now(scenario, switch.option, switch.criterion, shown)})"
        if at != shown
        else f"{at}, where it stands now"
    )
    return f"{leads} takes the lead if {its} {criterion} {way} {stands}."


def _is_worse(scenario: Scenario, path: str, x: float, other: float) -> bool:
    """Whether a rating is worse than another; the expected one may be, where its value is not the expected one."""
    function = scenario.leaves[path].value_function
    assert function is not None  # what is rated has a scale
    return (x - other) * (function.scale.best - function.scale.worst) < 0


def _now(scenario: Scenario, option: str, path: str, shown: str) -> str:
    """``now 5`` of what is certain, ``expected 5`` of what is not; that it is not known of what is open."""
    if is_open(scenario, option, path):
        return OPEN
    return f"{'now' if scenario.option(option).ratings[path].estimate.is_certain else 'expected'} {shown}"


def _stands(scenario: Scenario, option: str, path: str, x: float) -> str:
    """Where a rating stands now, or what is expected of it where it is uncertain."""
    return _now(scenario, option, path, _rating(scenario, path, x))


def nearest_rating(scenario: Scenario, result: SensitivityResult) -> str:
    """The single rating that changes the leader with the smallest part of its scale, or that none does."""
    if result.runner_up is None or level_with_the_leader(result):
        return ""
    switches = [each for each in result.ratings if each.switch is not None]
    if not switches:
        return "No single rating between worst and best changes the leader."
    return rating_switch(scenario, result, min(switches, key=lambda each: _part_of_scale(scenario, each)))


def _part_of_scale(scenario: Scenario, switch: RatingSwitch) -> float:
    function = scenario.leaves[switch.criterion].value_function
    assert function is not None  # a criterion that is rated has one
    assert switch.switch is not None  # those without are not asked
    return abs(switch.switch / 2 - switch.rating / 2) / abs(function.scale.best / 2 - function.scale.worst / 2)


# --- reversals ------------------------------------------------------------------------------------------------------


def reversals(scenario: Scenario, result: SensitivityResult) -> Mapping[str, list[str]]:
    """By id of each option that does not lead, what would have to be true for it: one sentence for each way.

    What weights and ratings do together is left out where it is no more than one of them does alone.
    """
    found: dict[str, list[str]] = {}
    said: dict[str, list[tuple[Move, ...]]] = {}
    for each in result.reversal:
        if each.moving == "both" and each.moves and each.moves in said.get(each.option, []):
            continue
        said.setdefault(each.option, []).append(each.moves)
        sentence, sentences = reversal(scenario, each), found.setdefault(each.option, [])
        if sentence not in sentences:  # that an option is joint first is so whatever moves
            sentences.append(sentence)
    return found


def nearest_reversal(scenario: Scenario, result: SensitivityResult) -> str:
    """The reversal that needs the least, or that none is within reach."""
    if result.runner_up is None:
        return ""
    if result.robustness.reversal is None:
        return "No change within what is thought possible puts another option first."
    return reversal(scenario, result.robustness.reversal)


def reversal(scenario: Scenario, each: Reversal) -> str:
    """What would have to be true for one option to lead, moving weights, ratings or both."""
    name = names_of(scenario)[each.option]
    if each.status == "within":
        if not each.moves:
            return f"{name} is joint first as things stand."
        moves = _joined([_move(scenario, each.option, move) for move in each.moves])
        return f"{_MOVING[each.moving]}, {name} would draw level or lead if {moves}{_way(each)}."
    if each.moving == "weights":
        if each.status == "impossible":
            return f"{name} is never first by weights alone: at these ratings no weights at all put it there."
        region = "close to ours" if _held(scenario) else "that the file leaves open"
        return f"{name} cannot lead with weights {region}; it could with others."
    if each.moving == "ratings":
        but = "and no weights would change that" if each.status == "impossible" else "though other weights would do it"
        return f"Even with every rating at the end that favours it, {name} is not first at these weights, {but}."
    if each.status == "impossible":
        return f"{name} cannot be first: not with every rating at the end that favours it, whatever the weights."
    return (
        f"{name} is not first even with every rating at the end that favours it and weights as far as they may go; "
        "only other weights would do it."
    )


def _move(scenario: Scenario, option: str, move: Move) -> str:
    criterion = criterion_name(scenario, move.criterion)
    if move.kind == "weight":
        least = "at least" if move.to > move.from_ else "at most"
        among = f" of {criterion_name(scenario, above)}" if (above := move.criterion.rpartition(".")[0]) else ""
        to, now = share_threshold(move.to, move.from_)
        return f"{criterion} counts for {least} {to}{among} (now {now})"
    whose = "its" if move.option == option else f"{names_of(scenario)[move.option or option]}'s"
    verb = "rises" if move.to > move.from_ else "falls"
    then, now = rating_threshold(move.to, move.from_, scenario.leaves[move.criterion], scenario.currency)
    if then == now:
        return f"{whose} {criterion} is sure to be {then}"
    return f"{whose} {criterion} {verb} to {then} ({_now(scenario, move.option or option, move.criterion, now)})"


def _way(each: Reversal) -> str:
    """How far those moves go; and how far is enough where everything moves."""
    if each.t is None or each.moves_t is None or not any(move.kind == "rating" for move in each.moves):
        return ""
    far = f", {percent(each.moves_t)} of the way to the ends that favour it"
    if percent(each.t) == percent(each.moves_t):
        return far
    enough, _ = share_threshold(each.t, 0.0)
    what = "estimates and weights" if each.moving == "both" else "estimates"
    return f"{far}. If all {what} shifted together, {enough} of the way would be enough"


def _held(scenario: Scenario) -> bool:
    families = (each.weight_uncertainty for each in scenario.all_criteria.values() if each.parts)
    return isinstance(scenario.weight_uncertainty, Fixed) and all(isinstance(each, Fixed) for each in families)


def _joined(phrases: Sequence[str]) -> str:
    return " and ".join(phrases) if len(phrases) <= _WORDS else ", ".join(phrases[:-1]) + ", and " + phrases[-1]


# --- information ----------------------------------------------------------------------------------------------------


def worth_finding_out(scenario: Scenario, result: SensitivityResult) -> str:
    """What is still open, then which single rating is most worth settling, and what the next one is worth."""
    return " ".join(each for each in (which_are_open(scenario), _worth_most(scenario, result)) if each)


def in_order_of_asking(scenario: Scenario, worths: Iterable[Worth]) -> list[Worth]:
    """Those that are worth anything: what is still open first, then the rest, the most first."""
    shown = (worth for worth in worths if worth.points >= _SHOWN)
    return sorted(shown, key=lambda worth: (not is_still_open(scenario, worth), -worth.points))


def is_still_open(scenario: Scenario, worth: Worth) -> bool:
    return worth.option is not None and worth.criterion is not None and is_open(scenario, worth.option, worth.criterion)


def _worth_most(scenario: Scenario, result: SensitivityResult) -> str:
    worths = sorted(result.information.by_cell, key=lambda worth: -worth.points)
    if not worths or worths[0].points < _SHOWN:
        whole = result.information.evpi
        if whole <= 0:
            drawn = "" if nothing_varies(result.simulation) else ", in any future drawn"
            return f"Nothing is worth finding out: no rating changes which option is best{drawn}."
        if whole < _SHOWN:
            return (
                f"Hardly anything is worth finding out: all ratings together are worth {_worth(result, whole, None)}."
            )
        return (
            "No single rating is worth settling by itself; to settle all of them is worth "
            f"up to {_worth(result, whole, result.information.evpi_money)}."
        )
    first, *others = worths
    sentence = f"Settling {worth_label(scenario, first)} is worth up to {_worth(result, first.points, first.money)}"
    if not others:
        return sentence + "."
    second = others[0]
    if second.points <= 0:
        return f"{sentence}; no other rating by itself would change the choice in any future drawn."
    if second.points < _SHOWN:
        return f"{sentence}; every other rating by itself is worth {_worth(result, second.points, None)}."
    return f"{sentence}; no other single rating is worth more than {_worth(result, second.points, second.money)}."


def worth_label(scenario: Scenario, worth: Worth) -> str:
    """What is to be found out: ``Extend's Integration``, ``Integration of all options``, ``all of Extend``."""
    names = names_of(scenario)
    if worth.option is None:
        return f"{criterion_name(scenario, worth.criterion or '')} of all options"
    if worth.criterion is None:
        return f"all of {names[worth.option]}"
    return f"{names[worth.option]}'s {criterion_name(scenario, worth.criterion)}"


def worth_in_words(result: SensitivityResult, worth: Worth) -> str:
    """What it is worth: money where it can be said, else points."""
    return _worth(result, worth.points, worth.money)


def _worth(result: SensitivityResult, in_points: float, in_money: float | None) -> str:
    if in_money is None:
        return "less than 0.01 points" if 0 < in_points < _SHOWN else f"{in_points:.2g} points"
    return money(float(f"{in_money:.2g}"), result.information.currency)


# --- dominance and the model itself ---------------------------------------------------------------------------------


def dominance(scenario: Scenario, result: SensitivityResult) -> list[str]:
    """Who is at least as good as whom, whatever the weights or the luck; one sentence a pair."""
    names = names_of(scenario)
    sentences = []
    for each in result.dominance:
        one, other = names[each.option], names[each.over]
        if each.always:
            sentences.append(
                f"{one} is at least as good as {other} on every criterion, in every future drawn and at any weights."
            )
        elif each.values:
            sentences.append(_dominance_as_things_stand(scenario, result, each))
        elif each.score_order == 1:
            sentences.append(f"{one} is at least as likely as {other} to reach every score, at these weights.")
        elif each.score_order == 2:
            sentences.append(
                f"Whoever dislikes risk prefers {one} to {other} at these weights: its low scores are less low."
            )
    return sentences


def _dominance_as_things_stand(scenario: Scenario, result: SensitivityResult, each: Dominance) -> str:
    """That one option is at least as good as another as things stand, and how often its score is higher."""
    names = names_of(scenario)
    one, other = names[each.option], names[each.over]
    if nothing_varies(result.simulation):
        return f"{one} is at least as good as {other} on every criterion."
    chance = result.simulation.pairwise[each.option][each.over]
    return (
        f"By what is expected, {one} is at least as good as {other} on every criterion; as ratings vary, it is ahead "
        f"in {futures(chance)} futures{what_varies(result.simulation)}."
    )


def never_best(scenario: Scenario, result: SensitivityResult) -> list[str]:
    """The options that no weights put first at the expected values."""
    names = names_of(scenario)
    return [
        f"{names[id]} is never best at any weights, with the ratings as they stand."
        for id, each in result.potentially_optimal.items()
        if not each.anywhere
    ]


def findings(scenario: Scenario, result: SensitivityResult) -> list[str]:
    """What the check of the model has found, one sentence each, the ratings that are assumed in one."""
    sentences = [_finding(scenario, each) for each in result.findings if each.kind != "assumed"]
    assumed = [each for each in result.findings if each.kind == "assumed"]
    if assumed:
        names = names_of(scenario)
        cells = [f"{names[each.option or '']}'s {criterion_name(scenario, each.criteria[0])}" for each in assumed]
        total = len(scenario.options) * len(scenario.leaves)
        sentences.append(f"{len(assumed)} of {total} ratings rest on assumption only: {_some(cells)}.")
    return sentences


def _finding(scenario: Scenario, each: Finding) -> str:
    criteria = [criterion_name(scenario, path) for path in each.criteria]
    figure = each.figure or 0.0
    if each.kind == "level":
        weight = percent(scenario.weights[each.criteria[0]])
        if not figure:
            return f"{criteria[0]}, {weight} of the weight, tells nothing apart: all options are worth the same on it."
        apart = "less than 0.1 points" if figure < _LEAST_POINTS else f"{points(math.ceil(10 * figure) / 10)} points"
        return (
            f"{criteria[0]}, {weight} of the weight, decides nothing: in no future drawn are options more than {apart} "
            "apart on it, which is less than the lead."
        )
    if each.kind == "together":
        together = sum(scenario.weights[path] for path in each.criteria)
        return (
            f"{listed(criteria)} put the options in the same order; if they ask the same thing, it counts "
            f"{'twice' if len(criteria) == _WORDS else f'{len(criteria)} times'}, for {percent(together)} in all."
        )
    name = names_of(scenario)[each.option or ""]
    return (
        f"{name}'s {criteria[0]} lies outside worst to best in {percent(figure)} of futures (more than "
        f"{percent(CLIPPED)}) and is clipped there; widen the scale, or let it extrapolate."
    )


def _some(items: Sequence[str]) -> str:
    return listed(items) if len(items) <= _NAMED else f"{', '.join(items[:_NAMED])} and {len(items) - _NAMED} more"


def _rating(scenario: Scenario, path: str, x: float) -> str:
    return rating(x, scenario.leaves[path], scenario.currency)
