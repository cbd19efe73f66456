"""Saving from the app: by a download, and in the place of a file of the folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextInput

import decision
from decision.model.trail import Trail
from decision.ui.session.work import Work
from decision.ui.storage.saved_file import file_of
from tests.ui.conftest import HOSTILE, ROOT
from tests.ui.decide.test_page import choose, move, page, upload


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of scenarios that tests may change."""
    folder = tmp_path / "scenarios"
    shutil.copytree(ROOT / "scenarios", folder)
    monkeypatch.setenv("TRILEMMA_SCENARIOS", str(folder))
    return folder


@pytest.fixture
def portal(folder: Path) -> Path:
    return folder / "health-centre-portal.yaml"


@pytest.fixture
def opened(portal: Path, app: AppTest) -> AppTest:
    return app


def unfold(app: AppTest) -> AppTest:
    app.session_state["save_menu"] = True
    return app.run()


def buttons(app: AppTest) -> dict[str, str]:
    return {button.key: button.label for button in app.button if button.key}


def click(app: AppTest, key: str) -> None:
    app.button(key=key).click().run()
    assert not app.exception


def test_a_weight_is_saved_in_the_file_of_the_folder(opened: AppTest, portal: Path) -> None:
    before = portal.read_bytes()
    move(opened, flexibility=80)
    unfold(opened)
    work: Work = opened.session_state["work"]
    download = file_of(work).raw
    assert buttons(opened)["save_in_place"] == "Save in health-centre-portal.yaml"
    click(opened, "save_in_place")
    assert portal.read_bytes() == download
    pairs = zip(before.split(b"\n"), download.split(b"\n"), strict=True)
    assert [new for old, new in pairs if old != new] == [
        b"weights: {cost: 15, time_to_launch: 10, flexibility: 80, integration: 20, risk: 10, fit: 30}"
    ]
    assert "Not yet downloaded" not in page(opened)
    assert "save_in_place" not in buttons(opened)  # the menu is folded
    opened.button(key="undo").click().run()
    assert "Not yet downloaded" in page(opened)  # the file holds what was undone
    unfold(opened)
    click(opened, "save_in_place")
    assert portal.read_bytes() == before


def test_an_upload_keeps_its_comments_and_has_no_place(opened: AppTest) -> None:
    raw = (ROOT / "tests" / "files" / "layouts" / "comments.yaml").read_bytes()
    upload(opened, "mine.yaml", raw)
    move(opened, fit=70)
    unfold(opened)
    assert "save_in_place" not in buttons(opened)
    made = file_of(opened.session_state["work"])
    assert made.raw == raw.replace(b"fit: 50            # settled", b"fit: 70            # settled")


@pytest.mark.parametrize("said", ["off", ""])
def test_it_is_not_offered_where_visitors_may_not(opened: AppTest, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRILEMMA_SAVING", said)
    unfold(opened)
    assert ("save_in_place" in buttons(opened)) is (said == "")


def test_somebody_elses_change_is_asked_about(opened: AppTest, portal: Path) -> None:
    theirs = portal.read_bytes() + b"# their comment\n"
    portal.write_bytes(theirs)
    move(opened, flexibility=80)
    unfold(opened)
    click(opened, "save_in_place")
    assert "was changed by somebody else since it was opened here. Nothing was written." in page(opened)
    assert portal.read_bytes() == theirs
    click(opened, "save_in_place_leave")
    assert "was changed by somebody else" not in page(opened)
    unfold(opened)
    click(opened, "save_in_place")
    click(opened, "save_in_place_over")
    assert portal.read_bytes().endswith(b"# their comment\n")
    assert decision.load(portal) == opened.session_state["work"].scenario
    assert "Not yet downloaded" not in page(opened)


def test_what_somebody_else_wrote_can_be_opened_instead(opened: AppTest, portal: Path) -> None:
    portal.write_bytes(portal.read_bytes().replace(b"title: Relaunch the patient portal", b"title: Theirs"))
    move(opened, flexibility=80)
    unfold(opened)
    click(opened, "save_in_place")
    click(opened, "save_in_place_open")
    assert opened.session_state["work"].scenario.title == "Theirs"
    opened.button(key="undo").click().run()
    assert opened.session_state["work"].points["flexibility"] == 80


def test_a_file_that_is_gone_or_protected_is_said(
    opened: AppTest, portal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("decision.files.atomic.os.access", lambda *_: False)
    move(opened, flexibility=80)
    unfold(opened)
    click(opened, "save_in_place")
    assert "Not saved: " in page(opened)
    assert "it may be read only" in page(opened)


def test_a_file_that_must_be_laid_out_anew_is_said(opened: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    move(opened, flexibility=80)
    monkeypatch.setattr("decision.files.editing.splicer.Splicer.splice", lambda *_: [])
    unfold(opened)
    assert "it is laid out anew, and the comments there were are not in it." in page(opened)


def test_before_another_is_opened_the_work_can_be_saved_in_its_place(opened: AppTest, portal: Path) -> None:
    move(opened, flexibility=80)
    choose(opened, str(portal.parent / "minimal.yaml"))
    click(opened, "place_first")
    assert b"flexibility: 80" in portal.read_bytes()
    assert "are in a file. Nothing is lost" in page(opened)


def test_one_reason_is_given_for_all_changes_where_the_file_is_saved(opened: AppTest) -> None:
    move(opened, flexibility=80)
    move(opened, cost=40)
    unfold(opened)

    def asked() -> list[TextInput]:
        return [each for each in opened.text_input if each.label.startswith("Why?")]

    def trail() -> Trail:
        work: Work = opened.session_state["work"]
        return work.trail

    (field,) = asked()
    assert field.label == f"Why? ({trail().without_reason} changes have no reason yet)"
    steps = len(opened.session_state["history"].past)
    field.set_value(HOSTILE).run()
    assert not opened.exception
    assert {each.why for each in trail().entries} == {" ".join(HOSTILE.split())}
    assert len(opened.session_state["history"].past) == steps  # a reason is no change of the decision
    assert asked() == []
    move(opened, fit=10)
    unfold(opened)
    assert label_of(asked()) == "Why? (1 change has no reason yet)"
    assert [each.why for each in trail().entries][-1] == ""


def label_of(fields: list[TextInput]) -> str:
    (field,) = fields
    return str(field.label)
