"""What a scenario file means once it is read."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from decision.analysis.scoring import evaluate
from decision.files.reader import read_scenario
from decision.files.writer import scenario_yaml
from decision.model.contents import Dependence, Simulation
from decision.model.cost_plan import CostPlan, Lines
from decision.model.estimate import (
    BetaShape,
    ClassEstimate,
    Estimate,
    Exact,
    Levels,
    LognormalShape,
    Moments,
    Percentiles,
    Range,
    ThreePoint,
)
from decision.model.rating import Evidence, Rating
from decision.model.requirement import RequirementResult, Verdict
from decision.model.value_function import Linear, Midvalue, Points
from decision.model.weights import Anything, Concentrated, Fixed, Ordered, Ranged
from tests.files.reading import faults_of, read

WHOLE = """\
format: 1
title: Relaunch the patient portal
question: Do we build, buy or extend the patient portal?
about: What led here, in a paragraph.
owner: The board
date: 2026-11-23
currency: USD
horizon_years: 5
discount_rate: 0.035

criteria:
  use: patient-facing
  cost:           {worst: 2500000, best: 300000}
  time_to_launch: {worst: 24, best: 3}

weights: {cost: 15, time_to_launch: 10, flexibility: 15, integration: 20, risk: 10, fit: 30}
weight_uncertainty: {concentration: 40}

options:
  build:
    name: Build our own
    approach: build
    ratings:
      cost:
        upfront: {estimate: 640000, class: software-effort-survey}
        yearly:  {low: 110000, mode: 160000, high: 330000}
        exit:    20000
      time_to_launch: {estimate: 10, class: landmark-schedule, evidence: assumption}
      flexibility:    {low: 6, mode: 8, high: 9, because: Tailored to exact needs., evidence: assumption}
      integration:    {low: 3, mode: 5, high: 8}
      risk: 4
      fit:  {low: 4, mode: 7, high: 9}
    requirements: {K06: {result: not_shown}, K09: pass}
  buy:
    ratings: {cost: 700000, time_to_launch: 7, flexibility: 5, integration: 6, risk: 6, fit: 7}
    requirements: {K06: {result: fail, because: It fails with a keyboard., source: our own check}}
  extend:
    ratings: {cost: 500000, time_to_launch: 5, flexibility: 5, integration: 7, risk: 7, fit: 6}

dependence: {within_option: 0.5, pairs: [[build.cost, build.time_to_launch, 0.7], [build.cost.upfront, buy.cost, 0.1]]}
requirements: {use: [us-health-phi], own: {text: It is ours.}}
views:
  clinical: {cost: 5, time_to_launch: 10, flexibility: 10, integration: 30, risk: 15, fit: 30}
simulation: {draws: 100000, seed: 20261123}
"""


def test_a_whole_file_is_read_as_it_was_written() -> None:
    scenario = read(WHOLE)
    assert scenario.title == "Relaunch the patient portal"
    assert (scenario.owner, scenario.date) == ("The board", datetime.date(2026, 11, 23))
    assert (scenario.currency, scenario.horizon_years, scenario.discount_rate) == ("USD", 5, 0.035)
    assert list(scenario.leaves) == ["cost", "time_to_launch", "flexibility", "integration", "risk", "fit"]
    assert dict(scenario.weights) == pytest.approx(
        {"cost": 0.15, "time_to_launch": 0.1, "flexibility": 0.15, "integration": 0.2, "risk": 0.1, "fit": 0.3}
    )
    assert scenario.weight_uncertainty == Concentrated(40)
    assert scenario.dependence == Dependence(
        0.5, (("build.cost", "build.time_to_launch", 0.7), ("build.cost.upfront", "buy.cost", 0.1))
    )
    assert scenario.simulation == Simulation(100_000, 20261123)
    assert [requirement.id for requirement in scenario.requirements] == [*(f"K{n:02}" for n in range(1, 12)), "own"]
    assert dict(scenario.views["clinical"])["integration"] == 30


def test_ratings_keep_reasons_sources_and_evidence() -> None:
    build = read(WHOLE).option("build")
    assert build.ratings["flexibility"] == Rating(
        ThreePoint(6, 8, 9), "Tailored to exact needs.", "", Evidence.ASSUMPTION
    )
    assert build.ratings["risk"] == Rating(Exact(4))
    plan = build.ratings["cost"].estimate
    assert isinstance(plan, CostPlan)
    assert isinstance(plan.upfront, ClassEstimate)
    assert plan.upfront.reference_class.id == "software-effort-survey"
    assert (plan.yearly, plan.growth, plan.exit) == (ThreePoint(110000, 160000, 330000), None, Exact(20000))


def test_only_a_failed_requirement_excludes() -> None:
    scenario = read(WHOLE)
    assert scenario.option("buy").requirements["K06"] == RequirementResult(
        Verdict.FAIL, "It fails with a keyboard.", "our own check"
    )
    assert [option.id for option in scenario.ranked_options] == ["build", "extend"]
    assert evaluate(scenario).leader == "extend"


SMALL = """\
format: 1
title: A small one
criteria:
  fit: {worst: 0, best: 10}
