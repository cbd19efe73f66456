"""Requirements: what an option must meet, whatever it scores; one's own, and those of sets."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from decision.files.offers import OfferedSet
from decision.model.requirement import Requirement
from decision.model.scenario import Scenario
from decision.model.structure.requirements import (
    adding_requirement,
    changing_requirement,
    dropping_set,
    removing_requirements,
    using_sets,
)
from decision.model.visible import visible
from decision.outputs.words.structure import goes_with_requirements
from decision.ui.frame.number_field import show_refusals
from decision.ui.frame.text import escape
from decision.ui.frame.text_field import text_field
from decision.ui.session import state
from decision.ui.session.work import Work
from decision.ui.storage import catalogues
from decision.ui.storage.scenario_folder import first_sentence
from decision.ui.structure.editing import WIDGET, act_button, edit, remove_button, short, why_not

_KEY = f"{WIDGET}requirements"
_CHOSEN, _SET = "structure_requirement", "structure_set"
_FIELDS = {
    "evidence": "What would show it",
    "test": "How it is checked",
    "basis": "The rule it rests on",
    "source": "Where that is to be read",
}
_LONGEST = 70  # characters of a requirement in a list


def requirements_editor(work: Work) -> None:
    """All requirements to choose from, the words of one, a field for one more, and sets."""
    scenario = work.scenario
    st.html(
        "<p>An option that fails a requirement is out, whatever it scores. How each option stands on them is said on "
        "<i>Ratings</i>.</p>"
    )
    hint = "What an option must meet, then Enter"
    show_refusals([text_field(f"{_KEY}:new", "Add a requirement of your own", "", _add, placeholder=hint)])
    _sets(work)
    known = {each.id: each for each in scenario.requirements}
    if not known:
        return
    chosen = state.chosen(_CHOSEN, list(known))
    key = state.as_widget(f"{_KEY}:choice", chosen)
    st.selectbox(
        "Requirement",
        list(known),
        format_func=lambda each: f"{each} · {visible(known[each].text, _LONGEST)}" if each in known else each,
        key=key,
        on_change=state.choose_as_told,
        args=(_CHOSEN, key),
    )
    _requirement(scenario, known[chosen])


def _add(text: str) -> None:
    if text.strip():
        edit(f"Require {short(text)}", lambda known: adding_requirement(known, text))
        state.choose(_CHOSEN, state.work().scenario.requirements[-1].id)


def _requirement(scenario: Scenario, requirement: Requirement) -> None:
    key, id = f"{_KEY}:{requirement.id}", requirement.id

    def put(field: str, text: str) -> None:
        edit(f"{id}: {_FIELDS.get(field, 'words')}", lambda known: changing_requirement(known, id, **{field: text}))

    show_refusals(
        [
            text_field(f"{key}:text", "What an option must meet", requirement.text, partial(put, "text"), tall=True,
                       height=80),
        ]
    )  # fmt: skip
    for fields in (("evidence", "test"), ("basis", "source")):
        for column, field in zip(st.columns(2, gap="small"), fields, strict=True):
            with column:
                show_refusals(
                    [text_field(f"{key}:{field}", _FIELDS[field], getattr(requirement, field), partial(put, field))]
                )
    remove_button(
        f"{key}:remove", f"requirement {id}", goes_with_requirements(scenario, [id]),
        partial(removing_requirements, ids=[id]),
    )  # fmt: skip
    why_not(f"{key}:remove")


# --- sets ---------------------------------------------------------------------------------------------------------


def _sets(work: Work) -> None:
    """A set to take in; those of which every requirement is here already are not offered."""
    offered = {each.name: each for each in catalogues.requirement_sets(work.origin.folder)}
    here = {each.id for each in work.scenario.requirements}
    open_ = {name: each for name, each in offered.items() if not {one.id for one in each.requirements} <= here}
    _sets_in_use(work.scenario, offered)
    if not open_:
        return
    chosen = state.chosen(_SET, list(open_))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        key = state.as_widget(f"{_KEY}:set", chosen)
        st.selectbox(
            "Or those of a set",
            list(open_),
            format_func=lambda name: open_[name].title if name in open_ else name,
            key=key,
            on_change=state.choose_as_told,
            args=(_SET, key),
            width="stretch",
        )
        one = open_[chosen]
        names = [*work.scenario.requirement_sets, chosen]
        used = {name: offered[name].requirements for name in names if name in offered}
        act_button(
            f"{_KEY}:use", f"Add its {len(one.requirements)}", f"Require what {short(one.title)} asks",
            partial(using_sets, sets=used),
        )  # fmt: skip
    why_not(f"{_KEY}:use")
    _about(one)


def _sets_in_use(scenario: Scenario, offered: Mapping[str, OfferedSet]) -> None:
    """A way to take each set out again."""
    here = {each.id for each in scenario.requirements}
    used = [offered[name] for name in scenario.requirement_sets if name in offered]
    if not used:
        return
    with st.container(horizontal=True, gap="small"):
        for one in used:
            ids = [each.id for each in one.requirements if each.id in here]
            gone = [f"{len(ids)} requirements", *goes_with_requirements(scenario, ids)]
            remove_button(
                f"{_KEY}:drop:{one.name}", one.title, gone, partial(dropping_set, name=one.name, ids=ids),
                title=f"Remove {short(one.title)} …",
            )  # fmt: skip
    for one in used:
        why_not(f"{_KEY}:drop:{one.name}")


def _about(offered: OfferedSet) -> None:
    if offered.about:
        st.html(f'<p class="note">{escape(first_sentence(offered.about))}</p>')
