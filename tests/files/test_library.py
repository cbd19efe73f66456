"""Catalogues, reference classes and requirement sets are found by name, nearest first."""

from __future__ import annotations

from pathlib import Path

import pytest

from decision.files import library
from decision.files.faults import FileError
from decision.files.library import Library, project_folder
from decision.files.reader import load
from decision.files.validation import validate
from tests.files.reading import faults_of, read

OPTIONS = "options:\n  a: {ratings: {fit: 1}}\n  b: {ratings: {fit: 2}}\n"
USING = f"format: 1\ntitle: T\ncriteria: {{use: ours}}\n{OPTIONS}"


def catalogue(name: str, criterion: str = "fit: {worst: 0, best: 10, weight: 1}") -> str:
    return f"format: 1\nname: {name}\ncriteria:\n  {criterion}\n"


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def named(name: str) -> str:
    return catalogue(name, f"fit: {{name: {name}, worst: 0, best: 10, weight: 1}}")


def test_beside_comes_before_a_criteria_folder_beside_and_that_before_one_above(tmp_path: Path) -> None:
    scenario = put(tmp_path / "team" / "decisions" / "x.yaml", USING)
    places = [
        tmp_path / "criteria" / "ours.yaml",
        tmp_path / "team" / "criteria" / "ours.yaml",
        tmp_path / "team" / "decisions" / "criteria" / "ours.yaml",
        tmp_path / "team" / "decisions" / "ours.yml",
        tmp_path / "team" / "decisions" / "ours.yaml",
    ]
    for number, place in enumerate(places):
        put(place, named(f"Number {number}"))
        assert load(scenario).leaves["fit"].name == f"Number {number}"


def test_what_is_nowhere_near_is_looked_for_among_the_projects_own(tmp_path: Path) -> None:
    scenario = put(tmp_path / "x.yaml", USING.replace("use: ours", "use: patient-facing"))
    with pytest.raises(FileError, match="no rating on integration"):
        load(scenario)


def test_our_own_reference_classes_take_the_place_of_the_projects(tmp_path: Path) -> None:
    put(
        tmp_path / "criteria" / "reference-classes.yaml",
        "format: 1\nname: Ours\nreference_classes:\n"
        "  moves: {name: Moves, kind: fitted, n: 9, lognormal: [0.1, 0.2], source: our own projects}\n",
    )
    library = Library(tmp_path)
    assert list(library.reference_classes) == ["moves"]
    assert library.reference_classes["moves"].observations == 9


def test_a_missing_file_is_told_with_the_nearest_name_there_is(tmp_path: Path) -> None:
    put(tmp_path / "criteria" / "ourselves.yaml", named("x"))
    assert faults_of(USING.replace("ours}", "ourselvs}"), tmp_path) == [
        'x.yaml:3:17: criteria.use: no file ourselvs.yaml is found; did you mean "ourselves"?'
    ]
    assert faults_of(USING.replace("ours}", "qqqqqqqq}"), tmp_path) == [
        (
            "x.yaml:3:17: criteria.use: no file qqqqqqqq.yaml is found; "
            "put it beside the scenario or into a criteria folder"
        )
    ]


@pytest.mark.parametrize("name", ["../ours", "/etc/passwd", "a/b", "ours.yaml", "..", "C:ours", "Ours", '"ours "'])
def test_a_name_cannot_lead_out_of_the_folders(tmp_path: Path, name: str) -> None:
    put(tmp_path / "ours.yaml", named("x"))
    inside = tmp_path / "inside"
    inside.mkdir()
    (line,) = faults_of(USING.replace("use: ours", f"use: {name}"), inside)
    assert line.startswith("x.yaml:3:17: criteria.use: is not a valid id")


def test_faults_inside_a_catalogue_carry_its_own_name(tmp_path: Path) -> None:
    path = put(tmp_path / "ours.yaml", catalogue("Ours", "fit: {wrost: 0, best: 10, weight: 1}"))
    assert faults_of(USING, tmp_path) == [f'{path}:4:9: criteria.fit.wrost: unknown key; did you mean "worst"?']


def test_a_catalogue_that_is_no_yaml_is_told_in_its_own_place(tmp_path: Path) -> None:
    path = put(tmp_path / "ours.yaml", "format: 1\nformat: 1\n")
    assert faults_of(USING, tmp_path) == [
        f"{path}:2:1: format: the key stands here a second time (first in line 1); remove one"
    ]


def test_faults_of_the_scenario_and_of_its_catalogue_are_told_together(tmp_path: Path) -> None:
    put(tmp_path / "ours.yaml", catalogue("Ours", "fit: {wrost: 0, best: 10, weight: 1}"))
    assert len(faults_of(USING.replace("title: T", "title: 5"), tmp_path)) == 2


