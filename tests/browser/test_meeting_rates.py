"""A meeting that rates, led from the page: a gut choice, ratings as ranges asked twice, and a requirement."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from decision.files.reader import read_scenario
from decision.model.estimate import ThreePoint
from decision.model.requirement import Verdict
from decision.model.settled_room import AskedFor
from tests.browser.conftest import answer, at_rest, go, once, sync_api
from tests.browser.test_meeting import PHONE, Look, Visit, come_in, nothing_to_see, press, send, unfold
from tests.ui.conftest import ROOT

expect = sync_api.expect

Cells = Mapping[str, tuple[float, float, float]]
FIRST: Mapping[str, Cells] = {
    "Ann": {"buy/fit": (3, 4, 6), "extend/fit": (5, 7, 8)},
    "Bo": {"buy/fit": (7, 8, 9), "extend/fit": (4, 5, 6)},
    "Cy": {"buy/fit": (6, 7, 9), "extend/fit": (3, 5, 7)},
}
DEMO = "Saw it fail in the demo"
TALKED = "Staff means nurses too"


def pressed(screen: Any, *names: str) -> None:
    """Buttons that stay in, one after the other."""
    for name in names:
        button = screen.get_by_role("button", name=name, exact=True)
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")


def ask(screen: Any, kind: str) -> None:
    box = screen.get_by_label("Ask for")
    box.evaluate("e => e.scrollIntoView({block: 'center'})")
    screen.wait_for_timeout(2_500)  # scrolling, and a page that is drawn after something was unfolded, close a list
    at_rest(screen)
    box.click()
    screen.get_by_role("option", name=kind).click()
    expect(once(screen.get_by_label("Ask for"))).to_have_value(re.compile(kind))


def field_of(phone: Any, item: str) -> Any:
    return phone.locator("fieldset").filter(has=phone.locator(f"input[data-item='{item}']"))


def rate(phone: Any, cells: Cells) -> None:
    for item, figures in cells.items():
        for name, x in zip(("Low", "Likely", "High"), figures, strict=True):
            field_of(phone, item).get_by_label(name, exact=True).fill(f"{x:g}")
    assert phone.locator("input[data-item]").count() == len(cells)  # nothing else is asked


def lock_and_reveal(screen: Any, count: int) -> None:
    expect(screen.locator(".count")).to_contain_text(f"{count} of {count} ready")
    press(screen, "Lock")
    press(screen, "Reveal")


def meet(screen: Any, phones: Mapping[str, Any], folder: Path, look: Look = nothing_to_see) -> bytes:
    """Hold the meeting, and return the file that is saved afterwards."""
    go(screen, "Room")
    screen.get_by_text("With names:").click()
    press(screen, "Open a room")
    link = once(screen.locator(".join a")).get_attribute("href")
    for name, phone in phones.items():
        come_in(phone, link, name)
    ann = phones["Ann"]

    # --- a gut choice, before any number
    press(screen, "Ask everybody")
    for phone in phones.values():
        phone.get_by_label("Extend the portal we have").check()
        send(phone)
    lock_and_reveal(screen, 3)
    expect(answer(screen)).to_have_text("Extend is the choice of 3 of 3.")
    expect(ann.locator("#main")).to_contain_text("Extend the portal we have: 3 (yours)")

    # --- a reload of the page that leads: the room is led on, by a cookie that no script reads
    screen.reload()
    expect(answer(screen)).to_have_text("Extend is the choice of 3 of 3.")
    (host,) = [each for each in screen.context.cookies() if each["name"] == "trilemma_host"]
    assert host["httpOnly"] and host["sameSite"] == "Strict" and not screen.evaluate("document.cookie.includes('host')")

    # --- ratings as ranges, of the cells that were chosen: Escape takes none of them back
    ask(screen, "Ratings")
    once(screen.get_by_label("How", exact=True)).click()
    screen.get_by_role("option", name="lowest").click()
    pressed(screen, "Buy", "Extend", "Fit with patients and staff")
    screen.keyboard.press("Escape")
    look("asked", screen)
    press(screen, "Ask everybody")
    expect(answer(screen)).to_have_text("How good is each option?")
    for name, phone in phones.items():
        expect(phone.get_by_role("heading", name="What do you expect of each?")).to_be_visible()
        rate(phone, FIRST[name])
    box = field_of(ann, "buy/fit")
    box.get_by_label("How sure are you").fill("80")
    box.get_by_text("Evidence and reason").click()
    box.get_by_label("How do you know?").select_option("demo")
    box.get_by_label("Your reason, in a line").fill(DEMO)
    look("phone_rates", ann)
    for phone in phones.values():
        send(phone)
    expect(screen.locator(".count")).to_contain_text("3 of 3 ready")
    assert DEMO not in screen.content()
    lock_and_reveal(screen, 3)
    expect(answer(screen)).to_have_text("Where do we differ?")
    look("dots", screen)
    press(screen, "Show the middle")
    expect(answer(screen)).to_contain_text("leads for")
    seen = screen.get_by_role("region", name="What was answered").get_by_role(
        "row", name="Fit with patients and staff of Buy"
    )
    expect(seen).to_contain_text("5.5 to 7.5")
    expect(ann.locator("#main")).to_contain_text("half of the answers lie from 5.5 to 7.5")
    expect(ann.locator("#main")).to_contain_text("You said 4 (3 to 6): the ring.")
    look("phone_revealed", ann)
    look("middle", screen)

    # --- one of them taken over, what was said about it, and again on what decides
    unfold(screen, "Take over")
    pressed(screen, "Fit with patients and staff of Buy")
    press(screen, "Take over")
    expect(once(screen.get_by_text("Taken over: the decision has these figures now."))).to_be_visible()
    unfold(screen, "Talk")
    expect(screen.get_by_text(f"Ann: “{DEMO}”")).to_be_visible()
    note = screen.get_by_label("Said about Fit with patients and staff of Buy", exact=True)
    note.fill(TALKED)
    note.press("Enter")
    look("talk", screen)
    again = once(screen.get_by_role("button", name=re.compile("^Ask again: the 2 ratings")))
    again.click()
    expect(answer(screen)).to_have_text("How good is each option?")
    expect(ann.locator("#main")).to_contain_text("Last time you said 4 (3 to 6); the middle was 7.")
    for name, phone in phones.items():
        rate(phone, {item: (low + 1, likely + 1, high + 1) for item, (low, likely, high) in FIRST[name].items()})
        send(phone)
    lock_and_reveal(screen, 3)
    press(screen, "Show the middle")
    unfold(screen, "Rounds side by side")
    sides = screen.get_by_role("region", name="Rounds side by side")
    expect(sides.get_by_role("row", name="Fit with patients and staff of Extend")).to_contain_text("6 (100 % moved)")
    expect(sides.get_by_role("row", name="Leads for the group")).to_contain_text("Extend is the choice of 3 of 3")
    look("second", screen)

    # --- a requirement, and what more than half say of it
    unfold(screen, "Ask something else")
    ask(screen, "Requirements")
    pressed(screen.locator(".st-key-room_choosing"), "Buy", "K04")
    press(screen, "Ask everybody")
    for phone, verdict in zip(phones.values(), ("Met", "Met", "Not met"), strict=True):
        phone.get_by_label(verdict, exact=True).check()
        send(phone)
    lock_and_reveal(screen, 3)
    expect(answer(screen)).to_have_text("What each of us thinks the options meet.")
    expect(ann.locator("#main")).to_contain_text("2 met, 1 not met.")
    look("requirements", screen)
    unfold(screen, "Take over")
    press(screen, "Take over what more than half say")
    expect(once(screen.get_by_text("Nothing to take over"))).to_be_visible()

    # --- settled, and saved
    unfold(screen, "Settle or end")
    press(screen, "Settle")
    expect(answer(screen)).to_contain_text("Settled")
    press(screen, "Save as YAML")
    with screen.expect_download() as begun:
        screen.get_by_role("button", name="Download the YAML file").click()
    saved = folder / "saved.yaml"
    begun.value.save_as(saved)
    return saved.read_bytes()


def test_three_phones_rate_what_was_chosen_and_the_decision_has_what_they_said(
    visit: Visit, browser: Any, tmp_path: Path
) -> None:
    screen = visit()
    contexts = [browser.new_context(viewport=PHONE, is_mobile=True) for _ in FIRST]
    try:
        phones = dict(zip(FIRST, (context.new_page() for context in contexts), strict=True))
        saved = read_scenario(meet(screen, phones, tmp_path), "saved.yaml", folder=ROOT / "scenarios")
    finally:
        for context in contexts:
            context.close()
    (room,) = saved.rooms
    kinds = [AskedFor.GUT, AskedFor.RATINGS, AskedFor.RATINGS, AskedFor.REQUIREMENTS]
    assert [(each.asked, each.answered) for each in room.rounds] == [(kind, 3) for kind in kinds]
    assert dict(room.rounds[0].leads) == {"extend": 3}
    first, second = ({each.of: each.group for each in asked.figures} for asked in room.rounds[1:3])
    assert (first, second) == ({"buy.fit": 7, "extend.fit": 5}, {"buy.fit": 8, "extend.fit": 6})
    assert dict(room.rounds[3].figures[0].verdicts) == {"pass": 2, "fail": 1}
    # what was taken over: the means of low, likely and high, and what two of three said
    taken = saved.option("buy").ratings["fit"].estimate
    assert isinstance(taken, ThreePoint)
    means = [sum(cells["buy/fit"][k] for cells in FIRST.values()) / 3 for k in range(3)]
    assert all(abs(x - mean) < 1e-4 for x, mean in zip((taken.low, taken.mode, taken.high), means, strict=True))
    assert saved.option("buy").requirements["K04"].verdict is Verdict.PASS
    settled = next(each for each in room.settled if each.of == "buy.fit")
    assert settled.because == TALKED and settled.value is not None and settled.was is not None
