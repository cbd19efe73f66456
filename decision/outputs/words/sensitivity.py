"""What would change the answer, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from decision.analysis.sensitivity.dominance import Dominance
from decision.analysis.sensitivity.model_check import Finding
from decision.analysis.sensitivity.sensitivity import SensitivityResult
from decision.analysis.simulation.result import SimulationResult
from decision.model.evidence_ranges import single_numbers
from decision.model.scenario import Scenario
from decision.outputs.words.figures import percent
from decision.outputs.words.scoring import criterion_name, listed, names_of, only_one_left
from decision.outputs.words.simulation import clipped, futures, nothing_varies, surety, what_varies

_NAMED = 4  # items of a long list that are named
_TWO = 2  # criteria, of which it counts "twice"


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
    return [is_never_best(names[id]) for id, each in result.potentially_optimal.items() if not each.anywhere]


def is_never_best(name: str) -> str:
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
            f"{'twice' if len(criteria) == _TWO else f'{len(criteria)} times'}, for {percent(together)} in all."
        )
    name = names_of(scenario)[each.option or ""]
    return f"{clipped(name, criteria[0], figure)} Widen the scale, or let the value go on beyond it."


def _some(items: Sequence[str]) -> str:
    return listed(items) if len(items) <= _NAMED else f"{', '.join(items[:_NAMED])} and {len(items) - _NAMED} more"
