"""Evaluations as a file states them to evaluations of the model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from decision.files.evaluation_document import (
    ConsensusDocument,
    EvaluationDocument,
    ModerationDocument,
    ScoreDocument,
)
from decision.files.faults import Keys
from decision.files.rating_reader import RatingReader
from decision.model.estimate import Estimate
from decision.model.evaluation import Consensus, Evaluation, Moderation, Score
from decision.model.rating import Evidence, Rating


def evaluations_of(documents: list[EvaluationDocument], reader: RatingReader) -> tuple[Evaluation, ...]:
    """The evaluations that a file has; what cannot be is noted with `reader`."""
    return tuple(_evaluation(each, reader, ("evaluations", place)) for place, each in enumerate(documents))


def consensus_of(documents: Mapping[str, ConsensusDocument], reader: RatingReader) -> dict[str, Consensus]:
    """What the file says was agreed, by cell."""
    made = {}
    for cell, each in documents.items():
        rating = _rating(each, reader, ("consensus", cell))
        if rating is not None:
            made[cell] = Consensus(rating, each.by, each.on, each.dissent)
    return made


def _evaluation(document: EvaluationDocument, reader: RatingReader, keys: Keys) -> Evaluation:
    ratings = {}
    for cell, each in document.ratings.items():
        score = _score(each, reader, (*keys, "ratings", cell))
        if score is not None:
            ratings[cell] = score
    moderated = []
    for place, moved in enumerate(document.moderated):
        change = _moderation(moved, reader, (*keys, "moderated", place))
        if change is not None:
            moderated.append(change)
    said = {name: getattr(document, name) for name in ("by", "role", "on", "at", "interests")}
    return Evaluation(**said, ratings=ratings, moderated=tuple(moderated))


def _score(document: Any, reader: RatingReader, keys: Keys) -> Score | None:
    if isinstance(document, ScoreDocument):
        rating = _rating(document, reader, keys)
        return None if rating is None else Score(rating, document.on, document.at)
    rating = reader.rating(document, keys)
    return None if rating is None else Score(rating)


def _rating(document: ScoreDocument | ConsensusDocument, reader: RatingReader, keys: Keys) -> Rating | None:
    figure = reader.bare_estimate(document.rating, (*keys, "rating"))
    if figure is None:
        return None
    evidence = None if document.evidence is None else Evidence(document.evidence)
    return Rating(figure, document.because, document.source, evidence, document.evidence_on)


def _moderation(document: ModerationDocument, reader: RatingReader, keys: Keys) -> Moderation | None:
    to = reader.bare_estimate(document.to, (*keys, "to"))
    before: Estimate | None = None
    if document.before is not None:
        before = reader.bare_estimate(document.before, (*keys, "from"))
    return None if to is None else Moderation(document.of, to, document.because, before, document.by, document.on)
