"""The shapes of our files, format 1: which keys there are and what kind of value each takes.

These models check form only (keys, types, words from a list) and give the JSON Schema for editors. Whether
figures are possible and parts fit together is checked by `decision.model`, when it is made of them.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError
from typing_extensions import TypeAliasType

from decision.files.tree import resolved
from decision.model.criterion import ESTIMATE_KEYS

ID = r"^[a-z][a-z0-9_]*$"
FILE_NAME = r"^[a-z0-9][a-z0-9_-]*$"
CLASS_ID = FILE_NAME
REQUIREMENT_ID = r"^[A-Za-z][A-Za-z0-9_]*$"


class Document(BaseModel):
    """A mapping whose keys are all known."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


def _number(x: Any) -> float:
    if isinstance(x, bool) or not isinstance(x, int | float):
        raise PydanticCustomError("number", "must be a number")
    number = float(x)
    if not math.isfinite(number):
        raise PydanticCustomError("number", "is too large to compute with")
    return number


def _whole_number(x: Any) -> int:
    number = _number(x)
    if not number.is_integer():
        raise PydanticCustomError("whole_number", "must be a whole number")
    return int(x)


def _text(x: Any) -> str:
    if not isinstance(x, str):
        raise PydanticCustomError("text", "must be text")
    return x


def _date(x: Any) -> datetime.date:
    try:
        return datetime.date.fromisoformat(_text(x))
    except ValueError:
        raise PydanticCustomError("date", "must be a date such as 2026-11-23") from None


def _number_in_key(x: Any) -> float:
    return _number(resolved(x) if isinstance(x, str) else x)  # keys reach us as text


def _no_number_twice(x: Any) -> Any:
    numbers = [resolved(key) for key in x if isinstance(key, str)] if isinstance(x, dict) else []
    if len(set(numbers)) < len(numbers):
        raise PydanticCustomError("number_twice", "has keys that are the same number, such as 5 and 5.0")
    return x


def _not_a_truth(x: Any) -> Any:
    return str(x).lower() if isinstance(x, bool) else x  # for Python, true equals 1


FormatVersion = Annotated[Literal[1], BeforeValidator(_not_a_truth)]
Number = Annotated[float, BeforeValidator(_number), WithJsonSchema({"type": "number"})]
WholeNumber = Annotated[int, BeforeValidator(_whole_number), WithJsonSchema({"type": "integer"})]
Text = Annotated[str, BeforeValidator(_text), WithJsonSchema({"type": "string"})]
NumberKey = Annotated[float, BeforeValidator(_number_in_key), WithJsonSchema({"type": "string"})]
Date = Annotated[datetime.date, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
Id = Annotated[str, Field(pattern=ID)]
FileName = Annotated[str, Field(pattern=FILE_NAME)]
RequirementId = Annotated[str, Field(pattern=REQUIREMENT_ID)]
CriterionPath = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){0,2}$")]
Pair = Annotated[list[Number], Field(min_length=2, max_length=2)]

ApproachWord = Literal["build", "buy", "extend"]
EvidenceWord = Literal["assumption", "vendor", "demo", "reference", "pilot"]


# --- estimates ------------------------------------------------------------------------------------------


class Reasoned(Document):
    """Why a rating is what it is."""

    because: Text = Field("", description="The reason for the rating, in a sentence.")
    source: Text = Field("", description="Where the rating comes from.")
    evidence: EvidenceWord | None = Field(None, description="How the rating is known, from weakest to strongest.")


class ThreePointDocument(Reasoned):
    low: Number
    mode: Number
    high: Number
    shape: Literal["pert", "triangular"] = "pert"


class RangeDocument(Reasoned):
    low: Number
    high: Number


class PercentilesDocument(Reasoned):
    p10: Number
    p50: Number | None = None
    p90: Number
    shape: Literal["normal", "lognormal"] = "normal"


class MomentsDocument(Reasoned):
    mean: Number
    sd: Number
    shape: Literal["normal", "lognormal", "gamma", "beta"] = "normal"


class BetaDocument(Reasoned):
    beta: Pair


class LognormalDocument(Reasoned):
    lognormal: Pair


class LevelsDocument(Reasoned):
    levels: Annotated[dict[NumberKey, Number], BeforeValidator(_no_number_twice)]


