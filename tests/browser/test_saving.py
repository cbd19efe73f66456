"""Saving in a browser: the download and the file in the folder are the same bytes, and keep the lines there were."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import ROOT, answer, free_port, once, serving
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
