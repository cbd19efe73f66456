"""What an option is told of its own assessment: how points are given, what they were given for, what would earn more.

Nothing here is told anything but the option itself and the criteria, so that no sentence can tell of another option.
"""

from __future__ import annotations

from decision.model.criterion import Criterion
from decision.model.requirement import Verdict
from decision.model.value_function import Midvalue, Points
from decision.outputs.words.figures import number, points

_MOST_ANCHORS = 3  # better ones, that are told
_ALL_THERE_IS = 1e-9  # of a value that is full to the eye
_HELD = {
    Verdict.PASS: "met",
    Verdict.FAIL: "not met",
    Verdict.NOT_SHOWN: "not shown",
}
_GROUPED = 1_000  # from here on a figure is told to the hundredth, for points are worked out from all of it
NO_REASON = "No reason was written down when this was scored."
RANGES = (
    "In brackets behind a rating is the range that was stated for it, or where none was, the one in which it lies in "
    "eight of ten cases."
)


def in_full(x: float, criterion: Criterion, currency: str) -> str:
    """A rating as one can work out points from it: an amount to the unit of money, others to four digits or more."""
    unit = currency if criterion.kind == "cost_plan" else criterion.unit
    shown = bare_in_full(x, criterion)
    return f"{shown} {unit}" if unit and unit != "points" else shown


def bare_in_full(x: float, criterion: Criterion) -> str:
    """The same without its unit."""
    if criterion.kind == "cost_plan":
        return f"{round(x) + 0:,}"
    return f"{x:,.2f}".removesuffix(".00") if abs(x) >= _GROUPED else number(x)


def how_points_are_given(criterion: Criterion, currency: str, most: float) -> str:
    """Which rating earns nothing, which earns all of `most` points, and how those between do."""
    function = criterion.value_function
    assert function is not None  # what is rated has a scale
    worst, best = (in_full(x, criterion, currency) for x in (function.scale.worst, function.scale.best))
    ends = f"{worst} earns nothing, {best} all {points(most)} points"
    if isinstance(function.curve, Points):
        known = ", ".join(
            f"{in_full(x, criterion, currency)} {100 * v:.3g} % of them" for x, v in function.curve.points
        )
        between = f"between these, in straight lines from point to point: {known}"
    elif isinstance(function.curve, Midvalue):
        half = in_full(function.curve.midvalue, criterion, currency)
        between = f"half of them are earned at {half}, and those between along an exponential curve"
    else:
        between = "between them points grow evenly"
    outside = (
        "what lies beyond the ends earns accordingly less or more"
        if function.outside == "extrapolate"
        else "what lies beyond the ends earns no less and no more"
    )
    least = (
        "" if criterion.minimum is None else f" At least {in_full(criterion.minimum, criterion, currency)} is wanted."
    )
    return f"{ends}; {between}; {outside}.{least}"


def what_would_earn_more(criterion: Criterion, currency: str, x: float | None, value: float, most: float) -> list[str]:
    """The descriptions of better ratings than `x`, nearest first, and the rating that earns all of `most` points."""
    function = criterion.value_function
    assert function is not None  # what is rated has a scale
    if value >= 1 - _ALL_THERE_IS:
        return ["All points that there were."]
    said = []
    if x is not None:
        better = [(at, words) for at, words in criterion.anchors.items() if criterion.is_worse(x, at)]
        better.sort(key=lambda each: abs(each[0] - x))
        said += [f"{in_full(at, criterion, currency)} means: {words}" for at, words in better[:_MOST_ANCHORS]]
    all_of = in_full(function.scale.best, criterion, currency)
    left = points(most - most * value)
    return [*said, f"{all_of} would have earned the {left} points that are missing."]


def total_in_words(name: str, total: float) -> str:
    """``Buy a portal has 66.6 of 100 points.``"""
    return f"{name} has {points(total)} of 100 points."


def held_in_words(verdict: Verdict) -> str:
    """How an option stands on a requirement, in a word or two."""
    return _HELD[verdict]


def why_failed(id: str, text: str, because: str, source: str) -> str:
    """Which requirement rules an option out, and how that was decided."""
    how = because or "nothing was written down of how that was decided"
    where = f" ({source})" if source else ""
    return f"Requirement {id} is held not to be met: {text} How that was decided: {how}{where}"
