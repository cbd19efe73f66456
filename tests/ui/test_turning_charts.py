"""The data of the charts of what would change the answer: what they show is what the analysis says."""

from __future__ import annotations

import itertools
import json

import numpy as np
import pytest
import yaml

import decision
from decision.analysis.scoring import evaluate
from decision.analysis.sensitivity import SensitivityResult, sensitivity
from decision.analysis.standing import Standing
from decision.analysis.switching import weight_switches
from decision.analysis.two_way import NOWHERE, Axis, two_way
from decision.files.reader import read_scenario
from decision.model.scenario import Scenario
from decision.outputs.charts import option_marks
from decision.outputs.turning_charts import (
    LABELLED_BARS,
    MAP_STEPS,
    MOST_BARS,
    MOST_NAMED,
    MOST_WORTHS,
    SCORE_LINES,
    TORNADO,
    TWO_WAY,
    Row,
    leading_spans,
    lines_data,
    lines_in_words,
    map_data,
    map_in_words,
    rating_label,
    short_name,
    tornado_data,
    tornado_in_words,
    variance_data,
    worth_data,
    worth_in_words_of_all,
)
from tests.ui.conftest import ROOT, hostile_document

PORTAL = decision.load(ROOT / "scenarios" / "health-centre-portal.yaml")
MINIMAL = decision.load(ROOT / "scenarios" / "minimal.yaml")
FIT = PORTAL.all_criteria["fit"].name


@pytest.fixture(scope="module")
def result() -> SensitivityResult:
    return sensitivity(PORTAL, 4000)


def small(**changes: object) -> Scenario:
    """X is good at a, Y at b; both count alike."""
    leaf = {"worst": 0, "best": 10}
    document = {
        "format": 1,
        "title": "Small",
        "criteria": {"a": leaf, "b": leaf},
        "weights": {"a": 3, "b": 1},
        "options": {
            "x": {"approach": "build", "ratings": {"a": 8, "b": 2}},
            "y": {"approach": "buy", "ratings": {"a": 2, "b": 8}},
        },
    }
    return read_scenario(yaml.safe_dump(document | changes).encode(), "x.yaml")


def of_kind(rows: list[Row], kind: str) -> list[Row]:
    return [row for row in rows if row["kind"] == kind]


def every_row_alike(rows: list[Row]) -> bool:
    return len({tuple((name, type(x)) for name, x in row.items()) for row in rows}) == 1


@pytest.mark.parametrize("specification", [SCORE_LINES, TORNADO, LABELLED_BARS, TWO_WAY])
def test_the_specifications_are_json(specification: dict[str, object]) -> None:
    json.dumps(specification, allow_nan=False)


def test_every_row_has_every_field_so_that_columns_keep_their_types(result: SensitivityResult) -> None:
    standing = Standing(PORTAL)
    assert every_row_alike(lines_data(standing, "fit"))
    assert every_row_alike(tornado_data(standing, result))
    assert every_row_alike(worth_data(PORTAL, result))
    assert every_row_alike(variance_data(PORTAL, result))
    assert every_row_alike(map_data(PORTAL, two_way(standing, Axis("fit"), Axis("cost", "buy"), 21)))


# --- lines ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scenario", [PORTAL, MINIMAL])
def test_who_leads_over_a_weight_agrees_with_the_switching_points(scenario: Scenario) -> None:
    standing = Standing(scenario)
    for switch in weight_switches(standing):
        spans = leading_spans(standing, switch.criterion)
        assert (spans[0].start, spans[-1].end) == (0, 1)
        assert all(one.end == other.start for one, other in itertools.pairwise(spans))
        place = next(at for at, span in enumerate(spans) if span.option == standing.options[standing.leader].id)
        assert spans[place].start == pytest.approx(switch.low, abs=1e-12)
        assert spans[place].end == pytest.approx(switch.high, abs=1e-12)
        assert (spans[place - 1].option if place else None) == switch.low_to
        assert (spans[place + 1].option if place + 1 < len(spans) else None) == switch.high_to


def test_who_leads_over_a_weight_is_who_leads_when_it_is_typed() -> None:
    standing = Standing(MINIMAL)
    points = {criterion.id: criterion.weight or 0.0 for criterion in MINIMAL.criteria}
    for id in points:
        rest = sum(points.values()) - points[id]
        for span in leading_spans(standing, id):
            share = (span.start + span.end) / 2
            moved = MINIMAL.with_weights(points | {id: share / (1 - share) * rest})
            assert evaluate(moved).leader == span.option


