"""A scenario as it was, commit by commit, each with the catalogues of its commit.

A file that was called otherwise before is followed as far as git sees that it was. A commit that changed only what the
file uses, such as its catalogue, counts where the decision changed with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from decision.files.faults import Fault, FileError
from decision.files.library import APPROACH_QUESTIONS, ENDINGS, LAUNCH_CAUSES, REFERENCE_CLASSES, USUAL_LINES
from decision.files.open_file import read_file
from decision.files.reader import load
from decision.files.repository import Commit, Repository, RevisionError, above, repository_of
from decision.files.revisions import scenario_at
from decision.model.scenario import Scenario
from decision.model.visible import visible

MOST_VERSIONS = 1_000


@dataclass(frozen=True)
class Version:
    """A scenario as it was.

    Attributes
    ----------
    commit
        None for the file as it lies in the folder, where that is not what was committed last.
    path
        How the file was called then, from the folder of the repository.
    scenario
        None where it had faults, or was not there.
    faults, more
        What was wrong with it, and how many faults there are beyond those.
    is_there
        Whether the commit has the file.
    """

    commit: Commit | None
    path: str
    scenario: Scenario | None
    faults: tuple[Fault, ...] = ()
    more: int = 0
    is_there: bool = True


def versions(file: str | Path, most: int = MOST_VERSIONS) -> tuple[Version, ...]:
    """The scenario in `file` as it was in its last `most` commits, the oldest first, and as it is if that differs.

    Raises
    ------
    RevisionError
        There is no git, `file` lies in no repository, or no commit has it.
    """
    file = Path(file)
    with repository_of(file) as repository:
        path = repository.path_of(file)
        names = (path, *repository.earlier_names(path))
        own = {commit.id for commit in repository.commits(names, most=most)}
        if not own:
            raise RevisionError(f"no commit has {visible(str(file))}; commit it first, or check the name")
        latest = _version(repository, repository.commits(names, most=1)[0], names)
        commits = repository.commits([*names, *_used_by(latest.scenario, names)], most=most)
        found = list(_changed((_version(repository, commit, names) for commit in reversed(commits)), own))
        now = _lying_there(repository, file, path)
        return (*found, *([now] if now is not None else []))


def _changed(found: Iterable[Version], own: set[str]) -> Iterator[Version]:
    """Those of a commit of the file itself, and of the others those whose decision is not that of the one before."""
    before: str | None = None
    for version in found:
        fingerprint = None if version.scenario is None else version.scenario.fingerprint
        assert version.commit is not None
        if version.commit.id in own or (version.is_there and fingerprint != before):
            before = fingerprint
            yield version


def _version(repository: Repository, commit: Commit, names: Sequence[str]) -> Version:
    try:
        path = next((name for name in names if repository.blob(commit.id, name) is not None), None)
        if path is None:
            return Version(commit, names[0], None, is_there=False)
        return Version(commit, path, scenario_at(repository, commit.id, path))
    except FileError as error:
        return Version(commit, names[0], None, error.faults, error.more)


def _lying_there(repository: Repository, file: Path, path: str) -> Version | None:
    """The file as it lies in the folder; None where it is as it was committed last, or is not there."""
    if not file.exists():
        return None
    try:
        if repository.blob(repository.commit("HEAD"), path) == read_file(file):
            return None
        return Version(None, path, load(file))
    except FileError as error:
        return Version(None, path, None, error.faults, error.more)


def _used_by(scenario: Scenario | None, names: Sequence[str]) -> list[str]:
    """Where in the repository what the scenario uses may lie, as its reader looks for it."""
    if scenario is None:
        return []
    used = [REFERENCE_CLASSES, APPROACH_QUESTIONS, LAUNCH_CAUSES, USUAL_LINES, *scenario.requirement_sets]
    used += [scenario.catalogue] if scenario.catalogue is not None else []
    places = dict.fromkeys(place for name in names for place in _places(name))
    return [f"{place}{name}{ending}" for place in places for name in dict.fromkeys(used) for ending in ENDINGS]


def _places(path: str) -> Iterator[str]:
    """Beside the file, and in every ``criteria`` folder beside it or above; each as it stands before a name."""
    folders = above(path)
    yield f"{folders[0]}/" if folders[0] else ""
    for folder in folders:
        yield f"{folder}/criteria/" if folder else "criteria/"
