"""SMAA-2 indices against published cases."""

from __future__ import annotations

import math

import numpy as np
import pytest

from decision.analysis.simulation.acceptability import Tally
from decision.analysis.simulation.simulation import simulate
from decision.files.reader import read_scenario
from decision.model.scenario import Scenario

DRAWS = 1_000_000
FOUR_ERRORS = 4 * 0.5 / math.sqrt(DRAWS)  # of a share, at its widest


def scenario(criteria: dict[str, str], options: dict[str, list[str]], extra: str) -> Scenario:
    lines = ["format: 1", "title: A published case", "criteria:"]
    lines += [f"  {name}: {scale}" for name, scale in criteria.items()]
    lines.append("options:")
    for option, ratings in options.items():
        pairs = ", ".join(f"{name}: {rating}" for name, rating in zip(criteria, ratings, strict=True))
        lines.append(f"  {option}: {{ratings: {{{pairs}}}}}")
    return read_scenario("\n".join([*lines, extra]).encode(), "case.yaml")


def test_uniform_weights_on_the_wikipedia_weighted_sum_table() -> None:
    """Decision matrix of Wikipedia, "Weighted sum model"; indices are exact polytope volumes and centroids."""
    table = {"a1": ["25", "20", "15", "30"], "a2": ["10", "30", "20", "30"], "a3": ["30", "10", "30", "10"]}
    case = scenario(dict.fromkeys(["k1", "k2", "k3", "k4"], "{worst: 0, best: 100}"), table, "weight_uncertainty: any")
    result = simulate(case, DRAWS, 1)
    exact = {
        "a1": ([0.264801864802, 0.568015318015, 0.167182817183], [0.358009127, 0.171617584, 0.11858564, 0.351787649]),
        "a2": ([0.44257964258, 0.275951825952, 0.281468531469], [0.111393101, 0.377166326, 0.227318562, 0.284122011]),
        "a3": ([0.292618492619, 0.156032856033, 0.551348651348], [0.36189851, 0.128594763, 0.403227194, 0.106279532]),
    }
    for option, (ranks, central) in exact.items():
        outcome = result.option(option)
        assert outcome.rank_acceptability == pytest.approx(ranks, abs=FOUR_ERRORS)
        assert outcome.central_weights is not None
        assert list(outcome.central_weights.values()) == pytest.approx(central, abs=FOUR_ERRORS)
        assert outcome.confidence_factor == 1
    assert result.pairwise["a1"]["a2"] == pytest.approx(0.45, abs=FOUR_ERRORS)
    assert result.pairwise["a2"]["a3"] == pytest.approx(0.611111111111, abs=FOUR_ERRORS)
    assert result.pairwise["a3"]["a1"] == pytest.approx(0.352380952381, abs=FOUR_ERRORS)


THROMBOLYTICS = (
    {
        "proximal": "{worst: 0.25, best: 0, outside: extrapolate}",
        "distal": "{worst: 0.4, best: 0.15, outside: extrapolate}",
        "bleeding": "{worst: 0.1, best: 0, outside: extrapolate}",
    },
    {
        "heparin": ["{beta: [20, 116]}", "{beta: [40, 96]}", "{beta: [1, 135]}"],
        "enoxaparin": ["{beta: [8, 121]}", "{beta: [32, 97]}", "{beta: [5, 124]}"],
    },
)


def test_fixed_weights_on_thrombolytics_vanvalkenhoef() -> None:
    """drugis/mcda-elicitation-web, thrombolytics example with exact swing ratios 2 and 2.

    P(Heparin first) is 0.103496676138 by numerical convolution; the standard error is 0.305/sqrt(N).
    """
    case = scenario(*THROMBOLYTICS, "weights: {proximal: 4, distal: 1, bleeding: 2}")
    result = simulate(case, DRAWS, 1)
    error = 4 * 0.305 / math.sqrt(DRAWS)
    assert result.option("heparin").p_best == pytest.approx(0.103496676138, abs=error)
    assert result.option("enoxaparin").p_best == pytest.approx(1 - 0.103496676138, abs=error)


