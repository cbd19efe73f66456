"""The menu under the title, which is folded once something was chosen in it."""

from __future__ import annotations

import streamlit as st

MENU_WIDGET = "menu"


def close_menu() -> None:
    """Fold the menu, so that what was opened can be seen."""
    st.session_state[MENU_WIDGET] = False
