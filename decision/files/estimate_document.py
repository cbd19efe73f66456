"""The shapes of ratings in our files: every form of estimate, and cost plans."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag
from typing_extensions import TypeAliasType

from decision.files.kinds import (
    CLASS_ID,
    WHEN_MET,
    Date,
    Document,
    EvidenceWord,
    Id,
    Name,
    Number,
    NumberKey,
    Pair,
    Text,
    TrueOrFalse,
    WholeNumber,
    YearKey,
    no_number_twice,
)
from decision.model.criterion import ESTIMATE_KEYS


class Reasoned(Document):
    """Why a rating is what it is."""

    because: Text = Field("", description="The reason for the rating, in a sentence.")
    source: Text = Field("", description="Where the rating comes from.")
    evidence: EvidenceWord | None = Field(None, description="How the rating is known, from weakest to strongest.")
    evidence_on: Date | None = Field(None, description="The day that the evidence is of: year-month-day.")


MOST_TIERS = 100  # of one payment
UNKNOWN = "unknown"
UnknownWord = Annotated[
    Literal["unknown"], Field(description="Nobody knows yet: it counts as anything from worst to best alike.")
]


class ThreePointDocument(Reasoned):
    """Low, most likely, high: PERT with these ends, or a triangle."""

    low: Number = Field(description="The lowest that is thought possible.")
    mode: Number = Field(description="The most likely.")
    high: Number = Field(description="The highest that is thought possible.")
    shape: Literal["pert", "triangular"] = Field("pert", description="PERT, or a triangle.")


class RangeDocument(Reasoned):
    """Anything from low to high alike."""

    low: Number = Field(description="The lowest that is thought possible.")
    high: Number = Field(description="The highest that is thought possible.")


class PercentilesDocument(Reasoned):
    """P10 and P90 of a normal or lognormal; with P50, two halves joined there."""

    p10: Number = Field(description="One case in ten is below.")
    p50: Number | None = Field(None, description="As often above as below.")
    p90: Number = Field(description="One case in ten is above.")
    shape: Literal["normal", "lognormal"] = Field("normal", description="Symmetric, or skewed to the high side.")


class MomentsDocument(Reasoned):
    """Mean and standard deviation."""

    mean: Number = Field(description="The mean.")
    sd: Number = Field(description="The standard deviation.")
    shape: Literal["normal", "lognormal", "gamma", "beta"] = Field("normal", description="The law; beta is on 0 to 1.")


class BetaDocument(Reasoned):
    """A beta law on 0 to 1."""

    beta: Pair = Field(description="Its two shapes: [a, b].")


class LognormalDocument(Reasoned):
    """A lognormal law."""

    lognormal: Pair = Field(description="Mean and standard deviation of the logarithm: [mu, sigma].")


class LevelsDocument(Reasoned):
    """A few values with their probabilities."""

    levels: Annotated[dict[NumberKey, Number], BeforeValidator(no_number_twice)] = Field(
        description="By value its probability: {5: 0.2, 7: 0.8}."
    )


class ClassDocument(Reasoned):
    """A number, as it stands or times how such estimates have turned out elsewhere; or the word unknown."""

    estimate: Annotated[
        Annotated[Number, Tag("<number>")] | Annotated[UnknownWord, Tag("<unknown>")],
        Discriminator(lambda x: "<unknown>" if x == UNKNOWN else "<number>"),
    ] = Field(description="The figure as it was estimated; unknown only where it is the whole rating.")
    class_: Annotated[str, Field(pattern=CLASS_ID)] | None = Field(
        None, alias="class", description="A reference class: the estimate is multiplied by it."
    )


class StepsDocument(Document):
    """One more for every so many units begun: a server, a nurse."""

    every: Number = Field(description="For how many units one is needed.")
    price: EstimateDocument = Field(description="What one costs a year.")


class PaymentDocument(Document):
    """Money that hangs on a driver, falls in some years only, rises, or is in another currency."""

    amount: EstimateDocument | None = Field(None, description="Money in a year in which it falls.")
    per: Id | None = Field(None, description="In its place, the driver whose units are paid for.")
    price: EstimateDocument | None = Field(None, description="Money for each unit and year.")
    above: Number | None = Field(None, description="Only units above so many are paid for.")
    tiers: list[tuple[Number, EstimateDocument]] | None = Field(
        None,
        min_length=1,
        max_length=MOST_TIERS,
        description="[from so many units on, the price of each further one], from 0 on: [[0, 6], [5000, 4]].",
    )
    all_units: TrueOrFalse = Field(
        default=False, description="Whether the price of the tier reached is that of all units."
    )
    minimum: EstimateDocument | None = Field(None, description="The least that is charged in a year.")
    steps: StepsDocument | None = Field(None, description="Money for every so many units begun.")
    growth: EstimateDocument | None = Field(None, description="By what share it rises a year, after year 1.")
    from_year: WholeNumber | None = Field(None, description="The first year in which it is paid; 1 if left out.")
    until_year: WholeNumber | None = Field(None, description="The last one; the horizon if left out.")
    every: WholeNumber | None = Field(None, description="Every how many years, from the first on.")
    schedule: Annotated[dict[YearKey, Number], BeforeValidator(no_number_twice)] | None = Field(
        None, description="By year from 0 on, what share of it falls then: {0: 0.6, 1: 0.4}."
    )
    currency: Name = Field("", description="In which it is stated, if not in that of the decision.")


class LinesDocument(Document):
    """Money in several lines, summed."""

    lines: dict[Text, PaidDocument] = Field(description="By name, an estimate each, or what is paid when.")
    class_: Annotated[str, Field(pattern=CLASS_ID)] | None = Field(
        None, alias="class", description="A reference class: one multiplier for the sum of the lines."
    )


class PlanDocument(Reasoned):
    """Costs over the years: their present value is the rating."""

    upfront: ComponentDocument | None = Field(None, description="Money spent in year 0.")
    yearly: ComponentDocument | None = Field(None, description="Money spent in each year from the first to the last.")
    growth: EstimateDocument | None = Field(None, description="By what share yearly money grows a year, after year 1.")
    exit: ComponentDocument | None = Field(None, description="Money spent on leaving, in the last year.")
    savings: ComponentDocument | None = Field(None, description="Money saved in each year: it is taken off.")


_BY_KEY = (
    ("levels", "levels"), ("beta", "beta"), ("lognormal", "lognormal"),
    ("lines", "lines"), ("amount", "payment"), ("per", "payment"), ("estimate", "estimate"), ("class", "estimate"),
    ("mean", "moments"), ("sd", "moments"),
    ("p10", "percentiles"), ("p50", "percentiles"), ("p90", "percentiles"),
    ("mode", "three-point"), ("shape", "three-point"), ("low", "range"), ("high", "range"),
    ("price", "payment"), ("tiers", "payment"), ("steps", "payment"), ("schedule", "payment"), ("currency", "payment"),
)  # fmt: skip
_PLAN_KEYS = ("upfront", "yearly", "growth", "exit", "savings")
_NOTES = {"because", "source", "evidence", "evidence_on"}
PAYMENT_KEYS = frozenset(PaymentDocument.model_fields)


def estimate_form(x: Any) -> str | None:
    """Which form of estimate `x` means to be, by the keys it has."""
    if not isinstance(x, dict):
        return None if isinstance(x, list) else "number"
    return next((form for key, form in _BY_KEY if key in x), None)


def _rating_form(x: Any) -> str | None:
    """Which form of rating: an estimate's, a cost plan, or ratings of parts."""
    if isinstance(x, dict):
        if any(key in x for key in _PLAN_KEYS[:-1]) or ("savings" in x and x.keys() <= {*_PLAN_KEYS, *_NOTES}):
            return "plan"
        if estimate_form(x) is None and not (_NOTES & x.keys()):
            return "parts"
    return "unknown" if x == UNKNOWN else estimate_form(x)


