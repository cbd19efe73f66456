"""What would have to be true for another option to lead, in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from decision.analysis.reversal.reversal import Move, Reversal
from decision.analysis.sensitivity.sensitivity import SensitivityResult
from decision.model.cost_plan import CostPlan
from decision.model.evidence_ranges import single_numbers
from decision.model.scenario import Scenario
from decision.model.weights import Ordered, Ranged
from decision.outputs.words.figures import rounded_up
from decision.outputs.words.moves import printed_moves
from decision.outputs.words.scoring import criterion_name, names_of
from decision.outputs.words.sensitivity import is_never_best
from decision.outputs.words.shared_inputs import shared_name
from decision.outputs.words.switching import now_or_expected
from decision.outputs.words.thresholds import Threshold, rating_threshold

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
            return is_never_best(name)
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
    stands = now_or_expected(scenario, move.option or option, move.criterion, now)
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
