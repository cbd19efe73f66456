from __future__ import annotations

from dataclasses import replace

import pytest

from decision.files.checks_document import LEVEL_KEYS, ChecksDocument, checks_document, checks_of
from decision.files.editing.edits import Set
from decision.files.editing.files import edited_text
from decision.files.editing.saved import saved
from decision.files.reader import read_scenario
from decision.files.writer import scenario_yaml
from decision.model.checks import USUAL_LEVELS, Checks, Level

PLAN = """format: 1
title: A plan
criteria: {fit: {worst: 0, best: 10}}
weights: {fit: 1}
options: {build: {ratings: {fit: 3}}, buy: {ratings: {fit: 5}}}
"""
SAID = PLAN + "checks: {min_p_best: 0.6, reasons: error, evidence_age_days: 365}  # agreed in May\n"
ASKED = Checks(0.6, 365, {"reasons": Level.ERROR})


def test_what_is_asked_is_read_and_written_back() -> None:
    scenario = read_scenario(SAID.encode(), "x.yaml")
    assert scenario.checks == ASKED
    assert "checks: {min_p_best: 0.6, evidence_age_days: 365, reasons: error}" in scenario_yaml(scenario)
    assert read_scenario(scenario_yaml(scenario).encode(), "x.yaml") == scenario


def test_a_file_that_asks_nothing_asks_nothing() -> None:
    for text in (PLAN, PLAN + "checks: {}\n"):
        assert read_scenario(text.encode(), "x.yaml").checks == Checks()
    assert "checks" not in scenario_yaml(read_scenario(PLAN.encode(), "x.yaml"))


@pytest.mark.parametrize("rule", USUAL_LEVELS)
@pytest.mark.parametrize("level", Level)
def test_every_rule_can_be_set_in_a_file(rule: str, level: Level) -> None:
    text = PLAN + f"checks: {{{LEVEL_KEYS[rule]}: {level}}}\n"
    scenario = read_scenario(text.encode(), "x.yaml")
    assert scenario.checks == Checks(levels={rule: level})
    assert read_scenario(scenario_yaml(scenario).encode(), "x.yaml") == scenario


def test_the_shape_has_a_key_for_every_rule_and_no_other() -> None:
    assert {*LEVEL_KEYS.values(), "min_p_best", "evidence_age_days"} == ChecksDocument.model_fields.keys()
    assert checks_of(ChecksDocument(**checks_document(ASKED))) == ASKED


def test_what_is_asked_is_no_part_of_the_fingerprint_but_of_what_is_saved() -> None:
    without, with_ = (read_scenario(text.encode(), "x.yaml") for text in (PLAN, SAID))
    assert without.fingerprint == with_.fingerprint
    assert (
        len({without.whole_fingerprint, with_.whole_fingerprint, replace(with_, checks=Checks(0.7)).whole_fingerprint})
        == 3
    )


def test_saving_changes_the_line_it_must() -> None:
    scenario = read_scenario(SAID.encode(), "x.yaml")
    made = saved(SAID.encode(), replace(scenario, checks=replace(ASKED, min_p_best=0.7)))
    assert made.raw.decode() == SAID.replace("0.6", "0.7") and not made.anew


def test_it_is_set_like_everything_else() -> None:
    assert edited_text(SAID.encode(), [Set("checks.min_p_best", 0.7)], "x.yaml", None).decode() == SAID.replace(
        "0.6", "0.7"
    )
    made = edited_text(PLAN.encode(), [Set("checks.min_p_best", 0.7)], "x.yaml", None).decode()
    assert made.startswith(PLAN) and read_scenario(made.encode(), "x.yaml").checks == Checks(0.7)
