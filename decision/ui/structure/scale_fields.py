"""The scale of a criterion: which way is better, its ends, a limit, and the curve between, drawn as it is edited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from decision.model.criterion import Criterion
from decision.model.errors import ImpossibleError
from decision.model.number_text import NumberKind
from decision.model.structure.criteria import changing_criterion
from decision.model.structure.curves import (
    inner_points,
    more_is_better,
    straight,
    through,
    turned_round,
    with_one_more_point,
)
from decision.model.value_function import Midvalue, Points, ValueFunction
from decision.outputs.charts.value_curve import VALUE_CURVE, value_curve_in_words, value_curve_rows
from decision.outputs.words.grammar import capital
from decision.outputs.words.scoring import listed
from decision.outputs.words.structure import excluded_by_minimum
from decision.ui.frame.blocks import chart
from decision.ui.frame.number_field import kind_of, number_field, show_refusals
from decision.ui.frame.text import escape, label
from decision.ui.session import state
from decision.ui.session.work import Work
from decision.ui.structure.editing import act_button, edit, short, tried, why_not

_MORE, _LESS = "More is better", "Less is better"
_CURVES = {"straight": "Every step alike", "midvalue": "Bent, by one rating", "points": "Through points"}
_PERCENT = NumberKind(percent="unit", least=0, most=100)


def scale_fields(work: Work, path: str, key: str) -> None:
    """All that says what a rating on one criterion is worth."""
    criterion = work.scenario.leaves[path]
    kind = kind_of(criterion, work.scenario.currency)
    _ends(work, criterion, path, key, kind)
    left, right = st.columns([3, 2], gap="medium")
    with left, st.container(gap="xsmall"):
        _curve(criterion, path, key, kind)
    with right:
        words = value_curve_in_words(criterion, work.scenario.currency)
        chart(value_curve_rows(criterion, work.scenario.currency), VALUE_CURVE, "value_curve", words)
    out = list(excluded_by_minimum(work.scenario, path))
    if out:
        verb = "is" if len(out) == 1 else "are"
        st.html(f'<p class="note" role="status"><b>{escape(listed(out))}</b> {verb} out: less is expected of it.</p>')


def _function(criterion: Criterion) -> ValueFunction:
    assert criterion.value_function is not None  # what is rated has a scale
    return criterion.value_function


def _put_function(path: str, name: str, change: Callable[[ValueFunction], ValueFunction]) -> None:
    edit(
        name,
        lambda known: changing_criterion(known, path, value_function=change(_function(known.leaves[path]))),
    )


def _direction(criterion: Criterion, path: str, key: str) -> None:
    shown = _MORE if more_is_better(_function(criterion)) else _LESS
    button = f"{key}:direction"

    def turn() -> None:
        if state.told(button) == shown:
            return
        _put_function(path, f"{short(criterion.name)}: {'less' if shown == _MORE else 'more'} is better", turned_round)

    st.radio(
        "Which way is better?",
        [_MORE, _LESS],
        format_func=lambda way: label(capital(way)),
        key=state.as_widget(button, shown),
        on_change=tried,
        args=(button, turn),
        label_visibility="collapsed",
        width=140,
    )


def _ends(work: Work, criterion: Criterion, path: str, key: str, kind: NumberKind) -> None:
    worst, best = work.scale(path)

    def put(place: int, x: float | None) -> None:
        def step(old: Work) -> Work:
            ends = old.scale(path)
            return old.with_scale(path, (x, ends[1]) if place == 0 else (ends[0], x))

        state.change(step)

    def put_minimum(x: float | None) -> None:
        said = "none" if x is None else f"{x:g}"
        edit(f"{short(criterion.name)}: minimum {said}", lambda known: changing_criterion(known, path, minimum=x))

    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        _direction(criterion, path, key)
        refused = [
            number_field(f"{key}:worst", "Worst", worst, lambda x: put(0, x), kind, width=110),
            number_field(f"{key}:best", "Best", best, lambda x: put(1, x), kind, width=110),
            number_field(
                f"{key}:minimum", "Out below" if more_is_better(_function(criterion)) else "Out above",
                criterion.minimum, put_minimum, kind, width=116, placeholder="no limit",
                help="A limit that no option may miss: one of which a worse rating is expected is out.",
            ),
        ]  # fmt: skip
    why_not(f"{key}:direction")
    show_refusals(refused)
    problem = work.scale_problem(path)
    if problem:
        said = f"{capital(problem)}. The last sound scale stays in force."
        st.html(f'<div class="faults" role="alert"><p>{escape(said)}</p></div>')


# --- the curve ----------------------------------------------------------------------------------------------------


def _curve(criterion: Criterion, path: str, key: str, kind: NumberKind) -> None:
    function = _function(criterion)
    form = {Midvalue: "midvalue", Points: "points"}.get(type(function.curve), "straight")
    name = short(criterion.name)

    def change_form() -> None:
        told = state.told(f"{key}:curve")
        if told != form:
            _put_function(path, f"{name}: curve {_CURVES[told].lower()}", lambda known: _in_form(known, told))

    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox(
            "From worst to best",
            list(_CURVES),
            format_func=lambda each: _CURVES.get(each, each),
            key=state.as_widget(f"{key}:curve", form),
            on_change=tried,
            args=(f"{key}:curve", change_form),
            width=200,
        )
        if isinstance(function.curve, Midvalue):
            refused = number_field(
                f"{key}:midvalue", "Worth half", function.curve.midvalue,
                lambda x: _put_midvalue(path, name, x), kind, width=130,
            )  # fmt: skip
        else:
            refused = ""
    show_refusals([refused])
    why_not(f"{key}:curve")
    if isinstance(function.curve, Points):
        _points(function, path, key, name, kind)


def _in_form(function: ValueFunction, form: str) -> ValueFunction:
    if form == "straight":
        return straight(function)
    if form == "points":
        return with_one_more_point(straight(function) if isinstance(function.curve, Points) else function)
    scale = function.scale
    return replace(function, curve=Midvalue(float(f"{(scale.worst + scale.best) / 2:.12g}")))


def _put_midvalue(path: str, name: str, x: float | None) -> None:
    if x is None:
        raise ImpossibleError("the rating worth half is empty", "give a number, or choose another curve")
    _put_function(path, f"{name}: {x:g} is worth half", lambda known: replace(known, curve=Midvalue(x)))


def _points(function: ValueFunction, path: str, key: str, name: str, kind: NumberKind) -> None:
    """The points between worst and best, each with its worth, and one more."""
    points = inner_points(function)

    def put(place: int, at: int, x: float | None) -> None:
        if x is None:
            raise ImpossibleError("it is empty", "give a number, or take the point away")
        moved = [list(point) for point in points]
        moved[place][at] = x if at == 0 else x / 100
        _put_function(path, f"{name}: point {place + 1}", lambda known: _through(known, moved))

    for place, (x, v) in enumerate(points):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall"):
            here = f"{key}:point:{place}"
            refused = [
                number_field(f"{here}:x", "Rating", x, partial(put, place, 0), kind, width=84),
                number_field(f"{here}:v", "Worth, %", _in_percent(v), partial(put, place, 1), _PERCENT, width=84),
            ]
            left = [list(point) for at, point in enumerate(points) if at != place]
            act_button(
                f"{here}:remove", "Take away", f"{name}: point {place + 1} taken away", _changing(path, left),
                icon=":material/close:",
            )  # fmt: skip
        show_refusals(refused)
        why_not(f"{here}:remove")
    act_button(f"{key}:more", "One more point", f"{name}: one more point", _one_more(path), icon=":material/add:")
    why_not(f"{key}:more")


def _in_percent(v: float) -> float:
    return float(f"{100 * v:.12g}")


def _through(function: ValueFunction, points: list[list[float]]) -> ValueFunction:
    if not points:
        return straight(function)
    inner = tuple((float(x), float(v)) for x, v in points)
    return through(function.scale, inner, function.outside)


def _changing(path: str, points: list[list[float]]) -> Any:
    return lambda known: changing_criterion(known, path, value_function=_through(_function(known.leaves[path]), points))


def _one_more(path: str) -> Any:
    return lambda known: changing_criterion(
        known, path, value_function=with_one_more_point(_function(known.leaves[path]))
    )
