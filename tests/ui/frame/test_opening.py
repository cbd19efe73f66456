"""The menu in which a scenario of the folder is chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import decision
from decision.outputs.words.scoring import headline
from decision.outputs.words.simulation import surety_in_short
from decision.ui.session.bounds import draws_on_pages
from decision.ui.session.sureties import Sureties
from decision.ui.storage import scenario_folder
from decision.ui.storage.scenario_folder import FOLDER
from tests.ui.conftest import ROOT
from tests.ui.decide.test_page import said
from tests.ui.storage.test_scenario_folder import SMALL, put


@pytest.fixture
def menu(start: Callable[[], AppTest]) -> Callable[[], AppTest]:
    def menu() -> AppTest:
        app = start()
        app.session_state["menu"] = True
        app.run()
        assert not app.exception
        return app

    return menu


def rows(app: AppTest) -> list[tuple[str, str]]:
    """Of every scenario in the menu, its title and what stands below it."""
    chooser = app.radio(key="scenario_choice")
    return list(zip(chooser.options, chooser.proto.captions, strict=True))


@pytest.fixture
def sureties(monkeypatch: pytest.MonkeyPatch) -> Sureties:
    """None that was worked out before."""
    fresh = Sureties()
    monkeypatch.setattr(scenario_folder, "SURETIES", fresh)
    return fresh


def test_each_scenario_is_told_by_title_line_and_headline_and_soon_by_how_sure_it_is(
    menu: Callable[[], AppTest], sureties: Sureties
) -> None:
    app = menu()
    sureties.wait()
    shown = dict(rows(app.run()))
    for path in (ROOT / "scenarios").glob("*.yaml"):
        scenario = decision.load(path)
        line, _, comes_of_it = shown[scenario.title].partition("  \n")
        evaluation = decision.evaluate(scenario)
        result = decision.simulate(scenario, draws=draws_on_pages(scenario), weights="stated")
        assert comes_of_it == f"{headline(evaluation, result)} {surety_in_short(result, evaluation.joint_leaders)}"
        assert line
        assert path.stem not in shown[scenario.title]


def test_of_many_some_are_shown_and_more_when_asked(
    menu: Callable[[], AppTest], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    for number in range(30):
        put(tmp_path, f"{number:02}.yaml", SMALL.format(title=f"Number {number}", fit=number / 10))
    app = menu()
    assert [title for title, _ in rows(app)] == [f"Number {number}" for number in range(12)]
    assert app.button(key="more").label == "Show 12 more of 18"
    app.button(key="more").click().run()
    assert len(rows(app)) == 24
    assert app.button(key="more").label == "Show 6 more of 6"
    app.button(key="more").click().run()
    assert len(rows(app)) == 30
    assert "more" not in [button.key for button in app.button]
    app.radio(key="scenario_choice").set_value(str(tmp_path / "29.yaml")).run()
    assert said(app) == "B leads A by 21.0 points."


def test_what_is_open_is_among_those_shown(
    menu: Callable[[], AppTest], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    for number in range(14):
        put(tmp_path, f"{number:02}.yaml", "format: 2\n" if number < 13 else SMALL.format(title="Sound", fit=1))
    app = menu()  # the first that can be read
    assert len(rows(app)) == 13
    assert rows(app)[-1] == ("Sound", "Our wiki is full.  \nB leads A by 40.0 points.")
    title, fault = rows(app)[0]
    assert title == "00.yaml (cannot be read)"
    assert "fault" in fault
    assert app.radio(key="scenario_choice").value == str(tmp_path / "13.yaml")


def test_two_of_one_title_are_told_apart_by_their_files(
    menu: Callable[[], AppTest], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    put(tmp_path, "x.yaml", SMALL.format(title="Wiki", fit=1))
    put(tmp_path, "y.yaml", SMALL.format(title="Wiki", fit=9))
    assert [title for title, _ in rows(menu())] == ["Wiki (x.yaml)", "Wiki (y.yaml)"]
