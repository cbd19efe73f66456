"""Rounds for tests of the room's figures."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from decision.model.value_function import Linear, Midvalue, Scale, ValueFunction
from decision.room.answers import Answers, Frame

SCALES = (
    ValueFunction(Scale(0, 10), Linear()),
    ValueFunction(Scale(36, 6), Linear()),  # months: less is better
    ValueFunction(Scale(0, 100), Midvalue(30)),
)


@st.composite
def rounds(draw: st.DrawFn) -> tuple[Frame, Answers]:
    """A frame with parts, curves and an option that is excluded, and what some people answered."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    people, options, tops = draw(st.integers(1, 7)), draw(st.integers(2, 4)), draw(st.integers(1, 4))
    parts = rng.integers(1, 3, size=tops)
    top = np.repeat(np.arange(tops), parts)
    within = np.concatenate([share / share.sum() for share in (rng.random(n) + 0.1 for n in parts)])
    functions = tuple(SCALES[i] for i in rng.integers(0, len(SCALES), size=len(top)))
    ranked = rng.random(options) < 0.8
    ranked[rng.integers(options)] = True
    file_weights = rng.dirichlet(np.ones(tops))
    frame = Frame(functions, top, within, rng.random((options, len(top))), file_weights, ranked)
    lows = np.array([min(each.scale.worst, each.scale.best) for each in functions])
    highs = np.array([max(each.scale.worst, each.scale.best) for each in functions])
    # whole figures, so that people agree now and then, and some a little outside the scale
    ratings = np.round(lows + (highs - lows) * rng.uniform(-0.1, 1.1, (people, options, len(top))))
    silent = rng.random(ratings.shape) < draw(st.sampled_from((0.0, 0.3, 1.0)))
    ratings[silent] = np.nan
    cannot = silent & (rng.random(ratings.shape) < 0.5)
    weights = rng.integers(0, 5, size=(people, tops)).astype(float)
    weights[weights.sum(axis=1) == 0, 0] = 3.0  # all on one criterion
    weights[rng.random(people) < 0.2] = np.nan
    return frame, Answers(ratings, weights, cannot)
