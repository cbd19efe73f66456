from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import decision
from decision.outputs.words.scoring import headline
from decision.ui.storage import resume, work_folder
from decision.ui.storage.work_folder import visitor_mark
from tests.ui.conftest import ROOT
from tests.ui.decide.test_page import move, page, said
from tests.ui.frame.test_tools import leave_out, press

PATH = ROOT / "scenarios" / "health-centre-portal.yaml"


def come_back(app: AppTest) -> AppTest:
    """A new session at the address of an old one, as after a reload."""
    again = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    again.session_state["plain"] = True  # Streamlit's own sliders, whatever else Decide may offer
    for name, x in app.query_params.items():
        again.query_params[name] = x
    again.run()
    assert not again.exception
    return again


def test_a_visit_that_changes_nothing_leaves_nothing(app: AppTest, kept_work: Path) -> None:
    app.run()
    assert "w" not in app.query_params
    assert not kept_work.exists()


def test_a_reload_brings_everything_back(app: AppTest) -> None:
    press(app, "snapshot")
    leave_out(move(app, flexibility=80), "options", "build")
    again = come_back(app)
    assert said(again) == said(app)
    assert again.session_state["work"] == app.session_state["work"]
    assert again.query_params["w"] == app.query_params["w"]
    move(again, flexibility=60)
    assert come_back(again).slider(key="weight:flexibility").value == 60


def test_a_restarted_server_brings_everything_back(app: AppTest) -> None:
    move(app, flexibility=80)
    here = resume._autosave_in(Path(os.environ["TRILEMMA_STATE"]))
    here.close()  # as when it ends
    resume._autosave_made.cache_clear()  # what a server forgets
    assert come_back(app).slider(key="weight:flexibility").value == 80


def test_two_windows_on_one_address_do_not_overwrite_each_other(app: AppTest) -> None:
    move(app, flexibility=80)
    other = come_back(app)
    move(other, flexibility=60)
    move(app, flexibility=70)
    assert "opened in another window" in page(app)
    assert app.query_params["w"] != other.query_params["w"]
    assert come_back(other).slider(key="weight:flexibility").value == 60
    assert come_back(app).slider(key="weight:flexibility").value == 70


@pytest.mark.parametrize("token", ["nonsense", "<script>alert(1)</script>", "../../etc/passwd", "a" * 22])
def test_an_address_that_leads_nowhere_is_told(token: str) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.session_state["plain"] = True
    app.query_params["w"] = token
    app.run()
    assert "cannot be brought back" in page(app)
    assert said(app) == headline(decision.evaluate(decision.load(PATH)))
    assert "w" not in app.query_params


def test_a_tampered_file_is_told_and_left_alone(app: AppTest, kept_work: Path) -> None:
    move(app, flexibility=80)
    come_back(app)
    (path,) = kept_work.glob("*.json")
    path.write_text(path.read_text(encoding="utf-8").replace("format: 1", "format: [[["), encoding="utf-8")
    again = come_back(app)
    assert "cannot be brought back" in page(again)
    assert path.exists()


def test_keeping_can_be_turned_off(app: AppTest, monkeypatch: pytest.MonkeyPatch, kept_work: Path) -> None:
    monkeypatch.setenv("TRILEMMA_STATE", "off")
    move(app, flexibility=80)
    assert "w" not in app.query_params
    assert not kept_work.exists()


def test_a_folder_that_cannot_be_written_is_told_and_taken_back_once_it_can(
    app: AppTest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    here = tmp_path / "file"
    here.write_text("")
    monkeypatch.setenv("TRILEMMA_STATE", str(here))
    move(app, flexibility=80)
    resume._autosave_in(here).flush()
    app.run()
    assert "Not kept over a reload" in page(app)
    here.unlink()
    assert resume._autosave_in(here).flush() == 0
    app.run()
    assert "Not kept over a reload" not in page(app)
    assert come_back(app).slider(key="weight:flexibility").value == 80


def test_what_cannot_be_kept_for_one_is_not_said_to_another(
    app: AppTest, start: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch, kept_work: Path
) -> None:
    other = start()
    move(app, flexibility=80)
    move(other, flexibility=70)
    autosave, token = resume._autosave_in(kept_work), app.query_params["w"]
    assert autosave.flush() == 0
    autosave.put(token, lambda: "x" * (work_folder.MOST_BYTES + 1))
    autosave.flush()
    app.run()
    other.run()
    assert "Not kept over a reload" in page(app)
    assert "delete some snapshots" in page(app)
    assert "Not kept over a reload" not in page(other)


def test_a_visitor_is_marked_in_the_name_of_the_file_alone(app: AppTest, kept_work: Path) -> None:
    move(app, flexibility=80)
    resume._autosave_in(kept_work).flush()
    (path,) = kept_work.glob("*.json")
    assert path.name.endswith(f"-{visitor_mark('test@example.com')}.json")  # who is signed in where tests are run
    assert "example.com" not in path.read_text(encoding="utf-8")
