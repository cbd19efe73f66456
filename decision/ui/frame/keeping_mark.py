"""Whether what was done here outlasts a reload: said where it does not, and taken back by itself once it does."""

from __future__ import annotations

import streamlit as st

from decision.ui.frame.text import escape
from decision.ui.storage import resume

_EVERY = 5  # seconds


def keeping_mark() -> None:
    """A mark where changes are not kept; drawn into the row that is open."""
    problem = resume.keeping_problem()
    if problem:
        why = f"Changes are lost on a reload of this page: {problem}. It is tried again by itself."
        st.html(f'<span class="mark unsaved" title="{escape(why)}">Not kept over a reload</span>', width="content")
    if problem or resume.keeping_in_doubt():
        _look_again(problem)


@st.fragment(run_every=_EVERY)
def _look_again(said: str) -> None:
    """Draw the page again once something else is to be said: it is looked for only where writing goes wrong."""
    if resume.keeping_problem() != said:
        st.rerun()
