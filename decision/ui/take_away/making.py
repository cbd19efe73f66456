"""Files made when they are asked for: one at a time, with a bar, and stopped where nobody waits for them any more."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from decision.analysis.progress import Told
from decision.analysis.stopping import go_on
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from decision.outputs.words.grammar import capital
from decision.ui.frame.long_work import long_work, was_stopped
from decision.ui.frame.saving import file_stem
from decision.ui.session.sensitivities import sensitivity_of
from decision.ui.session.simulations import evaluated, simulated
from decision.ui.session.visitors import visitor, work_for
from decision.ui.session.work import Work
from decision.ui.take_away.asking import settings_asked
from decision.ui.take_away.offers import Offer, Source

if TYPE_CHECKING:
    from decision.outputs.files.export import Figures

MADE = "made_file"  # the `Made` that is being looked at
ASKED = "asked_file"  # the key of what was asked for
_DRAWN, _FOUND = 0.2, 0.85  # shares of the work after the draws, and after what would change it


@dataclass(frozen=True)
class Made:
    """A file that was made: of what, from which state of the work, and its bytes; or why there is none."""

    key: str
    state: Hashable
    content: bytes = b""
    problem: str = ""


def asked() -> str | None:
    """The key of what is asked for; None where nothing is."""
    key: str | None = st.session_state.get(ASKED)
    return key


def ask(key: str) -> None:
    """Ask for a file: it is made in the run that follows, and made anew where there is one."""
    st.session_state[ASKED] = key
    st.session_state.pop(MADE, None)


def put_away() -> None:
    """Look at no file any more."""
    for key in (ASKED, MADE):
        st.session_state.pop(key, None)


def made(work: Work, offer: Offer) -> Made | None:
    """The file that was asked for, made now if it is not there; None where that was stopped."""
    known: Made | None = st.session_state.get(MADE)
    state_now = _state_of(work)
    if known is not None and known.key == offer.key and known.state == state_now:
        return known
    about = f"{offer.key}:{work.scenario_in_force.whole_fingerprint}"
    if was_stopped(about, "make_again"):
        return None
    with long_work(f"Making {offer.name} …", about, "stop_making") as told:
        done = _made_now(work, offer, state_now, told)
    st.session_state[MADE] = done
    return done


def forget_what_is_old(work: Work) -> None:
    """Put a file away that was made from another state of the work: what is offered is of the decision as it stands."""
    known: Made | None = st.session_state.get(MADE)
    if known is not None and known.state != _state_of(work):
        put_away()


def _state_of(work: Work) -> Hashable:
    return (
        work.scenario_in_force.whole_fingerprint,
        work.scenario_in_force.answers,
        work.scenario_in_force.line_names,
        work.trail,
        work.origin,
        *settings_asked(work).items(),
    )


def _made_now(work: Work, offer: Offer, state_now: Hashable, told: Told) -> Made:
    scenario = work.scenario_in_force
    try:
        with work_for(visitor()):
            figures = figures_of(scenario, told, simulated_too=offer.simulated)
            told(f"writing {offer.name}", _FOUND)
            go_on()
            asked_too = settings_asked(work)
            source = Source(scenario, figures, work.trail, file_stem(work), work.origin.name, asked_too)
            return Made(offer.key, state_now, offer.write(source))
    except DecisionError as error:
        return Made(offer.key, state_now, problem=f"{capital(str(error))}.")


def figures_of(scenario: Scenario, told: Told, *, simulated_too: bool = True) -> Figures:
    """What pages show, so that a file says the same."""
    from decision.outputs.files.export import Figures

    if not simulated_too or not scenario.ranked_options:
        return Figures(evaluated(scenario), None, None)
    told("drawing futures", 0.0)
    result = simulated(scenario, "file")
    if isinstance(result, str):
        return Figures(evaluated(scenario), None, None, f"How sure this is cannot be said. {result}")
    change = sensitivity_of(scenario, lambda what, share: told(what, _DRAWN + (_FOUND - _DRAWN) * share))
    if isinstance(change, str):
        return Figures(evaluated(scenario), result, None, f"What would change it is not in here. {change}")
    return Figures(evaluated(scenario), result, change)
