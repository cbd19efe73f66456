"""Thresholds as they are printed hold on the side that is claimed, and are told apart from where things stand."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from decision.model.criterion import Criterion
from decision.model.value_function import Scale, ValueFunction
from decision.outputs.words.thresholds import points_threshold, rating_threshold, share_threshold

POINTS = Criterion("fit", "Fit", ValueFunction(Scale(0, 10)))
MONEY = Criterion("cost", "Cost", ValueFunction(Scale(1e6, 0)), kind="cost_plan")
STEPS = {"k": 1e3, "M": 1e6, "bn": 1e9}


def read(text: str) -> float:
    """What a person reads off a printed figure."""
    sign = -1 if text.startswith("-") else 1
    text = text.lstrip("-").lstrip("$").removesuffix(" %").replace(",", "")
    for suffix, step in STEPS.items():
        if text.endswith(suffix):
            return sign * float(text.removesuffix(suffix)) * step
    return sign * float(text)


def holds(printed: tuple[str, str], at: float, now: float) -> None:
    then, stands = printed
    assert then != stands
    dust = 1e-12 * max(abs(at), abs(now))  # of reading, for what is printed is a decimal
    if at > now:
        assert read(then) >= at - dust
        assert read(then) > read(stands)
    else:
        assert read(then) <= at + dust
        assert read(then) < read(stands)
    assert abs(read(then) - at) <= 0.1001 * abs(at - now) + dust


shares = st.floats(0, 1, allow_subnormal=False)
figures = st.floats(-1e12, 1e12, allow_subnormal=False)


@given(shares, shares)
def test_shares(at: float, now: float) -> None:
    assume(abs(at - now) > 1e-9)
    holds(share_threshold(at, now), 100 * at, 100 * now)


@given(figures, figures)
def test_ratings_and_money(at: float, now: float) -> None:
    assume(abs(at - now) > 1e-9 * max(abs(at), abs(now), 1e-3))
    holds(rating_threshold(at, now, POINTS), at, now)
    holds(rating_threshold(at, now, MONEY, "USD"), at, now)


@given(st.floats(0, 1e6, allow_subnormal=False), st.floats(0, 1e6, allow_subnormal=False))
def test_points_that_are_typed(at: float, now: float) -> None:
    assume(abs(at - now) > 1e-6)
    typed, _ = points_threshold(at, now)
    assert float(typed) >= at if at > now else float(typed) <= at


def test_figures_people_read() -> None:
    assert share_threshold(0.427, 0.3) == ("43 %", "30 %")
    assert share_threshold(0.301, 0.3)[0] == "30.1 %"
    assert share_threshold(0.9991, 0.5) == ("99.91 %", "50 %") or share_threshold(0.9991, 0.5)[0] == "99.92 %"
    assert rating_threshold(791_234.0, 466_000.0, MONEY, "USD") == ("$792k", "$466k")
    assert (
        rating_threshold(5.0004, 5.0, POINTS) == ("5.0004", "5") or rating_threshold(5.0004, 5.0, POINTS)[0] > "5.0004"
    )
    assert points_threshold(52.1667, 30) == ("52.17", "30")
