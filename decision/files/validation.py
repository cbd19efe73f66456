"""Any of our files checked as what it is: a scenario, a catalogue, reference classes or requirements."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from decision.files.checked import Place, checked
from decision.files.document import CatalogueDocument, ReferenceClassesDocument, RequirementSetDocument
from decision.files.library import Library, reference_classes_of
from decision.files.open_file import read_file
from decision.files.reader import catalogue_faults, scenario_in
from decision.files.tree import Node, read_tree


def validate(path: str | Path) -> str:
    """The kind of the file at `path`: ``scenario``, ``catalogue``, ``reference classes`` or ``requirements``.

    Raises
    ------
    FileError
        Every fault of the file, with its place.
    """
    path = Path(path)
    return checked_kind(read_tree(read_file(path), str(path)), str(path), path.resolve().parent)


def checked_kind(root: Node, file: str, folder: Path | None) -> str:
    """The kind of a file that was read as the tree `root`; raises FileError with all its faults."""
    kind = _kind(root.value)
    place = Place(file, root)
    if kind == "catalogue":
        catalogue_faults(place, checked(place, CatalogueDocument), Library(folder))
    elif kind == "reference classes":
        reference_classes_of(place, checked(place, ReferenceClassesDocument))
    elif kind == "requirements":
        checked(place, RequirementSetDocument)
    else:
        scenario_in(root, file, folder)
    place.stop_if_faulty()
    return kind


def _kind(data: Any) -> str:
    keys = set(data) if isinstance(data, dict) else set()
    if keys & {"title", "options", "weights"}:
        return "scenario"
    if "reference_classes" in keys:
        return "reference classes"
    if "criteria" in keys:
        return "catalogue"
    return "requirements" if "requirements" in keys else "scenario"
