"""What a phone is told: of the room, of what is asked of it, and of what it may see.

Before the reveal that is nothing of anybody's ballot but its own, and not how many there are.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from decision.outputs.words.figures import rating, unit_of
from decision.room.ballot import Ballot
from decision.room.forms import ballot_json
from decision.room.hub import Revealed, View
from decision.room.modes import Mode
from decision.room.phases import ADVISED_ROUNDS, Phase
from decision.room.questions import Asked, Question
from decision.room.results import Counts, Dots, ballot_in_words, in_words
from decision.room.store.kept import Person

MODES = {
    Mode.NAMED: "Once a round is revealed, everybody may see who answered what.",
    Mode.UNNAMED_TO_OTHERS: (
        "Once a round is revealed, whoever runs the room sees who answered what. The others do not."
    ),
    Mode.UNNAMED_TO_ALL: (
        "Nobody is shown who answered what, and no name is asked for. When the room is settled, it is deleted which "
        "answers came from which phone. Until then the server knows, and whoever runs it could find out."
    ),
}
_SHOWN = (Phase.REVEALED, Phase.TALK, Phase.SETTLED)
REASONS_KEPT = "Reasons are kept as you type them."


def for_strangers(view: View, now: float) -> dict[str, Any]:
    """What somebody with the code sees before coming in."""
    room = view.room
    return {
        "version": room.version,
        "now": now,
        "code": room.code,
        "title": room.sheet.title,
        "question": room.sheet.question,
        "step": room.state.step,
        "phase": room.state.phase,
        "mode": room.state.mode,
        "mode_words": f"{MODES[room.state.mode]} {REASONS_KEPT}",
        "names": room.state.mode is not Mode.UNNAMED_TO_ALL,
        "roles": list(room.sheet.roles),
        "expires_at": room.expires_at,
        "me": None,
    }


def for_person(view: View, person: Person, now: float) -> dict[str, Any]:
    """What somebody in the room sees that others do not see just so; what they do is in `for_role`."""
    named = view.room.state.mode is not Mode.UNNAMED_TO_ALL
    told: dict[str, Any] = {
        "now": now,
        "me": {
            "name": person.name,
            "role": person.role,
            "watching": person.watching,
            "needs_name": named and not person.name,
        },
    }
    if view.before is not None:
        earlier = view.before.ballots.get(person.id)
        told["earlier"] = {} if earlier is None else _in_words(view, view.before, earlier)
    if view.revealed is not None and view.room.state.phase in _SHOWN:
        own = view.revealed.ballots.get(person.id)
        told["own"] = None if own is None else ballot_json(own)
        told["own_words"] = {} if own is None else _in_words(view, view.revealed, own)
        told["why"] = [{"item": item, "end": end} for item, end in view.revealed.why.get(person.id, ())]
    return told


def for_role(view: View, role: str) -> dict[str, Any]:
    """What everybody in the room with the same view sees alike."""
    told = for_strangers(view, 0.0)
    state = view.room.state
    if state.round is not None and state.phase in (Phase.OPEN, Phase.LOCKED):
        told["round"] = _round(view, role)
    if view.revealed is not None and state.phase in _SHOWN:
        told["revealed"] = _revealed(view, view.revealed)
    return {key: x for key, x in told.items() if key not in ("now", "me")}


def sheet_for(view: View) -> dict[str, Any]:
    """The sheet, which does not change while the room is there, with its figures as they are said."""
    sheet = view.room.sheet
    told = sheet.as_json()
    for criterion, each in zip(sheet.criteria, told["criteria"], strict=True):
        each["unit"] = unit_of(criterion, sheet.currency)
        if criterion.worst is not None and criterion.best is not None:
            ends = (criterion.worst, criterion.best)
            each["ends"] = [rating(x, criterion, sheet.currency) for x in ends]
    return told


def _in_words(view: View, shown: Revealed, ballot: Ballot) -> dict[str, str]:
    return ballot_in_words(ballot, question_of(view, shown), view.room.sheet)


def question_of(view: View, shown: Revealed) -> Question:
    """What a revealed round asked."""
    return next(each.question for each in view.room.state.rounds if each.number == shown.number)


def _round(view: View, role: str) -> dict[str, Any]:
    asked = view.room.state.round
    assert asked is not None
    return {
        "number": asked.number,
        "kind": asked.question.kind,
        "way": asked.question.way,
        "items": list(asked.question.items_for(role)),
        "closes_at": asked.closes_at,
        "reveals_at": asked.reveals_at,
        "again_of": asked.again_of,
        "times": view.room.state.repeated(asked.number),
        "advised": ADVISED_ROUNDS,
        "middles": {} if view.before is None else _middles(view, view.before),
    }


def _middles(view: View, before: Revealed) -> dict[str, str]:
    kind, sheet = question_of(view, before).kind, view.room.sheet
    dots = {item: each for item, each in before.results.items() if isinstance(each, Dots)}
    return {item: in_words(sheet, kind, item, each.median) for item, each in dots.items()}


def _revealed(view: View, shown: Revealed) -> dict[str, Any]:
    question = question_of(view, shown)
    return {
        "number": shown.number,
        "kind": question.kind,
        "way": question.way,
        "items": list(question.items),
        "voters": shown.voters,
        "results": {item: _result(view, question.kind, item, each) for item, each in shown.results.items()},
    }


def _result(view: View, kind: Asked, item: str, result: Dots | Counts) -> dict[str, Any]:
    if isinstance(result, Counts):
        return {"counts": dict(result.counts), "cannot_judge": result.cannot_judge}

    def said(x: float) -> str:
        return in_words(view.room.sheet, kind, item, x)

    half = sorted((result.lower_quartile, result.upper_quartile))
    words = {
        "ends": [said(x) for x in result.ends],
        "median": said(result.median),
        "half": [said(x) for x in half],
        "step": said(result.step),
    }
    return {**dataclasses.asdict(result), "words": words}


def ballot_told(ballot: Ballot | None) -> dict[str, Any] | None:
    """One's own ballot, to be changed."""
    return None if ballot is None else ballot_json(ballot)
