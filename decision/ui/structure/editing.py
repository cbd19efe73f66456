"""Changes of structure as the page makes them: each one step to undo under its name, or the reason why it is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from decision.model.visible import visible
from decision.outputs.words.grammar import capital
from decision.outputs.words.scoring import listed
from decision.ui.frame.refusals import forget, refusal_of, refuse
from decision.ui.frame.text import escape, label
from decision.ui.session import state
from decision.ui.session.changes import LONGEST
from decision.ui.session.restructuring import restructured

Edit = Callable[[Scenario], Scenario]

CHOSEN_ITEM = "structure"  # among what is chosen: which option, criterion or other thing the editor is about
OPTION, CRITERION, DECISION = "option:", "criterion:", "decision:"  # before what it is about
WIDGET = "structure:"  # before the key of every field of this page
_LONGEST_NAMED = 40  # characters of a name in the name of a change


def edit(name: str, step: Edit) -> None:
    """Make one change; raises DecisionError, and changes nothing, where it cannot be made."""
    state.change(partial(restructured, edit=step), visible(name, LONGEST))


def short(name: str) -> str:
    """A name, short enough for the name of a change."""
    return visible(" ".join(name.split()), _LONGEST_NAMED)


def choose(item: str) -> None:
    """Have the editor be about `item`."""
    state.choose(CHOSEN_ITEM, item)


def tried(key: str, step: Callable[[], None]) -> None:
    """Do what a widget asks for; why it cannot be done is said by `why_not` beside it."""
    forget(key)
    try:
        step()
    except DecisionError as error:
        refuse(key, "", str(error), state.work().scenario.fingerprint)


def act(key: str, name: str, step: Edit, then: Callable[[], None] | None = None) -> None:
    """Make the change of a button, and then what follows it."""

    def make() -> None:
        edit(name, step)
        if then is not None:
            then()

    tried(key, make)


def why_not(key: str) -> None:
    """Why the last change of the button of `key` was not made; nothing once something else was changed."""
    refusal = refusal_of(key, state.work().scenario.fingerprint)
    if refusal is not None:
        said = ". ".join(capital(line) for line in refusal.why.split("\n"))
        st.html(f'<div class="faults" role="alert"><p>{escape(said)}.</p></div>')


def act_button(
    key: str, title: str, name: str, step: Edit, *, icon: str = "", hint: str = "", disabled: bool = False
) -> None:
    """A button for one change."""
    st.button(
        label(title),
        key=key,
        icon=icon or None,
        help=label(hint) if hint else None,
        disabled=disabled,
        on_click=act,
        args=(key, name, step),
    )


def remove_button(
    key: str,
    what: str,
    goes_along: Sequence[str],
    step: Edit,
    then: Callable[[], None] | None = None,
    *,
    title: str = "Remove …",
) -> None:
    """Taking something away, after it was said what goes with it."""
    with st.popover(label(title), icon=":material/delete:", key=f"{key}:ask", wrap=False):
        along = f"With it {'goes' if len(goes_along) == 1 else 'go'} {listed(list(goes_along))}." if goes_along else ""
        st.html(f"<p><b>{escape(what)}</b> is taken away. {escape(along)} Undo brings all of it back.</p>")
        st.button(
            label(f"Remove {short(what)}"),
            key=key,
            type="primary",
            on_click=act,
            args=(key, f"Remove {short(what)}", step, then),
        )
