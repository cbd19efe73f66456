"""What the rules find, and what is to be said of a file as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from decision.model.checks import Level
from decision.model.errors import LONGEST_SAID
from decision.model.visible import visible

Keys = tuple[str | int, ...]

MOST_FINDINGS = 200  # of one file that are told; of the others only how many they are


@dataclass(frozen=True)
class Found:
    """One thing that a rule finds.

    Attributes
    ----------
    keys
        What leads to its place in the file, as far as the file has it.
    what
        What is so, with its figures.
    remedy
        What to do about it, in the imperative.
    """

    keys: Keys
    what: str
    remedy: str


@dataclass(frozen=True)
class Finding:
    """One finding with its place in the file; `line` and `column` count from 1.

    Attributes
    ----------
    path
        The way to the place through the keys of the file, such as ``options.buy.ratings.fit``; empty for the whole.
    rule
        The name of the rule.
    level
        ``error`` or ``warning``.
    """

    file: str
    line: int
    column: int
    path: str
    rule: str
    level: Level
    what: str
    remedy: str

    def __post_init__(self) -> None:
        for name in ("what", "remedy"):
            object.__setattr__(self, name, visible(getattr(self, name), LONGEST_SAID))

    @property
    def message(self) -> str:
        """What is so and what to do, as one text."""
        return f"{self.what}; {self.remedy}" if self.remedy else self.what


@dataclass(frozen=True)
class NotAsked:
    """A rule that could not be asked, and why; `needs_base` says that it compares with a base."""

    rule: str
    because: str
    needs_base: bool


@dataclass(frozen=True)
class Chance:
    """P(best) of the leader, with its standard error, and the draws that it was counted over."""

    option: str
    p_best: float
    standard_error: float
    draws: int
    seed: int


@dataclass(frozen=True)
class Report:
    """What is to be said of one file.

    Attributes
    ----------
    kind
        As `decision.files.validation.SoundFile` has it; empty where the file has faults.
    title, fingerprint, leads
        Of a scenario, what is decided and who leads, in a sentence; empty of other files.
    leader
        Its id; empty where every option is excluded, and of other files.
    chance
        Of the leader, where a rule asked for it.
    findings
        In the order of the file: the first `MOST_FINDINGS`.
    more_errors, more_warnings
        How many findings there are beyond those.
    """

    file: str
    kind: str = ""
    title: str = ""
    fingerprint: str = ""
    leads: str = ""
    leader: str = ""
    chance: Chance | None = None
    findings: tuple[Finding, ...] = ()
    more_errors: int = 0
    more_warnings: int = 0
    not_asked: tuple[NotAsked, ...] = field(default=())

    @property
    def errors(self) -> int:
        """How many errors there are."""
        return self.more_errors + sum(each.level is Level.ERROR for each in self.findings)

    @property
    def warnings(self) -> int:
        """How many warnings there are."""
        return self.more_warnings + sum(each.level is Level.WARNING for each in self.findings)


@dataclass(frozen=True)
class Checked:
    """What is to be said of all files of one call.

    Attributes
    ----------
    today
        The day on which the rules were asked, year-month-day.
    base
        The revision that files were compared with; empty where they were compared with none.
    strict
        Whether a warning fails, too.
    """

    reports: tuple[Report, ...]
    today: str
    base: str = ""
    strict: bool = False

    @property
    def errors(self) -> int:
        """How many errors there are."""
        return sum(report.errors for report in self.reports)

    @property
    def warnings(self) -> int:
        """How many warnings there are."""
        return sum(report.warnings for report in self.reports)

    @property
    def passed(self) -> bool:
        """Whether nothing was found that fails."""
        return not self.errors and not (self.strict and self.warnings)

    def fails(self, report: Report) -> bool:
        """Whether one of the reports fails."""
        return bool(report.errors or (self.strict and report.warnings))

    @property
    def findings(self) -> Iterator[Finding]:
        """Those of all files, errors first, as services that show only some of them should have them."""
        for level in (Level.ERROR, Level.WARNING):
            for report in self.reports:
                yield from (each for each in report.findings if each.level is level)
