"""Structure: what are we choosing between, and by what?"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from decision.outputs.charts.option_marks import option_marks
from decision.outputs.words.structure import structure_in_words
from decision.ui.frame.page_frame import begin_page
from decision.ui.frame.present import presenting
from decision.ui.frame.text import escape
from decision.ui.structure.answers_editor import answers_editor
from decision.ui.structure.catalogue_dialog import catalogue_button
from decision.ui.structure.criterion_editor import criterion_editor
from decision.ui.structure.decision_editor import decision_editor
from decision.ui.structure.dependence_editor import dependence_editor
from decision.ui.structure.drivers_editor import drivers_editor
from decision.ui.structure.editing import CRITERION, OPTION
from decision.ui.structure.lists import (
    ANSWERS,
    DEPENDENCIES,
    DRIVERS,
    REQUIREMENTS,
    VIEWS,
    WEIGHTS,
    around_list,
    chosen_item,
    criteria_list,
    options_list,
)
from decision.ui.structure.option_editor import option_editor
from decision.ui.structure.overview import overview
from decision.ui.structure.requirements_editor import requirements_editor
from decision.ui.structure.views_editor import views_editor
from decision.ui.structure.weights_editor import weights_editor

_IN_SIGHT = st.components.v2.component(
    "trilemma_in_sight", js=(Path(__file__).parent / "in_sight.js").read_text(encoding="utf-8")
)
_MANY = 15  # options or criteria beside which the editor has to stay in view

work = begin_page("Structure")
scenario = work.scenario
marks = option_marks(scenario)

st.html(
    '<div class="answer small"><p class="question">What are we choosing between, and by what?</p>'
    f"<h1>{escape(structure_in_words(work.scenario_in_force))}</h1></div>"
)
if presenting():
    overview(work.scenario_in_force, option_marks(work.scenario_in_force))
    st.stop()
chosen = chosen_item(scenario)
with st.container(key="in_sight"):
    _IN_SIGHT(key="structure_in_sight", data={"item": chosen})
many = max(len(scenario.options), len(scenario.all_criteria)) > _MANY
with st.container(key="structure"), st.container(key="structure_many" if many else "structure_few"):
    options, criteria, editor = st.columns([5, 6, 12], gap="medium")
    with options, st.container(gap="xsmall"):
        options_list(scenario, marks, chosen)
        around_list(work, chosen)
    with criteria, st.container(gap="xsmall"):
        criteria_list(scenario, chosen)
        catalogue_button(work)
    with editor, st.container(key="structure_editor", border=True, gap="xsmall"):
        if chosen.startswith(OPTION):
            option_editor(scenario, chosen.removeprefix(OPTION))
        elif chosen.startswith(CRITERION):
            criterion_editor(work, chosen.removeprefix(CRITERION))
        elif chosen == WEIGHTS:
            weights_editor(scenario)
        elif chosen == VIEWS:
            views_editor(scenario)
        elif chosen == DEPENDENCIES:
            dependence_editor(scenario)
        elif chosen == REQUIREMENTS:
            requirements_editor(work)
        elif chosen == ANSWERS:
            answers_editor(work)
        elif chosen == DRIVERS:
            drivers_editor(scenario)
        else:
            decision_editor(scenario)
with st.container(key="printed_board"):  # in its place on paper
    overview(work.scenario_in_force, option_marks(work.scenario_in_force))
