"""``money`` and ``pilot``: what options cost over the years, and what a study before deciding is worth."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from decision.analysis.money import money
from decision.analysis.sensitivity.studies import studies
from decision.cli import main
from decision.files.reader import load
from decision.outputs.words.money import NO_PLAN

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = str(ROOT / "scenarios" / "health-centre-portal.yaml")
MINIMAL = str(ROOT / "scenarios" / "minimal.yaml")
FEW = ["--draws", "2000", "--seed", "3"]

Captured = pytest.CaptureFixture[str]


def test_money_as_json_is_the_result_itself(capsys: Captured) -> None:
    assert main(["money", EXAMPLE, "--json", *FEW]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == json.loads(json.dumps(money(load(EXAMPLE), 2000, 3).to_dict()))
    assert len(printed["cash"]["present_value"]["options"][0]["cumulative"]["p80"]) == 6
    assert {"across", "up", "points", "steps", "cloud"} <= set(printed["trade"])


def test_money_says_totals_years_lines_and_what_more_is_worth_paying_for(capsys: Captured) -> None:
    assert main(["money", EXAMPLE, *FEW]) == 0
    told = " ".join(capsys.readouterr().out.split())
    for part in ("Over 5 years Extend costs least: $", "In all, as present value", "By the end of each year",
                 "Lines on average", "Only Build has a line for leaving; is that so?",
                 "Build costs more and is worth less than Buy"):  # fmt: skip
        assert part in told
    assert main(["money", EXAMPLE, "--paid", *FEW]) == 0
    assert "In all, as paid" in capsys.readouterr().out


def test_other_axes_and_those_that_cannot_be(capsys: Captured) -> None:
    assert main(["money", EXAMPLE, "--across", "risk", "--up", "fit,integration", *FEW]) == 0
    assert "beside worth of Integration and Fit with patients and staff" in " ".join(capsys.readouterr().out.split())
    assert main(["money", EXAMPLE, "--across", "risk", "--up", "risk", *FEW]) == 1
    assert capsys.readouterr().err == "money: risk is on both axes; leave it out of one of them\n"
    assert main(["money", EXAMPLE, "--of", "fit", *FEW]) == 1
    assert "no option has a cost plan on fit" in capsys.readouterr().err


def test_without_a_plan_it_says_what_to_add(capsys: Captured) -> None:
    assert main(["money", MINIMAL, *FEW]) == 0
    assert NO_PLAN in " ".join(capsys.readouterr().out.split())


def test_a_pilot_as_json_is_the_result_itself(capsys: Captured) -> None:
    assert main(["pilot", EXAMPLE, "--json", *FEW]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == json.loads(json.dumps(studies(load(EXAMPLE), (), 2000, 3).to_dict()))


def test_a_pilot_of_a_rating_with_its_price(capsys: Captured) -> None:
    assert main(["pilot", EXAMPLE, "--of", "extend.fit", "--price", "25000", *FEW]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert told.startswith("A pilot of Extend's Fit with patients and staff for $25k would be worth $")
    assert "It would leave 20 % of today's spread." in told


@pytest.mark.parametrize(
    ("asked", "told", "status"),
    [
        (["--of", "extendd"], "nothing is called extendd", 1),
        (["--price", "3"], "name with --of what it is about", 2),
        (["--of", "fit", "--left", "1.5"], "a share from 0 to 1 is wanted (got 1.5)", 2),
        (["--of", "fit", "--price", "-1"], "a price of 0 or more is wanted", 2),
        (["--of", "fit", "--left", "0.5", "--study", "demo"], "leave one out", 2),
        (["--of", "drivers.patients"], "they share nothing that a study could find out", 1),
        (["--of", "drivers.patients", "--of", "fit"], "is of nothing else; leave out the other --of", 2),
    ],
)
def test_a_study_that_cannot_be(asked: list[str], told: str, status: int, capsys: Captured) -> None:
    assert main(["pilot", EXAMPLE, *asked, *FEW]) == status
    assert told in capsys.readouterr().err


def test_counting_first_is_a_study_too(capsys: Captured) -> None:
    growing = str(ROOT / "scenarios" / "growing-programme.yaml")
    assert main(["pilot", growing, "--of", "drivers.patients", "--left", "0.2", "--draws", "20000"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert told.startswith("A study of Patients monitored would be worth $")
    assert "It would leave 20 % of today's spread. Knowing it for certain would be worth $" in told


def test_lines_are_pointed_out_by_the_names_of_ones_own_catalogue(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "ours.yaml").write_text(
        "format: 1\nname: Ours\ncriteria: {kosten: {kind: cost_plan, worst: 1000, best: 0, weight: 1, usual_lines:\n"
        "  {Lizenzen: ['*lizenz*'], =1+1: [schulung*]}}}\n",
        encoding="utf-8",
    )
    plans = ("{upfront: {lines: {Schulung: 3}}}", "{upfront: {lines: {Softwarelizenzen: 20}}}")
    options = ", ".join(f"{id}: {{ratings: {{kosten: {plan}}}}}" for id, plan in zip("ab", plans, strict=True))
    file = tmp_path / "wahl.yaml"
    file.write_text(
        "format: 1\ntitle: T\ncurrency: EUR\nhorizon_years: 2\ndiscount_rate: 0.05\n"
        f"criteria: {{use: ours}}\noptions: {{{options}}}\nsimulation: {{draws: 500}}\n",
        encoding="utf-8",
    )
    assert main(["money", str(file), "--json", *FEW]) == 0
    missing = json.loads(capsys.readouterr().out)["cash"]["missing"]
    assert [(each["what"], each["kind"], each["have"]) for each in missing] == [
        ("Lizenzen", "usual", ["b"]), ("=1+1", "usual", ["a"]),
    ]  # fmt: skip
    assert main(["export", str(file), "--to", str(tmp_path / "x.md")]) == 0
    assert "Only B has a line for Lizenzen; is that so?" in (tmp_path / "x.md").read_text(encoding="utf-8")
