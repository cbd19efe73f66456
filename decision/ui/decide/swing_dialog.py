"""Weights by swings, as a dialog: which first, the rest against it, one question to check, and then the weights."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from decision.model.number_text import NumberKind
from decision.outputs.words.weights import weights_in_percent
from decision.ui.frame.blocks import heads, row
from decision.ui.frame.comparison_table import anchors_html, anchors_in_words
from decision.ui.frame.number_field import number_field, show_refusals
from decision.ui.frame.refusals import forget_refusals
from decision.ui.frame.text import escape, label
from decision.ui.session import state
from decision.ui.session.swing_weights import FIRST, Answer, Swing, contradiction_in_words, swing_in_words
from decision.ui.session.work import Work

SWING = "swing"  # the Swing; there only while the dialog is open
STAGE = "swing_stage"
FIRST_WIDGET = "swing_first"
POINTS_WIDGET = "swing_points:{}"
ANSWER_WIDGET = "swing_answer"

_WHICH, _REST, _CHECK, _RESULT = range(4)
WANTED = "swing_wanted"  # the stage that was asked for

_FEWEST = 2  # criteria: there is nothing to weigh against one alone


def swing_button(current: Work) -> None:
    """A way into the dialog, and the dialog while it is open."""
    if len(current.points) < _FEWEST:
        return
    st.button(
        "Weigh by asking …",
        key="swing_open",
        type="tertiary",
        icon=":material/balance:",
        on_click=_open,
        help="Asks what each improvement would be worth, with the ranges of this decision, and makes weights of it.",
    )
    if SWING in st.session_state and _swing().criteria == tuple(current.points):
        _dialog(current)


def _open() -> None:
    st.session_state[SWING] = Swing(tuple(state.work().points))
    st.session_state[STAGE] = _WHICH
    forget_refusals(POINTS_WIDGET.format(""))
    state.begin_asking()


def _close() -> None:
    for key in (SWING, STAGE, WANTED):
        st.session_state.pop(key, None)
    state.end_asking()


def _swing() -> Swing:
    swing: Swing = st.session_state[SWING]
    return swing


def _go(stage: int) -> None:
    st.session_state[STAGE] = stage


def _want(stage: int) -> None:
    st.session_state[WANTED] = stage


def _dialog(current: Work) -> None:
    @st.dialog("What would be worth most?", width="medium", on_dismiss=_close)
    def ask() -> None:
        stages: dict[int, Callable[[Work], None]] = {
            _WHICH: _which_first,
            _REST: _the_rest,
            _CHECK: _check,
            _RESULT: _result,
        }
        stage = st.session_state.get(STAGE, _WHICH)
        # judged here and not at the click, which comes before the figure that was typed last
        wanted = st.session_state.pop(WANTED, None)
        missing = "" if wanted is None else _missing(stage)
        if wanted is not None and not missing:
            stage = wanted
            _go(stage)
        stages[stage](current)
        if missing:
            st.html(f'<div class="faults" role="alert"><p>{escape(missing)}</p></div>')

    ask()


def _missing(stage: int) -> str:
    """What has to be answered before the next stage; empty where nothing has."""
    swing = _swing()
    if stage == _WHICH and swing.first is None:
        return "Choose one first."
    if stage == _REST and not swing.complete:
        return "Give each of them a figure first; 0 says that it is worth nothing."
    if stage == _CHECK and swing.answer is None:
        return "Choose one first, or that they are worth the same."
    return ""


# --- stages ---------------------------------------------------------------------------------------------------


def _which_first(current: Work) -> None:
    scenario, swing = current.scenario, _swing()
    words = {top.id: swing_in_words(scenario, top) for top in scenario.criteria}
    st.html(
        "<p>Picture an option that is at its <b>worst</b> on everything below. You may improve <b>one</b> thing, all "
        "the way. Which would you improve first?</p>"
    )
    st.radio(
        "Improve first",
        list(words),
        index=None,
        format_func=lambda known: label(words[known]),
        captions=[label(anchors_in_words(top)) if top.anchors else "" for top in scenario.criteria],
        key=state.as_widget(FIRST_WIDGET, swing.first),
        on_change=_chosen,
        label_visibility="collapsed",
    )
    _steps(None, _REST)


def _chosen() -> None:
    told = state.told(FIRST_WIDGET)
    if told is not None:
        st.session_state[SWING] = _swing().beginning_with(told)


def _the_rest(current: Work) -> None:
    scenario, swing = current.scenario, _swing()
    assert swing.first is not None  # this stage comes after that choice
    first = swing_in_words(scenario, scenario.all_criteria[swing.first])
    st.html(
        f"<p><b>{escape(first)}</b> gets {FIRST:g} points. How many does each of the others deserve? As much is "
        f"{FIRST:g}, half as much is {FIRST / 2:g}, nothing is 0.</p>"
    )
    for id in swing.others:
        criterion = scenario.all_criteria[id]
        title, put = swing_in_words(scenario, criterion), partial(_give, id)
        kind = NumberKind(least=0, most=FIRST)
        refused = number_field(
            POINTS_WIDGET.format(id), title, swing.given.get(id), put, kind, placeholder=f"0 to {FIRST:g}"
        )
        show_refusals([refused])
        if criterion.anchors:
            st.html(anchors_html(criterion))
    _steps(_WHICH, _RESULT if len(swing.others) < _FEWEST else _CHECK)


def _give(criterion: str, x: float | None) -> None:
    st.session_state[SWING] = _swing().giving(criterion, x)


def _check(current: Work) -> None:
    scenario, swing = current.scenario, _swing()
    assert swing.pair is not None  # this stage is left out where there is none
    one, other = (swing_in_words(scenario, scenario.all_criteria[id]) for id in swing.pair)
    # by the order of the file and not by points, so that the question does not give the answer away
    shown: dict[Answer, str] = {"one": one, "other": other}
    order: list[Answer] = ["one", "other"] if _comes_first(swing) else ["other", "one"]
    choices: dict[Answer, str] = {known: shown[known] for known in order} | {"same": "They are worth the same"}
    st.html("<p>One question to check. Of these two alone, which would you improve first?</p>")
    st.radio(
        "Of these two",
        list(choices),
        index=None,
        format_func=lambda known: label(choices[known]),
        key=state.as_widget(ANSWER_WIDGET, swing.answer),
        on_change=_answered,
        label_visibility="collapsed",
    )
    if swing.contradicted:
        st.html(
            f'<div class="faults" role="alert"><p>{escape(contradiction_in_words(scenario, swing))} Go back and revise '
            "the points, or go on with the points as they are.</p></div>"
        )
    _steps(
        _REST,
        _RESULT,
        back="Revise the points" if swing.contradicted else "Back",
        on="Go on with these points" if swing.contradicted else "Next",
    )


def _comes_first(swing: Swing) -> bool:
    assert swing.pair is not None  # asked only where there is one
    one, other = swing.pair
    return swing.criteria.index(one) < swing.criteria.index(other)


def _answered() -> None:
    st.session_state[SWING] = _swing().answering(state.told(ANSWER_WIDGET))


def _result(current: Work) -> None:
    scenario, swing = current.scenario, _swing()
    points = swing.points
    total = sum(points.values())
    shares = weights_in_percent({id: x / total for id, x in points.items()})
    now = weights_in_percent({id: scenario.weights[id] for id in points})
    rows = "".join(
        row(escape(scenario.criterion_names[id]), [f"{x:g}", shares[id], now[id]]) for id, x in points.items()
    )
    st.html(
        f'<table class="compare"><thead><tr>{heads("Criterion", "Points", "Weight", "Now")}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )
    back = _REST if swing.pair is None else _CHECK
    with st.container(horizontal=True, gap="small"):
        st.button("Back", key="swing_back", on_click=_go, args=(back,))
        if st.button("Use these weights", key="swing_use", type="primary"):
            state.change(lambda work: work.with_points(points), "weights by swings")
            _close()
            st.rerun()


def _steps(before: int | None, after: int, *, back: str = "Back", on: str = "Next") -> None:
    with st.container(horizontal=True, gap="small"):
        if before is not None:
            st.button(label(back), key="swing_back", on_click=_go, args=(before,))
        st.button(label(on), key="swing_next", type="primary", on_click=_want, args=(after,))
