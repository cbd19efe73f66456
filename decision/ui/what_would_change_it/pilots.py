"""What a study before deciding would be worth: choose what it is about, what kind it is and what it costs."""

from __future__ import annotations

import streamlit as st

from decision.analysis.sensitivity.sample_information import StudyWorth
from decision.analysis.sensitivity.sensitivity import SensitivityResult
from decision.analysis.sensitivity.studies import STUDIES, usual_study_of
from decision.model.errors import DecisionError
from decision.model.number_text import NumberKind
from decision.model.scenario import Scenario
from decision.outputs.words.figures import money_signs
from decision.outputs.words.grammar import capital
from decision.outputs.words.simulation import futures
from decision.outputs.words.studies import STUDY_NAMES, quality, study_worth, what_is_studied, worth_of
from decision.ui.frame.blocks import folded, heads, row, table
from decision.ui.frame.number_field import number_field, show_refusals
from decision.ui.frame.text import escape, label, said
from decision.ui.session import state
from decision.ui.session.sensitivities import study_worths

OF, KIND, PRICE = "pilot_of", "pilot_kind", "pilot_price"
OF_WIDGET, KIND_WIDGET, PRICE_WIDGET = "pilot_of_choice", "pilot_kind_choice", "pilot_price_field"
_USUAL = "pilot"


def what_a_pilot_is_worth(scenario: Scenario, result: SensitivityResult) -> None:
    """The worth of reference calls, a demo and a pilot of ratings, or a study as good of what all options share."""
    title, told = "What a pilot would be worth", "And reference calls, or a demo: of what, and for how much?"
    with folded(title, told, "fold_pilot") as unfolded:
        if unfolded:
            _choices(scenario, result)


@st.fragment
def _choices(scenario: Scenario, result: SensitivityResult) -> None:
    known = _subjects(scenario, result)
    of = state.chosen(OF, list(known), next(iter(known)))
    kind = state.chosen(KIND, list(STUDIES), _USUAL)
    typed = state.remembered(PRICE, "")
    price = float(typed) if typed else None
    left, middle, right = st.columns([5, 3, 3], gap="medium")
    with left:
        st.selectbox(
            "Of what",
            list(known),
            format_func=lambda name: capital(known[name]),
            key=state.as_widget(OF_WIDGET, of),
            on_change=state.choose_as_told,
            args=(OF, OF_WIDGET),
        )
    with middle:
        st.selectbox(
            "Kind of study",
            list(STUDIES),
            format_func=lambda name: capital(STUDY_NAMES[name].removeprefix("A ")),
            key=state.as_widget(KIND_WIDGET, kind),
            on_change=state.choose_as_told,
            args=(KIND, KIND_WIDGET),
        )
    with right:
        unit = f" in {scenario.currency}" if scenario.currency else ""
        units = NumberKind(magnitudes=True, units=money_signs(scenario.currency))
        why = number_field(PRICE_WIDGET, f"Price{unit}, if known", price, _put_price, units)
    show_refusals([why])
    found = study_worths(scenario, tuple(usual_study_of(scenario, each, of, price) for each in STUDIES))
    if isinstance(found, str):
        st.error(label(found))
        return
    chosen = found[list(STUDIES).index(kind)]
    st.html(f'<p class="said">{said(study_worth(scenario, chosen))}</p><p class="note">{escape(_note(chosen))}</p>')
    st.html(_table(scenario, found))


def _put_price(price: float | None) -> None:
    if price is not None and price < 0:
        raise DecisionError("a price is 0 or more")
    state.choose(PRICE, "" if price is None else repr(price))


def _note(worth: StudyWorth) -> str:
    return (
        f"{quality(worth.study)} That is a judgement of ours, from the evidence that stands there now. It changes the "
        "choice where another option than the one that leads now is expected to be best after it."
    )


def _table(scenario: Scenario, worths: tuple[StudyWorth, ...]) -> str:
    """The three kinds side by side, with certainty, which none of them passes."""
    rows = [
        row(
            escape(STUDY_NAMES[each.study.name]),
            [
                "nothing" if each.points <= 0 else worth_of(scenario, each),
                f"{futures(each.changes)}" if each.points > 0 else "never",
            ],
        )
        for each in worths
    ]
    top = worths[0]
    certain = StudyWorth(top.study, top.most, 0.0, top.most, top.most_money, None, 0.0, 0.0)
    rows.append(row("Knowing it for certain", [worth_of(scenario, certain), ""]))
    head = heads("Study", "would be worth", "futures in which it changes the choice")
    return table("What studies are worth", head, "".join(rows), "side_by_side")


def _subjects(scenario: Scenario, result: SensitivityResult) -> dict[str, str]:
    """What may be studied, by what the command line calls it: the ratings worth most, options, criteria."""
    worths = sorted(result.information.singles, key=lambda worth: -worth.points)
    names = [".".join(filter(None, (each.option, each.criterion))) for each in worths if each.points > 0]
    both = {option.id for option in scenario.options} & set(scenario.all_criteria)
    names += [option.id for option in scenario.ranked_options if option.id not in both]
    names += [path for path in scenario.all_criteria if path not in both]
    return {name: what_is_studied(scenario, usual_study_of(scenario, _USUAL, name)) for name in names}
