"""Trilemma in the browser: ``python -m streamlit run app.py``."""

from __future__ import annotations

import streamlit as st

from decision.threads import work_with_one_thread

work_with_one_thread()  # before anything imports numpy

from decision.ui.start.app import show  # noqa: E402
from decision.ui.start.serving import MIDDLEWARE, ROUTES, SCRIPT, while_served  # noqa: E402

if __name__ == "__main__":  # run as a page: by tests, which start no server
    show()
else:  # imported by ``streamlit run``, which looks for this name and serves it
    app = st.App(SCRIPT, lifespan=while_served, middleware=MIDDLEWARE, routes=ROUTES)
