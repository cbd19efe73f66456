"""The table of all ratings, typed in as a hand types: cell after cell, without a pause."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import go, once, sync_api

Visit = Callable[..., Any]
expect = sync_api.expect
FIT, FIRST = 5, 1  # the last row; the first option's column
NAMES, COLUMN, ROW = 150, 120, 35  # pixels


def opened(page: Any) -> None:
    go(page, "Ratings")
    page.get_by_role("tab", name="All ratings").click()
    page.wait_for_function("document.querySelector('[data-testid=data-grid-canvas]')?.width > 0")


def understood(page: Any) -> Any:
    return once(page.get_by_role("region", name="How each rating is understood"))


def test_cells_are_typed_one_after_another_and_undone_one_by_one(visit: Visit) -> None:
    page = visit()
    opened(page)
    page.locator(".stDataFrameGlideDataEditor").first.click(
        position={"x": NAMES + COLUMN * (FIRST - 1) + 40, "y": ROW * (FIT + 1) + 17}
    )
    field = page.locator("#portal textarea")
    for typed in ("3-8", "3 5 8", "four"):  # as soon as a cell takes it, whether the app has answered or not
        page.keyboard.type(typed[0])
        expect(field).to_have_value(typed[0])
        page.keyboard.type(typed[1:], delay=50)  # as long as a hand takes
        expect(field).to_have_value(typed)
        page.wait_for_timeout(50)
        page.keyboard.press("Tab")
        expect(field).to_have_count(0)
    row = understood(page).get_by_role("row", name="Fit")
    expect(row.get_by_role("cell").nth(0)).to_contain_text("3 to 8, anything alike")
    expect(row.get_by_role("cell").nth(1)).to_contain_text("most likely 5 (3 to 8)")
    expect(row.get_by_role("cell").nth(2)).to_contain_text("not taken")
    expect(once(page.get_by_role("alert"))).to_contain_text("“four” is not a rating")
    beside = page.get_by_test_id("data-grid-canvas").locator("td", has_text="3 to 8, anything alike")
    expect(beside).to_have_count(1)  # in the table itself, which has stayed
    page.get_by_role("button", name="Put back what counts").click()
    expect(page.get_by_text("not taken")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(row.get_by_role("cell").nth(1)).not_to_contain_text("most likely 5 (3 to 8)")
    expect(row.get_by_role("cell").nth(0)).to_contain_text("3 to 8, anything alike")
    page.get_by_role("button", name="Undo").click()
    expect(row.get_by_role("cell").nth(0)).to_contain_text("most likely 7 (4 to 9)")
    assert page.get_by_role("button", name="Download as CSV").count() == 0


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (390, 844)])
def test_it_stays_within_three_screens_and_scrolls_by_itself_alone(visit: Visit, width: int, height: int) -> None:
    page = visit(width, height)
    opened(page)
    expect(understood(page)).to_be_visible()
    main = page.get_by_test_id("stMain")
    tall, wide, seen = main.evaluate("each => [each.scrollHeight, each.scrollWidth, each.clientWidth]")
    assert tall <= 3 * height
    assert wide <= seen