def test_what_only_follows_from_a_missing_catalogue_is_not_told(tmp_path: Path) -> None:
    text = USING + "weights: {fit: 1, cost: 2}\nviews: {v: {fit: 1}}\nweight_uncertainty: {order: [fit, cost]}\n"
    assert len(faults_of(text, tmp_path)) == 1
    (first, second) = faults_of(text.replace("  b: {ratings: {fit: 2}}\n", ""), tmp_path)
    assert "no file ours.yaml is found" in first
    assert "a decision has 2 to 30 options (got 1)" in second


def test_what_only_follows_from_a_missing_requirement_set_is_not_told(tmp_path: Path) -> None:
    put(tmp_path / "ours.yaml", named("x"))
    text = USING.replace("a: {ratings", "a: {requirements: {K1: pass}, ratings") + "requirements: {use: [rules]}\n"
    (line,) = faults_of(text, tmp_path)
    assert "requirements.use[0]: no file rules.yaml is found" in line


def test_a_criterion_of_a_catalogue_may_be_changed_key_by_key(tmp_path: Path) -> None:
    put(tmp_path / "ours.yaml", catalogue("Ours", "fit: {name: Fit, unit: points, worst: 0, best: 10, weight: 3}"))
    text = USING.replace("{use: ours}", "{use: ours, fit: {best: 20}, own: {worst: 0, best: 1, weight: 1}}")
    scenario = read(text.replace("{fit: 1}", "{fit: 1, own: 0}").replace("{fit: 2}", "{fit: 2, own: 1}"), tmp_path)
    fit = scenario.leaves["fit"]
    assert (fit.name, fit.unit) == ("Fit", "points")
    assert fit.value_function is not None
    assert fit.value_function.scale.best == 20
    assert dict(scenario.weights) == {"fit": 0.75, "own": 0.25}


def test_parts_may_take_the_place_of_a_scale_and_a_scale_that_of_parts(tmp_path: Path) -> None:
    put(tmp_path / "ours.yaml", catalogue("Ours", "fit: {worst: 0, best: 10, unit: points, weight: 1}"))
    parts = USING.replace("{use: ours}", "{use: ours, fit: {parts: {x: {worst: 0, best: 1}}}}")
    with_parts = read(parts.replace("fit: 1}", "fit: {x: 1}}").replace("fit: 2}", "fit: {x: 0}}"), tmp_path)
    assert list(with_parts.leaves) == ["fit.x"]
    put(tmp_path / "ours.yaml", catalogue("Ours", "fit: {weight: 1, parts: {x: {worst: 0, best: 1}}}"))
    assert list(read(USING.replace("{use: ours}", "{use: ours, fit: {worst: 0, best: 9}}"), tmp_path).leaves) == ["fit"]


def test_scales_that_a_catalogue_leaves_open_are_asked_of_the_scenario(tmp_path: Path) -> None:
    path = put(tmp_path / "ours.yaml", catalogue("Ours", "fit: {name: Fit, weight: 1}"))
    assert validate(path) == "catalogue"
    assert [line.partition(": ")[2] for line in faults_of(USING, tmp_path)] == [
        "criteria.fit.best: best is missing; give the rating that is worth 1, here or in the catalogue",
        "criteria.fit.worst: worst is missing; give the rating that is worth 0, here or in the catalogue",
    ]


def test_starting_ratings_of_a_catalogue_are_checked(tmp_path: Path) -> None:
    text = catalogue("Ours", "fit: {worst: 0, best: 10, starting_ratings: {buy: {low: 3, high: 1}}}")
    path = put(tmp_path / "ours.yaml", text)
    with pytest.raises(FileError) as caught:
        validate(path)
    assert str(caught.value) == (
        f"{path}:4:59: criteria.fit.starting_ratings.buy.low: low 3 is above high 1; put them in order, lowest first"
    )


def test_a_requirement_of_the_scenario_takes_the_place_of_one_in_a_set(tmp_path: Path) -> None:
    put(tmp_path / "rules.yaml", "format: 1\nname: Rules\nrequirements: {K1: {text: Theirs}, K2: {text: Theirs too}}\n")
    put(tmp_path / "ours.yaml", named("x"))
    scenario = read(USING + "requirements: {use: [rules], K1: {text: Ours}}\n", tmp_path)
    assert [(each.id, each.text) for each in scenario.requirements] == [("K1", "Ours"), ("K2", "Theirs too")]


BOTH = catalogue("Both") + "requirements: {R1: {text: It must}}\n"
USING_BOTH = f"{USING}requirements: {{use: [ours]}}\n"


