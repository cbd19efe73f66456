"""Beginning with a table: brought, understood, set right, and only then made a decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]  # it has none
import streamlit as st

from decision.files.faults import FileError
from decision.files.tables.described import guesses, sentences
from decision.files.tables.reader import APPROACHES
from decision.files.tables.scenario import scenario_text
from decision.files.tables.tables import table_grid
from decision.files.tables.workbook import sheet_names
from decision.ui.frame.text import escape, label, said
from decision.ui.new_decision.begin import begin_button, complaint
from decision.ui.new_decision.fields import SAY_WHAT, title_field
from decision.ui.new_decision.table_draft import COLUMN_CHOICES, ROW_CHOICES, Edits, TableDraft

PASTED = "new_decision_pasted"
UPLOADED = "new_decision_uploaded"
SHEET = "new_decision_sheet"
BROUGHT = "new_decision_brought"  # (bytes, file name) of what is being understood
DRAFT = "new_decision_draft"  # the TableDraft of it
WAY = "new_decision_stand"
ENDINGS = ["csv", "tsv", "txt", "xlsx", "xlsm"]

_HEADS = {"name": "Criterion", "weight": "Weight", "worst": "Worst", "best": "Best", "unit": "Unit"}
_MOST_SAID = 12  # faults
_PINNED_FROM = 4  # options: with more, the names of criteria stay in view


def from_table() -> None:
    _bring()
    brought: tuple[bytes, str] | None = st.session_state.get(BROUGHT)
    if brought is None:
        return
    draft = _draft(*brought)
    if draft is not None:
        _set_right(draft)


def _bring() -> None:
    left, right = st.columns(2)
    with left:
        st.text_area(
            "Paste cells here",
            key=PASTED,
            height=120,
            placeholder="Copy the cells in your spreadsheet, names and weights included, and paste them here.",
            on_change=_take_pasted,
        )
    with right:
        st.file_uploader("Or upload a spreadsheet", type=ENDINGS, key=UPLOADED, on_change=_take_uploaded)
    if BROUGHT not in st.session_state:
        st.button("Read the table", key="new_decision_read", type="primary")  # leaving the field is what reads it


def _take_pasted() -> None:
    text = str(st.session_state.get(PASTED, ""))
    _take((text.encode("utf-8", "replace"), "pasted cells") if text.strip() else None)


def _take_uploaded() -> None:
    file = st.session_state.get(UPLOADED)
    if file is not None:
        _take((file.getvalue(), file.name))


def _take(brought: tuple[bytes, str] | None) -> None:
    for key in (BROUGHT, DRAFT, SHEET, WAY):
        st.session_state.pop(key, None)
    if brought is not None:
        st.session_state[BROUGHT] = brought


def _draft(raw: bytes, file: str) -> TableDraft | None:
    """What is being set right; None, and the reason said, where nothing can be read."""
    if DRAFT in st.session_state:
        draft: TableDraft = st.session_state[DRAFT]
        return draft
    try:
        sheet = _sheet(raw, file)
        draft = st.session_state[DRAFT] = TableDraft(table_grid(raw, file, sheet))
    except FileError as error:
        complaint([fault.message for fault in error.faults])
        return None
    return draft


def _sheet(raw: bytes, file: str) -> str:
    """The sheet that is meant, asked for where there are several; empty for the only one, and for a text."""
    names = sheet_names(raw, file) if raw.startswith(b"PK") else []
    if len(names) < 2:
        return ""
    chosen = st.selectbox("Which sheet?", names, index=None, key=SHEET, placeholder="Choose the one with the table")
    return chosen or ""


def _set_right(begun: TableDraft) -> None:
    """What was understood, to be corrected; every correction is read anew at once."""
    above = st.container()  # what is wrong with the sheet is the first thing to learn
    draft, wrong = _cells(begun)
    draft, of_options = _options(draft, begun)
    wrong += of_options
    found = draft.understanding
    faults = [f"{fault.path}: {fault.message}" if fault.path else fault.message for fault in found.faults]
    more = [f"… and {len(faults) - _MOST_SAID} more"] if len(faults) > _MOST_SAID else []
    if wrong or faults:
        complaint([*wrong, *faults[:_MOST_SAID], *more])
    if found.totals and not faults:
        with above:
            st.html("".join(f'<p class="said">{said(total)}</p>' for total in found.totals))
    lines = [line for line in sentences(found) if line not in found.totals] + guesses(found)
    st.html(f'<ul class="found">{"".join(f"<li>{escape(line)}</li>" for line in lines)}</ul>')
    _words(draft)
    _roles(draft)
    title = title_field("new_decision_table_title")
    first = "What is wrong with the table comes first." if faults or wrong else ""
    begin_button(
        lambda: scenario_text(draft.titled(title).understanding),
        "new_decision_begin_table",
        waits_for=first or ("" if title or found.title else SAY_WHAT),
    )


def _cells(begun: TableDraft) -> tuple[TableDraft, list[str]]:
    found = begun.understanding
    rows = begun.cells()
    if not rows:
        return begun, []
    st.html('<p class="note">This is what was understood. Anything can be changed: click on it and type.</p>')
    names = _HEADS | {option.id: option.name for option in found.options}
    wide = len(found.options) > _PINNED_FROM
    config = {key: st.column_config.TextColumn(names[key], pinned=wide and key == "name") for key in rows[0]}
    return begun.with_cells(_edited(rows, config, f"new_decision_cells_{begun.version}"))


def _options(draft: TableDraft, begun: TableDraft) -> tuple[TableDraft, list[str]]:
    """What options are called, and which approach each is; the table begins as `begun` has it."""
    rows = begun.options()
    if not rows:
        return draft, []
    config = {
        "name": st.column_config.TextColumn("Option", width="large"),
        "approach": st.column_config.SelectboxColumn("Approach", options=list(APPROACHES)),
    }
    return draft.with_options(_edited(rows, config, f"new_decision_names_{begun.version}"))


def _words(draft: TableDraft) -> None:
    rows = draft.words()
    if not rows:
        return
    st.html('<p class="note">Words are read as figures. Change them if they mean something else to you.</p>')
    config = {
        "word": st.column_config.TextColumn("Word", disabled=True),
        "figure": st.column_config.TextColumn("Stands for"),
    }
    edits = _edited(rows, config, f"new_decision_words_{draft.version}")
    if edits:
        changed, wrong = draft.with_words(edits)
        if wrong:
            complaint(wrong)
        else:
            _begin_anew(changed)


def _roles(draft: TableDraft) -> None:
    layout = draft.understanding.layout
    with st.expander("What the rows and columns are"):
        ways = {"across": "Options stand across", "down": "Options stand down"}
        now = "across" if layout.options_are_across else "down"
        way = st.radio(
            "Options",
            list(ways),
            format_func=lambda known: label(ways[known]),
            index=list(ways).index(now),
            horizontal=True,
            key=f"{WAY}_{draft.version}",
            label_visibility="collapsed",
        )
        if way != now:
            _begin_anew(draft.standing("across" if way == "across" else "down"))
        left, right = st.columns(2)
        with left:
            columns = _edited(
                *_role_table(draft.roles_of_columns(), COLUMN_CHOICES), f"new_decision_columns_{draft.version}"
            )
        with right:
            rows = _edited(*_role_table(draft.roles_of_rows(), ROW_CHOICES), f"new_decision_rows_{draft.version}")
        if columns or rows:
            _begin_anew(draft.with_roles(rows, columns))


def _role_table(rows: list[dict[str, str]], choices: Sequence[str]) -> tuple[list[dict[str, str]], dict[str, Any]]:
    return rows, {
        "place": st.column_config.TextColumn("Where", disabled=True, width="small"),
        "role": st.column_config.SelectboxColumn("Is", options=list(choices), required=True),
        "holds": st.column_config.TextColumn("Holds", disabled=True),
    }


def _edited(rows: Sequence[Mapping[str, str | None]], config: Mapping[str, Any], key: str) -> Edits:
    """A table on screen, and what was typed in it since it began."""
    st.data_editor(
        pa.Table.from_pylist([dict(row) for row in rows], pa.schema([(name, pa.string()) for name in rows[0]])),
        hide_index=True,
        width="stretch",
        key=key,
        column_config=dict(config),
    )
    edited: Edits = dict(st.session_state.get(key, {})).get("edited_rows", {})
    return {int(row): edit for row, edit in edited.items() if edit}


def _begin_anew(draft: TableDraft) -> None:
    """Draw all tables anew from what has been set right so far: they are told apart by their version."""
    st.session_state[DRAFT] = draft
    st.rerun()
