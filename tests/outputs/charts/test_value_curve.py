from __future__ import annotations

import pytest
from hypothesis import given, settings

from decision.model.criterion import Criterion
from decision.model.value_function import Midvalue, Points, Scale, ValueFunction
from decision.outputs.charts.value_curve import VALUE_CURVE, value_curve_in_words, value_curve_rows
from tests.strategies import value_functions


def criterion(function: ValueFunction) -> Criterion:
    return Criterion("noise", "Noise", function, unit="dB")


@settings(deadline=None)
@given(value_functions())
def test_the_line_rises_from_worst_to_best_and_passes_through_every_point(function: ValueFunction) -> None:
    rows = value_curve_rows(criterion(function), "")
    line = [(row["z"], row["worth"]) for row in rows if row["kind"] == "line"]
    assert line == sorted(line)
    assert line[0] == pytest.approx((0, 0), abs=1e-9)
    assert line[-1] == pytest.approx((1, 100))
    for row in rows:
        if row["kind"] == "point":
            near = min(line, key=lambda at: abs(at[0] - row["z"]))
            assert near == pytest.approx((row["z"], row["worth"]), abs=1e-6)


def test_ends_and_points_are_named_where_less_is_better() -> None:
    function = ValueFunction(Scale(80, 30), Points(((80, 0), (60, 0.25), (30, 1))))
    rows = {row["kind"]: row for row in value_curve_rows(criterion(function), "")}
    assert (rows["worst"]["text"], rows["best"]["text"]) == ("80 dB", "30 dB")
    assert (rows["point"]["z"], rows["point"]["text"]) == (pytest.approx(0.4), "60 dB: 25 %")


def test_the_words_say_what_the_middle_is_worth() -> None:
    words = value_curve_in_words(criterion(ValueFunction(Scale(0, 10), Midvalue(3))), "")
    worth = 100 * float(ValueFunction(Scale(0, 10), Midvalue(3))(5))
    assert "from 0 % at 0 dB to 100 % at 10 dB" in words
    assert f"5 dB is worth {worth:.1f} %" in words or f"5 dB is worth {worth:.0f} %" in words


def test_every_kind_of_row_is_drawn() -> None:
    function = ValueFunction(Scale(0, 10), Midvalue(3))
    kinds = {row["kind"] for row in value_curve_rows(criterion(function), "")}
    drawn = str(VALUE_CURVE["layer"])
    assert kinds == {"line", "point", "worst", "best"}
    assert all(f"'{kind}'" in drawn for kind in kinds)
