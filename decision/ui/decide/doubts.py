"""What in the decision is hardly meant or weakly grounded, said above the result with a way to the place."""

from __future__ import annotations

import streamlit as st

from decision.analysis.plausibility import Oddity, oddities
from decision.model.ai_building import counts_on_ai
from decision.model.scenario import Scenario
from decision.outputs.words.plausibility import gravity, oddity_in_words
from decision.outputs.words.reference_classes import ai_in_words
from decision.ui.frame.text import escape, label
from decision.ui.session import state

_MOST = 2  # that are not folded away
_MOST_FOLDED = 30  # of the others; a file can hold thousands
_RATINGS_PAGE = "decision/ui/ratings/page.py"


def doubts(scenario: Scenario) -> None:
    """A line for each oddity, the gravest first, those beyond the first few folded away."""
    found = sorted(oddities(scenario), key=gravity)
    counting_on_ai = _counting_on_ai(scenario)
    if not found and not counting_on_ai:
        return
    with st.container(key="doubts", gap="xsmall"):
        if counting_on_ai:
            option, path = counting_on_ai[0]
            _line(ai_in_words(scenario, option, path, len(counting_on_ai) - 1), option, path, "ai")
        for place, each in enumerate(found[:_MOST]):
            _doubt(scenario, each, place)
        if len(found) > _MOST:
            with st.expander(label(f"{len(found) - _MOST} more to look at"), key="more_doubts"):
                for place, each in enumerate(found[_MOST : _MOST + _MOST_FOLDED], start=_MOST):
                    _doubt(scenario, each, place)
                if len(found) > _MOST + _MOST_FOLDED:
                    st.caption(label(f"… and {len(found) - _MOST - _MOST_FOLDED:,} more"))


def _doubt(scenario: Scenario, each: Oddity, place: int) -> None:
    _line(oddity_in_words(scenario, each), each.option or scenario.options[0].id, each.path, str(place))


def _line(words: str, option: str, path: str, key: str) -> None:
    """A sentence about a rating, with a way to it."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f'<p class="doubt" role="status">{escape(words)}</p>', width="content")
        if st.button("Look at it", key=f"doubt:{key}", type="tertiary"):
            state.choose(state.CRITERION, path)
            state.choose(state.OPTION, option)
            st.switch_page(_RATINGS_PAGE)


def _counting_on_ai(scenario: Scenario) -> list[tuple[str, str]]:
    """Each rating that AI-assisted building is switched on for, by option and criterion."""
    return [
        (option.id, path)
        for option in scenario.options
        for path in scenario.leaves
        if counts_on_ai(option.ratings[path].estimate)
    ]
