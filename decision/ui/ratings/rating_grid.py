"""All ratings in one table to type in, for a first pass, each with how it counts beside it; under it, what they mean.

The table to type in is drawn on a canvas, which no screen reader reads: how each rating is understood stands under it
as a table in words too.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial, reduce
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]  # it has none
import streamlit as st

from decision.analysis.plausibility import oddities
from decision.analysis.scoring import Evaluation
from decision.files.typed_rating import read_rating
from decision.model.cost_plan import CostPlan
from decision.model.criterion import Criterion
from decision.model.errors import ImpossibleError
from decision.model.estimate import ClassEstimate, Estimate, Exact
from decision.model.number_text import number_text
from decision.model.scenario import Scenario
from decision.outputs.charts.option_marks import OptionMark, option_marks
from decision.outputs.words.figures import unit_of
from decision.outputs.words.grammar import capital
from decision.outputs.words.plausibility import oddity_in_words
from decision.outputs.words.scoring import criterion_name, short_names
from decision.outputs.words.typed_ratings import can_be_typed, rating_as_typed, rating_understood
from decision.ui.frame.blocks import heads, marked, row, scrolling, table
from decision.ui.frame.comparison_table import anchors_html
from decision.ui.frame.number_field import kind_of
from decision.ui.frame.text import escape, label
from decision.ui.ratings.grid_draft import Entry, GridDraft
from decision.ui.session import state
from decision.ui.session.estimate_draft import estimate_draft
from decision.ui.session.work import Cell, Work

TAB, ONE, ALL = "ratings_tab", "One rating", "All ratings"
GRID_WIDGET = "rating_grid_{}"

_TO_TYPE, _TO_READ = 120, 190  # pixels of a column
_HEIGHT = 35  # pixels of a row of the table to type in
_MOST_ROWS = 10  # in view at once; the others are scrolled to
_MOST_TYPED = 3  # cells within the tenths of a second that the browser gathers
_MOST_TOLD = 6  # refusals that are told under the table; all of them stand in the table of what was understood
_HOW = (
    "Click on a cell and type: 5 · 3 to 8 (anything between, all alike) · 3 5 8 (low, most likely, high) · "
    "? (nobody knows yet). Of money also 80k and 1.2m."
)


def rating_grid(current: Work, evaluation: Evaluation) -> None:
    """Every rating to be typed in, and how it was understood."""
    if _take():  # what came without its callback
        st.rerun()
    scenario = current.scenario
    draft = _draft().fitting(_plain(current, evaluation), _counting(scenario), _edits(_draft()))
    st.session_state[state.GRID] = draft
    st.html(f'<p class="note">{_HOW}</p>')
    _table(current, evaluation, draft)
    _refusals(scenario, draft)
    st.html(_understood(current, evaluation, draft) + _meanings(scenario))


# --- what is typed ------------------------------------------------------------------------------------------------


def _draft() -> GridDraft:
    draft: GridDraft = st.session_state.get(state.GRID, GridDraft())
    return draft


def _plain(current: Work, evaluation: Evaluation) -> dict[Cell, str]:
    """How each rating is typed, or said where it cannot be typed."""
    scenario = current.scenario
    return {
        (option.id, path): rating_as_typed(scenario, option, path, evaluation.option(option.id))
        for option in scenario.options
        for path in scenario.leaves
    }


def _counting(scenario: Scenario) -> dict[Cell, Estimate | CostPlan]:
    return {(option.id, path): option.ratings[path].estimate for option in scenario.options for path in scenario.leaves}


def _edits(draft: GridDraft) -> dict[Cell, str]:
    """What was typed in the table on screen since it began."""
    edited = dict(state.told(GRID_WIDGET.format(draft.version)) or {}).get("edited_rows", {})
    options = list(dict.fromkeys(option for option, _ in draft.began))
    paths = list(dict.fromkeys(path for _, path in draft.began))
    columns = {_column(place): option for place, option in enumerate(options)}
    return {
        (columns[column], paths[int(at)]): str(typed or "")
        for at, edit in edited.items()
        if int(at) < len(paths)
        for column, typed in edit.items()
        if column in columns
    }


def _column(place: int) -> str:
    """The key of an option's column; its id could be the key of another column."""
    return f"option {place}"


