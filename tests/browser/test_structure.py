"""What a newcomer does with an example: other options, other criteria, back and forth, saved and opened again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from decision.files.reader import read_scenario
from decision.model.estimate import Unknown
from tests.browser.conftest import answer, go, once, sync_api
from tests.browser.test_app import SCENARIO, download, upload

Visit = Callable[..., Any]
expect = sync_api.expect


def enter(page: Any, name: str, text: str) -> None:
    field = once(page.get_by_label(name, exact=True))
    field.fill(text)
    field.press("Enter")


def holds(page: Any, name: str, text: str) -> None:
    """The field shows `text`; while one editor takes the place of another, both may be there."""
    expect(page.get_by_label(name, exact=True).first).to_have_value(text)
    once(page.get_by_label(name, exact=True))


def pick(page: Any, name: str) -> None:
    page.locator(".st-key-structure").get_by_text(name, exact=True).click()


def test_a_usual_decision_is_on_one_screen(visit: Visit) -> None:
    page = visit()
    page.set_viewport_size({"width": 1280, "height": 720})
    go(page, "Structure")
    for last in ("not asked", "From a catalogue …"):  # of the left list, and of the one beside it
        box = once(page.locator(".st-key-structure").get_by_text(last)).bounding_box()
        assert box["y"] + box["height"] <= 720


def test_a_fourth_option_and_a_seventh_criterion_in_parts_saved_and_opened_again(visit: Visit) -> None:
    page = visit()
    go(page, "Structure")
    expect(answer(page)).to_contain_text("We choose between Build, Buy and Extend, by 6 criteria")
    enter(page, "Add an option", "Wait and see")
    holds(page, "Name of the option", "Wait and see")
    expect(answer(page)).to_contain_text("We choose between 4 options")
    enter(page, "Add a criterion", "Accessibility")
    holds(page, "Name of the criterion", "Accessibility")
    expect(answer(page)).to_contain_text("by 7 criteria")
    page.get_by_text("Parts", exact=True).click()
    enter(page, "Split off a part", "For the deaf")
    holds(page, "Name of the criterion", "For the deaf")
    pick(page, "Flexibility")
    holds(page, "Name of the criterion", "Flexibility")
    enter(page, "Name of the criterion", "Room to change")
    expect(page.locator(".st-key-structure").get_by_text("Room to change", exact=True)).to_be_visible()
    pick(page, "B · Build our own")
    holds(page, "Name of the option", "Build our own")
    page.get_by_role("button", name="Remove …").click()
    expect(page.get_by_text("With it go its 8 ratings")).to_be_visible()
    page.get_by_role("button", name="Remove Build our own").click()
    expect(answer(page)).to_contain_text("We choose between 3 options")
    for _ in range(5):
        page.get_by_role("button", name="Undo").click()
        page.wait_for_timeout(300)
    expect(answer(page)).to_contain_text("We choose between Build, Buy and Extend, by 6 criteria")
    for _ in range(5):
        page.get_by_role("button", name="Redo").click()
        page.wait_for_timeout(300)
    expect(answer(page)).to_contain_text("We choose between 3 options, by 7 criteria")

    page.get_by_role("button", name="Save as YAML").click()
    _, content = download(page, "Download the YAML file")
    made = read_scenario(content, "made.yaml", SCENARIO.parent)
    assert [option.id for option in made.options] == ["buy", "extend", "wait_and_see"]
    assert made.all_criteria["flexibility"].name == "Room to change"
    assert [part.name for part in made.all_criteria["accessibility"].parts] == ["Accessibility", "For the deaf"]
    assert all(isinstance(each.estimate, Unknown) for each in made.option("wait_and_see").ratings.values())

    page.keyboard.press("Escape")
    page.reload()  # what is kept outlasts it
    expect(answer(page)).to_contain_text("We choose between 3 options, by 7 criteria")
    upload(page, made.title, "made.yaml", content)
    expect(answer(page)).to_contain_text("We choose between 3 options, by 7 criteria")
    go(page, "Decide")
    expect(page.locator(".live .row")).to_have_count(7)
    expect(page.locator(".live .more .note")).to_contain_text("Counted over")
    page.get_by_role("button", name="Save as YAML").click()
    _, again = download(page, "Download the YAML file")
    assert again == content
