"""Value functions: 0 at worst, 1 at best, never falling between, and known outside."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.model.errors import ImpossibleError
from decision.model.value_function import Linear, Midvalue, Points, Scale, ValueFunction
from tests.strategies import value_functions

UP, DOWN = Scale(0, 10), Scale(10, 0)


# --- any curve --------------------------------------------------------------------------------------------


@given(value_functions())
def test_worst_is_worth_0_and_best_1(function: ValueFunction) -> None:
    scale = function.scale
    assert function([scale.worst, scale.best]) == pytest.approx([0, 1], abs=1e-12)


@given(value_functions(), st.lists(st.floats(-0.5, 1.5), min_size=2, max_size=20))
def test_value_never_falls_on_the_way_to_best(function: ValueFunction, shares: list[float]) -> None:
    scale = function.scale
    ratings = [scale.worst + z * (scale.best - scale.worst) for z in sorted(shares)]
    v = function(ratings)
    # the steepest end piece is 100 times the straight line, the steepest exponential e^7 at half a swing outside
    assert np.all(np.diff(v) >= -1e-9 * (1 + np.max(np.abs(v))))


@given(value_functions(), st.floats(0, 1))
def test_between_worst_and_best_clipping_and_going_on_agree(function: ValueFunction, z: float) -> None:
    x = function.scale.worst + z * (function.scale.best - function.scale.worst)
    clipped, on = (ValueFunction(function.scale, function.curve, outside) for outside in ("clip", "extrapolate"))
    assert float(clipped(x)) == pytest.approx(float(on(x)), abs=1e-12)


@given(value_functions(("clip",)), st.floats(-1e9, 1e9))
def test_clipped_values_stay_from_0_to_1(function: ValueFunction, x: float) -> None:
    assert 0 <= float(function(x)) <= 1


@given(value_functions(), st.floats(-500, 500))
def test_turning_the_scale_round_turns_nothing_but_the_scale(function: ValueFunction, x: float) -> None:
    """Ratings counted from the other end (x becomes -x) are worth the same."""
    turned = Scale(-function.scale.worst, -function.scale.best)
    curve = function.curve
    if isinstance(curve, Points):
        mirrored: Points | Midvalue | Linear = Points(tuple((-at, v) for at, v in curve.points))
    elif isinstance(curve, Midvalue):
        mirrored = Midvalue(-curve.midvalue)
    else:
        mirrored = curve
    value = float(function(x))
    assert float(ValueFunction(turned, mirrored, function.outside)(-x)) == pytest.approx(value, rel=1e-9, abs=1e-9)


def test_values_keep_the_shape_of_the_ratings() -> None:
    for curve in (Linear(), Points(((0, 0), (5, 0.9), (10, 1))), Midvalue(3)):
        assert ValueFunction(UP, curve)(np.zeros((2, 3))).shape == (2, 3)
        assert ValueFunction(UP, curve)(1.0).shape == ()


# --- straight and broken lines ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scale", "x", "v"), [(UP, 3, 0.3), (DOWN, 3, 0.7), (Scale(-5, 5), 0, 0.5), (Scale(24, 3), 10, 2 / 3)]
)
def test_the_straight_line_is_the_share_of_the_way(scale: Scale, x: float, v: float) -> None:
    assert float(ValueFunction(scale)(x)) == pytest.approx(v)


def test_points_may_be_given_in_either_order() -> None:
    points = ((0, 0), (2, 0.7), (10, 1))
    x = np.linspace(-5, 15, 41)
    one, other = (ValueFunction(UP, Points(order), "extrapolate")(x) for order in (points, points[::-1]))
    assert np.array_equal(one, other)


def test_flat_pieces_are_allowed() -> None:
    curve = ValueFunction(UP, Points(((0, 0), (4, 0.5), (6, 0.5), (10, 1))))
    assert curve([4, 5, 6]).tolist() == [0.5, 0.5, 0.5]


def test_outside_the_end_pieces_go_on_with_their_own_slopes() -> None:
    curve = ValueFunction(UP, Points(((0, 0), (2, 0.8), (10, 1))), "extrapolate")
    assert curve([-1, 12]) == pytest.approx([-0.4, 1.05])
    falling = ValueFunction(DOWN, Points(((10, 0), (8, 0.8), (0, 1))), "extrapolate")
    assert falling([11, -2]) == pytest.approx([-0.4, 1.05])


def test_a_flat_end_piece_goes_on_flat() -> None:
    assert ValueFunction(UP, Points(((0, 0), (2, 1), (10, 1))), "extrapolate")([10, 50]).tolist() == [1, 1]


# --- midvalues --------------------------------------------------------------------------------------------


@given(st.floats(0.001, 0.999), st.sampled_from((UP, DOWN, Scale(-300, 2_000_000))))
def test_half_the_swing_is_reached_at_the_midvalue(z: float, scale: Scale) -> None:
    mid = scale.worst + z * (scale.best - scale.worst)
    curve = ValueFunction(scale, Midvalue(mid), "extrapolate")
    # the curve is at most ln 2/0.001 times as steep as the straight line: rounding of z, 2e-16, grows by 700
    assert float(curve(mid)) == pytest.approx(0.5, abs=1e-11)


def test_with_half_the_swing_at_the_golden_ratio_the_curve_is_known() -> None:
    """With q = exp(-c/2), 1/2 = (1 - q^(2z))/(1 - q^2); z = 1/4 gives sqrt(q) + q + q^(3/2) = 1: a cubic."""
    root = next(r.real for r in np.roots([1, 1, 1, -1]) if abs(r.imag) < 1e-12)  # exp(-c/4)
    x = np.linspace(-5, 15, 21)
    expected = (1 - root ** (4 * x / 10)) / (1 - root**4)
    assert ValueFunction(UP, Midvalue(2.5), "extrapolate")(x) == pytest.approx(expected, rel=1e-12)


def test_a_midvalue_in_the_middle_is_the_straight_line() -> None:
    x = np.linspace(-5, 15, 21)
    assert np.array_equal(
        ValueFunction(UP, Midvalue(5), "extrapolate")(x), ValueFunction(UP, Linear(), "extrapolate")(x)
    )
    assert ValueFunction(UP, Midvalue(5)).is_linear
    assert not ValueFunction(UP, Midvalue(5.1)).is_linear


@given(st.floats(1e-15, 1e-4), st.floats(-1, 2), st.sampled_from((-1, 1)))
def test_near_the_middle_the_curve_is_near_the_straight_line(off: float, z: float, sign: int) -> None:
    v = float(ValueFunction(Scale(0, 1), Midvalue(0.5 + sign * off), "extrapolate")(z))
    # c is near 8·off, and v - z near c·z(1-z)/2, at most c for z in -1..2; bisection leaves 1e-8 where c is tiny
    assert v == pytest.approx(z, abs=16 * off + 1e-7)


@given(st.floats(0.001, 0.999), st.floats(0, 1))
def test_a_curve_and_its_mirror_image_add_up_to_1(mid: float, z: float) -> None:
    one = float(ValueFunction(Scale(0, 1), Midvalue(mid))(z))
    other = float(ValueFunction(Scale(0, 1), Midvalue(1 - mid))(1 - z))
    assert one + other == pytest.approx(1, abs=1e-11)


@pytest.mark.parametrize("mid", [0.001, 0.01, 0.99, 0.999])
@pytest.mark.parametrize("x", [-1e6, -2.0, 3.0, 1e6])
def test_even_the_most_bent_curve_is_finite_far_outside(mid: float, x: float) -> None:
    assert math.isfinite(float(ValueFunction(Scale(0, 1), Midvalue(mid), "extrapolate")(x)))
    assert float(ValueFunction(Scale(0, 1), Midvalue(mid), "clip")(x)) in (0.0, 1.0)


# --- what cannot be ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Scale(3, 3), "worst and best are both 3; give two different ratings"),
        (lambda: Scale(math.nan, 3), "worst nan is not a finite number; give a number"),
        (lambda: Scale(-1.7e308, 1.7e308), "worst -1.7e+308 is too large to compute with; choose a larger unit"),
        (lambda: Scale(0, 1e-308), "worst 0 and best 1e-308 are too close to compute with; choose a smaller unit"),
        (
            lambda: ValueFunction(UP, Points(((0, 0), (5e-324, 0.7), (10, 1)))),
            "the ratings 0 and 4.94066e-324 of two points are too close to compute with; leave one of them out",
        ),
        (
            lambda: ValueFunction(UP, Points(tuple((x, x / 200) for x in range(201)))),
            "there are 201 points; keep to 200 at most",
        ),
        (
            lambda: ValueFunction(UP, Points(((0, 0),))),
            "fewer than two points; give at least the worst and the best rating",
        ),
        (lambda: ValueFunction(UP, Points(((0, 0), (math.nan, 1)))), "a point is not finite; give two numbers"),
        (
            lambda: ValueFunction(UP, Points(((0, 0), (5, 1.2), (10, 1)))),
            "value 1.2 is not between 0 and 1; correct it",
        ),
        (
            lambda: ValueFunction(UP, Points(((0, 0), (5, 0.2), (5, 0.3), (10, 1)))),
            "two points have the rating 5; leave one of them out",
        ),
        (
            lambda: ValueFunction(UP, Points(((0, 0), (9, 1)))),
            (
                "the curve reaches value 1 at rating 9, not 1 at best 10; "
                "let a point be [10, 1] and the others lie between worst and best"
            ),
        ),
        (
            lambda: ValueFunction(DOWN, Points(((0, 0), (10, 1)))),
            (
                "the curve reaches value 1 at rating 10, not 0 at worst 10; "
                "let a point be [10, 0] and the others lie between worst and best"
            ),
        ),
        (
            lambda: ValueFunction(DOWN, Points(((10, 0), (6, 0.6), (3, 0.5), (0, 1)))),
            "the value falls from 0.6 to 0.5 on the way to 3; let values rise, or stay, from worst to best",
        ),
        (
            lambda: ValueFunction(DOWN, Midvalue(11)),
            (
                "midvalue 11 is not between worst 10 and best 0; "
                "give the rating that is worth half the swing, at least a thousandth of the way from either end"
            ),
        ),
    ],
)
def test_what_cannot_be_says_why_and_what_to_do(make: Callable[[], object], message: str) -> None:
    with pytest.raises(ImpossibleError) as caught:
        make()
    assert str(caught.value) == message
