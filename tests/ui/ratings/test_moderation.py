"""On *Ratings*: what moderation moves and what was agreed are put down beside a rating, each as one change."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from decision.files.writer import scenario_yaml
from decision.model.estimate import Exact, Range
from decision.model.evaluation import Consensus
from decision.model.rating import Rating
from tests.files.reading import read
from tests.outputs.files.test_evaluations import EVALUATED
from tests.outputs.samples import PORTAL
from tests.ui.conftest import HOSTILE
from tests.ui.ratings.test_filled_workbook import on_ratings, page_text, scenario
from tests.ui.ratings.test_page import look_at

CELL = "buy.fit"
NAMES = [each.by for each in EVALUATED.evaluations]


def beside(app: AppTest, *folds: str) -> AppTest:
    """The page at a rating that three evaluated, with these parts unfolded."""
    on_ratings(app, scenario_yaml(EVALUATED))
    for fold in folds:
        app.session_state[fold] = True
    return look_at(app, "buy", "fit")


def typed(app: AppTest, form: str, **fields: str) -> AppTest:
    for field, text in fields.items():
        key = f"{form}:{CELL}:{field}:widget"
        (
            area if (area := next((x for x in app.text_area if x.key == key), None)) else app.text_input(key=key)
        ).set_value(text).run()
        assert not app.exception
    return app


def put(app: AppTest, form: str) -> AppTest:
    app.button(key=f"{form}:{CELL}:put").click().run()
    assert not app.exception
    return app


def test_a_rating_is_moved_in_moderation_as_one_change_that_can_be_undone(app: AppTest) -> None:
    beside(app, f"moderated:{CELL}:form")
    before = scenario(app).evaluations
    app.selectbox(key=f"moderated:{CELL}:who:widget").set_value("B").run()
    put(typed(app, "moderated", to="4-5", because="Heard the others", by="Kim"), "moderated")
    moved = scenario(app).evaluations[1].moderated[-1]
    assert (moved.of, moved.to, moved.because, moved.by) == (CELL, Range(4, 5), "Heard the others", "Kim")
    assert moved.before == before[1].standing(CELL) and moved.on is not None
    assert scenario(app).evaluations[1].ratings == before[1].ratings  # what was given stays
    assert app.text_area(key=f"moderated:{CELL}:because:widget").value == ""  # ready for the next
    assert read(scenario_yaml(scenario(app))).evaluations == scenario(app).evaluations  # and goes into the file
    app.button(key="undo").click().run()
    assert scenario(app).evaluations == before


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"because": "Heard the others"}, "no rating is given"),
        ({"to": "5"}, "there is no reason for the change"),
    ],
)
def test_what_says_too_little_moves_nothing_and_says_why(app: AppTest, fields: dict[str, str], why: str) -> None:
    beside(app, f"moderated:{CELL}:form")
    before = scenario(app).evaluations
    put(typed(app, "moderated", **fields), "moderated")
    assert scenario(app).evaluations == before
    assert any(why in note.casefold() for note in app.session_state["notes"])


def test_a_rating_that_cannot_be_read_stays_in_its_field_with_the_reason(app: AppTest) -> None:
    beside(app, f"moderated:{CELL}:form")
    typed(app, "moderated", to="rather good")
    assert app.text_input(key=f"moderated:{CELL}:to:widget").value == "rather good"
    assert "is not a rating" in page_text(app)


def test_what_was_agreed_is_put_down_with_its_reason_and_dissent(app: AppTest) -> None:
    beside(app, f"agreed:{CELL}:form")
    app.multiselect(key=f"agreed:{CELL}:dissent:widget").set_value(["B"]).run()
    typed(app, "agreed", to="5", because=HOSTILE, by="Kim", **{"dissent:1": "Rather 3"})
    put(app, "agreed")
    agreed = scenario(app).consensus[CELL]
    assert (agreed.rating.estimate, agreed.rating.because, agreed.by) == (Exact(5), HOSTILE, "Kim")
    assert dict(agreed.dissent) == {NAMES[1]: "Rather 3"}  # under the name, whatever is shown
    assert HOSTILE not in page_text(app)
    assert scenario(app).option("buy").ratings["fit"] == EVALUATED.option("buy").ratings["fit"]  # until taken over
    app.button(key=f"take_over:{CELL}").click().run()
    assert scenario(app).option("buy").ratings["fit"].estimate == Exact(5)
    app.button(key="undo").click().run()
    app.button(key="undo").click().run()
    assert scenario(app).consensus == EVALUATED.consensus


def test_dissent_without_a_view_is_refused(app: AppTest) -> None:
    beside(app, f"agreed:{CELL}:form")
    app.multiselect(key=f"agreed:{CELL}:dissent:widget").set_value(["B"]).run()
    put(typed(app, "agreed", to="5", because="As shown"), "agreed")
    assert scenario(app).consensus == EVALUATED.consensus
    assert any("the dissent is empty" in note.casefold() for note in app.session_state["notes"])


def test_names_are_shown_only_where_they_are_asked_for(app: AppTest) -> None:
    beside(app, f"evaluators:{CELL}")
    assert NAMES[0] not in page_text(app)
    app.segmented_control(key="evaluators:names").set_value("names").run()
    assert not app.exception
    assert NAMES[0] in page_text(app)


def test_what_was_agreed_on_a_cost_plan_says_that_the_plan_goes_before_it_takes_its_place(app: AppTest) -> None:
    agreed = Consensus(Rating(Exact(500_000.0), "Training is missing."))
    planned = replace(PORTAL, consensus={"buy.cost": agreed})
    on_ratings(app, scenario_yaml(planned))
    started = look_at(app, "buy", "cost")
    button = started.button(key="take_over:buy.cost")
    assert button.label == "Put what was agreed in the place of the plan"
    assert "lines and years of this plan go" in button.help
    button.click().run()
    assert not started.exception
    assert scenario(started).option("buy").ratings["cost"].estimate == Exact(500_000.0)
    started.button(key="undo").click().run()
    assert scenario(started).option("buy").ratings["cost"] == PORTAL.option("buy").ratings["cost"]
