"""The answer: as a sentence, as bars, as a table, and to take away."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa  # type: ignore[import-untyped]  # it has none
import streamlit as st

from decision.analysis.scoring import Evaluation
from decision.analysis.simulation.result import SimulationResult
from decision.model.scenario import Scenario
from decision.outputs.charts.colours import criterion_colours
from decision.outputs.charts.contributions import CONTRIBUTION_BARS, bars_in_words, contribution_bars
from decision.outputs.charts.option_marks import option_marks
from decision.outputs.tables.comparison import comparison_table
from decision.outputs.words.scoring import exclusions, headline, leaders_open_requirements
from decision.outputs.words.simulation import RULE, chances, disagreement, nothing_varies, provenance, surety
from decision.ui.frame.comparison_table import comparison_html, meanings_html, requirements_html
from decision.ui.frame.text import escape
from decision.ui.session.simulations import simulated

_KINDS = (
    ("CSV", ".csv", "text/csv", None),
    ("CSV with decimal commas", "-decimal-commas.csv", "text/csv", "de"),
    ("Markdown", ".md", "text/markdown", None),
    ("Excel", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", None),
)


# constant, for the name of a chart is part of its specification: another name, and all of it is built anew
_BARS = "The options as bars of contributions, best first. The table below has every figure."


def chances_now(scenario: Scenario) -> SimulationResult | None:
    """P(best) of each option with the weights as they stand; None where nothing is uncertain or can be said."""
    result = simulated(scenario, "stated")
    return None if isinstance(result, str) or nothing_varies(result) else result


def answer(scenario: Scenario, evaluation: Evaluation, result: SimulationResult | None) -> None:
    """Who leads, how surely, and why anybody is out."""
    question = f'<p class="question">{escape(scenario.question)}</p>' if scenario.question else ""
    out = "".join(f"<p>{escape(sentence)}</p>" for sentence in exclusions(scenario, evaluation))
    not_shown = leaders_open_requirements(scenario, evaluation.joint_leaders)
    st.html(
        f'<div class="answer">{question}<h1 aria-live="polite">{escape(headline(evaluation))}</h1>'
        + (f'<p class="sure" title="{escape(RULE)}">{escape(surety(result))}</p>' if result else "")
        + "".join(f'<p class="open">{escape(each)}</p>' for each in not_shown)
        + (f'<div class="out">{out}</div>' if out else "")
        + f'<p class="unseen">{escape(bars_in_words(evaluation))}</p></div>'
    )


def bars(scenario: Scenario, evaluation: Evaluation, result: SimulationResult | None) -> None:
    """The options as bars of contributions, best first, with how often each is best."""
    with st.container(key="bars"):
        st.vega_lite_chart(
            pa.Table.from_pylist(contribution_bars(scenario, evaluation, chances(result) if result else None)),
            CONTRIBUTION_BARS,
            theme=None,
            key="contribution_bars",
            alt=_BARS,
        )
    if result is not None:
        apart = disagreement(evaluation, result)
        st.html(
            f'<p class="note">{escape(apart)} Right: the score, and in how many of 100 futures an option is best as '
            f"ratings vary and weights stay. {escape(provenance(result))}</p>"
        )


def tables(scenario: Scenario, evaluation: Evaluation) -> None:
    """The comparison in figures, and what its ratings mean."""
    table = comparison_table(scenario, evaluation)
    marks, colours = option_marks(scenario), criterion_colours(scenario)
    with st.container(key="comparison"):
        st.html("<h2>Comparison</h2>" + comparison_html(table, marks, colours))
    with st.expander("What the ratings mean, and why they are what they are"):
        st.html(meanings_html(table, marks))
    if table.requirements:
        st.html("<h2>Requirements</h2>" + requirements_html(table, marks))


def downloads(scenario: Scenario, stem: str) -> None:
    """The comparison table to take away; each file is made when it is asked for."""
    st.html("<h2>Take the comparison away</h2>")
    with st.container(horizontal=True, gap="small", key="exports"):
        for name, ending, mime, locale in _KINDS:
            st.download_button(
                name,
                _export(scenario, ending, locale),
                stem + ending,
                mime,
                key=f"export{ending}",
                on_click="ignore",
                icon=":material/download:",
            )


def _export(scenario: Scenario, ending: str, locale: str | None) -> Callable[[], bytes]:
    def make() -> bytes:
        from decision.outputs.files.export import export

        return export(scenario, f".{ending.rpartition('.')[2]}", locale)

    return make
