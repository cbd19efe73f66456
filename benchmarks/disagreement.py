"""What many people differ in, and which of it decides."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from benchmarks.measure import Ratio, seconds_of_processor
from decision.model.value_function import Linear, Scale, ValueFunction
from decision.room.agreement import concordance
from decision.room.answers import Answers, Frame
from decision.room.disagreement import Disagreement

_PROMISED = 0.1  # seconds of the processor
_REPEATS = 9


def ratios() -> Iterator[Ratio]:
    rounds = [_round(seed) for seed in range(_REPEATS)]
    seconds = [seconds_of_processor(partial(_all_of_it, *each)) for each in rounds]
    middle = float(np.median(seconds))
    detail = f"{1000 * middle:.1f} ms of the processor, {1000 * min(seconds):.1f} at best"
    what = "what 200 people differ in, on 30 criteria and 10 options, and what of it decides"
    yield Ratio(what, f"{1000 * _PROMISED:.0f} ms", middle / _PROMISED, 1, detail)


def _all_of_it(frame: Frame, answers: Answers) -> tuple[object, ...]:
    found = Disagreement(frame, answers)
    return found.differences, found.leads_for, concordance(found.scores)


def _round(seed: int, people: int = 200, options: int = 10, criteria: int = 30) -> tuple[Frame, Answers]:
    """Answers without order: everybody differs from everybody on everything."""
    rng = np.random.default_rng(seed)
    scale = ValueFunction(Scale(0, 10), Linear())
    frame = Frame(
        (scale,) * criteria,
        np.arange(criteria),
        np.ones(criteria),
        rng.random((options, criteria)),
        np.full(criteria, 1 / criteria),
        np.ones(options, dtype=bool),
    )
    ratings = rng.integers(0, 11, (people, options, criteria)).astype(float)
    cannot = rng.random(ratings.shape) < 0.1
    ratings[cannot] = np.nan
    return frame, Answers(ratings, rng.integers(1, 100, (people, criteria)).astype(float), cannot)
