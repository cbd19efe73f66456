"""What the app says with every answer: what a page may load, where it may be shown, and what is not answered at all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[Message, Receive, Send], Awaitable[None]]

# Streamlit's own page and the charts need scripts that stand in the page, and such as are made while it runs.
POLICY = {
    "default-src": "'self'",
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "frame-src": "data:",  # files shown before they are taken away; a frame of that kind reaches nothing here
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{what} {whence}" for what, whence in POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",  # an address holds the token of somebody's work
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
CLOSED = ("_stcore/metrics", "_stcore/script-health-check", "_stcore/agent/")  # they tell strangers how the app is used

_POLICY = b"content-security-policy"
_ENCODED = [(name.lower().encode("latin-1"), said.encode("latin-1")) for name, said in HEADERS.items()]


class OurHeaders:
    """Around a whole app, the path below which it lies included."""

    def __init__(self, app: Asgi) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                ours = {name for name, _ in _ENCODED}
                said = [(bytes(name).lower(), said) for name, said in message.get("headers", [])]
                own = _stricter(said)
                kept = [(name, said) for name, said in said if name not in ours or name in own]
                message = {**message, "headers": [*kept, *(each for each in _ENCODED if each[0] not in own)]}
            await send(message)

        if _is_closed(str(scope.get("path", ""))):
            await with_headers({"type": "http.response.start", "status": 404, "headers": [(b"content-length", b"0")]})
            await send({"type": "http.response.body", "body": b""})
        else:
            await self._app(scope, receive, with_headers)


def _stricter(said: list[tuple[bytes, bytes]]) -> set[bytes]:
    """Which of our headers a page of our own goes beyond: one whose policy allows nothing but what it names."""
    return {name for name, policy in said if name == _POLICY and policy.startswith(b"default-src 'none';")}


def _is_closed(path: str) -> bool:
    below = path[path.find("_stcore/") :] if "_stcore/" in path else ""
    return any(below == each or (each.endswith("/") and below.startswith(each)) for each in CLOSED)
