"""What in the decision is hardly meant, said above the result with a way to the place."""

from __future__ import annotations

import streamlit as st

from decision.analysis.plausibility import Oddity, oddities
from decision.model.scenario import Scenario
from decision.outputs.words.plausibility import gravity, oddity_in_words
from decision.ui.frame.text import escape
from decision.ui.session import state

_MOST = 2  # that are not folded away
_MOST_FOLDED = 30  # of the others; a file can hold thousands
_RATINGS_PAGE = "decision/ui/ratings/page.py"


def doubts(scenario: Scenario) -> None:
    """A line for each oddity, the gravest first, those beyond the first few folded away."""
    found = sorted(oddities(scenario), key=gravity)
    if not found:
        return
    with st.container(key="doubts", gap="xsmall"):
        for place, each in enumerate(found[:_MOST]):
            _doubt(scenario, each, place)
        if len(found) > _MOST:
            with st.expander(f"{len(found) - _MOST} more to look at", key="more_doubts"):
                for place, each in enumerate(found[_MOST : _MOST + _MOST_FOLDED], start=_MOST):
                    _doubt(scenario, each, place)
                if len(found) > _MOST + _MOST_FOLDED:
                    st.caption(f"… and {len(found) - _MOST - _MOST_FOLDED:,} more")


def _doubt(scenario: Scenario, each: Oddity, place: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f'<p class="doubt" role="status">{escape(oddity_in_words(scenario, each))}</p>', width="content")
        if st.button("Look at it", key=f"doubt:{place}", type="tertiary"):
            state.choose(state.CRITERION, each.path)
            state.choose(state.OPTION, each.option or scenario.options[0].id)
            st.switch_page(_RATINGS_PAGE)
