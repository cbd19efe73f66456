"""Money beside the score, in sentences: what is efficient, what each further point costs, what is dominated."""

from __future__ import annotations

import numpy as np

from decision.analysis.trade_offs import TradeAxis, TradeOff, TradePoint, TradeStep
from decision.model.scenario import Scenario
from decision.outputs.words.figures import money, rating
from decision.outputs.words.figures import points as points_in_words
from decision.outputs.words.scoring import criterion_name, listed, short_names
from decision.outputs.words.simulation import in_futures, of_futures

_NAMED = 3  # criteria of an axis that are named one by one


def how_to_read(found: TradeOff) -> str:
    """What shapes, letters and the line of the chart are, and what points of worth count."""
    shapes = any(np.ptp(each.cloud, axis=0).any() for each in found.points)
    letters = "A letter stands at what is expected of an option"
    told = f"{letters}; eight in ten of its futures lie in its shape." if shapes else f"{letters}."
    if len(found.steps) > 0:
        told += " The line joins those that no other beats on both."
    if any(len(axis.criteria) > 1 for axis in (found.across, found.up)):
        told += " Worth is 0 where an option is worst on all of it, and 100 where it is best."
    return told


def axis_name(scenario: Scenario, axis: TradeAxis) -> str:
    """What an axis shows: ``Cost``, ``worth of all but Cost``, ``worth of Fit and Risk``."""
    if len(axis.criteria) == 1:
        name = criterion_name(scenario, axis.criteria[0])
        return name if axis.is_rating else f"worth of {name}"
    rest = [path for path in scenario.leaves if path not in axis.criteria]
    weighed = [path for path in rest if scenario.weights[path] > 0]
    if len(weighed) == 1:
        return f"worth of all but {criterion_name(scenario, weighed[0])}"
    if len(axis.criteria) <= _NAMED:
        return f"worth of {listed([criterion_name(scenario, path) for path in axis.criteria])}"
    if len(rest) <= _NAMED:
        return f"worth of all but {listed([criterion_name(scenario, path) for path in rest])}"
    return f"worth of {len(axis.criteria)} criteria"


def at(scenario: Scenario, axis: TradeAxis, x: float) -> str:
    """A place on an axis with its unit."""
    if axis.is_rating:
        return rating(x, scenario.leaves[axis.criteria[0]], scenario.currency)
    return f"{points_in_words(x)} points"


def is_money(scenario: Scenario, axis: TradeAxis) -> bool:
    """Whether an axis shows what options cost."""
    if not axis.is_rating or not axis.less_is_better:
        return False
    leaf = scenario.leaves[axis.criteria[0]]
    return leaf.kind == "cost_plan" or bool(scenario.currency and leaf.unit == scenario.currency)


def worth_most(scenario: Scenario, found: TradeOff) -> str:
    """The option that is best on the axis up, what it is and costs, and what its last step takes."""
    names = short_names(scenario.options)
    sign = -1.0 if found.up.less_is_better else 1.0
    efficient = [each for each in found.points if each.efficient]
    best = max(efficient, key=lambda each: sign * each.y)
    level = [names[each.option] for each in efficient if (each.x, each.y) == (best.x, best.y)]
    where = f"{at(scenario, found.up, best.y)} for {at(scenario, found.across, best.x)}"
    if not is_money(scenario, found.across):
        where = f"{at(scenario, found.up, best.y)}, at {at(scenario, found.across, best.x)} of "
        where += axis_name(scenario, found.across)
    sentence = f"{listed(level)} {_is_best(scenario, found.up, several=len(level) > 1)}: {where}"
    if not found.steps:
        return f"{sentence}; no other option is better on either." if len(found.points) > len(level) else f"{sentence}."
    return f"{sentence}. {step(scenario, found, found.steps[-1])}"


def _is_best(scenario: Scenario, axis: TradeAxis, *, several: bool) -> str:
    name = axis_name(scenario, axis)
    if axis.is_rating:
        return f"{'have' if several else 'has'} the best {name}"
    return f"{'are' if several else 'is'} worth most in {name.removeprefix('worth of ')}"


def step(scenario: Scenario, found: TradeOff, each: TradeStep) -> str:
    """What one efficient option has more than the one before, and what each further point or unit of that takes."""
    names = short_names(scenario.options)
    gain = _amount(scenario, found.up, each.gained)
    if not is_money(scenario, found.across):
        taken = _amount(scenario, found.across, each.taken)
        name = axis_name(scenario, found.across)
        return f"From {names[each.from_]} to {names[each.to]}, {gain} better takes {taken} of {name}."
    unit = "point" if not found.up.is_rating else found.up.unit or "unit"
    taken, one = (money(x, scenario.currency) for x in (each.taken, each.each))
    more = "less" if found.up.less_is_better else "more"
    of = "" if not found.up.is_rating or found.up.unit else f" of {axis_name(scenario, found.up)}"
    cost = "costs" if gain.split()[0] == "1" else "cost"
    sentence = f"From {names[each.from_]} to {names[each.to]}, {gain} {more}{of} {cost} {taken} more"
    return f"{sentence}." if one == taken else f"{sentence}: {one} for each {unit}."


def _amount(scenario: Scenario, axis: TradeAxis, x: float) -> str:
    if not axis.is_rating and abs(x) < 1:
        return f"{abs(x):.2g} points"
    return at(scenario, axis, abs(x))


def dominated(scenario: Scenario, found: TradeOff) -> list[str]:
    """One sentence for each option that another beats on both axes, and how surely it does."""
    return [_dominated(scenario, found, each) for each in found.points if each.dominated_by is not None]


def _dominated(scenario: Scenario, found: TradeOff, point: TradePoint) -> str:
    names = short_names(scenario.options)
    assert point.dominated_by is not None  # only those that are dominated are asked
    assert point.p_dominated is not None
    other = names[point.dominated_by]
    by_money = is_money(scenario, found.across) and not found.up.is_rating
    if by_money:
        how = "costs more and is worth less than" if point.on_both else "costs no less and is worth no more than"
    else:
        axes = f"on {axis_name(scenario, found.across)} and on {axis_name(scenario, found.up)}"
        how = f"is worse {axes} than" if point.on_both else f"is no better {axes} than"
    return f"{names[point.option]} {how} {other} {in_futures(point.p_dominated)}."


def sureness(scenario: Scenario, found: TradeOff) -> str:
    """In how many futures each option is efficient, the surest first; empty where it is the same in all."""
    names = short_names(scenario.options)
    ranked = sorted(found.points, key=lambda each: -each.p_efficient)
    if all(each.p_efficient in (0.0, 1.0) for each in ranked):
        return ""
    first, *others = ranked
    shares = [f"{names[first.option]} {in_futures(first.p_efficient)}"]
    counted = of_futures(first.p_efficient).endswith(" of 100")  # once said, it need not be said again
    rest = [of_futures(each.p_efficient) for each in others]
    rest = [told.removesuffix(" of 100") for told in rest] if counted else rest
    shares += [f"{names[each.option]} in {told}" for each, told in zip(others, rest, strict=True)]
    return f"Beaten on both by no other: {listed(shares)}."
