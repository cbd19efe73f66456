"""What work on many files can be handed to: processes of this machine, or a Dask cluster.

Processes begin as a fresh Python each, or as copies of one such (`spawn`, `forkserver`), never as copies of this
process, whose threads they would not have. They find modules where this process found its own, and not in the folder
where somebody happens to be: what lies there is no code of ours. They end with this process, however it ends.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from multiprocessing.connection import wait
from typing import TypeVar

from decision.cli.own_package import finding_us
from decision.model.errors import DecisionError
from decision.model.visible import visible
from decision.threads import one_thread_unless_told
from decision.version import __version__

_IMPORTED_ONCE = [
    "decision.cli.simulate",
    "decision.cli.check",
    "decision.cli.evaluate",
    "decision.cli.validate",
]  # before it is copied
_ANSWERS_WITHIN = "10s"


R = TypeVar("R")


def spread(
    files: Sequence[str],
    work: Callable[[str], R],
    workers: AbstractContextManager[Executor],
    one_more: Callable[[], None],
) -> list[R | str]:
    """What `workers` find of each file; for one on which the work could not be done, why, in words.

    A process that ends from outside takes with it all that was waiting: each of these files is then given a process of
    its own. `one_more` is called with every file that is done.
    """
    found: dict[str, R | str] = {}
    with workers as executor:
        waiting: dict[Future[R], str] = {}
        try:
            for file in files:
                waiting[executor.submit(work, file)] = file
        except BrokenProcessPool:
            pass  # a process ended before all was handed out
        for future in as_completed(waiting):
            try:
                found[waiting[future]] = future.result()
            except BrokenProcessPool:
                continue
            except Exception as error:  # whatever a cluster says of a worker that it lost
                what = visible(f"{type(error).__name__}: {error}", 300)
                found[waiting[future]] = f"no worker could work on it ({what})"
            one_more()
    for file in files:
        if file not in found:
            found[file] = _in_a_process_of_its_own(file, work)
            one_more()
    return [found[file] for file in files]


def _in_a_process_of_its_own(file: str, work: Callable[[str], R]) -> R | str:
    with processes(1) as executor:
        try:
            return executor.submit(work, file).result()
        except BrokenProcessPool:
            return "the process that worked on it was ended from outside, perhaps for want of memory; try it alone"


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def processes(count: int) -> Iterator[Executor]:
    """So many processes of this machine; whatever they have not begun is left when the block ends by an error."""
    with _in_environment(_environment()):
        executor = ProcessPoolExecutor(count, mp_context=_context(), initializer=_begin)
        try:
            yield executor
        finally:
            executor.shutdown(wait=True, cancel_futures=True)


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """The workers of the Dask cluster whose scheduler is at `address`.

    Raises
    ------
    DecisionError
        `distributed` is not installed, nobody answers at the address, or the cluster has no workers, or no Trilemma.
    """
    try:
        from distributed import Client
    except ImportError:
        raise DecisionError(
            "--dask needs distributed, which is not installed here; install Trilemma with its extra, as in "
            "python -m pip install 'trilemma[dask]'"
        ) from None
    try:
        client = Client(address, timeout=_ANSWERS_WITHIN, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise DecisionError(
            f"no Dask scheduler answers at {visible(address)} ({visible(str(error))}); check the address, such as "
            "tcp://127.0.0.1:8786, and that the scheduler runs"
        ) from None
    with client:
        if not client.scheduler_info(n_workers=-1)["workers"]:
            raise DecisionError(f"the Dask cluster at {visible(address)} has no workers; start some first")
        try:
            found = set(client.run(_version).values()) | {client.submit(_version, pure=False).result()}
        except Exception as error:  # whatever a cluster says that cannot load what it is sent
            raise DecisionError(
                f"the Dask cluster at {visible(address)} cannot load Trilemma ({visible(str(error), 200)}); "
                f"install version {__version__} for its scheduler and all its workers"
            ) from None
        if found != {__version__}:
            raise DecisionError(
                f"the Dask cluster at {visible(address)} has Trilemma {' and '.join(sorted(found))}, and here is "
                f"{__version__}; have the same everywhere"
            )
        yield client.get_executor(pure=False)


def _version() -> str:
    return __version__


def _environment() -> dict[str, str]:
    """What the environment of our processes has beyond that of this one."""
    threads = one_thread_unless_told(os.environ)
    # the tracker of what processes share need not say that a stop by Ctrl-C left it to be cleared away
    quiet = {"PYTHONWARNINGS": "ignore::UserWarning:multiprocessing.resource_tracker"}
    return {"PYTHONPATH": finding_us(os.environ).get("PYTHONPATH", ""), "PYTHONSAFEPATH": "1"} | threads | quiet


def _context() -> multiprocessing.context.BaseContext:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_IMPORTED_ONCE)
    return context


@contextmanager
def _in_environment(more: Mapping[str, str]) -> Iterator[None]:
    """What processes that are started meanwhile find in their environment."""
    before = {name: os.environ.get(name) for name in more}
    os.environ.update(more)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _begin() -> None:
    """Begin a process: Ctrl-C is its parent's to answer, and it ends when its parent does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        writing = sys.modules.get("decision.files.atomic")
        if writing is not None:
            writing.abandon()
        os._exit(1)
