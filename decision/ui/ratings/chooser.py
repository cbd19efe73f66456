"""Which option and which criterion the Ratings page is about."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from decision.analysis.scoring import Evaluation
from decision.model.contents import Option
from decision.model.scenario import Scenario
from decision.outputs.charts.option_marks import OptionMark
from decision.outputs.words.expectation import rating_in_words
from decision.ui.frame.text import label
from decision.ui.session import state
from decision.ui.session.work import Work

OPTION_WIDGET, CRITERION_WIDGET = "option_choice", "criterion_choice"

_SIDE_BY_SIDE = 5  # options; more are chosen from a list


def choose_option(scenario: Scenario, marks: Mapping[str, OptionMark]) -> Option:
    """The option to look at."""
    ids = [option.id for option in scenario.options]
    names = {option.id: f"{marks[option.id].letter} · {option.name}" for option in scenario.options}
    key = state.as_widget(OPTION_WIDGET, state.chosen(state.OPTION, ids))
    if len(ids) <= _SIDE_BY_SIDE:
        st.segmented_control(
            "Option",
            ids,
            format_func=lambda known: label(names[known]),
            key=key,
            required=True,
            on_change=state.choose_as_told,
            args=(state.OPTION, key),
            label_visibility="collapsed",
        )
    else:
        st.selectbox(
            "Option",
            ids,
            format_func=lambda known: names[known],
            key=key,
            on_change=state.choose_as_told,
            args=(state.OPTION, key),
            width=420,
        )
    return scenario.option(state.chosen(state.OPTION, ids))


def choose_criterion(current: Work, evaluation: Evaluation, option: Option) -> str:
    """The criterion to look at, by path; each is shown with the option's rating on it."""
    scenario = current.scenario
    paths = list(scenario.leaves)
    names = {path: _full_name(scenario, path) for path in paths}
    key = state.as_widget(CRITERION_WIDGET, state.chosen(state.CRITERION, paths))
    st.radio(
        "Criterion",
        paths,
        format_func=lambda path: label(names[path]),
        captions=[label(_caption(current, evaluation, option, path)) for path in paths],
        key=key,
        on_change=state.choose_as_told,
        args=(state.CRITERION, key),
        label_visibility="collapsed",
    )
    return state.chosen(state.CRITERION, paths)


def _full_name(scenario: Scenario, path: str) -> str:
    keys = path.split(".")
    return ": ".join(scenario.criterion_names[".".join(keys[: depth + 1])] for depth in range(len(keys)))


def _caption(current: Work, evaluation: Evaluation, option: Option, path: str) -> str:
    figure = rating_in_words(current.scenario, option, path, evaluation.option(option.id).ratings[path])
    evidence = option.ratings[path].evidence
    entry = "being entered" if (option.id, path) in current.rating_drafts else ""
    return " · ".join(filter(None, (figure, evidence.value if evidence else "no evidence said", entry)))
