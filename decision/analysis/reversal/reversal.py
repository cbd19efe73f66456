"""Reversal: what would have to be true for the other one.

Throughout this module
    m  is an option                     0 .. M-1
    t  is a share of the way, 0 to 1

For each option that does not lead: the smallest t for which it can be first, or joint first, when ratings may move a
share t of the way from what is expected to their favourable ends, or weights a share t of the way to the edge of their
declared region, or both. Every rating is meant: those of the option itself move towards their better ends, those
of all others that are ranked towards their worse ends (`favourable_ratings`, `weight_region`). Beside ratings, what
all options share moves too, where that helps (`shared_way`). What hardly matters is then left out of the sentence
(`few_moves`).

    within      t is found
    beyond      t is not found, though some weights would do
    impossible  no weights at all would do: a linear programme proves it, at the expected ratings where only weights
                move, else at the most favourable ratings, with each plan at the setting of what all options share
                that suits it best

Whether weights would do is asked of all weights there are, those of parts and those stated as 0 included.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from decision.analysis.progress import Progress
from decision.analysis.reversal.favourable_ratings import FavourableRatings, Shared
from decision.analysis.reversal.few_moves import FewMoves, Many, few_moves
from decision.analysis.reversal.first_place import STEP, FirstPlace, Reached, first_reached
from decision.analysis.reversal.moves_check import MovesCheck
from decision.analysis.reversal.shared_way import SharedWay, favourable_way, places, shared_ends
from decision.analysis.reversal.weight_region import WeightRegion
from decision.analysis.shared_beliefs import SharedBeliefs
from decision.analysis.standing import Standing
from decision.analysis.stopping import go_on

Array = NDArray[np.float64]
Moving = Literal["weights", "ratings", "both"]
Status = Literal["within", "beyond", "impossible"]

_MOST_OTHERS = 4  # other ends of what is shared that are tried

MOVINGS: tuple[Moving, ...] = ("weights", "ratings", "both")


@dataclass(frozen=True)
class Move:
    """One thing that would have to be true.

    Attributes
    ----------
    kind
        ``rating``, ``weight``, or ``shared`` for a figure that all options share.
    option
        Id of the option whose rating moves; None otherwise.
    criterion
        Path; of a shared figure its name, as ``drivers.active_patients.now``.
    from_, to
        The rating in the criterion's unit, that of a cost plan being its present value, from what is expected of it
        given the shared figures that move; the share of 0 to 1, of a part
        among its siblings; or the shared figure in its unit, growth and inflation as a share a year.
    share
        Of the way, how much it goes.
    """

    kind: Literal["rating", "weight", "shared"]
    option: str | None
    criterion: str
    from_: float
    to: float
    share: float

    def to_dict(self) -> dict[str, Any]:
        """The move as the JSON of the command line."""
        return {
            "kind": self.kind,
            "option": self.option,
            "criterion": self.criterion,
            "from": self.from_,
            "to": self.to,
            "share": self.share,
        }


@dataclass(frozen=True)
class Reversal:
    """What would have to be true for one option to be first.

    Attributes
    ----------
    t
        None unless `status` is ``within``.
    weights
        Share of every criterion and part in the whole, by path, with which the option is first at t; None where none
        move.
    ratings
        Of those that move, by option and path, the rating in the criterion's unit at t; None where none move.
    shared
        By name, where figures that all options share are at t; None where none move.
    moves
        The few moves that matter, which go `moves_t` of the way, at least t; weights not among them keep their
        proportions to one another within their family. Empty where t is 0 or None.
    check
        Tells of moves like these, such as with rounded figures, whether they are enough.
    """

    option: str
    moving: Moving
    status: Status
    t: float | None = None
    weights: Mapping[str, float] | None = None
    ratings: Mapping[str, Mapping[str, float]] | None = None
    shared: Mapping[str, float] | None = None
    moves: tuple[Move, ...] = ()
    moves_t: float | None = None
    check: MovesCheck | None = field(default=None, repr=False, compare=False)

    def to_dict(self) -> dict[str, Any]:
        """The reversal as the JSON of the command line."""
        return {
            "option": self.option,
            "moving": self.moving,
            "status": self.status,
            "t": self.t,
            "weights": None if self.weights is None else dict(self.weights),
            "ratings": None if self.ratings is None else {id: dict(row) for id, row in self.ratings.items()},
            "moves": [move.to_dict() for move in self.moves],
            "moves_t": self.moves_t,
        } | ({} if self.shared is None else {"shared": dict(self.shared)})


@dataclass(frozen=True)
class PotentialOptimality:
    """Whether some weights make an option first, or joint first, at the expected values.

    Attributes
    ----------
    anywhere
        Of all weights there are.
    in_region
        Of those in the declared region.
    weights
        Such weights, by path, in the region if there are any; None if there are none at all.
    """

    anywhere: bool
    in_region: bool
    weights: Mapping[str, float] | None

    def to_dict(self) -> dict[str, Any]:
        """The answer as the JSON of the command line."""
        weights = None if self.weights is None else dict(self.weights)
        return {"anywhere": self.anywhere, "in_region": self.in_region, "weights": weights}


def reversals(standing: Standing, progress: Progress | None = None) -> tuple[Reversal, ...]:
    """Of every ranked option that does not lead, in the order of the file: by weights, by ratings and by both.

    Parameters
    ----------
    progress
        Called now and then with how much is done and how much there is to do.

    Raises
    ------
    DecisionError
        A linear programme was not solved.
    """
    region, beliefs = WeightRegion(standing.scenario), SharedBeliefs(standing, weightless=True)
    challenges = [_Challenge(standing, region, beliefs, m) for m in standing.others]
    total = 2 * len(MOVINGS) * len(challenges)

    def told(done: int) -> None:
        if progress is not None:
            progress(done, total)

    ways: list[_Way] = []
    for challenge in challenges:
        ways += challenge.ways()
        told(len(ways))
    wanted = [way for way in ways if way.reached is not None and way.reached.t > 0]
    found = few_moves([way.many for way in wanted], lambda done: told(len(ways) + len(ways) - len(wanted) + done))
    few = dict(zip(wanted, found, strict=True))
    told(total)
    return tuple(way.challenge.reversal(way, few.get(way)) for way in ways)


def potentially_optimal(standing: Standing) -> Mapping[str, PotentialOptimality]:
    """By id, whether some weights make a ranked option first, the leader's included (Hazen 1986)."""
    region = WeightRegion(standing.scenario)
    return MappingProxyType(
        {standing.options[m].id: _potential_optimality(standing, region, m) for m in standing.ranked}
    )


