"""A guided first run: every criterion looked at and weighed before any total is shown.

Who has seen who leads reads the criteria in its light; so as long as the walk lasts, no page shows a result.
"""

from __future__ import annotations

import streamlit as st

from decision.outputs.charts.colours import criterion_colours
from decision.outputs.charts.option_marks import option_marks
from decision.outputs.tables.comparison import comparison_table
from decision.outputs.words.grammar import capital
from decision.outputs.words.weights import weights_in_percent
from decision.ui.frame.comparison_table import meaning_html
from decision.ui.frame.menu import close_menu
from decision.ui.frame.text import escape, label
from decision.ui.session import state
from decision.ui.session.simulations import evaluated
from decision.ui.session.swing_weights import going_in_words
from decision.ui.session.work import MOST_POINTS, Work, track_end

STEP = "guide_step"  # which criterion is looked at; there only while the walk lasts
WEIGHT_WIDGET = "guide_weight:{}"


def guide_button() -> None:
    """The way in, for the facilitator who wants it."""
    st.button(
        "Walk through the criteria first",
        icon=":material/footprint:",
        key="guide_start",
        type="tertiary",
        on_click=start,
        help="For those who see this for the first time: one criterion after the other, and totals only at the end.",
    )


def start() -> None:
    _go(0)
    close_menu()


def walking() -> bool:
    """Whether the walk goes on, and no page shows a result."""
    return STEP in st.session_state


def guide(current: Work) -> None:
    """One step of the walk, and nothing else on the page; does nothing where nobody walks."""
    if not walking():
        return
    tops = current.scenario.criteria
    step = min(max(0, int(st.session_state[STEP])), len(tops))
    with st.container(key="guide"):
        if step < len(tops):
            _look_at(current, step)
        else:
            _sum_up(current)
        _steps(step, len(tops))
    st.stop()


def _look_at(current: Work, step: int) -> None:
    scenario = current.scenario
    criterion = scenario.criteria[step]
    table = comparison_table(scenario, evaluated(scenario))
    marks = option_marks(scenario)
    rows = [row for row in table.criteria if row.path == criterion.id or row.path.startswith(f"{criterion.id}.")]
    meanings = "".join(meaning_html(row, table, marks, named=row.depth > 0, level=2) for row in rows)
    st.html(
        f'<div class="answer small"><p class="question">Criterion {step + 1} of {len(scenario.criteria)}. '
        f"Who leads is shown at the end.</p><h1>{escape(scenario.criterion_names[criterion.id])}</h1></div>"
        f'<div class="meanings">{meanings}</div>'
    )
    key, end = WEIGHT_WIDGET.format(criterion.id), track_end(current.points.values())
    st.slider(
        label(f"How much does {going_in_words(scenario, criterion)} matter? (0–{end:g})"),
        0,
        end,
        key=state.as_widget(key, round(current.points[criterion.id])),
        on_change=_weighed,
        args=(criterion.id, key),
    )


def _sum_up(current: Work) -> None:
    scenario, colours = current.scenario, criterion_colours(current.scenario)
    shares = weights_in_percent({top.id: scenario.weights[top.id] for top in scenario.criteria})
    rows = "".join(
        f'<div class="weight"><i style="background:{colours[top.id]}"></i>'
        f"<span>{escape(scenario.criterion_names[top.id])}</span><b>{shares[top.id]}</b></div>"
        for top in scenario.criteria
    )
    problem = (
        f'<div class="faults" role="alert"><p>{escape(capital(current.weights_problem))}. '
        "Go back and correct it.</p></div>"
        if current.weights_problem
        else ""
    )
    st.html(
        '<div class="answer small"><p class="question">All criteria have been looked at.</p>'
        f'<h1>This is what matters to us. Now see who leads.</h1></div>{problem}<div class="summed">{rows}</div>'
    )


def _steps(step: int, last: int) -> None:
    with st.container(horizontal=True, gap="small"):
        if step:
            st.button("Back", key="guide_back", on_click=_go, args=(step - 1,))
        if step < last:
            st.button("Next", key="guide_next", type="primary", on_click=_go, args=(step + 1,))
        else:
            st.button("Show who leads", key="guide_end", type="primary", on_click=_leave)
        st.button("Leave the walk", key="guide_leave", type="tertiary", on_click=_leave)


def _weighed(criterion: str, key: str) -> None:
    told = state.told(key)
    if isinstance(told, int | float) and 0 <= told <= MOST_POINTS:
        state.change(lambda current: current.with_point(criterion, float(told)))


def _go(step: int) -> None:
    st.session_state[STEP] = step


def _leave() -> None:
    st.session_state.pop(STEP, None)
