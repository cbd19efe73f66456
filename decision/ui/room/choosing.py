"""Which ratings or requirements the next round asks for: of options and criteria, or cell by cell; and of whom.

What is chosen are buttons that stay in: a list to open would be emptied by Escape, and the choice be gone unseen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from decision.model.scenario import Scenario
from decision.outputs.words.scoring import criterion_name, short_names
from decision.room.questions import Asked, cell
from decision.room.sheet import Sheet
from decision.ui.frame.text import label
from decision.ui.session import state

CHOSEN = (Asked.RATINGS, Asked.REQUIREMENTS)  # kinds of rounds that ask for cells


def choosing(scenario: Scenario, kind: Asked, mark: str) -> None:
    """Buttons for what is asked, and of whom; where none is in, it is all of them.

    `mark` is that of the round, before the keys of all that is chosen for it: kept while it is not drawn, and gone
    with the round.
    """
    names = short_names(scenario.options)
    options = [option.id for option in scenario.options if not option.left_out]
    rows = _rows(scenario, kind)
    with st.container(key="room_choosing", gap="small"):
        one_by_one = bool(state.told(_one_by_one(mark, kind)))
        if not one_by_one:
            pressed("Of which options? All, if none is chosen.", options, names.__getitem__, f"{mark}:options")
        chosen = pressed(
            f"{'On which criteria' if kind is Asked.RATINGS else 'Which requirements'}? All, if none is chosen.",
            rows,
            lambda row: _name(scenario, kind, row),
            f"{mark}:rows:{kind}",
        )
        if one_by_one:
            before = state.told(f"{mark}:options") or options
            for row in [row for row in rows if row in chosen or not chosen]:
                key = _cells(mark, kind, row)
                if key not in st.session_state:
                    st.session_state[key] = list(before)
                pressed(_name(scenario, kind, row), options, names.__getitem__, key)
        if scenario.views:
            pressed("Only of these views? Everybody, if none is chosen.", list(scenario.views), str, f"{mark}:views")


def cell_by_cell(kind: Asked, mark: str) -> None:
    """Whether every cell is a button of its own."""
    st.toggle("Choose cell by cell", key=_one_by_one(mark, kind), persist_state="session")


def pressed(title: str, of: Sequence[str], name: Callable[[str], str], key: str) -> list[str]:
    """Buttons for `of`, any number of which are in; those that are, which are kept while they are not drawn."""
    chosen: list[str] = st.pills(
        label(title),
        of,
        selection_mode="multi",
        format_func=lambda each: label(name(each)),
        key=key,
        persist_state="session",
    )
    return list(chosen)


def chosen_items(scenario: Scenario, sheet: Sheet, kind: Asked, mark: str) -> tuple[str, ...]:
    """What is asked, in the order of the sheet."""
    options = state.told(f"{mark}:options") or [option.id for option in sheet.options]
    rows = state.told(f"{mark}:rows:{kind}") or _rows(scenario, kind)
    if state.told(_one_by_one(mark, kind)):
        wanted = {cell(option, row) for row in rows for option in state.told(_cells(mark, kind, row)) or ()}
    else:
        wanted = {cell(option, row) for row in rows for option in options}
    return tuple(item for item in sheet.items(kind) if item in wanted)


def chosen_views(mark: str) -> frozenset[str]:
    """Of whom it is asked; nobody where it is asked of everybody."""
    return frozenset(state.told(f"{mark}:views") or ())


def _rows(scenario: Scenario, kind: Asked) -> list[str]:
    return list(scenario.leaves) if kind is Asked.RATINGS else [each.id for each in scenario.requirements]


def _name(scenario: Scenario, kind: Asked, row: str) -> str:
    return criterion_name(scenario, row) if kind is Asked.RATINGS else row


def _one_by_one(mark: str, kind: Asked) -> str:
    return f"{mark}:one_by_one:{kind}"


def _cells(mark: str, kind: Asked, row: str) -> str:
    return f"{mark}:cells:{kind}:{row}"
