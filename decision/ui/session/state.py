"""What is kept between two runs of a page: the one `Work`, and the only ways to change it.

The truth is one immutable `Work`. Widgets are views of it: before a widget is drawn its key is set to what the work
says, and what a person does to it goes through `change`. A widget's key is lost when its page is left; the work is not.
The keys of widgets, and of what a page alone remembers, stand where they are used.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

import streamlit as st

from decision.files.faults import FileError
from decision.model.scenario import Scenario
from decision.model.trail import LONGEST_NAME, Step
from decision.ui.session import work as works
from decision.ui.session.history import History
from decision.ui.session.work import Origin, Work
from decision.ui.session.work_trail import noted

WORK = "work"  # the Work
HISTORY = "history"  # the History: works before and after it
PENDING = "pending"  # (Origin, Scenario) waiting for a decision about unsaved changes
NOTES = "notes"  # what is to be said once about what happened
FAULTS = "faults"  # (file name, FileError) of the last file that could not be opened
REFUSED = "refused"  # by key of a field, what was typed in it and not understood
GRID = "grid"  # what is typed in the table of all ratings
OPTION, CRITERION = "option", "criterion"  # among what is chosen: which rating is looked at, wherever one is
CHOSEN = "chosen"  # by key, what the room is looking at on pages, for the decision that is open
PAGE = "page"  # the name of the page that is being drawn
UNSENT = "unsent"  # keys of widgets that were set and may not have arrived in the browser
ENDED = "ended"  # when the last run came to its end
SENT_WITHIN = 0.5  # seconds in which what a run sets is sent
ASKING = "asking"  # the page on which a dialog is open

Shown = TypeVar("Shown")


def has_work() -> bool:
    return WORK in st.session_state


def work() -> Work:
    """What is being worked on."""
    current: Work = st.session_state[WORK]
    return current


def change(step: Callable[[Work], Work], name: str = "", gesture: str = "") -> None:
    """Make one change. All changes come through here, so that each can be undone under its name.

    Without a name it is called by what differs after it. Changes of one `gesture` that follow each other are one.
    """
    before = work()
    after = _with_trail(before, step(before), Step.DONE)
    st.session_state[HISTORY] = history().noted(before, after, name, gesture)
    st.session_state[WORK] = after


def _with_trail(before: Work, after: Work, step: Step) -> Work:
    """`after`, with what is different noted on the trail of `before`."""
    return after.with_trail(noted(before.trail, before, after, _now(), step, _who()))


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _who() -> str:
    """Who is here, where people sign in; empty where they do not."""
    return str(st.user.get("name") or st.user.get("email") or "")[:LONGEST_NAME] if st.user.get("is_logged_in") else ""


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
    _go(*history().undone(work()), Step.UNDONE)


def redo() -> None:
    """Make the change last undone again."""
    _go(*history().redone(work()), Step.REDONE)


def _go(there: Work, then: History, step: Step) -> None:
    # no step takes back what was saved: the file holds it, whatever is open
    before, after = work(), there.in_the_file_of(work())
    if after.trail.is_of_the_same_file(before.trail):  # and none takes back that something was done
        after = _with_trail(before, after, step)
    st.session_state[WORK], st.session_state[HISTORY] = after, then


def as_widget(key: str, shown: Shown) -> str:
    """`key`, after its widget was set to `shown` unless it shows that already; call it just before the widget.

    What a run sets is lost where the next one begins before it was sent: the browser, which has never seen the widget,
    then shows its first choice. So it is set again until it has surely arrived.
    """
    unsent: set[str] = st.session_state.setdefault(UNSENT, set())
    if key in unsent or key not in st.session_state or st.session_state[key] != shown:
        st.session_state[key] = shown
        unsent.add(key)
        st.session_state.pop(ENDED, None)
    return key


def begin_run() -> None:
    """Note that a run of a page begins: what the one before set has arrived if that ended a while ago."""
    ended: float | None = st.session_state.pop(ENDED, None)
    if ended is not None and time.monotonic() - ended >= SENT_WITHIN:
        st.session_state.pop(UNSENT, None)


def end_run() -> None:
    """Note that a run of a page came to its end, so that all of it is on its way to the browser."""
    st.session_state[ENDED] = time.monotonic()


def told(key: str) -> Any:
    """What the widget of `key` was just set to."""
    return st.session_state.get(key)


# --- opening ----------------------------------------------------------------------------------------------------


def open_now(origin: Origin, scenario: Scenario) -> None:
    """Replace the work, whatever it was; it comes back on undo."""
    if has_work():
        before = work()
        after = works.opened(scenario, origin, before.snapshots)  # what is opened begins a trail of its own
        st.session_state[HISTORY] = history().noted(before, after, f"open {scenario.title}")
        st.session_state[WORK] = after
    else:
        st.session_state[WORK] = works.opened(scenario, origin)
    for key in (PENDING, FAULTS, CHOSEN, REFUSED, GRID):
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


def note_page(name: str) -> None:
    """Which page is being drawn."""
    st.session_state[PAGE] = name


def begin_asking() -> None:
    """Note that a dialog is open on this page: what lies behind it is then out of reach, undo included."""
    st.session_state[ASKING] = st.session_state.get(PAGE)


def end_asking() -> None:
    st.session_state.pop(ASKING, None)


def asking() -> bool:
    """Whether a dialog is open on this page."""
    return pending() is not None or (ASKING in st.session_state and st.session_state[ASKING] == st.session_state[PAGE])


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


# --- where on a page ------------------------------------------------------------------------------------


def chosen(key: str, known: list[str], usual: str | None = None) -> str:
    """Which of `known` was chosen under `key`; the usual one, or else the first, until one is."""
    choice: str | None = st.session_state.get(CHOSEN, {}).get(key)
    return choice if choice in known else known[0] if usual is None else usual


def remembered(key: str, usual: str) -> str:
    """What was chosen or typed under `key`, whatever it is; the usual text until something was."""
    choice: str = st.session_state.get(CHOSEN, {}).get(key, usual)
    return choice


def choose(key: str, choice: str) -> None:
    """Remember a choice as long as this decision is open."""
    st.session_state[CHOSEN] = {**st.session_state.get(CHOSEN, {}), key: choice}


def choose_as_told(key: str, widget: str) -> None:
    """Choose under `key` what its widget was just set to."""
    choose(key, told(widget))
