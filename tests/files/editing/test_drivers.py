"""Drivers changed in a file: the line that is meant, and wherever the driver is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from decision.cli.command_line import main
from decision.files.reader import load, read_scenario
from decision.files.writer import scenario_yaml
from decision.model.estimate import ThreePoint

TEXT = """\
format: 1
title: A plan
currency: USD
horizon_years: 5
discount_rate: 0.035
drivers:
  users: {now: {low: 4000, mode: 9000, high: 15000}, growth: 0.1}  # from the register
criteria:
  cost: {worst: 1000000, best: 0, kind: cost_plan}
weights: {cost: 1}
options:
  a: {ratings: {cost: {yearly: {per: users, price: 4}, savings: {per: users, price: 1}}}}
  b: {ratings: {cost: 2}}
decision:
  chosen: a
  revisit:
    - {when: drivers.users, above: 20000, say: More than 20 thousand users.}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "x.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_one_figure_of_a_driver_is_set_in_its_line(file: Path) -> None:
    assert main(["set", str(file), "drivers.users.now.mode=10000"]) == 0
    assert file.read_text(encoding="utf-8") == TEXT.replace("mode: 9000", "mode: 10000")
    assert load(file).drivers[0].now == ThreePoint(4000, 10_000, 15_000)


def test_another_name_of_a_driver_is_put_wherever_it_is_named(file: Path) -> None:
    assert main(["set", str(file), "--rename", "drivers.users=people"]) == 0
    renamed = TEXT.replace("  users:", "  people:").replace("per: users", "per: people")
    assert file.read_text(encoding="utf-8") == renamed.replace("drivers.users", "drivers.people")


def test_a_driver_that_costs_hang_on_cannot_be_taken_out(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["del", str(file), "drivers.users"]) == 1
    assert "users is not a driver here" in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == TEXT


def test_what_is_written_reads_back_as_the_same_decision(file: Path) -> None:
    scenario = load(file)
    again = read_scenario(scenario_yaml(scenario).encode(), "again.yaml")
    assert again.fingerprint == scenario.fingerprint
    assert again.drivers == scenario.drivers


def test_a_wrong_id_of_a_driver_is_told_once(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(TEXT.replace("  users:", "  Our-users:").replace("per: users", "per: Our-users"), encoding="utf-8")
    assert main(["validate", str(file)]) == 1
    printed = capsys.readouterr()
    told = (printed.out + printed.err).splitlines()
    assert len([line for line in told if "is not a valid id" in line]) == 1


def test_a_trigger_on_a_driver_is_met_by_what_is_expected_of_it(file: Path) -> None:
    from decision.model.record import met_triggers

    assert met_triggers(load(file)) == ()
    main(["set", str(file), "drivers.users.now=21000"])
    (met,) = met_triggers(load(file))
    assert met.now == 21_000
