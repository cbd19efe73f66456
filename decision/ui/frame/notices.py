"""What is said above a page: what happened, what is wrong with a file, and why weights give no result."""

from __future__ import annotations

import streamlit as st

from decision.model.visible import visible
from decision.outputs.words.grammar import capital
from decision.ui.frame.text import escape
from decision.ui.session import state
from decision.ui.session.work import Work


def show_notes() -> None:
    """What is to be said once about what happened."""
    if state.notes():
        with st.container(key="notes"):
            said = "".join(f"<p>{escape(each)}</p>" for each in state.notes())
            st.html(f'<div class="faults" role="alert">{said}</div>')
            st.button("Close", key="dismiss_notes", on_click=state.dismiss_notes)


def show_faults() -> None:
    """What is wrong with the last file that could not be opened."""
    noted = state.faults()
    if noted is None:
        return
    name, error = noted
    items = "".join(f"<li>{escape(line)}</li>" for line in error.lines)
    faults = len(error.faults) + error.more
    count = "one fault" if faults == 1 else f"{faults:,} faults"
    kept = " What was open is still here, unchanged." if state.has_work() else ""
    with st.container(key="faults"):
        st.html(
            f'<div class="faults" role="alert"><p><b>{escape(visible(name))}</b> cannot be opened: {count}.{kept}</p>'
            f'<ol tabindex="0" aria-label="Faults">{items}</ol></div>'
        )
        st.button("Close", key="dismiss_faults", on_click=state.dismiss_faults)


def weights_message(current: Work) -> None:
    """Why the weights on the sliders give no result, and what is shown instead."""
    if not current.weights_problem:
        return
    if not any(current.points.values()):
        fault = "All weights are zero. Give at least one criterion some points."
    else:
        fault = f"{capital(current.weights_problem)}."
    with st.container(key="weights_problem"):
        st.html(
            f'<div class="faults" role="alert"><p>{escape(fault)} Until then this is the result of the last weights '
            "that could be used.</p></div>"
        )
