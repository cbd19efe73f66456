from __future__ import annotations

import json
import os
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

import decision
from decision.model.estimate import Exact
from decision.model.rating import Rating
from decision.model.requirement import RequirementResult, Verdict
from decision.outputs.words.scoring import headline
from decision.ui.session.drafts import draft_of
from decision.ui.session.work import Origin, Work, opened
from decision.ui.storage import autosave, resume
from decision.ui.storage.autosave import Autosave, AutosaveError, new_token, state_folder
from decision.ui.storage.work_file import WorkFileError, Writer, read_work_file
from tests import strategies
from tests.ui.conftest import ROOT
from tests.ui.decide.test_page import move, page, said
from tests.ui.frame.test_tools import leave_out, press

PATH = ROOT / "scenarios" / "health-centre-portal.yaml"
START = opened(decision.load(PATH), Origin(PATH.name, PATH))


def known(path: str) -> Path | None:
    return PATH if path == str(PATH) else None


def back(work: Work) -> Work:
    kept = read_work_file(Writer().text(work), known)
    assert not kept.changed
    return kept.work


def busy() -> Work:
    """A work in which everything that can be kept was changed."""
    draft = draft_of(START.scenario.option("build").ratings["fit"])
    work = START.with_draft(
        ("build", "fit"), replace(draft, estimate=draft.estimate.with_figure("low", 5), because="ä")
    )  # type: ignore[union-attr]
    work = work.with_result("buy", "K02", RequirementResult(Verdict.FAIL, "no")).with_scale("cost", (3e6, 2e5))
    work = work.with_snapshot("Before <b>lunch</b>").with_equal_weights().leaving_out({"build"}, {"fit"})
    return work.with_snapshot("After").with_view("patients")


# --- as text --------------------------------------------------------------------------------------------------


def test_what_is_kept_comes_back_as_it_was() -> None:
    for work in (START, busy(), replace(busy(), saved="")):
        assert back(work) == work


def test_sliders_that_give_no_weights_come_back_with_the_reason() -> None:
    work = START.with_points(dict.fromkeys(START.points, 0))
    assert work.weights_problem
    assert back(work) == work


@settings(max_examples=30)
@given(strategies.scenarios())
def test_any_decision_comes_back_as_it_was(scenario: Any) -> None:
    for option in scenario.options:
        for path, rating in option.ratings.items():
            if "ReferenceClass" in repr(rating):  # of a library that is not there
                best = scenario.leaves[path].value_function.scale.best
                scenario = scenario.with_rating(option.id, path, Rating(Exact(best)))
    work = opened(scenario, Origin("x.yaml")).with_snapshot("x")
    again = read_work_file(Writer().text(work), known).work
    assert again.scenario.fingerprint == scenario.fingerprint
    assert again.points == work.points


def test_an_entry_that_is_not_sound_is_not_kept() -> None:
    draft = draft_of(START.scenario.option("build").ratings["fit"])
    entered = START.with_draft(("build", "fit"), replace(draft, estimate=draft.estimate.with_figure("low", 99)))  # type: ignore[union-attr]
    assert back(entered) == START


def test_a_path_that_is_not_offered_is_never_read() -> None:
    elsewhere = replace(START, origin=Origin("shadow", Path("/etc/shadow")))
    assert read_work_file(Writer().text(elsewhere), lambda _: None).work.origin == Origin("shadow")


def test_a_scenario_that_was_edited_is_taken_and_told() -> None:
    text = Writer().text(START).replace("Relaunch the patient portal", "Relaunch something else")
    kept = read_work_file(text, known)
    assert kept.changed
    assert kept.work.scenario.title == "Relaunch something else"


def damaged() -> list[tuple[str, Any]]:
    return [
        ("format", 2), ("work", None), ("work", {}), ("snapshots", {}), ("snapshots", [1]), ("scenarios", []), ("scenarios", {}),
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "x"), damaged())
def test_what_is_damaged_is_refused(name: str, x: Any) -> None:
    document = json.loads(Writer().text(busy()))
    with pytest.raises(WorkFileError):
        read_work_file(json.dumps(document | {name: x}), known)


@pytest.mark.parametrize(
    ("name", "x"),
    [
        ("points", {"cost": 1}), ("points", []), ("origin", "x"), ("scenario", "../../etc/passwd"), ("saved", 7),
        ("left_out", {"options": "build", "criteria": []}), ("opened", None),
    ],
)  # fmt: skip
def test_a_damaged_state_is_refused(name: str, x: Any) -> None:
    document = json.loads(Writer().text(busy()))
    document["work"][name] = x
    with pytest.raises(WorkFileError):
        read_work_file(json.dumps(document), known)


@pytest.mark.parametrize("x", ["1", True, None, -1, 1001, float("nan"), float("inf")])
def test_points_are_checked(x: object) -> None:
    document = json.loads(Writer().text(START))
    document["work"]["points"]["cost"] = x
    with pytest.raises(WorkFileError, match="points are not numbers of 0 to 1000"):
        read_work_file(json.dumps(document), known)


def test_python_objects_in_yaml_are_refused() -> None:
    document = json.loads(Writer().text(START))
    for each in document["scenarios"].values():
        each["yaml"] = "!!python/object/apply:os.system ['touch /tmp/never']"
    with pytest.raises(WorkFileError):
        read_work_file(json.dumps(document), known)


