"""What is stated of dependence between estimates, and the correlations that follow.

Throughout this module
    i  is an uncertain figure, 0 .. I-1: an estimate, a line or component of a plan, or a class's multiplier
    z  are latent standard normals (I,), oriented so that a higher z is a higher figure
    s  is +1 where a higher rating is better and -1 where it is worse
    g  is a group of figures that an end of a pair names together: a plan, or a component with several lines
    u  is the standard normal that the total of a group follows, as in `totals`

`within_option: r` states that the latents of any two figures of one option correlate s·s'·r, unless r is 0. A pair
states one correlation in its place, on the scale of ratings; one that names a group states that of its total, and
nothing of the figures behind it one by one. What is not stated is completed (`completion`), each u being one more
normal. Among themselves the figures of a group correlate as they would without the pairs that name it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from decision.model.completion import completion
from decision.model.contents import Contents
from decision.model.cost_plan import CostPlan
from decision.model.distribution import Distribution
from decision.model.plan_basis import PlanBasis
from decision.model.totals import Total, direction, single, total
from decision.model.uncertain_figures import RatingSampler, rating_function

Array = NDArray[np.float64]
Pair = tuple[str, str, float]

_MOST_TRIED = 12  # pairs before a contradictory one, up to which those that matter are found out
_HALVINGS = 14  # of the way to the nearest correlation that fits, which is told to two digits


@dataclass(frozen=True)
class Latent:
    """The latent normal of one figure: `name` such as ``build.cost.upfront``, its option, s, and its law."""

    name: str
    option: str
    sign: int
    law: Distribution


@dataclass(frozen=True)
class Plan:
    """A cost plan with the name of its rating, and what it rests on."""

    name: str
    plan: CostPlan
    basis: PlanBasis


@dataclass(frozen=True)
class Stated:
    """All that is stated of dependence, and of what: the latents of the options that are paired."""

    latents: tuple[Latent, ...]
    within: float
    pairs: tuple[Pair, ...]
    plans: tuple[Plan, ...]


def latents_of(scenario: Contents) -> tuple[Latent, ...]:
    """The latents of all uncertain figures, in the order of the file."""
    return tuple(
        Latent(each.name, option.id, sign * each.sign, each.law)
        for option in scenario.options
        for path, sign in _signs(scenario)
        for each in RatingSampler(scenario, option, path).uncertain
    )


class Correlations:
    """Correlations of the latents of a scenario, any of them; a whole matrix of thousands is never made.

    What no pair joins hangs together by `within_option` alone. Options of which a pair names a figure are completed
    together.
    """

    def __init__(self, scenario: Contents) -> None:
        latents = latents_of(scenario)
        self._within = scenario.dependence.within_option
        self._sign = np.array([latent.sign for latent in latents])
        number = {option.id: m for m, option in enumerate(scenario.options)}
        self._option = np.array([number[latent.option] for latent in latents])
        stated = _stated(scenario)
        joined = {latent.name for latent in stated.latents}
        self._place = np.full(len(latents), -1)
        self._place[[i for i, latent in enumerate(latents) if latent.name in joined]] = np.arange(len(joined))
        self._joined = _correlations(stated)

    def of(self, ones: Sequence[int], others: Sequence[int]) -> Array:
        """Correlations (A, B) of the latents in the places `ones` (A,) with those in the places `others` (B,)."""
        a, b = np.array(ones, dtype=np.intp)[:, np.newaxis], np.array(others, dtype=np.intp)
        found = np.where(self._option[a] == self._option[b], self._within * self._sign[a] * self._sign[b], 0.0)
        found[a == b] = 1.0
        both = (self._place[a] >= 0) & (self._place[b] >= 0)
        if both.any():
            assert self._joined is not None  # a scenario is checked as it is made
            rows, columns = np.nonzero(both)
            found[both] = self._joined[self._place[a[rows, 0]], self._place[b[columns]]]
        return found


def idle_ends(scenario: Contents) -> Iterator[tuple[int, str]]:
    """Of every pair that has no effect: its place, and the name of an end behind which nothing is uncertain."""
    latents = latents_of(scenario) if scenario.dependence.pairs else ()
    meant = {end for latent in latents for end in _ends_for(latent.name)}
    for place, (one, other, _) in enumerate(scenario.dependence.pairs):
        for end in (one, other):
            if end not in meant:
                yield place, end
                break


def _signs(scenario: Contents) -> Iterator[tuple[str, int]]:
    for path, leaf in scenario.leaves.items():
        assert leaf.value_function is not None  # a leaf has a scale: checked when made
        scale = leaf.value_function.scale
        yield path, 1 if scale.best > scale.worst else -1


def _stated(scenario: Contents) -> Stated:
    named = {end for one, other, _ in scenario.dependence.pairs for end in (one, other)}
    plans = tuple(
        Plan(f"{option.id}.{path}", rating.estimate, scenario.plan_basis)
        for option in scenario.options
        for path, rating in option.ratings.items()
        if isinstance(rating.estimate, CostPlan) and any(is_behind(end, f"{option.id}.{path}") for end in named)
    )
    dependence = scenario.dependence
    return Stated(_joined_latents(scenario), dependence.within_option, dependence.pairs, plans)


def _joined_latents(scenario: Contents) -> tuple[Latent, ...]:
    """The latents of the options of which a pair names an uncertain figure."""
    latents = latents_of(scenario) if scenario.dependence.pairs else ()
    options = joined_options(scenario, latents)
    return tuple(latent for latent in latents if latent.option in options)


def joined_options(scenario: Contents, latents: Iterable[Latent]) -> set[str]:
    """The options of which a pair names an uncertain figure."""
    ends = {end for one, other, _ in scenario.dependence.pairs for end in (one, other)}
    return {latent.option for latent in latents if not ends.isdisjoint(_ends_for(latent.name))}


def _ends_for(name: str) -> Iterator[str]:
    """All that an end of a pair may say to name the figure called `name`, alone or with others."""
    yield name
    while "." in name:
        name = name.rpartition(".")[0]
        yield name


def is_behind(name: str, end: str) -> bool:
    """Whether the figure called `name` is, or is part of, what an end of a pair names."""
    return name == end or name.startswith(end + ".")


@lru_cache(maxsize=16)
def _correlations(stated: Stated) -> Array | None:
    found = Completion(stated).correlations
    if found is not None:
        found.setflags(write=False)
    return found


# --- completing -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Link:
    """A pair that has an effect: the places of the figures at both ends, and the correlation where it is stated."""

    one: tuple[int, ...]
    other: tuple[int, ...]
    correlation: float

    @property
    def is_single(self) -> bool:
        return len(self.one) == len(self.other) == 1


class Completion:
    """The correlations that follow from what is stated, of the pairs only the first `count`, the others being open.

    Attributes
    ----------
    correlations
        Of the latents (I, I); None where nothing completes what is stated.
    """

    def __init__(self, stated: Stated, count: int | None = None) -> None:
        self.stated = stated
        ends = {end: self._places(end) for pair in stated.pairs for end in pair[:2]}
        count = len(stated.pairs) if count is None else count
        self.links = [
            _Link(ends[one], ends[other], r if place < count else np.nan)
            for place, (one, other, r) in enumerate(stated.pairs)
        ]
        effective = [link for link in self.links if link.one and link.other]
        self.singles = [link for link in effective if link.is_single]
        self.of_totals = [link for link in effective if not link.is_single]
        self.totals: dict[tuple[int, ...], Total] = {}
        self.correlations = self._completed()

    def between(self, place: int) -> float:
        """How the ends of the pair at `place` correlate."""
        assert self.correlations is not None  # asked for only where something completes
        link = self.links[place]
        one, other = self.totals[link.one], self.totals[link.other]
        across = self.correlations[np.ix_(link.one, link.other)]
        return one.correlation(other, float(np.array(one.loadings) @ across @ np.array(other.loadings)))

    def _places(self, end: str) -> tuple[int, ...]:
        return tuple(i for i, latent in enumerate(self.stated.latents) if is_behind(latent.name, end))

    def _completed(self) -> Array | None:
        of_figures = self._of_figures()
        for link in self.singles:
            for group in (link.one, link.other):
                self.totals[group] = self._total(group, np.eye(1))
        self._state_singles(of_figures)
        if not self.of_totals:
            return completion(of_figures)
        without = completion(of_figures)
        if without is None:
            return None
        groups = list(dict.fromkeys(group for link in self.of_totals for group in (link.one, link.other)))
        for group in groups:
            self.totals[group] = self._total(group, without[np.ix_(group, group)])
        for link in self.of_totals:
            for one, other in ((link.one, link.other), (link.other, link.one)):
                of_figures[np.ix_(one, other)] = np.nan
        self._state_singles(of_figures)
        for group in groups:
            of_figures[np.ix_(group, group)] = without[np.ix_(group, group)]
        with_totals = self._with_totals(of_figures, groups)
        found = None if with_totals is None else completion(with_totals)
        return None if found is None else found[: len(of_figures), : len(of_figures)].copy()

    def _of_figures(self) -> Array:
        """What `within_option` states (I, I)."""
        latents, within = self.stated.latents, self.stated.within
        sign = np.array([latent.sign for latent in latents])
        option = np.array([latent.option for latent in latents])
        together = (option[:, np.newaxis] == option) & bool(within)
        matrix = np.where(together, within * np.outer(sign, sign), np.nan)
        np.fill_diagonal(matrix, 1.0)
        return matrix

    def _state_singles(self, matrix: Array) -> None:
        for link in self.singles:
            (i,), (j,) = link.one, link.other
            (a,), (b,) = self.totals[link.one].loadings, self.totals[link.other].loadings
            matrix[i, j] = matrix[j, i] = a * b * link.correlation

    def _with_totals(self, of_figures: Array, groups: list[tuple[int, ...]]) -> Array | None:
        """What is stated of the figures and of the u of every group of several; None where totals cannot be so."""
        size = len(of_figures)
        several = [group for group in groups if len(group) > 1]
        loadings = np.zeros((size + len(several), size))  # of the figures and of the u, on the latents
        loadings[:size] = np.eye(size)
        for row, group in zip(loadings[size:], several, strict=True):
            row[list(group)] = self.totals[group].loadings
        used = loadings != 0
        known = ~np.isnan(of_figures)
        follows = ~((used.astype(float) @ ~known @ used.T.astype(float)) > 0)
        matrix = np.where(follows, loadings @ np.where(known, of_figures, 0.0) @ loadings.T, np.nan)
        matrix[:size, :size] = of_figures
        np.fill_diagonal(matrix, 1.0)
        place = {group: size + row for row, group in enumerate(several)}
        for link in self.of_totals:
            one, other = self.totals[link.one], self.totals[link.other]
            r = link.correlation if np.isnan(link.correlation) else one.correlation_of_u(other, link.correlation)
            if r is None:
                return None
            i, j = (place.get(group, group[0]) for group in (link.one, link.other))
            signs = [total.loadings[0] if len(total.loadings) == 1 else 1.0 for total in (one, other)]
            matrix[i, j] = matrix[j, i] = r * signs[0] * signs[1]
        return matrix

    def _total(self, group: tuple[int, ...], correlations: Array) -> Total:
        """How the total of a group follows its latents."""
        latents = [self.stated.latents[i] for i in group]
        plan = next((each for each in self.stated.plans if is_behind(latents[0].name, each.name)), None)
        if plan is None:
            return single(1)
        rating = rating_function(plan.plan, plan.name, plan.basis)  # with what is shared at its most likely
        if len(latents) == 1:
            return single(direction(rating, latents[0].name, latents[0].law))
        return total(rating, {latent.name: latent.law for latent in latents}, correlations)


# --- what cannot be -------------------------------------------------------------------------------------------------


def doubled(scenario: Contents) -> Iterator[tuple[int, int]]:
    """Of every pair about the same figures as one before it, under other names: its place, and that of the first."""
    stated = _stated(scenario)
    seen: dict[frozenset[tuple[str, ...]], int] = {}
    for place, pair in enumerate(stated.pairs):
        ends = [tuple(latent.name for latent in stated.latents if is_behind(latent.name, end)) for end in pair[:2]]
        if all(ends) and seen.setdefault(frozenset(ends), place) != place:
            yield place, seen[frozenset(ends)]


def fit_together(scenario: Contents) -> bool:
    """Whether the correlations that are stated can all be."""
    return not scenario.dependence.pairs or _correlations(_stated(scenario)) is not None


def contradiction(scenario: Contents) -> tuple[int, str, str] | None:
    """The first pair that nothing fits beside those before it: its place, what is wrong, and what to do; else None."""
    stated = _stated(scenario) if scenario.dependence.pairs else None
    if stated is None or _correlations(stated) is not None:
        return None
    fits, fails = 0, len(stated.pairs)
    while fails - fits > 1:
        middle = (fits + fails) // 2
        fits, fails = (fits, middle) if Completion(stated, middle).correlations is None else (middle, fails)
    one, other, r = stated.pairs[fits]
    against = [*_needed(stated, fits), *([f"within_option {stated.within:g}"] if stated.within else [])]
    beside = f" beside {', '.join(against)}" if against else ""
    return fits, f"{one} and {other} cannot correlate by {r:g}{beside}", _nearest(stated, fits)


def _needed(stated: Stated, place: int) -> list[str]:
    """Of the pairs before the one at `place`, those without which it would fit, as they are written."""
    if place > _MOST_TRIED:
        return ["the pairs before it"]
    kept = list(range(place))
    for each in range(place):
        fewer = [one for one in kept if one != each]
        if not _fits(stated, [*fewer, place]):
            kept = fewer
    return [f"[{one}, {other}, {r:g}]" for one, other, r in (stated.pairs[each] for each in kept)]


def _fits(stated: Stated, places: list[int]) -> bool:
    """Whether something completes the pairs at `places`, all others being open."""
    others = [each for each in range(len(stated.pairs)) if each not in places]
    ordered = replace(stated, pairs=tuple(stated.pairs[each] for each in (*places, *others)))
    return Completion(ordered, len(places)).correlations is not None


def _nearest(stated: Stated, place: int) -> str:
    """The correlation nearest to the one stated that fits beside the pairs before it, as what to do."""
    one, other, r = stated.pairs[place]
    before, after = stated.pairs[:place], stated.pairs[place + 1 :]

    def fits(x: float) -> bool:
        return Completion(replace(stated, pairs=(*before, (one, other, x), *after)), place + 1).correlations is not None

    inside, outside = Completion(stated, place).between(place), r
    for _ in range(_HALVINGS):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if fits(middle) else (inside, middle)
    towards, away = (math.ceil, math.floor) if r > inside else (math.floor, math.ceil)
    for rounded in (towards(inside * 100) / 100, away(inside * 100) / 100):
        if rounded != r and fits(rounded):
            return f"give {'at most' if r > inside else 'at least'} {rounded:g}, or leave the pair out"
    return "leave the pair out, or bring the others nearer to 0"
