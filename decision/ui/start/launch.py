"""What ``streamlit run`` is given: it looks for the name `app`, and serves that."""

from __future__ import annotations

import streamlit as st

from decision.ui.start.serving import MIDDLEWARE, ROUTES, SCRIPT, while_served

app = st.App(SCRIPT, lifespan=while_served, middleware=MIDDLEWARE, routes=ROUTES)
