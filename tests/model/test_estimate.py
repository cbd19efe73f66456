"""Every form of estimate: its most likely figure, its law, and what cannot be."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate

from decision.model.distribution import BodyAndTail, Lognormal, sample
from decision.model.errors import ImpossibleError
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
from decision.model.reference_class import ReferenceClass
from tests.strategies import CONTINUOUS, FORMS

CLASS = ReferenceClass("c", "C", Lognormal(0.3, 0.4))
MIXTURE = ReferenceClass("m", "M", BodyAndTail(0.18, 1.5, 1.378, -0.086, 0.34, cap=10))

ONE_OF_EACH: dict[str, Estimate] = {
    "exact": Exact(3),
    "pert": ThreePoint(2, 3, 7),
    "triangular": ThreePoint(2, 3, 7, "triangular"),
    "uniform": Range(2, 7),
    "normal percentiles": Percentiles(2, 7),
    "lognormal percentiles": Percentiles(2, 7, shape="lognormal"),
    "split normal": Percentiles(2, 7, 3),
    "split lognormal": Percentiles(2, 7, 3, "lognormal"),
    "normal moments": Moments(3, 1),
    "lognormal moments": Moments(3, 1, "lognormal"),
    "gamma moments": Moments(3, 1, "gamma"),
    "beta moments": Moments(0.3, 0.1, "beta"),
    "beta": BetaShape(2, 5),
    "lognormal": LognormalShape(1, 0.5),
    "levels": Levels(((7, 0.5), (5, 0.2), (6, 0.3))),
    "class": ClassEstimate(10, CLASS),
    "mixture": ClassEstimate(10, MIXTURE),
}
each = pytest.mark.parametrize("estimate", ONE_OF_EACH.values(), ids=ONE_OF_EACH)


# --- the most likely figure -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("estimate", "most_likely"),
    [
        (Exact(3), 3),
        (ThreePoint(2, 3, 7), 3),
        (ThreePoint(2, 2, 7, "triangular"), 2),
        (Range(2, 7), 4.5),
        (Percentiles(2, 7), 4.5),
        (Percentiles(2, 8, shape="lognormal"), 4),
        (Percentiles(2, 7, 3), 3),
        (Percentiles(2, 7, 3, "lognormal"), 3),
        (Moments(3, 1), 3),
        (Moments(3, 1, "lognormal"), 3 / math.sqrt(1 + 1 / 9)),
        (BetaShape(4, 4), 0.5),
        (LognormalShape(1, 0.5), math.e),
        (Levels(((7, 0.5), (5, 0.2), (6, 0.3))), 6),
        (Levels(((1, 0.4), (2, 0.6))), 2),
        (ClassEstimate(10, CLASS), 10 * math.exp(0.3)),
        (ClassEstimate(0, CLASS), 0),
    ],
)
def test_the_most_likely_figure_is_the_mode_or_x_times_p50_or_the_median(
    estimate: Estimate, most_likely: float
) -> None:
    assert estimate.most_likely == pytest.approx(most_likely, rel=1e-14)


@pytest.mark.parametrize("form", [form for form in FORMS if form != "three points"])
def test_the_most_likely_figure_is_the_median_where_no_mode_is_given(form: str) -> None:
    @given(FORMS[form])
    def check(estimate: Estimate) -> None:
        # relative rounding of the inverse functions, on the size of the figures that enter
        assert estimate.most_likely == pytest.approx(float(estimate.law.quantile(0.5)), rel=1e-9, abs=1e-9)

    check()


# --- the law ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_quantiles_never_fall(form: str) -> None:
    @given(FORMS[form], st.lists(st.floats(0.0001, 0.9999), min_size=2, max_size=20))
    def check(estimate: Estimate, p: list[float]) -> None:
        x = estimate.law.quantile(sorted(p))
        size = float(np.max(np.abs(x)))
        assert np.all(np.diff(x) >= -1e-12 * size)

    check()


@pytest.mark.parametrize("form", ["three points", "range", "beta", "class"])
def test_bounded_laws_reach_exactly_their_ends(form: str) -> None:
    @given(FORMS[form])
    def check(estimate: Any) -> None:
        low = getattr(estimate, "low", 0.0)
        assert float(estimate.law.quantile(0)) == pytest.approx(low, rel=1e-12, abs=1e-12)
        if form != "class":
            assert float(estimate.law.quantile(1)) == pytest.approx(
                getattr(estimate, "high", 1.0), rel=1e-12, abs=1e-12
            )

    check()


@each
def test_mean_and_sd_are_those_of_the_quantile_function(estimate: Estimate) -> None:
    law = estimate.law

    def moment(order: int) -> float:
        # bends where levels step, halves join and the mixture's tail begins or is cut
        bends = [0.2, 0.5, 0.82, 1 - 0.18 * (1.5 / 10) ** 1.378]
        return float(
            integrate.quad(lambda p: float(law.quantile(p)) ** order, 0, 1, points=bends, limit=500, epsabs=1e-10)[0]
        )

    mean = moment(1)
    assert law.mean == pytest.approx(mean, rel=1e-6)
    assert law.sd == pytest.approx(math.sqrt(max(0.0, moment(2) - mean**2)), rel=1e-4, abs=1e-6)


@each
def test_draws_have_the_mean_and_sd_of_the_law(estimate: Estimate) -> None:
    n, law = 100_000, estimate.law
    drawn = sample(law, np.random.default_rng(20261123), n)
    assert drawn.shape == (n,)
    deviations = drawn - law.mean
    standard_error = float(np.std(drawn)) / math.sqrt(n)
    assert abs(float(np.mean(deviations))) <= 4 * standard_error
    error_of_variance = float(np.std(deviations**2)) / math.sqrt(n)
    assert abs(float(np.mean(deviations**2)) - law.sd**2) <= 4 * error_of_variance + 1e-12


@each
def test_the_same_seed_gives_the_same_draws(estimate: Estimate) -> None:
    one, other = (sample(estimate.law, np.random.default_rng(0), (3, 2)) for _ in range(2))
    assert one.shape == (3, 2)
    assert np.array_equal(one, other)


@pytest.mark.parametrize("form", CONTINUOUS)
def test_percent_points_keep_the_shape_they_are_asked_in(form: str) -> None:
    @given(CONTINUOUS[form])
    def check(estimate: Estimate) -> None:
        assert estimate.law.quantile(0.3).shape == ()
        assert estimate.law.quantile(np.full((2, 3), 0.3)).shape == (2, 3)

    check()


@each
@pytest.mark.parametrize("p", [-0.1, 1.1, math.nan])
def test_what_is_no_probability_is_refused(estimate: Estimate, p: float) -> None:
    with pytest.raises(ImpossibleError, match="a probability lies outside 0 to 1; give quantiles between 0 and 1"):
        estimate.law.quantile([0.5, p])


def test_stated_percentiles_are_the_percentiles_of_the_law() -> None:
    for estimate in (Percentiles(2, 7), Percentiles(2, 7, 3), Percentiles(2, 7, 3, "lognormal")):
        assert estimate.law.quantile([0.1, 0.9]) == pytest.approx([2, 7], rel=1e-12)


@pytest.mark.parametrize("shape", ["normal", "lognormal", "gamma", "beta"])
def test_stated_moments_are_the_moments_of_the_law(shape: Any) -> None:
    law = Moments(0.3, 0.1, shape).law
    assert (law.mean, law.sd) == (pytest.approx(0.3, rel=1e-12), pytest.approx(0.1, rel=1e-12))


def test_levels_come_as_often_as_they_are_likely() -> None:
    law = Levels(((7, 0.5), (5, 0.2), (6, 0.3))).law
    assert law.quantile([0, 0.1, 0.2, 0.21, 0.5, 0.51, 1]).tolist() == [5, 5, 5, 6, 6, 7, 7]


def test_a_tail_without_mean_has_an_infinite_mean() -> None:
    law = BodyAndTail(0.2, 1.5, 0.9, 0, 0.3)
    assert law.mean == math.inf
    assert BodyAndTail(0.2, 1.5, 1.5, 0, 0.3).sd == math.inf
    assert math.isfinite(BodyAndTail(0.2, 1.5, 1.0, 0, 0.3, cap=10).mean)


# --- no width at all --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "estimate",
    [
        ThreePoint(3, 3, 3), ThreePoint(3, 3, 3, "triangular"), Range(3, 3), Percentiles(3, 3), Percentiles(3, 3, 3),
        Percentiles(3, 3, shape="lognormal"), Percentiles(3, 3, 3, "lognormal"), Moments(3, 0),
        LognormalShape(math.log(3), 0), Levels(((3, 1),)), Levels(((2, 0), (3, 1), (4, 0))),
    ],
)  # fmt: skip
def test_an_estimate_without_width_is_a_plain_number(estimate: Estimate) -> None:
    assert estimate.most_likely == pytest.approx(3, rel=1e-15)
    assert estimate.law.quantile([0, 0.3, 1]) == pytest.approx([3, 3, 3], rel=1e-15)
    assert estimate.law.mean == pytest.approx(3, rel=1e-15)
    assert estimate.law.sd == 0


def test_a_class_of_nothing_is_nothing_whatever_its_tail() -> None:
    endless = ReferenceClass("e", "E", BodyAndTail(0.2, 1.5, 0.9, 0, 0.3))
    law = ClassEstimate(0, endless).law
    assert (law.mean, law.sd, float(law.quantile(1))) == (0, 0, 0)


def test_a_split_law_may_lean_all_to_one_side() -> None:
    law = Percentiles(2, 7, 2).law
    assert law.quantile([0, 0.1, 0.5, 0.9]) == pytest.approx([2, 2, 2, 7])


# --- what cannot be ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Exact(math.inf), "estimate inf is not a finite number; give a number"),
        (lambda: Exact(math.nan), "estimate nan is not a finite number; give a number"),
        (lambda: ThreePoint(6, 4, 9), "low 6 is above mode 4; put them in order, lowest first"),
        (lambda: ThreePoint(1, 4, 3), "mode 4 is above high 3; put them in order, lowest first"),
        (lambda: ThreePoint(1, math.nan, 3), "mode nan is not a finite number; give a number"),
        (lambda: Range(2, 1), "low 2 is above high 1; put them in order, lowest first"),
        (lambda: Percentiles(2, 1), "p10 2 is above p90 1; put them in order, lowest first"),
        (lambda: Percentiles(1, 3, 0.5), "p10 1 is above p50 0.5; put them in order, lowest first"),
        (lambda: Percentiles(1, 3, 4), "p50 4 is above p90 3; put them in order, lowest first"),
        (
            lambda: Percentiles(0, 3, shape="lognormal"),
            "p10 0 is not positive, as a lognormal law needs; raise it above 0 or leave out shape: lognormal",
        ),
        (
            lambda: Moments(3, -1),
            "sd -1 is not positive; give a spread above 0, or the number alone if it is certain",
        ),
        (
            lambda: Moments(3, 0, "lognormal"),
            "sd 0 is not positive; give a spread above 0, or the number alone if it is certain",
        ),
        (
            lambda: Moments(0, 1, "gamma"),
            "mean 0 is not positive, as shape: gamma needs; raise it above 0 or choose another shape",
        ),
        (
            lambda: Moments(1, 0.1, "beta"),
            (
                "mean 1 is not between 0 and 1, as shape: beta needs; "
                "give it on the scale 0 to 1 or choose another shape"
            ),
        ),
        (
            lambda: Moments(0.2, 0.4, "beta"),
            "sd 0.4 is more than a beta law with mean 0.2 can have; give less than 0.4",
        ),
        (
            lambda: Moments(1e-20, 1e20, "gamma"),
            (
                "mean 1e-20 and sd 1e+20 are too far apart to compute with; "
                "bring them closer together, or leave shape out where the spread is small"
            ),
        ),
        (
            lambda: Moments(100, 0.05, "gamma"),
            (
                "mean 100 and sd 0.05 are too far apart to compute with; "
                "bring them closer together, or leave shape out where the spread is small"
            ),
        ),
        (
            lambda: Percentiles(1e-20, 1e20, shape="lognormal"),
            "p10 1e-20 and p90 1e+20 are too far apart to compute with; bring them closer together",
        ),
        (lambda: Exact(1e300), "estimate 1e+300 is too large to compute with; choose a larger unit"),
        (lambda: Range(-1e300, 1), "low -1e+300 is too large to compute with; choose a larger unit"),
        (
            lambda: BetaShape(1e20, 1),
            (
                "the first shape of the beta law, 1e+20, is too large to compute with; "
                "give at most 1,000,000, or the number alone if it is all but certain"
            ),
        ),
        (
            lambda: LognormalShape(0, 300),
            (
                "sigma 300 is too wide to compute with: the mean would be all in the rarest cases; "
                "give the spread of the logarithm, 10 at most"
            ),
        ),
        (
            lambda: Levels(tuple((x, 1 / 201) for x in range(201))),
            "there are 201 levels; keep to 200 at most",
        ),
        (lambda: BetaShape(0, 1), "the first shape of the beta law, 0, is not positive; give two numbers above 0"),
        (lambda: BetaShape(1, -1), "the second shape of the beta law, -1, is not positive; give two numbers above 0"),
        (lambda: LognormalShape(139, 1), "mu 139 is out of reach; give the mean of the logarithm, within -138 to 138"),
        (lambda: LognormalShape(0, -1), "sigma -1 is negative; give the spread of the logarithm, 0 or more"),
        (lambda: Levels(()), "no level is given; give at least one value and its probability"),
        (lambda: Levels(((1, 0.5), (2, 0.4))), "the probabilities sum to 0.9; make them sum to 1"),
        (lambda: Levels(((1, 1.5), (2, -0.5))), "the probability 1.5 of level 1 is not between 0 and 1; correct it"),
        (lambda: Levels(((1, 0.5), (1, 0.5))), "a level is given twice; add its probabilities up in one entry"),
        (lambda: Levels(((math.inf, 1),)), "level inf is not a finite number; correct it"),
        (
            lambda: ClassEstimate(-1, CLASS),
            (
                "estimate -1 is negative, which no multiplier of a reference class was observed for; "
                "give 0 or more, or another form"
            ),
        ),
        (
            lambda: ReferenceClass("c", "C", Lognormal(0, 0)),
            "sigma 0 is not positive; give a spread above 0",
        ),
        (
            lambda: ReferenceClass("c", "C", BodyAndTail(1, 1.5, 2, 0, 0.3)),
            "the tail's share 1 is not between 0 and 1; give the share of projects in the tail",
        ),
        (
            lambda: ReferenceClass("c", "C", BodyAndTail(0.2, 0, 2, 0, 0.3)),
            "the threshold and the tail index must be positive; correct them",
        ),
        (
            lambda: ReferenceClass("c", "C", BodyAndTail(0.2, 1.5, 2, 0, 0.3, cap=1)),
            "the cap 1 is not above the threshold 1.5; raise the cap or leave it out",
        ),
        (
            lambda: ReferenceClass("c", "C", Lognormal(0, 300)),
            "sigma 300 is too large for a multiplier; give at most 10",
        ),
        (lambda: ReferenceClass("c", "C", Lognormal(-31, 1)), "mu -31 is out of reach; give one within -30 to 30"),
        (
            lambda: ReferenceClass("c", "C", BodyAndTail(0.2, 1.5, 1e9, 0, 0.3)),
            "the tail index, 1e+09, is too large for a multiplier; give at most 20",
        ),
        (
            lambda: ReferenceClass("c", "C", BodyAndTail(0.2, 1e-9, 2, 0, 0.3)),
            "the threshold 1e-09 lies below all of the body; raise it, or lower mu",
        ),
        (lambda: ReferenceClass("c", "C", Lognormal(math.nan, 1)), "mu nan is not a finite number; correct it"),
    ],
)
def test_what_cannot_be_says_why_and_what_to_do(make: Callable[[], object], message: str) -> None:
    with pytest.raises(ImpossibleError) as caught:
        make()
    assert str(caught.value) == message
