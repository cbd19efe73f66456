"""What changed between two scenarios, worked out for a page once and kept while nothing changes."""

from __future__ import annotations

from decision.analysis.difference.changes import changes_between
from decision.analysis.difference.difference import DRAWS, Difference, difference
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from decision.outputs.words.grammar import capital
from decision.ui.session.bounds import draws_on_pages
from decision.ui.session.shared_results import SharedResults

_FEW = 6  # changes up to which chances are counted over as many futures as on other pages

_RESULTS: SharedResults[Difference] = SharedResults(64)


def difference_of(old: Scenario, new: Scenario) -> Difference | str:
    """What changed from `old` to `new`, with the weights as they stand, or why that cannot be said."""
    changes = changes_between(old, new)
    few = sum(change.scored for change in changes) <= _FEW
    draws = min(draws_on_pages(old), draws_on_pages(new), *(() if few else (DRAWS,)))
    said = tuple((change.kind, change.at) for change in changes)  # not all of it is in fingerprints
    key = (old.whole_fingerprint, new.whole_fingerprint, said, draws)
    try:
        return _RESULTS.get(key, lambda: difference(old, new, draws, weights="stated"))
    except DecisionError as error:
        return f"{capital(str(error))}."
