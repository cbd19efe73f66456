"""Colours that mean something are told apart by eyes that see few of them. Letters and labels stand beside each."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from decision.outputs.charts.colours import APPROACH_COLOURS, CRITERION_COLOURS, EXCLUDED, OWN_COLOURS
from decision.outputs.charts.tornado import HIGH_END, LOW_END
from tests.colours import EYES, MACHADO, apart, ciede2000, lab, linear, seen

# Table 1 of the paper, all that tells a wrong formula: hue at the blue turn, at no chroma, and across 0 degrees
SHARMA = [
    ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
    ((50, 3.1571, -77.2803), (50, 0, -82.7485), 2.8615),
    ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0000),
    ((50, 0, 0), (50, -1, 2), 2.3669),
    ((50, 2.4900, -0.0010), (50, -2.4900, 0.0009), 7.1792),
    ((50, 2.4900, -0.0010), (50, -2.4900, 0.0011), 7.2195),
    ((50, -0.0010, 2.4900), (50, 0.0009, -2.4900), 4.8045),
    ((50, -0.0010, 2.4900), (50, 0.0011, -2.4900), 4.7461),
    ((50, 2.5, 0), (50, 0, -2.5), 4.3065),
    ((50, 2.5, 0), (73, 25, -18), 27.1492),
    ((50, 2.5, 0), (61, -5, 29), 22.8977),
    ((50, 2.5, 0), (56, -27, -3), 31.9030),
    ((50, 2.5, 0), (58, 24, 15), 19.4535),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((63.0109, -31.0961, -5.8663), (62.8187, -29.7946, -4.0864), 1.2630),
    ((35.0831, -44.1164, 3.7933), (35.0232, -40.0716, 1.5901), 1.8645),
    ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
    ((90.9257, -0.5406, -0.9208), (88.6381, -0.8985, -0.7239), 1.5381),
    ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
]
CLEARLY = 10  # CIEDE2000: not the shade of a thing, but another colour
AT_ALL = 5  # told apart side by side


@pytest.mark.parametrize(("one", "other", "published"), SHARMA)
def test_colour_difference_sharma2005(one: tuple[float, ...], other: tuple[float, ...], published: float) -> None:
    assert ciede2000(one, other) == pytest.approx(published, abs=0.00005001)
    assert ciede2000(other, one) == pytest.approx(published, abs=0.00005001)


def test_lab_of_white_black_and_red() -> None:
    # red by Lindbloom's calculator, sRGB and D65: 53.24, 80.09, 67.20
    assert lab(linear("#FFFFFF")) == pytest.approx([100, 0, 0], abs=0.01)
    assert lab(linear("#000000")) == pytest.approx([0, 0, 0], abs=1e-9)
    assert lab(linear("#FF0000")) == pytest.approx([53.24, 80.09, 67.20], abs=0.005001)


@pytest.mark.parametrize("eyes", list(MACHADO))
def test_greys_are_seen_as_they_are_by_all_eyes(eyes: str) -> None:
    assert MACHADO[eyes].sum(axis=1) == pytest.approx(np.ones(3), abs=2e-6)
    assert seen("#808080", eyes) == pytest.approx(linear("#808080"), abs=2e-6)


@pytest.mark.parametrize("eyes", EYES)
def test_approaches_are_clearly_other_colours(eyes: str) -> None:
    colours = [*APPROACH_COLOURS.values(), EXCLUDED]
    assert min(apart(*pair, eyes) for pair in itertools.combinations(colours, 2)) >= CLEARLY


@pytest.mark.parametrize("eyes", EYES)
def test_criteria_of_the_catalogue_are_clearly_other_colours_whichever_are_neighbours(eyes: str) -> None:
    assert min(apart(*pair, eyes) for pair in itertools.combinations(CRITERION_COLOURS.values(), 2)) >= CLEARLY


@pytest.mark.parametrize("eyes", EYES)
def test_criteria_of_ones_own_are_told_apart_from_all(eyes: str) -> None:
    colours = [*CRITERION_COLOURS.values(), *OWN_COLOURS]
    assert min(apart(*pair, eyes) for pair in itertools.combinations(colours, 2)) >= AT_ALL


@pytest.mark.parametrize("eyes", EYES)
def test_the_ends_of_the_tornado_are_clearly_other_colours(eyes: str) -> None:
    assert apart(LOW_END, HIGH_END, eyes) >= CLEARLY
