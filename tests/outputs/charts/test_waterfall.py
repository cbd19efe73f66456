"""The waterfall goes from the margin before to the margin now, and every bar begins where the one above ends."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from decision.analysis.difference.difference import Difference, difference
from decision.model.estimate import Exact
from decision.model.rating import Rating
from decision.outputs.charts.option_marks import option_marks
from decision.outputs.charts.waterfall import GAIN, LOSS, MOST_BARS, WATERFALL, waterfall_data, waterfall_in_words
from decision.outputs.tables.difference import steps
from decision.outputs.words.adding_up import margin_ends
from tests.outputs.chart_data import of_kind
from tests.outputs.samples import PORTAL
from tests.small_decisions import flat


@pytest.fixture(scope="module")
def found() -> Difference:
    new = PORTAL.with_weights({"fit": 15, "cost": 30}).with_rating("buy", "fit", Rating(Exact(9)))
    return difference(PORTAL, new, 500)


def test_bars_hang_together_from_the_margin_before_to_the_margin_now(found: Difference) -> None:
    before, *moves, now = of_kind(waterfall_data(found), "bar")
    ends = margin_ends(found)
    assert ends is not None
    assert (before["label"], before["start"], before["end"]) == ("Before", 0, ends.old)
    assert (now["label"], now["start"], now["end"]) == ("Now", 0, ends.new)
    assert moves[0]["start"] == before["end"]
    for one, other in itertools.pairwise(moves):
        assert other["start"] == one["end"]
    assert moves[-1]["end"] == pytest.approx(now["end"])
    for bar, step in zip(moves, steps(found), strict=True):
        assert bar["end"] - bar["start"] == pytest.approx(step.margin)
        assert bar["colour"] == (GAIN if (step.margin or 0) >= 0 else LOSS)
        assert bar["text"][0] in "+-"  # so that colour is never alone
    assert before["colour"] == now["colour"] == option_marks(PORTAL)["extend"].colour


def test_links_stand_where_one_bar_ends_and_the_next_begins(found: Difference) -> None:
    rows = waterfall_data(found)
    bars = {row["place"]: row for row in of_kind(rows, "bar")}
    for link in of_kind(rows, "link"):
        assert link["start"] == bars[link["place"]]["end"]
    assert len(of_kind(rows, "link")) == len(bars) - 1


def test_labels_say_what_changed_and_both_sides(found: Difference) -> None:
    labels = {row["label"]: row["detail"] for row in of_kind(waterfall_data(found), "label")}
    assert labels["Weight of Fit with patients and staff"] == "30 % → 15 %"


def test_of_many_changes_the_smallest_are_one_bar() -> None:
    old = flat({f"o{m}": [3.0 + m, 5.0, 4.0, 6.0] for m in range(4)}, [4, 3, 2, 1])
    new = old
    for m, k in itertools.product(range(4), range(1, 5)):
        new = new.with_rating(f"o{m}", f"c{k}", Rating(Exact(1.0 + (m * 3 + k * 2) % 8)))
    found = difference(old, new, 100)
    assert len(found.shares) > MOST_BARS
    bars = of_kind(waterfall_data(found), "bar")
    assert len(bars) == MOST_BARS + 2
    ends = margin_ends(found)
    assert ends is not None
    assert bars[-2]["label"] == f"{len(found.shares) - MOST_BARS + 1} smaller changes"
    assert bars[-2]["end"] == pytest.approx(ends.new)


def test_the_waterfall_in_words_has_every_bar(found: Difference) -> None:
    words = waterfall_in_words(found)
    assert words.startswith("Margin of Extend over the best other, in points: before 1.3. ")
    for row in of_kind(waterfall_data(found), "bar"):
        assert row["text"] in words
    for label in ("Weight of Fit with patients and staff, 30 % → 15 %: ", "Weight of Cost, 15 % → 30 %: "):
        assert label in words


def test_a_lead_that_turned_crosses_zero_and_both_sides_are_named() -> None:
    old = flat({"a": [6], "b": [5]}, [1])
    rows = waterfall_data(difference(old, old.with_rating("b", "c1", Rating(Exact(8))), 100))
    (head,) = of_kind(rows, "head")
    assert (head["label"], head["detail"]) == ("← another leads", "B leads →")
    assert [bar["end"] for bar in of_kind(rows, "bar")] == [-10, 20, 20]


def test_where_no_margin_is_followed_there_is_no_waterfall() -> None:
    assert waterfall_data(difference(PORTAL, replace(PORTAL, owner="A"), 100)) == []
    assert WATERFALL["layer"]
