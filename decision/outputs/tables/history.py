"""How a decision moved, as rows: one a version, the oldest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from decision.analysis.history import Moment, moments
from decision.analysis.progress import Told
from decision.model.scenario import Scenario
from decision.model.visible import visible
from decision.outputs.words.grammar import counted
from decision.outputs.words.scoring import listed, shown_lead, told_short

_LONGEST = 80  # characters of what is wrong with a version
SHORT_ID = 10  # characters of a commit's id that people read


class CommitLike(Protocol):
    """What is said of a commit."""

    @property
    def id(self) -> str: ...
    @property
    def when(self) -> str: ...
    @property
    def author(self) -> str: ...
    @property
    def subject(self) -> str: ...


class FaultLike(Protocol):
    """What is wrong with a file, and where."""

    @property
    def line(self) -> int: ...
    @property
    def message(self) -> str: ...


class VersionLike(Protocol):
    """A scenario as it was in a commit, or as it lies in its folder now."""

    @property
    def commit(self) -> CommitLike | None: ...
    @property
    def path(self) -> str: ...
    @property
    def scenario(self) -> Scenario | None: ...
    @property
    def faults(self) -> Sequence[FaultLike]: ...
    @property
    def more(self) -> int: ...
    @property
    def is_there(self) -> bool: ...


@dataclass(frozen=True)
class HistoryRow:
    """One version: where it comes from, and where the decision stood in it.

    Attributes
    ----------
    commit, when, author, subject
        None of the file as it lies in its folder, not committed yet.
    moment
        None where there was nothing to work out: `problem` says why.
    turned
        Whether another leads than in the sound version before.
    """

    commit: str | None
    when: str | None
    author: str | None
    subject: str | None
    path: str
    moment: Moment | None
    problem: str
    turned: bool

    @property
    def called(self) -> str:
        """How the version is called in a table."""
        return "not committed" if self.commit is None else self.commit[:SHORT_ID]

    @property
    def leaders(self) -> str:
        """Who leads, by the names that sentences use; what is wrong where nobody does."""
        if self.moment is None:
            return self.problem
        names = told_short(self.moment.names, self.moment.approaches)
        return listed([names[id] for id in self.moment.leaders]) or "none: all are excluded"

    @property
    def lead(self) -> str:
        """By how many points the first leads the next, as it is said of one file; empty where there are not both."""
        found = self.moment
        if found is None or len(found.leaders) != 1 or len(found.p_best) < 2:
            return ""
        first, second = sorted((found.scores[id] for id in found.p_best), reverse=True)[:2]
        return shown_lead(first, second)

    def to_dict(self) -> dict[str, Any]:
        """The row as JSON; what follows from the version only where it is sound."""
        said = {
            "commit": self.commit,
            "when": self.when,
            "author": self.author,
            "subject": self.subject,
            "path": self.path,
            "valid": self.moment is not None,
            "problem": self.problem,
            "turned": self.turned,
        }
        return said | ({} if self.moment is None else self.moment.to_dict())


def history_rows(
    versions: Sequence[VersionLike], draws: int, seed: int | None = None, told: Told | None = None
) -> tuple[HistoryRow, ...]:
    """A row for each version, all with the same seed: that of the last sound one if none is given.

    `told` is called with how far it is.
    """
    scenarios = [version.scenario for version in versions]
    if seed is None:
        seed = next((each.simulation.seed for each in reversed(scenarios) if each is not None), 0)
    rows: list[HistoryRow] = []
    before: tuple[str, ...] | None = None
    for version, found in zip(versions, moments(scenarios, draws, seed, told), strict=True):
        turned = found is not None and before is not None and found.leaders != before
        before = before if found is None else found.leaders
        commit = version.commit
        rows.append(
            HistoryRow(
                commit=None if commit is None else commit.id,
                when=None if commit is None else commit.when,
                author=None if commit is None else commit.author,
                subject=None if commit is None else commit.subject,
                path=version.path,
                moment=found,
                problem=_problem(version),
                turned=turned,
            )
        )
    return tuple(rows)


def history_in_a_sentence(rows: Sequence[HistoryRow]) -> str:
    """In how many versions who led, and how often that changed."""
    sound = [row for row in rows if row.moment is not None]
    faulty = len(rows) - len(sound)
    without = f"; {faulty} {'has' if faulty == 1 else 'have'} faults or no file" if faulty else ""
    if not sound:
        return f"{counted(len(rows), 'version')}, and none is sound."
    turns = sum(row.turned for row in rows)
    often = {1: "once", 2: "twice"}.get(turns, f"{turns} times")
    leaders = len(sound[-1].moment.leaders) if sound[-1].moment is not None else 0
    if turns:
        led = f"the leader changed {often}"
    elif not leaders:
        led = "nobody leads, for all are excluded"
    else:
        led = f"{sound[-1].leaders} {'leads' if leaders == 1 else 'lead'}{'' if len(sound) == 1 else ' in every one'}"
    return f"{counted(len(rows), 'version')}: {led}{without}."


def _problem(version: VersionLike) -> str:
    if not version.is_there:
        return "was not there"
    count = len(version.faults) + version.more
    if not count:
        return ""
    first = version.faults[0]
    many = "1 fault" if count == 1 else f"{count:,} faults"
    return f"{many}, in line {first.line}: {visible(first.message, _LONGEST)}"