def test_one_file_may_hold_criteria_and_requirements_and_be_used_for_either(tmp_path: Path) -> None:
    path = put(tmp_path / "ours.yaml", BOTH)
    assert validate(path) == "catalogue"
    assert list(read(USING, tmp_path).requirements) == []
    scenario = read(USING_BOTH, tmp_path)
    assert [each.id for each in scenario.requirements] == ["R1"]
    assert list(scenario.leaves) == ["fit"]


def test_a_catalogue_without_requirements_is_no_set_of_them_and_the_other_way_round(tmp_path: Path) -> None:
    path = put(tmp_path / "ours.yaml", catalogue("Ours"))
    assert faults_of(USING_BOTH, tmp_path) == [f"{path}:1:1: requirements: is missing; add it"]
    put(path, "format: 1\nname: Ours\nrequirements: {R1: {text: It must}}\n")
    assert faults_of(USING_BOTH, tmp_path) == [f"{path}:1:1: criteria: is missing; add it"]


def test_faults_of_a_file_that_is_used_twice_are_told_once(tmp_path: Path) -> None:
    path = put(tmp_path / "ours.yaml", BOTH.replace("text:", "txt:"))
    assert [line for line in faults_of(USING_BOTH, tmp_path) if "txt" in line] == [
        f'{path}:5:21: requirements.R1.txt: unknown key; did you mean "text"?'
    ]


@pytest.mark.parametrize(
    ("law", "expected"),
    [
        ("lognormal: [0.1, -1]", "sigma -1 is not positive; give a spread above 0"),
        ("", "must have either lognormal or body_and_tail (got a mapping); give exactly one of them"),
        (
            "body_and_tail: {tail_share: 0.1, threshold: 1.5, tail_index: 2, body: [0, 0.3], cap: 1}",
            "the cap 1 is not above the threshold 1.5; raise the cap or leave it out",
        ),
    ],
)
def test_reference_classes_that_cannot_be_are_told(tmp_path: Path, law: str, expected: str) -> None:
    path = put(
        tmp_path / "reference-classes.yaml",
        f"format: 1\nname: R\nreference_classes:\n  x: {{name: X, kind: fitted, source: us, {law}}}\n",
    )
    with pytest.raises(FileError) as caught:
        validate(path)
    assert str(caught.value) == f"{path}:4:6: reference_classes.x: {expected}"


@pytest.mark.parametrize("index", [1, 0.8])
def test_an_estimate_that_has_no_expected_value_is_a_fault_with_its_place_and_the_remedy(
    tmp_path: Path, index: float
) -> None:
    tail = f"{{tail_share: 0.2, threshold: 1.5, tail_index: {index}, body: [0, 0.3]}}"
    classes = "format: 1\nname: R\nreference_classes:\n  endless: {name: E, kind: fitted, source: us, body_and_tail: "
    put(tmp_path / "reference-classes.yaml", f"{classes}{tail}}}\n")
    text = (
        "format: 1\ntitle: T\ncriteria: {fit: {worst: 0, best: 10, weight: 1}}\noptions:\n"
        "  a: {ratings: {fit: {estimate: 3, class: endless}}}\n  b: {ratings: {fit: 5}}\n"
    )
    (line,) = faults_of(text, tmp_path)
    place, _, message = line.partition(": ")
    assert place.endswith(":5:43")
    assert message == (
        "options.a.ratings.fit.class: the multiplier of class endless has no expected value: its tail falls off too "
        "slowly; give the class a cap, a tail_index above 1 or a smaller spread, or use another class"
    )
    put(tmp_path / "reference-classes.yaml", f"{classes}{tail[:-1]}, cap: 10}}}}\n")
    assert read(text, tmp_path).options[0].ratings["fit"].estimate.expected > 3


@pytest.mark.parametrize("scheme", ["everybody", "user"])
def test_our_own_are_found_wherever_packages_are_installed(
    scheme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = tmp_path / scheme / "share" / "trilemma" / "criteria"
    installed.mkdir(parents=True)
    monkeypatch.setattr(library, "_CHECKOUT", tmp_path / "nowhere")
    monkeypatch.setattr(library.sys, "prefix", str(tmp_path / "prefix"))
    monkeypatch.setattr(library.sysconfig, "get_default_scheme", lambda: "everybody")
    monkeypatch.setattr(library.sysconfig, "get_preferred_scheme", lambda key: key)
    monkeypatch.setattr(library.sysconfig, "get_path", lambda name, scheme: str(tmp_path / scheme))
    assert project_folder("criteria") == installed
    # where there is none at all, it is named where one would expect it
    assert project_folder("scenarios") == tmp_path / "prefix" / "share" / "trilemma" / "scenarios"
