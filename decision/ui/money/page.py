"""Money: what does it cost over the years?"""

from __future__ import annotations

import streamlit as st

from decision.analysis.cash.draws import plan_criteria
from decision.outputs.words.money import NO_PLAN, to_be_on_the_safe_side, who_costs_least
from decision.outputs.words.scoring import criterion_name, nobody_ranked
from decision.ui.frame.page_frame import begin_page
from decision.ui.frame.pages import page_at
from decision.ui.frame.text import escape, label
from decision.ui.money.panel import draw_panel
from decision.ui.money.sections import basis, beside_the_score, by_scale, line_by_line, paying_back, totals
from decision.ui.session import state
from decision.ui.session.money_results import cash_of, pieces_for

_QUESTION = "What does it cost over the years?"
_CRITERION, _CRITERION_WIDGET = "money_criterion", "money_criterion_choice"
_DRIVER, _DRIVER_WIDGET = "money_driver", "money_driver_choice"


def _head(answer: str, more: str = "") -> None:
    st.html(
        f'<div class="answer small"><p class="question">{escape(_QUESTION)}</p><h1>{escape(answer)}</h1>'
        + (f'<p class="sure">{escape(more)}</p>' if more else "")
        + "</div>"
    )


work = begin_page("Money")
scenario = work.scenario_in_force
if not scenario.ranked_options:
    _head(nobody_ranked(scenario.options))
    st.stop()
known = list(plan_criteria(scenario))
if not known:
    _head("Nobody has said yet what it costs over the years.", NO_PLAN)
    ratings = page_at("ratings")
    st.page_link(ratings.file, label=label("To the ratings"), icon=":material/edit:")
    beside_the_score(scenario)
    st.stop()
criterion = state.chosen(_CRITERION, known, known[0])
result = cash_of(scenario, criterion)
if isinstance(result, str):
    st.error(label(result))
    st.stop()
_head(who_costs_least(scenario, result), to_be_on_the_safe_side(scenario, result))
drivers = list(result.drawn.units)
if len(known) > 1 or len(drivers) > 1:
    with st.container(horizontal=True):
        if len(known) > 1:
            st.selectbox(
                "Whose plans",
                known,
                format_func=lambda path: criterion_name(scenario, path),
                key=state.as_widget(_CRITERION_WIDGET, criterion),
                on_change=state.choose_as_told,
                args=(_CRITERION, _CRITERION_WIDGET),
            )
        if len(drivers) > 1:
            st.selectbox(
                "What the slider moves",
                drivers,
                format_func=lambda each: scenario.plan_basis.by_id[each].name,
                key=state.as_widget(_DRIVER_WIDGET, state.chosen(_DRIVER, drivers, drivers[0])),
                on_change=state.choose_as_told,
                args=(_DRIVER, _DRIVER_WIDGET),
            )
driver = state.chosen(_DRIVER, drivers, drivers[0]) if drivers else None
draw_panel(scenario, result, pieces_for(scenario, criterion, driver))
basis(scenario, result)
beside_the_score(scenario)
paying_back(scenario, result)
by_scale(scenario, result)
line_by_line(scenario, result)
totals(scenario, result)
