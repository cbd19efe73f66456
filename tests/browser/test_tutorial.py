"""The tutorial in the app: what is clicked and typed there makes what its commands make."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import decision
from decision.files.reader import read_scenario
from decision.model.criterion import Criterion
from decision.model.estimate import Unknown
from decision.model.scenario import Scenario
from tests.browser.conftest import answer, at_rest, go, sync_api
from tests.browser.test_app import download
from tests.browser.test_structure import enter, holds, pick
from tools.tutorial_steps import steps, walk

Visit = Callable[..., Any]
expect = sync_api.expect
SCALES = {"cost": ("60000", "10000"), "start": ("12", "0"), "staff": ("12", "2")}  # the others are from 0 to 10
QUIET = 150  # milliseconds in which nobody types: as long as a hand takes from one field to the next


def say(page: Any, field: str, text: str) -> None:
    """Type into a field as a hand does, which looks up once in a while."""
    enter(page, field, text)
    page.wait_for_timeout(QUIET)
    at_rest(page)


def name_it(page: Any, kind: str, name: str, old: str = "") -> None:
    """Give an option or a criterion its name: that which is called `old`, or a new one."""
    if old:
        page.locator(".st-key-structure label").filter(has_text=old).click()
        holds(page, f"Name of the {kind}", old)
    say(page, f"Name of the {kind}" if old else f"Add {'an' if kind == 'option' else 'a'} {kind}", name)
    holds(page, f"Name of the {kind}", name)


def set_up(page: Any, told: Scenario) -> None:
    """What the page says under *Begin* and *Structure*."""
    page.locator(".st-key-menu button").first.click()
    page.get_by_role("button", name="New decision").click()
    page.get_by_text("Empty", exact=True).click()
    expect(page.get_by_text("Two options and one criterion. Structure opens")).to_be_visible()
    enter(page, "What do you decide?", told.title)
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    go(page, "Structure")
    for option, old in zip(told.options, ("Option A", "Option B", "", ""), strict=True):
        name_it(page, "option", option.name, old)
        chosen = page.get_by_role("radio", name=str(option.approach).capitalize(), exact=True)
        chosen.click()
        expect(chosen).to_be_checked()
    for criterion in told.criteria:
        name_it(page, "criterion", criterion.name, "First criterion" if criterion is told.criteria[0] else "")
        for end, figure in zip(("Worst", "Best"), SCALES.get(criterion.id, ()), strict=False):
            say(page, end, figure)
    pick(page, "Cost over 3 years")
    holds(page, "Name of the criterion", "Cost over 3 years")
    page.get_by_role("button", name="Allow cost plans").click()
    expect(page.get_by_role("button", name="No cost plans")).to_be_visible()
    pick(page, "Question and money")
    for field, text in (("The question", told.question), ("Currency", "USD"), ("Years", "3"), ("Discount rate", "3 %")):
        say(page, field, text)


def split(page: Any) -> None:
    """One criterion in two parts, one of which keeps its name until it is called otherwise."""
    pick(page, "Easy for readers")
    holds(page, "Name of the criterion", "Easy for readers")
    page.get_by_text("Parts", exact=True).click()
    enter(page, "Split off a part", "Getting help")
    holds(page, "Name of the criterion", "Getting help")
    say(page, "Points", "2")
    page.locator(".st-key-structure label").filter(has_text="› Easy for readers").click()
    holds(page, "Name of the criterion", "Easy for readers")
    say(page, "Name of the criterion", "Reading a page")
    say(page, "Points", "3")


def test_what_the_tutorial_clicks_makes_what_its_commands_make(visit: Visit, tmp_path: Path) -> None:
    taken = steps()
    settled = next(place for place, step in enumerate(taken) if step.settles)
    assert {status for status, _ in walk(tmp_path, taken[:settled])} == {0}
    told = decision.load(tmp_path / "e-readers.yaml")
    page = visit()
    set_up(page, told)
    split(page)
    expect(answer(page)).to_contain_text("We choose between 4 options, by 7 criteria")
    page.get_by_role("button", name="Save as YAML").click()
    _, content = download(page, "Download the YAML file")
    made = read_scenario(content, "made.yaml")
    assert (made.title, made.question) == (told.title, told.question)
    assert (made.currency, made.horizon_years, made.discount_rate) == (told.currency, 3, told.discount_rate)
    assert [(option.name, option.approach) for option in made.options] == [
        (option.name, option.approach) for option in told.options
    ]
    assert [_as_told(each) for each in made.criteria] == [_as_told(each) for each in told.criteria]
    assert {type(rating.estimate) for option in made.options for rating in option.ratings.values()} == {Unknown}


def _as_told(criterion: Criterion) -> tuple[object, ...]:
    """All of a criterion that the page says how to set up, with its parts."""
    parts = {(part.name, part.weight, part.value_function) for part in criterion.parts}
    return criterion.name, criterion.kind, criterion.value_function, parts
