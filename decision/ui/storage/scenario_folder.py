"""The scenarios and reference classes of the folder, read again only when a file changes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from decision.files.faults import FileError
from decision.files.library import ENDINGS, Library, project_folder
from decision.files.reader import load, read_scenario
from decision.model.reference_class import ReferenceClass
from decision.model.scenario import Scenario

FIRST = "health-centre-portal.yaml"
FOLDER = "TRILEMMA_SCENARIOS"  # the environment variable that names another folder than that of the examples

FileStamp = tuple[str, int, int]  # path, time of change, size


@dataclass(frozen=True)
class Listed:
    """One file of the folder: the scenario in it, or what is wrong with it."""

    path: Path
    scenario: Scenario | None
    error: FileError | None

    @property
    def title(self) -> str:
        return self.path.name + " (cannot be read)" if self.scenario is None else self.scenario.title


def folder() -> Path:
    """The folder of scenarios: the one that is named in the environment, or else that of the examples."""
    named = os.environ.get(FOLDER)
    return Path(named) if named else project_folder("scenarios")


def listed() -> list[Listed]:
    """The scenarios of the folder, the first to be shown first, then by name."""
    here = folder()
    files = [path for path in here.glob("*") if path.suffix in ENDINGS] if here.is_dir() else []
    library = tuple(stamp for each in Library(here).folders() for stamp in _stamp(each))
    return [
        _read(path, _stamp_of(path), library)
        for path in sorted(files, key=lambda path: (path.name != FIRST, path.name))
    ]


def uploaded(raw: bytes, name: str) -> Scenario:
    """The scenario in an uploaded file; raises FileError with all its faults."""
    return read_scenario(raw, name)


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


# The stamps are not used inside: they are what a cached answer is remembered under.


@st.cache_resource(max_entries=200, show_spinner=False)
def _read(path: Path, stamp: FileStamp, library: tuple[FileStamp, ...]) -> Listed:  # noqa: ARG001
    try:
        return Listed(path, load(path), None)
    except FileError as error:
        return Listed(path, None, error)


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
