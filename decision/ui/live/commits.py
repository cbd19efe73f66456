"""What the live panel sends: weights, taken only where they were meant for the weights that are there.

The panel and the pages change the same weights; editions tell which of them did so last.
"""

from __future__ import annotations

import math
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from types import MappingProxyType
from typing import TypeGuard

import streamlit as st

from decision.model.scenario import Scenario
from decision.outputs.panel.payload import with_slider
from decision.ui.session.history import DEEPEST
from decision.ui.session.work import MOST_POINTS, Work

EDITION = "live_edition"  # which state of the weights the panel was last told of
ORIGIN = "live_origin"  # and what else it was told

LONGEST_ID = 80  # characters of what a panel calls itself and its gestures


@dataclass(frozen=True)
class Move:
    """What one gesture has led to: points, or the name of weights to begin from.

    `number` counts the moves of one panel. Moves of one `gesture` are one step to undo.
    """

    number: int
    points: Mapping[str, float] | None
    preset: str = ""
    gesture: str = ""


@dataclass(frozen=True)
class Commit:
    """All moves of a panel that it has had no answer to; `seen` is the edition that it had before them."""

    origin: str
    panel: str
    seen: int
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class Edition:
    """Which state of the weights the work has, so that what was meant for an older one can be told.

    Attributes
    ----------
    number
        Grows with every change of the points.
    panel, move
        The panel whose move brought the last change, and which one; empty if something else did.
    since
        The edition before the unbroken run of moves by that panel.
    session
        Tells this session from one that a browser may have known before.
    """

    points: Mapping[str, float]
    number: int = 0
    panel: str = ""
    move: int = 0
    since: int = 0
    session: str = field(default_factory=lambda: secrets.token_hex(8))

    def at(self, points: Mapping[str, float]) -> Edition:
        """The edition of `points`, which something other than a panel may have changed."""
        if dict(points) == dict(self.points):
            return self
        return replace(self, points=points, number=self.number + 1, panel="", move=0)

    def taken(self, commit: Commit) -> tuple[Move, ...]:
        """The moves that are still to be made: none if they were meant for weights that are no longer there."""
        follows = commit.panel == self.panel and commit.seen >= self.since
        if not follows and commit.seen < self.number:
            return ()
        done = self.move if commit.panel == self.panel else 0
        return tuple(move for move in commit.moves if move.number > done)

    def after(self, panel: str, move: Move, points: Mapping[str, float]) -> Edition:
        """The edition that a move of `panel` has led to."""
        since = self.since if panel == self.panel else self.number
        return replace(self, points=points, number=self.number + 1, panel=panel, move=move.number, since=since)


def read_commit(told: object, scenario: Scenario, left_out: Collection[str] = ()) -> Commit | None:
    """What a browser sent, if it is a commit at all; a browser may send anything."""
    if not isinstance(told, Mapping):
        return None
    origin, panel, seen, moves = (told.get(name) for name in ("origin", "panel", "seen", "moves"))
    if not (isinstance(origin, str) and isinstance(panel, str) and 0 < len(panel) <= LONGEST_ID and _counts(seen)):
        return None
    if not isinstance(moves, list) or not 0 < len(moves) <= DEEPEST:
        return None
    read = tuple(_read_move(each, scenario, left_out) for each in moves)
    sound = tuple(each for each in read if each is not None)
    in_order = all(one.number < other.number for one, other in pairwise(sound))
    return Commit(origin, panel, seen, sound) if len(sound) == len(read) and in_order else None


def _read_move(told: object, scenario: Scenario, left_out: Collection[str]) -> Move | None:
    if not isinstance(told, Mapping):
        return None
    number, gesture, points, preset = (told.get(name) for name in ("number", "gesture", "points", "preset"))
    if not _counts(number) or not isinstance(gesture, str) or len(gesture) > LONGEST_ID:
        return None
    if isinstance(preset, str) and preset:
        known = {"file", "equal", *(f"view:{name}" for name in scenario.views)}
        return Move(number, None, preset, gesture) if preset in known else None
    ids = [each.id for each in with_slider(scenario, left_out)]
    if not isinstance(points, Mapping) or set(points) != set(ids):
        return None
    if not all(_is_points(x) for x in points.values()):
        return None
    return Move(number, MappingProxyType({id: float(points[id]) for id in ids}), "", gesture)


def _counts(x: object) -> TypeGuard[int]:
    return isinstance(x, int) and not isinstance(x, bool) and 0 <= x < 2**53


def _is_points(x: object) -> bool:
    return isinstance(x, int | float) and not isinstance(x, bool) and math.isfinite(x) and 0 <= x <= MOST_POINTS


def applied(work: Work, move: Move) -> Work:
    """The work with the weights of a move."""
    if move.points is not None:
        return work.with_points({**work.points, **move.points})
    if move.preset == "file":
        return work.with_file_weights()
    if move.preset == "equal":
        return work.with_equal_weights()
    return work.with_view(move.preset.removeprefix("view:"))


# --- kept between two runs ------------------------------------------------------------------------------------


def current_edition(points: Mapping[str, float]) -> Edition:
    """The edition of `points`: the one that the panel was last told of, or one after it."""
    known: Edition | None = st.session_state.get(EDITION)
    return (Edition(points) if known is None else known).at(points)


def note_edition(current: Edition, origin: str) -> None:
    """What the panel is told of now."""
    st.session_state[EDITION] = current
    st.session_state[ORIGIN] = origin


def told_origin() -> str | None:
    """What the panel was told besides the weights."""
    noted: str | None = st.session_state.get(ORIGIN)
    return noted
