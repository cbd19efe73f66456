"""Trilemma in the browser: ``python -m streamlit run app.py``."""

from __future__ import annotations

from decision.ui.start.app import show

show()
