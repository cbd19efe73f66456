"""What is still open, in words."""

from __future__ import annotations

from decision.analysis.open_ratings import Openness
from decision.model.open_ratings import open_ratings
from decision.model.scenario import Scenario
from decision.outputs.words.scoring import criterion_name, distinct_names

OPEN = "not known yet"  # in the place of a rating
_NAMED = 12  # of the open ratings, after which the rest are counted


def still_open(openness: Openness) -> str:
    """``4 of 18 ratings are still open; they may be anything from worst to best.``; empty where none is."""
    if not openness.count:
        return ""
    verb, they = ("is", "it") if openness.count == 1 else ("are", "they")
    turn = ", and could change who leads" if openness.could_change_leader else ""
    how_many = f"{openness.count} of {openness.total} ratings {verb} still open"
    return f"{how_many}; {they} may be anything from worst to best{turn}."


def which_are_open(scenario: Scenario) -> str:
    """``Still open: Buy's Fit and Build's Cost.``; empty where none is."""
    names = distinct_names(scenario.options)
    missing = [f"{names[option_id]}: {criterion_name(scenario, path)}" for option_id, path in open_ratings(scenario)]
    if not missing:
        return ""
    more = len(missing) - _NAMED
    return f"Still open: {'; '.join(missing[:_NAMED])}{f'; and {more} more' if more > 0 else ''}."
