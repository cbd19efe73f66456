"""Money in a real browser: sliders that sum by themselves, within a frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.analysis.cash.plans import PATIENTS
from tests.browser.conftest import go
from tests.browser.test_app import upload

Visit = Callable[..., Any]


def test_the_scale_and_the_horizon_move_in_the_browser(visit: Visit) -> None:
    page = visit()
    upload(page, "Relaunch the patient portal", "patients.yaml", PATIENTS.replace("INFLATION", "").encode())
    expect(page.locator(".st-key-menu button")).to_contain_text("A portal by patients")
    go(page, "Money")
    said = page.get_by_role("status").filter(has_text="see who costs least")
    expect(said).to_be_visible()
    driver = page.get_by_role("slider", name="Active patients in year 1")
    driver.evaluate("e => { e.value = e.max; e.dispatchEvent(new Event('input', {bubbles: true})); }")
    expect(page.get_by_text("Over 5 years with")).to_contain_text("Build costs least")
    page.get_by_role("slider", name="Over how many years").evaluate(
        "e => { e.value = 1; e.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    expect(page.get_by_text("Over 1 year with")).to_contain_text("Buy costs least")
    page.get_by_role("radio", name="In each year").check()
    expect(page.get_by_role("img", name="Money in each year")).to_be_visible()
    page.get_by_role("button", name="As uncertain as it is").click()
    expect(page.get_by_text("Over 1 year Buy")).to_be_visible()
