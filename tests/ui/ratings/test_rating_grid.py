from __future__ import annotations

from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

import decision
from decision.model.cost_plan import CostPlan
from decision.model.estimate import ClassEstimate, Exact, Range, ThreePoint, Unknown
from decision.model.evidence_ranges import range_by_evidence
from decision.model.rating import Evidence
from decision.ui.ratings.grid_draft import GridDraft
from tests.ui.conftest import HOSTILE, RATINGS_PAGE, ROOT
from tests.ui.decide.test_page import page, upload
from tests.ui.ratings.test_page import form, look_at, scenario

OPTIONS = {"build": "option 0", "buy": "option 1", "extend": "option 2"}


@pytest.fixture
def grid(ratings: AppTest) -> AppTest:
    return opened(ratings)


def opened(app: AppTest) -> AppTest:
    app.session_state["ratings_tab"] = "All ratings"
    app.run()
    assert not app.exception
    return app


def draft(app: AppTest) -> GridDraft:
    found: GridDraft = app.session_state["grid"]
    return found


def type_in(app: AppTest, option: str, path: str, text: str | None) -> AppTest:
    """Type in one cell, as the browser tells it: with all that was typed in this table before."""
    key = f"rating_grid_{draft(app).version}"
    known = dict(app.session_state[key])["edited_rows"] if key in app.session_state else {}
    at = list(scenario(app).leaves).index(path)
    edits = {**known, at: {**known.get(at, {}), OPTIONS[option]: text}}
    app.session_state[key] = {"edited_rows": edits, "added_rows": [], "deleted_rows": []}
    app.run()
    assert not app.exception
    return app


def estimate(app: AppTest, option: str, path: str) -> object:
    return scenario(app).option(option).ratings[path].estimate


def test_every_cell_that_is_typed_is_one_change_that_can_be_undone(grid: AppTest) -> None:
    first, version = scenario(grid), draft(grid).version
    type_in(grid, "build", "fit", "3-8")
    assert estimate(grid, "build", "fit") == Range(3, 8)
    assert "<b>3 to 8, anything alike</b>" in page(grid)
    type_in(grid, "buy", "fit", "3 5 8")
    assert estimate(grid, "buy", "fit") == ThreePoint(3, 5, 8)
    assert "<b>most likely 5 (3 to 8)</b>" in page(grid)
    type_in(grid, "extend", "fit", "6 points")
    assert estimate(grid, "extend", "fit") == Exact(6)
    assert draft(grid).version == version  # the table and the place of the keyboard have stayed
    assert scenario(grid).option("build").ratings["fit"].because == first.option("build").ratings["fit"].because
    for _ in range(3):
        grid.button(key="undo").click().run()
    assert scenario(grid) == first
    assert draft(grid).began["build", "fit"] == "4 7 9"
    grid.button(key="redo").click().run()
    assert estimate(grid, "build", "fit") == Range(3, 8)
    assert draft(grid).began["build", "fit"] == "3 to 8"


@pytest.mark.parametrize(("cells", "steps"), [(2, 2), (5, 1)])
def test_few_cells_at_once_were_typed_and_many_were_pasted(grid: AppTest, cells: int, steps: int) -> None:
    first = scenario(grid)
    edits = {at: {OPTIONS["buy"]: "2"} for at in range(1, 1 + cells)}
    grid.session_state[f"rating_grid_{draft(grid).version}"] = {"edited_rows": edits}
    grid.run()
    assert [each.ratings for each in scenario(grid).options] != [each.ratings for each in first.options]
    assert len(grid.session_state["history"].past) == steps
    for _ in range(steps):
        grid.button(key="undo").click().run()
    assert scenario(grid) == first


def test_what_nobody_knows(grid: AppTest) -> None:
    type_in(grid, "buy", "fit", "?")
    assert isinstance(estimate(grid, "buy", "fit"), Unknown)
    assert "<b>not known yet</b>" in page(grid)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("4.125", "Build, Fit with patients and staff: “4.125” can be read as 4.1250 and as 4125; type one of these."),
        ("80k", "Build, Fit with patients and staff: “80k”: “k” is not understood here; write the number out."),
        (None, "Build, Fit with patients and staff: The cell is empty; type a number, 3 to 8"),
    ],
)
def test_an_error_stays_in_its_cell_and_the_last_rating_counts(grid: AppTest, typed: str | None, why: str) -> None:
    before = scenario(grid)
    type_in(grid, "build", "fit", typed)
    assert scenario(grid) is before
    assert why in page(grid)
    assert '<b class="refused">not taken</b><small>most likely 7 (4 to 9)' in page(grid)
    grid.switch_page("decision/ui/decide/page.py").run()
    grid.switch_page(RATINGS_PAGE).run()
    opened(grid)
    assert draft(grid).began["build", "fit"] == (typed or "")
    assert why in page(grid)
    grid.button(key="grid_put_back").click().run()
    assert draft(grid).began["build", "fit"] == "4 7 9"
    assert "not taken" not in page(grid)


