"""Answers as they leave the server: JSON that nobody keeps, and faults in words that fit a phone."""

from __future__ import annotations

import json
from typing import Any

from starlette.responses import Response

from decision.room.ballot import BallotError
from decision.room.phases import NotNowError
from decision.room.questions import RoomError
from decision.room.store import NoSuchRoomError, StoreError
from decision.room.store.casting import SupersededError
from decision.room.web.asking import RefusedError

HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"}
# of faults, the status by which a page tells what to do: to give up on what it sent, or to try again
_STATUS: tuple[tuple[type[RoomError], int], ...] = (
    (NoSuchRoomError, 404),
    (StoreError, 503),
    (SupersededError, 409),
    (NotNowError, 409),
    (BallotError, 422),
    (RoomError, 422),
)


def said(told: dict[str, Any], status: int = 200) -> Response:
    """`told` as JSON."""
    return said_already(as_text(told), status)


def said_already(content: bytes, status: int = 200) -> Response:
    """What is JSON already."""
    return Response(content, status, HEADERS, "application/json")


def as_text(told: dict[str, Any]) -> bytes:
    """JSON in one line."""
    return json.dumps(told, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8")


def joined(*objects: bytes) -> bytes:
    """Objects that are JSON already, none empty, as one: what many are told alike is written once."""
    return b"{" + b",".join(each[1:-1] for each in objects) + b"}"


def refused(error: RoomError) -> Response:
    """A fault in words."""
    told: dict[str, Any] = {"error": str(error)}
    if isinstance(error, SupersededError):
        told["sequence"] = error.sequence
    if isinstance(error, RefusedError):
        response = said(told, error.status)
        if error.wait:
            response.headers["Retry-After"] = str(error.wait)
        return response
    return said(told, next(status for kind, status in _STATUS if isinstance(error, kind)))
