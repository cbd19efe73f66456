"""Everybody's answers as dots: where they stand, and that none hides another."""

from __future__ import annotations

import altair as alt
import pytest

from decision.outputs.charts.room_dots import DOTS, DOTS_AND_MIDDLE, DotLine, dots_data
from tests.outputs.chart_data import of_kind


def line(figures: list[float], worst: float = 0.0, best: float = 10.0, **more: object) -> DotLine:
    return DotLine("Fit of Buy", worst, best, figures, [f"{x:g}" for x in figures], **more)  # type: ignore[arg-type]


def test_dots_lie_between_worst_on_the_left_and_best_on_the_right() -> None:
    assert [row["at"] for row in of_kind(dots_data([line([0, 2.5, 10])]), "dot")] == [0, 0.25, 1]
    months = dots_data([line([36, 6, 40], worst=36, best=6)])  # less is better, and 40 is beyond the end
    assert {row["said"]: row["at"] for row in of_kind(months, "dot")} == {"36": 0, "6": 1, "40": 0}


def test_answers_that_are_the_same_stand_above_each_other_within_their_line() -> None:
    for count in (1, 2, 5, 200):
        rises = [row["rise"] for row in of_kind(dots_data([line([5.0] * count)]), "dot")]
        assert len(set(rises)) == count and max(map(abs, rises)) <= 24
        assert sum(rises) == pytest.approx(0, abs=1e-9)


def test_the_middle_is_drawn_only_where_it_is_given() -> None:
    alone = dots_data([line([1, 2])])
    assert {row["kind"] for row in alone} == {"line", "dot"}
    whole = dots_data([line([1, 2], middle=(2.0, 1.0), median=(1.5, "median 1.5"), file=(5.0, "the file: 5"))])
    (band,) = of_kind(whole, "middle")
    assert (band["at"], band["to"]) == (0.1, 0.2)
    assert {row["kind"]: row["said"] for row in whole if row["said"]}["file"] == "the file: 5"
    assert len({tuple(row) for row in whole}) == 1  # all rows have the same fields


@pytest.mark.parametrize("specification", [DOTS, DOTS_AND_MIDDLE])
def test_the_charts_are_charts(specification: dict[str, object]) -> None:
    data = {"values": dots_data([line([1, 2])])}
    alt.Chart.from_dict({**specification, "data": data}).to_dict()
