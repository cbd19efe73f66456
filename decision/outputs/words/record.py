"""What was decided, what would reopen it, and what is to be said before it is written down, in sentences."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from decision.analysis.expectation.ranges import rating_range
from decision.model.named_figures import names_a_driver
from decision.model.record import MetTrigger, RecordedDecision, Trigger, figure_now, met_triggers
from decision.model.scenario import Scenario
from decision.outputs.words.figures import as_typed, points, rating
from decision.outputs.words.open_ratings import still_open
from decision.outputs.words.scoring import (
    criterion_name,
    leaders_open_requirements,
    listed,
    short_names,
    shortfall,
)
from decision.outputs.words.shared_inputs import shared_figure, shared_name
from decision.outputs.words.simulation import futures
from decision.outputs.words.thresholds import exact_rating_threshold, rating_thresholds

if TYPE_CHECKING:  # what is said of a decision that was recorded needs none of it
    from decision.analysis.scoring import Evaluation
    from decision.analysis.sensitivity.sensitivity import SensitivityResult
    from decision.analysis.sensitivity.switching import RatingSwitch
    from decision.analysis.simulation.result import SimulationResult

MOST_PROPOSED = 5  # triggers of one decision, nearest first: more would not be read
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(date: datetime.date) -> str:
    """``1 December 2026``"""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


# --- what would reopen it -----------------------------------------------------------------------------------------


def proposed_triggers(scenario: Scenario, chosen: str, result: SensitivityResult) -> tuple[Trigger, ...]:
    """What would reopen the choice of the leader: the single ratings at which another option would lead.

    First those that may well turn out so, because the switching point lies in the range that the rating is believed to
    lie in, the nearest of them first; then, of what was given as a single number, those nearest by their scale. Where
    there is neither, those that are nearest by their scale. Figures are rounded away from where the rating stands, so
    that what is said of them holds. None for an option that does not lead alone: nothing need turn out for another to
    lead it.
    """
    if result.leader != chosen or any(each.status == "within" and not each.moves for each in result.reversal):
        return ()
    found = [(switch, trigger) for switch in result.ratings if (trigger := _trigger(scenario, switch)) is not None]
    believed = [each for each in found if _reach(scenario, each[0]) is not None]
    single = [each for each in found if _is_single(scenario, each[0])]
    believed.sort(key=lambda each: _reach(scenario, each[0]) or 0.0)
    single.sort(key=lambda each: _part_of_scale(scenario, each[0]))
    others = sorted(found, key=lambda each: _part_of_scale(scenario, each[0]))
    return tuple(trigger for _, trigger in ([*believed, *single] or others)[:MOST_PROPOSED])


def _trigger(scenario: Scenario, switch: RatingSwitch) -> Trigger | None:
    """The trigger at a switching point; None where there is none, or where what is expected is beyond it already."""
    if switch.switch is None or switch.to is None:
        return None
    when = f"{switch.option}.{switch.criterion}"
    now = figure_now(scenario, when)
    if now is None:
        now = switch.rating  # of what nobody knows yet, the middle of its scale: it meets nothing before it is known
    worse = _is_worse(scenario, switch.criterion, switch.switch, switch.rating)
    falls = switch.option != switch.to  # of the leader it takes a worse rating, of another a better one
    if switch.switch == now or worse != falls:
        return None
    leaf, names = scenario.leaves[switch.criterion], short_names(scenario.options)
    found = next((each[0] for each in rating_thresholds(switch.switch, now, leaf, scenario.currency)), None)
    figure = found or exact_rating_threshold(switch.switch, now, leaf, scenario.currency)
    x, side = float(figure.value), "below" if switch.switch < now else "above"
    whose = f"{criterion_name(scenario, switch.criterion)} of {names[switch.option]}"
    say = f"{whose} turns out {side} {figure.then}: {names[switch.to]} would lead."
    return Trigger(when, say, below=x) if side == "below" else Trigger(when, say, above=x)


def _is_worse(scenario: Scenario, path: str, x: float, other: float) -> bool:
    return scenario.leaves[path].is_worse(x, other)


def _reach(scenario: Scenario, switch: RatingSwitch) -> float | None:
    """How far into the range of a rating its switching point lies, 1 at its end; None where it lies beyond."""
    between = rating_range(scenario, scenario.option(switch.option), switch.criterion)
    if between is None or switch.switch is None:
        return None
    low, high = between
    end = low if switch.switch < switch.rating else high
    if end == switch.rating:
        return None
    share = (switch.switch - switch.rating) / (end - switch.rating)
    return share if 0 <= share <= 1 else None


def _is_single(scenario: Scenario, switch: RatingSwitch) -> bool:
    return scenario.is_certain_rating(scenario.option(switch.option), switch.criterion)


def _part_of_scale(scenario: Scenario, switch: RatingSwitch) -> float:
    function = scenario.leaves[switch.criterion].value_function
    assert function is not None  # what is rated has a scale
    assert switch.switch is not None  # those without are not asked
    return abs(switch.switch / 2 - switch.rating / 2) / abs(function.scale.best / 2 - function.scale.worst / 2)


def met_in_words(scenario: Scenario, met: MetTrigger) -> str:
    """``Fit of Extend is now 5.1: the decision of 1 December 2026 said to look again below 5.3.``"""
    decision = scenario.decision
    assert decision is not None  # or nothing of it could be met
    whose, now, side, then = now_and_then(scenario, met)
    when = "" if decision.on is None else f" of {day(decision.on)}"
    return f"{whose} is now {now}: the decision{when} said to look again {side} {then}."


def now_and_then(scenario: Scenario, met: MetTrigger) -> tuple[str, str, str, str]:
    """``("Fit of Extend", "5.1", "below", "5.3")``; all digits where the two figures would read the same."""
    trigger = met.trigger
    whose, now = figure_in_words(scenario, trigger.when, met.now)
    _, then = figure_in_words(scenario, trigger.when, trigger.figure)
    if now == then:
        now, then = (f"{x!r}" for x in (met.now, trigger.figure))
    return whose, now, "below" if trigger.below is not None else "above", then


def figure_in_words(scenario: Scenario, when: str, x: float) -> tuple[str, str]:
    """What a rating, or a component of a plan, is called, and a figure of it with its unit."""
    id, _, path = when.partition(".")
    if names_a_driver(scenario, when):
        return shared_name(scenario, when), shared_figure(scenario, f"{when}.now", x)
    name = short_names(scenario.options)[id]
    if path in scenario.leaves:
        return f"{criterion_name(scenario, path)} of {name}", rating(x, scenario.leaves[path], scenario.currency)
    whole, _, component = path.rpartition(".")
    shown = f"{100 * x:.4g} %" if component == "growth" else rating(x, scenario.leaves[whole], scenario.currency)
    return f"{criterion_name(scenario, whole)} ({component}) of {name}", shown


def what_is_met(scenario: Scenario) -> list[str]:
    """One sentence for each trigger that what is expected now meets."""
    return [met_in_words(scenario, each) for each in met_triggers(scenario)]


# --- what was decided -----------------------------------------------------------------------------------------------


def decided(scenario: Scenario, decision: RecordedDecision) -> str:
    """``Extend was chosen on 1 December 2026 by the board.``"""
    name = short_names(scenario.options)[decision.chosen]
    on = "" if decision.on is None else f" on {day(decision.on)}"
    return f"{name} was chosen{on}{f' ({decision.by})' if decision.by else ''}."


def because(decision: RecordedDecision) -> str:
    """Why, as it was said; empty where it was not."""
    reason = " ".join(decision.because.split())
    return f"The reason: {reason}{'' if reason.endswith(('.', '!', '?')) else '.'}" if reason else ""


def when_again(decision: RecordedDecision) -> str:
    """By when it is looked at again; empty where no day was set."""
    return "" if decision.review_by is None else f"It is looked at again by {day(decision.review_by)}."


def since_then(scenario: Scenario, decision: RecordedDecision) -> str:
    """That what it was taken on was changed since; empty where it was not, or where that is not known."""
    if not decision.fingerprint or decision.fingerprint == scenario.fingerprint:
        return ""
    return "Ratings, weights or other parts were changed since."


def how_it_stood(decision: RecordedDecision) -> str:
    """How far the choice led, and how often it was best, when it was made; empty where that is not known."""
    parts = []
    if decision.margin is not None:
        parts.append(_margin(decision.margin))
    if decision.p_best is not None:
        parts.append(f"was best in {futures(decision.p_best)} futures")
    return f"It {' and '.join(parts)}." if parts else ""


def _margin(margin: float) -> str:
    if margin == 0:
        return "was level with the best of the others"
    unit = "point" if abs(margin) == 1 else "points"
    return f"{'led' if margin > 0 else 'was behind'} the best of the others by {as_typed(abs(margin))} {unit}"


# --- what is said before it is written down -----------------------------------------------------------------------


def said_of_choice(
    scenario: Scenario, chosen: str, evaluation: Evaluation, simulation: SimulationResult | None
) -> list[str]:
    """What speaks against deciding so now, each in a sentence: that it is excluded, does not lead, or may not."""
    return list(_said_of_choice(scenario, chosen, evaluation, simulation))


def _said_of_choice(
    scenario: Scenario, chosen: str, evaluation: Evaluation, simulation: SimulationResult | None
) -> Iterator[str]:
    names, option = short_names(scenario.options), scenario.option(chosen)
    if option.excluded:
        yield f"{names[chosen]} is excluded and was chosen all the same: {'; '.join(why_excluded(scenario, chosen))}."
    elif evaluation.leader is not None and chosen not in evaluation.joint_leaders:
        leads = listed([names[id] for id in evaluation.joint_leaders])
        verb = "leads" if len(evaluation.joint_leaders) == 1 else "lead"
        by = _apart(evaluation.option(evaluation.leader).score, evaluation.option(chosen).score)
        yield f"{names[chosen]} does not lead: {leads} {verb} it by {by}."
    elif len(evaluation.joint_leaders) > 1:
        yield f"{listed([names[id] for id in evaluation.joint_leaders])} are level."
    if simulation is None:
        return
    yield from _more_often_best(names[chosen], chosen, simulation)
    still = still_open(simulation.openness)
    if still:
        yield still
    yield from leaders_open_requirements(scenario, [] if option.excluded else [chosen])


def _apart(first: float, second: float) -> str:
    """By how much one score lies above another: the difference of what is shown of them."""
    gap = points(float(points(first)) - float(points(second)))
    return "less than 0.1 points" if gap == "0.0" else "1.0 point" if gap == "1.0" else f"{gap} points"


def _more_often_best(name: str, chosen: str, simulation: SimulationResult) -> Iterator[str]:
    p_best, likeliest = simulation.option(chosen).p_best, simulation.likeliest
    if p_best is None or simulation.certain or likeliest.p_best is None or likeliest.p_best <= p_best:
        return
    other = short_names(simulation.options)[likeliest.id]
    yield f"{other} is best in more futures: {futures(likeliest.p_best)}, {name} in {futures(p_best)}."


def why_excluded(scenario: Scenario, id: str) -> Sequence[str]:
    """Why an option is excluded, each without an end."""
    option = scenario.option(id)
    fails = [f"it fails {failed}" for failed in option.failed]
    short = [shortfall(scenario, path, scenario.expected_rating(option, path)) for path in option.short_of]
    return [*fails, *short]
