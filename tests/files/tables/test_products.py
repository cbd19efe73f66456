"""Ratings times weights beside the ratings: no options of their own, and compared with what the sheet says else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision.files.tables.layout import Role
from decision.files.tables.tables import table_grid, understand
from decision.files.tables.understanding import Choices, Understanding

AGREE = "The products in columns D and F agree with the sheet's own figures (weight times rating)."
WRONG = "The sheet says 11 for B on Reach; its own figures give 10 (weight times rating)."
HEADS = {
    "a name that says so, again and again": "{0},Weighted,{1},Weighted",
    "names that say so": "{0},{0} weighted,{1},{1} (weighted)",
    "with a sign": "{0},{0} x weight,{1},Weight × {1}",
    "no name": "{0},,{1},",
    "the same name": "{0},{0},{1},{1}",
    "a name of totals": "{0},Score,{1},Score",
}


def read(text: str) -> Understanding:
    return understand(table_grid(text.encode(), "table.csv"), Choices())


@pytest.mark.parametrize("head", list(HEADS.values()), ids=list(HEADS))
def test_products_are_told_from_options_whatever_stands_above_them(head: str) -> None:
    table = f"Criteria,Weight,{head.format('A', 'B')}\nFit,3,4,12,3,9\nReach,2,1,2,5,{{0}}\nCost,5,2,10,2,10\n"
    for product, said in (("10", AGREE), ("11", WRONG)):
        found = read(table.format(product))
        assert [option.name for option in found.options] == ["A", "B"]
        assert (found.faults, found.totals) == ((), (said,))


def test_products_in_percent_and_as_shares() -> None:
    table = "Criteria,Weight,A,Weighted,B,Weighted\nFit,{0},4,{1},3,{2}\nReach,{3},1,{4},5,{5}\n"
    found = read(table.format("60 %", "2.4", "1.8", "40 %", ".4", "2"))
    assert found.totals == (AGREE.replace("weight times", "weight in percent times"),)
    found = read(table.format("6", "3", "2.25", "2", ".25", "1.25"))
    assert found.totals == (AGREE.replace("weight times", "share of all weights times"),)


def test_with_options_down_products_are_told_from_criteria() -> None:
    found = read("Option,Fit,Fit weighted,Reach,Reach x weight,Total\nWeight,3,,2,,\nA,4,12,1,2,14\nB,3,9,5,9,18\n")
    assert [criterion.name for criterion in found.criteria] == ["Fit", "Reach"]
    assert found.layout.rows_that_are(Role.WEIGHTED)
    assert found.totals == (
        "The sheet says 9 for B on Reach; its own figures give 10 (weight times rating).",
        "The sheet says 18 for B; its own figures give 19 (weights times ratings, summed).",
    )


def test_an_option_that_only_looks_like_a_product_stays_one() -> None:
    alike = read("Criteria,Weight,A,B\nFit,3,4,12\nReach,2,1,2\nCost,5,2,10\n")
    assert [option.name for option in alike.options] == ["A", "B"]
    even = read("Criteria,Weight,A,A\nFit,1,4,4\nReach,1,1,1\nCost,1,2,2\n")
    assert [option.name for option in even.options] == ["A", "A"]


def test_a_few_of_many_wrong_products_are_named() -> None:
    rows = "".join(f"C{n},2,3,{6 if n < 11 else 7},1,2\n" for n in range(20))
    found = read(f"Criteria,Weight,A,Weighted,B,Weighted\n{rows}")
    assert len(found.totals) == 9
    assert found.totals[-1] == "1 more product in columns D and F differs from the sheet's own figures."


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_a_wrong_product_is_found_and_no_other_is_called_wrong(data: st.DataObject) -> None:
    count = data.draw(st.integers(2, 6))
    weights = data.draw(st.lists(st.integers(2, 40), min_size=count, max_size=count))
    options = data.draw(st.integers(2, 4))
    ratings = [data.draw(st.lists(st.integers(1, 10), min_size=count, max_size=count)) for _ in range(options)]
    m, k = data.draw(st.integers(0, options - 1)), data.draw(st.integers(0, count - 1))
    off = data.draw(st.integers(1, 9))
    rows = [["Criteria", "Weight", *(f"{name},Weighted score" for name in "ABCD"[:options])]]
    for at, w in enumerate(weights):
        cells = [f"{x[at]},{w * x[at] + off * ((option, at) == (m, k))}" for option, x in enumerate(ratings)]
        rows.append([f"C{at}", str(w), *cells])
    found = read("\n".join(map(",".join, rows)))
    assert [option.name for option in found.options] == list("ABCD"[:options])
    right = weights[k] * ratings[m][k]
    assert found.totals == (
        f"The sheet says {right + off} for {'ABCD'[m]} on C{k}; its own figures give {right} (weight times rating).",
    )
