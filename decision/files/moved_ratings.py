"""Starting ratings of a catalogue as answers on which approach suits us move them, with the answers as the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from decision.files.catalogue_document import CatalogueCriterionDocument
from decision.files.document import CriterionDocument
from decision.files.library import APPROACH_QUESTIONS, Library
from decision.files.yaml_text import plain_number
from decision.model.approach import Question, check_scale, given, move, moved_months, moved_points, movers
from decision.model.errors import DecisionError
from decision.model.given_answer import GivenAnswer
from decision.model.number_text import number_text
from decision.model.visible import visible

_NOTES = ("because", "source", "evidence", "evidence_on")


def approach_questions(library: Library) -> Mapping[str, Question]:
    """The questions on which approach suits us; raises DecisionError where they cannot be read."""
    try:
        return library.approach_questions
    except FileNotFoundError as error:
        raise DecisionError(str(error)) from None
    except OSError as error:
        raise DecisionError(f"the questions cannot be read ({error.strerror}); check their rights") from None


def answers_given(
    said: Mapping[str, str],
    library: Library,
    criteria: Mapping[str, CatalogueCriterionDocument],
    approaches: Iterable[str | None],
) -> tuple[GivenAnswer, ...]:
    """The answers that `said` names by question, if all that they move can be moved.

    Raises
    ------
    DecisionError
        A question or an answer is not known, or a rating that an answer moves is not there to be moved.
    """
    if not said:
        return ()
    answers = given(approach_questions(library), said)
    present = [approach for approach in dict.fromkeys(approaches) if approach is not None]
    if not present:
        raise DecisionError("answers are about approaches, and no option has one; say build, buy or extend of each")
    for answer in answers:
        for approach in present:
            for id in answer.moves.get(approach, {}):
                _check(id, approach, criteria.get(id))
    return answers


def can_be_moved(questions: Mapping[str, Question], criteria: Mapping[str, CatalogueCriterionDocument]) -> bool:
    """Whether a catalogue has every rating that an answer could move, or rates it in parts."""
    try:
        for question in questions.values():
            for answer in question.answers.values():
                for approach, by in answer.moves.items():
                    for id in by:
                        _check(id, approach, criteria.get(id))
    except DecisionError:
        return False
    return True


def is_moved(answers: Sequence[GivenAnswer], approach: str | None, id: str) -> bool:
    """Whether any answer moves the rating of an approach on the criterion `id`."""
    return bool(movers(answers, approach, id))


def moved_rating(
    answers: Sequence[GivenAnswer], approach: str, id: str, criterion: CatalogueCriterionDocument
) -> dict[str, Any]:
    """The starting rating of a catalogue as a file holds it once answers have moved it."""
    starting: Any = criterion.starting_ratings[approach]  # type: ignore[index]  # one of three words, as was checked
    kept = starting.model_dump(exclude_none=True, exclude_defaults=True, by_alias=True) if _is_model(starting) else {}
    figures = _figures(starting)
    in_months = criterion.unit == "months"
    by = move(answers, approach, id)
    middle = figures[len(figures) // 2]
    moved = moved_months(middle, by) if in_months else moved_points(figures[0], middle, figures[-1], by)
    at = dict(zip(("low", "mode", "high"), moved.figures, strict=True)) if len(figures) > 1 else {
        "estimate": moved.figures[len(moved.figures) // 2]
    }  # fmt: skip
    rest = {key: x for key, x in kept.items() if key not in (*at, *_NOTES)}
    reason = _reason(movers(answers, approach, id), approach, id, in_months=in_months)
    if moved.stopped:
        end = "1 month" if in_months else "a most likely 1 to 9, and no end outside 0 to 10"
        reason += f" It goes no further than {end}."
    before = f": {kept['because']}" if "because" in kept else "."
    reason += f" Without answers it begins at {number_text(middle)}{before}"
    asked = ", ".join(answer.question for answer in movers(answers, approach, id))
    source = f"Answers to {APPROACH_QUESTIONS} ({asked})" + (f"; {kept['source']}" if "source" in kept else "")
    return {
        **{key: plain_number(x) for key, x in at.items()}, **rest,
        "evidence": "assumption", "because": reason, "source": source,
    }  # fmt: skip


def open_with_answers(
    answers: Sequence[GivenAnswer], approach: str, id: str, criterion: CriterionDocument
) -> dict[str, Any]:
    """A criterion in parts, nothing of it rated: every part says what was answered on the whole."""
    reason = f"On all of it together: {_reason(movers(answers, approach, id), approach, id, in_months=False)}"
    return {part: _open(each, reason) for part, each in (criterion.parts or {}).items()}


def _open(criterion: CriterionDocument, reason: str) -> dict[str, Any]:
    if criterion.parts:
        return {part: _open(each, reason) for part, each in criterion.parts.items()}
    return {"estimate": "unknown", "because": reason}


def _reason(answers: Sequence[GivenAnswer], approach: str, id: str, *, in_months: bool) -> str:
    said = []
    for answer in answers:
        by = answer.move(approach, id)
        unit = ("month " if abs(by) == 1 else "months ") if in_months else ""
        said.append(f"{answer.said} ({number_text(abs(by))} {unit}{'more' if by > 0 else 'less'})")
    return f"You said that {'; and that '.join(said)}."


def _check(id: str, approach: str, criterion: CatalogueCriterionDocument | None) -> None:
    """Raise DecisionError where the catalogue has no rating of an approach that an answer could move.

    A criterion in parts has none: it stays open, and its parts bear the answers as what to think of.
    """
    if criterion is not None and criterion.parts:
        return
    starting = None if criterion is None else criterion.starting_ratings.get(approach)  # type: ignore[call-overload]  # one of three words
    if criterion is None or starting is None:
        raise DecisionError(
            f"an answer moves the starting rating of {approach} on {visible(id)}, and the catalogue has none; "
            "take one that does, such as patient-facing or general-software"
        )
    check_scale(id, criterion.unit, criterion.worst, criterion.best)
    figures = _figures(starting)
    if not figures or (len(figures) > 1 and criterion.unit == "months"):
        form = "one number" if criterion.unit == "months" else "low, mode and high, or one number"
        raise DecisionError(
            f"the starting rating of {approach} on {visible(id)} is of a form that answers cannot move; "
            f"write {form} in the catalogue"
        )


def _figures(starting: Any) -> tuple[float, ...]:
    """Low, mode and high of a starting rating, or its one figure; nothing of other forms."""
    if isinstance(starting, int | float):
        return (float(starting),)
    said = starting.model_dump(exclude_none=True) if _is_model(starting) else {}
    if {"low", "mode", "high"} <= said.keys():
        return said["low"], said["mode"], said["high"]
    return (said["estimate"],) if isinstance(said.get("estimate"), int | float) else ()


def _is_model(x: Any) -> bool:
    return isinstance(x, BaseModel)
