"""Published values of information come out as published."""

from __future__ import annotations

import numpy as np
import pytest

from decision.analysis.sampling.values import draw_values
from decision.analysis.sensitivity.information import information, value_of
from decision.analysis.standing import Standing
from decision.files.reader import read_scenario


def repeated(payoff: list[list[float]], tenths: list[int]) -> np.ndarray:
    """Payoffs of actions (M, 10), each state as often as its probability in tenths says."""
    return np.repeat(np.array(payoff), tenths, axis=1)


def test_newsvendor() -> None:
    """A seller of strawberries: cost 3, price 5, salvage 2; stock 2, expected 1.9, with perfect information 3.0."""
    payoff = [[0.0, 0, 0, 0], [-1, 2, 2, 2], [-2, 1, 4, 4], [-3, 0, 3, 6]]
    s = repeated(payoff, [2, 3, 3, 2])
    assert s.mean(axis=1) == pytest.approx([0, 1.4, 1.9, 1.5])
    assert s.max(axis=0).mean() == pytest.approx(3.0)
    assert value_of(s)[0] == pytest.approx(1.1, abs=1e-9)


def test_payoff_table_wikipedia() -> None:
    """Wikipedia, "Expected value of perfect information": 1030 with it, 680 without."""
    s = repeated([[1500.0, 300, -800], [900, 600, -200], [500, 500, 500]], [5, 3, 2])
    assert s.mean(axis=1) == pytest.approx([680, 590, 500])
    assert value_of(s)[0] == pytest.approx(350, abs=1e-9)


TWO_NORMALS = b"""\
format: 1
title: Net benefit p1 - p2 against 0
criteria: {p1: {worst: 0, best: 1, outside: extrapolate}, p2: {worst: 1, best: 0, outside: extrapolate}}
weights: {p1: 1, p2: 1}
options:
  t1: {ratings: {p1: 0, p2: 0}}
  t2: {ratings: {p1: {mean: 1, sd: 1}, p2: {mean: 0, sd: 2}}}
"""


def test_two_options_with_normal_net_benefit() -> None:
    """The vignette of the R package voi (Jackson, Heath and others): net benefit p1 - p2, p1 ~ N(1, 1), p2 ~ N(0, 2).

    Exact by the unit normal loss integral: EVPI 0.4798107; EVPPI 0.0833155 of p1 and 0.3955931 of p2.
    """
    scenario = read_scenario(TWO_NORMALS, "two.yaml")
    known = information(Standing(scenario), draw_values(scenario, 1_000_000, 1))
    a_half_each = 50  # points a unit of net benefit is worth
    of = {(each.option, each.criterion): each for each in known.by_cell}
    for found, se, exact in (
        (known.evpi, known.evpi_se, 0.479810706348),
        (of["t2", "p1"].points, of["t2", "p1"].se, 0.0833154705877),
        (of["t2", "p2"].points, of["t2", "p2"].se, 0.395593114803),
    ):
        assert found / a_half_each == pytest.approx(exact, abs=5 * se / a_half_each)
        assert se / a_half_each < 0.002
    assert of["t1", "p1"].points == 0
