"""The words that say what ratings on a criterion mean."""

from __future__ import annotations

from functools import partial

import streamlit as st

from decision.model.criterion import Criterion
from decision.model.errors import ImpossibleError
from decision.model.number_text import NumberKind, number_text, read_number
from decision.model.scenario import Scenario
from decision.model.structure.criteria import changing_criterion
from decision.model.structure.texts import sound_text
from decision.ui.frame.blocks import folded
from decision.ui.frame.number_field import show_refusals
from decision.ui.frame.text_field import text_field
from decision.ui.session import state
from decision.ui.structure.editing import act_button, edit, short, tried, why_not


def anchors_editor(criterion: Criterion, path: str, key: str, kind: NumberKind) -> None:
    """What ratings mean, each in a field of its own, and one more."""
    count = len(criterion.anchors)
    answer = f"{count} of them in words" if count else "none in words yet"
    with folded("What a rating means", answer, f"{key}:anchors") as is_open:
        if is_open:
            for x, words in criterion.anchors.items():
                _anchor(criterion, path, f"{key}:anchor:{number_text(x)}", x, words)
            _one_more(path, key, short(criterion.name), kind)


def _anchor(criterion: Criterion, path: str, key: str, x: float, words: str) -> None:
    name = short(criterion.name)

    def put(text: str) -> None:
        edit(f"{name}: what {x:g} means", partial(with_anchor, path=path, x=x, words=text))

    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        refused = text_field(f"{key}:words", f"{x:g} means", words, put, width="stretch")
        act_button(
            f"{key}:remove", "Take away", f"{name}: words for {x:g} taken away",
            partial(with_anchor, path=path, x=x, words=""), icon=":material/close:",
        )  # fmt: skip
    show_refusals([refused])
    why_not(f"{key}:remove")


def _one_more(path: str, key: str, name: str, kind: NumberKind) -> None:
    at, words, button = f"{key}:new_anchor:at", f"{key}:new_anchor:words", f"{key}:new_anchor:add"

    def add() -> None:
        typed, said = str(state.told(at) or ""), str(state.told(words) or "")
        if not typed.strip() or not said.strip():
            raise ImpossibleError("a rating or its words are missing", "give both")
        x = read_number(typed, kind)
        edit(f"{name}: what {x:g} means", partial(with_anchor, path=path, x=x, words=said))
        st.session_state[at] = st.session_state[words] = ""

    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input("Rating", key=at, width=90, autocomplete="off")
        st.text_input("What it means", key=words, width="stretch", autocomplete="off")
        st.button("Add", key=button, on_click=lambda: tried(button, add))
    why_not(button)


def with_anchor(scenario: Scenario, path: str, x: float, words: str) -> Scenario:
    """The decision with other words for a rating on one criterion, or none where they are empty."""
    words = sound_text(words, "what a rating means")
    kept = {at: known for at, known in scenario.all_criteria[path].anchors.items() if at != x}
    return changing_criterion(scenario, path, anchors={**kept, **({x: words} if words else {})})