weights: {fit: 1}
options:
  a: {ratings: {fit: RATING}}
  b: {ratings: {fit: 5}}
"""


@pytest.mark.parametrize(
    ("written", "estimate"),
    [
        ("3", Exact(3)),
        ("1e1", Exact(10)),
        ("{estimate: 3}", Exact(3)),
        ("{low: 1, mode: 2, high: 4}", ThreePoint(1, 2, 4)),
        ("{low: 1, mode: 2, high: 4, shape: triangular}", ThreePoint(1, 2, 4, "triangular")),
        ("{low: 1, high: 4}", Range(1, 4)),
        ("{p10: 1, p90: 4}", Percentiles(1, 4)),
        ("{p10: 1, p50: 2, p90: 4}", Percentiles(1, 4, 2)),
        ("{p10: 1, p50: 2, p90: 4, shape: lognormal}", Percentiles(1, 4, 2, "lognormal")),
        ("{mean: 3, sd: 1}", Moments(3, 1)),
        ("{mean: 3, sd: 1, shape: lognormal}", Moments(3, 1, "lognormal")),
        ("{mean: 3, sd: 1, shape: gamma}", Moments(3, 1, "gamma")),
        ("{mean: 0.3, sd: 0.1, shape: beta}", Moments(0.3, 0.1, "beta")),
        ("{beta: [2, 5]}", BetaShape(2, 5)),
        ("{lognormal: [1, 0.5]}", LognormalShape(1, 0.5)),
        ("{levels: {7: 0.8, 5: 0.2}}", Levels(((7, 0.8), (5, 0.2)))),
    ],
)
def test_every_form_of_estimate_is_read(written: str, estimate: Estimate) -> None:
    assert read(SMALL.replace("RATING", written)).option("a").ratings["fit"] == Rating(estimate)


def test_an_estimate_of_a_class_is_read() -> None:
    estimate = (
        read(SMALL.replace("RATING", "{estimate: 4, class: landmark-schedule}")).option("a").ratings["fit"].estimate
    )
    assert isinstance(estimate, ClassEstimate)
    assert (estimate.estimate, estimate.reference_class.id) == (4, "landmark-schedule")


def test_a_plain_number_can_carry_a_reason_by_the_key_estimate() -> None:
    written = "{estimate: 4, because: They said so., source: a call, evidence: vendor}"
    rating = read(SMALL.replace("RATING", written)).option("a").ratings["fit"]
    assert rating == Rating(Exact(4), "They said so.", "a call", Evidence.VENDOR)


@pytest.mark.parametrize(
    ("written", "curve"),
    [
        ("", Linear()),
        (", value: {midvalue: 3}", Midvalue(3)),
        (", value: {points: [[10, 1], [2, 0.5], [0, 0]]}", Points(((10, 1), (2, 0.5), (0, 0)))),
    ],
)
def test_every_form_of_value_function_is_read(written: str, curve: Any) -> None:
    scenario = read(SMALL.replace("best: 10", "best: 10" + written).replace("RATING", "1"))
    function = scenario.leaves["fit"].value_function
    assert function is not None
    assert (function.curve, function.outside) == (curve, "clip")


def test_a_criterion_has_all_its_keys() -> None:
    criterion = (
        "{name: Fit, question: Who?, about: All, unit: points, worst: 0, best: 9, outside: extrapolate, "
        "anchors: {3: some, 1: few}}"
    )
    fit = read(SMALL.replace("{worst: 0, best: 10}", criterion).replace("RATING", "1")).leaves["fit"]
    assert (fit.name, fit.question, fit.about, fit.unit) == ("Fit", "Who?", "All", "points")
    assert fit.value_function is not None
    assert fit.value_function.outside == "extrapolate"
    assert list(fit.anchors.items()) == [(1, "few"), (3, "some")]


def test_names_not_given_are_made_of_the_ids() -> None:
    scenario = read(SMALL.replace("fit", "time_to_launch").replace("  a:", "  vendor_a:").replace("RATING", "1"))
    assert scenario.leaves["time_to_launch"].name == "Time to launch"
    assert scenario.option("vendor_a").name == "Vendor a"


# --- weights ----------------------------------------------------------------------------------------------

TREE = """\
format: 1
title: Parts
criteria:
  integration:
    WEIGHT
    parts:
      freshness: {worst: 0, best: 10}
      identity:
        parts:
          staff: {worst: 0, best: 10}
          patients: {worst: 0, best: 10}
  fit: {worst: 0, best: 10}
