"""The comparison table as files to take away."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from decision.analysis.stopping import StoppedError, go_on
from decision.model.scenario import Scenario
from decision.ui.frame.text import escape, label
from decision.ui.session.bounds import draws_on_pages
from decision.ui.session.sensitivities import sensitivity_of
from decision.ui.session.simulations import evaluated, simulated
from decision.ui.session.visitors import visitor, work_for

if TYPE_CHECKING:
    from decision.outputs.files.export import Figures

TAKE_AWAY_WIDGET = "take_away"

_KINDS = (
    ("CSV", ".csv", "text/csv", None),
    ("CSV with decimal commas", "-decimal-commas.csv", "text/csv", "de"),
    ("Markdown", ".md", "text/markdown", None),
    ("Excel", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", None),
)


def take_away(scenario: Scenario, stem: str) -> None:
    """The comparison table to take away, unfolded on request; each file is made when it is asked for."""
    menu = st.popover(
        "Take the comparison away",
        icon=":material/download:",
        type="tertiary",
        key=TAKE_AWAY_WIDGET,
        wrap=False,
        on_change="rerun",
    )
    if not menu.open:
        return
    fewer = _fewer_draws(scenario)
    with menu:
        if fewer:
            st.html(f'<p class="note">{escape(fewer)}</p>')
        for name, ending, mime, locale in _KINDS:
            st.download_button(
                label(name),
                _export(scenario, ending, locale),
                stem + ending,
                mime,
                key=f"export{ending}",
                on_click="ignore",
                icon=":material/download:",
            )


def _fewer_draws(scenario: Scenario) -> str:
    """What files made here leave to the command line; empty where that is nothing."""
    draws = draws_on_pages(scenario)
    if draws >= scenario.simulation.draws:
        return ""
    return (
        f"Files made here rest on {draws:,} draws, as the pages do. The file asks for {scenario.simulation.draws:,}: "
        "the command line takes as many, python -m decision export FILE --to OUT."
    )


def _export(scenario: Scenario, ending: str, locale: str | None) -> Callable[[], bytes]:
    session = visitor()

    def make() -> bytes:
        from decision.outputs.files.export import export

        try:
            with work_for(session):
                figures = _figures(scenario)
                go_on()
                return export(scenario, f".{ending.rpartition('.')[2]}", locale, figures)
        except StoppedError:
            return b""  # whom it was for has left

    return make


def _figures(scenario: Scenario) -> Figures:
    """What pages show, so that a file says the same."""
    from decision.outputs.files.export import Figures

    if not scenario.ranked_options:
        return Figures(evaluated(scenario), None, None)
    result = simulated(scenario, "file")
    if isinstance(result, str):
        return Figures(evaluated(scenario), None, None, f"How sure this is cannot be said. {result}")
    change = sensitivity_of(scenario)
    if isinstance(change, str):
        return Figures(evaluated(scenario), result, None, f"What would change it is not in here. {change}")
    return Figures(evaluated(scenario), result, change)
