"""Scales and value functions changed by their ends, their direction and their curve."""

from __future__ import annotations

from dataclasses import replace

from decision.model.errors import ImpossibleError
from decision.model.value_function import Curve, Linear, Points, Scale, ValueFunction


def more_is_better(function: ValueFunction) -> bool:
    """Whether a higher rating is worth more."""
    return function.scale.best > function.scale.worst


def with_ends(function: ValueFunction, worst: float, best: float) -> ValueFunction:
    """The function between other ends: the ends of a broken line go along, its other points stay where they are."""
    scale = Scale(worst, best)
    curve: Curve = function.curve
    if isinstance(curve, Points):
        inner = curve.points[1:-1] if len(curve.points) > 1 else ()
        beyond = [x for x, _ in inner if not scale.holds(x)]
        if beyond:
            raise ImpossibleError(
                f"a point of the curve is at {beyond[0]:g}, which is not between {worst:g} and {best:g}",
                "move or remove that point first",
            )
        curve = through(scale, inner).curve
    return replace(function, scale=scale, curve=curve)


def turned_round(function: ValueFunction) -> ValueFunction:
    """The function with worst and best changed over: what was worth nothing is worth all, and the other way round."""
    scale = Scale(function.scale.best, function.scale.worst)
    curve = function.curve
    if isinstance(curve, Points):
        curve = Points(tuple((x, 1 - v) for x, v in curve.points))
    return replace(function, scale=scale, curve=curve)


def through(scale: Scale, inner: tuple[tuple[float, float], ...], outside: str = "clip") -> ValueFunction:
    """A broken line from 0 at worst through the `inner` points to 1 at best."""
    ends = ((scale.worst, 0.0), (scale.best, 1.0))
    up = scale.best > scale.worst
    ordered = tuple(sorted(inner, reverse=not up))
    return ValueFunction(scale, Points((ends[0], *ordered, ends[1])), outside)  # type: ignore[arg-type]


def inner_points(function: ValueFunction) -> tuple[tuple[float, float], ...]:
    """The points of a broken line between its ends, from worst to best; none of another curve."""
    if not isinstance(function.curve, Points):
        return ()
    up = more_is_better(function)
    return tuple(sorted(function.curve.points, reverse=not up))[1:-1]


def with_one_more_point(function: ValueFunction) -> ValueFunction:
    """The function as a broken line with one more point, in the middle of the widest gap, where the curve is now.

    A broken line stays as it is; another curve becomes the line through its middle.
    """
    scale, inner = function.scale, inner_points(function)
    places = [scale.worst, *(x for x, _ in inner), scale.best]
    gap = max(range(len(places) - 1), key=lambda place: abs(places[place + 1] - places[place]))
    x = float(f"{(places[gap] + places[gap + 1]) / 2:.12g}")
    v = float(f"{float(function(x)):.6g}")
    return through(scale, (*inner, (x, min(max(v, 0.0), 1.0))), function.outside)


def straight(function: ValueFunction) -> ValueFunction:
    """The straight line between the same ends."""
    return replace(function, curve=Linear())
