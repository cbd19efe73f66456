"""Tables are understood as what they were made from; whatever is brought, it is understood or refused with its cell."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision.analysis.scoring import evaluate
from decision.files.faults import FileError
from decision.files.reader import read_scenario
from decision.files.tables.described import rows, sentences
from decision.files.tables.scenario import scenario_of, scenario_text
from decision.files.tables.tables import table_grid, understand
from decision.files.tables.understanding import Choices, Said, Understanding
from decision.model.errors import DecisionError
from decision.model.estimate import Exact, Range, Unknown
from tests.files.tables.layouts import Made, tables


def read(text: str, options: Any = None, weights: str = "", **choices: Any) -> Understanding:
    return understand(table_grid(text.strip("\n").encode(), "table.csv"), Choices(**choices), options, weights)


def faults(text: str, **choices: Any) -> list[str]:
    return [str(fault) for fault in read(text, **choices).faults]


# --- as they were made ------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(tables())
def test_a_table_of_any_layout_is_understood_as_what_it_was_made_from(made: Made) -> None:
    found = understand(table_grid(made.text, "table.csv"), Choices())
    assert found.faults == ()
    assert found.layout.options_are_across == made.across
    assert tuple(option.name for option in found.options) == made.options
    assert tuple(criterion.name for criterion in found.criteria) == made.criteria
    assert tuple(criterion.weight for criterion in found.criteria) == made.weights
    for m, option in enumerate(found.options):
        for k, criterion in enumerate(found.criteria):
            assert found.ratings[option.id, criterion.id].ends == made.ratings[m, k]


@settings(max_examples=15, deadline=None)
@given(tables())
def test_the_scenario_holds_what_the_table_says_and_its_scales_hold_all_ratings(made: Made) -> None:
    found = understand(table_grid(made.text, "table.csv"), Choices())
    scenario = scenario_of(found)
    assert [option.name for option in scenario.options] == list(made.options)
    for m, option in enumerate(scenario.options):
        for k, criterion in enumerate(scenario.criteria):
            estimate, ends = option.ratings[criterion.id].estimate, made.ratings[m, k]
            if ends is None:
                assert isinstance(estimate, Unknown)
            elif ends[0] == ends[1]:
                assert estimate == Exact(ends[0])
            else:
                assert estimate == Range(*ends)
            assert criterion.value_function is not None
            assert all(criterion.value_function.scale.holds(x) for x in ends or ())
    total = math.fsum(made.weights)
    for k, criterion in enumerate(scenario.criteria):
        assert math.isclose(scenario.weights[criterion.id], made.weights[k] / total)


# --- what does not belong in a table ------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_understood_or_refused(text: str) -> None:
    _understood_or_refused(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from((b"", b"\xff\xfe", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")))
def test_any_bytes_are_understood_or_refused(raw: bytes, start: bytes) -> None:
    _understood_or_refused(start + raw)


CELLS = ("", "?", "5", "4,5", "1,234", "$ 5", "3-5", "5-3", "High", "★★", "+", "--", "-", "Weight", "Total", "Cost",
         "7/5", "5 %", "-2", "1e400", "Unit", "a, b", "less", "Option", "x" * 50, "No", "9" * 20, "4 (so we think)")  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(
    st.integers(1, 7).flatmap(
        lambda width: st.lists(st.lists(st.sampled_from(CELLS), min_size=width, max_size=width), min_size=1, max_size=7)
    )
)
def test_any_cells_are_understood_or_refused(cells: list[list[str]]) -> None:
    _understood_or_refused("\n".join("\t".join(row) for row in cells).encode())


def _understood_or_refused(raw: bytes) -> None:
    try:
        found = understand(table_grid(raw, "table"), Choices())
        assert rows(found) is not None and sentences(found)
        text = scenario_text(found)
    except DecisionError:
        return
    read_scenario(text.encode("utf-8"), "table")


# --- matrices that people made ------------------------------------------------------------------------------------

GRANTS = """
Criteria;Weight;Project A;Project B;Project C;Project D
Environment;3;4;3;1;4
Feasibility;5;5;5;3;5
Cost;5;5;1;4;2
Time;3;3;4;3;2
Innovation;2;3;5;5;2
Total;;{first};61;57;57
"""


def test_a_wrong_sum_is_told_with_the_right_one() -> None:
    # options analysis of icon-project/grants-program, restated
    assert read(GRANTS.format(first=65)).totals == (
        "The sheet says 65 for Project A; its own figures give 77 (weights times ratings, summed).",
    )
    assert read(GRANTS.format(first=77)).totals == (
        "The totals in row 7 agree with the sheet's own figures (weights times ratings, summed).",
    )


def test_totals_of_a_template_in_percent() -> None:
    found = read("""
