"""How large a decision may be that is looked at on pages; the command line has no such bounds."""

from __future__ import annotations

from decision.model.scenario import Scenario

MOST_RATINGS = 3_000  # options times criteria: 30 on 100
FEWEST_DRAWS, MOST_DRAWS = 1_000, 100_000
MOST_NUMBERS = 4_000_000  # drawn values: 32 MB

REMEDY = "split it, or use the command line: python -m decision evaluate FILE, and simulate, sensitivity, export"


def ratings_of(scenario: Scenario) -> int:
    """How many ratings there are."""
    return len(scenario.options) * len(scenario.leaves)


def too_large(scenario: Scenario) -> str:
    """Why a decision is too large for pages, in a sentence without its end; empty where it is not."""
    ratings = ratings_of(scenario)
    if ratings <= MOST_RATINGS:
        return ""
    return (
        f"{len(scenario.options)} options on {len(scenario.leaves):,} criteria make {ratings:,} ratings, "
        f"and pages show at most {MOST_RATINGS:,}"
    )


def draws_on_pages(scenario: Scenario) -> int:
    """How many draws a page takes: as many as the file asks for, as far as they are within bounds."""
    return max(FEWEST_DRAWS, min(scenario.simulation.draws, MOST_DRAWS, MOST_NUMBERS // ratings_of(scenario)))
