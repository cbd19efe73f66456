"""One thing against another, money against all else above all: what each option is expected to be, and how surely.

Throughout this module
    n     is a draw                     0 .. N-1
    m     is an option that is ranked   0 .. M-1
    k     is a criterion that is rated  0 .. K-1
    x, y  are where options lie on the axis across and on the one up

An axis is one criterion in its unit, if that is money or a step is worth the same anywhere on its scale, or else the
worth of one or several criteria: 100 · Σ w·v / Σ w over them, 0 at the worst of all of them and 100 at the best. So
money is kept out of the score, and stands beside it. In its unit a rating is where it is believed to be, also beyond
the ends of a scale that cuts values off there: what is paid is paid.

An option is efficient if no other is at least as good on both axes and better on one (Keeney and Raiffa 1976, Decisions
with Multiple Objectives, section 3.2). From one efficient option to the next better one, what each further point costs
is the incremental cost-effectiveness ratio (Drummond and others 2015, Methods for the Economic Evaluation of Health
Care Programmes, section 4.4).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from decision.analysis.sampling.values import DrawnValues, draw_values
from decision.analysis.standing import Standing
from decision.model.criterion import Criterion
from decision.model.errors import DecisionError
from decision.model.estimate import Unknown
from decision.model.scenario import Scenario
from decision.model.value_function import Linear, ValueFunction

Array = NDArray[np.float64]

CLOUD = 0.8  # of the futures of an option lie in its cloud
_CORNERS = 72  # of a cloud
_OUTER = 0.01  # share of draws at either end of an axis that the shape of a cloud does not heed
_SAME = 1e-9  # of a point, or of the way from worst to best: what differs by less is level


@dataclass(frozen=True)
class TradeAxis:
    """What an axis shows.

    Attributes
    ----------
    criteria
        Paths of what is rated, in the order of the file.
    unit
        ``points`` of 0 to 100, or that of the one criterion; empty where that has none.
    is_rating
        Whether it is that criterion in its unit.
    less_is_better
        Whether an option is the better the lower it lies.
    """

    criteria: tuple[str, ...]
    unit: str
    is_rating: bool = False
    less_is_better: bool = False


@dataclass(frozen=True)
class TradePoint:
    """Where an option is expected to lie, and where eight in ten of its futures do.

    Attributes
    ----------
    cloud
        Corners (72, 2) of an ellipse, read-only: its shape is that of the draws without the outermost hundredths,
        around their medians, and it is as large as it must be for eight in ten draws to lie within.
    efficient, p_efficient
        Whether it is efficient as expected, and in what share of futures it is.
    dominated_by, p_dominated
        The option that is expected to be at least as good on both axes and better on one, the one that most often is
        where there are several, and in what share of futures it is; None where it is efficient.
    on_both
        Whether it is worse on both axes in every one of those futures, and as expected.
    """

    option: str
    x: float
    y: float
    cloud: Array
    efficient: bool
    p_efficient: float
    dominated_by: str | None
    p_dominated: float | None
    on_both: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The figures as the JSON of the command line."""
        return {**vars(self), "cloud": self.cloud.tolist()}


@dataclass(frozen=True)
class TradeStep:
    """From one efficient option to the next better one on the axis up: what is gained, and what that takes across.

    `each` is what one point, or one unit, of the axis up takes of the axis across.
    """

    from_: str
    to: str
    gained: float
    taken: float

    @property
    def each(self) -> float:
        return self.taken / self.gained

    def to_dict(self) -> dict[str, Any]:
        """The figures as the JSON of the command line."""
        return {"from": self.from_, "to": self.to, "gained": self.gained, "taken": self.taken, "each": self.each}


