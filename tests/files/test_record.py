from __future__ import annotations

import datetime
import difflib
import random
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from decision.files.document import ScenarioDocument
from decision.files.editing.edits import Delete, Rename, Set
from decision.files.editing.files import edited_text
from decision.files.editing.revision import as_read
from decision.files.editing.saved import saved
from decision.files.faults import FileError
from decision.files.library import project_folder
from decision.files.reader import read_scenario
from decision.files.said_writer import decision_document
from decision.files.schema import CHECKOUT, scenario_schema
from decision.files.tree import read_tree
from decision.files.writer import scenario_yaml
from decision.model.record import Outcome, RecordedDecision, Trigger
from decision.model.structure.record import recording
from tests.files.test_schema import mutated

PLAN = """format: 1
title: A plan
currency: USD
horizon_years: 2
discount_rate: 0
criteria:
  cost: {worst: 900, best: 0, kind: cost_plan}
  fit: {parts: {reading: {worst: 0, best: 10}, writing: {worst: 0, best: 10}}}
weights: {cost: 1, fit: 1}
options:
  build: {ratings: {cost: {upfront: 100, yearly: 50}, fit: {reading: 3, writing: 4}}}
  buy: {ratings: {cost: 400, fit: {reading: 6, writing: 4}}}
"""
SAID = (
    PLAN
    + """decision:  # of the board
  chosen: build
  on: 2026-12-01
  by: The board
  because: "It is ours: we can change it."
  p_best: 0.61
  margin: 3.25
  version: "1.0"
  fingerprint: "0123"
  review_by: 2027-06-01
  record: docs/decisions/0002-a-plan.md
  supersedes: docs/decisions/0001-a-plan.md
  revisit:
    - {when: build.fit.reading, below: 2, say: Reading of Build turns out below 2.}
    - when: buy.cost  # who knows
      below: 350.5
      say: Buy gets cheaper.
outcome:
  on: 2027-12-01
  cost: {upfront: 140}
  ratings: {fit: {reading: 3.5}, fit.writing: 4}  # asked
"""
)
DECISION = RecordedDecision(
    "build", datetime.date(2026, 12, 1), "The board", "It is ours: we can change it.", 0.61, 3.25, "1.0", "0123",
    datetime.date(2027, 6, 1), "docs/decisions/0002-a-plan.md", "docs/decisions/0001-a-plan.md",
    (
        Trigger("build.fit.reading", "Reading of Build turns out below 2.", below=2),
        Trigger("buy.cost", "Buy gets cheaper.", below=350.5),
    ),
)  # fmt: skip


def test_what_is_said_is_read_and_written_back() -> None:
    scenario = read_scenario(SAID.encode(), "x.yaml")
    assert scenario.decision == DECISION
    assert scenario.outcome == Outcome(
        datetime.date(2027, 12, 1), {"cost.upfront": 140, "fit.reading": 3.5, "fit.writing": 4}
    )
    written = scenario_yaml(scenario)
    assert read_scenario(written.encode(), "x.yaml") == scenario
    assert "  ratings: {fit.reading: 3.5, fit.writing: 4, cost.upfront: 140}\n" in written


def test_little_need_be_said() -> None:
    scenario = read_scenario((PLAN + "decision: {chosen: buy}\noutcome: {cost: 410}\n").encode(), "x.yaml")
    assert (scenario.decision, scenario.outcome) == (RecordedDecision("buy"), Outcome(ratings={"cost": 410}))
    assert scenario_yaml(scenario).endswith("decision:\n  chosen: buy\noutcome:\n  cost: 410\n")
    assert read_scenario(PLAN.encode(), "x.yaml").decision is None


def test_saving_a_decision_changes_no_other_line() -> None:
    before = read_scenario(PLAN.encode(), "x.yaml")
    made = saved(PLAN.encode(), recording(before, DECISION))
    assert not made.anew
    assert made.raw.decode().startswith(PLAN)
    assert read_scenario(made.raw, "x.yaml").decision == DECISION
    assert saved(made.raw, before).raw == PLAN.encode()


def edited(*edits: Any) -> str:
    return edited_text(SAID.encode(), edits, "x.yaml", None).decode()


def test_what_is_recorded_follows_an_option_to_its_new_name() -> None:
    text = edited(Rename("options.build", "ours"))
    scenario = read_scenario(text.encode(), "x.yaml")
    assert scenario.decision is not None
    assert (scenario.decision.chosen, scenario.decision.revisit[0].when) == ("ours", "ours.fit.reading")
    assert "decision:  # of the board" in text and "buy.cost  # who knows" in text


