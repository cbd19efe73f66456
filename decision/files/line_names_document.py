"""The shapes of what files say of lines of cost plans, format 1: what they are usually called, in any language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field, RootModel

from decision.files.document import CriterionDocument
from decision.files.kinds import Date, Document, FormatVersion, Name, Text
from decision.model.errors import ImpossibleError
from decision.model.line_names import LineNames, UsualLine, problems_of_lines

KEYS = ("usual_lines", "product_lines", "customising_lines")
Words = list[Name]


class UsualLinesDocument(RootModel[dict[Name, Words]]):
    """By name, the lines that plans usually have, each with words that other names of it have."""

    root: Annotated[dict[Name, Words], Field(min_length=1)]


class LineNamesDocument(Document):
    """A file of what lines of cost plans are known by, wherever a criterion does not say."""

    format: FormatVersion = Field(description="The version of the file format.")
    name: Name = Field(description="How it is called.")
    about: Text = Field("", description="What it is for.")
    as_of: Date | None = Field(None, description="The day on which the sources were read: year-month-day.")
    usual_lines: dict[Name, Words] = Field(
        description="By name, lines that plans usually have, each with words it is known by; * is any letters."
    )
    product_lines: Words = Field(
        default_factory=list, description="Words by which lines that pay for a product itself are known."
    )
    customising_lines: Words = Field(
        default_factory=list, description="Words by which lines that pay for customising a product are known."
    )


def faults_of_criterion(document: CriterionDocument) -> Iterator[ImpossibleError]:
    """What is impossible about the lists that a criterion or a part of it says, with the keys that lead there."""
    said = next((name for name in KEYS if getattr(document, name) is not None), None)
    if said is not None and document.kind != "cost_plan":
        yield ImpossibleError(f"{said} is about cost plans", "say kind: cost_plan, or leave it out", (said,))
    elif said is not None:
        yield from problems_of_lines(*_lists(document))
    for id, part in (document.parts or {}).items():
        yield from (error.under("parts", id) for error in faults_of_criterion(part))


def faults_of_file(document: LineNamesDocument) -> Iterator[ImpossibleError]:
    """The same of a file of such lists."""
    return problems_of_lines(*_lists(document))


def line_names_of(document: CriterionDocument | LineNamesDocument) -> LineNames:
    """What the lists of a criterion, or a file of them, say; raises ImpossibleError with the first fault there is."""
    return LineNames(*_lists(document))


def _lists(
    said: CriterionDocument | LineNamesDocument,
) -> tuple[tuple[UsualLine, ...], tuple[str, ...], tuple[str, ...]]:
    usual = said.usual_lines.root if isinstance(said.usual_lines, UsualLinesDocument) else said.usual_lines
    lines = tuple(UsualLine(name, tuple(words)) for name, words in (usual or {}).items())
    return lines, tuple(said.product_lines or ()), tuple(said.customising_lines or ())


def said_of(names: LineNames) -> dict[str, Any]:
    """The lists as a file holds them, those that are empty left out."""
    said = {
        "usual_lines": {line.name: list(line.words) for line in names.usual},
        "product_lines": list(names.product),
        "customising_lines": list(names.customising),
    }
    return {key: each for key, each in said.items() if each}
