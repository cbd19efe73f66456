"""One estimate as it is being entered: every form of it as fields that may still be empty or impossible."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from decision.model.errors import ImpossibleError
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
from decision.model.reference_class import ReferenceClass

if TYPE_CHECKING:
    from decision.ui.session.payment_draft import PaymentDraft

_NO_FIGURES: Mapping[str, float | None] = MappingProxyType({})


@dataclass(frozen=True)
class Form:
    """One way to say an uncertain number: its fields, by key and name, and the shapes it may take, usual one first."""

    label: str
    fields: Mapping[str, str]
    shapes: tuple[str, ...] = ()
    help: str = ""


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "number": Form("A number", {"x": "Number"}, help="Known for certain, or as good as."),
        "three_point": Form(
            "Low, most likely, high",
            {"low": "Low", "mode": "Most likely", "high": "High"},
            ("pert", "triangular"),
            "Low and high are the ends: nothing lies beyond them.",
        ),
        "range": Form("Low to high", {"low": "Low", "high": "High"}, help="Anything between the two, all alike."),
        "percentiles": Form(
            "P10 and P90",
            {"p10": "P10", "p90": "P90"},
            ("normal", "lognormal"),
            "One time in ten it is below P10, one in ten above P90.",
        ),
        "quantiles": Form(
            "P10, P50 and P90",
            {"p10": "P10", "p50": "P50", "p90": "P90"},
            ("normal", "lognormal"),
            "As likely above P50 as below; one in ten below P10, one in ten above P90.",
        ),
        "moments": Form(
            "Mean and spread",
            {"mean": "Mean", "sd": "Standard deviation"},
            ("normal", "lognormal", "gamma", "beta"),
            "Two times in three within one standard deviation of the mean, for the normal shape.",
        ),
        "beta": Form(
            "Beta law, 0 to 1", {"alpha": "First shape", "beta": "Second shape"}, help="A share, by the two shapes."
        ),
        "lognormal": Form(
            "Lognormal law",
            {"mu": "Mean of the logarithm", "sigma": "Spread of the logarithm"},
            help="For figures that come from a fit.",
        ),
        "levels": Form("Levels with chances", {}, help="A few possible values; the chances sum to 1."),
        "open": Form(
            "Not known yet", {}, help="It counts as anything from worst to best alike, until somebody finds out."
        ),
        "class": Form(
            "Estimate × reference class",
            {"x": "Estimate"},
            help="Your own estimate, times how estimates of the kind have turned out elsewhere.",
        ),
    }
)
PAYMENT_FORM = Form("By the unit, or by year", {}, help="What it hangs on, and in which years it falls.")
PAYMENT = "payment"  # the form of what is paid by the unit of a driver, or in some years only
OPEN = "open"  # the form of a whole rating that nobody knows yet

Level = tuple[float | None, float | None]


@dataclass(frozen=True)
class EstimateDraft:
    """The fields of one estimate."""

    form: str = "number"
    figures: Mapping[str, float | None] = field(default_factory=lambda: _NO_FIGURES)
    shape: str = ""
    reference_class: ReferenceClass | None = None
    levels: tuple[Level, ...] = ()
    payment: PaymentDraft | None = None  # of the form PAYMENT: what is paid by the unit, or in some years only

    def with_payment(self, payment: PaymentDraft) -> EstimateDraft:
        return replace(self, payment=payment)

    def with_figure(self, name: str, x: float | None) -> EstimateDraft:
        return replace(self, figures=MappingProxyType({**self.figures, name: x}))

    def with_level(self, place: int, level: Level | None) -> EstimateDraft:
        """With the level at `place` replaced, taken away (None), or added at the end."""
        kept = list(self.levels)
        kept[place : place + 1] = [] if level is None else [level]
        return replace(self, levels=tuple(kept))


# --- from the model and back ----------------------------------------------------------------------------------


def estimate_draft(estimate: Estimate) -> EstimateDraft:
    """The fields that say `estimate`."""
    match estimate:
        case Exact(x):
            return new_draft("number", x=x)
        case ThreePoint(low, mode, high, shape):
            return replace(new_draft("three_point", low=low, mode=mode, high=high), shape=shape)
        case Range(low, high):
            return new_draft("range", low=low, high=high)
        case Percentiles(p10, p90, None, shape):
            return replace(new_draft("percentiles", p10=p10, p90=p90), shape=shape)
        case Percentiles(p10, p90, p50, shape):
            return replace(new_draft("quantiles", p10=p10, p50=p50, p90=p90), shape=shape)
        case Moments(mean, sd, shape):
            return replace(new_draft("moments", mean=mean, sd=sd), shape=shape)
        case BetaShape(alpha, beta):
            return new_draft("beta", alpha=alpha, beta=beta)
        case LognormalShape(mu, sigma):
            return new_draft("lognormal", mu=mu, sigma=sigma)
        case Levels(levels):
            return EstimateDraft("levels", levels=tuple(levels))
        case Unknown():
            return new_draft(OPEN)
        case ClassEstimate(x, reference_class):
            return replace(new_draft("class", x=x), reference_class=reference_class)
    raise TypeError(f"no fields for {type(estimate).__name__}")


def new_draft(form: str, **figures: float | None) -> EstimateDraft:
    """The fields of a form with these figures in them, and its usual shape."""
    return EstimateDraft(form, MappingProxyType(figures), FORMS[form].shapes[0] if FORMS[form].shapes else "")


def estimate_of(draft: EstimateDraft) -> Estimate:
    """The estimate that the fields say; raises ImpossibleError, in the words of the fields, where they say none."""
    try:
        return _estimate_of(draft)
    except ImpossibleError as error:
        raise ImpossibleError(_in_labels(error.what, FORMS[draft.form].fields), error.remedy, error.at) from None


def _in_labels(what: str, labels: Mapping[str, str]) -> str:
    """A fault of the model, whose keys before figures are called what they are called on the page."""
    return re.sub(r"\b(\w+)(?= -?[0-9])", lambda found: labels.get(found[1], found[1]), what)


def _estimate_of(draft: EstimateDraft) -> Estimate:
    x = {name: _given(label, draft.figures.get(name)) for name, label in FORMS[draft.form].fields.items()}
    shape: Any = draft.shape
    match draft.form:
        case "number":
            return Exact(x["x"])
        case "three_point":
            return ThreePoint(x["low"], x["mode"], x["high"], shape)
        case "range":
            return Range(x["low"], x["high"])
        case "percentiles" | "quantiles":
            return Percentiles(x["p10"], x["p90"], x.get("p50"), shape)
        case "moments":
            return Moments(x["mean"], x["sd"], shape)
        case "beta":
            return BetaShape(x["alpha"], x["beta"])
        case "lognormal":
            return LognormalShape(x["mu"], x["sigma"])
        case "levels":
            return Levels(
                tuple(
                    (
                        _given(f"the value of level {place + 1}", value),
                        _given(f"the chance of level {place + 1}", chance),
                    )
                    for place, (value, chance) in enumerate(draft.levels)
                )
            )
        case "class":
            if draft.reference_class is None:
                raise ImpossibleError("no reference class is chosen", "choose one from the list", ("class",))
            return ClassEstimate(x["x"], draft.reference_class)
        case "open":
            return Unknown()
    raise TypeError(f"no estimate for the form {draft.form}")


def _given(name: str, x: float | None) -> float:
    if x is None:
        raise ImpossibleError(f"{name} is empty", "give a number", (name,))
    return x
