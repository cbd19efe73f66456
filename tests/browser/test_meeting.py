"""A meeting in one run: whoever leads it on a screen, and three phones that join, sleep, reload and answer twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from decision.files.reader import load, read_scenario
from decision.model.settled_room import AskedFor, Names
from tests.browser.conftest import answer, go, once, sync_api
from tests.ui.conftest import ROOT

Visit = Callable[..., Any]
Look = Callable[[str, Any], None]
expect = sync_api.expect

PHONE = {"width": 390, "height": 844}
PORTAL = load(ROOT / "scenarios" / "health-centre-portal.yaml")
TOPS = [criterion.id for criterion in PORTAL.criteria]
FIRST = {"Ann": {"fit": 60, "cost": 10}, "Bo": {"cost": 80, "fit": 5}, "Cy": {"fit": 30, "cost": 30}}
SECOND = {"Ann": {"fit": 50, "cost": 20}, "Bo": {"cost": 60, "fit": 20}, "Cy": {"fit": 30, "cost": 30}}


def nothing_to_see(_name: str, _page: Any) -> None:
    """Where nobody takes pictures."""


def come_in(phone: Any, address: str, name: str) -> None:
    phone.goto(address)
    phone.get_by_label("Your name, or an alias").fill(name)
    phone.get_by_role("button", name="Come in").click()
    expect(phone.get_by_role("heading", name="Come in")).to_have_count(0)


def weigh(phone: Any, points: Mapping[str, int]) -> None:
    for top in TOPS:
        phone.locator(f"input[type=text][data-item='{top}']").fill(str(points.get(top, 10)))


def send(phone: Any) -> None:
    phone.locator("#bar button").click()
    expect(phone.locator("#bar")).to_contain_text("Sent")


def press(screen: Any, name: str) -> None:
    once(screen.get_by_role("button", name=name, exact=True)).click()


def unfold(screen: Any, name: str) -> None:
    once(screen.locator("[data-testid=stExpander] summary").filter(has_text=name)).click()


def meet(screen: Any, phones: Mapping[str, Any], folder: Path, look: Look = nothing_to_see) -> bytes:
    """Hold the meeting, and return the file that is saved afterwards."""
    go(screen, "Room")
    screen.get_by_text("With names:").click()
    press(screen, "Open a room")
    link = once(screen.locator(".join a")).get_attribute("href")
    expect(once(screen.locator(".join img"))).to_have_attribute("alt", f"QR code of {link}")
    for name, phone in phones.items():
        come_in(phone, link, name)
    expect(screen.locator(".count")).to_contain_text("3 people are in")
    look("lobby", screen)

    # --- a round of weights, blind
    screen.get_by_label("Ask for").click()
    screen.get_by_role("option", name="Weights").click()
    press(screen, "Ask everybody")
    expect(answer(screen)).to_contain_text("What matters to you")
    ann, bo, cy = phones.values()
    weigh(ann, FIRST["Ann"])
    look("phone_weighs", ann)
    send(ann)
    weigh(bo, FIRST["Bo"])
    send(bo)
    bo.context.set_offline(True)  # asleep, after its answer
    weigh(cy, FIRST["Cy"])
    cy.reload()  # in the middle of a ballot
    expect(cy.locator("input[type=text][data-item=fit]")).to_have_value("30")
    expect(screen.locator(".count")).to_contain_text("2 of 3 ready")
    unfold(screen, "Who is missing?")
    expect(once(screen.locator("ul.found"))).to_contain_text("Cy")
    look("open", screen)
    send(cy)
    expect(screen.locator(".count")).to_contain_text("3 of 3 ready")

    # --- locked, revealed: dots first, then what they come to
    press(screen, "Lock")
    expect(answer(screen)).to_contain_text("nobody has seen any of them yet")
    press(screen, "Reveal")
    expect(answer(screen)).to_contain_text("Where do we differ?")
    expect(screen.get_by_text("middle half")).to_have_count(0)
    look("dots", screen)
    expect(ann.locator("svg .own").first).to_be_attached()  # one's own dot, on one's own phone
    look("phone_revealed", ann)
    bo.context.set_offline(False)  # awake again: the page comes from the page cache, with a stream that is dead
    bo.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(bo.locator("svg .own").first).to_be_attached()
    press(screen, "Show the middle")
    expect(answer(screen)).to_contain_text("leads for")
    expect(screen.get_by_role("region", name="What was answered")).to_be_visible()
    look("revealed", screen)

    # --- taken over, as one change
    unfold(screen, "Take over")
    press(screen, "Take over")
    undo = screen.get_by_role("button", name="Undo")
    expect(undo).to_be_enabled()
    unfold(screen, "Talk")
    note = screen.get_by_label("Said about Weight of Cost", exact=True)
    note.fill("The budget is fixed")
    note.press("Enter")

    # --- again, on what decides
    press(screen, "Ask again: the weights")
    expect(answer(screen)).to_contain_text("What matters to you")
    for name, phone in phones.items():
        expect(phone.locator("#bar")).to_be_visible()
        weigh(phone, SECOND[name])
        send(phone)
    press(screen, "Lock")
    press(screen, "Reveal")
    press(screen, "Show the middle")
    unfold(screen, "Rounds side by side")
    expect(screen.get_by_role("region", name="Rounds side by side")).to_contain_text("moved")
    look("second", screen)

    # --- settled, saved, ended
    unfold(screen, "Settle or end")
    press(screen, "Settle")
    expect(answer(screen)).to_contain_text("Settled")
    press(screen, "Save as YAML")
    with screen.expect_download() as begun:
        screen.get_by_role("button", name="Download the YAML file").click()
    saved = folder / "saved.yaml"
    begun.value.save_as(saved)
    screen.keyboard.press("Escape")
    screen.get_by_text("Delete all that people answered").click()
    press(screen, "End the room now")
    expect(screen.get_by_text("all that people answered in it is deleted")).to_be_visible()
    expect(ann.locator("body")).to_contain_text("ended")
    return saved.read_bytes()


def test_three_phones_weigh_blind_twice_and_the_file_says_so(visit: Visit, browser: Any, tmp_path: Path) -> None:
    screen = visit()
    contexts = [browser.new_context(viewport=PHONE, is_mobile=True) for _ in FIRST]
    try:
        phones = dict(zip(FIRST, (context.new_page() for context in contexts), strict=True))
        saved = read_scenario(meet(screen, phones, tmp_path), "saved.yaml", folder=ROOT / "scenarios")
    finally:
        for context in contexts:
            context.close()
    (room,) = saved.rooms
    assert (room.names, room.people, set(room.roster)) == (Names.NAMED, 3, set(FIRST))
    assert [(each.asked, each.answered) for each in room.rounds] == [(AskedFor.WEIGHTS, 3)] * 2
    rest = 10 * (len(TOPS) - 2)
    shares = [100 * points["fit"] / (points["fit"] + points["cost"] + rest) for points in FIRST.values()]
    figures = {each.of: each.group for each in room.rounds[0].figures}
    assert figures["fit"] is not None and abs(figures["fit"] - sum(shares) / 3) < 1e-3
    cost = next(each for each in room.settled if each.of == "cost")
    assert cost.because == "The budget is fixed" and cost.value is not None and cost.was is not None
    assert cost.dissent and {each.by for each in cost.dissent} <= set(FIRST)
    # what was taken over is what the file weighs by
    assert abs(100 * saved.weights["fit"] - sum(shares) / 3) < 1e-3
