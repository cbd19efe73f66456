"""The same simulation with other packages: they score and rank one draw at a time.

What is drawn is given to them for nothing, and so is the counting of ranks: only their weighted sums and ranks are
timed, in turn with ours, on fewer draws, and taken as growing in proportion. They are installed with
``python -m pip install -r benchmarks/requirements.txt``.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from benchmarks.measure import Ratio, ratio
from benchmarks.simulating import fresh, work

Array = NDArray[np.float64]
Score = Callable[[Array, Array], object]

_DRAWS, _TIMED = 100_000, 1_000


def ratios() -> Iterator[Ratio]:
    scenario = work()
    rng = np.random.default_rng(1)
    values, weights = rng.random((_TIMED, 3, 6)), rng.dirichlet(np.ones(6), _TIMED)
    for name, module, make in (
        ("pymcdm", "pymcdm", _pymcdm),
        ("pyrepo-mcda", "pyrepo_mcda", _pyrepo),
        ("scikit-criteria", "skcriteria", _skcriteria),
    ):
        if importlib.util.find_spec(module) is None:
            print(f"| {name} | is not installed | | | see benchmarks/requirements.txt |")
            continue
        score = make()

        def theirs(score: Score = score) -> None:
            for v, w in zip(values, weights, strict=True):
                score(v, w)

        measured = ratio("", lambda: fresh(scenario, _DRAWS), "", theirs, most=1)
        share = measured.ratio * _TIMED / _DRAWS
        yield Ratio(
            f"100,000 draws with all figures, against {name}",
            "a hundredth of its time",
            100 * share,
            1,
            f"{1 / share:,.0f} times as fast: {measured.detail} for {_TIMED:,} draws",
        )


def _as_it_is(matrix: Array, *_: object, **__: object) -> Array:
    """No normalisation: what is given are values already."""
    return matrix


def _pymcdm() -> Score:
    from pymcdm.helpers import rankdata
    from pymcdm.methods import WSM

    wsm, types = WSM(normalization_function=_as_it_is), np.ones(6)
    return lambda v, w: rankdata(wsm(v, w, types, validation=False), reverse=True)


def _pyrepo() -> Score:
    from pyrepo_mcda.additions import rank_preferences
    from pyrepo_mcda.mcda_methods import SAW

    saw, types = SAW(normalization_method=_as_it_is), np.ones(6)
    return lambda v, w: rank_preferences(saw(v, w, types), reverse=True)


def _skcriteria() -> Score:
    import skcriteria
    from skcriteria.agg.simple import WeightedSumModel

    model = WeightedSumModel()
    return lambda v, w: model.evaluate(skcriteria.mkdm(v, [max] * 6, weights=w)).rank_
