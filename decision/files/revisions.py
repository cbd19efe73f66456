"""Scenarios as they are, or as they were: a file, or ``REV:FILE`` out of git.

``REV`` is whatever git takes as the name of a commit: a branch, a tag, an id, ``HEAD~1``, ``@{yesterday}``. ``FILE`` is
named from where one stands, as every file of the command line is; where the revision has no such file, from the folder
of the repository, as git does. Whoever has a file whose name holds a colon gets that file.

Catalogues and whatever else a scenario names come from the same revision: from beside the file, then from ``criteria/``
beside or above it; only then from above the repository and from the project's own, which are in no revision of it.

One scenario: `load_named`. Many, of one repository::

    with repository_of(file) as repository:
        path = repository.path_of(file)
        for commit in repository.commits([path]):
            scenario = scenario_at(repository, commit.id, path)
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from decision.files.library import ENDINGS, Library, Shape
from decision.files.reader import load_with_tree, scenario_in
from decision.files.repository import SHORT_ID, Repository, RevisionError, above, repository_of
from decision.files.tree import Node, read_tree
from decision.model.reference_class import ReferenceClass
from decision.model.scenario import Scenario
from decision.model.visible import visible


def load_named(name: str) -> Scenario:
    """The scenario in the file called `name`, or in the file of a revision, ``REV:FILE``.

    Raises
    ------
    FileError
        Every fault of the file, or of a catalogue it uses, with its place.
    RevisionError
        There is no git, no repository, no such revision, or no such file in it.
    """
    return load_named_with_tree(name)[0]


def load_named_with_tree(name: str) -> tuple[Scenario, Node]:
    """The same, and the tree of the file, which knows its places."""
    parts = revision_and_file(name)
    if parts is None:
        return load_with_tree(name)
    revision, file = parts
    try:
        with repository_of(Path(file)) as repository:
            commit = repository.commit(revision)
            path = _path_in(repository, commit, revision, file)
            return scenario_at_with_tree(repository, commit, path, revision)
    except RevisionError as error:
        raise RevisionError(f"{visible(name, _LONGEST)}: {error}") from None


def revision_and_file(name: str) -> tuple[str, str] | None:
    """The two halves of ``REV:FILE``; None where `name` is that of a file.

    It is one where there is such a file, where there is no colon, and where what stands before the first cannot be a
    revision: nothing, a drive, or what begins as paths do.
    """
    revision, colon, file = name.partition(":")
    if not colon or not file or not revision or revision.startswith((".", "/", "\\", "~")):
        return None
    if os.path.lexists(name) or (os.name == "nt" and len(revision) == 1):
        return None
    return revision, file


def scenario_at(repository: Repository, commit: str, path: str, called: str = "") -> Scenario:
    """The scenario at `path` of the repository as it was in the commit with the full id `commit`.

    Faults are told of ``called:path``, by default of the first letters of the id.

    Raises
    ------
    FileError
        Every fault of the file, or of a catalogue it uses, with its place.
    RevisionError
        The commit has no such file.
    """
    return scenario_at_with_tree(repository, commit, path, called)[0]


def scenario_at_with_tree(repository: Repository, commit: str, path: str, called: str = "") -> tuple[Scenario, Node]:
    """The same, and the tree of the file, which knows its places."""
    called = called or commit[:SHORT_ID]
    raw = repository.blob(commit, path)
    if raw is None:
        raise RevisionError(f"{visible(called)} has no file {visible(path)}; check the name, or name another revision")
    file = f"{called}:{path}"
    root = read_tree(raw, file)
    return scenario_in(
        root, file, library=RevisionLibrary(repository=repository, commit=commit, path=path, called=called)
    ), root


@dataclass(frozen=True, kw_only=True)
class RevisionLibrary(Library):
    """Finds files by name for the scenario at `path`, as the repository was in a commit, `called` so in errors."""

    repository: Repository
    commit: str
    path: str
    called: str

    def text(self, name: str) -> tuple[str, bytes]:
        for folder in self._folders_within():
            for ending in ENDINGS:
                path = f"{folder}/{name}{ending}" if folder else name + ending
                raw = self.repository.blob(self.commit, path)
                if raw is not None:
                    return f"{self.called}:{path}", raw
        return super().text(name)

    def document(self, where: str, raw: bytes, shape: type[Shape]) -> Shape:
        """As of any library; of many commits with the same text it is made once."""
        made = self.repository.read
        if (shape, raw) not in made:
            made[shape, raw] = super().document(where, raw, shape)
        return cast("Shape", made[shape, raw])

    def classes(self, where: str, raw: bytes) -> Mapping[str, ReferenceClass]:
        """As of any library; of many commits with the same text they are made once."""
        made = self.repository.read
        if (ReferenceClass, raw) not in made:
            made[ReferenceClass, raw] = super().classes(where, raw)
        return cast("Mapping[str, ReferenceClass]", made[ReferenceClass, raw])

    def folders(self) -> Iterator[Path]:
        """Where a name is looked for that the commit does not have, nearest first."""
        for folder in self.repository.root.parents:
            yield folder / "criteria"
        yield from super().folders()

    def _folders_within(self) -> Iterator[str]:
        """Where a name is looked for in the commit, nearest first."""
        folders = above(self.path)
        yield folders[0]
        for folder in folders:
            yield f"{folder}/criteria" if folder else "criteria"


_LONGEST = 200


def _path_in(repository: Repository, commit: str, revision: str, file: str) -> str:
    """How the repository calls `file`: as seen from here if the commit has it, else as seen from the repository."""
    outside: RevisionError | None = None
    try:
        here = repository.path_of(Path(file))
        if repository.blob(commit, here) is not None:
            return here
    except RevisionError as error:
        here, outside = "", error
    from_root = os.path.normpath(file).replace(os.sep, "/")
    if not from_root.startswith(("../", "/")) and repository.blob(commit, from_root) is not None:
        return from_root
    if outside is not None:
        raise outside
    raise RevisionError(f"{visible(revision)} has no file {visible(here)}; check the name, or name another revision")
