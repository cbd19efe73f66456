"""Criteria, requirements and scores as a release of the Open Contracting Data Standard (OCDS 1.1).

What stands where, by the standard's release schema 1.1.5 and its extensions:

    award criteria and their weights   ``tender/lots/0/awardCriteria`` (extensions lots and awardCriteria)
    requirements                       ``tender/criteria`` (extension requirements)
    options                            ``bids/details`` with status and rank (extension bids)
    how each meets the requirements    ``bids/details/…/requirementResponses`` (extension requirements)
    what was decided                   ``awards``

Neither the standard nor its registry of extensions has a place for the scores of a bid. They stand in a field of our
own, ``bids/details/…/awardCriteriaScores``, which the standard allows and its readers ignore.

Sources: standard.open-contracting.org/1.1, its schema and codelists (github.com/open-contracting/standard, branch 1.1),
and github.com/open-contracting-extensions for the extensions.
"""

from __future__ import annotations

import datetime
import json
import re
from typing import Any

from decision.analysis.scoring import Evaluation
from decision.model.errors import DecisionError
from decision.model.open_ratings import is_open
from decision.model.requirement import Verdict
from decision.model.scenario import Scenario
from decision.model.visible import visible
from decision.model.weights import Concentrated, Fixed
from decision.outputs.files.lines import seen_lines
from decision.outputs.tables.assessment import AssessedCriterion, Assessment, assessment
from decision.outputs.words.memo import money_criteria
from decision.outputs.words.scoring import criterion_name
from decision.version import __version__

EXTENSIONS = ("lots", "awardCriteria", "requirements", "bids")  # ids in the registry, to be named in a package
_OCID = re.compile(r"ocds-[a-z0-9]{6}-\S{1,200}")
_LOT = "1"
_DIGITS = 12  # of a percentage: 15, not 15.000000000000002
_HOW = (
    f"Worked out by Trilemma {__version__}: on each criterion the share of its points that the rating earns, expected "
    "over what is uncertain, and the sum of these; every formula is in its docs/method.md."
)


