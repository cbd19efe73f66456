from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

import decision
from decision.analysis.simulation.simulation import simulate
from decision.files.faults import FileError
from decision.files.reader import read_scenario
from decision.model.scenario import Scenario
from decision.outputs.words.scoring import headline
from decision.outputs.words.simulation import surety
from tests.browser.conftest import go, once, sync_api
from tests.ui.conftest import HOSTILE, ROOT, hostile_document

Visit = Callable[..., Any]
expect = sync_api.expect

SCENARIO = ROOT / "scenarios" / "health-centre-portal.yaml"
SIZES = [(1280, 720), (390, 844)]
BROKEN = (
    SCENARIO.read_text(encoding="utf-8")
    .replace("low: 6", "low: <script>alert(1)</script>")
    .replace("weights:", "wieghts:")
)


@pytest.fixture
def scenario() -> Scenario:
    return decision.load(SCENARIO)


def headline_of(page: Any) -> Any:
    return page.get_by_role("heading", level=1)


def expect_result(page: Any, scenario: Scenario) -> None:
    """The headline and the order of the bars are those of `scenario`."""
    evaluation = decision.evaluate(scenario)
    expect(headline_of(page)).to_have_text(headline(evaluation))
    page.wait_for_function(
        "names => { const tops = names.map(name => [...document.querySelector('.st-key-live_panel [data-testid=stBidiComponentIsolated]')"
        ".shadowRoot.querySelectorAll('.bar .name')].find(text => text.textContent === name)?.getBoundingClientRect().top);"
        "return tops.every((top, place) => top !== undefined && (place === 0 || tops[place - 1] < top)); }",
        arg=[option.name for option in evaluation.in_rank_order],
    )


def share(page: Any, place: int) -> Any:
    return page.locator(".live .row").nth(place).locator(".share")


def slider(page: Any, name: str) -> Any:
    return page.get_by_role("slider", name=name)


def open_menu(page: Any, title: str) -> None:
    page.get_by_role("button", name=title).first.click()
    page.get_by_label("Upload a scenario (YAML)").first.wait_for()


def upload(page: Any, title: str, name: str, content: bytes) -> None:
    open_menu(page, title)
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "application/yaml", "buffer": content})


def download(page: Any, button: str) -> tuple[str, bytes]:
    with page.expect_download() as got:
        page.get_by_role("button", name=button, exact=True).first.click()
    return got.value.suggested_filename, Path(got.value.path()).read_bytes()


def points(scenario: Scenario, **moved: float) -> Scenario:
    return scenario.with_weights({criterion.id: criterion.weight or 0.0 for criterion in scenario.criteria} | moved)


def test_it_opens_on_the_ready_example(visit: Visit, scenario: Scenario) -> None:
    page = visit()
    expect_result(page, scenario)
    expect(page.get_by_role("slider")).to_have_count(6)


def test_a_slider_moved_by_keyboard_moves_the_answer(visit: Visit, scenario: Scenario) -> None:
    page = visit()
    expect_result(page, scenario)
    flexibility = slider(page, "Flexibility")
    flexibility.focus()
    flexibility.press("ArrowRight")
    expect(share(page, 2)).to_have_text("15.8 %")
    expect_result(page, points(scenario, flexibility=16))
    flexibility.press("End")
    moved = points(scenario, flexibility=100)
    evaluation = decision.evaluate(moved)
    assert evaluation.leader != decision.evaluate(scenario).leader  # or the order of bars would show nothing
    expect_result(page, moved)


def test_steps_in_quick_succession_are_all_counted(visit: Visit, scenario: Scenario) -> None:
    page = visit()
    flexibility = slider(page, "Flexibility")
    flexibility.focus()
    for _ in range(30):
        flexibility.press("ArrowRight")
    expect(flexibility).to_have_value("45")
    expect_result(page, points(scenario, flexibility=45))
    expect(flexibility).to_have_value("45")


def test_pages_keep_the_work(visit: Visit, scenario: Scenario) -> None:
    page = visit()
    flexibility = slider(page, "Flexibility")
    flexibility.focus()
    flexibility.press("End")
    moved = points(scenario, flexibility=100)
    expect_result(page, moved)
    go(page, "Ratings", delay=80)  # as long as a hand takes; the weights go first
    expect(headline_of(page)).to_contain_text("Of 18 ratings")
    page.locator("label").filter(has_text="Fit with patients and staff").click()
    expect(page.locator(".consequence")).to_contain_text("6.83 expected")  # the fields are those of fit from here on
    low = page.get_by_label("Low", exact=True)
    low.fill("9.5")
    low.press("Enter")
    expect(once(page.get_by_role("alert"))).to_contain_text(
        "Low 9.5 is above Most likely 7; put them in order, lowest first."
    )
    low.fill("7")
    low.press("Enter")
    expect(page.get_by_role("alert")).to_have_count(0)
    most_likely = page.get_by_label("Most likely", exact=True)
    most_likely.fill("8.25")
    most_likely.press("Enter")
    expect(page.locator(".consequence")).to_contain_text("8.17 expected")
    go(page, "Decide")
    build = moved.option("build").ratings["fit"]
    rerated = moved.with_rating("build", "fit", replace(build, estimate=replace(build.estimate, low=7, mode=8.25)))  # type: ignore[type-var]
    expect(slider(page, "Flexibility")).to_have_value("100")
    expect_result(page, rerated)


