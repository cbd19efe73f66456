"""Evaluations and what was agreed, in the file: read, written, kept where a file is edited, and no part of a score."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision.analysis.scoring import evaluate
from decision.files.editing.edits import Delete, Rename, Set
from decision.files.editing.files import edited_text
from decision.files.editing.saved import saved
from decision.files.library import project_folder
from decision.files.reader import read_scenario
from decision.files.schema import scenario_schema
from decision.files.tree import read_tree
from decision.files.writer import scenario_yaml
from decision.model.estimate import Exact, Range, Unknown
from decision.model.evaluation import letters
from decision.model.rating import Evidence
from decision.model.scenario import Scenario
from tests.evaluated import evaluated_scenarios

PLAIN = """\
format: 1
title: A plan
criteria:
  cost: {worst: 10, best: 0}
  fit: {parts: {now: {worst: 0, best: 10}, later: {worst: 0, best: 10}}}
weights: {cost: 1, fit: 1}
options:
  a: {ratings: {cost: 1, fit: {now: 2, later: 3}}}
  b: {ratings: {cost: 2, fit: {now: 4, later: 5}}}
"""
EVALUATED = (
    PLAIN
    + """\
evaluations:
  - by: Dana Okafor   # the first to send hers
    role: Clinical safety
    on: 2026-11-20
    at: 14:30
    interests: None.
    ratings:
      a.cost: {rating: {low: 3, high: 5}, because: Two quotes., evidence: vendor, source: "Offer, p. 4", at: "14:42"}
      a.fit.now: 6      # shown twice
      b.fit.now: unknown
    moderated:
      - {of: a.fit.now, from: 6, to: 4, because: The export was not shown., by: Chair, on: 2026-11-25}
  - {by: A, ratings: {a.fit.now: 4, b.cost: {low: 1, high: 2, because: A guess.}}}
consensus:
  a.fit.now: {rating: 4, because: No export was shown., dissent: {A: Would give 3.}}
"""
)

evaluated = evaluated_scenarios(st.just(read_scenario(PLAIN.encode(), "x.yaml")))


def test_what_evaluators_gave_is_read_with_reasons_evidence_and_times() -> None:
    scenario = read_scenario(EVALUATED.encode(), "x.yaml")
    dana, other = scenario.evaluations
    score = dana.ratings["a.cost"]
    assert score.rating.estimate == Range(3, 5)
    assert (score.rating.because, score.rating.evidence) == ("Two quotes.", Evidence.VENDOR)
    assert dana.given_on("a.cost")[1] == "14:42"
    assert str(dana.given_on("a.fit.now")[0]) == "2026-11-20"
    assert dana.ratings["a.fit.now"].rating.estimate == Exact(6)  # what was given stays beside what it became
    assert dana.standing("a.fit.now") == Exact(4)
    assert isinstance(dana.standing("b.fit.now"), Unknown)
    assert other.ratings["b.cost"].rating.because == "A guess."
    assert scenario.consensus["a.fit.now"].dissent == {"A": "Would give 3."}
    assert letters(scenario.evaluations) == {"Dana Okafor": "B", "A": "A"}  # who is called by a letter keeps it


def test_no_score_and_no_fingerprint_depends_on_them() -> None:
    plain, evaluated = (read_scenario(text.encode(), "x.yaml") for text in (PLAIN, EVALUATED))
    assert evaluated.fingerprint == plain.fingerprint
    assert evaluated.whole_fingerprint != plain.whole_fingerprint
    assert json.dumps(evaluate(evaluated).to_dict()) == json.dumps(evaluate(plain).to_dict())


@given(evaluated)
@settings(max_examples=60)
def test_every_evaluation_that_can_be_is_written_and_read_back(scenario: Scenario) -> None:
    text = scenario_yaml(scenario)
    again = read_scenario(text.encode("utf-8", "surrogatepass"), "x.yaml")
    assert again.evaluations == scenario.evaluations
    assert again.consensus == scenario.consensus
    jsonschema.Draft202012Validator(scenario_schema()).validate(_dates_as_text(read_tree(text.encode(), "x").plain()))


def _dates_as_text(plain: object) -> object:
    return json.loads(json.dumps(plain, default=str))


@given(evaluated)
@settings(max_examples=40)
def test_saving_another_evaluation_leaves_all_other_lines_as_they_are(scenario: Scenario) -> None:
    before = replace(scenario, evaluations=(), consensus={})
    raw = f"# as people write\n{scenario_yaml(before)}".encode()
    made = saved(raw, replace(read_scenario(raw, "x"), evaluations=scenario.evaluations))
    assert not made.anew
    old, new = raw.decode().splitlines(), made.raw.decode().splitlines()
    at = next(i for i, line in enumerate(new) if line.startswith("evaluations:"))
    added = len(new) - len(old)
    assert new[:at] + new[at + added :] == old


@pytest.mark.parametrize(
    ("edit", "there", "gone"),
    [
        (Rename("options.a", "first"), "first.fit.now: 6      # shown twice", " a."),
        (Rename("criteria.fit", "suits"), "a.suits.now: 6      # shown twice", "fit"),
        (Rename("criteria.fit.parts.now", "today"), "a.fit.today: 6      # shown twice", "now:"),
        (Delete("options.a"), "b.fit.now: unknown", " a."),
        (Delete("criteria.fit.parts.now"), "b.cost: {low: 1, high: 2, because: A guess.}", "now"),
    ],
)
def test_what_names_an_option_or_criterion_follows_it(edit: object, there: str, gone: str) -> None:
    text = EVALUATED
    if edit == Delete("options.a"):
        text = text.replace("\n  b: {", "\n  c: {ratings: {cost: 1, fit: {now: 2, later: 3}}}\n  b: {")
    after = edited_text(text.encode(), [edit], "x.yaml", Path()).decode()  # type: ignore[list-item]
    evaluations = after[after.index("evaluations:") :]
    assert there in evaluations
    assert gone not in evaluations
    assert "# the first to send hers" in evaluations


def test_one_rating_of_an_evaluator_is_set_in_its_line() -> None:
    edit = Set('evaluations[0].ratings."a.fit.now"', 7)
    text = EVALUATED.replace("from: 6, ", "")
    after = edited_text(text.encode(), [edit], "x.yaml", Path()).decode()
    assert after == text.replace("a.fit.now: 6 ", "a.fit.now: 7 ")


def test_the_page_on_the_format_is_read_as_it_stands() -> None:
    page = (project_folder("scenarios").parent / "docs" / "file-format.md").read_text(encoding="utf-8")
    example = page[page.index("```yaml\nevaluations:") + 8 :]
    plain = """format: 1
title: A plan
criteria: {fit: {worst: 0, best: 10}}
weights: {fit: 1}
options: {build: {ratings: {fit: 5}}, buy: {ratings: {fit: 5}}, extend: {ratings: {fit: 5}}}
"""
    scenario = read_scenario((plain + example[: example.index("```")]).encode(), "x.yaml")
    assert scenario.evaluations[0].moderated and scenario.consensus["buy.fit"].dissent