_FORMS = (
    "{low, mode, high}, {low, high}, {p10, p90}, {p10, p50, p90}, {mean, sd}, "
    "{levels}, {beta}, {lognormal} or {estimate, class}"
)


def discriminator(
    form: Callable[[Any], str | None], forms: str = f"a number or an estimate with the keys {_FORMS}"
) -> Discriminator:
    """What tells forms apart by `form`; `forms` says which there are, where something is none of them."""
    return Discriminator(
        lambda x: (tag := form(x)) and f"<{tag}>",
        custom_error_type="no_form",
        custom_error_message=f"must be {forms}",
    )


AnyEstimate = (
    Annotated[Number, Tag("<number>")]
    | Annotated[ThreePointDocument, WHEN_MET, Tag("<three-point>")]
    | Annotated[RangeDocument, WHEN_MET, Tag("<range>")]
    | Annotated[PercentilesDocument, WHEN_MET, Tag("<percentiles>")]
    | Annotated[MomentsDocument, WHEN_MET, Tag("<moments>")]
    | Annotated[BetaDocument, WHEN_MET, Tag("<beta>")]
    | Annotated[LognormalDocument, WHEN_MET, Tag("<lognormal>")]
    | Annotated[LevelsDocument, WHEN_MET, Tag("<levels>")]
    | Annotated[ClassDocument, WHEN_MET, Tag("<estimate>")]
)
# named aliases, so that pydantic works each out once and refers to it
EstimateDocument = TypeAliasType("EstimateDocument", Annotated[AnyEstimate, discriminator(estimate_form)])
PaidDocument = TypeAliasType(
    "PaidDocument",
    Annotated[AnyEstimate | Annotated[PaymentDocument, WHEN_MET, Tag("<payment>")], discriminator(estimate_form)],
)
ComponentDocument = TypeAliasType(
    "ComponentDocument",
    Annotated[
        AnyEstimate
        | Annotated[PaymentDocument, WHEN_MET, Tag("<payment>")]
        | Annotated[LinesDocument, WHEN_MET, Tag("<lines>")],
        discriminator(estimate_form),
    ],
)
RatingDocument = TypeAliasType(
    "RatingDocument",
    Annotated[
        AnyEstimate
        | Annotated[UnknownWord, Tag("<unknown>")]
        | Annotated[PlanDocument, WHEN_MET, Tag("<plan>")]
        | Annotated[
            "dict[Id, RatingDocument]",
            Tag("<parts>"),
            Field(json_schema_extra={"propertyNames": {"not": {"enum": list(ESTIMATE_KEYS)}}}),
        ],
        discriminator(_rating_form),
    ],
)