def test_a_broken_file_shows_its_faults_and_keeps_the_work(visit: Visit, scenario: Scenario) -> None:
    page = visit()
    upload(page, scenario.title, "broken.yaml", BROKEN.encode("utf-8"))
    with pytest.raises(FileError) as error:
        read_scenario(BROKEN.encode("utf-8"), "broken.yaml")
    expect(page.get_by_role("alert").get_by_role("listitem")).to_have_text([str(fault) for fault in error.value.faults])
    expect_result(page, scenario)


def test_the_saved_file_reads_back_as_the_same_decision(visit: Visit, scenario: Scenario, tmp_path: Path) -> None:
    page = visit()
    cost = slider(page, "Cost")
    cost.focus()
    cost.press("End")
    moved = points(scenario, cost=100)
    expect_result(page, moved)
    expect(once(page.get_by_text("Not yet downloaded"))).to_be_visible()
    page.get_by_role("button", name="Save as YAML").click()
    name, content = download(page, "Download the YAML file")
    assert name == "health-centre-portal.yaml"
    (tmp_path / name).write_bytes(content)
    assert decision.load(tmp_path / name).fingerprint == moved.fingerprint
    expect(page.get_by_text("Not yet downloaded")).to_have_count(0)


def test_unsaved_changes_are_asked_about(visit: Visit, scenario: Scenario) -> None:
    page = visit()
    cost = slider(page, "Cost")
    cost.focus()
    cost.press("End")
    moved = points(scenario, cost=100)
    expect_result(page, moved)
    other = decision.load(ROOT / "scenarios" / "minimal.yaml")
    for answer in ("Stay", "Open without downloading"):
        open_menu(page, scenario.title)
        page.get_by_role("radio", name=other.title).locator("xpath=ancestor::label").click()
        expect(page.get_by_role("dialog")).to_contain_text("are not in a file yet")
        page.get_by_role("button", name=answer).click()
        expect(page.get_by_role("dialog")).to_have_count(0)
        if answer == "Stay":
            expect_result(page, moved)
    expect(headline_of(page)).to_have_text(headline(decision.evaluate(other)))


def test_changes_can_be_saved_when_asked_about(visit: Visit, scenario: Scenario) -> None:
    page = visit()
    cost = slider(page, "Cost")
    cost.focus()
    cost.press("End")
    moved = points(scenario, cost=100)
    expect_result(page, moved)
    open_menu(page, scenario.title)
    page.get_by_role("radio", name="plain numbers").locator("xpath=ancestor::label").click()
    dialog = page.get_by_role("dialog")
    with page.expect_download() as got:
        dialog.get_by_role("button", name="Download the YAML file").click()
    assert read_scenario(Path(got.value.path()).read_bytes(), "x.yaml").fingerprint == moved.fingerprint
    expect(dialog).to_contain_text("Nothing is lost")
    dialog.get_by_role("button", name="Open", exact=True).click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("button", name="plain numbers").first).to_be_visible()


def test_all_weights_zero_is_a_message_and_not_the_end(visit: Visit, scenario: Scenario) -> None:
    page = visit()
    for place, criterion in enumerate(scenario.criteria):
        each = slider(page, criterion.name)
        each.focus()
        each.press("Home")
        if place < len(scenario.criteria) - 1:
            expect(share(page, place)).to_have_text(re.compile(r"^0(\.0)? %$"))
    expect(once(page.get_by_role("alert"))).to_contain_text("All weights are zero.")
    expect(headline_of(page)).to_be_visible()
    page.get_by_role("button", name="File", exact=True).click()
    expect(page.get_by_role("alert")).to_have_count(0)
    expect_result(page, scenario)


def test_texts_of_a_file_are_shown_as_they_are_written(visit: Visit, scenario: Scenario) -> None:
    page = visit()
    upload(page, scenario.title, "<b>.yaml", yaml.safe_dump(hostile_document(), sort_keys=False).encode("utf-8"))
    expect(page.locator(".question")).to_have_text(HOSTILE)

    def is_literal(place: Any) -> None:
        """The text stands there as it was written, but for marks that take no room."""
        expect(place).to_contain_text("**x** $x$ and $y$")
        assert HOSTILE in (place.text_content() or "").replace("\N{WORD JOINER}", "")
        assert page.locator("[data-testid=stApp] :is(a[href*=evil], img[src*=evil])").count() == 0

    is_literal(page.get_by_role("button", name="alert(1)").first)  # the menu, named by the title
    is_literal(page.locator(".live .presets"))  # a view
    is_literal(page.locator(".live .bar").first)
    is_literal(page.locator(".live .row").first)
    is_literal(page.locator("table").first)
    go(page, "Ratings")
    expect(headline_of(page)).to_contain_text("ratings")
    is_literal(page.get_by_role("radiogroup").last)  # criteria
    is_literal(page.locator(".st-key-option_choice"))
    page.get_by_role("tab", name="Requirements").click()
    is_literal(page.locator(".requirement").first)


