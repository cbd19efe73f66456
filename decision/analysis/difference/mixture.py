"""Decisions between two decisions: the old one with some of the changes made.

Throughout this module
    i  is an item, 0 .. I-1: a change, or several that can only be made together
    S  is a set of items that are made, as the bits of a whole number

Changes belong together where a decision with only some of them would lack a rating that neither side has (an option
that is added knows no rating on a criterion that is removed, one that is removed none on a criterion that is added),
and where weights of siblings can only change all at once (`changes.is_whole`). So do options that come
and go where fewer than two stay, a scale and the minimum on it.
Where items are many, the ratings of each option are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from decision.analysis.difference.changes import (
    Change,
    comparable_points,
    is_remade,
    is_whole,
    other_fields,
    points_of,
    uncertainty_at,
)
from decision.model.contents import Contents, Option
from decision.model.cost_plan import CostPlan
from decision.model.criterion import Criterion
from decision.model.driver import Driver
from decision.model.estimate import Estimate, Unknown
from decision.model.rating import Rating
from decision.model.scenario import Scenario

MOST_ITEMS = 60  # beyond, all ratings of an option that changed are one item

_FEWEST = 2  # options that have to stay for others to come and go one by one, or one might be left without a rival
_OF_CRITERIA = ("criterion_added", "criterion_removed", "criterion_remade")
_OF_WEIGHTS = ("weight", "weights", "weight_uncertainty", *_OF_CRITERIA)
_OF_PLANS = ("horizon_years", "discount_rate", "inflation", "driver", "exchange")


class Mixture:
    """`old`, `new` and all between them.

    Parameters
    ----------
    changes
        All that changed between them; only what is scored makes items.
    apart
        Whether items are told apart; else all of them are one.

    Attributes
    ----------
    items
        The changes of every item, in the order of the changes.
    whole
        All items: this S is `new`.
    """

    def __init__(self, old: Scenario, new: Scenario, changes: Iterable[Change], *, apart: bool = True) -> None:
        self.old, self.new = old, new
        scored = [change for change in changes if change.scored]
        stay = len({option.id for option in old.options} & {option.id for option in new.options})
        self.items = _items(scored, stay) if apart else ((tuple(scored),) if scored else ())
        self._item = {(change.kind, change.at): i for i, item in enumerate(self.items) for change in item}
        self.whole = (1 << len(self.items)) - 1
        self.has_pairs = bool(old.dependence.pairs or new.dependence.pairs)
        self._scored = tuple(scored)
        self._has_plans = any(
            isinstance(rating.estimate, CostPlan)
            for side in (old, new)
            for option in side.options
            for rating in option.ratings.values()
        )
        self._old_options = {option.id: option for option in old.options}
        self._new_options = {option.id: option for option in new.options}
        self.options = tuple(dict.fromkeys((*self._new_options, *self._old_options)))  # in the order of ties

    # --- what rests on which items --------------------------------------------------------------------------------

    def bits(self, *kinds: str, at: str | None = None) -> int:
        """The items with changes of these kinds, as a set; with `at` only those of one thing."""
        if at is not None:
            places = (self._item.get((kind, at)) for kind in kinds)
        else:
            places = (self._item[change.kind, change.at] for change in self._scored if change.kind in kinds)
        return union(1 << item for item in places if item is not None)

    @property
    def of_weights(self) -> int:
        """The items on which weights rest."""
        return self.bits(*_OF_WEIGHTS) | self._of_anything_else

    def of_cell(self, option: str, path: str) -> int:
        """The items on which what is believed of one rating rests, and what that is worth; without pairs."""
        kinds = ("dependence", *(_OF_PLANS if self._has_plans else ()))
        return (
            self.bits(*kinds)
            | self.bits("rating", at=f"{option}.{path}")
            | self.bits("scale", at=path)
            | self._of_anything_else
        )

    @property
    def of_values(self) -> int:
        """The items on which any rating rests."""
        kinds = ("dependence", "rating", "scale", "option_added", "option_removed", *_OF_PLANS, *_OF_CRITERIA)
        return self.bits(*kinds) | self._of_anything_else

    @property
    def of_ranking(self) -> int:
        """The items on which it rests who is there and who is excluded."""
        kinds = ("option_added", "option_removed", "requirement_result", "left_out", "minimum", *_OF_CRITERIA)
        found = self.bits(*kinds) | self._of_anything_else
        limited = {
            path for side in (self.old, self.new) for path, leaf in side.leaves.items() if leaf.minimum is not None
        }
        if limited:
            found |= self.bits(*_OF_PLANS)
        for path in limited:
            found |= self.bits("scale", at=path)
            for option in self.options:
                found |= self.bits("rating", at=f"{option}.{path}")
        return found

    @property
    def _of_anything_else(self) -> int:
        return self.bits(*other_fields())

    # --- the decision itself --------------------------------------------------------------------------------------

    def decision(self, made: int) -> Contents:
        """The old decision with the changes `made`, which need not be one that a file could say.

        Criteria stand in the order of the old decision, those added behind them, and words are those of the old one.
        """
        if made == 0:
            return self.old
        criteria = self._siblings(made, "", self.old.criteria, self.new.criteria)
        kept = {field.name: getattr(self.old, field.name) for field in fields(Contents)}
        for name in other_fields():
            kept[name] = getattr(self._side(made, name), name)
        kept |= {
            "criteria": criteria,
            "weight_uncertainty": uncertainty_at(self._side(made, "weight_uncertainty", "", "weights"), ""),
            "dependence": self._side(made, "dependence").dependence,
            "horizon_years": self._stated(made, "horizon_years"),
            "discount_rate": self._stated(made, "discount_rate"),
            "inflation": self._side(made, "inflation").inflation,
            "drivers": tuple(self._drivers(made)),
            "exchange": tuple(self._exchange(made)),
        }
        leaves = {path: leaf for top in criteria for path, leaf in top.leaves()}
        kept["options"] = tuple(self._option(made, id, leaves) for id in self.options if self._is_there(made, id))
        return Contents(**kept)

    def _is_made(self, made: int, kind: str, at: str = "") -> bool:
        item = self._item.get((kind, at))
        return item is not None and bool(made >> item & 1)

    def _side(self, made: int, kind: str, at: str = "", also: str = "") -> Scenario:
        """The side from which something is taken that changed as `kind` at `at`, or with all siblings as `also`."""
        is_new = self._is_made(made, kind, at) or (bool(also) and self._is_made(made, also, at))
        return self.new if is_new else self.old

    def _stated(self, made: int, name: str) -> Any:
        """A figure that plans need: where only one side has plans and states it, that of this side."""
        was, now = getattr(self.old, name), getattr(self.new, name)
        if was is None or now is None:
            return now if was is None else was
        return now if self._is_made(made, name) else was

    def _drivers(self, made: int) -> Iterator[Driver]:
        """The drivers of both sides: one that is on one side only is there for the ratings that hang on it."""
        one, other = ({driver.id: driver for driver in side.drivers} for side in (self.old, self.new))
        for id in dict.fromkeys((*one, *other)):
            if id in one and id in other:
                yield (other if self._is_made(made, "driver", id) else one)[id]
            else:
                yield one[id] if id in one else other[id]

    def _exchange(self, made: int) -> Iterator[tuple[str, Estimate]]:
        """The rates of exchange of both sides, likewise."""
        one, other = dict(self.old.exchange), dict(self.new.exchange)
        for currency in dict.fromkeys((*one, *other)):
            is_new = currency not in one or (currency in other and self._is_made(made, "exchange", currency))
            yield currency, (other if is_new else one)[currency]

    def _is_there(self, made: int, option: str) -> bool:
        if option not in self._old_options:
            return self._is_made(made, "option_added", option)
        return option in self._new_options or not self._is_made(made, "option_removed", option)

    def _option(self, made: int, id: str, leaves: Mapping[str, Criterion]) -> Option:
        was, now = self._old_options.get(id), self._new_options.get(id)
        if was is None or now is None:
            option = now if was is None else was
            assert option is not None  # it is on one side
            ratings = {path: _on(leaf, option.ratings[path]) for path, leaf in leaves.items()}
            return replace(option, ratings=ratings)
        ratings = {}
        for path, leaf in leaves.items():
            one, other = was.ratings.get(path), now.ratings.get(path)
            rating = other if one is None or self._is_made(made, "rating", f"{id}.{path}") else one
            assert rating is not None  # one of the sides has this criterion
            ratings[path] = _on(leaf, rating)
        results = {
            name: result
            for name in dict.fromkeys((*was.requirements, *now.requirements))
            for result in [
                (now if self._is_made(made, "requirement_result", f"{id}.{name}") else was).requirements.get(name)
            ]
            if result is not None
        }
        left_out = (now if self._is_made(made, "left_out", id) else was).left_out
        return replace(was, ratings=ratings, requirements=results, left_out=left_out)

    def _siblings(
        self, made: int, above: str, were: tuple[Criterion, ...], are: tuple[Criterion, ...]
    ) -> tuple[Criterion, ...]:
        before = f"{above}." if above else ""
        one, other = {each.id: each for each in were}, {each.id: each for each in are}
        points = self._points(made, above, were, are)
        found = []
        for id in dict.fromkeys((*one, *other)):
            path = before + id
            if id not in one:
                criterion = other[id] if self._is_made(made, "criterion_added", path) else None
            elif id not in other:
                criterion = None if self._is_made(made, "criterion_removed", path) else one[id]
            elif is_remade(one[id], other[id]):
                criterion = (other if self._is_made(made, "criterion_remade", path) else one)[id]
            else:
                criterion = self._criterion(made, path, one[id], other[id])
            if criterion is not None:
                found.append(replace(criterion, weight=points.get(id)))
        return tuple(found)

    def _criterion(self, made: int, path: str, was: Criterion, now: Criterion) -> Criterion:
        scaled = now if self._is_made(made, "scale", path) else was
        limited = now if self._is_made(made, "minimum", path) else was
        parts = self._siblings(made, path, was.parts, now.parts)
        region = self._side(made, "weight_uncertainty", path, "weights") if was.parts else self.old
        return replace(
            was,
            value_function=scaled.value_function,
            minimum=limited.minimum,
            parts=parts,
            weight_uncertainty=uncertainty_at(region, path),
        )

    def _points(
        self, made: int, above: str, were: tuple[Criterion, ...], are: tuple[Criterion, ...]
    ) -> Mapping[str, float]:
        """The points of siblings, by id, on one scale; none where they are not stated."""
        one, other = points_of(were), points_of(are)
        if is_whole(self.old, self.new, above, were, are):
            return (other if self._is_made(made, "weights", above) else one) or {}
        if one is None or other is None:
            return {}
        one, other = comparable_points(one, other)
        before = f"{above}." if above else ""
        return other | {
            id: points
            for id, points in one.items()
            if id not in other or not self._is_made(made, "weight", before + id)
        }


def union(sets: Iterable[int]) -> int:
    """All that is in any of `sets`."""
    found = 0
    for each in sets:
        found |= each
    return found


def _on(leaf: Criterion, rating: Rating) -> Rating:
    """A rating as it is on the scale of `leaf`: what is unknown is so from its worst to its best."""
    if isinstance(rating.estimate, Unknown) and rating.estimate.function != leaf.value_function:
        return replace(rating, estimate=Unknown(leaf.value_function))
    return rating


def _items(changes: list[Change], stay: int) -> tuple[tuple[Change, ...], ...]:
    """The changes, those together that can only be made together, each item at the place of its first change.

    `stay` is how many options are on both sides.
    """
    together = _Groups(len(changes))
    place = {(change.kind, change.at): n for n, change in enumerate(changes)}
    by_kind: dict[str, list[int]] = {}
    for n, change in enumerate(changes):
        by_kind.setdefault(change.kind, []).append(n)
    remade = by_kind.get("criterion_remade", [])
    for options, criteria in (("option_added", "criterion_removed"), ("option_removed", "criterion_added")):
        rated, unrated = by_kind.get(options, []), [*by_kind.get(criteria, []), *remade]
        if rated and unrated:
            together.join(*rated, *unrated)
    if stay < _FEWEST:
        come_and_go = [*by_kind.get("option_added", []), *by_kind.get("option_removed", [])]
        together.join(*come_and_go)
    for n in by_kind.get("weights", []):
        above = changes[n].at
        with_it = [
            m
            for m, other in enumerate(changes)
            if (other.kind in _OF_CRITERIA and other.at.rpartition(".")[0] == above)
            or (other.kind == "weight_uncertainty" and other.at == above)
        ]
        together.join(n, *with_it)
    for n in by_kind.get("minimum", []):
        together.join(n, place.get(("scale", changes[n].at), n))
    if len(together.groups()) > MOST_ITEMS:
        by_option: dict[str, list[int]] = {}
        for n in by_kind.get("rating", []):
            by_option.setdefault(changes[n].at.partition(".")[0], []).append(n)
        for ratings in by_option.values():
            together.join(*ratings)
    return tuple(tuple(changes[n] for n in group) for group in together.groups())


class _Groups:
    """Which of the numbers 0 .. n-1 belong together."""

    def __init__(self, n: int) -> None:
        self._first = list(range(n))

    def join(self, *members: int) -> None:
        if not members:
            return
        firsts = {self._first[each] for each in members}
        least = min(firsts)
        self._first = [least if first in firsts else first for first in self._first]

    def groups(self) -> list[list[int]]:
        found: dict[int, list[int]] = {}
        for n, first in enumerate(self._first):
            found.setdefault(first, []).append(n)
        return list(found.values())
