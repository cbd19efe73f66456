"""Money over the years and pilots, timed beside a simulation of the same decision."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from benchmarks.measure import Ratio, ratio
from decision.analysis.money import money
from decision.analysis.sampling.values import draw_values
from decision.analysis.sensitivity.conditioning import Beliefs
from decision.analysis.sensitivity.sample_information import worth_of_study
from decision.analysis.sensitivity.sensitivity import sensitivity
from decision.analysis.sensitivity.studies import cells_called, usual_study
from decision.analysis.standing import Standing
from decision.files.reader import load

_DRAWS = 100_000
_EXAMPLE = "scenarios/health-centre-portal.yaml"


def ratios() -> Iterator[Ratio]:
    scenario = load(_EXAMPLE)
    whole = partial(sensitivity, scenario, _DRAWS, 1)
    yield ratio("money over the years", partial(money, scenario, _DRAWS, 1), "all of sensitivity", whole, 3.0)
    standing, drawn = Standing(scenario), draw_values(scenario, _DRAWS, 1)
    beliefs = Beliefs(standing, drawn)
    study = usual_study(scenario, "pilot", cells_called(scenario, "fit"))
    yield ratio(
        "what a pilot of a criterion is worth",
        partial(worth_of_study, standing, drawn, study, beliefs),
        "all of sensitivity",
        whole,
        0.5,
    )
