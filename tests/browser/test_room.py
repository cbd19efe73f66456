"""What a workshop counts on, in a real browser: undo, and work that outlasts a reload and a restart."""

from __future__ import annotations

import contextlib
import re
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import decision
from decision.outputs.words.scoring import headline
from tests.browser.conftest import PATIENCE, answer, go, once, started, sync_api
from tests.ui.conftest import ROOT

Visit = Callable[..., Any]
expect = sync_api.expect

SCENARIO = decision.load(ROOT / "scenarios" / "health-centre-portal.yaml")


def moved(**points: float) -> str:
    """The headline with some weights moved."""
    stated = {criterion.id: criterion.weight or 0.0 for criterion in SCENARIO.criteria}
    return headline(decision.evaluate(SCENARIO.with_weights(stated | points)))


def says(page: Any, words: str) -> None:
    expect(answer(page)).to_have_text(words)


def to_end(page: Any, name: str) -> None:
    each = page.get_by_role("slider", name=name)
    each.focus()
    each.press("End")


def test_a_change_is_undone_by_button_and_by_keyboard(visit: Visit) -> None:
    page = visit()
    says(page, moved())
    to_end(page, "Flexibility")
    says(page, moved(flexibility=100))
    page.get_by_role("button", name="Undo").click()
    says(page, moved())
    page.get_by_role("button", name="Redo").click()
    says(page, moved(flexibility=100))
    page.get_by_role("slider", name="Flexibility").focus()
    page.keyboard.press("Control+z")
    says(page, moved())
    page.keyboard.press("Control+Shift+z")
    says(page, moved(flexibility=100))


def at(page: Any, name: str) -> Any:
    return page.get_by_role("slider", name=name, exact=True)


def drag(page: Any, name: str, start: int, end: int) -> None:
    box = at(page, name).bounding_box()
    y, left, width = box["y"] + box["height"] / 2, box["x"] + 10, box["width"] - 20
    page.mouse.move(left + width * start / 100, y)
    page.mouse.down()
    page.mouse.move(left + width * end / 100, y, steps=4)
    page.mouse.up()


def test_every_gesture_is_a_step_and_undo_loses_no_state(visit: Visit) -> None:
    page = visit()
    says(page, moved())
    cost, undo = at(page, "Cost"), page.get_by_role("button", name="Undo")
    drag(page, "Cost", 15, 45)
    cost.dblclick(position={"x": 20, "y": 14})  # at once, while what was dragged is still on its way
    expect(cost).to_have_value("15")
    drag(page, "Cost", 15, 35)
    drag(page, "Cost", 35, 55)
    expect(cost).to_have_value("55")
    for x in (35, 15, 45, 15):
        undo.click()
        expect(cost).to_have_value(str(x))
    expect(undo).to_be_disabled()


def test_a_press_of_a_key_is_a_step_however_long_it_is_held(visit: Visit) -> None:
    page = visit()
    says(page, moved())
    cost = at(page, "Cost")
    cost.press("End")
    cost.press("Home")
    for _ in range(3):
        page.keyboard.down("ArrowRight")
    page.keyboard.up("ArrowRight")
    expect(cost).to_have_value("3")
    for x in (0, 100, 15):
        page.get_by_role("button", name="Undo").click()
        expect(cost).to_have_value(str(x))


def test_a_reload_on_any_page_keeps_the_work(visit: Visit) -> None:
    page = visit()
    to_end(page, "Flexibility")
    says(page, moved(flexibility=100))
    page.wait_for_url(re.compile(r"\?w="))
    page.reload()
    says(page, moved(flexibility=100))
    go(page, "Compare")
    expect(answer(page)).to_contain_text("disagree")
    page.wait_for_url(re.compile(r"/compare\?w="))
    page.reload()
    expect(answer(page)).to_contain_text("disagree")
    go(page, "Decide")
    says(page, moved(flexibility=100))


