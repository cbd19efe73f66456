"""Money as plain text and as tables: whatever the decision, something is said and nothing is an error of Python."""

from __future__ import annotations

import json

from hypothesis import assume, given, settings

from decision.analysis.money import money
from decision.model.errors import DecisionError
from decision.model.scenario import Scenario
from decision.outputs.files.markdown import plain, table_lines
from decision.outputs.files.money_markdown import money_blocks
from decision.outputs.files.workbook.book import Book
from decision.outputs.files.workbook.money_sheet import money_over_the_years
from decision.outputs.tables.money import money_tables
from decision.outputs.text.money import money_text
from tests.analysis.cash.plans import by_patients
from tests.strategies import scenarios


@settings(max_examples=40, deadline=None)
@given(scenarios())
def test_every_decision_has_its_text_tables_and_sheets(scenario: Scenario) -> None:
    assume(scenario.ranked_options)
    try:
        result = money(scenario, 200, 1)
    except DecisionError:
        assume(False)
    assert money_text(scenario, result)
    json.dumps(result.to_dict(), allow_nan=False)
    tables = money_tables(scenario, result)
    assert tables.trade is None or tables.trade.is_money
    assert all(money_blocks(tables, scenario.currency, plain, table_lines))
    book = Book.new("Money")
    book.raw.add_worksheet("First")
    money_over_the_years(book, tables, scenario.currency)
    assert book.content()


def test_all_parts_are_told_where_plans_hang_on_a_driver() -> None:
    scenario = by_patients("{low: 0.01, high: 0.04}")
    told = " ".join(money_text(scenario, money(scenario, 500, 1)).split())
    for part in ("Divided by patients, a year costs:", "(nominal)", "1 EUR is 1.1 USD.", "Buy: Savings"):
        assert part in told
