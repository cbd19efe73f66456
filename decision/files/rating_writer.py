"""Ratings, and the figures in them, as a file holds them."""

from __future__ import annotations

from typing import Any

from decision.files.payment_reader import payment_document
from decision.files.yaml_text import inline, plain_number, plain_numbers
from decision.model.cost_plan import Component, CostPlan, Lines
from decision.model.driver import Driver
from decision.model.estimate import (
    BetaShape,
    ClassEstimate,
    Estimate,
    Exact,
    Levels,
    LognormalShape,
    Moments,
    Percentiles,
    Range,
    ThreePoint,
    Unknown,
)
from decision.model.payment import Payment
from decision.model.rating import Rating


def rating_document(rating: Rating) -> Any:
    """A rating as a file holds it."""
    notes = rating_notes(rating)
    estimate = rating.estimate
    if isinstance(estimate, CostPlan):
        return {name: _component(component) for name, component in estimate.components()} | notes
    document = figure_document(estimate)
    if not notes:
        return document
    return {**(document if isinstance(document, dict) else {"estimate": document}), **notes}


def rating_notes(said: Rating | Driver) -> dict[str, Any]:
    notes: dict[str, Any] = {name: str(x) for name in ("because", "source", "evidence") if (x := getattr(said, name))}
    return notes if said.evidence_on is None else notes | {"evidence_on": said.evidence_on}


def _paid(paid: Estimate | Payment) -> Any:
    if isinstance(paid, Payment):
        return payment_document(paid, figure_document, plain_number, inline)
    return figure_document(paid)


def _component(component: Component) -> Any:
    if not isinstance(component, Lines):
        return _paid(component)
    lines = {name: _paid(each) for name, each in component.lines}
    return (
        {"lines": lines}
        if component.reference_class is None
        else {"class": component.reference_class.id, "lines": lines}
    )


def figure_document(estimate: Estimate) -> Any:
    match estimate:
        case Exact(x):
            return plain_number(x)
        case Unknown():
            return "unknown"
    return inline(_form(estimate))


def _form(estimate: Estimate) -> dict[str, Any]:
    match estimate:
        case ThreePoint(low, mode, high, shape):
            return plain_numbers({"low": low, "mode": mode, "high": high}) | _shape(shape, "pert")
        case Range(low, high):
            return plain_numbers({"low": low, "high": high})
        case Percentiles(p10, p90, p50, shape):
            middle = {} if p50 is None else {"p50": p50}
            return plain_numbers({"p10": p10} | middle | {"p90": p90}) | _shape(shape, "normal")
        case Moments(mean, sd, shape):
            return plain_numbers({"mean": mean, "sd": sd}) | _shape(shape, "normal")
        case BetaShape(alpha, beta):
            return {"beta": [plain_number(alpha), plain_number(beta)]}
        case LognormalShape(mu, sigma):
            return {"lognormal": [plain_number(mu), plain_number(sigma)]}
        case Levels(levels):
            return {"levels": {plain_number(x): plain_number(share) for x, share in levels}}
        case ClassEstimate(x, reference_class):
            return {"estimate": plain_number(x), "class": reference_class.id}
    raise TypeError(f"no document for {type(estimate).__name__}")


def _shape(shape: str, usual: str) -> dict[str, Any]:
    return {} if shape == usual else {"shape": shape}
