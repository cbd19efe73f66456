"""What common formulas would make of the offers' prices, as data before any form."""

from __future__ import annotations

from dataclasses import dataclass

from decision.analysis.price_formulas import (
    Offer,
    PriceFormula,
    PriceRule,
    is_unusually_low,
    ranks,
    turned_by_another_offer,
    turned_by_withdrawal,
)
from decision.outputs.tables.comparison import ComparisonTable, CriterionRow
from decision.outputs.words.prices import (
    FIXED_DOES_NOT,
    NOBODY_TURNED,
    NOT_POSITIVE,
    leader_in_words,
    low_in_words,
    turn_in_words,
)

FORMULAS = tuple(PriceFormula)


@dataclass(frozen=True)
class OfferRow:
    """One offer, with its points, total and rank by each of `FORMULAS`.

    All is None of an option that is out, and by a formula that says nothing of such a price.
    """

    option: str
    price: float | None = None
    points: tuple[float | None, ...] = (None,) * len(FORMULAS)
    totals: tuple[float | None, ...] = (None,) * len(FORMULAS)
    ranks: tuple[int | None, ...] = (None,) * len(FORMULAS)
    unusually_low: bool = False


@dataclass(frozen=True)
class PriceTable:
    """The offers on one criterion of costs, in the order of the options.

    Attributes
    ----------
    ceiling, target
        The ends of the scale, which are set beforehand.
    sentences
        Whom a formula would have lead, what would turn the winner under it, and what cannot.
    """

    path: str
    name: str
    points: float
    ceiling: float
    target: float
    offers: tuple[OfferRow, ...]
    sentences: tuple[str, ...]


def is_priced(row: CriterionRow) -> bool:
    """Whether a criterion is one of costs, on which less is better."""
    function = row.criterion.value_function
    return row.criterion.kind == "cost_plan" and function is not None and function.scale.worst > function.scale.best


def price_tables(table: ComparisonTable) -> tuple[PriceTable, ...]:
    """The offers of `table` by common formulas, once for each criterion of costs."""
    return tuple(_price_table(table, row) for row in table.criteria if is_priced(row))


def _price_table(table: ComparisonTable, row: CriterionRow) -> PriceTable:
    function = row.criterion.value_function
    assert function is not None  # what is priced has a scale
    w, scale = 100 * row.weight, function.scale
    offers = [
        Offer(option.id, cell.rating, option.score - cell.points)
        for option, cell in zip(table.options, row.cells, strict=True)
        if not option.out and cell.rating is not None
    ]
    rules = [PriceRule(formula, w, scale.worst, scale.best) for formula in FORMULAS]
    rows = {each.option: each for each in _rows(rules, offers)}
    return PriceTable(
        row.path,
        table.full_name(row),
        w,
        scale.worst,
        scale.best,
        tuple(rows.get(option.id, OfferRow(option.id)) for option in table.options),
        tuple(_sentences(table, rules, offers, rows)),
    )


def _rows(rules: list[PriceRule], offers: list[Offer]) -> list[OfferRow]:
    if not offers:
        return []
    prices = [offer.price for offer in offers]
    points = [[rule.points(offer.price, prices) for rule in rules] for offer in offers]
    totals = [
        [None if each is None else offer.rest + each for each in of_one]
        for offer, of_one in zip(offers, points, strict=True)
    ]
    by_formula = [ranks([of_one[place] for of_one in totals]) for place in range(len(rules))]
    return [
        OfferRow(
            offer.id,
            offer.price,
            tuple(points[m]),
            tuple(totals[m]),
            tuple(ranked[m] for ranked in by_formula),
            is_unusually_low(offer.price, prices),
        )
        for m, offer in enumerate(offers)
    ]


def _sentences(
    table: ComparisonTable, rules: list[PriceRule], offers: list[Offer], rows: dict[str, OfferRow]
) -> list[str]:
    if len(offers) < 2:
        return []
    names = {option.id: option.name for option in table.options}
    firsts = [[id for id, row in rows.items() if row.ranks[place] == 1] for place in range(len(rules))]
    said, usual = [], firsts[FORMULAS.index(PriceFormula.FIXED)]
    for rule, first in zip(rules, firsts, strict=True):
        if first and not set(first) & set(usual):
            said.append(leader_in_words(rule.formula, names[first[0]], names[usual[0]]))
    turns = [
        (rule.formula, turn)
        for rule in rules
        for turn in (turned_by_another_offer(rule, offers), turned_by_withdrawal(rule, offers))
        if turn is not None
    ]
    said += [turn_in_words(formula, turn, names, table.currency) for formula, turn in turns]
    said.append(FIXED_DOES_NOT if turns else NOBODY_TURNED)
    if min(offer.price for offer in offers) <= 0:
        said.append(NOT_POSITIVE)
    low = low_in_words([names[id] for id, row in rows.items() if row.unusually_low])
    return [*said, low] if low else said
