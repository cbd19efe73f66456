"""One rating, to be read and changed: its estimate in any form, what follows from it, and how it is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from decision.analysis.plausibility import oddities
from decision.analysis.scoring import Evaluation, OptionScore
from decision.model.contents import Option
from decision.model.criterion import Criterion
from decision.model.estimate import ClassEstimate
from decision.model.open_ratings import is_open
from decision.model.rating import Evidence
from decision.model.reference_class import ReferenceClass
from decision.model.scenario import Scenario
from decision.outputs.words.expectation import is_apart, why_apart
from decision.outputs.words.figures import exact_rating, points, present_value_in_words, rating
from decision.outputs.words.grammar import capital
from decision.outputs.words.plausibility import oddity_in_words
from decision.outputs.words.reference_classes import basis_in_words
from decision.outputs.words.weights import weights_in_percent
from decision.ui.frame.comparison_table import anchors_html
from decision.ui.frame.give_ranges import give_range
from decision.ui.frame.number_field import kind_of, number_field, show_refusals
from decision.ui.frame.text import escape
from decision.ui.ratings.ai_switch import ai_switch
from decision.ui.ratings.class_beside import class_beside
from decision.ui.ratings.estimate_fields import (
    Fields,
    class_in_words,
    estimate_fields,
    estimate_forms,
    form_choice,
)
from decision.ui.ratings.plan_fields import plan_fields
from decision.ui.session import state
from decision.ui.session.drafts import PLAN, ComponentDraft, PlanDraft, RatingDraft
from decision.ui.session.estimate_draft import EstimateDraft
from decision.ui.session.form_change import changed_rating
from decision.ui.session.work import Cell, Work
from decision.ui.storage import scenario_folder

RATING_WIDGET = "rating:{}:{}:{}"
SCALE_WIDGET = "scale:{}:{}"

_NOT_SAID = ""


def rating_editor(current: Work, evaluation: Evaluation, option: Option, path: str) -> None:
    """Everything about one rating."""
    cell = (option.id, path)
    classes = scenario_folder.reference_classes(current.origin.folder)
    criterion, draft = current.scenario.leaves[path], current.draft(cell)
    kind = kind_of(criterion, current.scenario.currency)
    fields = Fields(
        lambda field: RATING_WIDGET.format(option.id, path, field),
        classes,
        kind,
        {driver.id: driver for driver in current.scenario.drivers},
        tuple(currency for currency, _ in current.scenario.exchange),
    )
    if criterion.question:
        st.html(f'<p class="question">{escape(criterion.question)}</p>')
    _consequence(current, evaluation, option, path)
    _estimate(current, fields, criterion, draft, cell)
    problem(current.rating_problem(cell), "Until then the last rating that was right counts.")
    give_range(current, cell)
    _notes(fields, draft, cell)
    _scale(current, criterion, path)
    _classes(classes)


def problem(message: str, meanwhile: str) -> None:
    """The model's own sentence about an impossible entry."""
    if message:
        said = f"{capital(message)}."
        st.html(f'<div class="faults" role="alert"><p>{escape(said)} {escape(meanwhile)}</p></div>')


# --- the estimate -------------------------------------------------------------------------------------------------


def _edit(cell: Cell, step: Callable[[RatingDraft], RatingDraft]) -> None:
    state.change(lambda current: current.with_draft(cell, step(current.draft(cell))))


def _estimate(current: Work, fields: Fields, criterion: Criterion, draft: RatingDraft, cell: Cell) -> None:
    forms = estimate_forms(whole=True) | ({PLAN: "Cost plan"} if criterion.kind == "cost_plan" else {})
    years, rate = current.scenario.horizon_years or 1, current.scenario.discount_rate or 0.0
    estimate = draft.estimate
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="estimate"):
        form_choice(
            fields,
            PLAN if isinstance(estimate, PlanDraft) else estimate.form,
            forms,
            lambda form: _edit(cell, lambda old: changed_rating(old, form, years, rate)),
            "Type of estimate",
        )
        if isinstance(estimate, EstimateDraft):
            estimate_fields(fields, estimate, lambda step: _edit(cell, lambda old: _with_estimate(old, step)))
    currency, option = current.scenario.currency, current.scenario.option(cell[0])
    is_right = cell not in current.rating_drafts
    if isinstance(estimate, EstimateDraft):
        class_beside(estimate, "", criterion, currency, "rating")
        ai_switch(option, cell[1], fields.classes, draft_is_right=is_right)
        return

    def below(name: str) -> None:
        if name == "upfront":
            ai_switch(option, cell[1], fields.classes, draft_is_right=is_right)

    def edit(name: str, step: Callable[[Any], ComponentDraft | None]) -> None:
        _edit(cell, lambda old: _with_component(old, name, step))

    plan_fields(fields, estimate, edit, criterion, currency, below)


def _with_estimate(draft: RatingDraft, step: Callable[[EstimateDraft], EstimateDraft]) -> RatingDraft:
    fields = draft.estimate
    return replace(draft, estimate=step(fields)) if isinstance(fields, EstimateDraft) else draft


def _with_component(draft: RatingDraft, name: str, step: Callable[[Any], ComponentDraft | None]) -> RatingDraft:
    plan = draft.estimate
    if not isinstance(plan, PlanDraft):
        return draft
    return replace(draft, estimate=plan.with_component(name, step(plan.components.get(name))))