@dataclass(frozen=True)
class TradeOff:
    """Ranked options on two axes, in the order of the file; steps from the option that takes least across."""

    across: TradeAxis
    up: TradeAxis
    draws: int
    seed: int
    points: tuple[TradePoint, ...]
    steps: tuple[TradeStep, ...]

    def point(self, option: str) -> TradePoint:
        """Where an option lies, by its id."""
        return next(each for each in self.points if each.option == option)

    def to_dict(self) -> dict[str, Any]:
        """The figures as the JSON of the command line."""
        return {
            "across": {**vars(self.across), "criteria": list(self.across.criteria)},
            "up": {**vars(self.up), "criteria": list(self.up.criteria)},
            "cloud": CLOUD,
            "points": [each.to_dict() for each in self.points],
            "steps": [each.to_dict() for each in self.steps],
        }


def usual_axes(standing: Standing) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Money across and all else up: the first cost plan, or criterion in the currency; else the first criterion."""
    leaves = standing.scenario.leaves
    money = [path for path, leaf in leaves.items() if leaf.kind == "cost_plan"]
    money += [path for path, leaf in leaves.items() if _is_money(standing.scenario, leaf)]
    first = (*money, *standing.paths)[0]
    return (first,), tuple(path for path in standing.paths if path != first)


def _is_money(scenario: Scenario, leaf: Criterion) -> bool:
    return leaf.kind == "cost_plan" or bool(scenario.currency and leaf.unit == scenario.currency)


def has_usual_axes(standing: Standing) -> bool:
    """Whether there is anything beside money, and it is known what that is worth."""
    _, rest = usual_axes(standing)
    return len(rest) == 1 or any(standing.weights[standing.paths.index(path)] > 0 for path in rest)


def axis_of(standing: Standing, criteria: Sequence[str]) -> TradeAxis:
    """The axis of some criteria, a criterion with parts standing for its parts.

    Raises
    ------
    DecisionError
        None is named, one is not there, or none has weight.
    """
    scenario = standing.scenario
    for path in criteria:
        if path not in scenario.all_criteria:
            raise DecisionError(f"there is no criterion {path}; choose from {', '.join(scenario.all_criteria)}")
    leaves = tuple(
        leaf for leaf in standing.paths if any(leaf == path or leaf.startswith(f"{path}.") for path in criteria)
    )
    if not leaves:
        raise DecisionError("an axis shows no criterion; name at least one for each")
    if len(leaves) == 1:
        leaf, function = scenario.leaves[leaves[0]], standing.functions[standing.paths.index(leaves[0])]
        # what is open on a curved scale is any value alike, and so has no spread apart from its curve
        is_open = any(isinstance(option.ratings[leaves[0]].estimate, Unknown) for option in scenario.options)
        if function.is_linear or (_is_money(scenario, leaf) and not is_open):
            unit = scenario.currency if leaf.kind == "cost_plan" else leaf.unit
            return TradeAxis(leaves, unit, is_rating=True, less_is_better=function.scale.worst > function.scale.best)
        return TradeAxis(leaves, "points")
    if not any(standing.weights[standing.paths.index(leaf)] > 0 for leaf in leaves):
        raise DecisionError(
            f"{', '.join(leaves)} have no weight, so their worth together is not known; name one of them"
        )
    return TradeAxis(leaves, "points")


def trade_off(standing: Standing, drawn: DrawnValues, across: Sequence[str] = (), up: Sequence[str] = ()) -> TradeOff:
    """Ranked options on two axes, by default money against the worth of all else; weights held.

    Parameters
    ----------
    drawn
        Draws of the values of the same scenario, by `draw_values`.
    across, up
        Paths of criteria for either axis; where only one is named, the other shows the rest.

    Raises
    ------
    DecisionError
        An axis names no criterion, one that is not there or that the other names too, or only such without weight.
    """
    usual = usual_axes(standing)
    first = axis_of(standing, across or (_rest(standing, up) if up else usual[0]))
    second = axis_of(standing, up or _rest(standing, first.criteria))
    for path in first.criteria:
        if path in second.criteria:
            raise DecisionError(f"{path} is on both axes; leave it out of one of them")
    (first, *across_at), (second, *up_at) = (_shown(standing, drawn, axis) for axis in (first, second))
    expected, draws = (np.stack(each) for each in zip(across_at, up_at, strict=True))  # (2, M) and (2, M, N)
    better = [-1.0 if axis.less_is_better else 1.0 for axis in (first, second)]
    sizes = np.array([_size(standing, axis) for axis in (first, second)])
    goods = draws * np.array(better)[:, np.newaxis, np.newaxis] / sizes[:, np.newaxis, np.newaxis]
    expected_goods = expected * np.array(better)[:, np.newaxis] / sizes[:, np.newaxis]
    ids = [standing.options[m].id for m in standing.ranked]
    dominates = _dominates(expected_goods[:, :, np.newaxis])[:, :, 0]
    often, ever, both_axes = _how_often(goods)
    strictly = (expected_goods[:, :, np.newaxis] > expected_goods[:, np.newaxis, :] + _SAME).all(axis=0)
    points = []
    for m, id in enumerate(ids):
        by = int(np.where(dominates[:, m], often[:, m], -1.0).argmax()) if dominates[:, m].any() else None
        points.append(
            TradePoint(
                option=id,
                x=float(expected[0, m]),
                y=float(expected[1, m]),
                cloud=cloud(draws[:, m]),
                efficient=by is None,
                p_efficient=float(1 - ever[m]),
                dominated_by=None if by is None else ids[by],
                p_dominated=None if by is None else float(often[by, m]),
                on_both=by is not None and bool(strictly[by, m] and both_axes[by, m] == often[by, m]),
            )
        )
    return TradeOff(first, second, drawn.draws, drawn.seed, tuple(points), _steps(points, first, second, sizes[1]))


def _rest(standing: Standing, shown: Sequence[str]) -> tuple[str, ...]:
    """What is rated and not shown by the other axis, without what has no weight, unless none of it has any."""
    rest = [p for p in standing.paths if not any(p == path or p.startswith(f"{path}.") for path in shown)]
    weighed = [p for p in rest if standing.weights[standing.paths.index(p)] > 0]
    return tuple(weighed or rest)


def _shown(standing: Standing, drawn: DrawnValues, axis: TradeAxis) -> tuple[TradeAxis, Array, Array]:
    """An axis with where ranked options are expected on it, (M,), and where their draws lie, (M, N).

    Where the values of a rating shown in its unit do not tell where it lies, it is drawn anew on a scale that goes on
    straight; where that has no mean, the axis shows its worth.
    """
    ranked = list(standing.ranked)
    if axis.is_rating and not _tells_ratings(standing, drawn, axis.criteria[0]):
        try:
            straight = _straight(standing, axis.criteria[0])
            standing, drawn = Standing(straight), draw_values(straight, drawn.draws, drawn.seed)  # the same streams
        except DecisionError:
            axis = TradeAxis(axis.criteria, "points")
    draws = np.stack([_at(standing, axis, drawn.values[m]) for m in ranked])
    return axis, _at(standing, axis, standing.values.T)[ranked], draws


def _tells_ratings(standing: Standing, drawn: DrawnValues, path: str) -> bool:
    """Whether a rating follows from its value, in every draw of every option that is ranked."""
    if not standing.functions[standing.paths.index(path)].is_linear:
        return False
    return not any(drawn.shares_clipped[m].get(path, 0.0) > 0 for m in standing.ranked)


def _straight(standing: Standing, path: str) -> Scenario:
    """The decision with the values of one criterion going on straight beyond the ends of its scale."""
    scenario, leaf = standing.scenario, standing.scenario.leaves[path]
    assert leaf.value_function is not None  # a criterion that is rated has one
    function = ValueFunction(leaf.value_function.scale, Linear(), "extrapolate")
    return scenario.with_criterion(path, replace(leaf, value_function=function))


def _at(standing: Standing, axis: TradeAxis, values: Array) -> Array:
    """Where values (K, n) lie on an axis, (n,)."""
    k = [standing.paths.index(path) for path in axis.criteria]
    if axis.is_rating:
        scale = standing.functions[k[0]].scale
        return np.asarray(scale.worst + (scale.best - scale.worst) * values[k[0]])
    if len(k) == 1:
        return np.asarray(100 * values[k[0]])
    w = standing.weights[k]
    return np.asarray(100 * np.einsum("k,kn->n", w / w.sum(), values[k]))


def _size(standing: Standing, axis: TradeAxis) -> float:
    """How far it is from worst to best on an axis."""
    if not axis.is_rating:
        return 100.0
    scale = standing.functions[standing.paths.index(axis.criteria[0])].scale
    return abs(scale.best - scale.worst)


def _dominates(goods: Array) -> NDArray[np.bool_]:
    """Whether option m is at least as good as j on both axes and better on one, (M, M, n), of goods (2, M, n)."""
    ahead = goods[:, :, np.newaxis, :] - goods[:, np.newaxis, :, :]
    return np.asarray((ahead >= -_SAME).all(axis=0) & (ahead > _SAME).any(axis=0))


def _how_often(goods: Array) -> tuple[Array, Array, Array]:
    """In what share of draws each option dominates each other (M, M), and each is dominated by any (M,).

    And in what share each is better than each other on both axes, (M, M).
    """
    options, draws = goods.shape[1:]
    often, ever, on_both = np.zeros((options, options)), np.zeros(options), np.zeros((options, options))
    size = max(1, 4_000_000 // options**2)
    for place in range(0, draws, size):
        part = goods[:, :, place : place + size]
        found = _dominates(part)
        often += found.sum(axis=2)
        ever += found.any(axis=0).sum(axis=1)
        on_both += (part[:, :, np.newaxis, :] > part[:, np.newaxis, :, :] + _SAME).all(axis=0).sum(axis=2)
    return often / draws, ever / draws, on_both / draws


def cloud(draws: Array) -> Array:
    """Corners (72, 2), read-only, of the ellipse within which eight in ten of draws (2, N) lie.

    Its middle are the medians, its shape the covariance without the outermost hundredths of either axis, so that a
    heavy tail does not make it; its size is the smallest for which so many draws lie within. It is a line, or a point,
    where the draws are.
    """
    middle = np.median(draws, axis=1)
    low, high = np.quantile(draws, [_OUTER, 1 - _OUTER], axis=1)
    inner = ((draws >= low[:, np.newaxis]) & (draws <= high[:, np.newaxis])).all(axis=0)
    scale = np.maximum(high - low, 1e-300)
    part = (draws[:, inner] - middle[:, np.newaxis]) / scale[:, np.newaxis]
    covariance = part @ part.T / max(1, part.shape[1])
    size, vectors = np.linalg.eigh(covariance)
    wide = size > 1e-12 * max(float(size[-1]), 1e-300)
    lengths = np.sqrt(np.where(wide, size, 0.0))
    along = vectors.T @ ((draws - middle[:, np.newaxis]) / scale[:, np.newaxis])
    distance = np.sqrt(np.sum((along[wide] / lengths[wide, np.newaxis]) ** 2, axis=0)) if wide.any() else np.zeros(1)
    reach = float(np.quantile(distance, CLOUD, method="higher"))
    angle = np.linspace(0, 2 * np.pi, _CORNERS, endpoint=False)
    circle = np.stack([np.cos(angle), np.sin(angle)]) * (lengths * reach)[:, np.newaxis]
    corners: Array = (vectors @ circle * scale[:, np.newaxis] + middle[:, np.newaxis]).T
    corners.setflags(write=False)
    return corners


def _steps(points: Sequence[TradePoint], across: TradeAxis, up: TradeAxis, size: float) -> tuple[TradeStep, ...]:
    """From each efficient option to the next better one up, as far as there is anything between them."""
    sign = -1.0 if up.less_is_better else 1.0
    efficient = sorted((each for each in points if each.efficient), key=lambda each: sign * each.y)
    steps = []
    for before, after in itertools.pairwise(efficient):
        gained = sign * (after.y - before.y)
        taken = (after.x - before.x) * (1.0 if across.less_is_better else -1.0)
        if gained > _SAME * size:
            steps.append(TradeStep(before.option, after.option, gained, taken))
    return tuple(steps)
