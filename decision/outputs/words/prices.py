"""What a formula for the points of a price does to the winner, in sentences with the figures."""

from __future__ import annotations

from collections.abc import Mapping

from decision.analysis.price_formulas import PriceFormula, Turn
from decision.outputs.words.figures import money, points

NOBODY_TURNED = (
    "Under none of the formulas that have points for these prices would the winner be turned by a further offer that "
    "does not win itself, or by one that is withdrawn."
)
FIXED_DOES_NOT = (
    "Scores here go by ends that were fixed beforehand: what an offer is given hangs on no other offer, so none can "
    "turn the winner without winning itself."
)
NOT_POSITIVE = (
    f"Among offers of which a price is 0 or less there are no points {PriceFormula.LOWEST}, and none "
    f"{PriceFormula.LINEAR}."
)
UNUSUALLY_LOW = (
    "An offer over 25 % below the median of all is marked as unusually low: ask how it was worked out before it is "
    "scored. Where to draw that line no directive says; rules differ from 15 % below an average to 30 %."
)


def turn_in_words(formula: PriceFormula, turn: Turn, names: Mapping[str, str], currency: str) -> str:
    """What turns the winner under `formula`, in one sentence: ``Were a further offer of $412k to come in, …``."""
    before, after = names[turn.before], names[turn.after]
    ahead, behind = points(turn.totals[1]), points(turn.totals[0])
    told = f", {ahead} points to {behind}" if ahead != behind else ""
    lead = f"{after} would lead {before} with points {formula}{told}"
    if turn.withdrawn is not None:
        return f"Were {names[turn.withdrawn]} to be withdrawn, {lead}."
    assert turn.price is not None  # one or the other turns it
    return f"Were a further offer of {amount(turn.price, currency)} to come in, worst in all else, {lead}."


def leader_in_words(formula: PriceFormula, leader: str, usual: str) -> str:
    """That a formula alone, with no other offer, would have another lead."""
    return f"With points {formula}, {leader} would lead in place of {usual}, with the very same offers."


def low_in_words(names: list[str]) -> str:
    """Which offers are unusually low; empty where none is."""
    return "".join(f"{name} is over 25 % below the median of the offers. " for name in names).strip()


def amount(price: float, currency: str) -> str:
    """A price with all its digits, as people say it where they are few."""
    return money(price, currency) if float(f"{price:.3g}") == price else f"{currency} {price:,.12g}".strip()
