"""What the group answered, taken over into the decision: one change, that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
import streamlit as st

from decision.model.errors import DecisionError
from decision.model.estimate import Estimate, Exact, Percentiles, ThreePoint
from decision.model.rating import Evidence, Rating
from decision.model.scenario import Scenario
from decision.outputs.words.rooms import figure_of, what_of
from decision.outputs.words.scoring import listed
from decision.room.disagreement import shown_roles
from decision.room.gathered import Gathered, Lying
from decision.room.modes import Mode
from decision.room.questions import Asked, parts_of
from decision.room.record import Note
from decision.room.store import HostRoom
from decision.ui.frame.text import label
from decision.ui.room.choosing import pressed
from decision.ui.room.hosting import FOR_NOW, WIDGET, about_another, attempt
from decision.ui.room.results import in_file
from decision.ui.session import state
from decision.ui.session.restructuring import restructured

_TAKEN = "room_taken"  # by room and round, the fingerprint of the decision that had just taken it over
_AS = f"{FOR_NOW}as"
_WHICH = f"{FOR_NOW}which"
_FIGURE, _SPREAD, _RANGE = "the median, as a number", "how far you differ, as a range", "your low, likely and high"


def taking_over(host: HostRoom, kind: Asked, lies: Sequence[Lying], number: int) -> None:
    """Which of the group's figures stand in the decision from now on."""
    sound = [each for each in lies if each.group is not None and in_file(state.work().scenario, each) is not None]
    if not sound:
        st.html('<p class="note">Nothing to take over: nobody answered what the decision has now.</p>')
        return
    scenario = host.scenario
    if kind is Asked.RATINGS:
        names = {each.of: what_of(scenario, each.of)[0] for each in sound}
        with st.container(key="room_taking"):
            pressed("Which? All, if none is chosen.", list(names), names.__getitem__, f"{_WHICH}:{number}")
        plans = sum(not _is_one_number(state.work().scenario, each) for each in sound)
        if plans:
            st.html(
                f'<p class="note">{plans} of {len(sound)} are ranges, cost plans or not known in the decision: what is '
                "taken over stands in their place.</p>"
            )
        ranged = any(len(each.spreads) for each in sound)
        ways = [_RANGE, _FIGURE] if ranged else [_FIGURE, _SPREAD]
        st.radio("As", [label(way) for way in ways], key=f"{_AS}:{number}", horizontal=True)
        if st.session_state.get(f"{_AS}:{number}") == _SPREAD:
            st.html(
                '<p class="note">How far people differ is not how uncertain the figure is: all may be wrong the same '
                "way, or one may know it. Take it over only where that is what you mean. One answer in ten lies below "
                "the range, one above.</p>"
            )
    st.button(
        "Take over",
        key=f"{WIDGET}take:{number}",
        help="One change, that Undo takes back",
        on_click=attempt,
        args=(_take, host, kind, sound, number),
    )
    if _taken().get((host.id, number)) == state.work().scenario.fingerprint:
        st.html('<p class="said">Taken over: the decision has these figures now. Undo takes that back.</p>')


def was_taken_over(host: HostRoom, number: int) -> bool:
    """Whether this window took a round over, though it may have been undone or changed since."""
    return (host.id, number) in _taken()


def _taken() -> Mapping[tuple[str, int], str]:
    known: Mapping[tuple[str, int], str] = st.session_state.get(_TAKEN, {})
    return known


def _is_one_number(scenario: Scenario, each: Lying) -> bool:
    option, path = parts_of(each.item)
    return isinstance(scenario.option(option).ratings[path].estimate, Exact)


def _take(host: HostRoom, kind: Asked, lies: Sequence[Lying], number: int) -> None:
    if why := about_another(host.scenario):
        raise DecisionError(why)
    if kind is Asked.WEIGHTS:
        _take_weights(host, lies)
    else:
        _take_ratings(host, lies, number)
    st.session_state[_TAKEN] = {**_taken(), (host.id, number): state.work().scenario.fingerprint}


def _take_ratings(host: HostRoom, lies: Sequence[Lying], number: int) -> None:
    scenario = state.work().scenario
    chosen = state.told(f"{_WHICH}:{number}") or [each.of for each in lies]
    taken = [each for each in lies if each.of in chosen]
    way = state.told(f"{_AS}:{number}")
    notes = host.notes()
    was = {each.of: in_file(scenario, each) for each in taken}
    _change(partial(_with_ratings, taken=taken, way=way, notes=notes), "Take over the room's ratings")
    for each in taken:
        _note(host, each.of, in_file(state.work().scenario, each), was[each.of])


def _with_ratings(
    scenario: Scenario, taken: Sequence[Lying], way: str, notes: Mapping[str, Mapping[str, str]]
) -> Scenario:
    for each in taken:
        option, path = parts_of(each.item)
        because = notes.get(each.of, {}).get("because", "") or f"What {each.answered} people in a room said."
        rating = Rating(_estimate(each, way), because, evidence=Evidence.ASSUMPTION)
        scenario = scenario.with_rating(option, path, rating)
    return scenario


