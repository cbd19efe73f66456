"""Trilemma in the browser: ``python -m streamlit run app.py``."""

from __future__ import annotations

import streamlit as st

PAGES = "decision/ui/pages_"

st.navigation(
    [
        st.Page(
            f"{PAGES}/decide.py", title="Decide", default=True, help="Move the weights and see which option leads."
        ),
        st.Page(f"{PAGES}/ratings.py", title="Ratings", help="What we believe of each option, and on what evidence."),
        st.Page(f"{PAGES}/how_sure.py", title="How sure", help="What chance each option has, given what is uncertain."),
        st.Page(
            f"{PAGES}/what_would_change_it.py",
            title="What would change it",
            url_path="what_would_change_it",
            help="What would have to be true for another option, and what to find out first.",
        ),
        st.Page(f"{PAGES}/compare.py", title="Compare", help="Views and snapshots, side by side."),
    ],
    position="top",
).run()
