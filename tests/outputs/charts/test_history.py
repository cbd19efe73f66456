"""The charts of a history: a dot for each chance, in lines that faults interrupt, with names that do not overlap."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from decision.analysis.history import Moment
from decision.outputs.charts.history import apart, history_svg
from decision.outputs.charts.history_lines import history_data, history_in_words
from decision.outputs.tables.history import HistoryRow


def row(number: int, p_best: dict[str, float] | None, margin: float = 2.0, approach: bool = True) -> HistoryRow:
    """A version in which options have these chances; None for one with faults."""
    moment = None
    if p_best is not None:
        leader = max(p_best, key=p_best.__getitem__)
        moment = Moment(
            fingerprint=f"f{number}", version="1", names={id: f"Name of {id}" for id in p_best},
            approaches={id: id if approach else None for id in p_best}, leaders=(leader,), margin=margin,
            scores={id: 50 + 10 * p for id, p in p_best.items()}, p_best=p_best, p_best_se=dict.fromkeys(p_best, 0.01),
            how_sure="clear", draws=100, seed=0,
        )  # fmt: skip
    return HistoryRow(
        str(number) * 40, "2026-11-26T00:00:00Z", "A", "S", "x.yaml", moment, "" if moment else "2 faults", False
    )


ROWS = (
    row(0, {"build": 0.2, "buy": 0.8}),
    row(1, {"build": 0.3, "buy": 0.7}),
    row(2, None),
    row(3, {"build": 0.4, "buy": 0.35, "extend": 0.25}),
)


def test_lines_are_interrupted_by_faults_and_begin_where_an_option_does() -> None:
    told = history_data(ROWS)
    dots = {(each["option"], each["x"], each["y"], each["piece"]) for each in told if each["kind"] == "dot"}
    assert dots == {
        ("Build", 0.0, 20.0, "build 0"), ("Build", 1.0, 30.0, "build 0"), ("Build", 3.0, 40.0, "build 1"),
        ("Buy", 0.0, 80.0, "buy 0"), ("Buy", 1.0, 70.0, "buy 0"), ("Buy", 3.0, 35.0, "buy 1"),
        ("Extend", 3.0, 25.0, "extend 0"),
    }  # fmt: skip
    (fault,) = [each for each in told if each["kind"] == "fault"]
    assert (fault["x"], fault["text"]) == (2.0, "2 faults")
    assert sorted(each["option"] for each in told if each["kind"] == "name") == ["Build", "Buy", "Extend"]
    assert len({tuple(each) for each in told}) == 1  # all rows have the same fields


def test_the_words_for_the_chart_say_its_figures() -> None:
    words = history_in_words(ROWS)
    assert words.startswith("Four versions: ")
    assert "Build is best in 20 of 100 futures in 0000000000, and in 40 in 3333333333." in words
    assert "Extend is best in 25 of 100 futures in 3333333333." in words


@pytest.mark.parametrize("count", [1, 2, 3, 11, 12, 100])
def test_the_drawing_has_every_version_and_few_words_below_it(count: int) -> None:
    root = ET.fromstring(history_svg([row(n, {"build": 0.4, "buy": 0.6}) for n in range(count)]))  # noqa: S314  # ours
    tags = [each.tag.partition("}")[2] for each in root.iter()]
    assert tags.count("circle") == 2 * count
    days = [each for each in root.iter() if each.text == "2026-11-26"]
    assert 1 <= len(days) <= 11
    assert all(0 <= float(each.attrib["x"]) <= 960 for each in root.iter() if "x" in each.attrib)


def test_the_bars_are_as_high_as_the_margins_and_coloured_as_who_leads() -> None:
    rows = [row(0, {"build": 0.4, "buy": 0.6}, 8.0), row(1, {"build": 0.9, "buy": 0.1}, 2.0)]
    root = ET.fromstring(history_svg(rows))  # noqa: S314  # ours
    bars = [each for each in root.iter() if each.tag.endswith("rect") and len(each) == 1]
    assert float(bars[0].attrib["height"]) == pytest.approx(4 * float(bars[1].attrib["height"]))
    assert [each.attrib["fill"] for each in bars] == ["#E69F00", "#0072B2"]


def test_names_stand_apart_and_above_the_foot() -> None:
    placed = {id: y for y, id in apart([(100.0, "a"), (102.0, "b"), (259.0, "c"), (260.0, "d")], 22, 260)}
    ys = sorted(placed.values())
    assert all(b - a >= 22 - 1e-9 for a, b in pairwise(ys))
    assert max(ys) <= 260 + 1e-9
    assert placed["a"] < placed["b"] < placed["c"] < placed["d"]


def test_options_without_an_approach_have_colours_of_their_own() -> None:
    told = history_data([row(0, {f"o{n}": 0.1 for n in range(10)}, approach=False)])
    assert len({each["colour"] for each in told if each["kind"] == "name"}) == 10
