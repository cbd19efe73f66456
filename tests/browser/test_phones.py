"""Phones in a room, in a real browser: blind until the reveal, through reloads, sleep and lost connections.

Their host is this test, on the same database as the app; the facilitator's page has tests of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import make_url

from decision.files.reader import load
from decision.room.events import Lock, Reveal, Start, Talk
from decision.room.modes import Mode
from decision.room.questions import Asked, Question, Way
from decision.room.store import HostRoom, Opened, Store
from decision.room.store.engine import engine_for
from tests.browser.conftest import sync_api
from tests.browser.test_access import RULES, SCENARIO
from tests.browser.test_access import axe as axe  # a fixture

expect = sync_api.expect
SCREEN = {"width": 390, "height": 844}
NAME = "<img src=x onerror=alert(1)>"


@dataclass
class Meeting:
    opened: Opened
    host: HostRoom


@pytest.fixture
def meeting(kept: Path, address: str) -> Iterator[Meeting]:  # the app makes the database
    store = Store(engine_for(make_url(f"sqlite:///{kept / 'rooms.sqlite'}")))
    opened = store.open_room(load(SCENARIO), Mode.UNNAMED_TO_OTHERS)
    yield Meeting(opened, store.as_host(opened.code, opened.host_secret))
    store.close()


@pytest.fixture
def phone(browser: Any, address: str, meeting: Meeting) -> Iterator[Any]:
    """A phone at the room's address; nothing may be complained of, run or fetched from elsewhere."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def take_out(scheme: str) -> Any:
        context = browser.new_context(viewport=SCREEN, color_scheme=scheme, reduced_motion="reduce", has_touch=True)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(f"a script ran: {dialog.message}"), dialog.dismiss()))
        page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
        page.on(
            "request",
            lambda request: None if request.url.startswith((address, "data:")) else complaints.append(request.url),
        )
        page.goto(f"{address}/join/{meeting.opened.code.lower()}")
        return page

    yield take_out
    for context in contexts:
        context.close()
    assert not [each for each in complaints if not each.startswith("about:")]


def is_fit_for_everybody(page: Any, axe: str) -> None:
    found = page.evaluate(f"{axe}; axe.run(document, {{rules: {json.dumps(RULES)}}})")
    assert [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= SCREEN["width"]  # nothing to push sideways


def come_in(page: Any, name: str) -> None:
    page.get_by_label("Your name, or an alias").fill(name)
    page.get_by_role("button", name="Come in").click()
    expect(page.get_by_role("heading", name="You are in")).to_be_visible()


def send(page: Any) -> None:
    page.get_by_role("button", name=re.compile("^Send (my answers|the changes)$")).click()


def sent(page: Any) -> None:
    expect(page.locator("#bar")).to_contain_text("Sent. You can change it")


def test_a_room_on_phones_from_the_link_to_the_reveal(phone: Any, meeting: Meeting, axe: str) -> None:
    host = meeting.host
    light, dark = phone("light"), phone("dark")
    for page in (light, dark):
        expect(page.get_by_role("heading", name="Come in")).to_be_visible()
        is_fit_for_everybody(page, axe)
    come_in(light, NAME)
    come_in(dark, "Ben")
    expect(light.get_by_text(f"You are {NAME}.")).to_be_visible()

    # weights; a reload in the middle keeps what was typed
    items = ("cost", "risk", "fit")
    host.apply(Start(Question(Asked.WEIGHTS, items, Way.SWINGS)))
    points = light.locator("#main input[type=text]")
    expect(points).to_have_count(3)
    points.nth(0).fill("100")
    points.nth(1).fill("1,500")
    light.reload()
    expect(points.nth(0)).to_have_value("100")
    send(light)
    expect(light.get_by_role("alert")).to_contain_text("Leave commas out of thousands")
    expect(points.nth(1)).to_be_focused()
    points.nth(1).fill("50")
    points.nth(2).fill("0")
    send(light)
    sent(light)
    is_fit_for_everybody(light, axe)

    # a phone that is offline keeps its ballot, and sends it by itself
    points = dark.locator("#main input[type=text]")
    expect(points).to_have_count(3)
    dark.context.set_offline(True)
    for k in range(3):
        points.nth(k).fill("20")
    send(dark)
    expect(dark.locator("#bar")).to_contain_text("Not sent yet. It is kept")
    assert host.progress().ready == 1
    dark.context.set_offline(False)
    sent(dark)
    assert host.progress().ready == 2
    is_fit_for_everybody(dark, axe)

    # one that sleeps through lock and reveal is there again at once, out of the page cache too
    dark.context.set_offline(True)
    host.apply(Lock())
    expect(light.get_by_role("heading", name="Locked")).to_be_visible()
    assert "33 %" not in light.content()
    host.apply(Reveal())
    expect(light.get_by_text("2 people answered.")).to_be_visible()
    expect(light.get_by_text("You said 67 %: the ring.")).to_be_visible()
    dark.context.set_offline(False)
    expect(dark.get_by_text("You said 33 %: the ring.").first).to_be_visible()
    dark.goto("about:blank")
    host.apply(Talk())
    dark.go_back()
    expect(dark.locator("#step")).to_have_text("Talk")
    for page in (light, dark):
        is_fit_for_everybody(page, axe)

    # ratings, with their anchors' words, and what one cannot judge
    rated = [item for item in host.room.sheet.items(Asked.RATINGS) if item.endswith("/risk")]
    host.apply(Start(Question(Asked.RATINGS, tuple(rated))))
    expect(light.get_by_role("heading", name="What do you expect of each?")).to_be_visible()
    light.locator(".anchors button").first.click()
    expect(light.locator(".anchors button[aria-pressed=true]")).to_have_count(1)
    light.get_by_label("I cannot judge this").nth(1).check()
    light.get_by_text("Evidence and reason").first.click()
    light.get_by_label("Your reason, in a line").first.fill("<b>Seen</b>")
    is_fit_for_everybody(light, axe)
    send(light)
    expect(light.locator("#bar")).to_contain_text("1 of 3 are open")
    expect(dark.get_by_role("heading", name="What do you expect of each?")).to_be_visible()
    is_fit_for_everybody(dark, axe)

    # the room ends, and phones say so
    host.end()
    for page in (light, dark):
        expect(page.get_by_role("heading", name="No room here")).to_be_visible()
        is_fit_for_everybody(page, axe)
    assert light.evaluate("Object.keys(localStorage)") == []


def test_a_wrong_code_is_said_on_the_phone(phone: Any, address: str, axe: str) -> None:
    page = phone("light")
    page.goto(f"{address}/join/AAAA-AAAA")
    expect(page.get_by_text("There is no room with this code")).to_be_visible()
    page.goto(f"{address}/join")
    page.get_by_label("The room’s code, 8 letters and digits").fill("0000-0000")
    is_fit_for_everybody(page, axe)
    page.get_by_role("button", name="Go").click()
    expect(page.get_by_text("There is no room with this code")).to_be_visible()
