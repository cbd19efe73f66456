"""What the app is started with: its settings, and that it asks nobody outside who we are."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import tomllib
import webbrowser
from pathlib import Path

import pytest
import requests
from streamlit import config
from streamlit.testing.v1 import AppTest
from streamlit.web import cli
from streamlit.web.server import server_util
from streamlit.web.server.app_discovery import discover_asgi_app

from decision.ui import start
from decision.ui.start import __main__ as starter
from decision.ui.start import ending, serving
from tests.ui.conftest import ROOT

SETTINGS = ROOT / "decision" / "ui" / "start" / ".streamlit" / "config.toml"


def flat(section: dict[str, object], above: str = "") -> dict[str, object]:
    found: dict[str, object] = {}
    for name, each in section.items():
        found |= flat(each, f"{above}{name}.") if isinstance(each, dict) else {f"{above}{name}": each}
    return found


def test_the_settings_beside_the_checkouts_script_are_those_of_the_package() -> None:
    beside = ROOT / ".streamlit" / "config.toml"
    assert beside.read_bytes() == SETTINGS.read_bytes(), (
        f"{beside} is a copy: change {SETTINGS} and copy it over the other"
    )


def test_every_setting_is_one_that_streamlit_knows() -> None:
    known = config.get_config_options()
    settings = flat(tomllib.loads(SETTINGS.read_text(encoding="utf-8")))
    assert len(settings) > 20
    assert [name for name in settings if name not in known] == []


def test_it_listens_on_this_machine_only_unless_told_otherwise() -> None:
    settings = flat(tomllib.loads(SETTINGS.read_text(encoding="utf-8")))
    assert settings["server.address"] == "127.0.0.1"
    assert settings["browser.serverAddress"] == "127.0.0.1"  # set, nothing is looked up whatever is listened on
    assert settings["browser.gatherUsageStats"] is False


def test_streamlit_finds_the_settings_beside_the_script_that_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "_main_script_path", str(starter.LAUNCHER))
    assert str(SETTINGS) in config.get_config_files("config.toml")


def test_flags_are_passed_on_to_streamlit(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[list[str]] = []
    monkeypatch.setattr(cli, "main", lambda args, prog_name: given.append(args))
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    starter.main(["--server.port=9000"])
    assert given == [["run", str(starter.LAUNCHER), "--server.port=9000"]]
    assert starter.LAUNCHER.is_file()


@pytest.mark.parametrize("script", [ROOT / "app.py", starter.LAUNCHER])
def test_streamlit_finds_the_server_that_we_mean(script: Path) -> None:
    assert discover_asgi_app(script).app_name == "app"  # by its text: nothing is run


@pytest.mark.parametrize("headless", [True, False])
def test_a_window_is_opened_where_one_is_wanted_and_all_is_written_at_the_end(
    monkeypatch: pytest.MonkeyPatch, *, headless: bool
) -> None:
    opened: list[str] = []
    ended: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    monkeypatch.setattr(ending, "end_all_work", lambda: ended.append("work"))
    monkeypatch.setattr(ending, "write_what_waits", lambda: ended.append("written"))
    monkeypatch.setattr(serving, "begin_to_warm_up", lambda: None)
    monkeypatch.setattr(config, "get_option", {"server.headless": headless, "browser.serverAddress": "x"}.get)
    monkeypatch.setattr(serving.server_util, "get_url", lambda address: f"http://{address}:1")

    async def serve() -> None:
        async with serving.while_served(None):
            assert ended == []

    asyncio.run(serve())
    assert opened == ([] if headless else ["http://x:1"])
    assert ended == ["work", "written"]


def test_a_page_from_elsewhere_is_refused_without_a_question_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(requests, "get", lambda url, **more: asked.append(url))
    start.own_address.never_look_up_our_address()
    assert not server_util.is_url_from_allowed_origins("https://elsewhere.example")
    assert asked == []


def test_without_our_word_streamlit_would_ask_outside() -> None:
    # in a process of its own, for the word has been given in this one; should this fail, the word is no longer needed
    code = (
        "import requests\n"
        "asked = []\n"
        "requests.get = lambda url, **more: asked.append(url)\n"
        "from streamlit.web.server import server_util\n"
        "server_util.is_url_from_allowed_origins('https://elsewhere.example')\n"
        "print(len(asked))\n"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert int(result.stdout) > 0, result.stderr


def test_the_script_of_the_package_shows_what_the_checkouts_shows() -> None:
    shown = []
    for script in (ROOT / "app.py", serving.SCRIPT):
        app = AppTest.from_file(str(script), default_timeout=60)
        app.session_state["plain"] = True
        app.run()
        assert not app.exception
        shown.append([each.value for each in app.markdown] + [each.label for each in app.button])
    assert shown[0] == shown[1]
    assert shown[0]


def test_what_pages_need_is_there_before_the_first_visitor() -> None:
    # in a process of its own, for here everything has been brought in
    code = (
        "import sys\n"
        "from decision.ui.start import warm_up\n"
        "warm_up.warm_up()\n"
        "before = set(sys.modules)\n"
        "from streamlit.testing.v1 import AppTest\n"
        "app = AppTest.from_file('app.py', default_timeout=60)\n"
        "app.session_state['plain'] = True\n"
        "assert not app.run().exception\n"
        "print(*(each for each in set(sys.modules) - before if each.startswith(('decision.', 'pandas.', 'scipy.'))\n"
        "    and not each.startswith(('decision.ui.start', 'decision.threads'))))\n"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert result.stdout.strip() == ""
