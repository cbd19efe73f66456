"""What changed between two decisions, in the decision's own terms: not in lines, order or form of a file.

A change is one thing that someone decided: a weight, a rating, a scale, an option more. What no score can follow from,
such as a reason, is a change too, and is marked as one that is not scored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from decision.model.contents import Contents, Option
from decision.model.cost_plan import CostPlan
from decision.model.criterion import Criterion
from decision.model.estimate import Unknown
from decision.model.rating import Rating
from decision.model.requirement import RequirementResult, Verdict
from decision.model.weights import Ordered, Ranged

SAME = 1e-12  # shares that differ by less are one: points were given in other amounts

_OF_DECISION = frozenset(
    (
        "criteria",
        "options",
        "weight_uncertainty",
        "dependence",
        "horizon_years",
        "discount_rate",
        "requirements",
        "views",
        "drivers",
        "inflation",
        "exchange",
    )
)
_WHERE_FROM = frozenset(
    ("catalogue", "requirement_sets", "line_names")
)  # files it was put together from: what counts is what is in it
_OF_CRITERION = frozenset(("id", "value_function", "weight", "parts", "weight_uncertainty", "minimum", "left_out"))
_OF_OPTION = frozenset(("id", "ratings", "requirements", "left_out", "short_of"))


@dataclass(frozen=True)
class Change:
    """One thing that is not as it was.

    Attributes
    ----------
    kind
        What sort of thing: ``weight``, ``weights`` (of siblings at once), ``weight_uncertainty``, ``scale``,
        ``minimum``, ``rating``, ``requirement_result``, ``dependence``, ``horizon_years``, ``discount_rate``,
        ``inflation``, ``driver`` (its number or growth), ``exchange``,
        ``left_out``; ``option_added``, ``option_removed``, ``criterion_added``, ``criterion_removed``,
        ``criterion_remade`` (with other parts than it had); else what is said: ``title``, ``rating_because``, ….
    at
        Which one: an option's id, a criterion's path, or both, as in ``buy.fit``; empty for the decision's own.
    old, new
        The part of the model as it was and as it is; None where there is none.
    scored
        Whether a score or a chance can follow from it.
    """

    kind: str
    at: str = ""
    old: Any = None
    new: Any = None
    scored: bool = False


def changes_between(old: Contents, new: Contents) -> tuple[Change, ...]:
    """All that changed from `old` to `new`: weights and criteria first, then options and ratings, then the rest."""
    return tuple(_changes(old, new))


def _changes(old: Contents, new: Contents) -> Iterator[Change]:
    yield from _of_siblings("", old, new, old.criteria, new.criteria)
    yield from _of_options(old, new)
    yield from _of_requirements(old, new)
    yield from _of_frame(old, new)


# --- criteria -------------------------------------------------------------------------------------------------------


def is_remade(old: Criterion, new: Criterion) -> bool:
    """Whether a criterion is rated in another way: itself, or in parts."""
    return bool(old.parts) != bool(new.parts)


def _of_siblings(
    above: str, old: Contents, new: Contents, were: tuple[Criterion, ...], are: tuple[Criterion, ...]
) -> Iterator[Change]:
    before = f"{above}." if above else ""
    one, other = {each.id: each for each in were}, {each.id: each for each in are}
    yield from _of_weights(above, old, new, were, are)
    for id, each in other.items():
        if id not in one:
            yield Change("criterion_added", before + id, None, each, scored=True)
    for id, each in one.items():
        path = before + id
        if id not in other:
            yield Change("criterion_removed", path, each, None, scored=True)
        elif is_remade(each, other[id]):
            yield Change("criterion_remade", path, each, other[id], scored=True)
            yield from _of_fields("criterion", path, each, other[id], _OF_CRITERION)
        else:
            yield from _of_criterion(path, old, new, each, other[id])


def _of_criterion(path: str, old: Contents, new: Contents, was: Criterion, now: Criterion) -> Iterator[Change]:
    if was.value_function != now.value_function:
        yield Change("scale", path, was.value_function, now.value_function, scored=True)
    if was.minimum != now.minimum:
        yield Change("minimum", path, was.minimum, now.minimum, scored=True)
    yield from _of_fields("criterion", path, was, now, _OF_CRITERION)
    if was.parts:
        yield from _of_siblings(path, old, new, was.parts, now.parts)


def _of_weights(
    above: str, old: Contents, new: Contents, were: tuple[Criterion, ...], are: tuple[Criterion, ...]
) -> Iterator[Change]:
    region, region_now = uncertainty_at(old, above), uncertainty_at(new, above)
    if region != region_now:
        yield Change("weight_uncertainty", above, region, region_now, scored=True)
    one, other = points_of(were), points_of(are)
    if is_whole(old, new, above, were, are):
        shares, shares_now = (_shares(side, above, group) for side, group in ((old, were), (new, are)))
        if one is None or other is None or shares.keys() != shares_now.keys() or _apart(shares, shares_now):
            yield Change("weights", above, shares, shares_now, scored=True)
        return
    if one is None or other is None:
        return  # both follow from what is left open
    one, other = comparable_points(one, other)
    before = f"{above}." if above else ""
    for id, points in one.items():
        if id in other and abs(points - other[id]) > SAME * max(points, other[id]):
            yield Change("weight", before + id, points, other[id], scored=True)


def uncertainty_at(side: Contents, above: str) -> Any:
    """What is left open about the weights of the parts of `above`, or of the top level."""
    return side.all_criteria[above].weight_uncertainty if above else side.weight_uncertainty


def points_of(siblings: tuple[Criterion, ...]) -> dict[str, float] | None:
    """The points stated for siblings, by id; None where none are."""
    stated = {each.id: each.weight for each in siblings if each.weight is not None}
    return stated if len(stated) == len(siblings) else None


def comparable_points(
    one: Mapping[str, float], other: Mapping[str, float]
) -> tuple[dict[str, float], dict[str, float]]:
    """Two sets of points on one scale: as stated where a criterion kept its points or totals agree, else percent."""
    total, total_now = sum(one.values()), sum(other.values())
    kept = any(points > 0 and points == other.get(id) for id, points in one.items())
    if kept or abs(total - total_now) <= SAME * max(total, total_now):
        return dict(one), dict(other)
    return (
        {id: 100 * points / total for id, points in one.items()},
        {id: 100 * points / total_now for id, points in other.items()},
    )


def is_whole(old: Contents, new: Contents, above: str, were: tuple[Criterion, ...], are: tuple[Criterion, ...]) -> bool:
    """Whether weights of siblings can change only all together, and with what was added to them and removed.

    They are one where they are stated on one side only, where no criterion has weight on both, and where an order or
    ranges speak of siblings that are not the same.
    """
    one, other = points_of(were), points_of(are)
    if (one is None) != (other is None):
        return True
    ids, ids_now = {each.id for each in were}, {each.id for each in are}
    regions = (uncertainty_at(old, above), uncertainty_at(new, above))
    if ids != ids_now and any(isinstance(region, Ordered | Ranged) for region in regions):
        return True
    if one is None or other is None:
        return not ids & ids_now
    return not any(one[id] > 0 and other[id] > 0 for id in ids & ids_now)


def _shares(side: Contents, above: str, siblings: tuple[Criterion, ...]) -> dict[str, float]:
    before = f"{above}." if above else ""
    return {each.id: side.sibling_shares[before + each.id] for each in siblings}


def _apart(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    return any(abs(share - other[id]) > SAME for id, share in one.items())


# --- options --------------------------------------------------------------------------------------------------------


def _of_options(old: Contents, new: Contents) -> Iterator[Change]:
    one, other = ({option.id: option for option in side.options} for side in (old, new))
    for id, option in other.items():
        if id not in one:
            yield Change("option_added", id, None, option, scored=True)
    for id, option in one.items():
        if id not in other:
            yield Change("option_removed", id, option, None, scored=True)
    for id, option in one.items():
        if id in other:
            yield from _of_option(option, other[id])


def _of_option(was: Option, now: Option) -> Iterator[Change]:
    for path, rating in was.ratings.items():
        if path in now.ratings:
            yield from _of_rating(f"{was.id}.{path}", rating, now.ratings[path])
    for id in dict.fromkeys((*was.requirements, *now.requirements)):
        one, other = (each.requirements.get(id) for each in (was, now))
        if (one or RequirementResult()) != (other or RequirementResult()):
            scored = (one is not None and one.verdict is Verdict.FAIL) != (
                other is not None and other.verdict is Verdict.FAIL
            )
            yield Change("requirement_result", f"{was.id}.{id}", one, other, scored=scored)
    if was.left_out != now.left_out:
        yield Change("left_out", was.id, was.left_out, now.left_out, scored=True)
    yield from _of_fields("option", was.id, was, now, _OF_OPTION)


def _of_rating(at: str, was: Rating, now: Rating) -> Iterator[Change]:
    if not same_estimate(was, now):
        yield Change("rating", at, was.estimate, now.estimate, scored=True)
    yield from _of_fields("rating", at, was, now, frozenset(("estimate",)))


def same_estimate(was: Rating, now: Rating) -> bool:
    """Whether two ratings say the same; what is unknown is so on every scale."""
    if isinstance(was.estimate, Unknown) and isinstance(now.estimate, Unknown):
        return True
    return was.estimate == now.estimate


# --- the rest -------------------------------------------------------------------------------------------------------


def _of_requirements(old: Contents, new: Contents) -> Iterator[Change]:
    one, other = ({each.id: each for each in side.requirements} for side in (old, new))
    for id in dict.fromkeys((*one, *other)):
        if one.get(id) != other.get(id):
            yield Change("requirement", id, one.get(id), other.get(id))
    for name in dict.fromkeys((*old.views, *new.views)):
        if old.views.get(name) != new.views.get(name):
            yield Change("view", name, old.views.get(name), new.views.get(name))


def _of_frame(old: Contents, new: Contents) -> Iterator[Change]:
    if old.dependence != new.dependence:
        yield Change("dependence", "", old.dependence, new.dependence, scored=True)
    planned = any(isinstance(each.estimate, CostPlan) for side in (old, new) for each in _ratings(side))
    for name in ("horizon_years", "discount_rate"):
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            yield Change(name, "", was, now, scored=planned and was is not None and now is not None)
    if old.inflation != new.inflation:
        yield Change("inflation", "", old.inflation, new.inflation, scored=planned)
    yield from _of_shared(old, new)
    for name in other_fields():
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            yield Change(name, "", was, now, scored=name not in _SAID and _counts(old, name, now))


def _of_shared(old: Contents, new: Contents) -> Iterator[Change]:
    """Drivers and rates of exchange; one that comes or goes does so with the ratings that hang on it."""
    one, other = ({driver.id: driver for driver in side.drivers} for side in (old, new))
    for id in dict.fromkeys((*one, *other)):
        was, now = one.get(id), other.get(id)
        if was is None or now is None:
            yield Change("driver_added" if was is None else "driver_removed", id, was, now)
            continue
        if (was.now, was.growth) != (now.now, now.growth):
            yield Change("driver", id, was, now, scored=True)
        yield from _of_fields("driver", id, was, now, frozenset(("id", "now", "growth")))
    rates, rates_now = dict(old.exchange), dict(new.exchange)
    for currency in dict.fromkeys((*rates, *rates_now)):
        rate, rate_now = rates.get(currency), rates_now.get(currency)
        if rate != rate_now:
            both = rate is not None and rate_now is not None
            yield Change("exchange", currency, rate, rate_now, scored=both)


_SAID = frozenset(("title", "question", "about", "owner", "date", "currency", "simulation"))


def other_fields() -> Iterator[str]:
    """The fields of a decision that are taken whole, whatever is in them."""
    for field in fields(Contents):
        if field.name not in _OF_DECISION and field.name not in _WHERE_FROM:
            yield field.name


def _counts(side: Contents, name: str, value: Any) -> bool:
    """Whether a field is part of the decision itself, as its fingerprint has it, and not what is said about it."""
    as_it_is = {field.name: getattr(side, field.name) for field in fields(Contents)}
    return Contents(**(as_it_is | {name: value})).fingerprint != Contents(**as_it_is).fingerprint


def _ratings(side: Contents) -> Iterator[Rating]:
    for option in side.options:
        yield from option.ratings.values()


def _of_fields(of: str, at: str, was: Any, now: Any, known: frozenset[str]) -> Iterator[Change]:
    """What is said of a part beside what a score follows from: names, words, reasons, evidence."""
    for field in fields(was):
        if field.name not in known and getattr(was, field.name) != getattr(now, field.name):
            yield Change(f"{of}_{field.name}", at, getattr(was, field.name), getattr(now, field.name))
