"""Files as they were in the commits of a git repository: read through one process of git, which runs nothing else.

No name that anyone gives becomes an argument that git could read as an option: revisions and files are asked for on the
standard input of ``git cat-file --batch``, which takes them as names and no more. It runs no hook, no filter and no
textconv, and is kept from fetching what a partial clone lacks, which would start whatever a repository's settings name.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO, cast

from decision.files.open_file import MOST_BYTES, check_size
from decision.model.errors import DecisionError
from decision.model.visible import visible

MOST_COMMITS = 10_000  # that one walk gives
SHORT_ID = 10  # characters of an id that people read
_LONGEST = 1_000  # characters of a name that git is asked for
_LONGEST_PATH = 4_000
_NO_BLOB = frozenset((b"dangling", b"loop", b"notdir", b"symlink"))  # what git says of links that lead to no file
_PLACES = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE")
_QUIETLY = ("-c", "protocol.allow=never", "-c", "core.fsmonitor=false", "-c", "log.follow=false", "--no-pager")


class RevisionError(DecisionError):
    """A file of a revision cannot be had: there is no git, no repository, no such revision, or no such file in it."""


@dataclass(frozen=True)
class Commit:
    """One commit: its full id, the moment it was committed (ISO 8601), who wrote it, and its first line."""

    id: str
    when: str
    author: str
    subject: str


class Repository:
    """The git repository that the folder `inside` belongs to. A context manager: its process ends with it.

    Attributes
    ----------
    root
        The folder in which its files lie, without symbolic links in it.
    read
        What was made of texts of this repository, by any key: whoever reads many commits makes it once.

    Raises
    ------
    RevisionError
        There is no git, or the folder lies in no repository that it may read.
    """

    def __init__(self, inside: Path) -> None:
        self._git = _git()
        self.root = _root(self._git, inside)
        self.read: dict[object, object] = {}
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Repository:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process; the next question starts another."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    # --- names --------------------------------------------------------------------------------------------------

    def path_of(self, file: Path) -> str:
        """How the repository calls `file`, which need not be there now, such as ``scenarios/portal.yaml``.

        Raises
        ------
        RevisionError
            It lies outside the repository.
        """
        whole = Path(os.path.abspath(file))  # noqa: PTH100  # `..` goes by name, and the file itself may be a link
        try:
            path = (whole.parent.resolve() / whole.name).relative_to(self.root)
        except ValueError:
            raise RevisionError(
                f"{visible(str(file))} lies outside the repository {visible(str(self.root))}; name a file within it"
            ) from None
        return path.as_posix()

    def commit(self, revision: str) -> str:
        """The full id of the commit that `revision` names: a branch, a tag, an id or ``HEAD~1``.

        Raises
        ------
        RevisionError
            There is no such commit.
        """
        if not revision or revision.startswith(("-", ":")) or not _can_be_asked(revision, _LONGEST):
            raise RevisionError(f'"{visible(revision)}" can be no revision; name a branch, a tag, an id or HEAD~1')
        found = self._ask(revision + "^{commit}")
        if found is None:
            raise RevisionError(
                f"no commit {visible(revision)} is in the repository {visible(str(self.root))}; "
                "check the name, and fetch it where the clone is shallow"
            )
        return found[0]

    def commits(self, paths: Sequence[str], revision: str = "HEAD", most: int = MOST_COMMITS) -> tuple[Commit, ...]:
        """The commits up to `revision` in which one of `paths` changed, newest first, `most` of them at most."""
        id = self.commit(revision)
        form = "--format=%H%x1f%cI%x1f%an%x1f%s"
        told = self._run(
            "log", "-z", form, "--no-show-signature", "--no-ext-diff", "--no-textconv", "--no-color",
            "--encoding=UTF-8", f"--max-count={most}", "--end-of-options", id, "--", *paths,
        )  # fmt: skip
        return tuple(Commit(*each.split("\x1f", 3)) for each in told.split("\0") if each)

    def earlier_names(self, path: str, revision: str = "HEAD") -> tuple[str, ...]:
        """What the file at `path` of `revision` was called before, the latest name first, as far as git sees it."""
        id = self.commit(revision)
        told = self._run(
            "log", "-z", "--follow", "--find-renames", "--diff-filter=R", "--name-status", "--format=",
            "--no-show-signature", "--no-ext-diff", "--no-textconv", "--no-color", f"--max-count={MOST_COMMITS}",
            "--end-of-options", id, "--", path,
        )  # fmt: skip
        words = [word for word in told.replace("\n", "\0").split("\0") if word]
        return tuple(dict.fromkeys(name for name in words[1::3] if name != path))

    # --- content ------------------------------------------------------------------------------------------------

    def blob(self, commit: str, path: str) -> bytes | None:
        """What the file at `path` held in the commit with the full id `commit`; None where it had no such file.

        Links within the commit are followed.

        Raises
        ------
        FileError
            The file is larger than any of ours.
        """
        if not _can_be_asked(path, _LONGEST_PATH):
            return None
        found = self._ask(f"{commit}:{path}", shown=f"{commit[:SHORT_ID]}:{path}")
        return None if found is None or found[1] != "blob" else found[2]

    def is_folder(self, commit: str, path: str) -> bool:
        """Whether the commit with the full id `commit` has a folder at `path`, ``.`` being all of it."""
        if not _can_be_asked(path, _LONGEST_PATH):
            return False
        found = self._ask(f"{commit}:{'' if path == '.' else path}", shown=f"{commit[:SHORT_ID]}:{path}")
        return found is not None and found[1] == "tree"

    def files_below(self, commit: str, path: str) -> tuple[str, ...]:
        """The files below the folder at `path`, named as `blob` takes them, in the commit with the full id `commit`."""
        below = () if path == "." else (path,)
        told = self._run("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit, "--", *below)
        return tuple(name for name in told.split("\0") if name)

    def _ask(self, name: str, shown: str = "") -> tuple[str, str, bytes] | None:
        """Id, kind and content of the object called `name`, `shown` so in errors; None where there is none."""
        if self._process is None:
            self._process = self._started()
        asked, answers = cast("IO[bytes]", self._process.stdin), cast("IO[bytes]", self._process.stdout)
        try:
            asked.write(os.fsencode(name) + b"\n")
            asked.flush()
        except OSError:
            pass  # it has ended, and the answer below says so
        words = answers.readline().split()
        if len(words) == 2 and words[0] in _NO_BLOB:
            answers.read(int(words[1]) + 1)
            return None
        if not words:
            raise self._ended()
        if len(words) != 3 or not words[2].isdigit():  # missing, or ambiguous
            return None
        id, kind, size = words[0].decode(), words[1].decode(), int(words[2])
        if size > MOST_BYTES:
            self.close()  # rather than read it to its end
            check_size(shown or name, size)
        content = answers.read(size + 1)[:-1]
        if len(content) != size:
            raise self._ended()
        return id, kind, content

    def _ended(self) -> RevisionError:
        self.close()
        return RevisionError("git ended before it answered; see what `git fsck` says of the repository")

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603  # all arguments are ours
            [self._git, *_QUIETLY, "cat-file", "--batch", "--follow-symlinks"],
            cwd=self.root,
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def _run(self, *arguments: str) -> str:
        return _told(_run(self._git, self.root, *arguments), self.root)


def repository_of(file: Path) -> Repository:
    """The repository that `file` belongs to, by the nearest folder above it that is still there."""
    whole = file.absolute()
    return Repository(next(folder for folder in (whole, *whole.parents) if folder.is_dir()))


def _can_be_asked(name: str, most: int) -> bool:
    """Whether `name` is one line, and not very long."""
    return len(name) <= most and not any(ord(character) < 0x20 or character == "\x7f" for character in name)


def _git() -> str:
    found = shutil.which("git")
    if found is None or not Path(found).is_absolute():  # beside us it would be anybody's, as Windows finds it
        raise RevisionError("git is not found, which reads revisions; install it, or name a file")
    return found


def _root(git: str, inside: Path) -> Path:
    told = _told(_run(git, inside, "rev-parse", "--show-toplevel"), inside)
    return Path(told.removesuffix("\n")).resolve()


def _run(git: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603  # options are ours, and what is not stands behind --end-of-options or --
        [git, *_QUIETLY, *arguments],
        cwd=folder,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


def _told(ran: subprocess.CompletedProcess[bytes], folder: Path) -> str:
    """What git said, if it did as asked."""
    if ran.returncode == 0:
        return os.fsdecode(ran.stdout)
    reason = (ran.stderr.decode("utf-8", "replace").strip().splitlines() or ["no reason given"])[0]
    if "not a git repository" in reason:
        raise RevisionError(f"{visible(str(folder))} is in no git repository; name a file, or go into the repository")
    raise RevisionError(
        f"git cannot read {visible(str(folder))} ({visible(reason, 200)}); see what `git status` says there"
    )


def _environment() -> dict[str, str]:
    """Ours, but for where a hook says that its repository is: the files say that."""
    kept = {name: value for name, value in os.environ.items() if name not in _PLACES}
    said = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1"}
    return kept | said | {"GIT_LITERAL_PATHSPECS": "1"}


def above(path: str) -> tuple[str, ...]:
    """The folders that hold `path`, nearest first; that of the repository itself is empty."""
    folders = (each.as_posix() for each in PurePosixPath(path).parents)
    return tuple("" if each == "." else each for each in folders)
