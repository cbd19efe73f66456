"""What a memo says that nothing else does: what was valued, what to reserve, and what to hold against what comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from decision.analysis.scoring import TIE, Evaluation
from decision.analysis.simulation.result import SimulationResult
from decision.model.scenario import Scenario
from decision.outputs.words.figures import money_signs, percent, rating
from decision.outputs.words.record import day
from decision.outputs.words.scoring import criterion_name, listed, short_names, shown_lead
from decision.outputs.words.viewpoints import leaders_in_words

NOBODY_DISSENTS = (
    "The file holds no views with weights of their own, so it does not tell whether anybody would choose otherwise."
)
ONE_LEFT = (
    "There is one option left, so no weight puts another first. What rules the others out would have to turn out "
    "otherwise."
)
_MOST_OUT = 3  # options that are out, of which it is told where they would stand
_MOST_HEAVY = 6  # criteria in one sentence
_MOST_NAMED = 12  # requirements, by their ids, in one sentence


def spoken_for(scenario: Scenario, evaluation: Evaluation) -> str | None:
    """The id of the option that money, requirements and the prediction are of: the chosen one, or else who leads."""
    return evaluation.leader if scenario.decision is None else scenario.decision.chosen


def nothing_decided(scenario: Scenario, evaluation: Evaluation) -> str:
    """That no decision is recorded, and of which option the rest of the memo speaks."""
    if evaluation.leader is None:
        return "No decision is recorded, and no option can be chosen as things stand."
    name = short_names(scenario.options)[evaluation.leader]
    return f"No decision is recorded yet. What follows is said of {name}, which leads."


def were_it_not_out(scenario: Scenario, evaluation: Evaluation) -> list[str]:
    """Where options that are out would stand if they were in, as they are rated; a sentence each, the best first."""
    if evaluation.leader is None:
        return []
    names, first = short_names(scenario.options), evaluation.option(evaluation.leader)
    out = sorted((each for each in evaluation.options if each.excluded), key=lambda each: -each.score)
    said = []
    for each in out[:_MOST_OUT]:
        stands = _stands(names[first.id], each.score, first.score)
        said.append(f"{names[each.id]} is out. Were it in, as it is rated, {stands}.")
    return said


def _stands(leader: str, own: float, leading: float) -> str:
    """Where a score stands beside that of the leader."""
    if abs(own - leading) <= TIE:
        return f"it would be level with {leader}"
    gap = shown_lead(max(own, leading), min(own, leading))
    return f"it would lead {leader} by {gap} points" if own > leading else f"{leader} would lead it by {gap} points"


def most_of_the_weight(scenario: Scenario) -> str:
    """How few of the criteria at the top hold half of the weight, in one sentence."""
    tops = sorted(scenario.criteria, key=lambda top: -scenario.weights[top.id])
    held, first = 0.0, []
    for top in tops:
        if held >= 0.5 - 1e-12:
            break
        held += scenario.weights[top.id]
        first.append(top)
    if len(tops) == 1:
        return "There is one criterion, and it has all of the weight."
    names = [scenario.criterion_names[top.id] for top in first]
    if len(names) > _MOST_HEAVY:
        names = [*names[: _MOST_HEAVY - 1], f"{len(names) - _MOST_HEAVY + 1} others"]
    verb = "holds" if len(first) == 1 else "hold"
    return f"{listed(names)} {verb} {percent(held)} of the weight of {len(tops)} criteria."


def what_a_weight_is_of(scenario: Scenario, path: str) -> str:
    """From where to where a criterion goes: what its weight is the worth of."""
    leaf = scenario.all_criteria[path]
    if leaf.value_function is None:
        parts = [scenario.criterion_names[f"{path}.{part.id}"] for part in leaf.parts]
        return listed(parts)
    scale = leaf.value_function.scale
    return f"{rating(scale.worst, leaf, scenario.currency)} to {rating(scale.best, leaf, scenario.currency)}"


# --- money ----------------------------------------------------------------------------------------------------------


def money_criteria(scenario: Scenario) -> list[str]:
    """The paths of the criteria that are an amount of money to be paid: cost plans, and others in the currency."""
    signs = money_signs(scenario.currency)
    found = []
    for path, leaf in scenario.leaves.items():
        assert leaf.value_function is not None  # what is rated has a scale
        paid = leaf.value_function.scale.worst > leaf.value_function.scale.best
        if paid and (leaf.kind == "cost_plan" or (leaf.unit and leaf.unit in signs)):
            found.append(path)
    return found


def to_reserve(scenario: Scenario, result: SimulationResult, option: str, path: str) -> str:
    """What to plan with and what to hold back: in half of the futures it is enough, in four of five it still is."""
    drawn, leaf = result.option(option).ratings[path], scenario.leaves[path]
    name = short_names(scenario.options)[option]
    half, most, apart = (rating(x, leaf, scenario.currency) for x in (drawn.p50, drawn.p80, drawn.p80 - drawn.p50))
    what = f"{criterion_name(scenario, path)} of {name}"
    if drawn.p80 <= drawn.p50:
        return f"{what}: {half}, with nothing said of how uncertain that is."
    return (
        f"{what}: {half} is enough in half of the futures, {most} in four of five. Between them lie {apart} to hold "
        "in reserve."
    )


# --- requirements, and the prediction -----------------------------------------------------------------------------


def not_shown_in_words(scenario: Scenario, missing: Mapping[str, Sequence[str]], option: str) -> str:
    """How many requirements an option has not shown to meet, and which; empty where it has shown all."""
    ids, total = missing[option], len(scenario.requirements)
    if not ids:
        return ""
    more = len(ids) - _MOST_NAMED
    which = f"{', '.join(ids[:_MOST_NAMED])}{f' and {more} more' if more > 0 else ''}"
    return f"{short_names(scenario.options)[option]}: {len(ids)} of {total} not shown ({which})."


def dissent_in_words(scenario: Scenario, own: Evaluation, views: Mapping[str, Evaluation]) -> str:
    """Who leads with the weights of the file and with those of each view."""
    leaders = {own.joint_leaders, *(each.joint_leaders for each in views.values())}
    if len(leaders) == 1 and own.joint_leaders:
        names = short_names(scenario.options)
        who = [names[id] for id in own.joint_leaders]
        verb = "leads" if len(who) == 1 else "lead"
        return f"{listed(who)} {verb} with the weights of the file, and with those of {listed(list(views))} as well."
    return leaders_in_words(scenario, {"the weights of the file": own} | {f"those of {n}": e for n, e in views.items()})


def what_to_check_later(scenario: Scenario, option: str) -> str:
    """What the prediction is for, and when it is held against what came."""
    name = short_names(scenario.options)[option]
    by = None if scenario.decision is None else scenario.decision.review_by
    when = "When figures are known" if by is None else f"By {day(by)}"
    return (
        f"What is expected of {name}, to be held against what comes. In eight of ten cases a figure should lie between "
        f"P10 and P90. {when}, write what came under outcome in the file; the command review tells how it did."
    )


def prediction_rows(
    scenario: Scenario, result: SimulationResult, option: str, most: int
) -> list[tuple[str, str, str, str]]:
    """Name, P10, P50 and P90 of the ratings of an option that are uncertain, the weightiest first."""
    drawn = result.option(option).ratings
    paths = sorted(
        (path for path, x in drawn.items() if x.p90 > x.p10 and path in scenario.leaves),
        key=lambda path: -scenario.weights[path],
    )
    rows = []
    for path in paths[:most]:
        low, middle, high = (
            rating(x, scenario.leaves[path], scenario.currency)
            for x in (drawn[path].p10, drawn[path].p50, drawn[path].p90)
        )
        rows.append((criterion_name(scenario, path), low, middle, high))
    return rows
