"""Open Contracting: held against the schema that is published, field by field."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from decision.analysis.scoring import evaluate
from decision.model.errors import DecisionError
from decision.model.estimate import Unknown
from decision.model.rating import Rating
from decision.model.record import RecordedDecision
from decision.model.scenario import Scenario
from decision.outputs.files.export import Settings, export
from tests.outputs.samples import EXCLUDED, MINIMAL, PORTAL, THREE_LEVELS, with_texts

SCHEMA = json.loads(
    (Path(__file__).parent / "ocds" / "release-schema-with-extensions.json").read_text(encoding="utf-8")
)
OCID = "ocds-213czf-000-00001"
OURS = {"awardCriteriaScores"}  # what the standard has no place for
ON = datetime.date(2026, 11, 23)
DECIDED = replace(EXCLUDED, decision=RecordedDecision("extend", ON, because="It fits."), owner="A clinic")


def release_of(scenario: Scenario) -> dict[str, Any]:
    dated = scenario if scenario.date or scenario.decision else replace(scenario, date=ON)
    return json.loads(export(dated, ".json", settings=Settings(ocid=OCID)))


def unknown(x: Any, schema: dict[str, Any], at: str = "") -> Iterator[str]:
    """Fields of `x` that the schema does not know, but for our own."""
    if "$ref" in schema:
        schema = SCHEMA["definitions"][schema["$ref"].rpartition("/")[2]]
    if isinstance(x, list):
        for each in x:
            yield from unknown(each, schema.get("items", {}), at)
    elif isinstance(x, dict):
        for name, value in x.items():
            if name in OURS:
                continue
            if name not in schema.get("properties", {}):
                yield f"{at}/{name}"
            else:
                yield from unknown(value, schema["properties"][name], f"{at}/{name}")


@pytest.mark.parametrize("scenario", [PORTAL, MINIMAL, DECIDED, THREE_LEVELS], ids=lambda scenario: scenario.title)
def test_a_release_is_valid_and_has_no_field_that_the_standard_does_not_know(scenario: Scenario) -> None:
    release = release_of(scenario)
    validator = Draft4Validator(SCHEMA, format_checker=Draft4Validator.FORMAT_CHECKER)
    assert [error.message for error in validator.iter_errors(release)] == []
    assert list(unknown(release, SCHEMA)) == []


def test_the_schema_would_find_a_fault() -> None:
    release = release_of(DECIDED)
    release["bids"]["details"][0]["status"] = "chosen"
    assert list(Draft4Validator(SCHEMA).iter_errors(release))
    assert list(unknown({"tender": {"mark": 1}}, SCHEMA)) == ["/tender/mark"]


def test_weights_add_up_and_scores_are_those_of_the_engine() -> None:
    for scenario in (PORTAL, THREE_LEVELS):
        release, evaluation = release_of(scenario), evaluate(scenario)
        criteria = release["tender"]["lots"][0]["awardCriteria"]["criteria"]
        assert sum(each["numbers"][0]["number"] for each in criteria) == pytest.approx(100, abs=1e-9)
        assert len(criteria) == len(scenario.leaves)
        for bid, option in zip(release["bids"]["details"], evaluation.options, strict=True):
            scores = bid["awardCriteriaScores"]
            assert scores["total"] == option.score
            assert bid["rank"] == option.rank
            points = [each["points"] for each in scores["criteria"]]
            assert points == [option.contributions[path] for path in scenario.leaves]
            assert sum(points) == pytest.approx(option.score, abs=1e-9)


def test_kinds_of_criteria_are_those_of_the_codelist() -> None:
    kinds = [each["type"] for each in release_of(PORTAL)["tender"]["lots"][0]["awardCriteria"]["criteria"]]
    assert kinds == ["cost", *["quality"] * 5]


def test_requirements_and_how_each_option_meets_them() -> None:
    release = release_of(DECIDED)
    asked = {each["id"]: each["requirementGroups"][0]["requirements"][0] for each in release["tender"]["criteria"]}
    assert asked["K04"]["expectedValue"] is True
    bids = {each["id"]: each for each in release["bids"]["details"]}
    assert bids["bid-buy"]["status"] == "disqualified"
    assert "rank" not in bids["bid-buy"]
    response = next(
        each for each in bids["bid-buy"]["requirementResponses"] if each["requirement"]["id"] == asked["K04"]["id"]
    )
    assert response["value"] is False
    assert response["description"] == "No export."
    shown = {each["requirement"]["id"] for each in bids["bid-build"]["requirementResponses"]}
    assert shown == {asked["K01"]["id"]}  # of what is not shown, nothing is said


def test_what_was_decided_is_an_award_that_is_proposed() -> None:
    (award,) = release_of(DECIDED)["awards"]
    assert (award["status"], award["relatedBids"], award["date"]) == ("pending", ["bid-extend"], "2026-11-23T00:00:00Z")
    assert "awards" not in release_of(PORTAL)


def test_what_nobody_knows_has_no_rating() -> None:
    open_ = MINIMAL.with_rating("buy", "fit", Rating(Unknown()))
    bid = next(each for each in release_of(open_)["bids"]["details"] if each["id"] == "bid-buy")
    score = next(each for each in bid["awardCriteriaScores"]["criteria"] if each["rated"] == "not known yet")
    assert "rating" not in score


def test_hostile_texts_stay_texts() -> None:
    release = release_of(replace(with_texts('"},"ocid":"x\x00\u2028</script>'), date=ON))
    assert release["ocid"] == OCID
    assert not list(Draft4Validator(SCHEMA).iter_errors(release))


@pytest.mark.parametrize(
    ("ocid", "said"),
    [
        (None, r"^a release names its contracting process; give that with --ocid"),
        ("213czf-1", r"^213czf-1 names no contracting process; write ocds-"),
        ("ocds-213czf-a b", r"names no contracting process"),
    ],
)
def test_a_release_needs_the_name_of_its_process(ocid: str | None, said: str) -> None:
    with pytest.raises(DecisionError, match=said):
        export(PORTAL, ".json", settings=Settings(ocid=ocid))


def test_a_release_needs_a_day() -> None:
    with pytest.raises(DecisionError, match=r"^a release has a day, and the file says none; write date: into it"):
        export(replace(MINIMAL, date=None), ".json", settings=Settings(ocid=OCID))