def _potential_optimality(standing: Standing, region: WeightRegion, m: int) -> PotentialOptimality:
    place = FirstPlace(region, m, [other for other in standing.ranked if other != m])
    shares = region.stated
    if not _is_first(standing, m):
        shares = place.best(standing.values, 1.0).shares
        if place.margin(standing.values, shares) < 0:
            weights = place.possible_weights(standing.values)
            found = None if weights is None else region.by_path(region.weights_of_leaves(weights))
            return PotentialOptimality(anywhere=found is not None, in_region=False, weights=found)
    return PotentialOptimality(anywhere=True, in_region=True, weights=region.by_path(region.weights(shares)))


def _is_first(standing: Standing, m: int) -> bool:
    """Whether a ranked option is first or joint first as things stand."""
    return standing.ranks[standing.ranked.index(m)] == 1


@dataclass(frozen=True, eq=False)
class _Way:
    """How far one option has to go, moving weights, ratings or both; None where that is not far enough."""

    challenge: _Challenge
    moving: Moving
    reached: Reached | None
    shared: SharedWay = field(default_factory=SharedWay)

    @property
    def many(self) -> Many:
        """All the moves."""
        assert self.reached is not None  # asked for only then
        return Many(
            self.challenge.place,
            self.challenge.favourable,
            self.reached,
            weights_move=self.moving != "ratings",
            ratings_move=self.moving != "weights",
            shared=self.shared,
        )


