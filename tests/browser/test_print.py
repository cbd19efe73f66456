"""Pages on paper: nothing is cut off, no row is there twice, and nothing of the tool lies over what is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.browser.conftest import answer, go, sync_api
from tests.browser.test_access import menu, upload
from tests.ui.conftest import ROOT

Visit = Callable[..., Any]
expect = sync_api.expect

SCENARIO = ROOT / "scenarios" / "health-centre-portal.yaml"
PAPERS = {"A4": 210 - 20, "Letter": 216 - 20}  # millimetres between the margins
PAGES = (
    "Decide",
    "Structure",
    "Ratings",
    "Ready?",
    "How sure",
    "What would change it",
    "Money",
    "Compare",
    "Take away",
)

BEYOND = """width => [...document.querySelectorAll('[data-testid=stMain] :is(p, h1, h2, td, th, svg, li, .card, .live, .bars)')]
    .filter(e => { const box = e.getBoundingClientRect(); return box.width > 1 && (box.right > width + 1 || box.left < -1); })
    .filter(e => !e.closest('.unseen'))
    .map(e => e.outerHTML.slice(0, 100))"""
SEEN = """() => [...document.querySelectorAll('[data-testid=stHeader], .st-key-beside, .st-key-what_if, .st-key-strip button, '
    + '[data-testid=stPageLink], [data-testid=stToast]')].filter(e => e.getBoundingClientRect().width > 0).length"""
CUT = """() => [...document.querySelectorAll('.scroll')].filter(e => e.getBoundingClientRect().width > 0)
    .filter(e => e.scrollWidth > e.clientWidth + 1 || getComputedStyle(e).overflowY !== 'visible').map(e => e.ariaLabel)"""


def on_paper(page: Any, width: int) -> int:
    page.emulate_media(media="print")
    pixels = int(width * 96 / 25.4)
    page.set_viewport_size({"width": pixels, "height": 1000})
    page.wait_for_timeout(500)
    return pixels


@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_is_cut_off_and_nothing_of_the_tool_is_printed(visit: Visit, paper: str) -> None:
    page = visit()
    for name in PAGES:
        if name != "Decide":
            page.emulate_media(media="screen")
            page.set_viewport_size({"width": 1280, "height": 720})
            go(page, name)
            expect(page).to_have_title(f"{name} · Trilemma")
        expect(answer(page)).to_be_visible()
        if name == "How sure":
            expect(page.locator("svg.marks")).to_have_count(2)
        width = on_paper(page, PAPERS[paper])
        assert page.evaluate(BEYOND, width) == [], name
        assert page.evaluate(CUT) == [], name
        assert page.evaluate(SEEN) == 0, name
        if name == "Decide":  # nobody unfolded them, and they are on paper all the same
            expect(page.locator("table.requirements")).to_be_visible()
        expect(page.locator(".printed").first).to_contain_text("Relaunch the patient portal · fingerprint")


def test_a_table_has_its_totals_once_and_every_option_whatever_their_number(visit: Visit) -> None:
    document = yaml.safe_load(SCENARIO.read_text(encoding="utf-8"))
    buy = document["options"]["buy"]
    document["options"] |= {f"buy{n}": {**buy, "name": f"Vendor {n} with a long name"} for n in range(4)}
    page = visit()
    menu(page)
    upload(page, yaml.safe_dump(document, sort_keys=False))
    expect(page.locator(".live .bar")).to_have_count(7)
    width = on_paper(page, PAPERS["A4"])
    assert page.evaluate(BEYOND, width) == []
    assert page.locator("tfoot").first.evaluate("e => getComputedStyle(e).display") == "table-row-group"


def test_on_paper_it_is_black_on_white_whatever_the_theme(visit: Visit, tmp_path: Path) -> None:
    page = visit(color_scheme="dark")
    expect(page.locator(".live .more .note")).to_contain_text("Counted over")
    on_paper(page, PAPERS["A4"])
    for each in ("[data-testid=stMain]", ".live", ".live h1", "table.compare td"):
        assert page.locator(each).first.evaluate("e => getComputedStyle(e).color") == "rgb(28, 33, 39)"
    assert (
        page.locator("[data-testid=stMain]").evaluate("e => getComputedStyle(e).backgroundColor")
        == "rgb(255, 255, 255)"
    )
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    assert (tmp_path / "page.pdf").read_bytes().count(b"/Type /Page\n") <= 3


DARK = """() => { const numbers = colour => (colour.match(/[0-9.]+/g) || []).map(Number);
    const grey = ([r, g, b]) => Math.max(r, g, b) - Math.min(r, g, b) < 24;
    const shown = e => e.getBoundingClientRect().width > 1 && e.getBoundingClientRect().height > 1;
    const main = [...document.querySelectorAll('[data-testid=stMain] *')].filter(shown);
    const grounds = main.filter(e => { const c = numbers(getComputedStyle(e).backgroundColor);
        return grey(c) && (c[3] ?? 1) > 0.5 && Math.max(...c.slice(0, 3)) < 128 && e.closest('.strip') === null
            && !e.closest('.knob, .mark, .live') });
    const texts = main.filter(e => e.matches('p, h1, h2, h3, li, td, th, label, summary, summary *, small, svg.marks'))
        .filter(e => e.textContent.trim() && Math.max(...numbers(getComputedStyle(e).color).slice(0, 3)) > 160
            && grey(numbers(getComputedStyle(e).color)));
    return [...grounds, ...texts].map(e => e.outerHTML.slice(0, 120)); }"""


def test_a_dark_theme_that_was_chosen_leaves_no_dark_ground_and_no_pale_words(visit: Visit) -> None:
    page = visit()
    page.evaluate("localStorage.setItem('stActiveTheme-/-v2', JSON.stringify('Dark'))")
    page.reload()
    ground = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor === 'rgb(20, 23, 27)'"
    page.wait_for_function(ground)
    for name in ("Decide", "Ratings", "How sure", "What would change it", "Take away"):
        page.emulate_media(media="screen")
        go(page, name)
        expect(page).to_have_title(f"{name} · Trilemma")
        expect(answer(page)).to_be_visible()
        if name == "What would change it":
            page.locator("[data-testid=stExpander] summary").first.click()
            expect(page.locator(".st-key-score_lines svg.marks")).to_be_visible()
        page.wait_for_timeout(500)
        page.emulate_media(media="print")
        assert page.evaluate(DARK) == [], name
