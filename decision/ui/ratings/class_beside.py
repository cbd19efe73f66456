"""The reference class of an estimate, shown beside it: its curve, what it makes of the estimate, and its caveat."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

import streamlit as st

from decision.model.criterion import Criterion
from decision.model.errors import ImpossibleError
from decision.model.reference_class import ReferenceClass
from decision.outputs.charts.multiplier_curve import MULTIPLIER_CURVE, multiplier_curve_in_words, multiplier_rows
from decision.outputs.words.reference_classes import basis_in_words, multiplier_in_words
from decision.ui.frame.blocks import chart
from decision.ui.frame.text import escape, said
from decision.ui.session.drafts import ComponentDraft, LinesDraft, PlanDraft
from decision.ui.session.estimate_draft import EstimateDraft, estimate_of

_MOST_CURVES = 4  # of one estimate; a file may have a class in each of many lines


def class_beside(draft: ComponentDraft | None, part: str, criterion: Criterion, currency: str, key: str) -> None:
    """All classes that multiply an estimate or its lines, each with its curve; beyond the first few without.

    `part` of a cost plan; empty where the rating is no plan.
    """
    for place, (reference_class, estimate, line) in enumerate(_classes_of(draft)):
        facts = _facts(reference_class, estimate, part, criterion, currency, line)
        if place >= _MOST_CURVES:
            st.html(f'<div class="class_beside">{facts}</div>')
            continue
        left, right = st.columns([2, 3], gap="medium", vertical_alignment="center")
        with left:
            words = multiplier_curve_in_words(reference_class)
            chart(multiplier_rows(reference_class), MULTIPLIER_CURVE, f"class_curve_{key}_{place}", words)
        with right:
            st.html(f'<div class="class_beside">{facts}</div>')


def _classes_of(draft: ComponentDraft | PlanDraft | None) -> Iterator[tuple[ReferenceClass, float | None, str]]:
    """Each class, the estimate it multiplies, None where that is not yet right, and the line it stands in if one."""
    if isinstance(draft, EstimateDraft):
        if draft.form == "class" and draft.reference_class is not None:
            yield draft.reference_class, draft.figures.get("x"), ""
    elif isinstance(draft, LinesDraft):
        if draft.reference_class is not None:
            yield draft.reference_class, _total(draft), ""
        for name, each in draft.lines:
            for reference_class, estimate, _ in _classes_of(each):
                yield reference_class, estimate, name or "A line without a name"


def _total(draft: LinesDraft) -> float | None:
    """The sum of the lines at their most likely; None while one is not right, or where one hangs on a driver."""
    if any(each.payment is not None for _, each in draft.lines):
        return None
    try:
        return fsum(estimate_of(each).most_likely for _, each in draft.lines)
    except ImpossibleError:
        return None


def _facts(
    reference_class: ReferenceClass, estimate: float | None, part: str, criterion: Criterion, currency: str, line: str
) -> str:
    """What the class makes of the estimate, what it rests on, its caveat and its source, as HTML."""
    usable = estimate if estimate is not None and estimate > 0 else None
    words = multiplier_in_words(reference_class, usable, part, criterion, currency)
    first = f"<b>{escape(line)}:</b> {said(words)}" if line else said(words)
    rows = [("Basis", basis_in_words(reference_class)), ("Caveat", reference_class.caveat)]
    rows.append(("Source", reference_class.source))
    told = "".join(f"<li><b>{name}:</b> {said(text)}</li>" for name, text in rows if text)
    return f"<p>{first}</p><ul>{told}</ul>"
