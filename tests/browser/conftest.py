"""The app, really started, and a real Chromium to drive it. Skipped, with the reason shown, where there is none."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from decision.ui.frame.pages import page_called

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

ROOT = Path(__file__).resolve().parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 60  # seconds; generous, for it is only spent where something is wrong, or the machine is busy
sync_api.expect.set_options(timeout=PATIENCE * 1000)  # here alone: it holds for every file, whichever of them are run


def once(locator: Any) -> Any:
    """What is shown once, waited for: while Streamlit puts a new page in place of the old, both may be there."""
    sync_api.expect(locator).to_have_count(1)
    return locator.first


def answer(page: Any) -> Any:
    """The answer, the heading of every page."""
    return once(page.get_by_role("heading", level=1))


def at_rest(page: Any) -> None:
    """Wait until the page is drawn to its end."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=PATIENCE * 1000)


def go(page: Any, title: str, **click: Any) -> None:
    """To another page: by the pages beside this one, by the places at the top, or on a phone by the drawer."""
    beside = page.locator(".st-key-beside").get_by_role("link", name=title, exact=True)
    if page.viewport_size["width"] < 769:
        page.get_by_test_id("stExpandSidebarButton").click()
        page.get_by_test_id("stSidebar").get_by_role("link", name=title, exact=True).click(**click)
    elif beside.count():
        beside.click(**click)
    else:
        place = page_called(title).place
        page.get_by_test_id("stTopNav").get_by_role("button", name=place, exact=True).click(**click)
        page.get_by_role("menuitem", name=title, exact=True).click()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the started app keeps work and rooms."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="session")
def address(kept: Path) -> Iterator[str]:
    """Where the started app listens."""
    port = free_port()
    with started(port, kept):
        yield f"http://127.0.0.1:{port}"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextlib.contextmanager
def started(port: int, kept: Path) -> Iterator[None]:
    """The app, listening on `port` and keeping work in `kept`, until it is ended as a service manager ends it."""
    command = [
        sys.executable, "-m", "streamlit", "run", "app.py",
        "--server.headless=true", f"--server.port={port}",
    ]  # fmt: skip
    # a folder without rights of its own: nothing of the user's configuration may change what is tested
    environment = {name: x for name, x in os.environ.items() if not name.startswith("STREAMLIT_")}
    environment["TRILEMMA_STATE"] = str(kept)
    with serving(command, port, ROOT, environment):
        yield


@contextlib.contextmanager
def serving(
    command: list[str], port: int, folder: Path, environment: dict[str, str], health: str = "_stcore/health"
) -> Iterator[None]:
    """What `command` serves on `port`, started in `folder`, until it is ended."""
    server = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        _wait_for(f"http://127.0.0.1:{port}/{health}", server)
        yield
    finally:
        server.terminate()
        server.communicate(timeout=PATIENCE)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if server.poll() is not None:
            output = server.stdout.read().decode("utf-8", "replace") if server.stdout else ""
            pytest.fail(f"the app ended with status {server.returncode}:\n{output}")
        with contextlib.suppress(OSError, urllib.error.URLError):
            urllib.request.urlopen(address, timeout=1).close()  # noqa: S310  # our own address
            return
        time.sleep(0.05)
    pytest.fail(f"the app did not answer within {PATIENCE} seconds")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"no browser is installed: none of {', '.join(BROWSERS)} is on the path")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Callable[..., Any]]:
    """Open the app in a window of its own; nothing may be complained of in its console, or fetched from elsewhere."""
    complaints: list[str] = []
    contexts = []

    def is_complaint(message: Any) -> bool:
        # loaded below the root, Streamlit's own page looks for its server there first
        return message.type == "error" and "/_stcore/" not in message.location.get("url", "")

    def visit(width: int = 1280, height: int = 720, **more: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": height}, accept_downloads=True, **more)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.on("console", lambda message: complaints.append(message.text) if is_complaint(message) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((address, "data:", "blob:"))
                else complaints.append(f"fetched {request.url}")
            ),
        )
        page.on("dialog", lambda dialog: (complaints.append(f"a script ran: {dialog.message}"), dialog.dismiss()))
        page.goto(address)
        page.get_by_role("heading", level=1).wait_for()
        return page

    yield visit
    for context in contexts:
        context.close()
    assert not complaints
