"""The bars of what to find out first: the most worth first, in money where points have a price."""

from __future__ import annotations

from decision.analysis.sensitivity.sensitivity import SensitivityResult, sensitivity
from decision.outputs.charts.information import MOST_WORTHS, worth_data, worth_in_words_of_all
from tests.outputs.chart_data import of_kind
from tests.outputs.samples import MINIMAL, PORTAL


def test_what_is_worth_most_comes_first_and_no_more_than_a_few(turned: SensitivityResult) -> None:
    bars = of_kind(worth_data(PORTAL, turned), "bar")
    sizes = [bar["end"] for bar in bars]
    assert 0 < len(bars) <= MOST_WORTHS
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == max(worth.points for worth in turned.information.by_cell)
    assert all(bar["text"].startswith("$") for bar in bars)  # cost is linear: points have a price
    assert worth_in_words_of_all(PORTAL, turned).count(";") == len(bars) - 1


def test_without_uncertainty_there_is_nothing_to_find_out() -> None:
    assert worth_data(MINIMAL, sensitivity(MINIMAL, 1000)) == []
