"""The shapes of files that scenarios build on: catalogues of criteria, sets of requirements, reference classes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import (
    ConfigDict,
    Field,
    model_validator,
)
from pydantic_core import PydanticCustomError

from decision.files.document import CriterionDocument, RequirementDocument
from decision.files.estimate_document import RatingDocument
from decision.files.kinds import (
    CLASS_ID,
    ApproachWord,
    Date,
    Document,
    FormatVersion,
    Id,
    Name,
    Number,
    Pair,
    RequirementId,
    Text,
    WholeNumber,
)


class CatalogueCriterionDocument(CriterionDocument):
    """A criterion of a catalogue."""

    starting_ratings: dict[ApproachWord, RatingDocument] = Field(
        default_factory=dict, description="By approach, a rating to start a discussion from."
    )


class CatalogueDocument(Document):
    """A catalogue of weighted criteria, which may hold a set of requirements too."""

    format: FormatVersion = Field(description="The version of the file format.")
    name: Name = Field(description="How it is called.")
    about: Text = Field("", description="What it is for.")
    as_of: Date | None = Field(None, description="The day on which the rules were read: year-month-day.")
    criteria: dict[Id, CatalogueCriterionDocument] = Field(description="By id, what matters.")
    requirements: dict[RequirementId, RequirementDocument] = Field(
        default_factory=dict, description="By id, what must be met."
    )


class RequirementSetDocument(Document):
    """A set of requirements, which may hold a catalogue of criteria too."""

    format: FormatVersion = Field(description="The version of the file format.")
    name: Name = Field(description="How it is called.")
    about: Text = Field("", description="What it is for.")
    as_of: Date | None = Field(None, description="The day on which the rules were read: year-month-day.")
    requirements: dict[RequirementId, RequirementDocument] = Field(description="By id, what must be met.")
    criteria: dict[Id, CatalogueCriterionDocument] = Field(default_factory=dict, description="By id, what matters.")


class BodyAndTailDocument(Document):
    """A lognormal body and a Pareto tail."""

    tail_share: Number = Field(description="Which share of cases lies in the tail.")
    threshold: Number = Field(description="The multiplier at which the tail begins.")
    tail_index: Number = Field(description="The index of the tail: the smaller, the heavier.")
    body: Pair = Field(description="Mean and standard deviation of the logarithm in the body: [mu, sigma].")
    cap: Number | None = Field(None, description="The multiplier beyond which nothing lies.")


class ReferenceClassDocument(Document):
    """How estimates of a kind have turned out elsewhere: the law of a multiplier."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [
                {"required": [name], "properties": {name: {"type": kind}}}
                for name, kind in (("lognormal", "array"), ("body_and_tail", "object"))
            ]
        }
    )

    name: Name = Field(description="How it is called.")
    kind: Literal["fitted", "derived", "constructed"] = Field(
        description="Fitted to cases, derived from published figures, or constructed for want of any."
    )
    n: WholeNumber | None = Field(None, description="How many cases it rests on.")
    lognormal: Pair | None = Field(None, description="Mean and standard deviation of the logarithm: [mu, sigma].")
    body_and_tail: BodyAndTailDocument | None = Field(None, description="A lognormal body and a Pareto tail.")
    use: Text = Field("", description="What it may be used for.")
    caveat: Text = Field("", description="What to be careful about.")
    source: Text = Field(description="Where the figures come from.")

    @model_validator(mode="after")
    def _one_law(self) -> ReferenceClassDocument:
        if (self.lognormal is None) == (self.body_and_tail is None):
            raise PydanticCustomError("one_law", "must have either lognormal or body_and_tail")
        return self


class ReferenceClassesDocument(Document):
    """A file of reference classes."""

    format: FormatVersion = Field(description="The version of the file format.")
    name: Name = Field(description="How it is called.")
    about: Text = Field("", description="What it is for.")
    reference_classes: dict[Annotated[str, Field(pattern=CLASS_ID)], ReferenceClassDocument] = Field(
        description="By id, the classes that estimates may name."
    )
