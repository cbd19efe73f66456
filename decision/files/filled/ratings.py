"""What a filled cell rates: one number, a range or that nobody knows, with its evidence and its reason."""

from __future__ import annotations

from decision.files.filled.sheets import FilledCell, text_in
from decision.files.typed_rating import TypedEstimate, read_rating
from decision.model.criterion import Criterion
from decision.model.errors import ImpossibleError, listed
from decision.model.estimate import Exact, Unknown
from decision.model.number_text import NumberKind
from decision.model.rating import Evidence
from decision.model.scoring_sheet import OPEN
from decision.model.visible import visible


def rating_in(cell: FilledCell, criterion: Criterion, currency: str) -> TypedEstimate | None:
    """The rating that a cell says, in the unit of the criterion; None where it is empty.

    Raises
    ------
    ImpossibleError
        It says none, or could say two.
    """
    if cell.is_blank:
        return None
    if cell.is_formula:
        raise ImpossibleError("holds a formula where a rating belongs", "type the figure itself")
    if cell.problem:
        raise ImpossibleError(cell.problem)
    text = text_in(cell)
    if text == OPEN:
        return Unknown()
    if cell.number is not None and not text.endswith("%"):
        return Exact(cell.number)
    return read_rating(text, _kind(criterion, currency))


def evidence_in(cell: FilledCell) -> Evidence | None:
    """The evidence that a cell names; None where it is empty; raises ImpossibleError where there is none such."""
    word = text_in(cell).casefold()
    if not word:
        return None
    try:
        return Evidence(word)
    except ValueError:
        raise ImpossibleError(f"“{visible(word, 40)}” is no evidence", f"use one of {listed(Evidence)}") from None


def _kind(criterion: Criterion, currency: str) -> NumberKind:
    if criterion.kind == "cost_plan" or (currency and criterion.unit == currency):
        return NumberKind(magnitudes=True, units=(currency,) if currency else ())
    if criterion.unit == "%":
        return NumberKind(percent="unit")
    return NumberKind(units=(criterion.unit,) if criterion.unit else ())
