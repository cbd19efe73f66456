"""Reference classes have the P50, P80 and mean that their sources give."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from scipy import integrate, stats

from decision.files.library import Library, project_folder
from decision.model.distribution import BodyAndTail, Lognormal
from decision.model.reference_class import ReferenceClass

CLASSES = Library().reference_classes

# P50, P80 and P90 as worked out from the sources (see `source` of each class), apart from our code.
WORKED_OUT = {
    "software-effort-survey": (1.33, 1.81, 2.13),
    "software-effort-survey-flexible": (1.17, 1.61, 1.90),
    "software-effort-survey-sequential": (1.48, 1.95, 2.26),
    "software-schedule-survey": (1.19, 1.50, 1.70),
    "landmark-schedule": (1.86, 2.68, 3.24),
    "it-cost-2011": (0.99, 1.41, 1.93),
    "it-cost-2023": (0.97, 1.43, 2.30),
    "outsourced-effort": (0.94, 1.27, 1.49),
    "enhancement-effort": (0.93, 1.21, 1.39),
    "enhancement-schedule": (1.10, 1.49, 1.76),
    "package-cost": (1.04, 1.40, 1.63),
    "package-schedule": (1.17, 1.59, 1.86),
    "quote-spread": (0.83, 1.62, 2.30),
}


def test_ai_assisted_building_is_what_trials_found_times_the_usual_overrun() -> None:
    """P10 and P90 of the effect are 1 - 0.558 (Peng and others 2023) and 1.19 (METR 2025); logarithms add up."""
    low, high = math.log(1 - 0.558), math.log(1.19)
    effect = (low + high) / 2, (high - low) / (2 * stats.norm.ppf(0.9))
    overrun = CLASSES["software-effort-survey"].law
    law = CLASSES["ai-assisted-building"].law
    alone = CLASSES["ai-assistance"].law
    assert isinstance(overrun, Lognormal) and isinstance(law, Lognormal) and isinstance(alone, Lognormal)
    a_printed_digit = 0.001
    assert (alone.mu, alone.sigma) == pytest.approx(effect, abs=a_printed_digit)
    assert law.mu == pytest.approx(effect[0] + overrun.mu, abs=a_printed_digit)
    assert law.sigma == pytest.approx(math.hypot(effect[1], overrun.sigma), abs=a_printed_digit)


@pytest.mark.parametrize("id", WORKED_OUT)
def test_p50_p80_and_p90_are_within_two_percent(id: str) -> None:
    assert CLASSES[id].law.quantile([0.5, 0.8, 0.9]) == pytest.approx(WORKED_OUT[id], rel=0.02)


def comments() -> dict[str, list[float]]:
    text = (project_folder("criteria") / "reference-classes.yaml").read_text(encoding="utf-8")
    found = re.findall(r"^  ([a-z0-9-]+): +# ([0-9., ]+)$", text, flags=re.MULTILINE)
    return {id: [float(x) for x in figures.split(",")] for id, figures in found}


def test_every_class_has_a_comment_with_its_figures() -> None:
    assert comments().keys() == CLASSES.keys()


@pytest.mark.parametrize("id", CLASSES)
def test_the_comment_beside_each_class_is_true(id: str) -> None:
    a_printed_digit = 0.01  # some were read off simulations
    assert CLASSES[id].law.quantile([0.5, 0.8, 0.9]) == pytest.approx(comments()[id], abs=a_printed_digit)


@pytest.mark.parametrize("each", CLASSES.values(), ids=CLASSES)
def test_the_median_is_the_middle_quantile(each: ReferenceClass) -> None:
    assert each.median == pytest.approx(float(each.law.quantile(0.5)), rel=1e-12)


MIXTURES = {id: each.law for id, each in CLASSES.items() if isinstance(each.law, BodyAndTail)}


def test_both_mixtures_are_there() -> None:
    assert sorted(MIXTURES) == ["it-cost-2011", "it-cost-2023"]


@pytest.mark.parametrize("id", MIXTURES)
def test_the_capped_mean_and_sd_are_those_of_the_quantile_function(id: str) -> None:
    law = MIXTURES[id]
    bends = [1 - law.tail_share, 1 - law.tail_share * (law.threshold / law.cap) ** law.tail_index]
    first, second = (
        integrate.quad(lambda p, n=n: float(law.quantile(p)) ** n, 0, 1, points=bends, epsabs=1e-9, limit=200)[0]
        for n in (1, 2)
    )
    assert law.mean == pytest.approx(first, rel=1e-6)
    assert law.sd == pytest.approx(math.sqrt(second - first**2), rel=1e-6)


@pytest.mark.parametrize(("id", "uncapped", "capped"), [("it-cost-2011", 1.27, None), ("it-cost-2023", 1.73, 1.38)])
def test_means_flyvbjerg(id: str, uncapped: float, capped: float | None) -> None:
    """Flyvbjerg and Budzier 2011: a mean overrun of 27 percent; Flyvbjerg and Gardner 2023: of 73 percent."""
    law = MIXTURES[id]
    free = BodyAndTail(law.tail_share, law.threshold, law.tail_index, law.mu, law.sigma)
    assert free.mean == pytest.approx(uncapped, abs=0.005)
    if capped is not None:
        assert law.mean == pytest.approx(capped, abs=0.005)


@pytest.mark.parametrize("id", MIXTURES)
@pytest.mark.parametrize("x", [1.6, 3.0, 9.9])
def test_the_tail_is_pareto(id: str, x: float) -> None:
    """P(X > x) = tail share times (threshold/x)^index above the threshold."""
    law = MIXTURES[id]
    beyond = law.tail_share * (law.threshold / x) ** law.tail_index
    assert float(law.quantile(1 - beyond)) == pytest.approx(x, rel=1e-9)


@pytest.mark.parametrize("id", MIXTURES)
def test_nothing_exceeds_the_cap_and_the_body_ends_at_the_threshold(id: str) -> None:
    law = MIXTURES[id]
    assert float(law.quantile(1)) == law.cap == 10
    edge = 1 - law.tail_share
    # density at the threshold is above 0.1, so that 1e-9 in p is less than 1e-8 in x
    assert law.quantile([edge - 1e-9, edge + 1e-9]) == pytest.approx([1.5, 1.5], abs=2e-8)


def test_one_project_in_six_overran_on_average_by_200_percent_flyvbjerg_budzier2011() -> None:
    """Flyvbjerg and Budzier 2011, arXiv 1304.0265: one in six, with an average overrun of 200 percent."""
    law = MIXTURES["it-cost-2011"]
    assert law.tail_share == pytest.approx(1 / 6, abs=0.00005)
    assert law.tail_index * law.threshold / (law.tail_index - 1) == pytest.approx(3.0)


def test_eight_in_ten_projects_were_more_than_a_tenth_off_flyvbjerg_budzier2011() -> None:
    """Flyvbjerg and Budzier 2011: eight of ten more than 10 percent off."""
    p = np.linspace(0, 1, 100_001)
    x = MIXTURES["it-cost-2011"].quantile(p)
    assert np.mean(np.abs(x - 1) > 0.1) == pytest.approx(0.80, abs=0.005)
