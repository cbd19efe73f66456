"""Published selections of software come out as published."""

from __future__ import annotations

import math

import pytest

from decision.analysis.scoring import evaluate, weighted_scores
from decision.files.library import project_folder
from decision.files.reader import load
from decision.model.contents import Option
from decision.model.criterion import Criterion
from decision.model.estimate import Exact
from decision.model.rating import Rating
from decision.model.scenario import Scenario
from decision.model.value_function import Scale, ValueFunction
from tests.oracles.decisions import decision

# weight in percent, highest points, points of Mirth Connect (build), HealthShare (buy) and Rhapsody (buy),
# multiplier that the workbook rounds weight/points to
HL7 = {
    "functional": [
        (6, 10, (9, 8, 9), 0.6),  # HL7 v2 Message Support
        (6, 10, (7, 9, 8), 0.6),  # FHIR R4 Implementation
        (5, 10, (8, 9, 8), 0.5),  # Message Transformation & Mapping
        (5, 10, (7, 8, 8), 0.5),  # Data Validation & Quality
        (5, 10, (7, 9, 8), 0.5),  # Error Handling & Recovery
        (5, 10, (8, 9, 7), 0.5),  # Routing & Orchestration
        (3, 10, (6, 9, 8), 0.3),  # Pre-built Connectors
    ],
    "technical": [
        (5, 5, (4, 5, 4), 1),  # System Architecture
        (5, 5, (4, 5, 4), 1),  # Performance & Throughput
        (4, 5, (3, 5, 4), 0.8),  # API Management
        (4, 5, (4, 5, 4), 0.8),  # Integration Patterns
        (4, 5, (3, 5, 4), 0.8),  # Monitoring & Observability
        (3, 5, (4, 4, 3), 0.6),  # DevOps & CI/CD Support
        (3, 5, (4, 5, 3), 0.6),  # Data Storage Options
        (2, 5, (4, 5, 4), 0.4),  # Standards Compliance
    ],
    "security": [
        (3, 5, (3, 5, 4), 0.6),  # Authentication & Authorization
        (3, 5, (4, 5, 4), 0.6),  # Encryption & Data Protection
        (3, 5, (3, 5, 4), 0.6),  # Audit & Compliance Logging
        (3, 5, (2, 5, 4), 0.6),  # Regulatory Certifications
        (2, 5, (3, 5, 4), 0.4),  # Vulnerability Management
        (2, 5, (2, 5, 3), 0.4),  # Consent Management
        (2, 5, (3, 5, 4), 0.4),  # Data Privacy Controls
        (2, 5, (4, 5, 4), 0.4),  # Network Security
    ],
    "vendor": [
        (2, 3, (2, 3, 3), 0.667),  # Financial Stability
        (2, 3, (2, 3, 3), 0.667),  # Market Presence & Track Record
        (2, 3, (2, 3, 3), 0.667),  # Healthcare Experience
        (2, 3, (1, 3, 3), 0.667),  # Support & SLA Guarantees
        (1, 3, (2, 3, 3), 0.333),  # Training & Documentation
        (1, 3, (1, 3, 3), 0.333),  # Implementation Services
    ],
    "commercial": [
        (1.5, 4, (4, 3, 3), 0.375),  # Pricing Model Transparency
        (1.5, 4, (4, 2, 3), 0.375),  # Total Cost of Ownership (5yr)
        (1, 4, (4, 2, 3), 0.25),  # Contract Flexibility
        (1, 4, (3, 3, 3), 0.25),  # Value for Money
    ],
}
HL7_OPTIONS = ("mirth", "healthshare", "rhapsody")
HL7_TOTALS = [71.2166666667, 92.925, 80.25]
HL7_CATEGORY_TOTALS = {
    "functional": [26.4, 30.4, 28.1],
    "technical": [22.4, 29.4, 22.8],
    "security": [12.0, 20.0, 15.6],
}  # where the multipliers are not rounded
HL7_ROWS = [row for rows in HL7.values() for row in rows]


def hl7_as_a_tree() -> Scenario:
    """The categories as criteria weighted 35, 30, 20, 10 and 5, the 33 criteria as their parts."""
    criteria = []
    for category, rows in HL7.items():
        parts = tuple(
            Criterion(f"p{k}", f"P{k}", ValueFunction(Scale(0, most)), percent)
            for k, (percent, most, _, _) in enumerate(rows)
        )
        weight = {"functional": 35, "technical": 30, "security": 20, "vendor": 10, "commercial": 5}[category]
        criteria.append(Criterion(category, category, weight=weight, parts=parts))
    options = tuple(
        Option(
            id,
            {
                f"{category}.p{k}": Rating(Exact(row[2][m]))
                for category, rows in HL7.items()
                for k, row in enumerate(rows)
            },
        )
        for m, id in enumerate(HL7_OPTIONS)
    )
    return Scenario("Integration engine", tuple(criteria), options)


