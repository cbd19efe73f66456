"""Fields that several ways of beginning have."""

from __future__ import annotations

import streamlit as st

LONGEST_TITLE = 200  # characters


def title_field(key: str) -> str:
    """What is decided, in a few words; empty as long as nothing is typed."""
    typed = st.text_input(
        "What do you decide?", key=key, max_chars=LONGEST_TITLE, placeholder="Which portal for our patients?"
    )
    return " ".join(typed.split())
