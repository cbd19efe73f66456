"""What several evaluators gave, in words: how far apart they are, who dissents by which rule, what was agreed."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from decision.analysis.merging import FEWEST_NEAR, NEAR, Given, Merged, figures, merged
from decision.model.cost_plan import CostPlan
from decision.model.estimate import Estimate, Exact, Unknown
from decision.model.evaluation import Moderation, figure_of
from decision.model.rating import Rating
from decision.model.scenario import Scenario
from decision.outputs.words.figures import estimate_in_words, rating
from decision.outputs.words.grammar import counted
from decision.outputs.words.record import day
from decision.outputs.words.scoring import criterion_name, short_names

RULE = (
    "An evaluator dissents whose rating is more than a tenth of the scale from what was agreed, or from the median as "
    "long as nothing is agreed; and whoever wrote down another view. A range counts as what is expected of it; "
    "“unknown” is shown and not counted."
)
NOT_DECLARED = "nothing declared"
NO_REASON = "no reason written"
JUDGED = "What evaluators gave"
_TOLD = 12  # views that are not shared, beyond which they are counted
_NAMED = 3  # cells to talk about, beyond which they are counted
assert (NEAR, FEWEST_NEAR) == (0.1, 0.75)  # as the words say


def cell_name(scenario: Scenario, cell: str) -> str:
    """``Fit of Buy``"""
    option, _, path = cell.partition(".")
    return f"{criterion_name(scenario, path)} of {short_names(scenario.options)[option]}"


def figure_in_words(estimate: Estimate, each: Merged, currency: str) -> str:
    """An evaluator's rating: with its unit where it is one number, else as it was given."""
    if isinstance(estimate, Exact):
        return rating(estimate.x, each.criterion, currency)
    return "unknown" if isinstance(estimate, Unknown) else estimate_in_words(estimate)


def spread_in_words(scenario: Scenario, each: Merged) -> str:
    """How far apart the evaluators of one cell are: ``A, B and C stand at 4 to 8, median 5; C dissents.``"""
    xs = figures(each.given)
    if not each.given:
        return "No evaluator rated this."
    names = listed_all([given.by for given in each.given])
    if not xs:
        return f"{names} said that it is not known."
    low, high, median = (
        rating(x or 0.0, each.criterion, scenario.currency) for x in (each.low, each.high, each.median)
    )
    unknown = len(each.given) - len(xs)
    left = f" ({unknown} unknown)" if unknown else ""
    stand = "stands" if len(each.given) == 1 else "stand"
    where = median if each.low == each.high else f"{low} to {high}, median {median}"
    said = f"{names} {stand} at {where}{left}"
    if each.dissenting:
        said += f"; {listed_all(each.dissenting)} dissent{'s' if len(each.dissenting) == 1 else ''}"
    return f"{said}."


def agreed_in_words(scenario: Scenario, each: Merged) -> str:
    """What was agreed on one cell and whether it is the rating of the decision; empty where nothing was."""
    if each.consensus is None:
        return ""
    agreed, now = each.consensus, each.now.estimate
    figure = figure_in_words(figure_of(agreed.rating), each, scenario.currency)
    when = "" if agreed.on is None else f" on {day(agreed.on)}"
    whom = f" by {agreed.by}" if agreed.by else ""
    if each.is_taken_over:
        taken = "which is the rating"
    elif isinstance(now, CostPlan):
        taken = "which is not the rating: that is a cost plan"
    else:
        taken = f"which is not the rating yet: that is {figure_in_words(now, each, scenario.currency)}"
    return f"Agreed{when}{whom}: {figure}, {taken}. Why: {agreed.rating.because}"


