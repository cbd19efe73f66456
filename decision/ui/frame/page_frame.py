"""What every page has around it: styles, which scenario is open, opening and saving, and questions that come up."""

from __future__ import annotations

import re
from pathlib import Path

import streamlit as st

from decision.ui.frame.guide import guide, guide_button
from decision.ui.frame.keeping_mark import keeping_mark
from decision.ui.frame.menu import MENU_WIDGET, entry_buttons, entry_dialogs
from decision.ui.frame.navigation import mark_place
from decision.ui.frame.notices import show_faults, show_notes, weights_message
from decision.ui.frame.opening import ask_about_unsaved, choose_scenario, open_first, upload
from decision.ui.frame.pages import HOME, page_called
from decision.ui.frame.present import presenting, show_big
from decision.ui.frame.presenting_bar import presenting_bar
from decision.ui.frame.saving import save_menu, saved_mark
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
    open_page(name)
    return draw_frame(name)


def open_page(name: str) -> None:
    """What a page begins with and no change alters: styles, the way to other pages, and what is open."""
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
    mark_place(page_called(name))


def draw_frame(name: str) -> Work:
    """Keep what was changed, draw what is around a page, and return what is being worked on; may end the run."""
    if state.has_work():
        resume.keep()
    if presenting():
        show_big()
        presenting_bar(name)
    _strip()
    show_notes()
    show_faults()
    ask_about_unsaved()
    if state.pending() is None:  # one dialog at a time
        entry_dialogs()
    if not state.has_work():
        st.info("No scenario is open. Upload one, or begin a new decision.")
        st.stop()
    _on_paper(state.work())
    guide(state.work())
    if name == HOME.title:  # where weights and what is left out are changed, it is said beside them
        what_cannot_be_left_out(state.work())
    else:
        weights_message(state.work())
    return state.work()


def _on_paper(current: Work) -> None:
    """What a printed page bears of the decision it is of; not seen on a screen."""
    scenario = current.scenario_in_force
    st.html(f'<p class="printed">{escape(scenario.title)} · fingerprint {scenario.fingerprint[:12]}</p>')


def _strip() -> None:
    current = state.work() if state.has_work() else None
    if presenting() and current is not None:
        with st.container(horizontal=True, key="strip"):
            what_is_left_out(current)
        return
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
                entry_buttons()
                upload()
                if current is not None:
                    guide_button()
        if current is not None:
            saved_mark(current)
            keeping_mark()
            save_menu(current)
            room_tools(current)
            what_is_left_out(current)
