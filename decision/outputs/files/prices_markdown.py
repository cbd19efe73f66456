"""Price formulas side by side as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from decision.outputs.tables.prices import FORMULAS, PriceTable
from decision.outputs.words.figures import money, points
from decision.outputs.words.grammar import capital
from decision.outputs.words.prices import UNUSUALLY_LOW


def price_blocks(
    table: PriceTable,
    names: Mapping[str, str],
    currency: str,
    plain: Callable[[str], str],
    lines: Callable[[list[list[str]]], str],
) -> list[str]:
    """The blocks of the part on prices; `names` are those of options as Markdown, `plain` and `lines` as elsewhere."""
    ends = (
        f"Points for {table.name} of {points(table.points)} by four formulas, and the rank with all other points as "
        f"they are. The ends set beforehand: ceiling {money(table.ceiling, currency)}, target "
        f"{money(table.target, currency)}."
    )
    head = ["Offer", "Price", *(capital(str(formula)) for formula in FORMULAS), ""]
    rows = [
        [
            names[offer.option],
            "out" if offer.price is None else plain(money(offer.price, currency)),
            *(
                "" if each is None or rank is None else f"{points(each)} ({rank})"
                for each, rank in zip(offer.points, offer.ranks, strict=True)
            ),
            "unusually low" if offer.unusually_low else "",
        ]
        for offer in table.offers
    ]
    return [
        f"## Price formulas: {plain(table.name)}",
        "\n".join(f"- {plain(sentence)}" for sentence in table.sentences),
        plain(f"{ends} {UNUSUALLY_LOW}"),
        lines([head, ["---", *["--:"] * (len(head) - 2), "---"], *rows]),
    ]
