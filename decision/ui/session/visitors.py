"""Who is here: work that ends with the visitor for whom it is done, and what is to be said without being asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from decision.analysis.stopping import stoppable

MOST_SECONDS = 30.0  # for one piece of work of one visitor
RETURNS_WITHIN = 3.0  # seconds; a visitor whose connection is lost for less has not left

_ENDED = threading.Event()


def end_all_work() -> None:
    """Stop whatever visitors have started, for the app ends."""
    _ENDED.set()


def visitor() -> str | None:
    """Who the page is made for, by the id of the session; None outside a page."""
    context = get_script_run_ctx(suppress_warning=True)
    return None if context is None else context.session_id


def draw_again(session: str | None) -> None:
    """Have the page of a visitor run once more, from any thread; nothing where the visitor has left."""
    there = runtime.get_instance().get_app_session(session) if session is not None and runtime.exists() else None
    if there is None:
        return
    with suppress(RuntimeError):  # the app has ended meanwhile
        # as Streamlit does when a source file has changed; it has no word for it
        there._event_loop.call_soon_threadsafe(lambda: there.request_rerun(there._client_state))  # noqa: SLF001


@contextmanager
def work_for(session: str | None, most_seconds: float = MOST_SECONDS) -> Iterator[None]:
    """Work that ends when its visitor has left, when the app ends, or when it has taken too long."""
    with stoppable(_is_here(session), most_seconds):
        yield


def _is_here(session: str | None) -> Callable[[], bool]:
    last_seen = time.monotonic()

    def is_here() -> bool:
        nonlocal last_seen
        if _ENDED.is_set():
            return False
        now = time.monotonic()
        if session is None or not runtime.exists() or runtime.get_instance().is_active_session(session):
            last_seen = now
        return now - last_seen < RETURNS_WITHIN

    return is_here
