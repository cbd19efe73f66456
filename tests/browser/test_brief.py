"""The interactive brief in browsers: a file that answers moves as the engine does, asks nobody, and can be used by all."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import decision
from decision.files.enclosure import enclosure_text
from decision.model.contents import Simulation
from decision.model.scenario import Scenario
from decision.outputs.files.export import export
from decision.outputs.words.figures import points
from decision.outputs.words.scoring import headline
from tests.browser.conftest import PATIENCE, ROOT, sync_api
from tests.browser.other_browsers import firefox
from tests.browser.test_access import PHONE, ROOM, RULES, axe  # noqa: F401  the last is a fixture

expect = sync_api.expect
PORTAL = replace(decision.load(ROOT / "scenarios" / "health-centre-portal.yaml"), simulation=Simulation(20_000, 1))
STEPS = 10  # of one point
HOSTILE = '</script><img src=x onerror=alert(1)><!-- " & \u202e'


def brief(scenario: Scenario, folder: Path, name: str = "brief.html") -> str:
    path = folder / name
    text = enclosure_text(scenario, "brief", ".html")
    path.write_bytes(export(scenario, ".html", form="brief", enclosed=text))
    return path.as_uri()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    return brief(PORTAL, tmp_path_factory.mktemp("brief"))


@pytest.fixture
def look(browser: Any) -> Iterator[Callable[..., Any]]:
    """Open a file in a window of its own: nothing may be asked for but the file, or be complained of."""
    complaints: list[str] = []
    contexts = []

    def look(address: str, size: tuple[int, int] = ROOM, **more: Any) -> Any:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **more)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(f"a script ran: {dialog.message}"), dialog.dismiss()))

        def only_the_file(route: Any) -> None:
            if route.request.url == address:
                route.continue_()
            else:
                complaints.append(f"asked for {route.request.url}")
                route.abort()

        context.route("**/*", only_the_file)
        page.goto(address)
        return page

    yield look
    for context in contexts:
        context.close()
    assert not complaints


def moved(by: int) -> Scenario:
    now = {criterion.id: criterion.weight or 0.0 for criterion in PORTAL.criteria}
    return PORTAL.with_weights(now | {"fit": now["fit"] + by})


def test_a_moved_weight_answers_as_the_engine_does(look: Callable[..., Any], address: str) -> None:
    page = look(address)
    after = moved(STEPS)
    result, chances = decision.evaluate(after), decision.simulate(after, weights="stated")
    before = decision.simulate(PORTAL, weights="stated")
    assert headline(decision.evaluate(PORTAL)) != headline(result)
    expect(page.locator("#panel h1")).to_have_text(headline(decision.evaluate(PORTAL), before))
    page.get_by_role("slider", name=PORTAL.all_criteria["fit"].name).focus()
    for _ in range(STEPS):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#panel h1")).to_have_text(headline(result, chances))
    for option in result.options:
        bar = page.locator("#panel .bar").filter(has_text=PORTAL.option(option.id).name)
        expect(bar.locator(".score")).to_have_text(points(option.score))
        shown = re.search(r"(\d+) %", bar.locator(".chance").inner_text())
        assert shown is not None
        assert float(shown[1]) == pytest.approx(100 * (chances.option(option.id).p_best or 0.0), abs=3)
    page.get_by_role("button", name="File").click()
    expect(page.locator("#panel h1")).to_have_text(headline(decision.evaluate(PORTAL), before))


@pytest.mark.parametrize(
    ("size", "more"),
    [(ROOM, {}), (ROOM, {"color_scheme": "dark"}), (PHONE, {"has_touch": True})],
    ids=["room", "dark", "phone"],
)
def test_axe_finds_nothing(
    look: Callable[..., Any],
    address: str,
    axe: str,  # noqa: F811
    size: tuple[int, int],
    more: dict[str, Any],
) -> None:
    page = look(address, size, bypass_csp=True, **more)  # or axe could not be put into the page
    expect(page.locator("#panel .live.ready")).to_have_count(1)
    page.add_script_tag(content=axe)
    found = page.evaluate("rules => axe.run(document, {rules})", RULES)
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_nothing_moves_by_itself_for_those_who_ask_for_that(look: Callable[..., Any], address: str) -> None:
    gliding = "getComputedStyle(document.querySelector('#panel').shadowRoot.querySelector('.bar')).transitionDuration"
    assert look(address).evaluate(gliding) == "0.2s"
    assert look(address, reduced_motion="reduce").evaluate(gliding) == "0s"


def test_without_scripts_the_answer_is_there(look: Callable[..., Any], address: str) -> None:
    page = look(address, java_script_enabled=False)
    assert "<noscript><p>Scripts are not run here" in page.content()  # which Chromium shows by its own setting alone
    expect(page.locator("p.lead").first).to_have_text(headline(decision.evaluate(PORTAL)))


def test_names_are_text_whatever_they_hold(look: Callable[..., Any], tmp_path: Path) -> None:
    options = tuple(replace(each, name=f"{HOSTILE} {each.id}", about=HOSTILE) for each in PORTAL.options)
    criteria = tuple(replace(each, name=f"{HOSTILE} {each.id}") for each in PORTAL.criteria)
    hostile = replace(PORTAL, title=HOSTILE, question=HOSTILE, options=options, criteria=criteria)
    page = look(brief(hostile, tmp_path))
    expect(page.locator("#panel .bar .name").first).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator("img").count() == 0


def test_firefox_runs_it_too(address: str, tmp_path: Path) -> None:
    shadow = "document.querySelector('#panel').shadowRoot"
    slider = f"[...{shadow}.querySelectorAll('input[type=range]')].at(-1)"
    with firefox(tmp_path) as window:
        window.go(address)
        end = time.monotonic() + PATIENCE
        while not window.run(f"{shadow}?.querySelector('h1')?.textContent ?? ''"):
            assert time.monotonic() < end
            time.sleep(0.05)
        window.run(f"{slider}.focus() ?? null")
        window.press(*["ArrowRight"] * STEPS)
        said = headline(decision.evaluate(moved(STEPS)))
        while not window.run(f"{shadow}.querySelector('h1').textContent").startswith(said.rstrip(".")):
            assert time.monotonic() < end, window.run(f"{shadow}.querySelector('h1').textContent")
            time.sleep(0.05)
