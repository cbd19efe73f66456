"""What a file says about its decision beside what the decision is: readiness, checks, evaluations, a record, rooms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from decision.files.checked import Place
from decision.files.checks_document import checks_of
from decision.files.document import ScenarioDocument
from decision.files.evaluation_reader import consensus_of, evaluations_of
from decision.files.faults import Keys
from decision.files.launch_document import ReadinessDocument, readiness_of
from decision.files.library import Library, usable
from decision.files.rating_reader import RatingReader
from decision.files.record_document import OutcomeDocument, decision_of, figures_in, outcome_of
from decision.files.room_document import rooms_of
from decision.model.readiness import Readiness
from decision.model.record import Outcome
from decision.model.visible import visible


class SaidReader:
    """Reads what a document says about its decision; faults are noted at `place`.

    Attributes
    ----------
    figure_places
        Where the file tells what came, by path.
    """

    def __init__(self, place: Place, library: Library, ratings: RatingReader) -> None:
        self.place = place
        self.library = library
        self.ratings = ratings
        self.figure_places: dict[str, Keys] = {}

    def said(self, document: ScenarioDocument) -> dict[str, Any]:
        """By the name that `Scenario` has for it, what is said and only that."""
        readers: dict[str, Callable[[Any], Any]] = {
            "readiness": self._readiness,
            "checks": checks_of,
            "evaluations": lambda stated: evaluations_of(stated, self.ratings),
            "consensus": lambda stated: consensus_of(stated, self.ratings),
            "decision": decision_of,
            "outcome": self._outcome,
            "rooms": rooms_of,
        }
        return {name: read(x) for name, read in readers.items() if (x := getattr(document, name)) is not None}

    def _readiness(self, document: ReadinessDocument) -> Readiness:
        if not document.says_something:
            return Readiness()
        return readiness_of(document, usable(self.place, lambda: self.library.launch_causes, ("readiness", "causes")))

    def _outcome(self, document: OutcomeDocument) -> Outcome | None:
        told: set[str] = set()
        for path, _, keys in figures_in(document):
            if path in told:
                self.place.add(keys, f"{visible(path)} is told twice; keep one of the two")
            told.add(path)
            self.figure_places[path] = keys
        return outcome_of(document)
