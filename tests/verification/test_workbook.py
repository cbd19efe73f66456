"""Workbooks verified: as they were exported, saved by another program, changed on purpose, and tampered with."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from decision.analysis.scoring import evaluate
from decision.files.enclosed_in import enclosed_in
from decision.files.enclosure import enclosure_text
from decision.model.contents import Simulation
from decision.model.estimate import Exact
from decision.model.evaluation import Evaluation, Score
from decision.model.rating import Rating
from decision.model.record import RecordedDecision
from decision.model.scenario import Scenario
from decision.outputs.files.export import export
from decision.outputs.files.material import figures_of
from decision.verification.changed import changed_decision
from decision.verification.finding import ChangedInput
from decision.verification.text import verification_text
from decision.verification.verification import Verification, verify
from tests.outputs.files import driven
from tests.outputs.files.recalculation import converted, needs_libreoffice
from tests.outputs.files.test_workbook_formulas import MIXED
from tests.outputs.samples import MINIMAL, PORTAL

DRAWS = Simulation(1_000, 7)
SCENARIOS: Mapping[str, Scenario] = {
    "portal": replace(PORTAL, simulation=DRAWS),
    "mixed": replace(MIXED, simulation=DRAWS),
    "minimal": replace(MINIMAL, simulation=DRAWS),
    "driven": replace(driven.DRIVEN_CERTAIN, simulation=DRAWS),
}


def exported(scenario: Scenario) -> bytes:
    return export(scenario, ".xlsx", enclosed=enclosure_text(scenario, "table", ".xlsx"))


def verified(raw: bytes, now: Scenario | None = None) -> Verification:
    return verify(enclosed_in(raw, "x.xlsx"), raw, "x.xlsx", now)


EXPORTED = {name: exported(scenario) for name, scenario in SCENARIOS.items()}
Edit = Callable[[Any], None]


def edited(name: str, edit: Edit) -> bytes:
    """An export as a person would have changed it; its formulas have no results yet."""
    book, out = openpyxl.load_workbook(io.BytesIO(EXPORTED[name])), io.BytesIO()
    edit(book)
    book.save(out)
    return out.getvalue()


def typed(sheet: str, place: str, x: Any) -> Edit:
    def edit(book: Any) -> None:
        assert book[sheet][place].value != x
        book[sheet][place].value = x

    return edit


def lines_typed(*names: str) -> Edit:
    """What stands on *Cost lines* typed over, as the changes of those names say."""

    def edit(book: Any) -> None:
        lines = object.__new__(driven.CostLines)
        lines.book = book
        lines.type(*(each for name in names for each in driven.CHANGES[name][0]))

    return edit


def several(*edits: Edit) -> Edit:
    def edit(book: Any) -> None:
        for each in edits:
            each(book)

    return edit


def swapped(book: Any) -> None:
    one, other = book["Summary"]["A8"], book["Summary"]["A9"]
    one.value, other.value = other.value, one.value


CHANGES: Mapping[str, tuple[str, Edit]] = {
    "saved": ("portal", typed("Scoring sheet", "B10", 7)),
    "saved_mixed": ("mixed", lambda _: None),
    "weights": ("minimal", typed("Weights", "C5", 31)),
    "ratings": (
        "portal",
        several(typed("Weights", "C5", 25), typed("Ratings", "E8", 7.25), typed("Ratings", "F8", "certain")),
    ),
    "uncertain": ("mixed", typed("Ratings", "E6", 41_000)),
    "driven": ("driven", lines_typed(*driven.CHANGES)),
    "driven_tampered": (
        "driven",
        several(
            typed("Cost lines", "H6", 5_000),
            typed("Cost plan", "C11", "=SUM(1,2)"),
            typed("Cost lines", "E4", "As nobody gave it"),
        ),
    ),
    "tampered": (
        "portal",
        several(
            typed("Comparison", "D7", 61.2),
            typed("Summary", "C8", "=80+1.5"),
            typed("Summary", "E8", 0.93),
            typed("Summary", "A3", "Buy leads everything."),
            typed("Ratings", "O7", "Because I say so."),
        ),
    ),
    "broken": (
        "minimal",
        several(swapped, lambda book: book.remove(book["Charts"]), lambda book: book["How sure"].delete_rows(9)),
    ),
}


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    contents = {name: edited(of, edit) for name, (of, edit) in CHANGES.items()}
    return converted(contents, "xlsx", tmp_path_factory.mktemp("books"))


@pytest.fixture(scope="module")
def found(books: dict[str, bytes]) -> dict[str, Verification]:
    return {name: verified(raw) for name, raw in books.items()}


UNCERTAIN_PRICE = driven.driven({**driven.CERTAIN, "price": driven.UNCERTAIN["price"]})


def said(found: Verification) -> list[str]:
    return [str(each) for each in found.findings]


@pytest.mark.parametrize("name", EXPORTED)
def test_what_was_exported_holds(name: str) -> None:
    found = verified(EXPORTED[name], SCENARIOS[name])
    assert (said(found), found.changed, found.notes) == ([], (), ())
    assert found.compared > 1_000
    assert found.holds


@needs_libreoffice
@pytest.mark.parametrize("name", ["saved", "saved_mixed"])
def test_another_program_may_save_it_and_forms_may_be_filled_in(found: dict[str, Verification], name: str) -> None:
    assert said(found[name]) == []
    assert found[name].holds


@needs_libreoffice
def test_changed_inputs_are_named_and_what_follows_is_the_engines(found: dict[str, Verification]) -> None:
    for name, changes in (("weights", ["Weights!C5"]), ("ratings", ["Weights!C5", "Ratings!E8", "Ratings!F8"])):
        assert [each.where for each in found[name].changed] == changes
        assert said(found[name]) == []
        assert not found[name].holds
    assert str(found["weights"].changed[0]) == "Weights!C5: was 25, is 31 (Points of Cost (10 = cheapest))"


@needs_libreoffice
def test_changed_drivers_prices_and_years_are_named_and_what_follows_is_the_engines(
    found: dict[str, Verification],
) -> None:
    assert len(found["driven"].changed) == sum(len(typed) for typed, _ in driven.CHANGES.values())
    assert "was 4,200, is 6,100 (Patients: in year 1)" in str(found["driven"].changed[0])
    assert said(found["driven"]) == []
    assert not [note for note in found["driven"].notes if "only nearly right" in note]


@pytest.mark.parametrize(("scenario", "exact"), [(UNCERTAIN_PRICE, False), (driven.DRIVEN_CERTAIN, True)])
def test_only_where_all_behind_a_plan_is_certain_its_formulas_follow_exactly(scenario: Scenario, exact: bool) -> None:
    key = ("driver", "patients", "now")
    change = ChangedInput("Cost lines!C6", "Patients: in year 1", 1.0, 8_000.0, key)
    made = changed_decision(scenario, [change], {key: 8_000.0})
    assert made.scenario is not None
    assert made.scenario.drivers[0].now == Exact(8_000.0)
    assert made.nearly == (() if exact else (change,))


@needs_libreoffice
def test_wrong_results_after_a_changed_driver_are_found(books: dict[str, bytes]) -> None:
    raw = books["driven"]
    sheet = openpyxl.load_workbook(io.BytesIO(raw))["Cost lines"]
    row = next(cell.row for cell in sheet["A"] if cell.value == "Yearly: licence")
    place = f"{openpyxl.utils.get_column_letter(sheet.max_column)}{row}"
    [says] = said(verified(with_result(raw, "Cost lines", place, 1)))
    assert says.startswith(f"Cost lines!{place}: says 1, is ")
    assert says.endswith("(One: Cost: Yearly: licence: in all years)")


@needs_libreoffice
def test_a_wrong_result_after_a_change_is_found(books: dict[str, bytes]) -> None:
    raw = books["weights"]
    score = evaluate(SCENARIOS["minimal"].with_weights({"cost": 31})).options[0].score
    book = openpyxl.load_workbook(io.BytesIO(raw), data_only=True)
    assert book["Summary"]["C8"].value == pytest.approx(score)
    damaged = with_result(raw, "Summary", "C8", 12.5)
    assert said(verified(damaged)) == [f"Summary!C8: says 12.5, is {score:.1f} (Score of Build)"]


def with_result(raw: bytes, sheet: str, place: str, x: float) -> bytes:
    """The workbook with another result kept beside a formula, as no person could do it in a spreadsheet."""
    names = openpyxl.load_workbook(io.BytesIO(raw), read_only=True).sheetnames
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as package, zipfile.ZipFile(out, "w") as written:
        for part in package.infolist():
            content = package.read(part)
            if part.filename == f"xl/worksheets/sheet{names.index(sheet) + 1}.xml":
                pattern = rf'(<c r="{place}"[^>]*>.*?<v>)[^<]*(</v>)'.encode()
                content, count = re.subn(pattern, rb"\g<1>" + str(x).encode() + rb"\2", content, count=1)
                assert count == 1
            written.writestr(part, content)
    return out.getvalue()


@needs_libreoffice
def test_what_is_only_nearly_right_is_not_called_wrong(found: dict[str, Verification]) -> None:
    assert [each.where for each in found["uncertain"].changed] == ["Ratings!E6"]
    assert said(found["uncertain"]) == []


@needs_libreoffice
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("tampered", "Comparison!D7: says 61.2, is 0.214; it was typed over a formula"),
        ("tampered", "Summary!C8: the formula is another: =80+1.5 (Score of Build our own)"),
        ("tampered", "Summary!E8: says 0.93, is 0.053"),
        ("tampered", "Summary!A3: says “Buy leads everything.”, is “Extend"),
        ("tampered", "Ratings!O7: says “Because I say so.”, is "),
        ("driven_tampered", "Cost lines!H6: says 5,000, is "),
        ("driven_tampered", "Cost plan!C11: the formula is another: =SUM(1,2)"),
        ("driven_tampered", "Cost lines!E4: says “As nobody gave it”, is “As it was given”"),
        ("broken", "Charts: the sheet is missing"),
        ("broken", "How sure!A9: the row is missing (Buy)"),
        ("broken", "Summary!A8: says “Buy”, is “Build”"),
        ("broken", "Summary!A9: says “Build”, is “Buy”"),
    ],
)
def test_what_was_tampered_with_is_found_where_it_is(found: dict[str, Verification], name: str, says: str) -> None:
    assert [each for each in said(found[name]) if each.startswith(says)]
    assert not found[name].holds


@needs_libreoffice
def test_what_was_done_comes_before_what_follows_from_it(found: dict[str, Verification]) -> None:
    assert ["formula" in each or "missing" in each for each in said(found["tampered"])[:2]] == [True, True]


def test_a_decision_that_changed_since_is_told() -> None:
    now = SCENARIOS["minimal"].with_weights({"cost": 99})
    found = verified(EXPORTED["minimal"], now)
    assert found.findings == ()
    assert found.since is not None
    assert not found.since.is_same
    assert not found.holds


def test_what_is_only_said_about_a_decision_does_not_make_it_another() -> None:
    chosen = RecordedDecision(chosen="buy", on=datetime.date(2026, 12, 1))
    found = verified(EXPORTED["minimal"], replace(SCENARIOS["minimal"], decision=chosen))
    assert found.holds
    assert "What is said about it changed since:" in verification_text(found, "minimal.yaml")


def test_evaluators_are_enclosed_by_letter_and_compared_so() -> None:
    given = (Evaluation("Dana Okafor", ratings={"buy.fit": Score(Rating(Exact(6.0)))}),)
    scenario = replace(SCENARIOS["minimal"], evaluations=given)
    raw = exported(scenario)
    assert "Dana" not in str(enclosed_in(raw, "x.xlsx").scenario)
    found = verified(raw, scenario)
    assert found.since is not None
    assert found.since.is_same
    assert found.holds


def test_a_decision_inside_that_is_not_the_one_told_of_is_found() -> None:
    enclosure = enclosed_in(EXPORTED["minimal"], "x.xlsx")
    other = enclosure.scenario.with_weights({"cost": 99})
    found = verify(replace(enclosure, scenario=other), EXPORTED["minimal"], "x.xlsx")
    assert said(found)[0].startswith("The decision inside: says “")
    assert [each.where for each in found.changed] == ["Weights!C5"]  # as it stands there, and not inside
    assert not found.holds


def test_fewer_draws_are_drawn_again_as_few() -> None:
    scenario = SCENARIOS["minimal"]
    text = enclosure_text(scenario, "table", ".xlsx", draws=300)
    raw = export(scenario, ".xlsx", figures=figures_of(scenario, draws=300), enclosed=text)
    assert verified(raw).holds