\tWeight\tOption A\tOption B\tOption C
Cost\t25 %\t4\t3\t5
Time\t20 %\t3\t5\t2
Risk\t20 %\t4\t3\t4
Fit\t20 %\t5\t3\t3
Ease\t15 %\t3\t4\t3
Total score\t100 %\t385\t355\t350
""")
    assert found.totals == ("The totals in row 7 agree with the sheet's own figures (weights times ratings, summed).",)
    assert [criterion.weight for criterion in found.criteria] == [25, 20, 20, 20, 15]
    scores = [option.score for option in evaluate(scenario_of(found)).options]
    assert scores == pytest.approx([385 / 5, 355 / 5, 350 / 5])  # 5 is the best there, and totals count from 0


def test_totals_of_5_with_options_down() -> None:
    # sign-in, built or bought, restated
    found = read("""
,Cost,Time,Features,Upkeep,Flexibility,Total
Weight,.25,.25,.2,.15,.15,
Build,2,1,3,2,5,2.4
Vendor A,4,5,5,5,3,4.45
Vendor W,3,5,5,5,3,4.2
Vendor C,5,5,4,5,3,4.5
""")
    assert not found.layout.options_are_across
    assert found.totals == (
        "The totals in column G agree with the sheet's own figures (weights times ratings, summed).",
    )
    scores = {option.name: option.score for option in evaluate(scenario_of(found)).options}
    assert scores == pytest.approx({"Build": 48, "Vendor A": 89, "Vendor W": 84, "Vendor C": 90})


def test_totals_as_shares_of_the_way_from_worst_to_best() -> None:
    # cloud-deployment-decision-matrix, restated
    found = read("""
Option,Skills,Compliance,Recovery,Flexibility,Innovation,Network,Latency,Security,Scalability,Time to market,Availability,Lock-in,Architecture,TCO,Score
Public cloud,3,2,3,3,3,1,2,2,3,3,3,1,3,1,.6429
Private external,2,3,3,3,3,2,3,3,3,3,3,2,3,1,.8929
Private internal,1,3,2,2,2,3,3,3,2,3,2,3,3,1,.7143
On premises,1,3,1,1,1,3,3,3,1,1,2,3,1,1,.4286
""")
    assert found.totals == ("The totals in column P agree with the sheet's own figures (the way from worst to best).",)
    scores = {option.name: option.score / 100 for option in evaluate(scenario_of(found)).options}
    assert scores == pytest.approx(
        {"Public cloud": 0.6429, "Private external": 0.8929, "Private internal": 0.7143, "On premises": 0.4286},
        abs=0.00005,
    )


def test_totals_that_follow_from_nothing_are_said_to() -> None:
    (said,) = read("""
Criteria,Weight,A,B
Fit,2,4,3
Reach,1,1,5
Total,,99,98
""").totals
    assert said.startswith("None of the totals in row 4 follows from the sheet's own figures")


def test_totals_of_open_ratings_are_not_called_wrong() -> None:
    said = read("""
