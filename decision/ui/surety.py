"""How sure the answer is, on the page: chances, ranks, scores, pairs and weights, each with how to read it."""

from __future__ import annotations

import pyarrow as pa  # type: ignore[import-untyped]  # it has none
import streamlit as st

from decision.analysis.outcome import SimulationResult
from decision.analysis.scoring import Evaluation
from decision.model.scenario import Scenario
from decision.outputs.charts import OptionMark, criterion_colours, option_marks
from decision.outputs.figures import percent, points
from decision.outputs.surety import RULE, disagreement, provenance, share_with_error, surety
from decision.outputs.surety_charts import (
    RANK_BARS,
    SCORE_SPREAD,
    by_chance,
    rank_bars,
    ranks_in_words,
    score_spread,
    spread_in_words,
)
from decision.ui.comparison import chip
from decision.ui.text import escape

_WEIGHTS_VARY = "Here weights vary too; on Decide they stay as they are set, so chances there are not quite these. "


def chances(evaluation: Evaluation, result: SimulationResult, *, weights_vary: bool) -> None:
    """The answer in a sentence, with its rule, and what pulls figures apart where something does."""
    beside = _WEIGHTS_VARY if weights_vary else ""
    apart = disagreement(evaluation, result)
    st.html(
        '<div class="answer small"><p class="question">How sure is the answer?</p>'
        f'<h1 aria-live="polite" title="{escape(RULE)}">{escape(surety(result))}</h1>'
        + (f"<p>{escape(apart)}</p>" if apart else "")
        + f'<p class="note">{beside}A future is one draw of all that is uncertain. '
        f"{escape(RULE[:1].upper() + RULE[1:])}.</p></div>"
    )


def nothing_to_show(result: SimulationResult) -> None:
    """That every future is the same, and what would make them differ."""
    st.html(
        '<div class="answer small"><p class="question">How sure is the answer?</p>'
        f"<h1>{escape(surety(result))}</h1><p>Give ratings a range on <b>Ratings</b>, or choose above that weights "
        "may be anything.</p></div>"
    )


def ranks(scenario: Scenario, result: SimulationResult) -> None:
    """Rank acceptability, as bars."""
    _head("How often each option takes each rank", "The dark part of a bar is how often the option is best.")
    _chart(rank_bars(scenario, result), RANK_BARS, "rank_bars", ranks_in_words(result))


def spread(scenario: Scenario, result: SimulationResult) -> None:
    """Score distributions on one axis."""
    _head(
        "How scores are spread",
        "The thicker a shape, the more futures have that score. The line holds eight of ten, the stroke is the middle.",
    )
    _chart(score_spread(scenario, result), SCORE_SPREAD, "score_spread", spread_in_words(result))


def figures(scenario: Scenario, result: SimulationResult) -> None:
    """The figures of every option, as a table."""
    marks = option_marks(scenario)
    heads = ("best in", "mean", "sd", "P10", "P50", "P90", "regret")
    rows = ""
    for option in by_chance(result):
        best = "left out" if scenario.option(option.id).left_out else "out"
        if option.p_best is not None and option.p_best_se is not None:
            best = share_with_error(option.p_best, option.p_best_se, result.draws)
        regret = "" if option.expected_regret is None else points(option.expected_regret)
        cells = [best, *(points(x) for x in (option.mean, option.sd, option.p10, option.p50, option.p90)), regret]
        rows += _row(_name(option.name, marks[option.id]), cells)
    _head(
        "In figures",
        "Points of 100; P10 means that one future in ten is lower. Regret is how far an option lies behind the "
        "best one, on average.",
    )
    st.html(_table("Figures of each option", "Option", heads, rows))


def pairs(scenario: Scenario, result: SimulationResult) -> None:
    """Pairwise winning indices."""
    marks = option_marks(scenario)
    ranked = [option for option in by_chance(result) if option.id in result.pairwise]
    rows = "".join(
        _row(
            _name(one.name, marks[one.id]),
            ["–" if one is other else percent(result.pairwise[one.id][other.id]) for other in ranked],
        )
        for one in ranked
    )
    _head("One against one", "A row says in how many futures its option beats that of the column.")
    st.html(
        _table("Pairwise wins", "beats", [_name(option.name, marks[option.id]) for option in ranked], rows, html=True)
    )


def favourable_weights(scenario: Scenario, result: SimulationResult) -> None:
    """Central weights: what those who prefer an option would have to find important."""
    marks, colours = option_marks(scenario), criterion_colours(scenario)
    tops = scenario.criteria
    heads = [f'<i class="swatch" style="background:{colours[top.id]}"></i> {escape(top.name)}' for top in tops] + [
        "sure then"
    ]
    rows = _row("<b>As stated</b>", [percent(scenario.weights[top.id]) for top in tops] + [""])
    for option in by_chance(result):
        if option.excluded:
            continue
        if option.central_weights is None or option.confidence_factor is None:
            rows += _row(_name(option.name, marks[option.id]), ["never best"] + [""] * len(tops))
        else:
            weights = [percent(option.central_weights[top.id]) for top in tops]
            rows += _row(_name(option.name, marks[option.id]), [*weights, percent(option.confidence_factor)])
    held = result.weights_drawn == "stated"
    _head(
        "What one would have to weigh for each to be best",
        "Weights are held as stated now, so these are the same for all; let weights be uncertain to see them part."
        if held
        else "The mean weights of the futures in which an option is best; then how often it is best with just these.",
    )
    st.html(_table("Central weights", "Option", heads, rows, html=True))


def repeatable(result: SimulationResult) -> None:
    """What it takes to get the same figures again."""
    quantiles = f"Quantiles of scores are right to {result.quantile_error:.2g} points."
    st.html(f'<p class="note">{escape(provenance(result))} {quantiles}</p>')


# --- parts ----------------------------------------------------------------------------------------------------


def _head(title: str, how_to_read: str) -> None:
    st.html(f'<h2>{escape(title)}</h2><p class="note">{escape(how_to_read)}</p>')


def _chart(rows: list[dict[str, object]], specification: dict[str, object], key: str, words: str) -> None:
    with st.container(key=key):
        st.vega_lite_chart(pa.Table.from_pylist(rows), specification, theme=None, key=f"{key}_chart", alt=words)


def _name(name: str, mark: OptionMark) -> str:
    return f"{chip(mark)}{escape(name)}"


def _row(head: str, cells: list[str]) -> str:
    return f'<tr><th scope="row">{head}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"


def _table(name: str, corner: str, heads: list[str] | tuple[str, ...], rows: str, *, html: bool = False) -> str:
    shown = "".join(f'<th scope="col">{head if html else escape(head)}</th>' for head in heads)
    return (
        f'<div class="scroll" role="region" aria-label="{escape(name)}" tabindex="0"><table class="compare">'
        f'<thead><tr><th scope="col">{escape(corner)}</th>{shown}</tr></thead><tbody>{rows}</tbody></table></div>'
    )
