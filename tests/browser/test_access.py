"""Whoever cannot see well, or uses no mouse: axe-core on every page, charts in words, and the keyboard everywhere.

axe-core comes from npm: ``npm ci --prefix tests/browser``. It finds a part of what WCAG 2.2 AA asks; the rest is here
and in tests/ui/test_contrast.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from tests.browser.conftest import answer, at_rest, go, once, sync_api
from tests.ui.conftest import ROOT

Visit = Callable[..., Any]
Show = Callable[[Any], None]
expect = sync_api.expect

AXE = ROOT / "tests" / "browser" / "node_modules" / "axe-core" / "axe.min.js"
SCENARIO = ROOT / "scenarios" / "health-centre-portal.yaml"
ROOM, PHONE = (1280, 720), (390, 844)

# Two rules of WCAG 2.2 that axe leaves off by itself
RULES = {"target-size": {"enabled": True}, "label-content-name-mismatch": {"enabled": True}}
# What is Streamlit's own and out of reach, each rule with the one element that it is allowed on
STREAMLITS_OWN = {
    # the field for files says that it is no more than decoration, and yet has a name (minor: the name is read anyway)
    "presentation-role-conflict": "[data-testid=stFileUploaderDropzone]",
    # a notice that comes and goes names itself by what is not there; its words are in it and are read out
    "aria-dialog-name": "[data-testid=stToast]",
}


@pytest.fixture(scope="session")
def axe() -> str:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: npm ci --prefix tests/browser")
    return AXE.read_text(encoding="utf-8")


# --- what there is to look at ---------------------------------------------------------------------------------------


def go_to(name: str, says: str, charts: int = 0) -> Show:
    def show(page: Any) -> None:
        go(page, name)
        expect(answer(page)).to_contain_text(says)
        at_rest(page)
        page.mouse.move(640, 1)
        expect(page.locator("[data-testid=stVegaLiteChart] svg.marks")).to_have_count(charts)

    return show


def what_would_change_it(page: Any) -> None:
    """The page with all that is folded unfolded."""
    go_to("What would change it", "too close to call")(page)
    for folded in page.locator("[data-testid=stExpander] summary").all():
        folded.click()
    expect(page.locator("[data-testid=stVegaLiteChart] svg.marks")).to_have_count(5)


def decide(page: Any) -> None:
    expect(page.locator(".live .more .note")).to_contain_text("Counted over")


def plain(page: Any) -> None:
    page.goto(f"{page.url}{'&' if '?' in page.url else '?'}plain=1")
    expect(page.locator(".st-key-bars svg.marks")).to_be_visible()


def ratings(page: Any) -> None:
    """The first rating, a plan with a reference class: its curve stands beside what is changed of it."""
    go_to("Ratings", "ratings")(page)
    page.get_by_text("Change upfront", exact=True).click()
    expect(page.locator("[data-testid=stVegaLiteChart] svg.marks")).to_have_count(1)
    at_rest(page)
    page.mouse.move(640, 1)


def requirements(page: Any) -> None:
    ratings(page)
    page.get_by_role("tab", name="Requirements").click()
    expect(page.locator(".requirement").first).to_be_visible()


def all_ratings(page: Any) -> None:
    ratings(page)
    page.get_by_role("tab", name="All ratings").click()
    expect(page.get_by_role("region", name="How each rating is understood")).to_be_visible()


def presenting(page: Any) -> None:
    leave_out(page)
    page.get_by_role("button", name="Present").click()
    expect(page.get_by_test_id("stHeader")).to_be_hidden()


def board(page: Any) -> None:
    ratings(page)
    page.get_by_role("button", name="Present").click()
    expect(page.get_by_role("region", name="Ratings of all options")).to_be_visible()


def a_criterion(page: Any) -> None:
    """One criterion with all that is folded of it unfolded."""
    go_to("Structure", "We choose between")(page)
    page.locator(".st-key-structure").get_by_text("Cost", exact=True).click()
    expect(page.get_by_label("Name of the criterion")).to_have_value("Cost")
    for folded in page.locator("[data-testid=stExpander] summary").all():
        folded.click()
    expect(page.get_by_label("Split off a part")).to_be_visible()
    expect(page.locator("[data-testid=stVegaLiteChart] svg.marks")).to_have_count(1)


def a_catalogue(page: Any) -> None:
    go_to("Structure", "We choose between")(page)
    page.get_by_role("button", name="From a catalogue").click()
    expect(page.get_by_role("dialog").get_by_role("button", name="Add Cost")).to_be_visible()


def what_costs_hang_on(page: Any) -> None:
    go_to("Structure", "We choose between")(page)
    page.get_by_text("What costs hang on", exact=True).first.click()
    for name, text in (("What there are many of", "Patients"), ("In year 1", "900"), ("How much a year", "2")):
        page.get_by_label(name).fill(text)
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", name="Patients")).to_be_visible()


def views_edited(page: Any) -> None:
    go_to("Structure", "We choose between")(page)
    page.locator(".st-key-structure").get_by_text("Views", exact=True).click()
    expect(page.get_by_label("Name of the view")).to_be_visible()


def refused(page: Any) -> None:
    ratings(page)
    worst = page.get_by_label("Worst, worth 0")
    worst.fill("400.000")
    worst.press("Enter")
    expect(once(page.get_by_role("alert"))).to_contain_text("“400.000” can be read as 400 and as 400")


def recorded(page: Any) -> None:
    """What was decided, with the form to decide again unfolded."""
    go_to("Take away", "Extend leads")(page)
    page.get_by_text("Record the decision").click()
    because = page.get_by_label("Because")
    because.fill("It is ours.")
    because.press("Control+Enter")
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_role("region", name="What would reopen the decision")).to_be_visible()
    page.get_by_text("Decide again").click()
    expect(page.get_by_label("Because")).to_be_visible()


def taken_away(page: Any) -> None:
    """A file that is looked at, what was changed with its reasons, and other price formulas."""
    slider = page.get_by_role("slider", name="Cost")
    slider.press("ArrowRight")
    go_to("Take away", "leads")(page)
    page.get_by_text("What was changed").click()
    expect(page.get_by_label("Why: Weight of Cost")).to_be_visible()
    page.get_by_text("Other price formulas").click()
    expect(page.get_by_role("region", name="Price formulas side by side")).to_be_visible()
    page.get_by_role("button", name="Workbook", exact=True).click()
    expect(page.get_by_role("region", name="Sheet Summary")).to_be_visible()
    page.mouse.move(0, 0)
    expect(page.get_by_role("tooltip")).to_have_count(0)  # it stands outside of all landmarks, and goes by itself


def leave_out(page: Any) -> None:
    page.locator(".st-key-left_out_options").get_by_role("button", name="Buy").click()
    expect(page.locator(".st-key-left_out")).to_contain_text("Buy is left out")


def no_weights(page: Any) -> None:
    for slider in page.get_by_role("slider").all():
        slider.press("Home")
    expect(page.locator(".live .problem")).to_contain_text("All weights are zero")


def swings(page: Any) -> None:
    page.get_by_role("button", name="Weigh by asking").click()
    dialog = page.get_by_role("dialog")
    dialog.locator("label").filter(has_text="Time to launch from").click()
    dialog.get_by_role("button", name="Next").click()
    expect(dialog.get_by_role("textbox")).to_have_count(5)


def menu(page: Any) -> None:
    page.get_by_role("button", name="Relaunch").first.click()
    expect(page.get_by_label("Upload a scenario (YAML)").first).to_be_visible()


def new_decision(page: Any) -> None:
    menu(page)
    page.get_by_role("button", name="New decision").click()
    expect(page.get_by_label("What do you decide?")).to_be_visible()
    expect(page.get_by_test_id("data-grid-canvas")).to_have_count(1)


def brought_table(page: Any) -> None:
    new_decision(page)
    page.get_by_text("Bring a table", exact=True).click()
    page.get_by_label("Paste cells here").fill("Criteria\tWeight\tA\tB\nFit\t1\tHigh\tLow\nPrice\t2\tlots\t3\n")
    page.get_by_role("button", name="Read the table").click()
    expect(page.get_by_text("is not understood as a figure")).to_be_visible()
    page.get_by_text("What the rows and columns are").click()
    expect(page.get_by_test_id("data-grid-canvas")).to_have_count(5)


def first_walk(page: Any) -> None:
    menu(page)
    page.get_by_role("button", name="Walk through the criteria first").click()
    expect(once(page.get_by_text("Criterion 1 of 6"))).to_be_visible()


def faults(page: Any) -> None:
    broken = SCENARIO.read_text(encoding="utf-8").replace("mode:", "mood:").replace("weights:", "wieghts:")
    menu(page)
    upload(page, broken)
    expect(once(page.get_by_role("alert"))).to_contain_text("cannot be opened")


def upload(page: Any, text: str) -> None:
    file = {"name": "other.yaml", "mimeType": "application/yaml", "buffer": text.encode("utf-8")}
    page.locator("input[type=file]").set_input_files(file)


def share(page: Any) -> None:
    page.get_by_role("button", name="Share", exact=True).click()
    expect(page.get_by_test_id("stCode")).to_be_visible()


def snapshots(page: Any) -> None:
    page.get_by_role("button", name="Snapshot", exact=True).click()
    page.keyboard.press("Escape")  # its explanation lies over the pages
    go_to("Compare", "disagree")(page)
    expect(page.get_by_role("region", name="Snapshots side by side")).to_be_visible()
    expect(page.get_by_test_id("stToast")).to_have_count(0)  # the notice goes by itself


def lobby(page: Any) -> None:
    go_to("Room", "answers on a phone")(page)
    page.get_by_role("button", name="Open a room").click()
    expect(once(page.locator(".join img"))).to_be_visible()
    expect(page.locator(".count")).to_contain_text("0 people are in")


def revealed_round(page: Any) -> None:
    """A round that somebody without a phone answered, with all that is folded beside it unfolded."""
    lobby(page)
    page.get_by_label("Ask for").click()
    page.get_by_role("option", name="Weights").click()
    page.get_by_role("button", name="Ask everybody").click()
    page.get_by_text("Somebody without a phone").click()
    page.get_by_label("Name or alias").fill("Ann")
    page.get_by_role("button", name="Add", exact=True).click()
    for place, criterion in enumerate(("Cost", "Time to launch", "Flexibility", "Integration", "Risk", "Fit"), start=1):
        page.get_by_label(f"Weight of {criterion}").fill(f"{10 * place}")
        page.get_by_label(f"Weight of {criterion}").press("Tab")
    page.get_by_role("button", name="Keep these answers").click()
    expect(page.locator(".count")).to_contain_text("1 of 1 ready")
    for name in ("Lock", "Reveal", "Show the middle"):
        once(page.get_by_role("button", name=name, exact=True)).click()
    expect(answer(page)).to_contain_text("leads for")
    for folded in page.locator("[data-testid=stExpander] summary").all():
        folded.click()
    expect(page.get_by_role("button", name="End the room now")).to_be_visible()


PAGES: dict[str, Show] = {
    "Decide": decide,
    "Structure": go_to("Structure", "We choose between"),
    "Ratings": ratings,
    "Ready?": go_to("Ready?", "known causes"),
    "How sure": go_to("How sure", "best in", charts=2),
    "What would change it": what_would_change_it,
    "Money": go_to("Money", "costs least", charts=1),
    "Room": go_to("Room", "answers on a phone"),
    "Compare": go_to("Compare", "disagree"),
    "Take away": go_to("Take away", "Extend leads"),
}
EVERYTHING: dict[str, Show] = PAGES | {
    "a number refused": refused,
    "a criterion": a_criterion,
    "a catalogue": a_catalogue,
    "views": views_edited,
    "what costs hang on": what_costs_hang_on,
    "a room": lobby,
    "a revealed round": revealed_round,
    "ratings on a board": board,
    "Decide, plain": plain,
    "all ratings": all_ratings,
    "Requirements": requirements,
    "presenting, something left out": presenting,
    "a recorded decision": recorded,
    "a file that is looked at": taken_away,
    "no weights": no_weights,
    "swings": swings,
    "menu": menu,
    "new decision": new_decision,
    "a table that was brought": brought_table,
    "first walk": first_walk,
    "faults": faults,
    "share": share,
    "snapshots": snapshots,
}


# --- axe ------------------------------------------------------------------------------------------------------------


def findings(page: Any, axe: str) -> list[str]:
    """What axe finds, but for what is Streamlit's own and named above."""
    page.evaluate("() => Promise.all(document.getAnimations().map(each => each.finished.catch(() => 0)))")
    page.wait_for_timeout(150)  # colours glide
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    found = page.evaluate("rules => axe.run(document, {resultTypes: ['violations'], rules})", RULES)["violations"]
    return [
        f"{each['impact']} {each['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
        for each in found
        for node in each["nodes"]
        if not _is_streamlits(page, each["id"], node["target"])
    ]


