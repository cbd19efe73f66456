"""What would change it, in a real browser: it opens, it draws, it follows what is chosen."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

import decision
from decision.analysis.sensitivity.sensitivity import sensitivity
from decision.analysis.sensitivity.two_way import NOWHERE, Axis, two_way
from decision.analysis.simulation.simulation import simulate
from decision.analysis.standing import Standing
from decision.outputs.charts.two_way import MAP_STEPS
from decision.outputs.words import sensitivity as sensitivity_words
from tests.browser.conftest import answer, go, sync_api
from tests.ui.conftest import ROOT

Visit = Callable[..., Any]
expect = sync_api.expect

SCENARIO = decision.load(ROOT / "scenarios" / "health-centre-portal.yaml")
FIT = SCENARIO.all_criteria["fit"].name
CHARTS = ("score_lines", "tornado", "worths", "two_way", "variance")
MAP = two_way(Standing(SCENARIO), Axis("fit"), Axis("cost"), MAP_STEPS)
LEADERS_ON_THE_MAP = {SCENARIO.options[m].id for m in set(MAP.leader.ravel().tolist()) - {NOWHERE}}


def open_page(visit: Visit, width: int = 1280, height: int = 720) -> Any:
    page = visit(width, height)
    go(page, "What would change it")
    expect(answer(page)).to_have_text(
        sensitivity_words.verdict(SCENARIO, sensitivity(SCENARIO), simulate(SCENARIO, weights="stated"))
    )
    return page


def unfold(page: Any) -> Any:
    """Everything on the page to be seen."""
    folded = page.locator("[data-testid=stExpander] summary")
    expect(folded).to_have_count(8)
    # sooner after one another than a run of the page takes, so that each click cuts the run before short
    page.evaluate(
        """async () => { for (const each of document.querySelectorAll('[data-testid=stExpander] summary')) {
            each.click(); await new Promise(done => setTimeout(done, 20)); } }"""
    )
    for chart in CHARTS:
        expect(page.locator(f".st-key-{chart} svg.marks")).to_be_visible()
    return page


def test_what_is_asked_first_stands_on_three_screens(visit: Visit) -> None:
    page = open_page(visit)
    expect(page.get_by_role("heading", name="What to find out first")).to_be_visible()
    assert page.get_by_test_id("stMain").evaluate("e => e.scrollHeight") <= 3 * 720


def texts(page: Any, chart: str) -> Any:
    return page.locator(f".st-key-{chart} svg.marks text")


def choose(page: Any, name: str, option: str) -> None:
    box = page.get_by_role("combobox", name=name, exact=True)
    box.scroll_into_view_if_needed()  # scrolling closes a list that is open
    page.wait_for_timeout(300)
    box.click()
    page.get_by_role("option", name=option, exact=True).click()


def test_it_opens_from_the_navigation_and_draws_every_chart(visit: Visit) -> None:
    page = unfold(open_page(visit))
    assert page.url.endswith("/what_would_change_it")
    expect(texts(page, "score_lines").filter(has_text="now 30 %")).to_be_visible()
    expect(texts(page, "score_lines").filter(has_text="Buy from 36 %")).to_be_visible()
    expect(texts(page, "tornado").filter(has_text=re.compile(f"^Extend · {FIT}$"))).to_be_visible()
    expect(texts(page, "tornado").filter(has_text="Buy leads").first).to_be_visible()
    for option, name in (("build", "B Build"), ("buy", "Y Buy"), ("extend", "E Extend")):
        label = texts(page, "two_way").filter(has_text=re.compile(rf"^{name[0]}\s*{name[1:].strip()}$"))
        expect(label).to_have_count(int(option in LEADERS_ON_THE_MAP))
    expect(texts(page, "two_way").filter(has_text=re.compile("^now$"))).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)


def test_the_lines_follow_the_criterion_that_is_chosen(visit: Visit) -> None:
    page = unfold(open_page(visit))
    expect(texts(page, "score_lines").filter(has_text="Buy from 36 %")).to_be_visible()
    choose(page, "Criterion whose weight moves", "Flexibility")
    expect(texts(page, "score_lines").filter(has_text=re.compile("Build from 4\\d"))).to_be_visible()
    expect(texts(page, "score_lines").filter(has_text="now 15 %")).to_be_visible()
    expect(texts(page, "score_lines").filter(has_text="Buy from 36 %")).to_have_count(0)


def test_the_map_follows_its_axes(visit: Visit) -> None:
    page = unfold(open_page(visit))
    expect(texts(page, "two_way").filter(has_text="Weight of Cost, %")).to_be_visible()
    choose(page, "Up", "Weight of Flexibility")
    expect(texts(page, "two_way").filter(has_text="Weight of Flexibility, %")).to_be_visible()
    expect(texts(page, "two_way").filter(has_text="Weight of Cost, %")).to_have_count(0)


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080), (390, 844)])
def test_nothing_is_cut_off_and_labels_can_be_read(visit: Visit, width: int, height: int) -> None:
    page = unfold(open_page(visit, width, height))
    main = page.get_by_test_id("stMain")
    assert main.evaluate("e => e.scrollWidth <= e.clientWidth")
    beyond = page.evaluate(
        """width => [...document.querySelectorAll('[data-testid=stMain] :is(button, input, p, h1, h2, h3, svg, .card)')]
            .filter(e => !e.closest('.scroll') && e.getBoundingClientRect().width > 0)
            .filter(e => e.getBoundingClientRect().right > width + 1 || e.getBoundingClientRect().left < -1)
            .map(e => e.outerHTML.slice(0, 120))""",
        width,
    )
    assert beyond == []
    # what is written in a chart lies within it, and is of a size that a room can read
    outside = page.evaluate(
        """() => [...document.querySelectorAll('[data-testid=stMain] svg.marks')].flatMap(svg => {
            const frame = svg.getBoundingClientRect();
            return [...svg.querySelectorAll('text')]
                .filter(t => t.textContent && getComputedStyle(t).opacity !== '0')
                .filter(t => { const box = t.getBoundingClientRect();
                    return box.left < frame.left - 2 || box.right > frame.right + 2
                        || box.top < frame.top - 4 || box.bottom > frame.bottom + 4
                        || parseFloat(getComputedStyle(t).fontSize) < 13; })
                .map(t => t.textContent) })"""
    )
    assert outside == []