def open_contracting(scenario: Scenario, evaluation: Evaluation, ocid: str | None) -> bytes:
    """The release as JSON; `ocid` is what the contracting process is called.

    Raises
    ------
    DecisionError
        There is no `ocid`, or it is none, or the file says no day.
    """
    if ocid is None:
        raise DecisionError(
            "a release names its contracting process; give that with --ocid, as in ocds-213czf-000-00001 (a "
            "publisher's prefix is registered with the Open Contracting Partnership)"
        )
    if not _OCID.fullmatch(ocid):
        raise DecisionError(
            f"{visible(ocid)} names no contracting process; write ocds-, the six characters of your prefix, and what "
            "you call it, as in ocds-213czf-000-00001"
        )
    decision = scenario.decision
    on = scenario.date if decision is None or decision.on is None else decision.on
    if on is None:
        raise DecisionError("a release has a day, and the file says none; write date: into it, or record a decision")
    release = _without_nothing(
        {
            "ocid": ocid,
            "id": f"{ocid}-{scenario.fingerprint[:16]}",
            "date": _at(on),
            "tag": ["tender"] if decision is None else ["tender", "award"],
            "initiationType": "tender",
            "language": "en",
            "parties": _parties(scenario),
            "buyer": {"id": "buyer", "name": _text(scenario.owner)} if scenario.owner else None,
            "tender": _tender(scenario, evaluation, ocid),
            "bids": {"details": [_bid(scenario, evaluation, each.id) for each in scenario.options]},
            "awards": _awards(scenario, ocid, on),
        }
    )
    return (json.dumps(release, indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode("utf-8")


def _parties(scenario: Scenario) -> list[dict[str, Any]]:
    chosen = None if scenario.decision is None else scenario.decision.chosen
    buyer = [{"id": "buyer", "name": _text(scenario.owner), "roles": ["buyer"]}] if scenario.owner else []
    return buyer + [
        {
            "id": option.id,
            "name": _text(option.name),
            "roles": ["tenderer", "supplier"] if option.id == chosen else ["tenderer"],
        }
        for option in scenario.options
    ]


def _tender(scenario: Scenario, evaluation: Evaluation, ocid: str) -> dict[str, Any]:
    return {
        "id": f"{ocid}-tender",
        "title": _text(scenario.title),
        "description": _text(scenario.question),
        "awardCriteria": "ratedCriteria",
        "awardCriteriaDetails": _HOW,
        "tenderers": [{"id": option.id, "name": _text(option.name)} for option in scenario.options],
        "numberOfTenderers": len(scenario.options),
        "lots": [
            {
                "id": _LOT,
                "title": _text(scenario.title),
                "awardCriteria": {"criteria": [_criterion(scenario, evaluation, path) for path in scenario.leaves]},
            }
        ],
        "criteria": [_requirement(each.id, each.text, each.test) for each in scenario.requirements],
    }


def _criterion(scenario: Scenario, evaluation: Evaluation, path: str) -> dict[str, Any]:
    leaf = scenario.leaves[path]
    exact = isinstance(scenario.weight_uncertainty, Fixed | Concentrated)
    paid = path in money_criteria(scenario)
    return {
        "type": ("cost" if leaf.kind == "cost_plan" else "price") if paid else "quality",
        "name": _text(criterion_name(scenario, path)),
        "description": _text(leaf.question),
        "numbers": [
            {
                "number": round(100 * evaluation.weights[path], _DIGITS),
                "weight": "percentageExact" if exact else "percentageRangeMiddle",
            }
        ],
    }


def _requirement(id: str, text: str, test: str) -> dict[str, Any]:
    return {
        "id": id,
        "title": _text(text),
        "requirementGroups": [
            {
                "id": f"{id}-1",
                "requirements": [
                    {
                        "id": f"{id}-1-1",
                        "title": _text(text),
                        "description": _text(test),
                        "dataType": "boolean",
                        "expectedValue": True,
                    }
                ],
            }
        ],
    }


def _bid(scenario: Scenario, evaluation: Evaluation, id: str) -> dict[str, Any]:
    own, result = assessment(scenario, evaluation, id), evaluation.option(id)
    return {
        "id": f"bid-{id}",
        "description": _text(" ".join(own.out)),
        "status": "disqualified" if result.excluded else "valid",
        "tenderers": [{"id": id, "name": _text(own.name)}],
        "relatedLots": [_LOT],
        "hasRank": result.rank is not None,
        "rank": result.rank,
        "requirementResponses": _responses(own),
        "awardCriteriaScores": {
            "total": result.score,
            "maximum": 100,
            "criteria": [
                _score(each, None if is_open(scenario, id, each.path) else result.ratings[each.path])
                for each in own.criteria
                if each.is_rated
            ],
        },
    }


def _responses(own: Assessment) -> list[dict[str, Any]]:
    """How the option meets each requirement; nothing of what it has not shown."""
    return [
        {
            "id": f"{own.id}-{each.id}",
            "description": _text(each.because),
            "value": each.verdict is Verdict.PASS,
            "requirement": {"id": f"{each.id}-1-1", "title": _text(each.text)},
        }
        for each in own.requirements
        if each.verdict is not Verdict.NOT_SHOWN
    ]


def _score(each: AssessedCriterion, rating: float | None) -> dict[str, Any]:
    return {
        "name": _text(each.name),
        "points": each.earned + 0.0,
        "maximum": round(each.most, _DIGITS),
        "rating": rating,
        "rated": _text(each.rating),
        "rationale": _text(each.because),
        "evidence": _text(each.evidence),
        "source": _text(each.source),
    }


def _awards(scenario: Scenario, ocid: str, on: datetime.date) -> list[dict[str, Any]]:
    """What was decided, as an award that is proposed: whether it was made is not for a comparison to say."""
    decision = scenario.decision
    if decision is None:
        return []
    chosen = scenario.option(decision.chosen)
    return [
        {
            "id": f"{ocid}-award",
            "title": _text(scenario.title),
            "description": _text(decision.because),
            "status": "pending",
            "date": _at(on),
            "suppliers": [{"id": chosen.id, "name": _text(chosen.name)}],
            "relatedBids": [f"bid-{chosen.id}"],
        }
    ]


def _at(day: datetime.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _text(text: str) -> str:
    """`text` as it stands in a file, with what cannot be seen shown by its number."""
    return seen_lines(text)


def _without_nothing(x: Any) -> Any:
    """The same without what is not said: the standard forbids empty texts, lists and objects, and null takes away."""
    if isinstance(x, dict):
        kept = {name: _without_nothing(value) for name, value in x.items()}
        return {name: value for name, value in kept.items() if value not in (None, "", [], {})}
    return [_without_nothing(each) for each in x] if isinstance(x, list) else x
