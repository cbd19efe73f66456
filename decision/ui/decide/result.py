"""The answer: as a sentence, as bars, and as a table."""

from __future__ import annotations

import pyarrow as pa  # type: ignore[import-untyped]  # it has none
import streamlit as st

from decision.analysis.scoring import Evaluation
from decision.analysis.simulation.result import SimulationResult
from decision.model.scenario import Scenario
from decision.outputs.charts.colours import criterion_colours
from decision.outputs.charts.contributions import CONTRIBUTION_BARS, bars_in_words, contribution_bars
from decision.outputs.charts.option_marks import option_marks
from decision.outputs.tables.comparison import comparison_table
from decision.outputs.words.scoring import exclusions, headline, leaders_open_requirements, requirements_shown
from decision.outputs.words.simulation import RULE, chances, counted_over, disagreement, nothing_varies, surety
from decision.ui.frame.blocks import folded
from decision.ui.frame.comparison_table import comparison_html, meanings_html, requirements_html
from decision.ui.frame.own_scale import totals
from decision.ui.frame.text import escape
from decision.ui.session.simulations import simulated

# constant, for the name of a chart is part of its specification: another name, and all of it is built anew
_BARS = "The options as bars of contributions, best first. The table below has every figure."


def chances_now(scenario: Scenario) -> SimulationResult | None:
    """P(best) of each option with the weights as they stand; None where none can be worked out."""
    result = simulated(scenario, "stated")
    return None if isinstance(result, str) else result


def answer(scenario: Scenario, evaluation: Evaluation, result: SimulationResult | None) -> None:
    """Who leads, how surely, and why anybody is out."""
    question = f'<p class="question">{escape(scenario.question)}</p>' if scenario.question else ""
    # one line, and all of it on a click: the answer stays where it is seen at once
    about = f'<details class="about"><summary>{escape(scenario.about)}</summary></details>' if scenario.about else ""
    out = "".join(f"<p>{escape(sentence)}</p>" for sentence in exclusions(scenario, evaluation))
    not_shown = leaders_open_requirements(scenario, evaluation.joint_leaders)
    st.html(
        f'<div class="answer">{question}{about}<h1 aria-live="polite">{escape(headline(evaluation, result))}</h1>'
        + (
            f'<p class="sure" title="{escape(RULE)}">{escape(surety(result, evaluation.joint_leaders))}</p>'
            if result
            else ""
        )
        + "".join(f'<p class="open">{escape(each)}</p>' for each in not_shown)
        + (f'<div class="out">{out}</div>' if out else "")
        + f'<p class="unseen">{escape(bars_in_words(evaluation))}</p></div>'
    )


def bars(scenario: Scenario, evaluation: Evaluation, result: SimulationResult | None) -> None:
    """The options as bars of contributions, best first, with how often each is best."""
    with st.container(key="bars"):
        st.vega_lite_chart(
            pa.Table.from_pylist(
                contribution_bars(
                    scenario, evaluation, None if result is None or nothing_varies(result) else chances(result)
                )
            ),
            CONTRIBUTION_BARS,
            theme=None,
            key="contribution_bars",
            alt=_BARS,
        )
    if result is not None and not nothing_varies(result):
        apart = disagreement(evaluation, result)
        st.html(
            f'<p class="note">{escape(apart)} At the right: the score, and in how many of 100 futures an option is '
            f"best, with these weights. {escape(counted_over(result))}</p>"
        )


def comparison(scenario: Scenario, evaluation: Evaluation) -> None:
    """The comparison in figures."""
    table = comparison_table(scenario, evaluation)
    marks, colours = option_marks(scenario), criterion_colours(scenario)
    said = [table.money, *table.values_apart()] if table.money else table.values_apart()
    note = "".join(f'<p class="note">{escape(each)}</p>' for each in said)
    st.html(f'<div class="comparison"><h2>Comparison</h2>{comparison_html(table, marks, colours)}{note}</div>')
    totals(scenario, evaluation)
    if table.requirements:
        with folded("Requirements", requirements_shown(scenario), "fold_requirements") as unfolded:
            if unfolded:
                st.html(requirements_html(table, marks))
        if not unfolded:
            with st.container(key="printed_board"):  # on paper nothing can be unfolded
                st.html(requirements_html(table, marks))


def meanings(scenario: Scenario, evaluation: Evaluation) -> None:
    """What the ratings mean, which no weight changes; made on request, for it is as long as all the rest."""
    unfolded = st.expander("What the ratings mean, and why they are what they are", key="meanings", on_change="rerun")
    if unfolded.open:
        with unfolded:
            st.html(meanings_html(comparison_table(scenario, evaluation), option_marks(scenario)))
