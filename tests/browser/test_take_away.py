"""What is taken away is looked at first, in a frame that reaches nothing of the app; making it can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

import decision
from decision.outputs.words.scoring import headline
from tests.browser.conftest import go, sync_api
from tests.ui.conftest import ROOT
from tests.ui.session.test_bounds import yaml_of

Visit = Callable[..., Any]
expect = sync_api.expect
SCENARIO = decision.load(ROOT / "scenarios" / "health-centre-portal.yaml")


def make(page: Any, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def take(page: Any, file: str) -> bytes:
    with page.expect_download() as got:
        page.get_by_role("button", name=f"Download {file}", exact=True).click()
    assert got.value.suggested_filename == file
    return Path(got.value.path()).read_bytes()


def test_a_file_is_looked_at_and_taken_away(visit: Visit) -> None:
    page = visit()
    expect(page.get_by_role("heading", level=1)).to_have_text(headline(decision.evaluate(SCENARIO)))
    page.get_by_role("link", name="Take it away").click()
    make(page, "Interactive brief")
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("slider")).to_have_count(len(SCENARIO.criteria))
    inside = next(each for each in page.frames if each.url.startswith("data:text/html"))
    reached = "() => { try { return window.parent.document.title } catch (error) { return error.name } }"
    assert inside.evaluate(reached) == "SecurityError"
    assert take(page, "health-centre-portal-brief.html").startswith(b"<!DOCTYPE html>")
    make(page, "Workbook")
    expect(page.get_by_role("region", name="Sheet Summary")).to_contain_text("Relaunch the patient portal")
    assert "Trail" in openpyxl.load_workbook(BytesIO(take(page, "health-centre-portal.xlsx"))).sheetnames
    make(page, "CSV, decimal commas")
    assert take(page, "health-centre-portal-decimal-commas.csv").startswith(b"\xef\xbb\xbfkind;id;")
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.get_by_role("button", name="Download health-centre-portal")).to_have_count(0)


def test_making_a_file_can_be_stopped_and_begun_again(visit: Visit) -> None:
    page = visit()
    page.get_by_role("button", name=SCENARIO.title).first.click()
    large = {"name": "large.yaml", "mimeType": "application/yaml", "buffer": yaml_of(30, 60)}
    page.locator("input[type=file]").set_input_files(large)
    expect(page.get_by_role("slider")).to_have_count(60)  # so that it is open
    go(page, "Take away")
    make(page, "Workbook")
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_text("Stopped before the end")).to_be_visible()
    expect(page.get_by_role("button", name="Download large.xlsx", exact=True)).to_have_count(0)
    page.get_by_role("button", name="Work it out", exact=True).click()
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_text("Stopped before the end")).to_be_visible()
