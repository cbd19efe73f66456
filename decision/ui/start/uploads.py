"""Uploads of one session are bounded together: how many are under way, and how many are held in memory."""

from __future__ import annotations

import re
from collections import Counter

from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from decision.ui.start.headers import Asgi, Message, Receive, Send

AT_ONCE = 2  # under way, of one session
MOST_HELD = 2  # files of one session in memory; a file is read as soon as it is there, and not looked at again

_PLACE = re.compile(r"/_stcore/upload_file/([^/]+)/[^/]+/?")


class BoundedUploads:
    """Around a whole app: one upload more than `AT_ONCE` is refused, and what is beyond `MOST_HELD` is forgotten."""

    def __init__(self, app: Asgi) -> None:
        self._app = app
        self._under_way: Counter[str] = Counter()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        session = _session_of(scope)
        if session is None:
            await self._app(scope, receive, send)
            return
        if self._under_way[session] >= AT_ONCE:
            await send({"type": "http.response.start", "status": 429, "headers": [(b"content-length", b"0")]})
            await send({"type": "http.response.body", "body": b""})
            return
        self._under_way[session] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._under_way[session] -= 1
            if not self._under_way[session]:
                del self._under_way[session]
            _forget_oldest(session)


def _session_of(scope: Message) -> str | None:
    """Whose upload a request is; None if it is none."""
    if scope["type"] != "http" or scope.get("method") != "PUT":
        return None
    found = _PLACE.search(str(scope.get("path", "")))
    return None if found is None else found[1]


def _forget_oldest(session: str) -> None:
    if not runtime.exists():
        return
    manager = runtime.get_instance().uploaded_file_mgr
    if isinstance(manager, MemoryUploadedFileManager) and session in manager.file_storage:
        held = list(manager.file_storage[session])  # in the order in which they came
        for file in held[: max(0, len(held) - MOST_HELD)]:
            manager.remove_file(session, file)
