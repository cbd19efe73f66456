"""How sure: what chance has each option, given what is uncertain?"""

from __future__ import annotations

import streamlit as st

from decision.outputs.words.simulation import nothing_varies
from decision.ui.frame.page_frame import begin_page
from decision.ui.frame.text import label
from decision.ui.how_sure.sections import (
    chances,
    favourable_weights,
    figures,
    nothing_to_show,
    pairs,
    ranks,
    repeatable,
    spread,
)
from decision.ui.how_sure.uncertainty import choose_uncertain
from decision.ui.session.simulations import evaluated, simulated

scenario = begin_page("How sure").scenario_in_force
answer = st.container()  # comes first, and is known last
uncertain = choose_uncertain(scenario)
result = simulated(scenario, uncertain.weights, ratings=uncertain.ratings)
if isinstance(result, str):
    st.error(label(result))
    st.stop()
with answer:
    if nothing_varies(result):
        nothing_to_show(scenario, result)
        st.stop()
    chances(evaluated(scenario), result, weights_vary=uncertain.weights != "stated")
left, right = st.columns(2, gap="large")
with left:
    ranks(scenario, result)
with right:
    spread(scenario, result)
figures(scenario, result)
pairs(scenario, result)
favourable_weights(scenario, result)
repeatable(result)
