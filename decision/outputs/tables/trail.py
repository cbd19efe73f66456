"""The trail of a decision as data before any form."""

from __future__ import annotations

from dataclasses import dataclass

from decision.model.scenario import Scenario
from decision.model.trail import Trail, TrailEntry
from decision.outputs.words.trail import STEPS, figure_in_words, time_in_words, trail_in_words, was_and_is


@dataclass(frozen=True)
class TrailRow:
    """One change: when in UTC, what in words and by its path, from what to what, how it came, why and by whom."""

    entry: TrailEntry
    name: str
    was: str
    now: str

    @property
    def at(self) -> str:
        """When, in UTC."""
        return time_in_words(self.entry.at)

    @property
    def what(self) -> str:
        """The path under which a file holds the figure."""
        return self.entry.change.what

    @property
    def why(self) -> str:
        """The reason; empty where none was given."""
        return self.entry.why

    @property
    def step(self) -> str:
        """Whether it was undone or done again; empty of what was simply done."""
        return STEPS[self.entry.step]


@dataclass(frozen=True)
class TrailTable:
    """All that was changed since the file was opened, the earliest first; `sentence` says how much that is."""

    sentence: str
    rows: tuple[TrailRow, ...]

    @property
    def names_people(self) -> bool:
        """Whether it is known of any change who made it."""
        return any(row.entry.who for row in self.rows)


def trail_table(scenario: Scenario, trail: Trail) -> TrailTable | None:
    """What `trail` tells of `scenario`; None where no file was opened, as on the command line."""
    if trail.begun is None:
        return None
    return TrailTable(
        trail_in_words(trail),
        tuple(
            TrailRow(each, figure_in_words(scenario, each.change.what), *was_and_is(each.change))
            for each in trail.entries
        ),
    )
