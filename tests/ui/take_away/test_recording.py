from __future__ import annotations

import datetime
import html
from dataclasses import replace

import pytest
import yaml
from streamlit.testing.v1 import AppTest

from decision.analysis.scoring import evaluate
from decision.files.editing.saved import saved
from decision.files.reader import read_scenario
from decision.model.estimate import ThreePoint
from decision.model.rating import Rating
from decision.model.record import RecordedDecision
from decision.model.scenario import Scenario
from decision.ui.session.drafts import draft_of
from decision.ui.storage.saved_file import file_of
from decision.ui.storage.work_file import Writer, read_work_file
from decision.ui.take_away.offers import record_number
from tests.outputs.samples import PORTAL
from tests.ui.conftest import HOSTILE, RATINGS_PAGE, hostile_document
from tests.ui.decide.test_page import page, upload

PAGE = "decision/ui/take_away/page.py"


@pytest.fixture
def away(app: AppTest) -> AppTest:
    app.switch_page(PAGE).run()
    assert not app.exception
    return app


def now(app: AppTest) -> Scenario:
    scenario: Scenario = app.session_state["work"].scenario
    return scenario


def recorded(app: AppTest) -> RecordedDecision:
    decision = now(app).decision
    assert decision is not None
    return decision


def unfold(app: AppTest) -> AppTest:
    app.session_state["record:form"] = True
    app.run()
    assert not app.exception
    return app


def put(app: AppTest, field: str, text: str) -> AppTest:
    key = f"record:{field}:widget"
    next(each for each in [*app.text_input, *app.text_area] if each.key == key).set_value(text).run()
    assert not app.exception
    return app


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def record(app: AppTest, because: str = "It is ours.") -> AppTest:
    unfold(app)
    put(app, "because", because)
    put(app, "by", "The board")
    put(app, "on", "2026-12-01")
    put(app, "review_by", "2027-06-01")
    return press(app, "record:put")


def test_recording_is_one_change_that_can_be_undone(away: AppTest) -> None:
    before = now(away)
    record(away)
    made = recorded(away)
    assert (made.chosen, made.because, made.by) == ("extend", "It is ours.", "The board")
    assert (made.on, made.review_by) == (datetime.date(2026, 12, 1), datetime.date(2027, 6, 1))
    assert made.fingerprint == before.fingerprint == now(away).fingerprint
    assert made.margin == float(f"{evaluate(before).margin:.4g}") and made.p_best is not None
    assert made.revisit[0].when == "extend.fit"
    assert "Extend was chosen on 1 December 2026 (The board). The reason: It is ours." in page(away)
    assert "Fit with patients and staff of Extend turns out below 5.38: Buy would lead." in page(away)
    assert away.session_state["history"].past[-1].name == "Record the decision: Extend"
    press(away, "undo")
    assert now(away) == before


def test_what_is_recorded_is_saved_into_the_lines_of_the_file(away: AppTest) -> None:
    record(away)
    work = away.session_state["work"]
    assert work.unsaved
    raw = work.origin.raw
    made = saved(raw, now(away), work.origin.folder)
    assert not made.anew and made.raw.startswith(raw)
    assert read_scenario(made.raw, "x.yaml", work.origin.folder).decision == recorded(away)
    assert file_of(work)


def test_without_a_reason_nothing_is_recorded_and_it_is_said(away: AppTest) -> None:
    press(unfold(away), "record:put")
    assert now(away).decision is None
    assert "The decision is not recorded yet: say why" in page(away)


def test_what_speaks_against_a_choice_is_said_before_it_is_made(away: AppTest) -> None:
    unfold(away)
    assert "Extend has not yet shown 3 of 11 requirements." in page(away)
    away.selectbox(key="record:chosen:widget").set_value("buy").run()
    assert "Buy does not lead: Extend leads it by 1.3 points." in page(away)
    put(away, "because", "All the same.")
    press(away, "record:put")
    made = recorded(away)
    assert (made.chosen, made.revisit) == ("buy", ()) and made.margin is not None and made.margin < 0