Criteria,Weight,A,B,C
Fit,2,4,3,?
Reach,1,1,5,3
Total,,9,11,8
""").totals
    assert said == (
        "The totals in row 4 agree with the sheet's own figures (weights times ratings, summed).",
        "Not compared, for some of their ratings are open: C.",
    )


def test_ranges_are_compared_by_both_ends() -> None:
    text = "Criteria,Weight,A,B\nFit,2,4-5,3\nReach,1,1,5\nTotal,,{},11\n"
    assert "agree" in read(text.format(10)).totals[0]
    assert read(text.format(12)).totals == (
        "The sheet says 12 for A; its own figures give 9 to 11 (weights times ratings, summed).",
    )


# --- words, scales, directions --------------------------------------------------------------------------------------


def scale(found: Understanding, name: str) -> tuple[float, float]:
    return next((each.worst, each.best) for each in found.criteria if each.name == name)


def ends(found: Understanding, name: str) -> list[Any]:
    id = next(each.id for each in found.criteria if each.name == name)
    return [found.ratings[option.id, id].ends for option in found.options]


def test_words_stars_and_lights_become_figures_that_are_shown() -> None:
    found = read("""
Criteria;Weight;A;B;C
Reach;1;High;medium;Low
Ease;1;★★★☆☆;★;☆☆☆☆☆
State;1;🟢;Amber;red
Open;1;yes;Partly;no
Mood;1;++;-;0
""")
    assert found.faults == ()
    assert ends(found, "Reach") == [(3, 3), (2, 2), (1, 1)]
    assert ends(found, "Ease") == [(3, 3), (1, 1), (0, 0)]
    assert ends(found, "State") == [(3, 3), (2, 2), (1, 1)]
    assert ends(found, "Open") == [(2, 2), (1, 1), (0, 0)]
    assert ends(found, "Mood") == [(2, 2), (-1, -1), (0, 0)]
    assert (scale(found, "Reach"), scale(found, "Ease"), scale(found, "Mood")) == ((1, 3), (0, 5), (-3, 3))
    assert "# guessed: its words are read as Low 1, medium 2, High 3" in scenario_text(found)
    assert scenario_of(found).all_criteria["reach"].anchors == {1: "Low", 2: "medium", 3: "High"}


def test_very_high_anywhere_makes_five_steps_everywhere() -> None:
    found = read("Criteria,Weight,A,B\nReach,1,High,Low\nFit,1,Very high,Medium\n")
    assert (ends(found, "Reach"), scale(found, "Reach")) == ([(4, 4), (2, 2)], (1, 5))


def test_a_word_stands_for_what_a_person_says() -> None:
    text = "Criteria,Weight,A,B\nReach,1,High,4\n"
    assert faults(text) == [
        "table.csv:2:3: C2: “High” stands among figures; write a figure there, or say which one it stands for"
    ]
    found = read(text, words={"high": 8.0})
    assert (found.faults, ends(found, "Reach"), scale(found, "Reach")) == ((), [(8, 8), (4, 4)], (0, 10))
    own = read("Criteria,Weight,A,B\nReach,1,Superb,Meh\n", words={"superb": 9.0, "meh": 2.0})
    assert ends(own, "Reach") == [(9, 9), (2, 2)]


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        ("4,2", (1, 5)),
        ("4,0", (0, 5)),
        ("7,2", (0, 10)),
        ("60,20", (0, 100)),
        ("600,200", (200, 600)),
        ("-2,2", (-2, 2)),
        ("3,3", (0, 3)),
        ("4/7,2/7", (0, 7)),
        ("4 %,20 %", (0, 100)),
        ("3 months,9 months", (3, 9)),
        ("?,?", (0, 10)),
    ],
)
def test_scales_are_guessed_from_ratings(ratings: str, expected: tuple[float, float]) -> None:
    found = read(f"Criteria,Weight,A,B\nReach,1,{ratings}\n")
    assert scale(found, "Reach") == expected
    assert bool(found.criteria[0].guesses) == ("/" not in ratings)


def test_what_is_said_of_scales_is_no_guess() -> None:
    text = "Criteria,Weight,A,B\nReach,1,4,2\nPrice,1,$900,$1200\n"
    found = read(text, scale=(1.0, 5.0), scales={"price": (1500.0, 500.0)})
    assert (scale(found, "Reach"), scale(found, "Price")) == ((1, 5), (1500, 500))
    assert not any(criterion.guesses for criterion in found.criteria)
    assert "there is no criterion “Cost”" in faults(text, scales={"Cost": (0.0, 1.0)})[0]


def test_less_is_better_where_the_table_says_it_or_a_name_suggests_it() -> None:
    found = read("""
