"""Whole decisions and their parts, any that can exist, for the property tests.

Figures keep to sizes at which rounding stays far below the tolerances of the tests: ratings within ±1000,
scales at least 1 wide, midvalues between a tenth and nine tenths of the way.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from hypothesis import assume
from hypothesis import strategies as st

from decision.model.contents import Dependence, Option, Simulation
from decision.model.cost_plan import Component, CostPlan, Lines
from decision.model.criterion import Criterion
from decision.model.distribution import BodyAndTail, Lognormal
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
    Unknown,
)
from decision.model.line_names import LineNames, UsualLine
from decision.model.plan_basis import PlanBasis
from decision.model.rating import Evidence, Rating
from decision.model.reference_class import ReferenceClass
from decision.model.requirement import Requirement, RequirementResult, Verdict
from decision.model.scenario import ImpossibleScenarioError, Scenario
from decision.model.value_function import Curve, Linear, Midvalue, Points, Scale, ValueFunction
from decision.model.weights import (
    Anything,
    Concentrated,
    Fixed,
    Ordered,
    Ranged,
    WeightUncertainty,
    normalised,
)
from tests.payment_strategies import bases, driven_plans

OPTION_IDS = ("build", "buy", "extend", "vendor_a", "vendor_b", "wait")
CRITERION_IDS = ("cost", "time_to_launch", "flexibility", "integration", "risk", "fit", "reach")
PART_IDS = ("freshness", "identity", "reading", "writing")
REQUIREMENT_IDS = ("K01", "K02", "own")
LARGEST = 1000.0

notes = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=12)


def numbers(low: float = -LARGEST, high: float = LARGEST) -> st.SearchStrategy[float]:
    """Finite numbers from `low` to `high`, without those so near 0 that their inverse overflows."""
    return st.floats(low, high, allow_subnormal=False).map(lambda x: 0.0 if abs(x) < 1e-9 else x)


def positive(low: float = 0.01, high: float = LARGEST) -> st.SearchStrategy[float]:
    return st.floats(low, high)


# --- estimates --------------------------------------------------------------------------------------------

exact = numbers().map(Exact)
unknown = st.just(Unknown())


@st.composite
def three_points(draw: st.DrawFn) -> ThreePoint:
    low, mode, high = sorted(draw(st.tuples(numbers(), numbers(), numbers())))
    return ThreePoint(low, mode, high, draw(st.sampled_from(("pert", "triangular"))))


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    return Range(*sorted(draw(st.tuples(numbers(), numbers()))))


@st.composite
def percentiles(draw: st.DrawFn) -> Percentiles:
    shape = draw(st.sampled_from(("normal", "lognormal")))
    figure = numbers() if shape == "normal" else positive()
    p10, p50, p90 = sorted(draw(st.tuples(figure, figure, figure)))
    return Percentiles(p10, p90, draw(st.sampled_from((None, p50))), shape)


@st.composite
def moments(draw: st.DrawFn) -> Moments:
    shape = draw(st.sampled_from(("normal", "lognormal", "gamma", "beta")))
    if shape == "normal":
        return Moments(draw(numbers()), draw(st.floats(0, 100)), shape)
    if shape == "beta":
        mean = draw(st.floats(0.05, 0.95))
        return Moments(mean, draw(st.floats(0.05, 0.9)) * (mean * (1 - mean)) ** 0.5, shape)
    mean = draw(positive())
    return Moments(mean, draw(st.floats(0.05, 2)) * mean, shape)


beta_shapes = st.builds(BetaShape, st.floats(0.3, 30), st.floats(0.3, 30))
lognormal_shapes = st.builds(LognormalShape, st.floats(-2, 5), st.floats(0, 1))


@st.composite
def levels(draw: st.DrawFn) -> Levels:
    values = draw(st.lists(st.integers(-100, 100), min_size=1, max_size=5, unique=True))
    shares = draw(st.lists(st.integers(0, 10), min_size=len(values), max_size=len(values)).filter(any))
    return Levels(tuple((float(x), q / sum(shares)) for x, q in zip(values, shares, strict=True)))


@st.composite
def reference_classes(draw: st.DrawFn) -> ReferenceClass:
    lognormal = st.builds(Lognormal, st.floats(-0.5, 0.7), st.floats(0.05, 0.9))
    mixture = st.builds(
        BodyAndTail,
        tail_share=st.floats(0.05, 0.6),
        threshold=st.floats(1.1, 2),
        tail_index=st.floats(1.2, 3),
        mu=st.floats(-0.3, 0.2),
        sigma=st.floats(0.1, 0.6),
        cap=st.floats(5, 20),
    )
    return ReferenceClass("drawn-class", "Drawn class", draw(lognormal | mixture))


class_estimates = st.builds(ClassEstimate, st.floats(0, LARGEST), reference_classes())

CONTINUOUS: dict[str, st.SearchStrategy[Any]] = {
    "three points": three_points(),
    "range": ranges(),
    "percentiles": percentiles(),
    "moments": moments(),
    "beta": beta_shapes,
    "lognormal": lognormal_shapes,
    "class": class_estimates,
}
FORMS: dict[str, st.SearchStrategy[Any]] = {"exact": exact, "levels": levels(), **CONTINUOUS}

estimates: st.SearchStrategy[Estimate] = st.one_of(*FORMS.values())


# --- cost plans -------------------------------------------------------------------------------------------

amounts: st.SearchStrategy[Estimate] = st.one_of(
    st.floats(0, LARGEST).map(Exact),
    st.builds(lambda low, width: Range(low, low + width), st.floats(0, 500), st.floats(0, 500)),
    class_estimates,
)


@st.composite
def lines(draw: st.DrawFn) -> Lines:
    names = draw(st.lists(st.sampled_from(("licence", "staff", "shared costs")), min_size=1, max_size=3, unique=True))
    reference_class = draw(st.none() | reference_classes())
    plain = st.floats(0, LARGEST).map(Exact)
    line = amounts if reference_class is None else plain
    return Lines(tuple((name, draw(line)) for name in names), reference_class)


@st.composite
def cost_plans(draw: st.DrawFn, basis: PlanBasis | None = None) -> CostPlan:
    """Plans of plain amounts, or with a basis of payments of all kinds too."""
    component: st.SearchStrategy[Component] = amounts | lines()
    given = draw(st.sets(st.sampled_from(("upfront", "yearly", "exit")), min_size=1))
    growth = draw(st.none() | st.floats(-0.1, 0.2).map(Exact)) if "yearly" in given else None
    plan = CostPlan(growth=growth, **{name: draw(component) for name in sorted(given)})
    if basis is None or draw(st.integers(0, 2)) == 0:
        return plan
    return draw(driven_plans(basis, plan, amounts))


# --- criteria ---------------------------------------------------------------------------------------------


@st.composite
def value_functions(draw: st.DrawFn, outside: Sequence[str] = ("clip", "extrapolate")) -> ValueFunction:
    worst, width = draw(numbers()), draw(positive(1))
    scale = Scale(worst, worst + draw(st.sampled_from((-1, 1))) * width)
    curve: Curve = draw(st.just(Linear()) | midvalues(scale) | broken_lines(scale))
    return ValueFunction(scale, curve, draw(st.sampled_from(tuple(outside))))


def midvalues(scale: Scale) -> st.SearchStrategy[Midvalue]:
    return st.floats(0.1, 0.9).map(lambda z: Midvalue(scale.worst + z * (scale.best - scale.worst)))


@st.composite
def broken_lines(draw: st.DrawFn, scale: Scale) -> Points:
    """Curves with up to four inner points a hundredth of the way apart or more, in either order."""
    places = sorted(draw(st.sets(st.integers(1, 99), max_size=4)))
    values = sorted(draw(st.lists(st.floats(0, 1), min_size=len(places), max_size=len(places))))
    inner = [(scale.worst + z / 100 * (scale.best - scale.worst), v) for z, v in zip(places, values, strict=True)]
    points = [(scale.worst, 0.0), *inner, (scale.best, 1.0)]
    return Points(tuple(draw(st.sampled_from((points, points[::-1])))))


@st.composite
def siblings(
    draw: st.DrawFn, ids: Sequence[str], fewest: int, depth: int, *, weights: bool | None = None, top: bool = True
) -> tuple[tuple[Criterion, ...], WeightUncertainty]:
    """Criteria side by side, nested up to `depth` levels, and an uncertainty that their weights agree with.

    With `weights` True all have stated weights, False none, None either.
    """
    names = draw(st.lists(st.sampled_from(ids), min_size=fewest, max_size=len(ids), unique=True))
    stated = draw(st.booleans()) if weights is None else weights
    points: dict[str, float] = {}
    if stated:
        points = {name: draw(st.integers(0, 40).map(float) | positive(0.5, 40)) for name in names}
        if not any(points.values()):
            points[names[0]] = 1.0
    uncertainty = draw(uncertainties(names, points, fixed_allowed=bool(points) or not top))
    return tuple(draw(criteria(name, points.get(name), depth)) for name in names), uncertainty


# what lines of plans are known by, as far as a criterion says so; most do not
LINE_NAMES = (
    *(None,) * 4,
    LineNames((UsualLine("Lizenzen", ("*lizenz*", "abo*")), UsualLine("研修", ("研修*",)), UsualLine("no words"))),
    LineNames((UsualLine("licence", ("fee",)),), ("licen*", "no", "1.5"), ("=1+1",)),
    LineNames(product=("*a*",)),
)


@st.composite
def criteria(draw: st.DrawFn, id: str, weight: float | None, depth: int) -> Criterion:
    if depth > 1 and draw(st.integers(0, 3)) == 0:
        parts, uncertainty = draw(siblings(PART_IDS, 1, depth - 1, top=False))
        return Criterion(id, id.capitalize(), weight=weight, parts=parts, weight_uncertainty=uncertainty)
    kind: Literal["rating", "cost_plan"] = draw(st.sampled_from(("rating", "cost_plan")))
    return Criterion(
        id,
        id.capitalize(),
        draw(value_functions()),
        weight,
        question=draw(notes),
        unit=draw(st.sampled_from(("", "points", "months"))),
        kind=kind,
        anchors=draw(st.dictionaries(st.integers(0, 10).map(float), notes, max_size=2)),
        line_names=draw(st.sampled_from(LINE_NAMES)) if kind == "cost_plan" else None,
    )


@st.composite
def uncertainties(
    draw: st.DrawFn, ids: Sequence[str], points: dict[str, float], *, fixed_allowed: bool = True
) -> WeightUncertainty:
    """Every form, in agreement with `points`; where there are none, with some weights at all."""
    agreed = normalised(points or {name: draw(positive(0.5, 40)) for name in ids})
    forms: list[st.SearchStrategy[WeightUncertainty]] = [
        st.just(Anything()),
        orders(agreed),
        bounds(agreed),
    ]
    if fixed_allowed:
        forms += [st.just(Fixed()), st.floats(0.5, 200).map(Concentrated)]
    return draw(st.one_of(forms))


@st.composite
def orders(draw: st.DrawFn, shares: dict[str, float]) -> Ordered:
    listed = sorted((name for name in shares if draw(st.booleans())), key=lambda name: -shares[name])
    tiers: list[list[str]] = []
    for name in listed:
        if tiers and draw(st.booleans()):
            tiers[-1].append(name)
        else:
            tiers.append([name])
    return Ordered(tuple(tuple(tier) for tier in tiers))


@st.composite
def bounds(draw: st.DrawFn, shares: dict[str, float]) -> Ranged:
    return Ranged(
        {
            name: (int(100 * share * draw(st.floats(0, 1))), min(100, int(100 * share) + draw(st.integers(1, 60))))
            for name, share in shares.items()
            if draw(st.booleans())
        }
    )


# --- scenarios --------------------------------------------------------------------------------------------


@st.composite
def near_the_scale(draw: st.DrawFn, scale: Scale) -> Estimate:
    """Estimates whose value under a curve that goes on outside the scale has an expectation, and not a vast one."""
    shares = sorted(draw(st.lists(st.floats(-1, 2), min_size=3, max_size=3)))
    low, mode, high = sorted(scale.worst + z * (scale.best - scale.worst) for z in shares)
    width = abs(scale.best - scale.worst)
    return draw(
        st.sampled_from(
            (ThreePoint(low, mode, high), Range(low, high), Moments(mode, width * shares[0] ** 2 / 8), Exact(low))
        )
    )


@st.composite
def ratings(draw: st.DrawFn, criterion: Criterion, basis: PlanBasis) -> Rating:
    function = criterion.value_function
    assert function is not None
    if isinstance(function.curve, Midvalue) and function.outside == "extrapolate":
        estimate: st.SearchStrategy[Any] = near_the_scale(function.scale)
    else:
        planned = criterion.kind == "cost_plan" and draw(st.booleans())
        estimate = cost_plans(basis) if planned else estimates
    days = st.none() | st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1))
    evidence = draw(st.none() | st.sampled_from(Evidence))
    return Rating(draw(estimate | unknown), draw(notes), draw(notes), evidence, draw(days))


@st.composite
def scenarios(
    draw: st.DrawFn, *, fewest_options: int = 2, fewest_criteria: int = 1, stated_weights: bool | None = None
) -> Scenario:
    tops, uncertainty = draw(siblings(CRITERION_IDS, fewest_criteria, 3, weights=stated_weights))
    leaves = {path: leaf for top in tops for path, leaf in top.leaves()}
    paths = [path for top in tops for path, _ in top.walk()]
    requirements = tuple(Requirement(id, draw(notes)) for id in REQUIREMENT_IDS if draw(st.booleans()))
    ids = draw(st.lists(st.sampled_from(OPTION_IDS), min_size=fewest_options, max_size=6, unique=True))
    basis = draw(bases(draw(st.integers(1, 10)), draw(st.floats(0, 0.2))))
    options = tuple(draw(options_of(id, leaves, requirements, basis)) for id in ids)
    ends = [f"{id}.{path}" for id in ids for path in leaves]
    pairs: tuple[tuple[str, str, float], ...] = ()
    if len(ends) > 1 and draw(st.booleans()):
        one, other = draw(st.lists(st.sampled_from(ends), min_size=2, max_size=2, unique=True))
        pairs = ((one, other, draw(st.floats(-0.5, 0.5))),)
    view = {top.id: draw(st.integers(1, 50).map(float)) for top in tops}
    nested = [path for path in paths if "." in path]
    if nested and draw(st.booleans()):
        view[nested[0]] = 3.0
    try:
        scenario = Scenario(
            title="A decision",
            criteria=tops,
            options=options,
            question=draw(notes),
            date=draw(st.none() | st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1))),
            currency=basis.currency,
            horizon_years=basis.years,
            discount_rate=basis.rate,
            drivers=basis.drivers,
            inflation=basis.inflation,
            exchange=basis.exchange,
            weight_uncertainty=uncertainty,
            dependence=Dependence(draw(st.sampled_from((0.0, 0.3, 0.5)))),
            requirements=requirements,
            views=draw(st.sampled_from(({}, {"clinical": view}))),
            simulation=Simulation(draw(st.integers(1, 10_000)), draw(st.integers(0, 99))),
        )
    except ImpossibleScenarioError as error:  # a heavy tail may have none where values go on outside the scale
        assume("no expected value" not in str(error))
        raise
    try:
        return replace(scenario, dependence=replace(scenario.dependence, pairs=pairs))
    except ImpossibleScenarioError:  # the pair does not fit beside the correlation within options
        return scenario


@st.composite
def options_of(
    draw: st.DrawFn, id: str, leaves: dict[str, Criterion], requirements: tuple[Requirement, ...], basis: PlanBasis
) -> Option:
    return Option(
        id=id,
        ratings={path: draw(ratings(leaf, basis)) for path, leaf in leaves.items()},
        approach=id if id in ("build", "buy", "extend") else None,
        about=draw(notes),
        requirements={
            each.id: RequirementResult(draw(st.sampled_from(Verdict)), draw(notes))
            for each in requirements
            if draw(st.booleans())
        },
    )
