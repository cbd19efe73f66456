"""What would change the answer of all that is uncertain: single figures, what to find out, where doubt comes from."""

from __future__ import annotations

import streamlit as st

from decision.analysis.sensitivity.information import Worth
from decision.analysis.sensitivity.sensitivity import SensitivityResult
from decision.model.scenario import Scenario
from decision.outputs.charts.bars import LABELLED_BARS
from decision.outputs.charts.information import worth_data, worth_finding, worth_in_words_of_all
from decision.outputs.charts.labels import input_label
from decision.outputs.charts.tornado import HIGH_END, LOW_END, MOST_BARS, TORNADO, tornado_data, tornado_in_words
from decision.outputs.charts.variance import moving_most, variance_data, variance_in_words
from decision.outputs.words.figures import percent
from decision.outputs.words.grammar import counted
from decision.outputs.words.information import worth_finding_out, worth_in_words
from decision.outputs.words.scoring import criterion_name, names_of
from decision.ui.frame.blocks import chart, folded, heads, row, swatch, table
from decision.ui.frame.text import escape, said
from decision.ui.session.sensitivities import standing_of


def nothing_uncertain(result: SensitivityResult) -> bool:
    """Whether neither a rating nor a weight is left open."""
    return not result.tornado


def certain() -> None:
    """What takes the place of all that rests on doubt, where there is none."""
    st.html(
        "<h2>What single figures do, and what to find out</h2>"
        '<p class="said">Every rating is a single number and the weights are fixed. So no figure can turn out '
        "otherwise, and there is nothing to find out.</p>"
        '<p class="note">Give ratings a range on the Ratings page to see which of them matter.</p>'
    )


def single_figures(scenario: Scenario, result: SensitivityResult) -> None:
    """The tornado."""
    names = names_of(scenario)
    more = f" The {MOST_BARS} widest of {len(result.tornado)} are shown." if len(result.tornado) > MOST_BARS else ""
    turning = sum(bar.changes_leader for bar in result.tornado)
    leader = names[result.leader]
    sentence = f"No single figure between its P10 and its P90 takes the lead from {leader}."
    if turning:
        each = "" if turning == 1 else "each "
        sentence = f"{counted(turning, 'figure')}, {each}by itself, would take the lead from {leader}."
    with folded(f"What single figures do to {leader}’s lead", sentence, "fold_figures") as unfolded:
        if unfolded:
            _tornado(scenario, result, more)


def _tornado(scenario: Scenario, result: SensitivityResult, more: str) -> None:
    st.html(
        '<p class="note key">In points of the lead. Each bar sets one figure to its P10 '
        f"({swatch(LOW_END)} one future in ten is lower) and to its P90 "
        f"({swatch(HIGH_END)} one in ten is higher), all else as it stands. "
        f"Left of the strong line another option leads.{more}</p>"
    )
    chart(tornado_data(standing_of(scenario), result), TORNADO, "tornado", tornado_in_words(scenario, result))


def find_out_first(scenario: Scenario, result: SensitivityResult) -> None:
    """What settling each rating would be worth, and each criterion for all options at once."""
    st.html(
        "<h2>What to find out first</h2>"
        f'<p class="said">{said(worth_finding_out(scenario, result))}</p>'
        f'<p class="note">{escape(_ceiling(result))}</p>'
    )
    if worth_data(scenario, result):
        with folded("What settling each rating and each criterion is worth", "", "fold_worths") as unfolded:
            if unfolded:
                _worths(scenario, result)


def _worths(scenario: Scenario, result: SensitivityResult) -> None:
    found, rows = result.information, worth_data(scenario, result)
    st.html(f'<p class="note">{escape(_how_counted(scenario, result))}</p>')
    picture, beside = st.columns([7, 5], gap="large")
    with picture:
        unit = f"in {found.currency}" if found.money_per_point is not None and found.currency else "in points"
        st.html(f"<h3>The most that settling one rating is worth, {escape(unit)}</h3>")
        chart(rows, LABELLED_BARS, "worths", worth_in_words_of_all(scenario, result))
    with beside:
        worths = worth_finding(found.by_criterion)
        lines = "".join(
            row(escape(criterion_name(scenario, worth.criterion or "")), [worth_in_words(result, worth)])
            for worth in worths
        )
        st.html("<h3>Settling a criterion for all options at once</h3>")
        if lines:
            st.html(table("Worth of finding out, by criterion", heads("Criterion", "worth up to"), lines))
        else:
            st.html('<p class="note">No criterion by itself is worth settling.</p>')


def _how_counted(scenario: Scenario, result: SensitivityResult) -> str:
    """What the worth of finding out is counted in, and what it leaves as it is."""
    in_money = result.information.money_per_point is not None
    told = "Weights are fixed here, for nobody else can tell us what matters to us. " + (
        "The weight of cost says what a point is worth in money."
        if in_money
        else "In points of the score, for nothing here says what a point is worth in money."
    )
    together = scenario.dependence.within_option or scenario.dependence.pairs
    return f"{told} What we learn of one rating also tells us of those that move with it." if together else told


def _ceiling(result: SensitivityResult) -> str:
    """The worth of knowing everything, as the upper bound that it is."""
    found = result.information
    if found.evpi <= 0:
        return ""  # the sentence above says so
    everything = worth_in_words(result, Worth(None, None, found.evpi, found.evpi_se, found.evpi_money))
    return f"Knowing everything for certain is worth at most {everything}, so no pilot, demo or study is worth more."


def what_moves_the_margin(scenario: Scenario, result: SensitivityResult) -> None:
    """Shares of the margin's variance."""
    if result.runner_up is None:
        return
    names = names_of(scenario)
    rows = variance_data(scenario, result)
    beside = ""
    if any(share.total is not None for share in result.variance.inputs):
        beside = " “With others” adds what it does together with other figures."
    elif scenario.dependence.within_option or scenario.dependence.pairs:
        beside = " Estimates that move together share what they do, so the bars may add up to more than 100 %."
    title = f"What the uncertainty about {names[result.leader]} against {names[result.runner_up]} comes from"
    with folded(title, _most_of_it(scenario, result), "fold_variance") as unfolded:
        if unfolded and rows:
            st.html(
                '<p class="note">How much of the doubt about the lead would go if this alone were settled.'
                f"{escape(beside)}</p>"
            )
            chart(rows, LABELLED_BARS, "variance", variance_in_words(scenario, result))


def _most_of_it(scenario: Scenario, result: SensitivityResult) -> str:
    """What moves the distance most, in a sentence."""
    inputs = moving_most(result.variance.inputs)
    if not inputs:
        return "Nothing uncertain moves the lead of the one over the other."
    return f"Most from {input_label(scenario, inputs[0])}: {percent(max(0.0, inputs[0].first))}."
