"""What costs hang on, shared by all options: how many there are, how they grow, and what hangs on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from decision.model.cost_plan import CostPlan
from decision.model.driver import Driver
from decision.model.errors import ImpossibleError
from decision.model.estimate import Estimate
from decision.model.number_text import NumberKind, read_number
from decision.model.scenario import Scenario
from decision.model.structure.drivers import (
    adding_driver,
    changing_driver,
    hanging_on,
    pricing_driver,
    removing_driver,
)
from decision.outputs.words.figures import estimate_in_words, money_signs, number, percent
from decision.outputs.words.scoring import criterion_name, listed, short_names
from decision.ui.frame.number_field import number_field, show_refusals
from decision.ui.frame.text import escape, label
from decision.ui.frame.text_field import text_field
from decision.ui.session import state
from decision.ui.session.drafts import LEFT_OUT
from decision.ui.session.estimate_draft import FORMS, EstimateDraft, estimate_draft, estimate_of, new_draft
from decision.ui.session.form_change import changed_form
from decision.ui.structure.editing import WIDGET, edit, remove_button, short, tried, why_not

_FORMS = ("number", "range", "three_point")  # that need no explanation; others are shown as the file has them
_SHARE = NumberKind(percent="share")
_SHORT = 130  # pixels


def plans_of(scenario: Scenario) -> list[tuple[str, str]]:
    """Option and criterion of every cost plan."""
    return [
        (option.id, path)
        for option in scenario.options
        for path, rating in option.ratings.items()
        if isinstance(rating.estimate, CostPlan)
    ]


def drivers_editor(scenario: Scenario) -> None:
    """Every driver with its fields, and a form for one more."""
    st.html(
        "<p>A cost may hang on how many there are of something: patients, users, messages. It is one figure, the same "
        "for all options.</p>"
    )
    for driver in scenario.drivers:
        with st.container(key=f"{WIDGET}driver:{driver.id}", gap="xsmall"):
            _driver(scenario, driver)
    if plans_of(scenario):
        with st.expander("**Add what costs hang on**", expanded=not scenario.drivers, key=f"{WIDGET}driver_new"):
            _price_form(scenario, None)
    else:
        st.html(
            '<p class="note">No option has a cost plan yet: choose Cost plan as the type of estimate of a cost on '
            "Ratings, then add here what it hangs on.</p>"
        )


def driver_in_words(scenario: Scenario, driver: Driver) -> str:
    """How many are expected, by what share they grow, and what hangs on them."""
    names = short_names(scenario.options)
    unit = f" {driver.unit}" if driver.unit else ""
    share = 0.0 if driver.growth is None else driver.growth.expected
    way = "growing" if share > 0 else "falling"
    grows = f"{way} by {percent(abs(share))} a year from then on" if share else "as many in every year"
    lines = [f"{names[id]} ({listed(each)})" for id, each in hanging_on(scenario, driver.id).items()]
    return f"{number(driver.now.expected)}{unit} expected in year 1, {grows}. It moves the costs of {listed(lines)}."


# --- one driver -------------------------------------------------------------------------------------------------


def _driver(scenario: Scenario, driver: Driver) -> None:
    key = f"{WIDGET}driver:{driver.id}"
    st.html(f"<h3>{escape(driver.name)}</h3><p>{escape(driver_in_words(scenario, driver))}</p>")

    def put(field: str, x: object) -> None:
        edit(f"{short(driver.name)}: {field}", lambda known: changing_driver(known, driver.id, **{field: x}))

    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        refused = [
            text_field(f"{key}:name", "Called", driver.name, partial(put, "name"), width="stretch"),
            text_field(f"{key}:unit", "Counted in", driver.unit, partial(put, "unit"), width=_SHORT),
        ]
    show_refusals(refused)
    kind = NumberKind(units=(driver.unit,) if driver.unit else ())
    _estimate(f"{key}:now", "How many in year 1", driver.now, partial(put, "now"), kind)
    _estimate(f"{key}:growth", "Growth a year", driver.growth, partial(put, "growth"), _SHARE, may_lack=True)
    if driver.because:
        st.html(f'<p class="note">{escape(driver.because)}</p>')
    with st.expander("Another cost that hangs on it", key=f"{key}:more"):
        _price_form(scenario, driver)
    remove_button(
        f"{key}:remove",
        driver.name,
        ["the lines of all plans that hang on it"],
        lambda known: removing_driver(known, driver.id),
    )


def _estimate(
    key: str,
    title: str,
    given: Estimate | None,
    put: Callable[[Estimate | None], None],
    kind: NumberKind,
    *,
    may_lack: bool = False,
) -> None:
    """Fields for one estimate; every change of one of them is one step to undo."""
    draft = None if given is None else estimate_draft(given)
    form = LEFT_OUT if draft is None else draft.form
    forms: Mapping[str, str] = {
        **({LEFT_OUT: "None"} if may_lack else {}),
        **{id: FORMS[id].label for id in (*_FORMS, *([] if form in (*_FORMS, LEFT_OUT) else [form]))},
    }
    form_key = f"{key}:form"

    def choose() -> None:
        told = state.told(form_key)
        if told not in forms or told == form:
            return
        put(None if told == LEFT_OUT else estimate_of(changed_form(draft or new_draft("number", x=0.0), told)))

    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox(
            label(title),
            list(forms),
            format_func=lambda each: label(forms.get(str(each), "")),
            key=state.as_widget(form_key, form),
            on_change=tried,
            args=(form_key, choose),
            width=215,
        )
        refused = [] if draft is None or form not in _FORMS else _figures(key, draft, put, kind)
        if given is not None and form not in _FORMS:
            st.caption(label(estimate_in_words(given)))
    show_refusals(refused)
    why_not(form_key)


def _figures(key: str, draft: EstimateDraft, put: Callable[[Estimate | None], None], kind: NumberKind) -> list[str]:
    return [
        number_field(
            f"{key}:{name}",
            title,
            draft.figures.get(name),
            lambda x, name=name: put(estimate_of(draft.with_figure(name, x))),  # type: ignore[misc]
            kind,
            width=_SHORT,
        )
        for name, title in FORMS[draft.form].fields.items()
    ]


# --- a price that hangs on one --------------------------------------------------------------------------------------


def _price_form(scenario: Scenario, driver: Driver | None) -> None:
    """A price for each unit in what an option pays every year; without a driver, of a new one."""
    key = f"{WIDGET}driver_price:{'' if driver is None else driver.id}"
    plans = {f"{option}/{path}": (option, path) for option, path in plans_of(scenario)}
    names = short_names(scenario.options)
    several = len({path for _, path in plans.values()}) > 1

    def name_of(plan: str) -> str:
        option, path = plans.get(plan, ("", ""))
        return label(f"{names[option]} · {criterion_name(scenario, path)}" if several else names.get(option, ""))

    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        if driver is None:
            st.text_input("What there are many of", key=f"{key}:name", placeholder="Patients", autocomplete="off")
            st.text_input("In year 1", key=f"{key}:now", placeholder="300", width=_SHORT, autocomplete="off")
        st.selectbox("Which option pays for each", list(plans), format_func=name_of, key=f"{key}:plan", width=215)
        st.text_input("How much a year", key=f"{key}:price", width=_SHORT, autocomplete="off")
    money = NumberKind(magnitudes=True, units=money_signs(scenario.currency))

    def add() -> None:
        option, path = plans.get(str(state.told(f"{key}:plan")), next(iter(plans.values())))
        price = _typed(f"{key}:price", "how much a year", money)
        if driver is None:
            name = str(state.told(f"{key}:name") or "")
            now = _typed(f"{key}:now", "how many there are in year 1", NumberKind(magnitudes=True))
            edit(f"Add {short(name)}", lambda known: adding_driver(known, name, now, option, path, price))
        else:
            words = f"{short(driver.name)}: one more cost"
            edit(words, lambda known: pricing_driver(known, driver.id, option, path, price))
        for field in ("name", "now", "price"):
            if f"{key}:{field}" in st.session_state:
                st.session_state[f"{key}:{field}"] = ""

    st.button("Add it", key=f"{key}:add", icon=":material/add:", on_click=tried, args=(f"{key}:add", add))
    why_not(f"{key}:add")
    st.html(
        '<p class="note">It becomes a line of what that option pays every year; on Ratings it stands among the lines '
        "of its cost plan.</p>"
    )


def _typed(key: str, what: str, kind: NumberKind) -> float:
    text = str(state.told(key) or "").strip()
    if not text:
        raise ImpossibleError(f"{what} is empty", "give a number")
    return read_number(text, kind)
