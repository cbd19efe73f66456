"""Work on many files: one after the other, on all processors, or on a cluster; one bad file does not stop the rest.

Few files are worked on here, for to start other processes takes longer. If that goes on, or there are many, the rest
goes to processes. Who worked on a file makes no difference to what is found.
"""

from __future__ import annotations

import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from decision.cli.progress_bar import FilesDone
from decision.cli.status import WrongCallError
from decision.files.faults import Fault, FileError
from decision.files.found_files import NothingFoundError, is_several, our_files, scenario_files
from decision.model.errors import DecisionError
from decision.model.visible import visible

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager

_MANY = 100  # files, from which on processes are started at once
_ALONE = 0.5  # seconds that this process works alone before it starts others
_WORTH_IT = 1.0  # seconds of work that must be left for that
_MOST_PROCESSES = 1_000

R = TypeVar("R")


@dataclass(frozen=True)
class Outcome(Generic[R]):
    """What came of one file: a result, or why there is none.

    Attributes
    ----------
    file
        As it is called on the command line.
    result
        None where there is none.
    faults, more
        What is wrong with the file, and how many faults there are beyond those.
    error
        What else stood in the way, in a sentence; empty where the faults say it.
    """

    file: str
    result: R | None
    faults: tuple[Fault, ...] = ()
    more: int = 0
    error: str = ""

    @property
    def complaint(self) -> str:
        """Why there is no result, as it is said on standard error."""
        return str(FileError(self.faults, self.more)) if self.faults else f"{self.file}: {self.error}"

    @property
    def in_short(self) -> str:
        """Why there is no result, in a cell."""
        count = len(self.faults) + self.more
        return self.error if not count else "1 fault" if count == 1 else f"{count:,} faults"

    def to_dict(self) -> dict[str, Any]:
        """Why there is no result, as JSON."""
        faults = [fault_entry(fault) for fault in self.faults]
        return {"file": self.file, "error": self.error or self.in_short, "faults": faults, "more": self.more}


def fault_entry(fault: Fault) -> dict[str, Any]:
    """A fault as JSON."""
    return {
        "file": fault.file,
        "line": fault.line,
        "column": fault.column,
        "path": fault.path,
        "message": fault.message,
    }


def add_files(parser: ArgumentParser) -> None:
    """The scenarios that the command is about, and who is to work on them."""
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="a file, a folder with all below it, or a pattern such as '**/*.yaml'"
    )
    add_workers(parser)


def add_workers(parser: ArgumentParser) -> None:
    """Who is to work on many files."""
    add_jobs(parser)
    parser.add_argument(
        "--dask", default="", metavar="ADDRESS", help="have a Dask cluster work on them, such as tcp://127.0.0.1:8786"
    )


def add_jobs(parser: ArgumentParser) -> None:
    """How many processes are to work on many files, all of them here."""
    parser.set_defaults(dask="")
    parser.add_argument(
        "--jobs", type=_jobs, metavar="N", help="how many processes work on many files; one a processor if not said"
    )


def files_of(call: Namespace, *, every_kind: bool = False) -> list[str]:
    """The scenarios that the call means, or with `every_kind` our files; raises WrongCallError where there are none."""
    try:
        files = our_files(call.files) if every_kind else scenario_files(call.files)
    except NothingFoundError as error:
        raise WrongCallError(str(error)) from None
    # a worker of a cluster has another folder than the one we are in
    return [str(Path.cwd() / file) for file in files] if call.dask else files


def is_one_file(call: Namespace) -> bool:
    """Whether the call is about one file by its name, and answered as about one."""
    return not is_several(call.files) and not call.dask


def for_each(call: Namespace, files: Sequence[str], work: Callable[[str], R]) -> list[Outcome[R]]:
    """What `work` finds of each file, in the order of `files`.

    Parameters
    ----------
    call
        With `name`, `jobs` and `dask`, as `add_workers` adds them.
    work
        Called with the name of a file. It is sent to other processes, so it is a function of a module, or a `partial`
        of one; and what it returns is sent back. A DecisionError is what came of the file; any other exception is a
        fault of ours and said to be one.
    """
    with FilesDone(call.name, len(files)) as done:
        if call.dask:
            from decision.cli.executors import cluster

            return _spread(files, work, cluster(call.dask), done)
        if call.jobs == 1 or len(files) == 1:
            return list(_one_by_one(files, work, done))
        return _here_and_in_processes(call, files, work, done)


def _here_and_in_processes(
    call: Namespace, files: Sequence[str], work: Callable[[str], R], done: FilesDone
) -> list[Outcome[R]]:
    outcomes: list[Outcome[R]] = []
    if call.jobs is None and len(files) < _MANY:
        start = time.monotonic()
        for outcome in _one_by_one(files, work, done):
            outcomes.append(outcome)
            so_far, left = time.monotonic() - start, len(files) - len(outcomes)
            if so_far > _ALONE and so_far / len(outcomes) * left > _WORTH_IT:
                break
    rest = files[len(outcomes) :]
    if rest:
        from decision.cli.executors import processes, processors

        count = min(call.jobs or processors(), len(rest))
        if count == 1 and call.jobs is None:
            return [*outcomes, *_one_by_one(rest, work, done)]
        outcomes += _spread(rest, work, processes(count), done)
    return outcomes


def _spread(
    files: Sequence[str], work: Callable[[str], R], workers: AbstractContextManager[Executor], done: FilesDone
) -> list[Outcome[R]]:
    """What `workers` find, and why they could not."""
    from decision.cli.executors import spread

    found = spread(files, partial(_outcome, work), workers, done.one_more)
    return [Outcome(file, None, error=x) if isinstance(x, str) else x for file, x in zip(files, found, strict=True)]


def _one_by_one(files: Sequence[str], work: Callable[[str], R], done: FilesDone) -> Iterator[Outcome[R]]:
    for file in files:
        yield _outcome(work, file)
        done.one_more()


def _outcome(work: Callable[[str], R], file: str) -> Outcome[R]:
    """What `work` finds of one file; runs wherever it is sent."""
    try:
        return Outcome(file, work(file))
    except FileError as error:
        return Outcome(file, None, error.faults, error.more)
    except DecisionError as error:
        return Outcome(file, None, error=str(error))
    except Exception as error:  # a fault of ours in one file is no reason to say nothing of the others
        what = visible(f"{type(error).__name__}: {error}", 300)
        return Outcome(file, None, error=f"a fault of Trilemma ({what}); please report it with the file")


def _jobs(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 4 and 1 <= int(text) <= _MOST_PROCESSES:
        return int(text)
    raise ArgumentTypeError(f"1 to {_MOST_PROCESSES:,} processes can work (got {visible(text)})")
