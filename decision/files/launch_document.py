"""The shapes of what files say of readiness, format 1: causes of failed launches, and what a decision says of them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from decision.files.kinds import CRITERION_PATH, Date, Document, FormatVersion, Id, Name, Text
from decision.model.readiness import (
    MOST_CONDITIONS,
    MOST_MEASURES,
    CauseState,
    Condition,
    LaunchCause,
    Measure,
    Readiness,
)

# --- a file of causes -------------------------------------------------------------------------------------------


class CauseDocument(Document):
    """A known cause of failed launches."""

    name: Name = Field(description="How it is called, in a few words.")
    text: Text = Field(description="What goes wrong.")
    source: Text = Field(description="Where it was read that launches fail of it.")
    kind: Literal["sourced", "judgement"] = Field(description="What it rests on.")
    before_launch: list[Text] = Field(min_length=1, description="What to do about it before launch.")
    bears_on: list[Annotated[str, Field(pattern=CRITERION_PATH)]] = Field(
        default_factory=list,
        description="Criteria, by id or path, whose ratings are less sure while it is open: offered first on Ready?.",
    )


class LaunchCausesDocument(Document):
    """A file of known causes of failed launches."""

    format: FormatVersion = Field(description="The version of the file format.")
    name: Name = Field(description="How it is called.")
    about: Text = Field("", description="What it is for.")
    as_of: Date | None = Field(None, description="The day on which the sources were read: year-month-day.")
    causes: dict[Id, CauseDocument] = Field(description="By id, of what launches fail.")


def causes_of(document: LaunchCausesDocument) -> tuple[LaunchCause, ...]:
    """The causes of one file, in its order."""
    return tuple(
        LaunchCause(id, each.name, each.text, each.source, each.kind, tuple(each.before_launch), tuple(each.bears_on))
        for id, each in document.causes.items()
    )


# --- what a decision says ---------------------------------------------------------------------------------------

StateWord = Literal["open", "handled", "not_relevant"]


class ConditionDocument(Document):
    """What must be true before launch."""

    what: Text = Field(description="What must be true.")
    option: Id | None = Field(None, description="Of which option; of all where it is left out.")
    owner: Name = Field("", description="Who sees to it.")
    by: Date | None = Field(None, description="By when: year-month-day.")


class MeasureDocument(Document):
    """What will be read after launch."""

    what: Text = Field(description="What is measured.")
    baseline: Text = Field("", description="What it is today.")
    target: Text = Field("", description="What it shall be.")
    indicator: Text = Field("", description="What moves first if it goes well.")
    reader: Name = Field("", description="Who reads it.")
    when: Text = Field("", description="When it is read.")


class ReadinessDocument(Document):
    """What must be done before launch, and what will be read after it. No score uses it."""

    causes: dict[Id, dict[Id, StateWord]] = Field(
        default_factory=dict, description="By cause and option, whether it is open; open if left out."
    )
    conditions: Annotated[list[ConditionDocument], Field(max_length=MOST_CONDITIONS)] = Field(
        default_factory=list, description="What must be true before launch."
    )
    measures: Annotated[list[MeasureDocument], Field(max_length=MOST_MEASURES)] = Field(
        default_factory=list, description="What will be read after launch."
    )

    @property
    def says_something(self) -> bool:
        return bool(self.causes or self.conditions or self.measures)


def readiness_of(document: ReadinessDocument, known: tuple[LaunchCause, ...] | None) -> Readiness:
    """What a decision says of readiness; of causes nothing where it is not known which there are."""
    causes = {} if known is None else document.causes
    return Readiness(
        {cause: {option: CauseState(word) for option, word in by.items()} for cause, by in causes.items()},
        tuple(Condition(each.what, each.option or "", each.owner, each.by) for each in document.conditions),
        tuple(Measure(**dict(each)) for each in document.measures),
        known or (),
    )
