"""A new decision in the app: every way of beginning ends in a scored decision, and Undo brings back what was open."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from decision.model.estimate import Exact, Unknown
from decision.ui.session.work import Work
from decision.ui.storage.saved_file import file_of
from decision.ui.storage.scenario_folder import FOLDER
from decision.ui.storage.work_file import Writer, read_work_file
from tests.ui.frame.test_tools import press

TABLE = "Criteria\tWeight\tProject A\tProject B\nFit\t3\t4\t3\nCharm\t5\t5\t1\nTotal\t\t36\t14\n"


def open_dialog(app: AppTest, way: str = "Usual criteria") -> AppTest:
    app.session_state["menu"] = True
    app.run()
    press(app, "new_decision_open")
    app.radio(key="new_decision_way").set_value(way).run()
    assert not app.exception
    return app


def work(app: AppTest) -> Work:
    found: Work = app.session_state["work"]
    return found


def said(app: AppTest) -> str:
    return " ".join(str(each.proto.body) for each in app.get("html"))


def paste(app: AppTest, text: str) -> AppTest:
    app.text_area(key="new_decision_pasted").set_value(text).run()
    assert not app.exception
    return app


def edit(app: AppTest, key: str, edits: dict[int, dict[str, Any]]) -> AppTest:
    app.session_state[key] = {"edited_rows": edits, "added_rows": [], "deleted_rows": []}
    app.run()
    assert not app.exception
    return app


def test_the_usual_criteria_begin_with_everything_open(app: AppTest) -> None:
    before = work(app).scenario.title
    open_dialog(app)
    assert app.button(key="new_decision_begin").disabled
    assert any("Say first what you decide." in each.value for each in app.html)
    app.text_input(key="new_decision_title").set_value("Which kiosk?").run()
    app.checkbox(key="new_decision_money").check().run()
    app.text_input(key="new_decision_years").set_value("3").run()
    app.button(key="new_decision_begin").click().run()
    assert not app.exception
    scenario = work(app).scenario
    assert (scenario.title, scenario.currency, scenario.horizon_years, scenario.discount_rate) == (
        "Which kiosk?",
        "USD",
        3,
        0.035,
    )
    assert [option.id for option in scenario.options] == ["build_our_own", "buy", "extend_what_we_have"]
    assert all(isinstance(x.estimate, Unknown) for option in scenario.options for x in option.ratings.values())
    assert "new_decision" not in app.session_state
    press(app, "undo")
    assert work(app).scenario.title == before
    press(app, "redo")
    assert work(app).scenario.title == "Which kiosk?"


def answer(app: AppTest, question: str, words: str) -> None:
    app.button_group(key=f"new_decision_answer_{question}").set_value(words).run()
    assert not app.exception


def test_a_few_questions_give_first_ratings_and_what_contradicts_them_is_said(app: AppTest) -> None:
    open_dialog(app, "Answer a few questions")
    app.text_input(key="new_decision_questions_title").set_value("Which kiosk?").run()
    assert app.button(key="new_decision_begin_questions").disabled
    answer(app, "product", "none")
    assert "Buy begins with Flexibility 3, Risk (10 = lowest risk) 5, Fit with patients and staff 2, 3 open." in said(
        app
    )
    answer(app, "roadmap", "we")
    assert "Buy begins with Flexibility 1, " in said(app)
    app.button(key="new_decision_begin_questions").click().run()
    assert not app.exception
    scenario = work(app).scenario
    assert [(each.question, each.answer) for each in scenario.answers] == [("product", "none"), ("roadmap", "we")]
    assert "Look at the one and the other again." not in said(app)
    rated = scenario.with_rating("buy", "fit", replace(scenario.option("buy").ratings["fit"], estimate=Exact(9)))
    app.session_state["work"] = replace(work(app), scenario=rated)
    app.run()
    assert not app.exception
    assert "You said that no product does 85 % of it with settings alone, nor even 60 %. Buy" in said(app)


def test_what_cannot_be_read_is_said_in_the_dialog(app: AppTest) -> None:
    open_dialog(app)
    app.text_input(key="new_decision_title").set_value("Which kiosk?").run()
    app.checkbox(key="new_decision_money").check().run()
    app.text_input(key="new_decision_rate").set_value("much").run()
    app.button(key="new_decision_begin").click().run()
    assert not app.exception
    assert "“much” is not a number" in said(app)
    assert work(app).scenario.title != "Which kiosk?"


def test_a_pasted_table_is_shown_as_understood_and_becomes_the_decision(app: AppTest) -> None:
    open_dialog(app, "Bring a table")
    paste(app, TABLE)
    assert "The sheet says 36 for Project A; its own figures give 37 (weights times ratings, summed)." in said(app)
    app.text_input(key="new_decision_table_title").set_value("Which project?").run()
    app.button(key="new_decision_begin_table").click().run()
    assert not app.exception
    scenario = work(app).scenario
    assert scenario.title == "Which project?"
    assert [option.name for option in scenario.options] == ["Project A", "Project B"]
    assert dict(work(app).points) == pytest.approx({"fit": 37.5, "charm": 62.5})
    assert work(app).origin.name == "which-project.yaml"
    assert b"# guessed from the ratings: 0 to 5" in (work(app).origin.raw or b"")


def test_a_cell_that_is_not_understood_is_named_and_can_be_set_right(app: AppTest) -> None:
    open_dialog(app, "Bring a table")
    paste(app, TABLE.replace("Fit\t3\t4", "Fit\t3\tabout 4"))
    assert "C2: “about 4” is not understood as a figure" in said(app)
    app.text_input(key="new_decision_table_title").set_value("Which project?").run()
    assert app.button(key="new_decision_begin_table").disabled
    edit(app, "new_decision_cells_0", {0: {"project_a": "3-5", "worst": "0", "best": "9"}})
    assert "is not understood" not in said(app)
    app.button(key="new_decision_begin_table").click().run()
    assert not app.exception
    scenario = work(app).scenario
    estimate: Any = scenario.option("project_a").ratings["fit"].estimate
    assert (estimate.low, estimate.high) == (3, 5)
    function = scenario.all_criteria["fit"].value_function
    assert function is not None
    assert (function.scale.worst, function.scale.best) == (0, 9)


def test_names_units_and_approaches_of_a_table_can_be_set_right(app: AppTest) -> None:
    open_dialog(app, "Bring a table")
    paste(app, TABLE)
    edit(app, "new_decision_cells_0", {1: {"name": "Appeal", "unit": "stars"}})
    edit(app, "new_decision_names_0", {0: {"name": "Northwind", "approach": "buy"}})
    app.text_input(key="new_decision_table_title").set_value("T").run()
    app.button(key="new_decision_begin_table").click().run()
    assert not app.exception
    scenario = work(app).scenario
    assert [(option.id, option.name, option.approach) for option in scenario.options] == [
        ("northwind", "Northwind", "buy"), ("project_b", "Project B", None),
    ]  # fmt: skip
    assert [(each.id, each.name, each.unit) for each in scenario.criteria] == [
        ("fit", "Fit", ""), ("appeal", "Appeal", "stars"),
    ]  # fmt: skip


def test_rows_and_columns_can_be_said_to_be_something_else(app: AppTest) -> None:
    open_dialog(app, "Bring a table")
    paste(app, TABLE)
    edit(app, "new_decision_rows_0", {1: {"role": "left out"}})
    app.text_input(key="new_decision_table_title").set_value("T").run()
    app.button(key="new_decision_begin_table").click().run()
    assert [criterion.id for criterion in work(app).scenario.criteria] == ["charm"]


def test_words_can_be_given_other_figures(app: AppTest) -> None:
    open_dialog(app, "Bring a table")
    paste(app, "Criteria\tWeight\tA\tB\nFit\t3\tHigh\tLow\n")
    edit(app, "new_decision_words_0", {0: {"figure": "9"}})
    app.text_input(key="new_decision_table_title").set_value("T").run()
    app.button(key="new_decision_begin_table").click().run()
    scenario = work(app).scenario
    assert [scenario.most_likely_rating(option, "fit") for option in scenario.options] == [9, 1]


def test_a_table_can_be_turned(app: AppTest) -> None:
    open_dialog(app, "Bring a table")
    paste(app, "x\tP\tQ\nU\t4\t2\nV\t3\t1\n")
    app.radio(key="new_decision_stand_0").set_value("down").run()
    assert not app.exception
    app.text_input(key="new_decision_table_title").set_value("T").run()
    app.button(key="new_decision_begin_table").click().run()
    assert [option.name for option in work(app).scenario.options] == ["U", "V"]


def test_an_uploaded_table_that_is_none_is_said_and_the_work_stays(app: AppTest) -> None:
    before = work(app)
    open_dialog(app, "Bring a table")
    app.file_uploader(key="new_decision_uploaded").upload("table.xlsx", b"PK\x03\x04junk")
    app.run()
    assert not app.exception
    assert "is no workbook that can be read" in said(app)
    assert work(app) is before


def test_a_copy_of_an_example_and_an_empty_decision(app: AppTest) -> None:
    open_dialog(app, "Copy an example")
    app.selectbox(key="new_decision_example").set_value("minimal").run()
    app.text_input(key="new_decision_copy_title").set_value("Mine").run()
    app.button(key="new_decision_begin_copy").click().run()
    assert not app.exception
    assert (work(app).scenario.title, len(work(app).scenario.options)) == ("Mine", 3)
    open_dialog(app, "Empty")
    app.text_input(key="new_decision_empty_title").set_value("Something").run()
    app.button(key="new_decision_begin_empty").click().run()
    assert not app.exception
    assert work(app).unsaved  # the copy is in no file yet
    app.button(key="discard").click().run()
    assert work(app).scenario.title == "Something"
    assert "We choose between" in said(app)  # Structure, where its options and its criterion get their names


def test_unsaved_changes_are_asked_about_first(app: AppTest) -> None:
    app.slider(key="weight:cost").set_value(90).run()
    assert work(app).unsaved
    title = work(app).scenario.title
    open_dialog(app, "Empty")
    app.text_input(key="new_decision_empty_title").set_value("Something").run()
    app.button(key="new_decision_begin_empty").click().run()
    assert not app.exception
    assert work(app).scenario.title == title
    app.button(key="discard").click().run()
    assert work(app).scenario.title == "Something"


def test_catalogues_beside_the_folder_are_offered_and_found_again(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "criteria").mkdir()
    (tmp_path / "criteria" / "ours.yaml").write_text(
        "format: 1\nname: What counts for us\ncriteria: {calm: {name: Calm, worst: 0, best: 10}}\n"
    )
    (tmp_path / "decisions").mkdir()
    monkeypatch.setenv(FOLDER, str(tmp_path / "decisions"))
    open_dialog(app)
    app.radio(key="new_decision_catalogue").set_value("ours").run()
    app.text_input(key="new_decision_title").set_value("Which room?").run()
    app.button(key="new_decision_begin").click().run()
    assert not app.exception
    made = work(app)
    assert [criterion.name for criterion in made.scenario.criteria] == ["Calm"]
    assert file_of(made).raw == made.origin.raw
    again = read_work_file(Writer().text(made), lambda _: None, tmp_path / "decisions").work
    assert (again.scenario.catalogue, again.origin.folder) == ("ours", tmp_path / "decisions")
