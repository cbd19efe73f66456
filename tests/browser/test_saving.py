"""Saving in a browser: the download and the file in the folder are the same bytes, and keep the lines there were."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE, ROOT, answer, free_port, go, once, serving, started
from tests.browser.test_app import download, slider

BEFORE = b"fit: 50            # settled"


def move_fit(page: Any) -> None:
    once(slider(page, "Fit")).press("ArrowRight")
    expect(once(page.get_by_text("Not yet downloaded"))).to_be_visible()


def test_what_is_saved_in_the_folder_is_what_is_downloaded(browser: Any, tmp_path: Path) -> None:
    folder = tmp_path / "scenarios"
    folder.mkdir()
    file = Path(shutil.copy(ROOT / "tests" / "files" / "layouts" / "comments.yaml", folder))
    raw = file.read_bytes()
    committed(folder)
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true", f"--server.port={port}"]
    environment = {name: x for name, x in os.environ.items() if not name.startswith("STREAMLIT_")}
    environment |= {"TRILEMMA_STATE": str(tmp_path / "kept"), "TRILEMMA_SCENARIOS": str(folder)}
    with serving(command, port, ROOT, environment):
        page = browser.new_context(viewport={"width": 1280, "height": 720}, accept_downloads=True).new_page()
        page.goto(f"http://127.0.0.1:{port}")
        answer(page)
        move_fit(page)
        page.get_by_role("button", name="Save as YAML").click()
        once(page.get_by_role("button", name="Save in comments.yaml"))
        _, content = download(page, "Download the YAML file")
        assert content == raw.replace(BEFORE, b"fit: 51            # settled")
        expect(page.get_by_text("Not yet downloaded")).to_have_count(0)
        page.keyboard.press("Escape")
        move_fit(page)
        page.get_by_role("button", name="Save as YAML").click()
        page.get_by_role("button", name="Save in comments.yaml").click()
        expect(page.get_by_text("Not yet downloaded")).to_have_count(0)
        assert file.read_bytes() == raw.replace(BEFORE, b"fit: 52            # settled")
        # the way from the file to the work as it stands, and from the commit to the file
        move_fit(page)
        go(page, "Compare")
        expect(once(page.get_by_text("Weight of Fit"))).to_be_visible()
        expect(once(page.locator(".st-key-waterfall svg.marks, .st-key-waterfall canvas"))).to_be_visible()
        once(page.get_by_text("How the decision moved, commit by commit.")).click()
        expect(once(page.get_by_text("Two versions: "))).to_be_visible()
        expect(once(page.get_by_text("As it was agreed"))).to_be_visible()
        expect(once(page.locator(".st-key-history svg.marks, .st-key-history canvas"))).to_be_visible()


def committed(folder: Path) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for call in (["init", "-q", "."], ["add", "."], [*who, "commit", "-qm", "As it was agreed"]):
        subprocess.run(["git", *call], cwd=folder, check=True)


def test_that_a_change_is_not_kept_is_said_without_being_asked(browser: Any, tmp_path: Path) -> None:
    port = free_port()
    with started(port, tmp_path):
        page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
        page.goto(f"http://127.0.0.1:{port}")
        answer(page)
        move_fit(page)
        kept = the_file_in(tmp_path)
        kept.unlink()
        (kept / "in the way").mkdir(parents=True)  # of this file, and of nobody else's
        move_fit(page)  # and no hand does anything after it
        mark = page.get_by_text("Not kept over a reload")
        expect(mark).to_be_visible()
        shutil.rmtree(kept)
        expect(mark).to_have_count(0)
        assert the_file_in(tmp_path) == kept


def the_file_in(folder: Path) -> Path:
    """The one work that is kept there, once it is."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        there = [each for each in folder.iterdir() if each.is_file() and each.suffix == ".json"]
        if there:
            return there[0]
        time.sleep(0.05)
    raise TimeoutError("no work was kept")