def test_a_day_that_is_none_is_refused_and_stays(away: AppTest) -> None:
    put(unfold(away), "on", "tomorrow")
    assert "On: That is no date; write year-month-day" in page(away)
    put(away, "because", "So.")
    press(away, "record:put")
    assert recorded(away).on == datetime.date.today()


def test_what_was_typed_is_there_when_one_comes_back(away: AppTest) -> None:
    put(unfold(away), "because", "Half a thought")
    away.switch_page(RATINGS_PAGE).run()
    away.switch_page(PAGE).run()
    unfold(away)
    assert away.text_area(key="record:because:widget").value == "Half a thought"


def test_a_newer_rating_that_meets_a_trigger_says_so_where_it_is_entered(away: AppTest) -> None:
    record(away)
    assert "said to look again" not in page(away)
    lower = draft_of(Rating(ThreePoint(3, 5, 7.6)))  # 5.1 is expected of it
    away.session_state["work"] = away.session_state["work"].with_draft(("extend", "fit"), lower)
    away.switch_page(RATINGS_PAGE).run()
    assert (
        "Fit with patients and staff of Extend is now 5.1: the decision of 1 December 2026 said to look again below 5.38."
        in page(away)
    )
    away.switch_page(PAGE).run()
    assert "is now 5.1" in page(away) and ">met<" in page(away)
    assert "Ratings, weights or other parts were changed since." in page(away)


def test_it_can_be_taken_back_and_decided_again(away: AppTest) -> None:
    record(away)
    put(unfold(away), "because", "Second thoughts.")
    press(away, "record:put")
    assert recorded(away).because == "Second thoughts."
    press(away, "record:back")
    assert now(away).decision is None


def test_work_that_is_kept_keeps_what_was_decided(away: AppTest) -> None:
    record(away)
    text = Writer().text(away.session_state["work"])
    kept = read_work_file(text, lambda _: None)
    assert kept.work.scenario.decision == recorded(away) and not kept.changed


def test_no_text_of_a_file_is_markup_on_the_page(app: AppTest) -> None:
    document = hostile_document()
    first = next(iter(document["options"]))
    document["decision"] = {
        "chosen": first, "by": HOSTILE, "because": HOSTILE,
        "revisit": [{"when": f"{first}.cost", "below": 1e6, "say": HOSTILE}],
    }  # fmt: skip
    upload(app, "x.yaml", yaml.safe_dump(document, allow_unicode=True).encode())
    app.switch_page(PAGE).run()
    assert not app.exception
    assert "<script>" not in page(app) and html.escape(HOSTILE).split()[0] in page(app)


def test_a_room_sees_what_was_decided_and_no_form(away: AppTest) -> None:
    record(away)
    press(away, "present")
    assert "Extend was chosen on 1 December 2026" in page(away)
    shown = {each.key for each in (*away.button, *away.text_area)}
    assert not {"record:put", "record:back", "record:because:widget"} & shown


def test_a_record_has_the_number_that_is_asked_for(away: AppTest) -> None:
    record(away)
    assert away.text_input(key="away:number:widget").value == "1"
    away.text_input(key="away:number:widget").set_value("none").run()
    assert "is no number of a record" in page(away)
    away.text_input(key="away:number:widget").set_value("12").run()
    press(away, "make:record-nhs")
    assert b"# ADR-0012: " in away.session_state["made_file"].content


def test_a_record_goes_on_counting_from_what_it_supersedes() -> None:
    decided = RecordedDecision(chosen="extend", because="So.", on=datetime.date(2026, 12, 1))
    for record_, supersedes, number in (
        ("", "", 1),
        ("", "docs/decisions/0007-portal.md", 8),
        ("docs/decisions/0009-portal.md", "docs/decisions/0007-portal.md", 9),
        ("notes.md", "", 1),
    ):
        made = replace(PORTAL, decision=replace(decided, record=record_, supersedes=supersedes))
        assert record_number(made) == number
