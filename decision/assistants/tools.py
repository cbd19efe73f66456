"""What assistants can ask: answers as data, each with what is needed to repeat it, and nothing is written.

An answer has ``fingerprint``, ``seed``, ``draws`` and ``standard_error``; where nothing is drawn these say so.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from decision.analysis.scoring import evaluate
from decision.analysis.stopping import stoppable
from decision.assistants.folder import Folder
from decision.assistants.verdict import verdict_on, withheld
from decision.files.faults import FileError
from decision.files.found_files import NothingFoundError
from decision.model.errors import DecisionError
from decision.version import __version__

MOST_DRAWS = 1_000_000
MOST_SECONDS = 120.0
_MOST_LISTED = 500  # files

# what an answer keeps that says nothing of who leads
_ANYWHERE = frozenset(
    ("title", "fingerprint", "version", "draws", "seed", "id", "name", "approach", "excluded", "open")
)
_OF_EVALUATION = _ANYWHERE | {"at", "weights", "options", "ratings", "values", "left_out"}
_OF_SIMULATION = _ANYWHERE | {"weights_drawn", "ratings_drawn", "options", "ratings", "clipped", "single_numbers"}
_OF_SENSITIVITY = _ANYWHERE
_OF_DIFFERENCE = _ANYWHERE | {"same", "changes", "other_changes", "kind", "at", "what", "old", "new"}

Answer = dict[str, Any]
Result = TypeVar("Result")


@dataclass(frozen=True)
class Tools:
    """The questions that can be asked of the files below one folder; each raises DecisionError where it cannot be."""

    folder: Folder

    def validate(self, file: str | None = None) -> Answer:
        """Say everything that is wrong with a file, or that it is sound; without a file, of all files there are."""
        if file is not None:
            return self._validated(file)
        try:
            names = self.folder.names()
        except NothingFoundError:
            names = []
        return {
            "files": [self._validated(name) for name in names[:_MOST_LISTED]],
            "more": max(0, len(names) - _MOST_LISTED),
            "version": __version__,
        }

    def evaluate(self, file: str) -> Answer:
        """Score the options of a scenario at what is expected of their ratings. Nothing is drawn, so nothing varies."""
        scenario = self.folder.scenario(file)
        verdict = verdict_on(scenario)
        content = withheld(evaluate(scenario).to_dict(), verdict, _OF_EVALUATION)
        return {"file": file, **content, "seed": None, "draws": 0, "standard_error": 0.0, **verdict.to_dict()}

    def simulate(self, file: str, draws: int | None = None, seed: int | None = None) -> Answer:
        """Draw uncertain ratings and weights many times over: how often each option is best, and how scores spread."""
        from decision.analysis.simulation.simulation import simulate

        scenario = self.folder.scenario(file)
        draws = _draws(draws, scenario.simulation.draws)
        result = _in_time(lambda: simulate(scenario, draws, _seed(seed)))
        verdict = verdict_on(scenario, result)
        errors = {option.id: option.p_best_se for option in result.options}
        return {
            "file": file,
            **withheld(result.to_dict(), verdict, _OF_SIMULATION),
            "standard_error": None if verdict.refused else errors,
            **verdict.to_dict(),
        }

    def sensitivity(self, file: str, draws: int | None = None, seed: int | None = None) -> Answer:
        """Say what would change the answer, and what is worth finding out first."""
        from decision.analysis.sensitivity.sensitivity import sensitivity

        scenario = self.folder.scenario(file)
        draws = _draws(draws, scenario.simulation.draws)
        result = _in_time(lambda: sensitivity(scenario, draws, _seed(seed)))
        verdict = verdict_on(scenario, result.simulation)
        errors = {option.id: option.p_best_se for option in result.simulation.options}
        return {
            "file": file,
            **withheld(result.to_dict(), verdict, _OF_SENSITIVITY),
            "standard_error": None if verdict.refused else errors,
            **verdict.to_dict(),
        }

    def diff(self, old: str, new: str, draws: int | None = None, seed: int | None = None) -> Answer:
        """Say what changed from one scenario to another, and how much each change moved the lead."""
        from decision.analysis.difference.difference import DRAWS, difference
        from decision.outputs.tables.difference import difference_data
        from decision.outputs.words.difference import answer

        before, after = self.folder.scenario(old), self.folder.scenario(new)
        found = _in_time(lambda: difference(before, after, _draws(draws, DRAWS), _seed(seed)))
        verdicts = [verdict_on(before), verdict_on(after)]
        verdict = next((each for each in verdicts if each.refused), None)
        content = difference_data(found)
        errors = None if found.p_best is None else {"old": found.p_best.old_error, "new": found.p_best.new_error}
        if verdict is not None:
            content |= {"old": {}, "new": {}}  # which say who leads
        return {
            "files": {"old": old, "new": new},
            **(content if verdict is None else withheld(content, verdict, _OF_DIFFERENCE)),
            "fingerprint": {"old": before.fingerprint, "new": after.fingerprint},
            "standard_error": None if verdict is not None else errors,
            **(verdicts[1].to_dict() if verdict is None else verdict.to_dict()),
            "verdict": answer(found) if verdict is None else None,
        }

    def check(self, file: str, today: str | None = None) -> Answer:
        """Hold a scenario against the rules of its gate: reasons, requirements, age of evidence, what was decided."""
        from decision.gate.case import Asked
        from decision.gate.checking import check_file
        from decision.gate.finding import Checked
        from decision.gate.forms.data import check_data

        scenario = self.folder.scenario(file)
        asked = Asked(_day(today))
        report = _in_time(lambda: check_file(file, asked, self.folder.file))
        (content,) = check_data(Checked((report,), asked.today.isoformat()))["files"]
        verdict = verdict_on(scenario)
        chance = content["p_best"]
        if verdict.refused:
            content |= {"leads": None, "leader": None, "p_best": None}
        return {
            **content,
            "version": __version__,
            "today": asked.today.isoformat(),
            "seed": None if chance is None else chance["seed"],
            "draws": 0 if chance is None else chance["draws"],
            "standard_error": None if verdict.refused or chance is None else chance["p_best_se"],
            **verdict.to_dict(),
        }

    def _validated(self, name: str) -> Answer:
        try:
            sound = self.folder.file(name)
        except FileError as error:
            faults = [
                {"line": each.line, "column": each.column, "path": each.path, "message": each.message}
                for each in error.faults
            ]
            return {"file": name, "valid": False, "kind": None, "faults": faults, "more": error.more}
        said = {"file": name, "valid": True, "kind": sound.kind, "faults": [], "more": 0}
        if sound.scenario is None:
            return said
        return said | {"title": sound.scenario.title, "fingerprint": sound.scenario.fingerprint, "version": __version__}


def _in_time(work: Callable[[], Result]) -> Result:
    with stoppable(lambda: True, MOST_SECONDS):
        return work()


def _draws(asked: int | None, usual: int) -> int:
    draws = min(usual, MOST_DRAWS) if asked is None else asked
    if not 1 <= draws <= MOST_DRAWS:
        raise DecisionError(f"1 to {MOST_DRAWS:,} draws can be taken here (got {draws:,})")
    return draws


def _seed(asked: int | None) -> int | None:
    if asked is not None and asked < 0:
        raise DecisionError(f"a seed is 0 or more (got {asked})")
    return asked


def _day(asked: str | None) -> datetime.date:
    if asked is None:
        return datetime.date.today()
    try:
        return datetime.date.fromisoformat(asked)
    except ValueError:
        raise DecisionError("a day is written as in 2026-11-26") from None
