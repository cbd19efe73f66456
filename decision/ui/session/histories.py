"""How a file of the folder moved in git, worked out for all visitors once and kept while nothing changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from decision.analysis.progress import Told
from decision.files.faults import Fault
from decision.files.repository import repository_of
from decision.files.versions import Version, versions
from decision.model.errors import DecisionError
from decision.outputs.tables.history import HistoryRow, history_rows
from decision.outputs.words.grammar import capital
from decision.ui.session.bounds import REMEDY, too_large
from decision.ui.session.shared_results import SharedResults

MOST_ON_PAGES = 100  # commits
DRAWS = 2_000

_RESULTS: SharedResults[tuple[HistoryRow, ...]] = SharedResults(64)


def may_have_a_history(path: Path) -> bool:
    """Whether a file lies in what looks like a git repository; git itself is not asked."""
    return any((folder / ".git").exists() for folder in path.resolve().parents)


def history_of(path: Path, told: Told) -> tuple[HistoryRow, ...] | str:
    """The versions of a file, or why they cannot be shown."""
    try:
        with repository_of(path) as repository:
            head = repository.commit("HEAD")
        facts = path.stat()
        key = (str(path), head, facts.st_mtime_ns, facts.st_size)
        return _RESULTS.get(key, lambda: _worked_out(path, told))
    except OSError as error:
        return f"The file cannot be read ({error.strerror or error})."
    except DecisionError as error:
        return f"{capital(str(error))}."


def _worked_out(path: Path, told: Told) -> tuple[HistoryRow, ...]:
    return history_rows([_fit_for_pages(each) for each in versions(path, MOST_ON_PAGES)], DRAWS, told=told)


def _fit_for_pages(version: Version) -> Version:
    problem = "" if version.scenario is None else too_large(version.scenario)
    if not problem:
        return version
    return replace(version, scenario=None, faults=(Fault(version.path, 1, 1, "", f"{problem}; {REMEDY}"),))
