"""The work as text that outlasts a session, and back again through the same strict reader as every file.

Scenarios are held as YAML, each once, complete in itself but for reference classes; around them stands JSON that says
which of them is which. Undo does not reach back over a reload, and an entry that is not sound yet is not kept.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeGuard

from decision.files.faults import FileError
from decision.files.library import Library, knowing_lines
from decision.files.reader import read_scenario
from decision.files.section_writer import SectionWriter
from decision.files.trail_document import read_trail, trail_document
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from decision.model.trail import Trail
from decision.ui.session.shared_results import SharedResults
from decision.ui.session.work import (
    LONGEST_NAME,
    MOST_POINTS,
    MOST_SNAPSHOTS,
    Origin,
    Snapshot,
    Work,
    opened,
    slider_points,
)

FORMAT = 1
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
_LONGEST_ORIGIN = 300
_MOST_OPENED, _MOST_OPENED_CHARACTERS = 200, 8_000_000  # texts that are remembered
_LONGEST_FILE = 500_000  # bytes; a longer one is laid out anew if it is saved after a reload


class WorkFileError(DecisionError):
    """What was kept cannot be read as work."""


# --- to text --------------------------------------------------------------------------------------------------


class Writer:
    """Makes texts of works, for several threads at once; remembers what it has written, for most of a work stays."""

    def __init__(self) -> None:
        self._sections = SectionWriter()
        # of scenarios as they were opened, which stay the same while work goes on
        self._opened: SharedResults[str] = SharedResults(_MOST_OPENED, size=len, most_size=_MOST_OPENED_CHARACTERS)

    def text(self, work: Work) -> str:
        """The text of `work` with its snapshots."""
        scenarios: dict[str, dict[str, Any]] = {}
        document = {
            "format": FORMAT,
            "work": self._state(work, scenarios),
            "snapshots": [
                {"number": each.number, "name": each.name, "work": self._state(each.work, scenarios)}
                for each in work.snapshots
            ],
            "scenarios": scenarios,
            "files": self._files(work),
            "trail": trail_document(work.trail),
        }
        return json.dumps(document, ensure_ascii=False)

    def _state(self, work: Work, scenarios: dict[str, dict[str, Any]]) -> dict[str, Any]:
        for scenario in (work.opened, work.scenario):
            if scenario.whole_fingerprint not in scenarios:
                scenarios[scenario.whole_fingerprint] = {
                    "yaml": self._yaml(scenario, work.origin.folder, opened=scenario is work.opened),
                    "catalogue": scenario.catalogue,
                    "requirement_sets": list(scenario.requirement_sets),
                }
        return {
            "scenario": work.scenario.whole_fingerprint,
            "opened": work.opened.whole_fingerprint,
            "saved": work.saved,
            "origin": {
                "name": work.origin.name,
                "path": None if work.origin.path is None else str(work.origin.path),
                "file": _key_of(work.origin),
                "is_beside": work.origin.beside is not None,
            },
            "points": dict(work.points),
            "left_out": {"options": sorted(work.left_out_options), "criteria": sorted(work.left_out_criteria)},
        }

    @staticmethod
    def _files(work: Work) -> dict[str, str]:
        """What the files held that work came from, each once: comments and layout are in no scenario."""
        origins = [each.origin for each in (work, *(snapshot.work for snapshot in work.snapshots))]
        return {key: origin.raw.decode("utf-8") for origin in origins if (key := _key_of(origin)) and origin.raw}

    def _yaml(self, scenario: Scenario, folder: Path | None, *, opened: bool) -> str:
        def made() -> str:
            # with all of its catalogue written out: a catalogue may change before this is read again
            return self._sections.text(replace(scenario, catalogue=None, requirement_sets=()), folder)

        answers = tuple((each.question, each.answer) for each in scenario.answers)  # no fingerprint tells of them
        return self._opened.get((scenario.whole_fingerprint, answers, folder), made) if opened else made()


def _key_of(origin: Origin) -> str | None:
    """Under which key the text of a file is kept; None where it is not, for it is not known or too long."""
    if origin.raw is None or len(origin.raw) > _LONGEST_FILE:
        return None
    return hashlib.sha256(origin.raw).hexdigest()


# --- and back -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Kept:
    """Work read back; `changed` says that a scenario is not to the letter what it was when it was kept."""

    work: Work
    changed: bool


def read_work_file(text: str, known: Callable[[str], Path | None], beside: Path | None = None) -> Kept:
    """The work in `text`. `known` gives the path of a scenario that may be named as where the work came from.

    What was begun here, and lies in no file, finds catalogues as if it lay in the folder `beside`.

    Raises
    ------
    WorkFileError
        The text is no work, with the first reason.
    """
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise WorkFileError("it is not complete, or not ours") from None
    return _Reader(_mapping(document, "it"), known, beside).kept()


class _Reader:
    def __init__(
        self, document: dict[str, Any], known: Callable[[str], Path | None], beside: Path | None = None
    ) -> None:
        if document.get("format") != FORMAT:
            raise WorkFileError(f"its format is not {FORMAT}")
        self.document = document
        self.known = known
        self.beside = beside
        self.said = _mapping(document.get("scenarios"), "scenarios")
        self.scenarios: dict[str, Scenario] = {}
        self.changed = False

    def kept(self) -> Kept:
        work = self.work(_mapping(self.document.get("work"), "work"))
        return Kept(replace(work, snapshots=tuple(self.snapshots()), trail=self.trail(work.trail)), self.changed)

    def trail(self, begun: Trail) -> Trail:
        """What was changed before; what was kept by an earlier version says nothing of it, and it begins now."""
        try:
            return read_trail(self.document["trail"]) if "trail" in self.document else begun
        except DecisionError as error:
            raise WorkFileError(str(error)) from None

    def snapshots(self) -> Iterator[Snapshot]:
        said = self.document.get("snapshots")
        if not isinstance(said, list) or len(said) > MOST_SNAPSHOTS:
            raise WorkFileError(f"snapshots is not a list of at most {MOST_SNAPSHOTS}")
        numbers: set[int] = set()
        for each in said:
            entry = _mapping(each, "a snapshot")
            number = entry.get("number")
            if type(number) is not int or not 0 < number < 10**6 or number in numbers:
                raise WorkFileError("a snapshot has no number of its own")
            numbers.add(number)
            name = _text(entry.get("name"), "the name of a snapshot", LONGEST_NAME)
            yield Snapshot(number, name, self.work(_mapping(entry.get("work"), "a snapshot")))

    def work(self, said: dict[str, Any]) -> Work:
        origin = self.origin(_mapping(said.get("origin"), "origin"))
        start, scenario = (self.scenario(said.get(name), origin) for name in ("opened", "scenario"))
        saved = _text(said.get("saved"), "saved", 64)
        points = self.points(said.get("points"), scenario)
        work = replace(
            opened(start, origin), scenario=scenario, saved=saved, points=MappingProxyType(slider_points(scenario))
        )
        out = _mapping(said.get("left_out"), "left_out")
        work = work.leaving_out(_names(out.get("options")), _names(out.get("criteria")))
        # where the sliders stood on weights that cannot be, they stand there again, with the reason
        return work if points == dict(work.points) else work.with_points(points)

    def points(self, said: Any, scenario: Scenario) -> dict[str, float]:
        points = _mapping(said, "points")
        if list(points) != [top.id for top in scenario.criteria]:
            raise WorkFileError("points are not those of the criteria")
        for x in points.values():
            if isinstance(x, bool) or not isinstance(x, int | float) or not 0 <= x <= MOST_POINTS:
                raise WorkFileError(f"points are not numbers of 0 to {MOST_POINTS}")
        return {id: float(x) for id, x in points.items()}

    def origin(self, said: dict[str, Any]) -> Origin:
        """Where the work came from; a path counts only if it leads to a scenario that is offered anyway."""
        path = said.get("path")
        return Origin(
            _text(said.get("name"), "the name of the file", _LONGEST_ORIGIN),
            self.known(path) if isinstance(path, str) else None,
            self.raw(said.get("file")),
            beside=self.beside if said.get("is_beside") is True else None,
        )

    def raw(self, key: Any) -> bytes | None:
        """What the file held; None where that was not kept, and for work that was kept before it could be."""
        files = _mapping(self.document.get("files", {}), "files")
        if key is None:
            return None
        if not isinstance(key, str) or key not in files:
            raise WorkFileError("what a file held is missing")
        try:
            return _text(files[key], "what a file held").encode("utf-8")
        except UnicodeEncodeError:
            raise WorkFileError("what a file held is no text") from None

    def scenario(self, key: Any, origin: Origin) -> Scenario:
        if not isinstance(key, str) or not _FINGERPRINT.fullmatch(key) or key not in self.said:
            raise WorkFileError("a scenario is missing")
        if key not in self.scenarios:
            said = _mapping(self.said[key], "a scenario")
            try:
                raw = _text(said.get("yaml"), "a scenario").encode("utf-8")
                made = read_scenario(raw, origin.name, origin.folder)
            except (FileError, UnicodeEncodeError) as error:
                raise WorkFileError(str(error).splitlines()[0]) from None
            self.changed = self.changed or made.whole_fingerprint != key
            self.scenarios[key] = knowing_lines(_referring(made, said, origin), origin.folder)
        return self.scenarios[key]


def _referring(made: Scenario, said: dict[str, Any], origin: Origin) -> Scenario:
    """`made`, again with the names of what it was made from, as far as there are such files."""
    there = set(Library(origin.folder).names)
    catalogue, sets = said.get("catalogue"), said.get("requirement_sets")
    return replace(
        made,
        catalogue=catalogue if isinstance(catalogue, str) and catalogue in there else None,
        requirement_sets=tuple(sets) if _are_all_texts(sets) and there.issuperset(sets) else (),
    )


def _mapping(x: Any, what: str) -> dict[str, Any]:
    if not isinstance(x, dict):
        raise WorkFileError(f"{what} is not as it was written")
    return x


def _text(x: Any, what: str, longest: int | None = None) -> str:
    if not isinstance(x, str) or (longest is not None and len(x) > longest):
        raise WorkFileError(f"{what} is not a text" + ("" if longest is None else f" of at most {longest} characters"))
    return x


def _are_all_texts(x: Any) -> TypeGuard[list[str]]:
    return isinstance(x, list) and all(isinstance(each, str) for each in x)


def _names(x: Any) -> list[str]:
    if not _are_all_texts(x):
        raise WorkFileError("left_out is not a list of names")
    return x
