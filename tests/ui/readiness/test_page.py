from __future__ import annotations

import datetime
import html
from pathlib import Path

import pytest
import yaml
from streamlit.testing.v1 import AppTest

from decision.files.reader import read_scenario
from decision.model.estimate import ThreePoint
from decision.model.readiness import CauseState, Condition
from decision.model.scenario import Scenario
from decision.ui.session import state
from decision.ui.storage.saved_file import file_of
from decision.ui.storage.work_file import Writer, read_work_file
from tests.ui.conftest import HOSTILE, hostile_document
from tests.ui.decide.test_page import page, upload

PAGE = "decision/ui/readiness/page.py"
CONDITION, MEASURE = "readiness:condition", "readiness:measure"


@pytest.fixture
def ready(app: AppTest) -> AppTest:
    """The page, of the option Build."""
    app.session_state[state.CHOSEN] = {state.OPTION: "build"}
    app.switch_page(PAGE).run()
    assert not app.exception
    return app


def now(app: AppTest) -> Scenario:
    scenario: Scenario = app.session_state["work"].scenario
    return scenario


def put(app: AppTest, key: str, text: str) -> AppTest:
    field = next(each for each in [*app.text_input, *app.text_area] if each.key == key)
    field.set_value(text).run()
    assert not app.exception
    return app


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def settle(app: AppTest, cause: str, settled: CauseState, option: str = "build") -> AppTest:
    app.button_group(key=f"readiness:cause:{option}:{cause}").set_value(settled).run()
    assert not app.exception
    return app


def test_the_page_opens_on_the_option_that_leads(app: AppTest) -> None:
    app.switch_page(PAGE).run()
    assert "known causes of failed launches are open for Extend; " in page(app)
    (box,) = [each for each in app.selectbox if each.label == "Option"]
    assert box.value == "extend"


def test_the_page_opens_with_its_question_and_its_answer(ready: AppTest) -> None:
    assert "What must be true before launch?" in page(ready)
    says = "5 of 5 known causes of failed launches are open for Build; no condition is set; nothing will be measured."
    assert says in page(ready)
    assert not now(ready).readiness.is_said


def test_a_cause_is_settled_for_one_option_and_that_can_be_undone(ready: AppTest) -> None:
    fingerprint = now(ready).fingerprint
    settle(ready, "no_owner", CauseState.HANDLED)
    assert now(ready).readiness.causes == {"no_owner": {"build": CauseState.HANDLED}}
    assert "4 of 5 known causes of failed launches are open for Build" in page(ready)
    assert now(ready).fingerprint == fingerprint
    assert ready.session_state["work"].unsaved
    assert ready.session_state["history"].past[-1].name == "Nobody owns it after launch: handled for Build our own"
    press(ready, "undo")
    assert not now(ready).readiness.is_said and not ready.session_state["work"].unsaved


def test_a_condition_gets_an_owner_and_a_day(ready: AppTest) -> None:
    put(ready, f"{CONDITION}:new", "The link works both ways")
    put(ready, f"{CONDITION}:0:owner", "Ana")
    put(ready, f"{CONDITION}:0:by", "soon")
    assert "that is no date; write year-month-day" in html.unescape(page(ready)).lower()
    put(ready, f"{CONDITION}:0:by", "2027-03-01")
    ready.selectbox(key=f"{CONDITION}:0:option").set_value("").run()
    day = datetime.date(2027, 3, 1)
    assert now(ready).readiness.conditions == (Condition("The link works both ways", "", "Ana", day),)
    assert len(ready.session_state["history"].past) == 4
    assert "its condition has an owner and a date" in page(ready)
    press(ready, f"{CONDITION}:0:remove")
    assert not now(ready).readiness.is_said


def test_what_to_do_becomes_a_condition_of_the_option(ready: AppTest) -> None:
    key = "readiness:cause:build:burden"
    ready.session_state[f"{key}:before"] = True
    ready.run()
    assert "Source: " in page(ready)
    press(ready, f"{key}:step:0")
    (condition,) = now(ready).readiness.conditions
    assert condition.option == "build" and condition.what.startswith("Workflow map: ")


def test_a_measure_says_what_is_missing_until_it_is_complete(ready: AppTest) -> None:
    put(ready, f"{MEASURE}:new", "Calls per 100 visits")
    assert "Not said yet: baseline, target, what moves first, who reads it and when it is read." in page(ready)
    for field in ("baseline", "target", "indicator", "reader", "when"):
        put(ready, f"{MEASURE}:0:{field}", f"the {field}")
    assert "Not said yet" not in page(ready) and "the measure is complete." in page(ready)


