"""The two-way map: every cell in the colour of who leads there."""

from __future__ import annotations

import numpy as np
import pytest

from decision.analysis.sensitivity.two_way import NOWHERE, Axis, two_way
from decision.analysis.standing import Standing
from decision.outputs.charts.two_way import MAP_STEPS, map_data, map_in_words
from tests.outputs.chart_data import of_kind
from tests.outputs.samples import PORTAL

FIT = PORTAL.all_criteria["fit"].name


@pytest.mark.parametrize(
    ("x", "y"), [(Axis("fit"), Axis("flexibility")), (Axis("fit"), Axis("cost", "buy")), (Axis("fit", "buy"), Axis("fit", "extend"))]
)  # fmt: skip
def test_cells_cover_what_is_possible_once_in_the_colour_of_who_leads(x: Axis, y: Axis) -> None:
    found = two_way(Standing(PORTAL), x, y, 21)
    rows = map_data(PORTAL, found)
    (frame,) = of_kind(rows, "axis")
    names = [str(option.approach).capitalize() for option in PORTAL.options]
    across = np.where(np.full(21, x.option is None), 100, 1) * found.x_at
    up = np.where(np.full(21, y.option is None), 100, 1) * found.y_at
    for j, at_y in enumerate(up):
        for i, at_x in enumerate(across):
            # a little towards the middle, for cells end at the rim
            px, py = at_x + 1e-6 * (across.mean() - at_x), at_y + 1e-6 * (up.mean() - at_y)
            here = [c["option"] for c in of_kind(rows, "cells") if c["x"] <= px < c["x2"] and c["y"] <= py < c["y2"]]
            assert here == ([] if found.leader[j, i] == NOWHERE else [names[found.leader[j, i]]])
    assert (frame["x"], frame["x2"]) == (across[0], across[-1])


def test_neighbours_of_one_leader_are_one_row() -> None:
    found = two_way(Standing(PORTAL), Axis("fit"), Axis("flexibility"), MAP_STEPS)
    assert len(of_kind(map_data(PORTAL, found), "cells")) < 4 * MAP_STEPS


def test_every_letter_stands_in_its_region_and_the_present_where_it_is() -> None:
    found = two_way(Standing(PORTAL), Axis("fit"), Axis("flexibility"), MAP_STEPS)
    rows = map_data(PORTAL, found)
    regions = of_kind(rows, "region")
    assert {row["letter"] for row in regions} == {"B", "Y", "E"}
    for row in regions:
        (cell,) = [
            cell
            for cell in of_kind(rows, "cells")
            if cell["x"] <= row["x"] < cell["x2"] and cell["y"] <= row["y"] < cell["y2"]
        ]
        assert cell["option"] == row["option"]
    (now,) = of_kind(rows, "now")
    assert (now["x"], now["y"]) == (pytest.approx(30), pytest.approx(15))


def test_where_weights_would_exceed_all_the_map_is_blank_and_says_so() -> None:
    standing = Standing(PORTAL)
    weights = map_data(PORTAL, two_way(standing, Axis("fit"), Axis("flexibility"), 21))
    assert [row["text"] for row in of_kind(weights, "void")] == ["together over 100 %"]
    rating = map_data(PORTAL, two_way(standing, Axis("fit"), Axis("cost", "buy"), 21))
    assert of_kind(rating, "void") == []
    assert of_kind(rating, "y_title")[0]["text"] == "↑ Buy's Cost, USD"


def test_the_map_in_words_says_who_leads_how_often() -> None:
    words = map_in_words(PORTAL, two_way(Standing(PORTAL), Axis("fit"), Axis("flexibility"), 21))
    assert words.startswith(f"Who leads as the weight of {FIT} (across) and the weight of ")
    assert "Build on" in words
