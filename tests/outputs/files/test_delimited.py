"""CSV: a rectangle in which numbers are the numbers that were computed and no text is a formula."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.analysis.scoring import evaluate
from decision.analysis.sensitivity.shared_switching import shared_switches
from decision.analysis.simulation.simulation import simulate
from decision.analysis.standing import Standing
from decision.files.reader import load
from decision.model.errors import DecisionError
from decision.model.estimate import Exact, Range, ThreePoint
from decision.model.rating import Rating
from decision.outputs.files.csv_form import as_text
from decision.outputs.files.export import export
from decision.outputs.words.scoring import distinct_names
from tests.outputs.samples import (
    EXCLUDED,
    INSIDE,
    MINIMAL,
    NASTY,
    PORTAL,
    RUN,
    THREE_LEVELS,
    begins_a_formula,
    rows_of,
    with_texts,
)
from tests.strategies import scenarios

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")

needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")

EVERY = "".join(f"{text};{text}" for text in (*RUN, *INSIDE))

MONEY = ["currency", "horizon_years", "discount_rate"]
CHANCES = ["p_best", "p_best_se", "p10", "p50", "p90"]


def test_ratings_values_and_points_read_back_as_the_same_numbers() -> None:
    head, *rows = rows_of(PORTAL)
    result = evaluate(PORTAL)
    for row in rows[:6]:
        line = dict(zip(head, row, strict=True))
        path = line["id"]
        assert float(line["weight_percent"]) == pytest.approx(100 * result.weights[path], abs=1e-12)
        for option in result.options:
            assert float(line[f"{option.name}: rating"]) == option.ratings[path]
            assert float(line[f"{option.name}: value"]) == option.values[path]
            assert float(line[f"{option.name}: points"]) == option.contributions[path]


def test_what_is_known_of_a_rating_stands_beside_it() -> None:
    head, first, *_ = rows_of(PORTAL)
    cost = dict(zip(head, first, strict=True))
    assert (cost["kind"], cost["id"], cost["name"], cost["unit"]) == ("criterion", "cost", "Cost", "USD")
    assert cost["Build our own: estimate"] == (
        "upfront 640000 × software-effort-survey + 288000; yearly low 110000, mode 160000, high 330000; exit 20000"
    )
    assert cost["Build our own: evidence"] == "assumption"
    assert cost["Build our own: because"].startswith("Three people for 9 months")
    assert cost["Build our own: source"].startswith("18F sample cost estimate")


def test_estimates_have_every_digit_and_do_not_look_like_dates() -> None:
    exact = MINIMAL.with_rating("build", "cost", Rating(Exact(-1234.56789)))
    assert rows_of(exact)[1][6] == "-1234.56789"
    spread = MINIMAL.with_rating("build", "cost", Rating(ThreePoint(-6, 8, 9)))
    assert rows_of(spread)[1][6] == "low -6, mode 8, high 9"


def test_no_number_is_minus_zero() -> None:
    zero = replace(MINIMAL.criteria[0], weight=0.0)
    weightless = replace(MINIMAL, criteria=(zero, *MINIMAL.criteria[1:]))
    below = weightless.with_rating("build", "cost", Rating(Exact(-0.0)))
    assert not [cell for row in rows_of(below) for cell in row if cell.startswith("-0")]


def test_score_rank_and_requirements_come_last() -> None:
    head, *rows = rows_of(EXCLUDED)
    kinds = [row[0] for row in rows]
    assert kinds[:16] == ["criterion"] * 6 + ["score", "rank", *MONEY, *CHANCES]
    assert kinds[-11:] == ["requirement"] * 11
    score, rank = (dict(zip(head, rows[kinds.index(kind)], strict=True)) for kind in ("score", "rank"))
    assert float(score["Extend the portal we have: points"]) == evaluate(EXCLUDED).option("extend").score
    assert (rank["Extend the portal we have: rating"], rank["Buy a portal: rating"]) == ("1", "")
    assert (rank["Buy a portal: estimate"], rank["Buy a portal: because"]) == ("out", "fails K04")
    line = dict(zip(head, rows[kinds.index("requirement") + 3], strict=True))
    assert (line["id"], line["Buy a portal: estimate"]) == ("K04", "fail")
    assert line["Buy a portal: because"] == "No export."


def test_where_money_is_planned_it_says_in_what_over_which_years_and_at_which_rate() -> None:
    head, *rows = rows_of(PORTAL)
    currency, years, rate = (dict(zip(head, row, strict=True)) for row in rows if row[0] in MONEY)
    assert currency["unit"] == PORTAL.currency
    for option in PORTAL.options:
        assert float(years[f"{option.name}: rating"]) == PORTAL.horizon_years
        assert float(rate[f"{option.name}: rating"]) == PORTAL.discount_rate
    assert not [row for row in rows_of(MINIMAL) if row[0] in MONEY]


def test_both_scores_and_why_a_value_is_not_that_of_its_rating() -> None:
    beyond = PORTAL.with_rating("build", "fit", Rating(Range(2, 18)))  # clipped at 10
    head, *rows = rows_of(beyond)
    typed, apart = (
        dict(zip(head, next(row for row in rows if row[0] == kind), strict=True))
        for kind in ("score_most_likely", "value_apart")
    )
    for option in evaluate(beyond, "most-likely").options:
        assert float(typed[f"{option.name}: points"]) == option.score
    assert apart["id"] == "fit"
    assert "part of its range lies beyond best" in apart["Build our own: because"]


def test_what_changes_the_leader_comes_between() -> None:
    head, *rows = rows_of(PORTAL)
    between = [dict(zip(head, row, strict=True)) for row in rows if row[0].endswith("_switch") or "worth" in row[0]]
    assert {row["kind"] for row in between} == {"weight_switch", "rating_switch", "worth", "worth_money"}
    fit = next(row for row in between if (row["kind"], row["id"]) == ("weight_switch", "fit"))
    assert (fit["name"], fit["unit"]) == ("Fit with patients and staff: the leader changes above", "share")
    assert float(fit["weight_percent"]) == pytest.approx(36.4562, abs=1e-4)
    assert fit["Buy a portal: because"] == "takes over; write more than 40.17 in the file"
    cost = next(row for row in between if (row["kind"], row["id"]) == ("rating_switch", "cost"))
    assert float(cost["Extend the portal we have: rating"]) == pytest.approx(675_681.69, abs=0.01)
    assert cost["Extend the portal we have: because"] == "Buy a portal takes over"
    assert cost["Build our own: rating"] == ""
    worth, money = (
        next(row for row in between if (row["kind"], row["id"]) == (kind, "fit")) for kind in ("worth", "worth_money")
    )
    per_point = (2_500_000 - 300_000) / 15
    for option in ("Buy a portal", "Extend the portal we have"):
        assert float(money[f"{option}: rating"]) == pytest.approx(per_point * float(worth[f"{option}: points"]))


def test_where_a_driver_changes_the_leader_stands_in_its_unit_under_the_one_that_takes_over() -> None:
    scenario = load(Path(__file__).parents[3] / "scenarios" / "growing-programme.yaml")
    (switch,) = shared_switches(Standing(scenario))
    head, *rows = rows_of(scenario)
    said = [dict(zip(head, row, strict=True)) for row in rows if row[0] == "driver_switch"]
    assert [row["name"].rpartition(" ")[2] for row in said] == ["below", "above"]
    names = distinct_names(scenario.options)
    for row, x, to in zip(said, (switch.low, switch.high), (switch.low_to, switch.high_to), strict=True):
        assert (row["id"], row["unit"]) == ("drivers.patients", "patients")
        name = names[str(to)]
        assert float(row[f"{name}: rating"]) == pytest.approx(x, rel=1e-12)
        assert row[f"{name}: because"] == "takes over"
        assert sum(bool(row[f"{each}: rating"]) for each in names.values()) == 1


def test_without_uncertain_ratings_nothing_is_worth_finding_out() -> None:
    assert "worth" not in {row[0] for row in rows_of(MINIMAL)}


def test_chances_are_those_of_the_simulation() -> None:
    head, *rows = rows_of(EXCLUDED)
    result = simulate(EXCLUDED)
    for name in CHANCES:
        line = dict(zip(head, next(row for row in rows if row[0] == name), strict=True))
        for option in result.options:
            figure = getattr(option, name)
            assert line[f"{option.name}: points"] == ("" if figure is None else repr(figure))
    said = next(row for row in rows if row[0] == "p_best")
    assert said[10] == "100000 draws from seed 20261123"


def test_a_criterion_with_parts_has_a_row_for_each_part() -> None:
    rows = rows_of(THREE_LEVELS)
    assert [row[1] for row in rows[1:7]] == ["a", "a.x", "a.y", "a.y.p", "a.y.q", "b"]
    assert [float(row[4]) for row in rows[1:7]] == [75, 18.75, 56.25, 28.125, 28.125, 25]
    assert [row[5] for row in rows[1:7]] == ["", "4.0", "", "8.0", "6.0", "5.0"]  # what has parts is not rated itself
    assert float(rows[1][8]) == pytest.approx(0.1875 * 40 + 0.28125 * (80 + 50))


def test_options_of_one_name_are_told_apart() -> None:
    vendors = replace(MINIMAL, options=tuple(replace(option, name="Vendor") for option in MINIMAL.options))
    head = rows_of(vendors)[0]
    assert len(set(head)) == len(head)
    assert "Vendor (buy): rating" in head


@pytest.mark.parametrize("text", NASTY)
def test_texts_are_in_the_file_as_they_were_made_harmless(text: str) -> None:
    head, first, *_ = rows_of(with_texts(text))
    kept = dict(zip(head, first, strict=True))
    assert kept["unit"] == as_text(text)
    assert kept["name"] == as_text(text if text.strip() else "x")
    assert [cell for column, cell in kept.items() if column.endswith((": because", ": source"))] == [as_text(text)] * 6
    assert rows_of(with_texts(text))[-1][2] == as_text(text)


@pytest.mark.parametrize("locale", [None, "de"])
def test_no_cell_begins_a_formula_wherever_a_spreadsheet_splits(locale: str | None) -> None:
    content = export(with_texts(EVERY), ".csv", locale).decode("utf-8-sig")
    for separator in ";,\t|":
        rows = csv.reader(io.StringIO(content, newline=""), delimiter=separator)
        assert not [cell for row in rows for cell in row if begins_a_formula(cell)]


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_the_file_is_a_rectangle_whatever_the_texts(text: str) -> None:
    rows = rows_of(with_texts(text))
    assert {len(row) for row in rows} == {5 + 7 * 3}
    assert rows[1][10] == as_text(text)


@given(scenarios())
def test_the_file_of_any_decision_is_a_rectangle_with_the_scores_in_it(scenario: object) -> None:
    rows = rows_of(scenario)  # type: ignore[arg-type]
    assert len({len(row) for row in rows}) == 1
    score = next(row for row in rows if row[0] == "score")
    assert [float(x) for x in score[8::7]] == [option.score for option in evaluate(scenario).options]  # type: ignore[arg-type]


def test_the_file_begins_with_the_mark_that_spreadsheets_know_utf8_by() -> None:
    content = export(PORTAL, ".csv")
    assert content.startswith(b"\xef\xbb\xbfkind,")
    assert b"\r\n" in content


# --- where decimals have a comma ------------------------------------------------------------------------------------


def test_with_decimal_commas_every_number_is_the_same_number() -> None:
    plain = rows_of(PORTAL)
    content = export(PORTAL, ".csv", "de").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content, newline=""), delimiter=";"))
    assert [len(row) for row in rows] == [len(row) for row in plain]
    changed = 0
    for cell, before in ((c, b) for row, old in zip(rows, plain, strict=True) for c, b in zip(row, old, strict=True)):
        if cell != before:
            assert "." not in cell
            assert float(cell.replace(",", ".")) == float(before)
            changed += 1
    assert changed > 80


def test_a_plain_estimate_is_a_number_with_a_comma_too() -> None:
    exact = MINIMAL.with_rating("build", "cost", Rating(Exact(-1234.5)))
    content = export(exact, ".csv", "fr").decode("utf-8-sig")
    first = list(csv.reader(io.StringIO(content, newline=""), delimiter=";"))[1]
    assert first[5:7] == ["-1234,5", "-1234,5"]


def test_the_same_locale_gives_the_same_bytes_and_a_comma_is_the_rule() -> None:
    assert export(MINIMAL, ".csv", "de") == export(MINIMAL, ".csv", "fr-FR")
    assert export(MINIMAL, ".csv", "en") == export(MINIMAL, ".csv")


@pytest.mark.parametrize("ending", [".md", ".xlsx"])
def test_a_locale_is_for_csv(ending: str) -> None:
    with pytest.raises(DecisionError, match=r"--locale is for \.csv"):
        export(MINIMAL, ending, "de")


# --- LibreOffice ----------------------------------------------------------------------------------------------------


def formulas(content: bytes, separators: str, folder: Path) -> int:
    """How many cells LibreOffice would calculate, when it splits the file at `separators`."""
    (folder / "table.csv").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    read_as = "CSV:" + "/".join(str(ord(each)) for each in separators) + ",34,76,1"  # 34: ", 76: UTF-8, 1: first line
    command = [str(SOFFICE), profile, "--headless", f"--infilter={read_as}", "--convert-to", "fods", "table.csv"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180)
    return (folder / "table.fods").read_text(encoding="utf-8").count("table:formula=")


@needs_libreoffice
@pytest.mark.parametrize(("separators", "locale"), [(";", None), (",;\t|", "de")])
def test_libreoffice_runs_nothing_wherever_it_splits(separators: str, locale: str | None, tmp_path: Path) -> None:
    assert formulas("\r\n".join(INSIDE).encode(), separators, tmp_path) > 0  # it would, if it were let
    assert formulas(export(with_texts(EVERY), ".csv", locale), separators, tmp_path) == 0