def test_what_was_said_is_in_the_file_and_in_work_that_is_kept(
    ready: AppTest,
) -> None:
    settle(ready, "integration", CauseState.NOT_RELEVANT)
    put(ready, f"{MEASURE}:new", "Calls")
    work = ready.session_state["work"]
    made = file_of(work)
    assert not made.anew
    assert read_scenario(made.raw, "x.yaml", work.origin.folder) == now(ready)
    kept = read_work_file(Writer().text(work), lambda path: Path(path))
    assert not kept.changed
    assert (kept.work.scenario.readiness, kept.work.opened.readiness) == (now(ready).readiness, work.opened.readiness)


def test_a_hostile_file_is_shown_as_it_is_written(app: AppTest) -> None:
    document = hostile_document()
    option = next(iter(document["options"]))
    document["readiness"] = {
        "causes": {"no_owner": {option: "handled"}},
        "conditions": [{"what": HOSTILE, "option": option, "owner": HOSTILE}],
        "measures": [{"what": HOSTILE, "baseline": HOSTILE, "target": HOSTILE, "reader": HOSTILE}],
    }
    upload(app, "x.yaml", yaml.safe_dump(document).encode())
    app.switch_page(PAGE).run()
    assert not app.exception
    assert "<script>" not in page(app) and "<b>b</b>" not in page(app)
    assert html.escape(HOSTILE) in page(app)


def unfold(app: AppTest, cause: str) -> str:
    key = f"readiness:cause:build:{cause}"
    app.session_state[f"{key}:before"] = True
    app.run()
    assert not app.exception
    return key


def test_while_a_cause_is_open_a_rating_can_be_widened_with_the_reason_and_taken_back(ready: AppTest) -> None:
    before = now(ready)
    key = unfold(ready, "integration")
    chooser = ready.selectbox(key=f"{key}:widen")
    assert chooser.value == "integration"
    assert "cost" not in chooser.options and "Cost" not in chooser.options  # a plan has no ends to move
    assert (
        ready.button(key=f"{key}:widen_it").label == "Widen it: most likely 5 (3 to 8) becomes most likely 5 (2 to 8)"
    )
    press(ready, f"{key}:widen_it")
    rating = now(ready).option("build").ratings["integration"]
    assert rating.estimate == ThreePoint(2, 5, 8)
    assert rating.because == (
        f"{before.option('build').ratings['integration'].because} "
        "Widened, for a known cause of failed launches is open: Weak integration."
    )
    assert ready.session_state["history"].past[-1].name == "Widen Build our own, Integration"
    assert "Integration" not in ready.selectbox(key=f"{key}:widen").options  # as wide as it gets
    press(ready, "undo")
    assert now(ready) == before


def test_nothing_is_offered_once_the_cause_is_handled(ready: AppTest) -> None:
    key = unfold(ready, "integration")
    settle(ready, "integration", CauseState.HANDLED)
    assert not [each for each in ready.selectbox if each.key == f"{key}:widen"]
    assert not [each for each in ready.button if each.key == f"{key}:widen_it"]


def test_another_rating_can_be_chosen(ready: AppTest) -> None:
    key = unfold(ready, "no_owner")
    ready.selectbox(key=f"{key}:widen").set_value("flexibility").run()
    press(ready, f"{key}:widen_it")
    assert now(ready).option("build").ratings["flexibility"].because.endswith("open: Nobody owns it after launch.")


REALLY_A_BUILD = """
format: 1
title: A buy that is a build
horizon_years: 5
discount_rate: 0.0
currency: USD
criteria: {cost: {kind: cost_plan, worst: 1000000, best: 0}}
weights: {cost: 1}
options:
  theirs: {approach: buy, ratings: {cost: {upfront: {lines: {customising: 300000, licence: 250000}}}}}
  other: {approach: extend, ratings: {cost: 300000}}
"""


def test_a_buy_that_is_really_a_build_is_said_of_the_option_it_is_about(app: AppTest) -> None:
    upload(app, "x.yaml", REALLY_A_BUILD.encode())
    app.switch_page(PAGE).run()
    app.selectbox(key="readiness:option").set_value("theirs").run()
    assert "whose customisation costs more than its licence is really a build" in page(app)
    app.selectbox(key="readiness:option").set_value("other").run()
    assert "really a build" not in page(app)
