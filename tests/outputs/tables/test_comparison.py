"""The comparison table: what every export and page draws from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from decision.analysis.scoring import evaluate
from decision.model.requirement import RequirementResult, Verdict
from decision.model.scenario import Scenario
from decision.model.what_if import leaving_out
from decision.outputs.files.export import export
from decision.outputs.tables.comparison import ComparisonTable, comparison_table
from tests.outputs.samples import EXCLUDED, MINIMAL, PORTAL, THREE_LEVELS


def table_of(scenario: Scenario) -> ComparisonTable:
    return comparison_table(scenario, evaluate(scenario))


def test_the_table_says_whose_figures_it_holds() -> None:
    table = table_of(PORTAL)
    assert (table.title, table.question, table.currency) == (PORTAL.title, PORTAL.question, "USD")
    assert (table.fingerprint, table.version) == (PORTAL.fingerprint, evaluate(PORTAL).version)


def test_points_of_the_top_level_add_up_to_the_score() -> None:
    for scenario in (PORTAL, THREE_LEVELS):
        table = table_of(scenario)
        for m, option in enumerate(table.options):
            total = sum(row.cells[m].points for row in table.criteria if row.depth == 0)
            assert total == pytest.approx(option.score, abs=1e-9)


def test_weights_of_the_top_level_add_up_to_one_and_parts_to_their_parent() -> None:
    weights = {row.path: row.weight for row in table_of(THREE_LEVELS).criteria}
    assert weights["a"] + weights["b"] == pytest.approx(1)
    assert weights["a.x"] + weights["a.y"] == pytest.approx(weights["a"])
    assert weights["a.y.p"] + weights["a.y.q"] == pytest.approx(weights["a.y"])


def test_parts_follow_their_parent_which_is_not_rated_itself() -> None:
    table = table_of(THREE_LEVELS)
    assert [(row.path, row.depth) for row in table.criteria] == [
        ("a", 0), ("a.x", 1), ("a.y", 1), ("a.y.p", 2), ("a.y.q", 2), ("b", 0)
    ]  # fmt: skip
    assert [row.cells[0].rating for row in table.criteria] == [None, 4, None, 8, 6, 5]
    assert table.criteria[0].cells[0].estimate is None
    assert [table.full_name(row) for row in table.criteria][3:] == ["A › Y › P", "A › Y › Q", "B"]


def test_a_cell_holds_what_is_known_of_the_rating() -> None:
    table = table_of(PORTAL)
    cell = table.criteria[1].cells[0]
    rating = PORTAL.option("build").ratings["time_to_launch"]
    assert cell.rating == rating.estimate.expected  # type: ignore[union-attr]
    assert cell.most_likely is None
    low, high = (float(rating.estimate.law.quantile(p)) for p in (0.1, 0.9))  # type: ignore[union-attr]
    assert cell.between == pytest.approx((low, high), rel=1e-9)
    assert cell.given == "10 × landmark-schedule"
    assert cell.estimate == "10 × “Commercial software releases, calendar time”"
    assert (cell.evidence, cell.because, cell.source) == ("assumption", rating.because, rating.source)
    assert cell.anchor == PORTAL.leaves["time_to_launch"].anchor_for(cell.rating)


def test_the_excluded_are_scored_and_not_ranked() -> None:
    table = table_of(EXCLUDED)
    assert [option.rank for option in table.options] == [2, None, 1]
    assert table.options[1].failed == ("K04",)
    assert table.options[1].score == table_of(PORTAL).options[1].score
    assert table.exclusions() == ("Buy a portal is out: it fails K04. No export.",)


def test_an_exclusion_without_a_reason_says_what_is_required() -> None:
    failed = PORTAL.with_requirement_result("buy", "K07", RequirementResult(Verdict.FAIL))
    (sentence,) = table_of(failed).exclusions()
    assert sentence.startswith("Buy a portal is out: it fails K07. Staff sign in once")


def test_requirements_without_a_result_are_not_shown() -> None:
    table = table_of(PORTAL)
    assert len(table.requirements) == len(PORTAL.requirements) == 11
    assert table.requirements[1].results[0] == RequirementResult(Verdict.NOT_SHOWN)
    assert table_of(MINIMAL).requirements == ()


def test_the_unit_of_a_plan_is_the_currency() -> None:
    table = table_of(PORTAL)
    assert [table.unit(row) for row in table.criteria[:2]] == ["USD", "months"]


def test_options_of_one_name_are_told_apart() -> None:
    first, *others = MINIMAL.options
    alike = replace(MINIMAL, options=(replace(first, name=others[0].name), *others))
    assert [option.name for option in table_of(alike).options][:2] == [
        f"{others[0].name} (build)", f"{others[0].name} (buy)"
    ]  # fmt: skip


def test_the_long_form_has_a_row_for_each_criterion_and_option() -> None:
    frame = table_of(THREE_LEVELS).to_frame()
    assert len(frame) == 6 * 2
    assert list(frame["criterion"][:4]) == ["a", "a", "a.x", "a.x"]
    leaves = frame[~frame["criterion"].isin(["a", "a.y"])]
    assert leaves[leaves["option"] == "m"]["points"].sum() == pytest.approx(
        evaluate(THREE_LEVELS).option("m").score, abs=1e-9
    )


def test_an_option_left_out_for_now_is_marked_in_every_export() -> None:
    from io import BytesIO

    from openpyxl import load_workbook

    from decision.model.what_if import leaving_out
    from decision.outputs.files.export import export

    scenario = leaving_out(PORTAL, {"buy"})
    assert "Buy a portal is left out for now." in export(scenario, ".md").decode()
    rank = next(line for line in export(scenario, ".csv").decode().splitlines() if line.startswith("rank"))
    assert "out,,,,left out for now" in rank
    sheet = load_workbook(BytesIO(export(scenario, ".xlsx"))).worksheets[0]
    assert "left out for now" in [cell.value for row in sheet.iter_rows() for cell in row]


def test_a_criterion_left_out_for_now_is_said_to_be_so_in_every_export() -> None:
    without = leaving_out(PORTAL, {"buy"}, {"flexibility"})
    table = table_of(without)
    assert table.exclusions()[-2:] == (
        f"{PORTAL.option('buy').name} is left out for now.",
        "Flexibility is left out for now.",
    )
    names = [row.name for row in table.criteria]
    assert "Flexibility (left out for now)" in names
    assert sum("left out" in name for name in names) == 1
    for ending in (".csv", ".md"):
        text = export(without, ending).decode("utf-8")
        assert "Flexibility is left out for now." in text or "Flexibility (left out for now)" in text


def test_amounts_have_their_meaning_where_there_is_a_cost_plan() -> None:
    assert table_of(PORTAL).money == "Cost: over 5 years, in today's money (discounted at 3.5 % a year)."
    assert table_of(MINIMAL).money == ""
    assert "Cost: over 5 years, in today's money (discounted at 3.5 % a year)." in export(PORTAL, ".md").decode()