def test_a_cost_plan_is_shown_by_what_it_comes_to_and_not_typed_over(grid: AppTest) -> None:
    before = estimate(grid, "build", "cost")
    assert isinstance(before, CostPlan)
    assert draft(grid).began["build", "cost"] == "$2.03M (cost plan)"
    assert "<b>cost plan: $2.03M (1.5 to 2.6)</b>" in page(grid)
    type_in(grid, "build", "cost", "80k")
    assert estimate(grid, "build", "cost") is before
    assert "Build, Cost: This is a cost plan, and typing over it would lose it; change it under One rating." in page(
        grid
    )
    grid.button(key="grid_open").click().run()
    assert grid.session_state["ratings_tab"] == "One rating"
    assert grid.radio(key="criterion_choice").value == "cost"
    form(grid, "rating:build:cost", "number")
    opened(grid)
    type_in(grid, "build", "cost", "1.2m")
    assert estimate(grid, "build", "cost") == Exact(1_200_000)


def test_what_a_reference_class_multiplies_can_be_typed_and_the_class_stays(grid: AppTest) -> None:
    before = estimate(grid, "build", "time_to_launch")
    assert isinstance(before, ClassEstimate)
    assert draft(grid).began["build", "time_to_launch"] == "10"
    type_in(grid, "build", "time_to_launch", "8-12")
    assert estimate(grid, "build", "time_to_launch") is before
    assert "Build, Time to launch: This is one number times a reference class" in page(grid)
    type_in(grid, "build", "time_to_launch", "12 months")
    assert estimate(grid, "build", "time_to_launch") == ClassEstimate(12, before.reference_class)
    assert f"<b>12 months × “{before.reference_class.name}”</b>" in page(grid)


def test_what_one_cell_cannot_say_is_not_typed_over(grid: AppTest) -> None:
    grid.session_state["ratings_tab"] = "One rating"
    look_at(grid, "build", "fit")
    form(grid, "rating:build:fit", "percentiles")
    before = estimate(grid, "build", "fit")
    opened(grid)
    type_in(grid, "build", "fit", "5")
    assert estimate(grid, "build", "fit") is before
    assert "Build, Fit with patients and staff: This is an estimate of a kind that one cell cannot say" in page(grid)


def test_the_words_of_anchors_are_in_sight(grid: AppTest) -> None:
    anchored = [leaf for leaf in scenario(grid).leaves.values() if leaf.anchors]
    assert anchored
    for leaf in anchored:
        for words in leaf.anchors.values():
            assert words in unescape(page(grid))


def test_what_lies_off_the_scale_is_told(grid: AppTest) -> None:
    type_in(grid, "build", "fit", "50")
    assert estimate(grid, "build", "fit") == Exact(50)
    assert "outside its scale" in page(grid)


def test_another_decision_begins_with_a_table_of_its_own(grid: AppTest, hostile: bytes) -> None:
    type_in(grid, "build", "fit", "x")
    upload(grid, "hostile.yaml", hostile)
    opened(grid)
    assert {option for option, _ in draft(grid).began} == {"a", "b", "c"}
    assert not draft(grid).refusals()
    for active in ("<script>alert", "<b>b</b>", "<img", HOSTILE):
        assert active not in page(grid)


def test_one_rating_takes_its_range_from_its_evidence_on_one_click(ratings: AppTest) -> None:
    look_at(ratings, "buy", "risk")
    form(ratings, "rating:buy:risk", "number")
    ratings.text_input(key="rating:buy:risk:x").set_value("5").run()
    ratings.selectbox(key="rating:buy:risk:evidence").set_value("pilot").run()
    before = scenario(ratings)
    assert ratings.button(key="give_range").label.endswith("most likely 5 (4.5 to 5.5)")
    ratings.button(key="give_range").click().run()
    given = scenario(ratings).option("buy").ratings["risk"]
    assert (given.estimate, given.evidence) == (ThreePoint(4.5, 5, 5.5), Evidence.PILOT)
    assert given == range_by_evidence(before, "buy", "risk")
    assert not [each for each in ratings.button if each.key == "give_range"]
    ratings.text_input(key="rating:buy:risk:low").set_value("3").run()  # and can be overridden
    assert estimate(ratings, "buy", "risk") == ThreePoint(3, 5, 5.5)
    ratings.button(key="undo").click().run()
    ratings.button(key="undo").click().run()
    assert scenario(ratings) == before


def test_a_decision_typed_in_the_table_reads_back_as_it_was(grid: AppTest) -> None:
    from decision.files.reader import read_scenario
    from decision.files.writer import scenario_yaml

    for option, text in (("build", "3 to 8"), ("buy", "3 5 8"), ("extend", "?")):
        type_in(grid, option, "fit", text)
    changed = scenario(grid)
    assert changed != decision.load(ROOT / "scenarios" / "health-centre-portal.yaml")
    assert read_scenario(scenario_yaml(changed).encode(), "saved.yaml").fingerprint == changed.fingerprint


def beside(app: AppTest, option: str, path: str) -> str:
    """What the table says beside a cell."""
    shown = next(each.value for each in app.dataframe if "beside 0" in each.value.columns)
    return str(shown[OPTIONS[option].replace("option", "beside")][list(scenario(app).leaves).index(path)])


def test_how_a_cell_counts_and_why_it_does_not_stand_beside_it_and_the_table_stays(grid: AppTest) -> None:
    assert beside(grid, "build", "fit") == "most likely 7 (4 to 9)"
    version = draft(grid).version
    type_in(grid, "build", "fit", "3-8")
    assert beside(grid, "build", "fit") == "3 to 8, anything alike"
    type_in(grid, "build", "fit", "four")
    assert beside(grid, "build", "fit").startswith("✗ “four” is not a rating; type ")
    assert beside(grid, "build", "fit").endswith(" Still 3 to 8, anything alike.")
    assert draft(grid).version == version
