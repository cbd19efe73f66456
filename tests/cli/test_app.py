"""``app``: what it starts, for whom, and with which scenarios. The started app itself: tests/browser/test_installed.py."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from decision.cli import app, main, own_package

Captured = pytest.CaptureFixture[str]
Started = Callable[..., tuple[list[str], dict[str, str]]]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Started:
    """What a call would become: its command and its environment."""
    monkeypatch.delenv("TRILEMMA_SCENARIOS", raising=False)
    monkeypatch.chdir(tmp_path)
    became: list[tuple[list[str], dict[str, str]]] = []

    def become(command: list[str], environment: dict[str, str]) -> None:
        became.append((command, environment))
        raise SystemExit(0)  # as a process that became another, it does not come back

    monkeypatch.setattr(app, "_become", become)
    monkeypatch.setattr(app.os, "name", "posix")

    def started(*arguments: str) -> tuple[list[str], dict[str, str]]:
        with pytest.raises(SystemExit):
            main(["app", *arguments])
        return became[-1]

    return started


def test_without_a_word_it_listens_where_the_settings_say_and_shows_the_examples(started: Started) -> None:
    command, environment = started()
    assert command == [sys.executable, "-P", "-m", "decision.ui.start"]
    assert "TRILEMMA_SCENARIOS" not in environment


def test_a_folder_of_scenarios_where_it_is_started_is_taken(started: Started, tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    assert started()[1]["TRILEMMA_SCENARIOS"] == str(tmp_path / "scenarios")


def test_what_the_environment_names_goes_before_the_folder_where_it_is_started(
    started: Started, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "scenarios").mkdir()
    monkeypatch.setenv("TRILEMMA_SCENARIOS", "/srv/scenarios")
    assert started()[1]["TRILEMMA_SCENARIOS"] == "/srv/scenarios"


def test_the_folder_that_is_named_goes_before_all(
    started: Started, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "ours").mkdir()
    monkeypatch.setenv("TRILEMMA_SCENARIOS", "/srv/scenarios")
    assert started("ours")[1]["TRILEMMA_SCENARIOS"] == str(tmp_path / "ours")


def test_port_address_and_window_are_passed_on(started: Started, capsys: Captured) -> None:
    command, _ = started("--port", "9000", "--address", "192.0.2.7", "--no-browser")
    assert command[4:] == [
        "--server.port=9000",
        "--server.address=192.0.2.7",
        "--browser.serverAddress=192.0.2.7",
        "--server.headless=true",
    ]
    assert "whoever reaches 192.0.2.7 can see and change" in capsys.readouterr().err


@pytest.mark.parametrize("address", ["0.0.0.0", "::"])  # noqa: S104  # asked for, not bound
def test_on_every_address_it_is_still_opened_on_one(started: Started, address: str) -> None:
    # without one of its own, Streamlit would ask a server outside for it
    assert "--browser.serverAddress=127.0.0.1" in started("--address", address)[0]


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_nobody_is_warned_of_this_machine(started: Started, address: str, capsys: Captured) -> None:
    started("--address", address)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere"], "there is no folder nowhere; name one with scenarios"),
        (["file.yaml"], "file.yaml is a file; name the folder that it lies in"),
        (["--json"], "the app answers in a browser, not as JSON"),
        (["--port", "0"], "a port is a whole number from 1 to 65535 (got 0)"),
        (["--port", "65536"], "from 1 to 65535 (got 65536)"),
        (["--port", "0065535000"], "from 1 to 65535"),
        (["--port", "http"], "from 1 to 65535 (got http)"),
    ],
)
def test_a_call_that_cannot_work_says_so(
    arguments: list[str], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file.yaml").touch()
    assert main(["app", *arguments]) == 2
    assert says in capsys.readouterr().err


def test_without_streamlit_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert main(["app"]) == 1
    assert capsys.readouterr().err == (
        "app: Streamlit is not installed here; install Trilemma with all its requirements\n"
    )


def test_another_python_finds_a_checkout_by_its_folder_and_what_is_installed_by_itself(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(own_package, "_ABOVE", tmp_path)
    found = own_package.finding_us({"PYTHONPATH": "/theirs"})["PYTHONPATH"]
    assert found == f"{tmp_path}{os.pathsep}/theirs"
    monkeypatch.setattr(own_package.sysconfig, "get_path", lambda name: str(tmp_path))
    assert own_package.finding_us({"PYTHONPATH": "/theirs"}) == {"PYTHONPATH": "/theirs"}


@pytest.mark.parametrize(("child", "status"), [(0, 0), (3, 1)])
def test_where_a_process_cannot_become_another_it_waits_for_it(
    child: int, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app.os, "name", "nt")
    assert app._serve([sys.executable, "-c", f"raise SystemExit({child})"], dict(os.environ)) == status


def test_a_python_that_cannot_be_started_is_said_plainly(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setattr(app.sys, "executable", "/nowhere/python")
    assert main(["app"]) == 1
    assert capsys.readouterr().err == (
        "app: /nowhere/python cannot be started (No such file or directory); check the rights\n"
    )


def test_the_address_that_others_reach_it_under_is_told_or_refused(
    started: Started, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TRILEMMA_PUBLIC_URL", raising=False)
    assert "TRILEMMA_PUBLIC_URL" not in started()[1]
    assert (
        started("--public-url", "https://decide.example.org/")[1]["TRILEMMA_PUBLIC_URL"] == "https://decide.example.org"
    )
    for wrong in ("decide.example.org", "ftp://x", "http://[", "https://x/?a=b"):
        assert main(["app", "--public-url", wrong]) == 2
        assert "is no address of an app; write it as https://" in capsys.readouterr().err
