"""What would reopen the recorded decision, and is so by now: said where ratings are entered, and beside the record."""

from __future__ import annotations

import streamlit as st

from decision.model.scenario import Scenario
from decision.outputs.words.record import what_is_met
from decision.ui.frame.text import said


def reopened(scenario: Scenario) -> None:
    """One sentence for each trigger that is met; nothing where none is."""
    found = what_is_met(scenario)
    if found:
        sentences = "".join(f"<p>{said(sentence)}</p>" for sentence in found)
        st.html(f'<div class="faults" role="status">{sentences}</div>')