def test_workbook_totals_of_an_integration_engine_nithinmohantk() -> None:
    """Vendor_RFQ_Evaluation_Process_Comprehensive.xlsx, sheet 3-Evaluation Matrix: build against two to buy.

    github.com/nithinmohantk/artifacts, folder casestudies; illustrative scores of a public template.
    """
    points = [[row[2][m] for row in HL7_ROWS] for m in range(3)]
    assert weighted_scores(points, [row[3] for row in HL7_ROWS]) / 100 == pytest.approx(
        [71.218, 92.927, 80.252], abs=1e-9
    )


def test_exact_totals_of_an_integration_engine_nithinmohantk() -> None:
    """The same matrix with weights not rounded; all 33 criteria side by side."""
    ratings = {id: [row[2][m] for row in HL7_ROWS] for m, id in enumerate(HL7_OPTIONS)}
    evaluation = evaluate(decision(ratings, [row[0] for row in HL7_ROWS], [(0, row[1]) for row in HL7_ROWS]))
    assert [option.score for option in evaluation.options] == pytest.approx(HL7_TOTALS, abs=1e-9)
    assert [option.id for option in evaluation.in_rank_order] == ["healthshare", "rhapsody", "mirth"]


def test_categories_as_parents_give_the_same_totals_nithinmohantk() -> None:
    """The same matrix as a tree. A part's weight is its share among its siblings: 6 of 35 in the first category."""
    evaluation = evaluate(hl7_as_a_tree())
    assert [option.score for option in evaluation.options] == pytest.approx(HL7_TOTALS, abs=1e-9)
    for category, rows in HL7.items():
        assert math.fsum(row[0] for row in rows) == pytest.approx(100 * evaluation.weights[category], abs=1e-12)
        for k, row in enumerate(rows):
            assert evaluation.weights[f"{category}.p{k}"] == pytest.approx(row[0] / 100, abs=1e-12)
    for category, totals in HL7_CATEGORY_TOTALS.items():
        contributions = [option.contributions[category] for option in evaluation.options]
        assert contributions == pytest.approx(totals, abs=1e-9)


def test_points_for_analysis_le_blanc_jelassi1989() -> None:
    """Le Blanc and Jelassi 1989, DSS software selection, Information & Management 17, section 3.2.3.

    20 and 22 of 24 points with weights, 9 and 11 of 12 without.
    """
    ratings = {"abc": [1, 3, 3, 2], "xyz": [3, 3, 2, 3]}
    evaluation = evaluate(decision(ratings, [1, 3, 2, 2], [(0, 3)] * 4))
    assert [option.score * 24 / 100 for option in evaluation.options] == pytest.approx([20, 22], abs=1e-12)
    unweighted = evaluate(decision(ratings, [1] * 4, [(0, 3)] * 4))
    assert [option.score * 12 / 100 for option in unweighted.options] == pytest.approx([9, 11], abs=1e-12)


def test_the_scenario_of_it_scores_as_published_le_blanc_jelassi1989() -> None:
    scenario = load(project_folder("scenarios") / "decision-support-1989.yaml")
    evaluation = evaluate(scenario)
    abc, xyz = evaluation.options
    assert [each.score for each in evaluation.options] == pytest.approx([100 * 169 / 193, 100 * 160 / 193], abs=1e-9)
    assert [each.values["analysis"] * 24 for each in (abc, xyz)] == pytest.approx([20, 22], abs=1e-12)
    assert [tuple(each.ratings[path] for each in (abc, xyz)) for path in scenario.leaves if "." not in path] == [
        pair for k, pair in enumerate(zip(LE_BLANC["abc"], LE_BLANC["xyz"], strict=True)) if k != LE_BLANC_ANALYSIS
    ]
    assert min(abc.score, xyz.score) > 80  # the hurdle
    assert evaluation.leader == "abc"


LE_BLANC_ANALYSIS = 6  # which of the nine is rated in parts
LE_BLANC_POSSIBLE = [24, 16, 24, 18, 22, 20, 24, 15, 30]
LE_BLANC = {"abc": [23, 13, 20, 15, 22, 18, 20, 12, 26], "xyz": [21, 13, 22, 14, 20, 17, 22, 10, 21]}


def test_share_of_possible_points_le_blanc_jelassi1989() -> None:
    """Le Blanc and Jelassi 1989, as above: 169 and 160 of 193 points, published as 88 and 83 percent."""
    evaluation = evaluate(decision(LE_BLANC, LE_BLANC_POSSIBLE, [(0, most) for most in LE_BLANC_POSSIBLE]))
    scores = [option.score for option in evaluation.options]
    assert scores == pytest.approx([100 * 169 / 193, 100 * 160 / 193], abs=1e-9)
    assert scores == pytest.approx([88, 83], abs=0.5)
    assert evaluation.leader == "abc"
    assert [cost / (score * 1.93) for cost, score in zip((100_000, 75_000), scores, strict=True)] == pytest.approx(
        [591.72, 468.75], abs=0.005
    )