def test_a_restart_of_the_server_keeps_the_work(browser: Any, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with contextlib.closing(browser.new_context(viewport={"width": 1280, "height": 720})) as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        with started(port, tmp_path):
            page.goto(f"http://127.0.0.1:{port}")
            says(page, moved())
            to_end(page, "Flexibility")
            says(page, moved(flexibility=100))
            page.wait_for_url(re.compile(r"\?w="))
        with started(port, tmp_path):
            page.reload()
            says(page, moved(flexibility=100))


def test_a_link_opens_the_weights_that_it_was_made_from(visit: Visit) -> None:
    page = visit()
    to_end(page, "Flexibility")
    says(page, moved(flexibility=100))
    page.get_by_role("button", name="Share", exact=True).click()
    link = page.locator("[data-testid=stCode]").text_content()
    assert "?scenario=health-centre-portal&weights=cost:15" in link
    other = page.context.browser.new_context().new_page()
    other.goto(link.strip())
    says(other, moved(flexibility=100))
    other.reload()
    says(other, moved(flexibility=100))
    to_end(other, "Cost")
    other.wait_for_url(re.compile(r"\?w="))
    assert "weights" not in other.url
    other.context.close()


@pytest.mark.parametrize(
    "nonsense",
    [
        "weights=<script>alert(1)</script>",
        "weights=cost:1e9,fit:nan",
        "scenario=../../etc/passwd",
        "w=<script>alert(1)</script>",
        "w=aaaaaaaaaaaaaaaaaaaaaa",
    ],
)
def test_an_address_with_nonsense_is_told_and_nothing_runs(visit: Visit, address: str, nonsense: str) -> None:
    page = visit()
    page.goto(f"{address}/?{nonsense}")
    expect(once(page.get_by_role("alert"))).to_contain_text("cannot be")
    says(page, moved())  # what a script does would be complained of by the fixture


SMALL = """() => [...document.querySelectorAll('[data-testid=stMain] *, #vg-tooltip-element *')].filter(each => {
  const box = each.getBoundingClientRect(), style = getComputedStyle(each);
  const text = [...each.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
  if (!text || box.width < 2 || box.height < 2 || style.visibility === 'hidden' || style.opacity === '0') return false;
  let zoom = 1;
  for (let up = each; up; up = up.parentElement) zoom *= parseFloat(getComputedStyle(up).zoom || 1);
  return parseFloat(style.fontSize) * zoom < 19.99;
}).map(each => each.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize("name", ["Decide", "Structure", "Ratings", "How sure", "Compare"])
def test_presenting_shows_nothing_small_and_nothing_of_the_tool(visit: Visit, name: str) -> None:
    page = visit()
    if name != "Decide":
        go(page, name)
        expect(page).to_have_title(f"{name} · Trilemma")
    page.get_by_role("button", name="Present").click()
    expect(page.get_by_test_id("stHeader")).to_be_hidden()
    expect(page.locator(".st-key-strip")).to_be_hidden()
    page.wait_for_timeout(1000)  # charts are drawn anew for the new width
    assert page.evaluate(SMALL) == []
    for root in ("document.documentElement", "document.querySelector('[data-testid=stMain]')"):
        wide, room = page.evaluate(f"[{root}.scrollWidth, {root}.clientWidth]")
        assert wide <= room
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-strip")).to_be_visible()


def test_pages_are_turned_while_presenting(visit: Visit) -> None:
    page = visit()
    page.get_by_role("button", name="Present").click()
    expect(page.get_by_test_id("stHeader")).to_be_hidden()
    page.keyboard.press("n")
    expect(answer(page)).to_contain_text("is best in")
    page.get_by_role("button", name="Decide").click()
    says(page, moved())
    expect(page.get_by_test_id("stHeader")).to_be_hidden()
    page.keyboard.press("p")
    expect(answer(page)).to_contain_text("known causes")
    page.keyboard.press("p")
    expect(answer(page)).to_contain_text("ratings")
    page.keyboard.press("p")
    expect(answer(page)).to_contain_text("We choose between")
    expect(page.get_by_role("button", name="No page")).to_be_disabled()


def test_a_board_asks_what_if_and_goes_back_without_leaving(visit: Visit) -> None:
    page = visit()
    page.get_by_role("button", name="Present").click()
    page.get_by_role("button", name="What if", exact=True).click()
    page.locator(".st-key-left_out_options").get_by_role("button", name="Buy").click()
    expect(once(page.get_by_text("Buy is left out for now."))).to_be_visible()
    page.get_by_role("button", name="Snapshot").click()
    expect(page.get_by_test_id("stToast")).to_contain_text("Snapshot 1 saved; see Compare.")
    page.get_by_role("button", name="Put Buy back").click()
    says(page, moved())
    to_end(page, "Flexibility")
    says(page, moved(flexibility=100))
    page.get_by_role("button", name="Undo").click()
    says(page, moved())
    expect(page.get_by_test_id("stHeader")).to_be_hidden()


def test_a_board_reads_ratings_and_fills_in_nothing(visit: Visit) -> None:
    page = visit()
    go(page, "Ratings")
    expect(answer(page)).to_contain_text("ratings")
    page.get_by_role("button", name="Present").click()
    board = page.get_by_role("region", name="Ratings of all options")
    expect(board.get_by_role("row")).to_have_count(1 + len(SCENARIO.leaves))
    expect(board.get_by_role("row", name="Cost")).to_contain_text("$709k")
    expect(page.get_by_test_id("stMain").get_by_role("textbox")).to_have_count(0)


def test_a_tooltip_takes_no_click_from_what_it_covers(visit: Visit) -> None:
    page = visit()
    page.get_by_role("button", name="Snapshot").hover()
    expect(page.get_by_role("tooltip")).to_be_visible()
    page.get_by_role("button", name="Snapshot").click()
    expect(page.get_by_test_id("stToast")).to_be_visible()
    expect(page.get_by_role("tooltip")).to_be_visible()
    place = page.get_by_test_id("stTopNav").get_by_role("button", name="Together").bounding_box()
    page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2, steps=5)
    page.mouse.down()
    page.mouse.up()
    expect(page.get_by_role("menuitem", name="Compare")).to_be_visible()


def test_on_a_phone_the_drawer_closes_after_a_choice_and_the_tools_take_two_rows(visit: Visit) -> None:
    page = visit(390, 844)
    says(page, moved())
    for name in ("Compare", "How sure"):
        go(page, name)
        expect(page).to_have_title(f"{name} · Trilemma")
        expect(page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "true")
    tops = page.locator(".st-key-strip button:visible").evaluate_all(
        "all => all.map(e => Math.round(e.getBoundingClientRect().top))"
    )
    assert len(set(tops)) == 2


def test_the_tools_stay_where_they_are_when_something_is_changed(visit: Visit) -> None:
    page = visit()
    says(page, moved())
    tools = [page.get_by_role("button", name=name, exact=True) for name in ("Save as YAML", "Snapshot", "Present")]
    before = [each.bounding_box()["x"] for each in tools]
    to_end(page, "Flexibility")
    expect(once(page.get_by_text("Not yet downloaded"))).to_be_visible()
    assert [each.bounding_box()["x"] for each in tools] == pytest.approx(before, abs=1)


def test_weights_by_swings(visit: Visit) -> None:
    page = visit()
    page.get_by_role("button", name="Weigh by asking").click()
    dialog = page.get_by_role("dialog")
    dialog.locator("label").filter(has_text="Time to launch from 24 to 3 months").click()
    dialog.get_by_role("button", name="Next").click()
    given = {"cost": 40, "flexibility": 20, "integration": 80, "risk": 60, "fit": 10}
    for id, x in given.items():
        field = dialog.get_by_role("textbox", name=SCENARIO.all_criteria[id].name)
        field.fill(str(x))
        field.press("Tab")
    dialog.get_by_role("button", name="Next").click()
    dialog.locator("label").filter(has_text="worth the same").click()
    expect(once(dialog.get_by_role("alert"))).to_contain_text("Both cannot be true.")
    dialog.get_by_role("button", name="Go on with these points").click()
    dialog.get_by_role("button", name="Use these weights").click()
    expect(dialog).to_have_count(0)
    says(page, moved(**given, time_to_launch=100))
    page.get_by_role("button", name="Undo").click()
    says(page, moved())


def test_undo_does_not_reach_behind_a_dialog(visit: Visit) -> None:
    page = visit()
    to_end(page, "Flexibility")
    says(page, moved(flexibility=100))
    page.get_by_role("button", name="Weigh by asking").click()
    dialog = page.get_by_role("dialog")
    dialog.locator("label").filter(has_text="Time to launch from 24 to 3 months").click()
    page.keyboard.press("Control+z")
    page.wait_for_timeout(500)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    says(page, moved(flexibility=100))
    expect(page.get_by_role("button", name="Undo")).to_be_enabled()
    page.keyboard.press("Control+z")
    says(page, moved())


def test_nothing_of_streamlit_is_seen(visit: Visit) -> None:
    page = visit()
    for leftover in ("stAppDeployButton", "stMainMenu", "stStatusWidget"):
        expect(page.get_by_test_id(leftover)).to_be_hidden()
