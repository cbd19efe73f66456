"""Published weighted sums come out as published."""

from __future__ import annotations

import numpy as np
import pytest

from decision.analysis.scoring import evaluate, weighted_scores
from tests.oracles.decisions import decision


def test_tied_scores_wikipedia_weighted_sum_model() -> None:
    """Wikipedia, "Weighted sum model", numerical example: 21.5, 22, 22, of which the last two tie."""
    ratings = {"a1": [25, 20, 15, 30], "a2": [10, 30, 20, 30], "a3": [30, 10, 30, 10]}
    evaluation = evaluate(decision(ratings, [0.2, 0.15, 0.4, 0.25], [(0, 100)] * 4))
    assert [option.score for option in evaluation.options] == pytest.approx([21.5, 22, 22], abs=1e-12)
    assert [option.rank for option in evaluation.options] == [3, 1, 1]
    assert (evaluation.leader, evaluation.joint_leaders, evaluation.margin) == ("a2", ("a2", "a3"), 0)


PYMCDM = np.array([[96, 83, 75, 7], [63, 5, 56, 9], [72, 30, 32, 48], [11, 4, 27, 9], [77, 21, 17, 11]], dtype=float)
PYMCDM_WEIGHTS = [0.615384615385, 0.384615384615, 0.461538461538, 0.538461538462]  # they sum to 2
PYMCDM_PUBLISHED = [0.609, 0.313, 0.334, 0.265, 0.479]


def test_sum_normalised_scores_pymcdm() -> None:
    """pymcdm 1.4.0, docstring of WSM: shares of the column sums, of the inverses where less is better."""
    table = np.hstack([PYMCDM[:, :2], 1 / PYMCDM[:, 2:]])
    scores = weighted_scores(table / table.sum(axis=0), PYMCDM_WEIGHTS) / 100
    half_a_printed_digit = 0.0005
    assert scores == pytest.approx(PYMCDM_PUBLISHED, abs=half_a_printed_digit)
    assert scores == pytest.approx(
        [0.608631325477, 0.312520233693, 0.334222330108, 0.265437543749, 0.479188566973], abs=1e-9
    )


def test_scales_from_0_to_the_column_sum_give_the_same_pymcdm() -> None:
    """pymcdm 1.4.0, docstring of WSM; weights that sum to 2 count as half as much each."""
    table = np.hstack([PYMCDM[:, :2], 1 / PYMCDM[:, 2:]])
    ratings = {f"a{m}": list(row) for m, row in enumerate(table, start=1)}
    evaluation = evaluate(decision(ratings, PYMCDM_WEIGHTS, [(0, x) for x in table.sum(axis=0)]))
    assert [option.score / 100 * 2 for option in evaluation.options] == pytest.approx(PYMCDM_PUBLISHED, abs=0.0005)


def test_additive_values_alinezhad_khalili2019() -> None:
    """Alinezhad and Khalili 2019, New Methods and Applications in MADM, chapter on MACBETH.

    Data as in the R package MCDASupport, macbeth.Rd; totals agree with pyDecision 5.1.8.
    """
    ratings = {
        "a1": [4, 3000, 200, 2, 1],
        "a2": [3, 1800, 140, 3, 4],
        "a3": [5, 2200, 230, 1, 3],
        "a4": [2, 2500, 180, 4, 2],
    }
    scales = [(2, 5), (1800, 3000), (140, 230), (1, 4), (1, 4)]
    evaluation = evaluate(decision(ratings, [0.116, 0.207, 0.242, 0.34, 0.095], scales))
    scores = [option.score for option in evaluation.options]
    assert scores == pytest.approx([55.9, 36.0333333333, 49.0333333333, 59.9972222222], abs=1e-9)
    assert [option.id for option in evaluation.in_rank_order] == ["a4", "a1", "a3", "a2"]
    assert list(evaluation.option("a4").values.values()) == pytest.approx([0, 7 / 12, 4 / 9, 1, 1 / 3], abs=1e-12)


def test_where_to_put_a_centre_mcdasupport() -> None:
    """Where to put an IT centre: R package MCDASupport, wsm.Rd; totals agree with scikit-criteria."""
    values = {
        "blr": [0.8181818, 0.1814159, 1.0, 0.1198582, 0.0, 0.6, 0.75],
        "bom": [1.0, 0.1814159, 0.6666667, 0.1198582, 0.0, 0.6, 0.375],
        "del": [1.0, 0.1814159, 0.8333333, 0.1198582, 0.0, 0.6, 0.125],
        "mnl": [0.8181818, 0.0, 1.0, 0.3482143, 0.0, 0.6, 0.375],
        "hyd": [0.1818182, 0.1814159, 1.0, 0.1198582, 0.0, 0.2, 0.375],
        "gru": [0.1818182, 0.1814159, 0.5, 0.1198582, 0.0, 0.2, 0.125],
        "dub": [0.0, 1.0, 0.0, 0.5741667, 1.0, 1.0, 1.0],
        "krk": [0.3636364, 0.7787611, 0.6666667, 1.0, 1.0, 0.0, 0.5],
        "maa": [0.4545455, 0.1814159, 0.9166667, 0.1198582, 0.0, 0.4, 0.0],
        "eze": [0.1818182, 0.6283186, 0.5833333, 0.0, 0.0, 0.4, 0.125],
    }
    evaluation = evaluate(decision(values, [0.125, 0.2, 0.2, 0.2, 0.175, 0.05, 0.05], [(0, 1)] * 7))
    assert [option.score / 100 for option in evaluation.options] == pytest.approx(
        [
            0.430027545, 0.36733816, 0.38817148, 0.420665585, 0.311732095,
            0.199232095, 0.58983334, 0.73454011, 0.3204063475, 0.291307655,
        ],
        abs=1e-9,
    )  # fmt: skip
    ranking = ["krk", "dub", "blr", "mnl", "del", "bom", "maa", "hyd", "eze", "gru"]
    assert [option.id for option in evaluation.in_rank_order] == ranking
