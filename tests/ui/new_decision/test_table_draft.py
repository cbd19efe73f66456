"""What is typed into a table as it was understood changes that, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from decision.files.tables.layout import Role
from decision.files.tables.tables import table_grid
from decision.ui.new_decision.table_draft import TableDraft

TABLE = "Criteria\tWeight\tA\tB\nFit\t3\tHigh\tLow\nPrice\t5\t$ 900\t40 %\nReach\t2\t?\t3-5\nTotal\t\t1\t2\n"
TURNED = "Option\tFit\tReach\nWeight\t3\t2\nA\t4\t1\nB\t3\t5\n"


def draft(text: str = TABLE) -> TableDraft:
    return TableDraft(table_grid(text.encode(), "table"))


def test_cells_are_shown_as_they_can_be_typed() -> None:
    begun = draft(TABLE.replace("40 %", "$ 700"))
    assert begun.cells() == [
        {"name": "Fit", "weight": "3", "worst": "1", "best": "3", "unit": "", "a": "High", "b": "Low"},
        {"name": "Price", "weight": "5", "worst": "900", "best": "700", "unit": "$", "a": "$900", "b": "$700"},
        {"name": "Reach", "weight": "2", "worst": "0", "best": "5", "unit": "", "a": "?", "b": "3 to 5"},
    ]
    again, wrong = begun.with_cells({row: dict(cells) for row, cells in enumerate(begun.cells())})
    assert (again.cells(), wrong) == (begun.cells(), [])


def test_what_is_typed_counts_and_the_tables_on_screen_stay() -> None:
    begun = draft()
    assert [fault.path for fault in begun.understanding.faults] == ["D3"]
    edits = {1: {"name": "Cost", "unit": "k$", "b": "$ 1.2k", "weight": "8", "worst": "2000", "best": "500"}}
    changed, wrong = begun.with_cells(edits)
    assert (wrong, changed.version) == ([], begun.version)
    found = changed.understanding
    assert found.faults == ()
    cost = found.criteria[1]
    assert (cost.name, cost.weight, cost.worst, cost.best, cost.unit) == ("Cost", 8, 2000, 500, "k$")
    assert found.ratings["b", "cost"].ends == (1200, 1200)


def test_a_turned_table_is_changed_in_the_right_cell() -> None:
    changed, _ = draft(TURNED).with_cells({0: {"b": "2"}})
    assert changed.corrections.cells == {(3, 1): "2"}
    assert changed.understanding.ratings["b", "fit"].ends == (2, 2)


def test_what_cannot_be_read_is_said_and_changes_nothing() -> None:
    begun = draft(TURNED)
    changed, wrong = begun.with_cells({0: {"worst": "low"}, 1: {"worst": "3", "best": "3"}})
    assert wrong == [
        "“low” is not a number; type digits, such as 4.5 or 1200",
        "Reach: worst and best are the same; give two different numbers",
    ]
    assert changed.understanding.criteria == begun.understanding.criteria


def test_roles_keep_what_was_typed() -> None:
    typed, _ = draft(TURNED).with_cells({0: {"a": "5"}})
    changed = typed.with_roles({2: {"role": "left out"}}, {})
    assert changed.version == typed.version + 1
    assert changed.corrections.rows == {2: Role.LEFT_OUT}
    found = changed.understanding
    assert [criterion.name for criterion in found.criteria] == ["Fit"]
    assert found.ratings["a", "fit"].ends == (5, 5)


def test_words_take_the_figures_they_are_given() -> None:
    begun = draft(TABLE.replace("40 %", "$ 700"))
    assert begun.words() == [{"word": "high", "figure": "3"}, {"word": "low", "figure": "1"}]
    changed, wrong = begun.with_words({0: {"figure": "9"}})
    assert wrong == []
    assert changed.words() == [{"word": "high", "figure": "9"}, {"word": "low", "figure": "1"}]
    assert begun.with_words({0: {"figure": "lots"}})[1] == ["“lots” is not a number; type digits, such as 4.5 or 1200"]


def test_options_down_are_found_anew() -> None:
    assert [option.name for option in draft(TURNED).standing("across").understanding.options] == ["Fit", "Reach"]


def test_options_take_names_and_approaches_of_their_own() -> None:
    begun = draft(TABLE.replace("40 %", "$ 700"))
    assert begun.options() == [{"name": "A", "approach": None}, {"name": "B", "approach": None}]
    changed, wrong = begun.with_options({1: {"name": " Northwind  Inc ", "approach": "buy"}, 7: {"name": "x"}})
    assert wrong == []
    assert changed.options() == [{"name": "A", "approach": None}, {"name": "Northwind Inc", "approach": "buy"}]
    assert changed.version == begun.version
    again = changed.with_roles({3: {"role": "left out"}}, {})
    assert again.options() == changed.options()
    assert changed.with_options({1: {"approach": None}})[0].options()[1] == {"name": "Northwind Inc", "approach": None}
    assert begun.with_options({0: {"name": " "}})[1] == ["A: a name is needed; give one, or leave the row out below"]
    assert changed.standing("down").options() != changed.options()


def test_one_of_two_criteria_of_one_name_is_changed_alone() -> None:
    begun = draft("Criteria\tWeight\tA\tB\nFit\t3\t4\t5\nFit\t5\t2\t1\n")
    changed, wrong = begun.with_cells({1: {"name": "Reach", "worst": "1", "best": "9"}})
    assert wrong == []
    assert [(each.name, each.worst, each.best) for each in changed.understanding.criteria] == [
        ("Fit", 1, 5), ("Reach", 1, 9),
    ]  # fmt: skip


def test_hidden_rows_are_marked_where_rows_are_told() -> None:
    grid = table_grid(TABLE.encode(), "table")
    hidden = TableDraft(replace(grid, hidden_rows=frozenset({2}), hidden_columns=frozenset({3})))
    assert [row["place"] for row in hidden.roles_of_rows()][1:4] == ["row 2", "row 3 (hidden)", "row 4"]
    assert hidden.roles_of_columns()[3]["place"] == "column D (hidden)"
