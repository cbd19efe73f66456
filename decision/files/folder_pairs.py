"""Scenarios of two folders, put together by where they lie in them: each as it was and as it is."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from decision.files.faults import FileError
from decision.files.found_files import holds_scenario, is_scenario, yaml_files_below
from decision.files.library import ENDINGS
from decision.files.repository import Repository, RevisionError, repository_of
from decision.files.revisions import revision_and_file
from decision.model.visible import visible


@dataclass(frozen=True)
class Pair:
    """One scenario of both folders.

    Attributes
    ----------
    path
        Where it lies in them, such as ``clinics/portal.yaml``.
    old, new
        By which names `decision.files.revisions.load_named` finds it; None where a folder does not have it.
    """

    path: str
    old: str | None
    new: str | None


def is_folder(name: str) -> bool:
    """Whether `name` is that of a folder, or ``REV:FOLDER`` of a revision; False of what git knows nothing of."""
    parts = revision_and_file(name)
    if parts is None:
        return Path(name).is_dir()
    revision, folder = parts
    try:
        with repository_of(Path(folder)) as repository:
            return _path_of_folder(repository, repository.commit(revision), folder) is not None
    except RevisionError:
        return False


def pairs_of(old: str, new: str) -> list[Pair]:
    """The scenarios below two folders, each named as `is_folder` takes it, sorted by path.

    Hidden files and folders, and links to other folders, are left out.

    Raises
    ------
    DecisionError
        A folder cannot be read.
    """
    was, now = _scenarios_below(old), _scenarios_below(new)
    return [Pair(path, was.get(path), now.get(path)) for path in sorted(was | now, key=lambda path: path.split("/"))]


def _scenarios_below(name: str) -> dict[str, str]:
    """By where each lies in the folder, by which name it is found."""
    parts = revision_and_file(name)
    if parts is None:
        files = [file for file in yaml_files_below(name) if is_scenario(file)]
        return {Path(file).relative_to(name).as_posix(): file for file in files}
    revision, folder = parts
    with repository_of(Path(folder)) as repository:
        commit = repository.commit(revision)
        path = _path_of_folder(repository, commit, folder)
        if path is None:
            raise RevisionError(f"{visible(revision)} has no folder {visible(folder)}; check the name")
        found: dict[str, str] = {}
        for file in repository.files_below(commit, path):
            within = PurePosixPath(file).relative_to(path) if path != "." else PurePosixPath(file)
            hidden = any(part.startswith(".") for part in within.parts)
            if within.suffix in ENDINGS and not hidden and _is_scenario_of(repository, commit, file):
                found[within.as_posix()] = f"{revision}:{os.path.relpath(repository.root / file)}"
        return found


def _is_scenario_of(repository: Repository, commit: str, file: str) -> bool:
    try:
        raw = repository.blob(commit, file)
    except FileError:
        return True  # too large for any of ours: whoever reads it says so
    return raw is not None and holds_scenario(raw)


def _path_of_folder(repository: Repository, commit: str, folder: str) -> str | None:
    """How the repository calls a folder that the commit has, seen from here or else from its own folder."""
    seen = [os.path.normpath(folder).replace(os.sep, "/")]
    with contextlib.suppress(RevisionError):  # it lies outside, seen from here
        seen.insert(0, repository.path_of(Path(folder)))
    return next((path for path in seen if repository.is_folder(commit, path)), None)
