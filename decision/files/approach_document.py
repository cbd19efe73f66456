"""The shape of files of questions on which approach suits us, format 1."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from decision.files.kinds import ApproachWord, Date, Document, FormatVersion, Id, Name, Number, Text
from decision.model.approach import Question
from decision.model.given_answer import GivenAnswer

MOST_MOVED = 120  # points or months; a slip beyond

Move = Annotated[
    Number,
    Field(ge=-MOST_MOVED, le=MOST_MOVED, json_schema_extra={"minimum": -MOST_MOVED, "maximum": MOST_MOVED}),
]


class AnswerDocument(Document):
    """An answer, and the ratings that it moves."""

    text: Text = Field(description="The answer, to choose by.")
    said: Text = Field(description="What is said with it, as it follows: you said that.")
    moves: dict[ApproachWord, dict[Id, Move]] = Field(
        description="By approach and criterion, how far its starting rating moves: points of ten, or months."
    )


class QuestionDocument(Document):
    """A question on what suits us."""

    text: Text = Field(description="The question as one would ask it.")
    source: Text = Field(description="Where the question, and which way its answers point, come from.")
    kind: Literal["sourced", "judgement"] = Field(description="What it rests on.")
    answers: dict[Id, AnswerDocument] = Field(min_length=2, description="By id, what can be answered.")


class ApproachQuestionsDocument(Document):
    """A file of questions on which approach suits us."""

    format: FormatVersion = Field(description="The version of the file format.")
    name: Name = Field(description="How it is called.")
    about: Text = Field("", description="What it is for.")
    as_of: Date | None = Field(None, description="The day on which the sources were read: year-month-day.")
    questions: dict[Id, QuestionDocument] = Field(description="By id, what is asked.")


def questions_of(document: ApproachQuestionsDocument) -> dict[str, Question]:
    """The questions of one file, in its order."""
    return {
        id: Question(
            id,
            each.text,
            each.source,
            each.kind,
            {key: _answer(id, key, answer) for key, answer in each.answers.items()},
            {key: answer.text for key, answer in each.answers.items()},
        )
        for id, each in document.questions.items()
    }


def _answer(question: str, id: str, document: AnswerDocument) -> GivenAnswer:
    moves: dict[str, dict[str, float]] = {str(approach): by for approach, by in document.moves.items()}
    return GivenAnswer(question, id, document.said, moves)