def how_they_stand(scenario: Scenario) -> list[str]:
    """What there is to say of all evaluations together, in a few sentences; none where nobody rated."""
    cells = merged(scenario)
    rated = [each for each in cells if each.given]
    if not scenario.evaluations and not cells:
        return []
    every = len(scenario.options) * len(scenario.leaves)
    said = [f"{counted(len(scenario.evaluations), 'evaluator')} rated {len(rated)} of {every} cells."]
    said += [outside_in_words(scenario, each, given, given.by) for each in cells for given in each.outside][:_NAMED]
    talk = [cell_name(scenario, each.cell) for each in cells if each.should_talk]
    if talk:
        more = f" and {len(talk) - _NAMED} more" if len(talk) > _NAMED else ""
        shown = listed_all(talk) if not more else ", ".join(talk[:_NAMED]) + more
        said.append(f"Fewer than three in four are within a tenth of the scale from the median on {shown}: talk there.")
    agreed = [each for each in cells if each.consensus is not None]
    if agreed:
        said.append(
            f"{counted(len(agreed), 'cell')} {'is' if len(agreed) == 1 else 'are'} agreed on, {_taken(agreed)}."
        )
    undeclared = [each.by for each in scenario.evaluations if not each.interests]
    if undeclared:
        said.append(f"No declaration of interests is kept of {listed_all(undeclared)}.")
    return said


def _taken(agreed: Sequence[Merged]) -> str:
    """How much of what was agreed is the rating of the decision."""
    left = sum(not each.is_taken_over for each in agreed)
    if len(agreed) == 1:
        return "and not taken over as the rating yet" if left else "and taken over as the rating"
    if not left:
        return "all taken over as ratings"
    return "none taken over as the rating yet" if left == len(agreed) else f"{left} not taken over as the rating yet"


def outside_in_words(scenario: Scenario, each: Merged, given: Given, by: str) -> str:
    """That an evaluator's figure lies beyond the scale, as a slip does."""
    function = each.criterion.value_function
    assert function is not None  # a criterion that is rated has one
    worst, best = (rating(x, each.criterion, scenario.currency) for x in (function.scale.worst, function.scale.best))
    figure = figure_in_words(given.standing, each, scenario.currency)
    cell = cell_name(scenario, each.cell)
    return f"{by} gave {cell} {figure}, outside its scale of {worst} to {best}. Look at it again."


def judged_in_words(scenario: Scenario) -> list[str]:
    """How the evaluations stand, and every dissent from what was agreed; none where nobody rated.

    Everybody is called as the scenario calls them.
    """
    apart = [
        f"{cell_name(scenario, each.cell)}: {said}"
        for each in merged(scenario)
        for said in dissent_in_words(each, scenario.currency)
    ]
    left = [f"And {len(apart) - _TOLD} more views, which the workbook lists."] if len(apart) > _TOLD else []
    return [*how_they_stand(scenario), *(f"Another view on {said}" for said in apart[:_TOLD]), *left]


def moved_in_words(moved: Moderation, before: Estimate, each: Merged, currency: str) -> str:
    """``From 6 to 4 on 25 November 2026 by Chair: the export was not shown.``"""
    when = "" if moved.on is None else f" on {day(moved.on)}"
    whom = f" by {moved.by}" if moved.by else ""
    old, new = (figure_in_words(estimate, each, currency) for estimate in (before, moved.to))
    return f"From {old} to {new}{when}{whom}: {moved.because}"


def when_in_words(on: datetime.date | None, at: str) -> str:
    """Day and time of day; empty where neither is known."""
    return " ".join(each for each in (on.isoformat() if on is not None else "", at) if each)


def dissent_in_words(each: Merged, currency: str) -> list[str]:
    """Each dissent from what was agreed: ``C: would not go beyond 4``, or at what somebody stayed without a reason."""
    if each.consensus is None:
        return []
    views, stood = each.consensus.dissent, {given.by: given.standing for given in each.given}
    return [
        f"{name}: {views[name]}"
        if name in views
        else f"{name} stayed at {figure_in_words(stood[name], each, currency)} and wrote no reason"
        for name in each.dissenting
    ]


def reason_of(rating: Rating) -> str:
    """The reason of a rating with where it is from."""
    return " ".join(each for each in (rating.because, f"({rating.source})" if rating.source else "") if each)


def listed_all(names: Sequence[str]) -> str:
    """``A, B and C``"""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