def _beside(place: int) -> str:
    """The key of the column that says how an option's ratings count."""
    return f"beside {place}"


def _take() -> bool:
    """Read what was typed since the last time; says whether there was anything.

    The browser gathers what comes quickly: a few cells were typed one by one and are changes of their own, many were
    pasted and are one.
    """
    draft = _draft()
    scenario = state.work().scenario
    known = _counting(scenario)  # an option or criterion may be gone since
    fresh = {cell: text for cell, text in draft.fresh(_edits(draft)).items() if cell in known}
    if not fresh:
        return False
    read = {cell: _read(scenario, cell, text) for cell, text in fresh.items()}
    sound = {cell: estimate for cell, estimate in read.items() if not isinstance(estimate, str)}
    if len(sound) > _MOST_TYPED:
        state.change(lambda old: reduce(_entered, sound.items(), old))
    else:
        for each in sound.items():
            state.change(partial(_entered, entry=each))
    after = state.work()
    counting = _counting(after.scenario)
    st.session_state[state.GRID] = draft.noting(
        {
            cell: Entry(text, counting[cell], why if isinstance(why := read[cell], str) else after.rating_problem(cell))
            for cell, text in fresh.items()
        }
    )
    return True


def _entered(old: Work, entry: tuple[Cell, Estimate]) -> Work:
    cell, estimate = entry
    return old.with_draft(cell, replace(old.draft(cell), estimate=estimate_draft(estimate)))


def _taken() -> None:
    _take()


def _read(scenario: Scenario, cell: Cell, text: str) -> Estimate | str:
    """The estimate that was typed in a cell, or why it is not taken; what is multiplied by a class stays so."""
    option, path = cell
    known = scenario.option(option).ratings[path].estimate
    if not can_be_typed(known):
        what = "a cost plan" if isinstance(known, CostPlan) else "an estimate of a kind that one cell cannot say"
        return f"this is {what}, and typing over it would lose it; change it under {ONE}"
    try:
        typed = read_rating(text, kind_of(scenario.leaves[path], scenario.currency))
    except ImpossibleError as error:
        return str(error)
    if not isinstance(known, ClassEstimate):
        return typed
    if not isinstance(typed, Exact):
        return f"this is one number times a reference class, which typing over it would lose; change it under {ONE}"
    return replace(known, estimate=typed.x)


# --- what is shown ------------------------------------------------------------------------------------------------


def _table(current: Work, evaluation: Evaluation, draft: GridDraft) -> None:
    """A column to type in for each option, and beside them, where Tab does not stop, how that counts.

    What stands beside may change while the table and the place of the keyboard stay: to Streamlit a table with a key is
    the same one as long as its columns and the number of its rows are.
    """
    scenario = current.scenario
    marks = option_marks(scenario)
    config: dict[str, Any] = {
        "criterion": st.column_config.TextColumn("Criterion", disabled=True, pinned=True, width=150),
        **{
            _column(place): st.column_config.TextColumn(_head(marks[option.id], option.name), width=_TO_TYPE)
            for place, option in enumerate(scenario.options)
        },
        **{
            _beside(place): st.column_config.TextColumn(_counts(marks[option.id]), disabled=True, width=_TO_READ)
            for place, option in enumerate(scenario.options)
        },
        "scale": st.column_config.TextColumn("Worst to best", disabled=True, width=150),
        "means": st.column_config.TextColumn("What ratings mean", disabled=True, width="large"),
    }
    rows = [
        {
            "criterion": criterion_name(scenario, path),
            **{_column(at): draft.began[option.id, path] for at, option in enumerate(scenario.options)},
            **{
                _beside(at): _taken_as(current, evaluation, draft, (option.id, path))
                for at, option in enumerate(scenario.options)
            },
            "scale": _scale(leaf, scenario.currency),
            "means": _meaning(leaf) or leaf.question,
        }
        for path, leaf in scenario.leaves.items()
    ]
    st.data_editor(
        pa.Table.from_pylist(rows),
        hide_index=True,
        width="stretch",
        height=_HEIGHT * (1 + min(len(rows), _MOST_ROWS)) + 3,
        key=GRID_WIDGET.format(draft.version),
        column_config=config,
        on_change=_taken,
    )


def _head(mark: OptionMark, name: str) -> str:
    return f"{mark.letter} · {name}"


