"""Ways between pages: which place one is in, the pages beside this one, and the drawer of a phone put away."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from decision.ui.frame.pages import Page, by_place
from decision.ui.frame.text import label

_DRAWER = st.components.v2.component(
    "trilemma_drawer", js=(Path(__file__).parent / "drawer.js").read_text(encoding="utf-8")
)


def mark_place(page: Page) -> None:
    """Show which place this page is gathered under, with its other pages, and put the drawer of a phone away."""
    at = list(by_place()).index(page.place) + 1
    st.html(
        f'<style>[data-testid="stTopNav"] > :nth-child({at}) [data-testid="stTopNavSection"] '
        "{ background: color-mix(in srgb, currentColor 10%, transparent); font-weight: 600; }</style>"
    )
    with st.container(key="drawer"):
        _DRAWER(key="drawer_of_pages", data={"page": page.path})
    _pages_beside(by_place()[page.place])


def _pages_beside(pages: Sequence[Page]) -> None:
    """The pages of one place to choose from, where there are several."""
    if len(pages) == 1:
        return
    with st.container(horizontal=True, gap="xsmall", key="beside", width="content"):
        for each in pages:
            st.page_link(each.file, label=label(each.title))