class ClassDocument(Reasoned):
    estimate: Number
    class_: Annotated[str, Field(pattern=CLASS_ID)] | None = Field(
        None, alias="class", description="A reference class: the estimate is multiplied by it."
    )


class LinesDocument(Document):
    lines: dict[Text, EstimateDocument]
    class_: Annotated[str, Field(pattern=CLASS_ID)] | None = Field(
        None, alias="class", description="A reference class: one multiplier for the sum of the lines."
    )


class PlanDocument(Reasoned):
    upfront: ComponentDocument | None = Field(None, description="Money spent in year 0.")
    yearly: ComponentDocument | None = Field(None, description="Money spent in each year from the first to the last.")
    growth: EstimateDocument | None = Field(None, description="By what share yearly money grows a year, after year 1.")
    exit: ComponentDocument | None = Field(None, description="Money spent on leaving, in the last year.")


_BY_KEY = (
    ("levels", "levels"), ("beta", "beta"), ("lognormal", "lognormal"),
    ("lines", "lines"), ("estimate", "estimate"), ("class", "estimate"),
    ("mean", "moments"), ("sd", "moments"),
    ("p10", "percentiles"), ("p50", "percentiles"), ("p90", "percentiles"),
    ("mode", "three-point"), ("shape", "three-point"), ("low", "range"), ("high", "range"),
)  # fmt: skip
_PLAN_KEYS = ("upfront", "yearly", "growth", "exit")
_NOTES = {"because", "source", "evidence"}


def _form(x: Any) -> str | None:
    """Which form of estimate `x` means to be, by the keys it has."""
    if not isinstance(x, dict):
        return None if isinstance(x, list) else "number"
    return next((form for key, form in _BY_KEY if key in x), None)


def _rating_form(x: Any) -> str | None:
    """Which form of rating: an estimate's, a cost plan, or ratings of parts."""
    if isinstance(x, dict):
        if any(key in x for key in _PLAN_KEYS):
            return "plan"
        if _form(x) is None and not (_NOTES & x.keys()):
            return "parts"
    return _form(x)


_FORMS = (
    "{low, mode, high}, {low, high}, {p10, p90}, {p10, p50, p90}, {mean, sd}, "
    "{levels}, {beta}, {lognormal} or {estimate, class}"
)


def _discriminator(form: Callable[[Any], str | None]) -> Discriminator:
    return Discriminator(
        lambda x: (tag := form(x)) and f"<{tag}>",
        custom_error_type="no_form",
        custom_error_message=f"must be a number or an estimate with the keys {_FORMS}",
    )


_AnyEstimate = (
    Annotated[Number, Tag("<number>")]
    | Annotated[ThreePointDocument, Tag("<three-point>")]
    | Annotated[RangeDocument, Tag("<range>")]
    | Annotated[PercentilesDocument, Tag("<percentiles>")]
    | Annotated[MomentsDocument, Tag("<moments>")]
    | Annotated[BetaDocument, Tag("<beta>")]
    | Annotated[LognormalDocument, Tag("<lognormal>")]
    | Annotated[LevelsDocument, Tag("<levels>")]
    | Annotated[ClassDocument, Tag("<estimate>")]
)
# named aliases, so that pydantic works each out once and refers to it
EstimateDocument = TypeAliasType("EstimateDocument", Annotated[_AnyEstimate, _discriminator(_form)])
ComponentDocument = TypeAliasType(
    "ComponentDocument", Annotated[_AnyEstimate | Annotated[LinesDocument, Tag("<lines>")], _discriminator(_form)]
)
RatingDocument = TypeAliasType(
    "RatingDocument",
    Annotated[
        _AnyEstimate
        | Annotated[PlanDocument, Tag("<plan>")]
        | Annotated[
            "dict[Id, RatingDocument]",
            Tag("<parts>"),
            Field(json_schema_extra={"propertyNames": {"not": {"enum": list(ESTIMATE_KEYS)}}}),
        ],
        _discriminator(_rating_form),
    ],
)


# --- weights ----------------------------------------------------------------------------------------------


class ConcentrationDocument(Document):
    concentration: Number


