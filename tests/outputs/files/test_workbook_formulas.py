"""Formulas of the workbook, worked out by LibreOffice: Trilemma's figures, as exported and after changes in the cells."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import openpyxl
import pytest

from decision.analysis.scoring import Evaluation, evaluate
from decision.files.reader import read_scenario
from decision.model.contents import Dependence, Option
from decision.model.cost_plan import CostPlan
from decision.model.estimate import Exact, ThreePoint
from decision.model.rating import Rating
from decision.model.requirement import Requirement, RequirementResult, Verdict
from decision.model.scenario import Scenario
from decision.model.value_function import Scale
from decision.model.weights import Fixed
from decision.model.what_if import leaving_out
from decision.outputs.files.export import Figures, export
from decision.outputs.words.figures import VERDICTS
from tests.outputs.files import driven
from tests.outputs.files.driven import DRIVEN, DRIVEN_CERTAIN
from tests.outputs.files.recalculation import needs_libreoffice, recalculated
from tests.outputs.samples import EXCLUDED, MINIMAL, PORTAL, THREE_LEVELS
from tests.random_decisions import made_up

CLOSE = 1e-9

MIXED = read_scenario(
    b"""
format: 1
title: Every kind of scale
currency: EUR
horizon_years: 4
discount_rate: 0.05
weights: {cost: 3, care: 4, speed: 2, reach: 1, steep: 2, gentle: 1, care.a: 1, care.b: 3}
criteria:
  cost: {worst: 100000, best: 20000, kind: cost_plan, outside: extrapolate}
  care:
    parts:
      a: {worst: 0, best: 10, minimum: 3}
      b: {parts: {x: {worst: 10, best: 0, value: {points: [[10, 0], [4, 0.7], [2, 0.7], [0, 1]]}}, y: {worst: 0, best: 5}}}
  speed: {worst: 24, best: 3, value: {points: [[24, 0], [12, 0.6], [3, 1]]}, outside: extrapolate, minimum: 20}
  reach: {worst: 0, best: 10, value: {midvalue: 3}}
  steep: {worst: 0, best: 10, value: {midvalue: 9.95}, outside: extrapolate}
  gentle: {worst: 10, best: 0, value: {midvalue: 5.000001}}
options:
  one:
    ratings:
      cost: {upfront: {class: software-effort-survey, lines: {team: 9000, tools: {low: 1000, high: 3000}}}, yearly: {low: 5000, mode: 7000, high: 12000}, growth: {low: 0, high: 0.1}, exit: 500}
      care: {a: 4, b: {x: 3, y: 9}}
      speed: 30
      reach: {low: 0, mode: 4, high: 9}
      steep: 12
      gentle: 2
  two:
    ratings:
      cost: {yearly: 21000}
      care: {a: 2, b: {x: 12, y: {low: 3, high: 8}}}
      speed: {low: 5, mode: 10, high: 30}
      reach: unknown
      steep: 4
      gentle: 7
  three:
    ratings:
      cost: 55000
      care: {a: 12, b: {x: 4, y: 5}}
      speed: 2
      reach: 6
      steep: {low: 3, high: 8}
      gentle: 11
  four:
    ratings:
      cost: {upfront: {estimate: 20000, class: package-cost}, yearly: 9000}
      care: {a: 7, b: {x: 0, y: 0}}
      speed: 3
      reach: 10
      steep: 10
      gentle: 0
    requirements: {R2: fail}
requirements: {R1: {text: It signs}, R2: {text: It runs on what there is}}
""",
    "mixed.yaml",
)
TWO_BIDS = read_scenario(
    b"""
format: 1
title: A third bid turns the winner
currency: EUR
weights: {price: 50, quality: 50}
criteria: {price: {kind: cost_plan, worst: 200, best: 50}, quality: {worst: 0, best: 50}}
options:
  a: {ratings: {price: 100, quality: 40}}
  b: {ratings: {price: 140, quality: 50}}
