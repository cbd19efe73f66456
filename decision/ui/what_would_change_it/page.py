"""What would change it: what would have to be true for another option, and what to find out first?"""

from __future__ import annotations

import streamlit as st

from decision.ui.frame.long_work import long_work, was_stopped
from decision.ui.frame.page_frame import begin_page
from decision.ui.frame.text import label
from decision.ui.session.sensitivities import sensitivity_of
from decision.ui.what_would_change_it.pilots import what_a_pilot_is_worth
from decision.ui.what_would_change_it.reversals import answer, check, what_would_have_to_be_true
from decision.ui.what_would_change_it.switching import weights
from decision.ui.what_would_change_it.two_way_map import two_at_once
from decision.ui.what_would_change_it.uncertainty import (
    certain,
    find_out_first,
    nothing_uncertain,
    single_figures,
    what_moves_the_margin,
)

work = begin_page("What would change it")
scenario = work.scenario_in_force
if was_stopped(scenario.fingerprint):
    st.stop()
with long_work("Working out what would change the answer …", scenario.fingerprint) as progress:
    result = sensitivity_of(scenario, progress)
if isinstance(result, str):
    st.error(label(result))
    st.button("Try again", key="work_it_out_again")  # where the machine was busy it may be sooner done
    st.stop()
answer(scenario, result)
# what is asked first is unfolded, and the rest follows in the order in which it is asked
if result.runner_up is not None:
    if len(result.weights) > 1:
        weights(scenario, result)
    what_would_have_to_be_true(scenario, result)
    uncertain = not nothing_uncertain(result)
    if uncertain:
        find_out_first(scenario, result)
        what_a_pilot_is_worth(scenario, result)
        single_figures(scenario, result)
    else:
        certain()
    two_at_once(scenario, result)
    if uncertain:
        what_moves_the_margin(scenario, result)
check(scenario, result)