def test_no_preferences_on_thrombolytics_vanvalkenhoef() -> None:
    """drugis/mcda-elicitation-web, thrombolytics example with uniform weights; recomputed with 5,000,000 draws.

    The comparison carries the errors of both runs: the tolerance is the case's own, 0.002, for ranks.
    """
    result = simulate(scenario(*THROMBOLYTICS, "weight_uncertainty: any"), DRAWS, 1)
    heparin, enoxaparin = result.option("heparin"), result.option("enoxaparin")
    assert heparin.p_best == pytest.approx(0.3423584, abs=0.002)
    assert heparin.central_weights is not None
    assert enoxaparin.central_weights is not None
    assert list(heparin.central_weights.values()) == pytest.approx([0.193546, 0.275441, 0.531013], abs=0.002)
    assert list(enoxaparin.central_weights.values()) == pytest.approx([0.406214, 0.363304, 0.230482], abs=0.002)
    error = 4 * 0.5 / math.sqrt(result.confidence_draws)
    assert heparin.confidence_factor == pytest.approx(0.6541218, abs=error)
    assert enoxaparin.confidence_factor == pytest.approx(0.8906872, abs=error)


def test_antidepressants_tervonen() -> None:
    """JSMAA's own test of the benefit-risk model of second-generation antidepressants (Tervonen et al.).

    Rank acceptabilities recomputed with 3,000,000 draws; tolerance 0.003.
    """
    mean = {
        "efficacy": [0, 0.086, 0.095, 0.113],
        "diarrhea": [11.7, 9.2, 15.4, 5.5],
        "dizziness": [7.2, 10.6, 7.5, 15.7],
        "headache": [16.6, 21.2, 20.2, 12.8],
        "insomnia": [13.7, 14.3, 15.0, 11.2],
        "nausea": [18.6, 18.3, 19.5, 31.0],
    }
    sd = {
        "efficacy": [0, 0.056, 0.044, 0.048],
        "diarrhea": [2.5, 1.86, 2.65, 2.32],
        "dizziness": [1.45, 1.58, 1.48, 4.44],
        "headache": [3.27, 5.15, 3.78, 2.45],
        "insomnia": [1.89, 2.93, 3.21, 3.98],
        "nausea": [1.79, 3.7, 2.6, 1.68],
    }
    scale = {
        "efficacy": (0.976520046448, 1.23008097432),
        "diarrhea": (20.594, 0.9528),
        "dizziness": (24.4024, 4.358),
        "headache": (31.294, 7.998),
        "insomnia": (21.2916, 3.3992),
        "nausea": (34.2928, 11.048),
    }
    drugs = ["fluoxetine", "paroxetine", "sertraline", "venlafaxine"]

    def rating(name: str, m: int) -> str:
        if name == "efficacy":
            return f"{{lognormal: [{mean[name][m]}, {sd[name][m]}]}}"
        return f"{{mean: {mean[name][m]}, sd: {sd[name][m]}}}"

    case = scenario(
        {name: f"{{worst: {worst}, best: {best}, outside: extrapolate}}" for name, (worst, best) in scale.items()},
        {drug: [rating(name, m) for name in mean] for m, drug in enumerate(drugs)},
        "weight_uncertainty: any",
    )
    result = simulate(case, DRAWS, 1)
    expected = [
        [0.194908, 0.2817, 0.299751, 0.223641],
        [0.253989, 0.293328, 0.266891, 0.185792],
        [0.168981, 0.24317, 0.286306, 0.301543],
        [0.382122, 0.181802, 0.147051, 0.289025],
    ]
    confidence = [0.485741, 0.442643666667, 0.347922333333, 0.730630666667]
    for drug, ranks, factor in zip(drugs, expected, confidence, strict=True):
        outcome = result.option(drug)
        assert outcome.rank_acceptability == pytest.approx(ranks, abs=0.003)
        assert outcome.confidence_factor == pytest.approx(factor, abs=4 * 0.5 / math.sqrt(result.confidence_draws))


def test_pairwise_winning_index_of_ten_draws_vanvalkenhoef() -> None:
    """R package smaa 0.3-2, tests/pwi.R: a1 wins in nine draws of ten."""
    first = np.array([0, *[1] * 9], dtype=float)
    tally = Tally(2, 1)
    tally.add(np.stack([first, 1 - first]), np.ones((1, 10)))
    assert tally.pairwise_winning.tolist() == [[0, 0.9], [0.1, 0]]


def test_central_weights_of_a_dominated_option_vanvalkenhoef() -> None:
    """R package smaa 0.3-2, tests/nacw.R: never first, no central weights; first once, those of that draw."""
    weights = np.full((3, 10_000), 1 / 3)
    scores = np.stack([np.ones(10_000), np.zeros(10_000)])
    tally = Tally(2, 3)
    tally.add(scores, weights)
    assert tally.central_weights[0] == pytest.approx([1 / 3] * 3, abs=1e-12)
    assert np.isnan(tally.central_weights[1]).all()
    scores[:, 17] = [0, 1]
    once = Tally(2, 3)
    once.add(scores, weights)
    assert once.central_weights[1] == pytest.approx([1 / 3] * 3, abs=1e-12)
