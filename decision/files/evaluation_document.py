"""The shapes of what files say of evaluations, what moderation changed and what was agreed, format 1."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import Field, Tag
from typing_extensions import TypeAliasType

from decision.files.estimate_document import (
    UNKNOWN,
    AnyEstimate,
    Reasoned,
    UnknownWord,
    discriminator,
    estimate_form,
)
from decision.files.kinds import WHEN_MET, CellPath, Date, Document, Name, Text
from decision.model.estimate import Estimate
from decision.model.evaluation import (
    MOST_MODERATED,
    Consensus,
    Evaluation,
    Moderation,
    Score,
    figure_of,
)
from decision.model.rating import Rating


def _figure_form(x: Any) -> str | None:
    return "unknown" if x == UNKNOWN else estimate_form(x)


def _score_form(x: Any) -> str | None:
    return "score" if isinstance(x, dict) and "rating" in x else _figure_form(x)


_AnyFigure = AnyEstimate | Annotated[UnknownWord, Tag("<unknown>")]
FigureDocument = TypeAliasType(
    "FigureDocument",
    Annotated[_AnyFigure, discriminator(_figure_form, "a number, unknown, or an estimate such as {low: 3, high: 5}")],
)


class ScoreDocument(Reasoned):
    """What one evaluator gave one option on one criterion, and why."""

    rating: FigureDocument = Field(description="A number in the unit of the criterion, an estimate, or unknown.")
    on: Date | None = Field(None, description="The day on which it was given, if another than that of the evaluation.")
    at: Text = Field("", description='The time of day at which it was given: "14:30".')


AnyScoreDocument = TypeAliasType(
    "AnyScoreDocument",
    Annotated[
        _AnyFigure | Annotated[ScoreDocument, WHEN_MET, Tag("<score>")],
        discriminator(_score_form, "a number, an estimate, or {rating: …, because: …}; a cost plan is not judged"),
    ],
)


class ModerationDocument(Document):
    """A rating that moderation moved."""

    of: CellPath = Field(description="Which rating of this evaluator: option.criterion.")
    before: FigureDocument | None = Field(None, alias="from", description="What it was until then.")
    to: FigureDocument = Field(description="What it was moved to.")
    because: Text = Field(description="Why, in a sentence.")
    by: Name = Field("", description="Who led the moderation.")
    on: Date | None = Field(None, description="The day of the change: year-month-day.")


class EvaluationDocument(Document):
    """What one evaluator gave. No score uses it."""

    by: Name = Field(description="Name or letter of the evaluator.")
    role: Name = Field("", description="What the evaluator is in the organisation.")
    on: Date | None = Field(None, description="The day on which the ratings were given: year-month-day.")
    at: Text = Field("", description='The time of day at which they were given: "14:30".')
    interests: Text = Field("", description="What was declared: that there are none, or which.")
    ratings: dict[CellPath, AnyScoreDocument] = Field(
        default_factory=dict, description="By option.criterion, the rating as it was given before anybody talked."
    )
    moderated: Annotated[list[Annotated[ModerationDocument, WHEN_MET]], Field(max_length=MOST_MODERATED)] = Field(
        default_factory=list, description="What moderation changed, in order; what was given stays as it was."
    )


class ConsensusDocument(Reasoned):
    """What the evaluators agreed on for one option and criterion."""

    rating: FigureDocument = Field(description="What was agreed, in the unit of the criterion.")
    because: Text = Field(description="Why, by reference to what was offered.")
    by: Name = Field("", description="Who wrote it down.")
    on: Date | None = Field(None, description="The day: year-month-day.")
    dissent: dict[Name, Text] = Field(
        default_factory=dict, description="By evaluator, the view of each who does not share it."
    )


# --- from the model -----------------------------------------------------------------------------------------------


def evaluation_document(
    evaluation: Evaluation, figure: Callable[[Estimate], Any], short: Callable[[dict[str, Any]], dict[str, Any]] = dict
) -> dict[str, Any]:
    """An evaluation as a file holds it; `figure` writes an estimate, `short` what stands in a line if there is room."""
    said = {name: x for name in ("by", "role", "on", "at", "interests") if (x := getattr(evaluation, name))}
    scores = {cell: score_document(score, figure) for cell, score in evaluation.ratings.items()}
    ratings = {cell: short(score) if isinstance(score, dict) else score for cell, score in scores.items()}
    moderated = [_moderation_document(each, figure) for each in evaluation.moderated]
    return {**said, **({"ratings": ratings} if ratings else {}), **({"moderated": moderated} if moderated else {})}


def score_document(score: Score, figure: Callable[[Estimate], Any]) -> Any:
    """A score as a file holds it: a number alone where there is nothing to say of it."""
    said = _rating_document(score.rating, figure)
    said |= {name: x for name in ("on", "at") if (x := getattr(score, name))}
    return said if len(said) > 1 or isinstance(said["rating"], dict) else said["rating"]


def consensus_document(agreed: Consensus, figure: Callable[[Estimate], Any]) -> dict[str, Any]:
    """What was agreed, as a file holds it."""
    said = _rating_document(agreed.rating, figure)
    said |= {name: x for name in ("by", "on") if (x := getattr(agreed, name))}
    return said | ({"dissent": dict(agreed.dissent)} if agreed.dissent else {})


def _rating_document(rating: Rating, figure: Callable[[Estimate], Any]) -> dict[str, Any]:
    said: dict[str, Any] = {"rating": figure(figure_of(rating))}
    said |= {name: x for name in ("because", "source") if (x := getattr(rating, name))}
    if rating.evidence is not None:
        said["evidence"] = str(rating.evidence)
    return said | ({} if rating.evidence_on is None else {"evidence_on": rating.evidence_on})


def _moderation_document(moved: Moderation, figure: Callable[[Estimate], Any]) -> dict[str, Any]:
    said: dict[str, Any] = {"of": moved.of}
    if moved.before is not None:
        said["from"] = figure(moved.before)
    said |= {"to": figure(moved.to), "because": moved.because}
    return said | {name: x for name in ("by", "on") if (x := getattr(moved, name))}
