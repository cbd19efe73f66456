"""What other formulas for the points of a price would say, for those who score offers by one of them."""

from __future__ import annotations

import streamlit as st

from decision.outputs.charts.option_marks import option_marks
from decision.outputs.tables.comparison import comparison_table
from decision.outputs.tables.prices import FORMULAS, PriceTable, price_tables
from decision.outputs.words.figures import money, points
from decision.outputs.words.grammar import capital
from decision.outputs.words.prices import UNUSUALLY_LOW
from decision.ui.frame.blocks import folded, heads, marked, row, sentences, table
from decision.ui.frame.text import escape
from decision.ui.session.simulations import evaluated
from decision.ui.session.work import Work


def price_formulas(work: Work) -> None:
    """Each criterion of costs by common formulas, folded under what that comes to."""
    scenario = work.scenario_in_force
    for each in price_tables(comparison_table(scenario, evaluated(scenario))):
        if not each.sentences:
            continue
        with folded("Other price formulas", each.sentences[0], f"prices:{each.path}") as unfolded:
            if unfolded:
                _unfolded(work, each)


def _unfolded(work: Work, each: PriceTable) -> None:
    scenario = work.scenario_in_force
    marks, names = option_marks(scenario), {option.id: option.name for option in scenario.options}
    sentences(list(each.sentences), "", f"prices:{each.path}:more")
    rows = ""
    for offer in each.offers:
        cells = ["out" if offer.price is None else money(offer.price, scenario.currency)]
        cells += [
            "" if x is None or rank is None else f"{points(x)} ({rank})"
            for x, rank in zip(offer.points, offer.ranks, strict=True)
        ]
        rows += row(
            marked(marks[offer.option], names[offer.option]), [*cells, "unusually low" if offer.unusually_low else ""]
        )
    columns = heads("Offer", "Price", *(escape(capital(str(formula))) for formula in FORMULAS), "Beside the median")
    ends = (
        f"Points for {each.name} of {points(each.points)}, and the rank with all other points as they are. Ends set "
        f"beforehand: "
        f"ceiling {money(each.ceiling, scenario.currency)}, target {money(each.target, scenario.currency)}."
    )
    st.html(
        f'<p class="note">{escape(ends)}</p>'
        + table("Price formulas side by side", columns, rows)
        + f'<p class="note">{escape(UNUSUALLY_LOW)}</p>'
    )
