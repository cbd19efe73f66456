from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

import decision
from decision.ui.session.work import MOST_SNAPSHOTS, Origin, Work, opened
from tests.ui.conftest import HOSTILE, ROOT
from tests.ui.decide.test_page import choose, move, page, said, upload
from tests.ui.frame.test_tools import DECIDE_PAGE, leave_out, press

COMPARE_PAGE = "decision/ui/compare/page.py"


def compare(app: AppTest) -> AppTest:
    app.switch_page(COMPARE_PAGE).run()
    assert not app.exception
    return app


def table(app: AppTest, name: str) -> dict[str, list[str]]:
    """By its head, the cells of every row of a table, without marks."""
    found = re.search(rf'aria-label="{name}".*?</table>', page(app), re.DOTALL)
    assert found is not None
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", found.group(), re.DOTALL)
    cells = [
        [re.sub(r"<[^>]+>", " ", cell).split() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in rows
    ]
    return {" ".join(head): [" ".join(cell) for cell in rest] for head, *rest in cells}


def test_views_stand_side_by_side(app: AppTest) -> None:
    compare(app)
    rows = table(app, "Views side by side")
    assert rows["Compared"] == ["Now, as in the file", "Equal", "Clinical", "Finance", "Patients"]
    assert rows["Leads"] == ["E Extend"] * 4 + ["Y Buy"]
    assert rows["Cost"] == ["15 %", "16.7 %", "5 %", "40 %", "0 %"]
    assert said(app).startswith("The views disagree most on Cost: 0 % for Patients, 40 % for Finance.")
    scenario = decision.load(ROOT / "scenarios" / "health-centre-portal.yaml")
    finance = decision.evaluate(scenario.with_weights(scenario.views["finance"]))
    assert rows["B Build"][3].startswith(f"{finance.option('build').score:.1f} ")


def test_weights_that_were_moved_stand_beside_those_of_the_file(app: AppTest) -> None:
    compare(move(app, fit=45))
    rows = table(app, "Views side by side")
    assert rows["Compared"][:3] == ["Now", "File", "Equal"]
    assert rows["Cost"][:2] == ["13 %", "15 %"]


def test_views_follow_what_is_left_out(app: AppTest) -> None:
    leave_out(leave_out(app, "options", "extend"), "criteria", "cost")
    compare(app)
    assert said(app).startswith("The views disagree most on Fit")
    rows = table(app, "Views side by side")
    assert {float(each.removesuffix(" %")) for each in rows["Cost"]} == {0.0}
    assert rows["E Extend"][0].endswith("left out")


def test_a_snapshot_is_named_by_what_it_says_and_shown_with_what_differs(app: AppTest) -> None:
    press(app, "snapshot")
    move(app, fit=45)
    compare(app)
    rows = table(app, "Snapshots side by side")
    assert rows["Compared"] == ["Now", "Snapshot 1 · Extend leads, 55 %", "File"]
    assert rows["Weight of Fit with patients and staff"] == ["39 %", "30 %", "30 %"]
    assert rows["Weight of Cost"] == ["13 %", "15 %", "15 %"]  # the same points, of more


def test_a_snapshot_is_restored_and_that_is_undone(app: AppTest) -> None:
    before = said(app)
    press(app, "snapshot")
    leave_out(move(app, flexibility=90), "options", "extend")
    moved = said(app)
    assert moved != before
    press(compare(app), "restore:1")
    assert app.button(key="undo").help == "Undo: restore Snapshot 1 · Extend leads, 55 %"
    app.switch_page(DECIDE_PAGE).run()
    assert said(app) == before
    press(app, "undo")
    assert said(app) == moved


def test_a_snapshot_is_renamed_and_deleted_and_both_are_undone(app: AppTest) -> None:
    press(app, "snapshot")
    compare(app)
    app.text_input(key="snapshot_name:1").set_value("  Before   lunch ").run()
    assert "Before lunch" in table(app, "Snapshots side by side")["Compared"]
    app.text_input(key="snapshot_name:1").set_value(" ").run()
    assert app.text_input(key="snapshot_name:1").value == "Before lunch"
    press(app, "delete_snapshot:1")
    assert "No snapshots yet" in page(app)
    press(app, "undo")
    assert app.text_input(key="snapshot_name:1").value == "Before lunch"
    press(app, "undo")
    assert app.text_input(key="snapshot_name:1").value == "Snapshot 1 · Extend leads, 55 %"


def test_snapshots_outlast_the_opening_of_another_decision(app: AppTest, hostile: bytes) -> None:
    press(app, "snapshot")
    upload(app, "other.yaml", hostile)
    compare(app)
    rows = table(app, "Snapshots side by side")
    assert rows["Decision"][1] == "Relaunch the patient portal"
    assert HOSTILE not in page(app)  # it is escaped
    press(app, "restore:1")
    assert app.session_state["work"].origin.name == "health-centre-portal.yaml"


def test_the_same_decision_from_another_file_is_compared_piece_by_piece(app: AppTest) -> None:
    press(app, "snapshot")
    choose(app, "minimal.yaml")
    rows = table(compare(app), "Snapshots side by side")
    assert rows["Decision"][1] == "Relaunch the patient portal"
    assert any(name.startswith("Build,") for name in rows)


@pytest.fixture
def work() -> Work:
    return opened(decision.load(ROOT / "scenarios" / "minimal.yaml"), Origin("x.yaml"))


def test_there_are_only_so_many_snapshots(work: Work) -> None:
    for _ in range(MOST_SNAPSHOTS + 3):
        work = work.with_snapshot("x" * 500)
    assert [each.number for each in work.snapshots] == list(range(1, MOST_SNAPSHOTS + 1))
    assert work.without_snapshot(3).with_snapshot("y").snapshots[-1].number == MOST_SNAPSHOTS + 1


def test_a_snapshot_keeps_no_snapshots(work: Work) -> None:
    twice = work.with_snapshot("a").with_snapshot("b")
    assert not twice.snapshots[1].work.snapshots
    assert twice.restored(1).snapshots == twice.snapshots
    assert twice.restored(7) is twice


def test_totals_as_a_sheet_has_them_are_shown_on_request(app: AppTest) -> None:
    assert not app.toggle  # its criteria share no scale
    choose(app, "minimal.yaml")
    assert "The weighted mean" not in page(app)
    app.toggle(key="totals_switch").set_value(True).run()
    assert not app.exception
    assert "The weighted mean of the ratings, from 0 to 10: " in page(app)
    assert "Weights times ratings, summed, from 0.00 to 1,000.00: " in page(app)
    compare(app)
    rows = table(app, "Views side by side")
    assert rows["E Extend"][0] == "6.55"  # the later of two rows: score, then total
    app.toggle(key="totals_switch").set_value(False).run()
    assert table(app, "Views side by side")["E Extend"][0] != "6.55"
