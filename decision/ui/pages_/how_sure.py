"""How sure: what chance has each option, given what is uncertain?"""

from __future__ import annotations

import streamlit as st

from decision.analysis.scoring import evaluate
from decision.ui.frame import begin_page
from decision.ui.simulated import simulated
from decision.ui.surety import chances, favourable_weights, figures, pairs, ranks, repeatable, spread
from decision.ui.uncertain import choose_uncertain

work = begin_page("How sure")
uncertain = choose_uncertain(work.scenario)
result = simulated(work.scenario, uncertain.weights, ratings=uncertain.ratings)
if isinstance(result, str):
    st.error(result)
    st.stop()
chances(evaluate(work.scenario), result)
left, right = st.columns(2, gap="large")
with left:
    ranks(work.scenario, result)
with right:
    spread(work.scenario, result)
figures(work.scenario, result)
pairs(work.scenario, result)
favourable_weights(work.scenario, result)
repeatable(result)
