"""What the live panel sends: weights, taken only where they were meant for the weights that are there.

The panel and the pages change the same weights; editions tell which of them did so last.
"""

from __future__ import annotations

import math
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TypeGuard

import streamlit as st

from decision.model.scenario import Scenario
from decision.ui.live.payload import with_slider
from decision.ui.session.work import MOST_POINTS, Work

EDITION = "live_edition"  # which state of the weights the panel was last told of
ORIGIN = "live_origin"  # and what else it was told


@dataclass(frozen=True)
class Commit:
    """Weights as a panel sends them: points, or the name of weights to begin from.

    `seen` is the edition that the panel had before it; `number` counts the commits of one panel.
    """

    origin: str
    panel: str
    number: int
    seen: int
    points: Mapping[str, float] | None
    preset: str


@dataclass(frozen=True)
class Edition:
    """Which state of the weights the work has, so that what was meant for an older one can be told.

    Attributes
    ----------
    number
        Grows with every change of the points.
    panel, commit
        The panel whose commit brought the last change, and which one; empty if something else did.
    since
        The edition before the unbroken run of commits by that panel.
    session
        Tells this session from one that a browser may have known before.
    """

    points: Mapping[str, float]
    number: int = 0
    panel: str = ""
    commit: int = 0
    since: int = 0
    session: str = field(default_factory=lambda: secrets.token_hex(8))

    def at(self, points: Mapping[str, float]) -> Edition:
        """The edition of `points`, which something other than a panel may have changed."""
        if dict(points) == dict(self.points):
            return self
        return replace(self, points=points, number=self.number + 1, panel="", commit=0)

    def takes(self, commit: Commit) -> bool:
        """Whether a commit was made in view of these weights, or follows others of the same panel that were."""
        if commit.panel == self.panel:
            return commit.number > self.commit and commit.seen >= self.since
        return commit.seen >= self.number

    def after(self, commit: Commit, points: Mapping[str, float]) -> Edition:
        """The edition that a commit has led to."""
        since = self.since if commit.panel == self.panel else self.number
        return replace(
            self, points=points, number=self.number + 1, panel=commit.panel, commit=commit.number, since=since
        )


def read_commit(told: object, scenario: Scenario, left_out: Collection[str] = ()) -> Commit | None:
    """What a browser sent, if it is a commit at all; a browser may send anything."""
    if not isinstance(told, Mapping):
        return None
    origin, panel, number, seen = (told.get(name) for name in ("origin", "panel", "number", "seen"))
    if not (isinstance(origin, str) and isinstance(panel, str) and panel):
        return None
    if not (_counts(number) and _counts(seen)):
        return None
    points, preset = told.get("points"), told.get("preset", "")
    if isinstance(preset, str) and preset:
        known = {"file", "equal", *(f"view:{name}" for name in scenario.views)}
        return Commit(origin, panel, number, seen, None, preset) if preset in known else None
    ids = [each.id for each in with_slider(scenario, left_out)]
    if not isinstance(points, Mapping) or set(points) != set(ids):
        return None
    if not all(_is_points(x) for x in points.values()):
        return None
    in_order = {id: float(points[id]) for id in ids}
    return Commit(origin, panel, number, seen, MappingProxyType(in_order), "")


def _counts(x: object) -> TypeGuard[int]:
    return isinstance(x, int) and not isinstance(x, bool) and 0 <= x < 2**53


def _is_points(x: object) -> bool:
    return isinstance(x, int | float) and not isinstance(x, bool) and math.isfinite(x) and 0 <= x <= MOST_POINTS


def applied(work: Work, commit: Commit) -> Work:
    """The work with the weights of a commit."""
    if commit.points is not None:
        return work.with_points({**work.points, **commit.points})
    if commit.preset == "file":
        return work.with_file_weights()
    if commit.preset == "equal":
        return work.with_equal_weights()
    return work.with_view(commit.preset.removeprefix("view:"))


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
