from __future__ import annotations

from pathlib import Path

import pytest

from decision.files.faults import FileError
from decision.files.library import Library
from decision.files.offers import offered_catalogues, offered_sets
from decision.files.reader import load
from tests.ui.conftest import ROOT

LIBRARY = Library(ROOT / "scenarios")


def test_every_catalogue_and_every_set_of_the_project_is_offered() -> None:
    catalogues = {each.name: each for each in offered_catalogues(LIBRARY)}
    assert {"patient-facing", "patient-facing-parts", "general-software", "general-software-parts"} <= set(catalogues)
    assert "reference-classes" not in catalogues
    assert all(each.criteria and each.about for each in catalogues.values())
    sets = {each.name: each for each in offered_sets(LIBRARY)}
    assert {"us-health-phi", "england-nhs", "us-health-device-or-kiosk"} <= set(sets)
    assert all(each.requirements for each in sets.values())


def test_what_is_offered_is_what_a_file_gets_that_uses_the_catalogue() -> None:
    (catalogue,) = [each for each in offered_catalogues(LIBRARY) if each.name == "patient-facing"]
    used = load(ROOT / "scenarios" / "hospital-video-visits.yaml").all_criteria["integration"]
    (offered,) = [each for each in catalogue.criteria if each.id == "integration"]
    made = offered.criterion("integration")
    assert (made.value_function, made.anchors, made.question, made.about) == (
        used.value_function, used.anchors, used.question, used.about,
    )  # fmt: skip
    assert made.weight is None


def test_a_scale_that_the_catalogue_leaves_open_is_asked_for() -> None:
    (catalogue,) = [each for each in offered_catalogues(LIBRARY) if each.name == "general-software-parts"]
    by_id = {each.id: each for each in catalogue.criteria}
    assert {id for id, each in by_id.items() if each.needs_scale} == {"cost", "time_to_launch"}
    with pytest.raises(FileError, match="worst is missing"):
        by_id["cost"].criterion("cost")
    function = by_id["cost"].criterion("price", 20.0, 5.0).value_function
    assert function is not None and (function.scale.worst, function.scale.best) == (20, 5)
    parts = by_id["risk"].criterion("risk").parts
    assert [part.name for part in parts] == list(by_id["risk"].parts)


def test_a_file_that_cannot_be_read_and_one_that_lies_beside_are_not_offered(tmp_path: Path) -> None:
    (tmp_path / "criteria").mkdir()
    (tmp_path / "criteria" / "broken.yaml").write_text("format: 1\nname: [", encoding="utf-8")
    own = "format: 1\nname: Own\ncriteria: {noise: {worst: 80, best: 30, unit: dB}}\n"
    (tmp_path / "criteria" / "own.yaml").write_text(own, encoding="utf-8")
    (tmp_path / "beside.yaml").write_text(own, encoding="utf-8")
    names = [each.name for each in offered_catalogues(Library(tmp_path))]
    assert names[0] == "own"
    assert not {"broken", "beside"} & set(names)
    assert offered_catalogues(Library(tmp_path))[0].criteria[0].name == "Noise"
