from __future__ import annotations

import pytest
from hypothesis import given, settings

from decision.files.library import Library
from decision.model.reference_class import ReferenceClass
from decision.outputs.charts.multiplier_curve import MULTIPLIER_CURVE, multiplier_curve_in_words, multiplier_rows
from tests.outputs.chart_data import of_kind
from tests.strategies import reference_classes

CLASSES = Library(None).reference_classes


@settings(deadline=None)
@given(reference_classes())
def test_the_curve_rises_from_nothing_through_both_marked_points(reference_class: ReferenceClass) -> None:
    rows = multiplier_rows(reference_class)
    line = [(row["z"], row["share"]) for row in of_kind(rows, "line")]
    assert line == sorted(line)
    assert line[0] == (0, 0)
    assert [share for _, share in line] == sorted(share for _, share in line)
    for kind, share in (("half", 50), ("eight", 80)):
        (point,) = of_kind(rows, kind)
        assert (point["z"], share) in [(pytest.approx(z), pytest.approx(at)) for z, at in line]
        assert 0 < point["z"] < 1


def test_marks_stand_at_their_multipliers() -> None:
    rows = {row["kind"]: row for row in multiplier_rows(CLASSES["landmark-schedule"])}
    assert [rows[kind]["text"] for kind in ("half", "eight", "estimate")] == ["× 1.86", "× 2.68", "× 1"]
    assert rows["half"]["z"] / rows["estimate"]["z"] == pytest.approx(1.861, abs=5e-4)  # exp(0.621)
    assert rows["end"]["text"] == "× 4.21"  # 1.3 times P90, exp(0.621 + 1.2816 · 0.433) = 3.241


def test_the_words_say_what_is_marked() -> None:
    words = multiplier_curve_in_words(CLASSES["software-effort-survey"])
    assert words.endswith("50 % to × 1.33, 80 % to × 1.81.")


def test_every_kind_of_row_is_drawn() -> None:
    kinds = {row["kind"] for row in multiplier_rows(CLASSES["it-cost-2023"])}
    drawn = str(MULTIPLIER_CURVE["layer"])
    assert kinds == {"line", "half", "eight", "estimate", "end"}
    assert all(f"'{kind}'" in drawn for kind in kinds)
