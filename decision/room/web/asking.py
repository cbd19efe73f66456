"""Requests read with suspicion: from whose page they come, how large they are, and whether they are what they say."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import ClientDisconnect, Request

from decision.room.questions import RoomError

LARGEST = 16_000  # bytes


class RefusedError(RoomError):
    """A request that is not answered; `status` is that of HTTP."""

    def __init__(self, status: int, what: str, *, wait: int = 0) -> None:
        super().__init__(what)
        self.status = status
        self.wait = wait  # seconds, where asking again makes sense


async def body_of(request: Request) -> dict[str, Any]:
    """The JSON object that a page of ours sent; raises RefusedError for anything else."""
    if not is_ours(request):
        raise RefusedError(403, "this came from another site, and was not taken; open the room's own page")
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise RefusedError(415, "only JSON is taken here; open the room's own page")
    raw = bytearray()
    try:
        async for piece in request.stream():
            raw += piece
            if len(raw) > LARGEST:
                raise RefusedError(413, "that is too large; shorten the reasons and send it again")
    except ClientDisconnect:
        raise RefusedError(400, "the connection was lost") from None
    try:
        said = json.loads(raw, parse_constant=_no_constant, object_pairs_hook=_no_key_twice)
    except (ValueError, RecursionError):
        raise RefusedError(400, "that was not understood; reload the page and send it again") from None
    if not isinstance(said, dict):
        raise RefusedError(400, "that was not understood; reload the page and send it again")
    return said


def is_ours(request: Request) -> bool:
    """Whether a page of ours sent a request: its browser says so itself, or the origin has our name.

    Browsers leave the first out where phones reach the server without TLS.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = urlsplit(request.headers.get("origin", ""))
    names = {request.headers.get("host", ""), request.headers.get("x-forwarded-host", "")} - {""}
    return origin.scheme in ("http", "https") and origin.netloc in names


def is_encrypted(request: Request) -> bool:
    """Whether the browser came by TLS, which a proxy may have ended."""
    return request.url.scheme == "https" or request.headers.get("origin", "").startswith("https://")


def text_in(said: dict[str, Any], key: str, longest: int) -> str:
    """The text under `key`, empty if there is none; raises RefusedError if it is no text or far too long."""
    text = said.get(key, "")
    if not isinstance(text, str) or any("\ud800" <= each <= "\udfff" or each == "\0" for each in text):
        raise RefusedError(422, "a text holds characters that cannot be kept; type it anew")
    if len(text) > longest:
        raise RefusedError(422, f"a text is longer than {longest} characters; shorten it")
    return text


def _no_constant(_name: str) -> None:
    raise ValueError("no number")


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    said = dict(pairs)
    if len(said) < len(pairs):
        raise ValueError("a key twice")
    return said
