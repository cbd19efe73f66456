"""What every page has around it: styles, which scenario is open, opening and saving, and questions that come up."""

from __future__ import annotations

import re
from pathlib import Path

import streamlit as st

from decision.ui.frame.guide import guide, guide_button
from decision.ui.frame.menu import MENU_WIDGET
from decision.ui.frame.notices import show_faults, show_notes, weights_message
from decision.ui.frame.opening import ask_about_unsaved, choose_scenario, open_first, upload
from decision.ui.frame.pages import PAGES
from decision.ui.frame.present import present_if_asked
from decision.ui.frame.saving import save_menu
from decision.ui.frame.text import escape, label
from decision.ui.frame.tools import room_tools
from decision.ui.frame.what_if import what_cannot_be_left_out, what_is_left_out
from decision.ui.session import state
from decision.ui.session.work import Work
from decision.ui.storage import resume

_HERE = Path(__file__).parent
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_STYLE = f"<style>{_COMMENT.sub('', (_HERE / 'style.css').read_text(encoding='utf-8'))}</style>"
_ICON = str(_HERE / "mark.svg")  # an icon of Streamlit's own would be fetched from elsewhere
_LOGO = str(_HERE / "logo.svg")


def begin_page(name: str) -> Work:
    """Draw what every page has, and return what is being worked on; ends the run where nothing can be opened."""
    st.set_page_config(page_title=f"{name} · Trilemma", page_icon=_ICON, layout="wide")
    st.logo(_LOGO, size="large")
    st.html(_STYLE)
    state.note_page(name)
    if not state.has_work():
        resume.resume()
        if not state.has_work():
            open_first()
        if state.has_work():
            resume.follow_link()
    if state.has_work():
        resume.keep()
    present_if_asked(name)
    _strip()
    show_notes()
    show_faults()
    ask_about_unsaved()
    if not state.has_work():
        st.info("No scenario is open. Upload one to begin.")
        st.stop()
    guide(state.work())
    if name == PAGES[0].title:  # where weights and what is left out are changed, it is said beside them
        what_cannot_be_left_out(state.work())
    else:
        weights_message(state.work())
    return state.work()


def _strip() -> None:
    current = state.work() if state.has_work() else None
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="strip"):
        title = "Open a scenario" if current is None else current.scenario.title
        menu = st.popover(
            label(title),
            icon=":material/description:",
            type="tertiary",
            key=MENU_WIDGET,
            wrap=False,
            on_change="rerun",
        )
        if menu.open:
            with menu:
                choose_scenario(current)
                upload()
                if current is not None:
                    guide_button()
        if current is not None:
            mark = "Unsaved changes" if current.unsaved else "Saved"
            kind = "unsaved" if current.unsaved else "saved"
            why = "Not in a file yet. Save as YAML to keep it for good." if current.unsaved else ""
            st.html(f'<span class="mark {kind}" role="status" title="{why}">{mark}</span>', width="content")
            if resume.keeping_problem():
                why = f"Changes are lost on a reload of this page: {resume.keeping_problem()}."
                st.html(
                    f'<span class="mark unsaved" title="{escape(why)}">Not kept over a reload</span>', width="content"
                )
            save_menu(current)
            room_tools(current)
            what_is_left_out(current)
