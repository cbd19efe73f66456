"""The files that can be taken away, by who needs them; each is made and looked at when it is asked for."""

from __future__ import annotations

import streamlit as st

from decision.model.scenario import Scenario
from decision.outputs.words.grammar import capital
from decision.outputs.words.scoring import headline
from decision.ui.frame.saving import file_stem, save_button
from decision.ui.frame.text import escape, label
from decision.ui.session.bounds import draws_on_pages
from decision.ui.session.simulations import evaluated
from decision.ui.session.work import Work
from decision.ui.take_away.asking import (
    FIRST,
    asked_for_programs,
    asked_for_records,
    asked_for_suppliers,
    settings_asked,
)
from decision.ui.take_away.making import ask, asked, made, put_away
from decision.ui.take_away.offers import GIT, GROUPS, RECORD, SUPPLIERS, Offer, offers, record_number
from decision.ui.take_away.previews import preview, size_in_words


def answer(work: Work) -> None:
    """What all the files say, and what they are of."""
    sentence = headline(evaluated(work.scenario_in_force))
    st.html(
        '<div class="answer small"><p class="question">What do people who were not in the room need?</p>'
        f"<h1>{escape(sentence)}</h1><p>Every file here is of the decision as it stands now, and bears its "
        "fingerprint.</p></div>"
    )


def files(work: Work) -> None:
    """Every file, group by group."""
    with st.container(key="exports"):
        fewer = fewer_draws(work.scenario_in_force)
        if fewer:
            st.html(f'<p class="note">{escape(fewer)}</p>')
        offered = offers(work.scenario_in_force)
        for group, title in GROUPS.items():
            found = [each for each in offered if each.group == group]
            if found or group == GIT:
                _group(work, title, found, decision=group == GIT)


def record_files(work: Work) -> None:
    """The records of what was decided, for those who keep such beside their code."""
    found = [each for each in offers(work.scenario_in_force) if each.group == RECORD]
    asked_for_records(record_number(work.scenario_in_force))
    _buttons(work, found, decision=False)


def _group(work: Work, title: str, found: list[Offer], *, decision: bool) -> None:
    ready = [each for each in found if not _waits(work, each)]
    holds = list(dict.fromkeys(capital(each.holds) for each in ready)) + ([_decision_holds(work)] if decision else [])
    st.html(f'<h2>{escape(title)}</h2><p class="note">{escape(". ".join(holds))}.</p>')
    if found and found[0].group == SUPPLIERS:
        asked_for_suppliers(work)
    if any(each.needs == "ocid" for each in found):
        asked_for_programs()
    _buttons(work, found, decision=decision)


def _buttons(work: Work, found: list[Offer], *, decision: bool) -> None:
    with st.container(horizontal=True, gap="small"):
        for each in found:
            waits = _waits(work, each)
            then = FIRST[each.needs] if waits else "Make it, and look at it before it is taken away."
            st.button(
                label(each.name),
                key=f"make:{each.key}",
                icon=":material/visibility:",
                help=label(f"{capital(each.holds)}. {then}"),
                on_click=ask,
                args=(each.key,),
                disabled=waits,
            )
        if decision:
            save_button(work, "save_here")
    for each in (one for one in found if _waits(work, one)):
        st.html(f'<p class="note">{escape(f"{each.name}: {each.holds}. {FIRST[each.needs]}")}</p>')
    wanted = next((each for each in found if each.key == asked()), None)
    if wanted is not None:
        _panel(work, wanted)


def _waits(work: Work, offer: Offer) -> bool:
    """Whether there is something to be said before it can be made."""
    return bool(offer.needs) and offer.needs not in settings_asked(work)


def _panel(work: Work, offer: Offer) -> None:
    """What was asked for: a way to take it away, and what it holds."""
    with st.container(border=True, key="made"):
        done = made(work, offer)
        if done is None:
            return
        if done.problem:
            st.html(f'<p class="note" role="alert">{escape(done.problem)}</p>')
            return
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            name = file_stem(work) + offer.suffix
            st.download_button(
                label(f"Download {name}"),
                done.content,
                name,
                offer.mime,
                key="take_it",
                type="primary",
                on_click="ignore",
                icon=":material/download:",
            )
            st.html(f'<p class="note">{size_in_words(len(done.content))}</p>', width="content")
            st.button("Close", key="put_away", type="tertiary", on_click=put_away)
        preview(offer.ending, done.content)


def _decision_holds(work: Work) -> str:
    out = bool(work.left_out_options or work.left_out_criteria)
    without = ". What is left out for now is in it, for no file holds a what-if" if out else ""
    return f"The YAML file is the decision itself, to keep under version control and to open here again{without}"


def fewer_draws(scenario: Scenario) -> str:
    """What files made here leave to the command line; empty where that is nothing."""
    draws = draws_on_pages(scenario)
    if draws >= scenario.simulation.draws:
        return ""
    return (
        f"Files made here rest on {draws:,} draws, as the pages do. The file asks for {scenario.simulation.draws:,}: "
        "the command line takes as many, python -m decision export FILE --to OUT."
    )
