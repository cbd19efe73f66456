"""The tornado shows the bars of the analysis, and who takes over."""

from __future__ import annotations

import pytest

from decision.analysis.scoring import evaluate
from decision.analysis.sensitivity.sensitivity import SensitivityResult, sensitivity
from decision.analysis.standing import Standing
from decision.outputs.charts.option_marks import option_marks
from decision.outputs.charts.tornado import MOST_BARS, tornado_data, tornado_in_words
from tests.outputs.chart_data import of_kind
from tests.outputs.samples import MINIMAL, PORTAL

FIT = PORTAL.all_criteria["fit"].name


def test_tornado_bars_are_those_of_the_analysis_the_widest_first(turned: SensitivityResult) -> None:
    rows = tornado_data(Standing(PORTAL), turned)
    evaluation = evaluate(PORTAL)
    shown = turned.tornado[:MOST_BARS]
    assert len(of_kind(rows, "label")) == len(shown) == MOST_BARS
    for place, bar in enumerate(shown):
        ends = {row["text"]: row for row in of_kind(rows, "bar") if row["place"] == place}
        assert (ends["P10"]["end"], ends["P90"]["end"]) == (bar.margin_low, bar.margin_high)
        assert ends["P10"]["start"] == ends["P90"]["start"] == pytest.approx(evaluation.margin)
        assert ends["P10"]["colour"] != ends["P90"]["colour"]


def test_a_bar_that_changes_the_leader_is_marked_with_who_takes_over(turned: SensitivityResult) -> None:
    rows = tornado_data(Standing(PORTAL), turned)
    marks = option_marks(PORTAL)
    changing = {place: bar for place, bar in enumerate(turned.tornado[:MOST_BARS]) if bar.changes_leader}
    taken = {row["place"]: row for row in of_kind(rows, "then")}
    assert changing
    assert taken.keys() == changing.keys()
    for place, bar in changing.items():
        then = bar.leader_low if bar.margin_low < bar.margin_high else bar.leader_high
        assert taken[place]["text"] == f"{PORTAL.option(then).approach.capitalize()} leads"  # type: ignore[union-attr]
        assert (taken[place]["letter"], taken[place]["colour"]) == (marks[then].letter, marks[then].colour)
        assert taken[place]["start"] == min(bar.margin_low, bar.margin_high) < 0


def test_tornado_labels_name_the_figure_and_its_ends(turned: SensitivityResult) -> None:
    labels = {row["label"]: row["detail"] for row in of_kind(tornado_data(Standing(PORTAL), turned), "label")}
    assert f"Extend · {FIT}" in labels
    assert f"Weight of {FIT}" in labels
    launch = labels["Buy · Time to launch"]
    assert launch.endswith(" months")
    assert launch.count("months") == 1


def test_the_tornado_in_words_has_every_bar(turned: SensitivityResult) -> None:
    words = tornado_in_words(PORTAL, turned)
    assert words.startswith("Lead of Extend over the best other, in points,")
    assert words.count(";") == MOST_BARS - 1
    assert "(Buy leads at one end)" in words


def test_without_uncertainty_there_is_no_tornado() -> None:
    assert tornado_data(Standing(MINIMAL), sensitivity(MINIMAL, 1000)) == []