def _estimate(each: Lying, way: str) -> Estimate:
    """A rating as the group has it."""
    median = each.median
    assert median is not None  # only what somebody answered is taken over
    if way == _RANGE and each.mean_spread is not None:
        low, likely, high = each.mean_spread
        return ThreePoint(_short(low), _short(likely), _short(high))
    if way == _SPREAD:
        low, middle, high = (float(x) for x in np.quantile(each.figures, [0.1, 0.5, 0.9]))
        if low < middle < high:
            return Percentiles(_short(low), _short(high), _short(middle))
    return Exact(_short(median))


def _take_weights(host: HostRoom, lies: Sequence[Lying]) -> None:
    before = state.work().scenario.sibling_shares
    if any("." in each.of for each in lies):
        _change(partial(_with_weights_of_parts, lies=lies), "Take over the room's weights")
    else:
        _take_top_weights(lies)
    for each in lies:
        _note(host, each.of, 100 * state.work().scenario.sibling_shares[each.of], 100 * before[each.of])


def _take_top_weights(lies: Sequence[Lying]) -> None:
    work = state.work()
    points = _shared_out({id: 100 * work.scenario.weights[id] for id in work.points}, lies)
    state.change(lambda current: current.with_points(points), "Take over the room's weights")


def _with_weights_of_parts(scenario: Scenario, lies: Sequence[Lying]) -> Scenario:
    """With other weights of parts beside each other, as all of one round are."""
    above = lies[0].of.rpartition(".")[0]
    shares = scenario.sibling_shares
    return scenario.with_weights(
        _shared_out({path: 100 * x for path, x in shares.items() if path.rpartition(".")[0] == above}, lies)
    )


def _shared_out(now: Mapping[str, float], lies: Sequence[Lying]) -> dict[str, float]:
    """Percent of siblings: those that were asked for share out what they have together, the others keep theirs."""
    asked = {each.of: each.group or 0.0 for each in lies}
    total = sum(now[of] for of in asked)
    points = {**now, **{of: x * total / 100 for of, x in asked.items()}}
    return {of: _short(x) for of, x in points.items()}


def _note(host: HostRoom, of: str, value: float | None, was: float | None) -> None:
    known = Note.read(of, host.notes().get(of, {}))
    value, was = (None if x is None else _short(x) for x in (value, was))
    host.note(of, replace(known, value=value, was=was if known.was is None else known.was).as_said())


def _change(edit: Callable[[Scenario], Scenario], name: str) -> None:
    state.change(partial(restructured, edit=edit), name)


# --- weights of people and roles as views --------------------------------------------------------------------------


def views(found: Gathered, mode: Mode) -> None:
    """The weights of each role, and where the room is one of names, of each person, kept as views."""
    weighed = found.answers.weighed
    if not weighed.any():
        return
    roles = [role for role, has in zip(found.answers.roles, weighed, strict=True) if has]
    shown = shown_roles(tuple(roles), guarded=mode is not Mode.NAMED)
    with st.container(horizontal=True, gap="small"):
        if shown:
            st.button(
                label(f"Keep the weights of {listed(list(shown))} as views"),
                key=f"{WIDGET}role_views",
                on_click=attempt,
                args=(_keep_views, _of_roles(found, shown)),
            )
        if mode is Mode.NAMED:
            st.button(
                "Keep everybody's weights as views",
                key=f"{WIDGET}person_views",
                on_click=attempt,
                args=(_keep_views, _of_people(found)),
            )


def _of_roles(found: Gathered, shown: Sequence[str]) -> Mapping[str, Mapping[str, float]]:
    whose = np.array(found.answers.roles)
    views = {}
    for role in shown:
        mean = found.answers.shares[(whose == role) & found.answers.weighed].mean(axis=0)
        views[role] = dict(zip(found.tops, (_short(100 * x) for x in mean.tolist()), strict=True))
    return views


def _of_people(found: Gathered) -> Mapping[str, Mapping[str, float]]:
    views: dict[str, Mapping[str, float]] = {}
    for p, person in enumerate(found.people):
        if found.answers.weighed[p]:
            name = found.names.get(person, "") or f"Person {p + 1}"
            while name in views:
                name += " (another)"
            shares = found.answers.shares[p].tolist()
            views[name] = dict(zip(found.tops, (_short(100 * x) for x in shares), strict=True))
    return views


def _keep_views(views: Mapping[str, Mapping[str, float]]) -> None:
    def edit(scenario: Scenario) -> Scenario:
        return replace(scenario, views={**scenario.views, **views})

    _change(edit, "Keep the room's weights as views")


def _short(x: float) -> float:
    """A figure with six digits, as a file has it."""
    return float(f"{x:.6g}")


def told(scenario: Scenario, each: Lying) -> str:
    """``Fit of Buy: 6.5 (the decision: 5)``"""
    file = in_file(state.work().scenario, each)
    now = "" if file is None else f" (the decision: {figure_of(scenario, each.of, file)})"
    group = "" if each.group is None else figure_of(scenario, each.of, each.group)
    return f"{what_of(scenario, each.of)[0]}: {group}{now}"
