"""What nobody has rated yet, with a way to where it is rated."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from decision.model.open_ratings import OpenRating, is_open
from decision.model.scenario import Scenario
from decision.ui.frame.pages import page_called
from decision.ui.session import state


def still_open(scenario: Scenario, cells: Sequence[OpenRating], key: str) -> None:
    """How many of `cells` are not known yet, and a button to the first of them; nothing where all are."""
    unknown = [cell for cell in cells if is_open(scenario, *cell)]
    if not unknown:
        return
    verb = "is" if len(unknown) == 1 else "are"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.html(
            f'<p class="note">{len(unknown)} of {len(cells)} ratings {verb} not known yet, and may be anything.</p>',
            width="content",
        )
        if st.button("Rate", key=f"{key}:rate", icon=":material/arrow_forward:", type="tertiary"):
            option, path = unknown[0]
            state.choose(state.OPTION, option)
            state.choose(state.CRITERION, path)
            st.switch_page(page_called("Ratings").file)
