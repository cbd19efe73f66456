"""What changed between two scenarios, worked out for a page once and kept while nothing changes."""

from __future__ import annotations

from decision.analysis.difference.changes import changes_between
from decision.analysis.difference.difference import DRAWS, Difference, difference
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from decision.outputs.words.grammar import capital
from decision.ui.session.bounds import draws_on_pages
from decision.ui.session.shared_results import SharedResults

_RESULTS: SharedResults[Difference] = SharedResults(64)


def difference_of(old: Scenario, new: Scenario) -> Difference | str:
    """What changed from `old` to `new`, or why that cannot be said."""
    draws = min(DRAWS, draws_on_pages(old), draws_on_pages(new))
    said = tuple((change.kind, change.at) for change in changes_between(old, new))  # not all is in fingerprints
    key = (old.whole_fingerprint, new.whole_fingerprint, said, draws)
    try:
        return _RESULTS.get(key, lambda: difference(old, new, draws))
    except DecisionError as error:
        return f"{capital(str(error))}."
