"""Adding a criterion of a catalogue: what each means, what belongs to it and what is counted elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from decision.files.offers import OfferedCatalogue, OfferedCriterion
from decision.model.criterion import Criterion
from decision.model.errors import ImpossibleError
from decision.model.number_text import NumberKind
from decision.model.scenario import Scenario
from decision.model.structure.criteria import next_criterion_id, taking_in
from decision.model.value_function import Scale
from decision.outputs.words.figures import unit_of
from decision.outputs.words.structure import beginning_in_words
from decision.ui.frame.comparison_table import anchors_html
from decision.ui.frame.number_field import number_field, show_refusals
from decision.ui.frame.refusals import forget_refusals
from decision.ui.frame.text import escape, label
from decision.ui.session import state
from decision.ui.session.work import Work
from decision.ui.storage import catalogues
from decision.ui.structure.editing import CRITERION, WIDGET, choose, edit, short, tried, why_not

OPEN = "structure_catalogue"  # there only while the dialog is open
ENDS = "structure_ends"  # worst and best as far as they were given
DONE = "structure_added"  # set by the click that added one: the dialog closes with the next run
_KEY = f"{WIDGET}catalogue"
_CATALOGUE, _WHICH = "structure_catalogue_name", "structure_catalogue_criterion"
_MONEY = NumberKind(magnitudes=True)

Ends = tuple[float | None, float | None]


def catalogue_button(work: Work) -> None:
    """A way into the dialog, and the dialog while it is open."""
    st.button("From a catalogue …", key=f"{_KEY}:open", icon=":material/library_books:", on_click=_open)
    if OPEN in st.session_state:
        _dialog(work)


def _open() -> None:
    st.session_state[OPEN] = True
    st.session_state[ENDS] = (None, None)
    forget_refusals(_KEY)
    state.begin_asking()


def _close() -> None:
    for key in (OPEN, ENDS, DONE):
        st.session_state.pop(key, None)
    state.end_asking()


def _dialog(work: Work) -> None:
    @st.dialog("Add from a catalogue", width="large", on_dismiss=_close)
    def ask() -> None:
        if st.session_state.pop(DONE, False):
            _close()
            st.rerun()
        offered = {each.name: each for each in catalogues.catalogues(work.origin.folder)}
        if not offered:
            st.html('<p class="note">No catalogue is found here.</p>')
            return
        _offers(state.work().scenario, offered)

    ask()


def _offers(scenario: Scenario, offered: Mapping[str, OfferedCatalogue]) -> None:
    here = set(scenario.all_criteria)
    new = (name for name, each in offered.items() if any(one.id not in here for one in each.criteria))
    chosen = state.chosen(_CATALOGUE, list(offered), next(new, None))
    key = state.as_widget(f"{_KEY}:name", chosen)
    st.selectbox(
        "Catalogue",
        list(offered),
        format_func=lambda name: offered[name].title if name in offered else name,
        key=key,
        on_change=state.choose_as_told,
        args=(_CATALOGUE, key),
    )
    criteria = {each.id: each for each in offered[chosen].criteria}
    which = state.chosen(_WHICH, list(criteria), next((id for id in criteria if id not in here), None))
    left, right = st.columns([2, 3], gap="medium")
    with left:
        key = state.as_widget(f"{_KEY}:which", which)
        st.radio(
            "Criterion",
            list(criteria),
            format_func=lambda known: label(criteria[known].name if known in criteria else known),
            captions=["here already" if id in here else "" for id in criteria],
            key=key,
            on_change=_choose_criterion,
            args=(key,),
            label_visibility="collapsed",
        )
    with right:
        _offer(scenario, criteria[which])


def _choose_criterion(key: str) -> None:
    state.choose_as_told(_WHICH, key)
    st.session_state[ENDS] = (None, None)
    forget_refusals(_KEY)


def _offer(scenario: Scenario, offered: OfferedCriterion) -> None:
    document = offered.document
    parts = f"<p><b>Parts:</b> {escape(', '.join(offered.parts))}.</p>" if offered.parts else ""
    st.html(
        f'<div class="meanings"><h3>{escape(offered.name)}</h3><p>{escape(document.question)}</p>'
        f"<p>{escape(document.about)}</p>{parts}</div>"
    )
    if document.anchors:
        st.html(anchors_html(_stand_in(offered)))
    if offered.needs_scale:
        _ends(offered, scenario.currency)
    button = f"{_KEY}:add"
    st.html(f'<p class="note">{escape(beginning_in_words(scenario))}</p>')
    st.button(
        label(f"Add {short(offered.name)}"),
        key=button,
        type="primary",
        on_click=tried,
        args=(button, lambda: _add(offered)),
    )
    why_not(button)


def _stand_in(offered: OfferedCriterion) -> Criterion:
    return offered.criterion(offered.id, 0.0, 1.0)


def _ends(offered: OfferedCriterion, currency: str) -> None:
    worst, best = _given()
    unit = unit_of(_stand_in(offered), currency)
    st.html(
        '<p class="note">Its ends are yours to give, before anybody has seen an offer: worst is what you would walk '
        "away from, best what you could hardly hope for.</p>"
    )
    with st.container(horizontal=True, gap="small"):
        refused = [
            number_field(f"{_KEY}:worst", f"Worst ({unit})" if unit else "Worst", worst, _put_worst, _MONEY, width=160),
            number_field(f"{_KEY}:best", f"Best ({unit})" if unit else "Best", best, _put_best, _MONEY, width=160),
        ]
    show_refusals(refused)


def _given() -> Ends:
    ends: Ends = st.session_state.get(ENDS, (None, None))
    return ends


def _put_worst(x: float | None) -> None:
    st.session_state[ENDS] = (x, _given()[1])


def _put_best(x: float | None) -> None:
    st.session_state[ENDS] = (_given()[0], x)


def _add(offered: OfferedCriterion) -> None:
    worst, best = _given()
    if offered.needs_scale:
        if worst is None or best is None:
            raise ImpossibleError("worst or best is empty", "give two numbers")
        Scale(worst, best)  # says why not, in the words of the fields
    id = next_criterion_id(state.work().scenario, offered.id)
    made = offered.criterion(id, worst, best)
    edit(f"Add {short(offered.name)}", lambda scenario: taking_in(scenario, replace(made, name=offered.name)))
    choose(f"{CRITERION}{id}")
    st.session_state[DONE] = True