class _Challenge:
    """One option that does not lead, and its way to the first place."""

    def __init__(self, standing: Standing, region: WeightRegion, beliefs: SharedBeliefs, m: int) -> None:
        self.standing = standing
        self.region = region
        self.id = standing.options[m].id
        self.place = FirstPlace(region, m, [other for other in standing.ranked if other != m])
        self.favourable = FavourableRatings(standing, m, beliefs)
        self.ends = shared_ends(standing.scenario.plan_basis, beliefs)
        self.first = _is_first(standing, m)

    def ways(self) -> Iterator[_Way]:
        """One for each of `MOVINGS`."""
        found: list[_Way] = []
        for moving in MOVINGS:
            known = [way.reached for way in found if way.reached is not None and not way.shared.ways]
            reached = Reached(0.0, self.region.stated) if self.first else self._reached(moving, known)
            way = _Way(self, moving, reached)
            if self.ends and moving != "weights" and not self.first:
                way = self._nearest([way, *(self._with_shared(moving, each) for each in self._shared_ways(moving))])
                way = self._nearer(way)
                # what ratings do alone, they do beside weights as well
                way = self._nearest([way, *(replace(each, moving=moving) for each in found if each.shared.ways)])
            found.append(way)
            yield way

    @staticmethod
    def _nearest(ways: list[_Way]) -> _Way:
        """The first of those that need the least."""
        return min(ways, key=lambda way: 2.0 if way.reached is None else way.reached.t)

    def _nearer(self, way: _Way) -> _Way:
        """Where other ends put the option farther ahead at the same share, the way to those, if that is shorter."""
        margin = self._with_best if way.moving == "both" else self._with_stated
        for _ in range(_MOST_OTHERS):
            if way.reached is None or way.reached.t == 0:
                break
            other = self._with_shared(way.moving, favourable_way(self.ends, margin, [way.reached.t]))
            if other.reached is None or other.reached.t >= way.reached.t - STEP:
                break
            way = other
        return way

    def _with_stated(self, t: float, shared: Shared) -> float:
        return self.place.margin(self.favourable.values(t, shared), self.region.stated)

    def _with_best(self, t: float, shared: Shared) -> float:
        values = self.favourable.values(t, shared)
        return self.place.margin(values, self.place.best(values, t).shares)

    def _shared_ways(self, moving: Moving) -> Iterator[SharedWay]:
        """Ways of what all options share that favour the option with the weights that stand, and with the best ones."""
        first = favourable_way(self.ends, self._with_stated)
        other = favourable_way(self.ends, self._with_best) if moving == "both" else first
        yield from (way for way in ([first, other] if other != first else [first]) if way.ways)

    def _with_shared(self, moving: Moving, shared: SharedWay) -> _Way:
        """The way on which what all options share moves too; it may lead up and down, so places of it are looked at."""
        place, stated = self.place, self.region.stated

        def values(t: float) -> Array:
            return self.favourable.values(t, shared.at(t))

        before = 0.0
        for t in places():
            go_on()
            shares = stated if moving == "ratings" else place.best(values(t), t).shares
            if place.margin(values(t), shares) >= 0:
                if moving == "ratings":
                    found = first_reached(lambda t: place.margin(values(t), stated), before, t)
                    return _Way(self, moving, Reached(found, stated), shared)
                return _Way(self, moving, place.smallest(values, known=Reached(t, shares)), shared)
            before = t
        return _Way(self, moving, None, shared)

    def _reached(self, moving: Moving, found: list[Reached]) -> Reached | None:
        place, stated = self.place, self.region.stated
        if moving == "weights":
            return place.smallest_by_weights(self.standing.values)
        if moving == "ratings":
            if place.margin(self.favourable.values(1.0), stated) < 0:
                return None
            t = first_reached(lambda t: place.margin(self.favourable.values(t), stated), 0.0, 1.0)
            return Reached(t, stated)
        # what weights or ratings do alone, both do as well
        return place.smallest(self.favourable.values, known=min(found, key=lambda each: each.t, default=None))

    def _status_beyond(self, moving: Moving) -> Status:
        values = self.standing.values
        if moving != "weights":
            values = self.favourable.most_favourable({name: (low, high) for name, (_, low, high) in self.ends.items()})
        return "impossible" if self.place.possible_weights(values) is None else "beyond"

    def reversal(self, way: _Way, few: FewMoves | None) -> Reversal:
        """What is to be said of a way, of which `few` moves matter."""
        moving, reached = way.moving, way.reached
        if reached is None:
            return Reversal(self.id, moving, self._status_beyond(moving))
        return Reversal(
            option=self.id,
            moving=moving,
            status="within",
            t=reached.t,
            weights=self.region.by_path(self.region.weights(reached.shares)) if moving != "ratings" else None,
            ratings=self._ratings(reached.t, way.shared.at(reached.t)) if moving != "weights" else None,
            shared=MappingProxyType(dict(at)) if (at := way.shared.at(reached.t)) else None,
            moves=() if few is None else tuple(self._moves(few, way.shared)),
            moves_t=None if few is None else few.reached.t,
            check=MovesCheck(self.standing, self.place, self.favourable),
        )

    def _ratings(self, t: float, shared: Shared) -> Mapping[str, Mapping[str, float]]:
        ratings, moving = self.favourable.ratings(t, shared), self.favourable.moved(t, shared)
        return MappingProxyType(
            {
                option.id: MappingProxyType(
                    {path: float(ratings[m, k]) for k, path in enumerate(self.standing.paths) if moving[m, k]}
                )
                for m, option in enumerate(self.standing.options)
                if moving[m].any()
            }
        )

    def _moves(self, few: FewMoves, way: SharedWay) -> Iterator[Move]:
        """Ratings, in the order of the file, the option's own before its rivals'; weights; and what all share."""
        t = few.reached.t
        shared = way.at(t, few.shared)
        ratings, moved = self.favourable.ratings(t, shared), self.favourable.moved(t, shared)
        expected = self.favourable.expected(shared)
        for m in (self.place.asked, *self.place.rivals):
            for k in np.flatnonzero(few.cells[m] & moved[m]):  # what is still better left uncertain stays
                yield Move(
                    "rating",
                    self.standing.options[m].id,
                    self.standing.paths[k],
                    float(expected[m, k]),
                    float(ratings[m, k]),
                    t,
                )
        for i in few.nodes:
            yield Move(
                "weight", None, self.region.paths[i - 1], float(self.region.stated[i]), float(few.reached.shares[i]), t
            )
        for name, x in shared.items():
            yield Move("shared", None, name, self.ends[name][0], x, t)
