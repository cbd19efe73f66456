"""Everything that is kept between two runs of a page: all session-state keys, and the only ways to change them.

The truth is one immutable `Work`. Widgets are views of it: before a widget is drawn its key is set to what the work
says, and what a person does to it goes through `change`. A widget's key is lost when its page is left; the work is not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

import streamlit as st

from decision.files.faults import FileError
from decision.model.scenario import Scenario
from decision.ui.session import work as works
from decision.ui.session.history import History
from decision.ui.session.work import Origin, Work

WORK = "work"  # the Work
HISTORY = "history"  # the History: works before and after it
PENDING = "pending"  # (Origin, Scenario) waiting for a decision about unsaved changes
NOTES = "notes"  # what is to be said once about what happened
FAULTS = "faults"  # (file name, FileError) of the last file that could not be opened
UPLOADS = "uploads"  # how many files were uploaded: a new key empties the uploader
OPTION = "chosen_option"  # which rating is looked at on the Ratings page
CRITERION = "chosen_criterion"
UNCERTAIN = "chosen_uncertain"  # what simulations draw
MOVED = "chosen_moved_weight"  # which weight goes from 0 to 100 % on What would change it
ACROSS, UP = "chosen_across", "chosen_up"  # what moves on the map there
PLAIN = "plain"  # whether Decide shows Streamlit's own sliders in place of the live panel
EDITION = "live_edition"  # which state of the weights the live panel was last told of
LIVE_ORIGIN = "live_origin"  # and what else it was told

# Widgets: never the truth
MENU_WIDGET = "menu"
SAVE_WIDGET = "save_menu"
SCENARIO_WIDGET = "scenario_choice"
WEIGHT_WIDGET = "weight:{}"
OPTION_WIDGET = "option_choice"
CRITERION_WIDGET = "criterion_choice"
UNCERTAIN_WIDGET = "uncertain_choice"
MOVED_WIDGET = "moved_weight_choice"
ACROSS_WIDGET, UP_WIDGET = "across_choice", "up_choice"
LIVE_WIDGET = "live"
NOW_WIDGET = "live_now"
RATING_WIDGET = "rating:{}:{}:{}"
SCALE_WIDGET = "scale:{}:{}"
RESULT_WIDGET = "requirement:{}:{}:{}"

Shown = TypeVar("Shown")


def has_work() -> bool:
    return WORK in st.session_state


def work() -> Work:
    """What is being worked on."""
    current: Work = st.session_state[WORK]
    return current


def change(step: Callable[[Work], Work], name: str = "") -> None:
    """Make one change. All changes come through here, so that each can be undone under its name.

    Without a name it is called by what differs after it.
    """
    before = work()
    after = step(before)
    st.session_state[HISTORY] = history().noted(before, after, name)
    st.session_state[WORK] = after


def amend(step: Callable[[Work], Work]) -> None:
    """Note something about the work that is no change to the decision, and so is not undone."""
    st.session_state[WORK] = step(work())


# --- undo ---------------------------------------------------------------------------------------------------


def history() -> History:
    """The changes that can be undone and redone."""
    kept: History = st.session_state.get(HISTORY, History())
    return kept


def undo() -> None:
    """Take the last change back."""
    _go(history().undone(work()))


def redo() -> None:
    """Make the change last undone again."""
    _go(history().redone(work()))


def _go(there: tuple[Work, History]) -> None:
    st.session_state[WORK], st.session_state[HISTORY] = there


def as_widget(key: str, shown: Shown) -> str:
    """`key`, after its widget was set to `shown` unless it shows that already; call it just before the widget."""
    if key not in st.session_state or st.session_state[key] != shown:
        st.session_state[key] = shown
    return key


def told(key: str) -> Any:
    """What the widget of `key` was just set to."""
    return st.session_state.get(key)


# --- opening ----------------------------------------------------------------------------------------------------


def open_now(origin: Origin, scenario: Scenario) -> None:
    """Replace the work, whatever it was; it comes back on undo."""
    if has_work():
        change(lambda current: works.opened(scenario, origin, current.snapshots), f"open {scenario.title}")
    else:
        st.session_state[WORK] = works.opened(scenario, origin)
    for key in (PENDING, FAULTS, OPTION, CRITERION):
        st.session_state.pop(key, None)


def begin_with(brought: Work) -> None:
    """Go on with work that was brought back from an earlier session."""
    st.session_state[WORK] = brought


def ask_to_open(origin: Origin, scenario: Scenario) -> None:
    """Replace the work; if something in it is unsaved, ask first."""
    st.session_state.pop(FAULTS, None)
    if has_work() and work().unsaved:
        st.session_state[PENDING] = (origin, scenario)
    else:
        open_now(origin, scenario)


def pending() -> tuple[Origin, Scenario] | None:
    waiting: tuple[Origin, Scenario] | None = st.session_state.get(PENDING)
    return waiting


def stay() -> None:
    """Keep the work; what was about to be opened is forgotten."""
    st.session_state.pop(PENDING, None)


def note_saved(fingerprint: str) -> None:
    """What has this fingerprint was just saved."""
    amend(lambda current: replace(current, saved=fingerprint))


def note_faults(name: str, error: FileError) -> None:
    """A file could not be opened; the work stays."""
    st.session_state[FAULTS] = (name, error)


def faults() -> tuple[str, FileError] | None:
    noted: tuple[str, FileError] | None = st.session_state.get(FAULTS)
    return noted


def dismiss_faults() -> None:
    st.session_state.pop(FAULTS, None)


def note(message: str) -> None:
    """Say something that happened, until it is closed."""
    if message not in notes():
        st.session_state[NOTES] = (*notes(), message)


def notes() -> tuple[str, ...]:
    noted: tuple[str, ...] = st.session_state.get(NOTES, ())
    return noted


def dismiss_notes() -> None:
    st.session_state.pop(NOTES, None)


def upload_key() -> str:
    """The key of the uploader; another one after each upload, so that the same file can be tried again."""
    return f"upload:{st.session_state.get(UPLOADS, 0)}"


def close_menu() -> None:
    """Fold the menu for opening, so that what was opened can be seen."""
    st.session_state[MENU_WIDGET] = False


def next_upload() -> None:
    st.session_state[UPLOADS] = st.session_state.get(UPLOADS, 0) + 1


# --- the live panel ---------------------------------------------------------------------------------------------


def plain() -> bool:
    """Whether to do without the live panel: once ``?plain=1`` was in the address, or where a test has set it.

    AppTest sees no component, so tests of pages set it; people whom the panel does not serve can ask for it.
    """
    if "plain" in st.query_params:
        st.session_state[PLAIN] = st.query_params["plain"] != "0"
    return bool(st.session_state.get(PLAIN))


def edition(first: Callable[[], Shown]) -> Shown:
    """The edition of the weights that the live panel was last told of, or the first one."""
    if EDITION not in st.session_state:
        st.session_state[EDITION] = first()
    noted: Shown = st.session_state[EDITION]
    return noted


def note_edition(current: object, origin: str) -> None:
    """What the live panel is told of now."""
    st.session_state[EDITION] = current
    st.session_state[LIVE_ORIGIN] = origin


def live_origin() -> str | None:
    """What the live panel was told besides the weights."""
    noted: str | None = st.session_state.get(LIVE_ORIGIN)
    return noted


# --- where on a page ------------------------------------------------------------------------------------


def chosen(key: str, known: list[str], usual: str | None = None) -> str:
    """Which of `known` was chosen under `key`; the usual one, or else the first, until one is."""
    choice: str | None = st.session_state.get(key)
    return choice if choice in known else known[0] if usual is None else usual


def choose(key: str, choice: str) -> None:
    st.session_state[key] = choice


def choose_as_told(key: str, widget: str) -> None:
    """Choose under `key` what its widget was just set to."""
    choose(key, told(widget))
