"""The script that Streamlit runs, from the checkout's `app.py` or installed: page list and navigation, nothing else."""

from __future__ import annotations

import streamlit as st

from decision.ui.frame.menu import offer_in_menu
from decision.ui.frame.pages import HOME, by_place
from decision.ui.frame.turns import PAGES_TAKE
from decision.ui.new_decision.dialog import NEW_DECISION
from decision.ui.session import state
from decision.ui.start.own_address import never_look_up_our_address
from decision.ui.start.sign_in import sign_in_first


def show() -> None:
    """The page that the address asks for, under the list of all, for whoever may enter."""
    never_look_up_our_address()
    sign_in_first()
    offer_in_menu("new decision", NEW_DECISION)
    with PAGES_TAKE.turn():
        state.begin_run()
        st.navigation(
            {
                place: [
                    st.Page(page.file, title=page.title, url_path=page.path, default=page is HOME, help=page.purpose)
                    for page in pages
                ]
                for place, pages in by_place().items()
            },
            position="top",
        ).run()
        state.end_run()


if __name__ == "__main__":
    show()