class OrderDocument(Document):
    order: list[
        Annotated[
            Annotated[Id, Tag("<one>")] | Annotated[list[Id], Tag("<tier>")],
            Discriminator(lambda x: "<tier>" if isinstance(x, list) else "<one>"),
        ]
    ]


class RangesDocument(Document):
    ranges: dict[Id, Pair]


def _uncertainty_form(x: Any) -> str | None:
    if isinstance(x, dict):
        return next((key for key in ("concentration", "order", "ranges") if key in x), None)
    return "word" if isinstance(x, str) else None


UncertaintyDocument = Annotated[
    Annotated[Literal["none", "any"], Tag("<word>")]
    | Annotated[ConcentrationDocument, Tag("<concentration>")]
    | Annotated[OrderDocument, Tag("<order>")]
    | Annotated[RangesDocument, Tag("<ranges>")],
    Discriminator(
        lambda x: (tag := _uncertainty_form(x)) and f"<{tag}>",
        custom_error_type="no_form",
        custom_error_message="must be none, any, {concentration: c}, {order: […]} or {ranges: {…}}",
    ),
]


# --- criteria ---------------------------------------------------------------------------------------------


class PointsDocument(Document):
    points: list[Pair]


class MidvalueDocument(Document):
    midvalue: Number


def _curve_form(x: Any) -> str | None:
    return next((key for key in ("points", "midvalue") if isinstance(x, dict) and key in x), None)


CurveDocument = Annotated[
    Annotated[PointsDocument, Tag("<points>")] | Annotated[MidvalueDocument, Tag("<midvalue>")],
    Discriminator(
        lambda x: (tag := _curve_form(x)) and f"<{tag}>",
        custom_error_type="no_form",
        custom_error_message="must be {points: [[rating, value], …]} or {midvalue: rating}",
    ),
]


class CriterionDocument(Document):
    name: Text | None = Field(None, description="How the criterion is called on screen.")
    question: Text = Field("", description="The question to ask the room.")
    about: Text = Field("", description="What belongs to the criterion and what does not.")
    unit: Text = Field("", description="The unit of ratings.")
    worst: Number | None = Field(None, description="The rating worth 0; above best where less is better.")
    best: Number | None = Field(None, description="The rating worth 1.")
    weight: Number | None = Field(None, description="Points for the swing from worst to best, among its siblings.")
    value: CurveDocument | None = Field(
        None, description="How value grows from worst to best; a straight line by default."
    )
    outside: Literal["clip", "extrapolate"] | None = Field(
        None, description="What ratings outside worst to best are worth."
    )
    kind: Literal["rating", "cost_plan"] | None = Field(
        None, description="cost_plan where a rating may be a cost plan."
    )
    anchors: Annotated[dict[NumberKey, Text], BeforeValidator(_no_number_twice)] | None = Field(
        None, description="Words that say what a rating means."
    )
    parts: dict[Id, CriterionDocument] | None = Field(None, description="Sub-criteria, rated in its stead.")
    weight_uncertainty: UncertaintyDocument | None = Field(None, description="What is open about the parts' weights.")


class CatalogueCriterionDocument(CriterionDocument):
    starting_ratings: dict[ApproachWord, RatingDocument] = Field(
        default_factory=dict, description="By approach, a rating to start a discussion from."
    )


class CatalogueDocument(Document):
    """A catalogue of weighted criteria."""

    format: FormatVersion
    name: Text
    about: Text = ""
    criteria: dict[Id, CatalogueCriterionDocument]


class BodyAndTailDocument(Document):
    tail_share: Number
    threshold: Number
    tail_index: Number
    body: Pair
    cap: Number | None = None


class ReferenceClassDocument(Document):
    name: Text
    kind: Literal["fitted", "derived", "constructed"]
    n: WholeNumber | None = None
    lognormal: Pair | None = None
    body_and_tail: BodyAndTailDocument | None = None
    use: Text = ""
    caveat: Text = ""
    source: Text

    @model_validator(mode="after")
    def _one_law(self) -> ReferenceClassDocument:
        if (self.lognormal is None) == (self.body_and_tail is None):
            raise PydanticCustomError("one_law", "must have either lognormal or body_and_tail")
        return self


