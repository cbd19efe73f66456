"""Saving the decision as a YAML file: in the folder, or by a download."""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st

from decision.files.editing.files import ChangedOnDiskError
from decision.files.editing.saved import Saved
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from decision.ui.frame.change_reasons import reason_for_changes
from decision.ui.frame.text import escape, label, slug
from decision.ui.session import state
from decision.ui.session.work import Work
from decision.ui.storage import resume, scenario_folder
from decision.ui.storage.saved_file import file_of, may_save_in_place, save_in_place

SAVE_WIDGET = "save_menu"
FILE = "saved_file"  # (Scenario, bytes, Saved): what was last worked out
OVERTAKEN = "overtaken"  # path of the file that somebody else has changed, while it is asked what to do


def file_stem(current: Work) -> str:
    """What files made from the scenario are called, without ending."""
    return slug(Path(current.origin.name).stem or current.scenario.title)


def saved_mark(current: Work) -> None:
    """Whether all that was done is in a file; what outlasts a reload only is said to be kept here."""
    if current.unsaved:
        kind, mark, why = "unsaved", "Not yet downloaded", "In no file yet. Save as YAML to keep it for good."
    elif resume.keeping_problem():
        return  # which is said by itself
    else:
        kind, mark, why = "saved", "Kept here", ""
    st.html(f'<span class="mark {kind}" role="status" title="{why}">{mark}</span>', width="content")


def save_menu(current: Work) -> None:
    """Saving, unfolded on request."""
    menu = st.popover(
        "Save as YAML", icon=":material/save:", type="tertiary", key=SAVE_WIDGET, wrap=False, on_change="rerun"
    )
    if menu.open:
        with menu:
            _what_is_in_the_file(current)
            reason_for_changes(current, SAVE_WIDGET)
            place_button(current, "save_in_place")
            save_button(current, "save")


def save_button(current: Work, key: str) -> None:
    # The bytes themselves and not a function: a file made at the click is swept away by the run that the click starts,
    # sometimes before the browser has fetched it.
    st.download_button(
        "Download the YAML file",
        _file(current).raw,
        f"{file_stem(current)}.yaml",
        "application/yaml",
        key=key,
        on_click=state.note_saved,
        args=(current.scenario.whole_fingerprint,),
        icon=":material/download:",
    )


def _file(current: Work) -> Saved:
    """The file of the decision as it stands, worked out once for as long as it stands so."""
    scenario, raw = current.scenario, current.origin.raw
    known: tuple[Scenario, bytes | None, Saved] | None = st.session_state.get(FILE)
    if known is None or known[0] is not scenario or known[1] is not raw:
        known = st.session_state[FILE] = (scenario, raw, file_of(current))
    return known[2]


def _what_is_in_the_file(current: Work) -> None:
    made = _file(current)
    lines = "The whole decision, as a file to keep, to share and to open here again."
    if made.anew:
        lines += (
            " Your changes could not be put into the lines of the file it came from: it is laid out anew, "
            "and the comments there were are not in it."
        )
    elif current.origin.raw is not None:
        lines += " Only the lines that you changed differ; comments and layout stay as they are."
    st.html(f'<p class="note">{lines}</p>')
    if current.left_out_options or current.left_out_criteria:
        st.html('<p class="note">What is left out for now is in the file all the same.</p>')


# --- in the folder ----------------------------------------------------------------------------------------------


def place_button(current: Work, key: str) -> None:
    """Saving in the folder, for whoever may; where somebody else has changed the file, what to do about it."""
    if _is_overtaken(current):
        _ask_about_the_other_hand(current, key)
    elif _may_be_put_in_place(current):
        st.button(
            label(f"Save in {current.origin.name}"),
            key=key,
            icon=":material/save:",
            type="primary",
            on_click=_save_in_place,
        )


def _may_be_put_in_place(current: Work) -> bool:
    path = current.origin.path
    if path is None or path not in scenario_folder.files():
        return False
    return may_save_in_place(os.environ, st.get_option("server.address"), st.context.headers.to_dict())


def _is_overtaken(current: Work) -> bool:
    return current.origin.path is not None and st.session_state.get(OVERTAKEN) == current.origin.path


def _ask_about_the_other_hand(current: Work, key: str) -> None:
    """The file is another than when it was opened: nothing is overwritten unless that is wanted."""
    name = escape(current.origin.name)
    st.html(
        f'<p class="note"><b>{name}</b> was changed by somebody else since it was opened here. Nothing was written. '
        f"Overwrite it, and their changes are lost; open it, and yours go (Undo brings them back).</p>"
    )
    with st.container(horizontal=True, gap="small"):
        st.button("Overwrite it", key=f"{key}_over", on_click=_save_in_place, kwargs={"over_changes": True})
        st.button("Open it", key=f"{key}_open", on_click=_open_theirs)
        st.button("Leave it", key=f"{key}_leave", type="primary", on_click=_leave_theirs)


def _save_in_place(*, over_changes: bool = False) -> None:
    current = state.work()
    if not _may_be_put_in_place(current):  # asked again where it counts
        return
    st.session_state.pop(OVERTAKEN, None)
    try:
        after = save_in_place(current, over_changes=over_changes)
    except ChangedOnDiskError:
        st.session_state[OVERTAKEN] = current.origin.path
        return
    except DecisionError as error:
        state.note(f"Not saved: {error}.")
        return
    state.amend(lambda _: after)
    st.session_state[SAVE_WIDGET] = False


def _open_theirs() -> None:
    path = state.work().origin.path
    _leave_theirs()
    state.stay()
    each = scenario_folder.at(path)
    if each is None:
        state.note("The file is no longer in the folder. What is open stays as it is.")
    elif each.error is not None:
        state.note_faults(each.path.name, each.error)
    elif each.scenario is not None:
        state.open_now(each.origin, each.scenario)


def _leave_theirs() -> None:
    st.session_state.pop(OVERTAKEN, None)
    st.session_state[SAVE_WIDGET] = False
