"""States, questions and ballots as JSON: how they are stored, and how ballots come from phones.

What comes from a phone is read with suspicion: every key, type and number is looked at, and what is wrong is said in
words that are fit for the phone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from decision.model.rating import Evidence
from decision.model.requirement import Verdict
from decision.room.ballot import (
    Ballot,
    BallotError,
    Content,
    GutChoice,
    Number,
    RatingAnswer,
    Ratings,
    RequirementAnswer,
    Requirements,
    Spread,
    Weights,
)
from decision.room.modes import Mode
from decision.room.phases import Outcome, Phase, RoomState, Round
from decision.room.questions import Asked, Question, Way

Chosen = TypeVar("Chosen", bound=StrEnum)

LARGEST_SEQUENCE = 2**31 - 1

# --- states and questions, which only we write ---------------------------------------------------------------------


def question_json(question: Question) -> dict[str, Any]:
    return {
        "kind": question.kind,
        "items": list(question.items),
        "way": question.way,
        "only": {item: sorted(roles) for item, roles in question.only.items()},
    }


def question_from(said: Mapping[str, Any]) -> Question:
    return Question(
        Asked(said["kind"]),
        tuple(said["items"]),
        Way(said["way"]),
        {item: frozenset(roles) for item, roles in said["only"].items()},
    )


def state_text(state: RoomState) -> str:
    return json.dumps(
        {
            "mode": state.mode,
            "phase": state.phase,
            "mode_is_fixed": state.mode_is_fixed,
            "rounds": [
                {
                    "number": each.number,
                    "question": question_json(each.question),
                    "opened_at": each.opened_at,
                    "closes_at": each.closes_at,
                    "again_of": each.again_of,
                    "reveals_at": each.reveals_at,
                    "outcome": each.outcome,
                }
                for each in state.rounds
            ],
        }
    )


def state_from(text: str) -> RoomState:
    said = json.loads(text)
    rounds = tuple(
        Round(**{**each, "question": question_from(each["question"]), "outcome": Outcome(each["outcome"])})
        for each in said["rounds"]
    )
    return RoomState(Mode(said["mode"]), Phase(said["phase"]), rounds, said["mode_is_fixed"])


# --- ballots, which anybody may write ------------------------------------------------------------------------------


def content_json(content: Content) -> dict[str, Any]:
    match content:
        case GutChoice(option):
            return {"gut": option}
        case Weights(points):
            return {"weights": None if points is None else dict(points)}
        case Ratings(cells):
            return {"ratings": {item: _rating_json(answer) for item, answer in cells.items()}}
        case Requirements(verdicts):
            return {
                "requirements": {
                    item: _said(verdict=each.verdict, cannot_judge=each.verdict is None, reason=each.reason)
                    for item, each in verdicts.items()
                }
            }


def ballot_json(ballot: Ballot) -> dict[str, Any]:
    return {"round": ballot.round, "sequence": ballot.sequence, **content_json(ballot.content)}


def ballot_from(said: object) -> Ballot:
    """The ballot that a phone sent; raises BallotError with what is wrong with it."""
    if not isinstance(said, dict):
        raise _not_understood()
    contents = {name: read for name, read in _READ.items() if name in said}
    if len(contents) != 1 or set(said) - {"round", "sequence", *contents}:
        raise _not_understood()
    (name, read), *_ = contents.items()
    return Ballot(_count(said.get("round")), _count(said.get("sequence")), read(said[name]))


def _rating_json(answer: RatingAnswer) -> dict[str, Any]:
    value = answer.value
    figures: dict[str, float | None] = {}
    if isinstance(value, Number):
        figures = {"x": value.x}
    elif isinstance(value, Spread):
        figures = {"low": value.low, "likely": value.likely, "high": value.high, "sure": value.sure}
    return _said(**figures, cannot_judge=value is None, evidence=answer.evidence, reason=answer.reason)


def _said(**keys: object) -> dict[str, Any]:
    """Only what was said: no empty texts, no None, no False."""
    return {key: x for key, x in keys.items() if x is not None and x is not False and x != ""}


def _gut(said: object) -> GutChoice:
    return GutChoice(None if said is None else _text(said))


def _weights(said: object) -> Weights:
    return Weights(None if said is None else {path: _number(x) for path, x in _mapping(said).items()})


def _ratings(said: object) -> Ratings:
    return Ratings({item: _rating(answer) for item, answer in _mapping(said).items()})


def _rating(said: object) -> RatingAnswer:
    answer = _mapping(said)
    reason, evidence = _text(answer.get("reason", "")), answer.get("evidence")
    figures = {key: x for key, x in answer.items() if key not in ("reason", "evidence")}
    known = None if evidence is None else _one_of(Evidence, evidence)
    match sorted(figures):
        case ["cannot_judge"] if figures["cannot_judge"] is True:
            return RatingAnswer(None, known, reason)
        case ["x"]:
            return RatingAnswer(Number(_number(figures["x"])), known, reason)
        case ["high", "likely", "low"] | ["high", "likely", "low", "sure"]:
            low, likely, high = (_number(figures[key]) for key in ("low", "likely", "high"))
            sure = _number(figures["sure"]) if "sure" in figures else None
            return RatingAnswer(Spread(low, likely, high, sure), known, reason)
    raise BallotError("a rating is not complete; give the number, or all of low, likely and high")


def _requirements(said: object) -> Requirements:
    return Requirements({item: _requirement(answer) for item, answer in _mapping(said).items()})


def _requirement(said: object) -> RequirementAnswer:
    answer = _mapping(said)
    reason = _text(answer.get("reason", ""))
    match sorted(key for key in answer if key != "reason"):
        case ["cannot_judge"] if answer["cannot_judge"] is True:
            return RequirementAnswer(None, reason)
        case ["verdict"]:
            return RequirementAnswer(_one_of(Verdict, answer["verdict"]), reason)
    raise _not_understood()


_READ: Mapping[str, Callable[[object], Content]] = {
    "gut": _gut,
    "weights": _weights,
    "ratings": _ratings,
    "requirements": _requirements,
}


def _mapping(said: object) -> dict[str, object]:
    if not isinstance(said, dict):
        raise _not_understood()
    return said


def _text(said: object) -> str:
    if not isinstance(said, str):
        raise _not_understood()
    if any("\ud800" <= character <= "\udfff" or character == "\0" for character in said):
        raise BallotError("a text holds characters that cannot be kept; type it anew")
    return said


def _number(said: object) -> float:
    if isinstance(said, bool) or not isinstance(said, int | float):
        raise BallotError("a number is missing or is none; type it anew")
    try:
        return float(said)
    except OverflowError:
        raise BallotError("a number is too large to compute with; correct it") from None


def _count(said: object) -> int:
    if isinstance(said, bool) or not isinstance(said, int) or not 1 <= said <= LARGEST_SEQUENCE:
        raise _not_understood()
    return said


def _one_of(kind: type[Chosen], said: object) -> Chosen:
    if not isinstance(said, str) or said not in {str(each) for each in kind}:
        raise _not_understood()
    return kind(said)


def _not_understood() -> BallotError:
    return BallotError("the ballot was not understood, and nothing of it was kept; reload the page and send it again")
