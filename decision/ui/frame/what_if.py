"""What if: options and criteria left out for now, on one click, with what is left out said on every page."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from decision.outputs.words.grammar import capital
from decision.outputs.words.scoring import LEFT_OUT, listed, short_names
from decision.ui.frame.text import escape, label
from decision.ui.session import state
from decision.ui.session.work import Work

OPTIONS_WIDGET = "left_out_options"
CRITERIA_WIDGET = "left_out_criteria"


def what_is_left_out(current: Work) -> None:
    """A mark on every page as long as something is left out, with a way to put it back; nothing otherwise.

    It is drawn into the row that is open: a line of its own would push away what was just clicked on.
    """
    options, criteria = _left_out(current)
    if not options and not criteria:
        return
    names = [*options.values(), *criteria.values()]
    verb = "is" if len(names) == 1 else "are"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content", key="left_out"):
        st.html(
            f'<span role="status"><b>What if:</b> {escape(listed(names))} {verb} {LEFT_OUT}.</span>', width="content"
        )
        for kind, out in (("option", options), ("criterion", criteria)):
            for id, name in out.items() if len(names) > 1 else ():
                st.button(
                    label(f"Put {name} back"),
                    key=f"put_back:{kind}:{id}",
                    on_click=_leave_out,
                    args=(options.keys() - {id}, criteria) if kind == "option" else (options, criteria.keys() - {id}),
                )
        st.button(
            "Put all back" if len(names) > 1 else label(f"Put {names[0]} back"),
            key="put_all_back",
            on_click=_leave_out,
            args=((), ()),
        )


def what_cannot_be_left_out(current: Work) -> None:
    """Why what was last asked to be left out is still in; nothing where it is out."""
    if current.what_if_problem:
        fault = f"{capital(current.what_if_problem)}."
        st.html(f'<div class="faults" role="alert"><p>That cannot be left out. {escape(fault)}</p></div>')


def leave_out(current: Work) -> None:
    """Every option and every top-level criterion to click on."""
    scenario = current.scenario
    options, criteria = _left_out(current)
    names = short_names(scenario.options)
    tops = {criterion.id: scenario.criterion_names[criterion.id] for criterion in scenario.criteria}
    with st.container(horizontal=True, gap="medium", key="what_if"):
        st.pills(
            "What if this option were not there?",
            list(names),
            selection_mode="multi",
            format_func=lambda known: label(names[known]),
            key=state.as_widget(OPTIONS_WIDGET, list(options)),
            on_change=_clicked,
            help="A click leaves it out for now, another puts it back. The file stays as it is.",
        )
        st.pills(
            "What if this criterion did not count?",
            list(tops),
            selection_mode="multi",
            format_func=lambda known: label(tops[known]),
            key=state.as_widget(CRITERIA_WIDGET, list(criteria)),
            on_change=_clicked,
        )


def _left_out(current: Work) -> tuple[dict[str, str], dict[str, str]]:
    """By id, in the order of the file, the names of the options and criteria that are left out."""
    scenario = current.scenario
    names = short_names(scenario.options)
    return (
        {option.id: names[option.id] for option in scenario.options if option.id in current.left_out_options},
        {
            each.id: scenario.criterion_names[each.id]
            for each in scenario.criteria
            if each.id in current.left_out_criteria
        },
    )


def _clicked() -> None:
    _leave_out(*(state.told(key) or () for key in (OPTIONS_WIDGET, CRITERIA_WIDGET)))


def _leave_out(options: Iterable[str], criteria: Iterable[str]) -> None:
    state.change(lambda current: current.leaving_out(options, criteria))
