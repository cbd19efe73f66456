"""The shapes of our files, format 1: which keys there are and what kind of value each takes.

These models check form only (keys, types, words from a list) and give the JSON Schema for editors. Whether
figures are possible and parts fit together is checked by `decision.model`, when it is made of them.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
)

from decision.files.estimate_document import EstimateDocument, RatingDocument
from decision.files.kinds import (
    ID,
    REQUIREMENT_ID,
    WHEN_MET,
    ApproachWord,
    CellPath,
    CriterionPath,
    Date,
    Document,
    Elsewhere,
    FileName,
    FormatVersion,
    Id,
    Name,
    Number,
    NumberKey,
    Pair,
    RequirementId,
    Text,
    WholeNumber,
    no_number_twice,
)
from decision.model.bounds import MOST_EVALUATORS, MOST_ROOMS

MOST_SETS = 100  # of requirements, that a scenario uses
MOST_CURRENCIES = 50

# --- weights ----------------------------------------------------------------------------------------------


class ConcentrationDocument(Document):
    """Spread around the weights as stated."""

    concentration: Number = Field(description="The larger, the narrower the spread.")


class OrderDocument(Document):
    """An order of the criteria: each weighs at least as much as those after it."""

    order: list[
        Annotated[
            Annotated[Id, Tag("<one>")] | Annotated[list[Id], Tag("<tier>")],
            Discriminator(lambda x: "<tier>" if isinstance(x, list) else "<one>"),
        ]
    ] = Field(description="Criteria, weightiest first; those in an inner list are in no order among themselves.")


class RangesDocument(Document):
    """Bounds of the weights."""

    ranges: dict[Id, Pair] = Field(description="By criterion its bounds in percent of the total: {fit: [10, 30]}.")


def _uncertainty_form(x: Any) -> str | None:
    if isinstance(x, dict):
        return next((key for key in ("concentration", "order", "ranges") if key in x), None)
    return "word" if isinstance(x, str) else None


UncertaintyDocument = Annotated[
    Annotated[Literal["none", "any"], Tag("<word>")]
    | Annotated[ConcentrationDocument, WHEN_MET, Tag("<concentration>")]
    | Annotated[OrderDocument, WHEN_MET, Tag("<order>")]
    | Annotated[RangesDocument, WHEN_MET, Tag("<ranges>")],
    Discriminator(
        lambda x: (tag := _uncertainty_form(x)) and f"<{tag}>",
        custom_error_type="no_form",
        custom_error_message="must be none, any, {concentration: c}, {order: […]} or {ranges: {…}}",
    ),
]


# --- criteria ---------------------------------------------------------------------------------------------


class PointsDocument(Document):
    """A broken line through points."""

    points: list[Pair] = Field(description="[rating, value] each, from 0 at worst to 1 at best.")


class MidvalueDocument(Document):
    """An exponential curve through one point."""

    midvalue: Number = Field(description="The rating that is worth one half.")


def _curve_form(x: Any) -> str | None:
    return next((key for key in ("points", "midvalue") if isinstance(x, dict) and key in x), None)


CurveDocument = Annotated[
    Annotated[PointsDocument, WHEN_MET, Tag("<points>")] | Annotated[MidvalueDocument, WHEN_MET, Tag("<midvalue>")],
    Discriminator(
        lambda x: (tag := _curve_form(x)) and f"<{tag}>",
        custom_error_type="no_form",
        custom_error_message="must be {points: [[rating, value], …]} or {midvalue: rating}",
    ),
]


class CriterionDocument(Document):
    """One thing that matters; with parts, what is rated is those."""

    name: Name | None = Field(None, description="How the criterion is called on screen.")
    question: Text = Field("", description="The question to ask the room.")
    about: Text = Field("", description="What belongs to the criterion and what does not.")
    unit: Name = Field("", description="The unit of ratings.")
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
    minimum: Number | None = Field(
        None, description="The worst rating that will do: an option of which a worse one is expected is excluded."
    )
    anchors: Annotated[dict[NumberKey, Text], BeforeValidator(no_number_twice)] | None = Field(
        None, description="Words that say what a rating means."
    )
    usual_lines: Annotated[Any, Elsewhere("line_names_document", "UsualLinesDocument")] | None = Field(
        None,
        description="By name, lines that cost plans usually have, each with words it is known by; * is any letters.",
    )
    product_lines: list[Name] | None = Field(
        None, min_length=1, description="Words by which lines that pay for a product itself are known."
    )
    customising_lines: list[Name] | None = Field(
        None, min_length=1, description="Words by which lines that pay for customising a product are known."
    )
    parts: dict[Id, CriterionDocument] | None = Field(None, description="Sub-criteria, rated in its stead.")
    weight_uncertainty: UncertaintyDocument | None = Field(None, description="What is open about the parts' weights.")

    @property
    def says_lines(self) -> bool:
        """Whether it, or a part of it, says what lines of plans are known by."""
        said = (self.usual_lines, self.product_lines, self.customising_lines)
        return said != (None, None, None) or any(part.says_lines for part in (self.parts or {}).values())


class RequirementDocument(Document):
    """A condition that an option must meet."""

    text: Text = Field(description="The condition that an option must meet.")
    evidence: Text = Field("", description="What would show that it is met.")
    basis: Text = Field("", description="The rule it rests on.")
    test: Text = Field("", description="How it is checked: document, demo, reference, pilot.")
    source: Text = Field("", description="Where the rule was read.")


# --- the scenario -------------------------------------------------------------------------------------------

VerdictWord = Literal["pass", "fail", "not_shown"]


class ResultDocument(Document):
    """How an option stands on a requirement, and why."""

    result: VerdictWord = Field(description="Only fail excludes the option.")
    because: Text = Field("", description="The reason, in a sentence.")
    source: Text = Field("", description="Where that is to be seen.")


def _result_form(x: Any) -> str | None:
    return "result" if isinstance(x, dict) else "word"


class OptionDocument(Document):
    """One way to go."""

    name: Name | None = Field(None, description="How the option is called on screen.")
    approach: ApproachWord | None = Field(None, description="Which of the three it is.")
    about: Text = Field("", description="What it is, in a paragraph.")
    ratings: dict[Id, RatingDocument] = Field(description="By criterion, a number in its unit or an estimate.")
    requirements: dict[
        RequirementId,
        Annotated[
            Annotated[VerdictWord, Tag("<word>")] | Annotated[ResultDocument, WHEN_MET, Tag("<result>")],
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

    use: list[FileName] = Field(
        default_factory=list, max_length=MOST_SETS, description="Requirement sets in a criteria folder."
    )


class DependenceDocument(Document):
    """How uncertain ratings hang together."""

    within_option: Number = Field(
        0.0, description="Correlation of any two estimates of one option, better with better."
    )
    pairs: list[tuple[Text, Text, Number]] = Field(
        default_factory=list, description="Single pairs: [option.criterion, option.criterion, correlation]."
    )


class SimulationDocument(Document):
    """How the decision is simulated unless the call says otherwise."""

    draws: WholeNumber = Field(
        default=100_000,
        ge=1,
        le=1_000_000_000,
        description="How many worlds are drawn.",
        json_schema_extra={"minimum": 1, "maximum": 1_000_000_000},
    )
    seed: WholeNumber = Field(
        default=0, ge=0, description="Where the random numbers begin.", json_schema_extra={"minimum": 0}
    )


class ScenarioDocument(Document):
    """A whole decision."""

    format: FormatVersion = Field(description="The version of the file format.")
    title: Name = Field(description="What is decided, in a few words.")
    question: Text = Field("", description="The question as one would ask it.")
    about: Text = Field("", description="What led here, in a paragraph.")
    owner: Name = Field("", description="Who decides.")
    date: Date | None = Field(None, description="The day of the decision: year-month-day.")
    currency: Name = Field("", description="The currency of cost plans, such as USD.")
    horizon_years: WholeNumber | None = Field(None, description="Over how many years cost plans run.")
    discount_rate: Number | None = Field(None, description="By what share money a year later is worth less.")
    inflation: EstimateDocument | None = Field(
        None, description="By what share amounts rise a year; without it they are in prices of year 0."
    )
    exchange: dict[Name, EstimateDocument] = Field(
        default_factory=dict,
        max_length=MOST_CURRENCIES,
        description="By currency, what one of it is worth: {EUR: 1.08}.",
    )
    drivers: dict[Id, Annotated[Any, Elsewhere("driver_document", "DriverDocument")]] = Field(
        default_factory=dict, description="By id, what costs hang on, shared by all options."
    )
    criteria: CriteriaDocument = Field(description="What matters.")
    weights: dict[CriterionPath, Number] | None = Field(None, description="Points for each swing; all or none.")
    weight_uncertainty: UncertaintyDocument = Field("none", description="What is open about the weights.")
    options: dict[Id, OptionDocument] = Field(description="By id, the 2 to 30 ways to go.")
    dependence: Annotated[DependenceDocument, WHEN_MET] = Field(
        default_factory=DependenceDocument, description="How uncertain ratings hang together."
    )
    requirements: Annotated[RequirementsDocument, WHEN_MET] = Field(
        default_factory=RequirementsDocument, description="What an option must meet."
    )
    views: dict[Text, dict[CriterionPath, Number]] = Field(
        default_factory=dict, description="By name, one stakeholder's weights."
    )
    simulation: Annotated[SimulationDocument, WHEN_MET] = Field(
        default_factory=SimulationDocument, description="How many draws, and from which seed."
    )
    answers: dict[Id, Id] = Field(
        default_factory=dict, description="What was answered to each question on which approach suits us."
    )
    # what is only said about the decision: most files say little of it, and read nothing more for the rest
    readiness: Annotated[Any, Elsewhere("launch_document", "ReadinessDocument")] = Field(
        None, description="What must be done before launch, and what is read after it."
    )
    checks: Annotated[Any, Elsewhere("checks_document", "ChecksDocument")] = Field(
        None, description="What is asked of the decision whenever it changes."
    )
    evaluations: list[Annotated[Any, Elsewhere("evaluation_document", "EvaluationDocument")]] = Field(
        default_factory=list,
        max_length=MOST_EVALUATORS,
        description="What each evaluator gave, kept apart, and what moderation changed.",
    )
    consensus: dict[CellPath, Annotated[Any, Elsewhere("evaluation_document", "ConsensusDocument")]] = Field(
        default_factory=dict, description="By option.criterion, what the evaluators agreed on, and why."
    )
    decision: Annotated[Any, Elsewhere("record_document", "DecisionDocument")] | None = Field(
        None, description="What was decided."
    )
    outcome: Annotated[Any, Elsewhere("record_document", "OutcomeDocument")] | None = Field(
        None, description="What came of it."
    )
    rooms: list[Annotated[Any, Elsewhere("room_document", "RoomDocument")]] = Field(
        default_factory=list, max_length=MOST_ROOMS, description="What rooms of people settled."
    )

    @property
    def says_more(self) -> bool:
        """Whether anything is said about the decision beside what it is."""
        return not self.model_fields_set.isdisjoint(SAID)


SAID = ("readiness", "checks", "evaluations", "consensus", "decision", "outcome", "rooms")
