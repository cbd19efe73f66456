from __future__ import annotations

import datetime
import io
import re
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

import decision
from decision.files.writer import scenario_yaml
from decision.model.estimate import Exact
from decision.model.evaluation import Evaluation, Score
from decision.model.rating import Rating
from decision.model.record import RecordedDecision
from decision.outputs.files import forms
from decision.outputs.files.forms import FolderForm
from decision.outputs.words.figures import points
from decision.outputs.words.scoring import headline
from decision.ui.frame import long_work
from decision.ui.take_away import making
from decision.ui.take_away.offers import GROUPS, offers
from tests.ui.conftest import ROOT
from tests.ui.decide.test_page import upload

SCENARIO = decision.load(ROOT / "scenarios" / "health-centre-portal.yaml")
GIVEN = Evaluation("Dana Okafor", ratings={"buy.fit": Score(Rating(Exact(6), "Shown."))})
EVALUATED_PORTAL = replace(SCENARIO, evaluations=(GIVEN,))
PAGE = "decision/ui/take_away/page.py"
KEYS = [each.key for each in offers(SCENARIO) if not each.needs]


def said(app: AppTest) -> str:
    return " ".join(each.proto.body for each in app.get("html"))


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


@pytest.fixture
def away(app: AppTest) -> AppTest:
    app.switch_page(PAGE).run()
    assert not app.exception
    return app


def made(app: AppTest) -> bytes:
    content: bytes = app.session_state[making.MADE].content
    return content


def test_the_page_begins_with_the_answer_and_says_for_whom_every_form_is_and_what_it_holds(away: AppTest) -> None:
    assert headline(decision.evaluate(SCENARIO)) in said(away)
    keys = {button.key for button in away.button}
    for form in forms.FORMS:
        assert any(key.startswith(f"make:{form.name}") for key in keys if key)
        assert form.holds[1:] in said(away)
    for title in GROUPS.values():
        assert title in said(away) or title == "Suppliers and evaluators"
    assert [each.proto.label for each in away.get("download_button")] == ["Download the YAML file"]


@pytest.mark.parametrize("key", KEYS)
def test_every_form_is_made_looked_at_and_taken_away(away: AppTest, key: str) -> None:
    press(away, f"make:{key}")
    download = next(each for each in away.get("download_button") if each.key == "take_it")
    ending = next(each.suffix for each in offers(SCENARIO) if each.key == key)
    assert download.proto.label == f"Download health-centre-portal{ending}"
    assert made(away)
    press(away, "put_away")
    assert len(away.get("download_button")) == 1
    assert making.MADE not in away.session_state


