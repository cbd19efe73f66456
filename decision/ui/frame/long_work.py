"""Work that takes longer than a second: what is being done, how far it is, and a way to stop it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from decision.analysis.progress import Told
from decision.analysis.stopping import stoppable
from decision.ui.frame.text import label
from decision.ui.session import state

STOPPED = "stopped_work"  # what the work that was stopped was about
QUIET = 1.0  # seconds that work may take without a bar
EVERY = 0.3  # seconds between two looks at it: each is a message to the browser


@contextmanager
def long_work(doing: str, about: str, key: str = "stop_work") -> Iterator[Told]:
    """Say what is being done, with a bar and a way to stop after a second; nothing is left of it at the end.

    Whoever stops it, or asks for anything else meanwhile, ends the work with the next word about how far it is, or the
    next look at whether it is wanted. The page then begins anew, and `was_stopped` says so of what the work was
    `about`. `key` is that of the button, for pages on which two pieces of work may stand.
    """
    with st.spinner(label(doing)):
        holder = st.empty()
        bar = _Bar(holder.container(), doing, about, key)
        with stoppable(bar.is_wanted):
            yield bar.told
    holder.empty()


def was_stopped(about: str, key: str = "begin_again") -> bool:
    """Whether work about this was stopped; a way to begin it again is shown then."""
    if state.told(STOPPED) != about:
        return False
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("Stopped before the end, so there is nothing to show yet.")
        st.button("Work it out", key=key, on_click=_begin_again)
    return True


class _Bar:
    def __init__(self, holder: DeltaGenerator, doing: str, about: str, key: str) -> None:
        self._holder = holder
        self._about = about
        self._key = key
        self._next = time.monotonic() + QUIET
        self._place: DeltaGenerator | None = None  # of the bar, below which the button stays where it is
        self._last = (doing.removesuffix("…").strip(), 0.0)

    def told(self, what: str, share: float) -> None:
        self._last = (what, share)
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + EVERY
        if self._place is None:
            with self._holder:
                self._place = st.empty()
                st.button("Stop", key=self._key, on_click=_stop, args=(self._about,))
        with self._place:
            st.progress(share, text=label(f"{100 * share:.0f} %: {what}"))

    def is_wanted(self) -> bool:
        """True; a word to the browser ends the run by itself where anything else was asked for."""
        self.told(*self._last)
        return True


def _stop(about: str) -> None:
    st.session_state[STOPPED] = about


def _begin_again() -> None:
    st.session_state.pop(STOPPED, None)
