"""The live panel on the page: mounting it, telling it what it needs, and taking what it sends.

Two components of one panel. One brings the code and all that hangs on ratings alone, the drawn values among them: it
is drawn with the whole page, and as long as those stay, its message is the same to the byte, and Streamlit sends a
reference of a few bytes in its place. The other brings what changes with every move, is small, and sends what hands do:
so a move draws only what stands with it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Hashable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from decision.analysis.scoring import Evaluation
from decision.analysis.simulation.result import SimulationResult
from decision.model.scenario import Scenario
from decision.outputs.panel.payload import heading, live_values, packed, refined, with_slider, without_weights
from decision.outputs.panel.scripts import panel_script, panel_style
from decision.ui.live.commits import applied, current_edition, note_edition, read_commit, told_origin
from decision.ui.session import state
from decision.ui.session.shared_results import SharedResults
from decision.ui.session.simulations import drawn_now, origin_key
from decision.ui.session.work import Work

PLAIN = "plain"  # whether Decide shows Streamlit's own sliders in place of the live panel
LIVE_WIDGET = "live"
NOW_WIDGET = "live_now"
_HEADING = "live_heading"  # what the heading was worked out from, and what the message is remembered under

_FOLDER = Path(__file__).parent


def script() -> str:
    """The modules as the one that Streamlit asks for: a text, from which nothing can be imported by name."""
    return panel_script(_read("main.js"))


def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


_PANEL = st.components.v2.component("trilemma_live", js=script(), css=panel_style())
_NOW = st.components.v2.component("trilemma_now", js=_read("now.js"))
_PACKED: SharedResults[tuple[str, bytes]] = SharedResults(
    16, size=lambda message: len(message[1]), most_size=100_000_000
)


def draw_panel(work: Work, evaluation: Evaluation) -> None:
    """Weights and result in one, following every move."""
    _PANEL(key=LIVE_WIDGET, data=_message(work.scenario_in_force, evaluation, work.left_out_criteria)[1])


def tell_panel(work: Work, evaluation: Evaluation, result: SimulationResult | None) -> None:
    """Tell the panel what there is now, and take what it sends."""
    scenario = work.scenario_in_force
    shown = with_slider(scenario, work.left_out_criteria)
    origin, _ = _message(scenario, evaluation, work.left_out_criteria)
    file = work.file_points
    edition = current_edition(work.points)
    note_edition(edition, origin)
    _NOW(
        key=NOW_WIDGET,
        data={
            "origin": origin,
            "session": edition.session,
            "number": edition.number,
            "panel": edition.panel,
            "move": edition.move,
            "points": [work.points[each.id] for each in shown],
            "shares": [scenario.weights[each.id] for each in shown],
            "scores": [option.score for option in evaluation.options],
            "file": [file[each.id] for each in shown],
            "problem": _sentence(work.weights_problem),
            "refined": refined(result),
        },
        on_commit_change=_take,
    )


def _message(scenario: Scenario, evaluation: Evaluation, left_out: Collection[str]) -> tuple[str, bytes]:
    follows_from = (without_weights(scenario), frozenset(left_out))
    known: tuple[object, Hashable] | None = st.session_state.get(_HEADING)
    if known is None or known[0] != follows_from:  # quick, for what a moved weight leaves alone is the same object
        head = json.dumps(heading(scenario, evaluation, left_out), allow_nan=False)
        shares = tuple(x for path, x in scenario.sibling_shares.items() if "." in path)
        key = (head, origin_key(scenario), scenario.simulation.seed, shares, tuple(sorted(left_out)))
        known = st.session_state[_HEADING] = (follows_from, key)

    def pack() -> tuple[str, bytes]:
        drawn = drawn_now(scenario)
        head = heading(scenario, evaluation, left_out)
        return packed(head, None if drawn is None else live_values(scenario, drawn, left_out))

    return _PACKED.get(known[1], pack)


def _take() -> None:
    """Make the moves of a commit, each as a change of its own, unless they were meant for what is no longer there."""
    told: Any = state.told(NOW_WIDGET)
    work = state.work()
    sent = told.get("commit") if isinstance(told, Mapping) else None
    commit = read_commit(sent, work.scenario, work.left_out_criteria)
    if commit is None or commit.origin != told_origin():
        return
    edition = current_edition(work.points)
    for move in edition.taken(commit):
        state.change(partial(applied, move=move), gesture=f"{commit.panel} {move.gesture}" if move.gesture else "")
        edition = edition.after(commit.panel, move, state.work().points)
        note_edition(edition, commit.origin)


def _sentence(problem: str) -> str:
    return f"{problem[:1].upper()}{problem[1:]}." if problem else ""


def plain() -> bool:
    """Whether to do without the live panel: once ``?plain=1`` was in the address, or where a test has set it.

    AppTest sees no component, so tests of pages set it; people whom the panel does not serve can ask for it.
    """
    if "plain" in st.query_params:
        st.session_state[PLAIN] = st.query_params["plain"] != "0"
    return bool(st.session_state.get(PLAIN))