def test_the_workbook_is_looked_at_sheet_by_sheet(away: AppTest) -> None:
    press(away, "make:table.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(made(away)))
    (box,) = (each for each in away.selectbox if each.key == "preview:sheet:widget")
    assert len(box.options) == len(book.sheetnames)
    box.set_value("Weights").run()
    assert "Sheet Weights" in said(away)
    assert "Cost" in said(away)


def test_a_folder_is_taken_away_as_one_file(away: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = FolderForm("notes", "a note for each", "those who offer", lambda _: {"a/x.md": b"# =1+1 <b>", "y.md": b"y"})
    monkeypatch.setattr("decision.outputs.files.export.FORMS", (*forms.FORMS, pack))
    monkeypatch.setattr("decision.outputs.files.forms.FORMS", (*forms.FORMS, pack))
    away.run()
    press(away, "make:notes.zip")
    archive = zipfile.ZipFile(io.BytesIO(made(away)))
    assert archive.namelist() == ["health-centre-portal-notes/a/x.md", "health-centre-portal-notes/y.md"]
    assert "health-centre-portal-notes/y.md, 1 kB" in said(away)
    assert [each.value for each in away.code] == ["# =1+1 <b>"]


def test_a_contracting_process_is_asked_what_it_is_called(away: AppTest) -> None:
    assert away.button(key="make:ocds.json").disabled
    away.text_input(key="away:ocid:widget").set_value("ocds-213czf-000-00001").run()
    press(away, "make:ocds.json")
    assert b"ocds-213czf-000-00001" in made(away)
    away.text_input(key="away:ocid:widget").set_value("no process").run()
    press(away, "make:ocds.json")
    assert making.MADE in away.session_state
    assert "take_it" not in {each.key for each in away.get("download_button")}


def test_scoring_sheets_are_made_for_those_who_are_named(away: AppTest) -> None:
    assert away.button(key="make:scoring.zip").disabled
    away.text_input(key="away:evaluators:widget").set_value("Ann, Ben").run()
    press(away, "make:scoring.zip")
    names = zipfile.ZipFile(io.BytesIO(made(away))).namelist()
    assert names == [f"health-centre-portal-scoring/Scoring {name}.xlsx" for name in ("Ann", "Ben")]
    press(away, "make:scoring.xlsx")
    sheets = openpyxl.load_workbook(io.BytesIO(made(away))).sheetnames
    away.text_input(key="away:evaluators:widget").set_value("Ann").run()
    assert making.MADE not in away.session_state
    press(away, "make:scoring.xlsx")
    assert len(openpyxl.load_workbook(io.BytesIO(made(away))).sheetnames) == len(sheets) - 1


def test_what_was_made_goes_when_the_decision_changes(away: AppTest) -> None:
    press(away, "make:table.md")
    first = made(away)
    away.session_state["work"] = away.session_state["work"].with_point("fit", 60)
    away.run()
    assert making.MADE not in away.session_state
    press(away, "make:table.md")
    assert made(away) != first


def test_work_that_is_stopped_leaves_nothing_and_can_be_begun_again(
    away: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def stopped(*_: object, **__: object) -> None:
        import streamlit as st

        calls.append(1)
        st.session_state[long_work.STOPPED] = f"table.md:{SCENARIO.whole_fingerprint}"
        st.rerun()

    with monkeypatch.context() as patch:
        patch.setattr(making, "figures_of", stopped)
        press(away, "make:table.md")
    assert calls == [1]
    assert making.MADE not in away.session_state
    assert "nothing to show yet" in " ".join(each.value for each in away.markdown)
    press(away, "make_again")
    assert b"Extend" in made(away)


def test_what_cannot_be_made_says_why(away: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    from decision.model.errors import DecisionError

    def refused(*_: object, **__: object) -> None:
        raise DecisionError("the printer is <out> of paper; fill it")

    monkeypatch.setattr(making, "figures_of", refused)
    press(away, "make:table.md")
    assert "The printer is &lt;out&gt; of paper; fill it." in said(away)
    assert "take_it" not in {each.key for each in away.get("download_button")}


def test_what_is_left_out_is_in_the_tables_and_said_to_be_in_no_file(app: AppTest) -> None:
    app.get_by_key("left_out_options").set_value(["extend"])
    app.run()
    app.switch_page(PAGE).run()
    assert "no file holds a what-if" in said(app)
    assert "Buy leads Build" in said(app)


# --- what was changed -------------------------------------------------------------------------------------------


def test_a_change_is_told_with_a_place_for_its_reason_and_both_are_in_the_files(app: AppTest) -> None:
    app.slider(key="weight:fit").set_value(60).run()
    app.switch_page(PAGE).run()
    assert "1 change since" in " ".join(each.label for each in app.expander)
    app.session_state["trail:part"] = True
    app.run()
    assert "<b>Weight of Fit with patients and staff</b> 30 → 60" in said(app)
    app.text_input(key="trail:0:why").set_value("Nurses asked for it <b>").run()
    assert app.session_state["work"].trail.entries[0].why == "Nurses asked for it <b>"
    press(app, "make:table.md")
    assert "| Weight of Fit with patients and staff | 30 | 60 |  | Nurses asked for it \\<b\\> |" in made(app).decode()
    press(app, "make:table.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(made(app)))["Trail"]
    assert [cell.value for cell in sheet[4]][1:] == [
        "Weight of Fit with patients and staff", "30", "60", None, "Nurses asked for it <b>", "weights.fit",
    ]  # fmt: skip


def test_the_latest_changes_come_first_a_few_at_a_time(app: AppTest) -> None:
    for count in range(4):
        app.slider(key="weight:fit").set_value(60 + count).run()
        app.slider(key="weight:cost").set_value(20 + count).run()
    app.switch_page(PAGE).run()
    app.session_state["trail:part"] = True
    app.run()
    assert next(each.key for each in app.text_input if re.fullmatch(r"trail:\d+:why", each.key or "")) == "trail:7:why"
    assert "1 to 5 of 8" in said(app)
    press(app, "trail:Earlier")
    assert "6 to 8 of 8" in said(app)
    assert app.text_input(key="trail:0:why")


# --- prices -----------------------------------------------------------------------------------------------------


def test_price_formulas_are_folded_under_what_turns_the_winner(away: AppTest) -> None:
    titles = " ".join(each.label for each in away.expander)
    assert "Were a further offer of \\$22k to come in, worst in all else, Buy a portal would lead" in titles
    away.session_state["prices:cost"] = True
    away.run()
    assert "Scores here go by ends that were fixed beforehand" in said(away)
    assert "unusually low" in said(away)


def pack_of(app: AppTest) -> dict[str, str]:
    """The pack as it was made: the text of its Markdown files, by name within it."""
    press(app, "make:pack.zip")
    archive = zipfile.ZipFile(io.BytesIO(made(app)))
    names = [name for name in archive.namelist() if name.endswith(".md")]
    return {name.partition("/")[2]: archive.read(name).decode() for name in names}


def test_what_others_are_shown_of_the_option_chosen_and_whose_names_are_told_is_asked(app: AppTest) -> None:
    chosen = RecordedDecision("extend", datetime.date(2026, 12, 1))
    upload(app, "x.yaml", scenario_yaml(replace(EVALUATED_PORTAL, decision=chosen)).encode())
    app.switch_page(PAGE).run()
    total = f"{points(decision.evaluate(SCENARIO).option('extend').score)} of 100 points"
    silent = pack_of(app)
    assert "Extend the portal" not in silent["summaries/buy.md"] and total not in silent["summaries/buy.md"]
    assert "Dana" not in silent["for-the-buyer/moderation-record.md"]
    app.selectbox(key="away:shown:widget").set_value("scores").run()
    app.segmented_control(key="away:names:widget").set_value("names").run()
    told = pack_of(app)
    assert f"Extend the portal we have has {total}" in told["summaries/buy.md"]
    assert "Three comparable centres run the new modules" not in told["summaries/buy.md"]
    assert "Dana Okafor" in told["for-the-buyer/moderation-record.md"]
    app.selectbox(key="away:shown:widget").set_value("reasons").run()
    assert "Three comparable centres run the new modules" in pack_of(app)["summaries/buy.md"]


def test_what_is_shown_of_the_option_chosen_is_not_asked_of_another_decision_without_one(app: AppTest) -> None:
    chosen = RecordedDecision("extend", datetime.date(2026, 12, 1))
    upload(app, "x.yaml", scenario_yaml(replace(SCENARIO, decision=chosen)).encode())
    app.switch_page(PAGE).run()
    app.selectbox(key="away:shown:widget").set_value("reasons").run()
    upload(app, "y.yaml", scenario_yaml(SCENARIO).encode())
    app.switch_page(PAGE).run()
    assert not [each for each in app.selectbox if each.key == "away:shown:widget"]
    assert "Nothing is decided yet." in pack_of(app)["summaries/buy.md"]
