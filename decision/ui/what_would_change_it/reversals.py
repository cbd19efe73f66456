"""What would change the answer, on the page: the answer, what would have to be true, and a check of the model."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from decision.analysis.reversal.reversal import Moving
from decision.analysis.sensitivity.sensitivity import SensitivityResult
from decision.analysis.simulation.result import SimulationResult
from decision.model.scenario import Scenario
from decision.outputs.charts.option_marks import option_marks
from decision.outputs.words.grammar import capital, counted
from decision.outputs.words.reversals import SHIFT, nearest_reversal, reversal, reversals
from decision.outputs.words.sensitivity import dominance, findings, never_best, verdict
from decision.outputs.words.shared_inputs import nearest_shared
from decision.outputs.words.simulation import RULE
from decision.outputs.words.switching import nearest_rating, nearest_weight
from decision.ui.frame.blocks import folded, head, marked, sentences
from decision.ui.frame.text import escape, label, said
from decision.ui.session.simulations import simulated

_MOST_CARDS = 3  # that are unfolded
_MOST_MOVES = 3  # that a sentence says without being unfolded
_SOUND = (
    "Nothing found: every criterion makes a difference, none put five or more options in one order, no rating is "
    "cut off, and none rests on assumption only."
)
_MOVING: Mapping[Moving, str] = {
    "weights": "By weights alone",
    "ratings": "By ratings alone",
    "both": "With weights and ratings",
}


def answer(scenario: Scenario, result: SensitivityResult) -> None:
    """Who leads and how sure that is, as on Decide, and what is nearest to ending it."""
    # on a page points are those of the sliders, which need not be those of the file
    nearest = [
        nearest_weight(scenario, result, typed=False),
        nearest_rating(scenario, result),
        nearest_shared(scenario, result),
    ]
    if result.robustness.reversal is None:  # else its sentence stands in a card
        nearest.append(nearest_reversal(scenario, result))
    if result.runner_up is None:
        nearest = ["Only putting an option back, or another result of a requirement, would change that."]
    st.html(
        '<div class="answer small"><p class="question">What would have to be true for another one, and what should we '
        "find out first?</p>"
        f'<h1 aria-live="polite" title="{escape(RULE)}">'
        f"{escape(verdict(scenario, result, as_on_decide(scenario)))}</h1>"
        + "".join(f'<p class="sure">{said(sentence)}</p>' for sentence in nearest if sentence)
        + "</div>"
    )


def as_on_decide(scenario: Scenario) -> SimulationResult | None:
    """The draws behind the chances on Decide: ratings vary, weights stay."""
    simulation = simulated(scenario, "stated")
    return None if isinstance(simulation, str) else simulation


def what_would_have_to_be_true(scenario: Scenario, result: SensitivityResult) -> None:
    """For each option that does not lead, what would put it first; the nearest first."""
    sentences = reversals(scenario, result)
    reach = {
        id: min((each.t for each in result.reversal if each.option == id and each.t is not None), default=2.0)
        for id in sentences
    }
    cards = [_card(scenario, result, id, sentences[id]) for id in sorted(sentences, key=lambda each: reach[each])]
    head(
        "What would have to be true",
        f"Few changes that would put each option first, the nearest first. {SHIFT}",
    )
    st.html(f'<div class="cards">{"".join(cards[:_MOST_CARDS])}</div>')
    if len(cards) > _MOST_CARDS:
        with st.expander(label(f"{counted(len(cards) - _MOST_CARDS, 'option')} farther off"), key="more_reversals"):
            st.html(f'<div class="cards">{"".join(cards[_MOST_CARDS:])}</div>')


def _card(scenario: Scenario, result: SensitivityResult, id: str, sentences: list[str]) -> str:
    """An option with a sentence for each way; what a way adds nothing to is not said."""
    lines, left = "", list(sentences)
    for way in (each for each in result.reversal if each.option == id):
        sentence = reversal(scenario, way)
        if sentence not in left:
            continue
        left.remove(sentence)
        shown = said(sentence)
        if len(way.moves) > _MOST_MOVES:
            summary = f"{_MOVING[way.moving]}: {counted(len(way.moves), 'change').lower()} at once would do it"
            shown = f"<details><summary>{summary}</summary>{shown}</details>"
        lines += f"<p>{shown}</p>" if len(way.moves) <= _MOST_MOVES else shown
    name = marked(option_marks(scenario)[id], scenario.option(id).name)
    return f'<section class="card"><h3>{name}</h3>{lines}</section>'


def check(scenario: Scenario, result: SensitivityResult) -> None:
    """What the check of the model found, and who is at least as good as whom."""
    found = findings(scenario, result)
    how_many = f"{capital(counted(len(found), 'finding'))}." if found else "Nothing found."
    with folded("A check of the model", how_many, "fold_check") as unfolded:
        if unfolded:
            st.html('<p class="note">What decides nothing, counts twice, is cut off, or is only assumed.</p>')
            sentences(found, _SOUND, "more_findings")
    certain = [*never_best(scenario, result), *dominance(scenario, result)]
    nothing = "No option is always at least as good as another."
    with folded("Whatever the weights or the luck", certain[0] if certain else nothing, "fold_dominance") as unfolded:
        if unfolded:
            st.html('<p class="note">Options that cannot lead, and options that are never worse than another.</p>')
            sentences(certain, nothing, "more_dominance")
