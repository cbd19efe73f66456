"""The decision that a table says, with what was guessed and what is wrong; nothing is made of it yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from decision.files.faults import Fault
from decision.files.tables.layout import Layout
from decision.files.tables.numbers import DecimalMark

MOST_CRITERIA = 60


@dataclass(frozen=True)
class Said:
    """What a person says of one option or criterion; what is empty or None is left as the table has it."""

    name: str = ""
    unit: str | None = None  # of a criterion
    approach: str | None = None  # of an option; empty where it has none
    scale: tuple[float, float] | None = None  # of a criterion: worst and best


@dataclass(frozen=True)
class Choices:
    """What a person says of a table that it does not say itself.

    Attributes
    ----------
    title
        What is decided; what stands above the table if empty.
    scale, scales
        Worst and best: of all criteria that are rated in points, and of single ones by name.
    less_is_better
        Names of criteria of which less is better.
    words
        By word in small letters, the figure it stands for.
    decimal
        What parts decimals, where figures can be read in two ways.
    of
        By the name of an option or criterion in the table, what is said of it.
    columns, rows
        The same by where it stands, criteria down and options across; this goes before `of`.
    """

    title: str = ""
    scale: tuple[float, float] | None = None
    scales: Mapping[str, tuple[float, float]] = field(default_factory=lambda: MappingProxyType({}))
    less_is_better: tuple[str, ...] = ()
    words: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    decimal: DecimalMark = ""
    of: Mapping[str, Said] = field(default_factory=lambda: MappingProxyType({}))
    columns: Mapping[int, Said] = field(default_factory=lambda: MappingProxyType({}))
    rows: Mapping[int, Said] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class TableOption:
    """One option, from one column."""

    id: str
    name: str
    column: int
    about: str = ""
    approach: str | None = None


@dataclass(frozen=True)
class TableRating:
    """A figure or a range; both ends None where it is open. What is noted on its cell is a reason too."""

    low: float | None = None
    high: float | None = None
    because: str = ""
    comment: str = ""

    @property
    def ends(self) -> tuple[float, float] | None:
        return None if self.low is None or self.high is None else (self.low, self.high)

    @property
    def reason(self) -> str:
        """Why it is so: what stands behind the figure, and what is noted on its cell."""
        return "; ".join(dict.fromkeys(filter(None, (self.because, self.comment))))


@dataclass(frozen=True)
class TableCriterion:
    """One criterion, from one row; `guesses` says what of it the table does not say."""

    id: str
    name: str
    row: int
    weight: float
    worst: float
    best: float
    unit: str = ""
    about: str = ""
    anchors: Mapping[float, str] = field(default_factory=lambda: MappingProxyType({}))
    guesses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Note:
    """What is to be told about how a table was read; `flag` is how the command line is told otherwise."""

    text: str
    flag: str = ""


@dataclass(frozen=True)
class Understanding:
    """A table as a decision.

    Attributes
    ----------
    ratings
        By option and criterion id.
    totals
        What came of comparing the totals that the table states with its own figures, as sentences.
    faults
        Why no scenario can be made of it; none where one can.
    """

    layout: Layout
    title: str
    options: tuple[TableOption, ...]
    criteria: tuple[TableCriterion, ...]
    ratings: Mapping[tuple[str, str], TableRating]
    has_weights: bool
    notes: tuple[Note, ...]
    totals: tuple[str, ...]
    faults: tuple[Fault, ...]

    @property
    def open_ratings(self) -> int:
        return sum(rating.low is None for rating in self.ratings.values())
