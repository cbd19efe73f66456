"""What every page has around it: styles, which scenario is open, opening and saving, and questions that come up."""

from __future__ import annotations

import re
from pathlib import Path

import streamlit as st

from decision.files.faults import FileError
from decision.files.writer import scenario_yaml
from decision.ui.frame.guide import guide, guide_button
from decision.ui.frame.notices import show_faults, show_notes, weights_message
from decision.ui.frame.pages import PAGES
from decision.ui.frame.present import present_if_asked
from decision.ui.frame.text import escape, label, slug
from decision.ui.frame.tools import room_tools
from decision.ui.frame.what_if import what_cannot_be_left_out, what_is_left_out
from decision.ui.session import state
from decision.ui.session.work import Origin, Work
from decision.ui.storage import resume, scenario_folder

_HERE = Path(__file__).parent
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_STYLE = f"<style>{_COMMENT.sub('', (_HERE / 'style.css').read_text(encoding='utf-8'))}</style>"
_ICON = str(_HERE / "mark.svg")  # an icon of Streamlit's own would be fetched from elsewhere
_LOGO = str(_HERE / "logo.svg")
_ANOTHER = ""  # the choice that stands for a scenario that is not of the folder


def begin_page(name: str) -> Work:
    """Draw what every page has, and return what is being worked on; ends the run where nothing can be opened."""
    st.set_page_config(page_title=f"{name} · Trilemma", page_icon=_ICON, layout="wide")
    st.logo(_LOGO, size="large")
    st.html(_STYLE)
    if not state.has_work():
        resume.resume()
        if not state.has_work():
            _open_first()
        if state.has_work():
            resume.follow_link()
    if state.has_work():
        resume.keep()
    present_if_asked(name)
    _strip()
    show_notes()
    show_faults()
    if state.pending() is not None:
        _ask()
    if not state.has_work():
        st.info("No scenario is open. Upload one to begin.")
        st.stop()
    guide(state.work())
    if name == PAGES[0].title:  # where weights and what is left out are changed, it is said beside them
        what_cannot_be_left_out(state.work())
    else:
        weights_message(state.work())
    return state.work()


def file_stem(current: Work) -> str:
    """What files made from the scenario are called, without ending."""
    return slug(Path(current.origin.name).stem or current.scenario.title)


# --- the strip at the top -----------------------------------------------------------------------------------------


def _open_first() -> None:
    """The first scenario of the folder that can be read; what is wrong with the others is said."""
    for each in scenario_folder.listed():
        if each.scenario is not None:
            state.open_now(Origin(each.path.name, each.path), each.scenario)
            return
        if each.error is not None:
            state.note_faults(each.path.name, each.error)


def _strip() -> None:
    current = state.work() if state.has_work() else None
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="strip"):
        title = "Open a scenario" if current is None else current.scenario.title
        menu = st.popover(
            label(title),
            icon=":material/description:",
            type="tertiary",
            key=state.MENU_WIDGET,
            wrap=False,
            on_change="rerun",
        )
        if menu.open:
            with menu:
                _choice(current)
                _upload()
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
            _save_menu(current)
            room_tools(current)
            what_is_left_out(current)


def _choice(current: Work | None) -> None:
    listed = {str(each.path): each.title for each in scenario_folder.listed()}
    here = "" if current is None or current.origin.path is None else str(current.origin.path)
    names = listed if here in listed else {_ANOTHER: _title_of_another(current)} | listed
    st.selectbox(
        "Scenario",
        list(names),
        format_func=lambda path: names.get(path, path),
        key=state.as_widget(state.SCENARIO_WIDGET, here if here in listed else _ANOTHER),
        on_change=_choose,
    )


def _title_of_another(current: Work | None) -> str:
    return "none yet" if current is None else f"{current.scenario.title} ({current.origin.name})"


def _choose() -> None:
    path = state.told(state.SCENARIO_WIDGET)
    state.close_menu()
    each = next((each for each in scenario_folder.listed() if str(each.path) == path), None)
    if each is None:
        return
    if each.error is not None:
        state.note_faults(each.path.name, each.error)
    elif each.scenario is not None:
        state.ask_to_open(Origin(each.path.name, each.path), each.scenario)


def _upload() -> None:
    st.file_uploader("Upload a scenario (YAML)", type=["yaml", "yml"], key=state.upload_key(), on_change=_take_upload)


def _take_upload() -> None:
    file = state.told(state.upload_key())
    if file is None:
        return
    state.next_upload()
    state.close_menu()
    try:
        scenario = scenario_folder.uploaded(file.getvalue(), file.name)
    except FileError as error:
        state.note_faults(file.name, error)
    else:
        state.ask_to_open(Origin(file.name), scenario)


def _save_menu(current: Work) -> None:
    """Saving, unfolded on request: writing the file out takes longer than all the rest of a run."""
    menu = st.popover(
        "Save as YAML", icon=":material/save:", type="tertiary", key=state.SAVE_WIDGET, wrap=False, on_change="rerun"
    )
    if menu.open:
        with menu:
            st.html(
                '<p class="note">The whole decision, as a file to keep, to share and to open here again. '
                "Comments of the file it came from are not kept.</p>"
            )
            _save_button(current, "save")


def _save_button(current: Work, key: str) -> None:
    # The bytes themselves and not a function: a file made at the click is swept away by the run that the click starts,
    # sometimes before the browser has fetched it.
    st.download_button(
        "Download the YAML file",
        scenario_yaml(current.scenario, current.origin.folder).encode("utf-8"),
        f"{file_stem(current)}.yaml",
        "application/yaml",
        key=key,
        on_click=state.note_saved,
        args=(current.scenario.fingerprint,),
        icon=":material/download:",
    )


# --- questions -----------------------------------------------------------------------------------------


def _ask() -> None:
    waiting = state.pending()
    assert waiting is not None  # asked only then
    origin, scenario = waiting

    @st.dialog("Unsaved changes", on_dismiss=state.stay)
    def ask() -> None:
        current = state.work()
        here, there = escape(current.scenario.title), escape(scenario.title)
        if current.unsaved:
            st.html(
                f"<p>The changes to <b>{here}</b> are not saved. "
                f"Once <b>{there}</b> is open, only Undo brings them back.</p>"
            )
        else:
            st.html(f"<p>The changes to <b>{here}</b> are saved. Nothing is lost when <b>{there}</b> is opened.</p>")
        with st.container(horizontal=True, gap="small"):
            if st.button("Stay", key="stay", type="primary"):
                state.stay()
                st.rerun()
            if st.button("Open without saving" if current.unsaved else "Open", key="discard"):
                state.open_now(origin, scenario)
                st.rerun()
            _save_button(current, "save_first")

    ask()
