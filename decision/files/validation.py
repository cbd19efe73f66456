"""Any of our files checked as what it is: a scenario, a catalogue, reference classes or requirements."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from decision.files.catalogue_document import CatalogueDocument, ReferenceClassesDocument, RequirementSetDocument
from decision.files.checked import Place, checked
from decision.files.library import Library, line_names_in, reference_classes_of
from decision.files.open_file import read_file
from decision.files.reader import catalogue_faults, scenario_in
from decision.files.tree import Node, read_tree
from decision.model.scenario import Scenario


@dataclass(frozen=True)
class SoundFile:
    """A file without a fault.

    Attributes
    ----------
    kind
        ``scenario``, ``catalogue``, ``reference classes``, ``requirements``, ``approach questions``,
        ``launch causes`` or ``usual lines``.
    root
        The tree that was read, which knows its places.
    scenario
        What a scenario file says; None of the other kinds.
    """

    kind: str
    root: Node
    scenario: Scenario | None = None


def validate(path: str | Path) -> str:
    """The kind of the file at `path`, as `SoundFile` calls it.

    Raises
    ------
    FileError
        Every fault of the file, with its place.
    """
    return sound_file(path).kind


def sound_file(path: str | Path) -> SoundFile:
    """The file at `path`, whatever kind it is of; raises as `validate` does."""
    path = Path(path)
    return checked_tree(read_tree(read_file(path), str(path)), str(path), path.resolve().parent)


def checked_tree(root: Node, file: str, folder: Path | None, library: Library | None = None) -> SoundFile:
    """The file that was read as the tree `root`; raises FileError with all its faults.

    What it names is found in `library`, else from `folder` on.
    """
    library = Library(folder) if library is None else library
    kind = _kind(root.value)
    if kind == "scenario":
        return SoundFile(kind, root, scenario_in(root, file, library=library))
    place = Place(file, root)
    if kind == "catalogue":
        catalogue_faults(place, checked(place, CatalogueDocument), library)
    elif kind == "reference classes":
        reference_classes_of(place, checked(place, ReferenceClassesDocument))
    elif kind == "approach questions":
        from decision.files.approach_document import ApproachQuestionsDocument

        checked(place, ApproachQuestionsDocument)
    elif kind == "launch causes":
        from decision.files.launch_document import LaunchCausesDocument

        checked(place, LaunchCausesDocument)
    elif kind == "usual lines":
        from decision.files.line_names_document import LineNamesDocument

        line_names_in(place, checked(place, LineNamesDocument))
    else:
        checked(place, RequirementSetDocument)
    place.stop_if_faulty()
    return SoundFile(kind, root)


def _kind(data: Any) -> str:
    keys = set(data) if isinstance(data, dict) else set()
    if keys & {"title", "options", "weights"}:
        return "scenario"
    if "reference_classes" in keys:
        return "reference classes"
    if "questions" in keys:
        return "approach questions"
    if "causes" in keys:
        return "launch causes"
    if "criteria" in keys:
        return "catalogue"
    if "usual_lines" in keys:
        return "usual lines"
    return "requirements" if "requirements" in keys else "scenario"