""",
    "bids.yaml",
)
_THIRD = Option("c", {"price": Rating(Exact(50)), "quality": Rating(Exact(10))})
THREE_BIDS = replace(TWO_BIDS, options=(*TWO_BIDS.options, _THIRD))
FAILS = RequirementResult(Verdict.FAIL)
NOBODY = MINIMAL
for _option in NOBODY.options:
    NOBODY = replace(NOBODY, requirements=(Requirement("R", "It runs."),)).with_requirement_result(
        _option.id, "R", FAILS
    )


MORE_PATIENTS = driven.Typed("Patients (patients): in year 1", "C", 9000)


def workbook(scenario: Scenario) -> bytes:
    return export(scenario, ".xlsx", figures=Figures(evaluate(scenario), None, None))


def number_of(letters: str) -> int:
    return openpyxl.utils.column_index_from_string(letters)


class Sheets:
    """A workbook to change as a person would: by what stands beside a cell."""

    def __init__(self, scenario: Scenario) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(workbook(scenario)))

    def cell(self, sheet: str, column: str, **beside: Any) -> Any:
        """The cell of the column in the row in which the columns `beside` hold what is said."""
        rows = self.book[sheet].iter_rows(min_row=4)
        wanted = {number_of(letters) - 1: text for letters, text in beside.items()}
        found = [row for row in rows if all(row[at].value == text for at, text in wanted.items())]
        assert len(found) == 1, (sheet, beside)
        return found[0][number_of(column) - 1]

    def points(self, name: str, x: float) -> None:
        self.cell("Weights", "C", A=name).value = x

    def rating(self, option: str, path: str, x: float, given: str | None = None) -> None:
        self.cell("Ratings", "E", Q=path, R=option).value = x
        if given is not None:
            self.cell("Ratings", "F", Q=path, R=option).value = given

    def content(self) -> bytes:
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()


def moved() -> tuple[Scenario, bytes]:
    """Weights and ratings changed in the cells, and the decision that says the same."""
    sheets = Sheets(MIXED)
    for name, x in (("Cost", 1), ("Speed", 7.5), ("Reach", 0), ("X", 2), ("Y", 5)):
        sheets.points(name, x)
    points = {"cost": 1, "care": 4, "speed": 7.5, "reach": 0, "steep": 2, "gentle": 1}
    scenario = MIXED.with_weights({**points, "care.b.x": 2, "care.b.y": 5})
    for option, path, x in (
        ("one", "care.a", 2.5),  # below the minimum
        ("two", "care.a", 9),  # no longer
        ("one", "speed", 13),
        ("one", "steep", -2),
        ("one", "gentle", 6.25),
        ("two", "reach", 8),  # was not known
        ("three", "cost", 120_000),
        ("three", "care.b.x", 2.5),
        ("four", "reach", 1),
    ):
        sheets.rating(option, path, x)
        scenario = scenario.with_rating(option, path, Rating(Exact(x)))
    for option, path, x in (("three", "steep", 5), ("two", "speed", 11), ("two", "cost", 41_000)):
        sheets.rating(option, path, x, "certain")
        scenario = scenario.with_rating(option, path, Rating(Exact(x)))
    sheets.cell("Scales", "D", A="Care › A").value = 8
    sheets.cell("Scales", "F", A="Speed", E="points").value = "clip"
    leaf, speed = MIXED.leaves["care.a"], MIXED.leaves["speed"]
    assert leaf.value_function is not None
    assert speed.value_function is not None
    eight = replace(leaf.value_function, scale=Scale(0, 8))
    scenario = scenario.with_criterion("care.a", replace(scenario.all_criteria["care.a"], value_function=eight))
    clipped = replace(speed.value_function, outside="clip")
    scenario = scenario.with_criterion("speed", replace(scenario.all_criteria["speed"], value_function=clipped))
    sheets.cell("Requirements", "I", A="R2").value = VERDICTS[Verdict.PASS]
    scenario = scenario.with_requirement_result("four", "R2", RequirementResult(Verdict.PASS))
    return scenario, sheets.content()


def dearer() -> tuple[Scenario, bytes]:
    """Figures of cost plans and the discount rate changed in the cells."""
    sheets = Sheets(MIXED)
    sheets.book["Cost plan"]["B3"].value = 0.02
    yearly = [row for row in sheets.book["Cost plan"].iter_rows(min_row=6) if row[0].value == "Yearly"]
    yearly[1][1].value = 12_345  # of the second plan, which is certain
    two = Rating(CostPlan(yearly=Exact(12_345)))
    return replace(MIXED, discount_rate=0.02).with_rating("two", "cost", two), sheets.content()


def driven_by(name: str) -> tuple[Scenario, bytes]:
    """Drivers, prices, thresholds or years of plans changed in the cells, and the decision whose file says the same."""
    typed, figures = driven.CHANGES[name]
    cells = driven.CostLines(workbook(DRIVEN_CERTAIN)).type(*typed)
    return driven.driven({**driven.CERTAIN, **figures}), cells.content()


def at_random(seed: int) -> tuple[Scenario, bytes]:
    """All weights and most ratings of a decision that is made up, changed at random."""
    rng = np.random.default_rng(seed)
    scenario = replace(made_up(rng), dependence=Dependence(), weight_uncertainty=Fixed())
    sheets = Sheets(scenario)
    points = {
        path: round(rng.uniform(0, 9), 2) for path, each in scenario.all_criteria.items() if each.weight is not None
    }
    for place, path in enumerate(scenario.all_criteria, start=5):
        if path in points:
            sheets.book["Weights"][f"C{place}"].value = points[path]
    changed = scenario.with_weights(points)
    for option in scenario.options:
        for path, leaf in scenario.leaves.items():
            if leaf.value_function is not None and rng.random() < 0.8:
                scale = leaf.value_function.scale
                x = round(scale.worst + rng.uniform(-0.3, 1.3) * (scale.best - scale.worst), 3)
                sheets.rating(option.id, path, x, "certain")
                changed = changed.with_rating(option.id, path, Rating(Exact(x)))
    return changed, sheets.content()


def spread() -> bytes:
    """An uncertain rating changed, and left uncertain; and ratings of four evaluators of another."""
    sheets = Sheets(MIXED)
    sheets.rating("one", "reach", 5)
    for letter, x in zip("CDEF", (4, 5, 5.5, 9), strict=True):
        sheets.cell("Consensus", letter, A="Reach", B="Two").value = x
    return sheets.content()


AS_EXPORTED = {
    "portal": PORTAL,
    "minimal": MINIMAL,
    "excluded": EXCLUDED,
    "levels": THREE_LEVELS,
    "mixed": MIXED,
    "hang_together": replace(MIXED, dependence=Dependence(0.4)),
    "left_out": leaving_out(PORTAL, {"buy"}, {"flexibility"}),
    "nobody": NOBODY,
    "two_bids": TWO_BIDS,
    "three_bids": THREE_BIDS,
    "driven": DRIVEN,
    "driven_certain": DRIVEN_CERTAIN,
    **{f"made_up_{seed}": made_up(np.random.default_rng(seed)) for seed in range(6)},
}
CHANGED: Mapping[str, Callable[[], tuple[Scenario, bytes]]] = {
    "moved": moved,
    "dearer": dearer,
    **{f"driven_{name}": partial(driven_by, name) for name in driven.CHANGES},
    **{f"at_random_{seed}": partial(at_random, seed) for seed in range(10, 18)},
}


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    contents = {name: workbook(scenario) for name, scenario in AS_EXPORTED.items()}
    contents |= {name: change()[1] for name, change in CHANGED.items()} | {"spread": spread()}
    contents["more_patients"] = driven.CostLines(workbook(DRIVEN)).type(MORE_PATIENTS).content()
    return recalculated(contents, tmp_path_factory.mktemp("books"))


def checks(book: Any) -> list[list[Any]]:
    return [[cell.value for cell in row[:6]] for row in book["Check"].iter_rows(min_row=5)]


def options_of(book: Any, result: Evaluation) -> list[tuple[str, float, int | None]]:
    rows = list(book["Summary"].iter_rows(min_row=8, max_row=7 + len(result.options)))
    return [(row[1].value, row[2].value, row[3].value or None) for row in rows]


def errors(book: Any) -> list[str]:
    return [
        f"{sheet.title}!{cell.coordinate} {cell.value}"
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "e" or str(cell.value).startswith(("#", "Err:"))  # no text here begins so
    ]


@needs_libreoffice
@pytest.mark.parametrize("name", AS_EXPORTED)
def test_every_formula_says_what_trilemma_says(books: dict[str, Any], name: str) -> None:
    book, result = books[name], evaluate(AS_EXPORTED[name])
    assert errors(book) == []
    for what, _, by_formula, by_trilemma, _, verdict in checks(book):
        if isinstance(by_trilemma, float | int):
            assert by_formula == pytest.approx(by_trilemma, rel=CLOSE, abs=CLOSE), what
        assert verdict == "OK", what
    assert book["Check"]["B3"].value.startswith("OK: all ")
    assert book["Inputs"]["B3"].value == 0
    said = [(status, rank) for status, _, rank in options_of(book, result)]
    assert said == [("out" if each.excluded else "ranked", each.rank) for each in result.options]
    assert [score for _, score, _ in options_of(book, result)] == pytest.approx(
        [each.score for each in result.options], rel=CLOSE
    )


@needs_libreoffice
@pytest.mark.parametrize("name", CHANGED)
def test_what_is_changed_in_the_cells_counts_as_in_the_engine(books: dict[str, Any], name: str) -> None:
    scenario, _ = CHANGED[name]()
    book, result = books[name], evaluate(scenario)
    assert errors(book) == []
    told = options_of(book, result)
    at = [
        m for m, each in enumerate(scenario.options) if name != "dearer" or each.id != "one"
    ]  # its growth is uncertain
    assert [told[m][1] for m in at] == pytest.approx([result.options[m].score for m in at], rel=CLOSE)
    ranks = [each.rank for each in result.options]
    assert [(status, rank) for status, _, rank in told] == [("out" if not r else "ranked", r) for r in ranks]
    leaders = [each.name for each in result.options if each.id == result.leader]
    assert [book["Summary"]["B5"].value] == (leaders or ["nobody"])
    if result.margin is not None:
        assert book["Summary"]["B6"].value == pytest.approx(result.margin, rel=CLOSE, abs=CLOSE)
    assert book["Check"]["B3"].value.startswith("changed: ")
    assert {verdict for *_, verdict in checks(book)} == {"OK", "changed"}
    assert book["Summary"]["A4"].value.startswith("Inputs were changed since")


@needs_libreoffice
def test_scores_that_follow_from_changes_are_not_those_from_before(books: dict[str, Any]) -> None:
    scenario, _ = moved()
    before, after = evaluate(MIXED), evaluate(scenario)
    assert [each.rank for each in before.options] != [each.rank for each in after.options]
    assert books["moved"]["Summary"]["B6"].value == pytest.approx(after.margin, rel=CLOSE)


@needs_libreoffice
def test_a_changed_rating_that_stays_uncertain_says_that_it_is_only_nearly_right(books: dict[str, Any]) -> None:
    [row] = [
        row
        for row in books["spread"]["Ratings"].iter_rows(min_row=5)
        if (row[16].value, row[17].value) == ("reach", "one")
    ]
    function = MIXED.leaves["reach"].value_function
    assert function is not None
    law = ThreePoint(0, 4, 9)
    kept = evaluate(MIXED).option("one").values["reach"] - float(function(law.expected))
    assert kept != 0
    assert row[10].value == pytest.approx(float(function(5)) + kept, rel=CLOSE)
    assert row[13].value == "changed: its allowance for spread is still that of the old rating"
    notes = [each[13].value for each in books["moved"]["Ratings"].iter_rows(min_row=5)]
    assert sum(note == "changed" for note in notes) == 12
    assert not [note for note in notes if note and "still" in note]


@needs_libreoffice
def test_a_driver_turns_the_leader(books: dict[str, Any]) -> None:
    leaders = {name: books[name]["Summary"]["B5"].value for name in ("driven_certain", "driven_driver", "driven_years")}
    assert leaders == {"driven_certain": "Two", "driven_driver": "Three", "driven_years": "Two"}


@needs_libreoffice
def test_the_years_of_a_driven_plan_follow_and_its_spread_is_called_old(books: dict[str, Any]) -> None:
    before, after = (
        {row[0].value: row for row in books[name]["Cost lines"].iter_rows(min_row=5, max_row=12)}
        for name in ("driven", "more_patients")
    )
    grown = [cell.value for cell in after["Patients: in each year"][5:11]]
    growth = before["Patients: growth a year after it"][2].value
    assert grown == pytest.approx([9000, *(9000 * (1 + growth) ** n for n in range(5))], rel=CLOSE)
    notes = {
        name: [
            row[4].value for row in books[name]["Cost lines"].iter_rows(min_row=5) if row[0].value == "For its spread"
        ]
        for name in ("driven", "more_patients")
    }
    assert set(notes["driven"]) <= {None, ""}
    assert "changed: still that of the old figures" in notes["more_patients"]
    cost = [row for row in books["more_patients"]["Ratings"].iter_rows(min_row=5) if row[16].value == "cost"]
    assert {row[13].value for row in cost} == {"changed: its allowance for spread is still that of the old rating"}
    scores = [
        [option[1] for option in options_of(books[name], evaluate(DRIVEN))] for name in ("driven", "more_patients")
    ]
    assert scores[1][0] < scores[0][0]


@needs_libreoffice
def test_the_consensus_form_says_where_to_talk(books: dict[str, Any]) -> None:
    rows = {(row[0].value, row[1].value): row for row in books["spread"]["Consensus"].iter_rows(min_row=5)}
    reach = rows["Reach", "Two"]
    assert [cell.value for cell in reach[8:12]] == [5.25, 5, 0.5, "talk"]  # 4 and 9 are more than 1 from the median
    assert [cell.value or "" for cell in rows["Reach", "One"][8:12]] == [""] * 4
    assert ("Cost", "One") not in rows


@needs_libreoffice
def test_a_third_bid_turns_the_winner_by_the_lowest_price_and_not_by_fixed_ends(books: dict[str, Any]) -> None:
    # w = 50 and up to 50 points of quality: by the lowest price A has 50·100/100 + 40 = 90 and B 50·100/140 + 50 = 85.7;
    # with C, at 50, A has 50·50/100 + 40 = 65 and B 50·50/140 + 50 = 67.9. By fixed ends of 200 and 50 nothing moves.
    told = {name: list(books[name]["Price formulas"].iter_rows(min_row=6)) for name in ("two_bids", "three_bids")}
    totals = {name: [[row[at].value for row in rows[:2]] for at in (11, 14)] for name, rows in told.items()}
    assert totals["two_bids"][0] == pytest.approx([90, 50 * 100 / 140 + 50])
    assert totals["three_bids"][0] == pytest.approx([65, 50 * 50 / 140 + 50])
    for lowest_and_fixed in totals.values():
        assert lowest_and_fixed[1] == pytest.approx([50 * 100 / 150 + 40, 50 * 60 / 150 + 50])
    ranks = {name: [(row[6].value, row[9].value) for row in rows[:3]] for name, rows in told.items()}
    assert ranks["two_bids"][:2] == [(1, 1), (2, 2)]
    assert ranks["three_bids"] == [(2, 1), (1, 2), (3, 3)]
    assert [row[10].value or "" for row in told["three_bids"][:3]] == ["", "", "unusually low"]
