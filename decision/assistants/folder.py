"""The one folder that assistants may read: files below it by plain names, and nothing else.

A name goes from the folder down. What begins at the root of a disk, goes up, is hidden, or leads out of the folder by a
link is refused, whether it is there or not; so is what a scenario names, but for the project's own catalogues.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath, PureWindowsPath

from decision.files.faults import FileError
from decision.files.found_files import our_files
from decision.files.library import ENDINGS, Library, project_folder
from decision.files.open_file import read_file
from decision.files.tree import read_tree
from decision.files.validation import SoundFile, checked_tree
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from decision.model.visible import visible

_LONGEST = 1_000  # characters of a name


class OutsideError(DecisionError):
    """What was asked for lies outside the folder, or may."""


@dataclass(frozen=True)
class Folder:
    """The folder at `root`, an absolute path without symbolic links in it."""

    root: Path

    def names(self) -> list[str]:
        """The files of ours below the folder, sorted by path; raises DecisionError where there are none."""
        found = [Path(file).relative_to(self.root).as_posix() for file in our_files([str(self.root)])]
        return [name for name in found if _is_within(self.root / name, self.root)]

    def path(self, name: str) -> Path:
        """Where the file called `name` really is.

        Raises
        ------
        OutsideError
            It is no plain name of a YAML file below the folder, or a link leads it out.
        """
        parts = PurePosixPath(name).parts
        plain = (
            0 < len(name) <= _LONGEST
            and name.isprintable()
            and "\\" not in name
            and not PurePosixPath(name).is_absolute()
            and not PureWindowsPath(name).drive
            and not any(part.startswith((".", "~")) for part in parts)
        )
        if not plain or not name.endswith(ENDINGS):
            raise OutsideError(
                f'"{visible(name)}" is no file that can be read here; name a .yaml file from the folder down, such as '
                "scenarios/portal.yaml, without .. and nothing hidden"
            )
        try:
            path = self.root.joinpath(*parts).resolve()
        except (OSError, RuntimeError):  # links that go round in a circle
            path = Path()
        if not path.is_relative_to(self.root):
            raise OutsideError(f'"{visible(name)}" leads out of the folder; name a file that lies in it')
        return path

    def file(self, name: str) -> SoundFile:
        """The file called `name`, of whatever kind.

        Raises
        ------
        FileError
            All its faults, each with its place.
        OutsideError
            It may not be read here.
        """
        path = self.path(name)
        library = FolderLibrary(path.parent, root=self.root)
        return checked_tree(read_tree(_read(path, name), name), name, path.parent, library)

    def scenario(self, name: str) -> Scenario:
        """The scenario called `name`; raises as `file` does, and DecisionError where it is another kind of file."""
        sound = self.file(name)
        if sound.scenario is None:
            raise DecisionError(f'"{visible(name)}" is no scenario ({sound.kind}); name one')
        return sound.scenario


@dataclass(frozen=True, kw_only=True)
class FolderLibrary(Library):
    """Finds what a scenario names below `root`, and among the project's own files."""

    root: Path

    def folders(self) -> Iterator[Path]:
        """Where a name is looked for, nearest first."""
        yield from (folder for folder in super().folders() if _is_within(folder, self.root))
        yield project_folder("criteria")

    def find(self, name: str) -> Path:
        """The file called `name`; raises FileNotFoundError where there is none, or a link leads it out."""
        path = super().find(name)
        own = project_folder("criteria")
        if not _is_within(path, self.root) and path.parent != own:
            raise FileNotFoundError(f"the file {visible(name)}.yaml leads out of the folder; put it into the folder")
        return path

    def text(self, name: str) -> tuple[str, bytes]:
        """What the file called `name` holds, and how it is called from the folder down."""
        path = self.find(name)
        shown = path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.name
        return shown, _read(path, shown)


def folder_at(named: str) -> Folder:
    """The folder that is `named`; raises DecisionError where there is none."""
    try:
        root = Path(named).resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        raise DecisionError(f"there is no folder {visible(named)}; name one with scenarios") from None
    if not root.is_dir():
        raise DecisionError(f"{visible(named)} is a file; name the folder that it lies in")
    return Folder(root)


def _is_within(path: Path, root: Path) -> bool:
    try:
        return path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):
        return False


def _read(path: Path, name: str) -> bytes:
    """What the file at `path` holds; its faults speak of `name`, and not of where the folder lies."""
    try:
        return read_file(path)
    except FileError as error:
        raise FileError([replace(each, file=name) for each in error.faults], error.more) from None
