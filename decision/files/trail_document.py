"""The trail as data that outlasts a session and is enclosed in exports, and back."""

from __future__ import annotations

import datetime
import json
from typing import Any

from decision.model.errors import DecisionError
from decision.model.trail import FigureChange, Step, Trail, TrailEntry

_PARTS = 7  # of an entry


def trail_document(trail: Trail) -> dict[str, Any]:
    """`trail` as JSON holds it: each entry a list, for there may be many."""
    return {
        "begun": None if trail.begun is None else trail.begun.isoformat(),
        "fingerprint": trail.fingerprint,
        "forgotten": trail.forgotten,
        "entries": [
            [each.change.what, each.change.was, each.change.now, each.at.isoformat(), each.step, each.why, each.who]
            for each in trail.entries
        ],
    }


def read_trail(said: Any) -> Trail:
    """The trail in `said`; raises DecisionError where it is none."""
    if not isinstance(said, dict) or not isinstance(said.get("entries"), list):
        raise DecisionError("the trail is not as it was written")
    begun, fingerprint, forgotten = (said.get(name) for name in ("begun", "fingerprint", "forgotten"))
    if not isinstance(fingerprint, str) or type(forgotten) is not int:
        raise DecisionError("the trail does not say what it is of")
    begun_at = None if begun is None else _time(begun)
    return Trail(begun_at, fingerprint, tuple(_entry(each) for each in said["entries"]), forgotten)


def trail_text(trail: Trail) -> str:
    """`trail` as one line of JSON."""
    return json.dumps(trail_document(trail), ensure_ascii=False)


def trail_of_text(text: str) -> Trail:
    """The trail that `trail_text` wrote; raises DecisionError where it is none."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        raise DecisionError("the trail is not as it was written") from None
    return read_trail(said)


def _entry(said: Any) -> TrailEntry:
    if not isinstance(said, list) or len(said) != _PARTS:
        raise DecisionError("a change of the trail is not as it was written")
    what, was, now, at, step, why, who = said
    if not all(isinstance(text, str) for text in (what, step, why, who)):
        raise DecisionError("a change of the trail is not in words")
    if not all(text is None or isinstance(text, str) for text in (was, now)):
        raise DecisionError(f"what {what} was, or is, is no text")
    if step not in list(Step):
        raise DecisionError(f"a change of the trail was {step}, which no change is")
    return TrailEntry(FigureChange(what, was, now), _time(at), Step(step), why, who)


def _time(said: Any) -> datetime.datetime:
    if not isinstance(said, str):
        raise DecisionError("a time of the trail is no text")
    try:
        return datetime.datetime.fromisoformat(said)
    except ValueError:
        raise DecisionError(f"{said[:40]} is no time") from None