WEIGHTS
options:
  a: {ratings: {integration: {freshness: 7, identity: {staff: {low: 3, mode: 5, high: 6}, patients: 4}}, fit: 2}}
  b: {ratings: {integration: {freshness: 1, identity: {staff: 2, patients: 3}}, fit: 4}}
"""


def tree(weights: str, weight: str = "name: Integration") -> dict[str, float]:
    return dict(read(TREE.replace("WEIGHTS", weights).replace("WEIGHT", weight)).weights)


def test_parts_without_weights_count_alike() -> None:
    assert tree("weights: {integration: 3, fit: 1}") == pytest.approx(
        {
            "integration": 0.75,
            "integration.freshness": 0.375,
            "integration.identity": 0.375,
            "integration.identity.staff": 0.1875,
            "integration.identity.patients": 0.1875,
            "fit": 0.25,
        }
    )


def test_parts_are_weighted_by_path_apart_from_the_top_level() -> None:
    weights = tree(
        "weights: {integration: 3, fit: 1, integration.freshness: 30, integration.identity: 10,"
        " integration.identity.staff: 0, integration.identity.patients: 5}"
    )
    assert weights == pytest.approx(
        {
            "integration": 0.75,
            "integration.freshness": 0.5625,
            "integration.identity": 0.1875,
            "integration.identity.staff": 0,
            "integration.identity.patients": 0.1875,
            "fit": 0.25,
        }
    )


def test_weights_of_parts_alone_leave_the_top_level_to_the_criteria() -> None:
    text = "weights: {integration.freshness: 3, integration.identity: 1}"
    weights = read(
        TREE.replace("WEIGHTS", text).replace("WEIGHT", "weight: 20").replace("  fit: {", "  fit: {weight: 60, ")
    ).weights
    assert weights["integration"] == pytest.approx(0.25)
    assert weights["integration.freshness"] == pytest.approx(0.1875)


def test_a_partial_list_of_parts_is_an_error() -> None:
    text = TREE.replace("WEIGHTS", "weights: {integration: 3, fit: 1, integration.freshness: 30}").replace(
        "WEIGHT", "unit: x"
    )
    assert faults_of(text) == [
        (
            "x.yaml:13:10: weights: no weight for integration.identity; give all of them a weight, or none: "
            "two scales do not mix"
        )
    ]


def test_parts_may_have_a_region_of_their_own() -> None:
    weights = tree("weights: {integration: 1, fit: 1}", "weight_uncertainty: {ranges: {freshness: [80, 100]}}")
    assert weights["integration.freshness"] == pytest.approx(0.45)


def test_stated_weights_of_the_file_take_the_place_of_those_of_the_criteria() -> None:
    text = SMALL.replace("best: 10}", "best: 10, weight: 9}\n  cost: {worst: 0, best: 1, weight: 1}")
    text = text.replace("RATING}", "1, cost: 1}").replace("fit: 5}", "fit: 5, cost: 0}")
    with_weights = read(text.replace("weights: {fit: 1}", "weights: {fit: 1, cost: 3}"))
    assert dict(with_weights.weights) == pytest.approx({"fit": 0.25, "cost": 0.75})
    assert dict(read(text.replace("weights: {fit: 1}\n", "")).weights) == pytest.approx({"fit": 0.9, "cost": 0.1})


def test_a_weight_of_0_stays_0() -> None:
    assert tree("weights: {integration: 0, fit: 7}")["integration"] == 0


@pytest.mark.parametrize(
    ("written", "uncertainty"),
    [
        ("none", Fixed()),
        ("any", Anything()),
        ("{concentration: 12.5}", Concentrated(12.5)),
        ("{order: [integration, fit]}", Ordered((("integration",), ("fit",)))),
        ("{order: [[fit, integration]]}", Ordered((("fit", "integration"),))),
        ("{ranges: {fit: [10, 30]}}", Ranged({"fit": (10, 30)})),
    ],
)
def test_every_form_of_weight_uncertainty_is_read(written: str, uncertainty: Any) -> None:
    text = TREE.replace("WEIGHTS", f"weights: {{integration: 3, fit: 1}}\nweight_uncertainty: {written}")
    assert read(text.replace("WEIGHT", "unit: x", 1)).weight_uncertainty == uncertainty


@pytest.mark.parametrize(
    ("written", "fit"),
    [("any", 0.5), ("{order: [integration, fit]}", 0.25), ("{ranges: {fit: [10, 30]}}", 0.2)],
)
def test_a_region_without_weights_stands_for_its_centroid(written: str, fit: float) -> None:
    assert tree(f"weight_uncertainty: {written}")["fit"] == pytest.approx(fit, abs=1e-12)


# --- cost plans -------------------------------------------------------------------------------------------

PLAN = """\
format: 1
title: A plan
currency: USD
horizon_years: 3
discount_rate: 0.1
criteria:
  cost: {kind: cost_plan, worst: 1000, best: 0}
