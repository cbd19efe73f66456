"""Ready?: what must be true before launch, and what will be read after it?"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from decision.analysis.plausibility import oddities
from decision.model.errors import DecisionError
from decision.outputs.charts.option_marks import option_marks
from decision.outputs.words.plausibility import oddity_in_words
from decision.outputs.words.readiness import readiness_in_words
from decision.outputs.words.scoring import short_names
from decision.ui.frame.page_frame import begin_page
from decision.ui.frame.present import presenting
from decision.ui.frame.text import escape, label
from decision.ui.readiness.causes import causes_editor
from decision.ui.readiness.conditions import conditions_editor
from decision.ui.readiness.editing import WIDGET, causes_there_are
from decision.ui.readiness.measures import measures_editor
from decision.ui.readiness.overview import overview
from decision.ui.session import state
from decision.ui.session.simulations import evaluated

work = begin_page("Ready?")
scenario, marks = work.scenario, option_marks(work.scenario)
try:
    known = causes_there_are(work)
except DecisionError as error:
    st.error(label(str(error)))
    st.stop()
readiness = replace(scenario.readiness, known=known)
names = short_names(scenario.options)
chosen = state.chosen(state.OPTION, list(names), evaluated(work.scenario_in_force).leader)

st.html(
    '<div class="answer small"><p class="question">What must be true before launch?</p>'
    f"<h1>{escape(readiness_in_words(readiness, chosen, names[chosen]))}</h1></div>"
)
if presenting():
    overview(work.scenario_in_force, readiness, option_marks(work.scenario_in_force))
    st.stop()
with st.container(key="readiness_form", gap="small"):
    key = state.as_widget(f"{WIDGET}option", chosen)
    letters = {id: f"{marks[id].letter} · {name}" for id, name in names.items()}
    st.selectbox(
        "Option",
        list(names),
        format_func=lambda each: letters[each],
        key=key,
        on_change=state.choose_as_told,
        args=(state.OPTION, key),
        width=420,
    )
    st.html('<p class="note">Nothing here changes a score by itself. What nobody spoke of yet counts as open.</p>')
    for each in oddities(scenario):
        if each.kind == "really_build" and each.option == chosen:  # and so has the causes of a build
            st.html(f'<p class="doubt" role="status">{escape(oddity_in_words(scenario, each))}</p>')
    left, right = st.columns(2, gap="large")
    with left:
        causes_editor(work, readiness, scenario.option(chosen), known)
    with right:
        conditions_editor(scenario, scenario.option(chosen), known)
        measures_editor(scenario, known)
with st.container(key="printed_board"):  # in its place on paper
    overview(work.scenario_in_force, readiness, option_marks(work.scenario_in_force))
