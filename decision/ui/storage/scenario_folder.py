"""The scenarios and reference classes of the folder, read again only when a file changes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import streamlit as st

from decision.analysis.scoring import Evaluation, evaluate
from decision.files.faults import Fault, FileError
from decision.files.library import ENDINGS, Library, project_folder
from decision.files.open_file import read_file
from decision.files.reader import read_scenario
from decision.model.errors import DecisionError
from decision.model.reference_class import ReferenceClass
from decision.model.scenario import Scenario
from decision.model.visible import visible
from decision.outputs.words.scoring import headline
from decision.ui.session.bounds import REMEDY, too_large
from decision.ui.session.sureties import SURETIES
from decision.ui.session.work import Origin

FIRST = "health-centre-portal.yaml"
FOLDER = "TRILEMMA_SCENARIOS"  # the environment variable that names another folder than that of the examples

FileStamp = tuple[str, int, int]  # path, time of change, size


@dataclass(frozen=True)
class Listed:
    """One file of the folder: what it holds and the scenario in it, or what is wrong with it."""

    path: Path
    raw: bytes | None
    scenario: Scenario | None
    error: FileError | None

    @property
    def origin(self) -> Origin:
        """Where work on it comes from."""
        return Origin(self.path.name, self.path, self.raw)

    @property
    def title(self) -> str:
        return self.path.name + " (cannot be read)" if self.scenario is None else self.scenario.title

    @property
    def line(self) -> str:
        """What it is about, in one line: the first sentence of its background, or else its question."""
        return "" if self.scenario is None else first_sentence(self.scenario.about or self.scenario.question)

    @cached_property
    def headline(self) -> str:
        """Who leads and by how much, by the scores alone; or what is wrong with the file. Found when asked for."""
        evaluation = self._evaluation
        return evaluation if isinstance(evaluation, str) else headline(evaluation)

    @property
    def comes_of_it(self) -> str:
        """The headline, and how sure it is as soon as that is known: nobody waits for it."""
        evaluation = self._evaluation
        if self.scenario is None or isinstance(evaluation, str):
            return self.headline
        return SURETIES.of(self.scenario, evaluation) or self.headline

    @cached_property
    def _evaluation(self) -> Evaluation | str:
        """The scores, found when asked for; or why there are none."""
        if self.scenario is None:
            return "" if self.error is None else _first_fault(self.error)
        try:
            return evaluate(self.scenario)
        except DecisionError as error:
            return f"No score: {error}."


def folder() -> Path:
    """The folder of scenarios: the one that is named in the environment, or else that of the examples."""
    named = os.environ.get(FOLDER)
    return Path(named) if named else project_folder("scenarios")


def files() -> list[Path]:
    """The files of the folder, the first to be shown first, then by name. None of them is read."""
    here = folder()
    found = [path for path in here.glob("*") if path.suffix in ENDINGS] if here.is_dir() else []
    return sorted(found, key=lambda path: (path.name != FIRST, path.name))


def read(paths: Iterable[Path]) -> Iterator[Listed]:
    """What is in these files of the folder; each is read when its turn comes, and again only when a file changed."""
    library = tuple(stamp for each in Library(folder()).folders() for stamp in _stamp(each))
    for path in paths:
        yield _read(path, _stamp_of(path), library)


def listed() -> Iterator[Listed]:
    """The scenarios of the folder, in the order of `files`."""
    return read(files())


def at(path: str | Path | None) -> Listed | None:
    """What is in the file of the folder at `path`; None where the folder has none there: no other is ever read."""
    return next((each for each in read(file for file in files() if str(file) == str(path))), None)


def uploaded(raw: bytes, name: str) -> Scenario:
    """The scenario in an uploaded file; raises FileError with all its faults, or if it is too large for pages."""
    return fit_for_pages(read_scenario(raw, name), name)


def fit_for_pages(scenario: Scenario, name: str) -> Scenario:
    """`scenario`, unless it is too large for pages; raises FileError."""
    problem = too_large(scenario)
    if problem:
        raise FileError([Fault(name, 1, 1, "", f"{problem}; {REMEDY}")])
    return scenario


def reference_classes(folder: Path | None) -> Mapping[str, ReferenceClass]:
    """The reference classes that a scenario in `folder` may name; none where they cannot be read."""
    try:
        path = Library(folder).find("reference-classes")
    except OSError:
        return {}
    return _reference_classes(folder, path, _stamp_of(path))


@dataclass(frozen=True)
class ClassFigures:
    """P50 and P80 of a reference class, as multipliers."""

    p50: float
    p80: float


@st.cache_resource(max_entries=500, show_spinner=False)
def class_figures(key: str, _reference_class: ReferenceClass) -> ClassFigures:  # noqa: ARG001
    """P50 and P80 of a class; `key` tells it from every other."""
    p50, p80 = (float(x) for x in _reference_class.law.quantile([0.5, 0.8]))
    return ClassFigures(p50, p80)


_LONGEST_LINE = 150  # characters of a line about a scenario
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?![a-z])")


def first_sentence(text: str) -> str:
    """The first sentence of `text`, on one line, and cut where it is long."""
    return visible(_SENTENCE_END.split(" ".join(text.split()), maxsplit=1)[0], _LONGEST_LINE)


def _first_fault(error: FileError) -> str:
    first, count = error.faults[0], len(error.faults) + error.more
    which = "One fault" if count == 1 else f"{count:,} faults; the first"
    return f"{which}, in line {first.line}: {first.message}"


# The stamps are not used inside: they are what a cached answer is remembered under.


@st.cache_resource(max_entries=200, show_spinner=False)
def _read(path: Path, stamp: FileStamp, library: tuple[FileStamp, ...]) -> Listed:  # noqa: ARG001
    try:
        raw = read_file(path)
        scenario = read_scenario(raw, str(path), path.resolve().parent)
        return Listed(path, raw, fit_for_pages(scenario, path.name), None)
    except FileError as error:
        return Listed(path, None, None, error)


@st.cache_resource(max_entries=20, show_spinner=False)
def _reference_classes(folder: Path | None, path: Path, stamp: FileStamp) -> Mapping[str, ReferenceClass]:  # noqa: ARG001
    try:
        return Library(folder).reference_classes
    except (OSError, FileError):
        return {}


def _stamp(folder: Path) -> tuple[FileStamp, ...]:
    """What tells whether any file of a folder changed."""
    return tuple(_stamp_of(path) for path in sorted(folder.glob("*")) if path.is_file()) if folder.is_dir() else ()


def _stamp_of(path: Path) -> FileStamp:
    try:
        facts = path.stat()
    except OSError:
        return str(path), 0, 0
    return str(path), facts.st_mtime_ns, facts.st_size
