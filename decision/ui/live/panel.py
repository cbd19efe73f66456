"""The live panel on the page: mounting it, telling it what it needs, and taking what it sends.

Two components of one panel. One brings the code and all that hangs on ratings alone, the drawn values among them: as
long as those stay, its message is the same to the byte, and Streamlit sends a reference of a few bytes in its place.
The other brings what changes with every run, and is small.
"""

from __future__ import annotations

import json
import math
import re
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeGuard

import streamlit as st

from decision.analysis.scoring import Evaluation
from decision.analysis.simulation.result import SimulationResult
from decision.model.scenario import Scenario
from decision.ui.live.payload import heading, live_values, packed, refined, with_slider
from decision.ui.session import state
from decision.ui.session.simulations import drawn_now, origin_key
from decision.ui.session.work import MOST_POINTS, Work, slider_points

_FOLDER = Path(__file__).parent
_MODULES = (
    "dom",
    "model",
    "sentences",
    "payload",
    "commit",
    "rows",
    "bars",
    "panel",
    "main",
)  # each after what it uses
_IMPORT = re.compile(r"^import .*?;\n", re.DOTALL | re.MULTILINE)
_EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)


def script() -> str:
    """The modules as the one that Streamlit asks for: a text, from which nothing can be imported by name."""
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", _read(f"{name}.js"))) for name in _MODULES)


def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


_PANEL = st.components.v2.component("trilemma_live", js=script(), css=_read("panel.css"))
_NOW = st.components.v2.component("trilemma_now", js=_read("now.js"))


# --- who has changed the weights last -----------------------------------------------------------------------------


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


# --- on the page ----------------------------------------------------------------------------------------------------


def live_panel(work: Work, evaluation: Evaluation, result: SimulationResult | None) -> None:
    """Weights and result in one, following every move."""
    scenario = work.scenario_in_force
    shown = with_slider(scenario, work.left_out_criteria)
    origin, message = _message(scenario, evaluation, work.left_out_criteria)
    file = slider_points(work.opened)
    edition = state.edition(lambda: Edition(work.points)).at(work.points)
    state.note_edition(edition, origin)
    with st.container(key="live_panel", gap=None):
        _PANEL(key=state.LIVE_WIDGET, data=message, on_commit_change=_take)
        _NOW(
            key=state.NOW_WIDGET,
            data={
                "origin": origin,
                "session": edition.session,
                "number": edition.number,
                "panel": edition.panel,
                "commit": edition.commit,
                "points": [work.points[each.id] for each in shown],
                "shares": [scenario.weights[each.id] for each in shown],
                "scores": [option.score for option in evaluation.options],
                "file": [file[each.id] for each in shown],
                "problem": _sentence(work.weights_problem),
                "refined": refined(result),
            },
        )


def _message(scenario: Scenario, evaluation: Evaluation, left_out: Collection[str]) -> tuple[str, bytes]:
    head = heading(scenario, evaluation, left_out)
    shares = tuple(x for path, x in scenario.sibling_shares.items() if "." in path)
    key = (json.dumps(head, allow_nan=False), origin_key(scenario), scenario.simulation.seed, shares)
    return _packed(*key, tuple(sorted(left_out)), head, scenario)


@st.cache_resource(max_entries=8, show_spinner=False)
def _packed(
    words: str,  # noqa: ARG001
    key: str,  # noqa: ARG001
    seed: int,  # noqa: ARG001
    shares: tuple[float, ...],  # noqa: ARG001
    left_out: tuple[str, ...],
    _head: Mapping[str, Any],
    _scenario: Scenario,
) -> tuple[str, bytes]:
    drawn = drawn_now(_scenario)
    return packed(_head, None if drawn is None else live_values(_scenario, drawn, left_out))


def _take() -> None:
    """Take a commit, unless it was meant for weights or ratings that are no longer there."""
    told: Any = state.told(state.LIVE_WIDGET)
    work = state.work()
    sent = told.get("commit") if isinstance(told, Mapping) else None
    commit = read_commit(sent, work.scenario, work.left_out_criteria)
    edition = state.edition(lambda: Edition(work.points)).at(work.points)
    if commit is None or commit.origin != state.live_origin() or not edition.takes(commit):
        return
    state.change(lambda current: applied(current, commit))
    state.note_edition(edition.after(commit, state.work().points), commit.origin)


def _sentence(problem: str) -> str:
    return f"{problem[:1].upper()}{problem[1:]}." if problem else ""
