"""The mean of a box cut by a plane: three ways to the same figures, and closed forms."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.model.box_centroid import by_series, means, parts_of_faces, parts_of_halves
from decision.model.errors import ImpossibleError
from decision.model.weights import Ranged

widths = st.lists(st.integers(1, 1000), min_size=2, max_size=7)
shares = st.fractions(Fraction(1, 50), Fraction(49, 50))


def from_the_corners(d: list[Fraction], room: Fraction) -> list[Fraction]:
    """E[u], straight from volume and first moments over all 2^n corners (Marichal and Mossinghoff 2008)."""
    n = len(d)

    def over_corners(of: list[Fraction], power: int, left: Fraction) -> Fraction:
        sets = (each for size in range(len(of) + 1) for each in itertools.combinations(of, size))
        return sum(((-1) ** len(each) * max(left - sum(each), Fraction(0)) ** power for each in sets), Fraction(0))

    volume = over_corners(d, n - 1, room)
    found = []
    for k, width in enumerate(d):
        others = d[:k] + d[k + 1 :]
        # the integral of u·(the volume of the others at R - u) over 0 .. d[k], by parts
        twice = (over_corners(others, n, room) - over_corners(others, n, room - width)) / n
        found.append((twice - width * over_corners(others, n - 1, room - width)) / volume)
    return found


@given(widths, shares)
def test_means_are_those_of_the_corners(d: list[int], share: Fraction) -> None:
    exact, room = [Fraction(x) for x in d], share * sum(d)
    assert list(means(tuple(exact), room)) == from_the_corners(exact, room)


@given(widths, shares)
def test_two_halves_say_what_all_faces_say(d: list[int], share: Fraction) -> None:
    scaled, room = [x * share.denominator for x in d], sum(d) * share.numerator
    faces: dict[int, int] = {}
    for size in range(len(d) + 1):
        for each in itertools.combinations(scaled, size):
            if sum(each) < room:
                faces[sum(each)] = faces.get(sum(each), 0) + (-1) ** size
    assert parts_of_halves(scaled, room) == parts_of_faces(scaled, room, faces)


@pytest.mark.parametrize("seed", range(6))
def test_the_series_says_what_whole_numbers_say(seed: int) -> None:
    rng = np.random.default_rng(seed)
    d = rng.integers(100, 1000, 16).tolist()
    room = int(rng.integers(max(d), sum(d) // 2))
    volume, with_k = parts_of_halves(d, room)
    rest = Fraction(room * volume - sum(x * part for x, part in zip(d, with_k, strict=True)), len(d))
    exact = [float((rest + x * part) / (volume * room)) for x, part in zip(d, with_k, strict=True)]
    assert by_series(np.array(d) / room) == pytest.approx(exact, abs=1e-14)


def test_a_series_that_does_not_end_is_not_trusted() -> None:
    assert by_series(np.array([1.0, 1.0, *[1e-7] * 11])) is None
    # two wide ranges and eleven narrow ones: the narrow ones are as good as free, the wide ones share the rest
    d = (Fraction(1), Fraction(1), *(Fraction(k, 10**7) for k in range(1, 12)))
    found = [float(x) for x in means(d, Fraction(1))]
    assert found[2:] == pytest.approx([k / 2e7 for k in range(1, 12)], rel=1e-5)
    assert math.fsum(found) == pytest.approx(1, abs=1e-15)


def test_a_simplex_has_equal_means_however_many() -> None:
    assert [float(x) for x in means((Fraction(1),) * 50, Fraction(1))] == [1 / 50] * 50


def test_half_of_the_room_is_half_of_every_width() -> None:
    d = tuple(Fraction(1000 + k * k, 977) for k in range(40))
    assert [float(x) for x in means(d, sum(d) / 2)] == pytest.approx([float(x) / 2 for x in d], rel=1e-12)


@pytest.mark.parametrize("decimals", [2, 6])
def test_thirty_ranges_have_the_mean_of_independent_draws(decimals: int) -> None:
    """Kept draws of a box, the last of which takes what the others leave, are uniform on the cut."""
    rng = np.random.default_rng(decimals)
    bounds = {f"c{k}": (0.0, round(rng.uniform(5.4, 7.9), decimals)) for k in range(30)}
    centroid = Ranged(bounds).centroid(list(bounds))
    d = np.array([high / 100 for _, high in bounds.values()])
    u = rng.random((200_000, 29)) * d[:-1]
    last = 1 - u.sum(axis=1)
    kept = np.column_stack([u, last])[(last >= 0) & (last <= d[-1])]
    assert len(kept) > 10_000
    errors = kept.std(axis=0) / math.sqrt(len(kept))
    assert np.all(np.abs(kept.mean(axis=0) - list(centroid.values())) <= 4.5 * errors)
    assert math.fsum(centroid.values()) == pytest.approx(1, abs=1e-12)


def test_ranges_too_unlike_to_find_their_middle_are_refused_with_a_way_out() -> None:
    d = (Fraction(1), Fraction(1), *(Fraction(1000 + 37**k % 997, 10**13) for k in range(40)))
    with pytest.raises(ImpossibleError, match="too unlike in width to find their middle; widen the narrowest"):
        means(d, Fraction(1))
