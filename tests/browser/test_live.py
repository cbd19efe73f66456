"""The live panel in a real browser: everything follows a slider while it moves, and Python follows when it rests."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

import decision
from decision.analysis.simulation.simulation import simulate
from decision.model.scenario import Scenario
from decision.outputs.words.figures import points
from decision.outputs.words.scoring import headline
from decision.outputs.words.simulation import chances, surety
from decision.outputs.words.weights import weights_in_percent
from tests.browser.conftest import answer, go, once, sync_api
from tests.ui.conftest import ROOT

Visit = Callable[..., Any]
expect = sync_api.expect

SCENARIO = ROOT / "scenarios" / "health-centre-portal.yaml"
FIT = "Fit with patients and staff"


# Lets a test cut the connection and mend it again.
CUT = """(() => {
    const Real = window.WebSocket, open = new Set();
    let down = false;
    window.WebSocket = class extends Real {
        constructor(address, ...more) {
            super(down ? address.replace(/:[0-9]+/, ':9') : address, ...more);
            open.add(this);
        }
    };
    window.lost = () => { down = true; open.forEach(each => each.close()); };
    window.found = () => { down = false; };
})()"""


@pytest.fixture
def scenario() -> Scenario:
    return decision.load(SCENARIO)


def moved(scenario: Scenario, **changed: float) -> Scenario:
    return scenario.with_weights({criterion.id: criterion.weight or 0.0 for criterion in scenario.criteria} | changed)


def slider(page: Any, name: str) -> Any:
    return page.get_by_role("slider", name=name)


def row(page: Any, name: str) -> Any:
    return page.locator(".live .row").filter(has_text=name)


def said(page: Any) -> str:
    return str(page.locator(".live h1").text_content())


def sure(page: Any) -> str:
    return str(page.locator(".live .sure").text_content())


def order(page: Any) -> list[str]:
    """The options as their bars lie, from top to bottom."""
    names: list[str] = page.evaluate(
        """() => { const root = document.querySelector('.st-key-live_panel [data-testid=stBidiComponentIsolated]').shadowRoot;
        return [...root.querySelectorAll('.bar')].sort((a, b) => a.style.getPropertyValue('--place') - b.style.getPropertyValue('--place'))
            .map(bar => bar.querySelector('.name, s').textContent); }"""
    )
    return names


def expect_all(page: Any, scenario: Scenario) -> None:
    """Panel and table show what Python says of `scenario`, chances from all draws included."""
    evaluation, result = decision.evaluate(scenario), simulate(scenario, weights="stated")
    expect(page.locator(".live h1")).to_have_text(headline(evaluation))
    expect(page.locator(".live .sure")).to_have_text(surety(result))
    expect(page.locator(".live .more .note")).to_contain_text("Counted over 100,000 futures")
    assert order(page) == [option.name for option in evaluation.in_rank_order]
    for option in evaluation.options:
        bar = page.locator(".live .bar").filter(has_text=option.name)
        expect(bar.locator(".score")).to_have_text(points(option.score))
        expect(bar.locator(".chance")).to_have_text(chances(result)[option.id])
    expect_table(page, scenario)


def expect_table(page: Any, scenario: Scenario) -> None:
    weights = page.locator("table.compare").first.locator("tbody tr:not(.part) td:nth-child(2)")
    expect(weights).to_have_text(list(shares(scenario).values()))


def shares(scenario: Scenario) -> Mapping[str, str]:
    """What every criterion is shown to count for, on the panel and in the table alike."""
    return weights_in_percent(scenario.weights)


@contextmanager
def drag(page: Any, name: str, start: float) -> Iterator[Callable[[float], None]]:
    """Hold the thumb of a slider, from `start` points; gives what moves it to other points."""
    box = slider(page, name).bounding_box()
    y, left, width = box["y"] + box["height"] / 2, box["x"] + 10, box["width"] - 20

    def to(x: float) -> None:
        page.mouse.move(left + width * x / 100, y, steps=3)
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    to(start)
    page.mouse.down()
    yield to
    page.mouse.up()


def test_bars_and_sentences_follow_before_the_release_and_python_after(visit: Visit, scenario: Scenario) -> None:
    page = visit()
    expect_all(page, scenario)
    seen = [(said(page), sure(page))]
    with drag(page, FIT, 30) as to:
        for x in (40, 50, 60, 80):
            to(x)
            seen.append((said(page), sure(page)))
            assert said(page) == headline(decision.evaluate(moved(scenario, fit=x)))
        assert len(set(seen)) == len(seen)  # every move shows, in both sentences
        assert order(page)[0] == "Buy a portal"  # the other leader, and its bar on top
        expect(page.locator(".live .more .note")).to_contain_text("counted over 4,000 futures")
        expect_table(page, scenario)  # Python knows nothing of it yet
        expect(row(page, FIT).locator(".share")).to_have_text(shares(moved(scenario, fit=80))["fit"])
    expect_all(page, moved(scenario, fit=80))
    expect(once(page.get_by_text("Not yet downloaded"))).to_be_visible()


def test_what_is_shown_while_dragging_is_what_the_large_count_says(visit: Visit, scenario: Scenario) -> None:
    page = visit()
    expect_all(page, scenario)

    def futures() -> list[int]:
        return [int(x) for x in re.findall(r"\d+(?= of|,| and|:| in)|(?<= in )\d+", sure(page))]

    with drag(page, FIT, 30) as to:
        to(55)
        on_the_move = futures()
    expect_all(page, moved(scenario, fit=55))
    assert on_the_move
    assert futures() == pytest.approx(on_the_move, abs=2)  # nothing jumps when it comes to rest


def test_keys_move_a_slider_to_both_ends_and_step_by_step(visit: Visit, scenario: Scenario) -> None:
    page = visit()
    expect_all(page, scenario)
    flexibility = slider(page, "Flexibility")
    flexibility.focus()
    for key, x in (("ArrowRight", 16), ("End", 100), ("Home", 0), ("PageUp", 10)):
        flexibility.press(key)
        expect(flexibility).to_have_value(str(x))
        shown = moved(scenario, flexibility=x)
        expect(page.locator(".live h1")).to_have_text(headline(decision.evaluate(shown)))
        share = shares(shown)["flexibility"]
        expect(flexibility).to_have_attribute("aria-valuetext", f"{x} points, {share}")
    expect_all(page, moved(scenario, flexibility=10))
    flexibility.press("Delete")
    expect_all(page, scenario)


def test_everything_can_be_reached_by_tab(visit: Visit, scenario: Scenario) -> None:
    page = visit()
    expect_all(page, scenario)
    page.get_by_label("Points for Cost").focus()
    names = []
    for _ in range(3 * len(scenario.criteria) + 2):
        names.append(
            page.evaluate(
                """() => { let at = document.activeElement; while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
                return at.getAttribute('aria-label') ?? at.textContent; }"""
            )
        )
        page.keyboard.press("Tab")
    expected = [
        name
        for each in scenario.criteria
        for name in (f"Points for {each.name}", f"Hold the share of {each.name}", each.name)
    ]
    assert names == [*expected, "File", "Equal"]


def test_a_held_share_stays_while_others_move(visit: Visit, scenario: Scenario) -> None:
    page = visit()
    expect_all(page, scenario)
    hold = page.get_by_role("button", name="Hold the share of Cost")
    hold.press("Enter")
    expect(hold).to_have_attribute("aria-pressed", "true")
    with drag(page, FIT, 30) as to:
        for x in (40, 60):
            to(x)
            expect(row(page, "Cost").locator(".share")).to_have_text(re.compile(r"^15(\.0)? %$"))
    free = {"time_to_launch": 10, "flexibility": 15, "integration": 20, "risk": 10}
    expect_all(page, moved(scenario, fit=60, **{name: x * 25 / 55 for name, x in free.items()}))
    hold.press("Enter")
    expect(hold).to_have_attribute("aria-pressed", "false")


def test_a_double_click_brings_the_weight_of_the_file_back(visit: Visit, scenario: Scenario) -> None:
    page = visit()
    expect_all(page, scenario)
    slider(page, FIT).press("End")
    expect_all(page, moved(scenario, fit=100))
    slider(page, FIT).dblclick(position={"x": 60, "y": 14})
    expect_all(page, scenario)


def test_points_can_be_typed(visit: Visit, scenario: Scenario) -> None:
    page = visit()
    expect_all(page, scenario)
    field = page.get_by_label("Points for Integration")
    field.fill("62.5")
    field.press("Enter")
    expect_all(page, moved(scenario, integration=62.5))
    for typed, why in (
        ("1001", "“1001” is more than 1000; give 0 to 1000. 62.5 stays."),
        ("1,000", "“1,000” can be read as 1 and as 1000; type one of these. 62.5 stays."),
        ("15 %", "“15 %”: it is not known of what that is a share; type a number without a sign. 62.5 stays."),
    ):
        field.fill(typed)
        field.press("Enter")
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(once(page.get_by_text(why, exact=True))).to_be_visible()
        page.get_by_label("Points for Cost").focus()
        expect(field).to_have_value(typed)  # what was not understood is not taken away
        field.focus()
    field.press("Escape")
    expect(field).to_have_value("62.5")
    expect(page.locator(".live .why:not([hidden])")).to_have_count(0)
    field.fill("62,5")
    field.press("Enter")
    expect(field).to_have_value("62.5")
    expect_all(page, moved(scenario, integration=62.5))


def test_all_weights_zero_is_said_and_the_last_result_stays(visit: Visit, scenario: Scenario) -> None:
    page = visit()
    expect_all(page, scenario)
    last = scenario.with_weights({each.id: float(each.id == "fit") for each in scenario.criteria})
    for each in scenario.criteria:
        if each.id == "fit":
            expect_table(page, last)  # the server has seen these: commits in quick succession may become one
        field = page.get_by_label(f"Points for {each.name}")
        field.fill("0")
        field.press("Enter")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("All weights are zero. Give at least one criterion some points.")
    expect(alert).to_contain_text("the result of the last weights that could be used")
    expect(page.locator(".live h1")).to_have_text(headline(decision.evaluate(last)))
    expect_table(page, last)
    expect(page.locator(".live.stale")).to_be_visible()
    page.get_by_role("button", name="File", exact=True).click()
    expect(alert).to_have_count(0)
    expect_all(page, scenario)


def test_marks_stand_where_the_leader_turns(visit: Visit, scenario: Scenario) -> None:
    page = visit()
    expect_all(page, scenario)
    expect(page.locator(".live .turning")).to_have_text(
        re.compile(rf"^Buy overtakes if {FIT} counts for more than 3\d %\.$")
    )
    mark = (
        row(page, FIT).locator(".slide .turn:not([hidden])").evaluate("mark => mark.getBoundingClientRect().toJSON()")
    )
    box = slider(page, FIT).bounding_box()
    at = 100 * (mark["x"] - box["x"] - 10) / (box["width"] - 20)
    below, above = (decision.evaluate(moved(scenario, fit=at + by)).leader for by in (-1, 1))
    assert (below, above) == ("extend", "buy")


def test_sliders_go_as_far_as_the_sentence_says(visit: Visit, scenario: Scenario) -> None:
    page = visit()
    expect_all(page, scenario)
    weighed = dict(zip(scenario.weights, (100, 40, 30, 70, 20, 100), strict=True))
    for name, x in weighed.items():
        field = page.get_by_label(f"Points for {scenario.all_criteria[name].name}")
        field.fill(str(x))
        field.press("Enter")
    expect_all(page, moved(scenario, **weighed))
    sentence = page.locator(".live .turning")
    expect(sentence).to_have_text(
        re.compile(r"^Buy overtakes if Fit with patients and staff counts for more than \d+ %\.$")
    )
    stroke = row(page, FIT).locator(".slide .turn:not([hidden])")
    expect(stroke).to_have_count(1)
    box, at = slider(page, FIT).bounding_box(), stroke.bounding_box()["x"]
    assert box["x"] < at < box["x"] + box["width"]
    expect(slider(page, FIT)).to_have_value("100")
    slider(page, FIT).press("End")
    expect(page.locator(".live h1")).to_contain_text("Buy leads")
    page.get_by_role("button", name="File", exact=True).click()
    expect_all(page, scenario)
    expect(slider(page, FIT)).to_have_attribute("max", "100")


def test_the_answer_is_read_out_at_rest_and_not_on_the_way(visit: Visit, scenario: Scenario) -> None:
    page = visit()
    expect_all(page, scenario)
    spoken = page.locator(".live .spoken")
    expect(spoken).to_contain_text("Extend leads Buy")
    with drag(page, FIT, 30) as to:
        to(80)
        page.wait_for_timeout(1000)
        assert "Extend leads Buy" in spoken.text_content()
    expect(spoken).to_have_text(
        f"{headline(decision.evaluate(moved(scenario, fit=80)))} {surety(simulate(moved(scenario, fit=80), weights='stated'))}"
    )
    table = page.locator(".live .unseen table")
    expect(table.locator("tbody tr").first).to_contain_text("Buy a portal")


def test_bars_glide_unless_movement_is_unwanted(visit: Visit, scenario: Scenario) -> None:
    for wish, seconds in (("no-preference", "0.2s"), ("reduce", "0s")):
        page = visit(reduced_motion=wish)
        expect_all(page, scenario)
        took = page.locator(".live .bar").first.evaluate("bar => getComputedStyle(bar).transitionDuration")
        assert took == seconds


def test_a_lost_connection_loses_no_weights(browser: Any, address: str, scenario: Scenario) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 720}) as context:  # its console may complain
        context.add_init_script(CUT)
        page = context.new_page()
        page.goto(address)
        expect_all(page, scenario)
        page.evaluate("lost()")
        page.wait_for_timeout(300)
        with drag(page, FIT, 30) as to:
            to(70)
        assert said(page) == headline(decision.evaluate(moved(scenario, fit=70)))
        expect(page.locator(".live .waiting")).to_be_visible()
        expect_table(page, scenario)
        page.evaluate("found()")
        expect_all(page, moved(scenario, fit=70))
        expect(page.locator(".live .waiting")).to_be_hidden()


def test_two_windows_do_not_touch_each_other(visit: Visit, scenario: Scenario) -> None:
    one, other = visit(), visit()
    for page in (one, other):
        expect_all(page, scenario)
    slider(one, FIT).press("End")
    expect_all(one, moved(scenario, fit=100))
    slider(other, "Cost").press("End")
    expect_all(other, moved(scenario, cost=100))
    expect_all(one, moved(scenario, fit=100))


def test_locks_and_weights_outlive_a_look_at_another_page(visit: Visit, scenario: Scenario) -> None:
    page = visit()
    expect_all(page, scenario)
    page.get_by_role("button", name="Hold the share of Cost").click()
    slider(page, "Cost").press("ArrowRight")  # and at once to another page
    go(page, "Ratings", delay=80)  # as long as a hand takes
    expect(answer(page)).to_contain_text("ratings")
    go(page, "Decide")
    expect_all(page, moved(scenario, cost=16))
    expect(page.get_by_role("button", name="Hold the share of Cost")).to_have_attribute("aria-pressed", "true")


def test_answer_and_leader_stay_in_view_while_the_lower_of_many_sliders_are_moved(visit: Visit, tmp_path: Path) -> None:
    criteria = {
        f"c{k}": {"name": f"Criterion {k} of a long list", "worst": 0, "best": 10, "weight": 5} for k in range(12)
    }
    options = {
        name: {"ratings": {id: (7 * k + place) % 10 for k, id in enumerate(criteria)}}
        for place, name in enumerate(("build", "buy", "extend"))
    }
    text = yaml.safe_dump({"format": 1, "title": "Many", "criteria": criteria, "options": options}, sort_keys=False)
    page = visit(1280, 720)
    page.locator(".st-key-menu button").click()
    page.locator("input[type=file]").set_input_files(
        {"name": "many.yaml", "mimeType": "application/yaml", "buffer": text.encode()}
    )
    expect(page.locator(".live .row")).to_have_count(12)
    last = slider(page, "Criterion 11 of a long list")
    last.evaluate("e => e.scrollIntoView({block: 'end'})")
    page.wait_for_timeout(300)
    for each in (page.locator(".live h1"), page.locator(".live .bar[style*='--place: 0']")):
        box = each.bounding_box()
        assert box["y"] >= 60
        assert box["y"] + box["height"] <= 720
    assert last.bounding_box()["y"] < 720


def test_on_a_phone_the_bars_stay_while_the_sliders_go_by(visit: Visit, scenario: Scenario) -> None:
    page = visit(390, 844)
    expect_all(page, scenario)
    slider(page, FIT).scroll_into_view_if_needed()
    page.mouse.move(190, 600)
    page.mouse.wheel(0, 350)
    page.wait_for_timeout(500)
    first = slider(page, "Cost").bounding_box()
    for place in range(3):
        box = page.locator(".live .bar").nth(place).bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 844 / 2
    assert first["y"] < page.locator(".live .answer").bounding_box()["y"] + 300


def test_the_plain_page_can_be_asked_for(visit: Visit, scenario: Scenario, address: str) -> None:
    page = visit()
    page.goto(f"{address}/?plain=1")
    expect(page.get_by_test_id("stSlider")).to_have_count(len(scenario.criteria))
    expect(page.locator(".live")).to_have_count(0)


def test_a_move_draws_only_what_stands_with_the_weights(visit: Visit, scenario: Scenario) -> None:
    page = visit()
    expect_all(page, scenario)
    received: list[bytes] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(frame)))
    page.reload()  # for the first connection was there before anybody listened
    expect_all(page, scenario)
    received.clear()
    slider(page, "Cost").press("ArrowRight")
    expect_all(page, moved(scenario, cost=16))
    messages = [ForwardMsg.FromString(each) for each in received]
    drawn = [each.WhichOneof("type") for each in messages]
    assert drawn.count("new_session") == drawn.count("script_finished") == 1
    assert "navigation" not in drawn
    components = [
        x.delta.new_element.bidi_component.component_name for x in messages if x.WhichOneof("type") == "delta"
    ]
    assert [name for name in components if name] == ["trilemma_now"]
    assert sum(map(len, received)) < 40_000