def test_two_options_cross_halfway_and_the_ring_says_who_takes_over() -> None:
    rows = lines_data(Standing(small()), "b")
    switch = of_kind(rows, "switch")
    assert [(row["x"], row["y"], row["text"]) for row in switch] == [
        (pytest.approx(50), pytest.approx(50), "Buy from 50 %")
    ]
    assert [(row["x"], row["text"]) for row in of_kind(rows, "now")] == [(25, "now 25 %")]
    below = of_kind(lines_data(Standing(small()), "a"), "switch")
    assert [row["text"] for row in below] == ["Buy below 50 %"]


def test_lines_are_straight_from_0_to_100_in_the_colours_of_the_options() -> None:
    rows = of_kind(lines_data(Standing(small()), "b"), "line")
    whole = [row for row in rows if (row["x"], row["x2"]) == (0, 100)]
    marks = option_marks(small())
    assert {(row["option"], row["colour"], round(row["y"]), round(row["y2"])) for row in whole} == {
        ("Build", marks["x"].colour, 80, 20),
        ("Buy", marks["y"].colour, 20, 80),
    }
    thick = [row for row in rows if row not in whole]
    assert [(row["option"], row["x"], row["x2"]) for row in thick] == [
        ("Build", 0, pytest.approx(50)),
        ("Buy", pytest.approx(50), 100),
    ]


def test_the_axis_reaches_from_0_to_100_and_further_where_a_line_does() -> None:
    assert [row["y"] for row in of_kind(lines_data(Standing(small()), "b"), "axis")] == [0, 100]
    beyond = read_scenario(yaml.safe_dump(hostile_document()).encode(), "x.yaml")
    assert [row["y"] for row in of_kind(lines_data(Standing(beyond), "cost"), "axis")] == [-200, 100]


def many(options: int) -> Standing:
    ids = [f"c{place}" for place in range(4)]
    document = {
        "format": 1,
        "title": "Many",
        "criteria": {id: {"worst": 0, "best": 10} for id in ids},
        "weights": dict.fromkeys(ids, 1),
        "options": {
            f"o{m}": {"name": f"Vendor {m}", "ratings": {id: (7 * m + 3 * k) % 10 for k, id in enumerate(ids)}}
            for m in range(options)
        },
    }
    return Standing(read_scenario(yaml.safe_dump(document).encode(), "x.yaml"))


def test_names_at_the_ends_of_lines_stay_apart_and_in_order() -> None:
    rows = of_kind(lines_data(many(30), "c0"), "name")
    assert len(rows) == MOST_NAMED
    ordered = sorted(rows, key=lambda row: row["y2"])
    gaps = [other["y2"] - one["y2"] for one, other in itertools.pairwise(ordered)]
    assert min(gaps) >= 100 * 24 / 380 - 1e-9  # 24 pixels of 380
    assert all(one["y"] <= other["y"] + 1e-9 for one, other in itertools.pairwise(ordered))
    assert ordered[0]["y2"] >= 0
    assert ordered[-1]["y2"] <= 100


def test_whoever_leads_somewhere_has_a_name() -> None:
    standing = many(30)
    leading = {span.option for span in leading_spans(standing, "c0")}
    named = {row["option"] for row in of_kind(lines_data(standing, "c0"), "name")}
    assert {standing.scenario.option(id).name for id in leading} <= named


def test_the_lines_in_words_say_who_leads_where() -> None:
    assert lines_in_words(Standing(small()), "b") == (
        "Score of each option as the weight of B goes from 0 to 100 %, now 25 %. "
        "Who leads: Build from 0 % to 50 %; Buy from 50 % to 100 %."
    )


# --- tornado --------------------------------------------------------------------------------------------------------


def test_tornado_bars_are_those_of_the_analysis_the_widest_first(result: SensitivityResult) -> None:
    rows = tornado_data(Standing(PORTAL), result)
    evaluation = evaluate(PORTAL)
    shown = result.tornado[:MOST_BARS]
    assert len(of_kind(rows, "label")) == len(shown) == MOST_BARS
    for place, bar in enumerate(shown):
        ends = {row["text"]: row for row in of_kind(rows, "bar") if row["place"] == place}
        assert (ends["P10"]["end"], ends["P90"]["end"]) == (bar.margin_low, bar.margin_high)
        assert ends["P10"]["start"] == ends["P90"]["start"] == pytest.approx(evaluation.margin)
        assert ends["P10"]["colour"] != ends["P90"]["colour"]


