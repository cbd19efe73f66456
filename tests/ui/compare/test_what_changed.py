"""Compare says what changed between any two states of a decision, and what each change did to the lead."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

import decision
from decision.analysis.difference.difference import difference
from decision.outputs.words.difference import answer, explanation
from tests.ui.compare.test_page import compare, table
from tests.ui.conftest import HOSTILE, ROOT
from tests.ui.decide.test_page import choose, move, page, upload
from tests.ui.frame.test_tools import leave_out, press

FROM, TO = "changed_from_choice", "changed_to_choice"
PORTAL = decision.load(ROOT / "scenarios" / "health-centre-portal.yaml")


def between(app: AppTest, old: str | None = None, new: str | None = None) -> AppTest:
    for key, choice in ((FROM, old), (TO, new)):
        if choice is not None:
            box = app.selectbox(key=key)
            box.select_index([str(each) for each in box.options].index(choice)).run()
            assert not app.exception
    return app


def test_at_first_nothing_changed_since_the_file(app: AppTest) -> None:
    compare(app)
    assert "<b>Nothing changed.</b>" in page(app)
    assert app.selectbox(key=FROM).options[:2] == ["The file health-centre-portal.yaml", "Now, as it stands"]


def test_what_was_moved_since_the_file_is_told_with_its_shares(app: AppTest) -> None:
    compare(move(app, fit=15, cost=30))
    found = difference(PORTAL, PORTAL.with_weights({"fit": 15, "cost": 30}), PORTAL.simulation.draws, weights="stated")
    text = page(app).replace("\N{NO-BREAK SPACE}%", " %")
    for sentence in (answer(found), *explanation(found)):
        assert sentence in text
    assert "Weight of Cost, 15 % → 30 %" in app.get("vega_lite_chart")[-1].proto.alt


def test_a_snapshot_is_compared_with_the_work_now(app: AppTest) -> None:
    move(app, fit=15)
    press(app, "snapshot")
    compare(leave_out(move(app, cost=30), "options", "build"))
    snapshot = app.selectbox(key=FROM).options[2]
    between(app, snapshot)
    text = page(app)
    assert "Weight of Fit" not in app.get("vega_lite_chart")[-1].proto.alt
    assert "Weight of Cost" in app.get("vega_lite_chart")[-1].proto.alt
    assert "Build, left out for now" in app.get("vega_lite_chart")[-1].proto.alt
    assert "best in" in text


def test_another_file_of_the_folder_is_compared(app: AppTest) -> None:
    compare(app)
    between(app, new="self-check-in.yaml, in the folder")
    assert "Changes from which no score follows" in page(app)
    between(app, old="self-check-in.yaml, in the folder")
    assert "<b>Nothing changed.</b>" in page(app)


def test_every_change_stands_in_the_table_of_figures(app: AppTest) -> None:
    compare(move(app, fit=15, cost=30))
    app.session_state["fold_changes"] = True
    app.run()
    rows = table(app, "What each change did")
    assert list(rows) == ["Change", "Before", "Weight of Fit with patients and staff", "Weight of Cost", "Now"]
    margins = [float(rows[name][-2]) for name in list(rows)[1:]]
    assert round(sum(margins[:-1]), 1) == margins[-1]


def test_what_a_file_says_is_shown_and_not_obeyed(app: AppTest, hostile: bytes, tmp_path: Path) -> None:
    upload(app, "other.yaml", hostile)
    compare(app)
    between(app, new="minimal.yaml, in the folder")
    assert HOSTILE not in page(app)
    choose(app, "minimal.yaml")
    assert not compare(app).exception