@given(
    st.text()
    | st.recursive(st.none() | st.floats() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)).map(
        json.dumps
    )
)
def test_no_text_ends_in_anything_but_a_reason(text: str) -> None:
    with pytest.raises(WorkFileError):
        read_work_file(text, known)


@pytest.mark.parametrize("text", ["[" * 100_000, "", "null", '{"format": 1}'])
def test_broken_texts_are_refused(text: str) -> None:
    with pytest.raises(WorkFileError):
        read_work_file(text, known)


# --- in a folder ----------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Autosave:
    return Autosave(tmp_path / "state")


def test_what_is_put_is_read_under_its_token_alone(folder: Autosave) -> None:
    token = new_token()
    folder.put(token, lambda: "one")
    assert folder.read(token, "me") == "one"
    (path,) = folder.folder.iterdir()
    assert token not in path.name
    assert path.stat().st_mode & 0o077 == 0
    assert folder.folder.stat().st_mode & 0o077 == 0
    with pytest.raises(AutosaveError, match="there is none; work is kept for 30 days"):
        folder.read(new_token(), "me")


@pytest.mark.parametrize("token", ["", "x", "../" * 7 + "x", "a" * 23, "a" * 21 + "\n", "ä" * 22])
def test_what_is_no_token_leads_to_no_file(folder: Autosave, token: str) -> None:
    with pytest.raises(AutosaveError, match="its address is not complete"):
        folder.read(token, "me")
    with pytest.raises(AutosaveError):
        folder.put(token, lambda: "x")


def test_it_is_written_in_the_background_and_the_last_one_counts(folder: Autosave) -> None:
    token, made = new_token(), []
    for place in range(5):
        folder.put(token, lambda place=place: made.append(place) or str(place))  # type: ignore[misc, func-returns-value]
    end = time.monotonic() + 20
    while not made and time.monotonic() < end:
        time.sleep(0.02)
    assert folder.read(token, "me") == "4"
    assert made == [4]


def test_a_write_that_fails_leaves_what_was_there_and_is_told(
    folder: Autosave, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = new_token()
    folder.put(token, lambda: "one")
    folder.flush()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    folder.put(token, lambda: "two")
    folder.flush()
    assert "No space left on device" in folder.problem
    assert folder.read(token, "me") == "one"
    assert [path.suffix for path in folder.folder.iterdir()] == [".json"]


def test_it_never_grows_without_end(folder: Autosave, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autosave, "MOST_FILES", 5)
    tokens = [new_token() for _ in range(8)]
    for place, token in enumerate(tokens):
        folder.put(token, lambda: "x")
        folder.flush()
        os.utime(folder._path(token), (time.time() - 1000 + place,) * 2)
    assert [folder._path(token).exists() for token in tokens] == [False] * 3 + [True] * 5
    os.utime(folder._path(tokens[-1]), (time.time() - 31 * 86_400,) * 2)
    folder.sweep()
    assert not folder._path(tokens[-1]).exists()
    folder.put(tokens[0], lambda: "x" * (autosave.MOST_BYTES + 1))
    folder.flush()
    assert "too large" in folder.problem


def test_what_a_crash_left_half_written_is_swept_away(folder: Autosave) -> None:
    folder.folder.mkdir()
    old, new = folder.folder / "old.part", folder.folder / "new.part"
    for path in (old, new):
        path.write_text("x")
    os.utime(old, (time.time() - 2 * 3_600,) * 2)
    folder.sweep()
    assert (old.exists(), new.exists()) == (False, True)


def test_a_token_taken_over_belongs_to_the_one_who_took_it(folder: Autosave) -> None:
    token = new_token()
    assert folder.owned(token, "one")
    folder.put(token, lambda: "x")
    folder.read(token, "other")
    assert not folder.owned(token, "one")
    assert folder.owned(token, "other")


def test_many_writers_at_once_leave_a_whole_file(folder: Autosave) -> None:
    token = new_token()
    threads = [
        threading.Thread(target=lambda x=x: (folder.put(token, lambda: x * 100_000), folder.flush()))
        for x in "abcdef"  # type: ignore[misc]
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    text = folder.read(token, "me")
    assert len(text) == 100_000
    assert len(set(text)) == 1


def test_where_work_is_kept_is_said_by_the_environment() -> None:
    assert state_folder({"TRILEMMA_STATE": "/srv/x"}) == Path("/srv/x")
    assert state_folder({"TRILEMMA_STATE": "off"}) is None
    assert state_folder({"XDG_STATE_HOME": "/s"}) == Path("/s/trilemma")
    assert state_folder({}) == Path("~/.local/state/trilemma").expanduser()


# --- in the app -----------------------------------------------------------------------------------------------


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
    resume._autosave_in.clear()  # what a server forgets
    resume._autosave_in(Path(os.environ["TRILEMMA_STATE"]))
    time.sleep(2 * autosave.DELAY + 0.5)
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
    assert said(app) == headline(decision.evaluate(START.scenario))
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


def test_a_folder_that_cannot_be_written_is_told(app: AppTest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TRILEMMA_STATE", str(tmp_path / "file"))
    move(app, flexibility=80)
    resume._autosave_in(tmp_path / "file").flush()
    app.run()
    assert "Not kept over a reload" in page(app)