TEMPTING = (
    "![tracker](http://evil.example/pixel.png) [Click here to log in](http://evil.example/login) :red[**urgent**] $x^2$"
)
OVERFLOWING = f"""
format: 1
title: "{TEMPTING}"
criteria:
  fit: {{worst: 0, best: 10, outside: extrapolate}}
  cost: {{worst: 10, best: 0}}
weights: {{fit: 60, cost: 40}}
options:
  a: {{name: "{TEMPTING}", ratings: {{fit: 45, cost: 7}}}}
  b: {{name: "{TEMPTING} b", ratings: {{fit: 46, cost: 4}}}}
"""
# bold are only the titles of what can be unfolded, whole, and nothing in them
RENDERED = (
    "[data-testid=stApp] :is(a[href*=evil], img[src*=evil], .katex, [class*=stMarkdownColored], strong strong, "
    "strong ~ strong, strong:not([data-testid=stExpander] summary p > strong:first-child))"
)


def test_what_is_wrong_with_a_file_is_said_as_it_is_written_on_every_page(visit: Visit, scenario: Scenario) -> None:
    page = visit()  # which complains of everything that is fetched from elsewhere
    upload(page, scenario.title, "tempting.yaml", OVERFLOWING.encode("utf-8"))
    expect(page.locator(".st-key-menu button")).to_contain_text("tracker")
    for name in ("Structure", "Ratings", "How sure", "What would change it", "Money", "Compare", "Decide"):
        go(page, name)
        page.get_by_role("heading", level=1).first.wait_for()
        page.wait_for_timeout(500)
        assert page.locator(RENDERED).count() == 0
        text = (page.locator("[data-testid=stApp]").text_content() or "").replace("\N{WORD JOINER}", "")
        assert TEMPTING in text  # all of it, as it is written


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Decide", "leads"),
        ("Structure", "We choose between"),
        ("Ratings", "Of 18 ratings"),
        ("How sure", "is best in"),
        ("Money", "costs least"),
        ("Compare", "disagree most"),
        ("Take away", "leads"),
    ],
)
def test_nothing_is_cut_off_sideways(visit: Visit, width: int, height: int, name: str, says: str) -> None:
    page = visit(width, height)
    if name != "Decide":
        go(page, name)
    expect(headline_of(page)).to_contain_text(says)
    sizes = page.evaluate(
        "[document.documentElement, document.querySelector('[data-testid=stMain]')].map(e => [e.scrollWidth, e.clientWidth])"
    )
    assert all(scroll <= client for scroll, client in sizes)
    beyond = page.evaluate(
        """width => [...document.querySelectorAll('[data-testid=stMain] :is(button, input, p, h1, h2, h3, svg, table)')]
            .filter(e => !e.closest('.scroll') && e.getBoundingClientRect().width > 0)
            .filter(e => e.getBoundingClientRect().right > width + 1 || e.getBoundingClientRect().left < -1)
            .map(e => e.outerHTML.slice(0, 120))""",
        width,
    )
    assert beyond == []


def test_on_a_projector_the_answer_and_all_sliders_are_seen_at_once(visit: Visit, scenario: Scenario) -> None:
    page = visit(1280, 720)
    expect_result(page, scenario)
    seen = [
        headline_of(page),
        *[page.locator(".live .bar").nth(place) for place in range(3)],
        page.get_by_role("slider").last,
    ]
    for each in seen:
        box = each.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 720


def test_how_sure_follows_the_weights_and_the_switch(visit: Visit, scenario: Scenario) -> None:
    page = visit()
    slider(page, "Fit with patients and staff").press("Home")
    moved = points(scenario, fit=0)
    expect(page.locator(".answer .sure")).to_have_text(surety(simulate(moved, weights="stated")))
    go(page, "How sure")
    expect(headline_of(page)).to_have_text(surety(simulate(moved, weights="stated")))
    page.get_by_role("combobox", name="What is uncertain").click()
    page.get_by_role("option", name="Any weights at all, with ratings fixed").click()
    expect(headline_of(page)).to_have_text(surety(simulate(moved, weights="any", ratings=False)))
    expect(page.locator(".st-key-rank_bars svg.marks")).to_be_visible()
    expect(page.locator(".st-key-score_spread svg.marks")).to_be_visible()
    expect(page.get_by_role("region", name="One against one").locator("tbody tr")).to_have_count(3)
