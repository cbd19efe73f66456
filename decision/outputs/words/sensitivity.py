"""What would change the answer, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from decision.analysis.reversal.reversal import Move, Reversal
from decision.analysis.scoring import TIE
from decision.analysis.sensitivity.dominance import Dominance
from decision.analysis.sensitivity.information import Worth
from decision.analysis.sensitivity.model_check import Finding
from decision.analysis.sensitivity.sensitivity import SensitivityResult
from decision.analysis.sensitivity.switching import RatingSwitch, WeightSwitch
from decision.analysis.simulation.result import SimulationResult
from decision.analysis.standing import Standing
from decision.model.cost_plan import CostPlan
from decision.model.evidence_ranges import single_numbers
from decision.model.open_ratings import is_open
from decision.model.plan_basis import is_shared
from decision.model.scenario import Scenario
from decision.model.weights import Ordered, Ranged
from decision.outputs.words.figures import as_typed, money, percent, rating, rounded_up
from decision.outputs.words.moves import printed_moves
from decision.outputs.words.open_ratings import OPEN, which_are_open
from decision.outputs.words.scoring import criterion_name, listed, only_one_left, short_names
from decision.outputs.words.shared_inputs import shared_name
from decision.outputs.words.simulation import clipped, futures, nothing_varies, surety, what_varies
from decision.outputs.words.thresholds import Threshold, points_beyond, rating_threshold, share_threshold

_NAMED = 4  # items of a long list that are named
_SHOWN = 0.005  # points of worth below which nothing would be shown
_MOVING = {"weights": "By weights alone", "ratings": "By ratings alone", "both": "With weights and ratings"}
SHIFT = (
    "A shift of 100 % towards an option takes every figure that is named to the end of its range that suits the option "
    "best: low or high where they are stated, else P5 or P95."
)
_WITH_SHARED = "With the weights as they are"
_WITH_OTHERS = "draw level or lead with others"
_AT_BEST = "Even with every rating at the end of its range that suits it"
_NO_WAY = 1e-9  # a share of the way that is none: to be certain is all that is asked of a rating
_WORDS = 2  # moves that a sentence joins without a comma


def names_of(scenario: Scenario) -> Mapping[str, str]:
    """By id, what a sentence calls each option."""
    return short_names(scenario.options)


def verdict(scenario: Scenario, result: SensitivityResult, simulation: SimulationResult | None = None) -> str:
    """Who leads, and how sure that is, by `simulation`, else by the draws that the result rests on."""
    simulation, names = simulation or result.simulation, names_of(scenario)
    leader = names[result.leader]
    if result.runner_up is None:
        return f"{only_one_left(leader)}."
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
        f"{at} ({_now(scenario, switch.option, switch.criterion, shown)})"
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


def _now(scenario: Scenario, option: str, path: str, shown: str) -> str:
    """``now 5`` of what is certain, ``expected 5`` of what is not; that it is not known of what is open."""
    if is_open(scenario, option, path):
        return OPEN
    return f"{'now' if scenario.is_certain_rating(scenario.option(option), path) else 'expected'} {shown}"


def _stands(scenario: Scenario, option: str, path: str, x: float) -> str:
    """Where a rating stands now, or what is expected of it where it is uncertain."""
    return _now(scenario, option, path, _rating(scenario, path, x))


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


# --- reversals ------------------------------------------------------------------------------------------------------


def reversals(scenario: Scenario, result: SensitivityResult) -> Mapping[str, list[str]]:
    """By id of each option that does not lead, what would have to be true for it: one sentence for each way.

    What weights and ratings do together is left out where it is no more than one of them does alone.
    """
    found: dict[str, list[str]] = {}
    alone: dict[str, list[list[str]]] = {}
    for each in result.reversal:
        sentences, moves = found.setdefault(each.option, []), _all_moves(scenario, each)
        if each.moving == "both" and moves and moves in alone.get(each.option, []):
            continue
        alone.setdefault(each.option, []).append(moves)
        sentence = reversal(scenario, each)
        if sentence not in sentences:  # that an option is joint first is so whatever moves
            sentences.append(sentence)
    return found


def nearest_reversal(scenario: Scenario, result: SensitivityResult) -> str:
    """The reversal that needs the least, or that none is within reach."""
    if result.runner_up is None:
        return ""
    if result.robustness.reversal is None:
        return "No change within what is thought possible puts another option first."
    nearest = result.robustness.reversal
    # where moving all is no more than moving weights or ratings alone, it is said as that, as beside the option itself
    alone = [each for each in result.reversal if each.option == nearest.option and each.moving != "both"]
    same = [each for each in alone if each.moves and _all_moves(scenario, each) == _all_moves(scenario, nearest)]
    return reversal(scenario, same[0] if same else nearest)


def reversal(scenario: Scenario, each: Reversal) -> str:
    """What would have to be true for one option to lead, moving weights, ratings or both."""
    name = names_of(scenario)[each.option]
    if each.status == "within":
        if not each.moves:
            return f"{name} is joint first as things stand."
        moves, shared = _moves(scenario, each), _shared_moves(scenario, each)
        moving = _WITH_SHARED if shared and each.moving == "ratings" else _MOVING[each.moving]
        what = ", ".join([f"if {_joined(moves)}"] * bool(moves) + [f"with {_joined(shared)}"] * bool(shared))
        return f"{moving}, {name} would draw level or lead {what}{_shift(name, each)}."
    if each.moving == "weights":
        if each.status == "impossible":
            return _never_best(name)
        return f"{name} cannot lead with weights {_near(scenario)}, but it could {_WITH_OTHERS}."
    # of what is shared each plan has the setting that suits it, which need not be one for all: only not ruled out
    could = "might" if scenario.plan_basis.uncertain else "could"
    single = single_numbers(scenario)
    if each.moving == "ratings":
        if single.count == single.total and not scenario.plan_basis.uncertain:
            return "No rating can move: all are single numbers."
        but = "nor with any others" if each.status == "impossible" else f"but it {could} {_WITH_OTHERS}"
        return f"{_AT_BEST}, {name} cannot lead with these weights, {but}."
    at_best = _AT_BEST if single.count < single.total else "With the ratings as they stand"
    if each.status == "impossible":
        return f"{at_best}, {name} cannot lead, whatever the weights."
    return f"{at_best}, {name} cannot lead with weights {_near(scenario)}, but it {could} {_WITH_OTHERS}."


def _near(scenario: Scenario) -> str:
    """The weights among which a way is looked for."""
    families = [scenario.weight_uncertainty, *(each.weight_uncertainty for each in scenario.all_criteria.values())]
    return "that the file allows" if any(isinstance(each, Ordered | Ranged) for each in families) else "close to ours"


def _moves(scenario: Scenario, each: Reversal) -> list[str]:
    printed = zip(each.moves, printed_moves(scenario, each), strict=True)
    depend = any(move.kind == "shared" for move in each.moves)
    return [
        _move(scenario, each.option, move, figure, given=depend) for move, figure in printed if move.kind != "shared"
    ]


def _all_moves(scenario: Scenario, each: Reversal) -> list[str]:
    return [*_moves(scenario, each), *_shared_moves(scenario, each)]


def _shared_moves(scenario: Scenario, each: Reversal) -> list[str]:
    """``Active patients at 21,000 in year 1 (expected 9,170)``."""
    found = []
    for move, figure in zip(each.moves, printed_moves(scenario, each), strict=True):
        if move.kind == "shared":
            year = " in year 1" if move.criterion.endswith(".now") else ""
            was = f" (expected {figure.now})" if figure.now != figure.then else " for certain"
            found.append(f"{shared_name(scenario, move.criterion)} at {figure.then}{year}{was}")
    return found


def _move(scenario: Scenario, option: str, move: Move, figure: Threshold, *, given: bool = False) -> str:
    """One move; `given` says that what is expected is so with what all options share where it is said to be."""
    then, now = figure.then, figure.now
    criterion = criterion_name(scenario, move.criterion)
    if move.kind == "weight":
        among = f" of {criterion_name(scenario, above)}" if (above := move.criterion.rpartition(".")[0]) else ""
        least = "at least" if move.to > move.from_ else "at most"
        return f"{criterion} counts for {least} {then}{among} (now {now})"
    whose = "its" if move.option == option else f"{names_of(scenario)[move.option or option]}'s"
    verb = "rises" if move.to > move.from_ else "falls"
    if move.share < _NO_WAY:  # to be certain is enough
        leaf = scenario.leaves[move.criterion]
        assert leaf.value_function is not None  # what is rated has a scale
        scale = leaf.value_function.scale
        now = then = rating_threshold(move.to, scale.worst if whose == "its" else scale.best, leaf, scenario.currency)[
            0
        ]
    if then == now:
        return f"{whose} {criterion} is sure to be {then}"
    stands = _now(scenario, move.option or option, move.criterion, now)
    hangs_on = given and isinstance(scenario.option(move.option or option).ratings[move.criterion].estimate, CostPlan)
    return f"{whose} {criterion} {verb} to {then} ({stands}{' then' if hangs_on else ''})"


def _shift(name: str, each: Reversal) -> str:
    """How far those moves go; and how far is enough where everything moves."""
    if (
        each.t is None
        or each.moves_t is None
        or each.moves_t < _NO_WAY
        or all(move.kind == "weight" for move in each.moves)
    ):
        return ""
    shift, enough = (f"{min(100.0, rounded_up(100 * t)):g} %" for t in (each.moves_t, each.t))
    far = f", a shift of {shift} towards {name}"
    if shift == enough:
        return far
    what = "estimates and weights" if each.moving == "both" else "estimates"
    return f"{far}. If all {what} shifted together, a shift of {enough} towards {name} would be enough"


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
    worths = sorted(result.information.singles, key=lambda worth: -worth.points)
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
            "No single rating is worth settling by itself; settling all of them is worth "
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
    if worth.option is None and worth.criterion is not None and is_shared(worth.criterion):
        return shared_name(scenario, worth.criterion)
    if worth.option is None:
        return f"{criterion_name(scenario, worth.criterion or '')} of all options"
    if worth.criterion is None:
        return f"all of {names[worth.option]}"
    return f"{names[worth.option]}'s {criterion_name(scenario, worth.criterion)}"


def worth_in_words(result: SensitivityResult, worth: Worth) -> str:
    """What it is worth: money where it can be said, else points."""
    return _worth(result, worth.points, worth.money)


def _worth(result: SensitivityResult, in_points: float, in_money: float | None) -> str:
    """What something is worth at most, rounded up so that it is."""
    if in_money is None:
        return "less than 0.01 points" if 0 < in_points < _SHOWN else f"{rounded_up(in_points):g} points"
    return money(rounded_up(in_money), result.information.currency)


# --- dominance and the model itself ---------------------------------------------------------------------------------


def dominance(scenario: Scenario, result: SensitivityResult) -> list[str]:
    """Who is at least as good as whom, whatever the weights or the luck; alike ones in one sentence."""
    names = names_of(scenario)
    single = single_numbers(scenario)
    certain = single.count == single.total  # then that a score is higher says it all
    told: dict[tuple[str, str], list[str]] = {}
    for each in result.dominance:
        one, other = names[each.option], names[each.over]
        if each.always:
            always = "at any weights" if certain else "in every future drawn and at any weights"
            told.setdefault((one, "is at least as good as {} on every criterion, " + f"{always}."), []).append(other)
        elif each.values:
            told.setdefault((one, _dominance_as_things_stand(result, each)), []).append(other)
        elif each.score_order == 1 and not certain:
            told.setdefault((one, "matches or beats {} at every score level, with these weights."), []).append(other)
        elif each.score_order == 2:
            safer = "is a safer choice than {}, with these weights: its low scores are less low."
            told.setdefault((one, safer), []).append(other)
    return [f"{one} {said.replace('{}', listed(others))}" for (one, said), others in told.items()]


def _dominance_as_things_stand(result: SensitivityResult, each: Dominance) -> str:
    """That one option is at least as good as another as things stand, and how often its score is higher."""
    if nothing_varies(result.simulation):
        return "is at least as good as {} on every criterion."
    chance = result.simulation.pairwise[each.option][each.over]
    return (
        "is expected to be at least as good as {} on every criterion; "
        f"it scores higher in {futures(chance)} futures{what_varies(result.simulation)}, a tie counting half."
    )


def never_best(scenario: Scenario, result: SensitivityResult) -> list[str]:
    """The options that no weights put first at the expected values."""
    names = names_of(scenario)
    return [_never_best(names[id]) for id, each in result.potentially_optimal.items() if not each.anywhere]


def _never_best(name: str) -> str:
    return f"{name} is never best at any weights, with the ratings as they stand."


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
            return f"{criteria[0]}, {weight} of the weight, decides nothing: all options are worth the same on it."
        return (
            f"{criteria[0]}, {weight} of the weight, decides nothing: in no future drawn are options farther apart on "
            "it than the lead."
        )
    if each.kind == "together":
        together = sum(scenario.weights[path] for path in each.criteria)
        return (
            f"{listed(criteria)} put the options in the same order; if they ask the same thing, it counts "
            f"{'twice' if len(criteria) == _WORDS else f'{len(criteria)} times'}, for {percent(together)} in all."
        )
    name = names_of(scenario)[each.option or ""]
    return f"{clipped(name, criteria[0], figure)} Widen the scale, or let the value go on beyond it."


def _some(items: Sequence[str]) -> str:
    return listed(items) if len(items) <= _NAMED else f"{', '.join(items[:_NAMED])} and {len(items) - _NAMED} more"


def _rating(scenario: Scenario, path: str, x: float) -> str:
    return rating(x, scenario.leaves[path], scenario.currency)
