"""Criteria and parts added, renamed, copied, moved, split, joined and taken away.

Whatever is new has the average of the points of those beside it: their own stay as they are, so that among themselves
they are worth what they were. Where no weights are stated it has none; where ranges are stated, which are percents of
the whole, it begins with 0, for anything else would push the others out of theirs.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from decision.model.criterion import ESTIMATE_KEYS, Criterion
from decision.model.errors import ImpossibleError
from decision.model.naming import id_of
from decision.model.rating import Rating
from decision.model.scenario import Scenario
from decision.model.structure.options import OPEN
from decision.model.structure.pairs import is_within, with_pairs_moved, without_pairs_of
from decision.model.structure.places import moved
from decision.model.structure.record import with_record_moved, without_record_of
from decision.model.structure.texts import copied, sound_line, sound_name, sound_text
from decision.model.value_function import Scale, ValueFunction
from decision.model.weights import Ordered, Ranged, WeightUncertainty

Siblings = tuple[Criterion, ...]
_KEYS_BESIDE_CRITERIA = ("use",)


def next_criterion_id(scenario: Scenario, name: str, under: str = "") -> str:
    """The id that a new criterion called `name` would get, or a part of the criterion at `under`."""
    reserved = ESTIMATE_KEYS if under else _KEYS_BESIDE_CRITERIA
    usual = "part" if under else "criterion"
    return id_of(name, [*reserved, *(each.id for each in _siblings(scenario, under))], usual)


def adding_criterion(scenario: Scenario, name: str, worst: float, best: float, unit: str = "") -> Scenario:
    """The decision with one more criterion, the last, on which nobody has rated anything yet."""
    name = sound_name(name, "the criterion")
    function = ValueFunction(Scale(worst, best))
    made = Criterion(next_criterion_id(scenario, name), name, function, unit=sound_line(unit, "the unit"))
    return taking_in(scenario, made)


def taking_in(
    scenario: Scenario, criterion: Criterion, under: str = "", place: int | None = None, like: str = ""
) -> Scenario:
    """The decision with one more criterion, or part of the one at `under`, in `place` or last.

    Its points are those of this module, whatever it has. Nothing on it is rated, unless it is a copy of the one at
    the path `like`: then it is rated as that is.
    """
    siblings = _siblings(scenario, under)
    place = len(siblings) if place is None else place
    new = replace(criterion, weight=beginning_points(siblings, _uncertainty(scenario, under)))
    path = f"{under}.{new.id}" if under else new.id
    source = {here: like + here[len(path) :] if like else "" for here, _ in new.leaves(under)}
    return _rebuilt(
        scenario,
        under,
        (*siblings[:place], new, *siblings[place:]),
        lambda ratings: {**ratings, **{here: ratings.get(there, OPEN) for here, there in source.items()}},
        views={name: _with_a_newcomer(view, path, under) for name, view in scenario.views.items()},
    )


def beginning_points(siblings: Siblings, uncertainty: WeightUncertainty) -> float | None:
    """The points that one more beside `siblings` begins with; None where theirs are not stated either."""
    stated = [each.weight for each in siblings if each.weight is not None]
    if not stated:
        return None
    return 0.0 if isinstance(uncertainty, Ranged) and uncertainty.bounds else _average(stated)


def splitting_criterion(scenario: Scenario, path: str, name: str) -> Scenario:
    """The decision with a criterion that is rated as a whole in two parts.

    The first has its name, scale and ratings; the other is called `name`, runs between the same ends, and is not
    rated yet.
    """
    whole = scenario.leaves[path]
    function = whole.value_function
    assert function is not None  # what is rated has a scale
    first = replace(whole, id=id_of(whole.name, ESTIMATE_KEYS, "part"), weight=None, question="", about="")
    emptied = replace(
        whole, value_function=None, unit="", kind="rating", anchors={}, minimum=None, line_names=None, parts=(first,)
    )
    below = f"{path}.{first.id}"
    moves = {f"{each.id}.{path}": f"{each.id}.{below}" for each in scenario.options}
    made = replace(
        scenario,
        criteria=_replaced(scenario.criteria, path.split("."), lambda _: emptied),
        options=tuple(
            replace(option, ratings={below if here == path else here: each for here, each in option.ratings.items()})
            for option in scenario.options
        ),
        dependence=with_pairs_moved(scenario.dependence, moves),
        **with_record_moved(scenario, moves),
    )
    return adding_part(made, path, name, function.scale.worst, function.scale.best, whole.unit)


def adding_part(scenario: Scenario, under: str, name: str, worst: float, best: float, unit: str = "") -> Scenario:
    """The decision with one more part of a criterion that has parts."""
    name = sound_name(name, "the part")
    made = Criterion(
        next_criterion_id(scenario, name, under),
        name,
        ValueFunction(Scale(worst, best)),
        unit=sound_line(unit, "the unit"),
    )
    return taking_in(scenario, made, under)


def joining_parts(scenario: Scenario, path: str) -> Scenario:
    """The decision with a criterion rated as a whole again, on the scale of its first part.

    Where that is its only part its ratings stay; otherwise nobody has rated the whole yet, so they are open.
    """
    criterion = scenario.all_criteria[path]
    first_path, first = next(iter(criterion.leaves(path.rpartition(".")[0])))
    only = len(list(criterion.leaves())) == 1
    joined = replace(
        first,
        id=criterion.id,
        name=criterion.name,
        weight=criterion.weight,
        question=criterion.question or first.question,
        about=criterion.about or first.about,
        anchors=first.anchors if only else {},
        minimum=first.minimum if only else None,
    )
    names = {option.id: f"{option.id}.{path}" for option in scenario.options}
    if only:
        moves = {f"{id}.{first_path}": name for id, name in names.items()}
        dependence, recorded = with_pairs_moved(scenario.dependence, moves), with_record_moved(scenario, moves)
    else:
        gone = list(names.values())
        dependence, recorded = without_pairs_of(scenario.dependence, gone), without_record_of(scenario, gone)
    return replace(
        scenario,
        criteria=_replaced(scenario.criteria, path.split("."), lambda _: joined),
        options=tuple(
            replace(
                option,
                ratings=_placed(scenario, option.ratings, path, option.ratings[first_path] if only else OPEN),
            )
            for option in scenario.options
        ),
        views={
            name: {here: x for here, x in view.items() if here == path or not is_within(here, path)}
            for name, view in scenario.views.items()
        },
        dependence=dependence,
        **recorded,
    )


def copying_criterion(scenario: Scenario, path: str) -> Scenario:
    """The decision with a copy of one criterion or part behind it, and of its ratings, but with none of its pairs."""
    under = path.rpartition(".")[0]
    criterion = scenario.all_criteria[path]
    name = copied(criterion.name)
    place = _siblings(scenario, under).index(criterion) + 1
    copy = replace(criterion, id=next_criterion_id(scenario, name, under), name=name)
    return taking_in(scenario, copy, under, place, like=path)


def moving_criterion(scenario: Scenario, path: str, by: int) -> Scenario:
    """The decision with a criterion or part `by` places further down among its siblings, or up where negative."""
    under, siblings = path.rpartition(".")[0], _siblings(scenario, path.rpartition(".")[0])
    at = siblings.index(scenario.all_criteria[path])
    return _rebuilt(scenario, under, moved(siblings, at, by), dict)


def removing_criterion(scenario: Scenario, path: str) -> Scenario:
    """The decision without a criterion or part, and without its ratings and all that speaks of it."""
    under = path.rpartition(".")[0]
    gone = scenario.all_criteria[path]
    left = tuple(each for each in _siblings(scenario, under) if each is not gone)
    if under and not left:
        raise ImpossibleError(
            f"{gone.name} is the only part of {scenario.all_criteria[under].name}",
            "rate that as a whole again, or remove it",
        )
    made = {
        name: {here: x for here, x in view.items() if not is_within(here, path)}
        for name, view in scenario.views.items()
    }
    ratings_gone = [f"{option.id}.{path}" for option in scenario.options]
    return _rebuilt(
        scenario,
        under,
        left,
        lambda ratings: {here: each for here, each in ratings.items() if not is_within(here, path)},
        views=made,
        uncertainty=_without(_uncertainty(scenario, under), gone.id),
        dependence=without_pairs_of(scenario.dependence, ratings_gone),
        **without_record_of(scenario, ratings_gone),
    )


# --- one criterion ----------------------------------------------------------------------------------------------


def naming_criterion(scenario: Scenario, path: str, name: str) -> Scenario:
    """The decision with another name for a criterion or part; its id stays."""
    return changing_criterion(scenario, path, name=sound_name(name, "the criterion"))


def describing_criterion(scenario: Scenario, path: str, **said: str) -> Scenario:
    """The decision with another `question`, `about` or `unit` of a criterion or part."""
    clean = {key: (sound_line if key == "unit" else sound_text)(text, f"the {key}") for key, text in said.items()}
    return changing_criterion(scenario, path, **clean)


def changing_criterion(scenario: Scenario, path: str, **changed: Any) -> Scenario:
    """The decision with fields of a criterion or part changed; raises where they fit it, or its ratings, no longer.

    What is no longer rated by cost plans does not say what their lines are known by.
    """
    if changed.get("kind") == "rating":
        changed = {"line_names": None} | changed
    return scenario.with_criterion(path, replace(scenario.all_criteria[path], **changed))


def weighing_part(scenario: Scenario, path: str, points: float) -> Scenario:
    """The decision with other points for one part; where no part beside it has any, they all get their shares of 100.

    Of parts without points each counts alike, so that those others go on counting as they did beside each other.
    """
    under, shares = path.rpartition(".")[0], scenario.sibling_shares
    paths = [f"{under}.{part.id}" for part in _siblings(scenario, under)]
    if scenario.all_criteria[path].weight is not None:
        return changing_criterion(scenario, path, weight=points)
    return scenario.with_weights({here: float(f"{100 * shares[here]:.3g}") for here in paths} | {path: points})


# --- parts ------------------------------------------------------------------------------------------------------


def _siblings(scenario: Scenario, under: str) -> Siblings:
    return scenario.all_criteria[under].parts if under else scenario.criteria


def _uncertainty(scenario: Scenario, under: str) -> WeightUncertainty:
    return scenario.all_criteria[under].weight_uncertainty if under else scenario.weight_uncertainty


def _rebuilt(
    scenario: Scenario,
    under: str,
    siblings: Siblings,
    rated: Callable[[Mapping[str, Rating]], dict[str, Rating]],
    *,
    uncertainty: WeightUncertainty | None = None,
    **changed: Any,
) -> Scenario:
    """The decision with other criteria at the top, or parts of the one at `under`, and the ratings on them."""
    uncertainty = _uncertainty(scenario, under) if uncertainty is None else uncertainty
    if under:
        changed["criteria"] = _replaced(
            scenario.criteria,
            under.split("."),
            lambda parent: replace(parent, parts=siblings, weight_uncertainty=uncertainty),
        )
    else:
        changed |= {"criteria": siblings, "weight_uncertainty": uncertainty}
    order = [path for top in changed["criteria"] for path, _ in top.leaves()]
    options = []
    for option in scenario.options:
        ratings = rated(option.ratings)
        options.append(replace(option, ratings={path: ratings[path] for path in order}))
    return replace(scenario, options=tuple(options), **changed)


def _replaced(siblings: Siblings, keys: list[str], make: Callable[[Criterion], Criterion]) -> Siblings:
    first, *rest = keys
    return tuple(
        each if each.id != first else replace(each, parts=_replaced(each.parts, rest, make)) if rest else make(each)
        for each in siblings
    )


def _placed(scenario: Scenario, ratings: Mapping[str, Rating], path: str, rating: Rating) -> dict[str, Rating]:
    """`ratings` with one on `path` where those on its parts were."""
    made: dict[str, Rating] = {}
    for here in scenario.leaves:
        made[path if is_within(here, path) else here] = rating if is_within(here, path) else ratings[here]
    return made


def _with_a_newcomer(view: Mapping[str, float], path: str, under: str) -> dict[str, float]:
    """A view with points for what is new: the average of what it gives those beside, if it gives them any."""
    beside = [x for here, x in view.items() if here.rpartition(".")[0] == under]
    return {**view, **({path: _average(beside)} if beside else {})}


def _average(points: list[float]) -> float:
    """The average of `points`, to three digits: what people would write."""
    most = max(points)
    return float(f"{most * math.fsum(x / most for x in points) / len(points):.3g}") if most else 0.0


def _without(uncertainty: WeightUncertainty, id: str) -> WeightUncertainty:
    match uncertainty:
        case Ordered(tiers):
            kept = tuple(tuple(each for each in tier if each != id) for tier in tiers)
            return Ordered(tuple(tier for tier in kept if tier))
        case Ranged(bounds):
            return Ranged({each: ends for each, ends in bounds.items() if each != id})
    return uncertainty
