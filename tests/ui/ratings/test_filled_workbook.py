"""On *Ratings*: a filled workbook is shown before it is taken as one change, and evaluators stand beside a rating."""

from __future__ import annotations

from typing import Any

from streamlit.testing.v1 import AppTest

from decision.files.writer import scenario_yaml
from decision.model.scenario import Scenario
from tests.files.filled.filling import TEXT, filled
from tests.files.filled.test_bring_in import FILLED
from tests.outputs.files.test_evaluations import EVALUATED
from tests.ui.conftest import HOSTILE, RATINGS_PAGE
from tests.ui.decide.test_page import upload
from tests.ui.ratings.test_page import look_at


def scenario(app: AppTest) -> Scenario:
    made: Scenario = app.session_state["work"].scenario
    return made


def on_ratings(app: AppTest, text: str) -> AppTest:
    upload(app, "portal.yaml", text.encode())
    app.switch_page(RATINGS_PAGE).run()
    assert not app.exception
    return app


def bring(app: AppTest, raw: bytes) -> AppTest:
    app.session_state["filled_workbook"] = True
    app.run()
    app.file_uploader(key="filled:uploaded:0").upload("dana.xlsx", raw)
    app.run()
    assert not app.exception
    return app


def page_text(app: AppTest) -> str:
    return " ".join(str(each.value if hasattr(each, "value") else each.proto.body) for each in app.get("html"))


def test_a_filled_workbook_is_taken_as_one_change_that_can_be_undone(app: AppTest) -> None:
    bring(on_ratings(app, TEXT), FILLED)
    assert scenario(app).evaluations == ()  # it is only shown yet
    shown = page_text(app)
    assert "Dana rated 3 cells." in shown and "What evaluators gave" in shown
    app.session_state["filled:lines"] = True
    app.run()
    assert "+  - by: Dana" in app.code[0].value or "+- by: Dana" in app.code[0].value
    app.button(key="filled:take").click().run()
    assert not app.exception
    (one,) = scenario(app).evaluations
    assert one.by == "Dana" and len(one.ratings) == 3
    look_at(app, "buy", "fit")
    assert "A stands at 6." in page_text(app)  # beside its rating, by letter
    app.button(key="undo").click().run()
    assert scenario(app).evaluations == ()


def test_what_does_not_fit_is_told_with_its_cell_and_nothing_is_taken(app: AppTest) -> None:
    spoiled = filled(FILLED, "Scoring Dana", {("buy.fit", "Rating"): HOSTILE})
    bring(on_ratings(app, TEXT), spoiled)
    shown = page_text(app)
    assert "Nothing is taken in." in shown and "Scoring Dana!B" in shown
    assert HOSTILE not in shown
    assert not [each for each in app.button if each.key == "filled:take"]


def test_evaluators_stand_beside_a_rating_by_letter_and_what_was_agreed_is_taken_over(app: AppTest) -> None:
    on_ratings(app, scenario_yaml(EVALUATED))
    look_at(app, "buy", "fit")
    shown: Any = page_text(app)
    assert "A, B and C stand at 3 to 6, median 6; B dissents." in shown
    assert "Dana" not in shown and "Marley" not in shown
    app.button(key="take_over:buy.fit").click().run()
    assert not app.exception
    rating = scenario(app).option("buy").ratings["fit"]
    assert (rating.estimate.expected, rating.because) == (6, "No export was shown.")  # type: ignore[union-attr]
    assert not [each for each in app.button if each.key == "take_over:buy.fit"]