class ReferenceClassesDocument(Document):
    """A file of reference classes."""

    format: FormatVersion
    name: Text
    about: Text = ""
    reference_classes: dict[Annotated[str, Field(pattern=CLASS_ID)], ReferenceClassDocument]


class RequirementDocument(Document):
    text: Text = Field(description="The condition that an option must meet.")
    evidence: Text = Field("", description="What would show that it is met.")
    basis: Text = Field("", description="The rule it rests on.")
    test: Text = Field("", description="How it is checked: document, demo, reference, pilot.")
    source: Text = Field("", description="Where the rule was read.")


class RequirementSetDocument(Document):
    """A set of requirements."""

    format: FormatVersion
    name: Text
    about: Text = ""
    as_of: Date | None = None
    requirements: dict[RequirementId, RequirementDocument]


# --- the scenario -------------------------------------------------------------------------------------------

VerdictWord = Literal["pass", "fail", "not_shown"]


class ResultDocument(Document):
    result: VerdictWord
    because: Text = ""
    source: Text = ""


def _result_form(x: Any) -> str | None:
    return "result" if isinstance(x, dict) else "word"


class OptionDocument(Document):
    name: Text | None = Field(None, description="How the option is called on screen.")
    approach: ApproachWord | None = None
    about: Text = ""
    ratings: dict[Id, RatingDocument]
    requirements: dict[
        RequirementId,
        Annotated[
            Annotated[VerdictWord, Tag("<word>")] | Annotated[ResultDocument, Tag("<result>")],
            Discriminator(lambda x: f"<{_result_form(x)}>"),
        ],
    ] = Field(default_factory=dict, description="How the option stands on each requirement; not_shown if left out.")


class CriteriaDocument(BaseModel):
    """`use` names a catalogue; every other key is a criterion."""

    model_config = ConfigDict(
        extra="allow", frozen=True, defer_build=True, json_schema_extra={"propertyNames": {"pattern": ID}}
    )
    __pydantic_extra__: dict[Id, CriterionDocument] = Field(init=False)

    use: FileName | None = Field(None, description="A catalogue in a criteria folder, without path or ending.")


class RequirementsDocument(BaseModel):
    """`use` names requirement sets; every other key is a requirement."""

    model_config = ConfigDict(
        extra="allow", frozen=True, defer_build=True, json_schema_extra={"propertyNames": {"pattern": REQUIREMENT_ID}}
    )
    __pydantic_extra__: dict[RequirementId, RequirementDocument] = Field(init=False)

    use: list[FileName] = Field(default_factory=list, description="Requirement sets in a criteria folder.")


class DependenceDocument(Document):
    within_option: Number = Field(
        0.0, description="Correlation of any two estimates of one option, better with better."
    )
    pairs: list[tuple[Text, Text, Number]] = Field(
        default_factory=list, description="Single pairs: [option.criterion, option.criterion, correlation]."
    )


class SimulationDocument(Document):
    draws: WholeNumber = Field(
        default=100_000, ge=1, le=1_000_000_000, json_schema_extra={"minimum": 1, "maximum": 1_000_000_000}
    )
    seed: WholeNumber = Field(default=0, ge=0, json_schema_extra={"minimum": 0})


class ScenarioDocument(Document):
    """A whole decision."""

    format: FormatVersion = Field(description="The version of the file format.")
    title: Text = Field(description="What is decided, in a few words.")
    question: Text = Field("", description="The question as one would ask it.")
    about: Text = Field("", description="What led here, in a paragraph.")
    owner: Text = ""
    date: Date | None = None
    currency: Text = Field("", description="The currency of cost plans, such as USD.")
    horizon_years: WholeNumber | None = Field(None, description="Over how many years cost plans run.")
    discount_rate: Number | None = Field(None, description="By what share money a year later is worth less.")
    criteria: CriteriaDocument
    weights: dict[CriterionPath, Number] | None = Field(None, description="Points for each swing; all or none.")
    weight_uncertainty: UncertaintyDocument = "none"
    options: dict[Id, OptionDocument]
    dependence: DependenceDocument = Field(default_factory=DependenceDocument)
    requirements: RequirementsDocument = Field(default_factory=RequirementsDocument)
    views: dict[Text, dict[CriterionPath, Number]] = Field(default_factory=dict)
    simulation: SimulationDocument = Field(default_factory=SimulationDocument)
