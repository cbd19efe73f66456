"""The table of all ratings while it is being typed in; pure, so that it can be tested alone.

The table on screen keeps what it began with, and what was typed since on top of that. It begins anew only where it
would show something else than what counts, for then the place of the keyboard is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from decision.model.cost_plan import CostPlan
from decision.model.estimate import Estimate
from decision.ui.session.work import Cell

Texts = Mapping[Cell, str]


@dataclass(frozen=True)
class Entry:
    """What was typed in a cell, the estimate that counts since, and why what was typed does not, if it does not."""

    text: str
    estimate: Estimate | CostPlan
    why: str = ""


@dataclass(frozen=True)
class GridDraft:
    """What the table on screen began with, and what was typed in it; `version` tells tables apart that begin anew."""

    began: Texts = field(default_factory=lambda: MappingProxyType({}))
    entries: Mapping[Cell, Entry] = field(default_factory=lambda: MappingProxyType({}))
    version: int = 0

    def shown(self, edits: Texts) -> dict[Cell, str]:
        """The texts on screen after `edits` of the table that began."""
        return {cell: edits.get(cell, text) for cell, text in self.began.items()}

    def fresh(self, edits: Texts) -> dict[Cell, str]:
        """What of `edits` has not been taken yet; where there are none, as after another page, nothing is."""
        return {cell: text for cell, text in edits.items() if cell in self.began and text != self._last(cell)}

    def noting(self, entries: Mapping[Cell, Entry]) -> GridDraft:
        """With what became of what was typed."""
        return replace(self, entries=MappingProxyType({**self.entries, **entries}))

    def fitting(self, plain: Texts, counting: Mapping[Cell, Estimate | CostPlan], edits: Texts) -> GridDraft:
        """The draft of a table that shows what counts: this one where it does already, or else one that begins anew.

        Parameters
        ----------
        plain
            How each rating is typed.
        counting
            The estimate that counts now; an entry holds as long as it is the one that counted then.
        edits
            What was typed in the table on screen.
        """
        holding = {cell: each for cell, each in self.entries.items() if counting.get(cell) == each.estimate}
        wanted = {cell: holding[cell].text if cell in holding else text for cell, text in plain.items()}
        entries = MappingProxyType(holding)
        if self.shown(edits) == wanted:
            return replace(self, entries=entries)
        return GridDraft(MappingProxyType(wanted), entries, self.version + 1)

    def refusals(self) -> dict[Cell, Entry]:
        """The entries that do not count, with the reason."""
        return {cell: each for cell, each in self.entries.items() if each.why}

    def without_refusals(self) -> GridDraft:
        """A draft without what does not count, which begins anew: the table on screen still has it."""
        kept = {cell: each for cell, each in self.entries.items() if not each.why}
        return GridDraft(entries=MappingProxyType(kept), version=self.version + 1)

    def _last(self, cell: Cell) -> str:
        return self.entries[cell].text if cell in self.entries else self.began[cell]
