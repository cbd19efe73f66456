"""Trilemma in the browser: ``python -m streamlit run app.py``."""

from __future__ import annotations

import streamlit as st

from decision.ui.frame.pages import PAGES
from decision.ui.frame.turns import PAGES_TAKE

with PAGES_TAKE.turn():
    st.navigation(
        [
            st.Page(page.file, title=page.title, url_path=page.path, default=page is PAGES[0], help=page.purpose)
            for page in PAGES
        ],
        position="top",
    ).run()
