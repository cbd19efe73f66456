"""Usual studies, and what their names stand for."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from decision.analysis.sensitivity.studies import (
    STUDIES,
    cells_called,
    left_after,
    studies,
    usual_study,
    usual_study_of,
)
from decision.model.errors import DecisionError
from decision.model.rating import Evidence
from decision.model.scenario import Scenario
from decision.outputs.text.studies import studies_text
from decision.outputs.words.studies import study_worth
from tests.analysis.cash.plans import by_patients
from tests.analysis.sensitivity.test_information import INDEPENDENT, scenario_with
from tests.outputs.samples import PORTAL, THREE_LEVELS
from tests.strategies import scenarios


def test_better_evidence_leaves_less() -> None:
    assert left_after(Evidence.PILOT, None) == pytest.approx(1 / 6)
    assert left_after(Evidence.PILOT, Evidence.REFERENCE) == pytest.approx(1 / 2)
    assert left_after(Evidence.DEMO, Evidence.REFERENCE) == 1.0


def test_names_stand_for_ratings_options_and_criteria() -> None:
    scenario = scenario_with(INDEPENDENT)
    assert cells_called(scenario, "b.fit") == (("b", "fit"),)
    assert cells_called(scenario, "b") == (("b", "cost"), ("b", "fit"), ("b", "risk"))
    assert cells_called(scenario, "fit") == (("a", "fit"), ("b", "fit"), ("c", "fit"))
    with pytest.raises(DecisionError, match=r"nothing is called d; name a rating as in a\.cost, an option"):
        cells_called(scenario, "d")


def test_a_criterion_with_parts_stands_for_its_parts() -> None:
    path, *_ = [each for each in THREE_LEVELS.all_criteria if each not in THREE_LEVELS.leaves]
    option = THREE_LEVELS.ranked_options[0].id
    cells = cells_called(THREE_LEVELS, f"{option}.{path}")
    assert cells == tuple((option, leaf) for leaf in THREE_LEVELS.leaves if leaf.startswith(f"{path}."))
    assert len(cells) > 1


def test_the_usual_studies_of_each_rating_that_is_worth_settling() -> None:
    result = studies(PORTAL, draws=5_000, seed=1)
    groups = [result.worths[place : place + len(STUDIES)] for place in range(0, len(result.worths), len(STUDIES))]
    assert groups
    for group in groups:
        assert [each.study.name for each in group] == list(STUDIES)
        assert len({each.study.cells for each in group}) == 1
        assert all(each.points <= each.most for each in group)
    most = [group[0].most for group in groups]
    assert most == sorted(most, reverse=True)


def test_the_same_study_twice_is_the_same_to_the_bit() -> None:
    study = usual_study(PORTAL, "pilot", cells_called(PORTAL, "fit"), 25_000)
    assert studies(PORTAL, [study], 4_000, 3) == studies(PORTAL, [study], 4_000, 3)


@settings(max_examples=40, deadline=None)
@given(scenarios(), st.sampled_from(sorted(STUDIES)))
def test_never_negative_never_above_certainty_and_said_whatever_the_decision(scenario: Scenario, name: str) -> None:
    assume(scenario.ranked_options)
    ranked = scenario.ranked_options[0].id
    cells = [(ranked, path) for path in scenario.leaves]
    try:
        result = studies(scenario, [usual_study(scenario, name, cells, 10.0)], 500, 1)
    except DecisionError:
        assume(False)
    (worth,) = result.worths
    assert 0 <= worth.points <= worth.most
    assert 0 <= worth.changes <= 1
    assert study_worth(scenario, worth).endswith(".")
    assert studies_text(scenario, result)


def test_a_driver_is_studied_by_its_name_unless_an_option_has_it() -> None:
    scenario = by_patients()
    study = usual_study_of(scenario, "pilot", "drivers.patients", 9_000)
    assert (study.shared, study.cells, study.left) == ("drivers.patients", (), (pytest.approx(1 / 6),))
    (worth,) = studies(scenario, [study], 4_000, 3).worths
    assert study_worth(scenario, worth).startswith("A study of Active patients for $9k would be worth $")
    assert worth.to_dict()["of"] == [{"shared": "drivers.patients", "left": study.left[0]}]
    assert "Active patients" in studies_text(scenario, studies(scenario, draws=4_000, seed=3))
    assert usual_study_of(scenario, "pilot", "fit") == usual_study(scenario, "pilot", cells_called(scenario, "fit"))
