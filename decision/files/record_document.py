"""The shapes of what files say of a decision that was taken and of what came of it, format 1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError
from typing_extensions import TypeAliasType

from decision.files.kinds import SHORT_FIGURES, Date, Document, FigurePath, Id, Name, Number, Text
from decision.model.record import MOST_TRIGGERS, Outcome, RecordedDecision, Trigger


class TriggerDocument(Document):
    """What would reopen the decision."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [{"required": [name], "properties": {name: {"type": "number"}}} for name in ("below", "above")]
        }
    )

    when: Text = Field(description="Which rating: option.criterion, or option.criterion.component of a cost plan.")
    below: Number | None = Field(None, description="It reopens the decision if less than this is expected of it,")
    above: Number | None = Field(None, description="or if more than this is expected of it, in its unit.")
    say: Text = Field(description="The same for people, in a sentence.")

    @model_validator(mode="after")
    def _one_bound(self) -> TriggerDocument:
        if (self.below is None) == (self.above is None):
            raise PydanticCustomError("one_bound", "must have either below or above")
        return self


class DecisionDocument(Document):
    """What was decided. No score uses it."""

    chosen: Id = Field(description="The option that was chosen.")
    on: Date | None = Field(None, description="The day of the decision: year-month-day.")
    by: Name = Field("", description="Who decided.")
    because: Text = Field("", description="Why, in a sentence or a paragraph.")
    p_best: Number | None = Field(None, description="In which share of futures it was best, as it stood then: 0 to 1.")
    margin: Number | None = Field(
        None, description="By how many points it led the best of the others; less than 0 where it did not."
    )
    version: Name = Field("", description="The version of the program that worked this out.")
    fingerprint: Name = Field("", description="The fingerprint of the decision that it follows from.")
    review_by: Date | None = Field(None, description="By when it is looked at again: year-month-day.")
    record: Text = Field("", description="The decision record, from the folder of this file.")
    supersedes: Text = Field("", description="The record of the decision that this one took the place of.")
    revisit: Annotated[list[TriggerDocument], Field(max_length=MOST_TRIGGERS)] = Field(
        default_factory=list, description="What would reopen it."
    )


FiguresDocument = TypeAliasType(
    "FiguresDocument",
    Annotated[
        Annotated[Number, Tag("<number>")] | Annotated["dict[FigurePath, FiguresDocument]", Tag("<figures>")],
        Discriminator(lambda x: "<figures>" if isinstance(x, dict) else "<number>"),
    ],
)


class OutcomeDocument(Document):
    """What came of the option that was chosen. No score uses it."""

    on: Date | None = Field(None, description="When this was known: year-month-day.")
    cost: FiguresDocument | None = Field(
        None, description="What it cost, in the unit of the rating, or by component of the plan: {upfront: 700000}."
    )
    time_to_launch: FiguresDocument | None = Field(None, description="How long it took, in the unit of the rating.")
    ratings: dict[FigurePath, FiguresDocument] = Field(
        default_factory=dict, description="By criterion, what the rating turned out to be, in its unit."
    )


def decision_of(document: DecisionDocument | None) -> RecordedDecision | None:
    """The recorded decision, if a file has one."""
    if document is None:
        return None
    said = dict(document) | {"revisit": tuple(Trigger(**dict(each)) for each in document.revisit)}
    return RecordedDecision(**said)


def outcome_of(document: OutcomeDocument | None) -> Outcome | None:
    """The outcome, if a file has one."""
    return None if document is None else Outcome(document.on, {path: x for path, x, _ in figures_in(document)})


def figures_in(document: OutcomeDocument) -> Iterator[tuple[str, float, tuple[str, ...]]]:
    """Each figure that came, by path, and the keys that lead to it in the file."""
    yield from _flat(document.ratings, "", ("outcome", "ratings"))
    for name in SHORT_FIGURES:
        said = getattr(document, name)
        if said is not None:
            yield from _flat({name: said}, "", ("outcome",))


def _flat(said: Mapping[str, Any], above: str, keys: tuple[str, ...]) -> Iterator[tuple[str, float, tuple[str, ...]]]:
    for name, x in said.items():
        path = f"{above}.{name}" if above else name
        if isinstance(x, Mapping):
            yield from _flat(x, path, (*keys, name))
        else:
            yield path, x, (*keys, name)
