"""How sure the answer is, on the page: chances, ranks, scores, pairs and weights, each with how to read it."""

from __future__ import annotations

import streamlit as st

from decision.analysis.scoring import Evaluation
from decision.analysis.simulation.result import SimulationResult
from decision.model.scenario import Scenario
from decision.outputs.charts.colours import criterion_colours
from decision.outputs.charts.option_marks import option_marks
from decision.outputs.charts.simulation import (
    RANK_BARS,
    SCORE_SPREAD,
    by_chance,
    rank_bars,
    ranks_in_words,
    score_spread,
    spread_in_words,
)
from decision.outputs.words.figures import percent, points
from decision.outputs.words.grammar import capital
from decision.outputs.words.simulation import REGRET, RULE, disagreement, provenance, share_with_error, surety
from decision.outputs.words.weights import weights_in_percent
from decision.ui.frame.blocks import chart, head, heads, marked, row, swatch, table
from decision.ui.frame.give_ranges import give_ranges
from decision.ui.frame.text import escape

_WEIGHTS_VARY = "Weights vary here and are fixed on Decide, so the chances there differ. "


def chances(evaluation: Evaluation, result: SimulationResult, *, weights_vary: bool) -> None:
    """The answer in a sentence, with its rule, and what pulls figures apart where something does."""
    beside = _WEIGHTS_VARY if weights_vary else ""
    apart = disagreement(evaluation, result)
    st.html(
        '<div class="answer small"><p class="question">How sure is the answer?</p>'
        f'<h1 aria-live="polite" title="{escape(RULE)}">{escape(surety(result, evaluation.joint_leaders))}</h1>'
        + (f"<p>{escape(apart)}</p>" if apart else "")
        + f'<p class="note">{beside}A future is one draw of all that is uncertain. '
        f"{escape(capital(RULE))}.</p></div>"
    )


def nothing_to_show(scenario: Scenario, result: SimulationResult) -> None:
    """That every future is the same, and what would make them differ."""
    st.html(
        '<div class="answer small"><p class="question">How sure is the answer?</p>'
        f"<h1>{escape(surety(result))}</h1><p>Give ratings a range on <b>Ratings</b>, or choose that weights "
        "may be anything.</p></div>"
    )
    give_ranges(scenario)


def ranks(scenario: Scenario, result: SimulationResult) -> None:
    """Rank acceptability, as bars."""
    head("How often each option takes each rank", "The dark part of a bar is how often the option is best.")
    chart(rank_bars(scenario, result), RANK_BARS, "rank_bars", ranks_in_words(result))


def spread(scenario: Scenario, result: SimulationResult) -> None:
    """Score distributions on one axis."""
    head(
        "How scores are spread",
        "Where a shape is thick, many futures have that score. Eight of ten lie on the line; the stroke is the middle.",
    )
    chart(score_spread(scenario, result), SCORE_SPREAD, "score_spread", spread_in_words(result))


def figures(scenario: Scenario, result: SimulationResult) -> None:
    """The figures of every option, as a table."""
    marks = option_marks(scenario)
    rows = ""
    for option in by_chance(result):
        best = "left out" if scenario.option(option.id).left_out else "out"
        if option.p_best is not None and option.p_best_se is not None:
            best = share_with_error(option.p_best, option.p_best_se, result.draws)
        regret = "" if option.expected_regret is None else points(option.expected_regret)
        cells = [best, *(points(x) for x in (option.mean, option.sd, option.p10, option.p50, option.p90)), regret]
        rows += row(marked(marks[option.id], option.name), cells)
    head(
        "In figures",
        f"Points of 100. One future in ten is lower than P10, one in ten higher than P90; sd is the standard "
        f"deviation. {REGRET}",
    )
    st.html(
        table("Figures of each option", heads("Option", "best in", "mean", "sd", "P10", "P50", "P90", "regret"), rows)
    )


def pairs(scenario: Scenario, result: SimulationResult) -> None:
    """Pairwise winning indices."""
    marks = option_marks(scenario)
    ranked = [option for option in by_chance(result) if option.id in result.pairwise]
    rows = "".join(
        row(
            marked(marks[one.id], one.name),
            ["–" if one is other else percent(result.pairwise[one.id][other.id]) for other in ranked],
        )
        for one in ranked
    )
    head("One against one", "In how many futures the option of the row beats that of the column, a tie counting half.")
    others = (marked(marks[option.id], option.name) for option in ranked)
    st.html(table("One against one", heads("beats", *others), rows, "pairs"))


def favourable_weights(scenario: Scenario, result: SimulationResult) -> None:
    """The central weights of each option, and how often it is best with them; none where weights are fixed."""
    if result.weights_drawn == "stated":
        return
    marks, colours = option_marks(scenario), criterion_colours(scenario)
    tops = scenario.criteria
    names = (f"{swatch(colours[top.id])} {escape(scenario.criterion_names[top.id])}" for top in tops)
    stated = {top.id: scenario.weights[top.id] for top in tops}
    rows = row("<b>As stated</b>", [*weights_in_percent(stated).values(), ""])
    for option in by_chance(result):
        if option.excluded:
            continue
        if option.central_weights is None or option.confidence_factor is None:
            rows += row(marked(marks[option.id], option.name), ["never best"] + [""] * len(tops))
        else:
            weights = weights_in_percent({top.id: option.central_weights[top.id] for top in tops}).values()
            rows += row(marked(marks[option.id], option.name), [*weights, percent(option.confidence_factor)])
    head(
        "Which weights favour each option",
        "The average weights in the futures in which an option is best, and how often it is best with just these.",
    )
    st.html(table("Which weights favour each option", heads("Option", *names, "best in, at these weights"), rows))


def repeatable(result: SimulationResult) -> None:
    """What it takes to get the same figures again."""
    quantiles = f"P10, P50 and P90 are right to {result.quantile_error:.2g} points."
    st.html(f'<p class="note">{escape(provenance(result))} {quantiles}</p>')