def _is_streamlits(page: Any, rule: str, target: list[Any]) -> bool:
    allowed = STREAMLITS_OWN.get(rule)
    return bool(
        allowed
        and len(target) == 1
        and isinstance(target[0], str)
        and page.evaluate("([at, allowed]) => document.querySelector(at)?.matches(allowed)", [target[0], allowed])
    )


def into(page: Any, scheme: str, width: int, height: int) -> None:
    """The same page in another theme and of another size."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function(
        "dark => (getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor === 'rgb(20, 23, 27)') === dark",
        arg=scheme == "dark",
    )


@pytest.mark.parametrize("name", EVERYTHING)
def test_axe_finds_nothing_in_either_theme_in_the_room_and_on_a_phone(visit: Visit, axe: str, name: str) -> None:
    page = visit(*ROOM, color_scheme="light", reduced_motion="reduce")
    EVERYTHING[name](page)
    assert findings(page, axe) == []
    into(page, "dark", *ROOM)
    assert findings(page, axe) == []
    into(page, "light", *PHONE)
    assert findings(page, axe) == []


def test_axe_would_find_something(visit: Visit, axe: str) -> None:
    page = visit(*ROOM)
    decide(page)
    page.evaluate("document.querySelector('.mark').style.opacity = 0.4")
    page.evaluate("document.querySelector('.scroll').insertAdjacentHTML('beforebegin', '<img src=\"data:,\">')")
    assert {each.split(":")[0] for each in findings(page, axe)} == {"serious color-contrast", "critical image-alt"}


# --- charts in words ------------------------------------------------------------------------------------------------

CHARTS = """() => {
    const all = root => [...root.querySelectorAll('*')].flatMap(e => [e, ...(e.shadowRoot ? all(e.shadowRoot) : [])]);
    const up = e => e.parentElement ?? e.getRootNode().host ?? null;
    const named = e => { for (let x = e; x; x = up(x))
        if (/^(img|graphics-)/.test(x.getAttribute('role') ?? '')) return x; return null; };
    const words = x => [x.getAttribute('aria-label') ?? '', ...(x.getAttribute('aria-describedby') ?? '').split(' ')
        .map(id => id && (x.getRootNode().getElementById(id)?.textContent ?? ''))].join(' ').trim();
    return all(document.querySelector('[data-testid=stMain]'))
        .filter(e => e.matches('svg, canvas, .bars, .strip') && !e.closest('[aria-hidden=true], button, summary, a'))
        .filter(e => e.getBoundingClientRect().width > 40)
        .map(e => { const at = named(e); return at === null ? '' : words(at); });
}"""
CHARTS_AND_STRIPS = {
    "Decide": 1,
    "Structure": 0,
    "Ratings": 1,
    "Ready?": 0,
    "How sure": 2,
    "What would change it": 5 + 6,
    "Money": 1 + 1,
    "Room": 0,
    "Compare": 0,
    "Take away": 0,
}


def test_every_chart_has_a_name_that_says_its_figures(visit: Visit) -> None:
    page = visit(*ROOM)
    for name, show in PAGES.items():
        show(page)
        page.wait_for_timeout(900 if name == "Decide" else 0)  # the panel says it when nothing has moved for a while
        charts = page.evaluate(CHARTS)
        assert len(charts) == CHARTS_AND_STRIPS[name]
        speaks_of = r"Software projects, effort" if name == "Ratings" else r"Extend|Buy|Build"
        assert [words for words in charts if not re.search(speaks_of, words) or not re.search(r"\d", words)] == []


def test_the_plain_bars_are_said_in_words_too(visit: Visit) -> None:
    page = visit(*ROOM)
    plain(page)
    (words,) = page.evaluate(CHARTS)
    assert "The table below has every figure." in words  # constant: another name, and the chart is built anew
    expect(page.locator(".answer .unseen")).to_contain_text("1. Extend the portal we have: 67.9 points; 2. Buy")
    expect(page.get_by_role("region", name="Comparison table").get_by_role("row")).to_have_count(10)


def test_what_the_panel_shows_is_a_table_for_those_who_cannot_see_bars(visit: Visit) -> None:
    page = visit(*ROOM)
    decide(page)
    rows = page.locator(".live .unseen table tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.first).to_contain_text("Extend the portal we have")
    expect(rows.first.get_by_role("cell").nth(1)).to_have_text("67.9")
    expect(page.locator(".live .spoken")).to_contain_text("Extend leads Buy by 1.3 points.")


# --- the keyboard ---------------------------------------------------------------------------------------------------

FOCUSED = """() => {
    let e = document.activeElement;
    while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
    if (!e || e === document.body) return null;
    const ringed = x => { const s = getComputedStyle(x), box = x.getBoundingClientRect();
        return s.outlineStyle === 'solid' && parseFloat(s.outlineWidth) >= 2 && s.opacity !== '0' && box.width > 8
            && box.height > 4 && !/(, 0\\)|transparent)$/.test(s.outlineColor); };
    const up = x => x.parentElement ?? x.getRootNode().host ?? null;
    // what is filled in has an edge of another colour in place of a ring
    const field = e.closest('[data-testid$=RootElement], .react-aria-ComboBox > [role=group]');
    const edged = field && getComputedStyle(field).borderColor === PRIMARY;
    const chain = [e, up(e), up(up(e) ?? e), up(up(up(e) ?? e) ?? e)].filter(Boolean);
    const marked = edged || chain.some(ringed);
    const box = (field ?? e).getBoundingClientRect();
    // is any of it seen, or does something that stays put lie over it?
    const at = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.8]].map(([x, y]) => {
        let hit = document.elementFromPoint(box.left + x * box.width, box.top + y * box.height);
        while (hit?.shadowRoot) { const deeper = hit.shadowRoot.elementFromPoint(box.left + x * box.width, box.top + y * box.height);
            if (!deeper || deeper === hit) break; hit = deeper; }
        for (let x = hit; x; x = up(x)) if (x === e || x === field || e.closest('label')?.contains(x)) return true;
        return Boolean(hit && hit.contains(e) && hit.getRootNode() === e.getRootNode() && !hit.matches('.answer, .answer *')); });
    const small = box.width < 8 || box.height < 8 || e.matches('[data-testid=stMain], [role=region]');
    return { name: `${e.tagName} ${e.getAttribute('data-testid') ?? e.className} ${e.getAttribute('aria-label') ?? e.textContent.trim()}`.slice(0, 100),
        id: [...document.querySelectorAll('*')].indexOf(document.activeElement) + ' ' + (e.getRootNode() === document ? '' :
            [...e.getRootNode().querySelectorAll('*')].indexOf(e)),
        marked: Boolean(marked), seen: small || at.some(Boolean) };
}"""


def tabbed(page: Any, key: str = "Tab", most: int = 120) -> list[dict[str, Any]]:
    """Everything that the keyboard comes to, once around."""
    script = FOCUSED.replace("PRIMARY", "'rgb(47, 75, 102)'")
    stops: list[dict[str, Any]] = []
    for _ in range(most):
        page.keyboard.press(key)
        stop = page.evaluate(script)
        if stop is None:  # out of the page, and in again with the next
            continue
        if any(stop["id"] == each["id"] for each in stops):
            break
        if not (stop["marked"] and stop["seen"]):
            page.wait_for_timeout(350)  # edges change their colour slowly
            stop = page.evaluate(script)
        stops.append(stop)
    return stops


@pytest.mark.parametrize("name", PAGES)
def test_everything_that_the_keyboard_comes_to_is_marked_and_seen(visit: Visit, name: str) -> None:
    page = visit(*ROOM, color_scheme="light", reduced_motion="reduce")
    PAGES[name](page)
    stops = tabbed(page)
    assert len(stops) > 12
    assert [each["name"] for each in stops if not each["marked"]] == []
    assert [each["name"] for each in stops if not each["seen"]] == []


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_on_a_phone_the_answer_covers_nothing_that_the_keyboard_comes_to(visit: Visit, key: str) -> None:
    page = visit(*PHONE, color_scheme="light", reduced_motion="reduce")
    decide(page)
    stops = tabbed(page, key)
    assert sum(each["name"].startswith("INPUT points") for each in stops) == 6
    assert [each["name"] for each in stops if not each["seen"]] == []


def test_pills_are_chosen_by_keyboard(visit: Visit) -> None:
    page = visit(*ROOM)
    decide(page)
    page.locator(".st-key-left_out_options").get_by_role("button", name="Build").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(page.locator(".st-key-left_out")).to_contain_text("Buy is left out")
    page.get_by_role("button", name="Put Buy back").press("Enter")
    expect(page.locator(".st-key-left_out")).to_have_count(0)


def test_a_dialog_takes_the_keyboard_keeps_it_and_gives_it_back(visit: Visit) -> None:
    page = visit(*ROOM)
    decide(page)
    page.get_by_role("button", name="Weigh by asking").press("Enter")
    dialog = page.get_by_role("dialog", name="What would be worth most?")
    expect(dialog).to_be_visible()
    for _ in range(12):
        page.keyboard.press("Tab")
        assert dialog.evaluate("e => e.contains(document.activeElement)")
    dialog.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    expect(dialog.get_by_role("button", name="Next")).to_be_enabled()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("button", name="Weigh by asking")).to_be_focused()


def test_a_table_that_is_wider_than_the_page_scrolls_by_keyboard(visit: Visit) -> None:
    page = visit(*PHONE, reduced_motion="reduce")
    decide(page)
    table = page.get_by_role("region", name="Comparison table")
    assert table.evaluate("e => e.scrollWidth > e.clientWidth")
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.activeElement.scrollLeft > 0")


def test_what_scrolls_in_the_panel_can_be_reached_by_keyboard(visit: Visit, axe: str) -> None:
    document = yaml.safe_load(SCENARIO.read_text(encoding="utf-8"))
    buy = document["options"]["buy"]
    document["options"] |= {f"buy{n}": {**buy, "name": f"Vendor {n}"} for n in range(8)}
    page = visit(*PHONE, color_scheme="light", reduced_motion="reduce")
    menu(page)
    upload(page, yaml.safe_dump(document, sort_keys=False))
    expect(page.locator(".live .bar")).to_have_count(11)
    bars = page.locator(".live .bars")
    bars.focus()
    expect(bars).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.wait_for_function(
        "() => document.activeElement.shadowRoot?.activeElement.scrollTop > 0 || document.activeElement.scrollTop > 0"
    )
    assert findings(page, axe) == []


def test_points_that_cannot_be_are_told_in_words(visit: Visit) -> None:
    page = visit(*ROOM)
    decide(page)
    field = page.get_by_label("Points for Cost")
    field.fill("a lot")
    field.press("Enter")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_attribute("aria-description", "0 to 1000")
    said = page.locator(".live .row").first.get_by_role("status")
    expect(said).to_have_text("“a lot” is not a number; type digits, such as 4.5 or 1200. 15 stays.")