def _counts(mark: OptionMark) -> str:
    return f"{mark.letter} counts as"


def _taken_as(current: Work, evaluation: Evaluation, draft: GridDraft, cell: Cell) -> str:
    """How a rating counts, and why what was typed does not, where it does not."""
    option, path = cell
    known = current.scenario.option(option)
    words = rating_understood(current.scenario, known, path, evaluation.option(option))
    refused = draft.refusals().get(cell)
    return words if refused is None else f"✗ {capital(refused.why)}. Still {words}."


def _scale(leaf: Criterion, currency: str) -> str:
    function = leaf.value_function
    assert function is not None  # a criterion that is rated has one
    unit = unit_of(leaf, currency)
    ends = f"{number_text(function.scale.worst)} to {number_text(function.scale.best)}"
    return f"{ends} {unit}" if unit else ends


def _meaning(leaf: Criterion) -> str:
    """The words of the anchors on one line."""
    return " · ".join(f"{at:g}: {words}" for at, words in leaf.anchors.items())


def _refusals(scenario: Scenario, draft: GridDraft) -> None:
    """What was typed and does not count, with the reason and the ways out."""
    refused = draft.refusals()
    if not refused:
        return
    told = [f"{_name(scenario, cell)}: {capital(each.why)}." for cell, each in list(refused.items())[:_MOST_TOLD]]
    more = len(refused) - _MOST_TOLD
    told += [f"… and {more} more, marked in the table below."] if more > 0 else []
    lines = "".join(f"<p>{escape(line)}</p>" for line in (*told, "Until then the last rating that was right counts."))
    st.html(f'<div class="faults" role="alert">{lines}</div>')
    first = next(iter(refused))
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Put back what counts",
            key="grid_put_back",
            icon=":material/settings_backup_restore:",
            on_click=_put_back,
            help="Every cell that was not understood shows again the rating that counts.",
        )
        st.button(
            label(f"Open {_name(scenario, first)}"), key="grid_open", icon=":material/edit:", on_click=_open, args=first
        )


def _name(scenario: Scenario, cell: Cell) -> str:
    option, path = cell
    return f"{short_names(scenario.options)[option]}, {criterion_name(scenario, path)}"


def _put_back() -> None:
    st.session_state[state.GRID] = _draft().without_refusals()


def _open(option: str, path: str) -> None:
    """Go on with one rating, where every form can be given."""
    state.choose(state.OPTION, option)
    state.choose(state.CRITERION, path)
    st.session_state[TAB] = ONE


def _understood(current: Work, evaluation: Evaluation, draft: GridDraft) -> str:
    """How every rating counts."""
    scenario, marks = current.scenario, option_marks(current.scenario)
    doubts = {
        (each.option, each.path): oddity_in_words(scenario, each)
        for each in oddities(scenario)
        if each.option is not None and each.pair is None
    }
    rows = ""
    for path in scenario.leaves:
        cells = []
        for option in scenario.options:
            cell = (option.id, path)
            words = rating_understood(scenario, option, path, evaluation.option(option.id))
            cells.append(_cell(words, draft.refusals().get(cell), doubts.get(cell, ""), current, cell))
        rows += row(escape(criterion_name(scenario, path)), cells, html=True)
    names = (marked(marks[option.id], option.name) for option in scenario.options)
    return table("How each rating is understood", heads("Understood as", *names), rows, "board understood", tall=True)


def _meanings(scenario: Scenario) -> str:
    """What the ratings of every criterion mean, in full; empty where no criterion says."""
    rows = "".join(
        f"<h3>{escape(criterion_name(scenario, path))}</h3>{anchors_html(leaf)}"
        for path, leaf in scenario.leaves.items()
        if leaf.anchors
    )
    if not rows:
        return ""
    title = "What ratings mean"
    return f"<h2>{title}</h2>" + scrolling(title, f'<div class="meanings">{rows}</div>', tall=True)


def _cell(words: str, refused: Entry | None, doubt: str, current: Work, cell: Cell) -> str:
    if refused is not None:
        return f'<b class="refused">not taken</b><small>{escape(words)} counts</small>'
    shown = f"<b>{escape(words)}</b>"
    if cell in current.rating_drafts:
        shown += f"<small>another is being entered under {ONE}</small>"
    return shown + (f"<small>{escape(doubt)}</small>" if doubt else "")
