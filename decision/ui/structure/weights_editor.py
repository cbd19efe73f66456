"""What is left open about weights: nothing, how far they vary, an order, ranges, or everything."""

from __future__ import annotations

from functools import partial

import streamlit as st

from decision.model.number_text import NumberKind
from decision.model.scenario import Scenario
from decision.model.structure.weight_regions import (
    Region,
    beginning,
    bounding,
    kind_of,
    leaving_open,
    places,
    placing,
    region_of,
    siblings,
)
from decision.model.weights import Concentrated, Ordered, Ranged
from decision.outputs.words.figures import percent
from decision.outputs.words.scoring import criterion_name
from decision.outputs.words.structure import REGIONS
from decision.ui.frame.number_field import number_field, show_refusals
from decision.ui.frame.text import escape, label
from decision.ui.session import state
from decision.ui.structure.editing import WIDGET, edit, short, tried, why_not

_KEY = f"{WIDGET}weights"
_AMONG = "structure_weights"  # among what is chosen: the criterion whose parts are meant
_A_ROW = 3  # fields beside each other
_PERCENT = NumberKind(percent="unit", least=0, most=100)
_MEANS = {
    "none": "As they are on Decide, and no other way.",
    "concentration": "Mostly near the weights as they are; the larger the number, the nearer.",
    "order": "We agree which counts for more, and not by how much.",
    "ranges": "Each lies between two ends, in percent of the total.",
    "any": "Every set of weights is as good as any other.",
}


def weights_editor(scenario: Scenario) -> None:
    """How sure are we of the weights?"""
    st.html(
        "<p>How sure are we of the weights? What is left open here is drawn on <i>How sure</i>; the scores on "
        "<i>Decide</i> keep to the weights as they are.</p>"
    )
    under = _among(scenario)
    region = region_of(scenario, under)
    key = f"{_KEY}:{under}:kind"

    def put() -> None:
        told = state.told(key)
        if told in REGIONS:
            words = f"Weights: {REGIONS[told].lower()}"
            edit(words, lambda known: leaving_open(known, beginning(known, told, under), under))

    st.radio(
        "What is left open about weights?",
        list(REGIONS),
        format_func=lambda kind: label(REGIONS.get(str(kind), "")),
        captions=[label(_MEANS[kind]) for kind in REGIONS],
        key=state.as_widget(key, kind_of(region)),
        on_change=tried,
        args=(key, put),
        label_visibility="collapsed",
    )
    why_not(key)
    _details(scenario, region, under)


def _among(scenario: Scenario) -> str:
    """The criterion whose parts are meant, asked for where there are any; empty for the top."""
    known = ["", *(path for path, each in scenario.all_criteria.items() if each.parts)]
    if len(known) == 1:
        return ""
    chosen = state.chosen(_AMONG, known)
    key = state.as_widget(f"{_KEY}:among", chosen)
    st.selectbox(
        "Of which weights?",
        known,
        format_func=lambda path: f"Parts of {criterion_name(scenario, path)}" if path else "All criteria",
        key=key,
        on_change=state.choose_as_told,
        args=(_AMONG, key),
    )
    return chosen


def _details(scenario: Scenario, region: Region, under: str) -> None:
    match region:
        case Concentrated(x):
            show_refusals([number_field(f"{_KEY}:{under}:concentration", "Concentration", x, partial(_sure, under))])
        case Ordered():
            _order(scenario, region, under)
        case Ranged():
            _ranges(scenario, region, under)


def _sure(under: str, x: float | None) -> None:
    region = Concentrated(0.0 if x is None else x)
    edit(f"Concentration of weights {x:g}", lambda known: leaving_open(known, region, under))


def _order(scenario: Scenario, region: Ordered, under: str) -> None:
    st.html(
        '<p class="note">1 counts for most. Criteria of the same place are in no order among themselves; without a '
        "place a criterion may count for anything.</p>"
    )
    now = places(region)

    def put(id: str, x: float | None) -> None:
        words = f"Place of {short(_name(scenario, under, id))} {'open' if x is None else f'{x:g}'}"
        edit(words, lambda known: placing(known, id, x, under))

    refused = []
    ids = [each.id for each in siblings(scenario, under)]
    for row in range(0, len(ids), _A_ROW):
        for column, id in zip(st.columns(_A_ROW, gap="small"), ids[row : row + _A_ROW], strict=False):
            with column:
                place = float(now[id]) if id in now else None
                title = _with_share(scenario, under, id)
                refused.append(number_field(f"{_KEY}:{under}:place:{id}", title, place, partial(put, id)))
    show_refusals(refused)


def _ranges(scenario: Scenario, region: Ranged, under: str) -> None:
    st.html('<p class="note">In percent of the total. An empty field sets no bound.</p>')

    def put(id: str, end: int, x: float | None) -> None:
        bound = "open" if x is None else f"{x:g} %"
        words = f"{short(_name(scenario, under, id))} {'at most' if end else 'at least'} {bound}"
        edit(words, lambda known: bounding(known, id, 1 if end else 0, x, under))

    refused = []
    for each in siblings(scenario, under):
        low, high = region.bounds.get(each.id, (0.0, 100.0))
        name, left, right = st.columns([3, 2, 2], gap="small", vertical_alignment="bottom")
        with name:
            st.html(f"<p>{escape(_with_share(scenario, under, each.id))}</p>")
        for column, end, words, x in ((left, 0, "At least", low), (right, 1, "At most", high)):
            shown = None if x == (0.0, 100.0)[end] else x
            with column:
                refused.append(
                    number_field(f"{_KEY}:{under}:{end}:{each.id}", words, shown, partial(put, each.id, end), _PERCENT)
                )
    show_refusals(refused)


def _name(scenario: Scenario, under: str, id: str) -> str:
    return scenario.criterion_names[f"{under}.{id}" if under else id]


def _with_share(scenario: Scenario, under: str, id: str) -> str:
    path = f"{under}.{id}" if under else id
    return f"{scenario.criterion_names[path]}, now {percent(scenario.sibling_shares[path])}"
