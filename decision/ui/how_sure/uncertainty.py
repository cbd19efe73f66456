"""The switch for what is uncertain on a page."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from decision.analysis.sampling.weights import WeightsDrawn
from decision.model.scenario import Scenario
from decision.model.weights import Fixed
from decision.ui.session import state

UNCERTAIN = "uncertain"  # what simulations draw
UNCERTAIN_WIDGET = "uncertain_choice"


@dataclass(frozen=True)
class Uncertain:
    """What a simulation on a page draws."""

    ratings: bool
    weights: WeightsDrawn


_CHOICES = {
    "ratings": ("Ratings, with weights fixed", Uncertain(ratings=True, weights="stated")),
    "file": ("Ratings, and weights as the file says", Uncertain(ratings=True, weights="file")),
    "any": ("Ratings, and any weights at all", Uncertain(ratings=True, weights="any")),
    "weights": ("Weights alone, as the file says", Uncertain(ratings=False, weights="file")),
    "any_weights": ("Any weights at all, with ratings fixed", Uncertain(ratings=False, weights="any")),
}

_OF_THE_FILE = ("file", "weights")  # mean something only where the file leaves weights open


def choose_uncertain(scenario: Scenario) -> Uncertain:
    """Let the room say what is uncertain; ratings, with weights as they stand as on Decide, until it does."""
    known = [key for key in _CHOICES if key not in _OF_THE_FILE or _weights_are_open(scenario)]
    chosen = state.chosen(UNCERTAIN, known, "ratings")
    st.selectbox(
        "What is uncertain",
        known,
        format_func=lambda key: _CHOICES[key][0],
        key=state.as_widget(UNCERTAIN_WIDGET, chosen),
        on_change=state.choose_as_told,
        args=(UNCERTAIN, UNCERTAIN_WIDGET),
        help="Where weights vary, it is shown below which of them favour each option.",
        width=420,
    )
    return _CHOICES[chosen][1]


def _weights_are_open(scenario: Scenario) -> bool:
    """Whether the file leaves anything about weights open."""
    regions = [scenario.weight_uncertainty, *(each.weight_uncertainty for each in scenario.all_criteria.values())]
    return any(not isinstance(region, Fixed) for region in regions)