weights: {cost: 1}
options:
  a:
    ratings:
      cost:
        upfront: {lines: {licence: 100, "own staff": {low: 40, mode: 50, high: 90}}, class: package-cost}
        yearly: 10
        growth: 0.02
        evidence: vendor
        because: Quoted.
  b: {ratings: {cost: 500}}
"""


def test_a_plan_has_lines_a_class_and_one_reason() -> None:
    rating = read(PLAN).option("a").ratings["cost"]
    assert (rating.because, rating.evidence) == ("Quoted.", Evidence.VENDOR)
    plan = rating.estimate
    assert isinstance(plan, CostPlan)
    assert isinstance(plan.upfront, Lines)
    assert plan.upfront.lines == (("licence", Exact(100)), ("own staff", ThreePoint(40, 50, 90)))
    assert plan.upfront.reference_class is not None
    assert plan.upfront.reference_class.id == "package-cost"


def test_a_plan_without_horizon_rate_and_currency_says_what_it_needs() -> None:
    text = PLAN.replace("currency: USD\nhorizon_years: 3\ndiscount_rate: 0.1\n", "")
    assert faults_of(text) == [
        "x.yaml:1:1: currency: a cost plan needs currency; add currency at the top of the file",
        "x.yaml:1:1: discount_rate: a cost plan needs discount_rate; add discount_rate at the top of the file",
        "x.yaml:1:1: horizon_years: a cost plan needs horizon_years; add horizon_years at the top of the file",
    ]


def test_numbers_alone_need_neither_horizon_nor_rate() -> None:
    assert read(SMALL.replace("RATING", "1")).horizon_years is None


# --- all at once ------------------------------------------------------------------------------------------


def test_ten_different_faults_are_told_as_ten() -> None:
    text = """\
format: 1
title: ""
owner: 5
currncy: USD
criteria:
  cost: {worst: 10, best: 10}
  fit: {worst: 0, best: 10, outside: clamp}
weights: {cost: 1, fit: -1}
options:
  a: {ratings: {cost: {low: 3, high: 1}, fit: 010}}
  b: {aproach: buy, ratings: {cost: 1}}
"""
    assert faults_of(text) == [
        "x.yaml:2:8: title: the title is empty; say what is to be decided",
        "x.yaml:3:8: owner: must be text (got 5); write it in quotes",
        'x.yaml:4:1: currncy: unknown key; did you mean "currency"?',
        "x.yaml:6:27: criteria.cost.best: worst and best are both 10; give two different ratings",
        'x.yaml:7:38: criteria.fit.outside: must be clip or extrapolate (got "clamp"); did you mean "clip"?',
        "x.yaml:8:25: weights.fit: weight -1 is not a number of 0 or more; correct it",
        "x.yaml:10:29: options.a.ratings.cost.low: low 3 is above high 1; put them in order, lowest first",
        (
            'x.yaml:10:47: options.a.ratings.fit: must be a number (got "010"); '
            "write it as a plain number such as 12 or 0.5"
        ),
        'x.yaml:11:7: options.b.aproach: unknown key; did you mean "approach"?',
        "x.yaml:11:21: options.b.ratings.fit: no rating on fit; rate every option on every criterion",
    ]


def test_a_file_with_nothing_of_a_decision_says_what_is_missing() -> None:
    assert faults_of("{}") == [
        f"x.yaml:1:1: {key}: is missing; add it" for key in ("criteria", "format", "options", "title")
    ]


def test_a_weight_stated_in_a_criterion_is_faulted_there() -> None:
    text = SMALL.replace("best: 10}", "best: 10, weight: -1}").replace("weights: {fit: 1}\n", "").replace("RATING", "1")
    assert faults_of(text) == ["x.yaml:4:37: criteria.fit.weight: weight -1 is not a number of 0 or more; correct it"]


def test_a_rating_may_say_the_day_that_its_evidence_is_of() -> None:
    said = "{estimate: 7, evidence: vendor, evidence_on: 2026-03-01}"
    scenario = read_scenario(SMALL.replace("RATING", said).encode(), "x.yaml")
    rating = scenario.options[0].ratings["fit"]
    assert rating.evidence_on == datetime.date(2026, 3, 1)
    assert "        evidence_on: 2026-03-01\n" in scenario_yaml(scenario)
    undated = read_scenario(SMALL.replace("RATING", "{estimate: 7, evidence: vendor}").encode(), "x.yaml")
    assert undated.options[0].ratings["fit"].evidence_on is None
    assert undated.fingerprint != scenario.fingerprint