def test_what_is_recorded_follows_a_criterion_to_its_new_name() -> None:
    text = edited(Rename("criteria.fit", "match"))
    scenario = read_scenario(text.encode(), "x.yaml")
    assert scenario.decision is not None and scenario.outcome is not None
    assert scenario.decision.revisit[0].when == "build.match.reading"
    assert list(scenario.outcome.ratings) == ["match.reading", "match.writing", "cost.upfront"]
    part = read_scenario(edited(Rename("criteria.fit.parts.reading", "seeing")).encode(), "x.yaml")
    assert part.outcome is not None and next(iter(part.outcome.ratings)) == "fit.seeing"
    money = read_scenario(edited(Rename("criteria.cost", "money")).encode(), "x.yaml")
    assert money.outcome is not None and "money.upfront" in money.outcome.ratings


def test_what_names_what_is_taken_out_goes_with_it_but_not_the_decision() -> None:
    without = read_scenario(edited(Delete("criteria.fit")).encode(), "x.yaml")
    assert without.decision is not None and without.outcome is not None
    assert [each.when for each in without.decision.revisit] == ["buy.cost"]
    assert dict(without.outcome.ratings) == {"cost.upfront": 140}
    with pytest.raises(FileError, match=r"decision\.chosen: build is not an option here"):
        edited(
            Set("options.wait", {"ratings": {"cost": 1, "fit": {"reading": 1, "writing": 1}}}), Delete("options.build")
        )


def test_the_page_on_the_format_is_read_as_it_stands() -> None:
    page = (project_folder("scenarios").parent / "docs" / "file-format.md").read_text(encoding="utf-8")
    example = page[page.index("```yaml\ndecision:") + 8 :]
    scenario = read_scenario((SMALL + example[: example.index("```")]).encode(), "x.yaml")
    assert scenario.decision is not None and scenario.decision.revisit
    assert scenario.outcome is not None and scenario.outcome.ratings


SMALL = """format: 1
title: A plan
currency: USD
horizon_years: 5
discount_rate: 0.035
criteria:
  cost: {worst: 900000, best: 0, kind: cost_plan}
  time_to_launch: {worst: 24, best: 3}
  fit: {worst: 0, best: 10}
weights: {cost: 1, time_to_launch: 1, fit: 1}
options:
  extend: {ratings: {cost: {upfront: 100000, yearly: 50000}, time_to_launch: 6, fit: 6}}
  buy: {ratings: {cost: 400000, time_to_launch: 8, fit: 7}}
"""


@settings(max_examples=150)
@given(st.integers(0, 2**32), st.integers(1, 2))
def test_schema_and_reader_refuse_the_same(seed: int, mutations: int) -> None:
    validator = jsonschema.Draft202012Validator(scenario_schema(), format_checker=jsonschema.FormatChecker(["date"]))
    chance = random.Random(seed)
    document = read_tree(SAID.encode(), "x.yaml").plain()
    for _ in range(mutations):
        part = chance.choice(("decision", "outcome"))
        document[part] = mutated({"it": document[part]}, chance).get("it", document[part])
    try:
        ScenarioDocument.model_validate(document)
        refused = None
    except ValidationError as error:
        refused = error
    assert validator.is_valid(document) == (refused is None), (refused, document)


LAYOUTS = sorted((CHECKOUT / "tests" / "files" / "layouts").glob("*.yaml"))


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_a_decision_is_added_to_a_file_of_any_layout_and_taken_out_again(path: Path) -> None:
    raw = path.read_bytes()
    before = read_scenario(raw, path.name, path.parent)
    option, leaf = before.options[0].id, next(iter(before.leaves))
    trigger = Trigger(f"{option}.{leaf}", "Fit: it falls", below=3.5)
    decision = RecordedDecision(
        option, datetime.date(2026, 12, 1), "A", "- it's ours: so", 0.5, 1.5, revisit=(trigger,)
    )
    document = as_read(decision_document(decision))
    made = edited_text(raw, [Set("decision", document)], path.name, path.parent)
    after = read_scenario(made, path.name, path.parent)
    assert (after.decision, after.fingerprint) == (decision, before.fingerprint)
    old, new = (text.decode("utf-8-sig").splitlines() for text in (raw, made))
    gone = [line for line in difflib.ndiff(old, new) if line.startswith("- ")]
    assert len(gone) <= (1 if path.stem in ("ends_in_text", "one_line") else 0)
    assert read_scenario(edited_text(made, [Delete("decision")], path.name, path.parent), "x", path.parent) == before