Criteria;Unit;Direction;Weight;A;B
Price;USD;;1;$ 1.200,50;$ 900
Waiting (lower is better);;;1;4;2
Errors;;lower is better;1;4;0
Speed;;max;1;4;0
""")
    assert scale(found, "Price") == (1200.5, 900)
    assert scale(found, "Waiting (lower is better)") == (5, 0) or scale(found, "Waiting (lower is better)") == (5, 1)
    assert scale(found, "Errors") == (5, 0)
    assert scale(found, "Speed") == (0, 5)
    assert found.criteria[0].unit == "USD"
    assert [len(criterion.guesses) for criterion in found.criteria] == [2, 1, 1, 1]
    said = read("Criteria,Weight,A,B\nErrors,1,4,0\n", less_is_better=("errors",))
    assert scale(said, "Errors") == (5, 0)


def test_worst_and_best_as_columns() -> None:
    found = read("Criteria,Weight,Worst,Best,A,B\nPrice,1,10,2,4,3\n")
    assert (scale(found, "Price"), found.criteria[0].guesses) == ((10, 2), ())


# --- layouts --------------------------------------------------------------------------------------------------------


def test_two_rows_of_names_groups_and_weighted_columns() -> None:
    found = read("""
Which portal to buy;;;;;

;;Vendor A;;Vendor B;
Criterion;Weight;Score;Weighted;Score;Weighted
Technical;;;;;
Ease;5;3;15;4;20
Safety;3;2;6;1;3
Money;;;;;
Price level;2;1;2;5;10
Total;;;23;;30
""")
    assert found.faults == ()
    assert found.title == "Which portal to buy"
    assert [option.name for option in found.options] == ["Vendor A", "Vendor B"]
    assert [(each.name, each.about) for each in found.criteria] == [
        ("Ease", "Technical"), ("Safety", "Technical"), ("Price level", "Money"),
    ]  # fmt: skip
    assert found.totals == (
        "The products in columns D and F agree with the sheet's own figures (weight times rating).",
        "The sheet says 30 for Vendor B; its own figures give 33 (weights times ratings, summed).",
    )


def test_options_below_a_common_name() -> None:
    found = read(";Weight;Options;;\n;;A;B;C\nFit;2;4;3;1\nReach;1;1;5;2\n")
    assert [option.name for option in found.options] == ["A", "B", "C"]


def test_a_column_of_groups_and_numbers_of_rows() -> None:
    found = read("#,Area,Criterion,Weight,A,B\n1,People,Ease,1,4,2\n2,,Reach,1,3,3\n3,Money,Price level,1,2,5\n")
    assert [(each.name, each.about) for each in found.criteria] == [
        ("Ease", "People"), ("Reach", "People"), ("Price level", "Money"),
    ]  # fmt: skip


def test_a_table_in_markdown() -> None:
    found = read("| Criteria | Weight | A | B |\n|---|--:|---|---|\n| Fit | 2 | 4 | 3 |\n")
    assert [option.name for option in found.options] == ["A", "B"]
    assert ends(found, "Fit") == [(4, 4), (3, 3)]


def test_reasons_in_brackets_and_comments_are_kept() -> None:
    scenario = scenario_of(
        read("Criteria,Weight,A,B,Notes\nFit,2,4 (two clinics said so),? (not asked),asked in May\n")
    )
    assert scenario.option("a").ratings["fit"].because == "two clinics said so"
    assert scenario.option("b").ratings["fit"].because == "not asked"
    assert scenario.all_criteria["fit"].about == "asked in May"


def test_a_table_that_does_not_show_which_way_it_stands_says_so() -> None:
    text = "x,P,Q\nU,4,2\nV,3,1\n"
    found = read(text)
    assert found.notes[0].text == "Options are taken to stand across, which nothing in the table says."
    down = read(text, options="down")
    assert [option.name for option in down.options] == ["U", "V"]
    assert not any("taken to stand" in note.text for note in down.notes)


def test_weights_by_their_name() -> None:
    found = read("Criteria,Ws,A,B\nFit,20,4,3\nReach,10,5,1\n", weights="ws")
    assert [criterion.weight for criterion in found.criteria] == [20, 10]
    assert len(found.options) == 2


def test_without_weights_all_count_alike_and_it_is_said() -> None:
    found = read("Criteria,A,B\nFit,4,3\nReach,5,1\n")
    assert [criterion.weight for criterion in found.criteria] == [1, 1]
    assert "# The table gives no weights: all criteria count alike until they are weighed." in scenario_text(found)


def test_names_that_are_the_same_or_in_another_script_get_ids_of_their_own() -> None:
    found = read("Criteria,Weight,بوابة,بوابة,2026 plan\nuse,1,4,3,2\nFit,1,4,3,2\nFIT!,1,4,3,2\n")
    assert [option.id for option in found.options] == ["option", "option_2", "option_2026_plan"]
    assert [criterion.id for criterion in found.criteria] == ["use_2", "fit", "fit_2"]
    scenario_of(found)


def test_names_of_300_characters_are_kept_whole() -> None:
    long = "A" * 300
    assert scenario_of(read(f"Criteria,Weight,{long},B\nFit,1,4,3\n")).options[0].name == long


# --- faults ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Criteria,Weight,A,B\nFit,2,about 4,3\n", "C2: “about 4” is not understood"),
        ("Criteria,Weight,A,B\nFit,2,5-3,3\n", "C2: “5-3” runs from 5 down to 3; write the lower end first"),
        ("Criteria,Weight,A,B\nFit,,4,3\n", "B2: has no weight; give one, or 0 if it is not to count"),
        ("Criteria,Weight,A,B\nFit,-1,4,3\n", "B2: “-1” is no weight; give one number, 0 or more"),
        ("Criteria,Weight,A,B\nFit,0,4,3\n", "B2: all weights are 0; give at least one above"),
        ("Criteria;Weight;A;B\nFit;1;1,234;2\n", "C2: “1,234” can be read as 1.2340 and as 1234; type one of these"),
        ("Criteria,Weight,A,B\nFit,1,$ 4,3 €\n", "D2: is in €, others of this criterion in $; use one unit"),
        ("Criteria,Weight,A,B\nFit,1,40 %,3\n", "D2: is no percentage, though others of this criterion are"),
        ("Criteria,Weight,A,B\nFit,1,4,3\n,1,4,3\nReach,1,2,2\n", "A3: has no name, though there are ratings beside it"),
        ("Criteria,Direction,A,B\nFit,sideways,4,3\n", "B2: “sideways” does not say whether more or less is better"),
        ("Criteria,Weight,A\nFit,1,4\n", "2 to 30 options are needed, each with a name and ratings (got 1: “A”)"),
    ],
)  # fmt: skip
def test_faults_name_the_cell_and_what_to_do(text: str, expected: str) -> None:
    assert any(expected in fault for fault in faults(text)), faults(text)


def test_what_parts_decimals_can_be_said() -> None:
    text = "Criteria;Weight;A;B\nFit;1;1,234;2\n"
    assert ends(read(text, decimal="."), "Fit")[0] == (1234, 1234)
    assert ends(read(text, decimal=","), "Fit")[0] == (1.234, 1.234)


def test_one_clear_figure_tells_how_all_are_read() -> None:
    assert ends(read("Criteria;Weight;A;B\nFit;1;1,234;2.5\n"), "Fit")[0] == (1234, 1234)
    assert ends(read("Criteria;Weight;A;B\nFit;1;1,234;2,5\n"), "Fit")[0] == (1.234, 1.234)
    assert ends(read("Criteria;Weight;A;B\nPrice;1;$1,234;$900\n"), "Price")[0] == (1234, 1234)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", "holds nothing"),
        (b"\n\n;;;\n", "holds nothing"),
        (b"\x00\x01\x02", "is no text"),
        (b"\xd0\xcf\x11\xe0rest", "is an old .xls file or has a password"),
        (b"Criteria,Weight,A,B\n" + b"Fit,1,4,3\n" * 100_000, "has more than 200 rows"),
        (b"Criteria" + b",A" * 500 + b"\nFit" + b",4" * 500, "has 501 columns"),
        (b"a,b\n" + b"x" * 3000 + b",4", "has 3,000 characters"),
        (b'a,b\n"x,4', "cannot be parted into cells"),
        (b"a,b\n1,2\n" + b" " * 6_000_000, "the file is too large"),
    ],
)
def test_what_is_no_table_is_refused_plainly(raw: bytes, expected: str) -> None:
    with pytest.raises(FileError, match=expected):
        table_grid(raw, "table.csv")


def test_30_options_and_60_criteria_are_the_most() -> None:
    def table(options: int, criteria: int) -> str:
        names = ",".join(f"Option {m}" for m in range(options))
        lines = "".join(f"Criterion {k},1{',3' * options}\n" for k in range(criteria))
        return f"Criteria,Weight,{names}\n{lines}"

    assert len(scenario_of(read(table(30, 60))).options) == 30
    assert "2 to 30 options are needed" in faults(table(31, 3))[0]
    assert "1 to 60 criteria are needed" in faults(table(3, 61))[0]


def test_what_is_read_by_another_encoding_is_told() -> None:
    grid = table_grid("Criteria,Weight,Überblick,B\nFit,1,4,3\n".encode("cp1252"), "table.csv")
    assert grid[0, 2].text == "Überblick"
    assert "Windows-1252" in grid.notes[0]


def test_hostile_texts_stay_texts() -> None:
    text = 'Criteria,Weight,"x: {y}\n# no comment",=HYPERLINK(1)\n"fit: ]\x1b[31m",1,4,3\n'
    scenario = scenario_of(read(text))
    assert [option.name for option in scenario.options] == ["x: {y} # no comment", "=HYPERLINK(1)"]
    assert "\x1b" not in scenario_text(read(text)).split("format: 1")[0]


# --- what a person says of it -------------------------------------------------------------------------------------


NAMED = "Criteria,Weight,A,B,A\nTime,3,4,9,5\nTime,2,1,7,6\n"


def test_options_and_criteria_are_called_what_a_person_says_by_where_they_stand() -> None:
    found = read(
        NAMED,
        columns={4: Said("Another", approach="buy")},
        rows={2: Said("Reach", unit="people", scale=(0, 9)), 1: Said(unit="months")},
    )
    assert [(option.name, option.approach) for option in found.options] == [
        ("A", None),
        ("B", None),
        ("Another", "buy"),
    ]
    assert [(each.name, each.unit, each.worst, each.best) for each in found.criteria] == [
        ("Time", "months", 0, 10), ("Reach", "people", 0, 9),
    ]  # fmt: skip
    scenario = scenario_of(found)
    assert [criterion.name for criterion in scenario.criteria] == ["Time", "Reach"]


def test_what_is_said_by_name_speaks_of_names_in_the_table() -> None:
    text = "Criteria,Weight,A,B\nPrice,3,$4,$9\nReach,2,1,7\n"
    found = read(
        text, of={"a": Said("Northwind", approach="buy"), "price": Said("Fee", unit="k$")}, scales={"Price": (9, 1)}
    )
    assert found.faults == ()
    assert [(option.name, option.approach) for option in found.options] == [("Northwind", "buy"), ("B", None)]
    fee = found.criteria[0]
    assert (fee.id, fee.name, fee.unit, fee.worst, fee.best) == ("fee", "Fee", "k$", 9, 1)
    wrong = {"C": Said("D"), "Prize": Said(unit="$"), "Vendor": Said(approach="buy")}
    assert [fault.message for fault in read(text, of=wrong).faults] == [
        "there is no option or criterion “C”; use one of the names in the table",
        "there is no criterion “Prize”; use one of the names in the table",
        "there is no option “Vendor”; use one of the names in the table",
    ]
