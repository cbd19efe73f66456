"""Evaluations and what was agreed follow options and criteria that are split, joined or taken away."""

from __future__ import annotations

from decision.files.reader import read_scenario
from decision.model.scenario import Scenario
from decision.model.structure.criteria import joining_parts, removing_criterion, splitting_criterion
from decision.model.structure.options import adding_option, removing_option
from tests.files.test_evaluations import EVALUATED


def evaluated() -> Scenario:
    return adding_option(read_scenario(EVALUATED.encode(), "x.yaml"), "Another")


def cells(scenario: Scenario) -> list[str]:
    return [cell for each in scenario.evaluations for cell in each.ratings]


def test_an_option_takes_its_evaluations_with_it() -> None:
    after = removing_option(evaluated(), "a")
    assert cells(after) == ["b.fit.now", "b.cost"]
    assert after.evaluations[0].moderated == ()
    assert after.evaluations[0].interests == "None."  # who declared interests stays
    assert dict(after.consensus) == {}


def test_a_criterion_takes_its_evaluations_with_it() -> None:
    assert cells(removing_criterion(evaluated(), "cost")) == ["a.fit.now", "b.fit.now", "a.fit.now"]


def test_a_criterion_that_is_split_keeps_its_evaluations_on_the_first_part() -> None:
    after = splitting_criterion(evaluated(), "cost", "Later cost")
    assert "a.cost.cost" in cells(after)
    assert "a.cost" not in cells(after)


def test_joined_parts_were_not_rated_as_a_whole() -> None:
    after = joining_parts(evaluated(), "fit")
    assert cells(after) == ["a.cost", "b.cost"]
    assert dict(after.consensus) == {}
