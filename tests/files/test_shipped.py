"""The files we ship are sound, each as what it is."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

from decision.analysis.plausibility import oddities
from decision.analysis.scoring import evaluate
from decision.analysis.simulation.simulation import simulate
from decision.files.catalogue_document import CatalogueDocument
from decision.files.library import Library, project_folder
from decision.files.reader import load
from decision.files.tree import read_tree
from decision.files.validation import validate
from decision.model.cost_plan import CostPlan
from decision.model.estimate import ThreePoint
from decision.model.requirement import RequirementResult, Verdict
from decision.outputs.words.scoring import exclusions, headline
from decision.outputs.words.simulation import surety

SCENARIOS = sorted(project_folder("scenarios").glob("*.yaml"))
CRITERIA = sorted(project_folder("criteria").glob("*.yaml"))
PUBLISHED = "decision-support-1989"
TOLD = (
    "charity-members", PUBLISHED, "developer-portal", "growing-programme", "hospital-video-visits",
    "remote-blood-pressure", "self-check-in", "subscription-billing",
)  # fmt: skip  # those that say at their top what comes of them; the README tells it of the two others
CATALOGUES = ("patient-facing", "patient-facing-parts", "general-software", "general-software-parts")
KINDS = dict.fromkeys(CATALOGUES, "catalogue") | {
    "reference-classes": "reference classes",
    "approach-questions": "approach questions",
    "launch-causes": "launch causes",
    "usual-lines": "usual lines",
}


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_scenario_loads_and_its_contributions_sum(path: Path) -> None:
    scenario = load(path)
    evaluation = evaluate(scenario)
    assert evaluation.leader is not None
    for option in evaluation.options:
        total = math.fsum(option.contributions[top.id] for top in scenario.criteria)
        assert total == pytest.approx(option.score, abs=1e-9)
    assert validate(path) == "scenario"


@pytest.mark.parametrize("path", CRITERIA, ids=lambda path: path.stem)
def test_every_file_of_criteria_reads_as_its_kind(path: Path) -> None:
    assert validate(path) == KINDS.get(path.stem, "requirements")


def test_there_are_files_to_check() -> None:
    assert {"minimal", "health-centre-portal", *TOLD} == {path.stem for path in SCENARIOS}
    assert KINDS.keys() <= {path.stem for path in CRITERIA}


def opening(name: str) -> str:
    """The comment with which a scenario opens, as running text."""
    lines = (project_folder("scenarios") / f"{name}.yaml").read_text(encoding="utf-8").split("format: 1", 1)[0]
    return " ".join(line.removeprefix("#").strip() for line in lines.splitlines() if line != "#")


@pytest.mark.parametrize("name", TOLD)
def test_a_scenario_opens_with_its_story_and_what_comes_of_it(name: str) -> None:
    scenario = load(project_folder("scenarios") / f"{name}.yaml")
    evaluation, result = evaluate(scenario), simulate(scenario)
    story, _, expected = opening(name).partition(" Expected: ")
    says = [headline(evaluation, result), surety(result, evaluation.joint_leaders), *exclusions(scenario, evaluation)]
    assert expected == " ".join(says)
    assert len(story) > 200
    assert "illustrative" in story or "sourced" in story
    assert scenario.about


@pytest.mark.parametrize("name", TOLD)
def test_what_a_rating_rests_on_is_said(name: str) -> None:
    scenario = load(project_folder("scenarios") / f"{name}.yaml")
    if name == PUBLISHED:  # where all is said once, at the top
        return
    for option in scenario.options:
        for path, rating in option.ratings.items():
            assert rating.because, (option.id, path)
            assert rating.evidence, (option.id, path)


@pytest.mark.parametrize("name", TOLD)
def test_nothing_in_a_scenario_looks_hardly_meant(name: str) -> None:
    scenario = load(project_folder("scenarios") / f"{name}.yaml")
    alike = [("alike", "hardware_os"), ("alike", "analysis.goal_seeking")] if name == PUBLISHED else []
    assert [(each.kind, each.path) for each in oddities(scenario)] == alike


def test_the_best_check_in_is_out_for_one_requirement_and_would_lead_without_it() -> None:
    scenario = load(project_folder("scenarios") / "self-check-in.yaml")
    *others, extend = scenario.options
    assert extend.failed == ("K20",)
    mended = replace(extend, requirements={**extend.requirements, "K20": RequirementResult(Verdict.PASS)})
    evaluation = evaluate(replace(scenario, options=(*others, mended)))
    assert f"the tablets lead by {evaluation.margin:.1f} points" in opening("self-check-in")
    assert evaluation.leader == "extend"


def test_fewer_engineers_put_buying_level_with_building() -> None:
    name = "developer-portal"
    scenario = load(project_folder("scenarios") / f"{name}.yaml")
    cost = scenario.option("buy").ratings["cost"]
    assert isinstance(cost.estimate, CostPlan)
    fewer = replace(cost, estimate=replace(cost.estimate, yearly=ThreePoint(80_000, 110_000, 200_000)))
    evaluation = evaluate(scenario.with_rating("buy", "cost", fewer))
    assert "yearly low 80000, mode 110000, high 200000" in opening(name)
    assert abs(evaluation.option("buy").score - evaluation.option("build").score) < 0.5


def catalogue(name: str) -> CatalogueDocument:
    return Library().catalogue(name)


@pytest.mark.parametrize("name", ["patient-facing", "general-software"])
def test_a_catalogue_in_parts_has_seventeen_and_else_is_the_flat_one(name: str) -> None:
    flat, parts = catalogue(name).criteria, catalogue(f"{name}-parts").criteria
    assert {id: len(each.parts) for id, each in parts.items() if each.parts} == {
        "flexibility": 3, "integration": 4, "risk": 5, "fit": 5,
    }  # fmt: skip
    assert list(parts) == list(flat)
    assert [each.weight for each in parts.values()] == [each.weight for each in flat.values()]
    assert (parts["cost"], parts["time_to_launch"]) == (flat["cost"], flat["time_to_launch"])


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_criterion_says_what_it_is_and_what_its_ratings_mean(name: str) -> None:
    for top in catalogue(name).criteria.values():
        for each in (top.parts or {"": top}).values():
            assert each.name and each.question.endswith("?") and each.about and each.unit
            if each.unit == "points":
                assert (each.worst, each.best, sorted(each.anchors or {})) == (0, 10, [1, 3, 5, 7, 9])


@pytest.mark.parametrize("name", ["patient-facing-parts", "general-software-parts"])
def test_parts_can_be_rated_and_count_alike(name: str, tmp_path: Path) -> None:
    criteria = catalogue(name).criteria
    ratings = {id: dict.fromkeys(each.parts, 5) if each.parts else 5 for id, each in criteria.items()}
    path = tmp_path / "x.yaml"
    path.write_text(
        f"format: 1\ntitle: T\ncriteria: {{use: {name}, cost: {{worst: 9, best: 0}}, "
        f"time_to_launch: {{worst: 9, best: 0}}}}\noptions:\n  a: {{ratings: {ratings}}}\n  b: {{ratings: {ratings}}}\n"
    )
    weights = load(path).weights
    assert weights["fit.adoption_outlook"] == pytest.approx(0.15 / 5)
    assert weights["integration.freshness"] == pytest.approx(0.2 / 4)


@pytest.mark.parametrize("path", CRITERIA, ids=lambda path: path.stem)
def test_every_requirement_says_what_shows_it_how_and_why(path: Path) -> None:
    document = read_tree(path.read_bytes(), str(path)).plain()
    if "requirements" in document:
        assert document["as_of"]
    for each in document.get("requirements", {}).values():
        assert all(each[key] for key in ("text", "evidence", "basis", "test", "source"))
        assert each["test"] in ("document", "demo", "reference", "pilot")


def test_starting_weights_sum_to_100() -> None:
    text = load(project_folder("scenarios") / "health-centre-portal.yaml")
    assert math.fsum(criterion.weight or 0 for criterion in text.criteria) == 100
