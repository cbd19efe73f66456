"""How forecasts did, in sentences."""

from __future__ import annotations

from dataclasses import dataclass

from decision.analysis.review import BELIEF, TOSS, FigureReview, Record, Review, review
from decision.model.scenario import Scenario
from decision.outputs.words.figures import rating
from decision.outputs.words.record import day, figure_in_words
from decision.outputs.words.scoring import short_names
from decision.outputs.words.simulation import futures

_RARE = 0.05  # a chance below which what came is hardly luck
_FEW = 5  # figures below which nothing can be said of the ranges


@dataclass(frozen=True)
class Reviewed:
    """How one decision did, in words as well; it can be sent from one process to another.

    Attributes
    ----------
    file
        The file it stands in, as it is called on the command line.
    chosen
        What sentences call the option that was chosen.
    told
        What was reviewed, whether the choice still leads, and whether the file was changed since.
    rows
        Of each figure its name, what came, what was expected, P10, P90, and where it lies.
    """

    file: str
    review: Review
    chosen: str
    told: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def reviewed(file: str, scenario: Scenario) -> Reviewed:
    """How the decision in `file` did; raises DecisionError as `review` does."""
    found = review(scenario)
    told = (what_was_reviewed(scenario, found), how_it_stands(scenario, found), changed_since(found))
    return Reviewed(
        file,
        found,
        short_names(scenario.options)[found.chosen],
        tuple(filter(None, told)),
        tuple(_row(scenario, found, figure) for figure in found.figures),
    )


def _row(scenario: Scenario, found: Review, figure: FigureReview) -> tuple[str, ...]:
    figures = (figure.came, figure.expected, figure.p10, figure.p90)
    shown_figures = (shown(scenario, figure, x) for x in figures)
    return (figure_name(scenario, found, figure), *shown_figures, where_it_lies(figure))


def what_was_reviewed(scenario: Scenario, found: Review) -> str:
    """``Extend was chosen on 1 December 2026; what came is as of 1 December 2027.``"""
    name = short_names(scenario.options)[found.chosen]
    on = "" if found.on is None else f" on {day(found.on)}"
    known = "" if found.known_on is None else f"; what came is as of {day(found.known_on)}"
    return f"{name} was chosen{on}{known}."


def how_it_stands(scenario: Scenario, found: Review) -> str:
    """Whether the choice still leads with what came, and what its chance was."""
    if found.stands is None:
        return "No figure has come yet, so it cannot be said whether the choice still leads."
    names = short_names(scenario.options)
    name = names[found.chosen]
    if found.stands:
        stands = f"With what came, {name} still leads"
    elif found.leader is None:
        stands = f"With what came, {name} is excluded, and so is every other"
    else:
        stands = f"With what came, {names[found.leader]} would lead and not {name}"
    if found.p_best is None or found.brier is None:
        return f"{stands}. What its chance was is not kept."
    chance = f"When it was chosen, {name} was best in {futures(found.p_best)} futures"
    return f"{stands}. {chance} (Brier score {found.brier:.2f})."


def changed_since(found: Review) -> str:
    """That the forecast is not the one of the decision; empty where it is."""
    if found.unchanged is not False:
        return ""
    return "The file was changed since the decision: what came is held against what it says now."


def figure_name(scenario: Scenario, found: Review, figure: FigureReview) -> str:
    """What a figure is called: its criterion, and the component of a plan."""
    whole, _ = figure_in_words(scenario, f"{found.chosen}.{figure.path}", figure.came)
    return whole.removesuffix(f" of {short_names(scenario.options)[found.chosen]}")


def shown(scenario: Scenario, figure: FigureReview, x: float | None) -> str:
    """A figure with its unit; empty where there is none."""
    if x is None:
        return ""
    if figure.path == f"{figure.criterion}.growth":
        return f"{100 * x:.4g} %"
    return rating(x, scenario.leaves[figure.criterion], scenario.currency)


def where_it_lies(figure: FigureReview) -> str:
    """Where a figure lies in the range that was given for it."""
    if figure.given != "range":
        return "no range" if figure.given == "single number" else "not known"
    assert figure.p10 is not None and figure.p90 is not None
    return "below" if figure.came < figure.p10 else "above" if figure.came > figure.p90 else "inside"


def how_they_did(record: Record) -> list[str]:
    """What many forecasts say of those who made them, each in a sentence."""
    return [each for each in (_ranges(record), _side(record), _chances(record)) if each]


def _ranges(record: Record) -> str:
    if not record.ranges or record.by_chance is None:
        return "No figure has come for which a range was given."
    of = f"{record.inside} of {record.ranges} figures came within P10 to P90"
    if record.ranges < _FEW:
        return f"{of}; {100 * BELIEF:.0f} of 100 belong there, but so few say little."
    few = record.inside < BELIEF * record.ranges
    word = "or fewer" if few else "or more"
    # a chance below which the ranges are not to be believed
    chance = "fewer than 1 of 100" if record.by_chance < 0.005 else f"{100 * record.by_chance:.0f} of 100"
    judged = ""
    if record.by_chance < _RARE:
        judged = ": the ranges are too narrow" if few else ": the ranges are wider than they need be"
    seen = f"{record.inside} {word} would be seen in {chance} such reviews{judged}"
    return f"{of}, where {100 * BELIEF:.0f} of 100 belong. Were the ranges right and each figure by itself, {seen}."


def _side(record: Record) -> str:
    both = record.better + record.worse
    if not both:
        return ""
    worse = f"{record.worse} of {both} came out worse than expected, {record.better} better."
    if record.relative is None:
        return worse
    return f"{worse} The interval score is {100 * record.relative:.3g} % of the scales on average; less is better."


def _chances(record: Record) -> str:
    if record.brier is None or record.mean_chance is None:
        return ""
    choices = "1 choice" if record.chances == 1 else f"{record.chances} choices"
    lead = "leads" if record.stood == 1 else "lead"
    of = f"Of {choices}, best in {futures(record.mean_chance)} futures on average, {record.stood} still {lead}"
    toss = f"where {TOSS} is what saying 50 of 100 of each would have"
    return f"{of} with what came: Brier score {record.brier:.2f}, {toss}."