# --- what follows -------------------------------------------------------------------------------------------------


def _consequence(current: Work, evaluation: Evaluation, option: Option, path: str) -> None:
    """What is expected of the rating, its value and points, and the words of the anchors."""
    scenario, result = current.scenario, evaluation.option(option.id)
    criterion, unknown = scenario.leaves[path], is_open(scenario, option.id, path)
    most = points(100 * evaluation.weights[path]).removesuffix(".0")
    gives = f"<b>{points(result.contributions[path])}</b> of {most} points"
    if unknown:
        words = f"Nobody knows yet: {escape(option.name)} may be anything from worst to best, {gives} on average."
    else:
        words = f"{_counts_as(scenario, option, result, path)}: {gives}."
        if is_apart(result, path):
            words += f" It {escape(why_apart(scenario, result, path))}."
    anchors = anchors_html(criterion, "" if unknown else criterion.anchor_for(result.ratings[path]))
    st.html(f'<p class="consequence" role="status">{words}</p>{anchors}')
    for each in oddities(scenario):
        if each.option == option.id and each.path == path and each.pair is None:
            st.html(f'<p class="doubt" role="status">{escape(oddity_in_words(scenario, each))}</p>')


def _counts_as(scenario: Scenario, option: Option, result: OptionScore, path: str) -> str:
    """What is expected of a rating, rounded, the exact figure behind it; and what was estimated, by its class."""
    criterion, figure, estimate = scenario.leaves[path], result.ratings[path], option.ratings[path].estimate
    exact = escape(exact_rating(figure, criterion, scenario.currency))
    counts = f'<b title="{exact}">{escape(rating(figure, criterion, scenario.currency))}</b>'
    if not scenario.is_certain_rating(option, path):
        counts += " expected"
    if isinstance(estimate, ClassEstimate):
        typed = escape(rating(estimate.estimate, criterion, scenario.currency))
        counts = f"{typed} estimated; {counts}, from similar projects"
    over = ""
    if criterion.kind == "cost_plan":
        over = present_value_in_words(scenario.horizon_years, scenario.discount_rate)
    return f"{counts} {escape(over)}" if over else counts


# --- how it is known ----------------------------------------------------------------------------------------------


def _notes(fields: Fields, draft: RatingDraft, cell: Cell) -> None:
    because, source, evidence = fields.key("because"), fields.key("source"), fields.key("evidence")

    def taken(name: str, key: str) -> None:
        told = state.told(key)
        said: Any = (
            (Evidence(told) if told in [each.value for each in Evidence] else None)
            if name == "evidence"
            else str(told or "")
        )
        _edit(cell, lambda old: replace(old, **{name: said}))

    st.text_area(
        "Because", key=state.as_widget(because, draft.because), height=100, on_change=taken, args=("because", because)
    )
    evidence_column, source_column = st.columns([1, 3], gap="small")
    with evidence_column:
        st.selectbox(
            "Evidence",
            [_NOT_SAID, *(each.value for each in Evidence)],
            format_func=lambda word: word or "not said",
            key=state.as_widget(evidence, draft.evidence.value if draft.evidence else _NOT_SAID),
            on_change=taken,
            args=("evidence", evidence),
            help="How the rating is known, weakest first.",
        )
    with source_column:
        st.text_input("Source", key=state.as_widget(source, draft.source), on_change=taken, args=("source", source))


# --- the criterion itself -----------------------------------------------------------------------------------------


def _scale(current: Work, criterion: Criterion, path: str) -> None:
    """Between which ratings the criterion is judged, for every option."""
    worst, best = current.scale(path)

    def put(place: int, x: float | None) -> None:
        def step(old: Work) -> Work:
            ends = old.scale(path)
            return old.with_scale(path, (x, ends[1]) if place == 0 else (ends[0], x))

        state.change(step)

    unit = current.scenario.currency if criterion.kind == "cost_plan" else criterion.unit
    share = weights_in_percent(current.scenario_in_force.weights)[path]
    name = current.scenario.criterion_names[path]
    st.html(
        f'<h2 class="minor">{escape(name)}, from worst to best{escape(f" ({unit})" if unit else "")}</h2>'
        f'<p class="note">For every option. Going from worst to best is worth {share} of all points.</p>'
    )
    kind, key = kind_of(criterion, current.scenario.currency), SCALE_WIDGET
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        refused = [
            number_field(key.format(path, "worst"), "Worst, worth 0", worst, lambda x: put(0, x), kind, width=190),
            number_field(key.format(path, "best"), "Best, worth 1", best, lambda x: put(1, x), kind, width=190),
        ]
    show_refusals(refused)
    problem(current.scale_problem(path), "Until then the last scale that was right counts.")


def _classes(classes: Mapping[str, ReferenceClass]) -> None:
    """All reference classes, to choose from with open eyes."""
    if not classes:
        return
    with st.expander("Reference classes: how estimates of a kind have turned out"):
        items = "".join(
            f"<h3>{escape(class_in_words(each))}</h3><p>{escape(each.use)}</p><ul>"
            + "".join(
                f"<li><b>{name}:</b> {escape(said)}</li>"
                for name, said in (("Caveat", each.caveat), ("Basis", basis_in_words(each)), ("Source", each.source))
                if said
            )
            + "</ul>"
            for each in classes.values()
        )
        st.html(f'<div class="meanings">{items}</div>')