def test_a_bar_that_changes_the_leader_is_marked_with_who_takes_over(result: SensitivityResult) -> None:
    rows = tornado_data(Standing(PORTAL), result)
    marks = option_marks(PORTAL)
    changing = {place: bar for place, bar in enumerate(result.tornado[:MOST_BARS]) if bar.changes_leader}
    taken = {row["place"]: row for row in of_kind(rows, "then")}
    assert changing
    assert taken.keys() == changing.keys()
    for place, bar in changing.items():
        then = bar.leader_low if bar.margin_low < bar.margin_high else bar.leader_high
        assert taken[place]["text"] == f"{PORTAL.option(then).approach.capitalize()} leads"  # type: ignore[union-attr]
        assert (taken[place]["letter"], taken[place]["colour"]) == (marks[then].letter, marks[then].colour)
        assert taken[place]["start"] == min(bar.margin_low, bar.margin_high) < 0


def test_tornado_labels_name_the_figure_and_its_ends(result: SensitivityResult) -> None:
    labels = {row["label"]: row["detail"] for row in of_kind(tornado_data(Standing(PORTAL), result), "label")}
    assert f"Extend · {FIT}" in labels
    assert f"Weight of {FIT}" in labels
    launch = labels["Buy · Time to launch"]
    assert launch.endswith(" months")
    assert launch.count("months") == 1


def test_the_tornado_in_words_has_every_bar(result: SensitivityResult) -> None:
    words = tornado_in_words(PORTAL, result)
    assert words.startswith("Margin of Extend over the best other, in points,")
    assert words.count(";") == MOST_BARS - 1
    assert "(Buy leads at one end)" in words


def test_without_uncertainty_there_is_no_tornado_and_nothing_to_find_out() -> None:
    certain = sensitivity(MINIMAL, 1000)
    assert tornado_data(Standing(MINIMAL), certain) == []
    assert worth_data(MINIMAL, certain) == []


# --- bars -----------------------------------------------------------------------------------------------------------


def test_what_is_worth_most_comes_first_and_no_more_than_a_few(result: SensitivityResult) -> None:
    bars = of_kind(worth_data(PORTAL, result), "bar")
    sizes = [bar["end"] for bar in bars]
    assert 0 < len(bars) <= MOST_WORTHS
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == max(worth.points for worth in result.information.by_cell)
    assert all(bar["text"].startswith("$") for bar in bars)  # cost is linear: points have a price
    assert worth_in_words_of_all(PORTAL, result).count(";") == len(bars) - 1


def test_shares_of_variance_are_bars_of_their_own_share(result: SensitivityResult) -> None:
    bars = of_kind(variance_data(PORTAL, result), "bar")
    shares = sorted((share.first for share in result.variance.inputs), reverse=True)
    assert {bar["end"] for bar in bars} <= {max(0.0, share) for share in shares}
    assert shares[0] in {bar["end"] for bar in bars}


def test_a_name_that_two_criteria_have_is_told_with_its_parent() -> None:
    leaf = {"worst": 0, "best": 10}
    parts = {"parts": {"speed": leaf, "depth": leaf}}
    scenario = small(
        criteria={"a": {"name": "Alpha", **parts}, "b": {"name": "Beta", "parts": {"speed": leaf, "care": leaf}}},
        options={
            id: {"ratings": {"a": {"speed": x, "depth": 5}, "b": {"speed": 5, "care": 5}}}
            for id, x in (("x", 4), ("y", 6))
        },
    )
    assert short_name(scenario, "a.speed") == "Alpha › Speed"
    assert short_name(scenario, "a.depth") == "Depth"


def test_of_a_long_name_as_much_is_left_as_leaves_the_criterion_readable() -> None:
    named = {"name": "The vendor with the longest name of all", "ratings": {"a": 3, "b": 4}}
    scenario = small(options={"x": {**named, "approach": "buy"}, "y": {"name": "Short", "ratings": {"a": 3, "b": 4}}})
    assert rating_label(scenario, "x", "a", 20) == "Y The vendor with… · A"
    assert rating_label(scenario, "y", "a", 20) == "Short · A"


# --- map ------------------------------------------------------------------------------------------------------------


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
